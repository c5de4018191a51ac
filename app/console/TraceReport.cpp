// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/TraceReport.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/path/ModeWords.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace hinoban::console {

namespace {

using namespace Qt::StringLiterals;
using Traces = std::vector<path::TracePtr>;

QString words(const char *english) { return QCoreApplication::translate("Trace", english); }

// The traces of each address of a target, in the order in which the addresses came.
std::vector<Traces> byAddress(const TracedTarget &target)
{
    std::vector<Traces> all;
    for (const auto &trace : target.traces) {
        const auto known = std::find_if(all.begin(), all.end(),
                                        [&](const Traces &one) { return one.front()->address == trace->address; });
        if (known == all.end())
            all.push_back({trace});
        else
            known->push_back(trace);
    }
    return all;
}

QString milliseconds(const std::optional<Duration> &span)
{
    return span ? QString::number(double(span->count()) / 1000, 'f', 3) : u"-"_s;
}

double percent(int part, int whole) { return whole == 0 ? 0 : 100.0 * part / whole; }

QString addressText(const QHostAddress &address) { return address.isNull() ? u"*"_s : address.toString(); }

// --- text

QString hopLine(const path::HopStatistics &hop)
{
    const QString line = u"%1  %2 %3 %4 %5 %6 %7 %8 %9"_s.arg(hop.ttl, 3)
                             .arg(addressText(hop.address), -39)
                             .arg(QString::number(percent(hop.lost, hop.sent), 'f', 1) + u'%', 6)
                             .arg(hop.sent, 4)
                             .arg(milliseconds(hop.last), 9)
                             .arg(milliseconds(hop.best), 9)
                             .arg(milliseconds(hop.average), 9)
                             .arg(milliseconds(hop.worst), 9)
                             .arg(milliseconds(hop.deviation), 9);
    QString rest = u" %1 %2 %3 %4"_s.arg(milliseconds(hop.jitter), 9)
                       .arg(milliseconds(hop.p50), 9)
                       .arg(milliseconds(hop.p95), 9)
                       .arg(hop.replyTtl ? QString::number(*hop.replyTtl) : u"-"_s, 4);
    for (const auto &label : hop.labels)
        rest += u" MPLS %1"_s.arg(label.label);
    if (hop.rateLimited) rest += u' ' + words(QT_TRANSLATE_NOOP("Trace", "(limits its replies)"));
    return line + rest + u'\n';
}

QString pathText(const path::PathStatistics &path, bool isOnly)
{
    QString text;
    if (!isOnly) {
        QStringList flows;
        for (const int flow : path.flows)
            flows << QString::number(flow);
        text += words(QT_TRANSLATE_NOOP("Trace", "A path taken %1 times, by flow %2:"))
                    .arg(path.rounds)
                    .arg(flows.join(u", "_s)) +
                u'\n';
    }
    text += u"%1  %2 %3 %4 %5 %6 %7 %8 %9"_s.arg(u"#"_s, 3)
                .arg(u"address"_s, -39)
                .arg(u"loss"_s, 6)
                .arg(u"sent"_s, 4)
                .arg(u"last"_s, 9)
                .arg(u"best"_s, 9)
                .arg(u"mean"_s, 9)
                .arg(u"worst"_s, 9)
                .arg(u"dev"_s, 9) +
            u" %1 %2 %3 %4\n"_s.arg(u"jitter"_s, 9).arg(u"p50"_s, 9).arg(u"p95"_s, 9).arg(u"ttl"_s, 4);
    for (const auto &hop : path.hops) {
        // Behind the last reply there is only silence.
        if (size_t(hop.ttl) > path.path.addresses.size()) break;
        text += hopLine(hop);
    }
    if (!path.path.reached) text += words(QT_TRANSLATE_NOOP("Trace", "The target did not answer.")) + u'\n';
    return text;
}

QString usualText(const UsualVerdict &verdict)
{
    if (verdict.state == AgainstUsual::Match) return words(QT_TRANSLATE_NOOP("Trace", "The usual way.")) + u'\n';
    if (verdict.state == AgainstUsual::Unknown)
        return words(QT_TRANSLATE_NOOP("Trace", "Whether this is the usual way is not known.")) + u'\n';
    QStringList usual;
    for (const auto &address : verdict.usual)
        usual << addressText(address);
    QString text = words(QT_TRANSLATE_NOOP("Trace", "Not a usual way: from hop %1 on it is %2, and was %3."))
                       .arg(verdict.firstDifference)
                       .arg(addressText(verdict.now), usual.isEmpty() ? u"-"_s : usual.join(u", "_s));
    if (verdict.isNewAddress) text += u' ' + words(QT_TRANSLATE_NOOP("Trace", "The target was at another address."));
    return text + u'\n';
}

// --- JSON

void put(QJsonObject &object, const QString &key, const std::optional<Duration> &span)
{
    if (span) object[key] = qint64(span->count());
}

QJsonObject hopJson(const path::HopStatistics &hop)
{
    QJsonObject object{{u"ttl"_s, hop.ttl},           {u"sent"_s, hop.sent}, {u"received"_s, hop.received},
                       {u"withheld"_s, hop.withheld}, {u"lost"_s, hop.lost}, {u"rateLimited"_s, hop.rateLimited}};
    if (!hop.address.isNull()) object[u"address"_s] = hop.address.toString();
    put(object, u"lastMicroseconds"_s, hop.last);
    put(object, u"bestMicroseconds"_s, hop.best);
    put(object, u"averageMicroseconds"_s, hop.average);
    put(object, u"worstMicroseconds"_s, hop.worst);
    put(object, u"deviationMicroseconds"_s, hop.deviation);
    put(object, u"jitterMicroseconds"_s, hop.jitter);
    put(object, u"p50Microseconds"_s, hop.p50);
    put(object, u"p95Microseconds"_s, hop.p95);
    if (hop.replyTtl) object[u"replyTtl"_s] = *hop.replyTtl;
    return object;
}

QJsonObject pathJson(const path::PathStatistics &path)
{
    QJsonArray hops;
    for (const auto &hop : path.hops)
        hops.append(hopJson(hop));
    QJsonArray flows;
    for (const int flow : path.flows)
        flows.append(flow);
    return {{u"reached"_s, path.path.reached},
            {u"rounds"_s, path.rounds},
            {u"flows"_s, flows},
            {u"firstMicroseconds"_s, toUnixMicroseconds(path.first)},
            {u"lastMicroseconds"_s, toUnixMicroseconds(path.last)},
            {u"hops"_s, hops}};
}

QString textOf(AgainstUsual state)
{
    return state == AgainstUsual::Match ? u"match"_s : state == AgainstUsual::Mismatch ? u"mismatch"_s : u"unknown"_s;
}

QJsonObject usualJson(const UsualVerdict &verdict)
{
    QJsonObject object{{u"state"_s, textOf(verdict.state)}, {u"newAddress"_s, verdict.isNewAddress}};
    if (verdict.state != AgainstUsual::Mismatch) return object;
    QJsonArray usual;
    for (const auto &address : verdict.usual)
        usual.append(addressText(address));
    object[u"firstDifference"_s] = verdict.firstDifference;
    object[u"usual"_s] = usual;
    object[u"now"_s] = addressText(verdict.now);
    return object;
}

// The TTL at which two ways part; nothing: they agree.
std::optional<int> partingOf(const path::FlowPath &usual, const path::FlowPath &now)
{
    if (path::agree(usual, now)) return std::nullopt;
    const size_t common = std::min(usual.addresses.size(), now.addresses.size());
    for (size_t i = 0; i < common; ++i)
        if (!usual.addresses[i].isNull() && !now.addresses[i].isNull() && usual.addresses[i] != now.addresses[i])
            return int(i) + 1;
    return int(common) + 1;
}

QHostAddress addressAt(const path::FlowPath &path, int ttl)
{
    return size_t(ttl) <= path.addresses.size() ? path.addresses[size_t(ttl) - 1] : QHostAddress();
}

} // namespace

Result<UsualPaths> usualPathsFrom(const QByteArray &json)
{
    // Every probe of every round stands in it.
    const auto read = parseJson(json, {qsizetype(16) * 1024 * 1024, 32});
    if (!read) return tl::unexpected<Error>(read.error());
    const auto targets = read->toObject()[u"targets"_s];
    if (!read->isObject() || !targets.isArray())
        return failure(ErrorCode::BadInput, u"targets"_s, u"not what trace --format json writes"_s);
    UsualPaths usual;
    const QJsonArray list = targets.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject target = list[i].toObject();
        const QJsonArray traces = target[u"traces"_s].toArray();
        if (!target[u"target"_s].isString() || !target[u"traces"_s].isArray())
            return failure(ErrorCode::BadInput, u"targets[%1]"_s.arg(i), u"no target and its traces"_s);
        for (qsizetype k = 0; k < traces.size(); ++k) {
            const auto trace = path::traceFromJson(traces[k].toObject());
            if (!trace)
                return failure(ErrorCode::BadInput,
                               u"targets[%1].traces[%2].%3"_s.arg(i).arg(k).arg(trace.error().where),
                               trace.error().detail);
            for (const auto &way : path::pathsOf(**trace))
                usual.paths.push_back(
                    {safeText(target[u"target"_s].toString(), 300), (*trace)->address, (*trace)->from, way});
        }
    }
    return usual;
}

UsualVerdict againstUsual(const UsualPaths &usual, const QString &target, const std::vector<path::TracePtr> &traces)
{
    UsualVerdict verdict;
    std::vector<const UsualPaths::Usual *> known;
    const auto take = [&](auto &&isWanted) {
        for (const auto &one : usual.paths)
            if (isWanted(one)) known.push_back(&one);
    };
    const QHostAddress &address = traces.front()->address;
    take([&](const UsualPaths::Usual &one) { return one.address == address; });
    if (known.empty()) {
        take([&](const UsualPaths::Usual &one) {
            return one.target.compare(target, Qt::CaseInsensitive) == 0 && one.address.protocol() == address.protocol();
        });
        verdict.isNewAddress = !known.empty();
    }
    // From another place another way is no news.
    std::erase_if(known, [&](const auto *one) { return one->from != traces.front()->from; });
    if (known.empty()) return verdict;
    bool isCompared = false;
    for (const auto &trace : traces) {
        for (const auto &way : path::pathsOf(*trace)) {
            if (std::all_of(way.addresses.begin(), way.addresses.end(), [](const auto &hop) { return hop.isNull(); }))
                continue;
            isCompared = true;
            int farthest = 0; // of the way that it goes with for longest
            for (const auto *one : known)
                farthest = std::max(farthest, partingOf(one->path, way).value_or(256));
            if (farthest > 255 || (verdict.state == AgainstUsual::Mismatch && verdict.firstDifference <= farthest))
                continue;
            verdict.state = AgainstUsual::Mismatch;
            verdict.firstDifference = farthest;
            verdict.now = addressAt(way, farthest);
            verdict.usual.clear();
            for (const auto *one : known) {
                const auto hop = addressAt(one->path, farthest);
                const auto &told = verdict.usual;
                if (!hop.isNull() && std::find(told.begin(), told.end(), hop) == told.end())
                    verdict.usual.push_back(hop);
            }
        }
    }
    if (isCompared && verdict.state == AgainstUsual::Unknown) verdict.state = AgainstUsual::Match;
    return verdict;
}

int statusOf(const TraceReport &report)
{
    bool isOther = false;
    bool isUnknown = false;
    for (const auto &target : report.targets) {
        if (target.traces.empty()) isUnknown = true;
        for (const Traces &traces : byAddress(target)) {
            for (const auto &trace : traces)
                if (!trace->reached) isUnknown = true;
            if (!report.usual) continue;
            const auto state = againstUsual(*report.usual, target.text, traces).state;
            isOther = isOther || state == AgainstUsual::Mismatch;
            isUnknown = isUnknown || state == AgainstUsual::Unknown;
        }
    }
    return isOther ? 1 : isUnknown ? 2 : 0;
}

QString traceText(const TraceReport &report)
{
    QString text;
    for (const auto &target : report.targets) {
        if (target.traces.empty())
            text += words(QT_TRANSLATE_NOOP("Trace", "%1 has no address (%2)."))
                        .arg(safeText(target.text, 300), target.problem) +
                    u"\n\n"_s;
        for (const Traces &traces : byAddress(target)) {
            const path::Trace &latest = *traces.back();
            const QString address = latest.address.toString();
            text += safeText(target.text, 300) + (target.text == address ? QString() : u' ' + address) + u'\n';
            if (const QString mode = path::modeSentence(latest); !mode.isEmpty()) text += mode + u'\n';
            if (latest.oneByOne)
                text += words(QT_TRANSLATE_NOOP(
                            "Trace", "Routers on the way quote too little; never more than one probe was under way.")) +
                        u'\n';
            for (const auto &trace : traces)
                if (!trace->problem.isEmpty()) text += trace->problem + u'\n';
            const auto paths = path::statisticsOf(traces);
            for (const auto &path : paths)
                text += pathText(path, paths.size() == 1);
            if (report.usual) text += usualText(againstUsual(*report.usual, target.text, traces));
            text += u'\n';
        }
    }
    return text;
}

QJsonObject traceJson(const TraceReport &report)
{
    QJsonArray targets;
    for (const auto &target : report.targets) {
        QJsonArray all;
        for (const auto &trace : target.traces)
            all.append(path::toJson(*trace));
        QJsonArray addresses;
        for (const Traces &traces : byAddress(target)) {
            QJsonArray paths;
            for (const auto &path : path::statisticsOf(traces))
                paths.append(pathJson(path));
            const bool reached =
                std::any_of(traces.begin(), traces.end(), [](const auto &trace) { return trace->reached; });
            QJsonObject object{
                {u"address"_s, traces.front()->address.toString()}, {u"reached"_s, reached}, {u"paths"_s, paths}};
            if (report.usual) object[u"baseline"_s] = usualJson(againstUsual(*report.usual, target.text, traces));
            addresses.append(object);
        }
        QJsonObject object{{u"target"_s, safeText(target.text, 300)}, {u"addresses"_s, addresses}, {u"traces"_s, all}};
        if (!target.problem.isEmpty()) object[u"problem"_s] = target.problem;
        targets.append(object);
    }
    return {{u"targets"_s, targets}};
}

std::vector<QJsonObject> mtrJson(const TraceReport &report)
{
    const auto ms = [](const std::optional<Duration> &span) {
        return span ? double(qRound64(double(span->count()))) / 1000 : 0.0;
    };
    std::vector<QJsonObject> all;
    for (const auto &target : report.targets) {
        for (const Traces &traces : byAddress(target)) {
            const auto paths = path::statisticsOf(traces);
            QJsonArray hubs;
            if (!paths.empty()) {
                for (const auto &hop : paths.front().hops) {
                    if (size_t(hop.ttl) > paths.front().path.addresses.size()) break;
                    hubs.append(QJsonObject{{u"count"_s, hop.ttl},
                                            {u"host"_s, hop.address.isNull() ? u"???"_s : hop.address.toString()},
                                            {u"Loss%"_s, percent(hop.lost, hop.sent)},
                                            {u"Snt"_s, hop.sent},
                                            {u"Last"_s, ms(hop.last)},
                                            {u"Avg"_s, ms(hop.average)},
                                            {u"Best"_s, ms(hop.best)},
                                            {u"Wrst"_s, ms(hop.worst)},
                                            {u"StDev"_s, ms(hop.deviation)}});
                }
            }
            const QJsonObject about{{u"src"_s, traces.front()->from.toString()},
                                    {u"dst"_s, traces.front()->address.toString()},
                                    {u"tos"_s, 0},
                                    {u"tests"_s, int(traces.size())},
                                    {u"psize"_s, u"-"_s},
                                    {u"bitpattern"_s, u"0x00"_s}};
            all.push_back({{u"report"_s, QJsonObject{{u"mtr"_s, about}, {u"hubs"_s, hubs}}}});
        }
    }
    return all;
}

} // namespace hinoban::console
