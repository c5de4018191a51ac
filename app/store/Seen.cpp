// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Seen.h"

#include "app/base/CanonicalJson.h"

#include <QJsonArray>
#include <QJsonDocument>

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

Seen seenOf(const QString &domain, const dns::Exchange &exchange)
{
    Seen seen;
    seen.domain = domain;
    seen.vantage = vantageText(exchange.vantage);
    seen.server = exchange.server.display();
    seen.address = exchange.server.address.toString();
    if (exchange.server.port != 53) seen.address += u'#' + QString::number(exchange.server.port);
    if (exchange.transport == dns::Transport::Tls || exchange.transport == dns::Transport::Https)
        seen.address.prepend(QString::fromLatin1(dns::transportText(exchange.transport)) + u"://"_s);
    seen.question = QString::fromLatin1(dns::questionText(exchange.question));
    seen.canonical = exchange.canonical();
    seen.outcome = QString::fromLatin1(dns::outcomeText(exchange.outcome));
    seen.at = exchange.sentAt;
    if (exchange.answered()) seen.rtt = exchange.rtt.count();
    seen.sha256 = exchange.replySha256();
    seen.raw = exchange.reply;
    return seen;
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
        seen.canonical = canonicalOf(*lookup.registration);
        seen.rtt = lookup.took.count();
    }
    seen.sha256 = lookup.rawSha256;
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
    if (trace.problem.isEmpty()) seen.canonical = sha256Hex(addresses);
    if (trace.response) seen.rtt = trace.response->count();
    seen.raw = QJsonDocument(path::toJson(trace)).toJson(QJsonDocument::Compact);
    seen.sha256 = sha256Hex(seen.raw);
    return seen;
}

} // namespace

std::vector<Seen> seenIn(const watch::Look &look)
{
    const QString domain = look.domain.name.display();
    std::vector<Seen> all;
    all.reserve(look.delegation.exchanges.size() + look.observations.size() + look.traces.size() + 1);
    std::unordered_set<const dns::Exchange *> done; // one exchange may speak of several RRsets
    const auto add = [&](const dns::ExchangePtr &exchange) {
        if (exchange && done.insert(exchange.get()).second) all.push_back(seenOf(domain, *exchange));
    };
    for (const dns::ExchangePtr &exchange : look.delegation.exchanges) {
        add(exchange);
    }
    for (const watch::Observation &observation : look.observations) {
        add(observation.exchange);
    }
    for (const watch::Observation &observation : look.formerServers) {
        add(observation.exchange);
    }
    // The proofs are kept where they are evidence. With DO the same server says more to the same question: that is
    // another sighting, not a change.
    const bool isProofWanted =
        look.dnssec && look.dnssec->security != dns::Security::Secure &&
        (look.dnssec->security == dns::Security::Bogus || look.domain.find(look.domain.name, dns::Type::DS));
    if (isProofWanted) {
        for (const dns::ExchangePtr &exchange : look.dnssec->exchanges) {
            if (!exchange || !done.insert(exchange.get()).second) continue;
            all.push_back(seenOf(domain, *exchange));
            all.back().question += " +dnssec"_L1;
        }
    }
    if (look.registration) all.push_back(seenOf(domain, *look.registration));
    for (const path::TracePtr &trace : look.traces) {
        all.push_back(seenOf(domain, *trace));
    }
    return all;
}

Seen seenOf(const dns::Name &domain, const QString &vantage, const dns::Exchange &exchange)
{
    Seen seen = seenOf(domain.display(), exchange);
    seen.vantage = vantage;
    return seen;
}

} // namespace hinoban::store
