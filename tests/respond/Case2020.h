// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

#include <QTest>

namespace hinoban::respond::test {

inline dns::Name name(const char *text)
{
    auto parsed = dns::Name::fromText(text);
    if (!parsed) qFatal("bad name %s", text);
    return *parsed;
}

inline Instant at(const char *text)
{
    auto parsed = instantFromRfc3339(QString::fromLatin1(text));
    if (!parsed) qFatal("bad instant %s", text);
    return *parsed;
}

inline detect::Finding finding(const char *signal, const char *vantage, detect::Severity severity,
                               const char *firstSeen, const char *cleared = nullptr,
                               const char *domain = "coincheck.com", const char *subject = "coincheck.com NS")
{
    detect::Finding made;
    made.signal = QString::fromLatin1(signal);
    made.domain = name(domain);
    made.subject = QString::fromLatin1(subject);
    made.vantage = QString::fromLatin1(vantage);
    made.severity = severity;
    made.rule = QStringLiteral("unexpected-nameserver");
    made.firstSeen = at(firstSeen);
    made.lastSeen = cleared ? at(cleared) : made.firstSeen;
    if (cleared) made.cleared = at(cleared);
    made.evidence.push_back({QByteArray(64, 'a'), made.vantage, QStringLiteral("a.gtld-servers.net"),
                             QStringLiteral("192.5.6.30"), QStringLiteral("coincheck.com NS"), made.firstSeen});
    return made;
}

inline registry::LookupPtr registration(const char *lastChanged, const char *domain = "coincheck.com")
{
    auto lookup = std::make_shared<registry::Lookup>();
    lookup->domain = name(domain);
    lookup->source = QStringLiteral("RDAP https://rdap.example/domain/coincheck.com");
    lookup->askedAt = at("2020-06-01T10:20:00Z");
    registry::Registration known;
    known.domain = lookup->domain;
    known.registrar = QStringLiteral("GMO Internet, Inc. d/b/a Onamae.com");
    known.registrarIanaId = QStringLiteral("49");
    known.abuseEmail = QStringLiteral("abuse@gmo.jp");
    known.abusePhone = QStringLiteral("+81.337709199");
    known.statuses = {QStringLiteral("ok")};
    known.lastChanged = at(lastChanged);
    lookup->registration = known;
    return lookup;
}

inline Organisation organisation()
{
    Organisation o;
    o.name = QStringLiteral("Example Exchange Inc.");
    o.nameJa = QStringLiteral("例示取引所株式会社");
    o.person = QStringLiteral("Hanako Yamada");
    o.personJa = QStringLiteral("山田 花子");
    o.role = QStringLiteral("Head of Cyber Security");
    o.roleJa = QStringLiteral("サイバーセキュリティ推進部");
    o.phone = QStringLiteral("03-0000-0000");
    o.externalMail = QStringLiteral("csirt@example.org");
    o.registrarMemberId = QStringLiteral("12345678");
    return o;
}

inline std::vector<detect::Finding> findings()
{
    using detect::Severity;
    return {
        finding("D1", "parent", Severity::Crit, "2020-05-30T15:12:30Z", nullptr, "coincheck.com",
                "ns-1515.awsdns-061.org"),
        finding("D2", "parent", Severity::Crit, "2020-05-30T15:12:30Z", nullptr, "coincheck.com",
                "ns-1985.awsdns-056.co.uk"),
        finding("D8", "authoritative", Severity::Crit, "2020-05-30T15:12:31Z", nullptr, "coincheck.com",
                "mail.coincheck.com"),
        finding("R1", "registry", Severity::High, "2020-05-30T15:12:32Z", nullptr, "coincheck.com", "coincheck.com")};
}

// The moment at which the registrar was called in 2020.
inline DraftFacts facts()
{
    DraftFacts f;
    f.domain = name("coincheck.com");
    f.registration = registration("2020-05-30T15:11:38Z");
    f.findings = findings();
    f.incident = assess(f.findings, f.registration, {});
    f.organisation = organisation();
    f.expectedNs = {name("ns-1515.awsdns-61.org"), name("ns-1985.awsdns-56.co.uk"), name("ns-405.awsdns-50.com"),
                    name("ns-650.awsdns-17.net")};
    f.parentNs = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk")};
    f.childNs = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk"), name("ns-650.awsdns-017.net")};
    f.expectedMx = {QStringLiteral("1 aspmx.l.google.com"), QStringLiteral("5 alt1.aspmx.l.google.com")};
    f.observedMx = {QStringLiteral("5 mail.coincheck.com")};
    const auto host = [](const char *hostName, const char *address, const char *role) {
        return HostileHost{name(hostName), {QHostAddress(QString::fromLatin1(address))}, QString::fromLatin1(role)};
    };
    f.hostile = {host("ns-1515.awsdns-061.org", "82.221.139.210", "nameserver"),
                 host("ns-1985.awsdns-056.co.uk", "172.104.114.87", "nameserver"),
                 host("ns-650.awsdns-017.net", "45.77.9.110", "nameserver"),
                 host("mail.coincheck.com", "45.77.24.250", "mail server")};
    f.firstSeen = at("2020-05-30T15:12:30Z");
    f.lastChecked = at("2020-06-01T10:36:00Z");
    f.parentServersWrong = f.parentServersAsked = 13;
    f.tail.serveFalse = 7;
    f.tail.serveTrue = 4;
    f.tail.unknown = 1;
    f.tail.unbounded = true;
    for (int i = 0; i < 10; ++i)
        f.evidence += QStringLiteral("%1 %2.gtld-servers.net coincheck.com NS 2020-06-01T10:36:0%3Z")
                          .arg(QString(64, QChar(u'a' + i % 6)))
                          .arg(QChar(u'a' + i))
                          .arg(i);
    f.evidence[2] =
        QString(64, QLatin1Char('9')) + QStringLiteral(" ns-1515.awsdns-061.org coincheck.com MX 2020-06-01T10:36:02Z");
    f.chainHead = QStringLiteral("hinoban 42 ") + QString(64, QLatin1Char('c'));
    return f;
}

inline Contact contact(const QString &role)
{
    const auto directory = shippedContacts();
    if (!directory) qFatal("%s", qPrintable(directory.error().detail));
    const DraftFacts f = facts();
    for (const auto &known : contactsFor(f.incident, *directory, f.registration, f.hostile))
        if (known.role == role) return known;
    qFatal("no contact %s", qPrintable(role));
    return {};
}

} // namespace hinoban::respond::test
