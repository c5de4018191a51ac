// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/SafeText.h"

namespace hinoban::console {

namespace {

constexpr qsizetype MaxTyped = 2000;

QString lineOf(const QString &typed)
{
    QString text = typed;
    return safeText(text.replace(u'\t', u' ').trimmed(), MaxTyped);
}

} // namespace

void Session::Private::note(const respond::Entry &entry)
{
    // An earlier drill in this workspace is another story.
    if (entry.kind == respond::Entry::Kind::Watch && entry.rule == QLatin1String("drill.started")) {
        caseFile = {};
        requests = {};
        incidentFile = {};
        assets = {};
        accounts = {};
    }
    caseFile.take(entry);
    incidentFile.take(entry);
    requests.take(entry);
    assets.take(entry);
    accounts.take(entry);
}

void Session::Private::remind()
{
    const Instant now = clock->now();
    std::vector<respond::Entry> entries;
    std::optional<Instant> next;
    for (const auto &request : requests.all()) {
        if (!request.open() || !request.dueAt || request.reminded) continue;
        if (*request.dueAt > now) {
            next = std::min(next.value_or(*request.dueAt), *request.dueAt);
            continue;
        }
        respond::RequestAct act;
        act.kind = respond::RequestAct::Kind::Remind;
        act.request = request.id;
        act.person = QStringLiteral("Hinoban");
        if (auto entry = requests.entryOf(act, now)) entries.push_back(std::move(*entry));
    }
    const auto deadlines = responseNow(pipeline.ledger().all()).deadlines;
    for (auto &entry : respond::overdueEntries(deadlines, incidentFile, now))
        entries.push_back(std::move(entry));
    for (const auto &deadline : deadlines)
        if (deadline.state == respond::Deadline::State::Running && deadline.dueAt)
            next = std::min(next.value_or(*deadline.dueAt), *deadline.dueAt);
    write(entries);
    if (next) clock->after(*next - now, q, [this] { remind(); });
}

void Session::actOnRequest(const respond::RequestAct &typed)
{
    if (!d->isOpen) return;
    auto act = typed;
    for (auto *text : {&act.person, &act.party, &act.channel, &act.reference, &act.theirs, &act.contactId, &act.role,
                       &act.templateId, &act.language})
        *text = lineOf(*text);
    const auto entry = d->requests.entryOf(act, d->clock->now());
    if (!entry) return;
    d->write({*entry});
    d->remind();
}

void Session::tellCase(const QString &field, const QString &value, const QString &person)
{
    if (!d->isOpen || d->caseFile.of(field) == lineOf(value)) return;
    d->write({respond::toldEntry(field, lineOf(value), lineOf(person), d->clock->now())});
}

void Session::markService(const QString &service, bool isStopped, const QString &person)
{
    if (!d->isOpen || lineOf(service).isEmpty()) return;
    const Instant now = d->clock->now();
    d->write({respond::serviceEntry(lineOf(service), isStopped, lineOf(person), now, now)});
}

} // namespace hinoban::console
