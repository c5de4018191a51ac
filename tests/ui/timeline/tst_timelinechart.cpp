// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/timeline/TimelineChart.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;
using test::at;

namespace {

using Row = TimelineChart::Row;
using Level = TimelineChart::Level;

detect::Finding finding(const char *signal, const char *vantage, detect::Severity severity, const char *first,
                        const char *cleared = nullptr)
{
    detect::Finding value;
    value.signal = QLatin1String(signal);
    value.domain = test::name("coincheck.com");
    value.vantage = QLatin1String(vantage);
    value.severity = severity;
    value.firstSeen = at(first);
    if (cleared) value.cleared = at(cleared);
    return value;
}

console::DomainView view()
{
    console::DomainView value;
    value.name = test::name("coincheck.com");
    return value;
}

} // namespace

class TimelineChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findingsThatTouchAreOneRun()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        snapshot.findings = {
            finding("D1", "parent", detect::Severity::Crit, "2020-06-01T10:00:00Z", "2020-06-01T10:30:00Z"),
            finding("D2", "parent", detect::Severity::High, "2020-06-01T10:20:00Z", "2020-06-01T11:00:00Z"),
            finding("D3", "", detect::Severity::High, "2020-06-01T11:30:00Z"),
        };
        const auto chart = chartOf(view(), snapshot);
        const std::vector<TimelineChart::Bar> expected{
            {Row::Dns, Level::Mismatch, at("2020-06-01T10:00:00Z"), at("2020-06-01T11:00:00Z"), false},
            {Row::Dns, Level::Mismatch, at("2020-06-01T11:30:00Z"), at("2020-06-01T12:00:00Z"), true},
        };
        QCOMPARE(chart.bars, expected);
    }

    void severityAndRegistryMakeRows()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        snapshot.findings = {
            finding("D7", "authoritative", detect::Severity::Med, "2020-06-01T10:00:00Z"),
            finding("D8", "authoritative", detect::Severity::Crit, "2020-06-01T10:00:00Z"),
            finding("R1", "registry", detect::Severity::High, "2020-06-01T11:00:00Z"),
            finding("D9", "resolver", detect::Severity::Info, "2020-06-01T09:00:00Z"), // INFO is no band
        };
        const auto chart = chartOf(view(), snapshot);
        QCOMPARE(chart.bars.size(), size_t(3));
        QCOMPARE(chart.bars[0].row, Row::Registration);
        QCOMPARE(chart.bars[1].row, Row::Dns);
        QCOMPARE(chart.bars[1].level, Level::Suspicion); // painted first, so that red lies over it
        QCOMPARE(chart.bars[2].level, Level::Mismatch);
    }

    void plannedChangesAreWindows()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        auto shown = view();
        watch::Plan plan;
        plan.id = QStringLiteral("one");
        plan.from = at("2020-06-01T09:00:00Z");
        plan.until = at("2020-06-01T11:00:00Z");
        plan.approval.person = QStringLiteral("Sato");
        plan.approval.reason = QStringLiteral("a move");
        auto later = plan;
        later.id = QStringLiteral("two");
        later.from = at("2020-06-09T09:00:00Z");
        later.until = at("2020-06-09T11:00:00Z");
        shown.domain.plans = {plan, later};
        auto chart = chartOf(shown, snapshot);
        QCOMPARE(chart.windows.size(), size_t(2));
        QVERIFY(chart.begin == plan.from && chart.end == snapshot.at); // the other is far off
        QVERIFY(!chart.windows[0].isOff);
        QCOMPARE(chart.windows[0].person + chart.windows[0].reason, QStringLiteral("Satoa move"));

        // Over, and as nobody planned it; another plan's fault is not this one's.
        auto wrong = finding("W1", "", detect::Severity::High, "2020-06-01T11:01:00Z");
        wrong.subject = QStringLiteral("one");
        snapshot.findings = {wrong};
        chart = chartOf(shown, snapshot);
        QVERIFY(chart.windows[0].isOff && !chart.windows[1].isOff);
        snapshot.findings.front().severity = detect::Severity::Warn; // only not carried out
        QVERIFY(!chartOf(shown, snapshot).windows[0].isOff);
    }

    void preparationIsNoMismatch()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        snapshot.findings = {finding("P1", "", detect::Severity::High, "2020-05-29T17:00:00Z"),
                             finding("T1", "", detect::Severity::High, "2020-05-29T18:00:00Z")};
        const auto chart = chartOf(view(), snapshot);
        QCOMPARE(chart.bars.size(), size_t(2));
        QCOMPARE(chart.bars[0].row, Row::Registration);
        QCOMPARE(chart.bars[0].level, Level::Suspicion);
        QCOMPARE(chart.bars[1].row, Row::Dns);
        QCOMPARE(chart.bars[1].level, Level::Suspicion);
    }

    void anotherDomainsFindingsStayOut()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        snapshot.findings = {finding("D1", "parent", detect::Severity::Crit, "2020-06-01T10:00:00Z")};
        auto other = view();
        other.name = test::name("coincheck.jp");
        QVERIFY(chartOf(other, snapshot).bars.empty());
    }

    void whatPeopleDidStandsWhereItHappened()
    {
        const auto snapshot = test::sampleSnapshot();
        const auto chart = chartOf(snapshot->domains.front(), *snapshot);
        QStringList marks;
        for (const auto &mark : chart.marks)
            marks.append(toRfc3339(mark.at) + u' ' + QString::number(int(mark.kind)) + u' ' +
                         snapshot->log.at(mark.record).entry.text.left(12));
        QCOMPARE(marks, (QStringList{QStringLiteral("2020-05-29T14:19:13Z 2 awsdns-061.o"),
                                     QStringLiteral("2020-05-30T15:05:00Z 2 The name ser"),
                                     QStringLiteral("2020-06-01T03:00:00Z 2 Response tim"),
                                     QStringLiteral("2020-06-01T09:42:03Z 0 dig: coinche"),
                                     QStringLiteral("2020-06-01T10:16:00Z 0 Called AWS S")}));
        QCOMPARE(chart.begin, at("2020-05-29T14:00:00Z")); // the first sample
        QCOMPARE(chart.end, snapshot->at);
    }

    void theRegistrysStampIsShownWhereTheDomainIsAffected()
    {
        const auto snapshot = test::sampleSnapshot();
        QCOMPARE(chartOf(snapshot->domains.at(0), *snapshot).changedAt, std::optional(at("2020-05-30T15:11:38Z")));
        QVERIFY(!chartOf(snapshot->domains.at(3), *snapshot).changedAt);
        auto later = test::sampleCopy();
        later->incident.changedAtSource = QStringLiteral("first evidence"); // the bands say that already
        QVERIFY(!chartOf(later->domains.at(0), *later).changedAt);
    }

    void aMomentIsStretchedToMinutes()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        const auto chart = chartOf(view(), snapshot);
        QVERIFY(chart.begin < chart.end);
    }

    void findingsUnderThePointer()
    {
        console::Snapshot snapshot;
        snapshot.at = at("2020-06-01T12:00:00Z");
        snapshot.findings = {
            finding("D7", "authoritative", detect::Severity::Med, "2020-06-01T10:00:00Z"),
            finding("D1", "parent", detect::Severity::Crit, "2020-06-01T10:00:00Z", "2020-06-01T11:00:00Z"),
        };
        const auto chart = chartOf(view(), snapshot);
        const auto signals_ = [&](const char *from, const char *to) {
            QStringList found;
            for (const auto &value : findingsBetween(chart, Row::Dns, at(from), at(to)))
                found.append(value.signal);
            return found;
        };
        QCOMPARE(signals_("2020-06-01T10:29:00Z", "2020-06-01T10:31:00Z"),
                 (QStringList{QStringLiteral("D1"), QStringLiteral("D7")})); // the worst first
        QCOMPARE(signals_("2020-06-01T11:29:00Z", "2020-06-01T11:31:00Z"), QStringList{QStringLiteral("D7")});
        QCOMPARE(signals_("2020-06-01T09:00:00Z", "2020-06-01T09:30:00Z"), QStringList());
    }
};

QTEST_GUILESS_MAIN(TimelineChartTest)
#include "tst_timelinechart.moc"
