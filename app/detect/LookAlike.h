// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/RegistrableDomain.h"

#include <QString>

#include <vector>

namespace hinoban::detect {

// What a name is beside the names that are expected (facts: look-alike nameservers, pairwise, never by generation).
enum class Likeness {
    Expected,  // one of them
    Genuine,   // a name the provider's grammar issues, though not yours
    LookAlike, // imitates `imitates`
    Unrelated,
};

// A run of characters that differs, as offsets into the presentation text of the judged name. A length of zero says
// that something is missing before that character.
struct Span {
    int begin = 0, length = 0;
    friend bool operator==(const Span &, const Span &) = default;
};

struct NameJudgement {
    Likeness likeness = Likeness::Unrelated;
    QString rule;       // "zero-padding", "provider-grammar", "confusable", "hyphen-dot", "other-tld", "one-bit",
                        // "edit-distance", "contains"
    QString provider;   // "Route 53" where a grammar spoke; else empty
    dns::Name imitates; // LookAlike: the expected name it resembles most; the root if only the provider is imitated
    std::vector<Span> difference;
};
[[nodiscard]] NameJudgement judgeName(const dns::Name &name, const std::vector<dns::Name> &expected);

// Route 53's self-check: ns-N.awsdns-MM.TLD with N < 2048, TLD and MM computed from N. Nothing: not of that family.
[[nodiscard]] std::optional<bool> isRoute53Nameserver(const dns::Name &name);

using registry::registrableDomain;

// Where `shown` differs from `expected`, to the character, by the fewest edits; all of it where they have little in
// common. For the records matrix.
[[nodiscard]] std::vector<Span> differingSpans(const QString &shown, const QString &expected);

} // namespace hinoban::detect
