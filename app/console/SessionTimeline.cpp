// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SessionPrivate.h"

#include "app/base/SafeText.h"
#include "app/respond/Pasted.h"

#include <algorithm>

namespace hinoban::console {

void Session::readTimeline(const QString &path, std::optional<int> zoneSeconds, const QString &typedPerson)
{
    if (!d->isOpen) return;
    if (d->reading) {
        Q_EMIT timelineRead(path, nullptr,
                            {ErrorCode::NotPermitted, path, QStringLiteral("another file is being read")});
        return;
    }
    // There may be much of it: it is read in a thread of its own, against the log as it is now.
    auto result = std::make_shared<std::optional<Result<BroughtTimelinePtr>>>();
    d->reading.reset(QThread::create([result, path, zoneSeconds, person = safeText(typedPerson.trimmed(), 200),
                                      now = d->clock->now(), log = d->log] {
        *result = bringTimeline(path, zoneSeconds, std::vector<store::LogRecord>(log.begin(), log.end()), person, now);
    }));
    connect(d->reading.get(), &QThread::finished, this, [this, result, path] {
        d->reading.release()->deleteLater();
        if (!*result) return;
        if (**result)
            Q_EMIT timelineRead(path, ***result, {});
        else
            Q_EMIT timelineRead(path, nullptr, (*result)->error());
    });
    d->reading->start();
}

void Session::takeTimeline(const BroughtTimelinePtr &brought)
{
    if (d->isOpen && brought && !brought->entries.empty()) d->write(brought->entries);
}

void Session::paste(const QString &text, const QString &typedPerson, std::optional<Instant> happened)
{
    if (!d->isOpen) return;
    std::vector<dns::Name> names;
    for (const auto &domain : d->domains)
        names.push_back(domain.name);
    const Instant now = d->clock->now();
    auto entry = respond::entryFromPasted(text, safeText(typedPerson.trimmed(), 200), now, names);
    if (!entry) return d->fail(entry.error());
    if (happened) entry->happened = std::min(*happened, now);
    d->write({std::move(*entry)});
}

} // namespace hinoban::console
