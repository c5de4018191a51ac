// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/detect/LookAlike.h"
#include "app/registry/Registration.h"
#include "app/watch/Observation.h"

#include <QStringList>

namespace hinoban::console {

// One value as a vantage shows it, beside the expected value on the same line.
struct Shown {
    enum class Kind {
        Blank,     // nothing to show on this line
        NotAsked,  // this vantage is not asked for this RRset
        Same,      // as expected
        Different, // false: `spans` mark the differing characters
        Missing,   // expected, and not there
        Absent,    // not there, as expected or with nothing expected
        Unknown,   // no usable answer: `text` says why (technical)
        Seen,      // there, and nothing is expected
    };
    Kind kind = Kind::Blank;
    QString text; // safe
    std::vector<detect::Span> spans;
    bool byPlan = false; // Same, and only because a planned change says so
    friend bool operator==(const Shown &, const Shown &) = default;
};

// What the servers of one vantage say about an RRset.
struct Cell {
    watch::State state = watch::State::Unknown;
    bool asked = false;
    int match = 0, mismatch = 0, unknown = 0; // servers
    std::optional<quint32> falseTtl;          // resolvers: largest remaining TTL of a false answer, seconds
    std::optional<quint32> ttl;               // of the answer shown
    std::vector<dns::ExchangePtr> exchanges;  // behind the cell, the newest of each server
};

// One value a line: expected · parent · authoritative. The resolvers are counted for the whole row.
struct Line {
    QString expected; // empty: nothing is expected on this line
    Shown parent, authoritative, resolver;
};

struct Row {
    dns::Name owner;
    dns::Type type = dns::Type::A;
    QString ownerLabel; // "@", "mail"
    QString className;  // "CloudFront", "under cdn.example" where a class is expected
    bool expectedAbsent = false;
    bool hasExpectation = true;
    std::vector<Line> lines; // at least one
    Cell parent, authoritative, resolvers;
    [[nodiscard]] watch::State state() const; // Mismatch before Unknown before Match
};

// One line of the registration: "nameservers", "statuses", "lastChanged", "registrar", "expires", "registered".
struct RegistrationRow {
    QString field; // key
    QString expected, observed;
    watch::State state = watch::State::Unknown;
};

// The records matrix of one domain (DESIGN.md, 8): live against expected. A value; built in the network thread.
struct Matrix {
    std::vector<Row> rows; // NS first, then by owner and type; rows with a mismatch keep their place
    std::vector<RegistrationRow> registration;
};

[[nodiscard]] Matrix matrixOf(const watch::Domain &domain, const std::vector<watch::Observation> &latest,
                              const registry::LookupPtr &registration);

// Of the domain's own MX row; nothing where the matrix has none.
[[nodiscard]] std::optional<watch::State> mailOf(const Matrix &matrix, const dns::Name &domain);

} // namespace hinoban::console
