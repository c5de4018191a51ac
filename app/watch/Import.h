// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Expectation.h"

namespace hinoban::watch {

// What teams keep in files about how their zones should be, as expectations.
enum class ImportFormat {
    Zone,       // BIND zone file (RFC 1035, 5); Cloudflare's export too, with its cf-proxied remarks
    OctoDns,    // octoDNS YAML: a file a zone, named after it
    DnsControl, // DNSControl print-ir
    Route53,    // aws route53 list-resource-record-sets, get-hosted-zone
    Cloudflare, // its API's list of DNS records
    Terraform,  // terraform show -json
    Csv,        // name,type,ttl,value with a line of headings
};
[[nodiscard]] QByteArray importFormatText(ImportFormat format); // "zone", "octodns" …
[[nodiscard]] std::optional<ImportFormat> importFormatFromText(const QString &text);
// By what stands in the file, and its name.
[[nodiscard]] ImportFormat guessImportFormat(const QByteArray &content, const QString &path);

struct ImportOptions {
    ImportFormat format = ImportFormat::Zone;
    std::optional<dns::Name> domain; // where the file does not say it
    Approval approval;
};

struct Import {
    std::vector<Domain> domains;
    // What is not understood, or cannot be expected, each with its place and why: nothing is dropped silently.
    QStringList leftOut;
};

// Pure; any thread. BadInput with place where the file as a whole is not what it should be (a truncated list too).
[[nodiscard]] Result<Import> importExpectations(const QByteArray &content, const QString &path,
                                                const ImportOptions &options);

// What another file says of the same domain: what it states counts, what it expects absent only where nothing else is.
void mergeInto(Domain &known, const Domain &more);

// From `before` to `after`, a line an RRset: "+ www.example.com A 192.0.2.1", "- …", and both where it changes.
[[nodiscard]] QStringList differences(const Domain *before, const Domain &after);

// The exact expectations as a zone file; what cannot stand in one becomes a remark. A SOA record is made up where
// none is expected, because a zone cannot be loaded without.
[[nodiscard]] QByteArray zoneTextOf(const Domain &domain);

} // namespace hinoban::watch
