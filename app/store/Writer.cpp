// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Writer.h"

#include <QMutex>
#include <QThread>

#include <deque>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

// What is merged at most into one transaction: bounds the time until the first of them is answered.
constexpr size_t LargestGroup = 256;

struct Opening {
    QString path;
    Workspace::Mode mode = Workspace::Mode::Create;
    Workspace::Options options;
    std::function<void(Result<Loaded>)> done;
};
struct Submitted {
    Batch batch;
    std::function<void(Result<ChainHead>)> done;
};

} // namespace

struct Writer::Private {
    // A job is one of both; `batch` if `opening` is nothing.
    struct Job {
        std::optional<Opening> opening;
        Submitted batch;
    };

    Private(Writer &self, Clock &theClock)
        : writer(self)
        , clock(theClock)
    {
    }

    // The store thread.
    void drain();
    void openNow(Opening opening);
    void commitNow(std::vector<Submitted> group);
    std::vector<Result<ChainHead>> commitEach(const std::vector<Batch> &batches);

    // The caller's thread.
    void push(Job job);
    void answered(size_t count);

    Writer &writer;
    Clock &clock;
    QThread thread;
    QObject worker; // lives in `thread`: the context of what runs there
    std::unique_ptr<Workspace> workspace;

    QMutex mutex; // guards `jobs` only
    std::deque<Job> jobs;

    size_t waiting = 0; // submitted and not answered
    bool holding = false;
    Clock::Hold hold;
};

Writer::Writer(Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock))
{
    d->thread.setObjectName(u"store"_s);
    d->worker.moveToThread(&d->thread);
    d->thread.start();
}

Writer::~Writer()
{
    // Behind everything that was submitted. The workspace goes in the thread that opened it, and the worker comes
    // back to be destroyed here.
    QMetaObject::invokeMethod(
        &d->worker,
        [p = d.get(), home = QThread::currentThread()] {
            p->drain();
            p->workspace.reset();
            p->worker.moveToThread(home);
            p->thread.quit();
        },
        Qt::QueuedConnection);
    d->thread.wait();
}

void Writer::open(const QString &path, Workspace::Mode mode, Workspace::Options options,
                  std::function<void(Result<Loaded>)> done)
{
    d->push({Opening{path, mode, std::move(options), std::move(done)}, {}});
}

void Writer::submit(Batch batch, std::function<void(Result<ChainHead>)> done)
{
    d->push({std::nullopt, {std::move(batch), std::move(done)}});
}

void Writer::Private::push(Job job)
{
    bool wasEmpty = false;
    {
        QMutexLocker locker(&mutex);
        wasEmpty = jobs.empty();
        jobs.push_back(std::move(job));
    }
    if (++waiting > size_t(Backlog) && !holding) {
        hold = Clock::Hold(clock);
        holding = true;
    }
    // One call drains all: it takes jobs until none is left.
    if (wasEmpty)
        QMetaObject::invokeMethod(
            &worker, [this] { drain(); }, Qt::QueuedConnection);
}

void Writer::Private::answered(size_t count)
{
    waiting -= count;
    if (waiting > 0) return;
    hold.release();
    holding = false;
}

void Writer::Private::drain()
{
    for (;;) {
        std::optional<Opening> opening;
        std::vector<Submitted> group;
        {
            QMutexLocker locker(&mutex);
            if (!jobs.empty() && jobs.front().opening) {
                opening = std::move(jobs.front().opening);
                jobs.pop_front();
            }
            while (!opening && !jobs.empty() && !jobs.front().opening && group.size() < LargestGroup) {
                group.push_back(std::move(jobs.front().batch));
                jobs.pop_front();
            }
        }
        if (opening) {
            openNow(std::move(*opening));
        } else if (!group.empty()) {
            commitNow(std::move(group));
        } else {
            return;
        }
    }
}

void Writer::Private::openNow(Opening opening)
{
    workspace.reset();
    auto opened = Workspace::open(opening.path, opening.mode, opening.options);
    Result<Loaded> loaded = opened ? (*opened)->load() : Result<Loaded>(tl::unexpected(opened.error()));
    if (loaded) workspace = std::move(*opened);
    QMetaObject::invokeMethod(
        &writer,
        [this, done = std::move(opening.done), result = std::move(loaded)]() mutable {
            answered(1);
            if (done) done(std::move(result));
        },
        Qt::QueuedConnection);
}

void Writer::Private::commitNow(std::vector<Submitted> group)
{
    std::vector<Batch> batches;
    std::vector<std::function<void(Result<ChainHead>)>> callbacks;
    for (Submitted &each : group) {
        batches.push_back(std::move(each.batch));
        callbacks.push_back(std::move(each.done));
    }
    QMetaObject::invokeMethod(
        &writer,
        [this, callbacks = std::move(callbacks), results = commitEach(batches)]() mutable {
            answered(results.size());
            for (size_t i = 0; i < results.size(); ++i) {
                if (callbacks[i]) callbacks[i](std::move(results[i]));
            }
        },
        Qt::QueuedConnection);
}

std::vector<Result<ChainHead>> Writer::Private::commitEach(const std::vector<Batch> &batches)
{
    std::vector<Result<ChainHead>> results;
    if (!workspace) {
        results.resize(batches.size(), failure(ErrorCode::NotFound, {}, u"no workspace is open"_s));
        return results;
    }
    const auto heads = workspace->commit(std::span<const Batch>(batches));
    if (heads) {
        results.assign(heads->begin(), heads->end());
        return results;
    }
    // Somebody else's lock was waited for long enough; once is enough for all of them.
    if (batches.size() == 1 || heads.error().code == ErrorCode::Locked) {
        results.resize(batches.size(), tl::unexpected(heads.error()));
        return results;
    }
    // One bad batch, or one that is too large for what is left of the disk, must not take its neighbours with it.
    for (const Batch &batch : batches) {
        results.push_back(workspace->commit(batch));
    }
    return results;
}

} // namespace hinoban::store
