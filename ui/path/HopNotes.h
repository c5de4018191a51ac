// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/path/PathComparison.h"
#include "app/path/PathStatistics.h"
#include "app/path/PlaceBook.h"

namespace hinoban::ui {

// What is known of a row's hop beside its name: whose it is, whether its place can be true, and its figures over the
// newest rounds. A value; pure.
struct HopNote {
    QString origin, usualOrigin;           // "AS64500 JP", with who says so where it is known; empty: not known
    QString originSource;                  // "Team Cymru, DNS"; empty: not known
    std::optional<path::PlaceDoubt> doubt; // of today's hop
    bool usualIsDoubtful = false;
    std::optional<path::HopStatistics> figures; // of today's hop, over the newest rounds
};

[[nodiscard]] std::vector<HopNote> hopNotes(const std::vector<path::HopRow> &rows, const console::PathView &view);

// Why a place cannot be true, with the arithmetic.
[[nodiscard]] QString doubtText(const path::PlaceDoubt &doubt);

// "12 %": what was lost of what was sent; "limited" where the router counts its replies, which is no loss.
[[nodiscard]] QString lossText(const path::HopStatistics &figures);
// All figures, a line each.
[[nodiscard]] QString figuresText(const path::HopStatistics &figures);

// The table for a spreadsheet (RFC 4180): a line a hop, numbers in milliseconds with a point, names in English. What a
// spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] QByteArray hopsCsv(const std::vector<path::HopRow> &rows, const std::vector<HopNote> &notes);

} // namespace hinoban::ui
