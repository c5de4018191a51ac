// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/NetworkRegistration.h"

#include "app/base/SafeText.h"
#include "app/registry/RdapParts.h"

#include <algorithm>
#include <cstring>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;
using rdap::refused;

constexpr int DeepestEntity = 3; // regional registries hang the abuse contact below the holder

Result<void> checkKind(const QJsonObject &object, const QString &kind)
{
    if (object[u"objectClassName"_s].toString() == kind) return {};
    return refused(u"objectClassName"_s, u"not an object of the class \"%1\""_s.arg(kind));
}

Result<QHostAddress> addressIn(const QJsonObject &object, const QString &key)
{
    const QString text = object[key].toString();
    QHostAddress address;
    // Some write "2001:db8::/32" where an address belongs.
    if (text.isEmpty() || text.size() > 64 || !address.setAddress(text.section(u'/', 0, 0)) ||
        !address.scopeId().isEmpty())
        return refused(key, u"not an address"_s);
    return address;
}

Result<quint32> numberIn(const QJsonObject &object, const QString &key)
{
    const qint64 number = object[key].toInteger(-1);
    if (number < 0 || number > 0xffffffffLL) return refused(key, u"not the number of an autonomous system"_s);
    return quint32(number);
}

int compare(const QHostAddress &a, const QHostAddress &b)
{
    const Q_IPV6ADDR left = a.toIPv6Address(), right = b.toIPv6Address();
    return std::memcmp(left.c, right.c, sizeof left.c);
}

bool isBetween(const QHostAddress &address, const QHostAddress &first, const QHostAddress &last)
{
    const auto protocol = address.protocol();
    return first.protocol() == protocol && last.protocol() == protocol && compare(first, address) <= 0 &&
           compare(address, last) <= 0;
}

// The nearest one to the top: a contact of the network itself before one of its holder's.
void readPeople(const QJsonArray &top, NetworkRegistration &network)
{
    std::vector<QJsonObject> level;
    for (qsizetype i = 0; i < std::min(top.size(), MostEntries); ++i)
        level.push_back(top[i].toObject());
    for (int depth = 0; depth < DeepestEntity && !level.empty(); ++depth) {
        std::vector<QJsonObject> below;
        for (const QJsonObject &entity : level) {
            const auto card = rdap::readCard(entity);
            if (rdap::hasRole(entity, u"abuse"_s)) {
                if (network.abuseEmail.isEmpty()) network.abuseEmail = card.email;
                if (network.abusePhone.isEmpty()) network.abusePhone = card.phone;
            }
            if (rdap::hasRole(entity, u"registrant"_s) && network.holder.isEmpty()) network.holder = card.name;
            const QJsonArray inside = entity[u"entities"_s].toArray();
            for (qsizetype i = 0; i < inside.size() && qsizetype(below.size()) < MostEntries; ++i)
                below.push_back(inside[i].toObject());
        }
        level = std::move(below);
    }
}

Result<NetworkRegistration> readCommon(const QJsonObject &object)
{
    NetworkRegistration network;
    network.handle = safeText(object[u"handle"_s].toString(), 64);
    network.name = safeText(object[u"name"_s].toString(), LongestText);
    const QString country = object[u"country"_s].toString();
    const auto isLetter = [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z'); };
    if (country.size() == 2 && std::all_of(country.begin(), country.end(), isLetter))
        network.country = country.toUpper();
    const auto entities = rdap::listOf(object, u"entities"_s);
    if (!entities) return tl::unexpected<Error>(entities.error());
    readPeople(*entities, network);
    return network;
}

} // namespace

QString NetworkRegistration::range() const
{
    if (firstAs && lastAs)
        return *firstAs == *lastAs ? u"AS%1"_s.arg(*firstAs) : u"AS%1 – AS%2"_s.arg(*firstAs).arg(*lastAs);
    return u"%1 – %2"_s.arg(first.toString(), last.toString());
}

Result<NetworkRegistration> networkFromRdap(const QByteArray &json, const QHostAddress &address)
{
    const auto object = rdap::objectFrom(json);
    if (!object) return tl::unexpected<Error>(object.error());
    if (auto kind = checkKind(*object, u"ip network"_s); !kind) return tl::unexpected<Error>(kind.error());
    const auto first = addressIn(*object, u"startAddress"_s), last = addressIn(*object, u"endAddress"_s);
    if (!first) return tl::unexpected<Error>(first.error());
    if (!last) return tl::unexpected<Error>(last.error());
    if (!isBetween(address, *first, *last))
        return refused(u"startAddress"_s, u"the answer is about %1 – %2"_s.arg(first->toString(), last->toString()));
    auto network = readCommon(*object);
    if (!network) return network;
    network->first = *first;
    network->last = *last;
    network->raw = json;
    return network;
}

Result<NetworkRegistration> autonomousSystemFromRdap(const QByteArray &json, quint32 number)
{
    const auto object = rdap::objectFrom(json);
    if (!object) return tl::unexpected<Error>(object.error());
    if (auto kind = checkKind(*object, u"autnum"_s); !kind) return tl::unexpected<Error>(kind.error());
    // Both may be missing where the handle says it (RFC 9083, 5.5 makes them optional): then nobody can check.
    const auto first = numberIn(*object, u"startAutnum"_s), last = numberIn(*object, u"endAutnum"_s);
    if (!first) return tl::unexpected<Error>(first.error());
    if (!last) return tl::unexpected<Error>(last.error());
    if (number < *first || number > *last)
        return refused(u"startAutnum"_s, u"the answer is about AS%1 – AS%2"_s.arg(*first).arg(*last));
    auto network = readCommon(*object);
    if (!network) return network;
    network->firstAs = *first;
    network->lastAs = *last;
    network->raw = json;
    return network;
}

QByteArray networkKey(const QHostAddress &address) { return "ip/" + address.toString().toLatin1(); }

QByteArray autonomousSystemKey(quint32 number) { return "autnum/" + QByteArray::number(number); }

} // namespace hinoban::registry
