// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Signature.h"
#include "app/dns/TrustAnchors.h"
#include "app/dns/Zone.h"

#include <QString>

namespace hinoban::dns::test {

// The zones of tests/dns/signed: `.`, `test.` (NSEC) and `nsec3.` (NSEC3), valid through 2026.
class SignedZones {
public:
    static Instant midst() { return instantFromRfc3339(u"2026-06-01T00:00:00Z").value(); }
    static QString path(const char *file)
    {
        return QStringLiteral(HINOBAN_SOURCE_DIR "/tests/dns/signed/") + QLatin1String(file);
    }
    static TrustAnchors anchors() { return TrustAnchors::fromFile(path("anchor")).value(); }

    SignedZones()
        : zones{read("root.zone", "."), read("test.zone", "test"), read("nsec3.zone", "nsec3")}
    {
    }

    Zone &zone(const char *apex)
    {
        for (Zone &one : zones)
            if (one.apex == Name::fromText(apex).value()) return one;
        qFatal("no such zone");
    }
    [[nodiscard]] ZoneKeys keys(const char *apex)
    {
        ZoneKeys out{zone(apex).apex, {}};
        for (const Record &record : zone(apex).records)
            if (record.type == Type::DNSKEY) out.keys.push_back(dnsKeyOf(record.rdata).value());
        return out;
    }

    // As the zone's own server would answer, wildcards aside: data or every denial that the zone has.
    [[nodiscard]] static Message answer(const Zone &zone, const Question &question)
    {
        Message reply;
        reply.aa = reply.qr = true;
        reply.question = question;
        add(reply.answer, zone, question.name, question.type);
        if (reply.answer.empty()) add(reply.answer, zone, question.name, Type::CNAME);
        if (!reply.answer.empty()) return reply;
        bool exists = false;
        for (const Record &record : zone.records) {
            exists = exists || (record.owner.isSubdomainOf(question.name) && record.type != Type::RRSIG);
            if (record.type == Type::NSEC || record.type == Type::NSEC3) {
                reply.authority.push_back(record);
                addSignatures(reply.authority, zone, record.owner, record.type);
            }
        }
        add(reply.authority, zone, zone.apex, Type::SOA);
        if (!exists) reply.rcode = Rcode::NXDomain;
        return reply;
    }
    static void add(std::vector<Record> &to, const Zone &zone, const Name &owner, Type type)
    {
        const size_t before = to.size();
        for (const Record &record : zone.records)
            if (record.owner == owner && record.type == type) to.push_back(record);
        if (to.size() > before) addSignatures(to, zone, owner, type);
    }
    static void addSignatures(std::vector<Record> &to, const Zone &zone, const Name &owner, Type type)
    {
        for (const Record &record : zone.records)
            if (record.owner == owner && record.type == Type::RRSIG && rrsigOf(record.rdata)->covered == type)
                to.push_back(record);
    }

    std::vector<Zone> zones;

private:
    static Zone read(const char *file, const char *apex)
    {
        return readZoneFile(path(file), {Name::fromText(apex).value(), true}).value();
    }
};

} // namespace hinoban::dns::test
