// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Settings.h"

#include "app/watch/JsonFields.h"

namespace hinoban::store {

using namespace Qt::StringLiterals;

// The instant as microseconds: toRfc3339() stops at milliseconds.
QJsonObject toJson(const respond::Decisions &decisions)
{
    QJsonObject object{{u"commander"_s, decisions.commander}};
    if (decisions.closedAt) object.insert(u"closedAt"_s, toUnixMicroseconds(*decisions.closedAt));
    return object;
}

Result<respond::Decisions> decisionsFromJson(const QJsonObject &object)
{
    respond::Decisions decisions;
    decisions.commander = object.value(u"commander"_s).toString();
    const QJsonValue closedAt = object.value(u"closedAt"_s);
    if (closedAt.isUndefined()) return decisions;
    if (!closedAt.isDouble()) return failure(ErrorCode::BadInput, u"closedAt"_s, u"not an instant"_s);
    decisions.closedAt = instantFromUnixMicroseconds(closedAt.toInteger());
    return decisions;
}

QJsonObject askedToJson(const std::map<dns::Name, Instant> &asked)
{
    QJsonObject object;
    for (const auto &[name, first] : asked)
        object.insert(name.display(), watch::exactTime(first));
    return object;
}

Result<std::map<dns::Name, Instant>> askedFromJson(const QJsonObject &object)
{
    std::map<dns::Name, Instant> asked;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto name = dns::Name::fromText(it.key().toUtf8());
        if (!name) return tl::unexpected(name.error());
        const auto first = watch::timeField(object, it.key());
        if (!first) return tl::unexpected(first.error());
        asked.emplace(*name, *first);
    }
    return asked;
}

} // namespace hinoban::store
