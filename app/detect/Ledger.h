// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/Signals.h"

#include <map>
#include <optional>

namespace hinoban::detect {

// A finding that opened, rose in severity, cleared or came back. A fall of severity is no news; the finding has it.
struct Change {
    enum class Kind { Opened, Escalated, Cleared, Reopened };
    Kind kind = Kind::Opened;
    Finding finding; // as it is now
};

// Keeps the findings of a workspace over time. A finding opens once, persists, clears when its scope was judged and
// it was not found, and comes back as the same finding within FlapWindow of its clearing: a flapping answer is one
// finding. R1 is cleared only by a person, and stays so for the very change that the person cleared; so does P1 for the
// very registration, and T1 for the very certificates, or some of them. A value without
// I/O: the pipeline owns it in the network thread.
class Ledger {
public:
    static constexpr Duration FlapWindow = std::chrono::minutes(30);

    [[nodiscard]] std::vector<Change> apply(const dns::Name &domain, const Judgement &judgement, Instant now);
    // Fleet findings after every domain's apply().
    [[nodiscard]] std::vector<Change> applyFleet(Instant now);
    // A person cleared it (R1: accepted the change). Nothing if it is not open.
    [[nodiscard]] std::optional<Change> clearByPerson(const QString &key, Instant now);

    void restore(std::vector<Finding> findings);    // from the store
    [[nodiscard]] std::vector<Finding> all() const; // open and cleared, by firstSeen then key
    [[nodiscard]] std::vector<Finding> open() const;

private:
    [[nodiscard]] std::optional<Change> take(const Finding &found, Instant now);
    void clear(Finding &finding, Instant now, std::vector<Change> &changes) const;

    std::map<QString, Finding> m_findings; // the latest of each key
    std::vector<Finding> m_past;           // earlier ones that came back too late to be the same
};

} // namespace hinoban::detect
