// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Matrix.h"
#include "app/path/Trace.h"
#include "app/respond/Draft.h"
#include "app/respond/Entry.h"
#include "app/store/Log.h"

#include <QList>

#include <memory>

namespace hinoban::console {

// As the domain list and JSON say it: match | suspicion | mismatch | unknown.
enum class DomainState { Match, Suspicion, Mismatch, Unknown };
[[nodiscard]] QByteArray domainStateText(DomainState state);

struct PathSample {
    Instant at{};
    double responseMs = 0;
    QHostAddress address;
    QString place; // of the last hop that has one
};

struct PathView {
    path::Baseline baseline;
    path::TracePtr now;
    QList<PathSample> samples; // ascending
    QString source;            // "scenario", "tracepath"; empty: nothing measures
};

struct DomainView {
    dns::Name name;
    DomainState state = DomainState::Unknown;
    std::optional<Instant> lookedAt; // end of the newest look
    watch::Domain domain;
    std::vector<detect::Finding> findings; // open, worst first
    Matrix matrix;
    respond::CacheTail tail;
    registry::LookupPtr registration;
    dns::ValidationPtr dnssec; // null: not looked at
    PathView path;
    respond::DraftFacts facts;
    std::vector<respond::Contact> contacts; // whom to contact next, in order
    QString unknownReason;                  // "1 of 4 authoritative servers does not answer"; technical key material
    int unknownServers = 0, askedServers = 0;
};

// Everything the screen shows at one moment: immutable, made in the network thread, handed over by queued signal.
struct Snapshot {
    Instant at{};
    bool drill = false;
    QString title, titleJa; // of the drill
    double speed = 1;       // of the drill's clock; 0 = max
    bool paused = false;
    bool catchingUp = false; // the history before the opening instant is still being computed
    QString workspace;       // file, for the title bar; empty while only in memory
    respond::Incident incident;
    std::vector<DomainView> domains; // worst first, then by name
    QList<detect::Finding> findings; // all, open and cleared, ascending by firstSeen
    QList<store::LogRecord> log;     // ascending by sequence
    store::ChainHead head;
    respond::Organisation organisation;
    QList<respond::SentMessage> messages;
    std::optional<Instant> nextLook; // delegation
    int resolvers = 0;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace hinoban::console

Q_DECLARE_METATYPE(hinoban::console::SnapshotPtr)
