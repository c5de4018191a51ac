// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include <functional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hinoban::ui {

// Who sits here: remembered on this machine. Empty until somebody said so.
[[nodiscard]] QString person();
void setPerson(const QString &name);

// A named person decides something, with a reason where one is needed. Opened, never exec()uted.
class DecisionDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Reason { No, Needed };

    DecisionDialog(const QString &title, const QString &explanation, Reason reason, QWidget *parent);
    void setActionText(const QString &text); // of the button that decides
    void setReasonText(const QString &text); // what is asked for, where it is no reason

Q_SIGNALS:
    void decided(const QString &person, const QString &reason);

private:
    void check();

    QLineEdit *m_person;
    QPlainTextEdit *m_reason = nullptr;
    QLabel *m_reasonLabel = nullptr;
    QPushButton *m_decide;
};

// Calls `done` with the name of who sits here; asks for it first if nobody has said so yet. Dropped if refused.
void withPerson(QWidget *parent, const std::function<void(const QString &)> &done);

} // namespace hinoban::ui
