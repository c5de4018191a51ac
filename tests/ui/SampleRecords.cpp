// SPDX-License-Identifier: GPL-3.0-or-later
// The records of the sample case, with real messages behind them.
#include "tests/ui/SampleParts.h"

#include <QCryptographicHash>

#include <array>

namespace hinoban::test::sample {

using console::Cell;
using console::Line;
using console::Row;
using console::Shown;
using dns::Type;
using watch::State;

namespace {

Shown same(const char *text) { return {Shown::Kind::Same, s(text), {}}; }
Shown seen(const char *text) { return {Shown::Kind::Seen, s(text), {}}; }
Shown missing() { return {Shown::Kind::Missing, {}, {}}; }
Shown absent() { return {Shown::Kind::Absent, {}, {}}; }
Shown notAsked() { return {Shown::Kind::NotAsked, {}, {}}; }
Shown different(const char *text, std::vector<detect::Span> spans)
{
    return {Shown::Kind::Different, s(text), std::move(spans)};
}

// What stands in brackets differs.
Shown marked(const char *text)
{
    Shown shown{Shown::Kind::Different, {}, {}};
    int begin = 0;
    for (const QChar c : s(text)) {
        if (c == QLatin1Char('['))
            begin = int(shown.text.size());
        else if (c == QLatin1Char(']'))
            shown.spans.push_back({begin, int(shown.text.size()) - begin});
        else
            shown.text += c;
    }
    return shown;
}

dns::Server server(const char *host, const char *address, const char *label = "")
{
    dns::Server result;
    if (*host) result.name = name(host);
    result.address = QHostAddress(s(address));
    result.label = s(label);
    return result;
}

struct Answer {
    const char *owner;
    Type type;
    quint32 ttl;
    const char *data;
};

// An exchange whose bytes are a real message, so that the window behind a cell has something to show.
dns::ExchangePtr exchange(dns::Vantage vantage, const dns::Server &who, const char *owner, Type type, Instant when,
                          int rttMs, const std::vector<Answer> &answers, bool authoritySection = false)
{
    auto result = std::make_shared<dns::Exchange>();
    result->vantage = vantage;
    result->server = who;
    result->question = {name(owner), type, 1};
    result->recursionDesired = vantage == dns::Vantage::Resolver;
    result->sentAt = when;
    result->rtt = std::chrono::milliseconds(rttMs);
    result->attempts = 1;
    result->query = dns::buildQuery(0x2a17, result->question.name.wire(), type, result->recursionDesired, dns::Edns{});
    if (answers.empty() && rttMs == 0) {
        result->outcome = dns::Outcome::TimedOut;
        result->attempts = 3;
        result->detail = QStringLiteral("no reply within 5 s");
        return result;
    }
    dns::Message message;
    message.id = 0x2a17;
    message.qr = true;
    message.aa = vantage == dns::Vantage::Authoritative;
    message.rd = message.ra = vantage == dns::Vantage::Resolver;
    message.question = result->question;
    message.edns = dns::Edns{};
    for (const auto &answer : answers) {
        auto &section = authoritySection ? message.authority : message.answer;
        section.push_back({name(answer.owner), answer.type, 1, answer.ttl,
                           dns::rdataFromText(answer.type, QByteArrayView(answer.data)).value()});
    }
    result->outcome = dns::Outcome::Answered;
    result->reply = dns::buildMessage(message).value();
    result->message = std::make_shared<const dns::Message>(dns::parseMessage(result->reply).value());
    return result;
}

Cell cell(State state, int match, int mismatch, int unknown, std::vector<dns::ExchangePtr> exchanges = {})
{
    Cell result;
    result.state = state;
    result.asked = true;
    result.match = match;
    result.mismatch = mismatch;
    result.unknown = unknown;
    result.exchanges = std::move(exchanges);
    return result;
}

Row row(const char *owner, Type type, const char *label)
{
    Row result;
    result.owner = name(owner);
    result.type = type;
    result.ownerLabel = s(label);
    return result;
}

const std::vector<Answer> FalseParentNs{{"coincheck.com", Type::NS, 172800, "ns-1515.awsdns-061.org."},
                                        {"coincheck.com", Type::NS, 172800, "ns-1985.awsdns-056.co.uk."}};
const std::vector<Answer> FalseChildNs{{"coincheck.com", Type::NS, 360000, "ns-1515.awsdns-061.org."},
                                       {"coincheck.com", Type::NS, 360000, "ns-1985.awsdns-056.co.uk."},
                                       {"coincheck.com", Type::NS, 360000, "ns-650.awsdns-017.net."}};
const std::vector<Answer> TrueNs{{"coincheck.com", Type::NS, 86400, "ns-1515.awsdns-61.org."},
                                 {"coincheck.com", Type::NS, 86400, "ns-1985.awsdns-56.co.uk."},
                                 {"coincheck.com", Type::NS, 86400, "ns-405.awsdns-50.com."},
                                 {"coincheck.com", Type::NS, 86400, "ns-650.awsdns-17.net."}};

} // namespace

std::vector<dns::Server> fakes()
{
    return {server("ns-1515.awsdns-061.org", "82.221.139.210"), server("ns-1985.awsdns-056.co.uk", "172.104.114.87"),
            server("ns-650.awsdns-017.net", "45.77.9.110")};
}

std::vector<dns::Server> resolverServers()
{
    return {server("", "8.8.8.8", "Google Public DNS"),
            server("", "1.1.1.1", "Cloudflare"),
            server("", "9.9.9.9", "Quad9"),
            server("", "208.67.222.222", "OpenDNS"),
            server("", "210.130.0.1", "IIJ"),
            server("", "203.112.2.4", "OCN"),
            server("", "61.122.112.97", "KDDI"),
            server("", "143.90.130.165", "SoftBank"),
            server("", "202.238.95.24", "So-net"),
            server("", "210.141.113.7", "NTT PC"),
            server("", "219.103.130.56", "BIGLOBE"),
            server("", "202.224.32.1", "ASAHI Net")};
}

std::vector<dns::ExchangePtr> parentExchanges()
{
    std::vector<dns::ExchangePtr> result;
    for (int i = 0; i < 13; ++i) {
        const QByteArray host = QByteArray(1, char('a' + i)) + ".gtld-servers.net";
        const QByteArray address = "192." + QByteArray::number(5 + i) + ".6.30";
        result.push_back(exchange(dns::Vantage::Parent, server(host.constData(), address.constData()), "coincheck.com",
                                  Type::NS, Now - std::chrono::milliseconds(2300 - 40 * i), 12 + 3 * i, FalseParentNs,
                                  true));
    }
    return result;
}

namespace {

std::vector<dns::ExchangePtr> authoritativeExchanges(Type type, const char *owner, const std::vector<Answer> &answers)
{
    std::vector<dns::ExchangePtr> result;
    int i = 0;
    for (const auto &fake : fakes()) {
        result.push_back(exchange(dns::Vantage::Authoritative, fake, owner, type,
                                  Now - std::chrono::milliseconds(1500 - 30 * i), 148 + 21 * i, answers));
        ++i;
    }
    return result;
}

std::vector<dns::ExchangePtr> resolverExchanges()
{
    std::vector<dns::ExchangePtr> result;
    int i = 0;
    for (const auto &resolver : resolverServers()) {
        const Instant when = Now - std::chrono::milliseconds(1000 - 20 * i);
        if (i < 7)
            result.push_back(
                exchange(dns::Vantage::Resolver, resolver, "coincheck.com", Type::NS, when, 8 + i, FalseChildNs));
        else if (i < 11)
            result.push_back(
                exchange(dns::Vantage::Resolver, resolver, "coincheck.com", Type::NS, when, 9 + i, TrueNs));
        else
            result.push_back(exchange(dns::Vantage::Resolver, resolver, "coincheck.com", Type::NS, when, 0, {}));
        ++i;
    }
    return result;
}

} // namespace

console::Matrix hijackMatrix()
{
    console::Matrix matrix;

    Row ns = row("coincheck.com", Type::NS, "@");
    // The inserted "0" of each imitation, to the character.
    ns.lines = {
        {s("ns-1515.awsdns-61.org"), different("ns-1515.awsdns-061.org", {{15, 1}}),
         different("ns-1515.awsdns-061.org", {{15, 1}}), different("ns-1515.awsdns-061.org", {{15, 1}})},
        {s("ns-1985.awsdns-56.co.uk"), different("ns-1985.awsdns-056.co.uk", {{15, 1}}),
         different("ns-1985.awsdns-056.co.uk", {{15, 1}}), different("ns-1985.awsdns-056.co.uk", {{15, 1}})},
        {s("ns-650.awsdns-17.net"), missing(), different("ns-650.awsdns-017.net", {{14, 1}}),
         different("ns-650.awsdns-017.net", {{14, 1}})},
        {s("ns-405.awsdns-50.com"), missing(), missing(), missing()},
    };
    ns.parent = cell(State::Mismatch, 0, 13, 0, parentExchanges());
    ns.parent.ttl = 172800;
    ns.authoritative = cell(State::Mismatch, 0, 3, 0, authoritativeExchanges(Type::NS, "coincheck.com", FalseChildNs));
    ns.authoritative.ttl = 360000;
    ns.resolvers = cell(State::Mismatch, 4, 7, 1, resolverExchanges());
    ns.resolvers.falseTtl = 359892;
    matrix.rows.push_back(ns);

    Row soa = row("coincheck.com", Type::SOA, "@");
    soa.lines = {
        {s("ns-1515.awsdns-61.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"),
         notAsked(),
         marked("ns-1515.awsdns-[0]61.org. [ns-1985.awsdns-056.co.uk.] [2020053001] [864000] [72000] 1209600 [360000]"),
         {}}};
    soa.parent.asked = false;
    soa.authoritative =
        cell(State::Mismatch, 0, 3, 0,
             authoritativeExchanges(
                 Type::SOA, "coincheck.com",
                 {{"coincheck.com", Type::SOA, 360000,
                   "ns-1515.awsdns-061.org. ns-1985.awsdns-056.co.uk. 2020053001 864000 72000 1209600 360000"}}));
    soa.resolvers = cell(State::Mismatch, 4, 7, 1);
    soa.resolvers.falseTtl = 359892;
    matrix.rows.push_back(soa);

    Row a = row("coincheck.com", Type::A, "@");
    a.className = s("CloudFront");
    a.lines = {{s("class: CloudFront"), notAsked(), same("54.192.85.80"), same("54.192.85.80")}};
    a.authoritative =
        cell(State::Match, 3, 0, 0,
             authoritativeExchanges(Type::A, "coincheck.com", {{"coincheck.com", Type::A, 300, "54.192.85.80"}}));
    a.authoritative.ttl = 300;
    a.resolvers = cell(State::Match, 11, 0, 1);
    matrix.rows.push_back(a);

    Row mx = row("coincheck.com", Type::MX, "@");
    mx.lines = {
        {s("1 aspmx.l.google.com"), notAsked(), different("5 mail.coincheck.com", {{0, 20}}),
         different("5 mail.coincheck.com", {{0, 20}})},
        {s("5 alt1.aspmx.l.google.com"), notAsked(), missing(), missing()},
        {s("5 alt2.aspmx.l.google.com"), notAsked(), missing(), missing()},
        {s("10 alt3.aspmx.l.google.com"), notAsked(), missing(), missing()},
        {s("10 alt4.aspmx.l.google.com"), notAsked(), missing(), missing()},
    };
    mx.authoritative = cell(
        State::Mismatch, 0, 3, 0,
        authoritativeExchanges(Type::MX, "coincheck.com", {{"coincheck.com", Type::MX, 60, "5 mail.coincheck.com."}}));
    mx.authoritative.ttl = 60;
    mx.resolvers = cell(State::Mismatch, 4, 7, 1);
    mx.resolvers.falseTtl = 60;
    matrix.rows.push_back(mx);

    Row txt = row("coincheck.com", Type::TXT, "@");
    txt.lines = {{s("\"v=spf1 include:_spf.google.com include:amazonses.com ~all\""), notAsked(),
                  same("\"v=spf1 include:_spf.google.com include:amazonses.com ~all\""),
                  same("\"v=spf1 include:_spf.google.com include:amazonses.com ~all\"")},
                 {s("\"google-site-verification=2k4Y\""), notAsked(), same("\"google-site-verification=2k4Y\""),
                  same("\"google-site-verification=2k4Y\"")}};
    txt.authoritative = cell(State::Match, 3, 0, 0);
    txt.resolvers = cell(State::Match, 11, 0, 1);
    matrix.rows.push_back(txt);

    Row ds = row("coincheck.com", Type::DS, "@");
    ds.expectedAbsent = true;
    ds.lines = {{{}, absent(), notAsked(), notAsked()}};
    ds.parent = cell(State::Match, 13, 0, 0);
    matrix.rows.push_back(ds);

    Row caa = row("coincheck.com", Type::CAA, "@");
    caa.expectedAbsent = true;
    caa.lines = {{{}, notAsked(), absent(), absent()}};
    caa.authoritative = cell(State::Match, 3, 0, 0);
    caa.resolvers = cell(State::Match, 11, 0, 1);
    matrix.rows.push_back(caa);

    Row mail = row("mail.coincheck.com", Type::A, "mail");
    mail.expectedAbsent = true;
    mail.lines = {{{}, notAsked(), different("45.77.24.250", {{0, 12}}), different("45.77.24.250", {{0, 12}})}};
    mail.authoritative = cell(
        State::Mismatch, 0, 3, 0,
        authoritativeExchanges(Type::A, "mail.coincheck.com", {{"mail.coincheck.com", Type::A, 60, "45.77.24.250"}}));
    mail.authoritative.ttl = 60;
    mail.resolvers = cell(State::Mismatch, 4, 7, 1);
    mail.resolvers.falseTtl = 60;
    matrix.rows.push_back(mail);

    matrix.registration = {
        {s("lastChanged"), s("2019-12-11T09:03:21Z"), s("2020-05-30T15:11:38Z"), State::Mismatch},
        {s("nameservers"), s("ns-1515.awsdns-61.org ns-1985.awsdns-56.co.uk ns-405.awsdns-50.com ns-650.awsdns-17.net"),
         s("ns-1515.awsdns-061.org ns-1985.awsdns-056.co.uk"), State::Mismatch},
        {s("statuses"), {}, s("active"), State::Match},
        {s("registrar"), {}, s("GMO Internet, Inc. d/b/a Onamae.com"), State::Match},
        {s("registered"), {}, s("2001-12-10T11:05:42Z"), State::Match},
        {s("expires"), {}, s("2020-12-10T11:05:42Z"), State::Match},
    };
    return matrix;
}

console::Matrix quietMatrix(const char *domain, int unknownAuthoritative)
{
    console::Matrix matrix;
    const QByteArray ns1 = QByteArray("ns1.") + domain, ns2 = QByteArray("ns2.") + domain;
    Row ns = row(domain, Type::NS, "@");
    for (const auto &host : {ns1, ns2})
        ns.lines.push_back(
            {QString::fromLatin1(host), same(host.constData()), same(host.constData()), same(host.constData())});
    ns.parent = cell(State::Match, 4, 0, 0);
    ns.authoritative =
        cell(unknownAuthoritative ? State::Unknown : State::Match, 4 - unknownAuthoritative, 0, unknownAuthoritative);
    ns.resolvers = cell(State::Match, 12, 0, 0);
    matrix.rows.push_back(ns);
    Row a = row(domain, Type::A, "@");
    a.lines = {{s("198.51.100.20"), notAsked(), same("198.51.100.20"), same("198.51.100.20")}};
    a.authoritative = ns.authoritative;
    a.resolvers = ns.resolvers;
    matrix.rows.push_back(a);
    Row txt = row(domain, Type::TXT, "@");
    txt.hasExpectation = false;
    txt.lines = {{{}, notAsked(), seen("\"v=spf1 -all\""), seen("\"v=spf1 -all\"")}};
    txt.authoritative = ns.authoritative;
    txt.resolvers = ns.resolvers;
    matrix.rows.push_back(txt);
    return matrix;
}

} // namespace hinoban::test::sample
