// SPDX-License-Identifier: GPL-3.0-or-later
// What tools keep of zones, as expectations: each format's fixture, and what is wrong in files.
#include "app/watch/Import.h"

#include "tests/watch/SyntheticExchange.h"

#include <QFile>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::watch;

class ImportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void formatsAreSeen_data();
    void formatsAreSeen();
    void readsEach_data();
    void readsEach();
    void refuses_data();
    void refuses();
    void tablesSayClasses();
    void laterFilesAdd();
    void proxiedNamesBecomeAClass();
    void zoneTextReadsBack();
};

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(IMPORT_FIXTURES "/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s", qPrintable(file.fileName()));
    return file.readAll();
}

Result<Import> read(const QByteArray &content, const QString &path, const char *domain = nullptr,
                    std::optional<ImportFormat> format = {})
{
    ImportOptions options;
    options.format = format ? *format : guessImportFormat(content, path);
    if (domain) options.domain = name(domain);
    return importExpectations(content, path, options);
}

} // namespace

void ImportTest::formatsAreSeen_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("route53") << QStringLiteral("route53.json") << QByteArray("route53");
    QTest::newRow("hosted zone") << QStringLiteral("hosted-zone.json") << QByteArray("route53");
    QTest::newRow("dnscontrol") << QStringLiteral("dnscontrol.json") << QByteArray("dnscontrol");
    QTest::newRow("cloudflare") << QStringLiteral("cloudflare.json") << QByteArray("cloudflare");
    QTest::newRow("export") << QStringLiteral("cloudflare.zone") << QByteArray("zone");
    QTest::newRow("terraform") << QStringLiteral("terraform.json") << QByteArray("terraform");
    QTest::newRow("csv") << QStringLiteral("records.csv") << QByteArray("csv");
    QTest::newRow("octodns") << QStringLiteral("owner.example.yaml") << QByteArray("octodns");
}

void ImportTest::formatsAreSeen()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, format);
    const auto seen = guessImportFormat(fixture(file), file);
    QCOMPARE(importFormatText(seen), format);
    QCOMPARE(importFormatFromText(QString::fromLatin1(format)), std::optional(seen));
}

void ImportTest::readsEach_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<int>("leftOut");
    QTest::newRow("route53") << QStringLiteral("route53.json") << QByteArray() << QByteArray(R"(
+ owner.example 172800 NS ns-405.awsdns-50.com. | ns-650.awsdns-17.net.
+ owner.example 900 SOA ns-405.awsdns-50.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400
+ owner.example 300 MX 10 mx1.mail.example. | 20 mx2.mail.example.
+ owner.example 300 TXT "v=spf1 include:_spf.mail.example " "~all"
+ owner.example - AAAA absent
+ owner.example - CAA absent
+ *.apps.owner.example 60 CNAME lb.owner.example.
+ lb.owner.example 60 A 192.0.2.10 | 198.51.100.10)")
                             << 2;
    QTest::newRow("hosted zone") << QStringLiteral("hosted-zone.json") << QByteArray() << QByteArray(R"(
+ owner.example - NS ns-405.awsdns-50.com. | ns-650.awsdns-17.net.)")
                                 << 0;
    QTest::newRow("dnscontrol") << QStringLiteral("dnscontrol.json") << QByteArray() << QByteArray(R"(
+ owner.example 300 A 192.0.2.1
+ owner.example - NS ns1.dns.example. | ns2.dns.example.
+ owner.example 3600 MX 10 mx.owner.example.
+ owner.example 300 TXT "v=spf1 \"quoted\" -all"
+ owner.example - AAAA absent
+ owner.example 300 CAA 0 issue "ca.example"
+ _sip._tcp.owner.example 300 SRV 1 2 5060 sip.owner.example.
+ www.owner.example 300 CNAME owner.example.)")
                                << 1;
    QTest::newRow("csv") << QStringLiteral("records.csv") << QByteArray("owner.example") << QByteArray(R"(
+ owner.example 300 A 192.0.2.1
+ owner.example 3600 MX 10 mx.mail.example.
+ owner.example 300 TXT "v=spf1 include:\"x\", -all"
+ www.owner.example 300 CNAME owner.example.)")
                         << 1;
    QTest::newRow("octodns") << QStringLiteral("owner.example.yaml") << QByteArray() << QByteArray(R"(
+ owner.example 300 A 192.0.2.1 | 192.0.2.2
+ owner.example 3600 NS ns1.dns.example. | ns2.dns.example.
+ owner.example 3600 MX 10 mx1.mail.example. | 20 mx2.mail.example.
+ owner.example 3600 TXT "v=DMARC1; p=none"
+ owner.example - AAAA absent
+ owner.example 3600 CAA 0 issue "ca.example"
+ www.owner.example 60 CNAME owner.example.)")
                             << 3;
}

void ImportTest::readsEach()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, domain);
    QFETCH(QByteArray, wanted);
    QFETCH(int, leftOut);
    const auto got = read(fixture(file), file, domain.isEmpty() ? nullptr : domain.constData());
    QVERIFY2(got, got ? "" : qPrintable(got.error().where + got.error().detail));
    QCOMPARE(got->domains.size(), size_t(1));
    QCOMPARE(differences(nullptr, got->domains.front()).join(u'\n'), QString::fromUtf8(wanted.trimmed()));
    QCOMPARE(got->leftOut.size(), leftOut);
    for (const QString &line : got->leftOut)
        QVERIFY2(line.startsWith(file), qPrintable(line)); // its place
}

void ImportTest::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *title, const char *content, const char *format, const char *why) {
        QTest::newRow(title) << QByteArray(content) << QByteArray(format) << QString::fromLatin1(why);
    };
    row("a part of the list", R"({"ResourceRecordSets":[],"IsTruncated":true})", "route53", "IsTruncated");
    row("no list", "{}", "route53", "no ResourceRecordSets");
    row("no zone", R"({"ResourceRecordSets":[]})", "route53", "name the domain");
    row("a page", R"({"result":[],"result_info":{"total_pages":3}})", "cloudflare", "one page of 3");
    row("no records", R"({"success":false})", "cloudflare", "no list");
    row("whose zone", R"({"result":[{"name":"a.example","type":"A"}]})", "cloudflare", "names no zone");
    row("no domains", "{}", "dnscontrol", "no \"domains\"");
    row("a domain without name", R"({"domains":[{}]})", "dnscontrol", "without a name");
    row("a plan", R"({"planned_values":{}})", "terraform", "root_module");
    row("no zone in it", R"({"values":{"root_module":{}}})", "terraform", "no zone");
    row("no JSON", "{", "terraform", "");
    row("no zone for a table", "name,type,value\n", "csv", "name the domain");
    row("an alias bomb", "a: &a [1]\nb: *a\n", "octodns", "anchor");
    row("a list", "- a\n", "octodns", "no mapping");
    row("no zone file", "nonsense\n", "zone", "");
}

void ImportTest::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, format);
    QFETCH(QString, why);
    const auto got =
        read(content, QStringLiteral("owner.example"), nullptr, importFormatFromText(QString::fromLatin1(format)));
    QVERIFY(!got);
    QCOMPARE(got.error().code, ErrorCode::BadInput);
    QVERIFY2(got.error().where.startsWith(QLatin1String("owner.example")), qPrintable(got.error().where));
    QVERIFY2(got.error().detail.contains(why), qPrintable(got.error().detail));
}

void ImportTest::tablesSayClasses()
{
    const QByteArray table = "name,type,ttl,value,expect\n"
                             "@,A,300,,\"(CDN) in 198.51.100.0/24 203.0.113.0/25\"\n"
                             "@,MX,,,under mail.example.\n"
                             "www.owner.example,CNAME,60,,under cdn.example. | under other.example.\n"
                             "mail,A,,,origin AS64500 64501\n"
                             "old,A,,,absent\n"
                             "shop,A,60,192.0.2.1,\n"
                             "shop,A,,,in 192.0.2.128/25\n"
                             "bad,A,,,in nowhere\n"
                             "worse,TXT,,,under x.example.\n"
                             "both,A,,192.0.2.9,absent\n"
                             "@,NS,3600,ns1.dns.example.,\n";
    const auto got = read(table, QStringLiteral("t.csv"), "owner.example");
    QVERIFY(got);
    QCOMPARE(got->leftOut.size(), 3);
    for (const char *place : {"t.csv:9", "t.csv:10", "t.csv:11"})
        QVERIFY2(got->leftOut.join(u'\n').contains(QLatin1String(place)), qPrintable(got->leftOut.join(u'\n')));
    const Domain &domain = got->domains.front();
    const auto kind = [&](const char *owner, dns::Type type) {
        const auto *one = domain.find(name(owner), type);
        return one ? std::optional(one->kind) : std::nullopt;
    };
    QVERIFY(kind("owner.example", dns::Type::A) == Expectation::Kind::Prefixes);
    QCOMPARE(domain.find(name("owner.example"), dns::Type::A)->className, QStringLiteral("CDN"));
    QVERIFY(domain.find(name("owner.example"), dns::Type::A)->ttl == 300U);
    QVERIFY(kind("owner.example", dns::Type::MX) == Expectation::Kind::Under);
    QVERIFY(kind("www.owner.example", dns::Type::CNAME) == Expectation::Kind::AnyOf);
    QVERIFY(kind("mail.owner.example", dns::Type::A) == Expectation::Kind::Origin);
    QVERIFY(kind("old.owner.example", dns::Type::A) == Expectation::Kind::Absent);
    QVERIFY(kind("shop.owner.example", dns::Type::A) == Expectation::Kind::AnyOf);
    QVERIFY(kind("owner.example", dns::Type::NS) == Expectation::Kind::Exact);
    QCOMPARE(domain.expectations.size(), size_t(7));

    // Written out as a zone file and read again it is the same, but for the TTLs of classes, which no remark says.
    const auto again =
        read(zoneTextOf(domain), QStringLiteral("owner.example.zone"), "owner.example", ImportFormat::Zone);
    QVERIFY(again);
    for (const Expectation &one : domain.expectations) {
        const auto *other = again->domains.front().find(one.owner, one.type);
        QVERIFY2(other, one.owner.text().constData());
        QCOMPARE(contentTexts(*other), contentTexts(one));
        QVERIFY(other->kind == one.kind);
        QCOMPARE(other->className, one.className);
    }
}

void ImportTest::laterFilesAdd()
{
    auto sets = read(fixture(QStringLiteral("records.csv")), QStringLiteral("records.csv"), "owner.example");
    const auto servers = read(fixture(QStringLiteral("hosted-zone.json")), QStringLiteral("hosted-zone.json"));
    QVERIFY(sets && servers);
    Domain both = sets->domains.front();
    mergeInto(both, servers->domains.front());
    QCOMPARE(both.expectations.size(), size_t(5));
    QVERIFY(both.find(name("owner.example"), dns::Type::NS));
    QCOMPARE(differences(&sets->domains.front(), both),
             QStringList{QStringLiteral("+ owner.example - NS ns-405.awsdns-50.com. | ns-650.awsdns-17.net.")});
}

void ImportTest::proxiedNamesBecomeAClass()
{
    for (const char *file : {"cloudflare.json", "cloudflare.zone"}) {
        const auto got = read(fixture(QLatin1String(file)), QLatin1String(file));
        QVERIFY2(got, file);
        const Domain &domain = got->domains.front();
        for (const dns::Type type : {dns::Type::A, dns::Type::AAAA}) {
            const auto *apex = domain.find(name("owner.example"), type);
            QVERIFY2(apex && apex->kind == Expectation::Kind::Prefixes, file);
            QCOMPARE(apex->className, QStringLiteral("Cloudflare"));
        }
        QVERIFY(domain.find(name("owner.example"), dns::Type::A)
                    ->prefixes.front()
                    .contains(QHostAddress(QStringLiteral("173.245.48.1"))));
        const auto *mail = domain.find(name("mail.owner.example"), dns::Type::A);
        QVERIFY(mail && mail->kind == Expectation::Kind::Exact);
        QVERIFY(!domain.find(name("www.owner.example"), dns::Type::CNAME));
    }
}

void ImportTest::zoneTextReadsBack()
{
    for (const char *file : {"route53.json", "dnscontrol.json", "owner.example.yaml", "cloudflare.json"}) {
        const auto got = read(fixture(QLatin1String(file)), QLatin1String(file));
        QVERIFY2(got, file);
        const Domain &domain = got->domains.front();
        const auto again = read(zoneTextOf(domain), QStringLiteral("again.zone"), nullptr, ImportFormat::Zone);
        QVERIFY2(again, file);
        for (const Expectation &one : domain.expectations) {
            if (one.kind != Expectation::Kind::Exact) continue;
            const auto *back = again->domains.front().find(one.owner, one.type);
            QVERIFY2(back && back->rdatas == one.rdatas, qPrintable(one.owner.display()));
        }
    }
}

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
