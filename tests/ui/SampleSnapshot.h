// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

namespace hinoban::test {

// The 2020 case as the screen has it at 2020-06-01T10:18:04Z, made by hand from values: nothing here asks anything.
// coincheck.com is hijacked; coincheck.jp (same registrar) is a suspicion, status.example unknown, three match.
[[nodiscard]] console::SnapshotPtr sampleSnapshot();

// The same domains, before anything happened.
[[nodiscard]] console::SnapshotPtr quietSnapshot();

// The cache tail of that case fifteen hours after the repair: all kinds of rows.
[[nodiscard]] respond::CacheTail recoveringTail(Instant now);

// Makes the response that the snapshot's incident, log, requests and findings come to, with the shipped runbook and a
// few acts of people. Done to sampleSnapshot() already.
void respondIn(console::Snapshot &snapshot);

// A copy to change one thing in.
[[nodiscard]] std::shared_ptr<console::Snapshot> sampleCopy();

[[nodiscard]] Instant at(const char *rfc3339);
[[nodiscard]] dns::Name name(const char *text);

} // namespace hinoban::test
