// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

namespace hinoban::console {

// One domain's registration for a person to read: what the registry says and, apart from it, what the registrar says,
// beside what a person accepted last and what the parent zone publishes. Pure values, without words: those are
// console::statusWords' and the screen's.
struct RegistrationSheet {
    // Who was asked, in this order of columns.
    enum class Side { Registry, Registrar };
    struct Source {
        Side side = Side::Registry;
        registry::LookupPtr lookup; // never null
    };
    // A text or a date, of one side; neither: that side does not say it.
    struct Value {
        QString text; // safe
        std::optional<Instant> at;
        [[nodiscard]] bool isEmpty() const { return text.isEmpty() && !at; }
        friend bool operator==(const Value &, const Value &) = default;
    };
    enum class Field {
        Registrar,
        Registered,
        LastChanged,
        Expires,
        Transferred,
        Nameserver,
        Signed, // text "yes" or "no"
        AbuseMail,
        AbusePhone,
    };
    struct Row {
        Field field = Field::Registrar;
        Value registry, registrar;
        Value accepted; // what a person accepted; empty: nobody has, or it is not compared. Nameserver: its name
        // Of the registry's value: nothing where there is nothing to compare it with.
        std::optional<watch::State> state;
        std::optional<bool> isDelegated; // Nameserver: the parent zone names it
        std::optional<bool> isExpected;  // Nameserver: the team expects it
    };
    struct Status {
        QString status;                               // safe; EPP's spelling
        bool byRegistry = false, byRegistrar = false; // who says so
        bool isLost = false;                          // it was accepted, and is not there any more
        bool isNew = false;                           // it was not there when the registration was accepted
    };
    // What differs from what was accepted: from → to.
    struct Change {
        Field field = Field::Registrar;
        QString status; // if not empty, the change is of this status, and `field` says nothing
        Value before, after;
        std::optional<Instant> changed; // as the registry dates its last change; it does not say of what
        std::optional<Instant> learned; // when Hinoban saw it first
    };
    std::vector<Source> sources; // registry first
    std::vector<Row> rows;
    std::vector<Status> statuses; // lost ones first
    std::vector<Change> changes;
    std::optional<watch::Approval> accepted; // by whom, when and why
};

// Pure; any thread. `registrar`: the registrar's own answer; null: it was not asked.
[[nodiscard]] RegistrationSheet registrationSheetOf(const DomainView &view, const registry::LookupPtr &registrar = {});

} // namespace hinoban::console
