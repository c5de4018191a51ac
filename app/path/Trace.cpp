// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Trace.h"

#include "app/base/SafeText.h"

#include <QJsonArray>

#include <limits>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype MostHops = 255;

std::optional<qint64> integer(const QJsonValue &value)
{
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 read = value.toInteger(none);
    return read == none ? std::nullopt : std::optional(read);
}

tl::unexpected<Error> refused(const QString &where, const QString &why)
{
    return failure(ErrorCode::BadInput, where, why);
}

// A span that may be missing.
Result<std::optional<Duration>> spanOf(const QJsonObject &object, const QString &key)
{
    if (!object.contains(key)) return std::optional<Duration>();
    const auto read = integer(object[key]);
    if (!read || *read < 0) return refused(key, u"not a span of time"_s);
    return std::optional(Duration(*read));
}

Result<QHostAddress> addressOf(const QJsonObject &object, const QString &key)
{
    const QString text = object[key].toString();
    if (text.isEmpty()) return QHostAddress();
    const QHostAddress address(text);
    if (address.isNull()) return refused(key, u"not an address"_s);
    return address;
}

QJsonObject toJson(const Hop &hop)
{
    QJsonObject object{{u"ttl"_s, hop.ttl}};
    if (!hop.address.isNull()) object[u"address"_s] = hop.address.toString();
    if (!hop.name.isEmpty()) object[u"name"_s] = hop.name;
    if (!hop.place.isEmpty()) object[u"place"_s] = hop.place;
    if (hop.rtt) object[u"rttMicroseconds"_s] = qint64(hop.rtt->count());
    return object;
}

Result<Hop> hopFromJson(const QJsonObject &object)
{
    Hop hop;
    const auto ttl = integer(object[u"ttl"_s]);
    if (!ttl || *ttl < 0 || *ttl > 255) return refused(u"ttl"_s, u"not from 0 to 255"_s);
    hop.ttl = int(*ttl);
    auto address = addressOf(object, u"address"_s);
    if (!address) return tl::unexpected<Error>(address.error());
    hop.address = *address;
    hop.name = safeText(object[u"name"_s].toString(), 255);
    hop.place = safeText(object[u"place"_s].toString(), 64);
    auto rtt = spanOf(object, u"rttMicroseconds"_s);
    if (!rtt) return tl::unexpected<Error>(rtt.error());
    hop.rtt = *rtt;
    return hop;
}

void putProbes(QJsonObject &object, const Trace &trace)
{
    QJsonArray probes;
    for (const ProbeResult &probe : trace.probes)
        probes.append(toJson(probe));
    object[u"mode"_s] = textOf(trace.mode);
    object[u"reason"_s] = textOf(trace.reason);
    object[u"port"_s] = trace.port;
    object[u"flows"_s] = trace.flows;
    object[u"oneByOne"_s] = trace.oneByOne;
    if (!trace.from.isNull()) object[u"from"_s] = trace.from.toString();
    object[u"probes"_s] = probes;
}

// Traces of before there were probes of ours have none of this.
Result<void> readProbes(const QJsonObject &object, Trace &trace)
{
    if (object.contains(u"fault"_s)) {
        const auto fault = traceFaultFromText(object[u"fault"_s].toString());
        if (!fault) return refused(u"fault"_s, u"not a known fault"_s);
        trace.fault = *fault;
    }
    if (!object.contains(u"mode"_s)) return {};
    const auto mode = probeModeFromText(object[u"mode"_s].toString());
    if (!mode || mode == ProbeMode::None) return refused(u"mode"_s, u"not icmp, tcp or udp"_s);
    trace.mode = *mode;
    const auto reason = modeReasonFromText(object[u"reason"_s].toString());
    if (!reason) return refused(u"reason"_s, u"not a known reason"_s);
    trace.reason = *reason;
    const auto port = integer(object[u"port"_s]);
    if (!port || *port < 0 || *port > 65535) return refused(u"port"_s, u"not from 0 to 65535"_s);
    trace.port = quint16(*port);
    const auto flows = integer(object[u"flows"_s]);
    if (!flows || *flows < 1 || *flows > MostFlows) return refused(u"flows"_s, u"not from 1 to 16"_s);
    trace.flows = int(*flows);
    trace.oneByOne = object[u"oneByOne"_s].toBool();
    auto from = addressOf(object, u"from"_s);
    if (!from) return tl::unexpected<Error>(from.error());
    trace.from = *from;
    const QJsonArray probes = object[u"probes"_s].toArray();
    if (!object[u"probes"_s].isArray() || size_t(probes.size()) > MostProbes)
        return refused(u"probes"_s, u"not a list of at most 4096 probes"_s);
    for (qsizetype i = 0; i < probes.size(); ++i) {
        auto probe = probeFromJson(probes[i].toObject());
        if (!probe) return refused(u"probes[%1].%2"_s.arg(i).arg(probe.error().where), probe.error().detail);
        if (probe->flow >= trace.flows) return refused(u"probes[%1].flow"_s.arg(i), u"more flows than were sent"_s);
        trace.probes.push_back(std::move(*probe));
    }
    return {};
}

} // namespace

QJsonObject toJson(const Trace &trace)
{
    QJsonArray hops;
    for (const Hop &hop : trace.hops)
        hops.append(toJson(hop));
    QJsonObject object{
        {u"domain"_s, trace.domain.display()},
        {u"target"_s, trace.target.display()},
        {u"atMicroseconds"_s, toUnixMicroseconds(trace.at)},
        {u"hops"_s, hops},
        {u"reached"_s, trace.reached},
        {u"source"_s, trace.source},
        {u"problem"_s, trace.problem},
    };
    if (!trace.address.isNull()) object[u"address"_s] = trace.address.toString();
    if (trace.response) object[u"responseMicroseconds"_s] = qint64(trace.response->count());
    if (trace.fault != TraceFault::None) object[u"fault"_s] = textOf(trace.fault);
    if (trace.mode != ProbeMode::None) putProbes(object, trace);
    return object;
}

Result<TracePtr> traceFromJson(const QJsonObject &object)
{
    auto trace = std::make_shared<Trace>();
    for (const auto &[key, field] : {std::pair(u"domain"_s, &trace->domain), std::pair(u"target"_s, &trace->target)}) {
        const auto name = dns::Name::fromText(object[key].toString().toUtf8());
        if (!object[key].isString() || !name) return refused(key, u"not a domain name"_s);
        *field = *name;
    }
    auto address = addressOf(object, u"address"_s);
    if (!address) return tl::unexpected<Error>(address.error());
    trace->address = *address;
    const auto at = integer(object[u"atMicroseconds"_s]);
    if (!at) return refused(u"atMicroseconds"_s, u"not an integer"_s);
    trace->at = instantFromUnixMicroseconds(*at);

    const QJsonArray hops = object[u"hops"_s].toArray();
    if (!object[u"hops"_s].isArray() || hops.size() > MostHops)
        return refused(u"hops"_s, u"not a list of at most 255 hops"_s);
    for (qsizetype i = 0; i < hops.size(); ++i) {
        auto hop = hopFromJson(hops[i].toObject());
        if (!hop) return refused(u"hops[%1].%2"_s.arg(i).arg(hop.error().where), hop.error().detail);
        trace->hops.push_back(std::move(*hop));
    }
    trace->reached = object[u"reached"_s].toBool();
    auto response = spanOf(object, u"responseMicroseconds"_s);
    if (!response) return tl::unexpected<Error>(response.error());
    trace->response = *response;
    trace->source = safeText(object[u"source"_s].toString(), 255);
    trace->problem = safeText(object[u"problem"_s].toString(), 1024);
    if (auto probes = readProbes(object, *trace); !probes) return tl::unexpected<Error>(probes.error());
    return trace;
}

} // namespace hinoban::path
