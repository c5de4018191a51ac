// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/QueryEngine.h"
#include "app/path/Trace.h"
#include "app/watch/Resolver.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <map>

namespace hinoban::watch {

// What routers are called: PTR, asked of a resolver through the engine, never of the system's. A name is the business
// of whoever runs the router, or says so: safe text, and a hint at most. A name server that does not answer is "no
// name". Thread: the network thread. Owner: Looker; destroying it drops what is open without calling back.
class RouterNames final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t MostAtOnce = 32;                      // new questions of one round
    static constexpr Duration Patience = std::chrono::seconds(2); // what comes later is for the next round
    static constexpr Duration KnownFor = std::chrono::hours(24);  // a name, or that there is none
    static constexpr size_t MostKnown = 20000;
    static constexpr qsizetype LongestName = 255;

    explicit RouterNames(dns::QueryEngine &engine, Clock &clock);
    ~RouterNames() override;

    // The same traces with names where routers had none, and the places that these hint at. A world's own traces
    // (a drill's) are told whole, and nobody is asked about them. Once; in this call where nothing has to be asked;
    // never if `context` is gone.
    void fill(std::vector<path::TracePtr> traces, const std::vector<Resolver> &resolvers, QObject *context,
              std::function<void(std::vector<path::TracePtr>)> done);

private:
    struct Known {
        QString name; // empty: none
        Instant at{};
    };
    struct Waiting;
    void ask(const QHostAddress &address, const Resolver &resolver, const std::shared_ptr<Waiting> &waiting);
    void end(const std::shared_ptr<Waiting> &waiting);
    [[nodiscard]] path::TracePtr named(const path::TracePtr &trace) const;

    dns::QueryEngine &m_engine;
    Clock &m_clock;
    std::map<QString, Known> m_known; // by address
};

} // namespace hinoban::watch
