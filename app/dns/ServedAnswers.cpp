// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ServedAnswers.h"

#include "app/dns/DnssecOk.h"

#include <QCryptographicHash>

#include <algorithm>

namespace hinoban::dns {

namespace {

// KeyTrap or not: of one zone at one time, and of one answer, so that no server uses up what is for the others.
constexpr int MostChecks = 100, MostChecksOfOne = 16;

void addTo(QCryptographicHash &hash, const QByteArray &bytes)
{
    const auto size = static_cast<quint32>(bytes.size());
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&size), sizeof size)); // so that parts cannot be moved
    hash.addData(bytes);
}

bool isAbout(const Exchange &exchange, const Name &zone)
{
    return exchange.vantage == Vantage::Authoritative && exchange.question.klass == 1 &&
           exchange.question.name.isSubdomainOf(zone) && asksForSignatures(exchange);
}

// Then nothing is known of it. A set that was too much by itself is another matter: somebody made it so.
bool isOutOfEffort(const SignatureVerdict &verdict) { return verdict.exhausted && !verdict.isExcessive; }

// A server that did not answer with authority, or answered with trouble, is judged by others.
bool saysSomething(const Exchange &exchange)
{
    if (!exchange.answered() || !exchange.message->aa) return false;
    return exchange.message->rcode == Rcode::NoError ||
           (exchange.message->rcode == Rcode::NXDomain && exchange.question.type != Type::DNSKEY);
}

ServedSecurity servedBy(const Exchange &exchange)
{
    ServedSecurity one;
    one.server = exchange.server;
    one.owner = exchange.question.name;
    one.type = exchange.question.type;
    one.evidence = exchange.replySha256();
    one.at = exchange.sentAt;
    return one;
}

} // namespace

AnswerProof ServedAnswers::proveOnce(const Exchange &exchange, const ZoneKeys &keys, Instant now, Effort &effort)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addTo(hash, keys.zone.wire());
    addTo(hash, exchange.canonical()); // the question is part of it
    for (const DnsKey &key : keys.keys)
        addTo(hash, key.rdata.wire);
    const QByteArray key = hash.result();
    if (const auto known = m_good.find(key); known != m_good.end()) {
        if (known->second.inception <= now && now <= known->second.expiration) {
            AnswerProof proof;
            proof.useless = false;
            proof.security = Security::Secure;
            proof.expiration = known->second.expiration;
            return proof;
        }
        m_good.erase(known);
    }
    Effort own;
    const int allowed = own.checks = std::min(effort.checks, MostChecksOfOne);
    AnswerProof proof = proofOfAnswer(*exchange.message, exchange.question, keys, now, own);
    effort.checks -= allowed - own.checks;
    m_checks += allowed - own.checks;
    if (proof.security == Security::Secure && proof.expiration) {
        if (m_good.size() >= MostRemembered) m_good.clear();
        m_good.emplace(key, Good{now, *proof.expiration});
    } else if (own.checks == 0 && allowed < MostChecksOfOne) {
        proof.useless = true; // it ran out for others' sake: nobody knows. What is too much by itself, somebody made so
    }
    return proof;
}

KeysProof ServedAnswers::proveKeysOnce(const Exchange &exchange, const TrustAnchors::Anchor &vouchers, bool isAnchor,
                                       Instant now, Effort &effort)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addTo(hash, vouchers.zone.wire());
    addTo(hash, exchange.canonical());
    for (const auto *list : {&vouchers.ds, &vouchers.keys}) {
        for (const Rdata &rdata : *list)
            addTo(hash, rdata.wire);
        addTo(hash, {});
    }
    const QByteArray key = hash.result();
    if (const auto known = m_goodKeys.find(key); known != m_goodKeys.end()) {
        const auto &[keys, during] = known->second;
        if (during.inception <= now && now <= during.expiration) {
            KeysProof proof;
            proof.kind = KeysProof::Kind::Good;
            proof.keys = keys;
            proof.signature.expiration = during.expiration;
            return proof;
        }
        m_goodKeys.erase(known);
    }
    const int before = effort.checks;
    KeysProof proof = proofOfKeys(*exchange.message, vouchers, isAnchor, now, effort);
    m_checks += before - effort.checks;
    if (proof.kind == KeysProof::Kind::Good) {
        if (m_goodKeys.size() >= MostKeysRemembered) m_goodKeys.clear();
        m_goodKeys.emplace(key, GoodKeys{proof.keys, {proof.signature.inception, proof.signature.expiration}});
    }
    return proof;
}

std::vector<ServedSecurity> ServedAnswers::judge(const ZoneTrust &trust, const TrustAnchors::Anchor &vouchers,
                                                 const std::vector<ExchangePtr> &exchanges, Instant now)
{
    const Name &zone = trust.zone;
    Effort effort;
    effort.checks = MostChecks;
    const auto isSameServer = [](const Server &a, const Server &b) {
        return a.address == b.address && a.port == b.port;
    };

    // In the middle of a change of keys a server may have another set of them than the chain was made with: its own,
    // where it is vouched for, is as good.
    struct Own {
        Server server;
        ZoneKeys keys;
    };
    std::vector<Own> own;
    std::vector<ServedSecurity> out;
    std::vector<const Exchange *> others;
    for (const ExchangePtr &exchange : exchanges) {
        if (!isAbout(*exchange, zone)) continue;
        const bool isKeys = exchange->question == Question{zone, Type::DNSKEY};
        if (!isKeys || !saysSomething(*exchange)) {
            if (saysSomething(*exchange))
                others.push_back(exchange.get());
            else
                out.push_back(servedBy(*exchange));
            continue;
        }
        ServedSecurity one = servedBy(*exchange);
        const KeysProof proof = proveKeysOnce(*exchange, vouchers, trust.chain.back().isAnchor, now, effort);
        if (proof.kind == KeysProof::Kind::Good) {
            one.security = Security::Secure;
            one.expiration = proof.signature.expiration;
            own.push_back({exchange->server, proof.keys});
        } else if (proof.kind == KeysProof::Kind::Failed && !isOutOfEffort(proof.signature)) {
            one.security = Security::Bogus;
            one.reason = proof.reason;
        }
        out.push_back(std::move(one));
    }
    for (const Exchange *exchange : others) {
        ServedSecurity one = servedBy(*exchange);
        AnswerProof proof = proveOnce(*exchange, trust.keys, now, effort);
        if (proof.security == Security::Bogus)
            for (const Own &known : own)
                if (isSameServer(known.server, exchange->server)) {
                    auto byOwn = proveOnce(*exchange, known.keys, now, effort);
                    if (byOwn.security == Security::Secure) proof = std::move(byOwn);
                    break;
                }
        if (!proof.useless && proof.security == Security::Secure) {
            one.security = Security::Secure;
            one.expiration = proof.expiration;
        } else if (!proof.useless && proof.security == Security::Bogus) {
            one.security = Security::Bogus;
            one.reason = proof.reason;
        } else if (!proof.useless) {
            continue; // what need not be signed is no matter of signatures
        }
        out.push_back(std::move(one));
    }
    // A zone of its own may begin below the apex, and be served by some of these servers too.
    const auto isElsewhere = [&](const ServedSecurity &one) {
        return one.security != Security::Secure && one.owner != zone &&
               std::none_of(out.begin(), out.end(), [&](const ServedSecurity &other) {
                   return other.security == Security::Secure && other.owner == one.owner && other.type == one.type;
               });
    };
    std::vector<ServedSecurity> judged;
    std::copy_if(out.begin(), out.end(), std::back_inserter(judged),
                 [&](const ServedSecurity &one) { return !isElsewhere(one); });
    return judged;
}

} // namespace hinoban::dns
