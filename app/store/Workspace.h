// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/BaselineSet.h"
#include "app/respond/Draft.h"
#include "app/respond/Entry.h"
#include "app/store/Bundle.h"
#include "app/store/Log.h"
#include "app/store/Settings.h"
#include "app/watch/CertificateWatch.h"
#include "app/watch/Look.h"
#include "app/watch/Resolver.h"

#include <map>
#include <memory>
#include <span>

namespace hinoban::store {

// An exchange that a person put on record: asked in the query window, or brought from elsewhere. It is no look: no
// signal judges it, and it stands beside what was seen here, under a vantage of its own.
struct Brought {
    dns::Name domain;
    QString vantage; // "asked", "capture office.pcap", "record tokyo.jsonl"
    dns::ExchangePtr exchange;
};

// What is written together: one transaction, all or nothing. Once commit() returned it, a crash cannot lose it.
struct Batch {
    std::vector<watch::LookPtr> looks; // become sightings; raw answers where DESIGN.md seam 3 keeps them
    bool keepEverything = false;       // during an incident: every raw answer of these looks
    std::vector<Brought> brought;      // become sightings of their own vantage, every raw answer kept
    // Of names that are no domain of ours, under the watched domain that they concern; become sightings.
    std::vector<std::pair<dns::Name, registry::LookupPtr>> lookups;
    std::vector<registry::CertificateAnswerPtr> certificates; // become sightings
    std::vector<detect::Finding> findings;                    // as they are now; stored by key
    std::vector<respond::Entry> entries;
    std::vector<watch::Domain> domains;     // new or changed, with their expectations
    std::vector<watch::Resolver> resolvers; // if not empty: the whole list
    std::vector<respond::SentMessage> messages;
    std::optional<respond::Organisation> organisation;
    std::optional<respond::Decisions> decisions;
    std::map<dns::Name, respond::TailMemory> tails; // as they are now; an empty one is forgotten
    std::optional<QString> certificateSearch;       // where certificates are searched for; empty: nowhere
    std::map<dns::Name, watch::CertificateBaseline> certificateBaselines; // new or changed, by domain
    std::map<QString, path::BaselineSet> pathBaselines;                   // new or changed, by key()
    std::optional<std::map<dns::Name, Instant>> lookAlikesAsked;          // all of them: when each was asked for first
    std::optional<WatchSettings> settings;
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
    std::map<dns::Name, respond::TailMemory> tails; // by domain
    QString certificateSearch;
    std::map<dns::Name, watch::CertificateBaseline> certificateBaselines; // by domain
    std::map<QString, path::BaselineSet> pathBaselines;                   // by key()
    std::map<dns::Name, Instant> lookAlikesAsked;
    WatchSettings settings; // `certificates` aside
    ChainHead head;         // of this writer
};

// A run of equal canonical answers (DESIGN.md, 1).
struct Sighting {
    qint64 id = 0; // in its workspace
    dns::Name domain;
    // A DNS vantage: "parent", "authoritative" or "resolver", a server, "192.0.2.1" or "192.0.2.1#5300", "coincheck.com
    // NS". What was brought: its own words for the vantage. A registration: "registry", where it was asked. A path:
    // "path", the service, where it led.
    QString vantage, server, address, question;
    QByteArray canonical; // hex; empty: no answer, `outcome` says why
    QString outcome;
    Instant firstSeen{}, lastSeen{};
    quint64 count = 0;
    qint64 rttMin = 0, rttMax = 0, rttSum = 0; // microseconds
    QByteArray firstAnswer, lastAnswer;        // SHA-256 of the raw replies kept; of a path, of its trace as JSON
};

// When an answer was received that was kept because everything was (Batch::keepEverything).
struct KeptAnswer {
    Instant at{};
    qint64 rtt = 0; // microseconds
    QByteArray sha256;
};

struct WorkspaceOptions {
    QString writer = QStringLiteral("hinoban");
    qint64 maxBytes = 0; // the file may not grow beyond this (DiskFull); 0: as large as the disk
};

// One workspace in an SQLite file in WAL mode with synchronous=FULL: numbered migrations, each in one transaction
// with its version, a backup beside the file before migrating, a newer one refused (ErrorCode::Newer), a second
// writer refused (Locked), a corrupt one told apart (Corrupt), ReadOnly and DiskFull said as such. After a failed
// commit() everything is as it was before it, and the next one may succeed.
//
// While it is open for writing, `<file>.lock` is held; readers are not kept out by it. The raw of the last answer of
// a sighting that still goes on is on disk at most fifteen minutes late (of the answers' time) and when it is closed.
//
// Thread: everything, the destructor included, in the one thread that opened it (store::Writer's, or a tool's own).
class Workspace {
public:
    enum class Mode { Create, Open, ReadOnly };
    using Options = WorkspaceOptions;
    // Create makes a missing file and opens an existing one.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const QString &path, Mode mode, Options options = {});
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;
    ~Workspace();

    [[nodiscard]] Result<Loaded> load();
    // Returns this writer's chain head after the batch.
    [[nodiscard]] Result<ChainHead> commit(const Batch &batch);
    // Several in one transaction: all or none. The head after each of them.
    [[nodiscard]] Result<std::vector<ChainHead>> commit(std::span<const Batch> batches);
    [[nodiscard]] Result<std::vector<Sighting>> sightings(const dns::Name &domain);
    [[nodiscard]] Result<std::vector<KeptAnswer>> keptAnswers(const Sighting &sighting);
    [[nodiscard]] Result<QByteArray> answer(const QByteArray &sha256Hex); // NotFound if it was not kept
    // Every chain and every stored answer, against their hashes, and the evidence of every entry. A head that was
    // quoted elsewhere (printed in a message or report) must be in its chain still: only this tells that a tail was cut
    // off. `quoted` may lack writer and sequence (ChainCheck).
    [[nodiscard]] Result<VerifyReport> verify(const std::optional<ChainHead> &quoted = {});
    // Everything of it as an evidence bundle, with these drafts, signed where there is a signer; see store/Bundle.h.
    [[nodiscard]] Result<BundleReport> bundle(const QString &path, const std::vector<BundleDraft> &drafts = {},
                                              const SumsSigner &signer = {});
    [[nodiscard]] static int schemaVersion();

private:
    struct Private;
    explicit Workspace(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace hinoban::store
