// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/Certificate.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>
#include <map>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

namespace {

constexpr JsonLimits Limits{MostCertificateBytes, 8};
constexpr qsizetype LongestIssuer = 1024;
constexpr qsizetype LongestOrganisation = 100;
constexpr qsizetype LongestSerial = 64; // RFC 5280, 4.1.2.2: 20 octets; some are longer all the same

tl::unexpected<Error> refused(const QString &where, const QString &why)
{
    return failure(ErrorCode::BadInput, where, why);
}

// Its attributes, "O=Example, Inc." quoted or escaped as RFC 4514 has it; a separator within does not part them.
std::vector<std::pair<QString, QString>> attributesOf(const QString &distinguishedName)
{
    std::vector<std::pair<QString, QString>> out;
    QString key, value;
    bool quoted = false, inValue = false;
    const auto take = [&] {
        if (inValue) out.emplace_back(key.trimmed().toUpper(), value.trimmed());
        key.clear();
        value.clear();
        inValue = false;
    };
    for (qsizetype i = 0; i < distinguishedName.size(); ++i) {
        const QChar c = distinguishedName[i];
        QString &to = inValue ? value : key;
        if (c == u'\\' && i + 1 < distinguishedName.size())
            to += distinguishedName[++i];
        else if (c == u'"')
            quoted = !quoted;
        else if (!quoted && (c == u',' || c == u'+'))
            take();
        else if (c == u'=' && !inValue)
            inValue = true;
        else
            to += c;
    }
    take();
    return out;
}

std::optional<QByteArray> serialOf(const QString &text)
{
    QByteArray serial = text.left(LongestSerial + 1).toLatin1().toLower();
    const bool isHex = std::all_of(serial.begin(), serial.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (serial.isEmpty() || serial.size() > LongestSerial || !isHex) return std::nullopt;
    while (serial.size() > 1 && serial.startsWith('0'))
        serial.remove(0, 1);
    return serial;
}

// In UTC, without saying so.
std::optional<Instant> timeOf(const QJsonValue &value)
{
    const QString text = value.toString().left(64);
    if (text.isEmpty()) return std::nullopt;
    const auto read = instantFromRfc3339(text.endsWith(u'Z') ? text : text + u'Z');
    return read ? std::optional(*read) : std::nullopt;
}

bool isUnder(const QString &name, const dns::Name &domain)
{
    const auto read = dns::Name::fromText((name.startsWith(u"*."_s) ? name.mid(2) : name).toUtf8());
    return read && read->isSubdomainOf(domain);
}

QStringList namesOf(const QJsonObject &entry, const dns::Name &domain)
{
    QStringList out;
    const QString listed = entry[u"name_value"_s].toString() + u'\n' + entry[u"common_name"_s].toString();
    const auto lines = QStringView(listed).split(u'\n', Qt::SkipEmptyParts);
    for (const QStringView line : lines) {
        const QString name = line.trimmed().left(300).toString().toLower();
        if (isUnder(name, domain)) out.append(safeText(name, 255));
    }
    out.removeDuplicates();
    out.sort();
    return out;
}

// Nothing where it cannot be read.
std::optional<Certificate> read(const QJsonObject &entry)
{
    Certificate out;
    const auto serial = serialOf(entry[u"serial_number"_s].toString());
    const auto from = timeOf(entry[u"not_before"_s]), until = timeOf(entry[u"not_after"_s]);
    const QString issuer = entry[u"issuer_name"_s].toString();
    if (!serial || !from || !until || *until < *from || issuer.isEmpty() || issuer.size() > LongestIssuer)
        return std::nullopt;
    out.serial = *serial;
    out.issuer = safeText(issuer, LongestIssuer);
    out.organisation = organisationOf(issuer);
    out.notBefore = *from;
    out.notAfter = *until;
    out.entered = timeOf(entry[u"entry_timestamp"_s]);
    return out;
}

void join(Certificate &one, const Certificate &other)
{
    one.names += other.names;
    one.names.removeDuplicates();
    one.names.sort();
    if (!one.entered || (other.entered && *other.entered < *one.entered)) one.entered = other.entered;
}

} // namespace

QString organisationOf(const QString &distinguishedName)
{
    const auto attributes = attributesOf(distinguishedName);
    for (const QString &wanted : {u"O"_s, u"CN"_s})
        for (const auto &[key, value] : attributes)
            if (key == wanted && !value.isEmpty()) return safeText(value, LongestOrganisation);
    return safeText(distinguishedName, LongestOrganisation);
}

Result<CertificateList> certificatesFromJson(const QByteArray &json, const dns::Name &domain)
{
    const auto parsed = parseJson(json, Limits);
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    if (!parsed->isArray()) return refused({}, u"not a list of certificates"_s);
    const QJsonArray entries = parsed->toArray();
    if (entries.size() > MostCertificateEntries)
        return refused({}, u"more than %1 certificates"_s.arg(MostCertificateEntries));
    CertificateList out;
    std::map<std::pair<QString, QByteArray>, Certificate> known;
    for (const QJsonValue value : entries) {
        auto certificate = read(value.toObject());
        if (!certificate) {
            ++out.unread;
            continue;
        }
        certificate->names = namesOf(value.toObject(), domain);
        if (certificate->names.isEmpty()) continue; // the search finds names that only contain ours, too
        const auto [at, isNew] = known.try_emplace({certificate->issuer, certificate->serial}, *certificate);
        if (!isNew) join(at->second, *certificate);
        if (at->second.names.size() > MostCertificateNames) at->second.names.resize(MostCertificateNames);
    }
    for (auto &[key, certificate] : known)
        out.certificates.push_back(std::move(certificate));
    return out;
}

QJsonObject toJson(const CertificateAnswer &answer)
{
    return {{u"domain"_s, answer.domain.display()},
            {u"source"_s, answer.source},
            {u"askedAtMicroseconds"_s, toUnixMicroseconds(answer.askedAt)},
            {u"tookMicroseconds"_s, qint64(answer.took.count())},
            {u"raw"_s, QString::fromLatin1(answer.raw.toBase64())},
            {u"rawSha256"_s, QString::fromLatin1(answer.rawSha256)},
            {u"problem"_s, answer.problem}};
}

Result<CertificateAnswerPtr> certificateAnswerFromJson(const QJsonObject &object)
{
    auto answer = std::make_shared<CertificateAnswer>();
    const auto domain = dns::Name::fromText(object[u"domain"_s].toString().toUtf8());
    if (!domain || !object[u"domain"_s].isString()) return refused(u"domain"_s, u"not a domain name"_s);
    answer->domain = *domain;
    answer->source = object[u"source"_s].toString();
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 asked = object[u"askedAtMicroseconds"_s].toInteger(none);
    const qint64 took = object[u"tookMicroseconds"_s].toInteger(none);
    if (asked == none) return refused(u"askedAtMicroseconds"_s, u"not an integer"_s);
    if (took < 0) return refused(u"tookMicroseconds"_s, u"not a span of time"_s);
    answer->askedAt = instantFromUnixMicroseconds(asked);
    answer->took = Duration(took);
    const auto decoded =
        QByteArray::fromBase64Encoding(object[u"raw"_s].toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return refused(u"raw"_s, u"not base64"_s);
    answer->raw = decoded.decoded;
    answer->rawSha256 = object[u"rawSha256"_s].toString().toLatin1();
    if (answer->rawSha256 != (answer->raw.isEmpty() ? QByteArray() : sha256Hex(answer->raw)))
        return refused(u"rawSha256"_s, u"not the hash of the bytes"_s);
    answer->problem = object[u"problem"_s].toString();
    if (!answer->problem.isEmpty()) return answer;
    auto list = certificatesFromJson(answer->raw, answer->domain);
    if (!list) return tl::unexpected<Error>(list.error());
    answer->list = std::move(*list);
    return answer;
}

} // namespace hinoban::registry
