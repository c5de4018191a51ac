// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/DelegationWalk.h"
#include "app/path/OriginDatabase.h"
#include "app/watch/Observation.h"

#include <QObject>

#include <array>
#include <functional>
#include <map>

namespace hinoban::watch {

// The addresses that answers of `domain` name, each once; those first on whose origin a judgement hangs. Pure.
[[nodiscard]] std::vector<QHostAddress> addressesIn(const Domain &domain, const std::vector<dns::ExchangePtr> &answers);

// Finds out who announces addresses: in a database of the user's, offline, if he has one; else, if he allows it, at
// Team Cymru over DNS (path/OriginAnswer.h), by iteration from the root with the engine's own questions; else nobody
// tells. Whoever is asked learns the addresses, not why. An answer is remembered for a day, and believed until a newer
// one comes, for a week at most; nothing is asked of addresses that are nobody's in public, and of few at once.
//
// Thread: the network thread. Owner: console::Session; outlives the Lookers that use it. Destroying it drops what is
// open without calling back.
class OriginFinder final : public QObject {
    Q_OBJECT
public:
    static constexpr size_t MostAtOnce = 16; // new questions of one look
    static constexpr size_t MostOpen = 64;   // questions of all looks together
    static constexpr Duration Patience = std::chrono::seconds(4);

    OriginFinder(dns::QueryEngine &engine, dns::DelegationWalk &walk);
    ~OriginFinder() override;

    // From now on. What was learned from the one before is forgotten.
    void use(std::shared_ptr<const path::OriginDatabase> database, bool mayAsk);

    // What is known of these addresses, the first of them first. Comes once: in this call where nothing has to be
    // asked, else by Patience at the latest; what comes after that is for the next look. Never if `context` is gone.
    void gather(const std::vector<QHostAddress> &addresses, QObject *context, std::function<void(path::Origins)> done);

    // What is known of them now; nothing is asked.
    [[nodiscard]] path::Origins knownOf(const std::vector<QHostAddress> &addresses) const;
    // What was said of them over DNS since then: the evidence of what knownOf() tells.
    [[nodiscard]] std::vector<dns::ExchangePtr> answersSince(Instant since,
                                                             const std::vector<QHostAddress> &addresses) const;

private:
    struct Known {
        std::optional<path::Origin> origin; // nothing: nobody says anything
        dns::ExchangePtr answer;            // who said so, or that it is nobody's
        Instant askedAt{};
        bool isOpen = false;
    };
    struct Service { // the servers of the zone that tells of one family
        std::vector<dns::Server> servers;
        std::optional<Instant> foundAt;
        bool isOpen = false;
        std::vector<std::function<void(const std::vector<dns::Server> &)>> waiting;
    };
    struct Waiting;
    [[nodiscard]] bool isWanted(const QHostAddress &address) const;
    void ask(const QHostAddress &address);
    void askAt(const QHostAddress &address, const dns::Name &question, const std::vector<dns::Server> &servers,
               size_t turn);
    void findServers(bool ipv6, std::function<void(const std::vector<dns::Server> &)> then);
    void answered(const QHostAddress &address, std::optional<path::Origin> origin, const dns::ExchangePtr &answer);
    void end(const std::shared_ptr<Waiting> &waiting);

    dns::QueryEngine &m_engine;
    dns::DelegationWalk &m_walk;
    std::shared_ptr<const path::OriginDatabase> m_database;
    bool m_mayAsk = false;
    quint64 m_era = 0; // of use(): answers to questions of an earlier one are dropped
    std::map<QString, Known> m_known;
    std::array<Service, 2> m_services; // IPv4, IPv6
    size_t m_open = 0;
    std::vector<std::shared_ptr<Waiting>> m_waiting;
};

} // namespace hinoban::watch
