// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"

#include <QCryptographicHash>

#include <array>
#include <QHash>

namespace hinoban::test {

using console::Cell;
using console::Line;
using console::Row;
using console::Shown;
using dns::Type;
using watch::State;

Instant at(const char *rfc3339) { return instantFromRfc3339(QString::fromLatin1(rfc3339)).value(); }

dns::Name name(const char *text) { return dns::Name::fromText(QByteArrayView(text)).value(); }

namespace {

QString s(const char *utf8) { return QString::fromUtf8(utf8); }

const Instant Now = at("2020-06-01T10:18:04Z");
const Instant Changed = at("2020-05-30T15:11:38Z");
const Instant Noticed = at("2020-06-01T10:10:00Z");

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

detect::Finding finding(const char *signal, const char *subject, const char *vantage, detect::Severity severity,
                        const char *rule, QJsonObject args, const char *firstSeen, int evidence)
{
    detect::Finding result;
    result.signal = s(signal);
    result.domain = name("coincheck.com");
    result.subject = s(subject);
    result.vantage = s(vantage);
    result.severity = severity;
    result.rule = s(rule);
    result.args = std::move(args);
    result.firstSeen = at(firstSeen);
    result.lastSeen = Now;
    const auto exchanges = parentExchanges();
    for (int i = 0; i < evidence; ++i)
        result.evidence.push_back({exchanges[size_t(i) % exchanges.size()]->replySha256(), s(vantage),
                                   exchanges[size_t(i) % exchanges.size()]->server.name.display(),
                                   exchanges[size_t(i) % exchanges.size()]->server.address.toString(),
                                   s("coincheck.com NS"), Now});
    return result;
}

QJsonArray list(std::initializer_list<const char *> texts)
{
    QJsonArray array;
    for (const char *text : texts)
        array.append(s(text));
    return array;
}

std::vector<detect::Finding> hijackFindings()
{
    using detect::Severity;
    const QJsonArray expected =
        list({"ns-1515.awsdns-61.org", "ns-1985.awsdns-56.co.uk", "ns-405.awsdns-50.com", "ns-650.awsdns-17.net"});
    const auto imitation = [](const char *host, const char *imitates) {
        return QJsonObject{{s("host"), s(host)}, {s("imitates"), s(imitates)}, {s("provider"), s("Route 53")}};
    };
    const auto unexpected = [&](const char *host) {
        return QJsonObject{{s("host"), s(host)}, {s("servers"), s("13/13")}, {s("expected"), expected}};
    };
    return {
        finding("D2", "ns-1515.awsdns-061.org", "", Severity::Crit, "imitates-zero-padding",
                imitation("ns-1515.awsdns-061.org", "ns-1515.awsdns-61.org"), "2020-06-01T10:10:00Z", 13),
        finding("D2", "ns-1985.awsdns-056.co.uk", "", Severity::Crit, "imitates-zero-padding",
                imitation("ns-1985.awsdns-056.co.uk", "ns-1985.awsdns-56.co.uk"), "2020-06-01T10:10:00Z", 13),
        finding("D2", "ns-650.awsdns-017.net", "", Severity::Crit, "imitates-zero-padding",
                imitation("ns-650.awsdns-017.net", "ns-650.awsdns-17.net"), "2020-06-01T10:10:00Z", 13),
        finding("D1", "ns-1515.awsdns-061.org", "parent", Severity::Crit, "unexpected-nameserver",
                unexpected("ns-1515.awsdns-061.org"), "2020-06-01T10:10:00Z", 13),
        finding("D1", "ns-1985.awsdns-056.co.uk", "parent", Severity::Crit, "unexpected-nameserver",
                unexpected("ns-1985.awsdns-056.co.uk"), "2020-06-01T10:10:00Z", 13),
        finding("D8", "coincheck.com MX", "authoritative", Severity::Crit, "unexpected-mx",
                {{s("host"), s("mail.coincheck.com")},
                 {s("addresses"), list({"45.77.24.250"})},
                 {s("preference"), s("5")},
                 {s("ttl"), s("60")},
                 {s("servers"), s("3/3")}},
                "2020-06-01T10:10:04Z", 3),
        finding("R1", "coincheck.com", "registry", Severity::High, "registration-changed",
                {{s("accepted"), s("2019-12-11T09:03:21Z")}, {s("lastChanged"), s("2020-05-30T15:11:38Z")}},
                "2020-06-01T10:10:06Z", 1),
        finding("D3", "coincheck.com NS", "", Severity::High, "parent-child-differ",
                {{s("onlyParent"), QJsonArray()},
                 {s("onlyChild"), list({"ns-650.awsdns-017.net"})},
                 {s("servers"), s("3/3")}},
                "2020-06-01T10:10:04Z", 4),
        finding(
            "D6", "coincheck.com SOA", "authoritative", Severity::High, "soa-changed",
            {{s("servers"), s("3/3")},
             {s("changed"), list({"mname", "rname", "refresh", "retry", "minimum"})},
             {s("present"),
              list({"ns-1515.awsdns-061.org. ns-1985.awsdns-056.co.uk. 2020053001 864000 72000 1209600 360000"})},
             {s("expected"), list({"ns-1515.awsdns-61.org. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"})}},
            "2020-06-01T10:10:04Z", 3),
        finding("D7", "coincheck.com NS", "authoritative", Severity::Med, "ttl-raised",
                {{s("present"), s("360000")}, {s("expected"), s("86400")}, {s("servers"), s("3/3")}},
                "2020-06-01T10:10:04Z", 3),
    };
}

void setFlush(respond::ResolverState &state)
{
    const QString label = state.server.display();
    if (label.contains(s("Google"))) state.flushPage = QUrl(s("https://dns.google/cache"));
    if (label.contains(s("Cloudflare"))) state.flushPage = QUrl(s("https://1.1.1.1/purge-cache/"));
    if (label.contains(s("OpenDNS"))) state.flushPage = QUrl(s("https://cachecheck.opendns.com/"));
}

std::vector<respond::ResolverState> everybodyElse()
{
    std::vector<respond::ResolverState> others(2);
    others[0].server.label = s("Unbound");
    others[0].flushCommand = s("unbound-control flush_zone coincheck.com");
    others[1].server.label = s("BIND");
    others[1].flushCommand = s("rndc flushtree coincheck.com");
    for (auto &other : others)
        other.cache = respond::CacheState::Possible;
    return others;
}

respond::CacheTail hijackTail()
{
    respond::CacheTail tail;
    tail.serveFalse = 7;
    tail.serveTrue = 4;
    tail.unknown = 1;
    tail.unbounded = true;
    int i = 0;
    for (const auto &resolver : resolverServers()) {
        respond::ResolverState state;
        state.server = resolver;
        state.state = i < 7 ? State::Mismatch : i < 11 ? State::Match : State::Unknown;
        state.cache = i < 7    ? respond::CacheState::False
                      : i < 11 ? respond::CacheState::TrueNow
                               : respond::CacheState::Possible;
        if (i < 7) {
            state.falseTtl = quint32(359892 - 41000 * i);
            state.until = Now + std::chrono::seconds(state.falseTtl);
        }
        setFlush(state);
        tail.resolvers.push_back(state);
        ++i;
    }
    tail.state = respond::CacheState::False;
    tail.falseSince = Changed;
    tail.falseServersAnswer = true;
    tail.others = everybodyElse();
    return tail;
}

registry::LookupPtr registration()
{
    registry::Registration value;
    value.domain = name("coincheck.com");
    value.registrar = s("GMO Internet, Inc. d/b/a Onamae.com");
    value.registrarIanaId = s("49");
    value.abuseEmail = s("abuse@gmo.jp");
    value.abusePhone = s("+81.337709199");
    value.statuses = {s("ok")};
    value.registered = at("2001-12-10T11:05:42Z");
    value.expires = at("2020-12-10T11:05:42Z");
    value.lastChanged = Changed;
    value.nameservers = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk")};
    auto lookup = std::make_shared<registry::Lookup>();
    lookup->domain = value.domain;
    lookup->source = s("RDAP https://rdap.example/com/v1/domain/coincheck.com");
    lookup->askedAt = Now - std::chrono::seconds(40);
    lookup->took = std::chrono::milliseconds(210);
    lookup->raw = QByteArrayLiteral("{\"objectClassName\":\"domain\",\"ldhName\":\"COINCHECK.COM\"}");
    lookup->rawSha256 = QCryptographicHash::hash(lookup->raw, QCryptographicHash::Sha256).toHex();
    lookup->registration = value;
    return lookup;
}

path::Hop hop(int ttl, const char *address, const char *host, const char *place, int ms)
{
    path::Hop result;
    result.ttl = ttl;
    if (*address) result.address = QHostAddress(s(address));
    result.name = s(host);
    result.place = s(place);
    if (ms >= 0) result.rtt = std::chrono::milliseconds(ms);
    return result;
}

console::PathView pathView()
{
    console::PathView view;
    auto before = std::make_shared<path::Trace>();
    before->domain = before->target = name("coincheck.com");
    before->address = QHostAddress(s("13.225.165.90"));
    before->at = at("2020-05-29T15:00:00Z");
    before->reached = true;
    before->response = std::chrono::milliseconds(38);
    before->source = s("scenario");
    before->hops = {hop(1, "192.0.2.1", "gw.office.example", "", 1), hop(2, "", "", "", -1),
                    hop(3, "203.0.113.9", "ae-5.r24.tokyjp05.jp.bb.gin.ntt.net", "NRT", 2),
                    hop(4, "13.225.165.90", "server-13-225-165-90.nrt20.r.cloudfront.net", "NRT", 3)};
    auto now = std::make_shared<path::Trace>(*before);
    now->address = QHostAddress(s("54.192.85.80"));
    now->at = Now - std::chrono::seconds(30);
    now->response = std::chrono::milliseconds(310);
    now->hops = {hop(1, "192.0.2.1", "gw.office.example", "", 1),
                 hop(2, "", "", "", -1),
                 hop(3, "203.0.113.9", "ae-5.r24.tokyjp05.jp.bb.gin.ntt.net", "NRT", 2),
                 hop(4, "129.250.4.142", "ae-4.r22.sttlwa01.us.bb.gin.ntt.net", "SEA", 212),
                 hop(5, "129.250.3.179", "ae-5.r25.amstnl02.nl.bb.gin.ntt.net", "AMS", 309),
                 hop(6, "54.192.85.80", "server-54-192-85-80.ams50.r.cloudfront.net", "AMS", 310)};
    view.baseline.trace = before;
    view.baseline.response = std::chrono::milliseconds(38);
    view.baseline.since = at("2020-05-29T14:00:00Z");
    view.baseline.samples = 420;
    view.now = now;
    view.source = s("scenario");
    for (Instant t = at("2020-05-29T14:00:00Z"); t <= Now; t += std::chrono::minutes(30)) {
        const auto step = std::chrono::duration_cast<std::chrono::minutes>(t - at("2020-05-29T14:00:00Z")).count() / 30;
        console::PathSample sample;
        sample.at = t;
        const bool false_ = t > at("2020-06-01T03:00:00Z") || (t > Changed && step % 3 == 0);
        sample.responseMs = (false_ ? 310 : 38) + double(step * 7 % 9) - 4;
        sample.address = QHostAddress(false_ ? s("54.192.85.80") : s("13.225.165.90"));
        sample.place = false_ ? s("AMS") : s("NRT");
        view.samples.push_back(sample);
    }
    return view;
}

QString inJapanese(const QByteArray &english)
{
    static const QHash<QByteArray, const char *> words{
        {"Now. Have the name servers restored and the account frozen.", "今すぐ。NS の復旧と口座の凍結を依頼します。"},
        {"By telephone; have the member id ready.", "電話で。会員番号をご用意ください。"},
        {"At the same time, for the incident response team's own line.",
         "並行して。対応チームの窓口に直接連絡します。"},
        {"To confirm that your own zone is intact.", "自ゾーンが無傷であることを確認します。"},
        {"To coordinate the take-down of three false name servers and one false mail server.",
         "偽 NS 3 台・偽 MX 1 台の停止調整を依頼します。"},
        {"Ask for the reply by telephone: your mail is lost.", "メールは届きません。返信は電話でお願いします。"},
        {"To take down the false mail server 45.77.24.250.", "偽メールサーバー 45.77.24.250 の停止を依頼します。"}};
    return s(words.value(english, ""));
}

std::vector<respond::Contact> contacts()
{
    using respond::Channel;
    const auto contact = [](const char *id, const char *role, const char *who, std::vector<Channel> channels,
                            const char *use, const char *advice, const char *source, const char *confidence,
                            const char *verified, const char *letter) {
        respond::Contact value;
        value.id = s(id);
        value.role = s(role);
        value.organisation = s(who);
        value.channels = std::move(channels);
        value.use = s(use);
        value.advice = s(advice);
        value.useJa = inJapanese(use);
        value.adviceJa = inJapanese(advice);
        value.source = s(source);
        value.confidence = s(confidence);
        value.lastVerified = s(verified);
        value.templates = {s(letter)};
        return value;
    };
    return {
        contact("registrar", "registrar", "GMO Internet (Onamae.com)",
                {{Channel::Kind::Phone, s("+81 3 5456 2560")},
                 {Channel::Kind::Form, s("https://help.onamae.com/contact/")}},
                "Now. Have the name servers restored and the account frozen.",
                "By telephone; have the member id ready.", "registrar's own page", "H", "2020-05-01", "REG-URGENT"),
        contact("registrar-csirt", "registrar-csirt", "GMO CSIRT",
                {{Channel::Kind::Mail, s("csirt@registrar.example")}},
                "At the same time, for the incident response team's own line.", "", "NCA member list", "M",
                "2020-04-12", "REG-CSIRT"),
        contact("aws", "dns-cloud", "AWS Support",
                {{Channel::Kind::Ticket, s("https://console.aws.amazon.com/support/")}},
                "To confirm that your own zone is intact.", "", "organisation's own page", "H", "2020-05-20",
                "CLOUD-CHECK"),
        contact("jpcert-cc", "national-csirt", "JPCERT/CC",
                {{Channel::Kind::Mail, s("info@jpcert.or.jp")},
                 {Channel::Kind::Form, s("https://form.jpcert.or.jp/")},
                 {Channel::Kind::Phone, s("+81 3 6271 8901")}},
                "To coordinate the take-down of three false name servers and one false mail server.",
                "Ask for the reply by telephone: your mail is lost.", "organisation's own page", "H", "2020-05-20",
                "JP-TD"),
        contact("hosting-vultr", "hosting", "Vultr (45.77.24.250)", {{Channel::Kind::Mail, s("abuse@vultr.com")}},
                "To take down the false mail server 45.77.24.250.", "", "RDAP of the address", "M", "2020-06-01",
                "HOST-TD"),
    };
}

respond::Organisation organisation()
{
    respond::Organisation value;
    value.name = s("Example Inc.");
    value.nameJa = s("例示株式会社");
    value.role = s("Head of Security");
    value.roleJa = s("サイバーセキュリティ推進部長");
    value.phone = s("+81 3 0000 0000");
    value.externalMail = s("ir@example.net");
    return value; // no person and no member id yet: gaps
}

store::LogRecord record(quint64 sequence, respond::Entry entry)
{
    store::LogRecord result;
    result.writer = s("hinoban");
    result.sequence = sequence;
    result.previous = QByteArray(64, '0');
    result.hash = QCryptographicHash::hash(QByteArray::number(sequence), QCryptographicHash::Sha256).toHex();
    result.entry = std::move(entry);
    return result;
}

respond::Entry entry(respond::Entry::Kind kind, const char *happened, const char *learned, const char *author,
                     const char *text, const char *textJa = "", const char *source = "")
{
    respond::Entry result;
    result.kind = kind;
    result.happened = at(happened);
    result.learned = at(learned);
    result.author = s(author);
    result.text = s(text);
    result.textJa = s(textJa);
    result.source = s(source);
    result.domain = name("coincheck.com");
    return result;
}

QList<store::LogRecord> log(const std::vector<detect::Finding> &findings)
{
    using Kind = respond::Entry::Kind;
    std::vector<respond::Entry> entries{
        entry(Kind::Story, "2020-05-29T14:19:13Z", "2020-06-01T11:30:00Z", "Hinoban", "awsdns-061.org was registered.",
              "awsdns-061.org が登録されました。", "WHOIS of awsdns-061.org"),
        entry(Kind::Story, "2020-05-30T15:05:00Z", "2020-06-01T10:10:00Z", "Hinoban",
              "The name servers were rewritten in the registrar's account.",
              "レジストラのアカウントでネームサーバーが書き換えられました。", "final report of the company"),
        entry(Kind::Story, "2020-06-01T03:00:00Z", "2020-06-01T03:00:00Z", "SRE",
              "Response times rise from 38 to 310 ms.", "応答時間が 38 ms から 310 ms に上がっています。",
              "final report of the company (hour chosen)"),
        entry(Kind::Person, "2020-06-01T09:42:03Z", "2020-06-01T09:45:10Z", "Sato",
              "dig: coincheck.com A 54.192.85.80 (CloudFront in Amsterdam)"),
    };
    quint64 sequence = 1;
    QList<store::LogRecord> result;
    for (auto &value : entries)
        result.push_back(record(sequence++, std::move(value)));
    for (const auto &found : findings)
        result.push_back(record(sequence++, respond::entryOf({detect::Change::Kind::Opened, found}, found.firstSeen)));
    auto typed = entry(Kind::Person, "2020-06-01T10:16:00Z", "2020-06-01T10:17:12Z", "Kyan",
                       "Called AWS Support: our hosted zone is untouched.");
    typed.zone = s("+09:00");
    result.push_back(record(sequence++, typed));
    return result;
}

watch::Domain domainValue(const dns::Name &domain, bool real)
{
    watch::Domain value;
    value.name = domain;
    if (!real) return value;
    const watch::Approval approval{s("Sato"), s("as configured in Route 53"), s("zone file coincheck.com.zone"),
                                   at("2020-05-01T01:00:00Z")};
    const auto exact = [&](Type type, std::initializer_list<const char *> rdatas, quint32 ttl) {
        watch::Expectation expectation;
        expectation.owner = domain;
        expectation.type = type;
        for (const char *text : rdatas)
            expectation.rdatas.push_back(dns::rdataFromText(type, QByteArrayView(text)).value());
        expectation.ttl = ttl;
        expectation.approval = approval;
        value.expectations.push_back(expectation);
    };
    exact(Type::NS,
          {"ns-1515.awsdns-61.org.", "ns-1985.awsdns-56.co.uk.", "ns-405.awsdns-50.com.", "ns-650.awsdns-17.net."},
          86400);
    exact(Type::MX, {"1 aspmx.l.google.com."}, 86400);
    watch::RegistrationExpectation::Standing standing;
    standing.registrar = s("GMO Internet, Inc. d/b/a Onamae.com");
    standing.registrarIanaId = s("49");
    standing.statuses = {s("clientTransferProhibited")};
    standing.expires = at("2020-12-10T11:05:42Z");
    standing.nameservers = {name("ns-1515.awsdns-61.org"), name("ns-1985.awsdns-56.co.uk"),
                            name("ns-405.awsdns-50.com"), name("ns-650.awsdns-17.net")};
    value.registration = watch::RegistrationExpectation{at("2019-12-11T09:03:21Z"), standing, approval};
    return value;
}

console::DomainView quietDomain(const char *domain, int lookedSecondsAgo)
{
    console::DomainView view;
    view.name = name(domain);
    view.state = console::DomainState::Match;
    view.lookedAt = Now - std::chrono::seconds(lookedSecondsAgo);
    view.domain = domainValue(view.name, false);
    view.matrix = quietMatrix(domain, 0);
    view.mail = console::mailOf(view.matrix, view.name);
    view.tail.serveTrue = 12;
    view.askedServers = 20;
    view.facts.domain = view.name;
    return view;
}

} // namespace

respond::CacheTail recoveringTail(Instant now)
{
    using respond::CacheState;
    respond::CacheTail tail;
    tail.falseSince = Changed;
    tail.repairedAt = at("2020-06-01T11:52:54Z");
    const auto after = [&](qint64 seconds) { return *tail.repairedAt + std::chrono::seconds(seconds); };
    const std::array<qint64, 4> caps{21600, 360000, 43200, 3600};
    int i = 0;
    for (const auto &server : resolverServers()) {
        respond::ResolverState state;
        state.server = server;
        const qint64 cap = i < 4 ? caps[size_t(i)] : i % 2 ? 360000 : 86400;
        state.bound = after(cap + 300);
        state.delegationBound = after(cap);
        const bool over = *state.bound <= now;
        const bool isFalse = !over && i % 3 != 2;
        state.state = isFalse ? State::Mismatch : i == 11 ? State::Unknown : State::Match;
        state.cache = over      ? CacheState::Clean
                      : isFalse ? CacheState::False
                      : i == 11 ? CacheState::Possible
                                : CacheState::TrueNow;
        if (!over) state.until = isFalse ? *state.bound - (*state.bound - now) / (2 + i % 3) : *state.bound;
        if (isFalse) state.falseTtl = quint32((*state.until - now) / std::chrono::seconds(1));
        if (state.cache == CacheState::TrueNow) state.trueLooks = quint32(40 + i);
        ++(isFalse ? tail.serveFalse : i == 11 ? tail.unknown : tail.serveTrue);
        setFlush(state);
        tail.resolvers.push_back(state);
        ++i;
    }
    tail.others = everybodyElse();
    tail.others[0].until = tail.others[0].bound = after(86400 + 300);
    tail.others[1].until = tail.others[1].bound = after(360000 + 300);
    tail.end = tail.askedEnd = tail.others[1].until;
    tail.state = CacheState::False;
    return tail;
}

namespace {

std::shared_ptr<console::Snapshot> make(bool hijack)
{
    auto snapshot = std::make_shared<console::Snapshot>();
    snapshot->at = Now;
    snapshot->drill = true;
    snapshot->title = s("coincheck-2020");
    snapshot->titleJa = s("coincheck-2020");
    snapshot->speed = 60;
    snapshot->organisation = organisation();
    snapshot->resolvers = 12;
    snapshot->nextLook = Now + std::chrono::seconds(21);
    if (!hijack) {
        for (const char *domain :
             {"api.example", "coincheck.com", "coincheck.jp", "ir.example", "status.example", "wallet.example"})
            snapshot->domains.push_back(quietDomain(domain, 24));
        return snapshot;
    }
    const auto findings = hijackFindings();
    for (const auto &value : findings)
        snapshot->findings.push_back(value);
    std::stable_sort(snapshot->findings.begin(), snapshot->findings.end(),
                     [](const auto &a, const auto &b) { return a.firstSeen < b.firstSeen; });

    auto &incident = snapshot->incident;
    incident.id = s("HB-2020-001");
    incident.state = respond::IncidentState::Hijack;
    incident.domains = {name("coincheck.com")};
    incident.signalIds = {s("D1"), s("D2"), s("D8"), s("R1"), s("D3"), s("D6"), s("D7")};
    incident.changedAt = Changed;
    incident.changedAtSource = s("registry");
    incident.noticedAt = Noticed;
    incident.mailLost = true;

    console::DomainView coincheck;
    coincheck.name = name("coincheck.com");
    coincheck.state = console::DomainState::Mismatch;
    coincheck.lookedAt = Now - std::chrono::seconds(2);
    coincheck.domain = domainValue(coincheck.name, true);
    coincheck.findings = findings;
    coincheck.matrix = hijackMatrix();
    coincheck.mail = console::mailOf(coincheck.matrix, coincheck.name);
    coincheck.tail = hijackTail();
    coincheck.registration = registration();
    using Kind = detect::Weakness::Kind;
    coincheck.weaknesses = {
        {Kind::NoServerLock,
         detect::Severity::Warn,
         {s("serverDeleteProhibited"), s("serverTransferProhibited"), s("serverUpdateProhibited")}},
        {Kind::NoDnssec, detect::Severity::Info, {}},
        {Kind::OneProvider, detect::Severity::Info, {s("Route 53")}},
    };
    coincheck.path = pathView();
    coincheck.contacts = contacts();
    coincheck.unknownServers = 1;
    coincheck.askedServers = 28;
    auto &facts = coincheck.facts;
    facts.incident = incident;
    facts.domain = coincheck.name;
    facts.organisation = snapshot->organisation;
    facts.registration = coincheck.registration;
    facts.expectedNs = {name("ns-1515.awsdns-61.org"), name("ns-1985.awsdns-56.co.uk"), name("ns-405.awsdns-50.com"),
                        name("ns-650.awsdns-17.net")};
    facts.parentNs = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk")};
    facts.childNs = {name("ns-1515.awsdns-061.org"), name("ns-1985.awsdns-056.co.uk"), name("ns-650.awsdns-017.net")};
    facts.expectedMx = {s("1 aspmx.l.google.com"), s("5 alt1.aspmx.l.google.com")};
    facts.observedMx = {s("5 mail.coincheck.com")};
    for (const auto &fake : fakes())
        facts.hostile.push_back({fake.name, {fake.address}, s("nameserver")});
    facts.hostile.push_back({name("mail.coincheck.com"), {QHostAddress(s("45.77.24.250"))}, s("mail server")});
    facts.findings = findings;
    facts.firstSeen = Noticed;
    facts.lastChecked = Now - std::chrono::seconds(2);
    facts.parentServersWrong = facts.parentServersAsked = 13;
    facts.tail = coincheck.tail;
    for (const auto &value : coincheck.matrix.rows.front().parent.exchanges)
        facts.evidence.push_back(QString::fromLatin1(value->replySha256()) + QLatin1Char(' ') +
                                 value->server.name.display() + QLatin1String(" coincheck.com NS ") +
                                 toRfc3339(value->sentAt));
    facts.drill = true;

    console::DomainView jp = quietDomain("coincheck.jp", 31);
    jp.state = console::DomainState::Suspicion;
    auto warned = finding("R1", "coincheck.jp", "registry", detect::Severity::Med, "registration-changed",
                          {{s("accepted"), s("2020-04-01T00:00:00Z")}, {s("lastChanged"), s("2020-05-31T16:02:00Z")}},
                          "2020-06-01T10:12:00Z", 1);
    warned.domain = jp.name;
    jp.findings = {warned};
    snapshot->findings.push_back(warned);

    console::DomainView status = quietDomain("status.example", 18);
    status.state = console::DomainState::Unknown;
    status.matrix = quietMatrix("status.example", 1);
    status.mail = console::mailOf(status.matrix, status.name);
    status.unknownReason = s("1 of 4 authoritative servers does not answer");
    status.unknownServers = 1;

    snapshot->domains = {coincheck,
                         jp,
                         status,
                         quietDomain("api.example", 31),
                         quietDomain("ir.example", 12),
                         quietDomain("wallet.example", 24)};
    snapshot->log = log(findings);
    snapshot->head = {s("hinoban"), snapshot->log.back().sequence, snapshot->log.back().hash};
    facts.chainHead = s("hinoban ") + QString::number(snapshot->head.sequence);
    snapshot->domains.front().facts.chainHead = s("hinoban ") + QString::number(snapshot->head.sequence) +
                                                QLatin1Char(' ') + QString::fromLatin1(snapshot->head.hash);
    return snapshot;
}

} // namespace

console::SnapshotPtr sampleSnapshot()
{
    static const console::SnapshotPtr snapshot = make(true);
    return snapshot;
}

console::SnapshotPtr quietSnapshot()
{
    static const console::SnapshotPtr snapshot = make(false);
    return snapshot;
}

std::shared_ptr<console::Snapshot> sampleCopy() { return std::make_shared<console::Snapshot>(*sampleSnapshot()); }

} // namespace hinoban::test
