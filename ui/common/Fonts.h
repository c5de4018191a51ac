// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFont>

namespace hinoban::ui::fonts {

// Proportional type for prose, monospaced for records (DESIGN.md, 8). Sizes are steps from the basic size, so that
// all of it grows together; Noto's figures are tabular as they are.
enum class Size {
    Small,  // second lines, column heads
    Normal, //
    Large,  // figures of the incident bar
    Title,  // its state
};

[[nodiscard]] QFont prose(Size size = Size::Normal, bool bold = false);
[[nodiscard]] QFont mono(Size size = Size::Normal, bool bold = false);

} // namespace hinoban::ui::fonts
