// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// One clock of the incident, as a line of a table: what it counts, how much there is of it, and from or until when.
struct IncidentClock {
    enum class Kind { Since, Meeting, Request, Deadline };
    Kind kind = Kind::Since;
    QString id; // of the deadline or request
    TextTable::Line line;
    QString words; // what stands below the table when it is chosen
    friend bool operator==(const IncidentClock &, const IncidentClock &) = default;
};

// All of them at `now`, in the program's language: since the change, since noticed, the next meeting, each open
// request, each deadline. Pure.
[[nodiscard]] std::vector<IncidentClock> incidentClocks(const console::Snapshot &snapshot, Instant now);

} // namespace hinoban::ui
