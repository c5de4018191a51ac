// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Draft.h"

#include <array>

namespace hinoban::respond {

namespace {

struct Member {
    const char *key;
    QString Organisation::*member;
};
constexpr std::array<Member, 10> Members{{
    {"name", &Organisation::name},
    {"nameJa", &Organisation::nameJa},
    {"person", &Organisation::person},
    {"personJa", &Organisation::personJa},
    {"role", &Organisation::role},
    {"roleJa", &Organisation::roleJa},
    {"phone", &Organisation::phone},
    {"externalMail", &Organisation::externalMail},
    {"registrarMemberId", &Organisation::registrarMemberId},
    {"cloudZoneId", &Organisation::cloudZoneId},
}};

} // namespace

QJsonObject toJson(const Organisation &organisation)
{
    QJsonObject object;
    for (const auto &[key, member] : Members)
        if (const QString &text = organisation.*member; !text.isEmpty()) object.insert(QLatin1String(key), text);
    return object;
}

Organisation organisationFromJson(const QJsonObject &object)
{
    Organisation organisation;
    for (const auto &[key, member] : Members)
        organisation.*member = object.value(QLatin1String(key)).toString();
    return organisation;
}

} // namespace hinoban::respond
