// SPDX-License-Identifier: GPL-3.0-or-later
// What teams keep of their expectations in files, what tells whose an address is, and what certificate logs say.
#include "app/base/CanonicalJson.h"
#include "app/path/OriginAnswer.h"
#include "app/path/OriginDatabase.h"
#include "app/registry/Certificate.h"
#include "app/watch/Import.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Targets.h"

#include <QFile>
#include <QTemporaryDir>

namespace hinoban::fuzz {
namespace {

void reads(const QByteArray &octets, watch::ImportFormat format, const char *file, bool namesItself = true)
{
    watch::ImportOptions options;
    options.format = format;
    if (!namesItself) options.domain = dns::Name::fromText("owner.example").value();
    const auto read = watch::importExpectations(octets, QLatin1String(file), options);
    if (!read) {
        must(read.error().code == ErrorCode::BadInput, "a refusal is BadInput");
        must(!read.error().detail.isEmpty(), "a refusal has a reason");
        return;
    }
    for (const auto &domain : read->domains) {
        for (const auto &one : domain.expectations)
            must(one.owner.isSubdomainOf(domain.name), "what is expected lies in the zone");
        const auto again = watch::domainFromJson(watch::toJson(domain));
        must(again.has_value(), "what was read can be stored and read");
        must(watch::toJson(*again) == watch::toJson(domain), "it says the same");
        must(!watch::zoneTextOf(domain).isEmpty(), "it can be written out");
    }
    for (const auto &line : read->leftOut)
        must(!line.isEmpty(), "what is left out is said");
}

} // namespace

void octodns(const QByteArray &octets) { reads(octets, watch::ImportFormat::OctoDns, "owner.example.yaml"); }
void dnscontrol(const QByteArray &octets) { reads(octets, watch::ImportFormat::DnsControl, "dnscontrol.json"); }
void route53(const QByteArray &octets) { reads(octets, watch::ImportFormat::Route53, "route53.json"); }
void cloudflare(const QByteArray &octets) { reads(octets, watch::ImportFormat::Cloudflare, "cloudflare.json"); }
void terraform(const QByteArray &octets) { reads(octets, watch::ImportFormat::Terraform, "terraform.json"); }
void csv(const QByteArray &octets) { reads(octets, watch::ImportFormat::Csv, "records.csv", false); }
void expectations(const QByteArray &octets) { reads(octets, watch::ImportFormat::Zone, "owner.example.zone", false); }

void origins(const QByteArray &octets)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("origins.mmdb"));
    QFile::remove(path); // whoever replaces one does so by renaming
    QFile file(path);
    must(file.open(QIODevice::WriteOnly) && file.write(octets) == octets.size(), "the temporary folder can be written");
    file.close();
    const auto database = path::OriginDatabase::open(path);
    if (!database) {
        must(database.error().code == ErrorCode::BadInput, "a refusal is BadInput");
        must(!database.error().detail.isEmpty(), "a refusal has a reason");
        return;
    }
    for (const char *address :
         {"192.0.2.1", "198.51.100.255", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::", "ff::"}) {
        const auto origin = (*database)->originOf(QHostAddress(QLatin1String(address)));
        must(!origin || origin->as != 0 || !origin->country.isEmpty(), "an origin says something");
    }
}

void originanswer(const QByteArray &octets)
{
    const QHostAddress addresses[]{QHostAddress(QStringLiteral("198.51.100.7")),
                                   QHostAddress(QStringLiteral("2001:db8::1"))};
    // Character strings as they come: each with its length before it.
    std::vector<dns::Rdata> records;
    for (qsizetype at = 0; at < octets.size() && records.size() < 20;) {
        const qsizetype length = std::min<qsizetype>(static_cast<quint8>(octets[at]), octets.size() - at - 1);
        records.push_back({QByteArray(1, static_cast<char>(length)) + octets.mid(at + 1, length)});
        at += length + 1;
    }
    for (const auto &address : addresses) {
        must(path::originQuestion(address).has_value(), "an address can be asked for");
        const auto whole = path::originFromText(octets, address);
        must(whole || !whole.error().detail.isEmpty(), "a refusal has a reason");
        must(!whole || (whole->length >= 0 && whole->length <= 128), "a prefix has a length");
        const auto origin = path::originFromRecords(records, address);
        if (!origin) continue;
        must(origin->as != 0 || !origin->country.isEmpty(), "an origin says something");
        must(origin->country == path::countryFromText(origin->country), "a country is two letters");
    }
}

void certificates(const QByteArray &octets)
{
    const dns::Name domain = dns::Name::fromText("example.com").value();
    const auto read = registry::certificatesFromJson(octets, domain);
    if (!read) return must(!read.error().detail.isEmpty(), "a refusal has a reason");
    must(read->unread >= 0, "what cannot be read is counted");
    for (const auto &one : read->certificates) {
        must(!one.names.isEmpty() && one.names.size() <= registry::MostCertificateNames, "names are bounded");
        must(!one.serial.isEmpty() && !one.organisation.isEmpty(), "a certificate has a number and an issuer");
        must(one.notBefore <= one.notAfter, "a certificate begins before it ends");
        for (const QChar c : one.issuer + one.organisation + one.names.join(u' '))
            must(c.isPrint() || c.isSpace(), "what is shown is safe");
    }
    registry::CertificateAnswer answer;
    answer.domain = domain;
    answer.raw = octets;
    answer.rawSha256 = octets.isEmpty() ? QByteArray() : sha256Hex(octets);
    answer.list = *read;
    const auto again = registry::certificateAnswerFromJson(registry::toJson(answer));
    must(again.has_value() && (*again)->list == answer.list, "it can be written and read again, and says the same");
}

} // namespace hinoban::fuzz
