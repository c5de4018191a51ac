// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"

#include <QStringList>

#include <span>

namespace hinoban::respond {

// The timeline as other programs exchange it. Pure.
//
// Timesketch (CSV with headings, or JSON lines): message, datetime with its offset, timestamp_desc, timestamp in
// microseconds, tag; and what an entry has besides, as columns of their own.
// IRIS (DFIR-IRIS): its ten columns for import; date and offset apart. Assets, indicators and categories stay empty,
// because IRIS refuses a file that names one which a case does not have; the whole entry as JSON is in event_raw.
enum class TimelineFormat { TimesketchCsv, TimesketchJsonl, IrisCsv };
[[nodiscard]] std::optional<TimelineFormat> timelineFormatFromText(const QString &text); // "timesketch-csv" …

// BadInput if an entry has no canonical form.
[[nodiscard]] Result<QByteArray> exportTimeline(std::span<const Entry> entries, TimelineFormat format);

struct ImportedTimeline {
    QString format; // "timesketch-csv" … "iris-export-csv"
    std::vector<Entry> entries;
    quint64 left = 0;     // rows that were not taken
    QStringList problems; // the first hundred of them: place and reason, English
    QStringList notRead;  // columns or members that nothing here understands
    quint64 zoneless = 0; // times that were read in the zone that was given
    quint64 noZone = 0;   // of the rows that were not taken those whose time says no zone
};

constexpr qsizetype LargestTimelineFile = qsizetype(10) * 1024 * 1024;

// Tells the format from the content. What exportTimeline() wrote gives the same entries again; IRIS' own export is read
// too. BadInput: none of them, larger than LargestTimelineFile, no UTF-8. `zoneSeconds`: east of UTC, for times that
// say none; without it their rows are left out, because a time that could mean nine hours is no evidence.
[[nodiscard]] Result<ImportedTimeline> importTimeline(const QByteArray &content, const QString &where,
                                                      std::optional<int> zoneSeconds);

// An imported entry as it may stand in a log of ours: what an instrument or a decision of another workspace wrote
// becomes a known fact with its source, and evidence that is not kept here is named in the arguments instead.
[[nodiscard]] Entry adopted(const Entry &entry, const QString &source, Instant learned);

// "+09:00" or "UTC" in seconds east; nothing: it is no offset.
[[nodiscard]] std::optional<int> zoneFromText(const QString &text);
[[nodiscard]] QString zoneText(int seconds); // "+00:00"

} // namespace hinoban::respond
