// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Name.h"

#include <QString>

#include <optional>

namespace hinoban::detect {

// How one name can be taken for another, pair by pair. Pure functions over lower-case presentation text.

// A name cut at its registration: "awsdns-61" and "org" of ns-1515.awsdns-61.org.
struct RegistrableParts {
    QString label, suffix; // both empty for the root
};
[[nodiscard]] RegistrableParts registrableParts(const dns::Name &name);

// What the eye reads: A-labels decoded, UTS #39 skeleton, then rn=m, cl=d, vv=w, 0=o and 1=i=l, which fonts of
// terminals and mail programs add to it.
[[nodiscard]] QString eyeForm(const QString &label);

// The label folded like `family`: as the eye reads it, without hyphens, each run of digits as one #; at most one
// letter away, or with more around it.
[[nodiscard]] bool resemblesFamily(const QString &label, const QString &family);

// The first rule by which `name` resembles `model`, strongest first: "zero-padding", "confusable", "hyphen-dot",
// "other-tld", "one-bit", "edit-distance", "contains". Nothing for names under one registrable domain: who holds that
// domain needs no imitation.
[[nodiscard]] std::optional<QString> resemblance(const dns::Name &name, const dns::Name &model);

// Levenshtein distance, for choosing the nearest of several.
[[nodiscard]] int editDistance(const QString &a, const QString &b);

} // namespace hinoban::detect
