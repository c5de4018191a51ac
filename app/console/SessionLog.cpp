// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/ClockError.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hinoban::console {

namespace {

// So many looks may wait to be written before no more are taken; a drill's clock is held by the writer instead.
constexpr int MostOpenCommits = 512;

// So many batches are kept for another try; beyond them the oldest is lost, and said to be.
constexpr size_t MostUnwritten = 1024;
constexpr Duration RetryAfter = std::chrono::seconds(30);

// Not what a person typed: he has his words back, and may write them again himself.
bool isOwn(const respond::Entry &entry)
{
    return entry.author == QLatin1String("Hinoban") || entry.author == QLatin1String("scenario");
}

// Of a batch that failed, what nobody typed. What people decided in it was refused, and they were told so.
store::Batch ownPartOf(const store::Batch &batch)
{
    store::Batch own;
    own.looks = batch.looks;
    own.keepEverything = batch.keepEverything;
    own.brought = batch.brought;
    own.lookups = batch.lookups;
    own.certificates = batch.certificates;
    own.findings = batch.findings;
    own.tails = batch.tails;
    own.certificateBaselines = batch.certificateBaselines;
    own.lookAlikesAsked = batch.lookAlikesAsked;
    std::copy_if(batch.entries.begin(), batch.entries.end(), std::back_inserter(own.entries), isOwn);
    return own;
}

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
    auto own = ownPartOf(batch);
    writer->submit(std::move(batch), [this, entries, own = std::move(own),
                                      answered = std::move(answered)](Result<store::ChainHead> committed) mutable {
        if (--openCommits < MostOpenCommits / 2) sweeper->setHeld(false);
        if (committed) {
            storedHead = *committed;
            storedEntries += entries;
            Q_EMIT q->committed(*committed);
            retry();
        } else {
            takeOut(entries, committed.error());
            keepForLater(std::move(own));
            if (!answered) fail(committed.error());
        }
        if (answered) answered(committed ? nullptr : &committed.error());
        if (entries > 0) publish(); // whoever wrote them waits for it
        if (finishing && openCommits == 0) conclude();
    });
}

void Session::Private::keepForLater(store::Batch lost)
{
    if (lost.isEmpty()) return;
    unwritten.push_back(std::move(lost));
    if (unwritten.size() > MostUnwritten) {
        for (const auto &entry : unwritten.front().entries)
            Q_EMIT q->notWritten(entry, {ErrorCode::DiskFull, options.workspace,
                                         QStringLiteral("more waits to be written than can be kept")});
        unwritten.pop_front();
    }
    if (isRetryDue || finishing) return;
    isRetryDue = true;
    clock->after(RetryAfter, q, [this] {
        isRetryDue = false;
        retryNotBefore.reset();
        retry();
    });
}

// One batch at a time: its answer calls for the next. What has moved on since is stored as it is now.
void Session::Private::retry()
{
    if (unwritten.empty() || (retryNotBefore && !finishing && clock->now() < *retryNotBefore)) return;
    auto batch = std::move(unwritten.front());
    unwritten.pop_front();
    if (!batch.findings.empty()) {
        std::map<QString, detect::Finding> now;
        for (auto &finding : pipeline.ledger().all())
            now.insert_or_assign(finding.key(), std::move(finding));
        for (auto &finding : batch.findings)
            if (const auto known = now.find(finding.key()); known != now.end()) finding = known->second;
    }
    for (auto &[domain, memory] : batch.tails)
        if (const auto watched = pipeline.watched().find(domain); watched != pipeline.watched().end())
            memory = watched->second.tailMemory;
    if (batch.lookAlikesAsked) batch.lookAlikesAsked = lookAlikesAsked;
    const auto entries = std::exchange(batch.entries, {});
    log_(batch, entries);
    // That it cannot be written was said when it failed first.
    submit(std::move(batch), [this](const Error *problem) {
        if (problem) retryNotBefore = clock->now() + RetryAfter;
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
        if (!isOwn(one.entry)) Q_EMIT q->notWritten(one.entry, error);
}

} // namespace hinoban::console
