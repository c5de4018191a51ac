// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TextTable.h"

namespace hinoban::ui {

// What people asked and brought about a domain, from the log: it stands beside what is seen from here, and changes none
// of it. Newest knowledge last.
[[nodiscard]] QStringList evidenceHeads();
[[nodiscard]] std::vector<TextTable::Line> evidenceLines(const QList<store::LogRecord> &log, const dns::Name &domain);
// The entry behind each of those lines; they live as long as `log`.
[[nodiscard]] std::vector<const respond::Entry *> evidenceEntries(const QList<store::LogRecord> &log,
                                                                  const dns::Name &domain);
// How many of them are false answers.
[[nodiscard]] int falseAnswers(const QList<store::LogRecord> &log, const dns::Name &domain);

} // namespace hinoban::ui
