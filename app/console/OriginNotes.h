// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Matrix.h"
#include "app/path/Origin.h"

namespace hinoban::console {

// Writes behind each address that the matrix shows who announces it: "198.51.100.80 (AS64500 JP)". Pure; any thread.
void noteOrigins(Matrix &matrix, const path::Origins &origins);

// Who says so, a line each: "Team Cymru, DNS, 2026-01-02T03:04:05Z: AS64500 JP".
[[nodiscard]] QStringList originSources(const path::Origins &origins);

} // namespace hinoban::console
