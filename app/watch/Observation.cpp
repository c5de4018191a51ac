// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Observation.h"

#include <algorithm>
#include <array>

namespace hinoban::watch {
namespace {

using dns::Rcode;
using dns::Type;
using dns::Vantage;

constexpr int MaxAliases = 8; // a chain inside one message that is longer is a loop or a trap

// What the server says about the RRset, before it is compared.
struct Reading {
    bool known = false;
    std::optional<dns::RRset> seen; // known and nothing: proven absent
    QString reason;                 // not known
};

Reading unknown(QString reason) { return {false, std::nullopt, std::move(reason)}; }
Reading absent() { return {true, std::nullopt, {}}; }

const dns::Record *firstOf(const std::vector<dns::Record> &records, Type type)
{
    const auto at = std::find_if(records.begin(), records.end(), [type](const dns::Record &record) {
        return record.type == type && record.klass == 1;
    });
    return at == records.end() ? nullptr : &*at;
}

Reading unanswered(const dns::Exchange &exchange)
{
    QString reason;
    switch (exchange.outcome) {
    case dns::Outcome::Answered: // without a message: cannot be, but a replayed record is no proof of that
    case dns::Outcome::Malformed:
        reason = QStringLiteral("malformed reply");
        break;
    case dns::Outcome::TimedOut:
        reason = QStringLiteral("timed out");
        break;
    case dns::Outcome::Unreachable:
        reason = QStringLiteral("unreachable");
        break;
    }
    if (!exchange.detail.isEmpty()) reason += QStringLiteral(": ") + exchange.detail;
    return unknown(reason);
}

// The answer section, aliases followed. `authority` null: the whole message is believed (a resolver's); else only
// names under it, because nobody who asks this server believes it about others (RFC 2181, 5.4.1).
Reading answerOf(const Domain &domain, const dns::Message &message, const dns::Question &question,
                 const dns::Name *authority)
{
    dns::Name owner = question.name;
    for (int step = 0; step <= MaxAliases; ++step) {
        if (auto set = dns::rrsetOf(message.answer, owner, question.type)) return {true, std::move(set), {}};
        const auto alias =
            question.type == Type::CNAME ? std::nullopt : dns::rrsetOf(message.answer, owner, Type::CNAME);
        if (!alias) {
            if (step == 0) return absent();
            break;
        }
        const auto target = dns::nameOf(Type::CNAME, alias->rdatas.front());
        if (!target) return unknown(QStringLiteral("malformed CNAME"));
        if (authority && !target->isSubdomainOf(*authority)) break;
        owner = *target;
    }

    // An alias without the data that it leads to. Where the data itself is expected at this owner, the alias is what
    // stands there instead; where the alias is expected, its own question judges it.
    auto first = dns::rrsetOf(message.answer, question.name, Type::CNAME);
    const Expectation *expectation = domain.find(question.name, question.type);
    const bool replacesData =
        expectation && expectation->kind != Expectation::Kind::Prefixes && !domain.find(question.name, Type::CNAME);
    if (replacesData) return {true, std::move(first), {}};
    return unknown(QStringLiteral("CNAME to %1, not followed").arg(owner.display()));
}

Reading readParent(const Domain &domain, const dns::Message &message, const dns::Question &question)
{
    if (message.aa) {
        // The parent's server may serve the child too; then it answers instead of referring.
        if (message.rcode == Rcode::NXDomain && message.answer.empty()) return absent();
        return answerOf(domain, message, question, &domain.name);
    }
    if (message.rcode == Rcode::NXDomain) return unknown(QStringLiteral("lame: no AA"));
    const dns::Record *referral = message.answer.empty() ? firstOf(message.authority, Type::NS) : nullptr;
    if (!referral) return unknown(QStringLiteral("lame: no AA"));
    if (question.type != Type::NS || referral->owner != question.name)
        return unknown(QStringLiteral("referral to %1").arg(referral->owner.display()));
    return {true, dns::rrsetOf(message.authority, question.name, Type::NS), {}};
}

Reading readAuthoritative(const Domain &domain, const dns::Message &message, const dns::Question &question)
{
    if (!message.aa) return unknown(QStringLiteral("lame: no AA"));
    if (message.rcode == Rcode::NXDomain && message.answer.empty()) return absent();
    return answerOf(domain, message, question, &domain.name);
}

Reading readResolver(const Domain &domain, const dns::Message &message, const dns::Question &question)
{
    if (!message.ra) return unknown(QStringLiteral("no recursion: no RA"));
    if (message.answer.empty()) {
        if (message.rcode != Rcode::NoError || firstOf(message.authority, Type::SOA)) return absent();
        if (firstOf(message.authority, Type::NS)) return unknown(QStringLiteral("referral"));
        // Resolvers answer like this too when no server of the domain told them anything (RFC 2308, 2.2).
        return unknown(QStringLiteral("empty answer without SOA"));
    }
    return answerOf(domain, message, question, nullptr);
}

Reading read(const Domain &domain, const dns::Exchange &exchange)
{
    if (!exchange.answered() || !exchange.message) return unanswered(exchange);
    const dns::Message &message = *exchange.message;
    if (message.tc) return unknown(QStringLiteral("truncated"));
    if (message.rcode != Rcode::NoError && message.rcode != Rcode::NXDomain)
        return unknown(QString::fromLatin1(dns::rcodeText(message.rcode)));
    switch (exchange.vantage) {
    case Vantage::Parent:
        return readParent(domain, message, exchange.question);
    case Vantage::Authoritative:
        return readAuthoritative(domain, message, exchange.question);
    case Vantage::Resolver:
        return readResolver(domain, message, exchange.question);
    }
    return unknown(QStringLiteral("no such vantage"));
}

// Everything but the serial, which counts up with every honest change (RFC 1035, 3.3.13: it is the first of the five
// numbers that end the data).
bool sameSoa(const dns::Rdata &a, const dns::Rdata &b)
{
    const qsizetype size = a.wire.size();
    if (size != b.wire.size() || size < 22) return false;
    const QByteArrayView x(a.wire);
    const QByteArrayView y(b.wire);
    return x.first(size - 20) == y.first(size - 20) && x.last(16) == y.last(16);
}

// Where a long text is split into strings means nothing (RFC 7208, 3.3).
bool sameTexts(const std::vector<dns::Rdata> &a, const std::vector<dns::Rdata> &b)
{
    if (a.size() != b.size()) return false;
    const auto joined = [](const std::vector<dns::Rdata> &rdatas) {
        std::vector<QByteArray> out;
        out.reserve(rdatas.size());
        for (const dns::Rdata &rdata : rdatas)
            out.push_back(dns::txtOf(rdata).value_or(rdata.wire));
        std::sort(out.begin(), out.end());
        return out;
    };
    return joined(a) == joined(b);
}

bool inside(const std::vector<Prefix> &prefixes, const dns::RRset &set)
{
    return std::all_of(set.rdatas.begin(), set.rdatas.end(), [&](const dns::Rdata &rdata) {
        const auto address = dns::addressOf(set.type, rdata);
        return address && std::any_of(prefixes.begin(), prefixes.end(),
                                      [&](const Prefix &prefix) { return prefix.contains(*address); });
    });
}

bool matches(const Expectation &expectation, const std::optional<dns::RRset> &seen)
{
    if (!seen || seen->rdatas.empty()) return expectation.kind == Expectation::Kind::Absent;
    if (seen->type != expectation.type) return false;
    switch (expectation.kind) {
    case Expectation::Kind::Absent:
        return false;
    case Expectation::Kind::Prefixes:
        return inside(expectation.prefixes, *seen);
    case Expectation::Kind::Exact:
        break;
    }
    if (seen->rdatas == expectation.rdatas) return true;
    if (expectation.type == Type::SOA)
        return seen->rdatas.size() == 1 && expectation.rdatas.size() == 1 &&
               sameSoa(seen->rdatas.front(), expectation.rdatas.front());
    return expectation.type == Type::TXT && sameTexts(seen->rdatas, expectation.rdatas);
}

} // namespace

QByteArray stateText(State state)
{
    static constexpr std::array<const char *, 3> texts{"match", "mismatch", "unknown"};
    return texts[static_cast<size_t>(state)];
}

Observation observe(const Domain &domain, const dns::ExchangePtr &exchange)
{
    const dns::Question &question = exchange->question;
    const Expectation *expectation = domain.find(question.name, question.type);
    Reading reading = read(domain, *exchange);
    Observation out{domain.name,
                    question.name,
                    question.type,
                    State::Unknown,
                    std::move(reading.seen),
                    expectation != nullptr,
                    std::move(reading.reason),
                    exchange};
    if (!reading.known) return out;
    out.state = !expectation || matches(*expectation, out.seen) ? State::Match : State::Mismatch;
    return out;
}

} // namespace hinoban::watch
