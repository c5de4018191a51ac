// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/detect/SyntheticView.h"

#include <QTest>

#include <functional>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using dns::Outcome;
using dns::Rcode;
using dns::Type;

using Story = std::function<void(Scene &)>;

// D1, D2 and D3.
class NameserverSignalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void caseOf2020();
    void clearing_data();
    void clearing();
    void silenceClearsNoPart();
    void evidenceIsBounded();
    void aFloodOfHostsIsBounded();
};

namespace {

const char *Domain = "coincheck.com";
using Hosts = std::vector<QByteArray>;
const Hosts True{"ns-1515.awsdns-61.org", "ns-1985.awsdns-56.co.uk", "ns-650.awsdns-17.net", "ns-405.awsdns-50.com"};
const Hosts FalseAtParent{"ns-1515.awsdns-061.org", "ns-1985.awsdns-056.co.uk"};
const Hosts FalseAtChild{"ns-1515.awsdns-061.org", "ns-1985.awsdns-056.co.uk", "ns-650.awsdns-017.net"};

Hosts dotted(Hosts hosts)
{
    for (QByteArray &host : hosts)
        host += '.';
    return hosts;
}
Hosts without(Hosts hosts, size_t index)
{
    hosts.erase(hosts.begin() + qptrdiff(index));
    return hosts;
}
Hosts with(Hosts hosts, const QByteArray &more)
{
    hosts.push_back(more);
    return hosts;
}

Says delegates(const Hosts &hosts, const QByteArray &server = "a.gtld-servers.net")
{
    return Says::parent(Domain, Type::NS, server).refers(hosts);
}
Says child(const Hosts &hosts, const QByteArray &server)
{
    return Says::authoritative(Domain, Type::NS, server).answer(dotted(hosts), 172800);
}
Says resolver(const Hosts &hosts, const QByteArray &server = "r1.example.net")
{
    return Says::resolver(Domain, Type::NS, server).answer(dotted(hosts), 3600);
}

Scene scene()
{
    Scene out(Domain);
    expectExactly(out.domain(), Domain, Type::NS, dotted(True), 172800);
    return out;
}
void tellTruth(Scene &scene)
{
    scene.tell(delegates(True)).tell(delegates(True, "b.gtld-servers.net"));
    for (const QByteArray &server : True)
        scene.tell(child(True, server));
    scene.tell(resolver(True)).tell(resolver(True, "r2.example.net"));
}

} // namespace

void NameserverSignalsTest::judges_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<QStringList>("findings");
    const auto row = [](const char *title, const Story &story, const char *findings) {
        QTest::newRow(title) << story << lines(findings);
    };
    row("D1 benign: everything as expected", tellTruth, "");
    row(
        "D1 benign: servers in another order and case",
        [](Scene &s) {
            s.tell(delegates({True[3], True[1], QByteArray(True[0]).toUpper(), True[2]}));
        },
        "");
    row(
        "D1 unknown: parent silent", [](Scene &s) { s.tell(delegates(True).nothing(Outcome::TimedOut)); }, "");
    row(
        "D1 unknown: parent fails and lies about nothing",
        [](Scene &s) { s.tell(Says::parent(Domain, Type::NS).rcode(Rcode::ServFail)); }, "");
    row(
        "D1: another account of the same provider",
        [](Scene &s) { s.tell(delegates(with(without(True, 3), "ns-1514.awsdns-61.org"))); },
        "D1|parent|ns-1514.awsdns-61.org|CRIT|unexpected-nameserver-of-provider");
    row(
        "D1: added, not replaced", [](Scene &s) { s.tell(delegates(with(True, "ns1.evil.example"))); },
        "D1|parent|ns1.evil.example|CRIT|unexpected-nameserver");
    row(
        "D1: one parent server only",
        [](Scene &s) { s.tell(delegates(True)).tell(delegates({"ns1.evil.example"}, "b.gtld-servers.net")); },
        "D1|parent|ns1.evil.example|CRIT|unexpected-nameserver");
    const auto part = [](Scene &s) {
        tellTruth(s);
        expectExactly(s.domain(), "shop.coincheck.com", Type::NS, {"ns1.vendor.example.", "ns2.vendor.example."}, 3600);
    };
    const auto refers = [](const Hosts &hosts, const QByteArray &server) {
        return Says::authoritative("shop.coincheck.com", Type::NS, server).aa(false).refers(hosts, 3600);
    };
    const Hosts vendor{"ns1.vendor.example", "ns2.vendor.example"};
    row(
        "D1 part benign: as expected",
        [=](Scene &s) {
            part(s);
            s.tell(refers(vendor, True[0]));
        },
        "");
    row(
        "D1 part: led away",
        [=](Scene &s) {
            part(s);
            s.tell(refers({"ns1.evil.example"}, True[0])).tell(refers(vendor, True[1]));
        },
        "D1|authoritative|shop.coincheck.com NS|CRIT|unexpected-nameserver-of-part");
    row(
        "D1 part: planted where none should be",
        [=](Scene &s) {
            tellTruth(s);
            expectAbsent(s.domain(), "shop.coincheck.com", Type::NS);
            s.tell(refers({"ns1.evil.example"}, True[0]));
        },
        "D1|authoritative|shop.coincheck.com NS|CRIT|unexpected-nameserver-of-part");
    row(
        "D1 part: one of two is missing",
        [=](Scene &s) {
            part(s);
            s.tell(refers({vendor[0]}, True[0]));
        },
        "D1|authoritative|shop.coincheck.com NS|HIGH|missing-nameserver-of-part");
    row(
        "D1 part: no delegation any more",
        [=](Scene &s) {
            part(s);
            s.tell(Says::authoritative("shop.coincheck.com", Type::NS, True[0]));
        },
        "D1|authoritative|shop.coincheck.com NS|HIGH|missing-nameserver-of-part");
    row(
        "D1 part: it calls its servers otherwise than the delegation",
        [=](Scene &s) {
            part(s);
            s.tell(refers(vendor, True[0]));
            s.tell(Says::resolver("shop.coincheck.com", Type::NS, "r1.example.net").answer({"ns7.vendor.example."}));
        },
        "D1|resolver|shop.coincheck.com NS|MED|unexpected-nameserver-of-part-resolver");
    row(
        "D1 part: so does a server that serves both",
        [=](Scene &s) {
            part(s);
            s.tell(Says::authoritative("shop.coincheck.com", Type::NS, True[0]).answer({"ns7.vendor.example."}, 3600));
        },
        "D1|authoritative|shop.coincheck.com NS|MED|unexpected-nameserver-of-part");
    row(
        "D1 part unknown: silence",
        [=](Scene &s) {
            part(s);
            s.tell(refers(vendor, True[0]).nothing(Outcome::TimedOut));
        },
        "");
    row(
        "D1: only fewer than expected", [](Scene &s) { s.tell(delegates(without(True, 0))); },
        "D1|parent|coincheck.com NS|HIGH|missing-nameserver");
    row(
        "D1: the name is gone",
        [](Scene &s) {
            s.tell(Says::parent(Domain, Type::NS)
                       .aa(true)
                       .rcode(Rcode::NXDomain)
                       .authority(record("com", Type::SOA, "a.example. b.example. 1 2 3 4 5")));
        },
        "D1|parent|coincheck.com NS|HIGH|missing-nameserver");
    row(
        "D1 resolver: keeps the lie after the repair",
        [](Scene &s) {
            s.tell(delegates(True));
            s.tell(resolver({"ns1.evil.example"})).tell(resolver(True, "r2.example.net"));
        },
        "D1|resolver|ns1.evil.example|HIGH|unexpected-nameserver-resolver");
    row(
        "D1 resolver: while the parent tells it too",
        [](Scene &s) { s.tell(delegates({"ns1.evil.example"})).tell(resolver({"ns1.evil.example"})); },
        "D1|parent|ns1.evil.example|CRIT|unexpected-nameserver\n"
        "D1|resolver|ns1.evil.example|CRIT|unexpected-nameserver-resolver");
    row(
        "D1 resolver benign: an older, smaller set",
        [](Scene &s) { s.tell(delegates(True)).tell(resolver(without(True, 1))); }, "");
    row(
        "D1 resolver unknown: SERVFAIL",
        [](Scene &s) { s.tell(delegates(True)).tell(Says::resolver(Domain, Type::NS).rcode(Rcode::ServFail)); }, "");
    row(
        "D1: nothing is expected",
        [](Scene &s) {
            s.domain().expectations.clear();
            s.tell(delegates({"ns1.evil.example"}));
        },
        "");

    row(
        "D2: misspelt own name at the parent", [](Scene &s) { s.tell(delegates(with(True, "ns1.coinchek.com"))); },
        "D1|parent|ns1.coinchek.com|CRIT|unexpected-nameserver\n"
        "D2||ns1.coinchek.com|CRIT|imitates-edit-distance");
    row(
        "D2: a mail host that imitates",
        [](Scene &s) {
            expectExactly(s.domain(), Domain, Type::MX, {"1 aspmx.l.google.com."});
            s.tell(Says::authoritative(Domain, Type::MX, True[0]).answer({"1 aspmx.l.g00gle.com."}));
        },
        "D2||aspmx.l.g00gle.com|CRIT|imitates-confusable\n"
        "D8|authoritative|aspmx.l.g00gle.com|CRIT|unexpected-mx-without-address");
    row(
        "D2 benign: a stranger that imitates nobody",
        [](Scene &s) { s.tell(delegates(with(True, "dns1.other.example"))); },
        "D1|parent|dns1.other.example|CRIT|unexpected-nameserver");
    row(
        "D2 unknown: named in a failure only",
        [](Scene &s) { s.tell(child({"ns-1515.awsdns-061.org"}, True[0]).rcode(Rcode::ServFail)); }, "");

    row(
        "D3: the delegated servers name more",
        [](Scene &s) { s.tell(delegates(True)).tell(child(with(True, "ns9.other.example"), True[0])); },
        "D3|authoritative|coincheck.com NS|HIGH|parent-child-differ");
    row(
        "D3: both ours, but different",
        [](Scene &s) { s.tell(delegates(True)).tell(child(without(True, 0), True[1])); },
        "D3|authoritative|coincheck.com NS|MED|parent-child-differ");
    row(
        "D3 benign: agrees with one of the parent's servers",
        [](Scene &s) {
            s.tell(delegates(True)).tell(delegates(True, "b.gtld-servers.net"));
            s.tell(child(True, True[0]));
        },
        "");
    row(
        "D3 benign: a server that is not delegated differs",
        [](Scene &s) { s.tell(delegates(True)).tell(child({"other.example"}, "ns1.elsewhere.example")); }, "");
    row(
        "D3 unknown: one of four is down",
        [](Scene &s) {
            tellTruth(s);
            s.tell(child(True, "ns-405.awsdns-50.com")
                       .from(QHostAddress(QStringLiteral("192.0.2.254")))
                       .nothing(Outcome::TimedOut));
        },
        "");
    row(
        "D3 unknown: parent silent",
        [](Scene &s) { s.tell(delegates(True).nothing(Outcome::TimedOut)).tell(child(without(True, 0), True[1])); },
        "");
}

void NameserverSignalsTest::judges()
{
    QFETCH(Story, story);
    QFETCH(QStringList, findings);
    Scene told = scene();
    story(told);
    const Judgement judgement = told.judge();
    QCOMPARE(summary(judgement), findings);
    for (const Finding &finding : judgement.findings) {
        QVERIFY(!finding.evidence.empty());
        QVERIFY(!finding.evidence.front().sha256.isEmpty());
        QCOMPARE(finding.domain, name(Domain));
    }
    const Judgement backwards = told.judgeBackwards();
    QCOMPARE(backwards.findings.size(), judgement.findings.size());
    for (size_t i = 0; i < judgement.findings.size(); ++i)
        QCOMPARE(toJson(backwards.findings[i]), toJson(judgement.findings[i]));
}

void NameserverSignalsTest::caseOf2020()
{
    Scene told = scene();
    for (char server = 'a'; server <= 'm'; ++server)
        told.tell(delegates(FalseAtParent, QByteArray(1, server) + ".gtld-servers.net"));
    for (const QByteArray &server : FalseAtChild)
        told.tell(child(FalseAtChild, server));
    told.tell(resolver(FalseAtChild)).tell(resolver(True, "r2.example.net"));
    const Judgement judgement = told.judge();
    QCOMPARE(summary(judgement), lines("D1|parent|ns-1515.awsdns-061.org|CRIT|unexpected-nameserver\n"
                                       "D1|resolver|ns-1515.awsdns-061.org|CRIT|unexpected-nameserver-resolver\n"
                                       "D1|parent|ns-1985.awsdns-056.co.uk|CRIT|unexpected-nameserver\n"
                                       "D1|resolver|ns-1985.awsdns-056.co.uk|CRIT|unexpected-nameserver-resolver\n"
                                       "D1|resolver|ns-650.awsdns-017.net|CRIT|unexpected-nameserver-resolver\n"
                                       "D2||ns-1515.awsdns-061.org|CRIT|imitates-zero-padding\n"
                                       "D2||ns-1985.awsdns-056.co.uk|CRIT|imitates-zero-padding\n"
                                       "D2||ns-650.awsdns-017.net|CRIT|imitates-zero-padding\n"
                                       "D3|authoritative|coincheck.com NS|HIGH|parent-child-differ"));
    const Finding *parentSays = findingOf(judgement, "D1", "parent", "ns-1515.awsdns-061.org");
    QVERIFY(parentSays);
    QCOMPARE(arg(*parentSays, "servers"), QStringLiteral("13/13"));
    QCOMPARE(parentSays->args.value(QLatin1String("expected")).toArray().size(), 4);
    QCOMPARE(parentSays->args.value(QLatin1String("present")).toArray().size(), 2);
    QCOMPARE(parentSays->args.value(QLatin1String("missing")).toArray().size(), 4);
    QCOMPARE(parentSays->evidence.size(), size_t(13));
    QCOMPARE(parentSays->evidence.front().question, QStringLiteral("coincheck.com NS"));
    const Finding *fake = findingOf(judgement, "D2", "", "ns-650.awsdns-017.net");
    QCOMPARE(arg(*fake, "imitates"), QStringLiteral("ns-650.awsdns-17.net"));
    QCOMPARE(arg(*fake, "difference"), QStringLiteral("14+1"));
    QCOMPARE(arg(*fake, "provider"), QStringLiteral("Route 53"));
    QCOMPARE(arg(*fake, "seenAt"), QStringLiteral("authoritative,resolver"));
    const Finding *differ = findingOf(judgement, "D3", "authoritative", "coincheck.com NS");
    QCOMPARE(arg(*differ, "onlyChild"), QStringLiteral("ns-650.awsdns-017.net"));
    const Finding *cached = findingOf(judgement, "D1", "resolver", "ns-650.awsdns-017.net");
    QCOMPARE(arg(*cached, "servers"), QStringLiteral("1/2"));
    QCOMPARE(arg(*cached, "resolvers"), QStringLiteral("r1.example.net"));
}

void NameserverSignalsTest::clearing_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<QStringList>("judged"); // of D1, D2, D3
    const auto row = [](const char *title, const Story &story, const char *judged) {
        QTest::newRow(title) << story << lines(judged);
    };
    row("everything answers", tellTruth, "D1|parent\nD1|resolver\nD2|\nD3|authoritative");
    row(
        "parent silent",
        [](Scene &s) {
            s.tell(delegates(True).nothing(Outcome::TimedOut)).tell(child(True, True[0])).tell(resolver(True));
        },
        "D1|resolver");
    row(
        "one of two parent servers silent",
        [](Scene &s) {
            s.tell(delegates(True).nothing(Outcome::TimedOut)).tell(delegates(True, "b.gtld-servers.net"));
        },
        "D1|parent\nD2|");
    row(
        "delegated servers silent, others answer",
        [](Scene &s) {
            s.tell(delegates(FalseAtParent)).tell(child(FalseAtParent, FalseAtParent[0]).nothing(Outcome::TimedOut));
            s.tell(child(True, True[0]));
        },
        "D1|parent\nD2|");
    row(
        "resolvers silent",
        [](Scene &s) {
            s.tell(delegates(True)).tell(child(True, True[0])).tell(resolver(True).nothing(Outcome::TimedOut));
        },
        "D1|parent\nD3|authoritative");
    row(
        "nothing expected any more", [](Scene &s) { s.domain().expectations.clear(); },
        "D1|parent\nD1|resolver\nD3|authoritative");
}

void NameserverSignalsTest::clearing()
{
    QFETCH(Story, story);
    QFETCH(QStringList, judged);
    Scene told = scene();
    story(told);
    QStringList here;
    for (const QString &scope : told.judge().judged)
        if (scope.startsWith(QLatin1String("D1|")) || scope.startsWith(QLatin1String("D2|")) ||
            scope.startsWith(QLatin1String("D3|")))
            here.append(scope);
    // Parts of the domain are judged one by one: where none has anything to say, none is undecided.
    QCOMPARE(here, QStringList{QStringLiteral("D1|authoritative")} + judged);
}

void NameserverSignalsTest::silenceClearsNoPart()
{
    Finding open;
    open.signal = QStringLiteral("D1");
    open.domain = name(Domain);
    open.vantage = QStringLiteral("authoritative");
    open.subject = QStringLiteral("shop.coincheck.com NS");
    const auto decides = [&](const Story &story) {
        Scene told = scene();
        tellTruth(told);
        expectExactly(told.domain(), "shop.coincheck.com", Type::NS, {"ns1.vendor.example."}, 3600);
        story(told);
        return told.judge().decides(open);
    };
    const auto says =
        Says::authoritative("shop.coincheck.com", Type::NS, True[0]).aa(false).refers({"ns1.vendor.example"});
    QVERIFY(decides([&](Scene &s) { s.tell(says); }));
    QVERIFY(!decides([](Scene &) {}));
    QVERIFY(!decides([&](Scene &s) { s.tell(Says(says).nothing(Outcome::TimedOut)); }));
    // Nothing is expected of the part any more.
    QVERIFY(scene().judge().decides(open));
}

void NameserverSignalsTest::evidenceIsBounded()
{
    Scene told = scene();
    for (int i = 0; i < 60; ++i)
        told.tell(delegates({"ns1.evil.example"}, QByteArray::number(i) + ".parent.example"));
    const Judgement judgement = told.judge();
    QCOMPARE(judgement.findings.front().evidence.size(), size_t(16));
    QCOMPARE(arg(judgement.findings.front(), "servers"), QStringLiteral("60/60"));
}

void NameserverSignalsTest::aFloodOfHostsIsBounded()
{
    Scene told = scene();
    Hosts flood;
    for (int i = 0; i < 1000; ++i)
        flood.push_back("h" + QByteArray::number(i) + ".example");
    told.tell(delegates(flood));
    const Judgement judgement = told.judge();
    QCOMPARE(judgement.findings.size(), size_t(50));
    const QJsonArray present = judgement.findings.front().args.value(QLatin1String("present")).toArray();
    QCOMPARE(present.size(), 51);
    QCOMPARE(present.last().toString(), QStringLiteral("+950"));
}

QTEST_GUILESS_MAIN(NameserverSignalsTest)
#include "tst_signals_nameservers.moc"
