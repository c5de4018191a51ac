// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/Liar.h"

#include "tests/dns/LittleInternet.h"

#include <QtEndian>

#include <array>
#include <map>

namespace hinoban::fuzz {
namespace {

using namespace hinoban::dns;
using namespace std::chrono_literals;
using test::name;

using Zones = std::map<QHostAddress, std::vector<Zone>, bool (*)(const QHostAddress &, const QHostAddress &)>;

const Zones &world()
{
    static const Zones zones = [] {
        Zones all([](const QHostAddress &a, const QHostAddress &b) { return a.toString() < b.toString(); });
        const auto serve = [&all](std::initializer_list<const char *> addresses, const char *apex, const char *text) {
            const auto zone = readZoneText(QByteArray("$TTL 3600\n") + text, QString::fromLatin1(apex),
                                           {Name::fromText(apex).value(), false})
                                  .value();
            for (const char *address : addresses)
                all[QHostAddress(QString::fromLatin1(address))].push_back(zone);
        };
        serve({"192.0.2.1"}, ".",
              ". SOA a.root-servers.test. h. 1 2 3 4 60\njp. NS a.dns.jp.\njp. NS b.dns.jp.\na.dns.jp. A 192.0.2.10\n"
              "a.dns.jp. AAAA 2001:db8::10\nb.dns.jp. A 192.0.2.11\nnet. NS a.nic.net.\na.nic.net. A 192.0.2.20\n");
        serve({"192.0.2.10", "192.0.2.11", "2001:db8::10"}, "jp",
              "jp. SOA a.dns.jp. h.jp. 1 2 3 4 60\njp. NS a.dns.jp.\njp. NS b.dns.jp.\na.dns.jp. A 192.0.2.10\n"
              "a.dns.jp. AAAA 2001:db8::10\nb.dns.jp. A 192.0.2.11\n"
              "victim.jp. NS ns1.victim.jp.\nvictim.jp. NS ns.victim.net.\nns1.victim.jp. A 192.0.2.30\n"
              "evil.jp. NS ns1.evil.jp.\nevil.jp. NS ns2.evil.jp.\nns1.evil.jp. A 203.0.113.1\n"
              "ns2.evil.jp. AAAA 2001:db8:6::2\n");
        serve({"192.0.2.20"}, "net",
              "net. SOA a.nic.net. h.net. 1 2 3 4 60\nnet. NS a.nic.net.\na.nic.net. A 192.0.2.20\n"
              "victim.net. NS ns.victim.net.\nns.victim.net. A 192.0.2.31\nevil.net. NS ns1.evil.jp.\n");
        serve({"192.0.2.30", "192.0.2.31"}, "victim.jp",
              "victim.jp. SOA ns1 h 1 2 3 4 60\nvictim.jp. NS ns1.victim.jp.\nvictim.jp. NS ns.victim.net.\n"
              "ns1.victim.jp. A 192.0.2.30\nwww.victim.jp. A 192.0.2.80\n");
        serve({"192.0.2.31"}, "victim.net",
              "victim.net. SOA ns h 1 2 3 4 60\nvictim.net. NS ns.victim.net.\nns.victim.net. A 192.0.2.31\n");
        serve({"203.0.113.1"}, "evil.jp",
              "evil.jp. SOA ns1 h 1 2 3 4 60\nevil.jp. NS ns1.evil.jp.\nevil.jp. NS ns2.evil.jp.\n"
              "ns1.evil.jp. A 203.0.113.1\nns2.evil.jp. AAAA 2001:db8:6::2\nwww.evil.jp. CNAME www.victim.jp.\n"
              "a.evil.jp. CNAME b.evil.jp.\nb.evil.jp. CNAME a.evil.jp.\n"
              "sub.evil.jp. NS ns.sub.evil.jp.\nsub.evil.jp. NS ns.evil.net.\nns.sub.evil.jp. A 203.0.113.3\n");
        serve({"203.0.113.1"}, "evil.net",
              "evil.net. SOA ns h 1 2 3 4 60\nevil.net. NS ns1.evil.jp.\nns.evil.net. A 203.0.113.4\n");
        serve({"203.0.113.1"}, "sub.evil.jp",
              "sub.evil.jp. SOA ns h 1 2 3 4 60\nsub.evil.jp. NS ns.sub.evil.jp.\nns.sub.evil.jp. A 203.0.113.3\n");
        return all;
    }();
    return zones;
}

constexpr std::array Names{".",
                           "jp",
                           "net",
                           "victim.jp",
                           "victim.net",
                           "ns1.victim.jp",
                           "ns.victim.net",
                           "www.victim.jp",
                           "a.dns.jp",
                           "a.nic.net",
                           "evil.jp",
                           "evil.net",
                           "ns1.evil.jp",
                           "ns2.evil.jp",
                           "www.evil.jp",
                           "a.evil.jp",
                           "sub.evil.jp",
                           "ns.sub.evil.jp",
                           "a.b.c.d.sub.evil.jp",
                           "ns.evil.net"};
constexpr std::array Addresses{"203.0.113.1",
                               "203.0.113.3",
                               "192.0.2.10",
                               "192.0.2.1",
                               "192.0.2.31",
                               "127.0.0.1",
                               "10.0.0.1",
                               "172.16.0.1",
                               "192.168.1.1",
                               "169.254.1.1",
                               "224.0.0.1",
                               "0.0.0.0",
                               "100.64.0.1",
                               "198.18.0.1",
                               "240.0.0.1",
                               "255.255.255.255",
                               "2001:db8::10",
                               "2001:db8:6::2",
                               "::1",
                               "::",
                               "::127.0.0.1",
                               "fe80::1",
                               "fc00::1",
                               "ff02::1",
                               "64:ff9b::7f00:1",
                               "2002:7f00:1::",
                               "::ffff:127.0.0.1",
                               "::ffff:203.0.113.1",
                               "2001:0:7f00:1::",
                               "100::1"};
constexpr std::array<quint32, 6> Ttls{0, 1, 60, 0x7fffffff, 0x80000000, 0xffffffff};

} // namespace

std::vector<RootHint> Liar::rootHints() { return {{"a.root-servers.test", QHostAddress(QStringLiteral("192.0.2.1"))}}; }

Name Liar::someName(const Name &asked)
{
    const quint8 which = m_script.octet();
    if (which < Names.size()) return name(Names[which]);
    switch (which % 8) {
    case 0:
        return asked;
    case 1:
        return asked.parent();
    case 2:
        return asked.parent().parent();
    case 3: // a fresh name each time
        return name(Names[m_script.octet() % Names.size()]).prepended(QByteArray::number(++m_counter)).value();
    case 4:
        return asked.prepended(QByteArray(63, 'x')).value_or(asked);
    case 5:
        return asked.prepended(m_script.some(63)).value_or(asked);
    case 6:
        return Name::fromWire(m_script.some(255)).value_or(Name());
    default:
        return name("evil.jp").prepended(QByteArray::number(++m_counter)).value();
    }
}

Rdata Liar::someAddress(Type type)
{
    const quint8 which = m_script.octet();
    if (which < Addresses.size()) {
        const QHostAddress address(QString::fromLatin1(Addresses[which]));
        const bool v4 = address.protocol() == QAbstractSocket::IPv4Protocol;
        if (v4 == (type == Type::A)) return addressRdata(address);
    }
    QByteArray octets = type == Type::A ? QByteArray("\xcb\x00\x71\x00", 4)
                                        : QByteArray("\x20\x01\x0d\xb8\x00\x06\0\0\0\0\0\0\0\0\0\0", 16);
    if (which % 4 == 0)
        for (char &c : octets)
            c = static_cast<char>(m_script.octet());
    else
        octets.back() = static_cast<char>(m_script.octet());
    return {octets};
}

Record *Liar::pick(Message &reply)
{
    const std::array sections{&reply.answer, &reply.authority, &reply.additional};
    const quint8 which = m_script.octet();
    auto &section = *sections[which % 3];
    return section.empty() ? nullptr : &section[(which / 3) % section.size()];
}

// Many name servers that nobody knows the addresses of (NXNS).
void Liar::fan(Message &reply, const Name &owner, const Name &below)
{
    for (int count = m_script.octet() % 64; count >= 0; --count)
        if (const auto host = below.prepended(QByteArray::number(++m_counter)))
            reply.authority.push_back({owner, Type::NS, 1, 3600, nameRdata(*host)});
}

void Liar::spoil(Message &reply, const Question &question)
{
    const std::array sections{&reply.answer, &reply.authority, &reply.additional};
    const Name &asked = question.name;
    Record *record = nullptr;
    switch (m_script.octet() % 20) {
    case 0:
        return;
    case 1:
        reply.rcode = static_cast<Rcode>(m_script.octet() % 24);
        return;
    case 2: {
        const quint8 flags = m_script.octet();
        reply.aa = flags & 1;
        reply.ra = flags & 2;
        reply.tc = flags & 4;
        reply.ad = flags & 8;
        if (flags & 0x80) reply.opcode = flags >> 4 & 7;
        return;
    }
    case 3: {
        auto &from = *sections[m_script.octet() % 3];
        if (!from.empty()) from.erase(from.begin() + m_script.octet() % std::ptrdiff_t(from.size()));
        return;
    }
    case 4: {
        auto &from = *sections[m_script.octet() % 3];
        auto &to = *sections[m_script.octet() % 3];
        const auto moved = from;
        to.insert(to.end(), moved.begin(), moved.end());
        if (m_script.octet() % 2) from.clear();
        return;
    }
    case 5:
        if ((record = pick(reply))) record->owner = someName(asked);
        return;
    case 6:
        if ((record = pick(reply))) record->type = static_cast<Type>(m_script.octet());
        return;
    case 7:
        if ((record = pick(reply))) record->ttl = Ttls[m_script.octet() % Ttls.size()];
        return;
    case 8:
        if ((record = pick(reply))) record->rdata = nameRdata(someName(asked));
        return;
    case 9:
        if ((record = pick(reply))) record->rdata = someAddress(record->type == Type::AAAA ? Type::AAAA : Type::A);
        return;
    case 10:
        if ((record = pick(reply))) record->rdata.wire = m_script.some(64);
        return;
    case 11: { // a referral
        const Name owner = someName(asked);
        const Name host = someName(asked);
        reply.answer.clear();
        reply.aa = false;
        reply.rcode = Rcode::NoError;
        reply.authority = {{owner, Type::NS, 1, 3600, nameRdata(host)}};
        reply.additional = {{host, Type::A, 1, 3600, someAddress(Type::A)}};
        return;
    }
    case 12: {
        const Type type = m_script.octet() % 2 ? Type::A : Type::AAAA;
        sections[m_script.octet() % 3]->push_back({someName(asked), type, 1, 3600, someAddress(type)});
        return;
    }
    case 13: // an alias
        reply.aa = true;
        reply.answer.insert(reply.answer.begin(), {asked, Type::CNAME, 1, 3600, nameRdata(someName(asked))});
        return;
    case 14: {
        const Name owner = someName(asked);
        reply.answer.clear();
        reply.aa = false;
        reply.authority.clear();
        return fan(reply, owner, someName(asked));
    }
    case 15:
        sections[m_script.octet() % 3]->push_back({someName(asked), Type::NS, 1, 3600, nameRdata(someName(asked))});
        return;
    case 16:
        if (m_script.octet() % 2)
            reply.question.reset();
        else
            reply.question = Question{someName(asked), static_cast<Type>(m_script.octet()), 1};
        return;
    case 17:
        reply.edns = Edns{m_script.two(), m_script.octet(), false, m_script.some(40)};
        return;
    case 18: // 64 KiB
        for (int i = 0; i < 250; ++i)
            reply.additional.push_back({asked, Type::TXT, 1, 3600, {QByteArray(1, '\xff') + QByteArray(255, 'x')}});
        return;
    default: // it exists, with the addresses that are wanted
        reply.aa = true;
        reply.rcode = Rcode::NoError;
        reply.answer = {
            {asked, question.type, 1, 3600, someAddress(question.type == Type::AAAA ? Type::AAAA : Type::A)}};
        return;
    }
}

void Liar::spoilOctets(QByteArray &wire)
{
    const auto at = [&] { return qsizetype(m_script.two()) % wire.size(); };
    switch (m_script.octet() % 6) {
    case 0:
        wire[at()] = static_cast<char>(m_script.octet());
        return;
    case 1:
        wire.truncate(at());
        return;
    case 2:
        wire += m_script.some(255);
        return;
    case 3: { // a compression pointer anywhere, to anywhere
        const qsizetype to = at();
        const qsizetype place = at();
        wire[place] = static_cast<char>(0xc0 | to >> 8);
        if (place + 1 < wire.size()) wire[place + 1] = static_cast<char>(to);
        return;
    }
    case 4: // the counts
        if (wire.size() >= 12) wire[4 + m_script.octet() % 8] = static_cast<char>(m_script.octet());
        return;
    default:
        wire = m_script.some(255);
        return;
    }
}

std::vector<Wire::Reply> Liar::sent(const Endpoint &to, bool stream, const QByteArray &query)
{
    ++packets;
    places.push_back(to);
    const auto parsed = parseMessage(query);
    if (!parsed || !parsed->question) qFatal("the engine asked something that is no question");
    const Question &question = *parsed->question;
    static const std::vector<Zone> &his = world().at(QHostAddress(QStringLiteral("203.0.113.1")));
    const auto place = world().find(to.address);
    const auto &zones = place == world().end() ? his : place->second;
    const bool lies = m_everyoneLies || &zones == &his;

    Message reply = test::LittleInternet::answer(zones, question);
    reply.id = parsed->id;
    reply.qr = true;
    reply.question = question;
    const quint8 what = lies ? m_script.octet() : 0;
    if (what == 255) return {};
    if (what == 254) return {{10ms, {}, true}};
    for (int changes = what % 8; changes > 0; --changes)
        spoil(reply, question);

    auto built = buildMessage(reply, stream ? 65535 : 4096);
    if (!built) {
        Message plain;
        plain.id = parsed->id;
        plain.qr = true;
        plain.rcode = Rcode::ServFail;
        plain.question = question;
        built = buildMessage(plain);
    }
    QByteArray wire = built.value();
    if (reply.question == question) echoQuestion(wire, query);
    for (int changes = what / 8 % 4; changes > 0 && !wire.isEmpty() && what >= 128; --changes)
        spoilOctets(wire);
    std::vector<Reply> replies{{what % 16 == 15 ? 1500ms : 20ms, wire, false}};
    if (what / 16 == 7 && !m_before.isEmpty()) { // the answer to the question before, first
        QByteArray other = m_before;
        if (other.size() >= 2) qToBigEndian(parsed->id, other.data());
        replies.insert(replies.begin(), {15ms, other, false});
    }
    if (what / 16 == 6) replies.push_back({25ms, wire, false});
    m_before = wire;
    return replies;
}

} // namespace hinoban::fuzz
