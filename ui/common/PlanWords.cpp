// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/PlanWords.h"

#include "app/base/SafeText.h"
#include "app/console/ExpectationDiff.h"
#include "ui/common/TimeText.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr qsizetype LongestValue = 300, LongestReason = 120;

QString valueText(const watch::Expectation *expectation)
{
    if (!expectation) return QCoreApplication::translate("Plan", "not stated");
    if (expectation->kind == watch::Expectation::Kind::Absent) return QCoreApplication::translate("Plan", "none");
    return safeText(console::expectationLine(*expectation), LongestValue);
}

QString recordText(const watch::Expectation &expectation)
{
    return expectation.owner.display() + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(expectation.type));
}

QString registrarText(const QString &name, const QString &ianaId)
{
    if (ianaId.isEmpty()) return safeText(name, LongestValue);
    const QString number = QStringLiteral("IANA %1").arg(safeText(ianaId, 20));
    return name.isEmpty() ? number : safeText(name, LongestValue) + QStringLiteral(" · ") + number;
}

} // namespace

bool isExpectedChange(const detect::Finding &finding) { return finding.args.contains(QLatin1String("plan")); }

bool isDoneAsPlanned(const detect::Finding &finding)
{
    return finding.signal == QLatin1String("W1") && finding.rule == QLatin1String("plan-done");
}

PlanStanding standingOf(const console::DomainView &view, const watch::Plan &plan, Instant now)
{
    if (now < plan.from) return {QCoreApplication::translate("Plan", "to come"), {}, nullptr};
    if (now <= plan.until) return {QCoreApplication::translate("Plan", "under way"), Mark::Match, nullptr};
    const auto outcome = std::find_if(view.findings.begin(), view.findings.end(), [&](const detect::Finding &finding) {
        return finding.signal == QLatin1String("W1") && finding.subject == plan.id;
    });
    if (outcome == view.findings.end())
        return {QCoreApplication::translate("Plan", "over: not known yet how it ended"), Mark::Unknown, nullptr};
    if (isDoneAsPlanned(*outcome))
        return {QCoreApplication::translate("Plan", "done: waits to be accepted"), Mark::Match, &*outcome};
    if (outcome->rule == QLatin1String("plan-not-done"))
        return {QCoreApplication::translate("Plan", "over: nothing has changed"), Mark::Suspicion, &*outcome};
    return {QCoreApplication::translate("Plan", "over: it ended otherwise"), Mark::Mismatch, &*outcome};
}

QString windowText(const watch::Plan &plan)
{
    const auto &times = TimeText::instance();
    const auto local = [&](Instant at) {
        return QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(at) / 1000, times.localZone())
                   .toString(QStringLiteral("yyyy-MM-dd HH:mm ")) +
               times.localZoneName(at);
    };
    const auto utc = [](Instant at) {
        return QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(at) / 1000, Qt::UTC)
            .toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    };
    //: From and until of a planned change; in local time, and in UTC
    return QCoreApplication::translate("Plan", "%1 to %2 (%3 to %4 UTC)")
        .arg(local(plan.from), local(plan.until), utc(plan.from), utc(plan.until));
}

QStringList planHeads()
{
    return {QCoreApplication::translate("Plan", "Record set"), QCoreApplication::translate("Plan", "Expected so far"),
            QCoreApplication::translate("Plan", "Shall be")};
}

std::vector<TextTable::Line> planTable(const watch::Domain &domain, const watch::Plan &plan)
{
    std::vector<TextTable::Line> lines;
    lines.reserve(plan.records.size() + 1);
    const auto value = [](const watch::Expectation *one) {
        const bool isData = one && one->kind != watch::Expectation::Kind::Absent;
        return TextTable::Cell{valueText(one), {}, isData, {}, false};
    };
    for (const auto &one : plan.records)
        lines.push_back({{recordText(one), {}, true, {}, false}, value(domain.find(one.owner, one.type)), value(&one)});
    if (!plan.registrar.isEmpty() || !plan.registrarIanaId.isEmpty()) {
        const auto *standing =
            domain.registration && domain.registration->standing ? &*domain.registration->standing : nullptr;
        lines.push_back({{QCoreApplication::translate("Plan", "registrar"), {}, false, {}, false},
                         {standing ? registrarText(standing->registrar, standing->registrarIanaId)
                                   : QCoreApplication::translate("Plan", "not stated"),
                          {},
                          false,
                          {},
                          false},
                         {registrarText(plan.registrar, plan.registrarIanaId), {}, false, {}, false}});
    }
    return lines;
}

QString planLine(const console::DomainView &view, Instant now)
{
    const auto &plans = view.domain.plans;
    if (plans.empty()) return {};
    // They are sorted by their beginning: one that ended otherwise, else the newest that has begun, else the next.
    const watch::Plan *shown = &plans.front();
    for (const auto &plan : plans)
        if (plan.from <= now && standingOf(view, *shown, now).mark != Mark::Mismatch) shown = &plan;
    QStringList records;
    for (const auto &one : shown->records)
        records << recordText(one);
    if (!shown->registrar.isEmpty() || !shown->registrarIanaId.isEmpty())
        records << QCoreApplication::translate("Plan", "registrar");
    constexpr qsizetype MostRecords = 3;
    QString what = records.mid(0, MostRecords).join(QStringLiteral(", "));
    if (records.size() > MostRecords) what += QStringLiteral(" …");
    //: What changes, how it stands, when; who planned it and why
    QString line =
        QCoreApplication::translate("Plan", "Planned change of %1 — %2; %3; %4: %5")
            .arg(what, standingOf(view, *shown, now).word, windowText(*shown),
                 safeText(shown->approval.person, LongestReason), safeText(shown->approval.reason, LongestReason));
    if (plans.size() > 1) line += QStringLiteral(" (+%1)").arg(plans.size() - 1);
    return line;
}

} // namespace hinoban::ui
