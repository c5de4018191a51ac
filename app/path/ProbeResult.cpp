// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/ProbeResult.h"

#include <QJsonArray>

#include <array>
#include <limits>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

// In the order of their enumerations.
constexpr std::array Modes{QLatin1String(""), QLatin1String("icmp"), QLatin1String("tcp"), QLatin1String("udp")};
constexpr std::array Reasons{QLatin1String(""),       QLatin1String("free"),  QLatin1String("forbidden"),
                             QLatin1String("noPort"), QLatin1String("flows"), QLatin1String("noSocket"),
                             QLatin1String("chosen")};
constexpr std::array Faults{QLatin1String(""),         QLatin1String("notPermitted"), QLatin1String("noRoute"),
                            QLatin1String("noSocket"), QLatin1String("suspended"),    QLatin1String("moved"),
                            QLatin1String("nobody")};
constexpr std::array Kinds{QLatin1String("silent"), QLatin1String("hop"), QLatin1String("reached"),
                           QLatin1String("unreachable"), QLatin1String("unsent")};

template <class Enum, size_t N>
std::optional<Enum> among(const std::array<QLatin1String, N> &texts, const QString &text)
{
    for (size_t i = 0; i < N; ++i)
        if (text == texts[i]) return Enum(i);
    return std::nullopt;
}

template <size_t N>
QString at(const std::array<QLatin1String, N> &texts, int index)
{
    return QString(texts[size_t(index)]);
}

// The integer of `key` within its bounds; what is missing is `missing`.
Result<qint64> within(const QJsonObject &object, const QString &key, qint64 least, qint64 most,
                      std::optional<qint64> missing = {})
{
    if (missing && !object.contains(key)) return *missing;
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 read = object[key].toInteger(none);
    if (read == none || read < least || read > most)
        return failure(ErrorCode::BadInput, key, u"not an integer from %1 to %2"_s.arg(least).arg(most));
    return read;
}

Result<MplsLabel> labelFromJson(const QJsonObject &object)
{
    const auto label = within(object, u"label"_s, 0, 0xfffff);
    const auto trafficClass = within(object, u"trafficClass"_s, 0, 7);
    const auto ttl = within(object, u"ttl"_s, 0, 255);
    for (const auto *read : {&label, &trafficClass, &ttl})
        if (!*read) return tl::unexpected<Error>(read->error());
    return MplsLabel{quint32(*label), int(*trafficClass), object[u"bottom"_s].toBool(), int(*ttl)};
}

constexpr qint64 Longest = qint64(24) * 3600 * 1000000; // no reply is waited for that long

} // namespace

QString textOf(ProbeMode mode) { return at(Modes, int(mode)); }
QString textOf(ModeReason reason) { return at(Reasons, int(reason)); }
QString textOf(TraceFault fault) { return at(Faults, int(fault)); }
QString textOf(ReplyKind kind) { return at(Kinds, int(kind)); }

std::optional<ProbeMode> probeModeFromText(const QString &text) { return among<ProbeMode>(Modes, text); }
std::optional<ModeReason> modeReasonFromText(const QString &text) { return among<ModeReason>(Reasons, text); }
std::optional<TraceFault> traceFaultFromText(const QString &text) { return among<TraceFault>(Faults, text); }

QJsonObject toJson(const ProbeResult &probe)
{
    QJsonObject object{{u"ttl"_s, probe.ttl},
                       {u"flow"_s, probe.flow},
                       {u"sentMicroseconds"_s, toUnixMicroseconds(probe.sent)},
                       {u"kind"_s, textOf(probe.kind)}};
    if (!probe.address.isNull()) object[u"address"_s] = probe.address.toString();
    if (probe.kind == ReplyKind::Unreachable) object[u"code"_s] = probe.code;
    if (probe.rtt) {
        object[u"rttMicroseconds"_s] = qint64(probe.rtt->count());
        object[u"kernelStamp"_s] = probe.kernelStamp;
    }
    if (probe.replyTtl) object[u"replyTtl"_s] = *probe.replyTtl;
    if (probe.isShared) object[u"shared"_s] = true;
    if (probe.duplicates) object[u"duplicates"_s] = probe.duplicates;
    QJsonArray labels;
    for (const MplsLabel &label : probe.labels)
        labels.append(QJsonObject{{u"label"_s, qint64(label.label)},
                                  {u"trafficClass"_s, label.trafficClass},
                                  {u"bottom"_s, label.bottom},
                                  {u"ttl"_s, label.ttl}});
    if (!labels.isEmpty()) object[u"labels"_s] = labels;
    return object;
}

Result<ProbeResult> probeFromJson(const QJsonObject &object)
{
    ProbeResult probe;
    const auto ttl = within(object, u"ttl"_s, 1, 255);
    const auto flow = within(object, u"flow"_s, 0, MostFlows - 1);
    // What JSON holds exactly.
    const auto sent = within(object, u"sentMicroseconds"_s, -(qint64(1) << 53), qint64(1) << 53);
    const auto code = within(object, u"code"_s, 0, 255, 0);
    const auto rtt = within(object, u"rttMicroseconds"_s, 0, Longest, -1);
    const auto replyTtl = within(object, u"replyTtl"_s, 0, 255, -1);
    const auto duplicates = within(object, u"duplicates"_s, 0, 1000000, 0);
    for (const auto *read : {&ttl, &flow, &sent, &code, &rtt, &replyTtl, &duplicates})
        if (!*read) return tl::unexpected<Error>(read->error());
    const auto kind = among<ReplyKind>(Kinds, object[u"kind"_s].toString());
    if (!kind) return failure(ErrorCode::BadInput, u"kind"_s, u"not a known kind of reply"_s);
    probe.ttl = int(*ttl);
    probe.flow = int(*flow);
    probe.sent = instantFromUnixMicroseconds(*sent);
    probe.kind = *kind;
    if (const QString text = object[u"address"_s].toString(); !text.isEmpty()) {
        probe.address = QHostAddress(text);
        if (probe.address.isNull()) return failure(ErrorCode::BadInput, u"address"_s, u"not an address"_s);
    }
    probe.code = int(*code);
    if (*rtt >= 0) probe.rtt = Duration(*rtt);
    if (*replyTtl >= 0) probe.replyTtl = int(*replyTtl);
    probe.duplicates = int(*duplicates);
    probe.isShared = object[u"shared"_s].toBool();
    probe.kernelStamp = object[u"kernelStamp"_s].toBool();
    const QJsonArray labels = object[u"labels"_s].toArray();
    if (size_t(labels.size()) > MostLabels) return failure(ErrorCode::BadInput, u"labels"_s, u"more than 16 labels"_s);
    for (const QJsonValue &value : labels) {
        auto label = labelFromJson(value.toObject());
        if (!label) return failure(ErrorCode::BadInput, u"labels.%1"_s.arg(label.error().where), label.error().detail);
        probe.labels.push_back(*label);
    }
    return probe;
}

} // namespace hinoban::path
