// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Seen.h"

#include "app/base/CanonicalJson.h"
#include "app/dns/DnssecOk.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <unordered_set>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestProblem = 200;

const QString &vantageText(dns::Vantage vantage)
{
    static const QString parent = u"parent"_s, authoritative = u"authoritative"_s, resolver = u"resolver"_s;
    switch (vantage) {
    case dns::Vantage::Parent:
        return parent;
    case dns::Vantage::Authoritative:
        return authoritative;
    case dns::Vantage::Resolver:
        break;
    }
    return resolver;
}

// The texts of a server. Most exchanges of a look ask the one that the exchange before asked.
struct ServerTexts {
    dns::Server server;
    dns::Transport transport = dns::Transport::Udp;
    QString name, address;

    void set(const dns::Exchange &exchange)
    {
        if (!address.isNull() && transport == exchange.transport && server == exchange.server) return;
        server = exchange.server;
        transport = exchange.transport;
        name = server.display();
        address = server.address.toString();
        if (server.port != 53) address += u'#' + QString::number(server.port);
        if (transport == dns::Transport::Tls || transport == dns::Transport::Https)
            address.prepend(QString::fromLatin1(dns::transportText(transport)) + u"://"_s);
    }
};

const QString &outcomeOf(dns::Outcome outcome)
{
    static const std::array texts{QString::fromLatin1(dns::outcomeText(dns::Outcome::Answered)),
                                  QString::fromLatin1(dns::outcomeText(dns::Outcome::TimedOut)),
                                  QString::fromLatin1(dns::outcomeText(dns::Outcome::Unreachable)),
                                  QString::fromLatin1(dns::outcomeText(dns::Outcome::Malformed))};
    return texts[static_cast<size_t>(outcome)];
}

Seen seenOf(const QString &domain, const dns::ExchangePtr &exchange, ServerTexts &texts)
{
    texts.set(*exchange);
    Seen seen;
    seen.domain = domain;
    seen.vantage = vantageText(exchange->vantage);
    seen.server = texts.name;
    seen.address = texts.address;
    seen.question = QString::fromLatin1(dns::questionText(exchange->question));
    seen.outcome = outcomeOf(exchange->outcome);
    seen.at = exchange->sentAt;
    if (exchange->answered()) seen.rtt = exchange->rtt.count();
    seen.raw = exchange->reply;
    seen.exchange = exchange;
    return seen;
}

bool isSameLabel(QByteArrayView a, QByteArrayView b)
{
    const auto folded = [](char octet) { return octet >= 'A' && octet <= 'Z' ? octet + 0x20 : +octet; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return folded(x) == folded(y); });
}

QString instantText(const std::optional<Instant> &instant) { return instant ? toRfc3339(*instant) : QString(); }

QByteArray canonicalOf(const registry::Registration &registration)
{
    QJsonArray nameservers;
    for (const dns::Name &name : registration.nameservers) {
        nameservers += name.display();
    }
    const QJsonObject values{{u"registrar"_s, registration.registrar},
                             {u"registrarIanaId"_s, registration.registrarIanaId},
                             {u"statuses"_s, QJsonArray::fromStringList(registration.statuses)},
                             {u"registered"_s, instantText(registration.registered)},
                             {u"expires"_s, instantText(registration.expires)},
                             {u"lastChanged"_s, instantText(registration.lastChanged)},
                             {u"transferred"_s, instantText(registration.transferred)},
                             {u"nameservers"_s, nameservers},
                             {u"delegationSigned"_s, registration.delegationSigned}};
    return sha256Hex(QJsonDocument(values).toJson(QJsonDocument::Compact));
}

Seen seenOf(const QString &domain, const registry::Lookup &lookup)
{
    Seen seen;
    seen.domain = domain;
    seen.vantage = u"registry"_s;
    seen.server = lookup.source;
    seen.question = lookup.domain.display() + " registration"_L1;
    seen.outcome = lookup.problem.isEmpty() ? u"answered"_s : lookup.problem.left(LongestProblem);
    seen.at = lookup.askedAt;
    if (lookup.registration) {
        seen.given = QByteArray::fromHex(canonicalOf(*lookup.registration));
        seen.rtt = lookup.took.count();
    }
    seen.raw = lookup.raw;
    return seen;
}

Seen seenOf(const QString &domain, const path::Trace &trace)
{
    Seen seen;
    seen.domain = domain;
    seen.vantage = u"path"_s;
    seen.server = trace.target.display();
    seen.address = trace.address.toString();
    seen.question = seen.server + " path"_L1;
    seen.outcome = !trace.problem.isEmpty() ? trace.problem.left(LongestProblem)
                   : trace.reached          ? u"answered"_s
                                            : u"not reached"_s;
    seen.at = trace.at;
    QByteArray addresses;
    for (const path::Hop &hop : trace.hops) {
        if (!hop.address.isNull()) addresses += hop.address.toString().toLatin1() + '\n';
    }
    if (trace.problem.isEmpty()) seen.given = sha256Of(addresses);
    if (trace.response) seen.rtt = trace.response->count();
    seen.raw = QJsonDocument(path::toJson(trace)).toJson(QJsonDocument::Compact);
    return seen;
}

} // namespace

QByteArray Seen::canonical() const
{
    if (!exchange) return given;
    if (!exchange->message) return {};
    return QByteArray::fromHex(
        dns::canonicalAnswerHash(*exchange->message, exchange->vantage == dns::Vantage::Resolver));
}

QByteArray Seen::sha256() const { return raw.isEmpty() ? QByteArray() : sha256Of(raw); }

QByteArray sha256Of(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256); }

std::vector<Seen> seenIn(const watch::Look &look)
{
    const QString domain = look.domain.name.display();
    std::vector<Seen> all;
    all.reserve(look.delegation.exchanges.size() + look.observations.size() + look.traces.size() + 1);
    std::unordered_set<const dns::Exchange *> done; // one exchange may speak of several RRsets
    ServerTexts texts;
    const auto add = [&](const dns::ExchangePtr &exchange) {
        if (exchange && done.insert(exchange.get()).second) all.push_back(seenOf(domain, exchange, texts));
    };
    // With DO the same server says more to the same question: that is another sighting, not a change.
    const auto addProof = [&](const dns::ExchangePtr &exchange) {
        if (!exchange || !done.insert(exchange.get()).second) return;
        all.push_back(seenOf(domain, exchange, texts));
        all.back().question += " +dnssec"_L1;
    };
    // What each server serves with its signatures is kept where it is evidence; of a sound zone that would be a row
    // whenever somebody signs.
    const auto isEvidence = [&](const dns::Exchange &exchange) {
        const auto &servers = look.dnssec->servers;
        return std::any_of(servers.begin(), servers.end(), [&](const dns::ServedSecurity &served) {
            return served.security == dns::Security::Bogus && served.evidence == exchange.replySha256();
        });
    };
    for (const dns::ExchangePtr &exchange : look.delegation.exchanges) {
        if (!exchange || exchange->vantage != dns::Vantage::Authoritative || !dns::asksForSignatures(*exchange))
            add(exchange);
        else if (look.dnssec && isEvidence(*exchange))
            addProof(exchange);
    }
    for (const watch::Observation &observation : look.observations) {
        add(observation.exchange);
    }
    for (const watch::Observation &observation : look.formerServers) {
        add(observation.exchange);
    }
    // The chain's proofs, where it is not sound.
    const bool isProofWanted =
        look.dnssec && look.dnssec->security != dns::Security::Secure &&
        (look.dnssec->security == dns::Security::Bogus || look.domain.find(look.domain.name, dns::Type::DS));
    if (isProofWanted) {
        for (const dns::ExchangePtr &exchange : look.dnssec->exchanges)
            addProof(exchange);
    }
    if (look.registration) {
        all.push_back(seenOf(domain, *look.registration));
        // A registrar's answer holds for several looks; it was given in one.
        const registry::LookupPtr &registrar = look.registration->registrar;
        if (registrar && registrar->askedAt >= look.startedAt) all.push_back(seenOf(domain, *registrar));
    }
    for (const registry::LookupPtr &lookup : look.hostRegistrations)
        all.push_back(seenOf(domain, *lookup));
    for (const path::TracePtr &trace : look.traces) {
        all.push_back(seenOf(domain, *trace));
    }
    return all;
}

Seen seenOf(const dns::Name &domain, const QString &vantage, const dns::ExchangePtr &exchange)
{
    ServerTexts texts;
    Seen seen = seenOf(domain.display(), exchange, texts);
    seen.vantage = vantage;
    return seen;
}

Seen seenOf(const dns::Name &domain, const registry::Lookup &lookup) { return seenOf(domain.display(), lookup); }

Seen seenOf(const registry::CertificateAnswer &answer)
{
    Seen seen;
    seen.domain = answer.domain.display();
    seen.vantage = u"certificates"_s;
    seen.server = answer.source;
    seen.question = seen.domain + " certificates"_L1;
    seen.outcome = answer.problem.isEmpty() ? u"answered"_s : answer.problem.left(LongestProblem);
    seen.at = answer.askedAt;
    if (answer.list) {
        QByteArray all;
        for (const auto &one : answer.list->certificates)
            all += one.issuer.toUtf8() + '\n' + one.serial + '\n' + one.names.join(u' ').toUtf8() + '\n';
        seen.given = sha256Of(all);
        seen.rtt = answer.took.count();
    }
    seen.raw = answer.raw;
    return seen;
}

bool isSameReply(const QByteArray &earlier, const dns::Exchange &exchange)
{
    constexpr qsizetype Header = 12, OptFixed = 11; // RFC 1035, 4.1.1; RFC 6891, 6.1.2
    const QByteArrayView before(earlier), now(exchange.reply);
    if (!exchange.message || before.size() < Header || now.size() < Header) return false;
    // An OPT record at the end is left aside, but for the part of it that belongs to the rcode.
    const auto optAt = [&](QByteArrayView message, qsizetype at) {
        if (message.size() - at < OptFixed) return false;
        const auto octet = [&](qsizetype i) { return static_cast<quint8>(message[at + i]); };
        return octet(0) == 0 && octet(1) == 0 && octet(2) == quint8(dns::Type::OPT) &&
               octet(9) * 256 + octet(10) == message.size() - at - OptFixed;
    };
    qsizetype end = now.size();
    if (exchange.message->edns) {
        end -= OptFixed + exchange.message->edns->options.size();
        if (end < Header || !optAt(now, end) || before.size() < end || !optAt(before, end)) return false;
        if (before.sliced(end + 5, 4) != now.sliced(end + 5, 4)) return false;
    } else if (before.size() != end) {
        return false;
    }
    // All of the header but the id; then the question's name.
    if (before.sliced(2, Header - 2) != now.sliced(2, Header - 2)) return false;
    if (now[4] != 0 || now[5] != 1) return false; // one question
    qsizetype at = Header;
    while (at < end && now[at] != 0) {
        const qsizetype length = static_cast<quint8>(now[at]);
        if (length > 63 || before[at] != now[at] || at + 1 + length >= end) return false;
        if (!isSameLabel(before.sliced(at + 1, length), now.sliced(at + 1, length))) return false;
        at += 1 + length;
    }
    return before.sliced(at, end - at) == now.sliced(at, end - at);
}

} // namespace hinoban::store
