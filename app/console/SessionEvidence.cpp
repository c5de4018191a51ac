// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/SafeText.h"

#include <algorithm>

namespace hinoban::console {

void Session::packEvidence(const QString &path, const QString &typedPerson)
{
    if (!d->isOpen || d->reading) return;
    if (!d->writer)
        return d->fail(
            {ErrorCode::NotFound, path, QStringLiteral("nothing is kept of this session: there is no file")});
    auto drafts = draftsOf(*d->makeSnapshot());
    if (!drafts) return d->fail(drafts.error());
    // There may be much of it: it is packed in a thread of its own, which reads beside the store's.
    auto result = std::make_shared<std::optional<Result<BundledPtr>>>();
    const QString person = safeText(typedPerson.trimmed(), 200);
    d->reading.reset(QThread::create([result, path, workspace = d->options.workspace, drafts = std::move(*drafts)] {
        *result = console::packEvidence(workspace, path, drafts);
    }));
    connect(d->reading.get(), &QThread::finished, this, [this, result, person] {
        d->reading.release()->deleteLater();
        if (!*result) return;
        if (!**result) return d->fail((*result)->error());
        const BundledPtr &packed = ***result;
        d->write({bundledEntry(packed->report, packed->path, person, d->clock->now())});
        Q_EMIT bundled(packed);
    });
    d->reading->start();
}

void Session::correctEntry(const QByteArray &hash, const QString &typedLine, const QString &typedPerson,
                           int zoneSeconds)
{
    QString line = typedLine;
    line = safeText(line.replace(QLatin1Char('\t'), QLatin1Char(' ')).trimmed(), 16384);
    if (!d->isOpen || line.isEmpty()) return;
    const auto found =
        std::find_if(d->log.begin(), d->log.end(), [&](const store::LogRecord &record) { return record.hash == hash; });
    if (found == d->log.end())
        return d->fail({ErrorCode::NotFound, QString::fromLatin1(hash), QStringLiteral("no entry has this hash")});
    auto entry = respond::entryFromTyped(line, safeText(typedPerson.trimmed(), 200), d->clock->now(), zoneSeconds);
    // Without a time of its own it speaks of the moment that the other one spoke of.
    if (entry.happened == entry.learned) {
        entry.happened = found->entry.happened;
        entry.zone = found->entry.zone;
    }
    entry.domain = found->entry.domain;
    entry.before = found->entry.kind == respond::Entry::Kind::Person ? found->entry.text : QString();
    entry.corrects = hash;
    d->write({entry});
}

} // namespace hinoban::console
