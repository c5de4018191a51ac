// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/path/PathComparison.h"
#include "ui/path/HopNotes.h"

namespace hinoban::ui {

// The usual path and today's as the pane shows them: what path::compare() says, and what can be said of it in a
// sentence. A value; pure. It compares only: who is to blame for a difference is not said here.
struct HopTable {
    std::vector<path::HopRow> rows;
    std::vector<HopNote> notes; // as `rows`
    int firstDifference = -1;   // index of a row; -1: none
    double slowest = 0;         // ms, of both paths

    enum class Kind {
        NothingMeasures, // no prober, no trace
        NoBaseline,      // today's path, with nothing to compare with
        NotMeasured,     // a baseline, and no trace of today
        Failed,          // today's trace has a problem: `problem` says which
        AsUsual,
        Elsewhere,    // another address, and another place or path
        OtherAddress, // another address at the same place, over the same path
        OtherWay,     // the same address, over another path
    };
    Kind kind = Kind::NothingMeasures;
    QString problem;
    QString usualPlace, placeNow; // of the last hop that has one
    QHostAddress usualAddress, addressNow;
    std::optional<double> usualMs, msNow; // response
    bool slower = false;                  // clearly: twice the usual and 30 ms more
};

[[nodiscard]] HopTable hopTable(const console::PathView &view);

// The comparison as one or two sentences, in the program's language.
[[nodiscard]] QString sentence(const HopTable &table);

// As its own trace counts: today's where there is one.
[[nodiscard]] int ttlOf(const path::HopRow &row);

// "310", "0.4"; "–" for a hop that did not answer
[[nodiscard]] QString millisecondsText(const std::optional<Duration> &rtt);

} // namespace hinoban::ui
