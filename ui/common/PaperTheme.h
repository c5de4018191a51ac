// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hinoban::ui {

// While one of these lives, Theme::colours() are the light ones, whatever the screen shows: for what is drawn for
// paper. Nothing on the screen may be painted meanwhile, so it lives within one function. Thread: the screen's.
class PaperTheme {
public:
    PaperTheme();
    ~PaperTheme();
    PaperTheme(const PaperTheme &) = delete;
    PaperTheme &operator=(const PaperTheme &) = delete;
};

} // namespace hinoban::ui
