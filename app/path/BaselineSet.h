// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Distribution.h"
#include "app/path/Origin.h"
#include "app/path/PathStatistics.h"

#include <map>
#include <set>

namespace hinoban::path {

// What is usual of the way to one name, as a set: routers share load, content networks rotate addresses, and none of
// that is a change. One for each name, vantage and address family. Learned in quiet time only; the caller says what is
// quiet (console::Pipeline). A value; bounded whatever it is fed.
struct BaselineSet {
    static constexpr size_t MostPaths = 32;
    static constexpr size_t MostAnswers = 256;
    static constexpr size_t MostPhases = 16;

    struct Path {
        std::vector<QHostAddress> routers; // [i] replied at TTL i + 1; null: silent so far. The destination is none
        TracePtr trace;                    // the newest whose first flow went there, without its probes; null: none did
        int seen = 0;
        Instant first{}, last{};
    };
    struct Answer {
        QHostAddress address;
        quint32 as = 0; // that announces it; 0: not known
        int seen = 0;
        Instant first{}, last{};
        friend bool operator==(const Answer &, const Answer &) = default;
    };

    dns::Name name;
    QString vantage; // as vantageOf() says
    bool ipv6 = false;
    std::vector<Path> paths;            // each another sequence of routers, in the order in which they were first seen
    std::vector<Answer> answers;        // where the name led
    std::map<QString, quint32> origins; // of routers and answers, by address
    std::map<QString, QString> places;  // as those
    std::set<int> replyTtls;            // of the destination's replies, as they arrived
    Distribution rtt;                   // of the destination: the best of each round
    Distribution response;              // of the service
    std::map<QString, Distribution> phases; // of a web request, "connect", "tls" …; empty: not measured
    Instant since{}, newest{};
    int rounds = 0;
    std::optional<Instant> frozen; // since when nothing is learned: an incident is open

    [[nodiscard]] const Path *mostSeen() const; // null: none
    [[nodiscard]] bool knowsAnswer(const QHostAddress &address) const;
    // The newest addresses first, at most `most`.
    [[nodiscard]] std::vector<QHostAddress> newestAnswers(size_t most) const;
    // As one path with its median, for a screen.
    [[nodiscard]] Baseline representative() const;
    [[nodiscard]] QString key() const; // "coincheck.com|scenario|4"
};

// Who measures, from where and by which kind of probe: "icmp 192.0.2.0/24". Paths of two vantages cannot be compared:
// an interface that changes is no path change.
[[nodiscard]] QString vantageOf(const Trace &trace);
// What a trace is held against: of a set that is still empty, all that key() is made of.
[[nodiscard]] BaselineSet emptySetFor(const Trace &trace);
// Of the destination's replies: the quickest, and the time to live with which it arrived.
struct Arrival {
    std::optional<Duration> rtt;
    std::optional<int> replyTtl;
};
[[nodiscard]] Arrival arrivalOf(const Trace &trace);
// Whether both are the same way as far as they tell: silence agrees with everything.
[[nodiscard]] bool isSameWay(const std::vector<QHostAddress> &one, const std::vector<QHostAddress> &other);
// The routers of a flow, without its destination.
[[nodiscard]] std::vector<QHostAddress> routersOf(const FlowPath &path);

// With one more trace of a quiet time; `origins` of its hops and its address, as far as known. One that reached nothing
// adds no path, one with a problem nothing at all. True in `isNew` where a path or an answer came that was not known.
struct Learned {
    BaselineSet set;
    bool isNew = false;
};
[[nodiscard]] Learned learn(BaselineSet set, const TracePtr &trace, const QHash<QHostAddress, quint32> &origins);

[[nodiscard]] QJsonObject toJson(const BaselineSet &set);
[[nodiscard]] Result<BaselineSet> baselineSetFromJson(const QJsonObject &object);
// SHA-256 in hex of what it says of paths and answers, so that evidence can name what was compared with. Response times
// are left out: they grow with every round.
[[nodiscard]] QByteArray hashOf(const BaselineSet &set);

} // namespace hinoban::path
