// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExpectationDiff.h"

#include <algorithm>
#include <tuple>

namespace hinoban::console {

namespace {

// Who said so, and when, is no difference.
bool isSame(const watch::Expectation &a, const watch::Expectation &b)
{
    const auto content = [](const watch::Expectation &one) {
        return std::tuple(one.kind, one.className, one.ttl, expectationText(one));
    };
    return content(a) == content(b);
}

} // namespace

int ExpectationDiff::count(ExpectationChange::Kind kind) const
{
    return int(std::count_if(changes.begin(), changes.end(), [&](const auto &change) { return change.kind == kind; }));
}

ExpectationDiff expectationDiff(const watch::Domain *before, const watch::Domain &after)
{
    using Kind = ExpectationChange::Kind;
    ExpectationDiff diff;
    diff.domain = after.name;
    diff.isWatched = before != nullptr;
    for (const auto &told : after.expectations) {
        const auto *known = before ? before->find(told.owner, told.type) : nullptr;
        if (known && isSame(*known, told))
            ++diff.same;
        else if (known)
            diff.changes.push_back({Kind::Changed, told, *known, false});
        else
            diff.changes.push_back({Kind::Added, told, {}, false});
    }
    if (before) {
        for (const auto &known : before->expectations) {
            if (after.find(known.owner, known.type)) continue;
            const bool isUntold = std::none_of(after.expectations.begin(), after.expectations.end(),
                                               [&](const auto &told) { return told.type == known.type; });
            diff.changes.push_back({Kind::Removed, known, {}, isUntold});
        }
    }
    std::stable_sort(diff.changes.begin(), diff.changes.end(), [](const auto &a, const auto &b) {
        return std::tie(a.expectation.owner, a.expectation.type) < std::tie(b.expectation.owner, b.expectation.type);
    });
    return diff;
}

QString expectationLine(const watch::Expectation &expectation)
{
    QStringList parts{expectationText(expectation)};
    if (!expectation.className.isEmpty()) parts.prepend(expectation.className);
    if (expectation.ttl) parts << QStringLiteral("TTL %1").arg(*expectation.ttl);
    return parts.join(QStringLiteral(" · "));
}

} // namespace hinoban::console
