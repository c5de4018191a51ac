// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/CertificateLog.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/registry/HttpParts.h"
#include "app/registry/PinnedRequest.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QUrlQuery>

#include <algorithm>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds Deadline{60};
constexpr std::chrono::minutes UsualPause{10};
constexpr std::chrono::hours LongestPause{1};

QString words(const char *english) { return QCoreApplication::translate("CertificateLog", english); }

QString problemOf(int status)
{
    if (status == 429 || status == 503)
        return words(QT_TRANSLATE_NOOP("CertificateLog", "The search asks us to wait before we ask again."));
    if (status >= 300 && status < 400)
        return words(
            QT_TRANSLATE_NOOP("CertificateLog", "The search points to another server, and Hinoban does not follow."));
    return words(QT_TRANSLATE_NOOP("CertificateLog", "The search answered with the HTTP status %1.")).arg(status);
}

} // namespace

struct CertificateLog::Private {
    Private(Clock &givenClock, Internet givenInternet, QUrl givenAddress)
        : clock(givenClock)
        , internet(std::move(givenInternet))
        , address(std::move(givenAddress))
    {
    }
    class Asking;
    Clock &clock;
    Internet internet;
    QUrl address;
    QNetworkAccessManager network;
    Instant notBefore = Instant::min(); // the search asked to be left alone until then
    QObject askings;                    // destroyed before the network that they use
};

// One question from beginning to answer. Lives until it has answered; dies with the client.
class CertificateLog::Private::Asking final : public QObject {
public:
    Asking(Private &log, const dns::Name &domain, QObject *context, std::function<void(CertificateAnswerPtr)> done)
        : QObject(&log.askings)
        , m_log(log)
        , m_context(context)
        , m_done(std::move(done))
    {
        m_answer.domain = domain;
        m_answer.askedAt = log.clock.now();
        // Later, so that the answer never comes within the call.
        m_timer = log.clock.after(Duration::zero(), this, [this] { begin(); });
    }

    ~Asking() override
    {
        m_log.clock.cancel(m_timer);
        if (m_resolving >= 0) QHostInfo::abortHostLookup(m_resolving);
        if (!m_reply) return;
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }

private:
    void begin()
    {
        m_url = m_log.address;
        QUrlQuery query(m_url);
        query.addQueryItem(u"q"_s, m_answer.domain.display());
        query.addQueryItem(u"output"_s, u"json"_s);
        query.addQueryItem(u"exclude"_s, u"expired"_s);
        query.addQueryItem(u"deduplicate"_s, u"Y"_s);
        m_url.setQuery(query);
        m_answer.source = u"CT "_s + m_url.toString(QUrl::FullyEncoded);
        if (m_log.notBefore > m_log.clock.now()) return finish(problemOf(429));
        const bool isDrill = m_url.scheme() == u"http"_s && !m_log.internet.mayAskSystemResolver();
        if (m_url.scheme() != u"https"_s && !isDrill) return refuse();
        m_hold = Clock::Hold(m_log.clock);
        m_timer = m_log.clock.after(Deadline, this, [this] {
            finish(words(QT_TRANSLATE_NOOP("CertificateLog", "The search did not answer in time.")));
        });
        const QHostAddress literal(m_url.host());
        if (!literal.isNull()) return ask({literal});
        if (!m_log.internet.mayAskSystemResolver()) return refuse();
        m_resolving = QHostInfo::lookupHost(m_url.host(), this, [this](const QHostInfo &found) {
            m_resolving = -1;
            if (found.error() != QHostInfo::NoError || found.addresses().isEmpty())
                return finish(words(QT_TRANSLATE_NOOP("CertificateLog", "The search's name has no address.")));
            ask(found.addresses());
        });
    }

    void refuse() { finish(words(QT_TRANSLATE_NOOP("CertificateLog", "Packets to the search are not permitted."))); }

    void ask(const QList<QHostAddress> &addresses)
    {
        const auto permitted = [this](const QHostAddress &one) { return m_log.internet.permit(one); };
        if (!std::all_of(addresses.begin(), addresses.end(), permitted)) return refuse();
        const auto usable = std::find_if(addresses.begin(), addresses.end(), [this](const QHostAddress &one) {
            return m_log.internet.hasIpv6() || one.protocol() == QAbstractSocket::IPv4Protocol;
        });
        if (usable == addresses.end()) return refuse();

        m_reply = m_log.network.get(
            pinnedRequest(m_url, *usable, m_url.port(), "application/json", m_log.internet.trustedCertificates()));
        m_reply->setReadBufferSize(qint64(256) * 1024);
        connect(m_reply, &QNetworkReply::readyRead, this, [this] { (void)read(); });
        connect(m_reply, &QNetworkReply::finished, this, [this] { answered(); });
    }

    // False once the question has ended because there was too much.
    bool read()
    {
        m_answer.raw += m_reply->read(MostCertificateBytes + 1 - m_answer.raw.size());
        if (m_answer.raw.size() <= MostCertificateBytes) return true;
        m_answer.raw.clear(); // half an answer is no evidence of anything
        finish(words(QT_TRANSLATE_NOOP("CertificateLog", "The search sent more than 4 MiB.")));
        return false;
    }

    void answered()
    {
        if (!read()) return;
        const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
        if (!status.isValid() || (m_reply->error() != QNetworkReply::NoError && status.toInt() == 200)) {
            const QString why = safeText(m_reply->errorString(), 300);
            return finish(words(QT_TRANSLATE_NOOP("CertificateLog", "The search cannot be reached (%1).")).arg(why));
        }
        if (status.toInt() == 429 || status.toInt() == 503) {
            const Instant now = m_log.clock.now();
            const Duration span = retryAfter(m_reply->rawHeader("Retry-After"), m_reply->rawHeader("Date"), now)
                                      .value_or(Duration(UsualPause));
            m_log.notBefore = now + std::min<Duration>(span, LongestPause);
        }
        if (status.toInt() != 200) return finish(problemOf(status.toInt()));
        auto list = certificatesFromJson(m_answer.raw, m_answer.domain);
        if (!list) return finish(sentence(list.error()));
        m_answer.list = std::move(*list);
        finish({});
    }

    void finish(const QString &problem)
    {
        m_answer.problem = problem;
        m_answer.took = m_log.clock.now() - m_answer.askedAt;
        if (!m_answer.raw.isEmpty()) m_answer.rawSha256 = sha256Hex(m_answer.raw);
        m_hold.release();
        m_log.clock.cancel(m_timer);
        if (m_reply) m_reply->disconnect(this);
        // From the event loop and not from the depth of the reply: the answer may destroy the client.
        m_timer = m_log.clock.after(Duration::zero(), this, [this] {
            const auto answer = std::make_shared<const CertificateAnswer>(std::move(m_answer));
            const auto done = std::move(m_done);
            const auto context = m_context;
            deleteLater();
            if (context) done(answer);
        });
    }

    Private &m_log;
    QPointer<QObject> m_context;
    std::function<void(CertificateAnswerPtr)> m_done;
    CertificateAnswer m_answer;
    QUrl m_url;
    Clock::Hold m_hold;
    Clock::TimerId m_timer = 0;
    int m_resolving = -1;
    QPointer<QNetworkReply> m_reply;
};

CertificateLog::CertificateLog(Clock &clock, Internet internet, QUrl address, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, std::move(internet), std::move(address)))
{
    // A proxy would be asked instead of the address that passed the guard.
    d->network.setProxy(QNetworkProxy::NoProxy);
    d->network.setAutoDeleteReplies(false);
}

CertificateLog::~CertificateLog() = default;

const QUrl &CertificateLog::address() const { return d->address; }

void CertificateLog::look(const dns::Name &domain, QObject *context, std::function<void(CertificateAnswerPtr)> done)
{
    new Private::Asking(*d, domain, context, std::move(done));
}

Result<QUrl> CertificateLog::addressFromText(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != u"https"_s || url.host().isEmpty() || !url.userInfo().isEmpty() ||
        url.hasFragment())
        return failure(ErrorCode::BadInput, safeText(text, 200), u"not an https address of a search"_s);
    return url;
}

} // namespace hinoban::registry
