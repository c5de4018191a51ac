// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/BootstrapDownload.h"

#include "app/registry/ServerQuestion.h"

#include <QMetaObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

namespace hinoban::registry {

struct BootstrapDownload::Private {
    Private(Clock &givenClock, Internet givenInternet)
        : clock(givenClock)
        , internet(std::move(givenInternet))
        , queues(givenClock)
    {
    }
    Clock &clock;
    Internet internet;
    QNetworkAccessManager network;
    ServerQueues queues;
    QObject questions; // destroyed before what they use
};

BootstrapDownload::BootstrapDownload(Clock &clock, Internet internet, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, std::move(internet)))
{
    // A proxy would be asked instead of the address that passed the guard.
    d->network.setProxy(QNetworkProxy::NoProxy);
    d->network.setAutoDeleteReplies(false);
}

BootstrapDownload::~BootstrapDownload() = default;

void BootstrapDownload::get(const QUrl &url, std::function<void(Result<QByteArray>)> done)
{
    const QString where = url.toDisplayString();
    if (!url.isValid() || url.scheme() != QLatin1String("https") || url.host().isEmpty() || !url.userInfo().isEmpty()) {
        QMetaObject::invokeMethod(
            &d->questions,
            [where, done = std::move(done)] {
                done(failure(ErrorCode::BadInput, where, QStringLiteral("not an https address")));
            },
            Qt::QueuedConnection);
        return;
    }
    ServerQuestion::What what;
    what.url = url;
    new ServerQuestion(
        {d->clock, d->internet, d->network, d->queues}, what,
        [where, done = std::move(done)](const Fetched &fetched) {
            if (!fetched.problem.isEmpty()) return done(failure(ErrorCode::Unreachable, where, fetched.problem));
            if (fetched.status != 200)
                return done(
                    failure(ErrorCode::Unreachable, where, QStringLiteral("HTTP status %1").arg(fetched.status)));
            done(fetched.bytes);
        },
        &d->questions);
}

} // namespace hinoban::registry
