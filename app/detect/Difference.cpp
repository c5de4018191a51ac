// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

constexpr qsizetype MaxCells = 4'000'000; // of the table; longer texts are marked as a whole

void mark(std::vector<Span> &spans, int begin, int length)
{
    if (!spans.empty() && spans.back().begin + spans.back().length >= begin) {
        spans.back().length = std::max(spans.back().length, begin + length - spans.back().begin);
        return;
    }
    spans.push_back({begin, length});
}

} // namespace

std::vector<Span> differingSpans(const QString &shown, const QString &expected)
{
    if (shown == expected) return {};
    std::vector<Span> whole{{0, int(shown.size())}};

    qsizetype head = 0;
    const qsizetype shorter = std::min(shown.size(), expected.size());
    while (head < shorter && shown[head] == expected[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && shown[shown.size() - 1 - tail] == expected[expected.size() - 1 - tail])
        ++tail;
    const QStringView a = QStringView(shown).sliced(head, shown.size() - head - tail);
    const QStringView b = QStringView(expected).sliced(head, expected.size() - head - tail);
    if ((a.size() + 1) * (b.size() + 1) > MaxCells) return whole;

    // cost(i, j): edits that turn the rest of `a` from i into the rest of `b` from j.
    const qsizetype width = b.size() + 1;
    std::vector<int> cost(size_t((a.size() + 1) * width));
    const auto at = [&](qsizetype i, qsizetype j) -> int & { return cost[size_t(i * width + j)]; };
    for (qsizetype i = a.size(); i >= 0; --i)
        for (qsizetype j = b.size(); j >= 0; --j) {
            if (i == a.size() || j == b.size())
                at(i, j) = int((a.size() - i) + (b.size() - j));
            else
                at(i, j) = std::min({at(i + 1, j + 1) + (a[i] == b[j] ? 0 : 1), at(i + 1, j) + 1, at(i, j + 1) + 1});
        }
    // Texts that have little in common have no differing part: all of it is another value.
    if (qsizetype(at(0, 0)) * 2 > std::max(shown.size(), expected.size())) return whole;

    std::vector<Span> spans;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        const int place = int(head + i);
        if (i < a.size() && j < b.size() && a[i] == b[j] && at(i, j) == at(i + 1, j + 1)) {
            ++i, ++j;
        } else if (i < a.size() && j < b.size() && at(i, j) == at(i + 1, j + 1) + 1) {
            mark(spans, place, 1);
            ++i, ++j;
        } else if (i < a.size() && at(i, j) == at(i + 1, j) + 1) {
            mark(spans, place, 1);
            ++i;
        } else {
            mark(spans, place, 0);
            ++j;
        }
    }
    return spans;
}

} // namespace hinoban::detect
