// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/NamePattern.h"
#include "app/dns/Name.h"

#include <QSet>

#include <vector>

namespace hinoban::detect {

// How a DNS provider names its servers, read from resources/providers/ (its README.md says the form).
// A value; any thread.
struct ProviderGrammar {
    QString id;       // the file's name: "route53"
    QString provider; // "Amazon Route 53"
    // Whether the patterns are all there is: then another name in one of its domains is none of its servers.
    bool complete = false;
    std::vector<NamePattern> patterns;
    QSet<dns::Name> domains; // registrable, that are its own: of the patterns, and others
    // What everybody takes for the provider's in a registrable label; a run of digits is #: "awsdns#".
    QStringList families;
    QStringList examples; // names as they were seen

    [[nodiscard]] bool issues(const dns::Name &name) const; // whether one of the patterns fits
};

// Strict: unknown keys, and examples that fit no pattern, are refused with their place.
[[nodiscard]] Result<ProviderGrammar> readProvider(const QByteArray &json, const QString &id);

// All that are shipped, by id.
[[nodiscard]] const std::vector<ProviderGrammar> &providerGrammars();

} // namespace hinoban::detect
