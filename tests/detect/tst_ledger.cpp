// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Ledger.h"

#include "app/base/CanonicalJson.h"
#include "tests/detect/SyntheticView.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using namespace std::chrono_literals;

class LedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensOncePersistsAndClears();
    void unknownNeverClears();
    void flappingIsOneFinding();
    void laterIsAnother();
    void risesAndFalls();
    void keepsTheFirstEvidenceAndTheNewest();
    void otherDomainsAreLeftAlone();
    void registrationIsClearedByPersons();
    void registrationKeepsItsBeginning();
    void severalDomainsAreOneFleetFinding_data();
    void severalDomainsAreOneFleetFinding();
    void restores();
    void jsonRoundTrips();
    void jsonRefuses_data();
    void jsonRefuses();
};

namespace {

const Instant T0 = instant("2020-05-30T15:12:00Z");
const char *Domain = "coincheck.com";

Finding finding(const char *signal, const char *vantage, const char *subject, Instant now,
                Severity severity = Severity::High)
{
    Finding out;
    out.signal = QString::fromLatin1(signal);
    out.domain = name(Domain);
    out.vantage = QString::fromLatin1(vantage);
    out.subject = QString::fromLatin1(subject);
    out.severity = severity;
    out.rule = QStringLiteral("unexpected-nameserver");
    out.firstSeen = out.lastSeen = now;
    return out;
}

Judgement judgement(std::vector<Finding> findings, const QStringList &judged, const QStringList &undecided = {})
{
    return {std::move(findings), judged, undecided};
}

const QStringList Parent{QStringLiteral("D1|parent")};

QStringList kinds(const std::vector<Change> &changes)
{
    static const QStringList words{QStringLiteral("opened"), QStringLiteral("escalated"), QStringLiteral("cleared"),
                                   QStringLiteral("reopened")};
    QStringList out;
    for (const Change &change : changes)
        out.append(words[int(change.kind)] + QLatin1Char(' ') + change.finding.subject);
    return out;
}

std::vector<Change> see(Ledger &ledger, Instant now, Severity severity = Severity::High)
{
    return ledger.apply(name(Domain), judgement({finding("D1", "parent", "evil", now, severity)}, Parent), now);
}
std::vector<Change> seeNothing(Ledger &ledger, Instant now)
{
    return ledger.apply(name(Domain), judgement({}, Parent), now);
}

} // namespace

void LedgerTest::opensOncePersistsAndClears()
{
    Ledger ledger;
    QCOMPARE(kinds(see(ledger, T0)), lines("opened evil"));
    QVERIFY(see(ledger, T0 + 60s).empty());
    QCOMPARE(ledger.open().size(), size_t(1));
    QCOMPARE(ledger.open()[0].firstSeen, T0);
    QCOMPARE(ledger.open()[0].lastSeen, T0 + 60s);
    const auto changes = seeNothing(ledger, T0 + 120s);
    QCOMPARE(kinds(changes), lines("cleared evil"));
    QCOMPARE(*changes[0].finding.cleared, T0 + 120s);
    QCOMPARE(changes[0].finding.lastSeen, T0 + 60s);
    QVERIFY(seeNothing(ledger, T0 + 180s).empty());
    QVERIFY(ledger.open().empty());
    QCOMPARE(ledger.all().size(), size_t(1));
}

void LedgerTest::unknownNeverClears()
{
    Ledger ledger;
    see(ledger, T0);
    QVERIFY(ledger.apply(name(Domain), judgement({}, {QStringLiteral("D1|resolver")}), T0 + 60s).empty());
    QVERIFY(ledger.apply(name(Domain), judgement({}, Parent, {QStringLiteral("D1|parent|evil")}), T0 + 120s).empty());
    QCOMPARE(ledger.open().size(), size_t(1));
}

void LedgerTest::flappingIsOneFinding()
{
    Ledger ledger;
    see(ledger, T0);
    seeNothing(ledger, T0 + 60s);
    QCOMPARE(kinds(see(ledger, T0 + 60s + Ledger::FlapWindow)), lines("reopened evil"));
    QCOMPARE(ledger.all().size(), size_t(1));
    QCOMPARE(ledger.open()[0].firstSeen, T0);
    QCOMPARE(ledger.open()[0].recurrences, 1);
    QVERIFY(!ledger.open()[0].cleared);
}

void LedgerTest::laterIsAnother()
{
    Ledger ledger;
    see(ledger, T0);
    seeNothing(ledger, T0 + 60s);
    const Instant later = T0 + 61s + Ledger::FlapWindow;
    QCOMPARE(kinds(see(ledger, later)), lines("opened evil"));
    const auto all = ledger.all();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(*all[0].cleared, T0 + 60s);
    QCOMPARE(all[1].firstSeen, later);
    QVERIFY(all[1].open());
}

void LedgerTest::risesAndFalls()
{
    Ledger ledger;
    see(ledger, T0, Severity::Med);
    const auto rise = see(ledger, T0 + 60s, Severity::Crit);
    QCOMPARE(kinds(rise), lines("escalated evil"));
    QCOMPARE(rise[0].finding.severity, Severity::Crit);
    QVERIFY(see(ledger, T0 + 120s, Severity::High).empty());
    QCOMPARE(ledger.open()[0].severity, Severity::High);
}

void LedgerTest::keepsTheFirstEvidenceAndTheNewest()
{
    Ledger ledger;
    for (int look = 0; look < 5; ++look) {
        const Instant now = T0 + std::chrono::minutes(look);
        Finding seen = finding("D1", "parent", "evil", now);
        for (int server = 0; server < 13; ++server)
            seen.evidence.push_back({QByteArray::number(look),
                                     QStringLiteral("parent"),
                                     QString::number(server),
                                     {},
                                     QStringLiteral("coincheck.com NS"),
                                     now - 1s});
        (void)ledger.apply(name(Domain), judgement({seen}, Parent), now);
    }
    const std::vector<Evidence> kept = ledger.open()[0].evidence;
    QCOMPARE(kept.size(), size_t(16));
    QCOMPARE(std::count_if(kept.begin(), kept.end(), [](const Evidence &e) { return e.sha256 == "0"; }), 8);
    QCOMPARE(std::count_if(kept.begin(), kept.end(), [](const Evidence &e) { return e.sha256 == "4"; }), 8);
}

void LedgerTest::otherDomainsAreLeftAlone()
{
    Ledger ledger;
    see(ledger, T0);
    QVERIFY(ledger.apply(name("example.com"), judgement({}, Parent), T0 + 60s).empty());
    QCOMPARE(ledger.open().size(), size_t(1));
}

void LedgerTest::registrationIsClearedByPersons()
{
    Ledger ledger;
    const auto seen = [&](const char *lastChanged, Instant now) {
        Finding registration = finding("R1", "registry", Domain, now);
        registration.args = {{QStringLiteral("lastChanged"), QString::fromLatin1(lastChanged)}};
        return ledger.apply(name(Domain), judgement({registration}, {}), now);
    };
    seen("2020-05-30T15:11:38Z", T0);
    const QString key = ledger.open()[0].key();
    QVERIFY(ledger.apply(name(Domain), judgement({}, {QStringLiteral("R1|registry")}), T0 + 60s).empty());
    QCOMPARE(ledger.open().size(), size_t(1));
    QVERIFY(!ledger.clearByPerson(QStringLiteral("nothing"), T0 + 61s));
    const auto change = ledger.clearByPerson(key, T0 + 61s);
    QVERIFY(change);
    QCOMPARE(*change->finding.cleared, T0 + 61s);
    QVERIFY(!ledger.clearByPerson(key, T0 + 62s));
    QVERIFY2(seen("2020-05-30T15:11:38Z", T0 + 120s).empty(), "the very change that a person cleared");
    QCOMPARE(kinds(seen("2020-06-01T11:52:53Z", T0 + 180s)), lines("reopened coincheck.com"));
}

void LedgerTest::registrationKeepsItsBeginning()
{
    Ledger ledger;
    for (const char *stamp : {"2020-05-30T15:11:38Z", "2020-06-01T11:52:53Z"}) {
        Finding registration = finding("R1", "registry", Domain, instant(stamp));
        registration.args = {{QStringLiteral("lastChanged"), QString::fromLatin1(stamp)},
                             {QStringLiteral("since"), QString::fromLatin1(stamp)}};
        (void)ledger.apply(name(Domain), judgement({registration}, {}), instant(stamp));
    }
    const QJsonObject args = ledger.open()[0].args;
    QCOMPARE(args.value(QLatin1String("since")).toString(), QStringLiteral("2020-05-30T15:11:38Z"));
    QCOMPARE(args.value(QLatin1String("lastChanged")).toString(), QStringLiteral("2020-06-01T11:52:53Z"));
}

void LedgerTest::severalDomainsAreOneFleetFinding_data()
{
    QTest::addColumn<int>("minutesApart");
    QTest::addColumn<QString>("otherSignal");
    QTest::addColumn<int>("severity");
    QTest::addColumn<bool>("found");
    const int high = int(Severity::High);
    QTest::newRow("same signal, same hour") << 60 << QStringLiteral("D1") << high << true;
    QTest::newRow("same signal, later") << 61 << QStringLiteral("D1") << high << false;
    QTest::newRow("another signal") << 1 << QStringLiteral("D8") << high << false;
    QTest::newRow("nothing worth it") << 1 << QStringLiteral("D1") << int(Severity::Info) << false;
}

void LedgerTest::severalDomainsAreOneFleetFinding()
{
    QFETCH(int, minutesApart);
    QFETCH(QString, otherSignal);
    QFETCH(int, severity);
    QFETCH(bool, found);
    Ledger ledger;
    see(ledger, T0);
    QVERIFY(ledger.applyFleet(T0).empty());
    const Instant later = T0 + std::chrono::minutes(minutesApart);
    Finding other = finding("D1", "parent", "evil", later, Severity(severity));
    other.signal = otherSignal;
    other.domain = name("example.com");
    (void)ledger.apply(other.domain, judgement({other}, {}), later);
    const auto changes = ledger.applyFleet(later);
    QCOMPARE(kinds(changes), found ? lines("opened D1") : QStringList());
    if (!found) return;
    QCOMPARE(changes[0].finding.signal, QStringLiteral("F1"));
    QCOMPARE(changes[0].finding.severity, Severity::Crit);
    QVERIFY(ledger.applyFleet(later + 1s).empty());
    seeNothing(ledger, later + 60s);
    QCOMPARE(kinds(ledger.applyFleet(later + 60s)), lines("cleared D1"));
}

void LedgerTest::restores()
{
    Ledger before;
    see(before, T0);
    seeNothing(before, T0 + 60s);
    see(before, T0 + 10h);
    Ledger after;
    after.restore(before.all());
    QCOMPARE(after.all().size(), size_t(2));
    QVERIFY(see(after, T0 + 11h).empty());
    QCOMPARE(after.open()[0].firstSeen, T0 + 10h);
    QCOMPARE(kinds(seeNothing(after, T0 + 12h)), lines("cleared evil"));
}

void LedgerTest::jsonRoundTrips()
{
    Finding seen = finding("D2", "", "ns-650.awsdns-017.net", T0 + Duration(5), Severity::Crit);
    seen.args = {{QStringLiteral("imitates"), QStringLiteral("ns-650.awsdns-17.net")},
                 {QStringLiteral("difference"), QJsonArray{QStringLiteral("14+1")}}};
    seen.evidence = {evidenceOf(*Says::parent(Domain, dns::Type::NS).refers({"ns-650.awsdns-017.net"}).exchange())};
    seen.cleared = T0 + 60s;
    seen.recurrences = 3;
    const QJsonObject json = toJson(seen);
    QVERIFY(canonicalJson(json));
    const auto read = findingFromJson(json);
    QVERIFY2(read, read ? "" : qPrintable(read.error().where));
    QCOMPARE(toJson(*read), json);
    QCOMPARE(read->firstSeen, seen.firstSeen);
    QVERIFY(read->evidence == seen.evidence);
    QCOMPARE(read->key(), QStringLiteral("D2|coincheck.com|ns-650.awsdns-017.net|"));
    QCOMPARE(severityText(read->severity), QByteArray("CRIT"));
}

void LedgerTest::jsonRefuses_data()
{
    QTest::addColumn<QString>("key");
    for (const char *key : {"signal", "domain", "subject", "severity", "args", "evidence", "firstSeen", "recurrences"})
        QTest::newRow(key) << QString::fromLatin1(key);
}

void LedgerTest::jsonRefuses()
{
    QFETCH(QString, key);
    QJsonObject json = toJson(finding("D1", "parent", "evil", T0));
    QVERIFY(findingFromJson(json));
    json.insert(key, true);
    QVERIFY(!findingFromJson(json));
    json.remove(key);
    QVERIFY(!findingFromJson(json));
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "tst_ledger.moc"
