// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Exchange.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace hinoban::detect {

enum class Severity { Info, Warn, Med, High, Crit };
[[nodiscard]] QByteArray severityText(Severity severity); // "INFO" …

// A pointer to an exchange or look-up that says so.
struct Evidence {
    QByteArray sha256; // of the raw reply
    QString vantage;   // "parent", "authoritative", "resolver", "registry"
    QString server;    // display of the server
    QString address;
    QString question; // "coincheck.com NS"
    Instant at{};
    friend bool operator==(const Evidence &, const Evidence &) = default;
};
[[nodiscard]] Evidence evidenceOf(const dns::Exchange &exchange);

// One signal about one subject (DESIGN.md, 1). Never a finished sentence: `rule` and `args` become one on the way
// out, in the language asked for (detect/Sentence.h).
struct Finding {
    QString signal;   // "D1"
    dns::Name domain; // the watched domain
    QString subject;  // what it is about: a host, "coincheck.com MX" …
    QString vantage;  // where it is seen: "parent", "authoritative", "resolver", "registry", "" for several
    Severity severity = Severity::Info;
    QString rule;                   // "unexpected-nameserver": key of the sentence
    QJsonObject args;               // strings and arrays of strings
    std::vector<Evidence> evidence; // of the first look and of the latest one, bounded
    Instant firstSeen{}, lastSeen{};
    std::optional<Instant> cleared;
    int recurrences = 0; // times it came back within the flap window

    [[nodiscard]] QString key() const; // signal|domain|subject|vantage: "the same finding"
    [[nodiscard]] bool open() const { return !cleared; }
};

[[nodiscard]] QJsonObject toJson(const Finding &finding); // for store, record and bundle
[[nodiscard]] Result<Finding> findingFromJson(const QJsonObject &object);

} // namespace hinoban::detect
