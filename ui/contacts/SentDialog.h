// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"
#include "ui/common/KeptDialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hinoban::ui {

class TimeField;

// A person says that a message went out, or that a call was made: how, when, by whom, under which reference. Nothing
// is sent by this. Opened, never exec()uted.
class SentDialog final : public KeptDialog {
    Q_OBJECT
public:
    // `message` carries template, party and bytes; the rest is asked for. With open gaps it cannot be recorded. `now`
    // is the present of the snapshot.
    SentDialog(respond::SentMessage message, const respond::Contact &contact, int openGaps, bool drill, Instant now,
               QWidget *parent);

    [[nodiscard]] bool hasWords() const override;
    [[nodiscard]] QString reference() const; // theirs, if they gave one already

Q_SIGNALS:
    void sent(const hinoban::respond::SentMessage &message);

private:
    void check();

    respond::SentMessage m_message;
    Instant m_now;
    QString m_channelAtFirst, m_personAtFirst;
    QComboBox *m_channel;
    QLineEdit *m_person, *m_reference;
    TimeField *m_time;
    int m_openGaps;
    QLabel *m_problem;
    QPushButton *m_record;
};

} // namespace hinoban::ui
