// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Request.h"
#include "ui/common/KeptDialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hinoban::ui {

// What a party answered: pasted or read from a mail file, their reference, and what that makes of the request. A mail
// that was opened chooses the request that it belongs to by itself, where one can be told; it is kept as it came, and
// what was typed or pasted beside it as an answer of its own.
class AnswerDialog final : public KeptDialog {
    Q_OBJECT
public:
    AnswerDialog(const std::vector<respond::Request> &requests, const QString &chosen, const QString &token,
                 Instant now, QWidget *parent = nullptr);

    void openMail(const QString &path); // off the screen's thread
    void setNow(Instant now) { m_now = now; }
    [[nodiscard]] bool hasWords() const override;

Q_SIGNALS:
    void answered(const hinoban::respond::RequestAct &act); // one for the answer, one for a new state
    void mailRead();                                        // or refused: the dialog says so

private:
    void chooseMail();
    void take(const respond::Reply &reply);
    void record();
    void check();

    std::vector<respond::Request> m_requests;
    QString m_token;
    Instant m_now;
    respond::Reply m_reply;
    QComboBox *m_request, *m_state;
    QLineEdit *m_reference, *m_theirs, *m_person;
    QPlainTextEdit *m_mail, *m_text; // as it came; as typed
    QLabel *m_problem;
    QPushButton *m_record;
};

} // namespace hinoban::ui
