// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RegistryClient.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/registry/WhoisText.h"

#include <QCoreApplication>
#include <QHash>
#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QTcpSocket>
#include <QUrlQuery>

#include <algorithm>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 MostBytes = qint64(1024) * 1024;
constexpr std::chrono::seconds Deadline{10};

// A server that asks to wait is left alone for as long as it says, or for this long where it does not say.
constexpr std::chrono::seconds UsualPause{60};
constexpr std::chrono::seconds LongestPause{120};
constexpr qsizetype MostPauses = 256;

// Until when which server is to be left alone; by host and port.
using Pauses = QHash<QString, Instant>;

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
    Asking(Clock &clock, const Internet &internet, QNetworkAccessManager &network, Pauses &pauses,
           const dns::Name &domain, QObject *context, std::function<void(LookupPtr)> done, QObject *parent)
        : QObject(parent)
        , m_clock(clock)
        , m_internet(internet)
        , m_network(network)
        , m_pauses(pauses)
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
        if (m_stream) {
            m_stream->disconnect(this);
            m_stream->abort();
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
        if (isWhois())
            prepareWhois();
        else
            prepareRdap();
    }

    [[nodiscard]] bool isWhois() const { return m_url.scheme() == u"whois"_s; }

    void prepareWhois()
    {
        const QUrlQuery form(m_url);
        const auto part = [&](const QString &key) { return form.queryItemValue(key, QUrl::FullyDecoded).toLatin1(); };
        m_question = part(u"prefix"_s) + m_lookup.domain.text() + part(u"suffix"_s);
        m_lookup.source = u"WHOIS %1 %2"_s.arg(m_url.host(), QString::fromLatin1(m_question));
        if (m_url.host().isEmpty())
            return finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server's address cannot be used.")));
        begun();
    }

    void prepareRdap()
    {
        QString path = m_url.path();
        if (!path.endsWith(u'/')) path += u'/';
        m_url.setPath(path + u"domain/"_s + m_lookup.domain.display(), QUrl::DecodedMode);
        m_lookup.source = u"RDAP "_s + m_url.toString(QUrl::FullyEncoded);
        const bool web = m_url.scheme() == u"https"_s || m_url.scheme() == u"http"_s;
        if (!m_url.isValid() || !web || m_url.host().isEmpty())
            return finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server's address cannot be used.")));
        begun();
    }

    void begun()
    {
        if (m_pauses.value(m_url.authority(), Instant::min()) > m_clock.now()) return finish(problemOf(429));
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

    void pause(std::chrono::seconds span)
    {
        const Instant now = m_clock.now();
        if (m_pauses.size() >= MostPauses) m_pauses.removeIf([&](const auto &entry) { return entry.value() <= now; });
        if (m_pauses.size() < MostPauses) m_pauses.insert(m_url.authority(), now + std::min(span, LongestPause));
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
        if (isWhois()) return askWhois(*usable);

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

    void askWhois(const QHostAddress &address)
    {
        m_stream = new QTcpSocket(this);
        m_stream->setProxy(QNetworkProxy::NoProxy);
        m_stream->setReadBufferSize(qint64(64) * 1024);
        connect(m_stream, &QTcpSocket::connected, this, [this] { m_stream->write(m_question + "\r\n"); });
        connect(m_stream, &QTcpSocket::readyRead, this, [this] { (void)readWhois(); });
        // The server closes when it has said everything (RFC 3912, 2).
        connect(m_stream, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            if (error == QAbstractSocket::RemoteHostClosedError) return answeredWhois();
            finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server cannot be reached (%1)."))
                       .arg(safeText(m_stream->errorString(), 300)));
        });
        m_stream->connectToHost(address, quint16(m_url.port(43)));
    }

    bool readWhois()
    {
        m_lookup.raw += m_stream->read(MostWhoisBytes + 1 - m_lookup.raw.size());
        if (m_lookup.raw.size() <= MostWhoisBytes) return true;
        m_lookup.raw.clear(); // half an answer is no evidence of anything
        finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server sent more than 256 KiB.")));
        return false;
    }

    void answeredWhois()
    {
        while (m_stream->bytesAvailable() > 0)
            if (!readWhois()) return;
        const QString text = whoisText(m_lookup.raw);
        if (asksToWait(text)) {
            pause(UsualPause);
            return finish(problemOf(429));
        }
        auto registration = registrationFromWhois(m_lookup.raw, m_lookup.domain);
        m_lookup.isFree = !registration && registration.error().code == ErrorCode::NotFound;
        if (m_lookup.isFree) return finish(problemOf(404));
        if (!registration && whoisLayout(text) == Layout::Unknown)
            return finish(
                words(QT_TRANSLATE_NOOP("Registry", "The registry's answer has a layout that Hinoban cannot read.")));
        if (!registration) return finish(sentence(registration.error()));
        m_lookup.registration = std::move(*registration);
        finish({});
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
        if (status.toInt() == 429) {
            bool known = false;
            const int asked = m_reply->rawHeader("Retry-After").toInt(&known); // RFC 9110, 10.2.3; a date is not read
            pause(known && asked >= 0 ? std::chrono::seconds(asked) : UsualPause);
        }
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
        if (m_stream) m_stream->disconnect(this);
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
    Pauses &m_pauses;
    QPointer<QObject> m_context;
    std::function<void(LookupPtr)> m_done;
    Lookup m_lookup;
    QUrl m_url;
    Clock::Hold m_hold;
    Clock::TimerId m_timer = 0;
    int m_resolving = -1;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_question; // of WHOIS
    QPointer<QTcpSocket> m_stream;
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
    Pauses pauses;
    QObject askings; // destroyed before the network and the pauses they use
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
    new Asking(d->clock, d->internet, d->network, d->pauses, domain, context, std::move(done), &d->askings);
}

} // namespace hinoban::registry
