// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Tracer.h"

class QThread;

namespace hinoban::path {

// The prober of the real internet: a Tracer in a thread of its own, because its timing must not wait for parsing.
// Thread: see Prober (one thread orders; it is answered there). Owner: the Internet value; when it goes, open traces
// are dropped unanswered, and its thread has ended.
class TracingProber final : public Prober {
public:
    // A clock for the thread that calls; `stepped` as Tracer wants it.
    struct OwnClock {
        std::unique_ptr<Clock> clock;
        std::function<Duration()> stepped;
    };
    using MakeClock = std::function<OwnClock()>;
    // `permit` is Internet::permit; it is called in both threads.
    TracingProber(MakeClock makeClock, Tracer::Permit permit, TracerOptions options = {});
    ~TracingProber() override;

    void measure(const TraceOrder &order, QObject *context, std::function<void(TracePtr)> done) override;

private:
    class Desk;
    class Worker;
    MakeClock m_makeClock;
    Tracer::Permit m_permit;
    TracerOptions m_options;
    std::shared_ptr<Desk> m_desk;
    std::unique_ptr<QThread> m_thread; // started with the first order
    Worker *m_worker = nullptr;        // in the thread, which ends it
};

} // namespace hinoban::path
