// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Portfolio.h"

#include <QtEndian>

#include <algorithm>
#include <cstdio>

namespace hinoban::bench {
namespace {

constexpr quint32 FirstAddress = 0xC6120000; // 198.18.0.0/15 is for benchmarks (RFC 2544)
constexpr qsizetype Digits = 6;

QByteArray digitsOf(int domain)
{
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), "%06d", domain);
    return QByteArray(out.data());
}

std::vector<QByteArray> serversOf(int count)
{
    std::vector<QByteArray> servers{"ns1", "ns2"};
    servers.resize(static_cast<size_t>(std::clamp(count, 1, 2)));
    return servers;
}

} // namespace

Portfolio::Portfolio()
{
    const std::array<std::vector<QByteArray>, Types.size()> texts{{
        {"198.18.0.0"},
        {"2001:db8::"},
        {"ns1.d000000.example.", "ns2.d000000.example."},
        {"ns1.d000000.example. hostmaster.d000000.example. 1 3600 600 604800 300"},
        {"10 mail.d000000.example."},
        {"\"v=spf1 mx -all\" \"d000000\""},
        {"0 issue \"ca.example\""},
        {},
    }};
    for (size_t type = 0; type < Types.size(); ++type) {
        for (const QByteArray &text : texts[type])
            m_expected[type].rdatas.push_back(dns::rdataFromText(Types[type], text).value().wire);
        std::sort(m_expected[type].rdatas.begin(), m_expected[type].rdatas.end());
        for (const QByteArray &rdata : m_expected[type].rdatas) {
            auto &places = m_expected[type].digits.emplace_back();
            for (qsizetype at = rdata.indexOf("d000000"); at >= 0; at = rdata.indexOf("d000000", at + 1))
                places.push_back(at + 1);
        }
    }
}

dns::Name Portfolio::name(int domain) { return dns::Name::fromText("d" + digitsOf(domain) + ".example").value(); }

QByteArray Portfolio::zoneText(int domain, int servers)
{
    const QByteArray apex = "d" + digitsOf(domain) + ".example.";
    const quint32 address = FirstAddress + static_cast<quint32>(domain);
    const QByteArray v4 = QByteArray::number(address >> 24) + '.' + QByteArray::number(address >> 16 & 0xff) + '.' +
                          QByteArray::number(address >> 8 & 0xff) + '.' + QByteArray::number(address & 0xff);
    const QByteArray v6 =
        "2001:db8::" + QByteArray::number(domain >> 16, 16) + ':' + QByteArray::number(domain & 0xffff, 16);
    QByteArray out = "$ORIGIN " + apex + "\n$TTL 3600\n@ SOA ns1 hostmaster 1 3600 600 604800 300\n@ A " + v4 +
                     "\n@ AAAA " + v6 + "\n@ MX 10 mail\n@ TXT \"v=spf1 mx -all\" \"d" + digitsOf(domain) +
                     "\"\n@ CAA 0 issue \"ca.example\"\nmail A " + v4 + '\n';
    for (const QByteArray &server : serversOf(servers))
        out += "@ NS " + server + '\n' + server + " A 127.0.0.1\n";
    return out;
}

QByteArray Portfolio::parentZoneText(int domains, int servers)
{
    QByteArray out = "$ORIGIN example.\n$TTL 3600\n@ SOA ns hostmaster 1 3600 600 604800 300\n@ NS ns\nns A " +
                     QByteArray(ParentAddress) + '\n';
    for (int domain = 0; domain < domains; ++domain) {
        const QByteArray label = "d" + digitsOf(domain);
        for (const QByteArray &server : serversOf(servers))
            out += label + " NS " + server + '.' + label + '\n' + server + '.' + label + " A 127.0.0.1\n";
    }
    return out;
}

QByteArray Portfolio::rootZoneText()
{
    const QByteArray address(ParentAddress);
    return "$ORIGIN .\n$TTL 3600\n. SOA a.root. hostmaster.root. 1 3600 600 604800 300\n. NS a.root.\na.root. A " +
           address + "\nexample. NS ns.example.\nns.example. A " + address + '\n';
}

const std::vector<QByteArray> &Portfolio::known(int domain, size_t type)
{
    Expected &expected = m_expected[type];
    if (Types[type] == dns::Type::A)
        qToBigEndian(FirstAddress + static_cast<quint32>(domain), expected.rdatas[0].data());
    if (Types[type] == dns::Type::AAAA) qToBigEndian(static_cast<quint32>(domain), expected.rdatas[0].data() + 12);
    std::array<char, Digits> digits;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, domain /= 10)
        *at = static_cast<char>('0' + domain % 10);
    for (size_t i = 0; i < expected.rdatas.size(); ++i)
        for (qsizetype at : expected.digits[i])
            std::copy(digits.begin(), digits.end(), expected.rdatas[i].data() + at);
    return expected.rdatas;
}

bool Portfolio::isKnown(const dns::Message &message, const dns::Name &name, int domain, size_t type)
{
    if (!message.aa || message.rcode != dns::Rcode::NoError) return false;
    const auto set = dns::rrsetOf(message.answer, name, Types[type]);
    const auto &rdatas = known(domain, type);
    if (rdatas.empty()) return !set && message.answer.empty();
    return set && std::equal(set->rdatas.begin(), set->rdatas.end(), rdatas.begin(), rdatas.end(),
                             [](const dns::Rdata &seen, const QByteArray &expected) { return seen.wire == expected; });
}

} // namespace hinoban::bench
