// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Pipeline.h"

#include <QJsonObject>

namespace hinoban::console {

// The judgement as JSON: {"findings":[…],"domains":[…],"incident":{…}}, described in README.md and
// resources/schemas/report.schema.json. Messages in English, times RFC 3339 UTC. Depends on the pipeline and on what
// people did (`book`), so a replay of a run in which nobody did anything gives the same bytes.
[[nodiscard]] QJsonObject reportJson(const Pipeline &pipeline, const respond::ResponseBook &book = {});
// Keys in a fixed order, two spaces, one line end at the end.
[[nodiscard]] QByteArray reportBytes(const Pipeline &pipeline, const respond::ResponseBook &book = {});

// A book in which nothing stands yet but the runbook: the team's own, or the one that ships. Without one where it
// cannot be read.
[[nodiscard]] respond::ResponseBook emptyBook();

// The same for a person in a terminal, in the program's language: live against expected, then the open findings.
[[nodiscard]] QString reportText(const Pipeline &pipeline);

// One timeline entry as a line for a terminal: "2020-05-30T15:12:00Z  D1 CRIT …".
[[nodiscard]] QString entryLine(const respond::Entry &entry);

// Exit status of `check`: 0 all match · 1 a finding of MED or above, or data that differ and no
// signal has a name for it · 2 nothing worse than unknown.
[[nodiscard]] int exitStatusOf(const Pipeline &pipeline);

} // namespace hinoban::console
