// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Look.h"

#include <QFile>

#include <memory>
#include <optional>

namespace hinoban::store {

// A record file (DESIGN.md, seam 3): UTF-8, one JSON object a line. The first is {"hinobanRecord":1,…}, then every
// look with all its exchanges, and every person's act that changes findings, in order. Replaying it gives the same
// findings, byte for byte.
struct PersonAct {
    Instant at{};
    QString act; // "clear": a person cleared the finding `key`
    QString key;
    QString person, reason;
};

class RecordWriter {
public:
    // NotPermitted if a file with something in it is there: a record never replaces another.
    [[nodiscard]] static Result<std::unique_ptr<RecordWriter>> create(const QString &path);
    [[nodiscard]] Result<void> write(const watch::Look &look);
    [[nodiscard]] Result<void> write(const PersonAct &act);
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
