// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/RouterNames.h"

#include "app/base/Prefix.h"
#include "app/base/SafeText.h"
#include "app/dns/AskLine.h"
#include "app/path/PlaceBook.h"

#include <QPointer>
#include <QSet>

#include <algorithm>

namespace hinoban::watch {

namespace {

// What a PTR answer says; of several names the first in canonical order, so that one router has one name.
QString nameIn(const dns::Exchange &exchange)
{
    if (!exchange.answered()) return {};
    std::optional<dns::Name> best;
    for (const auto &record : exchange.message->answer) {
        if (record.type != dns::Type::PTR) continue;
        const auto name = dns::nameOf(record.type, record.rdata);
        if (name && !name->isRoot() && (!best || *name < *best)) best = name;
    }
    return best ? safeText(best->display(), RouterNames::LongestName) : QString();
}

} // namespace

struct RouterNames::Waiting {
    std::vector<path::TracePtr> traces;
    size_t open = 0;
    bool isOver = false;
    QPointer<QObject> context;
    std::function<void(std::vector<path::TracePtr>)> done;
};

RouterNames::RouterNames(dns::QueryEngine &engine, Clock &clock)
    : m_engine(engine)
    , m_clock(clock)
{
}

RouterNames::~RouterNames() = default;

void RouterNames::fill(std::vector<path::TracePtr> traces, const std::vector<Resolver> &resolvers, QObject *context,
                       std::function<void(std::vector<path::TracePtr>)> done)
{
    auto waiting = std::make_shared<Waiting>();
    waiting->traces = std::move(traces);
    waiting->context = context;
    waiting->done = std::move(done);
    const auto resolver =
        std::find_if(resolvers.begin(), resolvers.end(), [](const Resolver &one) { return !one.transports.empty(); });
    const Instant now = m_clock.now();
    QSet<QHostAddress> wanted;
    for (const auto &trace : waiting->traces) {
        if (trace->source == QLatin1String("scenario") || resolver == resolvers.end()) continue;
        for (const auto &hop : trace->hops) {
            if (hop.address.isNull() || !hop.name.isEmpty() || size_t(wanted.size()) >= MostAtOnce) continue;
            // What an own network looks like is not told to somebody in public.
            if (!isGloballyRoutable(hop.address) && isGloballyRoutable(resolver->server.address)) continue;
            const auto known = m_known.find(hop.address.toString());
            if (known == m_known.end() || now - known->second.at > KnownFor) wanted.insert(hop.address);
        }
    }
    ++waiting->open; // this call itself
    for (const auto &address : wanted)
        ask(address, *resolver, waiting);
    if (!wanted.isEmpty()) m_clock.after(Patience, this, [this, waiting] { end(waiting); });
    if (--waiting->open == 0) end(waiting);
}

void RouterNames::ask(const QHostAddress &address, const Resolver &resolver, const std::shared_ptr<Waiting> &waiting)
{
    dns::Query query{dns::Vantage::Resolver, resolver.server, {dns::reverseName(address), dns::Type::PTR}, true};
    query.transport = resolver.transports.front();
    ++waiting->open;
    m_engine.ask(std::move(query), this, [this, waiting, address](const dns::ExchangePtr &exchange) {
        if (m_known.size() >= MostKnown) m_known.clear();
        m_known[address.toString()] = {nameIn(*exchange), m_clock.now()};
        if (--waiting->open == 0) end(waiting);
    });
}

void RouterNames::end(const std::shared_ptr<Waiting> &waiting)
{
    if (waiting->isOver) return;
    waiting->isOver = true;
    if (!waiting->context) return;
    std::vector<path::TracePtr> out;
    for (const auto &trace : waiting->traces)
        out.push_back(path::withPlaces(named(trace), path::PlaceBook::shipped()));
    waiting->done(std::move(out));
}

path::TracePtr RouterNames::named(const path::TracePtr &trace) const
{
    std::shared_ptr<path::Trace> changed;
    for (size_t i = 0; i < trace->hops.size(); ++i) {
        const auto &hop = trace->hops[i];
        const auto known = m_known.find(hop.address.toString());
        if (hop.address.isNull() || !hop.name.isEmpty() || known == m_known.end() || known->second.name.isEmpty())
            continue;
        if (!changed) changed = std::make_shared<path::Trace>(*trace);
        changed->hops[i].name = known->second.name;
    }
    return changed ? changed : trace;
}

} // namespace hinoban::watch
