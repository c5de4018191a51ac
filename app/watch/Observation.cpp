// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Observation.h"

#include "app/watch/Plan.h"

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
    const bool replacesData = expectation && !isClass(*expectation) && !domain.find(question.name, Type::CNAME);
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
    if (!message.aa) {
        // A server of the zone that refers further down. A part of the domain that is known to have servers of its own
        // is judged by its NS; where nobody expects such a part, the delegation stands in the place of the data.
        const dns::Record *cut = message.answer.empty() ? firstOf(message.authority, Type::NS) : nullptr;
        const bool isBelow = cut && cut->owner != domain.name && cut->owner.isSubdomainOf(domain.name) &&
                             question.name.isSubdomainOf(cut->owner);
        if (message.rcode == Rcode::NoError && isBelow) {
            const Expectation *expectation = domain.find(question.name, question.type);
            const bool isTheCut = question.type == Type::NS && question.name == cut->owner;
            const Expectation *ofCut = domain.find(cut->owner, Type::NS);
            const bool isKnown =
                (ofCut && ofCut->kind != Expectation::Kind::Absent) || (expectation && isClass(*expectation));
            if (isKnown && !isTheCut) return unknown(QStringLiteral("referral to %1").arg(cut->owner.display()));
            return {true, dns::rrsetOf(message.authority, cut->owner, Type::NS), {}};
        }
        return unknown(QStringLiteral("lame: no AA"));
    }
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

} // namespace

QByteArray stateText(State state)
{
    static constexpr std::array<const char *, 3> texts{"match", "mismatch", "unknown"};
    return texts[static_cast<size_t>(state)];
}

Observation observe(const Domain &domain, const dns::ExchangePtr &exchange, const Origins &origins)
{
    const dns::Question &question = exchange->question;
    const Expectation *expectation = domain.find(question.name, question.type);
    Reading reading = read(domain, *exchange);
    Observation out;
    out.domain = domain.name;
    out.owner = question.name;
    out.type = question.type;
    out.seen = std::move(reading.seen);
    out.expected = expectation != nullptr;
    out.reason = std::move(reading.reason);
    out.exchange = exchange;
    if (!reading.known) return out;
    if (out.seen && !origins.isEmpty())
        for (const dns::Rdata &rdata : out.seen->rdatas) {
            const auto address = dns::addressOf(out.seen->type, rdata);
            out.origins.push_back(address ? origins.value(*address) : 0);
        }
    const Fit fit = expectation ? fitOf(*expectation, out.seen, out.origins) : Fit::Fits;
    if (fit == Fit::Unknown) out.reason = QStringLiteral("whose address it is (origin AS) is not known");
    out.state = fit == Fit::Fits ? State::Match : fit == Fit::Differs ? State::Mismatch : State::Unknown;
    if (out.state != State::Mismatch || domain.plans.empty()) return out;
    const Domain planned = withPlans(domain, exchange->sentAt);
    const Expectation *either = planned.find(question.name, question.type);
    if (!either || fitOf(*either, out.seen, out.origins) != Fit::Fits) return out;
    out.state = State::Match;
    out.byPlan = true;
    return out;
}

} // namespace hinoban::watch
