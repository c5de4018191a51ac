// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Signature.h"

#include "app/dns/Ldns.h"

#include <QtEndian>

#include <algorithm>

namespace hinoban::dns {
namespace {

void appendU16(QByteArray &out, quint16 value)
{
    out += static_cast<char>(value >> 8);
    out += static_cast<char>(value & 0xff);
}

int ownerLabels(const Name &owner)
{
    const int labels = owner.labelCount();
    return labels > 0 && owner.wire().startsWith(QByteArrayView("\1*")) ? labels - 1 : labels;
}

// The name that was signed (RFC 4035, 5.3.2): of an owner made from a wildcard, the wildcard.
std::optional<QByteArray> signedOwner(const Name &owner, int labels)
{
    const int own = ownerLabels(owner);
    if (labels > own) return {};
    if (labels == own) return owner.wire();
    Name closest = owner;
    while (closest.labelCount() > labels)
        closest = closest.parent();
    return QByteArrayLiteral("\1*") + closest.wire();
}

// What was signed: the signature's own fields, then every record in canonical form and order. Rdata already are.
QByteArray signedData(const RRset &set, const Rrsig &sig, const QByteArray &owner)
{
    QByteArray head = owner;
    appendU16(head, static_cast<quint16>(set.type));
    appendU16(head, 1);
    appendU16(head, static_cast<quint16>(sig.originalTtl >> 16));
    appendU16(head, static_cast<quint16>(sig.originalTtl & 0xffff));
    QByteArray out = sig.signedPart;
    for (const Rdata &rdata : set.rdatas) {
        out += head;
        appendU16(out, static_cast<quint16>(rdata.wire.size()));
        out += rdata.wire;
    }
    return out;
}

bool isEcdsa(quint8 algorithm) { return algorithm == 13 || algorithm == 14; }

bool checks(const QByteArray &data, const Rrsig &sig, const DnsKey &key)
{
    const ldns::Buffer message(ldns_buffer_new(static_cast<size_t>(data.size())));
    if (!message) return false;
    ldns_buffer_write(message.get(), data.constData(), static_cast<size_t>(data.size()));
    QByteArray signature = sig.signature;
    if (isEcdsa(key.algorithm)) {
        // The library wants two numbers in ASN.1 where DNS has them side by side (RFC 6605, 4).
        if (signature.size() != (key.algorithm == 13 ? 64 : 96)) return false;
        const ldns::Rdf plain(
            ldns_rdf_new_frm_data(LDNS_RDF_TYPE_B64, static_cast<size_t>(signature.size()), signature.constData()));
        const ldns::Buffer wrapped(ldns_buffer_new(256));
        if (!plain || !wrapped) return false;
        if (ldns_convert_ecdsa_rrsig_rdf2asn1(wrapped.get(), plain.get()) != LDNS_STATUS_OK) return false;
        signature = QByteArray(reinterpret_cast<const char *>(ldns_buffer_begin(wrapped.get())),
                               static_cast<qsizetype>(ldns_buffer_position(wrapped.get())));
    }
    QByteArray bytes = key.key;
    return ldns_verify_rrsig_buffers_raw(reinterpret_cast<unsigned char *>(signature.data()),
                                         static_cast<size_t>(signature.size()), message.get(),
                                         reinterpret_cast<unsigned char *>(bytes.data()),
                                         static_cast<size_t>(bytes.size()), key.algorithm) == LDNS_STATUS_OK;
}

// The reason that comes nearest to a good signature is the one that helps.
enum class Failing { Missing, OtherZone, Shape, Algorithm, NoKey, Time, False };

struct Attempt {
    Failing failing = Failing::Missing;
    SecurityReason reason;
    void fail(Failing how, const char *code, QStringList args)
    {
        if (how < failing || (how == failing && !reason.isEmpty())) return;
        failing = how;
        reason = {QLatin1String(code), std::move(args)};
    }
};

} // namespace

QString setText(const Name &owner, Type type)
{
    return owner.display() + QLatin1Char(' ') + QString::fromLatin1(typeText(type));
}

std::vector<SignedSet> signedSetsOf(const std::vector<Record> &section)
{
    std::vector<SignedSet> out;
    const auto setOf = [&out](const Name &owner, Type type) -> SignedSet * {
        // From behind: the records of a set and its signatures stand together.
        const auto found = std::find_if(out.rbegin(), out.rend(), [&](const SignedSet &one) {
            return one.set.type == type && one.set.owner == owner;
        });
        return found == out.rend() ? nullptr : &*found;
    };
    for (const Record &record : section) {
        if (record.klass != 1 || record.type == Type::RRSIG) continue;
        SignedSet *known = setOf(record.owner, record.type);
        if (!known) {
            out.push_back({{record.owner, record.type, record.ttl, {}}, {}});
            known = &out.back();
        }
        known->set.ttl = std::min(known->set.ttl, record.ttl);
        known->set.rdatas.push_back(record.rdata);
    }
    for (SignedSet &one : out) {
        auto &rdatas = one.set.rdatas;
        std::sort(rdatas.begin(), rdatas.end());
        rdatas.erase(std::unique(rdatas.begin(), rdatas.end()), rdatas.end());
    }
    for (const Record &record : section) {
        if (record.klass != 1 || record.type != Type::RRSIG) continue;
        auto sig = rrsigOf(record.rdata);
        if (!sig) continue;
        SignedSet *known = setOf(record.owner, sig->covered);
        if (known && known->signatures.size() < size_t(Effort::MostSignatures))
            known->signatures.push_back(std::move(*sig));
    }
    return out;
}

const SignedSet *findSet(const std::vector<SignedSet> &sets, const Name &owner, Type type)
{
    const auto found = std::find_if(
        sets.begin(), sets.end(), [&](const SignedSet &one) { return one.set.type == type && one.set.owner == owner; });
    return found == sets.end() ? nullptr : &*found;
}

SignatureVerdict verify(const SignedSet &signedSet, const ZoneKeys &keys, Instant now, Effort &effort)
{
    const RRset &set = signedSet.set;
    const QString what = setText(set.owner, set.type);
    const QString zone = keys.zone.display();
    const qint64 seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    SignatureVerdict verdict;
    Attempt best;
    best.reason = {QStringLiteral("signature-missing"), {what, zone}};
    best.failing = Failing::Missing;
    int failures = 0;

    for (const Rrsig &sig : signedSet.signatures) {
        const QString tag = QString::number(sig.tag);
        if (sig.signer != keys.zone) {
            best.fail(Failing::OtherZone, "signature-of-other-zone", {what, zone, sig.signer.display()});
            continue;
        }
        const auto owner = signedOwner(set.owner, sig.labels);
        if (!owner || !set.owner.isSubdomainOf(keys.zone) || sig.labels < keys.zone.labelCount()) {
            best.fail(Failing::Shape, "signature-shape", {what, zone});
            continue;
        }
        if (!knowsAlgorithm(sig.algorithm)) {
            best.fail(Failing::Algorithm, "signing-algorithm", {what, zone, QString::number(sig.algorithm)});
            continue;
        }
        std::vector<const DnsKey *> candidates;
        for (const DnsKey &key : keys.keys)
            if (key.tag == sig.tag && key.algorithm == sig.algorithm && key.isZoneKey() &&
                candidates.size() < size_t(Effort::MostCollisions))
                candidates.push_back(&key);
        if (candidates.empty()) {
            best.fail(Failing::NoKey, "signing-key-missing", {what, zone, tag});
            continue;
        }
        const Instant inception = instantOfSerial(sig.inception, now);
        const Instant expiration = instantOfSerial(sig.expiration, now);
        if (static_cast<qint32>(sig.expiration - sig.inception) < 0) {
            best.fail(Failing::Shape, "signature-shape", {what, zone});
            continue;
        }
        if (expiration < now) {
            best.fail(Failing::Time, "signature-expired", {what, zone, toRfc3339(expiration), tag});
            continue;
        }
        if (inception > now) {
            best.fail(Failing::Time, "signature-early", {what, zone, toRfc3339(inception), tag});
            continue;
        }
        const QByteArray data = signedData(set, sig, *owner);
        for (const DnsKey *key : candidates) {
            if (effort.checks <= 0 || failures >= Effort::MostFailures) {
                verdict.exhausted = true;
                verdict.isExcessive = failures >= Effort::MostFailures;
                verdict.reason = {QStringLiteral("too-many-signatures"), {what, QString::number(Effort::MostFailures)}};
                return verdict;
            }
            --effort.checks;
            if (!checks(data, sig, *key)) {
                ++failures;
                best.fail(Failing::False, "signature-wrong", {what, zone, tag});
                continue;
            }
            verdict.good = true;
            verdict.labels = sig.labels;
            verdict.isExpanded = sig.labels < ownerLabels(set.owner);
            verdict.tag = sig.tag;
            verdict.algorithm = sig.algorithm;
            verdict.inception = inception;
            verdict.expiration = expiration;
            const qint64 left =
                std::chrono::floor<std::chrono::seconds>(expiration.time_since_epoch()).count() - seconds;
            verdict.ttl =
                static_cast<quint32>(std::min({qint64(set.ttl), qint64(sig.originalTtl), std::max(left, qint64(0))}));
            return verdict;
        }
    }
    verdict.reason = best.reason;
    return verdict;
}

} // namespace hinoban::dns
