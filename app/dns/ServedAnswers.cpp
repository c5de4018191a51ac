// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ServedAnswers.h"

#include "app/dns/DnssecOk.h"

#include <QCryptographicHash>

#include <algorithm>

namespace hinoban::dns {

namespace {

constexpr int MostChecks = 100; // of one zone at one time, KeyTrap or not

void addTo(QCryptographicHash &hash, const QByteArray &bytes)
{
    const auto size = static_cast<quint32>(bytes.size());
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(&size), sizeof size)); // so that parts cannot be moved
    hash.addData(bytes);
}

QByteArray fingerprint(const SignedSet &set, const ZoneKeys &keys)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addTo(hash, keys.zone.wire());
    addTo(hash, set.set.owner.wire());
    addTo(hash, QByteArray::number(static_cast<int>(set.set.type)));
    for (const Rdata &rdata : set.set.rdatas)
        addTo(hash, rdata.wire);
    addTo(hash, {});
    for (const Rrsig &signature : set.signatures) {
        addTo(hash, signature.signedPart);
        addTo(hash, signature.signature);
    }
    addTo(hash, {});
    for (const DnsKey &key : keys.keys)
        addTo(hash, key.rdata.wire);
    return hash.result();
}

bool isAbout(const Exchange &exchange, const Name &zone)
{
    return exchange.vantage == Vantage::Authoritative && exchange.question.klass == 1 &&
           exchange.question.name == zone && asksForSignatures(exchange) &&
           (exchange.question.type == Type::SOA || exchange.question.type == Type::DNSKEY);
}

// Then nothing is known of it. A set that was too much by itself is another matter: somebody made it so.
bool isOutOfEffort(const SignatureVerdict &verdict) { return verdict.exhausted && !verdict.isExcessive; }

// A server that did not answer with authority, or answered with trouble, is judged by others.
bool saysSomething(const Exchange &exchange)
{
    return exchange.answered() && exchange.message->aa && exchange.message->rcode == Rcode::NoError;
}

} // namespace

SignatureVerdict ServedAnswers::verifyOnce(const SignedSet &set, const ZoneKeys &keys, Instant now, Effort &effort)
{
    const QByteArray key = fingerprint(set, keys);
    if (const auto known = m_good.find(key); known != m_good.end()) {
        if (known->second.inception <= now && now <= known->second.expiration) {
            SignatureVerdict verdict;
            verdict.good = true;
            verdict.inception = known->second.inception;
            verdict.expiration = known->second.expiration;
            return verdict;
        }
        m_good.erase(known);
    }
    const int before = effort.checks;
    SignatureVerdict verdict = verify(set, keys, now, effort);
    m_checks += before - effort.checks;
    if (verdict.good) {
        if (m_good.size() >= MostRemembered) m_good.clear();
        m_good.emplace(key, Good{verdict.inception, verdict.expiration});
    }
    return verdict;
}

KeysProof ServedAnswers::proveOnce(const Exchange &exchange, const TrustAnchors::Anchor &vouchers, bool isAnchor,
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
    std::vector<const Exchange *> soas;
    for (const ExchangePtr &exchange : exchanges) {
        if (!isAbout(*exchange, zone)) continue;
        ServedSecurity one;
        one.server = exchange->server;
        one.type = exchange->question.type;
        one.evidence = exchange->replySha256();
        one.at = exchange->sentAt;
        if (!saysSomething(*exchange)) {
            out.push_back(std::move(one));
            continue;
        }
        if (one.type == Type::SOA) {
            soas.push_back(exchange.get());
            continue;
        }
        const KeysProof proof = proveOnce(*exchange, vouchers, trust.chain.back().isAnchor, now, effort);
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
    for (const Exchange *exchange : soas) {
        ServedSecurity one;
        one.server = exchange->server;
        one.type = Type::SOA;
        one.evidence = exchange->replySha256();
        one.at = exchange->sentAt;
        const auto sets = signedSetsOf(exchange->message->answer);
        const SignedSet *soa = findSet(sets, zone, Type::SOA);
        if (!soa) {
            out.push_back(std::move(one)); // an alias, or nothing: no matter of signatures
            continue;
        }
        SignatureVerdict verdict = verifyOnce(*soa, trust.keys, now, effort);
        if (!verdict.good)
            for (const Own &keys : own)
                if (isSameServer(keys.server, exchange->server)) {
                    auto byOwn = verifyOnce(*soa, keys.keys, now, effort);
                    if (byOwn.good || isOutOfEffort(byOwn)) verdict = std::move(byOwn);
                    break;
                }
        if (verdict.good) {
            one.security = Security::Secure;
            one.expiration = verdict.expiration;
        } else if (!isOutOfEffort(verdict)) {
            one.security = Security::Bogus;
            one.reason = verdict.reason;
        }
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace hinoban::dns
