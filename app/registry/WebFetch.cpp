// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/dns/TlsTrust.h"
#include "app/registry/Fetch.h"
#include "app/registry/HttpParts.h"
#include "app/registry/PinnedRequest.h"
#include "app/registry/RegistryWords.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 MostBytes = qint64(1024) * 1024;
constexpr int MostRedirects = 3;

class WebFetch final : public Fetch {
public:
    WebFetch(Clock &clock, const Internet &internet, QNetworkAccessManager &network, QUrl url, bool isNamed,
             std::function<QString(const QUrl &)> isLeftAlone, Done done, QObject *parent)
        : Fetch(internet, std::move(done), parent)
        , m_clock(clock)
        , m_network(network)
        , m_url(std::move(url))
        , m_isNamed(isNamed)
        , m_isLeftAlone(std::move(isLeftAlone))
    {
    }
    ~WebFetch() override { drop(); }

    void begin() override
    {
        find(m_url, Service::Rdap, m_isNamed, [this](const Endpoint &server) { ask(server); });
    }

private:
    void drop()
    {
        if (!m_reply) return;
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }

    void ask(const Endpoint &server)
    {
        m_distrust.clear();
        m_bytes.clear();
        m_reply =
            m_network.get(pinnedRequest(m_url, server.address, server.port, "application/rdap+json, application/json",
                                        m_internet.trustedCertificates()));
        m_reply->setReadBufferSize(qint64(256) * 1024);
        connect(m_reply, &QNetworkReply::readyRead, this, [this] { (void)read(); });
        connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
            if (errors.isEmpty()) return;
            const QSslCertificate shown = m_reply->sslConfiguration().peerCertificate();
            m_distrust = dns::trustProblem(errors, shown.isNull() ? errors.first().certificate() : shown, m_url.host());
        });
        connect(m_reply, &QNetworkReply::finished, this, [this] { answered(); });
    }

    // False once the fetch has ended because there was too much.
    bool read()
    {
        m_bytes += m_reply->read(MostBytes + 1 - m_bytes.size());
        if (m_bytes.size() <= MostBytes) return true;
        drop(); // half an answer is no evidence of anything
        fail(words(QT_TRANSLATE_NOOP("Registry", "The registration server sent more than 1 MiB.")), false);
        return false;
    }

    void answered()
    {
        if (!m_distrust.isEmpty())
            return fail(
                words(QT_TRANSLATE_NOOP("Registry", "The registration server's certificate is not accepted (%1)."))
                    .arg(safeText(m_distrust, 300)),
                true);
        if (!read()) return;
        const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
        if (!status.isValid() || (m_reply->error() != QNetworkReply::NoError && status.toInt() == 200))
            return fail(unreachable(m_reply->errorString()), true);
        if (status.toInt() >= 300 && status.toInt() < 400 && m_reply->hasRawHeader("Location"))
            return follow(m_reply->rawHeader("Location"));
        Fetched fetched;
        fetched.status = status.toInt();
        fetched.retryAfter = retryAfter(m_reply->rawHeader("Retry-After"), m_reply->rawHeader("Date"), m_clock.now());
        fetched.bytes = std::move(m_bytes);
        end(std::move(fetched));
    }

    void follow(const QByteArray &location)
    {
        const auto target = redirectTarget(m_url, location);
        drop();
        if (!target)
            return fail(
                words(QT_TRANSLATE_NOOP("Registry",
                                        "The registry points to another place, and Hinoban does not follow (%1)."))
                    .arg(target.error().detail),
                false);
        if (++m_redirects > MostRedirects)
            return fail(
                words(QT_TRANSLATE_NOOP("Registry", "The registry points from one place to the next without end.")),
                false);
        if (const QString why = m_isLeftAlone(*target); !why.isEmpty()) return fail(why, false);
        m_url = *target;
        m_isNamed = true;
        begin();
    }

    Clock &m_clock;
    QNetworkAccessManager &m_network;
    QUrl m_url;
    bool m_isNamed;
    const std::function<QString(const QUrl &)> m_isLeftAlone;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_bytes;
    QString m_distrust;
    int m_redirects = 0;
};

} // namespace

Fetch *webFetch(Clock &clock, const Internet &internet, QNetworkAccessManager &network, const QUrl &url, bool isNamed,
                std::function<QString(const QUrl &)> isLeftAlone, Fetch::Done done, QObject *parent)
{
    return new WebFetch(clock, internet, network, url, isNamed, std::move(isLeftAlone), std::move(done), parent);
}

} // namespace hinoban::registry
