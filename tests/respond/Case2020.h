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

inline QJsonArray list(std::initializer_list<const char *> texts)
{
    QJsonArray array;
    for (const char *text : texts)
        array.append(QString::fromLatin1(text));
    return array;
}

inline std::vector<detect::Finding> findings()
{
    using detect::Severity;
    std::vector<detect::Finding> all{
        finding("D1", "parent", Severity::Crit, "2020-05-30T15:12:30Z", nullptr, "coincheck.com",
                "ns-1515.awsdns-061.org"),
        finding("D2", "parent", Severity::Crit, "2020-05-30T15:12:30Z", nullptr, "coincheck.com",
                "ns-1985.awsdns-056.co.uk"),
        finding("D8", "authoritative", Severity::Crit, "2020-05-30T15:12:31Z", nullptr, "coincheck.com",
                "mail.coincheck.com"),
        finding("R1", "registry", Severity::High, "2020-05-30T15:12:32Z", nullptr, "coincheck.com", "coincheck.com")};
    all[1].args = {{QStringLiteral("host"), QStringLiteral("ns-1985.awsdns-056.co.uk")},
                   {QStringLiteral("imitates"), QStringLiteral("ns-1985.awsdns-56.co.uk")}};
    // The domains of the false servers were two days old.
    const auto young = [&](const char *domain, const char *host, const char *registered) {
        auto made = finding("R5", "registry", Severity::High, "2020-05-30T15:12:33Z", nullptr, "coincheck.com", domain);
        made.args = {{QStringLiteral("registrable"), QString::fromLatin1(domain)},
                     {QStringLiteral("hosts"), list({host})},
                     {QStringLiteral("registered"), QString::fromLatin1(registered)},
                     {QStringLiteral("registrar"), QStringLiteral("Example Registrar LLC")}};
        all.push_back(made);
    };
    young("awsdns-061.org", "ns-1515.awsdns-061.org", "2020-05-29T14:19:13Z");
    young("awsdns-056.co.uk", "ns-1985.awsdns-056.co.uk", "2020-05-29T14:20:00Z");
    return all;
}

// What the team of 2020 told by and by.
inline CaseFile told()
{
    CaseFile file;
    for (const auto &[field, text] : std::initializer_list<std::pair<const char *, const char *>>{
             {"ticket", "T-123456"},
             {"jpcertReference", "JPCERT#12345678"},
             {"gainingRegistrar", "Example Registrar LLC"},
             {"transferTime", "2020-05-31 00:30 JST"},
             {"accounts", "GitHub 組織 example-exchange（全メンバー）"},
             {"certSerial", "03:ab:cd:ef:01:23:45:67"},
             {"certLink", "https://crt.sh/?id=0000000000"},
             {"dataItems", "氏名、住所、生年月日、電話番号、ID セルフィー"},
             {"dataCount", "約 200 名"},
             {"cause", "ドメイン登録サービスの管理画面の不具合を悪用した第三者による不正アクセス"},
             {"secondaryHarm", "確認されておりません。"},
             {"subjectNotice", "対象の方へ個別にご連絡しました。"},
             {"publication", "2020 年 6 月 2 日に当社ウェブサイトで公表"},
             {"prevention", "レジストリロックの設定、登録情報の常時監視、管理アカウントの見直し"},
             {"assetImpact", "影響はございません。"},
             {"nextReport", "2020 年 6 月 4 日"},
             {"damage", "お客様からのメール（約 200 名分）が第三者に閲覧されたおそれ。金銭の被害は未確認"},
             {"replacementMail", "support@example-exchange.example"},
             {"replacementRegistrar", "Other Registrar K.K."},
             {"mailboxTested", "2020-06-02 21:50 JST"},
             {"channel", "常設の会議室 https://meet.example.net/room"},
             {"nextMeeting", "6 月 2 日 12:00 JST"},
         })
        file.told[QLatin1String(field)] = QString::fromUtf8(text);
    file.services = {{QStringLiteral("暗号資産の送金"), at("2020-06-02T13:50:00Z"), {}},
                     {QStringLiteral("本人確認書類の受付"), at("2020-06-02T13:50:00Z"), at("2020-06-04T10:00:00Z")}};
    return file;
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
    f.delegationFalse = f.hasLookAlike = true;
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
    f.now = f.lastChecked;
    f.caseFile = told();
    f.organisation.cloudZoneId = QStringLiteral("Z0123456789EXAMPLE");
    f.incident.commander = QStringLiteral("鈴木 一郎");
    f.responseUsual = std::chrono::milliseconds(42);
    f.response = std::chrono::milliseconds(304);
    for (auto &server : f.hostile) {
        server.answers = true;
        server.askedAt = f.lastChecked;
    }
    f.transcripts.push_back({QStringLiteral("ns-1515.awsdns-061.org (82.221.139.210)"),
                             QStringLiteral("coincheck.com NS"),
                             *f.lastChecked,
                             QByteArray(64, 'd'),
                             {QStringLiteral("coincheck.com. 360000 IN NS ns-1515.awsdns-061.org."),
                              QStringLiteral("coincheck.com. 360000 IN NS ns-650.awsdns-017.net.")}});
    f.transcripts.push_back({QStringLiteral("ns-650.awsdns-017.net (45.77.9.110)"),
                             QStringLiteral("coincheck.com MX"),
                             *f.lastChecked,
                             QByteArray(64, 'e'),
                             {QStringLiteral("coincheck.com. 60 IN MX 5 mail.coincheck.com.")}});
    Request asked;
    asked.id = QStringLiteral("Q1");
    asked.role = QStringLiteral("registrar");
    asked.party = QStringLiteral("GMO インターネット");
    asked.templateId = QStringLiteral("REG-URGENT");
    asked.sentAt = at("2020-06-01T10:36:00Z");
    f.requests = {asked};
    Entry typed;
    typed.kind = Entry::Kind::Person;
    typed.happened = typed.learned = at("2020-06-01T10:36:00Z");
    typed.text = QStringLiteral("レジストラへ電話、受付番号 T-123456");
    f.timeline = {typed};
    ExposureWindow window;
    window.domain = f.domain;
    window.from = at("2020-05-30T15:11:38Z");
    window.hosts = {QStringLiteral("mail.coincheck.com")};
    f.exposure.windows = {window};
    Account account;
    account.id = QStringLiteral("A1");
    account.person = QStringLiteral("喜屋武");
    account.service = QStringLiteral("GitHub");
    account.address = QStringLiteral("kyan@coincheck.com");
    f.exposure.accounts = {account};
    return f;
}

// Of the directory, completed where the state of that night calls for it.
inline Contact contact(const QString &role)
{
    const auto directory = shippedContacts();
    if (!directory) qFatal("%s", qPrintable(directory.error().detail));
    if (role == QLatin1String("account-holder")) return accountHolder(QStringLiteral("喜屋武"));
    const DraftFacts f = facts();
    for (const auto &known : contactsFor(f.incident, *directory, f.registration, f.hostile))
        if (known.role == role) return known;
    for (const auto &known : *directory)
        if (known.role == role) return known;
    Contact made;
    made.id = made.role = role;
    return made;
}

} // namespace hinoban::respond::test
