// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "ui/common/KeptDialog.h"

#include <optional>

class QFormLayout;
class QLineEdit;
class QPushButton;

namespace hinoban::ui {

class TimeField;

// A few lines that a person fills in for one act of the incident, and the person's name, which is remembered on this
// machine. Opened, never exec()uted; its owner reads the lines when it is done.
class FormDialog final : public KeptDialog {
    Q_OBJECT
public:
    FormDialog(const QString &title, const QString &explanation, const QString &action, QWidget *parent);
    // `name`: the line's object name, by which it is read again. `isNeeded`: there is no deciding without it.
    QLineEdit *addLine(const QString &name, const QString &label, const QString &text, bool isNeeded = false);
    TimeField *addTime(const QString &name, const QString &label, Instant at);
    [[nodiscard]] QString line(const QString &name) const;
    [[nodiscard]] std::optional<Instant> time() const; // nothing: none was asked for
    [[nodiscard]] QString personName() const;
    void ready();                                 // after the last line: the name, the buttons, the focus
    [[nodiscard]] bool hasWords() const override; // other than what stood there; the name is remembered anyhow

Q_SIGNALS:
    void decided();

private:
    void check();
    QString m_action;
    QFormLayout *m_form;
    QList<QLineEdit *> m_needed;
    QList<std::pair<QLineEdit *, QString>> m_stood; // what stood in each line
    QLineEdit *m_person = nullptr, *m_first = nullptr;
    QPushButton *m_decide = nullptr;
    TimeField *m_time = nullptr;
};

} // namespace hinoban::ui
