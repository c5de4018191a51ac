// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/path/Prober.h"

#include <memory>
#include <optional>

namespace hinoban::path {

// Measures with the tool that the system has (traceroute or tracepath), which needs no privilege of ours. At most two
// run at once, the others wait; a deadline of 60 s of the clock's time ends one, and what it had said by then counts.
// Without a tool, or for an address that is not permitted, the trace says so in `problem`.
// Thread: see Prober; may be destroyed in any thread, runs go on until they have answered or their context is gone.
class SystemProber final : public Prober {
public:
    struct Tool {
        QString program; // full path
        QString name;    // "traceroute", "tracepath": goes into Trace::source
        QStringList arguments;
    };
    using Permit = std::function<bool(const QHostAddress &)>;

    // What is installed; nothing if neither is.
    [[nodiscard]] static std::optional<Tool> find();

    // The clock outlives every context that is given to trace(). `permit` is Internet::permit.
    SystemProber(Clock &clock, Permit permit, std::optional<Tool> tool = find());
    ~SystemProber() override;

    void measure(const TraceOrder &order, QObject *context, std::function<void(TracePtr)> done) override;

private:
    struct Queue;
    class Run;
    Clock &m_clock;
    Permit m_permit;
    std::optional<Tool> m_tool;
    std::shared_ptr<Queue> m_queue;
};

} // namespace hinoban::path
