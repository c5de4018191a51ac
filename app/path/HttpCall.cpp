// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/HttpCall.h"

#include "app/base/SafeText.h"
#include "app/dns/TlsTrust.h"

#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <utility>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 ReadAhead = qint64(64) * 1024; // what the server sends beyond stays with it until it was read
constexpr qsizetype LongestName = 400;

QByteArray sha256(const QByteArray &octets)
{
    return QCryptographicHash::hash(octets, QCryptographicHash::Sha256).toHex();
}

Instant instantOf(const QDateTime &at) { return instantFromUnixMicroseconds(at.toMSecsSinceEpoch() * 1000); }

// "CN=R3, O=Let's Encrypt, C=US", in that order whatever the certificate's is.
template <class Info>
QString nameText(const Info &info)
{
    QStringList parts;
    for (const auto &[key, kind] :
         {std::pair(u"CN="_s, QSslCertificate::CommonName), std::pair(u"O="_s, QSslCertificate::Organization),
          std::pair(u"C="_s, QSslCertificate::CountryName)})
        for (const QString &value : info(kind))
            parts += key + value;
    return safeText(parts.join(u", "_s), LongestName);
}

Certificate certificateOf(const QSslCertificate &shown)
{
    Certificate one;
    one.sha256 = sha256(shown.toDer());
    if (const QByteArray key = shown.publicKey().toDer(); !key.isEmpty()) one.key = sha256(key);
    one.subject = nameText([&](QSslCertificate::SubjectInfo kind) { return shown.subjectInfo(kind); });
    one.issuer = nameText([&](QSslCertificate::SubjectInfo kind) { return shown.issuerInfo(kind); });
    one.validFrom = instantOf(shown.effectiveDate());
    one.validUntil = instantOf(shown.expiryDate());
    return one;
}

QString protocolText(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return u"TLS 1.2"_s;
    case QSsl::TlsV1_3:
        return u"TLS 1.3"_s;
    default:
        return {};
    }
}

bool isSecure(const QUrl &url) { return url.scheme() == "https"_L1; }

// The host alone, and the port where it is not the usual one (RFC 9110, 7.2).
QByteArray hostField(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':')) host = '[' + host + ']';
    const int port = url.port();
    return port > 0 && port != (isSecure(url) ? 443 : 80) ? host + ':' + QByteArray::number(port) : host;
}

QByteArray requestFor(const QUrl &url, const QList<QByteArray> &fields)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty()) target = "/";
    if (url.hasQuery()) target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray request = "GET " + target + " HTTP/1.1\r\nHost: " + hostField(url) +
                         "\r\nUser-Agent: Hinoban\r\nAccept: */*\r\nAccept-Encoding: identity\r\n";
    for (const QByteArray &field : fields)
        request += field + "\r\n";
    return request + "Connection: close\r\n\r\n";
}

double seconds(Duration span) { return std::chrono::duration<double>(span).count(); }

} // namespace

QString HttpCall::fault(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty()) return u"not an address of a web service"_s;
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) return u"neither http nor https"_s;
    if (!url.userInfo().isEmpty()) return u"it has a user name or a password in it"_s;
    if (url.toEncoded().size() > WebTiming::LongestUrl)
        return u"longer than %1 characters"_s.arg(WebTiming::LongestUrl);
    return {};
}

HttpCall::HttpCall(Clock &clock, Request request, WebTiming timing, Done done, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_request(std::move(request))
    , m_timing(std::move(timing))
    , m_done(std::move(done))
    , m_reader(m_request.limits)
    , m_hold(clock)
{
    m_timing.url = m_request.url;
    m_timing.port = m_request.endpoint.port;
    m_timing.at = clock.now();
}

HttpCall::~HttpCall()
{
    m_clock.cancel(m_phaseTimer);
    m_clock.cancel(m_wholeTimer);
    if (!m_socket) return;
    m_socket->disconnect(this);
    m_socket->abort();
}

void HttpCall::begin()
{
    m_wholeTimer = m_clock.after(m_request.patience.whole, this, [this] {
        end(u"the answer was not whole after %1 s"_s.arg(seconds(m_request.patience.whole)));
    });
    m_socket = new QSslSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(ReadAhead);
    m_socket->setSslConfiguration(dns::tlsConfiguration(m_request.authorities, {QByteArrayLiteral("http/1.1")}));
    m_socket->setPeerVerifyName(m_request.url.host(QUrl::FullyEncoded));
    connect(m_socket, &QSslSocket::connected, this, &HttpCall::connected);
    connect(m_socket, &QSslSocket::sslErrors, this, &HttpCall::distrusted);
    connect(m_socket, &QSslSocket::encrypted, this, &HttpCall::encrypted);
    connect(m_socket, &QSslSocket::readyRead, this, &HttpCall::read);
    connect(m_socket, &QSslSocket::errorOccurred, this, [this](QAbstractSocket::SocketError) { closed(); });
    connect(m_socket, &QSslSocket::disconnected, this, &HttpCall::closed);
    enter(Phase::Connect);
    waitFor(m_request.patience.connect, u"no connection"_s);
    m_socket->connectToHost(m_request.endpoint.address, m_request.endpoint.port);
}

void HttpCall::waitFor(Duration patience, const QString &whatFailed)
{
    m_clock.cancel(m_phaseTimer);
    m_phaseTimer = m_clock.after(patience, this, [this, patience, whatFailed] {
        end(u"%1 within %2 s"_s.arg(whatFailed).arg(seconds(patience)));
    });
}

void HttpCall::enter(Phase phase)
{
    m_phase = phase;
    m_began = m_clock.now();
}

void HttpCall::leave(Phase phase)
{
    m_timing.phase(phase) = m_clock.now() - m_began;
    m_phase.reset();
}

void HttpCall::connected()
{
    leave(Phase::Connect);
    if (!isSecure(m_request.url)) return m_request.handshakeOnly ? end({}) : ask();
    enter(Phase::Tls);
    waitFor(m_request.patience.tls, u"no end of the handshake"_s);
    m_socket->startClientEncryption();
}

// The handshake goes on: who else it is, is what we want to know. Nothing is asked of him.
void HttpCall::distrusted(const QList<QSslError> &errors)
{
    m_timing.verification = Verification::Mismatch;
    m_timing.verificationProblem =
        safeText(dns::trustProblem(errors, m_socket->peerCertificate(), m_request.url.host()), WebTiming::LongestWords);
    m_socket->ignoreSslErrors();
}

void HttpCall::encrypted()
{
    leave(Phase::Tls);
    for (const QSslCertificate &shown : m_socket->peerCertificateChain())
        if (m_timing.chain.size() < WebTiming::MostCertificates) m_timing.chain.push_back(certificateOf(shown));
    m_timing.alpn = safeText(QString::fromLatin1(m_socket->sslConfiguration().nextNegotiatedProtocol()), 40);
    m_timing.tlsVersion = protocolText(m_socket->sessionProtocol());
    if (m_timing.verification == Verification::Unknown) m_timing.verification = Verification::Match;
    if (m_request.handshakeOnly) return end({});
    if (m_timing.verification == Verification::Mismatch)
        return end(u"nothing was asked for: "_s + m_timing.verificationProblem);
    ask();
}

void HttpCall::ask()
{
    enter(Phase::FirstByte);
    waitFor(m_request.patience.firstByte, u"no octet of an answer"_s);
    m_socket->write(requestFor(m_request.url, m_request.fields));
}

void HttpCall::read()
{
    if (m_isEnded || !m_phase || (*m_phase != Phase::FirstByte && *m_phase != Phase::Body)) return;
    if (*m_phase == Phase::FirstByte && m_socket->bytesAvailable() > 0) {
        leave(Phase::FirstByte);
        m_clock.cancel(m_phaseTimer); // what is left of the whole is the body's
        enter(Phase::Body);
    }
    while (!m_isEnded && m_socket->bytesAvailable() > 0) {
        const auto state = m_reader.feed(m_socket->read(ReadAhead));
        if (state == HttpReader::State::Failed) return end(m_reader.problem());
        if (state != HttpReader::State::Done) continue;
        leave(Phase::Body);
        return end({});
    }
}

void HttpCall::closed()
{
    if (m_isEnded) return;
    read(); // what came before
    if (m_isEnded) return;
    const bool hasHungUp = m_socket->error() == QAbstractSocket::RemoteHostClosedError ||
                           m_socket->error() == QAbstractSocket::UnknownSocketError;
    const bool isAnswer = m_phase == Phase::Body || m_phase == Phase::FirstByte;
    if (!isAnswer || !hasHungUp) return end(m_socket->errorString());
    if (m_reader.finish() == HttpReader::State::Failed) return end(m_reader.problem());
    if (m_phase == Phase::Body) leave(Phase::Body);
    end({});
}

void HttpCall::end(const QString &problem)
{
    if (std::exchange(m_isEnded, true)) return;
    m_clock.cancel(m_phaseTimer);
    m_clock.cancel(m_wholeTimer);
    if (m_timing.verification == Verification::Unknown && m_phase == Phase::Tls)
        m_timing.verificationProblem = u"no handshake"_s;
    m_timing.problem = safeText(problem, WebTiming::LongestWords);
    m_timing.status = m_reader.status();
    m_timing.bytes = m_reader.bodyBytes();
    m_timing.isCut = m_reader.isCut();
    m_timing.protocol = QString::fromLatin1(m_reader.version());
    if (const auto location = m_reader.field("Location"); location && m_timing.status / 100 == 3)
        m_timing.redirect = safeText(QString::fromUtf8(*location), WebTiming::LongestUrl);
    m_socket->disconnect(this);
    m_socket->abort();
    // From the event loop: whoever called begin() must have that returned first.
    m_clock.after(Duration::zero(), this, [this] {
        m_hold.release();
        deleteLater();
        m_done(std::move(m_timing), m_reader);
    });
}

} // namespace hinoban::path
