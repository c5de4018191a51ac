// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incident/IncidentClocks.h"

#include "app/base/SafeText.h"
#include "ui/common/TimeText.h"

#include <QCoreApplication>

namespace hinoban::ui {

namespace {

using State = respond::Deadline::State;
using Kind = IncidentClock::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(IncidentClocks)
};

// What is left until then, or how long it is over: that alone in colour, with a shape.
TextTable::Cell left(Instant at, Instant now)
{
    TextTable::Cell cell{at > now ? Words::tr("in %1").arg(spanText(at - now))
                                  : Words::tr("overdue by %1").arg(spanText(now - at))};
    if (at <= now) cell.mark = Mark::Suspicion;
    return cell;
}

IncidentClock since(const QString &what, std::optional<Instant> from, const QString &more, Instant now)
{
    const auto &times = TimeText::instance();
    IncidentClock clock;
    clock.line = {
        {what}, {from ? spanText(now - *from) : QStringLiteral("—")}, {from ? times.brief(*from) : QString()}};
    clock.words = from ? Words::tr("%1: %2. %3").arg(what, times.both(*from), more) : QString();
    return clock;
}

IncidentClock requestClock(const respond::Request &request, Instant now)
{
    const auto &times = TimeText::instance();
    IncidentClock clock;
    clock.kind = Kind::Request;
    clock.id = request.id;
    const QString party = safeText(request.party.isEmpty() ? request.id : request.party, 80);
    clock.line = {{party},
                  request.dueAt ? left(*request.dueAt, now)
                                : TextTable::Cell{Words::tr("asked %1 ago").arg(spanText(now - request.sentAt))},
                  {request.dueAt ? times.brief(*request.dueAt) : times.brief(request.sentAt)}};
    clock.words = Words::tr("Request %1 to %2: asked %3 ago (%4).")
                      .arg(request.id, party, spanText(now - request.sentAt), times.both(request.sentAt));
    return clock;
}

IncidentClock deadlineClock(const respond::Deadline &deadline, Instant now)
{
    const auto &times = TimeText::instance();
    const QString title = respond::wordsOf(deadline.rule.title);
    IncidentClock clock;
    clock.kind = Kind::Deadline;
    clock.id = deadline.rule.id;
    const QString due = deadline.dueAt ? times.brief(*deadline.dueAt) : QString();
    TextTable::Cell state;
    QStringList words{title};
    switch (deadline.state) {
    case State::Undecided:
        state = {Words::tr("applies?"), Mark::Unknown};
        words += Words::tr("Nobody has decided yet whether it applies.");
        break;
    case State::NotApplying:
        state = {Words::tr("does not apply")};
        break;
    case State::Running:
    case State::Overdue:
        state = deadline.dueAt ? left(*deadline.dueAt, now) : TextTable::Cell{};
        break;
    case State::Met:
        state = {Words::tr("done"), Mark::Match};
        break;
    }
    words += Words::tr("It applies %1.").arg(respond::wordsOf(deadline.rule.applies));
    if (deadline.startsAt && deadline.state != State::NotApplying)
        words += deadline.isSaid
                     ? Words::tr("It counts from when it was known: %1.").arg(times.both(*deadline.startsAt))
                     : Words::tr("It would count from when Hinoban noticed: %1.").arg(times.both(*deadline.startsAt));
    if (deadline.softAt) words += Words::tr("As early as %1 if possible.").arg(times.both(*deadline.softAt));
    if (deadline.dueAt) words += Words::tr("Due %1.").arg(times.both(*deadline.dueAt));
    if (!deadline.mark.who.isEmpty())
        words += Words::tr("Decided by %1, %2. %3")
                     .arg(safeText(deadline.mark.who, 60), times.brief(deadline.mark.at),
                          deadline.state == State::Met && deadline.mark.why.contains(u' ')
                              ? respond::evidenceSentence(deadline.mark.why)
                              : safeText(deadline.mark.why, 300));
    words += Words::tr("Source: %1 (%2)").arg(deadline.rule.source, deadline.rule.confidence);
    clock.line = {{title}, state, {deadline.state == State::NotApplying ? QString() : due}};
    clock.words = words.join(u'\n');
    return clock;
}

} // namespace

std::vector<IncidentClock> incidentClocks(const console::Snapshot &snapshot, Instant now)
{
    const auto &incident = snapshot.incident;
    const auto &response = snapshot.response;
    const auto &times = TimeText::instance();
    std::vector<IncidentClock> clocks;
    clocks.push_back(since(Words::tr("Since the change"), incident.changedAt,
                           incident.changedAtSource == QLatin1String("registry")
                               ? Words::tr("So says the registry.")
                               : Words::tr("So says the first evidence."),
                           now));
    clocks.push_back(since(Words::tr("Since noticed"), incident.noticedAt, {}, now));
    if (incident.repairedAt) clocks.push_back(since(Words::tr("Since the repair"), incident.repairedAt, {}, now));
    if (response.nextMeeting) {
        IncidentClock meeting;
        meeting.kind = Kind::Meeting;
        meeting.line = {
            {Words::tr("Next meeting")}, left(*response.nextMeeting, now), {times.brief(*response.nextMeeting)}};
        meeting.words = Words::tr("Every day at %1 (%2). The situation report is drafted from the timeline.")
                            .arg(response.meetings.times.join(QStringLiteral(", ")), response.meetings.zone);
        clocks.push_back(std::move(meeting));
    }
    for (const auto &request : snapshot.requests)
        if (request.open()) clocks.push_back(requestClock(request, now));
    for (const auto &deadline : response.deadlines)
        clocks.push_back(deadlineClock(deadline, now));
    return clocks;
}

} // namespace hinoban::ui
