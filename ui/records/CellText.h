// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/LookAlike.h"

#include <QString>

#include <vector>

namespace hinoban::ui {

// A value cut to `room` characters so that what differs stays in sight: text between and around the differing runs
// gives way to "…" first. Spans are moved along.
struct CutText {
    QString text;
    std::vector<detect::Span> spans;
    bool cut = false;
};
[[nodiscard]] CutText cutAround(const QString &text, const std::vector<detect::Span> &spans, int room);

} // namespace hinoban::ui
