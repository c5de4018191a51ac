// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/Registration.h"

#include "app/base/SafeText.h"
#include "app/registry/RdapParts.h"

#include <algorithm>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype MostUrl = 1024;

using rdap::hasRole;
using rdap::listOf;
using rdap::readCard;
using rdap::refused;

Result<void> readRegistrar(const QJsonObject &object, Registration &registration)
{
    const auto entities = listOf(object, u"entities"_s);
    if (!entities) return tl::unexpected<Error>(entities.error());
    const auto takeAbuse = [&](const QJsonArray &list) {
        for (qsizetype i = 0; i < std::min(list.size(), MostEntries); ++i) {
            const QJsonObject entity = list[i].toObject();
            if (!hasRole(entity, u"abuse"_s)) continue;
            const auto card = readCard(entity);
            if (registration.abuseEmail.isEmpty()) registration.abuseEmail = card.email;
            if (registration.abusePhone.isEmpty()) registration.abusePhone = card.phone;
        }
    };
    for (const QJsonValue value : *entities) {
        const QJsonObject entity = value.toObject();
        if (!hasRole(entity, u"registrar"_s) || !registration.registrar.isEmpty()) continue;
        registration.registrar = readCard(entity).name;
        const QJsonArray ids = entity[u"publicIds"_s].toArray();
        for (const QJsonValue id : ids) {
            if (id[u"type"_s].toString().compare(u"IANA Registrar ID"_s, Qt::CaseInsensitive) == 0)
                registration.registrarIanaId = safeText(id[u"identifier"_s].toString(), 32);
        }
        takeAbuse(entity[u"entities"_s].toArray());
    }
    takeAbuse(*entities); // some registries put the registrar's abuse contact beside it
    return {};
}

Result<void> readEvents(const QJsonObject &object, Registration &registration)
{
    const auto events = listOf(object, u"events"_s);
    if (!events) return tl::unexpected<Error>(events.error());
    for (const QJsonValue event : *events) {
        const QString action = event[u"eventAction"_s].toString();
        const auto date = instantFromRfc3339(event[u"eventDate"_s].toString());
        if (!date) continue;
        if (action == u"registration"_s) takeNewest(registration.registered, *date);
        if (action == u"expiration"_s) takeNewest(registration.expires, *date);
        if (action == u"last changed"_s) takeNewest(registration.lastChanged, *date);
        if (action == u"transfer"_s) takeNewest(registration.transferred, *date);
    }
    return {};
}

// A server that cannot be read is an error and not left out: leaving it out could make a false set look right.
Result<void> readNameservers(const QJsonObject &object, Registration &registration)
{
    const auto servers = listOf(object, u"nameservers"_s);
    if (!servers) return tl::unexpected<Error>(servers.error());
    for (qsizetype i = 0; i < servers->size(); ++i) {
        const QString where = u"nameservers[%1]"_s.arg(i);
        const QString text = servers->at(i)[u"ldhName"_s].toString();
        if (text.isEmpty()) return refused(where, u"a name server without ldhName"_s);
        const auto name = dns::Name::fromText(text.toUtf8());
        if (!name) return refused(where, name.error().detail);
        registration.nameservers.push_back(*name);
    }
    return {};
}

Result<void> readStatuses(const QJsonObject &object, Registration &registration)
{
    const auto statuses = listOf(object, u"status"_s);
    if (!statuses) return tl::unexpected<Error>(statuses.error());
    for (const QJsonValue status : *statuses) {
        if (!status.isString()) return refused(u"status"_s, u"a status is not a text"_s);
        const QString text = status.toString().left(LongestText);
        if (!text.isEmpty()) registration.statuses.append(eppStatus(text));
    }
    return {};
}

// The registrar's own object (RFC 9083, 4.2; the gTLD profile asks for a "related" link to it).
QUrl registrarLink(const QJsonObject &object, const dns::Name &domain)
{
    const QJsonArray links = object[u"links"_s].toArray();
    for (qsizetype i = 0; i < std::min(links.size(), MostEntries); ++i) {
        const QJsonObject link = links[i].toObject();
        const QString href = link[u"href"_s].toString();
        const bool isRdap = link[u"type"_s].toString().compare(u"application/rdap+json"_s, Qt::CaseInsensitive) == 0;
        if (!isRdap || link[u"rel"_s].toString() != u"related"_s || href.size() > MostUrl) continue;
        QUrl url(href, QUrl::StrictMode);
        url.setFragment({});
        if (!url.isValid() || url.scheme() != u"https"_s || url.host().isEmpty() || !url.userInfo().isEmpty()) continue;
        const auto asked = dns::Name::fromText(url.path().section(u"/domain/"_s, -1).toUtf8());
        if (asked && *asked == domain) return url;
    }
    return {};
}

// The answer must be about the domain that was asked about.
Result<void> checkName(const QJsonObject &object, const dns::Name &domain)
{
    const QJsonValue kind = object[u"objectClassName"_s];
    if (kind.toString() != u"domain"_s) return refused(u"objectClassName"_s, u"not a domain"_s);
    const QString ldh = object[u"ldhName"_s].toString();
    const QString unicode = object[u"unicodeName"_s].toString();
    if (ldh.isEmpty() && unicode.isEmpty()) return refused(u"ldhName"_s, u"the domain's name is missing"_s);
    const auto named = ldh.isEmpty() ? dns::Name::fromUserText(unicode) : dns::Name::fromText(ldh.toUtf8());
    if (!named) return refused(u"ldhName"_s, named.error().detail);
    if (*named != domain)
        return refused(u"ldhName"_s, u"the answer is about %1"_s.arg(safeText(named->display(), 255)));
    return {};
}

} // namespace

Result<Registration> registrationFromRdap(const QByteArray &json, const dns::Name &domain)
{
    const auto read = rdap::objectFrom(json);
    if (!read) return tl::unexpected<Error>(read.error());
    const QJsonObject &object = *read;

    Registration registration;
    registration.domain = domain;
    registration.raw = json;
    if (auto done = checkName(object, domain); !done) return tl::unexpected<Error>(done.error());
    if (auto done = readStatuses(object, registration); !done) return tl::unexpected<Error>(done.error());
    if (auto done = readEvents(object, registration); !done) return tl::unexpected<Error>(done.error());
    if (auto done = readRegistrar(object, registration); !done) return tl::unexpected<Error>(done.error());
    if (auto done = readNameservers(object, registration); !done) return tl::unexpected<Error>(done.error());

    const QJsonValue dnssec = object[u"secureDNS"_s];
    if (!dnssec.isUndefined() && !dnssec.isNull() && !dnssec.isObject())
        return refused(u"secureDNS"_s, u"not an object"_s);
    registration.delegationSigned = dnssec[u"delegationSigned"_s].toBool();
    registration.registrarServer = registrarLink(object, domain);
    settle(registration);
    return registration;
}

} // namespace hinoban::registry
