// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/RdapServer.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

QJsonObject event(const QString &action, Instant at)
{
    return {{u"eventAction"_s, action}, {u"eventDate"_s, toRfc3339(at)}};
}

QJsonArray vcard(const QString &name, const QString &mail, const QString &phone)
{
    const auto property = [](const QString &key, const QString &kind, const QString &value) {
        return QJsonArray{key, QJsonObject(), kind, value};
    };
    QJsonArray properties{property(u"version"_s, u"text"_s, u"4.0"_s), property(u"fn"_s, u"text"_s, name)};
    if (!phone.isEmpty())
        properties.append(QJsonArray{u"tel"_s, QJsonObject{{u"type"_s, u"voice"_s}}, u"uri"_s, u"tel:"_s + phone});
    if (!mail.isEmpty()) properties.append(property(u"email"_s, u"text"_s, mail));
    return {u"vcard"_s, properties};
}

QJsonObject registrarOf(const RegistrationSpec &registration)
{
    QJsonObject registrar{{u"objectClassName"_s, u"entity"_s},
                          {u"roles"_s, QJsonArray{u"registrar"_s}},
                          {u"vcardArray"_s, vcard(registration.registrar, {}, {})}};
    if (!registration.registrarIanaId.isEmpty()) {
        registrar[u"handle"_s] = registration.registrarIanaId;
        registrar[u"publicIds"_s] = QJsonArray{
            QJsonObject{{u"type"_s, u"IANA Registrar ID"_s}, {u"identifier"_s, registration.registrarIanaId}}};
    }
    registrar[u"entities"_s] = QJsonArray{QJsonObject{
        {u"objectClassName"_s, u"entity"_s},
        {u"roles"_s, QJsonArray{u"abuse"_s}},
        {u"vcardArray"_s, vcard(registration.registrar, registration.abuseEmail, registration.abusePhone)}}};
    return registrar;
}

// "clientTransferProhibited" is "client transfer prohibited" in RDAP, and "ok" is "active" (RFC 8056).
QString rdapStatus(const QString &epp)
{
    if (epp == u"ok"_s) return u"active"_s;
    QString words;
    for (const QChar letter : epp) {
        if (letter.isUpper()) words += u' ';
        words += letter.toLower();
    }
    return words;
}

} // namespace

QByteArray rdapJson(const RegistrationSpec &registration, Instant now)
{
    QJsonArray statuses;
    for (const QString &status : registration.statuses)
        statuses.append(rdapStatus(status));
    QJsonArray nameservers;
    for (const dns::Name &host : registration.nameservers)
        nameservers.append(
            QJsonObject{{u"objectClassName"_s, u"nameserver"_s}, {u"ldhName"_s, host.display().toUpper()}});
    QJsonObject object{
        {u"rdapConformance"_s, QJsonArray{u"rdap_level_0"_s}},
        {u"objectClassName"_s, u"domain"_s},
        {u"ldhName"_s, registration.domain.display().toUpper()},
        {u"status"_s, statuses},
        {u"events"_s,
         QJsonArray{event(u"registration"_s, registration.registered), event(u"expiration"_s, registration.expires),
                    event(u"last changed"_s, registration.lastChanged),
                    event(u"last update of RDAP database"_s, std::chrono::floor<std::chrono::minutes>(now))}},
        {u"nameservers"_s, nameservers},
        {u"secureDNS"_s, QJsonObject{{u"delegationSigned"_s, registration.delegationSigned}}},
    };
    if (!registration.registrar.isEmpty()) object[u"entities"_s] = QJsonArray{registrarOf(registration)};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray rdapJson(const NetworkSpec &network)
{
    const auto [first, length] = QHostAddress::parseSubnet(network.prefix.text());
    QHostAddress last;
    if (first.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 rest = length >= 32 ? 0 : 0xffffffffU >> length;
        last = QHostAddress(first.toIPv4Address() | rest);
    } else {
        Q_IPV6ADDR octets = first.toIPv6Address();
        for (int bit = length; bit < 128; ++bit)
            octets[bit / 8] = quint8(octets[bit / 8] | (0x80 >> (bit % 8)));
        last = QHostAddress(octets);
    }
    QJsonArray people;
    if (!network.holder.isEmpty())
        people.append(QJsonObject{{u"objectClassName"_s, u"entity"_s},
                                  {u"roles"_s, QJsonArray{u"registrant"_s}},
                                  {u"vcardArray"_s, vcard(network.holder, {}, {})}});
    if (!network.abuseEmail.isEmpty() || !network.abusePhone.isEmpty())
        people.append(QJsonObject{{u"objectClassName"_s, u"entity"_s},
                                  {u"roles"_s, QJsonArray{u"abuse"_s}},
                                  {u"vcardArray"_s, vcard(u"Abuse"_s, network.abuseEmail, network.abusePhone)}});
    const QJsonObject object{{u"rdapConformance"_s, QJsonArray{u"rdap_level_0"_s}},
                             {u"objectClassName"_s, u"ip network"_s},
                             {u"handle"_s, network.handle.isEmpty() ? network.prefix.text() : network.handle},
                             {u"startAddress"_s, first.toString()},
                             {u"endAddress"_s, last.toString()},
                             {u"ipVersion"_s, last.protocol() == QAbstractSocket::IPv4Protocol ? u"v4"_s : u"v6"_s},
                             {u"name"_s, network.name},
                             {u"country"_s, network.country},
                             {u"entities"_s, people}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

RdapServer::RdapServer(Clock &clock, std::shared_ptr<const Scenario> scenario)
    : m_clock(clock)
    , m_scenario(std::move(scenario))
    , m_server(HttpEnd, LongestHttpRequest, [this](const QByteArray &request) { return responseTo(request); })
{
}

QUrl RdapServer::base() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_server.port())); }

QByteArray RdapServer::responseTo(const QByteArray &request) const
{
    const auto response = [](const QByteArray &status, const QByteArray &body) {
        return httpResponse(status, "application/rdap+json", body);
    };
    const auto problem = [&](int code, const QByteArray &title) {
        const QJsonObject body{{u"rdapConformance"_s, QJsonArray{u"rdap_level_0"_s}},
                               {u"errorCode"_s, code},
                               {u"title"_s, QString::fromLatin1(title)}};
        return response(QByteArray::number(code) + ' ' + title, QJsonDocument(body).toJson(QJsonDocument::Compact));
    };
    const QByteArray target = httpTarget(request);
    if (target.isEmpty()) return problem(400, "Bad Request");
    if (target.startsWith("/ip/")) {
        const QHostAddress address(QString::fromLatin1(QByteArray::fromPercentEncoding(target.mid(4))));
        const auto &networks = m_scenario->networks;
        const auto found = std::find_if(networks.begin(), networks.end(),
                                        [&](const NetworkSpec &network) { return network.prefix.contains(address); });
        return found == networks.end() ? problem(404, "Not Found") : response("200 OK", rdapJson(*found));
    }
    const QByteArray prefix = "/domain/";
    if (!target.startsWith(prefix)) return problem(404, "Not Found");
    const auto name = dns::Name::fromText(QByteArray::fromPercentEncoding(target.mid(prefix.size())));
    if (!name) return problem(400, "Bad Request");
    const Instant now = m_clock.now();
    const auto &registrations = m_scenario->at(now).registrations;
    const auto known = registrations.find(*name);
    if (known == registrations.end()) return problem(404, "Not Found");
    return response("200 OK", rdapJson(known->second, now));
}

} // namespace hinoban::drill
