// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RdapParts.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"

#include <algorithm>

namespace hinoban::registry::rdap {

using namespace Qt::StringLiterals;

namespace {

constexpr JsonLimits Limits{qsizetype(1024) * 1024, 32};

} // namespace

tl::unexpected<Error> refused(const QString &where, const QString &why)
{
    return failure(ErrorCode::BadInput, where, why);
}

Result<QJsonObject> objectFrom(const QByteArray &json)
{
    const auto parsed = parseJson(json, Limits);
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    if (!parsed->isObject()) return refused({}, u"not an object"_s);
    return parsed->toObject();
}

Result<QJsonArray> listOf(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object[key];
    if (value.isUndefined() || value.isNull()) return QJsonArray();
    if (!value.isArray()) return refused(key, u"not a list"_s);
    if (value.toArray().size() > MostEntries) return refused(key, u"more than %1 entries"_s.arg(MostEntries));
    return value.toArray();
}

// The properties that name somebody: ["email", {…}, "text", "abuse@example.net"].
Card readCard(const QJsonObject &entity)
{
    Card card;
    const QJsonArray properties = entity[u"vcardArray"_s].toArray().at(1).toArray();
    for (qsizetype i = 0; i < std::min(properties.size(), MostEntries); ++i) {
        const QJsonArray property = properties[i].toArray();
        const QString kind = property.at(0).toString().toLower();
        QString text = property.at(3).toString();
        if (text.isEmpty() || text.size() > LongestText) continue;
        if (kind == u"fn"_s && card.name.isEmpty()) card.name = safeText(text, LongestText);
        if (kind == u"tel"_s && card.phone.isEmpty()) {
            if (text.startsWith(u"tel:"_s, Qt::CaseInsensitive)) text.remove(0, 4);
            card.phone = safeText(text, 64);
        }
        if (kind == u"email"_s && card.email.isEmpty() && isPlainMailAddress(text)) card.email = text;
    }
    return card;
}

bool hasRole(const QJsonObject &entity, const QString &role)
{
    const QJsonArray roles = entity[u"roles"_s].toArray();
    return std::any_of(roles.begin(), roles.end(), [&](const QJsonValue &value) { return value.toString() == role; });
}

} // namespace hinoban::registry::rdap
