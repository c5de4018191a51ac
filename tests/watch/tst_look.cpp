// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/watch/SyntheticExchange.h"

#include "app/base/CanonicalJson.h"

#include <QJsonArray>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using dns::Type;

class LookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void registrationGoesAlong();
    void observationsAreComputedAnew();
    void refuses_data();
    void refuses();
};

namespace {

watch::Look look()
{
    watch::Look out;
    out.domain.name = name("example.com");
    expectExactly(out.domain, "example.com", Type::NS, {"ns1.example.net."}, 172800);
    expectExactly(out.domain, "example.com", Type::MX, {"10 mx.example.net."});
    out.depth = watch::Depth::Delegation;
    out.startedAt = instant("2020-05-30T15:12:00Z") + Duration(7);
    out.endedAt = instant("2020-05-30T15:12:01.250Z");
    const auto referral = Says::parent("example.com", Type::NS).refers({"ns9.example.net"}).exchange();
    out.delegation = {
        name("example.com"),
        name("com"),
        {{name("a.gtld-servers.net"), {QHostAddress(QStringLiteral("192.5.6.30"))}, {}}},
        {{name("ns9.example.net"), {}, QStringLiteral("timed out")}},
        true,
        {Says::parent("com", Type::NS, "a.root-servers.net").refers({"a.gtld-servers.net"}).exchange(), referral}};
    out.servers = {{name("ns1.example.net"),
                    {QHostAddress(QStringLiteral("192.0.2.1")), QHostAddress(QStringLiteral("2001:db8::1"))},
                    {}}};
    for (const auto &exchange :
         {referral, Says::authoritative("example.com", Type::MX).answer({"0 mail.example.com."}).exchange(),
          Says::resolver("example.com", Type::MX).nothing(dns::Outcome::TimedOut).exchange()})
        out.observations.push_back(watch::observe(out.domain, exchange));
    path::Trace trace;
    trace.domain = out.domain.name;
    trace.target = name("www.example.com");
    trace.address = QHostAddress(QStringLiteral("192.0.2.80"));
    trace.at = instant("2020-05-30T15:12:01Z");
    trace.source = QStringLiteral("scenario");
    out.traces = {std::make_shared<const path::Trace>(trace)};
    auto dnssec = std::make_shared<dns::Validation>();
    dnssec->name = out.domain.name;
    dnssec->security = dns::Security::Bogus;
    dnssec->reason = {QStringLiteral("signature-expired"), {QStringLiteral("example.com MX")}};
    dnssec->at = out.endedAt;
    dnssec->chain.push_back({name("com"),
                             dns::Security::Secure,
                             {},
                             true,
                             {data(Type::DS, "1 13 2 00ff")},
                             {7, 9},
                             9,
                             13,
                             instant("2020-05-01T00:00:00Z"),
                             instant("2020-06-01T00:00:00Z"),
                             {"aa"}});
    dnssec->answers.push_back({{name("example.com"), Type::MX},
                               dns::AnswerSecurity::Kind::Data,
                               dns::Security::Bogus,
                               dnssec->reason,
                               {name("mx.example.net")},
                               instant("2020-05-30T00:00:00Z")});
    dnssec->exchanges = {referral, Says::parent("example.com", Type::DS).exchange()};
    out.dnssec = dnssec;
    return out;
}

} // namespace

void LookTest::roundTrips()
{
    const watch::Look before = look();
    const QJsonObject json = watch::toJson(before);
    const auto after = watch::lookFromJson(json);
    QVERIFY2(after, after ? "" : qPrintable(after.error().where + after.error().detail));
    QCOMPARE(canonicalJson(watch::toJson(**after)).value(), canonicalJson(json).value());

    const watch::Look &read = **after;
    QVERIFY(read.domain == before.domain);
    QCOMPARE(int(read.depth), int(before.depth));
    QCOMPARE(read.startedAt, before.startedAt);
    QCOMPARE(read.endedAt, before.endedAt);
    QVERIFY(read.servers == before.servers);
    QVERIFY(read.delegation.parentServers == before.delegation.parentServers);
    QVERIFY(read.delegation.childServers == before.delegation.childServers);
    QVERIFY(read.delegation.exists);
    QCOMPARE(read.delegation.exchanges.size(), size_t(2));
    QCOMPARE(read.observations.size(), before.observations.size());
    for (size_t i = 0; i < before.observations.size(); ++i) {
        QCOMPARE(read.observations[i].state, before.observations[i].state);
        QCOMPARE(read.observations[i].reason, before.observations[i].reason);
        QVERIFY(read.observations[i].seen == before.observations[i].seen);
        QCOMPARE(read.observations[i].exchange->reply, before.observations[i].exchange->reply);
    }
    QVERIFY2(read.observations[0].exchange == read.delegation.exchanges[1], "the walk's exchange is written once");
    QVERIFY(!read.registration);
    QCOMPARE(read.traces.size(), size_t(1));
    QVERIFY(*read.traces[0] == *before.traces[0]);
    QVERIFY(read.dnssec);
    QVERIFY(read.dnssec->chain == before.dnssec->chain && read.dnssec->answers == before.dnssec->answers);
    QCOMPARE(read.dnssec->exchanges.size(), size_t(2));
    QVERIFY2(read.dnssec->exchanges[0] == read.delegation.exchanges[1], "an exchange is written once");
}

void LookTest::registrationGoesAlong()
{
    watch::Look before = look();
    auto lookup = std::make_shared<registry::Lookup>();
    lookup->domain = before.domain.name;
    lookup->source = QStringLiteral("RDAP https://rdap.example/");
    lookup->askedAt = instant("2020-05-30T15:12:01Z");
    lookup->problem = QStringLiteral("timed out");
    before.registration = lookup;
    const auto after = watch::lookFromJson(watch::toJson(before));
    QVERIFY(after);
    QVERIFY((*after)->registration);
    QCOMPARE((*after)->registration->problem, lookup->problem);
    QCOMPARE((*after)->registration->askedAt, lookup->askedAt);
}

void LookTest::observationsAreComputedAnew()
{
    QJsonObject json = watch::toJson(look());
    watch::Domain changed = look().domain;
    expectExactly(changed, "example.com", Type::MX, {"0 mail.example.com."});
    json.insert(QStringLiteral("domain"), watch::toJson(changed));
    const auto read = watch::lookFromJson(json);
    QVERIFY(read);
    QCOMPARE((*read)->observations[1].state, watch::State::Match);
}

void LookTest::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no domain") << QStringLiteral("domain") << QJsonValue();
    QTest::newRow("unknown depth") << QStringLiteral("depth") << QJsonValue(QStringLiteral("deep"));
    QTest::newRow("no time") << QStringLiteral("endedAt") << QJsonValue(12);
    QTest::newRow("no delegation") << QStringLiteral("delegation") << QJsonValue(QJsonArray());
    QTest::newRow("an exchange that is none") << QStringLiteral("exchanges") << QJsonValue(QJsonArray{QJsonObject()});
    QTest::newRow("observation of nothing") << QStringLiteral("observations") << QJsonValue(QJsonArray{99});
    QTest::newRow("observation before the first") << QStringLiteral("observations") << QJsonValue(QJsonArray{-1});
    QTest::newRow("broken trace") << QStringLiteral("traces") << QJsonValue(QJsonArray{1});
}

void LookTest::refuses()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = watch::toJson(look());
    json.insert(key, value);
    const auto read = watch::lookFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::BadInput);
}

QTEST_GUILESS_MAIN(LookTest)
#include "tst_look.moc"
