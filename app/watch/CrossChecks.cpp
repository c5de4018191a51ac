// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/CrossChecks.h"

#include "app/watch/DelegationCheck.h"
#include "app/watch/VacantAddress.h"

#include <algorithm>

namespace hinoban::watch {
namespace {

constexpr quint16 ChaosClass = 3;
constexpr Duration TcpInterval = std::chrono::hours(1);
constexpr qsizetype MostTurns = 500000;

bool isEncrypted(dns::Transport transport)
{
    return transport == dns::Transport::Tls || transport == dns::Transport::Https;
}

} // namespace

dns::Query overTcp(const dns::Server &server, const dns::Name &zone)
{
    dns::Query query = beside(server, zone, dns::Type::SOA);
    query.transport = dns::Transport::Tcp;
    return query;
}

bool TcpTurns::isDue(const dns::Name &zone, const QHostAddress &server, Instant now)
{
    if (m_turns.size() >= MostTurns) m_turns.clear();
    const std::pair key(zone, server);
    const auto known = m_turns.find(key);
    if (known == m_turns.end()) {
        m_turns.insert(key, {now, false});
        return true;
    }
    if (!known->differed && now - known->askedAt < TcpInterval) return false;
    known->askedAt = now;
    return true;
}

void TcpTurns::learn(const Look &look)
{
    for (const auto &exchange : look.delegation.exchanges) {
        if (exchange->transport != dns::Transport::Tcp || exchange->question.type != dns::Type::SOA) continue;
        const auto known = m_turns.find(std::pair(look.domain.name, exchange->server.address));
        if (known == m_turns.end()) continue;
        if (const auto agrees = agreesOverTcp(look, exchange->server.address)) known->differed = !*agrees;
    }
}

dns::Query beside(const dns::Server &server, const dns::Name &zone, dns::Type type)
{
    dns::Query query;
    query.server = server;
    query.question = {zone, type};
    return query;
}

dns::Query withSignatures(const dns::Server &server, const dns::Question &question)
{
    dns::Query query = beside(server, question.name, question.type);
    query.dnssecOk = true;
    return query;
}

std::vector<dns::Question> signedQuestions(const dns::Name &zone, const std::vector<dns::Question> &questions)
{
    std::vector<dns::Question> out{{zone, dns::Type::DNSKEY}, {zone, dns::Type::SOA}};
    for (const auto &question : questions)
        if (question.type != dns::Type::DS && question.name.isSubdomainOf(zone) && question != out[0] &&
            question != out[1])
            out.push_back(question);
    return out;
}

dns::Query identityOf(const dns::Server &server)
{
    static const dns::Name version = dns::Name::fromText("version.bind").value_or(dns::Name());
    dns::Query query = beside(server, version, dns::Type::TXT);
    query.question.klass = ChaosClass;
    query.nsid = true;
    return query;
}

std::optional<dns::Query> encrypted(const Resolver &resolver, const dns::Name &zone)
{
    if (resolver.transports.empty() || isEncrypted(resolver.transports.front())) return {};
    const auto found = std::find_if(resolver.transports.rbegin(), resolver.transports.rend(), isEncrypted);
    if (found == resolver.transports.rend()) return {};
    dns::Query query = beside(resolver.server, zone, dns::Type::NS);
    query.vantage = dns::Vantage::Resolver;
    query.recursionDesired = true;
    query.transport = *found;
    return query;
}

dns::Query toNobody()
{
    dns::Query query = beside({{}, vacantAddress(), 53, {}}, dns::Name(), dns::Type::NS);
    query.vantage = dns::Vantage::Resolver;
    query.recursionDesired = true;
    return query;
}

} // namespace hinoban::watch
