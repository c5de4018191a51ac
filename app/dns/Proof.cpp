// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Proof.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr size_t MostDenials = 24;  // NSEC and NSEC3 records of one answer that are looked at
constexpr size_t MostKeys = 64;     // of a DNSKEY RRset
constexpr size_t MostVouchers = 32; // DS records of a zone
constexpr quint32 NoSoaTtl = 60;

bool isUsable(const Message &reply) { return reply.rcode == Rcode::NoError || reply.rcode == Rcode::NXDomain; }

SecurityReason because(const char *code, QStringList args) { return {QLatin1String(code), std::move(args)}; }

// The denials of a reply whose signatures are good.
struct Denials {
    Denial denial;
    SecurityReason reason; // of the first that is not good
    quint32 ttl = 0xffffffff;
    Instant expiration = Instant::max();
};

Denials denialsOf(const Message &reply, const ZoneKeys &keys, Instant now, Effort &effort)
{
    std::vector<Nsec> nsecs;
    std::vector<Nsec3> nsec3s;
    Denials out{Denial(keys.zone, {}, {}), {}};
    bool soaSeen = false;
    size_t looked = 0;
    for (const SignedSet &one : signedSetsOf(reply.authority)) {
        if (one.set.type == Type::SOA && one.set.owner == keys.zone && !one.set.rdatas.empty()) {
            // RFC 2308, 5.
            if (const auto soa = soaOf(one.set.rdatas.front()))
                out.ttl = std::min({out.ttl, one.set.ttl, soa->minimum});
            soaSeen = true;
        }
        if (one.set.type != Type::NSEC && one.set.type != Type::NSEC3) continue;
        if (++looked > MostDenials) break;
        const SignatureVerdict verdict = verify(one, keys, now, effort);
        // One that was made from a wildcard denies nothing (RFC 4035, 5.4).
        if (!verdict.good || verdict.isExpanded) {
            if (out.reason.isEmpty() && !verdict.good) out.reason = verdict.reason;
            if (verdict.exhausted) break;
            continue;
        }
        out.ttl = std::min(out.ttl, verdict.ttl);
        out.expiration = std::min(out.expiration, verdict.expiration);
        for (const Rdata &rdata : one.set.rdatas) {
            if (one.set.type == Type::NSEC) {
                if (auto nsec = nsecOf(one.set.owner, rdata)) nsecs.push_back(std::move(*nsec));
            } else if (auto nsec3 = nsec3Of(one.set.owner, rdata)) {
                nsec3s.push_back(std::move(*nsec3));
            }
        }
    }
    if (!soaSeen) out.ttl = std::min(out.ttl, NoSoaTtl);
    out.denial = Denial(keys.zone, std::move(nsecs), std::move(nsec3s));
    return out;
}

// Why a denial that should be there does not stand.
SecurityReason notDenied(const Denials &denials, const QString &what, const Name &zone)
{
    if (!denials.reason.isEmpty()) return denials.reason;
    return because(denials.denial.isEmpty() ? "denial-missing" : "denial-wrong", {what, zone.display()});
}

SecurityReason tooCostly(const Denials &denials, const Name &zone)
{
    return because("iterations",
                   {zone.display(), QString::number(denials.denial.iterations()), QString::number(MostIterations)});
}

// The DNAME of the answer that the name lies below (RFC 6672).
const SignedSet *dnameAbove(const std::vector<SignedSet> &sets, const Name &name)
{
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const SignedSet &one) {
        return one.set.type == Type::DNAME && one.set.owner != name && name.isSubdomainOf(one.set.owner) &&
               one.set.rdatas.size() == 1;
    });
    return found == sets.end() ? nullptr : &*found;
}

std::optional<Name> throughDname(const Name &name, const RRset &dname)
{
    const auto target = nameOf(Type::DNAME, dname.rdatas.front());
    if (!target) return {};
    const std::vector<QByteArray> labels = name.labels();
    Name out = *target;
    for (int i = name.labelCount() - dname.owner.labelCount() - 1; i >= 0; --i) {
        auto longer = out.prepended(labels[size_t(i)]);
        if (!longer) return {};
        out = std::move(*longer);
    }
    return out;
}

// Data that is there: its signature, and for data from a wildcard the proof that nothing comes closer.
void judgeData(AnswerProof &out, const SignedSet &set, const Message &reply, const ZoneKeys &keys, Instant now,
               Effort &effort)
{
    const SignatureVerdict verdict = verify(set, keys, now, effort);
    if (!verdict.good) {
        out.security = Security::Bogus;
        out.reason = verdict.reason;
        return;
    }
    out.security = Security::Secure;
    out.expiration = verdict.expiration;
    if (!verdict.isExpanded) return;
    const Denials denials = denialsOf(reply, keys, now, effort);
    switch (denials.denial.closerName(set.set.owner, verdict.labels)) {
    case Denied::Proven:
    case Denied::Unsigned:
        out.expiration = std::min(verdict.expiration, denials.expiration);
        return;
    case Denied::OptedOut:
        out.security = Security::Insecure;
        out.reason = because("opt-out-denial", {set.set.owner.display(), keys.zone.display()});
        return;
    case Denied::TooCostly:
        out.security = Security::Insecure;
        out.reason = tooCostly(denials, keys.zone);
        return;
    case Denied::Nothing:
        out.security = Security::Bogus;
        out.reason = !denials.reason.isEmpty()
                         ? denials.reason
                         : because("wildcard-unproven", {setText(set.set.owner, set.set.type), keys.zone.display()});
        return;
    }
}

// Where no zone begins, a DS record lacks as any other does: not where an alias would have been the answer (RFC 6840,
// 4.3).
Denied deniedDs(const Denial &denial, const Name &name)
{
    const Denied cut = denial.delegation(name);
    if (cut != Denied::Proven) return cut;
    const Denied type = denial.type(name, Type::DS);
    return type == Denied::Nothing ? denial.name(name) : type;
}

void judgeDenial(AnswerProof &out, const Message &reply, const Question &asked, const ZoneKeys &keys, Instant now,
                 Effort &effort)
{
    const Denials denials = denialsOf(reply, keys, now, effort);
    const bool noName = reply.rcode == Rcode::NXDomain;
    const QString what = noName ? asked.name.display() : setText(asked.name, asked.type);
    out.kind = noName ? AnswerSecurity::Kind::NoName : AnswerSecurity::Kind::NoData;
    Denied denied = noName                   ? denials.denial.name(asked.name)
                    : asked.type == Type::DS ? deniedDs(denials.denial, asked.name)
                                             : denials.denial.type(asked.name, asked.type);
    // Some servers call it NXDOMAIN where a name has only names below it; what is proven counts.
    if (noName && denied == Denied::Nothing) denied = denials.denial.type(asked.name, asked.type);
    switch (denied) {
    case Denied::Proven:
    case Denied::Unsigned:
        out.security = Security::Secure;
        out.expiration = denials.expiration;
        return;
    case Denied::OptedOut:
        out.security = Security::Insecure;
        out.reason = because("opt-out-denial", {what, keys.zone.display()});
        return;
    case Denied::TooCostly:
        out.security = Security::Insecure;
        out.reason = tooCostly(denials, keys.zone);
        return;
    case Denied::Nothing:
        out.security = Security::Bogus;
        out.reason = notDenied(denials, what, keys.zone);
        return;
    }
}

QString tagsText(const std::vector<Rdata> &vouchers)
{
    QStringList tags;
    for (const Rdata &rdata : vouchers)
        if (const auto ds = dsOf(rdata)) tags.append(QString::number(ds->tag));
    tags.removeDuplicates();
    return tags.mid(0, 8).join(QStringLiteral(", "));
}

} // namespace

DsProof proofOfDs(const Message &reply, const Name &child, const ZoneKeys &parent, Instant now, Effort &effort)
{
    DsProof out;
    if (!isUsable(reply)) return out;
    const std::vector<SignedSet> sets = signedSetsOf(reply.answer);
    if (const SignedSet *ds = findSet(sets, child, Type::DS)) {
        const SignatureVerdict verdict = verify(*ds, parent, now, effort);
        out.kind = verdict.good && !verdict.isExpanded ? DsProof::Kind::Signed : DsProof::Kind::Failed;
        out.reason = verdict.good ? because("signature-shape", {setText(child, Type::DS), parent.zone.display()})
                                  : verdict.reason;
        if (out.kind == DsProof::Kind::Signed) out.reason = {};
        out.ds = ds->set.rdatas;
        out.ttl = verdict.ttl;
        return out;
    }
    // An alias is no delegation; it counts only if it is itself signed.
    const SignedSet *alias = dnameAbove(sets, child);
    if (!alias) alias = findSet(sets, child, Type::CNAME);
    if (alias) {
        AnswerProof proof;
        judgeData(proof, *alias, reply, parent, now, effort);
        out.ttl = alias->set.ttl;
        out.reason = proof.reason;
        out.kind = proof.security == Security::Secure     ? DsProof::Kind::NoCut
                   : proof.security == Security::Insecure ? DsProof::Kind::Unsigned
                                                          : DsProof::Kind::Failed;
        return out;
    }
    const Denials denials = denialsOf(reply, parent, now, effort);
    out.ttl = denials.ttl;
    switch (denials.denial.delegation(child)) {
    case Denied::Proven:
        out.kind = DsProof::Kind::NoCut;
        return out;
    case Denied::Unsigned:
        out.kind = DsProof::Kind::Unsigned;
        out.reason = because("no-ds", {child.display(), parent.zone.display()});
        return out;
    case Denied::OptedOut:
        out.kind = DsProof::Kind::Unsigned;
        out.reason = because("opt-out", {child.display(), parent.zone.display()});
        return out;
    case Denied::TooCostly:
        out.kind = DsProof::Kind::Unsigned;
        out.reason = tooCostly(denials, parent.zone);
        out.isDoubt = true;
        return out;
    case Denied::Nothing:
        out.kind = DsProof::Kind::Failed;
        out.isDoubt = true;
        out.reason = notDenied(denials, setText(child, Type::DS), parent.zone);
        return out;
    }
    return out;
}

KeysProof proofOfKeys(const Message &reply, const TrustAnchors::Anchor &vouchers, bool isAnchor, Instant now,
                      Effort &effort)
{
    KeysProof out;
    const Name &zone = vouchers.zone;
    out.keys.zone = zone;
    // What is usable of the vouchers, before anything of the zone is believed: a zone of which no algorithm is known
    // is as if it were not signed (RFC 4035, 5.2), but one stripped of its known algorithm is not.
    std::vector<Ds> usable;
    QStringList unknown;
    for (const Rdata &rdata : vouchers.ds) {
        const auto ds = dsOf(rdata);
        if (!ds || usable.size() >= MostVouchers) continue;
        if (knowsAlgorithm(ds->algorithm) && knowsDigest(ds->digestType))
            usable.push_back(*ds);
        else if (unknown.size() < 8)
            unknown.append(QStringLiteral("%1/%2").arg(ds->algorithm).arg(ds->digestType));
    }
    // A stronger digest puts SHA-1 out of use (RFC 4509, 3).
    if (std::any_of(usable.begin(), usable.end(), [](const Ds &ds) { return ds.digestType != 1; }))
        std::erase_if(usable, [](const Ds &ds) { return ds.digestType == 1; });
    if (usable.empty() && vouchers.keys.empty()) {
        out.kind = KeysProof::Kind::Unsupported;
        out.reason = because("unsupported-algorithm", {zone.display(), unknown.join(QStringLiteral(", "))});
        return out;
    }

    if (!isUsable(reply)) return out;
    out.kind = KeysProof::Kind::Failed;
    const std::vector<SignedSet> sets = signedSetsOf(reply.answer);
    const SignedSet *set = findSet(sets, zone, Type::DNSKEY);
    if (!set) {
        out.reason = because("keys-missing", {zone.display()});
        return out;
    }
    ZoneKeys vouched{zone, {}};
    for (const Rdata &rdata : set->set.rdatas) {
        auto key = dnsKeyOf(rdata);
        if (!key || out.keys.keys.size() >= MostKeys) continue;
        out.tags.push_back(key->tag);
        if (!key->isZoneKey() || key->isRevoked()) continue;
        const bool isVouched =
            std::find(vouchers.keys.begin(), vouchers.keys.end(), rdata) != vouchers.keys.end() ||
            std::any_of(usable.begin(), usable.end(), [&](const Ds &ds) { return isDigestOf(ds, zone, *key); });
        if (isVouched) vouched.keys.push_back(*key);
        out.keys.keys.push_back(std::move(*key));
    }
    std::sort(out.tags.begin(), out.tags.end());
    if (vouched.keys.empty()) {
        QStringList tags = tagsText(vouchers.ds).split(QStringLiteral(", "), Qt::SkipEmptyParts);
        for (const Rdata &rdata : vouchers.keys)
            if (const auto key = dnsKeyOf(rdata)) tags.append(QString::number(key->tag));
        out.reason = because(isAnchor ? "anchor-mismatch" : "key-not-vouched",
                             {zone.display(), tags.join(QStringLiteral(", "))});
        return out;
    }
    out.signature = verify(*set, vouched, now, effort);
    out.reason = out.signature.reason;
    out.ttl = out.signature.ttl;
    if (out.signature.good && !out.signature.isExpanded) out.kind = KeysProof::Kind::Good;
    return out;
}

AnswerProof proofOfAnswer(const Message &reply, const Question &asked, const ZoneKeys &keys, Instant now,
                          Effort &effort)
{
    AnswerProof out;
    const std::vector<SignedSet> sets = signedSetsOf(reply.answer);
    constexpr auto YxDomain = static_cast<Rcode>(6); // a DNAME whose alias would be too long
    if (!isUsable(reply) && reply.rcode != YxDomain) return out;
    out.useless = false;

    if (const SignedSet *set = findSet(sets, asked.name, asked.type)) {
        out.kind = AnswerSecurity::Kind::Data;
        judgeData(out, *set, reply, keys, now, effort);
        return out;
    }
    const SignedSet *cname = asked.type == Type::CNAME ? nullptr : findSet(sets, asked.name, Type::CNAME);
    if (const SignedSet *dname = dnameAbove(sets, asked.name); dname && (!cname || cname->signatures.empty())) {
        out.kind = AnswerSecurity::Kind::Alias;
        judgeData(out, *dname, reply, keys, now, effort);
        if (out.security == Security::Bogus) return out;
        out.alias = throughDname(asked.name, dname->set);
        const auto told = cname ? nameOf(Type::CNAME, cname->set.rdatas.front()) : out.alias;
        if (told == out.alias && (!cname || cname->set.rdatas.size() == 1)) return out;
        out.security = Security::Bogus;
        out.reason = because("dname-mismatch", {asked.name.display()});
        out.alias.reset();
        return out;
    }
    if (cname) {
        out.kind = AnswerSecurity::Kind::Alias;
        judgeData(out, *cname, reply, keys, now, effort);
        if (out.security != Security::Bogus) out.alias = nameOf(Type::CNAME, cname->set.rdatas.front());
        return out;
    }
    judgeDenial(out, reply, asked, keys, now, effort);
    return out;
}

} // namespace hinoban::dns
