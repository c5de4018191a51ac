// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/OriginFinder.h"

#include "app/path/OriginAnswer.h"

#include <QPointer>
#include <QSet>

#include <algorithm>
#include <utility>

namespace hinoban::watch {

namespace {

constexpr std::chrono::hours AskedAgainAfter{24};
constexpr std::chrono::minutes UntoldAgainAfter{30};
constexpr std::chrono::hours BelievedFor{7 * 24};
constexpr std::chrono::hours ServersFor{1};
constexpr std::chrono::minutes NoServersFor{5};
constexpr size_t MostKnown = 20000;
constexpr size_t MostServers = 3; // that one question is put to, one after the other

constexpr std::array<const char *, 2> Zones{"origin.asn.cymru.com.", "origin6.asn.cymru.com."};

} // namespace

std::vector<QHostAddress> addressesIn(const Domain &domain, const std::vector<dns::ExchangePtr> &answers)
{
    std::vector<QHostAddress> judged, others;
    QSet<QHostAddress> known;
    for (const auto &exchange : answers) {
        if (!exchange->answered()) continue;
        const auto *expectation = domain.find(exchange->question.name, exchange->question.type);
        const auto kinds = expectation ? alternativesOf(*expectation) : std::vector<const Expectation *>();
        const bool isJudged = std::any_of(
            kinds.begin(), kinds.end(), [](const Expectation *one) { return one->kind == Expectation::Kind::Origin; });
        for (const auto &record : exchange->message->answer) {
            const auto address = dns::addressOf(record.type, record.rdata);
            if (!address || known.contains(*address)) continue;
            known.insert(*address);
            (isJudged ? judged : others).push_back(*address);
        }
    }
    judged.insert(judged.end(), others.begin(), others.end());
    return judged;
}

struct OriginFinder::Waiting {
    std::vector<QHostAddress> addresses;
    QPointer<QObject> context;
    std::function<void(path::Origins)> done;
    Clock::TimerId timer = 0;
};

OriginFinder::OriginFinder(dns::QueryEngine &engine, dns::DelegationWalk &walk)
    : m_engine(engine)
    , m_walk(walk)
{
}

OriginFinder::~OriginFinder()
{
    for (const auto &waiting : m_waiting)
        m_engine.clock().cancel(waiting->timer);
}

void OriginFinder::use(std::shared_ptr<const path::OriginDatabase> database, bool mayAsk)
{
    if (m_database == database && m_mayAsk == mayAsk) return;
    m_database = std::move(database);
    m_mayAsk = mayAsk;
    ++m_era;
    m_open = 0;
    m_known.clear();
    const auto before = m_waiting;
    for (const auto &waiting : before)
        end(waiting);
}

// Of a private network's addresses nobody outside can tell anything, and nobody outside is to learn of them.
bool OriginFinder::isWanted(const QHostAddress &address) const
{
    if (!isGloballyRoutable(address) && !m_engine.internet().permit(address)) return false;
    const auto known = m_known.find(address.toString());
    if (known == m_known.end()) return true;
    if (known->second.isOpen) return false;
    const Duration age = m_engine.clock().now() - known->second.askedAt;
    return age >= (known->second.origin ? Duration(AskedAgainAfter) : Duration(UntoldAgainAfter));
}

path::Origins OriginFinder::knownOf(const std::vector<QHostAddress> &addresses) const
{
    path::Origins origins;
    const Instant now = m_engine.clock().now();
    for (const auto &address : addresses) {
        if (m_database) {
            if (auto origin = m_database->originOf(address)) origins.insert(address, std::move(*origin));
            continue;
        }
        const auto known = m_known.find(address.toString());
        if (known != m_known.end() && known->second.origin && now - known->second.origin->at < BelievedFor)
            origins.insert(address, *known->second.origin);
    }
    return origins;
}

std::vector<dns::ExchangePtr> OriginFinder::answersSince(Instant since,
                                                         const std::vector<QHostAddress> &addresses) const
{
    std::vector<dns::ExchangePtr> answers;
    for (const auto &address : addresses)
        if (const auto known = m_known.find(address.toString());
            known != m_known.end() && known->second.answer && known->second.answer->sentAt >= since)
            answers.push_back(known->second.answer);
    return answers;
}

void OriginFinder::gather(const std::vector<QHostAddress> &addresses, QObject *context,
                          std::function<void(path::Origins)> done)
{
    if (m_database || !m_mayAsk) return done(knownOf(addresses));
    if (m_known.size() >= MostKnown) std::erase_if(m_known, [](const auto &known) { return !known.second.isOpen; });
    size_t asked = 0;
    bool isOpen = false;
    for (const auto &address : addresses) {
        if (asked < MostAtOnce && m_open < MostOpen && isWanted(address)) {
            ++asked;
            ask(address);
        }
        const auto known = m_known.find(address.toString());
        // Whose origin is known from before need not be waited for.
        isOpen = isOpen || (known != m_known.end() && known->second.isOpen && !known->second.origin);
    }
    if (!isOpen) return done(knownOf(addresses));
    auto waiting = std::make_shared<Waiting>(Waiting{addresses, context, std::move(done), 0});
    waiting->timer = m_engine.clock().after(Patience, this, [this, waiting] { end(waiting); });
    m_waiting.push_back(std::move(waiting));
}

void OriginFinder::ask(const QHostAddress &address)
{
    const auto question = path::originQuestion(address);
    if (!question) return;
    auto &known = m_known[address.toString()];
    known.isOpen = true;
    known.askedAt = m_engine.clock().now();
    ++m_open;
    findServers(address.protocol() == QAbstractSocket::IPv6Protocol,
                [this, address, question = *question, era = m_era](const std::vector<dns::Server> &servers) {
                    if (era == m_era) askAt(address, question, servers, 0);
                });
}

void OriginFinder::askAt(const QHostAddress &address, const dns::Name &question,
                         const std::vector<dns::Server> &servers, size_t turn)
{
    if (turn >= std::min(servers.size(), MostServers)) return answered(address, {}, nullptr);
    m_engine.ask({dns::Vantage::Authoritative, servers[turn], {question, dns::Type::TXT}}, this,
                 [this, address, question, servers, turn, era = m_era](const dns::ExchangePtr &exchange) {
                     if (era != m_era) return;
                     const bool isDenied = exchange->answered() && exchange->message->aa &&
                                           exchange->message->rcode == dns::Rcode::NXDomain;
                     const bool isTold = exchange->answered() && exchange->message->aa &&
                                         exchange->message->rcode == dns::Rcode::NoError;
                     if (!isTold && !isDenied) return askAt(address, question, servers, turn + 1);
                     const auto records = dns::rrsetOf(exchange->message->answer, question, dns::Type::TXT);
                     auto origin = records ? path::originFromRecords(records->rdatas, address) : std::nullopt;
                     if (origin) {
                         origin->source = path::OriginAnswerSource;
                         origin->at = exchange->sentAt;
                     }
                     answered(address, std::move(origin), exchange);
                 });
}

void OriginFinder::findServers(bool ipv6, std::function<void(const std::vector<dns::Server> &)> then)
{
    auto &service = m_services[ipv6 ? 1 : 0];
    const Instant now = m_engine.clock().now();
    const Duration keep = service.servers.empty() ? Duration(NoServersFor) : Duration(ServersFor);
    if (service.foundAt && now - *service.foundAt < keep) {
        // In a turn of its own, as when they have to be found: nobody is called back from within gather().
        m_engine.clock().after(Duration(0), this,
                               [then = std::move(then), servers = service.servers] { then(servers); });
        return;
    }
    service.waiting.push_back(std::move(then));
    if (std::exchange(service.isOpen, true)) return;
    const auto zone = dns::Name::fromText(Zones[ipv6 ? 1 : 0]);
    const auto found = [this, ipv6](const std::vector<dns::NameServer> &hosts) {
        auto &waited = m_services[ipv6 ? 1 : 0];
        waited.servers.clear();
        for (const auto &host : hosts)
            for (const auto &address : host.addresses)
                waited.servers.push_back({host.name, address, 53, {}});
        // Where only one family leads out of here, it is nearly always IPv4.
        std::stable_partition(waited.servers.begin(), waited.servers.end(), [](const dns::Server &server) {
            return server.address.protocol() == QAbstractSocket::IPv4Protocol;
        });
        waited.foundAt = m_engine.clock().now();
        waited.isOpen = false;
        const auto servers = waited.servers;
        for (const auto &next : std::exchange(waited.waiting, {}))
            next(servers);
    };
    // The zone may begin there or higher up.
    m_walk.find(*zone, this, [this, found, zone = *zone](const auto &delegation) {
        if (!delegation) return found({});
        if (!delegation->exists) return found(delegation->parentServers);
        m_walk.serversOf(zone, this,
                         [found](const auto &servers) { found(servers ? *servers : std::vector<dns::NameServer>()); });
    });
}

void OriginFinder::answered(const QHostAddress &address, std::optional<path::Origin> origin,
                            const dns::ExchangePtr &answer)
{
    --m_open;
    auto &known = m_known[address.toString()];
    known.isOpen = false;
    // Silence takes nothing back: what was said before counts until it is too old.
    if (answer) {
        known.origin = std::move(origin);
        known.answer = answer;
    }
    const auto isOpen = [this](const QHostAddress &one) {
        const auto at = m_known.find(one.toString());
        return at != m_known.end() && at->second.isOpen && !at->second.origin;
    };
    const auto before = m_waiting;
    for (const auto &waiting : before)
        if (std::none_of(waiting->addresses.begin(), waiting->addresses.end(), isOpen)) end(waiting);
}

void OriginFinder::end(const std::shared_ptr<Waiting> &waiting)
{
    m_engine.clock().cancel(waiting->timer);
    if (std::erase(m_waiting, waiting) == 0) return;
    if (waiting->context) waiting->done(knownOf(waiting->addresses));
}

} // namespace hinoban::watch
