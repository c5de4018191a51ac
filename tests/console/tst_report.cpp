// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Report.h"
#include "tests/console/LookOf.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace std::chrono_literals;
using console::Pipeline;

class ReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exitStatus_data();
    void exitStatus();
    void findingsAndDomains();
    void theOrderOfAnswersDoesNotMatter();
    void textShowsLiveAgainstExpected();
    void weaknessesAreNoFindings();

private:
    const Instant m_start = instant("2020-05-30T15:00:00Z");
};

void ReportTest::exitStatus_data()
{
    QTest::addColumn<int>("told");
    QTest::addColumn<int>("status");
    QTest::newRow("all as expected") << 0 << 0;
    QTest::newRow("hijacked") << 1 << 1;
    QTest::newRow("one server silent") << 2 << 2;
    QTest::newRow("nothing looked at") << 3 << 2;
}

void ReportTest::exitStatus()
{
    QFETCH(int, told);
    QFETCH(int, status);
    Pipeline pipeline;
    auto says = told == 1 ? hijacked() : honest();
    if (told == 2) says.back().nothing(dns::Outcome::TimedOut);
    if (told != 3) (void)pipeline.take(lookOf(bank(), says, m_start));
    QCOMPARE(console::exitStatusOf(pipeline), status);
}

void ReportTest::findingsAndDomains()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), honest(), m_start));
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start + 60s));
    const auto report = QJsonDocument::fromJson(console::reportBytes(pipeline)).object();
    bool d1 = false;
    const auto findings = report.value(QStringLiteral("findings")).toArray();
    for (const auto &value : findings) {
        const auto finding = value.toObject();
        if (finding.value(QStringLiteral("signal")) != QLatin1String("D1")) continue;
        d1 = true;
        QCOMPARE(finding.value(QStringLiteral("firstSeen")).toString(), QStringLiteral("2020-05-30T15:01:00Z"));
        QVERIFY(finding.value(QStringLiteral("cleared")).isNull());
        QVERIFY(finding.value(QStringLiteral("message")).toString().contains(QLatin1String("ns1.thief.example")));
        QVERIFY(!finding.value(QStringLiteral("evidence")).toArray().isEmpty());
    }
    QVERIFY(d1);
    const auto domains = report.value(QStringLiteral("domains")).toArray();
    QCOMPARE(domains.size(), 1);
    QCOMPARE(domains[0].toObject().value(QStringLiteral("state")).toString(), QStringLiteral("mismatch"));
    QVERIFY(console::reportBytes(pipeline).endsWith("}\n"));
}

void ReportTest::theOrderOfAnswersDoesNotMatter()
{
    auto backwards = hijacked();
    std::reverse(backwards.begin(), backwards.end());
    Pipeline one, other;
    (void)one.take(lookOf(bank(), hijacked(), m_start));
    (void)other.take(lookOf(bank(), backwards, m_start));
    const auto domainsOf = [](const Pipeline &pipeline) {
        return console::reportJson(pipeline).value(QStringLiteral("domains"));
    };
    QCOMPARE(domainsOf(one), domainsOf(other));
}

void ReportTest::textShowsLiveAgainstExpected()
{
    Pipeline pipeline;
    (void)pipeline.take(lookOf(bank(), hijacked(), m_start));
    const auto text = console::reportText(pipeline);
    for (const char *word : {"bank.example", "ns1.host.example", "ns1.thief.example", "D1"})
        QVERIFY2(text.contains(QLatin1String(word)), word);
}

void ReportTest::weaknessesAreNoFindings()
{
    auto look = *lookOf(bank(), honest(), m_start);
    registry::Registration registration;
    registration.domain = look.domain.name;
    registration.statuses = {QStringLiteral("clientTransferProhibited")};
    registration.expires = m_start + std::chrono::hours(24 * 20);
    auto lookup = std::make_shared<registry::Lookup>();
    lookup->registration = registration;
    look.registration = lookup;
    Pipeline pipeline;
    (void)pipeline.take(std::make_shared<const watch::Look>(look));
    const auto report = console::reportJson(pipeline);
    QVERIFY(report.value(QStringLiteral("findings")).toArray().isEmpty());
    QCOMPARE(console::exitStatusOf(pipeline), 0);
    QStringList ids;
    const auto domain = report.value(QStringLiteral("domains")).toArray().first().toObject();
    const auto weaknesses = domain.value(QStringLiteral("weaknesses")).toArray();
    for (const QJsonValue weakness : weaknesses)
        ids << weakness[QStringLiteral("id")].toString();
    QVERIFY2(ids.startsWith(QStringLiteral("no-server-lock")), qPrintable(ids.join(u' ')));
    QVERIFY(ids.contains(QStringLiteral("expires-soon")) && ids.contains(QStringLiteral("no-dnssec")));
    QCOMPARE(weaknesses.first()[QStringLiteral("signal")].toString(), QStringLiteral("R3"));
    QVERIFY(console::reportText(pipeline).contains(QStringLiteral("serverTransferProhibited")));
}

QTEST_GUILESS_MAIN(ReportTest)
#include "tst_report.moc"
