// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Tracer.h"

#include "app/path/FlowWalk.h"
#include "app/path/ModeWords.h"
#include "app/path/PathStatistics.h"
#include "app/path/ProbeSockets.h"

#include <QHash>

#include <algorithm>
#include <deque>
#include <list>
#include <set>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

constexpr Duration Beat = std::chrono::milliseconds(10);            // of the pacing: fewer wake-ups than probes
constexpr Duration StoodStill = std::chrono::seconds(3);            // a timer that comes so late: the machine slept
constexpr Duration LongestWait = std::chrono::seconds(3);           // for a reply
constexpr Duration LongestConnect = std::chrono::milliseconds(950); // then the kernel would send again by itself
constexpr Duration StuckFor = std::chrono::seconds(5);              // without a descriptor or buffer
constexpr int FarStart = 5; // where a trace begins whose near hops others know; Doubletree's h

bool isIpv6(const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv6Protocol; }

} // namespace

struct Tracer::Private final : public QObject {
    // Flows of different traces that share what is near.
    struct Kind {
        ProbeMode mode = ProbeMode::None;
        bool isIpv6 = false;
        int flow = 0;
        auto operator<=>(const Kind &) const = default;
    };
    struct Job;
    struct Walk {
        Job *job = nullptr;
        Kind kind;
        FlowWalk flow;
        quint64 number = 0;
        quint64 scout = 0;              // whose near hops it took over; 0: none
        std::vector<quint16> sequences; // of its probes, by their number
    };
    struct Job {
        TraceOrder order;
        Trace trace;
        std::function<void(TracePtr)> done;
        std::list<Walk> walks;
        bool isAnswered = false; // one reply at least
    };
    struct Out { // a probe that is out, or was and may still be answered
        Walk *walk = nullptr;
        size_t probe = 0;
    };
    struct Deadline {
        Instant at;
        quint16 sequence = 0;
        Walk *walk = nullptr;
        size_t probe = 0;
        bool operator<(const Deadline &other) const
        {
            return at != other.at ? at < other.at : sequence < other.sequence;
        }
    };
    // What a scout knows of the hops near this machine, by TTL.
    struct Near {
        quint64 scout = 0;
        QHostAddress from;
        bool isOver = false;
        std::vector<ProbeResult> hops;
    };

    Private(Clock &c, Permit p, std::function<Duration()> s, TracerOptions o)
        : clock(c)
        , permit(std::move(p))
        , stepped(std::move(s))
        , options(std::move(o))
        , sockets([this](const ProbeSockets::Arrival &arrival) { arrived(arrival); })
    {
    }
    ~Private() override { clock.cancel(timer); }

    void measure(const TraceOrder &order, std::function<void(TracePtr)> done);
    void pickMode(const TraceOrder &order, Trace &trace);
    void addWalks(Job &job);
    void pump();
    bool sendOne();
    ProbeSockets::Outcome send(Walk &walk, int ttl);
    void schedule();
    void expire(Instant now);
    void arrived(const ProbeSockets::Arrival &arrival);
    std::optional<Out> probeOf(const ProbeSockets::Arrival &arrival);
    void shareNear(Walk &walk, const ProbeResult &reply);
    void finishOver();
    void finish(std::list<Job>::iterator job, TraceFault fault);
    void fail(Job &job, TraceFault fault);
    void tellAll(TraceFault fault);
    void answer(Trace trace, std::function<void(TracePtr)> done);
    [[nodiscard]] bool isOver(const Job &job) const;
    [[nodiscard]] Duration waitFor(const Walk &walk) const;
    [[nodiscard]] Duration steppedNow() const;
    [[nodiscard]] Near *nearOf(const Walk &walk);

    Clock &clock;
    Permit permit;
    std::function<Duration()> stepped;
    TracerOptions options;
    ProbeSockets sockets;
    std::list<Job> jobs;
    std::deque<Walk *> turns; // whose turn it is to send
    QHash<quint16, Out> probes;
    std::set<Deadline> deadlines;
    std::map<Kind, Near> near;
    Clock::TimerId timer = 0;
    Instant timerDue{};
    Instant mayAt{};                // when the next probe may leave
    std::optional<Instant> stuckAt; // since when nothing could be sent
    bool isOneOver = false;         // a walk, at least
    quint16 lastSequence = 0;
    quint64 lastWalk = 0;
    Counters counters;
};

Tracer::Tracer(Clock &clock, Permit permit, std::function<Duration()> stepped, TracerOptions options)
    : d(std::make_unique<Private>(clock, std::move(permit), std::move(stepped), std::move(options)))
{
}

Tracer::~Tracer() = default;

void Tracer::measure(const TraceOrder &order, std::function<void(TracePtr)> done)
{
    d->measure(order, std::move(done));
}

Tracer::Counters Tracer::counters() const { return d->counters; }

void Tracer::Private::pickMode(const TraceOrder &order, Trace &trace)
{
    const bool ipv6 = isIpv6(order.address);
    struct Choice {
        ProbeMode mode;
        ModeReason reason;
    };
    std::vector<Choice> choices;
    if (options.mode) {
        choices = {{*options.mode, ModeReason::Chosen}};
    } else if (order.flows > 1) {
        choices = {{ProbeMode::Udp, ModeReason::Flows}};
    } else {
        choices = {{ProbeMode::Icmp, ModeReason::Free}};
        if (order.port) choices.push_back({ProbeMode::Tcp, ModeReason::Forbidden});
        choices.push_back({ProbeMode::Udp, order.port ? ModeReason::NoSocket : ModeReason::NoPort});
    }
    for (const Choice &choice : choices) {
        if (choice.mode == ProbeMode::Tcp && !order.port) continue;
        if (!sockets.open(choice.mode, ipv6)) continue;
        trace.mode = choice.mode;
        trace.reason = choice.reason;
        trace.port = choice.mode == ProbeMode::Tcp ? order.port : choice.mode == ProbeMode::Udp ? UdpPort : quint16(0);
        return;
    }
    trace.fault = TraceFault::NoSocket;
}

void Tracer::Private::measure(const TraceOrder &order, std::function<void(TracePtr)> done)
{
    Trace trace;
    trace.domain = order.domain;
    trace.target = order.target;
    trace.address = order.address;
    trace.at = clock.now();
    trace.source = u"probes"_s;
    trace.flows = std::clamp(order.flows, 1, MostFlows);
    if (!permit || !permit(order.address)) {
        trace.fault = TraceFault::NotPermitted;
    } else if (const auto from = localAddressTo(order.address); !from) {
        trace.fault = from.error().code == ErrorCode::Unreachable ? TraceFault::NoRoute : TraceFault::NoSocket;
    } else {
        trace.from = *from;
        pickMode(order, trace);
    }
    if (trace.fault != TraceFault::None) return answer(std::move(trace), std::move(done));

    Job &job = jobs.emplace_back();
    job.order = order;
    job.trace = std::move(trace);
    job.done = std::move(done);
    addWalks(job);
    // In the next turn: whoever orders several in one breath has them side by side.
    schedule();
}

void Tracer::Private::addWalks(Job &job)
{
    for (int flow = 0; flow < job.trace.flows; ++flow) {
        const Kind kind{job.trace.mode, isIpv6(job.order.address), flow};
        FlowWalk::Rules rules;
        rules.longest = options.longest;
        rules.tries = options.tries;
        // Connections of one flow leave by one port, one after the other.
        rules.window = kind.mode == ProbeMode::Tcp ? 1 : options.window;
        const quint64 number = ++lastWalk;
        if (options.sharesNear) {
            Near &known = near[kind];
            const bool isKnown = known.scout != 0 && known.from == job.trace.from && !known.isOver;
            if (isKnown)
                rules.first = std::min(FarStart, options.longest);
            else
                known = {number, job.trace.from, false, {}};
        }
        job.walks.push_back({&job, kind, FlowWalk(flow, rules), number, 0, {}});
        turns.push_back(&job.walks.back());
    }
}

Duration Tracer::Private::waitFor(const Walk &walk) const
{
    const Duration wait = std::clamp(4 * walk.flow.longestRtt(), options.wait, std::max(options.wait, LongestWait));
    return walk.kind.mode == ProbeMode::Tcp ? std::min(wait, LongestConnect) : wait;
}

// Read between two readings of the clock that are close together: a process that is put aside in between would shift
// every round trip by that.
Duration Tracer::Private::steppedNow() const
{
    Duration best{};
    Duration narrowest = Duration::max();
    for (int i = 0; i < 4 && narrowest > std::chrono::microseconds(20); ++i) {
        const Instant before = clock.now();
        const Duration read = stepped ? stepped() : Duration::zero();
        const Duration width = clock.now() - before;
        if (width >= narrowest) continue;
        narrowest = width;
        best = read;
    }
    return best;
}

ProbeSockets::Outcome Tracer::Private::send(Walk &walk, int ttl)
{
    do
        ++lastSequence;
    while (probes.contains(lastSequence));
    const quint16 sequence = lastSequence;
    Instant at = clock.now();
    const ProbeSockets::Outgoing probe{
        walk.kind.mode, walk.job->order.address, walk.job->trace.port, ttl, walk.kind.flow, sequence};
    const auto outcome = sockets.send(probe, [&] { at = clock.now(); });
    using Outcome = ProbeSockets::Outcome;
    if (outcome == Outcome::Later || outcome == Outcome::NoWay) return outcome;
    const size_t number = walk.flow.sent(ttl, at, outcome == Outcome::Sent ? ReplyKind::Silent : ReplyKind::Unsent);
    walk.sequences.push_back(sequence);
    if (outcome != Outcome::Sent) return outcome;
    ++counters.sent;
    probes.insert(sequence, {&walk, number});
    deadlines.insert({at + waitFor(walk), sequence, &walk, number});
    return outcome;
}

// One probe of whoever's turn it is. False: nobody has one to send, or nothing can be sent now.
bool Tracer::Private::sendOne()
{
    for (size_t i = 0; i < turns.size(); ++i) {
        Walk *walk = turns.front();
        turns.pop_front();
        turns.push_back(walk);
        const auto ttl = walk->flow.next();
        if (!ttl) continue;
        switch (send(*walk, *ttl)) {
        case ProbeSockets::Outcome::Later:
            if (!stuckAt) stuckAt = clock.now();
            return false;
        case ProbeSockets::Outcome::NoWay:
            fail(*walk->job, walk->job->isAnswered ? TraceFault::Moved : TraceFault::NoRoute);
            return true;
        default:
            stuckAt.reset();
            return true;
        }
    }
    return false;
}

void Tracer::Private::pump()
{
    timer = 0;
    const Instant now = clock.now();
    if (now - timerDue > StoodStill && !probes.isEmpty()) return tellAll(TraceFault::Suspended);
    expire(now);
    if (stuckAt && now - *stuckAt > StuckFor && deadlines.empty()) return tellAll(TraceFault::NoSocket);
    if (options.perSecond <= 0) {
        while (sendOne()) {
        }
    } else {
        const Duration gap = Duration(1000000 / options.perSecond);
        // What was not used in the last beat is gone: no bursts after a pause.
        mayAt = std::max(mayAt, now - Beat + gap);
        while (mayAt <= now && sendOne())
            mayAt += gap;
    }
    isOneOver = false;
    finishOver();
    schedule();
}

void Tracer::Private::schedule()
{
    if (jobs.empty()) {
        clock.cancel(timer);
        timer = 0;
        return;
    }
    const Instant now = clock.now();
    std::optional<Instant> due;
    if (!deadlines.empty()) due = deadlines.begin()->at;
    const bool wantsToSend =
        std::any_of(turns.begin(), turns.end(), [](const Walk *walk) { return walk->flow.next().has_value(); });
    if (wantsToSend || isOneOver) {
        // A beat from the last one, whatever was awaited in between.
        const Instant next = stuckAt ? now + Beat : options.perSecond > 0 ? std::max(now, mayAt) : now;
        due = due ? std::min(*due, next) : next;
    }
    if (!due) due = now + Beat;
    if (timer != 0 && timerDue <= *due) return;
    clock.cancel(timer);
    timerDue = std::max(*due, now);
    timer = clock.after(timerDue - now, this, [this] { pump(); });
}

void Tracer::Private::expire(Instant now)
{
    while (!deadlines.empty() && deadlines.begin()->at <= now) {
        const Deadline due = *deadlines.begin();
        deadlines.erase(deadlines.begin());
        due.walk->flow.expire(due.probe);
        if (due.walk->kind.mode == ProbeMode::Tcp) sockets.close(due.sequence);
    }
}

// Which probe a message answers. A message that no probe can have caused is nobody's.
std::optional<Tracer::Private::Out> Tracer::Private::probeOf(const ProbeSockets::Arrival &arrival)
{
    const QHostAddress &to = arrival.message.address;
    if (const auto sequence = arrival.reply->sequence) {
        const auto found = probes.constFind(*sequence);
        if (found == probes.constEnd()) return std::nullopt;
        const Walk &walk = *found->walk;
        if (walk.kind.mode != arrival.mode) return std::nullopt;
        if (arrival.mode == ProbeMode::Tcp) return *found; // the connection knows whose it is
        if (walk.job->order.address != to) return std::nullopt;
        if (arrival.mode == ProbeMode::Udp && walk.kind.flow != arrival.flow) return std::nullopt;
        return *found;
    }
    if (arrival.mode != ProbeMode::Udp) return std::nullopt;
    // It quotes too little. With one probe out it can only be that one's.
    for (Walk *walk : turns) {
        if (walk->kind.mode != ProbeMode::Udp || walk->kind.flow != arrival.flow) continue;
        if (walk->job->order.address != to) continue;
        const auto only = walk->flow.onlyOut();
        if (only && !walk->flow.isVoid(*only)) return Out{walk, *only};
        if (walk->flow.out() > 1 && !walk->flow.isOneByOne()) {
            walk->flow.goOneByOne();
            walk->job->trace.oneByOne = true;
        }
    }
    return std::nullopt;
}

void Tracer::Private::arrived(const ProbeSockets::Arrival &arrival)
{
    const auto found = probeOf(arrival);
    if (!found) {
        ++counters.strange;
        return schedule();
    }
    Walk &walk = *found->walk;
    const Instant sent = walk.flow.probe(found->probe).sent;
    const Duration took = clock.now() - sent;
    Duration rtt = took;
    bool kernel = false;
    if (arrival.rtt) {
        rtt = *arrival.rtt;
        kernel = true;
    } else if (arrival.message.stamp) {
        // The kernel stamps by the system's clock, which somebody may have set meanwhile.
        const Duration stamped = *arrival.message.stamp - steppedNow() - sent;
        kernel = stamped >= Duration::zero() && stamped <= took;
        if (kernel) rtt = stamped;
    }
    if (walk.flow.isOut(found->probe)) {
        const quint16 sequence = walk.sequences[found->probe];
        const auto deadline = std::find_if(deadlines.begin(), deadlines.end(),
                                           [&](const Deadline &one) { return one.sequence == sequence; });
        if (deadline != deadlines.end()) deadlines.erase(deadline);
    }
    if (walk.flow.replied(found->probe, *arrival.reply, rtt, kernel, arrival.message.ttl)) {
        walk.job->isAnswered = true;
        shareNear(walk, walk.flow.probe(found->probe));
        isOneOver = isOneOver || walk.flow.isOver();
    }
    schedule();
}

Tracer::Private::Near *Tracer::Private::nearOf(const Walk &walk)
{
    const auto found = near.find(walk.kind);
    if (!options.sharesNear || found == near.end() || found->second.scout == 0) return nullptr;
    return &found->second;
}

// The scout's replies are kept for others; who meets one of its routers at the same distance has come the same way.
void Tracer::Private::shareNear(Walk &walk, const ProbeResult &reply)
{
    Near *known = nearOf(walk);
    if (!known || reply.kind != ReplyKind::Hop) return;
    if (known->scout == walk.number) {
        known->hops.push_back(reply);
        for (Job &job : jobs)
            for (Walk &other : job.walks)
                if (other.number != walk.number && other.kind == walk.kind && job.trace.from == known->from)
                    if (const auto *same = other.flow.replyAt(reply.ttl); same && same->address == reply.address) {
                        other.flow.shareBelow(reply.ttl);
                        other.scout = known->scout;
                    }
        return;
    }
    if (walk.job->trace.from != known->from) return;
    const bool isMet = std::any_of(known->hops.begin(), known->hops.end(), [&](const ProbeResult &hop) {
        return hop.ttl == reply.ttl && hop.address == reply.address;
    });
    if (!isMet) return;
    walk.flow.shareBelow(reply.ttl);
    walk.scout = known->scout;
}

bool Tracer::Private::isOver(const Job &job) const
{
    return std::all_of(job.walks.begin(), job.walks.end(), [this](const Walk &walk) {
        if (!walk.flow.isOver()) return false;
        // What the scout knows is complete when it has ended.
        const auto found = near.find(walk.kind);
        return walk.scout == 0 || found == near.end() || found->second.scout != walk.scout || found->second.isOver;
    });
}

void Tracer::Private::finishOver()
{
    for (Job &job : jobs)
        for (Walk &walk : job.walks)
            if (Near *known = nearOf(walk); known && known->scout == walk.number && walk.flow.isOver())
                known->isOver = true;
    for (auto job = jobs.begin(); job != jobs.end();) {
        const auto next = std::next(job);
        if (isOver(*job)) {
            const auto from = localAddressTo(job->order.address);
            const bool moved = !from || *from != job->trace.from;
            finish(job, moved ? TraceFault::Moved : job->isAnswered ? TraceFault::None : TraceFault::Nobody);
        }
        job = next;
    }
}

void Tracer::Private::fail(Job &job, TraceFault fault)
{
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const Job &one) { return &one == &job; });
    if (found != jobs.end()) finish(found, fault);
}

void Tracer::Private::tellAll(TraceFault fault)
{
    while (!jobs.empty())
        finish(jobs.begin(), fault);
    stuckAt.reset();
    schedule();
}

void Tracer::Private::finish(std::list<Job>::iterator job, TraceFault fault)
{
    Trace trace = std::move(job->trace);
    trace.fault = fault;
    for (Walk &walk : job->walks) {
        Near *known = nearOf(walk);
        if (walk.scout != 0 && known && known->scout == walk.scout) {
            for (ProbeResult hop : known->hops) {
                if (hop.ttl >= walk.flow.sharedBelow() || walk.flow.replyAt(hop.ttl)) continue;
                hop.isShared = true;
                trace.probes.push_back(std::move(hop));
                ++counters.shared;
            }
        }
        if (known && known->scout == walk.number && fault != TraceFault::None && fault != TraceFault::Nobody)
            *known = {};
        for (size_t i = 0; i < walk.flow.count(); ++i) {
            if (!walk.flow.isVoid(i)) trace.probes.push_back(walk.flow.probe(i));
            probes.remove(walk.sequences[i]);
            if (walk.kind.mode == ProbeMode::Tcp) sockets.close(walk.sequences[i]);
        }
        std::erase_if(deadlines, [&](const Deadline &one) { return one.walk == &walk; });
        std::erase(turns, &walk);
    }
    std::stable_sort(trace.probes.begin(), trace.probes.end(),
                     [](const ProbeResult &a, const ProbeResult &b) { return a.sent < b.sent; });
    auto done = std::move(job->done);
    const QHostAddress address = job->order.address;
    jobs.erase(job);
    const bool isLast =
        std::none_of(jobs.begin(), jobs.end(), [&](const Job &other) { return other.order.address == address; });
    if (isLast) sockets.forget(address);
    summarise(trace);
    answer(std::move(trace), std::move(done));
}

void Tracer::Private::answer(Trace trace, std::function<void(TracePtr)> done)
{
    trace.problem = faultSentence(trace.fault);
    // From the event loop: whoever is answered may order again, or drop the tracer.
    clock.after(Duration::zero(), this,
                [done = std::move(done), made = std::make_shared<const Trace>(std::move(trace))] { done(made); });
}

} // namespace hinoban::path
