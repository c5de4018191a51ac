// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/CacheTail.h"
#include "ui/common/StateMark.h"

namespace hinoban::ui {

// One resolver, or everybody else's of a make, as list and picture of the cache tail show it. A value.
struct RecoveryRow {
    QString name, address; // address empty: of nobody in particular
    respond::CacheState state = respond::CacheState::Unknown;
    quint32 ttlLeft = 0; // seconds; of a false answer
    std::optional<Instant> until, bound;
    bool open = false; // no end is certain
    quint32 trueLooks = 0;
    QString flush;       // page or command; empty: nothing is known
    bool isPage = false; // it is a page
    friend bool operator==(const RecoveryRow &, const RecoveryRow &) = default;
};

// The resolvers asked in the team's order, then everybody else's.
[[nodiscard]] std::vector<RecoveryRow> recoveryRows(const respond::CacheTail &tail);

[[nodiscard]] Mark markOf(respond::CacheState state); // clean and true ● · false ▲ · possible ◆ · unknown ○
[[nodiscard]] QString wordOf(respond::CacheState state);         // "false data", "true now" …, translated
[[nodiscard]] QString longTextOf(const RecoveryRow &row);        // everything of it in lines, for tool tips and copying
[[nodiscard]] QString summaryOf(const respond::CacheTail &tail); // who, how many, until when: for the line above

} // namespace hinoban::ui
