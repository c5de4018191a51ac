// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PathProbing.h"

#include "app/base/WallClock.h"

namespace hinoban::console {

std::shared_ptr<path::Prober> tracingProber(const Internet &guard, const path::TracerOptions &options)
{
    const auto makeClock = [] {
        auto clock = std::make_unique<WallClock>();
        const auto stepped = [own = clock.get()] { return own->stepped(); };
        return path::TracingProber::OwnClock{std::move(clock), stepped};
    };
    const auto permit = [guard](const QHostAddress &address) { return guard.permit(address); };
    return std::make_shared<path::TracingProber>(makeClock, permit, options);
}

} // namespace hinoban::console
