// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What NSEC (RFC 4035, 5.4) and NSEC3 (RFC 5155, 8) records prove. Only records whose signatures were checked go in.
// Pure; any thread.
#include "app/dns/DnssecRdata.h"

namespace hinoban::dns {

enum class Denied {
    Nothing,   // these records do not prove it
    Proven,    // it does not exist
    Unsigned,  // for DS: a delegation without DS, proven
    OptedOut,  // NSEC3 opt-out covers it: an unsigned delegation may be there
    TooCostly, // NSEC3 with more iterations than are accepted (RFC 9276, 3.2)
};

// RFC 9276, 3.2 lets a validator choose; BIND and Unbound count zones above 150 as unsigned, and so does Hinoban.
constexpr quint16 MostIterations = 150;

// The records of one answer that deny something in one zone.
class Denial {
public:
    Denial(Name zone, std::vector<Nsec> nsecs, std::vector<Nsec3> nsec3s);

    // The name does not exist, and no wildcard makes it.
    [[nodiscard]] Denied name(const Name &name) const;
    // The name, or the wildcard that makes it, has no such type and no alias; or has names below it only. Not for DS.
    [[nodiscard]] Denied type(const Name &name, Type type) const;
    // Unsigned: a delegation without DS. Proven: no delegation at all, whether the name exists or not.
    [[nodiscard]] Denied delegation(const Name &name) const;
    // An answer made from the wildcard below the last `labels` labels of `name` is right: no closer name exists.
    [[nodiscard]] Denied closerName(const Name &name, int labels) const;

    [[nodiscard]] bool isEmpty() const { return m_nsecs.empty() && m_nsec3s.empty(); }
    [[nodiscard]] quint16 iterations() const; // the most that is asked for

private:
    // NSEC
    [[nodiscard]] const Nsec *matching(const Name &name) const;
    [[nodiscard]] const Nsec *covering(const Name &name) const;
    // NSEC3
    struct Encloser {
        Name closest;
        Name nextCloser;
        const Nsec3 *matching = nullptr;
        const Nsec3 *covering = nullptr; // of nextCloser
    };
    [[nodiscard]] const Nsec3 *matching3(const Name &name) const;
    [[nodiscard]] const Nsec3 *covering3(const Name &name) const;
    [[nodiscard]] std::optional<Encloser> encloser3(const Name &name) const;
    [[nodiscard]] QByteArray hashed(const Name &name) const;
    [[nodiscard]] Denied name3(const Name &name) const;
    [[nodiscard]] Denied type3(const Name &name, Type type) const;
    [[nodiscard]] Denied delegation3(const Name &name) const;
    [[nodiscard]] Denied closerName3(const Name &name, int labels) const;

    Name m_zone;
    std::vector<Nsec> m_nsecs;
    std::vector<Nsec3> m_nsec3s; // of one salt and count
    bool m_tooCostly = false;
    mutable std::vector<std::pair<Name, QByteArray>> m_hashes;
};

} // namespace hinoban::dns
