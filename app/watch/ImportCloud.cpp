// SPDX-License-Identifier: GPL-3.0-or-later
// What the interfaces of Route 53 and Cloudflare say of a zone.
#include "app/base/CanonicalJson.h"
#include "app/watch/ImportBuilder.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hinoban::watch {
namespace {

const JsonLimits Limits{qsizetype(64) * 1024 * 1024, 32};

tl::unexpected<Error> bad(const QString &where, const QString &why) { return failure(ErrorCode::BadInput, where, why); }

std::optional<quint32> ttlOf(const QJsonValue &value)
{
    const double seconds = value.toDouble(-1);
    // 1 is Cloudflare's "automatic".
    return seconds > 1 && seconds <= 0xffffffff ? std::optional(static_cast<quint32>(seconds)) : std::nullopt;
}

// Route 53 writes what is no plain letter in octal: "\052.example.com." for a wildcard.
QString withoutOctal(const QString &name)
{
    QString out;
    for (qsizetype i = 0; i < name.size(); ++i) {
        bool isOctal = false;
        const int code = name[i] == u'\\' ? name.mid(i + 1, 3).toInt(&isOctal, 8) : 0;
        if (!isOctal || i + 3 >= name.size() || code > 255) {
            out += name[i];
            continue;
        }
        out += code == '*' ? QStringLiteral("*") : QStringLiteral("\\%1").arg(code, 3, 10, QLatin1Char('0'));
        i += 3;
    }
    return out;
}

bool isAddress(const QString &type) { return type == QLatin1String("A") || type == QLatin1String("AAAA"); }

} // namespace

Result<void> readRoute53(const QByteArray &content, const QString &where, ImportBuilder &into,
                         const ImportOptions &options)
{
    const auto json = parseJson(content, Limits);
    if (!json) return bad(where, json.error().detail);
    const QJsonObject object = json->toObject();
    if (object.value(QStringLiteral("IsTruncated")).toBool())
        return bad(where, QStringLiteral("a part of the list only (IsTruncated): fetch all of it"));

    if (const QJsonObject zone = object.value(QStringLiteral("HostedZone")).toObject(); !zone.isEmpty()) {
        const auto apex = dns::Name::fromUserText(zone.value(QStringLiteral("Name")).toString());
        if (!apex) return bad(where, QStringLiteral("HostedZone has no Name"));
        ImportBuilder::Row row{where + QStringLiteral(": DelegationSet"), {}, QStringLiteral("NS"), {}, {}};
        const auto servers =
            object.value(QStringLiteral("DelegationSet")).toObject().value(QStringLiteral("NameServers")).toArray();
        for (const auto server : servers)
            row.values += server.toString();
        if (row.values.isEmpty()) return bad(where, QStringLiteral("DelegationSet names no servers"));
        into.add(*apex, row);
        return {};
    }

    const QJsonValue list = object.value(QStringLiteral("ResourceRecordSets"));
    if (!list.isArray()) return bad(where, QStringLiteral("no ResourceRecordSets in it"));
    const auto sets = list.toArray();
    std::optional<dns::Name> apex = options.domain;
    for (const auto set : sets)
        if (!apex && set.toObject().value(QStringLiteral("Type")).toString() == QLatin1String("SOA"))
            if (const auto name = dns::Name::fromUserText(set.toObject().value(QStringLiteral("Name")).toString()))
                apex = *name;
    if (!apex) return bad(where, QStringLiteral("no SOA record set in it; name the domain"));
    std::vector<dns::Type> except;
    int number = 0;
    for (const auto value : sets) {
        const QJsonObject set = value.toObject();
        const QString name = withoutOctal(set.value(QStringLiteral("Name")).toString());
        const QString type = set.value(QStringLiteral("Type")).toString();
        const QString place =
            QStringLiteral("%1: ResourceRecordSets[%2] %3 %4").arg(where).arg(number++).arg(name, type);
        const QJsonObject alias = set.value(QStringLiteral("AliasTarget")).toObject();
        if (!alias.isEmpty()) {
            into.leaveOut(
                place, QStringLiteral("an alias of %1, whose addresses are not known here: expect a class of addresses")
                           .arg(alias.value(QStringLiteral("DNSName")).toString()));
            if (const auto known = dns::typeFromText(type.toLatin1())) except.push_back(*known);
            continue;
        }
        // Several sets of one name (weighted, by place, by latency): any of their addresses is right.
        const QString id = set.value(QStringLiteral("SetIdentifier")).toString();
        if (!id.isEmpty() && !isAddress(type)) {
            into.leaveOut(
                place,
                QStringLiteral("one of several answers (SetIdentifier %1), of which one at a time is given").arg(id));
            if (const auto known = dns::typeFromText(type.toLatin1())) except.push_back(*known);
            continue;
        }
        ImportBuilder::Row row{place, name, type, ttlOf(set.value(QStringLiteral("TTL"))), {}};
        const auto records = set.value(QStringLiteral("ResourceRecords")).toArray();
        for (const auto record : records)
            row.values += record.toObject().value(QStringLiteral("Value")).toString();
        if (row.values.isEmpty())
            into.leaveOut(place, QStringLiteral("neither records nor an alias"));
        else
            into.add(apex, row);
    }
    into.complete(*apex, except);
    return {};
}

Result<void> readCloudflare(const QByteArray &content, const QString &where, ImportBuilder &into,
                            const ImportOptions &options)
{
    const auto json = parseJson(content, Limits);
    if (!json) return bad(where, json.error().detail);
    const QJsonObject object = json->toObject();
    const QJsonValue list = json->isArray() ? *json : object.value(QStringLiteral("result"));
    if (!list.isArray()) return bad(where, QStringLiteral("no list of records (\"result\") in it"));
    const QJsonObject info = object.value(QStringLiteral("result_info")).toObject();
    if (info.value(QStringLiteral("total_pages")).toInt(1) > 1)
        return bad(
            where,
            QStringLiteral("one page of %1: fetch all of them").arg(info.value(QStringLiteral("total_pages")).toInt()));
    const auto records = list.toArray();
    int number = 0;
    for (const auto value : records) {
        const QJsonObject record = value.toObject();
        const QString name = record.value(QStringLiteral("name")).toString();
        const QString type = record.value(QStringLiteral("type")).toString();
        const QString place = QStringLiteral("%1: record %2 %3 %4").arg(where).arg(number++).arg(name, type);
        std::optional<dns::Name> apex = options.domain;
        if (const QString zone = record.value(QStringLiteral("zone_name")).toString(); !apex && !zone.isEmpty())
            if (const auto named = dns::Name::fromUserText(zone)) apex = *named;
        if (!apex)
            return bad(where, QStringLiteral("record %1 names no zone (zone_name); name the domain").arg(number - 1));
        // Name servers and SOA are the provider's and stand in no list.
        into.complete(*apex, {dns::Type::NS, dns::Type::SOA});
        ImportBuilder::Row row{place, name + u'.', type, ttlOf(record.value(QStringLiteral("ttl"))), {}};
        if (record.value(QStringLiteral("proxied")).toBool()) {
            into.addClass(apex, row, QLatin1String(CloudflareClass), cloudflarePrefixes());
            continue;
        }
        const QJsonObject data = record.value(QStringLiteral("data")).toObject();
        QString text = record.value(QStringLiteral("content")).toString();
        const auto part = [&data](const char *key) {
            const auto one = data.value(QLatin1String(key));
            return one.isDouble() ? QString::number(one.toInt()) : one.toString();
        };
        if (type == QLatin1String("MX"))
            text = QStringLiteral("%1 %2").arg(record.value(QStringLiteral("priority")).toInt()).arg(text);
        else if (type == QLatin1String("SRV") && !data.isEmpty())
            text = QStringLiteral("%1 %2 %3 %4").arg(part("priority"), part("weight"), part("port"), part("target"));
        else if (type == QLatin1String("CAA") && !data.isEmpty())
            text = QStringLiteral("%1 %2 %3").arg(part("flags"), part("tag"), quotedText(part("value")));
        else if (type == QLatin1String("TXT") && !text.startsWith(u'"'))
            text = quotedText(text);
        row.values = QStringList{text};
        into.add(apex, row);
    }
    return {};
}

} // namespace hinoban::watch
