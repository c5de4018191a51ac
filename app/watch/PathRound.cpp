// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/PathRound.h"

#include <QPointer>

#include <algorithm>

namespace hinoban::watch {

namespace {

constexpr size_t MostServices = 4; // names of one domain
constexpr size_t MostControls = 3; // of each family
constexpr size_t MostLate = 16;
constexpr quint16 DnsPort = 53;

bool contains(const std::vector<QHostAddress> &addresses, const QHostAddress &address)
{
    return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

// Where the answers lead: what resolvers say, who are asked by people; without them the domain's own servers.
std::vector<QHostAddress> presentOf(const std::vector<dns::ExchangePtr> &answers, const dns::Question &question)
{
    for (const auto vantage : {dns::Vantage::Resolver, dns::Vantage::Authoritative}) {
        std::vector<QHostAddress> out;
        for (const auto &exchange : answers) {
            if (!exchange || exchange->vantage != vantage || !(exchange->question == question) || !exchange->answered())
                continue;
            for (const auto &record : exchange->message->answer) { // aliases may stand before the addresses
                if (record.type != question.type) continue;
                const auto address = dns::addressOf(record.type, record.rdata);
                if (address && !contains(out, *address)) out.push_back(*address);
            }
        }
        if (!out.empty()) return out;
    }
    return {};
}

// The domain itself and the services below it of which something is expected.
std::vector<dns::Name> servicesOf(const Domain &domain)
{
    std::vector<dns::Name> out{domain.name};
    for (const auto &expectation : domain.expectations) {
        const bool isService = (expectation.type == dns::Type::A || expectation.type == dns::Type::AAAA ||
                                expectation.type == dns::Type::CNAME) &&
                               expectation.kind != Expectation::Kind::Absent;
        if (!isService || out.size() >= MostServices) continue;
        if (std::find(out.begin(), out.end(), expectation.owner) == out.end()) out.push_back(expectation.owner);
    }
    return out;
}

std::vector<QHostAddress> usualOf(const Domain &domain, const dns::Question &question, const PathWish &wish)
{
    std::vector<QHostAddress> out;
    if (const auto *expectation = domain.find(question.name, question.type)) {
        for (const auto &rdata : expectation->rdatas)
            if (const auto address = dns::addressOf(question.type, rdata)) out.push_back(*address);
    }
    const bool isV6 = question.type == dns::Type::AAAA;
    if (const auto known = wish.usual.find(question.name); known != wish.usual.end()) {
        for (const auto &address : known->second)
            if ((address.protocol() == QAbstractSocket::IPv6Protocol) == isV6 && !contains(out, address))
                out.push_back(address);
    }
    return out;
}

} // namespace

std::vector<ControlTarget> controlsOf(const std::vector<RootHint> &hints)
{
    std::vector<ControlTarget> out;
    size_t taken[2] = {0, 0};
    for (const auto &hint : hints) {
        const auto name = dns::Name::fromText(hint.name);
        size_t &count = taken[hint.address.protocol() == QAbstractSocket::IPv6Protocol ? 1 : 0];
        if (!name || count >= MostControls) continue;
        ++count;
        out.push_back({*name, hint.address});
    }
    return out;
}

std::vector<path::TraceOrder> ordersOf(const Domain &domain, const std::vector<dns::ExchangePtr> &answers,
                                       const PathWish &wish, bool hasIpv6)
{
    std::vector<path::TraceOrder> orders;
    const auto order = [&](const dns::Name &service, const QHostAddress &address) {
        path::TraceOrder one;
        one.domain = domain.name;
        one.target = service;
        one.address = address;
        one.flows = wish.flows;
        orders.push_back(one);
    };
    for (const auto &service : servicesOf(domain)) {
        for (const auto type : {dns::Type::A, dns::Type::AAAA}) {
            if (type == dns::Type::AAAA && !hasIpv6) continue;
            const auto present = presentOf(answers, {service, type});
            const auto usual = usualOf(domain, {service, type}, wish);
            const auto isUsual = [&](const QHostAddress &address) { return contains(usual, address); };
            const auto asEver = std::find_if(present.begin(), present.end(), isUsual);
            const auto other = std::find_if_not(present.begin(), present.end(), isUsual);
            if (other != present.end()) order(service, *other);
            if (asEver != present.end()) {
                order(service, *asEver);
                continue;
            }
            // Of a service without an answer it tells whether it could be reached where it was.
            if (!usual.empty()) order(service, usual.front());
        }
    }
    return orders;
}

struct PathRounds::Round {
    dns::Name domain;
    std::vector<path::TracePtr> traces; // a slot each; null: still open
    size_t open = 0;
    bool isOver = false;
    QPointer<QObject> context;
    std::function<void(std::vector<path::TracePtr>)> done;
};

PathRounds::PathRounds(Clock &clock)
    : m_clock(clock)
{
}

PathRounds::~PathRounds() = default;

void PathRounds::measure(const Internet &internet, const dns::Name &domain, const std::vector<path::TraceOrder> &orders,
                         QObject *context, std::function<void(std::vector<path::TracePtr>)> done)
{
    const auto prober = internet.pathProber();
    if (!prober || orders.empty() || m_open >= MostOpen) return done({});
    auto wanted = orders;
    const bool hasV6 = std::any_of(orders.begin(), orders.end(), [](const path::TraceOrder &order) {
        return order.address.protocol() == QAbstractSocket::IPv6Protocol;
    });
    auto round = std::make_shared<Round>();
    round->domain = domain;
    round->context = context;
    round->done = std::move(done);
    for (const ControlTarget &control : m_controls) {
        if (control.address.protocol() == QAbstractSocket::IPv6Protocol && !hasV6) continue;
        path::TraceOrder one;
        one.domain = one.target = control.name;
        one.address = control.address;
        one.port = DnsPort;
        wanted.push_back(one);
    }
    round->traces.resize(wanted.size());
    round->open = wanted.size() + 1; // and this call itself
    const Instant now = m_clock.now();
    for (size_t i = 0; i < wanted.size(); ++i) {
        const auto known = m_known.find(wanted[i].address.toString());
        if (i >= orders.size() && known != m_known.end() && now - known->second->at < ControlAge) {
            take(round, i, known->second);
            continue;
        }
        ++m_open;
        prober->measure(wanted[i], this, [this, round, i, isControl = i >= orders.size()](path::TracePtr trace) {
            --m_open;
            if (isControl && trace) m_known[trace->address.toString()] = trace;
            take(round, i, std::move(trace));
        });
    }
    m_clock.after(Patience, this, [this, round] { end(round); });
    if (--round->open == 0) end(round);
}

void PathRounds::take(const std::shared_ptr<Round> &round, size_t slot, path::TracePtr trace)
{
    if (round->isOver) {
        auto &late = m_late[round->domain];
        if (trace && late.size() < MostLate) late.push_back(std::move(trace));
        return;
    }
    round->traces[slot] = std::move(trace);
    if (--round->open == 0) end(round);
}

void PathRounds::end(const std::shared_ptr<Round> &round)
{
    if (round->isOver) return;
    round->isOver = true;
    auto traces = std::move(m_late[round->domain]);
    m_late.erase(round->domain);
    for (auto &trace : round->traces)
        if (trace) traces.push_back(std::move(trace));
    if (round->context) round->done(std::move(traces));
}

} // namespace hinoban::watch
