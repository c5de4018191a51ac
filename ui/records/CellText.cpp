// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/CellText.h"

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr QChar Ellipsis{0x2026};

// Which characters to keep when each differing run keeps `context` characters on both sides.
std::vector<bool> kept(int length, const std::vector<detect::Span> &spans, int context)
{
    std::vector<bool> keep(size_t(length), false);
    for (const auto &span : spans) {
        const int from = std::max(0, span.begin - context);
        const int to = std::min(length, span.begin + span.length + context);
        std::fill(keep.begin() + from, keep.begin() + to, true);
    }
    // The beginning tells what kind of value it is.
    std::fill(keep.begin(), keep.begin() + std::min(length, context), true);
    return keep;
}

int widthOf(const std::vector<bool> &keep)
{
    int width = 0;
    bool inGap = false;
    for (const bool k : keep) {
        if (k || !inGap) ++width; // a gap is one sign wide
        inGap = !k;
    }
    return width;
}

CutText assemble(const QString &text, const std::vector<detect::Span> &spans, const std::vector<bool> &keep)
{
    CutText result;
    result.cut = true;
    std::vector<int> position(keep.size() + 1, 0);
    bool inGap = false;
    for (size_t i = 0; i < keep.size(); ++i) {
        position[i] = int(result.text.size());
        if (keep[i]) {
            result.text += text.at(qsizetype(i));
        } else if (!inGap) {
            result.text += Ellipsis;
        }
        inGap = !keep[i];
    }
    position[keep.size()] = int(result.text.size());
    for (const auto &span : spans) {
        const size_t from = size_t(std::clamp(span.begin, 0, int(keep.size())));
        const size_t to = size_t(std::clamp(span.begin + span.length, 0, int(keep.size())));
        if (position[to] > position[from]) result.spans.push_back({position[from], position[to] - position[from]});
    }
    return result;
}

} // namespace

CutText cutAround(const QString &text, const std::vector<detect::Span> &spans, int room)
{
    const int length = int(text.size());
    if (length <= room) return {text, spans, false};
    if (room < 2) return {QString(Ellipsis), {}, true};

    if (!spans.empty()) {
        // The most context that fits; by halves, because any value will do that is close to it.
        for (int context = room / 2; context >= 0; context = context > 1 ? context * 3 / 4 : context - 1) {
            const auto keep = kept(length, spans, context);
            if (widthOf(keep) <= room) return assemble(text, spans, keep);
        }
    }
    // Nothing differs, or the differing runs alone are too long: as much as fits from the first of them on.
    const int from = spans.empty() ? 0 : std::clamp(spans.front().begin, 0, length);
    const int lead = from > 0 ? 1 : 0;
    std::vector<bool> keep(size_t(length), false);
    std::fill(keep.begin() + from, keep.begin() + std::min(length, from + room - 1 - lead), true);
    return assemble(text, spans, keep);
}

} // namespace hinoban::ui
