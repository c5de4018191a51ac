// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/IncidentReport.h"

#include "app/console/Report.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::console {

namespace {

QJsonValue timeOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toRfc3339(*instant)) : QJsonValue();
}

Instant newestLook(const Pipeline &pipeline)
{
    Instant newest{};
    for (const auto &[name, watched] : pipeline.watched())
        newest = std::max(newest, watched.lookedAt.value_or(Instant{}));
    return newest;
}

QJsonObject markJson(const respond::DoneMark &mark)
{
    return {{QStringLiteral("at"), toRfc3339(mark.at)},
            {QStringLiteral("by"), mark.who},
            {QStringLiteral("why"), mark.why}};
}

QJsonObject phaseJson(const respond::PhaseState &state)
{
    QJsonArray items;
    for (const auto &one : state.items) {
        QJsonObject item{{QStringLiteral("id"), one.item.id},
                         {QStringLiteral("text"), one.item.text.en},
                         {QStringLiteral("role"), one.item.role},
                         {QStringLiteral("state"), QString::fromLatin1(respond::itemStateText(one.state))}};
        if (one.state != respond::ItemState::State::Open) item.insert(QStringLiteral("done"), markJson(one.mark));
        items.append(item);
    }
    return {{QStringLiteral("id"), state.phase.id},
            {QStringLiteral("title"), state.phase.title.en},
            {QStringLiteral("role"), state.phase.role},
            {QStringLiteral("due"), timeOrNull(state.dueAt)},
            {QStringLiteral("items"), items}};
}

QJsonObject deadlineJson(const respond::Deadline &deadline)
{
    using State = respond::Deadline::State;
    QJsonObject object{{QStringLiteral("id"), deadline.rule.id},
                       {QStringLiteral("title"), deadline.rule.title.en},
                       {QStringLiteral("applies"), deadline.rule.applies.en},
                       {QStringLiteral("state"), QString::fromLatin1(respond::deadlineStateText(deadline.state))},
                       {QStringLiteral("known"), timeOrNull(deadline.startsAt)},
                       {QStringLiteral("knownSaid"), deadline.isSaid},
                       {QStringLiteral("soft"), timeOrNull(deadline.softAt)},
                       {QStringLiteral("due"), timeOrNull(deadline.dueAt)},
                       {QStringLiteral("source"), deadline.rule.source}};
    if (deadline.state != State::Undecided) object.insert(QStringLiteral("decided"), markJson(deadline.mark));
    return object;
}

} // namespace

respond::ResponseBook emptyBook()
{
    auto runbook = respond::knownRunbook();
    return {std::make_shared<const respond::Runbook>(runbook ? std::move(*runbook) : respond::Runbook()), {}, {}, {}};
}

QJsonObject incidentJson(const Pipeline &pipeline, const respond::ResponseBook &book)
{
    static const respond::Runbook none;
    const auto &incident = pipeline.incident();
    const auto response =
        respond::responseOf({book.runbook ? *book.runbook : none, book.incident, book.caseFile, book.requests.all(),
                             incident, pipeline.ledger().all(), newestLook(pipeline)});
    QJsonArray roles, phases, deadlines;
    for (const auto &one : response.roles) {
        QJsonObject role{{QStringLiteral("role"), one.role},
                         {QStringLiteral("person"), one.person},
                         {QStringLiteral("call"), one.call}};
        if (!one.person.isEmpty() && one.since != Instant{}) role.insert(QStringLiteral("since"), toRfc3339(one.since));
        roles.append(role);
    }
    for (const auto &phase : response.phases)
        phases.append(phaseJson(phase));
    for (const auto &deadline : response.deadlines)
        deadlines.append(deadlineJson(deadline));
    return {{QStringLiteral("id"), incident.id},
            {QStringLiteral("state"), QString::fromLatin1(respond::incidentStateText(incident.state))},
            {QStringLiteral("openedBy"), incident.openedBy},
            {QStringLiteral("changed"), timeOrNull(incident.changedAt)},
            {QStringLiteral("noticed"), timeOrNull(incident.noticedAt)},
            {QStringLiteral("repaired"), timeOrNull(incident.repairedAt)},
            {QStringLiteral("room"), response.room},
            {QStringLiteral("roles"), roles},
            {QStringLiteral("runbook"), phases},
            {QStringLiteral("deadlines"), deadlines},
            {QStringLiteral("meetings"),
             QJsonObject{{QStringLiteral("times"), QJsonArray::fromStringList(response.meetings.times)},
                         {QStringLiteral("zone"), response.meetings.zone},
                         {QStringLiteral("next"), timeOrNull(response.nextMeeting)}}}};
}

} // namespace hinoban::console
