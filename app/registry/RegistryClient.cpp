// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RegistryClient.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>

#include <algorithm>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 MostBytes = qint64(1024) * 1024;
constexpr std::chrono::seconds Deadline{10};

QString words(const char *english) { return QCoreApplication::translate("Registry", english); }

// What a status of HTTP means here (RFC 9082, RFC 7480).
QString problemOf(int status)
{
    if (status == 404) return words(QT_TRANSLATE_NOOP("Registry", "The registry does not know this domain."));
    if (status == 429) return words(QT_TRANSLATE_NOOP("Registry", "The registry asks us to wait before we ask again."));
    if (status >= 300 && status < 400)
        return words(
            QT_TRANSLATE_NOOP("Registry", "The registry points to another server, and Hinoban does not follow."));
    return words(QT_TRANSLATE_NOOP("Registry", "The registry's server answered with the HTTP status %1.")).arg(status);
}

// One look-up from question to answer. Lives until it has answered; dies with the client.
class Asking final : public QObject {
public:
    Asking(Clock &clock, const Internet &internet, QNetworkAccessManager &network, const dns::Name &domain,
           QObject *context, std::function<void(LookupPtr)> done, QObject *parent)
        : QObject(parent)
        , m_clock(clock)
        , m_internet(internet)
        , m_network(network)
        , m_context(context)
        , m_done(std::move(done))
    {
        m_lookup.domain = domain;
        m_lookup.askedAt = clock.now();
        // Later, so that the answer never comes within the call.
        m_timer = clock.after(Duration::zero(), this, [this] { begin(); });
    }

    ~Asking() override
    {
        m_clock.cancel(m_timer);
        if (m_resolving >= 0) QHostInfo::abortHostLookup(m_resolving);
        if (m_reply) {
            m_reply->disconnect(this);
            m_reply->abort();
            m_reply->deleteLater();
        }
    }

private:
    void begin()
    {
        dns::Name top = m_lookup.domain;
        while (top.labelCount() > 1)
            top = top.parent();
        const auto base = m_internet.rdapBase(top.text());
        if (!base)
            return finish(words(QT_TRANSLATE_NOOP("Registry", "No registration server is known for this domain.")));

        m_url = *base;
        QString path = m_url.path();
        if (!path.endsWith(u'/')) path += u'/';
        m_url.setPath(path + u"domain/"_s + m_lookup.domain.display(), QUrl::DecodedMode);
        m_lookup.source = u"RDAP "_s + m_url.toString(QUrl::FullyEncoded);
        const bool web = m_url.scheme() == u"https"_s || m_url.scheme() == u"http"_s;
        if (!m_url.isValid() || !web || m_url.host().isEmpty())
            return finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server's address cannot be used.")));

        m_hold = Clock::Hold(m_clock);
        m_timer = m_clock.after(Deadline, this, [this] {
            finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server did not answer in time.")));
        });

        const QHostAddress literal(m_url.host());
        if (!literal.isNull()) return ask({literal});
        if (!m_internet.mayAskSystemResolver()) return refuse();
        m_resolving = QHostInfo::lookupHost(m_url.host(), this, [this](const QHostInfo &found) {
            m_resolving = -1;
            if (found.error() != QHostInfo::NoError || found.addresses().isEmpty())
                return finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server's name has no address.")));
            ask(found.addresses());
        });
    }

    void refuse()
    {
        finish(words(QT_TRANSLATE_NOOP("Registry", "Packets to the registration server are not permitted.")));
    }

    void ask(const QList<QHostAddress> &addresses)
    {
        const auto permitted = [this](const QHostAddress &address) { return m_internet.permit(address); };
        if (!std::all_of(addresses.begin(), addresses.end(), permitted)) return refuse();
        const auto usable = std::find_if(addresses.begin(), addresses.end(), [this](const QHostAddress &address) {
            return m_internet.hasIpv6() || address.protocol() == QAbstractSocket::IPv4Protocol;
        });
        if (usable == addresses.end()) return refuse();

        // The address that was looked at is the one that is used: a second look-up could say something else. The
        // name still goes into the certificate check and the request.
        QUrl pinned = m_url;
        pinned.setHost(usable->toString());
        QNetworkRequest request(pinned);
        if (QHostAddress(m_url.host()).isNull()) {
            request.setPeerVerifyName(m_url.host());
            const int port = m_url.port();
            request.setRawHeader("Host", m_url.host(QUrl::FullyEncoded).toLatin1() +
                                             (port < 0 ? "" : ':' + QByteArray::number(port)));
        }
        request.setRawHeader("Accept", "application/rdap+json, application/json");
        request.setRawHeader("Accept-Encoding", "identity"); // nothing that could unpack to more than it is
        request.setRawHeader("User-Agent", "Hinoban");
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        m_reply = m_network.get(request);
        m_reply->setReadBufferSize(qint64(256) * 1024);
        connect(m_reply, &QNetworkReply::readyRead, this, [this] { read(); });
        connect(m_reply, &QNetworkReply::finished, this, [this] { answered(); });
    }

    // False once the look-up has ended because there was too much.
    bool read()
    {
        m_lookup.raw += m_reply->read(MostBytes + 1 - m_lookup.raw.size());
        if (m_lookup.raw.size() <= MostBytes) return true;
        m_lookup.raw.clear(); // half an answer is no evidence of anything
        finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server sent more than 1 MiB.")));
        return false;
    }

    void answered()
    {
        if (!read()) return;
        const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
        if (!status.isValid() || (m_reply->error() != QNetworkReply::NoError && status.toInt() == 200)) {
            const QString why = safeText(m_reply->errorString(), 300);
            return finish(
                words(QT_TRANSLATE_NOOP("Registry", "The registration server cannot be reached (%1).")).arg(why));
        }
        m_lookup.isFree = status.toInt() == 404;
        if (status.toInt() != 200) return finish(problemOf(status.toInt()));
        auto registration = registrationFromRdap(m_lookup.raw, m_lookup.domain);
        if (!registration) return finish(sentence(registration.error()));
        m_lookup.registration = std::move(*registration);
        finish({});
    }

    void finish(const QString &problem)
    {
        m_lookup.problem = problem;
        m_lookup.took = m_clock.now() - m_lookup.askedAt;
        if (!m_lookup.raw.isEmpty()) m_lookup.rawSha256 = sha256Hex(m_lookup.raw);
        m_hold.release();
        m_clock.cancel(m_timer);
        if (m_reply) m_reply->disconnect(this);
        // From the event loop and not from the depth of the reply: the answer may destroy the client.
        m_timer = m_clock.after(Duration::zero(), this, [this] {
            const auto answer = std::make_shared<const Lookup>(std::move(m_lookup));
            const auto done = std::move(m_done);
            const auto context = m_context;
            deleteLater();
            if (context) done(answer);
        });
    }

    Clock &m_clock;
    const Internet &m_internet;
    QNetworkAccessManager &m_network;
    QPointer<QObject> m_context;
    std::function<void(LookupPtr)> m_done;
    Lookup m_lookup;
    QUrl m_url;
    Clock::Hold m_hold;
    Clock::TimerId m_timer = 0;
    int m_resolving = -1;
    QPointer<QNetworkReply> m_reply;
};

} // namespace

struct RegistryClient::Private {
    Private(Clock &givenClock, Internet givenInternet)
        : clock(givenClock)
        , internet(std::move(givenInternet))
    {
    }
    Clock &clock;
    Internet internet;
    QNetworkAccessManager network;
    QObject askings; // destroyed before the network they use
};

RegistryClient::RegistryClient(Clock &clock, Internet internet, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, std::move(internet)))
{
    // A proxy would be asked instead of the address that passed the guard.
    d->network.setProxy(QNetworkProxy::NoProxy);
    d->network.setAutoDeleteReplies(false);
}

RegistryClient::~RegistryClient() = default;

void RegistryClient::look(const dns::Name &domain, QObject *context, std::function<void(LookupPtr)> done)
{
    new Asking(d->clock, d->internet, d->network, domain, context, std::move(done), &d->askings);
}

} // namespace hinoban::registry
