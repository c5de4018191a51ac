// SPDX-License-Identifier: GPL-3.0-or-later
// What is known and done beside the records of the sample case.
#include "tests/ui/SampleParts.h"

#include <QCryptographicHash>
#include <QHash>

#include <array>

namespace hinoban::test::sample {

using console::Cell;
using console::Line;
using console::Row;
using console::Shown;
using dns::Type;
using watch::State;

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

namespace {

QJsonArray list(std::initializer_list<const char *> texts)
{
    QJsonArray array;
    for (const char *text : texts)
        array.append(s(text));
    return array;
}

} // namespace

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

namespace {

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

} // namespace

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
    path::BaselineSet usual;
    for (int round = 0; round < 420; ++round)
        usual = path::learn(std::move(usual), before, {}).set;
    detect::PathTarget present, expected, control;
    present.trace = now;
    present.isNew = true;
    present.way = path::wayOf(&usual, *now, {});
    expected.role = detect::PathRole::Expected;
    expected.trace = before;
    expected.way = path::wayOf(&usual, *before, {});
    auto root = std::make_shared<path::Trace>(*before);
    root->domain = root->target = name("m.root-servers.net");
    control.role = detect::PathRole::Control;
    control.trace = root;
    control.way = expected.way;
    view.verdicts = std::make_shared<const std::vector<detect::PathVerdict>>(
        std::vector{detect::verdictOf({present, expected, control})});
    view.usual = std::make_shared<const path::BaselineSet>(std::move(usual));
    for (int round = 0; round < 12; ++round) {
        auto one = std::make_shared<path::Trace>(*now);
        for (auto &each : one->hops)
            if (each.rtt) *each.rtt += std::chrono::milliseconds(round * each.ttl % 5);
        view.recent.push_back(one);
    }
    for (const auto &[address, as, country] :
         {std::tuple("203.0.113.9", 2914U, "JP"), std::tuple("129.250.4.142", 2914U, "US"),
          std::tuple("129.250.3.179", 2914U, "NL"), std::tuple("54.192.85.80", 16509U, "NL")})
        view.origins.insert(QHostAddress(s(address)), {as, s(country), s("Team Cymru, DNS"), Now});
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

namespace {

QString inJapanese(const QByteArray &english)
{
    static const QHash<QByteArray, const char *> words{
        {"Now. Have the name servers restored and the account frozen.", "今すぐ。NS の復旧と口座の凍結を依頼します。"},
        {"By telephone; have the member id ready.", "電話で。会員番号をご用意ください。"},
        {"At the same time, for the incident response team's own line.",
         "並行して。対応チームの窓口に直接連絡します。"},
        {"To confirm that your own zone is intact.", "自社ゾーンが改変されていないことを確認します。"},
        {"To coordinate the take-down of three false name servers and one false mail server.",
         "偽 NS 3 台・偽 MX 1 台の停止調整を依頼します。"},
        {"Ask for the reply by telephone: your mail is lost.", "メールは届きません。返信は電話でお願いします。"},
        {"To take down the false mail server 45.77.24.250.", "偽メールサーバー 45.77.24.250 の停止を依頼します。"}};
    return s(words.value(english, ""));
}

} // namespace

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

namespace {

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

} // namespace

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

} // namespace hinoban::test::sample
