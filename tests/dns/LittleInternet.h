// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/QueryEngine.h"
#include "app/dns/Zone.h"
#include "tests/dns/ScriptedServer.h"

#include <map>
#include <memory>

namespace hinoban::dns::test {

// A few authoritative servers on loopback under nominal addresses; 192.0.2.1 is the root.
class LittleInternet {
public:
    explicit LittleInternet(Clock &clock)
        : m_clock(clock)
    {
    }

    // `zone` in zone file form, served at the address beside what is there already.
    void serve(const char *address, const char *apex, const char *text)
    {
        auto &authority = authorityAt(QString::fromLatin1(address));
        authority.zones.push_back(
            readZoneText(QByteArray("$TTL 3600\n") + text, QString::fromLatin1(apex), {name(apex), false}).value());
    }
    // Takes the server's place for questions that it wants (returns true).
    void trick(const char *address, std::function<bool(ScriptedServer &, const ScriptedServer::Got &)> script)
    {
        authorityAt(QString::fromLatin1(address)).trick = std::move(script);
    }
    void clear(const char *address) { authorityAt(QString::fromLatin1(address)).zones.clear(); }

    [[nodiscard]] Internet internet(bool ipv6 = true) const
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.hasIpv6 = ipv6;
        parts.rootHints = {{"a.root-servers.test", QHostAddress(QStringLiteral("192.0.2.1"))}};
        auto map = std::make_shared<std::map<QString, Endpoint>>();
        for (const auto &[address, authority] : m_servers)
            map->emplace(address, authority->server->endpoint());
        parts.mapping = [map](const QHostAddress &nominal, Service) -> std::optional<Endpoint> {
            const auto found = map->find(nominal.toString());
            return found == map->end() ? std::nullopt : std::optional(found->second);
        };
        return Internet(parts);
    }

    [[nodiscard]] int asked(const char *address) const
    {
        return static_cast<int>(m_servers.at(QString::fromLatin1(address))->server->got().size());
    }

    // What an honest server of these zones says: RFC 1034, 4.3.2, without wildcards.
    static Message answer(const std::vector<Zone> &zones, const Question &question)
    {
        Message reply;
        const Zone *zone = nullptr;
        for (const Zone &candidate : zones)
            if (question.name.isSubdomainOf(candidate.apex) &&
                (!zone || candidate.apex.labelCount() > zone->apex.labelCount()))
                zone = &candidate;
        if (!zone) {
            reply.rcode = Rcode::Refused;
            return reply;
        }
        for (int labels = zone->apex.labelCount() + 1; labels <= question.name.labelCount(); ++labels) {
            Name owner = question.name;
            while (owner.labelCount() > labels)
                owner = owner.parent();
            addRecords(reply.authority, *zone, owner, Type::NS);
            if (reply.authority.empty()) continue;
            for (const Record &ns : reply.authority)
                for (Type type : {Type::A, Type::AAAA})
                    addRecords(reply.additional, *zone, *nameOf(Type::NS, ns.rdata), type);
            return reply;
        }
        reply.aa = true;
        addRecords(reply.answer, *zone, question.name, question.type);
        if (reply.answer.empty()) addRecords(reply.answer, *zone, question.name, Type::CNAME);
        if (!reply.answer.empty()) {
            for (const Record &ns : reply.answer)
                if (ns.type == Type::NS)
                    for (Type type : {Type::A, Type::AAAA})
                        addRecords(reply.additional, *zone, *nameOf(Type::NS, ns.rdata), type);
            return reply;
        }
        bool exists = false;
        for (const Record &record : zone->records)
            exists = exists || record.owner.isSubdomainOf(question.name);
        if (!exists) reply.rcode = Rcode::NXDomain;
        reply.authority = {{zone->apex, Type::SOA, 1, 60, rdataFromText(Type::SOA, "ns host 1 2 3 4 60").value()}};
        return reply;
    }

private:
    struct Authority {
        std::vector<Zone> zones;
        std::function<bool(ScriptedServer &, const ScriptedServer::Got &)> trick;
        std::unique_ptr<ScriptedServer> server;
    };

    Authority &authorityAt(const QString &address)
    {
        auto &authority = m_servers[address];
        if (!authority) {
            authority = std::make_unique<Authority>();
            authority->server = std::make_unique<ScriptedServer>(
                m_clock, [raw = authority.get()](ScriptedServer &server, const ScriptedServer::Got &got) {
                    if (raw->trick && raw->trick(server, got)) return;
                    server.send(got, replyTo(got.query, answer(raw->zones, got.question)));
                });
        }
        return *authority;
    }

    static void addRecords(std::vector<Record> &to, const Zone &zone, const Name &owner, Type type)
    {
        for (const Record &record : zone.records)
            if (record.owner == owner && record.type == type) to.push_back(record);
    }

    Clock &m_clock;
    std::map<QString, std::unique_ptr<Authority>> m_servers;
};

} // namespace hinoban::dns::test
