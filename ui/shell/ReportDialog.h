// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Dossier.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPrinter;
class QPushButton;
class QTextBrowser;

namespace hinoban::ui {

// Written accounts of the incident: which, in which language, for whom; shown as they will be, saved as Markdown, HTML
// or PDF, or printed. Made off the screen's thread. Opened, never exec()uted.
class ReportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ReportDialog(QWidget *parent);

    // What is told. Until it comes nothing can be saved.
    void setCase(respond::DossierFacts facts, std::map<QString, QByteArray> pictures);
    void setProblem(const QString &sentence);
    void choose(respond::DossierKind kind, const QString &language); // as if by hand

    // The file's name without its ending: case, kind, language, and DRILL where it is one.
    [[nodiscard]] QString fileName() const;

public Q_SLOTS:
    // In the form of the name's ending: .md, .html or .pdf. saved() or a sentence in the dialog.
    void saveTo(const QString &path);

Q_SIGNALS:
    void renewAsked(); // reads the case again
    void saved(const QString &path);
    void remade(); // what is shown is as chosen

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void remake();
    void chooseFile();
    void choosePrinter();
    void printOn(const std::shared_ptr<QPrinter> &printer);
    void say(const QString &sentence, bool isProblem = false);
    void setBusy(bool busy);
    [[nodiscard]] respond::DossierOptions options() const;

    QComboBox *m_kind, *m_language, *m_tlp;
    QCheckBox *m_redacted;
    QLabel *m_gaps, *m_notice;
    QTextBrowser *m_preview;
    QPushButton *m_renew, *m_save, *m_print, *m_close;
    QList<QLabel *> m_labels; // of the three boxes
    std::optional<respond::DossierFacts> m_facts;
    std::map<QString, QByteArray> m_pictures;
    std::optional<respond::Dossier> m_dossier; // as chosen; nothing: it cannot be made
};

} // namespace hinoban::ui
