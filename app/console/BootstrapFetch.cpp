// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/BootstrapFetch.h"

#include "app/base/WallClock.h"
#include "app/console/BootstrapLists.h"
#include "app/registry/BootstrapDownload.h"

namespace hinoban::console {

struct BootstrapFetch::Private {
    Private(const Internet &internet, QUrl from)
        : base(std::move(from))
        , download(clock, internet)
    {
    }
    QUrl base;
    WallClock clock;
    registry::BootstrapDownload download;
    std::vector<std::pair<QString, Result<QByteArray>>> files;
};

BootstrapFetch::BootstrapFetch(const Internet &internet, QUrl base, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(internet, std::move(base)))
{
}

BootstrapFetch::~BootstrapFetch() = default;

void BootstrapFetch::start() { next(); }

const std::vector<std::pair<QString, Result<QByteArray>>> &BootstrapFetch::files() const { return d->files; }

void BootstrapFetch::next()
{
    if (d->files.size() >= BootstrapLists.size() || (!d->files.empty() && !d->files.back().second)) {
        Q_EMIT ended();
        return;
    }
    const QUrl url = d->base.resolved(QUrl(bootstrapFileName(BootstrapLists[d->files.size()])));
    d->download.get(url, [this, url](Result<QByteArray> content) {
        d->files.emplace_back(url.toDisplayString(), std::move(content));
        next();
    });
}

} // namespace hinoban::console
