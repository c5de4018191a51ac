// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Name.h"

#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace hinoban::registry {

// A certificate for a domain, as the public logs of certificates have it (RFC 6962). Its key is not among what a search
// in them tells: another key of a known issuer looks like a renewal.
struct Certificate {
    QByteArray serial;    // hex, lower case, without zeros in front
    QString issuer;       // the issuer's distinguished name; safe text
    QString organisation; // of the issuer: its O, else its CN; safe text
    QStringList names;    // those under the domain, lower case, sorted; "*.example.com" among them
    Instant notBefore{}, notAfter{};
    std::optional<Instant> entered; // into the log; the earliest time told
    friend bool operator==(const Certificate &, const Certificate &) = default;
};

// What a search said: certificates and, as one, the precertificates that went before them.
struct CertificateList {
    std::vector<Certificate> certificates; // by issuer and serial, each once
    int unread = 0;                        // entries that could not be read
    friend bool operator==(const CertificateList &, const CertificateList &) = default;
};

// One question to a search of the logs, and what came back. Evidence as a dns::Exchange is; never changed.
struct CertificateAnswer {
    dns::Name domain;
    QString source; // "CT https://crt.example/?q=…"
    Instant askedAt{};
    Duration took{};
    QByteArray raw; // bytes as received; empty without an answer
    QByteArray rawSha256;
    std::optional<CertificateList> list; // nothing: unknown
    QString problem;                     // why it is unknown; empty otherwise
};
using CertificateAnswerPtr = std::shared_ptr<const CertificateAnswer>;

constexpr qsizetype MostCertificateBytes = qsizetype(4) * 1024 * 1024;
constexpr qsizetype MostCertificateEntries = 20'000;
constexpr qsizetype MostCertificateNames = 100; // of one certificate

// The JSON of crt.sh: an array of objects with "issuer_name", "name_value" (a name a line), "common_name",
// "serial_number", "not_before", "not_after" and "entry_timestamp", in UTC. Entries for other domains are left out,
// such as cannot be read are counted, another shape is BadInput.
[[nodiscard]] Result<CertificateList> certificatesFromJson(const QByteArray &json, const dns::Name &domain);

// "DigiCert Inc" of 'C=US, O="DigiCert Inc", CN=…'; the CN where there is no O, all of it where there is neither.
[[nodiscard]] QString organisationOf(const QString &distinguishedName);

[[nodiscard]] QJsonObject toJson(const CertificateAnswer &answer);
[[nodiscard]] Result<CertificateAnswerPtr> certificateAnswerFromJson(const QJsonObject &object); // parses `raw` again

} // namespace hinoban::registry
