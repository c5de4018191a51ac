// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Name.h"

#include <QRegularExpression>
#include <QString>

#include <optional>
#include <vector>

namespace hinoban::detect {

// How a DNS provider forms the names of its servers. Data but for `check`, so that more providers are more rows.
struct ProviderGrammar {
    QString provider;          // "Route 53"
    QRegularExpression strict; // the whole name, lower case, as the provider writes it
    QString family;            // folded registrable label that everybody takes for the provider's: "awsdns#"
    // What a pattern cannot say, computed from the groups of `strict`. Null: the pattern says everything.
    bool (*check)(const QRegularExpressionMatch &match) = nullptr;
};
[[nodiscard]] const std::vector<ProviderGrammar> &providerGrammars();

// Nothing: the name does not resemble the provider's. Else whether the provider issues it.
[[nodiscard]] std::optional<bool> obeys(const ProviderGrammar &grammar, const dns::Name &name);

} // namespace hinoban::detect
