// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Workspace.h"

#include <QMetaType>
#include <QStringList>

namespace hinoban::console {

// What was brought from elsewhere: a packet capture, or the record of a colleague's `check` ("slow for some"). It is a
// vantage of its own with its own times. It never changes what is seen here; a false answer in it comes onto the
// timeline at the moment when it was given.
struct BroughtEvidence {
    QString vantage;                                             // "capture office.pcap", "record tokyo.jsonl"
    QString source;                                              // the file's name and the SHA-256 of its bytes
    store::Batch batch;                                          // entries and exchanges; not written yet
    quint64 exchanges = 0, match = 0, mismatch = 0, unknown = 0; // about watched names; the rest is not compared
    quint64 otherNames = 0;                                      // exchanges about other names: left out
    quint64 queriesAlone = 0, repliesAlone = 0, notUnderstood = 0, packets = 0, otherPackets = 0; // of a capture
    std::optional<Instant> first, last;
    std::optional<Duration> median; // round trip of those that were answered
    QStringList problems;           // English, technical, with their places

    // What became of all of it, a line each, in the program's language. Nothing is left out without a word.
    [[nodiscard]] QStringList lines() const;
};
using BroughtPtr = std::shared_ptr<const BroughtEvidence>;

// Reads the file and compares what it holds with what is expected of `domains`. BadInput if it is neither a capture nor
// a record. That nothing in it is about these domains is no error, but said. Any thread; it reads the file to
// its end before it returns.
[[nodiscard]] Result<BroughtPtr> bringEvidence(const QString &path, const std::vector<watch::Domain> &domains,
                                               const QString &person, Instant now);

// An exchange that a person asked for and wants on the timeline.
[[nodiscard]] store::Batch askedEvidence(const dns::ExchangePtr &exchange, const QString &line,
                                         const std::vector<watch::Domain> &domains, const QString &person, Instant now);

// "NOERROR, 2 records", "NXDOMAIN", "timed-out": one line about what came back; English, as DNS says it.
[[nodiscard]] QString answerSummary(const dns::Exchange &exchange);

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::BroughtPtr)
