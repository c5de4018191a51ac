// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/registry/Registration.h"
#include "app/registry/WhoisText.h"

#include <limits>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

std::optional<qint64> integer(const QJsonValue &value)
{
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 read = value.toInteger(none);
    return read == none ? std::nullopt : std::optional(read);
}

} // namespace

QJsonObject toJson(const Lookup &lookup)
{
    QJsonObject out{
        {u"domain"_s, lookup.domain.display()},
        {u"source"_s, lookup.source},
        {u"askedAtMicroseconds"_s, toUnixMicroseconds(lookup.askedAt)},
        {u"tookMicroseconds"_s, qint64(lookup.took.count())},
        {u"raw"_s, QString::fromLatin1(lookup.raw.toBase64())},
        {u"rawSha256"_s, QString::fromLatin1(lookup.rawSha256)},
        {u"problem"_s, lookup.problem},
    };
    if (lookup.isFree) out.insert(u"isFree"_s, true);
    if (lookup.registrar) out.insert(u"registrar"_s, toJson(*lookup.registrar));
    return out;
}

Result<LookupPtr> lookupFromJson(const QJsonObject &object)
{
    const auto refused = [](const QString &where, const QString &why) {
        return failure(ErrorCode::BadInput, where, why);
    };
    auto lookup = std::make_shared<Lookup>();
    const auto domain = dns::Name::fromText(object[u"domain"_s].toString().toUtf8());
    if (!domain || !object[u"domain"_s].isString()) return refused(u"domain"_s, u"not a domain name"_s);
    lookup->domain = *domain;
    lookup->source = object[u"source"_s].toString();

    const auto asked = integer(object[u"askedAtMicroseconds"_s]);
    const auto took = integer(object[u"tookMicroseconds"_s]);
    if (!asked) return refused(u"askedAtMicroseconds"_s, u"not an integer"_s);
    if (!took || *took < 0) return refused(u"tookMicroseconds"_s, u"not a span of time"_s);
    lookup->askedAt = instantFromUnixMicroseconds(*asked);
    lookup->took = Duration(*took);

    const auto decoded =
        QByteArray::fromBase64Encoding(object[u"raw"_s].toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return refused(u"raw"_s, u"not base64"_s);
    lookup->raw = decoded.decoded;
    lookup->rawSha256 = object[u"rawSha256"_s].toString().toLatin1();
    if (lookup->rawSha256 != (lookup->raw.isEmpty() ? QByteArray() : sha256Hex(lookup->raw)))
        return refused(u"rawSha256"_s, u"not the hash of the bytes"_s);

    lookup->isFree = object[u"isFree"_s].toBool();
    lookup->problem = object[u"problem"_s].toString();
    if (lookup->problem.isEmpty()) {
        const bool whois = lookup->source.startsWith(u"WHOIS "_s);
        auto registration = whois ? registrationFromWhois(lookup->raw, lookup->domain)
                                  : registrationFromRdap(lookup->raw, lookup->domain);
        if (!registration) return tl::unexpected<Error>(registration.error());
        lookup->registration = std::move(*registration);
    }
    if (object.contains(u"registrar"_s)) {
        const QJsonObject told = object[u"registrar"_s].toObject();
        if (told.contains(u"registrar"_s)) return refused(u"registrar"_s, u"a registrar has no registrar"_s);
        auto registrar = lookupFromJson(told);
        if (!registrar) return registrar;
        if ((*registrar)->domain != lookup->domain) return refused(u"registrar"_s, u"about another domain"_s);
        lookup->registrar = std::move(*registrar);
    }
    return lookup;
}

} // namespace hinoban::registry
