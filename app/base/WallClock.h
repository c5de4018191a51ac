// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"

#include <memory>

namespace hinoban {

// The machine's clock. now() follows the monotonic clock from the instant of construction, so that a clock set back
// in the middle of an incident cannot reorder evidence; stepped() tells by how much the system's clock has moved
// away since, which the timeline records.
// Thread and owner: see Clock.
class WallClock final : public QObject, public Clock {
    Q_OBJECT
public:
    explicit WallClock(QObject *parent = nullptr);
    ~WallClock() override;

    [[nodiscard]] Instant now() const override;
    TimerId after(Duration delay, QObject *context, std::function<void()> action) override;
    void cancel(TimerId timer) override;

    // System clock minus this clock. Zero unless somebody set the system's clock.
    [[nodiscard]] Duration stepped() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban
