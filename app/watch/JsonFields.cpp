// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/JsonFields.h"

#include <cmath>

namespace hinoban::watch {

QString exactTime(Instant instant)
{
    const qint64 fraction = ((toUnixMicroseconds(instant) % 1000000) + 1000000) % 1000000;
    if (fraction % 1000 == 0) return toRfc3339(instant);
    const QString whole = toRfc3339(instant - Duration(fraction));
    return QStringLiteral("%1.%2Z").arg(whole.chopped(1)).arg(fraction, 6, 10, QLatin1Char('0'));
}

Result<QString> textField(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.value(key);
    if (!value.isString()) return failure(ErrorCode::BadInput, key, QStringLiteral("not a text"));
    return value.toString();
}

Result<Instant> timeField(const QJsonObject &object, const QString &key)
{
    auto text = textField(object, key);
    if (!text) return tl::unexpected(text.error());
    auto instant = instantFromRfc3339(*text);
    if (!instant) return failure(ErrorCode::BadInput, key, instant.error().detail);
    return *instant;
}

Result<dns::Name> nameField(const QJsonObject &object, const QString &key)
{
    auto text = textField(object, key);
    if (!text) return tl::unexpected(text.error());
    auto name = dns::Name::fromText(text->toLatin1());
    if (!name) return failure(ErrorCode::BadInput, key, name.error().detail);
    return *name;
}

Result<QJsonArray> arrayField(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.value(key);
    if (!value.isArray()) return failure(ErrorCode::BadInput, key, QStringLiteral("not a list"));
    return value.toArray();
}

Result<qint64> wholeField(const QJsonObject &object, const QString &key, qint64 from, qint64 to)
{
    const QJsonValue value = object.value(key);
    const double number = value.toDouble(std::nan(""));
    if (!value.isDouble() || std::floor(number) != number || number < double(from) || number > double(to))
        return failure(ErrorCode::BadInput, key, QStringLiteral("not a whole number from %1 to %2").arg(from).arg(to));
    return static_cast<qint64>(number);
}

QJsonArray serversToJson(const std::vector<dns::NameServer> &servers)
{
    QJsonArray out;
    for (const dns::NameServer &server : servers) {
        QJsonArray addresses;
        for (const QHostAddress &address : server.addresses)
            addresses.append(address.toString());
        out.append(QJsonObject{{QStringLiteral("name"), server.name.display()},
                               {QStringLiteral("addresses"), addresses},
                               {QStringLiteral("problem"), server.problem}});
    }
    return out;
}

Result<std::vector<dns::NameServer>> serversField(const QJsonObject &object, const QString &key)
{
    auto list = arrayField(object, key);
    if (!list) return tl::unexpected(list.error());
    std::vector<dns::NameServer> out;
    for (const QJsonValue value : *list) {
        const QJsonObject entry = value.toObject();
        auto name = nameField(entry, QStringLiteral("name"));
        auto addresses = arrayField(entry, QStringLiteral("addresses"));
        auto problem = textField(entry, QStringLiteral("problem"));
        if (!name) return tl::unexpected(name.error());
        if (!addresses) return tl::unexpected(addresses.error());
        if (!problem) return tl::unexpected(problem.error());
        dns::NameServer server{*name, {}, *problem};
        for (const QJsonValue text : *addresses) {
            QHostAddress address;
            if (!text.isString() || !address.setAddress(text.toString()))
                return failure(ErrorCode::BadInput, key,
                               QStringLiteral("not an address: %1").arg(text.toString().left(60)));
            server.addresses.push_back(address);
        }
        out.push_back(std::move(server));
    }
    return out;
}

} // namespace hinoban::watch
