// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/LookAlikeNames.h"
#include "app/path/BaselineSet.h"
#include "app/registry/Certificate.h"
#include "app/respond/TailMemory.h"
#include "app/watch/CertificateWatch.h"
#include "app/watch/Look.h"
#include "app/watch/Resolver.h"

#include <QFile>

#include <map>
#include <memory>
#include <optional>

namespace hinoban::store {

// A record file (DESIGN.md, seam 3): UTF-8, one JSON object a line. The first is {"hinobanRecord":1,…}, then every
// look with all its exchanges, every registry's answer about a look-alike, every answer about certificates, and every
// person's act that changes findings, in order; before them what was known
// already: the resolvers with their caps, and what was remembered of cache tails. Replaying it gives the same
// findings, byte for byte.
struct PersonAct {
    Instant at{};
    QString act; // "clear": a person cleared the finding `key`
    QString key;
    QString person, reason;
};

// What a registry said of a name that imitates one that a team depends on; it belongs to no look.
struct LookAlikeAnswer {
    detect::LookAlikeName lookAlike;
    registry::LookupPtr lookup; // never null
    Instant firstAsked{};       // when this name was first asked for
    Instant at{};               // of the answer
};

// What a search of the certificate logs said of a watched domain; it belongs to no look.
struct CertificateNews {
    registry::CertificateAnswerPtr answer; // never null
    QString person;                        // who has switched it on; for a first baseline
    Instant at{};
};

// What a run knew before its first look, as far as the judgement needs it. Comes again, without tails, when a person
// chose other resolvers.
struct RecordStart {
    std::vector<watch::Resolver> resolvers;
    std::map<dns::Name, respond::TailMemory> tails;
    std::map<dns::Name, watch::CertificateBaseline> certificates{};
    std::map<QString, path::BaselineSet> paths{}; // by key()
};

class RecordWriter {
public:
    // NotPermitted if a file with something in it is there: a record never replaces another.
    [[nodiscard]] static Result<std::unique_ptr<RecordWriter>> create(const QString &path);
    [[nodiscard]] Result<void> write(const RecordStart &start);
    [[nodiscard]] Result<void> write(const watch::Look &look);
    [[nodiscard]] Result<void> write(const PersonAct &act);
    [[nodiscard]] Result<void> write(const LookAlikeAnswer &answer);
    [[nodiscard]] Result<void> write(const CertificateNews &news);
    [[nodiscard]] Result<void> finish(); // flushed to the disk

private:
    explicit RecordWriter(std::unique_ptr<QFile> file);
    std::unique_ptr<QFile> m_file;
};

class RecordReader {
public:
    struct Item { // exactly one is set
        watch::LookPtr look;
        std::optional<PersonAct> act;
        std::optional<RecordStart> start;
        std::optional<LookAlikeAnswer> lookAlike;
        std::optional<CertificateNews> certificates;
    };
    [[nodiscard]] static Result<std::unique_ptr<RecordReader>> open(const QString &path);
    // Nothing at the end. BadInput names file and line; a cut last line is told apart in `detail`. A line may have
    // 64 MiB.
    [[nodiscard]] Result<std::optional<Item>> next();

private:
    RecordReader(std::unique_ptr<QFile> file, QString path);
    [[nodiscard]] Error bad(const QString &detail) const;
    [[nodiscard]] Result<std::optional<QJsonObject>> nextObject();
    std::unique_ptr<QFile> m_file;
    QString m_path;
    int m_line = 0;
};

} // namespace hinoban::store
