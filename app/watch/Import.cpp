// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Import.h"

#include "app/watch/ClassRemark.h"
#include "app/watch/ImportBuilder.h"

#include <algorithm>
#include <array>

namespace hinoban::watch {
namespace {

constexpr std::array<const char *, 7> Formats{"zone",       "octodns",   "dnscontrol", "route53",
                                              "cloudflare", "terraform", "csv"};
constexpr qsizetype LargestFile = qsizetype(64) * 1024 * 1024;

// A proxied name's record says where the proxy fetches, not what is answered: it is told by a remark of the export.
QByteArray withoutProxied(const QByteArray &content, const dns::Name &apex, const QString &path, ImportBuilder &classes)
{
    QByteArray rest;
    int number = 0;
    for (const QByteArray &line : content.split('\n')) {
        ++number;
        const auto remark = line.indexOf(';');
        const bool proxied = remark > 0 && line.mid(remark).contains("cf-proxied:true");
        if (!proxied) {
            rest += line + '\n';
            continue;
        }
        rest += '\n'; // places stay true
        const auto words = line.left(remark).simplified().split(' ');
        ImportBuilder::Row row{
            QStringLiteral("%1:%2").arg(path).arg(number), QString::fromUtf8(words.value(0)), {}, {}, {}};
        classes.addClass(apex, row, QLatin1String(CloudflareClass), cloudflarePrefixes());
    }
    return rest;
}

Result<Import> importZone(const QByteArray &content, const QString &path, const ImportOptions &options)
{
    dns::Name apex;
    if (options.domain) {
        apex = *options.domain;
    } else {
        const auto found = dns::apexOfZoneText(content, path);
        if (!found) return tl::unexpected(found.error());
        apex = *found;
    }
    ImportBuilder classes(options);
    const auto zone = dns::readZoneText(withoutProxied(content, apex, path, classes), path, {apex, false});
    if (!zone) return tl::unexpected(zone.error());
    Import out = classes.take();
    Domain domain = domainFromZone(*zone, options.approval);
    for (Domain &proxied : out.domains)
        for (Expectation &one : proxied.expectations)
            domain.set(std::move(one));
    // A TTL of 1 is "automatic" in Cloudflare's export.
    for (Expectation &one : domain.expectations)
        if (one.ttl == 1u) one.ttl.reset();
    if (auto taken = takeRemarks(content, path, domain, options.approval); !taken) return tl::unexpected(taken.error());
    out.domains = {std::move(domain)};
    return out;
}

} // namespace

QByteArray importFormatText(ImportFormat format) { return Formats[static_cast<size_t>(format)]; }

std::optional<ImportFormat> importFormatFromText(const QString &text)
{
    const auto found =
        std::find_if(Formats.begin(), Formats.end(), [&](const char *one) { return text == QLatin1String(one); });
    if (found == Formats.end()) return std::nullopt;
    return static_cast<ImportFormat>(found - Formats.begin());
}

ImportFormat guessImportFormat(const QByteArray &content, const QString &path)
{
    const QByteArray start = content.trimmed().left(1);
    if (start == "{" || start == "[") {
        if (content.contains("\"ResourceRecordSets\"") || content.contains("\"DelegationSet\""))
            return ImportFormat::Route53;
        if (content.contains("\"root_module\"")) return ImportFormat::Terraform;
        if (content.contains("\"dnsProviders\"") || content.contains("\"domains\"")) return ImportFormat::DnsControl;
        return ImportFormat::Cloudflare;
    }
    if (path.endsWith(QLatin1String(".yaml")) || path.endsWith(QLatin1String(".yml"))) return ImportFormat::OctoDns;
    if (path.endsWith(QLatin1String(".csv"))) return ImportFormat::Csv;
    return ImportFormat::Zone;
}

Result<Import> importExpectations(const QByteArray &content, const QString &path, const ImportOptions &options)
{
    if (content.size() > LargestFile) return failure(ErrorCode::BadInput, path, QStringLiteral("larger than 64 MiB"));
    if (options.format == ImportFormat::Zone) return importZone(content, path, options);
    ImportBuilder builder(options);
    if (options.domain) builder.zone(*options.domain);
    Result<void> read;
    switch (options.format) {
    case ImportFormat::Zone:
        break;
    case ImportFormat::OctoDns:
        read = readOctoDns(content, path, builder, options);
        break;
    case ImportFormat::DnsControl:
        read = readDnsControl(content, path, builder);
        break;
    case ImportFormat::Route53:
        read = readRoute53(content, path, builder, options);
        break;
    case ImportFormat::Cloudflare:
        read = readCloudflare(content, path, builder, options);
        break;
    case ImportFormat::Terraform:
        read = readTerraform(content, path, builder, options);
        break;
    case ImportFormat::Csv:
        read = readCsv(content, path, builder, options);
        break;
    }
    if (!read) return tl::unexpected(read.error());
    Import out = builder.take();
    if (out.domains.empty())
        return failure(ErrorCode::BadInput, path, QStringLiteral("no zone in it; name the domain"));
    return out;
}

void mergeInto(Domain &known, const Domain &more)
{
    for (const Expectation &one : more.expectations)
        if (one.kind != Expectation::Kind::Absent || !known.find(one.owner, one.type)) known.set(one);
    if (more.registration) known.registration = more.registration;
}

namespace {

QString lineOf(QChar sign, const Expectation &one)
{
    const QString ttl = one.ttl ? QString::number(*one.ttl) : QStringLiteral("-");
    return QStringLiteral("%1 %2 %3 %4 %5")
        .arg(sign)
        .arg(one.owner.display(), ttl, QString::fromLatin1(dns::typeText(one.type)),
             contentTexts(one).join(QStringLiteral(" | ")));
}

bool sameContent(const Expectation &a, const Expectation &b)
{
    return a.kind == b.kind && a.rdatas == b.rdatas && a.prefixes == b.prefixes && a.className == b.className &&
           a.under == b.under && a.origins == b.origins && a.alternatives == b.alternatives && a.ttl == b.ttl;
}

} // namespace

QStringList differences(const Domain *before, const Domain &after)
{
    QStringList lines;
    for (const Expectation &one : after.expectations) {
        const Expectation *old = before ? before->find(one.owner, one.type) : nullptr;
        if (old && sameContent(*old, one)) continue;
        if (old) lines += lineOf(u'-', *old);
        lines += lineOf(u'+', one);
    }
    if (before)
        for (const Expectation &old : before->expectations)
            if (!after.find(old.owner, old.type)) lines += lineOf(u'-', old);
    return lines;
}

QByteArray zoneTextOf(const Domain &domain)
{
    QByteArray out = "$ORIGIN " + domain.name.text() + ".\n";
    const auto line = [&](const Expectation &one, const QByteArray &data) {
        out += one.owner.text() + (one.owner.isRoot() ? "" : ".") + '\t' + QByteArray::number(one.ttl.value_or(3600)) +
               "\tIN\t" + dns::typeText(one.type) + '\t' + data + '\n';
    };
    if (const auto *soa = domain.find(domain.name, dns::Type::SOA); soa && !soa->rdatas.empty())
        line(*soa, dns::rdataText(dns::Type::SOA, soa->rdatas.front()));
    else
        out += "; No SOA record is expected; this one is made up.\n@\t3600\tIN\tSOA\tinvalid. invalid. 1 7200 900 "
               "1209600 300\n";
    for (const Expectation &one : domain.expectations) {
        if (one.kind != Expectation::Kind::Exact) {
            out += remarkOf(one) + '\n';
        } else if (one.type != dns::Type::SOA) {
            for (const dns::Rdata &rdata : one.rdatas)
                line(one, dns::rdataText(one.type, rdata));
        }
    }
    return out;
}

} // namespace hinoban::watch
