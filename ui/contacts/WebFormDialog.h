// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/WebForm.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;
class QTableWidget;

namespace hinoban::ui {

// Carries a draft into a web form, field by field: one key copies the field that is chosen and goes on to the next.
// What has a gap, or is longer than the form takes, is marked and not copied. Stays beside the browser; never
// exec()uted. Nothing is typed here: it may be closed at any time.
class WebFormDialog final : public QDialog {
    Q_OBJECT
public:
    WebFormDialog(respond::WebForm form, std::vector<respond::FilledField> fields, bool drill, QWidget *parent);

public Q_SLOTS:
    void copyAndGoOn(); // the clipboard stays as it is where the field is not ready

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void restyle();
    void say(std::function<QString()> words, bool isProblem);
    [[nodiscard]] static QString markOf(const respond::FilledField &field);

    respond::WebForm m_form;
    std::vector<respond::FilledField> m_fields;
    QLabel *m_intro, *m_drill, *m_notice;
    QTableWidget *m_table;
    QPushButton *m_copy, *m_close;
    std::function<QString()> m_words; // of the notice
    bool m_isProblem = false;
};

} // namespace hinoban::ui
