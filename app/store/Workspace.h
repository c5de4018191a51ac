// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"
#include "app/respond/Entry.h"
#include "app/store/Log.h"
#include "app/watch/Look.h"
#include "app/watch/Resolver.h"

#include <memory>

namespace hinoban::store {

// What is written together: one transaction, all or nothing. Once commit() returned it, a crash cannot lose it.
struct Batch {
    std::vector<watch::LookPtr> looks;          // become sightings; raw answers where DESIGN.md seam 3 keeps them
    bool keepEverything = false;                // during an incident: every raw answer of these looks
    std::vector<detect::Finding> findings;      // as they are now; stored by key
    std::vector<respond::Entry> entries;
    std::vector<watch::Domain> domains;         // new or changed, with their expectations
    std::vector<watch::Resolver> resolvers;     // if not empty: the whole list
    std::vector<respond::SentMessage> messages;
    std::optional<respond::Organisation> organisation;
    std::optional<respond::Decisions> decisions;
    [[nodiscard]] bool isEmpty() const;
};

struct Loaded {
    std::vector<watch::Domain> domains;
    std::vector<watch::Resolver> resolvers;
    std::vector<detect::Finding> findings;
    std::vector<LogRecord> log;
    std::vector<respond::SentMessage> messages;
    respond::Organisation organisation;
    respond::Decisions decisions;
    ChainHead head; // of this writer
};

// A run of equal canonical answers (DESIGN.md, 1).
struct Sighting {
    dns::Name domain;
    QString vantage, server, address, question;
    QByteArray canonical;          // hex; empty: no answer, `outcome` says why
    QString outcome;
    Instant firstSeen{}, lastSeen{};
    quint64 count = 0;
    qint64 rttMin = 0, rttMax = 0, rttSum = 0; // microseconds
    QByteArray firstAnswer, lastAnswer; // SHA-256 of the raw replies kept
};

// One workspace in an SQLite file in WAL mode with synchronous=FULL: numbered migrations, each in one transaction
// with its version, a backup beside the file before migrating, a newer one refused (ErrorCode::Newer), a second
// writer refused (Locked), a corrupt one told apart (Corrupt), ReadOnly and DiskFull said as such.
//
// Thread: everything, the destructor included, in the one thread that opened it (store::Writer's, or a tool's own).
class Workspace {
public:
    enum class Mode { Create, Open, ReadOnly };
    struct Options {
        QString writer = QStringLiteral("hinoban");
    };
    // Create makes a missing file and opens an existing one.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const QString &path, Mode mode, Options options = {});
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;
    ~Workspace();

    [[nodiscard]] Result<Loaded> load();
    // Returns this writer's chain head after the batch.
    [[nodiscard]] Result<ChainHead> commit(const Batch &batch);
    [[nodiscard]] Result<std::vector<Sighting>> sightings(const dns::Name &domain);
    [[nodiscard]] Result<QByteArray> answer(const QByteArray &sha256Hex); // NotFound if it was not kept
    // Every chain and every stored answer, against their hashes.
    [[nodiscard]] Result<VerifyReport> verify();
    [[nodiscard]] static int schemaVersion();

private:
    struct Private;
    explicit Workspace(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hinoban::store
