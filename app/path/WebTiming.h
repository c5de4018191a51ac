// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Name.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QUrl>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace hinoban::path {

// What a service's answer takes its time for, one after another and never two at once. Of a mail host, FirstByte lasts
// until its greeting is whole, and there is no Tls and no Body.
enum class Phase {
    Resolve,   // from the question for the address to the answer
    Connect,   // from the first packet to a connection (TCP)
    Tls,       // to the end of the handshake (RFC 8446)
    FirstByte, // from the request to the first octet of the answer
    Body,      // from there to its end
};
inline constexpr size_t PhaseCount = 5;
inline constexpr std::array<Phase, PhaseCount> Phases{Phase::Resolve, Phase::Connect, Phase::Tls, Phase::FirstByte,
                                                      Phase::Body};
[[nodiscard]] QByteArray phaseText(Phase phase); // "resolve", "connect", "tls", "firstByte", "body"

// One certificate as a server showed it (RFC 5280). Its words are the server's: safe text.
struct Certificate {
    QByteArray sha256; // of the whole certificate: 64 hexadecimal digits in lower case
    QByteArray key;    // SHA-256 of its SubjectPublicKeyInfo, as above; empty: not known
    QString subject, issuer;
    Instant validFrom{}, validUntil{};
    friend bool operator==(const Certificate &, const Certificate &) = default;
};

// Whether the certificate is one for the name, by an authority that is trusted, and in time.
enum class Verification { Unknown, Match, Mismatch };
[[nodiscard]] QByteArray verificationText(Verification verification); // "unknown", "match", "mismatch"

// One measurement of one service at one address: a web site, or a mail host's greeting. Never changed. A phase that
// never began, or never ended, has no time; `problem` then says why.
struct WebTiming {
    static constexpr qsizetype LongestUrl = 2048, LongestWords = 1024;
    static constexpr size_t MostCertificates = 10;

    dns::Name domain;     // the watched domain it belongs to; the root: none
    QUrl url;             // "https://coincheck.com/", "smtp://mail.coincheck.com:25"
    QHostAddress address; // where it was asked
    quint16 port = 0;
    Instant at{}; // begin
    std::array<std::optional<Duration>, PhaseCount> phases{};
    int status = 0;      // of HTTP, or of the greeting: 200, 220; 0: none came
    qint64 bytes = 0;    // of the body as it came over the wire (without framing)
    bool isCut = false;  // the body went on, and was not read
    QString redirect;    // where Location points; shown, never followed
    QString protocol;    // "HTTP/1.1", "SMTP"
    QString alpn;        // as the server chose (RFC 7301)
    QString tlsVersion;  // "TLS 1.3"
    bool isOurs = false; // it was asked for the page; else for the handshake alone (not known to be the team's own)
    std::vector<Certificate> chain; // the server's own first
    Verification verification = Verification::Unknown;
    QString verificationProblem; // technical, English
    QString source;              // "scenario", "socket": how it was measured
    QString problem;             // why there is no whole answer; technical, English; empty otherwise

    [[nodiscard]] const std::optional<Duration> &phase(Phase one) const { return phases[size_t(one)]; }
    [[nodiscard]] std::optional<Duration> &phase(Phase one) { return phases[size_t(one)]; }
    // All phases together; nothing unless the service has answered as it was asked to.
    [[nodiscard]] std::optional<Duration> total() const;
    friend bool operator==(const WebTiming &, const WebTiming &) = default;
};
using WebTimingPtr = std::shared_ptr<const WebTiming>;

[[nodiscard]] QJsonObject toJson(const WebTiming &timing);
// BadInput with the field: everything is bounded, and text made safe.
[[nodiscard]] Result<WebTimingPtr> webTimingFromJson(const QJsonObject &object);

} // namespace hinoban::path
