// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelineChart.h"

#include <algorithm>
#include <array>
#include <optional>

namespace hinoban::ui {
namespace {

using Row = TimelineChart::Row;
using Level = TimelineChart::Level;
using Bar = TimelineChart::Bar;
using Mark = TimelineChart::Mark;

constexpr Duration ShownAhead = std::chrono::hours(2);
constexpr Duration ShortestTime = std::chrono::minutes(10); // a picture of one second would say nothing

Instant endOf(const detect::Finding &finding, Instant present)
{
    const Instant end = finding.cleared ? *finding.cleared : present;
    return std::max(end, finding.firstSeen);
}

bool concerns(const detect::Finding &finding, const dns::Name &domain)
{
    return finding.domain == domain || finding.domain.isRoot();
}

void appendRuns(std::vector<Bar> &bars, Row row, Level level, const std::vector<detect::Finding> &findings,
                Instant present)
{
    std::vector<Bar> spans;
    for (const auto &finding : findings)
        if (rowOf(finding) == row && levelOf(finding) == level)
            spans.push_back({row, level, finding.firstSeen, endOf(finding, present), finding.open()});
    std::sort(spans.begin(), spans.end(), [](const Bar &a, const Bar &b) { return a.begin < b.begin; });

    const auto first = bars.size();
    for (const auto &span : spans) {
        if (bars.size() == first || span.begin > bars.back().end) {
            bars.push_back(span);
            continue;
        }
        auto &run = bars.back();
        run.end = std::max(run.end, span.end);
        run.open = run.open || span.open;
    }
}

std::optional<Mark::Kind> markOf(const respond::Entry &entry)
{
    using Kind = respond::Entry::Kind;
    switch (entry.kind) {
    case Kind::Person:
        return Mark::Kind::Person;
    case Kind::Message:
        return Mark::Kind::Message;
    case Kind::Story:
        return Mark::Kind::Fact;
    case Kind::Finding:
    case Kind::Expectation:
    case Kind::Incident:
    case Kind::Watch:
        break;
    }
    return std::nullopt;
}

void widen(TimelineChart &chart, Instant at)
{
    chart.begin = std::min(chart.begin, at);
    chart.end = std::max(chart.end, at);
}

} // namespace

Level levelOf(const detect::Finding &finding)
{
    const bool isApart = finding.signal == QLatin1String("P1") || finding.signal == QLatin1String("T1");
    return finding.severity >= detect::Severity::High && !isApart ? Level::Mismatch : Level::Suspicion;
}

Row rowOf(const detect::Finding &finding)
{
    const bool registry = finding.vantage == QLatin1String("registry") || finding.signal.startsWith(u'R') ||
                          finding.signal == QLatin1String("P1"); // look-alikes are registered
    return registry ? Row::Registration : Row::Dns;
}

TimelineChart chartOf(const console::DomainView &view, const console::Snapshot &snapshot)
{
    TimelineChart chart;
    chart.present = chart.begin = chart.end = snapshot.at;

    for (const auto &finding : snapshot.findings)
        if (concerns(finding, view.name) && finding.severity > detect::Severity::Info)
            chart.findings.push_back(finding);
    for (const auto row : std::array{Row::Registration, Row::Dns})
        for (const auto level : std::array{Level::Suspicion, Level::Mismatch})
            appendRuns(chart.bars, row, level, chart.findings, snapshot.at);
    for (const auto &bar : chart.bars) {
        widen(chart, bar.begin);
        widen(chart, bar.end);
    }

    for (const auto &plan : view.domain.plans) {
        const bool isOff = std::any_of(chart.findings.begin(), chart.findings.end(), [&](const auto &finding) {
            return finding.signal == QLatin1String("W1") && finding.subject == plan.id && finding.open() &&
                   finding.severity >= detect::Severity::High;
        });
        chart.windows.push_back({plan.from, plan.until, plan.id, plan.approval.person, plan.approval.reason, isOff});
        // One that is still far off does not make the picture wide.
        if (plan.from > snapshot.at + ShownAhead) continue;
        widen(chart, plan.from);
        widen(chart, std::min(plan.until, snapshot.at + ShownAhead));
    }

    const auto &incident = snapshot.incident;
    const auto &affected = incident.domains;
    if (incident.changedAtSource == QLatin1String("registry") && incident.changedAt &&
        std::find(affected.begin(), affected.end(), view.name) != affected.end()) {
        chart.changedAt = incident.changedAt;
        widen(chart, *chart.changedAt);
    }

    for (const auto &sample : view.path.samples) {
        chart.points.push_back({sample.at, sample.responseMs});
        widen(chart, sample.at);
    }

    for (qsizetype i = 0; i < snapshot.log.size(); ++i) {
        const auto &entry = snapshot.log.at(i).entry;
        if (entry.domain != view.name && !entry.domain.isRoot()) continue;
        if (const auto kind = markOf(entry)) {
            chart.marks.push_back({*kind, entry.happened, i});
            widen(chart, entry.happened);
        }
    }
    std::stable_sort(chart.marks.begin(), chart.marks.end(), [](const Mark &a, const Mark &b) { return a.at < b.at; });

    if (chart.end - chart.begin < ShortestTime) chart.begin = chart.end - ShortestTime;
    return chart;
}

std::vector<detect::Finding> findingsBetween(const TimelineChart &chart, Row row, Instant from, Instant to)
{
    std::vector<detect::Finding> found;
    for (const auto &finding : chart.findings)
        if (rowOf(finding) == row && finding.firstSeen <= to && endOf(finding, chart.present) >= from)
            found.push_back(finding);
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.severity > b.severity; });
    return found;
}

} // namespace hinoban::ui
