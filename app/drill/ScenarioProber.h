// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/drill/Story.h"
#include "app/path/Prober.h"

namespace hinoban::drill {

// Paths and response times as the scenario has them at the clock's now; the jitter follows from instant and hop.
// Thread and owner: path::Prober; the clock must outlive it.
class ScenarioProber final : public path::Prober {
public:
    ScenarioProber(Clock &clock, std::shared_ptr<const Scenario> scenario)
        : m_clock(clock)
        , m_scenario(std::move(scenario))
    {
    }
    void measure(const path::TraceOrder &order, QObject *context, std::function<void(path::TracePtr)> done) override;

private:
    Clock &m_clock;
    std::shared_ptr<const Scenario> m_scenario;
};

} // namespace hinoban::drill
