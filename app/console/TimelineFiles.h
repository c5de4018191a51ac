// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/TimelineFile.h"
#include "app/store/Log.h"

#include <QList>

#include <memory>

namespace hinoban::console {

// The log as a file for Timesketch or IRIS ("timesketch-csv", "timesketch-jsonl", "iris-csv"), in its order. BadInput
// for another format.
[[nodiscard]] Result<QByteArray> timelineAs(const QString &format, const std::vector<store::LogRecord> &log);

// What a file would add to a timeline; nothing is written yet.
struct BroughtTimeline {
    QString source;                      // the file's name and the SHA-256 of its bytes
    std::vector<respond::Entry> entries; // adopted, and the one that says who brought them
    respond::ImportedTimeline read;      // without its entries
    quint64 known = 0;                   // stand in the log already

    // What became of all of it, a line each, in the program's language: what is taken, what is left out and why.
    [[nodiscard]] QStringList lines() const;
};
using BroughtTimelinePtr = std::shared_ptr<const BroughtTimeline>;

// Reads the whole file: any thread but the screen's. `log`: what is there already is not taken twice.
[[nodiscard]] Result<BroughtTimelinePtr> bringTimeline(const QString &path, std::optional<int> zoneSeconds,
                                                       const std::vector<store::LogRecord> &log, const QString &person,
                                                       Instant now);

// What a person pasted from dig, whois, traceroute or tracepath, as an entry (respond/Pasted.h).
[[nodiscard]] Result<respond::Entry> pastedEntry(const QByteArray &utf8, const std::vector<dns::Name> &domains,
                                                 const QString &person, Instant now);

} // namespace hinoban::console
