// SPDX-License-Identifier: GPL-3.0-or-later
// Planned changes and classes: what counts as expected, in memory, in JSON, and in the remarks of zone files.
#include "app/watch/ClassRemark.h"
#include "app/watch/Plan.h"
#include "app/watch/PlanText.h"

#include "tests/watch/SyntheticExchange.h"

#include <QJsonArray>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::watch;
using dns::Type;

class PlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhatDiffersIsPlanned();
    void typedLines();
    void typedLinesReadBack();
    void typedLinesThatMeanNothing_data();
    void typedLinesThatMeanNothing();
    void oldOrNewWithinTheWindow_data();
    void oldOrNewWithinTheWindow();
    void anAliasTakesThePlaceOfAddresses();
    void plansReadBack();
    void remarksReadBack_data();
    void remarksReadBack();
    void badRemarks_data();
    void badRemarks();
    void origins_data();
    void origins();
};

namespace {

const char *Apex = "example.com";
// SyntheticExchange's question is asked at 15:12.
const Instant From = instant("2020-05-30T15:00:00Z"), Until = instant("2020-05-30T16:00:00Z");

Domain present()
{
    Domain out;
    out.name = name(Apex);
    expectExactly(out, Apex, Type::NS, {"ns1.example.net.", "ns2.example.net."}, 172800);
    expectExactly(out, Apex, Type::MX, {"10 mx.example.net."});
    expectExactly(out, "www.example.com", Type::A, {"192.0.2.80"});
    expectExactly(out, Apex, Type::DS, {"1 8 2 AABBCCDDEEFF00112233445566778899AABBCCDDEEFF00112233445566778899"});
    return out;
}

Domain planned(Instant from = From)
{
    Domain out = present(), wanted = present();
    expectExactly(wanted, "www.example.com", Type::A, {"192.0.2.90"});
    out.plans.push_back(
        planOf(out, wanted, from, Until, {QStringLiteral("Sato"), QStringLiteral("We move"), {}, From}));
    return out;
}

Domain withRemark(const QByteArray &remark)
{
    Domain out = present();
    const auto taken = takeRemarks(remark, QStringLiteral("z"), out, {});
    if (!taken) qFatal("%s", qPrintable(taken.error().detail));
    return out;
}

} // namespace

void PlanTest::onlyWhatDiffersIsPlanned()
{
    const Domain domain = planned();
    const Plan &plan = domain.plans.front();
    QCOMPARE(plan.records.size(), size_t(1));
    QCOMPARE(plan.records.front().approval.person, QStringLiteral("Sato"));
    QCOMPARE(plan.id.size(), 8);
    QCOMPARE(planTexts(domain, plan), QStringList{QStringLiteral("www.example.com A: 192.0.2.80 -> 192.0.2.90")});

    Domain less = present();
    less.expectations.removeIf([](const Expectation &one) { return one.type != Type::NS; });
    const Plan removal = planOf(present(), less, From, Until, {});
    QCOMPARE(removal.records.size(), size_t(2)); // MX and the address; DS is the parent's
    for (const auto &one : removal.records)
        QVERIFY(one.kind == Expectation::Kind::Absent);
    QVERIFY(carriedOut(domain, plan).find(name("www.example.com"), Type::A)->rdatas ==
            std::vector{data(Type::A, "192.0.2.90")});
}

void PlanTest::typedLines()
{
    const auto typed = planFromText(QStringLiteral("\n www A 192.0.2.90\nwww 300 A 192.0.2.91 ; the second\n"
                                                   "@ MX absent\n; a remark\nnew CNAME under cdn.example.\n"
                                                   "@ NS ns1.example.net.\n@ NS ns2.example.net.\n"),
                                    present(), {});
    QVERIFY(typed.problems.empty());
    const Plan plan = planOf(present(), typed.wanted, From, Until, {});
    // The nameservers are the same, without a word of their TTL.
    QCOMPARE(planTexts(present(), plan),
             (QStringList{QStringLiteral("example.com MX: 10 mx.example.net. -> absent"),
                          QStringLiteral("new.example.com CNAME: absent -> under cdn.example"),
                          QStringLiteral("www.example.com A: 192.0.2.80 -> 192.0.2.90, 192.0.2.91")}));

    // An alias stands alone at its owner, and so does what takes its place.
    const auto alias = planFromText(QStringLiteral("www CNAME lb.example.net."), present(), {});
    QVERIFY(alias.wanted.find(name("www.example.com"), Type::A)->kind == Expectation::Kind::Absent);
    const auto back = planFromText(QStringLiteral("www A 192.0.2.80"), alias.wanted, {});
    QVERIFY(back.wanted.find(name("www.example.com"), Type::CNAME)->kind == Expectation::Kind::Absent);
}

void PlanTest::typedLinesReadBack()
{
    auto domain = present();
    Expectation inside;
    inside.owner = name("cdn.example.com");
    inside.kind = Expectation::Kind::Prefixes;
    inside.prefixes = {*Prefix::fromText(QStringLiteral("203.0.113.0/24"))};
    inside.className = QStringLiteral("Some CDN");
    domain.set(inside);
    QStringList lines;
    for (const auto &one : domain.expectations)
        lines += planLines(one, domain.name);
    QVERIFY2(lines.contains(QStringLiteral("www A 192.0.2.80")), qPrintable(lines.join(u'\n')));
    QVERIFY2(lines.contains(QStringLiteral("@ 172800 NS ns1.example.net.")), qPrintable(lines.join(u'\n')));
    QVERIFY2(lines.contains(QStringLiteral("cdn A (Some CDN) in 203.0.113.0/24")), qPrintable(lines.join(u'\n')));
    Domain empty;
    empty.name = domain.name;
    const auto typed = planFromText(lines.join(u'\n'), empty, {});
    QVERIFY(typed.problems.empty());
    for (const auto &one : domain.expectations) {
        const auto *read = typed.wanted.find(one.owner, one.type);
        QVERIFY(read && read->kind == one.kind && read->rdatas == one.rdatas && read->prefixes == one.prefixes &&
                read->ttl == one.ttl && read->className == one.className);
    }
}

void PlanTest::typedLinesThatMeanNothing_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("address") << QStringLiteral("www A 192.0.2.300");
    QTest::newRow("type") << QStringLiteral("www NONSENSE 1");
    QTest::newRow("elsewhere") << QStringLiteral("www.example.net. A 192.0.2.1");
    QTest::newRow("class elsewhere") << QStringLiteral("www.example.net. A in 192.0.2.0/24");
    QTest::newRow("include") << QStringLiteral("$INCLUDE /etc/passwd");
    QTest::newRow("prefix") << QStringLiteral("www A in 192.0.2.0/99");
    QTest::newRow("one word") << QStringLiteral("www");
    QTest::newRow("open bracket") << QStringLiteral("@ SOA ns1 host ( 1 2 3");
}

void PlanTest::typedLinesThatMeanNothing()
{
    QFETCH(QString, line);
    const auto typed = planFromText(QStringLiteral("@ A 192.0.2.1\n") + line, present(), {});
    QCOMPARE(typed.problems.size(), size_t(1));
    QCOMPARE(typed.problems.front().first, 2);
    QVERIFY(!typed.problems.front().second.detail.isEmpty());
    QVERIFY(typed.wanted.find(name(Apex), Type::A)); // the other line counts
}

void PlanTest::oldOrNewWithinTheWindow_data()
{
    QTest::addColumn<bool>("begun");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("matches");
    QTest::addColumn<bool>("byPlan");
    QTest::newRow("old") << true << QByteArray("192.0.2.80") << true << false;
    QTest::newRow("new") << true << QByteArray("192.0.2.90") << true << true;
    QTest::newRow("another") << true << QByteArray("192.0.2.99") << false << false;
    QTest::newRow("new, too early") << false << QByteArray("192.0.2.90") << false << false;
}

void PlanTest::oldOrNewWithinTheWindow()
{
    QFETCH(bool, begun);
    QFETCH(QByteArray, address);
    QFETCH(bool, matches);
    QFETCH(bool, byPlan);
    const Domain domain = planned(begun ? From : instant("2020-05-30T15:30:00Z"));
    const auto seen = observe(domain, Says::authoritative("www.example.com", Type::A).answer({address}).exchange());
    QCOMPARE(seen.state == State::Match, matches);
    QCOMPARE(seen.byPlan, byPlan);
}

void PlanTest::anAliasTakesThePlaceOfAddresses()
{
    Domain domain = present(), wanted = present();
    wanted.expectations.removeIf([](const Expectation &one) { return one.owner == name("www.example.com"); });
    expectExactly(wanted, "www.example.com", Type::CNAME, {"cdn.example.org."});
    domain.plans.push_back(planOf(domain, wanted, From, Until, {}));
    const auto alias = [](const QByteArray &target) {
        return Says::authoritative("www.example.com", Type::A)
            .answer(record("www.example.com", Type::CNAME, target))
            .exchange();
    };
    QVERIFY(observe(domain, alias("cdn.example.org.")).state == State::Match);
    QVERIFY(observe(domain, alias("cdn.evil.example.")).state == State::Mismatch);
    QVERIFY(!carriedOut(domain, domain.plans.front()).find(name("www.example.com"), Type::A));
}

void PlanTest::plansReadBack()
{
    Domain domain = planned();
    domain.plans.front().registrar = QStringLiteral("Other");
    const auto back = domainFromJson(toJson(domain));
    QVERIFY(back);
    QVERIFY(*back == domain);
    auto object = toJson(domain);
    auto plans = object.value(QStringLiteral("plans")).toArray();
    auto one = plans.at(0).toObject();
    one.insert(QStringLiteral("until"), one.value(QStringLiteral("from")));
    plans.replace(0, one);
    object.insert(QStringLiteral("plans"), plans);
    QVERIFY(!domainFromJson(object));
}

void PlanTest::remarksReadBack_data()
{
    QTest::addColumn<QByteArray>("remark");
    QTest::addColumn<Type>("type");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto row = [](const char *remark, Type type, const char *good, const char *bad) {
        QTest::newRow(remark) << QByteArray(remark) << type << QByteArray(good) << QByteArray(bad);
    };
    row("; expect: web.example.com. A (A CDN) in 198.51.100.0/24 203.0.113.0/24", Type::A, "203.0.113.9", "192.0.2.1");
    row("; expect: web.example.com. CNAME under cdn.example.", Type::CNAME, "e1.cdn.example.", "cdn.example.net.");
    row("; expect: web.example.com. CNAME under a.example. | under b.example.", Type::CNAME, "b.example.",
        "c.example.");
    row("; expect: web.example.com. A exactly 192.0.2.1 192.0.2.2 | in 198.51.100.0/24", Type::A, "192.0.2.2",
        "192.0.2.3");
}

void PlanTest::remarksReadBack()
{
    QFETCH(QByteArray, remark);
    QFETCH(Type, type);
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    const Domain domain = withRemark(remark);
    const auto *expectation = domain.find(name("web.example.com"), type);
    QVERIFY(expectation);
    QCOMPARE(remarkOf(*expectation), remark);
    const auto back = domainFromJson(toJson(domain));
    QVERIFY(back);
    QVERIFY(*back == domain);
    const auto state = [&](const QByteArray &text) {
        return observe(domain, Says::authoritative("web.example.com", type).answer({text}).exchange()).state;
    };
    QVERIFY(state(good) == State::Match);
    QVERIFY(state(bad) == State::Mismatch);
}

void PlanTest::badRemarks_data()
{
    QTest::addColumn<QByteArray>("remark");
    for (const char *one :
         {"; expect:", "; expect: www", "; expect: www A", "; expect: www A in", "; expect: www A near x",
          "; expect: www A in 300.0.0.0/8", "; expect: www MX in 192.0.2.0/24", "; expect: www A origin x",
          "; expect: www A origin AS0", "; expect: www A under x.", "; expect: www.example.net. A absent",
          "; expect: www A in 192.0.2.0/24 |", "; expect: www BOGUS absent", "; expect: www A (CDN"})
        QTest::newRow(one) << QByteArray(one);
}

void PlanTest::badRemarks()
{
    QFETCH(QByteArray, remark);
    Domain domain = present();
    const auto taken = takeRemarks("\n" + remark, QStringLiteral("z"), domain, {});
    QVERIFY(!taken);
    QVERIFY2(taken.error().where == QLatin1String("z:2"), qPrintable(taken.error().where));
    QVERIFY(domain == present());
}

void PlanTest::origins_data()
{
    QTest::addColumn<quint32>("origin"); // 0: no database, or it does not know
    QTest::addColumn<int>("state");
    QTest::newRow("the expected one") << 64500U << int(State::Match);
    QTest::newRow("another") << 64501U << int(State::Mismatch);
    QTest::newRow("nobody knows") << 0U << int(State::Unknown);
}

void PlanTest::origins()
{
    QFETCH(quint32, origin);
    QFETCH(int, state);
    const Domain domain = withRemark("; expect: web.example.com. A origin AS64500 AS64510");
    Origins origins;
    if (origin) origins.insert(QHostAddress(QStringLiteral("192.0.2.80")), origin);
    const auto seen =
        observe(domain, Says::authoritative("web.example.com", Type::A).answer({"192.0.2.80"}).exchange(), origins);
    QCOMPARE(int(seen.state), state);
    QVERIFY(state != int(State::Unknown) || seen.reason.contains(QLatin1String("AS")));
}

QTEST_GUILESS_MAIN(PlanTest)
#include "tst_plan.moc"
