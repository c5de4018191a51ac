// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/WebTiming.h"

#include "app/base/SafeText.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 LongestPhase = qint64(24) * 3600 * 1000000; // microseconds
constexpr qint64 MostBytes = qint64(1) << 53;                // what canonical JSON can say
constexpr qsizetype LongestName = 400;

tl::unexpected<Error> refused(const QString &where, const QString &why)
{
    return failure(ErrorCode::BadInput, where, why);
}

// From `least` to `most`; `missing` where the field is not there.
Result<qint64> numberOf(const QJsonObject &object, const QString &key, qint64 least, qint64 most, qint64 missing)
{
    if (!object.contains(key)) return missing;
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 read = object[key].toInteger(none);
    if (read == none || read < least || read > most)
        return refused(key, u"not an integer from %1 to %2"_s.arg(least).arg(most));
    return read;
}

bool isHash(const QByteArray &text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

QString microsecondsKey(Phase phase) { return QString::fromLatin1(phaseText(phase)) + u"Microseconds"_s; }

QJsonObject toJson(const Certificate &certificate)
{
    QJsonObject object{{u"sha256"_s, QString::fromLatin1(certificate.sha256)},
                       {u"subject"_s, certificate.subject},
                       {u"issuer"_s, certificate.issuer},
                       {u"validFrom"_s, toRfc3339(certificate.validFrom)},
                       {u"validUntil"_s, toRfc3339(certificate.validUntil)}};
    if (!certificate.key.isEmpty()) object[u"keySha256"_s] = QString::fromLatin1(certificate.key);
    return object;
}

Result<Certificate> certificateFromJson(const QJsonObject &object)
{
    Certificate one;
    one.sha256 = object[u"sha256"_s].toString().toLatin1();
    if (!isHash(one.sha256)) return refused(u"sha256"_s, u"not a SHA-256 in lower-case hexadecimal digits"_s);
    one.key = object[u"keySha256"_s].toString().toLatin1();
    if (!one.key.isEmpty() && !isHash(one.key))
        return refused(u"keySha256"_s, u"not a SHA-256 in lower-case hexadecimal digits"_s);
    one.subject = safeText(object[u"subject"_s].toString(), LongestName);
    one.issuer = safeText(object[u"issuer"_s].toString(), LongestName);
    for (const auto &[key, field] :
         {std::pair(u"validFrom"_s, &one.validFrom), std::pair(u"validUntil"_s, &one.validUntil)}) {
        const auto at = instantFromRfc3339(object[key].toString());
        if (!at) return refused(key, at.error().detail);
        *field = *at;
    }
    return one;
}

Result<void> takeChain(WebTiming &timing, const QJsonObject &object)
{
    const QJsonArray chain = object[u"chain"_s].toArray();
    if (size_t(chain.size()) > WebTiming::MostCertificates)
        return refused(u"chain"_s, u"more than %1 certificates"_s.arg(WebTiming::MostCertificates));
    for (qsizetype i = 0; i < chain.size(); ++i) {
        auto one = certificateFromJson(chain[i].toObject());
        if (!one) return refused(u"chain[%1].%2"_s.arg(i).arg(one.error().where), one.error().detail);
        timing.chain.push_back(std::move(*one));
    }
    const QByteArray said = object[u"verification"_s].toString().toLatin1();
    for (const auto each : {Verification::Unknown, Verification::Match, Verification::Mismatch})
        if (said == verificationText(each)) {
            timing.verification = each;
            return {};
        }
    return refused(u"verification"_s, u"not one of unknown, match, mismatch"_s);
}

Result<void> takeNumbers(WebTiming &timing, const QJsonObject &object)
{
    for (const Phase phase : Phases) {
        const auto read = numberOf(object, microsecondsKey(phase), 0, LongestPhase, -1);
        if (!read) return tl::unexpected<Error>(read.error());
        if (*read >= 0) timing.phase(phase) = Duration(*read);
    }
    const auto status = numberOf(object, u"status"_s, 0, 999, 0);
    if (!status) return tl::unexpected<Error>(status.error());
    timing.status = int(*status);
    const auto bytes = numberOf(object, u"bytes"_s, 0, MostBytes, 0);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    timing.bytes = *bytes;
    const auto port = numberOf(object, u"port"_s, 0, 65535, 0);
    if (!port) return tl::unexpected<Error>(port.error());
    timing.port = quint16(*port);
    return {};
}

Result<void> takePlace(WebTiming &timing, const QJsonObject &object)
{
    const auto domain = dns::Name::fromText(object[u"domain"_s].toString().toUtf8());
    if (!object[u"domain"_s].isString() || !domain) return refused(u"domain"_s, u"not a domain name"_s);
    timing.domain = *domain;
    const QString url = object[u"url"_s].toString();
    timing.url = QUrl(url, QUrl::StrictMode);
    if (url.size() > WebTiming::LongestUrl || !timing.url.isValid() || timing.url.host().isEmpty())
        return refused(u"url"_s, u"not an address of a service"_s);
    const QString address = object[u"address"_s].toString();
    if (!address.isEmpty() && !timing.address.setAddress(address)) return refused(u"address"_s, u"not an address"_s);
    const auto at = numberOf(object, u"atMicroseconds"_s, -MostBytes, MostBytes, std::numeric_limits<qint64>::min());
    if (!at || !object.contains(u"atMicroseconds"_s)) return refused(u"atMicroseconds"_s, u"not an integer"_s);
    timing.at = instantFromUnixMicroseconds(*at);
    return {};
}

} // namespace

QByteArray phaseText(Phase phase)
{
    switch (phase) {
    case Phase::Resolve:
        return "resolve";
    case Phase::Connect:
        return "connect";
    case Phase::Tls:
        return "tls";
    case Phase::FirstByte:
        return "firstByte";
    case Phase::Body:
        return "body";
    }
    return {};
}

QByteArray verificationText(Verification verification)
{
    switch (verification) {
    case Verification::Unknown:
        return "unknown";
    case Verification::Match:
        return "match";
    case Verification::Mismatch:
        return "mismatch";
    }
    return "unknown";
}

std::optional<Duration> WebTiming::total() const
{
    if (!problem.isEmpty() || status == 0) return {};
    Duration sum{0};
    for (const auto &one : phases)
        sum += one.value_or(Duration::zero());
    return sum;
}

QJsonObject toJson(const WebTiming &timing)
{
    QJsonObject object{
        {u"domain"_s, timing.domain.display()},
        {u"url"_s, timing.url.toString(QUrl::FullyEncoded)},
        {u"atMicroseconds"_s, toUnixMicroseconds(timing.at)},
        {u"port"_s, timing.port},
        {u"status"_s, timing.status},
        {u"bytes"_s, timing.bytes},
        {u"cut"_s, timing.isCut},
        {u"ours"_s, timing.isOurs},
        {u"protocol"_s, timing.protocol},
        {u"verification"_s, QString::fromLatin1(verificationText(timing.verification))},
        {u"source"_s, timing.source},
        {u"problem"_s, timing.problem},
    };
    if (!timing.address.isNull()) object[u"address"_s] = timing.address.toString();
    for (const Phase phase : Phases)
        if (const auto &took = timing.phase(phase)) object[microsecondsKey(phase)] = qint64(took->count());
    if (const auto total = timing.total()) object[u"totalMicroseconds"_s] = qint64(total->count());
    for (const auto &[key, text] : {std::pair(u"redirect"_s, timing.redirect), std::pair(u"alpn"_s, timing.alpn),
                                    std::pair(u"tlsVersion"_s, timing.tlsVersion),
                                    std::pair(u"verificationProblem"_s, timing.verificationProblem)})
        if (!text.isEmpty()) object[key] = text;
    QJsonArray chain;
    for (const auto &one : timing.chain)
        chain.append(toJson(one));
    if (!chain.isEmpty()) object[u"chain"_s] = chain;
    return object;
}

Result<WebTimingPtr> webTimingFromJson(const QJsonObject &object)
{
    auto timing = std::make_shared<WebTiming>();
    for (const auto take : {&takePlace, &takeNumbers, &takeChain})
        if (const auto taken = take(*timing, object); !taken) return tl::unexpected<Error>(taken.error());
    timing->isCut = object[u"cut"_s].toBool();
    timing->isOurs = object[u"ours"_s].toBool();
    const auto text = [&](const QString &key, qsizetype most) { return safeText(object[key].toString(), most); };
    timing->redirect = text(u"redirect"_s, WebTiming::LongestUrl);
    timing->protocol = text(u"protocol"_s, 40);
    timing->alpn = text(u"alpn"_s, 40);
    timing->tlsVersion = text(u"tlsVersion"_s, 40);
    timing->verificationProblem = text(u"verificationProblem"_s, WebTiming::LongestWords);
    timing->source = text(u"source"_s, 40);
    timing->problem = text(u"problem"_s, WebTiming::LongestWords);
    return timing;
}

} // namespace hinoban::path
