// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"

#include "app/detect/ProviderGrammar.h"
#include "app/detect/Resemblance.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

// The nearest by letters; of equals the first in canonical order, so that the answer does not depend on the order
// of what is expected.
const dns::Name *nearest(const dns::Name &name, const std::vector<const dns::Name *> &candidates)
{
    const dns::Name *best = nullptr;
    int bestDistance = 0;
    for (const dns::Name *candidate : candidates) {
        const int distance = editDistance(name.display(), candidate->display());
        if (!best || distance < bestDistance || (distance == bestDistance && *candidate < *best)) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best;
}

void blame(NameJudgement &judgement, const dns::Name &name, const dns::Name &model)
{
    judgement.likeness = Likeness::LookAlike;
    judgement.imitates = model;
    judgement.difference = differingSpans(name.display(), model.display());
}

// Whether the registrable label says so loudly that it is the provider's.
bool claimsFamily(const ProviderGrammar &grammar, const dns::Name &name)
{
    const QString label = registrableParts(name).label;
    return std::any_of(grammar.families.begin(), grammar.families.end(),
                       [&](const QString &family) { return resemblesFamily(label, family); });
}

} // namespace

NameJudgement judgeName(const dns::Name &name, const std::vector<dns::Name> &expected)
{
    NameJudgement out;
    if (std::find(expected.begin(), expected.end(), name) != expected.end()) {
        out.likeness = Likeness::Expected;
        return out;
    }

    const dns::Name registrable = registrableDomain(name);
    const ProviderGrammar *claimed = nullptr; // whose server it is not, though it looks like one
    bool isBroken = false;                    // and stands in that one's own domain
    for (const ProviderGrammar &grammar : providerGrammars()) {
        if (!grammar.domains.contains(registrable)) continue;
        out.provider = grammar.provider;
        if (grammar.issues(name)) out.likeness = Likeness::Genuine;
        // Nobody else can have registered it.
        if (out.likeness == Likeness::Genuine || !grammar.complete) return out;
        claimed = &grammar;
        isBroken = true;
    }
    for (const ProviderGrammar &grammar : providerGrammars())
        if (!claimed && claimsFamily(grammar, name)) claimed = &grammar;
    if (claimed) out.provider = claimed->provider;

    // Who already holds an expected domain needs no imitation of another (ns1.example.net and mail.example.com).
    const bool holdsOne = std::any_of(expected.begin(), expected.end(),
                                      [&](const dns::Name &model) { return registrableDomain(model) == registrable; });
    std::vector<const dns::Name *> resembled;
    for (const dns::Name &model : expected)
        if (!holdsOne && resemblance(name, model)) resembled.push_back(&model);
    if (const dns::Name *model = nearest(name, resembled)) {
        blame(out, name, *model);
        out.rule = *resemblance(name, *model);
        return out;
    }
    if (!claimed || (holdsOne && !isBroken)) return out;

    // The provider never issues this name, whatever of ours it was meant to be.
    out.likeness = Likeness::LookAlike;
    out.rule = QStringLiteral("provider-grammar");
    std::vector<const dns::Name *> ofFamily;
    for (const dns::Name &model : expected)
        if (claimed->issues(model)) ofFamily.push_back(&model);
    if (const dns::Name *model = nearest(name, ofFamily)) blame(out, name, *model);
    return out;
}

std::optional<bool> isRoute53Nameserver(const dns::Name &name)
{
    const auto &all = providerGrammars();
    const auto route53 = std::find_if(all.begin(), all.end(),
                                      [](const ProviderGrammar &one) { return one.id == QLatin1String("route53"); });
    if (route53->issues(name)) return true;
    if (route53->domains.contains(registrableDomain(name)) || claimsFamily(*route53, name)) return false;
    return std::nullopt;
}

} // namespace hinoban::detect
