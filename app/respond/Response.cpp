// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Response.h"

#include "app/base/SafeText.h"
#include "app/respond/Incident.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <utility>

namespace hinoban::respond {

namespace {

using namespace std::chrono;
using State = Deadline::State;

constexpr hours Japan{9}; // no summer time
constexpr int MostMeetings = 12;

constexpr std::array<std::pair<State, const char *>, 5> States{{
    {State::Undecided, "undecided"},
    {State::NotApplying, "not-applying"},
    {State::Running, "running"},
    {State::Overdue, "overdue"},
    {State::Met, "met"},
}};

bool lasts(const Incident &incident)
{
    return incident.state == IncidentState::Hijack || incident.state == IncidentState::Recovering;
}

Instant endOfDay(Instant known, int day, bool rolls)
{
    sys_days last = floor<days>(known + Japan) + days(day - 1);
    const weekday on{last};
    if (rolls && on == Saturday) last += days(2);
    if (rolls && on == Sunday) last += days(1);
    return last + days(1) - seconds(1) - Japan;
}

QTimeZone zoneOf(const QString &name)
{
    const QByteArray id = name.toLatin1();
    return QTimeZone::isTimeZoneIdAvailable(id) ? QTimeZone(id) : QTimeZone();
}

QTime timeOf(const QString &text) { return QTime::fromString(text, QStringLiteral("HH:mm")); }

} // namespace

QByteArray deadlineStateText(State state)
{
    for (const auto &[known, text] : States)
        if (known == state) return text;
    return "undecided";
}

Instant dueOf(const DeadlineRule &rule, Instant known)
{
    return rule.days > 0 ? endOfDay(known, rule.days, rule.rolls) : known + hours(rule.hours);
}

std::vector<Deadline> deadlinesOf(const std::vector<DeadlineRule> &rules, const IncidentFile &file,
                                  const Incident &incident, const std::map<QString, DoneMark> &evidence, Instant now)
{
    std::vector<Deadline> deadlines;
    if (incident.state == IncidentState::Quiet || incident.state == IncidentState::Suspicion) return deadlines;
    for (const auto &rule : rules) {
        Deadline deadline;
        deadline.rule = rule;
        const auto said = file.deadlines.find(rule.id);
        const bool isDecided = said != file.deadlines.end();
        deadline.isSaid = isDecided && said->second.applies;
        deadline.startsAt = deadline.isSaid ? std::optional(said->second.known) : incident.noticedAt;
        if (deadline.startsAt) {
            deadline.dueAt = dueOf(rule, *deadline.startsAt);
            if (rule.softDays > 0) deadline.softAt = endOfDay(*deadline.startsAt, rule.softDays, rule.rolls);
        }
        if (isDecided) {
            deadline.mark = said->second.mark;
            deadline.state = !said->second.applies                      ? State::NotApplying
                             : deadline.dueAt && *deadline.dueAt <= now ? State::Overdue
                                                                        : State::Running;
        }
        // Done is done, whatever was decided about it before.
        if (const auto met = file.met.find(rule.id); met != file.met.end()) {
            deadline.state = State::Met;
            deadline.mark = met->second;
        } else {
            for (const QString &word : rule.done) {
                const auto seen = evidence.find(word);
                if (seen == evidence.end()) continue;
                if (deadline.state != State::Met || seen->second.at < deadline.mark.at) deadline.mark = seen->second;
                deadline.state = State::Met;
            }
        }
        deadlines.push_back(std::move(deadline));
    }
    return deadlines;
}

std::vector<Entry> overdueEntries(const std::vector<Deadline> &deadlines, const IncidentFile &file, Instant now)
{
    std::vector<Entry> entries;
    for (const auto &deadline : deadlines) {
        if (deadline.state != State::Overdue || file.reminded.contains(deadline.rule.id)) continue;
        Entry entry;
        entry.kind = Entry::Kind::Incident;
        entry.happened = entry.learned = now;
        entry.author = QStringLiteral("Hinoban");
        entry.rule = QStringLiteral("deadline.overdue");
        entry.args = {{QStringLiteral("deadline"), deadline.rule.id},
                      {QStringLiteral("en"), deadline.rule.title.en},
                      {QStringLiteral("ja"), deadline.rule.title.ja},
                      {QStringLiteral("due"), toRfc3339(floor<seconds>(*deadline.dueAt))}};
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::optional<Instant> nextMeeting(const Meetings &meetings, Instant now)
{
    const QTimeZone zone = zoneOf(meetings.zone);
    if (!zone.isValid()) return std::nullopt;
    const QDate today =
        QDateTime::fromMSecsSinceEpoch(floor<milliseconds>(now).time_since_epoch().count(), zone).date();
    std::optional<Instant> next;
    for (int day = 0; day <= 1; ++day) {
        for (const QString &text : meetings.times) {
            const QTime time = timeOf(text);
            if (!time.isValid()) continue;
            const QDateTime at(today.addDays(day), time, zone);
            const Instant instant = instantFromUnixMicroseconds(at.toMSecsSinceEpoch() * 1000);
            if (instant > now) next = std::min(next.value_or(instant), instant);
        }
    }
    return next;
}

QString meetingText(const Meetings &meetings, Instant at)
{
    const QTimeZone zone = zoneOf(meetings.zone);
    const auto milliseconds_ = floor<milliseconds>(at).time_since_epoch().count();
    const auto there = QDateTime::fromMSecsSinceEpoch(milliseconds_, zone.isValid() ? zone : QTimeZone::utc());
    return there.toOffsetFromUtc(there.offsetFromUtc())
        .toString(QStringLiteral("yyyy-MM-dd HH:mm t"))
        .remove(QStringLiteral("UTC"));
}

Result<Meetings> meetingsFrom(const QStringList &times, const QString &zone)
{
    const QString where = QStringLiteral("meetings");
    if (!zoneOf(zone).isValid())
        return failure(ErrorCode::BadInput, where, QStringLiteral("unknown zone “%1”").arg(safeText(zone, 64)));
    if (times.isEmpty() || times.size() > MostMeetings)
        return failure(ErrorCode::BadInput, where, QStringLiteral("not 1 to %1 times").arg(MostMeetings));
    Meetings meetings{{}, zone};
    for (const QString &text : times) {
        const QTime time = timeOf(text.trimmed());
        if (!time.isValid())
            return failure(ErrorCode::BadInput, where,
                           QStringLiteral("“%1” is no time like 09:00").arg(safeText(text, 32)));
        meetings.times += time.toString(QStringLiteral("HH:mm"));
    }
    meetings.times.sort();
    meetings.times.removeDuplicates();
    return meetings;
}

std::vector<StillOpen> stillOpen(const std::vector<detect::Finding> &findings, const std::vector<Request> &requests)
{
    std::vector<StillOpen> open;
    for (const auto &finding : findings)
        if (finding.open() && isGraveOfOurs(finding))
            open.push_back({StillOpen::Kind::Finding,
                            QStringLiteral("%1 %2 (%3)").arg(finding.signal, finding.subject, finding.vantage)});
    for (const auto &request : requests)
        if (request.open())
            open.push_back({StillOpen::Kind::Request, QStringLiteral("%1 %2").arg(request.id, request.party)});
    return open;
}

QString stillOpenSentence(const std::vector<StillOpen> &open)
{
    constexpr size_t Named = 5;
    if (open.empty()) return {};
    QStringList named;
    for (size_t i = 0; i < std::min(open.size(), Named); ++i)
        named += safeText(open[i].what, 120);
    if (open.size() > Named) named += QStringLiteral("…");
    return QCoreApplication::translate(
               "respond::Response",
               "The incident cannot be closed while something of it is open: %1. Findings end when the data are right "
               "again or a person accepts them; requests, when they are answered or withdrawn.")
        .replace(QLatin1String("%1"), named.join(QStringLiteral(", ")));
}

void ResponseBook::take(const Entry &entry)
{
    if (entry.rule == QLatin1String("drill.started")) {
        incident = {};
        caseFile = {};
        requests = {};
    }
    incident.take(entry);
    caseFile.take(entry);
    requests.take(entry);
}

Response responseOf(const ResponseInput &input)
{
    Response response;
    for (const auto &role : responseRoles()) {
        if (!role.isGiven) continue;
        const QString key = QLatin1String(role.key);
        const auto *holder = input.file.holder(key);
        response.roles.push_back(holder ? *holder : Assignment{key, {}, {}, {}, {}, {}});
    }
    // Command may have been taken before the log was kept as it is now.
    if (auto &commander = response.roles.front(); commander.person.isEmpty())
        commander.person = input.incident.commander;
    response.room = input.caseFile.of(QStringLiteral("channel"));
    const auto evidence = evidenceOf(input.file, input.incident, input.findings);
    response.phases = runbookOf(input.runbook, input.file, input.incident, evidence);
    response.deadlines = deadlinesOf(input.runbook.deadlines, input.file, input.incident, evidence, input.now);
    response.meetings = input.file.meetings;
    if (lasts(input.incident)) response.nextMeeting = nextMeeting(input.file.meetings, input.now);
    response.open = stillOpen(input.findings, input.requests);
    response.opened = input.file.opened;
    return response;
}

std::optional<NextDue> nextDue(const Response &response, const std::vector<Request> &requests)
{
    std::optional<NextDue> next;
    const auto consider = [&](const QString &what, Instant at) {
        if (!next || at < next->at) next = NextDue{what, at};
    };
    for (const auto &deadline : response.deadlines)
        if ((deadline.state == State::Running || deadline.state == State::Overdue) && deadline.dueAt)
            consider(wordsOf(deadline.rule.title), *deadline.dueAt);
    for (const auto &request : requests)
        if (request.open() && request.dueAt) consider(request.party, *request.dueAt);
    return next;
}

} // namespace hinoban::respond
