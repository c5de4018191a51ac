// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/KeptDialog.h"

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
class DecisionDialog final : public KeptDialog {
    Q_OBJECT
public:
    enum class Reason { No, Needed };

    DecisionDialog(const QString &title, const QString &explanation, Reason reason, QWidget *parent);
    // About one thing, with a reason: with the words that were left in it, if it was closed with some. Whoever listened
    // to it then does not hear it any more.
    [[nodiscard]] static DecisionDialog *about(const QString &subject, const QString &title, const QString &explanation,
                                               QWidget *parent);
    [[nodiscard]] bool hasWords() const override; // a reason; the name alone is remembered anyhow
    void setActionText(const QString &text);      // of the button that decides
    void setReasonText(const QString &text);      // what is asked for, where it is no reason
    void setReason(const QString &words);

Q_SIGNALS:
    void decided(const QString &person, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void retranslate();

    QLabel *m_words, *m_personLabel = nullptr;
    QLineEdit *m_person;
    QPlainTextEdit *m_reason = nullptr;
    QLabel *m_reasonLabel = nullptr;
    QPushButton *m_decide, *m_cancel;
    bool m_ownReasonText = false;
};

// Calls `done` with the name of who sits here; asks for it first if nobody has said so yet. `refused` where nobody
// wants to say it.
void withPerson(QWidget *parent, const std::function<void(const QString &)> &done,
                const std::function<void()> &refused = {});

} // namespace hinoban::ui
