// SPDX-License-Identifier: GPL-3.0-or-later
// The incident as people conduct it: opened, closed, reopened; parts, runbook, deadlines, meetings.
#include "app/base/SafeText.h"
#include "app/console/SessionPrivate.h"

namespace hinoban::console {

namespace {

constexpr qsizetype MaxTyped = 2000;

QString lineOf(QString typed, bool keepLines = false)
{
    return safeText(typed.replace(u'\t', u' ').trimmed(), MaxTyped, keepLines);
}

} // namespace

void Session::Private::loadRunbook()
{
    // A fault in the team's own stops nothing: the screen says it, and shows no other in its place.
    auto read = respond::knownRunbook();
    if (!read) runbookProblem = sentence(read.error());
    runbook = std::make_shared<const respond::Runbook>(read ? std::move(*read) : respond::Runbook());
}

respond::Response Session::Private::responseNow(const std::vector<detect::Finding> &findings) const
{
    if (!runbook) return {};
    auto response = respond::responseOf(
        {*runbook, incidentFile, caseFile, requests.all(), pipeline.incident(), findings, clock->now()});
    response.problem = runbookProblem;
    return response;
}

respond::ResponseBook Session::responseBook() const { return {d->runbook, d->incidentFile, d->caseFile, d->requests}; }

void Session::takeCommand(const QString &person)
{
    respond::IncidentAct act;
    act.kind = respond::IncidentAct::Kind::Assign;
    act.person = act.holder = person;
    act.role = QLatin1String(respond::CommanderRole);
    actOnIncident(act);
}

void Session::closeIncident(const QString &person, const QString &reason)
{
    respond::IncidentAct act;
    act.kind = respond::IncidentAct::Kind::Close;
    act.person = person;
    act.reason = reason;
    actOnIncident(act);
}

void Session::actOnIncident(const respond::IncidentAct &typed)
{
    using Kind = respond::IncidentAct::Kind;
    using State = respond::IncidentState;
    if (!d->isOpen) return;
    auto act = typed;
    for (auto *text : {&act.person, &act.role, &act.holder, &act.call, &act.item, &act.zone})
        *text = lineOf(*text);
    act.reason = lineOf(act.reason, true);
    for (auto &time : act.times)
        time = lineOf(time);

    const Instant now = d->clock->now();
    const auto incident = d->pipeline.incident();
    const auto refuse = [this](const QString &why) {
        d->fail({ErrorCode::NotPermitted, QStringLiteral("incident"), why});
    };
    if (act.kind == Kind::Open && !incident.openedBy.isEmpty())
        return refuse(QStringLiteral("it is open already: %1 opened it").arg(incident.openedBy));
    if (act.kind == Kind::Reopen && incident.state != State::Closed)
        return refuse(QStringLiteral("only what is closed can be opened again"));
    if (act.kind == Kind::Close) {
        QStringList open;
        for (const auto &one : respond::stillOpen(d->pipeline.ledger().all(), d->requests.all()))
            open += one.what;
        if (!open.isEmpty()) return refuse(QStringLiteral("still open: %1").arg(open.join(QStringLiteral(", "))));
    }
    const auto entry = respond::entryOf(act, d->incidentFile, *d->runbook, incident, now);
    if (!entry) return d->fail(entry.error());

    std::vector<respond::Entry> entries{*entry};
    store::Batch batch;
    auto decisions = d->pipeline.decisions();
    if (act.kind == Kind::Open || act.kind == Kind::Reopen) {
        decisions.openedAt = now;
        decisions.openedBy = act.person;
        if (act.kind == Kind::Open) decisions.openedFor = act.domain;
        decisions.closedAt.reset();
    } else if (act.kind == Kind::Close) {
        decisions.closedAt = now;
    } else if (act.kind == Kind::Assign && act.role == QLatin1String(respond::CommanderRole)) {
        decisions.commander = act.holder;
    }
    if (act.kind == Kind::Open || act.kind == Kind::Close || act.kind == Kind::Reopen ||
        decisions.commander != d->pipeline.decisions().commander) {
        const auto before = d->pipeline.decisions();
        d->pipeline.decide(decisions);
        // What is over by itself can be closed; where there was nothing, there is nothing to close.
        if (act.kind == Kind::Close &&
            (incident.state == State::Closed || d->pipeline.incident().state != State::Closed)) {
            d->pipeline.decide(before);
            return refuse(QStringLiteral("there is no incident that is open"));
        }
        batch.decisions = decisions;
        const QString reason =
            act.reason.isEmpty() ? entry->args.value(QStringLiteral("reason")).toString() : act.reason;
        for (auto &change : d->pipeline.incidentEntries(now, act.person, reason))
            entries.push_back(std::move(change));
    }
    d->log_(batch, entries);
    d->submit(std::move(batch));
    d->remind();
    d->publish();
}

} // namespace hinoban::console
