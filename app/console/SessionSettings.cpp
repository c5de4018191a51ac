// SPDX-License-Identifier: GPL-3.0-or-later
// How a workspace is watched: kept in it, changed by a named person with a reason.
#include "app/console/SessionPrivate.h"

#include "app/base/SafeText.h"

namespace hinoban::console {

namespace {

constexpr qsizetype MaxTyped = 4096;

QString typedText(const QString &text) { return safeText(text.simplified(), MaxTyped); }

// Data for the log, as expectations are: not translated.
QString settingsText(const store::WatchSettings &settings)
{
    const QString lookAlikes = settings.lookAlikeHours == 0
                                   ? QStringLiteral("no look-alikes")
                                   : QStringLiteral("look-alikes every %1 h").arg(settings.lookAlikeHours);
    const QString origins = !settings.origins.isEmpty() ? QStringLiteral("origins %1").arg(settings.origins)
                            : settings.askOrigins       ? QStringLiteral("origins asked of Team Cymru")
                                                        : QStringLiteral("no origins");
    const QString certificates = settings.certificates.isEmpty()
                                     ? QStringLiteral("no certificates")
                                     : QStringLiteral("certificates at %1").arg(settings.certificates);
    return typedText(QStringLiteral("registry every %1 min, %2, %3, %4")
                         .arg(QString::number(settings.registrationMinutes), lookAlikes, origins, certificates));
}

} // namespace

void Session::Private::makePreparation()
{
    preparation.reset();
    lookAlikes.clear();
    if (!options.preparation || settings.lookAlikeHours == 0 || options.once || options.ephemeral) return;
    auto pace = *options.preparation;
    // What a command line or a test says stays, unless a person has set it.
    if (settings.lookAlikeHours != store::WatchSettings().lookAlikeHours)
        pace.sweep = std::chrono::hours(settings.lookAlikeHours);
    preparation = std::make_unique<watch::PreparationWatch>(*clock, *registry, pace);
    preparation->restore(lookAlikesAsked);
    QObject::connect(
        preparation.get(), &watch::PreparationWatch::looked, q,
        [this](const registry::LookupPtr &lookup, Instant firstAsked) { takeLookAlike(lookup, firstAsked); });
}

Result<void> Session::Private::applySettings(const store::WatchSettings &asked)
{
    auto database = chosenOrigins;
    if (asked.origins.isEmpty()) {
        database.reset();
    } else if (!database || asked.origins != settings.origins) {
        auto opened = path::OriginDatabase::open(asked.origins);
        if (!opened) return tl::unexpected(opened.error());
        database = std::move(*opened);
    }
    const auto before = std::exchange(settings, asked);
    chosenOrigins = std::move(database);
    origins->use(chosenOrigins ? chosenOrigins : options.origins, options.askOrigins.value_or(asked.askOrigins));
    if (asked.registrationMinutes != before.registrationMinutes)
        sweeper->setRegistration(std::chrono::minutes(asked.registrationMinutes));
    if (asked.lookAlikeHours != before.lookAlikeHours) makePreparation();
    return {};
}

void Session::Private::restoreSettings(store::WatchSettings stored)
{
    auto applied = applySettings(stored);
    if (!applied) {
        fail(applied.error());
        // The rest of it counts: this machine may only lack the file.
        stored.origins.clear();
        applied = applySettings(stored);
        if (!applied) fail(applied.error());
    }
    if (preparation) preparation->restore(lookAlikesAsked);
}

void Session::setSettings(const store::WatchSettings &wanted, const QString &typedPerson, const QString &typedReason)
{
    if (!d->isOpen || d->isDrill() || !d->writer) return;
    const QString person = typedText(typedPerson), reason = typedText(typedReason);
    if (person.isEmpty() || reason.isEmpty())
        return d->fail({ErrorCode::BadInput, {}, QStringLiteral("no person, or no reason")});
    // What can be read back is what can be set.
    auto checked = store::watchSettingsFromJson(store::toJson(wanted));
    if (!checked) return d->fail(checked.error());
    checked->certificates = wanted.certificates.trimmed();
    if (!checked->certificates.isEmpty())
        if (const auto address = registry::CertificateLog::addressFromText(checked->certificates); !address)
            return d->fail(address.error());
    const auto before = d->settings;
    if (*checked == before) {
        Q_EMIT settingsChanged(before);
        return;
    }
    if (auto applied = d->applySettings(*checked); !applied) return d->fail(applied.error());
    store::Batch batch;
    std::vector<respond::Entry> entries;
    if (checked->certificates != before.certificates) {
        d->certificates.reset();
        d->certificateLog.reset();
        d->options.certificates = checked->certificates;
        d->options.person = person; // who lets certificates be searched for
        d->searchCertificates(before.certificates, batch, entries);
    }
    d->setDomains();
    if (d->preparation) d->preparation->start();
    if (d->certificates) d->certificates->start();
    auto entry = d->entryNow(respond::Entry::Kind::Watch, person, QStringLiteral("watch.settings"));
    entry.args = {{QStringLiteral("was"), settingsText(before)}, {QStringLiteral("now"), settingsText(*checked)}};
    entry.text = reason;
    entries.push_back(std::move(entry));
    batch.settings = *checked;
    d->log_(batch, entries);
    d->submit(std::move(batch), [this, kept = *checked](const Error *problem) {
        if (problem)
            d->fail(*problem);
        else
            Q_EMIT settingsChanged(kept);
    });
    d->sweeper->lookNow();
    d->publish();
}

} // namespace hinoban::console
