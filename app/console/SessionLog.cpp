// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/ClockError.h"

#include <utility>

namespace hinoban::console {

namespace {

// So many looks may wait to be written before no more are taken; a drill's clock is held by the writer instead.
constexpr int MostOpenCommits = 512;

} // namespace

void Session::Private::log_(store::Batch &batch, const std::vector<respond::Entry> &entries)
{
    // A drill's clock is a story's: it is right. The machine's is as right as its kernel says.
    const auto clockError = isDrill() ? std::nullopt : systemClockError();
    for (auto entry : entries) {
        if (!entry.clockError) entry.clockError = clockError;
        auto next = store::chained(head, entry);
        if (!next) {
            fail(next.error());
            Q_EMIT q->notWritten(entry, next.error());
            continue;
        }
        head = {next->writer, next->sequence, next->hash};
        note(entry);
        log.push_back(std::move(*next));
        batch.entries.push_back(entry);
        Q_EMIT q->entered(entry);
    }
}

void Session::Private::keepPaths(store::Batch &batch, const QStringList &keys) const
{
    for (const QString &key : keys)
        if (const auto known = pipeline.paths().find(key); known != pipeline.paths().end())
            batch.pathBaselines.insert_or_assign(key, known->second);
}

void Session::Private::submit(store::Batch batch, std::function<void(const Error *)> answered)
{
    const auto entries = qsizetype(batch.entries.size());
    if (!writer) { // nothing is kept of this session
        storedHead = head;
        storedEntries += entries;
        return;
    }
    if (++openCommits >= MostOpenCommits && !isDrill()) sweeper->setHeld(true);
    writer->submit(std::move(batch),
                   [this, entries, answered = std::move(answered)](Result<store::ChainHead> committed) {
                       if (--openCommits < MostOpenCommits / 2) sweeper->setHeld(false);
                       if (committed) {
                           storedHead = *committed;
                           storedEntries += entries;
                           Q_EMIT q->committed(*committed);
                       } else {
                           takeOut(entries, committed.error());
                           if (!answered) fail(committed.error());
                       }
                       if (answered) answered(committed ? nullptr : &committed.error());
                       if (entries > 0) publish(); // whoever wrote them waits for it
                       if (finishing && openCommits == 0) conclude();
                   });
}

// The store answers in the order in which it was asked: the first entries that it has not acknowledged are those of
// the batch that failed. It chains the next ones onto what it has, and so does the log that is shown.
void Session::Private::takeOut(qsizetype entries, const Error &error)
{
    if (entries == 0) return;
    const auto lost = log.mid(storedEntries, entries);
    log.remove(storedEntries, entries);
    head = storedHead;
    for (auto at = storedEntries; at < log.size(); ++at) {
        auto next = store::chained(head, log.at(at).entry);
        if (!next) continue; // it was possible before
        head = {next->writer, next->sequence, next->hash};
        log[at] = std::move(*next);
    }
    caseFile = {};
    requests = {};
    incidentFile = {};
    assets = {};
    accounts = {};
    for (const auto &one : std::as_const(log))
        note(one.entry);
    for (const auto &one : lost)
        Q_EMIT q->notWritten(one.entry, error);
}

} // namespace hinoban::console
