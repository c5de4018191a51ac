// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/path: which probe one flow to one target needs next. It knows no socket and no clock; instants come
// with what happens. Pure; the tracer's thread.
#include "app/path/ProbeWire.h"

#include <optional>
#include <vector>

namespace hinoban::path {

class FlowWalk {
public:
    struct Rules {
        int first = 1; // where it begins: forward from there, then backward (Doubletree, doi 10.1145/1071690.1064256)
        int longest = 30; // no path is longer
        int window = 8;   // probes that are out at once
        int tries = 2;    // for a hop that is silent while somebody behind it is not
        int giveUp = 8;   // hops in a row that are silent, behind which nobody is looked for
    };
    FlowWalk(int flow, Rules rules)
        : m_rules(rules)
        , m_flow(flow)
    {
    }

    // The TTL of the probe that should go out now; nothing: wait, or it is over.
    [[nodiscard]] std::optional<int> next() const;
    // It went out: the probe's number. Unsent: it could not; the TTL counts as asked.
    size_t sent(int ttl, Instant at, ReplyKind kind = ReplyKind::Silent);
    // To a probe that is out, late, or had a reply already (then it is a duplicate). False: a duplicate.
    bool replied(size_t probe, const WireReply &reply, Duration rtt, bool kernelStamp, std::optional<int> replyTtl);
    // It has been waited for long enough; a late reply counts all the same while the walk goes on.
    void expire(size_t probe);
    // What is nearer than this need not be asked: another walk of the same flow knows it.
    void shareBelow(int ttl);
    // Replies do not say to which probe they belong: from now on one at a time, and what is out is asked for again.
    void goOneByOne();

    [[nodiscard]] bool isOver() const;
    [[nodiscard]] int out() const { return m_out; }
    // The only one that is out; nothing if there are more or none.
    [[nodiscard]] std::optional<size_t> onlyOut() const;
    [[nodiscard]] bool isOneByOne() const { return m_oneByOne; }
    [[nodiscard]] int flow() const { return m_flow; }
    [[nodiscard]] int sharedBelow() const { return m_sharedBelow; } // 1: nothing is
    // Where the target is, or else the nearest "no way".
    [[nodiscard]] std::optional<int> end() const { return m_reachedAt ? m_reachedAt : m_refusedAt; }
    [[nodiscard]] Duration longestRtt() const { return m_longestRtt; }
    [[nodiscard]] bool isOut(size_t probe) const { return m_probes[probe].isOut; }
    [[nodiscard]] bool isVoid(size_t probe) const { return m_probes[probe].isVoid; }
    [[nodiscard]] const ProbeResult &probe(size_t number) const { return m_probes[number].result; }
    [[nodiscard]] size_t count() const { return m_probes.size(); }
    // The first reply at a TTL; null: none (yet).
    [[nodiscard]] const ProbeResult *replyAt(int ttl) const;

private:
    struct Probe {
        ProbeResult result;
        bool isOut = true;
        bool isVoid = false; // its reply cannot be told from another's: as if it had not been sent
    };
    struct Asked {
        int tries = 0;
        int out = 0;
        bool replied = false;
    };
    [[nodiscard]] const Asked &at(int ttl) const;
    Asked &at(int ttl);
    [[nodiscard]] int forward() const; // the nearest that was not asked
    [[nodiscard]] int lastReply() const;
    [[nodiscard]] bool isSilent(int ttl) const { return at(ttl).tries > 0 && at(ttl).out == 0 && !at(ttl).replied; }
    [[nodiscard]] bool gaveUp() const;

    Rules m_rules;
    int m_flow;
    std::vector<Probe> m_probes;
    std::vector<Asked> m_asked; // [ttl - 1]
    int m_out = 0;
    int m_sharedBelow = 1;
    bool m_oneByOne = false;
    std::optional<int> m_reachedAt;
    std::optional<int> m_refusedAt;
    Duration m_longestRtt{};
};

} // namespace hinoban::path
