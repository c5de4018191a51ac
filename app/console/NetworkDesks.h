// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/RegistryClient.h"
#include "app/respond/Contact.h"

#include <QHash>
#include <QObject>

#include <set>

namespace hinoban::console {

// Finds out, by RDAP at the regional registries, whose the attacker's addresses are and where their misuse is reported.
// Each address is asked about once a day (once in half an hour while it is unknown); the attacker chooses the
// addresses, so few are open at a time and their number is bounded. The attacker himself is not asked.
// Thread: the network thread. Owner: Session. Destroying it drops what is open.
class NetworkDesks final : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype MostAddresses = 256;
    static constexpr int MostOpen = 4;

    NetworkDesks(Clock &clock, registry::RegistryClient &registry);

    // Of hostile addresses that `domain` has to do with.
    void want(const dns::Name &domain, const std::vector<QHostAddress> &addresses);
    // Null: not known, or not yet.
    [[nodiscard]] registry::NetworkLookupPtr find(const QHostAddress &address) const;

Q_SIGNALS:
    void learned(const hinoban::dns::Name &domain);

private:
    struct Known {
        registry::NetworkLookupPtr lookup; // null: to be asked, or being asked
        std::set<dns::Name> domains;
        bool isOpen = false;
    };
    void askNext();
    [[nodiscard]] bool isStale(const Known &known) const;

    Clock &m_clock;
    registry::RegistryClient &m_registry;
    QHash<QHostAddress, Known> m_known;
    QList<QHostAddress> m_waiting;
    int m_open = 0;
};

// A hosting contact that nobody knew yet gets the organisation and the desk of its first address's network; mail that
// an affected domain would receive is left out. Pure.
void completeHost(respond::Contact &contact, const registry::NetworkLookupPtr &lookup,
                  const respond::Incident &incident);

} // namespace hinoban::console
