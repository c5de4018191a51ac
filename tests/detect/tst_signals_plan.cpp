// SPDX-License-Identifier: GPL-3.0-or-later
// What is judged against something else than one expectation: planned changes (W1), nothing at all (S1), and time
// (D13).
#include "app/detect/Sentence.h"
#include "app/watch/Plan.h"

#include "tests/detect/SyntheticView.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using dns::Type;

class PlanSignalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withinTheWindow_data();
    void withinTheWindow();
    void afterTheWindow_data();
    void afterTheWindow();
    void firstLook_data();
    void firstLook();
    void overdue();
};

namespace {

const char *Domain = "example.com";
const char *Web = "www.example.com";

Scene scene()
{
    Scene out(Domain);
    expectExactly(out.domain(), Domain, Type::NS, {"ns1.example.net."}, 172800);
    expectExactly(out.domain(), Web, Type::A, {"192.0.2.80"}, 300);
    return out;
}

// A move to ns1.other.net, and of the web with it. The scene is judged at 15:12:30.
Scene planned(const char *until)
{
    Scene out = scene();
    watch::Domain wanted = out.domain();
    expectExactly(wanted, Domain, Type::NS, {"ns1.other.net."}, 172800);
    expectExactly(wanted, Web, Type::A, {"192.0.2.90"}, 300);
    out.domain().plans.push_back(watch::planOf(out.domain(), wanted, instant("2020-05-30T14:00:00Z"), instant(until),
                                               {QStringLiteral("Sato"), QStringLiteral("We move"), {}, {}}));
    return out;
}

void tell(Scene &scene, const QByteArray &server, const QByteArray &address)
{
    scene.tell(Says::parent(Domain, Type::NS).refers({server}));
    scene.tell(Says::authoritative(Domain, Type::NS, server).answer({server + '.'}, 172800));
    scene.tell(Says::authoritative(Web, Type::A, server).answer({address}));
}

} // namespace

void PlanSignalsTest::withinTheWindow_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("old") << QByteArray("ns1.example.net") << QByteArray("192.0.2.80") << QStringList();
    QTest::newRow("new") << QByteArray("ns1.other.net") << QByteArray("192.0.2.90")
                         << lines(R"(D1|parent|ns1.other.net|INFO|unexpected-nameserver
                                     D9|authoritative|www.example.com A|INFO|unexpected-address)");
    QTest::newRow("one of them") << QByteArray("ns1.example.net") << QByteArray("192.0.2.90")
                                 << lines("D9|authoritative|www.example.com A|INFO|unexpected-address");
    QTest::newRow("a third place") << QByteArray("ns1.other.net") << QByteArray("192.0.2.99")
                                   << lines(R"(D1|parent|ns1.other.net|INFO|unexpected-nameserver
                                               D9|authoritative|www.example.com A|HIGH|unexpected-address)");
    QTest::newRow("a third server") << QByteArray("ns1.thief.example") << QByteArray("192.0.2.90")
                                    << lines(R"(D1|parent|ns1.thief.example|CRIT|unexpected-nameserver
                                                D9|authoritative|www.example.com A|INFO|unexpected-address)");
}

void PlanSignalsTest::withinTheWindow()
{
    QFETCH(QByteArray, server);
    QFETCH(QByteArray, address);
    QFETCH(QStringList, found);
    Scene one = planned("2020-05-30T16:00:00Z");
    tell(one, server, address);
    const Judgement judgement = one.judge();
    QCOMPARE(summary(judgement), found);
    for (const Finding &finding : judgement.findings)
        QCOMPARE(englishSentence(finding).contains(QLatin1String("Sato planned it until 2020-05-30T16:00:00Z")),
                 finding.severity == Severity::Info);
}

void PlanSignalsTest::afterTheWindow_data()
{
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<bool>("alarms");
    QTest::newRow("done") << QByteArray("ns1.other.net") << QByteArray("192.0.2.90") << QStringLiteral("plan-done")
                          << false;
    QTest::newRow("not done") << QByteArray("ns1.example.net") << QByteArray("192.0.2.80")
                              << QStringLiteral("plan-not-done") << false;
    QTest::newRow("half") << QByteArray("ns1.other.net") << QByteArray("192.0.2.80")
                          << QStringLiteral("plan-gone-wrong") << true;
    QTest::newRow("elsewhere") << QByteArray("ns1.thief.example") << QByteArray("192.0.2.90")
                               << QStringLiteral("plan-gone-wrong") << true;
}

void PlanSignalsTest::afterTheWindow()
{
    QFETCH(QByteArray, server);
    QFETCH(QByteArray, address);
    QFETCH(QString, outcome);
    QFETCH(bool, alarms);
    Scene one = planned("2020-05-30T15:00:00Z");
    tell(one, server, address);
    const Judgement judgement = one.judge();
    bool told = false, alarmed = false;
    for (const Finding &finding : judgement.findings) {
        if (finding.signal == QLatin1String("W1"))
            told = finding.rule == outcome;
        else
            alarmed = alarmed || finding.severity >= Severity::High;
    }
    QVERIFY2(told, qPrintable(summary(judgement).join(u' ')));
    QCOMPARE(alarmed, alarms);
    // Silence says nothing about how it came out.
    QVERIFY(planned("2020-05-30T15:00:00Z").judge().findings.empty());
}

void PlanSignalsTest::firstLook_data()
{
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QByteArray>("child");
    QTest::addColumn<QByteArray>("cached");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *title, const char *parent, const char *child, const char *cached,
                        const char *found) {
        QTest::newRow(title) << QByteArray(parent) << QByteArray(child) << QByteArray(cached) << lines(found);
    };
    row("all agree", "ns1.example.net", "ns1.example.net", "ns1.example.net", "");
    row("another host of the same", "ns1.example.net", "ns1.example.net", "ns2.example.net", "");
    row("caches alone", "ns1.other.net", "ns1.other.net", "ns1.example.net",
        "S1||example.com caches|WARN|first-older-answer");
    row("parent against child", "ns1.other.net", "ns1.example.net", "ns1.example.net",
        R"(S1||example.com NS|MED|first-parent-child
           S1||example.com caches|MED|first-older-answer)");
    row("an imitation", "ns1.examp1e.net", "ns1.examp1e.net", "ns1.example.net",
        R"(S1||example.com caches|MED|first-older-answer
           S1||ns1.examp1e.net|MED|first-imitation)");
}

void PlanSignalsTest::firstLook()
{
    QFETCH(QByteArray, parent);
    QFETCH(QByteArray, child);
    QFETCH(QByteArray, cached);
    QFETCH(QStringList, found);
    Scene one(Domain);
    one.tell(Says::parent(Domain, Type::NS).refers({parent}));
    one.tell(Says::authoritative(Domain, Type::NS, parent).answer({child + '.'}));
    one.tell(Says::resolver(Domain, Type::NS).answer({cached + '.'}));
    QCOMPARE(summary(one.judge()), found);
    // As soon as something is expected it is judged by that.
    expectExactly(one.domain(), Domain, Type::MX, {"10 mx.example.net."});
    QCOMPARE(summary(one.judge()), QStringList());
}

void PlanSignalsTest::overdue()
{
    Scene one = scene();
    one.tell(Says::resolver(Web, Type::A).answer({"192.0.2.99"}));
    QVERIFY(!findingOf(one.judge(), "D13", "resolver", "www.example.com A"));
    const QString server = Says::resolver(Web, Type::A).exchange()->server.display();
    const Judgement judgement = one.overdue(Web, Type::A, server).judge();
    const Finding *finding = findingOf(judgement, "D13", "resolver", "www.example.com A");
    QVERIFY(finding);
    QVERIFY(finding->severity == Severity::High);
    QVERIFY(englishSentence(*finding).contains(QLatin1String("192.0.2.99")));
}

QTEST_GUILESS_MAIN(PlanSignalsTest)
#include "tst_signals_plan.moc"
