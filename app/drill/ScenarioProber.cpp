// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ScenarioProber.h"

#include "app/drill/Chance.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr Duration Silent = std::chrono::seconds(1); // how long a hop that does not answer is waited for

Duration jittered(Duration span, Duration jitter, const QByteArray &what, Instant at)
{
    if (jitter <= Duration::zero()) return span;
    const auto drawn = qint64(chance(what, size_t(toUnixMicroseconds(at))) % size_t(2 * jitter.count() + 1));
    return std::max(Duration(100), span + Duration(drawn) - jitter);
}

} // namespace

void ScenarioProber::measure(const path::TraceOrder &order, QObject *context, std::function<void(path::TracePtr)> done)
{
    const QHostAddress &address = order.address;
    auto trace = std::make_shared<path::Trace>();
    trace->domain = order.domain;
    trace->target = order.target;
    trace->address = address;
    trace->at = m_clock.now();
    trace->source = u"scenario"_s;
    Duration took = Silent;

    const auto &paths = m_scenario->at(trace->at).paths;
    const auto path = std::ranges::find_if(paths, [&](const auto &known) { return known.first.contains(address); });
    if (path == paths.end()) {
        trace->problem = u"the scenario has no path to %1"_s.arg(address.toString());
    } else {
        // Routers that share the load: one way for each measurement.
        const QStringList &ways = path->second;
        const auto drawn =
            ways.size() < 2 ? 0 : chance(address.toString().toLatin1(), size_t(toUnixMicroseconds(trace->at)));
        const Route &route = m_scenario->routes.at(ways[qsizetype(drawn % size_t(ways.size()))]);
        int ttl = 0;
        const auto put = [&](const HopSpec &spec, const QHostAddress &where) {
            path::Hop hop{++ttl, where, spec.name, spec.place, {}};
            if (where.isNull()) {
                took = std::max(took, Silent);
            } else {
                hop.rtt = jittered(spec.roundTrip, std::min(route.jitter, spec.roundTrip / 4),
                                   address.toString().toLatin1() + QByteArray::number(ttl), trace->at);
                took = std::max(took, *hop.rtt);
            }
            trace->hops.push_back(std::move(hop));
        };
        for (const HopSpec &hop : route.hops)
            put(hop, hop.address);
        if (route.destination) put(*route.destination, address);
        trace->reached = route.destination.has_value();
        if (route.response > Duration::zero())
            trace->response = jittered(route.response, route.jitter, address.toString().toLatin1(), trace->at);
        took += trace->response.value_or(Silent);
    }
    m_clock.after(took, context, [done = std::move(done), trace] { done(trace); });
}

} // namespace hinoban::drill
