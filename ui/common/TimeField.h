// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QTimeZone>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;

namespace hinoban::ui {

// An instant that a person types, to the minute: what the clock on the wall says, the zone of that wall, and behind
// them the same in the other zone. Changing the zone keeps the instant. Thread: the screen's. Owner: its parent.
class TimeField final : public QWidget {
    Q_OBJECT
public:
    // The parts are called `name`Time and `name`Zone.
    TimeField(const QString &name, QWidget *parent);
    void setInstant(Instant at);
    [[nodiscard]] Instant instant() const;
    [[nodiscard]] QWidget *field() const; // where one types
    void retranslate(const QString &accessibleName);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool isUtc() const;
    void showOther();

    QTimeZone m_shownIn = QTimeZone::utc();
    QDateTimeEdit *m_time;
    QComboBox *m_zone;
    QLabel *m_other;
};

} // namespace hinoban::ui
