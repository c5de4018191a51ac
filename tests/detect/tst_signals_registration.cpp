// SPDX-License-Identifier: GPL-3.0-or-later
// R1 to R5: the registration against what was accepted of it and against the zone. D4, D5: where nameservers stand.
#include "app/detect/Sentence.h"
#include "tests/detect/SyntheticView.h"

#include <QTest>

#include <functional>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using dns::Type;
using registry::Registration;

using Change = std::function<void(Registration &)>;
using Story = std::function<void(Scene &)>;

class RegistrationSignalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void registrations_data();
    void registrations();
    void whatWasNotAcceptedIsNotCompared();
    void registryAgainstZone_data();
    void registryAgainstZone();
    void hosts_data();
    void hosts();
    void youngHosts_data();
    void youngHosts();
    void youngHostsSaySo();
};

namespace {

const char *Domain = "example.com";

Registration accepted()
{
    Registration out;
    out.domain = name(Domain);
    out.registrar = QStringLiteral("Good Registrar");
    out.registrarIanaId = QStringLiteral("49");
    out.statuses = {QStringLiteral("clientTransferProhibited"), QStringLiteral("serverUpdateProhibited")};
    out.registered = instant("2001-01-01T00:00:00Z");
    out.expires = instant("2021-01-01T00:00:00Z");
    out.lastChanged = instant("2019-08-27T21:45:17Z");
    out.nameservers = {name("ns1.example.com"), name("ns1.example.net")};
    return out;
}

Scene scene()
{
    Scene out(Domain);
    expectExactly(out.domain(), Domain, Type::NS, {"ns1.example.com.", "ns1.example.net."}, 172800);
    expectExactly(out.domain(), "ns1.example.com", Type::A, {"192.0.2.53"}, 172800);
    expectExactly(out.domain(), "www.example.com", Type::A, {"192.0.2.80"}, 300);
    return out;
}

Says delegation(const std::vector<QByteArray> &hosts, const QByteArray &glue = "192.0.2.53")
{
    return Says::parent(Domain, Type::NS).refers(hosts).additional(record("ns1.example.com", Type::A, glue, 172800));
}
const std::vector<QByteArray> Ours{"ns1.example.com", "ns1.example.net"};

} // namespace

void RegistrationSignalsTest::registrations_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("findings");
    const auto row = [](const char *title, const Change &change, const char *findings) {
        QTest::newRow(title) << change << lines(findings);
    };
    row(
        "as accepted", [](Registration &) {}, "");
    row(
        "R1: changed", [](Registration &r) { r.lastChanged = instant("2020-05-30T14:00:00Z"); },
        "R1|registry|example.com|HIGH|registration-changed");
    row(
        "R1: renewed, and nothing else",
        [](Registration &r) {
            r.lastChanged = instant("2020-05-30T14:00:00Z");
            r.expires = instant("2022-01-01T00:00:00Z");
        },
        "R1|registry|example.com|INFO|registration-renewed");
    row(
        "R1: renewed, and the nameservers too",
        [](Registration &r) {
            r.lastChanged = instant("2020-05-30T14:00:00Z");
            r.expires = instant("2022-01-01T00:00:00Z");
            r.nameservers = {name("ns.evil.example")};
        },
        "R1|registry|example.com|HIGH|registration-changed");
    row(
        "R1: renewed by itself, which may be undone for a while",
        [](Registration &r) {
            r.lastChanged = instant("2020-05-30T14:00:00Z");
            r.expires = instant("2022-01-01T00:00:00Z");
            r.statuses += QStringLiteral("autoRenewPeriod");
        },
        "R1|registry|example.com|INFO|registration-renewed");
    row(
        "R1: renewed and transferred",
        [](Registration &r) {
            r.lastChanged = r.transferred = instant("2020-05-30T14:00:00Z");
            r.expires = instant("2022-01-01T00:00:00Z");
        },
        "R1|registry|example.com|HIGH|registration-changed\nR2|registry|example.com "
        "transfer|CRIT|registration-transferred");
    row(
        "R1 benign: the date with its fraction",
        [](Registration &r) { r.lastChanged = instant("2019-08-27T21:45:17.900Z"); }, "");
    row(
        "R1: a second later", [](Registration &r) { r.lastChanged = instant("2019-08-27T21:45:18Z"); },
        "R1|registry|example.com|HIGH|registration-changed");
    row(
        "R2 benign: expires on the day, without the hour",
        [](Registration &r) { r.expires = instant("2020-12-31T09:00:00Z"); }, "");
    row(
        "R2 benign: a transfer of years ago is told of now",
        [](Registration &r) { r.transferred = instant("2011-03-04T05:06:07Z"); }, "");
    row(
        "R3 unknown: no status is told", [](Registration &r) { r.statuses.clear(); }, "");
    row(
        "R2: another registrar",
        [](Registration &r) {
            r.registrar = QStringLiteral("Other");
            r.registrarIanaId = QStringLiteral("1");
        },
        "R2|registry|example.com registrar|CRIT|registrar-changed");
    row(
        "R2 benign: the registrar's name written otherwise",
        [](Registration &r) { r.registrar = QStringLiteral("GOOD REGISTRAR, Inc."); }, "");
    row(
        "R2: another registrar, without numbers",
        [](Registration &r) {
            r.registrar = QStringLiteral("Other");
            r.registrarIanaId.clear();
        },
        "R2|registry|example.com registrar|CRIT|registrar-changed");
    row(
        "R2 unknown: the registrar is redacted",
        [](Registration &r) {
            r.registrar.clear();
            r.registrarIanaId.clear();
        },
        "");
    row(
        "R2: transferred", [](Registration &r) { r.transferred = instant("2020-05-30T14:00:00Z"); },
        "R2|registry|example.com transfer|CRIT|registration-transferred");
    row(
        "R2: a transfer is asked for", [](Registration &r) { r.statuses += QStringLiteral("pendingTransfer"); },
        "R2|registry|example.com pendingTransfer|CRIT|registration-leaving");
    row(
        "R2: on hold", [](Registration &r) { r.statuses += QStringLiteral("serverHold"); },
        "R2|registry|example.com serverHold|CRIT|registration-held");
    row(
        "R2: expires earlier", [](Registration &r) { r.expires = instant("2020-06-01T00:00:00Z"); },
        "R2|registry|example.com expiration|CRIT|expiration-moved-back");
    row(
        "R3: a lock lost", [](Registration &r) { r.statuses.removeAll(QStringLiteral("clientTransferProhibited")); },
        "R3|registry|example.com clientTransferProhibited|HIGH|lock-lost");
    row(
        "R3 benign: a lock more", [](Registration &r) { r.statuses += QStringLiteral("serverDeleteProhibited"); }, "");
}

void RegistrationSignalsTest::registrations()
{
    QFETCH(Change, change);
    QFETCH(QStringList, findings);
    Registration present = accepted();
    change(present);
    Scene one = scene();
    one.registered(accepted(), present);
    QCOMPARE(summary(one.judge()), findings);
    QVERIFY(one.judge().judged.contains(QStringLiteral("R2|registry")));
    QCOMPARE(one.judge().judged.contains(QStringLiteral("R3|registry")), !present.statuses.isEmpty());
    QVERIFY(!one.judge().judged.contains(QStringLiteral("R1|registry")));
}

void RegistrationSignalsTest::whatWasNotAcceptedIsNotCompared()
{
    Registration present = accepted();
    present.registrar = QStringLiteral("Other");
    present.registrarIanaId = QStringLiteral("1");
    Scene one = scene();
    one.registered(accepted(), present);
    one.domain().registration->standing.reset(); // of a workspace of before
    QCOMPARE(summary(one.judge()), QStringList());
    QVERIFY(!one.judge().judged.contains(QStringLiteral("R2|registry")));
}

void RegistrationSignalsTest::registryAgainstZone_data()
{
    QTest::addColumn<std::vector<QByteArray>>("zone");
    QTest::addColumn<QByteArray>("lastChanged");
    QTest::addColumn<int>("age"); // of the registry's answer, minutes
    QTest::addColumn<bool>("found");
    QTest::addColumn<bool>("judged");
    using Hosts = std::vector<QByteArray>;
    const QByteArray longAgo = "2019-08-27T21:45:17Z";
    QTest::newRow("alike") << Ours << longAgo << 0 << false << true;
    QTest::newRow("the zone alone was changed")
        << Hosts{"ns1.example.com", "ns.evil.example"} << longAgo << 0 << true << true;
    QTest::newRow("one fewer") << Hosts{"ns1.example.com"} << longAgo << 0 << true << true;
    QTest::newRow("changed just now") << Hosts{"ns1.example.com"} << QByteArray("2020-05-30T15:00:00Z") << 0 << false
                                      << false;
    QTest::newRow("an old answer") << Hosts{"ns1.example.com"} << longAgo << 180 << false << false;
}

void RegistrationSignalsTest::registryAgainstZone()
{
    QFETCH(std::vector<QByteArray>, zone);
    QFETCH(QByteArray, lastChanged);
    QFETCH(int, age);
    QFETCH(bool, found);
    QFETCH(bool, judged);
    Registration present = accepted();
    present.lastChanged = instant(lastChanged.constData());
    Scene one = scene();
    one.tell(delegation(zone));
    one.registered(present, present, std::chrono::minutes(age));
    const Judgement judgement = one.judge();
    QCOMPARE(findingOf(judgement, "R4", "registry", "example.com NS") != nullptr, found);
    QCOMPARE(judgement.judged.contains(QStringLiteral("R4|registry")), judged);
}

void RegistrationSignalsTest::hosts_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<QStringList>("findings"); // of D4 and D5
    const auto row = [](const char *title, const Story &story, const char *findings) {
        QTest::newRow(title) << story << lines(findings);
    };
    const auto serves = [](const char *host, const char *address) {
        return Says::authoritative(Domain, Type::NS, host)
            .from(QHostAddress(QLatin1String(address)))
            .answer({"ns1.example.com.", "ns1.example.net."}, 172800);
    };
    const auto leadsTo = [](const QByteArray &address) {
        return Says::authoritative("www.example.com", Type::A, "ns1.example.com").answer({address});
    };
    row(
        "D4 benign: our glue", [](Scene &s) { s.tell(delegation(Ours)); }, "");
    row(
        "D4: false glue", [](Scene &s) { s.tell(delegation(Ours, "198.51.100.66")); },
        "D4|parent|ns1.example.com|CRIT|glue-changed");
    row(
        "D4 benign: glue of a host that is none of ours",
        [](Scene &s) {
            s.tell(delegation(Ours).additional(record("ns1.example.net", Type::A, "198.51.100.66", 172800)));
        },
        "");
    row(
        "D5: a stranger serves us",
        [=](Scene &s) {
            s.tell(delegation({"ns.evil.example"}));
            s.tell(serves("ns.evil.example", "198.51.100.66"));
            s.tell(leadsTo("198.51.100.66"));
        },
        "D5|authoritative|ns.evil.example|CRIT|nameserver-serves-too");
    row(
        "D5 benign: our own nameserver serves us",
        [=](Scene &s) {
            s.tell(delegation(Ours));
            s.tell(serves("ns1.example.com", "192.0.2.80"));
            s.tell(leadsTo("192.0.2.80"));
        },
        "");
    row(
        "D5 benign: a stranger elsewhere",
        [=](Scene &s) {
            s.tell(delegation({"ns.evil.example"}));
            s.tell(serves("ns.evil.example", "198.51.100.66"));
            s.tell(leadsTo("192.0.2.80"));
        },
        "");
}

void RegistrationSignalsTest::hosts()
{
    QFETCH(Story, story);
    QFETCH(QStringList, findings);
    Scene one = scene();
    story(one);
    for (const Judgement &judgement : {one.judge(), one.judgeBackwards()}) {
        QStringList these;
        for (const QString &line : summary(judgement))
            if (line.startsWith(QLatin1String("D4")) || line.startsWith(QLatin1String("D5"))) these += line;
        QCOMPARE(these, findings);
    }
}

void RegistrationSignalsTest::youngHosts_data()
{
    QTest::addColumn<Story>("story");
    QTest::addColumn<QStringList>("findings"); // of R5
    QTest::addColumn<bool>("decided");         // whether a finding of before would be cleared
    const auto row = [](const char *title, const Story &story, const char *findings, bool decided) {
        QTest::newRow(title) << story << lines(findings) << decided;
    };
    const auto taken = [](Scene &s) { s.tell(delegation({"ns.evil.example"})); };
    row(
        "our servers", [](Scene &s) { s.tell(delegation(Ours)); }, "", true);
    row(
        "registered the day before",
        [=](Scene &s) {
            taken(s);
            s.hostsRegistered("evil.example", "2020-05-29T14:19:13Z");
        },
        "R5||evil.example|CRIT|young-host-hours", true);
    row(
        "registered four weeks before",
        [=](Scene &s) {
            taken(s);
            s.hostsRegistered("evil.example", "2020-05-01T14:19:13Z");
        },
        "R5||evil.example|CRIT|young-host-days", true);
    row(
        "registered a month and more before: no sign, and what was one before stays",
        [=](Scene &s) {
            taken(s);
            s.hostsRegistered("evil.example", "2020-04-30T15:12:30Z");
        },
        "", false);
    row(
        "the registry could not be asked",
        [=](Scene &s) {
            taken(s);
            s.hostsRegistered("evil.example", nullptr);
        },
        "", false);
    row("the registry was not asked yet", taken, "", false);
    row(
        "another's domain is young",
        [=](Scene &s) {
            taken(s);
            s.hostsRegistered("other.example", "2020-05-29T14:19:13Z");
        },
        "", false);
    row(
        "our own provider is young: we expect it",
        [](Scene &s) {
            s.tell(delegation(Ours));
            s.hostsRegistered("example.net", "2020-05-29T14:19:13Z");
        },
        "", true);
    row(
        "two servers in one domain are one finding",
        [](Scene &s) {
            s.tell(delegation({"ns1.evil.example", "ns2.evil.example"}));
            s.hostsRegistered("evil.example", "2020-05-29T14:19:13Z");
        },
        "R5||evil.example|CRIT|young-host-hours", true);
    row(
        "a mail host",
        [](Scene &s) {
            expectExactly(s.domain(), Domain, Type::MX, {"10 mx.example.com."});
            s.tell(delegation(Ours));
            s.tell(Says::authoritative(Domain, Type::MX, "ns1.example.com").answer({"5 mx.evil.example."}));
            s.hostsRegistered("evil.example", "2020-05-29T14:19:13Z");
        },
        "R5||evil.example|CRIT|young-host-hours", true);
}

void RegistrationSignalsTest::youngHosts()
{
    QFETCH(Story, story);
    QFETCH(QStringList, findings);
    QFETCH(bool, decided);
    Scene one = scene();
    story(one);
    for (const Judgement &judgement : {one.judge(), one.judgeBackwards()}) {
        QStringList these;
        for (const QString &line : summary(judgement))
            if (line.startsWith(QLatin1String("R5"))) these += line;
        QCOMPARE(these, findings);
        Finding before;
        before.signal = QStringLiteral("R5");
        before.subject = QStringLiteral("evil.example");
        QCOMPARE(judgement.decides(before), decided);
    }
}

void RegistrationSignalsTest::youngHostsSaySo()
{
    Scene one = scene();
    one.tell(delegation({"ns.evil.example"})).hostsRegistered("evil.example", "2020-05-29T14:19:13Z");
    const Judgement judgement = one.judge();
    const Finding *finding = findingOf(judgement, "R5", "", "evil.example");
    QVERIFY(finding);
    QCOMPARE(
        englishSentence(*finding),
        QStringLiteral("ns.evil.example, which nobody expects, serves example.com from a domain that is hours old: "
                       "evil.example was registered at 2020-05-29T14:19:13Z, 24 hours before this look."));
    QCOMPARE(int(finding->evidence.size()), 1);
    QCOMPARE(finding->evidence.front().vantage, QStringLiteral("registry"));
    QCOMPARE(finding->evidence.front().sha256, QByteArray("bb"));
}

QTEST_GUILESS_MAIN(RegistrationSignalsTest)
#include "tst_signals_registration.moc"
