// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ResolverCache.h"

#include "SmallWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;
using dns::Name;
using dns::Type;

namespace {

Instant when(const char *text)
{
    const auto instant = instantFromRfc3339(QString::fromLatin1(text));
    if (!instant) qFatal("no time: %s", text);
    return *instant;
}

const char Change[] = "2021-01-03T00:00:00Z";
const char Repair[] = "2021-01-05T00:00:00Z";

} // namespace

class tst_resolvercache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void countsDown();
    void capsPositiveAndNegative();
    void keepsTheTruthForTheChildsTtl();
    void servesTheLieUntilItExpires();
    void failsWhileItsCachedServersAreDead();
    void ghostLivesAsLongAsItIsAsked();
    void tailsOfTheCase_data();
    void tailsOfTheCase();
    void usersKeepItWarm();
    void recallsOnly();
    void deniesNames();
    void asksNobodyWhoIsNotThere();
    void sameQuestionsSameAnswers();

private:
    ResolverCache cacheAt(size_t index) const { return {m_scenario, m_scenario->resolvers[index]}; }
    static QByteArray first(const ResolverCache::Answer &answer)
    {
        return answer.answer.empty() ? dns::rcodeText(answer.rcode)
                                     : dns::rdataText(answer.answer[0].type, answer.answer[0].rdata);
    }

    std::shared_ptr<const Scenario> m_scenario;
    Name m_owner;
};

void tst_resolvercache::init()
{
    const QTemporaryDir dir;
    const auto read = readScenario(SmallWorld().writtenTo(dir));
    QVERIFY2(read, read ? "" : qPrintable(read.error().where + QStringLiteral(": ") + read.error().detail));
    m_scenario = *read;
    m_owner = *Name::fromText("owner.example");
}

void tst_resolvercache::countsDown()
{
    auto cache = cacheAt(0);
    const Instant start = when("2021-01-01T00:00:00Z");
    QCOMPARE(cache.resolve(m_owner, Type::MX, start).answer[0].ttl, 3600u);
    QCOMPARE(cache.resolve(m_owner, Type::MX, start + std::chrono::seconds(1)).answer[0].ttl, 3599u);
    QCOMPARE(cache.resolve(m_owner, Type::MX, start + std::chrono::milliseconds(3599'500)).answer[0].ttl, 0u);
    QCOMPARE(cache.resolve(m_owner, Type::MX, start + std::chrono::seconds(3600)).answer[0].ttl, 3600u);
    // The first answer costs round trips, the second nothing.
    QVERIFY(cache.resolve(m_owner, Type::TXT, start + std::chrono::seconds(3600)).cost > Duration::zero());
    QVERIFY(cache.resolve(m_owner, Type::MX, start + std::chrono::seconds(3601)).cost == Duration::zero());
}

void tst_resolvercache::capsPositiveAndNegative()
{
    auto cache = cacheAt(1); // 1 h, 2 min
    const Instant start = when("2021-01-01T00:00:00Z");
    QCOMPARE(cache.resolve(m_owner, Type::NS, start).answer[0].ttl, 3600u);
    QCOMPARE(cache.resolve(m_owner, Type::A, start).answer[0].ttl, 60u);
    const auto denial = cache.resolve(m_owner, Type::AAAA, start);
    QVERIFY(denial.rcode == dns::Rcode::NoError);
    QCOMPARE(denial.authority.size(), size_t(1));
    QCOMPARE(denial.authority[0].ttl, 120u);
    // Without a lower cap: the SOA's TTL, 900, is below its minimum.
    QCOMPARE(cacheAt(0).resolve(m_owner, Type::AAAA, start).authority[0].ttl, 900u);
}

void tst_resolvercache::keepsTheTruthForTheChildsTtl()
{
    auto cache = cacheAt(0);
    const Instant asked = when(Change) - std::chrono::seconds(1);
    QCOMPARE(first(cache.resolve(m_owner, Type::A, asked)), QByteArray("198.51.100.10"));
    const auto child = std::chrono::seconds(172800);
    QCOMPARE(first(cache.resolve(m_owner, Type::A, asked + child - std::chrono::seconds(61))),
             QByteArray("198.51.100.10"));
    QCOMPARE(cache.resolve(m_owner, Type::NS, asked + child - std::chrono::seconds(1)).answer[0].ttl, 1u);
    QCOMPARE(first(cache.resolve(m_owner, Type::A, asked + child)), QByteArray("198.51.100.66"));
}

void tst_resolvercache::servesTheLieUntilItExpires()
{
    auto cache = cacheAt(0);
    const Instant asked = when(Repair) - std::chrono::seconds(1);
    const auto lie = cache.resolve(m_owner, Type::NS, asked);
    QCOMPARE(first(lie), QByteArray("evil.example."));
    QCOMPARE(lie.answer[0].ttl, 360000u); // the child's, not the parent's 172800
    // A day later the registry is right, the false server still lives, and so does the lie.
    QCOMPARE(first(cache.resolve(m_owner, Type::MX, asked + std::chrono::hours(20))),
             QByteArray("5 mail.owner.example."));
}

void tst_resolvercache::failsWhileItsCachedServersAreDead()
{
    auto cache = cacheAt(0);
    const Instant asked = when(Repair) - std::chrono::seconds(1);
    (void)cache.resolve(m_owner, Type::A, asked);
    const Instant dead = when("2021-01-06T00:00:00Z");
    const auto failed = cache.resolve(m_owner, Type::A, dead);
    QVERIFY(failed.rcode == dns::Rcode::ServFail);
    QVERIFY(failed.answer.empty());
    QVERIFY(failed.cost > Duration::zero() && failed.cost <= std::chrono::milliseconds(600));
    // The NS set itself is still known, and is told.
    QCOMPARE(first(cache.resolve(m_owner, Type::NS, dead)), QByteArray("evil.example."));
    QCOMPARE(first(cache.resolve(m_owner, Type::A, asked + std::chrono::seconds(360000))), QByteArray("198.51.100.10"));
}

void tst_resolvercache::ghostLivesAsLongAsItIsAsked()
{
    auto ghost = cacheAt(3);
    auto usual = cacheAt(1); // 1 h
    Instant now = when(Repair) - std::chrono::minutes(1);
    for (int i = 0; i < 20; ++i) {
        (void)ghost.resolve(m_owner, Type::A, now);
        (void)usual.resolve(m_owner, Type::A, now);
        now += std::chrono::minutes(10);
    }
    QCOMPARE(first(usual.resolve(m_owner, Type::MX, now)), QByteArray("10 mx.provider.example."));
    QCOMPARE(first(ghost.resolve(m_owner, Type::MX, now)), QByteArray("5 mail.owner.example."));
    QVERIFY(ghost.resolve(m_owner, Type::NS, now).answer[0].ttl > 360000 - 700);
}

// "Cache tail" of the facts: a cache filled in the last second before the repair of 2020-06-01T11:52:53Z.
void tst_resolvercache::tailsOfTheCase_data()
{
    QTest::addColumn<QString>("cap"); // empty: none
    QTest::addColumn<QString>("end"); // of the NS set, JST in the table
    QTest::newRow("OpenDNS") << QStringLiteral("1h") << QStringLiteral("2020-06-01T21:52:53+09:00");
    QTest::newRow("Google") << QStringLiteral("6h") << QStringLiteral("2020-06-02T02:52:53+09:00");
    QTest::newRow("Quad9") << QStringLiteral("12h") << QStringLiteral("2020-06-02T08:52:53+09:00");
    QTest::newRow("unbound") << QStringLiteral("1d") << QStringLiteral("2020-06-02T20:52:53+09:00");
    QTest::newRow("BIND") << QStringLiteral("7d") << QStringLiteral("2020-06-06T00:52:53+09:00");
    QTest::newRow("Cloudflare") << QString() << QStringLiteral("2020-06-06T00:52:53+09:00");
}

void tst_resolvercache::tailsOfTheCase()
{
    QFETCH(QString, cap);
    QFETCH(QString, end);
    const auto read = readScenario(QStringLiteral("coincheck-2020"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().where + QStringLiteral(": ") + read.error().detail));
    ResolverSpec spec = (*read)->resolvers.back();
    QVERIFY(spec.users.empty());
    static const QHash<QString, quint32> seconds{{QStringLiteral("1h"), 3600u},
                                                 {QStringLiteral("6h"), 21600u},
                                                 {QStringLiteral("12h"), 43200u},
                                                 {QStringLiteral("1d"), 86400u},
                                                 {QStringLiteral("7d"), 604800u}};
    spec.watched.ttlCap = cap.isEmpty() ? std::nullopt : std::optional(seconds.value(cap));
    ResolverCache cache(*read, spec);
    const Name name = *Name::fromText("coincheck.com");
    const Instant last = when("2020-06-01T11:52:52Z");
    (void)cache.resolve(name, Type::NS, last);
    // Asked in the last second before the repair, so it ends a second before the table's bound.
    const Instant ends = *instantFromRfc3339(end) - std::chrono::seconds(1);
    QVERIFY(first(cache.resolve(name, Type::NS, ends - std::chrono::seconds(1))).contains("awsdns-0"));
    const auto healed = cache.resolve(name, Type::NS, ends);
    QCOMPARE(healed.answer.size(), size_t(4));
    QVERIFY(!first(healed).contains("awsdns-0"));
}

void tst_resolvercache::usersKeepItWarm()
{
    auto warm = cacheAt(2); // asked since 2020-12-31T06:00Z every ten minutes; NS renewed every 48 h: 06:00Z
    const Instant now = when("2021-01-04T05:59:00Z");
    QCOMPARE(first(warm.resolve(m_owner, Type::A, now)), QByteArray("198.51.100.10"));
    QCOMPARE(first(warm.resolve(m_owner, Type::A, when("2021-01-04T06:02:00Z"))), QByteArray("198.51.100.66"));
    const auto mx = warm.resolve(m_owner, Type::A, when("2021-01-04T06:12:00Z"));
    QCOMPARE(mx.answer[0].ttl, 180u); // a user asked two minutes ago
    // The same cache without users believes the first answer it gets.
    QCOMPARE(first(cacheAt(0).resolve(m_owner, Type::A, now)), QByteArray("198.51.100.66"));
}

void tst_resolvercache::recallsOnly()
{
    auto cache = cacheAt(0);
    const Instant now = when("2021-01-01T00:00:00Z");
    QVERIFY(cache.recall(m_owner, Type::A, now).rcode == dns::Rcode::Refused);
    (void)cache.resolve(m_owner, Type::A, now);
    QCOMPARE(first(cache.recall(m_owner, Type::A, now)), QByteArray("198.51.100.10"));
    QVERIFY(cache.recall(m_owner, Type::TXT, now).rcode == dns::Rcode::Refused);
}

void tst_resolvercache::deniesNames()
{
    auto cache = cacheAt(0);
    const Instant now = when("2021-01-01T00:00:00Z");
    const Name mail = *Name::fromText("mail.owner.example");
    const auto denial = cache.resolve(mail, Type::A, now);
    QVERIFY(denial.rcode == dns::Rcode::NXDomain);
    QVERIFY(denial.authority[0].type == Type::SOA);
    QVERIFY(cache.resolve(*Name::fromText("nothing.test"), Type::A, now).rcode == dns::Rcode::NXDomain);
    QCOMPARE(cache.resolve(mail, Type::A, now + std::chrono::seconds(100)).authority[0].ttl, 800u);
}

void tst_resolvercache::asksNobodyWhoIsNotThere()
{
    const QTemporaryDir dir;
    SmallWorld world;
    world.replace(QStringLiteral("example.zone"), "owner 172800 IN NS ns1.owner\nowner 172800 IN NS ns2.owner\n",
                  "owner 172800 IN NS gone\n");
    const auto read = readScenario(world.writtenTo(dir));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    ResolverCache cache(*read, (*read)->resolvers[0]);
    QVERIFY(cache.resolve(m_owner, Type::A, when("2021-01-01T00:00:00Z")).rcode == dns::Rcode::ServFail);
}

void tst_resolvercache::sameQuestionsSameAnswers()
{
    auto one = cacheAt(2);
    auto two = cacheAt(2);
    Instant now = when("2021-01-01T00:00:00Z");
    for (int i = 0; i < 500; ++i, now += std::chrono::minutes(17)) {
        const auto a = one.resolve(m_owner, Type::A, now);
        const auto b = two.resolve(m_owner, Type::A, now);
        QVERIFY(a.answer == b.answer && a.cost == b.cost && a.rcode == b.rcode);
    }
}

QTEST_GUILESS_MAIN(tst_resolvercache)
#include "tst_resolvercache.moc"
