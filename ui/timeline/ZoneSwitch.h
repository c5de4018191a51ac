// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QWidget>

class QToolButton;

namespace hinoban::ui {

// "JST | UTC": in which zone every time of the program is shown.
class ZoneSwitch final : public QWidget {
    Q_OBJECT
public:
    explicit ZoneSwitch(QWidget *parent = nullptr);
    void setMoment(Instant at); // whose abbreviation is shown: summer time has another one
    void retranslate();

private:
    void follow();

    QToolButton *m_local, *m_utc;
    Instant m_at{};
};

} // namespace hinoban::ui
