// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

#include <QPointer>
#include <QWidget>

#include <functional>

class QAction;
class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace hinoban::ui {

class DraftSheet;

// Shows one sheet: to whom, in which language, subject and text with the gaps marked, and what can be done with it.
// It asks; the pane does.
class DraftEditor final : public QWidget {
    Q_OBJECT
public:
    explicit DraftEditor(QWidget *parent = nullptr);

    // Null: nothing to show, and `why`.
    void setSheet(DraftSheet *sheet, const QString &why = {});
    void setTemplates(const QStringList &ids, const QString &current);
    void setLanguages(const QStringList &languages, const QString &current);
    void setDrill(bool drill);
    void setForm(bool isKnown);                                // whether a web form takes this draft
    void notify(std::function<QString()> words, bool problem); // below the text; said anew in another language
    void retranslate();
    void restyle();

    [[nodiscard]] DraftSheet *sheet() const { return m_sheet; }

public Q_SLOTS:
    void jumpToNextGap(); // selects it: typing fills it

Q_SIGNALS:
    void templateChosen(const QString &id);
    void languageChosen(const QString &language);
    void copyAsked();
    void saveAsked();
    void sentAsked();
    void formAsked();
    void mailAsked();
    void pdfAsked();
    void printAsked();
    void organisationAsked();
    void caseAsked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(); // the sheet changed
    void markGaps();
    void selectGapAtCaret();
    void showParty(); // as much as there is room for

    QPointer<DraftSheet> m_sheet;
    std::function<QString()> m_noticeWords;
    QString m_partyWords;
    QComboBox *m_templates;
    QToolButton *m_ja, *m_en;
    QLabel *m_party, *m_gone, *m_drill, *m_newerText, *m_subjectName, *m_notice;
    QPushButton *m_gaps, *m_fill, *m_case, *m_newer, *m_copy, *m_save, *m_sent;
    QLineEdit *m_subject;
    QPlainTextEdit *m_text;
    QToolButton *m_more;
    QAction *m_form, *m_mail, *m_pdf, *m_print;
    QWidget *m_page;
    QFrame *m_newerRow;
};

} // namespace hinoban::ui
