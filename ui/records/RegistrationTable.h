// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/RegistrationSheet.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// A registration as the lines of a table: what changed, the fields, the statuses with what each means, and what is
// weak about the domain as it stands. A line whose first cell is strong begins a part.
enum RegistrationColumn { RegistrationField, RegistrationRegistry, RegistrationRegistrar, RegistrationBeside };
[[nodiscard]] QStringList registrationHeads();
[[nodiscard]] std::vector<TextTable::Line> registrationLines(const console::RegistrationSheet &sheet,
                                                             const std::vector<detect::Weakness> &weaknesses,
                                                             Instant now);

// Who was asked, when, how long ago, and what a person accepted: a line each.
[[nodiscard]] QStringList registrationSources(const console::RegistrationSheet &sheet, Instant now);

} // namespace hinoban::ui
