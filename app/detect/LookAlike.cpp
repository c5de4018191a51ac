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

} // namespace

NameJudgement judgeName(const dns::Name &name, const std::vector<dns::Name> &expected)
{
    NameJudgement out;
    if (std::find(expected.begin(), expected.end(), name) != expected.end()) {
        out.likeness = Likeness::Expected;
        return out;
    }

    const ProviderGrammar *broken = nullptr;
    for (const ProviderGrammar &grammar : providerGrammars()) {
        const auto issued = obeys(grammar, name);
        if (!issued) continue;
        out.provider = grammar.provider;
        if (*issued) {
            out.likeness = Likeness::Genuine;
            return out;
        }
        broken = &grammar;
        break;
    }

    // Who already holds an expected domain needs no imitation of another (ns1.example.net and mail.example.com).
    const dns::Name registrable = registrableDomain(name);
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
    if (!broken) return out;

    // The provider never issues this name, whatever of ours it was meant to be.
    out.likeness = Likeness::LookAlike;
    out.rule = QStringLiteral("provider-grammar");
    std::vector<const dns::Name *> ofFamily;
    for (const dns::Name &model : expected)
        if (obeys(*broken, model).value_or(false)) ofFamily.push_back(&model);
    if (const dns::Name *model = nearest(name, ofFamily)) blame(out, name, *model);
    return out;
}

} // namespace hinoban::detect
