// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/BaselineSet.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::path {

using namespace Qt::StringLiterals;

namespace {

size_t answeredIn(const std::vector<QHostAddress> &routers)
{
    return size_t(std::count_if(routers.begin(), routers.end(), [](const auto &router) { return !router.isNull(); }));
}

// What a baseline keeps of a trace: the way, not each packet.
TracePtr withoutProbes(const TracePtr &trace)
{
    if (trace->mode == ProbeMode::None) return trace;
    auto bare = std::make_shared<Trace>(*trace);
    bare->probes.clear();
    return bare;
}

bool takePath(BaselineSet &set, const FlowPath &way, const TracePtr &trace)
{
    const auto routers = routersOf(way);
    auto known = std::find_if(set.paths.begin(), set.paths.end(),
                              [&](const BaselineSet::Path &path) { return isSameWay(path.routers, routers); });
    const bool isNew = known == set.paths.end();
    if (isNew) {
        if (set.paths.size() == BaselineSet::MostPaths)
            set.paths.erase(std::min_element(set.paths.begin(), set.paths.end(),
                                             [](const auto &a, const auto &b) { return a.last < b.last; }));
        set.paths.push_back({routers, {}, 0, trace->at, trace->at});
        known = std::prev(set.paths.end());
    }
    for (size_t i = 0; i < routers.size(); ++i)
        if (known->routers[i].isNull()) known->routers[i] = routers[i];
    // The trace that tells of most routers stands for the path.
    const auto tells = [](const TracePtr &one) {
        const auto paths = one ? pathsOf(*one) : std::vector<FlowPath>();
        return paths.empty() ? 0 : answeredIn(paths.front().addresses);
    };
    if (way.flow == 0 && (!known->trace || answeredIn(way.addresses) >= tells(known->trace)))
        known->trace = withoutProbes(trace);
    ++known->seen;
    known->last = trace->at;
    return isNew;
}

bool takeAnswer(BaselineSet &set, const QHostAddress &address, quint32 as, Instant at)
{
    const auto known = std::find_if(set.answers.begin(), set.answers.end(),
                                    [&](const BaselineSet::Answer &answer) { return answer.address == address; });
    if (known != set.answers.end()) {
        ++known->seen;
        known->last = at;
        if (as != 0) known->as = as;
        return false;
    }
    if (set.answers.size() == BaselineSet::MostAnswers)
        set.answers.erase(std::min_element(set.answers.begin(), set.answers.end(),
                                           [](const auto &a, const auto &b) { return a.last < b.last; }));
    set.answers.push_back({address, as, 1, at, at});
    return true;
}

tl::unexpected<Error> refused(const QString &where) { return failure(ErrorCode::BadInput, where, u"no baseline"_s); }

// A number of the file; nothing: it is none.
std::optional<qint64> numberOf(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object[key];
    const qint64 a = value.toInteger(-1), b = value.toInteger(0);
    return a == b ? std::optional(a) : std::nullopt;
}

struct Run {
    int seen;
    Instant first, last;
};
std::optional<Run> runFromJson(const QJsonObject &object)
{
    const auto seen = numberOf(object, u"seen"_s), first = numberOf(object, u"firstMicroseconds"_s),
               last = numberOf(object, u"lastMicroseconds"_s);
    if (!seen || *seen < 1 || *seen > 0x7fffffff || !first || !last) return std::nullopt;
    return Run{int(*seen), instantFromUnixMicroseconds(*first), instantFromUnixMicroseconds(*last)};
}
void putRun(QJsonObject &object, int seen, Instant first, Instant last)
{
    object[u"seen"_s] = seen;
    object[u"firstMicroseconds"_s] = toUnixMicroseconds(first);
    object[u"lastMicroseconds"_s] = toUnixMicroseconds(last);
}

} // namespace

const BaselineSet::Path *BaselineSet::mostSeen() const
{
    const auto rank = [](const Path &path) { return path.trace ? path.seen : 0; };
    const auto most =
        std::max_element(paths.begin(), paths.end(), [&](const Path &a, const Path &b) { return rank(a) < rank(b); });
    return most == paths.end() || !most->trace ? nullptr : &*most;
}

bool BaselineSet::knowsAnswer(const QHostAddress &address) const
{
    return std::any_of(answers.begin(), answers.end(), [&](const Answer &answer) { return answer.address == address; });
}

std::vector<QHostAddress> BaselineSet::newestAnswers(size_t most) const
{
    auto sorted = answers;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Answer &a, const Answer &b) { return a.last > b.last; });
    std::vector<QHostAddress> out;
    for (const Answer &answer : sorted)
        if (out.size() < most) out.push_back(answer.address);
    return out;
}

Baseline BaselineSet::representative() const
{
    Baseline out;
    if (const Path *most = mostSeen()) out.trace = most->trace;
    out.response = response.median();
    out.since = since;
    out.samples = rounds;
    out.responses = response.newest();
    return out;
}

QString BaselineSet::key() const { return name.display() + u'|' + vantage + (ipv6 ? "|6"_L1 : "|4"_L1); }

Learned learn(BaselineSet set, const TracePtr &trace, const QHash<QHostAddress, quint32> &origins)
{
    if (!trace || !trace->problem.isEmpty()) return {std::move(set), false};
    if (set.rounds == 0) {
        set = emptySetFor(*trace);
        set.since = trace->at;
    }
    ++set.rounds;
    set.newest = trace->at;
    bool isNew = takeAnswer(set, trace->address, origins.value(trace->address), trace->at);
    if (trace->response) set.response.add(*trace->response);
    if (!trace->reached) return {std::move(set), isNew};
    for (const FlowPath &way : pathsOf(*trace))
        if (way.reached) isNew = takePath(set, way, trace) || isNew;
    constexpr size_t MostKnown = 64 * BaselineSet::MostPaths;
    for (const Hop &hop : trace->hops) {
        const QString address = hop.address.toString();
        const quint32 as = origins.value(hop.address);
        if (as != 0 && set.origins.size() < MostKnown) set.origins[address] = as;
        if (!hop.place.isEmpty() && set.places.size() < MostKnown) set.places[address] = hop.place;
    }
    const Arrival arrival = arrivalOf(*trace);
    if (arrival.rtt) set.rtt.add(*arrival.rtt);
    if (arrival.replyTtl) set.replyTtls.insert(*arrival.replyTtl);
    return {std::move(set), isNew};
}

QString vantageOf(const Trace &trace)
{
    QString text = trace.mode == ProbeMode::None ? trace.source : textOf(trace.mode);
    if (trace.from.isNull()) return text;
    // Addresses of one network come and go (DHCP, RFC 8981).
    const bool isV6 = trace.from.protocol() == QAbstractSocket::IPv6Protocol;
    if (isV6) {
        Q_IPV6ADDR octets = trace.from.toIPv6Address();
        for (int i = 8; i < 16; ++i)
            octets[i] = 0;
        return text + u' ' + QHostAddress(octets).toString() + "/64"_L1;
    }
    return text + u' ' + QHostAddress(trace.from.toIPv4Address() & 0xffffff00).toString() + "/24"_L1;
}

BaselineSet emptySetFor(const Trace &trace)
{
    BaselineSet set;
    set.name = trace.target;
    set.vantage = vantageOf(trace);
    set.ipv6 = trace.address.protocol() == QAbstractSocket::IPv6Protocol;
    return set;
}

Arrival arrivalOf(const Trace &trace)
{
    Arrival out;
    for (const ProbeResult &probe : trace.probes) {
        if (probe.kind != ReplyKind::Reached) continue;
        if (probe.rtt && (!out.rtt || *probe.rtt < *out.rtt)) out.rtt = probe.rtt;
        if (probe.replyTtl) out.replyTtl = probe.replyTtl;
    }
    if (!out.rtt && trace.reached && !trace.hops.empty() && trace.hops.back().address == trace.address)
        out.rtt = trace.hops.back().rtt;
    return out;
}

bool isSameWay(const std::vector<QHostAddress> &one, const std::vector<QHostAddress> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const QHostAddress &x, const QHostAddress &y) { return x.isNull() || y.isNull() || x == y; });
}

std::vector<QHostAddress> routersOf(const FlowPath &path)
{
    auto routers = path.addresses;
    if (path.reached && !routers.empty()) routers.pop_back();
    return routers;
}

QJsonObject toJson(const BaselineSet &set)
{
    QJsonArray paths, answers;
    for (const auto &path : set.paths) {
        QJsonArray routers;
        for (const QHostAddress &router : path.routers)
            routers.append(router.isNull() ? QString() : router.toString());
        QJsonObject object{{u"routers"_s, routers}};
        if (path.trace) object[u"trace"_s] = toJson(*path.trace);
        putRun(object, path.seen, path.first, path.last);
        paths.append(object);
    }
    for (const auto &answer : set.answers) {
        QJsonObject object{{u"address"_s, answer.address.toString()}, {u"as"_s, qint64(answer.as)}};
        putRun(object, answer.seen, answer.first, answer.last);
        answers.append(object);
    }
    QJsonObject origins, places, phases;
    QJsonArray replyTtls;
    for (const auto &[address, as] : set.origins)
        origins[address] = qint64(as);
    for (const auto &[address, place] : set.places)
        places[address] = place;
    for (const int ttl : set.replyTtls)
        replyTtls.append(ttl);
    for (const auto &[name, spread] : set.phases)
        phases[name] = spread.toJson();
    return {
        {u"name"_s, set.name.display()},
        {u"vantage"_s, set.vantage},
        {u"ipv6"_s, set.ipv6},
        {u"paths"_s, paths},
        {u"answers"_s, answers},
        {u"origins"_s, origins},
        {u"places"_s, places},
        {u"replyTtls"_s, replyTtls},
        {u"rtt"_s, set.rtt.toJson()},
        {u"response"_s, set.response.toJson()},
        {u"phases"_s, phases},
        {u"sinceMicroseconds"_s, toUnixMicroseconds(set.since)},
        {u"newestMicroseconds"_s, toUnixMicroseconds(set.newest)},
        {u"rounds"_s, set.rounds},
        {u"frozenMicroseconds"_s, set.frozen ? QJsonValue(toUnixMicroseconds(*set.frozen)) : QJsonValue()},
    };
}

Result<BaselineSet> baselineSetFromJson(const QJsonObject &object)
{
    BaselineSet set;
    const auto name = dns::Name::fromText(object[u"name"_s].toString().toUtf8());
    if (!name || !object[u"name"_s].isString()) return refused(u"name"_s);
    set.name = *name;
    set.vantage = safeText(object[u"vantage"_s].toString(), 255);
    set.ipv6 = object[u"ipv6"_s].toBool();
    const QJsonArray paths = object[u"paths"_s].toArray(), answers = object[u"answers"_s].toArray();
    if (paths.size() > qsizetype(BaselineSet::MostPaths)) return refused(u"paths"_s);
    for (const QJsonValue value : paths) {
        const auto run = runFromJson(value.toObject());
        const QJsonArray routers = value[u"routers"_s].toArray();
        if (!run || routers.size() > 255) return refused(u"paths"_s);
        BaselineSet::Path path{{}, {}, run->seen, run->first, run->last};
        for (const QJsonValue router : routers) {
            path.routers.emplace_back(router.toString());
            if (path.routers.back().isNull() && !router.toString().isEmpty()) return refused(u"paths"_s);
        }
        if (!value[u"trace"_s].isUndefined()) {
            auto trace = traceFromJson(value[u"trace"_s].toObject());
            if (!trace) return refused(u"paths"_s);
            path.trace = std::move(*trace);
        }
        set.paths.push_back(std::move(path));
    }
    if (answers.size() > qsizetype(BaselineSet::MostAnswers)) return refused(u"answers"_s);
    for (const QJsonValue value : answers) {
        const auto run = runFromJson(value.toObject());
        const QHostAddress address(value[u"address"_s].toString());
        const qint64 as = value[u"as"_s].toInteger(-1);
        if (!run || address.isNull() || as < 0 || as > 0xffffffff) return refused(u"answers"_s);
        set.answers.push_back({address, quint32(as), run->seen, run->first, run->last});
    }
    const QJsonObject origins = object[u"origins"_s].toObject(), phases = object[u"phases"_s].toObject();
    if (origins.size() > qsizetype(64 * BaselineSet::MostPaths)) return refused(u"origins"_s);
    for (auto at = origins.begin(); at != origins.end(); ++at) {
        const qint64 as = at.value().toInteger(-1);
        if (QHostAddress(at.key()).isNull() || as < 0 || as > 0xffffffff) return refused(u"origins"_s);
        set.origins[at.key()] = quint32(as);
    }
    const QJsonObject places = object[u"places"_s].toObject();
    if (places.size() > qsizetype(64 * BaselineSet::MostPaths)) return refused(u"places"_s);
    for (auto at = places.begin(); at != places.end(); ++at) {
        if (QHostAddress(at.key()).isNull()) return refused(u"places"_s);
        set.places[at.key()] = safeText(at.value().toString(), 64);
    }
    const QJsonArray replyTtls = object[u"replyTtls"_s].toArray();
    for (const QJsonValue value : replyTtls) {
        if (value.toInt(-1) < 0 || value.toInt() > 255) return refused(u"replyTtls"_s);
        set.replyTtls.insert(value.toInt());
    }
    if (phases.size() > qsizetype(BaselineSet::MostPhases)) return refused(u"phases"_s);
    for (auto at = phases.begin(); at != phases.end(); ++at) {
        auto spread = Distribution::fromJson(at.value().toObject());
        if (!spread) return tl::unexpected(spread.error());
        set.phases[safeText(at.key(), 64)] = std::move(*spread);
    }
    for (const auto &[key, spread] : {std::pair(u"rtt"_s, &set.rtt), std::pair(u"response"_s, &set.response)}) {
        auto read = Distribution::fromJson(object[key].toObject());
        if (!read) return tl::unexpected(read.error());
        *spread = std::move(*read);
    }
    const auto since = numberOf(object, u"sinceMicroseconds"_s), newest = numberOf(object, u"newestMicroseconds"_s),
               rounds = numberOf(object, u"rounds"_s);
    if (!since || !newest || !rounds || *rounds < 0 || *rounds > 0x7fffffff) return refused(u"rounds"_s);
    set.since = instantFromUnixMicroseconds(*since);
    set.newest = instantFromUnixMicroseconds(*newest);
    set.rounds = int(*rounds);
    if (!object[u"frozenMicroseconds"_s].isNull() && !object[u"frozenMicroseconds"_s].isUndefined()) {
        const auto frozen = numberOf(object, u"frozenMicroseconds"_s);
        if (!frozen) return refused(u"frozenMicroseconds"_s);
        set.frozen = instantFromUnixMicroseconds(*frozen);
    }
    return set;
}

QByteArray hashOf(const BaselineSet &set)
{
    QJsonArray paths, answers;
    QStringList known;
    for (const auto &path : set.paths) {
        QStringList routers;
        for (const QHostAddress &router : path.routers)
            routers << (router.isNull() ? u"*"_s : router.toString());
        paths.append(routers.join(u' '));
    }
    for (const auto &answer : set.answers)
        known << answer.address.toString();
    known.sort();
    const auto text = canonicalJson(QJsonObject{{u"name"_s, set.name.display()},
                                                {u"vantage"_s, set.vantage},
                                                {u"ipv6"_s, set.ipv6},
                                                {u"paths"_s, paths},
                                                {u"answers"_s, QJsonArray::fromStringList(known)}});
    return text ? sha256Hex(*text) : QByteArray();
}

} // namespace hinoban::path
