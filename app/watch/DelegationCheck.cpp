// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/DelegationCheck.h"

#include "app/base/SafeText.h"
#include "app/dns/DnssecOk.h"
#include "app/dns/EdnsOptions.h"

#include <algorithm>
#include <array>

namespace hinoban::watch {
namespace {

constexpr qsizetype LongestText = 200;
constexpr size_t MostServersListed = 8;
constexpr size_t MostIdentities = 10000;
constexpr quint16 NsidOption = 3;
constexpr quint16 ChaosClass = 3;

using Kind = ServerState::Kind;
using Data = std::vector<dns::Rdata>; // of an RRset, sorted; empty: proven to be none

// Who says what. Nearly always all say the same: texts are made of what differs only.
struct Says {
    struct Side {
        Data data;
        std::vector<const dns::Exchange *> exchanges;
    };
    std::vector<Side> sides;

    void add(Data data, const dns::Exchange &exchange)
    {
        const auto known = std::ranges::find(sides, data, &Side::data);
        auto &side = known != sides.end() ? *known : sides.emplace_back(Side{std::move(data), {}});
        side.exchanges.push_back(&exchange);
    }
};

QString serverText(const dns::Exchange &exchange)
{
    QString address = exchange.server.address.toString();
    if (exchange.server.name.isRoot()) return address;
    return exchange.server.name.display() + QLatin1Char(' ') + address;
}

QString dataText(dns::Type type, const Data &data)
{
    if (data.empty()) return QStringLiteral("none");
    QStringList texts;
    for (const auto &rdata : data)
        texts << QString::fromLatin1(dns::rdataText(type, rdata));
    texts.sort();
    return safeText(texts.join(QStringLiteral(", ")), 4 * LongestText);
}

// The data of an answer with authority; nothing if there is none to compare.
std::optional<Data> authoritativeData(const dns::Exchange &exchange)
{
    if (!exchange.answered() || !exchange.message || !exchange.message->aa) return {};
    auto set = dns::rrsetOf(exchange.message->answer, exchange.question.name, exchange.question.type);
    return set ? std::optional(std::move(set->rdatas)) : std::nullopt;
}

QString overText(const dns::Exchange &exchange, dns::Transport transport)
{
    return serverText(exchange) + QLatin1Char(' ') + QString::fromLatin1(dns::transportText(transport));
}

// With the transport beside the server where that is what differs.
void addIfDifferent(std::vector<Difference> &out, const char *what, const Says &says, bool withTransport = false)
{
    if (says.sides.size() < 2) return;
    Difference difference{what, {}};
    for (const auto &[data, exchanges] : says.sides) {
        QStringList listed;
        for (const auto *exchange : exchanges)
            listed << (withTransport ? overText(*exchange, exchange->transport) : serverText(*exchange));
        listed.sort();
        listed.removeDuplicates();
        if (size_t(listed.size()) > MostServersListed) {
            const qsizetype more = listed.size() - qsizetype(MostServersListed);
            listed = listed.mid(0, qsizetype(MostServersListed));
            listed << QStringLiteral("+%1").arg(more);
        }
        difference.sides.push_back({listed, dataText(exchanges.front()->question.type, data)});
    }
    std::sort(difference.sides.begin(), difference.sides.end(),
              [](const auto &a, const auto &b) { return a.says < b.says; });
    std::stable_sort(difference.sides.begin(), difference.sides.end(),
                     [](const auto &a, const auto &b) { return a.servers.size() > b.servers.size(); });
    out.push_back(std::move(difference));
}

Says parentSays(const Look &look, dns::Type type)
{
    Says says;
    for (const auto &observation : look.observations) {
        if (observation.vantage() != dns::Vantage::Parent || observation.exchange->question.type != type ||
            observation.exchange->question.name != look.domain.name || observation.state == State::Unknown)
            continue;
        says.add(observation.seen ? observation.seen->rdatas : Data(), *observation.exchange);
    }
    return says;
}

Says childSays(const Look &look, dns::Type type)
{
    Says says;
    const auto add = [&](const dns::Exchange &exchange) {
        if (exchange.vantage != dns::Vantage::Authoritative || exchange.question.type != type ||
            exchange.question.name != look.domain.name || exchange.transport == dns::Transport::Tcp)
            return;
        if (auto data = authoritativeData(exchange)) says.add(std::move(*data), exchange);
    };
    for (const auto &observation : look.observations)
        add(*observation.exchange);
    if (type != dns::Type::DNSKEY) return says;
    for (const auto &exchange : look.delegation.exchanges)
        add(*exchange);
    return says;
}

// Each SOA of the zone that a server of it gave, or did not.
template <class Visit>
void visitSoas(const Look &look, bool withBeside, Visit &&each)
{
    const auto visit = [&](const dns::Exchange &exchange) {
        if (exchange.vantage == dns::Vantage::Authoritative && exchange.question.type == dns::Type::SOA &&
            exchange.question.name == look.domain.name)
            each(exchange);
    };
    for (const auto &observation : look.observations)
        visit(*observation.exchange);
    if (!withBeside) return;
    for (const auto &exchange : look.delegation.exchanges)
        visit(*exchange);
}

// The addresses of one host that do not say the same: an anycast node that lags, or a set half updated.
void compareHosts(const Look &look, std::vector<Difference> &out)
{
    std::map<dns::Name, Says> hosts;
    visitSoas(look, false, [&](const dns::Exchange &exchange) {
        if (auto data = authoritativeData(exchange)) hosts[exchange.server.name].add(std::move(*data), exchange);
    });
    for (const auto &[host, says] : hosts)
        addIfDifferent(out, "one-host", says);
}

const Difference *differenceOverTcp(const DelegationCheck *before, const dns::Exchange &exchange)
{
    if (before == nullptr) return nullptr;
    for (const auto &difference : before->differences) {
        if (difference.what != "udp-tcp") continue;
        const QString over = overText(exchange, dns::Transport::Tcp);
        for (const auto &side : difference.sides)
            if (side.servers.contains(over)) return &difference;
    }
    return nullptr;
}

// Of one server, each SOA by how it came. Asked with DO it was asked another time, and is no other side of anything.
struct ByTransport {
    Says says;
    std::vector<Data> udp, tcp;
    void add(Data data, const dns::Exchange &exchange)
    {
        (exchange.transport == dns::Transport::Tcp ? tcp : udp).push_back(data);
        says.add(std::move(data), exchange);
    }
    // Nothing where one of them said nothing. Over UDP alone a server may say two things within a look: it was updated.
    [[nodiscard]] std::optional<bool> agrees() const
    {
        if (udp.empty() || tcp.empty()) return {};
        return std::ranges::all_of(tcp, [&](const Data &one) { return std::ranges::find(udp, one) != udp.end(); });
    }
};

template <class Visit>
void visitTransports(const Look &look, Visit &&each)
{
    visitSoas(look, true, [&](const dns::Exchange &exchange) {
        if (exchange.transport == dns::Transport::Tcp || !dns::asksForSignatures(exchange)) each(exchange);
    });
}

void compareTransports(const Look &look, const DelegationCheck *before, std::vector<Difference> &out)
{
    std::map<QString, ByTransport> servers;
    std::map<QString, const Difference *> former;
    visitTransports(look, [&](const dns::Exchange &exchange) {
        const QString address = exchange.server.address.toString();
        if (const auto *difference = differenceOverTcp(before, exchange)) former.emplace(address, difference);
        if (auto data = authoritativeData(exchange)) servers[address].add(std::move(*data), exchange);
    });
    for (const auto &[address, server] : servers)
        if (server.agrees() == false) addIfDifferent(out, "udp-tcp", server.says, true);
    for (const auto &[address, difference] : former)
        if (!agreesOverTcp(look, QHostAddress(address))) out.push_back(*difference);
}

std::pair<Kind, QString> kindOf(const dns::Exchange &exchange)
{
    switch (exchange.outcome) {
    case dns::Outcome::TimedOut:
        return {Kind::Silent, exchange.detail};
    case dns::Outcome::Unreachable:
        return {Kind::Unreachable, exchange.detail};
    case dns::Outcome::Malformed:
        return {Kind::Malformed, exchange.detail};
    case dns::Outcome::Answered:
        break;
    }
    if (!exchange.message) return {Kind::Malformed, exchange.detail};
    const auto rcode = exchange.message->rcode;
    if (rcode == dns::Rcode::Refused) return {Kind::Refuses, {}};
    if (rcode != dns::Rcode::NoError && rcode != dns::Rcode::NXDomain)
        return {Kind::Fails, QString::fromLatin1(dns::rcodeText(rcode))};
    if (exchange.message->aa) return {Kind::Answers, {}};
    return {Kind::Lame, exchange.message->ra ? QStringLiteral("it is a resolver") : QString()};
}

std::vector<ServerState> serverStates(const Look &look, const Identities &identities)
{
    std::map<std::pair<dns::Name, QString>, ServerState> states;
    const auto add = [&](const dns::Exchange &exchange, bool isDelegated) {
        if (exchange.vantage != dns::Vantage::Authoritative || exchange.question.type != dns::Type::SOA ||
            exchange.question.name != look.domain.name || exchange.transport == dns::Transport::Tcp)
            return;
        const QString address = exchange.server.address.toString();
        const auto [kind, detail] = kindOf(exchange);
        ServerState state{
            exchange.server.name, exchange.server.address, kind, safeText(detail, LongestText), isDelegated, {}, {}};
        if (const auto known = identities.find(address); known != identities.end()) {
            state.identity = known->second.identity;
            state.version = known->second.version;
        }
        states.emplace(std::pair(exchange.server.name, address), std::move(state));
    };
    for (const auto &observation : look.observations)
        add(*observation.exchange, true);
    for (const auto &exchange : look.delegation.exchanges)
        add(*exchange, false);
    std::vector<ServerState> out;
    out.reserve(states.size());
    for (auto &[key, state] : states)
        out.push_back(std::move(state));
    return out;
}

QString nsidOf(const dns::Message &message)
{
    if (!message.edns) return {};
    const auto options = dns::ednsOptions(message.edns->options);
    if (!options) return {};
    for (const auto &option : *options) {
        if (option.code != NsidOption || option.data.isEmpty()) continue;
        const bool isText = std::ranges::all_of(option.data, [](char c) { return c >= 0x20 && c < 0x7f; });
        return safeText(QString::fromLatin1(isText ? option.data : option.data.toHex()), LongestText);
    }
    return {};
}

} // namespace

QByteArray serverStateText(Kind kind)
{
    static constexpr std::array<const char *, 7> texts{"answers",   "lame",   "refuses",    "fails",
                                                       "malformed", "silent", "unreachable"};
    return texts[static_cast<size_t>(kind)];
}

void rememberIdentities(const Look &look, Identities &identities)
{
    for (const auto &exchange : look.delegation.exchanges) {
        if (exchange->question.klass != ChaosClass || !exchange->answered() || !exchange->message) continue;
        Identity found{nsidOf(*exchange->message), {}};
        for (const auto &record : exchange->message->answer)
            if (record.type == dns::Type::TXT)
                if (const auto text = dns::txtOf(record.rdata))
                    found.version = safeText(QString::fromLatin1(*text), LongestText);
        if (found.identity.isEmpty() && found.version.isEmpty()) continue;
        const QString address = exchange->server.address.toString();
        if (identities.size() < MostIdentities || identities.contains(address)) identities[address] = std::move(found);
    }
}

std::optional<bool> agreesOverTcp(const Look &look, const QHostAddress &server)
{
    ByTransport said;
    visitTransports(look, [&](const dns::Exchange &exchange) {
        if (exchange.server.address != server) return;
        if (auto data = authoritativeData(exchange)) said.add(std::move(*data), exchange);
    });
    return said.agrees();
}

DelegationCheck checkDelegation(const Look &look, const Identities &identities, const DelegationCheck *before)
{
    DelegationCheck check{serverStates(look, identities), {}};
    addIfDifferent(check.differences, "parent-ns", parentSays(look, dns::Type::NS));
    addIfDifferent(check.differences, "parent-ds", parentSays(look, dns::Type::DS));
    addIfDifferent(check.differences, "child-ns", childSays(look, dns::Type::NS));
    addIfDifferent(check.differences, "child-soa", childSays(look, dns::Type::SOA));
    addIfDifferent(check.differences, "child-dnskey", childSays(look, dns::Type::DNSKEY));
    compareHosts(look, check.differences);
    compareTransports(look, before, check.differences);
    return check;
}

} // namespace hinoban::watch
