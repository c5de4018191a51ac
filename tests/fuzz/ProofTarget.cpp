// SPDX-License-Identifier: GPL-3.0-or-later
// What DNSSEC proofs may never prove, whatever is made of a signed zone's records.
#include "app/dns/Proof.h"
#include "tests/dns/SignedZones.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Script.h"
#include "tests/fuzz/Targets.h"

#include <array>

namespace hinoban::fuzz {
namespace {

using namespace hinoban::dns;
using test::SignedZones;

constexpr std::array Labels{"",        "www",  "mail",     "no",    "ent", "a.ent", "wild", "*.wild", "some.wild",
                            "x.a.ent", "open", "www.open", "alias", "zzz", "ns",    "test", "nsec3",  "plain"};
constexpr std::array Types{Type::A,     Type::NS, Type::SOA,    Type::TXT,  Type::MX,    Type::AAAA,
                           Type::CNAME, Type::DS, Type::DNSKEY, Type::NSEC, Type::DNAME, Type::NSEC3PARAM};

struct Truth {
    bool below = false;        // a cut: not this zone's to say
    bool exists = false;       // the name, or names below it
    std::optional<RRset> data; // at the name or its wildcard
    bool alias = false;
};

// RFC 1034, 4.3.2, over what the zone file states.
Truth truthOf(const Zone &zone, const Name &owner, Type type)
{
    Truth out;
    for (Name at = owner; at != zone.apex; at = at.parent()) {
        const bool cut = zone.rrset(at, Type::NS).has_value();
        out.below = out.below || (cut && (at != owner || (type != Type::DS && type != Type::NSEC)));
        out.alias = out.alias || (at != owner && zone.rrset(at, Type::DNAME));
    }
    const auto isThere = [&](const Name &name) {
        return std::any_of(zone.records.begin(), zone.records.end(), [&](const Record &record) {
            return record.owner.isSubdomainOf(name) && record.type != Type::RRSIG && record.type != Type::NSEC3 &&
                   record.type != Type::NSEC;
        });
    };
    out.exists = isThere(owner);
    Name source = owner;
    if (!out.exists) {
        Name closest = owner.parent();
        while (!isThere(closest))
            closest = closest.parent();
        source = closest.prepended("*").value();
    }
    out.data = zone.rrset(source, type);
    out.alias = out.alias || (type != Type::CNAME && zone.rrset(source, Type::CNAME));
    return out;
}

Name someName(Script &script, const Zone &zone)
{
    const quint8 which = script.octet();
    if (which >= 200) return zone.records[script.two() % zone.records.size()].owner;
    if (which >= 150) return zone.apex.prepended(script.some(20)).value_or(zone.apex);
    const QByteArray label = Labels[which % Labels.size()];
    if (label.isEmpty()) return zone.apex;
    return Name::fromText(zone.apex.isRoot() ? label : label + '.' + zone.apex.text()).value();
}

void spoil(Message &reply, Script &script, const Zone &zone)
{
    const std::array sections{&reply.answer, &reply.authority, &reply.additional};
    auto &section = *sections[script.octet() % 3];
    Record *record = section.empty() ? nullptr : &section[script.octet() % section.size()];
    switch (script.octet() % 12) {
    case 0: { // more of the zone
        SignedZones::add(section, zone, someName(script, zone), Types[script.octet() % Types.size()]);
        return;
    }
    case 1:
        section.push_back(zone.records[script.two() % zone.records.size()]);
        return;
    case 2:
        if (record) record->owner = someName(script, zone);
        return;
    case 3:
        for (Record &each : section)
            each.owner = reply.question->name;
        return;
    case 4:
        if (record && !record->rdata.wire.isEmpty())
            record->rdata.wire[script.two() % record->rdata.wire.size()] = static_cast<char>(script.octet());
        return;
    case 5:
        if (record) record->rdata.wire = script.some(80);
        return;
    case 6:
        if (record) record->type = Types[script.octet() % Types.size()];
        return;
    case 7:
        if (record) record->ttl = quint32(script.two()) << (script.octet() % 24);
        return;
    case 8:
        if (record) section.erase(section.begin() + (record - section.data()));
        return;
    case 9:
        reply.rcode = static_cast<Rcode>(script.octet() % 8);
        return;
    case 10:
        std::swap(reply.answer, reply.authority);
        return;
    default:
        section.clear();
        return;
    }
}

void judge(const Message &reply, const Question &asked, const Zone &zone, const ZoneKeys &keys)
{
    Effort effort;
    const AnswerProof proof = proofOfAnswer(reply, asked, keys, SignedZones::midst(), effort);
    must(effort.checks >= 0, "the effort is bounded");
    if (proof.useless || proof.security != Security::Secure) return;
    const Truth truth = truthOf(zone, asked.name, asked.type);
    if (proof.kind == AnswerSecurity::Kind::Data) {
        const auto told = rrsetOf(reply.answer, asked.name, asked.type);
        if (asked.type == Type::NSEC || asked.type == Type::NSEC3) return; // owners of their own
        must(told && truth.data && told->rdatas == truth.data->rdatas, "only the zone's own data is secure");
        must(!truth.below, "nothing below a cut is secure by the zone above");
    }
    if (proof.kind == AnswerSecurity::Kind::NoData || proof.kind == AnswerSecurity::Kind::NoName) {
        must(!truth.data || truth.below, "what exists is not denied");
        must(!truth.alias, "an alias is not denied");
        must(!truth.below, "nothing below a cut is denied by the zone above");
    }
    if (proof.kind == AnswerSecurity::Kind::Alias) must(truth.alias, "only the zone's own alias is secure");
}

void judgeDs(const Message &reply, const Name &child, const Zone &zone, const ZoneKeys &keys)
{
    Effort effort;
    const DsProof proof = proofOfDs(reply, child, keys, SignedZones::midst(), effort);
    const auto real = zone.rrset(child, Type::DS);
    if (proof.kind == DsProof::Kind::Signed) must(real && real->rdatas == proof.ds, "only the zone's own DS count");
    if (proof.kind == DsProof::Kind::Unsigned || proof.kind == DsProof::Kind::NoCut) must(!real, "no DS is denied");
    if (proof.kind == DsProof::Kind::NoCut && child != zone.apex)
        must(!zone.rrset(child, Type::NS), "no delegation is denied");
}

void judgeKeys(const Message &reply, const Zone &zone)
{
    const auto real = zone.rrset(zone.apex, Type::DNSKEY).value();
    Effort effort;
    const KeysProof proof = proofOfKeys(reply, {zone.apex, {}, real.rdatas}, true, SignedZones::midst(), effort);
    if (proof.kind != KeysProof::Kind::Good) return;
    must(rrsetOf(reply.answer, zone.apex, Type::DNSKEY)->rdatas == real.rdatas, "only the zone's own keys count");
}

} // namespace

void proof(const QByteArray &octets)
{
    static SignedZones world;
    static const std::array apexes{".", "test", "nsec3"};
    static const std::array keys{world.keys("."), world.keys("test"), world.keys("nsec3")};
    Script script(octets);
    const size_t which = script.octet() % 3;
    const Zone &zone = world.zone(apexes[which]);
    const Question asked{someName(script, zone), Types[script.octet() % Types.size()], 1};
    // The answer to this or to another question, or to the two at once.
    Message reply = SignedZones::answer(zone, asked);
    if (script.octet() % 2)
        reply = SignedZones::answer(zone, {someName(script, zone), Types[script.octet() % Types.size()], 1});
    reply.question = asked;
    for (int changes = script.octet() % 8; changes > 0; --changes)
        spoil(reply, script, zone);
    judge(reply, asked, zone, keys[which]);
    judgeDs(reply, asked.name, zone, keys[which]);
    judgeKeys(reply, zone);
}

} // namespace hinoban::fuzz
