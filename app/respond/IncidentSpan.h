// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <optional>

namespace hinoban::respond {

struct Entry;

// Where one incident ends and another begins, for whatever is kept of one incident only and folded from the log: after
// one that a person closed, or after a day of quiet, the next is another, unless a person reopened the old one. Takes
// every entry in the log's order; only the console's own entries of the kind Incident count. A value; any thread.
class IncidentSpan {
public:
    // Whether another incident begins with this entry.
    [[nodiscard]] bool beginsWith(const Entry &entry);
    friend bool operator==(const IncidentSpan &, const IncidentSpan &) = default;

private:
    bool m_isReopening = false;          // a person has just reopened the incident: it is the same one
    bool m_isOver = false;               // closed by a person
    std::optional<Instant> m_quietSince; // without that
};

} // namespace hinoban::respond
