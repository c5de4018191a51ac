// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;
using detect::Severity;

Q_DECLARE_METATYPE(std::vector<detect::Finding>)

namespace {

constexpr const char *Start = "2020-05-30T15:12:30Z";
constexpr const char *Repair = "2020-06-01T11:53:30Z";

QString stateName(const std::vector<detect::Finding> &findings, const Decisions &decisions = {})
{
    return QString::fromLatin1(incidentStateText(assess(findings, {}, decisions).state));
}

} // namespace

class TestIncident : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void state_data()
    {
        QTest::addColumn<std::vector<detect::Finding>>("findings");
        QTest::addColumn<QString>("state");
        using Findings = std::vector<detect::Finding>;
        const auto crit = finding("D1", "parent", Severity::Crit, Start);
        const auto critGone = finding("D1", "parent", Severity::Crit, Start, Repair);
        const auto mailAtResolver = finding("D8", "resolver", Severity::Crit, "2020-05-30T15:13:00Z");
        const auto registry = finding("R1", "registry", Severity::High, Start);

        QTest::newRow("nothing") << Findings{} << "quiet";
        QTest::newRow("only information") << Findings{finding("D9", "resolver", Severity::Info, Start)} << "quiet";
        QTest::newRow("a warning") << Findings{finding("P1", "", Severity::Warn, Start)} << "suspicion";
        QTest::newRow("critical at the parent") << Findings{crit} << "hijack";
        QTest::newRow("high at an authoritative server")
            << Findings{finding("D6", "authoritative", Severity::High, Start)} << "hijack";
        QTest::newRow("medium at the parent") << Findings{finding("D3", "parent", Severity::Med, Start)} << "suspicion";
        QTest::newRow("high at the registry alone") << Findings{registry} << "suspicion";
        QTest::newRow("critical at a resolver alone") << Findings{mailAtResolver} << "suspicion";
        QTest::newRow("only a preparation") << Findings{finding("P1", "", Severity::High, Start)} << "suspicion";
        QTest::newRow("repaired, resolvers still name a server in a young domain")
            << Findings{critGone, mailAtResolver, finding("R5", "", Severity::Crit, Start)} << "recovering";
        QTest::newRow("repaired, resolvers still lie") << Findings{critGone, mailAtResolver} << "recovering";
        QTest::newRow("repaired, registration not accepted") << Findings{critGone, registry} << "recovering";
        QTest::newRow("all over") << Findings{critGone,
                                              finding("D8", "resolver", Severity::Crit, Start, "2020-06-05T15:52:00Z")}
                                  << "quiet";
        QTest::newRow("fleet finding lags behind")
            << Findings{critGone, mailAtResolver, finding("F1", "", Severity::Crit, Start, nullptr, ".")}
            << "recovering";
        QTest::newRow("back again") << Findings{crit, mailAtResolver, registry} << "hijack";
        QTest::newRow("an incident of last year does not colour a new suspicion")
            << Findings{finding("D1", "parent", Severity::Crit, "2019-05-30T15:12:30Z", "2019-06-01T11:53:30Z"),
                        finding("D8", "resolver", Severity::Crit, Start)}
            << "suspicion";
    }
    void state()
    {
        QFETCH(std::vector<detect::Finding>, findings);
        QFETCH(QString, state);
        QCOMPARE(stateName(findings), state);
    }

    void closing()
    {
        const auto critGone = finding("D1", "parent", Severity::Crit, Start, Repair);
        const auto registry = finding("R1", "registry", Severity::High, Start);
        const auto crit = finding("D1", "parent", Severity::Crit, Start);
        Decisions decisions;
        decisions.closedAt = at("2020-06-04T00:00:00Z");
        QCOMPARE(stateName({critGone, registry}, decisions), QStringLiteral("closed"));
        QCOMPARE(stateName({critGone}, decisions), QStringLiteral("closed"));
        QCOMPARE(stateName({}, decisions), QStringLiteral("quiet"));
        QCOMPARE(stateName({crit}, decisions), QStringLiteral("hijack")); // it came back, or never went
        QCOMPARE(
            stateName({critGone, finding("D7", "authoritative", Severity::Med, "2020-06-05T00:00:00Z")}, decisions),
            QStringLiteral("suspicion"));
        QVERIFY(!assess({critGone}, {}, decisions).id.isEmpty());
    }

    void the2020Case()
    {
        const auto incident = assess(findings(), registration("2020-05-30T15:11:38Z"), {QStringLiteral("Hanako"), {}});
        QCOMPARE(incident.id, QStringLiteral("HB-2020-001"));
        QCOMPARE(incident.state, IncidentState::Hijack);
        QCOMPARE(incident.domains, std::vector<dns::Name>{name("coincheck.com")});
        QCOMPARE(incident.signalIds, QStringLiteral("D1 D2 D8 R1 R5").split(u' '));
        QVERIFY(incident.changedAt);
        QCOMPARE(toRfc3339(*incident.changedAt), QStringLiteral("2020-05-30T15:11:38Z"));
        QCOMPARE(incident.changedAtSource, QStringLiteral("registry"));
        QCOMPARE(toRfc3339(*incident.noticedAt), QStringLiteral("2020-05-30T15:12:30Z"));
        QVERIFY(!incident.repairedAt);
        QVERIFY(incident.mailLost);
        QCOMPARE(incident.commander, QStringLiteral("Hanako"));
    }

    void theRepairsStampIsNotTheChanges()
    {
        auto all = findings();
        for (auto &f : all)
            if (f.vantage == QLatin1String("parent")) f.cleared = at(Repair);
        // The registry now says when it was repaired …
        auto incident = assess(all, registration("2020-06-01T11:52:53Z"), {});
        QCOMPARE(toRfc3339(*incident.changedAt), QStringLiteral("2020-05-30T15:12:30Z"));
        QCOMPARE(incident.changedAtSource, QStringLiteral("first evidence"));
        QCOMPARE(toRfc3339(*incident.repairedAt), QStringLiteral("2020-06-01T11:53:30Z"));
        // … but the finding remembers the change.
        all[3].args = {{QStringLiteral("since"), QStringLiteral("2020-05-30T15:11:38Z")},
                       {QStringLiteral("lastChanged"), QStringLiteral("2020-06-01T11:52:53Z")}};
        incident = assess(all, registration("2020-06-01T11:52:53Z"), {});
        QCOMPARE(toRfc3339(*incident.changedAt), QStringLiteral("2020-05-30T15:11:38Z"));
    }

    void mailThatWasLostStaysLost()
    {
        auto all = findings();
        for (auto &f : all)
            if (f.signal == QLatin1String("D8") || f.subject.endsWith(QLatin1String(" MX"))) f.cleared = at(Repair);
        const auto incident = assess(all, {}, {});
        QVERIFY(!incident.mailLost);
        QVERIFY(incident.mailWasLost);
    }

    void aPreparationDoesNotDateTheAttack()
    {
        const auto incident = assess(
            {finding("P1", "", Severity::High, "2020-05-29T17:00:00Z"), finding("D1", "parent", Severity::Crit, Start)},
            {}, {});
        QCOMPARE(incident.state, IncidentState::Hijack);
        QCOMPARE(toRfc3339(*incident.changedAt), QString::fromLatin1(Start));
        QCOMPARE(toRfc3339(*incident.noticedAt), QString::fromLatin1(Start));
        QVERIFY(incident.signalIds.contains(QStringLiteral("P1")));
    }

    void withoutRegistrationTheFirstEvidenceDatesIt()
    {
        const auto incident = assess({finding("D1", "parent", Severity::Crit, Start)}, {}, {}, 7);
        QCOMPARE(toRfc3339(*incident.changedAt), QString::fromLatin1(Start));
        QCOMPARE(incident.changedAtSource, QStringLiteral("first evidence"));
        QCOMPARE(incident.id, QStringLiteral("HB-2020-007"));
        QVERIFY(!incident.mailLost);
    }

    void aStandingWarningDoesNotTieIncidentsTogether()
    {
        const auto incident = assess(
            {finding("R3", "registry", Severity::Warn, "2018-01-01T00:00:00Z"),
             finding("D1", "parent", Severity::Crit, "2019-01-01T00:00:00Z", "2019-01-02T00:00:00Z", "other.example"),
             finding("D1", "parent", Severity::Crit, Start)},
            {}, {});
        QCOMPARE(incident.id, QStringLiteral("HB-2020-001"));
        QCOMPARE(incident.domains, std::vector<dns::Name>{name("coincheck.com")});
    }

    void quietSaysNothing() { QVERIFY(assess({}, {}, {}) == Incident{}); }

    void mailAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("safe");
        QTest::newRow("another domain") << "csirt@example.org" << true;
        QTest::newRow("the domain") << "csirt@coincheck.com" << false;
        QTest::newRow("capitals") << "csirt@CoinCheck.COM" << false;
        QTest::newRow("below it") << "csirt@mail.coincheck.com" << false;
        QTest::newRow("final dot") << "csirt@coincheck.com." << false;
        QTest::newRow("with a name") << "CSIRT <csirt@coincheck.com>" << false;
        QTest::newRow("with a name, safe") << "CSIRT <csirt@example.org>" << true;
        QTest::newRow("name only looks like it") << "csirt@notcoincheck.com" << true;
        QTest::newRow("two at signs") << "csirt@example.org@coincheck.com" << false;
        QTest::newRow("full-width letters") << QStringLiteral("csirt@ｃoincheck.com") << false;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("no domain") << "csirt@" << false;
        QTest::newRow("no local part") << "@example.org" << false;
        QTest::newRow("no address") << "csirt" << false;
    }
    void mailAddress()
    {
        QFETCH(QString, address);
        QFETCH(bool, safe);
        QCOMPARE(mailAddressIsSafe(address, facts().incident), safe);
    }
};

QTEST_GUILESS_MAIN(TestIncident)
#include "tst_incident.moc"
