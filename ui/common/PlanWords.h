// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// A planned change as a person reads it. Pure; the screen's thread.

// What differs was announced, and is no cause for alarm (◇); a planned change is done as announced (●).
[[nodiscard]] bool isExpectedChange(const detect::Finding &finding);
[[nodiscard]] bool isDoneAsPlanned(const detect::Finding &finding);

// How it stands: to come, under way, or how it ended, as W1 has found it.
struct PlanStanding {
    QString word;
    std::optional<Mark> mark;
    const detect::Finding *outcome = nullptr; // of the view; null: not over, or not known
};
[[nodiscard]] PlanStanding standingOf(const console::DomainView &view, const watch::Plan &plan, Instant now);

// "2026-03-01 09:00 JST to 11:00 JST (2026-03-01T00:00:00Z to …)" in both zones.
[[nodiscard]] QString windowText(const watch::Plan &plan);

// Record, what is expected so far, what it shall be: a line an RRset, then the registrar.
[[nodiscard]] QStringList planHeads();
[[nodiscard]] std::vector<TextTable::Line> planTable(const watch::Domain &domain, const watch::Plan &plan);

// The plan that concerns what is shown now, on one line: the one under way or over before those to come.
[[nodiscard]] QString planLine(const console::DomainView &view, Instant now);

} // namespace hinoban::ui
