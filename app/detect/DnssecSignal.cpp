// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

#include <algorithm>
#include <map>

namespace hinoban::detect {
namespace {

using dns::Security;
using dns::Type;
using dns::Vantage;

const QString Signal = QStringLiteral("D12");

QJsonArray dsTexts(const std::vector<dns::Rdata> &rdatas)
{
    QJsonArray out;
    for (const dns::Rdata &rdata : rdatas)
        if (size_t(out.size()) < MaxListed) out.append(dataText(Type::DS, rdata));
    return out;
}

std::vector<dns::Rdata> minus(const std::vector<dns::Rdata> &all, const std::vector<dns::Rdata> &taken)
{
    std::vector<dns::Rdata> out;
    std::set_difference(all.begin(), all.end(), taken.begin(), taken.end(), std::back_inserter(out));
    return out;
}

QJsonArray reasonArgs(const dns::SecurityReason &reason)
{
    QJsonArray out{reason.code};
    for (const QString &arg : reason.args)
        out.append(arg);
    return out;
}

// What the DS records should be: as a person said, else as they were when the domain was last secure.
std::optional<std::vector<dns::Rdata>> expectedDs(const Docket &docket)
{
    const watch::Expectation *expectation = docket.domain().find(docket.domain().name, Type::DS);
    if (expectation) return expectation->rdatas; // none where it is expected absent
    if (!docket.view().dsBefore.empty()) return docket.view().dsBefore;
    return {};
}

// As one of several alternatives says, or on the way from one to the other: never less than one of them, and nothing
// that none names (RFC 6781, 4.1.2: both sets stand side by side while keys are changed).
bool isPlanned(const Docket &docket, const std::vector<dns::Rdata> &seen)
{
    const watch::Expectation *expectation = docket.domain().find(docket.domain().name, Type::DS);
    if (!expectation || expectation->kind != watch::Expectation::Kind::AnyOf) return false;
    if (!std::includes(expectation->rdatas.begin(), expectation->rdatas.end(), seen.begin(), seen.end())) return false;
    const auto alternatives = alternativesOf(*expectation);
    return std::any_of(alternatives.begin(), alternatives.end(), [&](const watch::Expectation *one) {
        return std::includes(seen.begin(), seen.end(), one->rdatas.begin(), one->rdatas.end());
    });
}

bool isSecure(const Docket &docket)
{
    const dns::ValidationPtr &validation = docket.view().dnssec;
    const dns::ChainLink *link = validation ? validation->link(docket.domain().name) : nullptr;
    return link && link->security == Security::Secure;
}

// The DS records at every server of the parent. Returns whether a finding was opened.
bool judgeDs(Docket &docket, const std::vector<dns::Rdata> &expected)
{
    const dns::Name &domain = docket.domain().name;
    const Observations known = docket.known(Vantage::Parent, domain, Type::DS);
    if (known.empty()) return false;
    docket.judged(Signal, QStringLiteral("parent"));
    Observations differing;
    std::vector<dns::Rdata> unexpected, missing, present;
    for (const watch::Observation *one : known) {
        const bool isDs = one->seen && one->seen->type == Type::DS;
        const std::vector<dns::Rdata> seen = isDs ? one->seen->rdatas : std::vector<dns::Rdata>();
        if (seen == expected || isPlanned(docket, seen)) continue;
        differing.push_back(one);
        const auto add = [](std::vector<dns::Rdata> &to, const std::vector<dns::Rdata> &from) {
            std::vector<dns::Rdata> all;
            std::set_union(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(all));
            to = std::move(all);
        };
        add(unexpected, minus(seen, expected));
        add(missing, minus(expected, seen));
        add(present, seen);
    }
    if (differing.empty()) return false;
    // The keys that are expected have signed the new ones: most likely a lawful change that nobody has accepted yet.
    const std::vector<dns::Rdata> &endorsed = docket.view().dsEndorsed;
    const bool isRolled = !endorsed.empty() && isSecure(docket) &&
                          std::all_of(differing.begin(), differing.end(), [&](const watch::Observation *one) {
                              return one->seen && one->seen->type == Type::DS && one->seen->rdatas == endorsed;
                          });
    Finding &finding = docket.find(Signal, QStringLiteral("parent"), docket.subject(domain, Type::DS),
                                   isRolled ? Severity::Warn : Severity::Crit,
                                   isRolled          ? QStringLiteral("ds-rolled")
                                   : present.empty() ? QStringLiteral("ds-gone")
                                                     : QStringLiteral("ds-changed"));
    finding.args = {{QStringLiteral("expected"), dsTexts(expected)},
                    {QStringLiteral("present"), dsTexts(present)},
                    {QStringLiteral("unexpected"), dsTexts(unexpected)},
                    {QStringLiteral("missing"), dsTexts(missing)}};
    docket.support(finding, differing, docket.asked(Vantage::Parent, domain, Type::DS));
    return true;
}

// The zone of the trust anchor itself is not valid yet, or no longer: everybody would have noticed. It is this
// machine's clock that is wrong, and what it says of the domain is not known.
bool isOurClock(const dns::Validation &validation)
{
    if (validation.chain.empty() || !validation.chain.front().isAnchor) return false;
    const auto &anchor = validation.chain.front();
    return anchor.security == Security::Bogus && (anchor.reason.code == QLatin1String("signature-early") ||
                                                  anchor.reason.code == QLatin1String("signature-expired"));
}

// The answers that a validator refuses, and by which exchanges.
void accuse(Docket &docket, const dns::Validation &validation)
{
    const dns::Name &domain = docket.domain().name;
    const dns::AnswerSecurity *first = nullptr;
    std::set<QString> sets;
    for (const dns::AnswerSecurity &answer : validation.answers) {
        if (answer.security != Security::Bogus) continue;
        if (!first) first = &answer;
        sets.insert(docket.subject(answer.question.name, answer.question.type));
    }
    // The chain itself, or what hangs on it.
    const bool isChain = !validation.chain.empty() && validation.chain.back().security == Security::Bogus;
    Finding &finding = docket.find(Signal, {}, domain.display() + QStringLiteral(" DNSSEC"), Severity::Crit,
                                   isChain || !first ? QStringLiteral("chain-broken") : QStringLiteral("data-bogus"));
    finding.args = {{QStringLiteral("reason"), reasonArgs(isChain || !first ? validation.reason : first->reason)},
                    {QStringLiteral("sets"), textList(sets)}};
    for (const dns::ExchangePtr &exchange : validation.exchanges) {
        const bool isOfChain =
            isChain && std::find(validation.chain.back().evidence.begin(), validation.chain.back().evidence.end(),
                                 exchange->replySha256()) != validation.chain.back().evidence.end();
        const bool isOfSet = !isChain && exchange->answered() &&
                             sets.count(docket.subject(exchange->question.name, exchange->question.type)) > 0;
        if ((isOfChain || isOfSet) && finding.evidence.size() < Docket::MaxEvidence)
            finding.evidence.push_back(evidenceOf(*exchange));
    }
}

QString whoIs(const dns::Server &server)
{
    const QString address = server.address.toString();
    return server.name.isRoot() ? address : server.name.display() + QLatin1Char(' ') + address;
}

// Servers that serve of a sound zone what does not pass: each by name. A resolver that meets one of them asks the next,
// as a rule; until then it is slow, and where the others are out of reach, blind.
void accuseServers(Docket &docket, const dns::Validation &validation)
{
    const QString vantage = vantageText(Vantage::Authoritative);
    std::map<QString, std::vector<const dns::ServedSecurity *>> bad;
    std::set<QString> known, open; // open: something that it was asked for is not known
    for (const dns::ServedSecurity &served : validation.servers) {
        const QString who = whoIs(served.server);
        if (served.security != Security::Indeterminate)
            known.insert(who);
        else
            open.insert(who);
        if (served.security == Security::Bogus) bad[who].push_back(&served); // the keys first
    }
    if (known.empty()) return;
    docket.judged(Signal, vantage);
    // Whoever said nothing this time is not acquitted, nor who was not even asked: by name, where the name led nowhere.
    for (const watch::Observation *one : docket.all(Vantage::Authoritative, Type::SOA))
        if (const QString who = whoIs(one->exchange->server); !known.contains(who)) open.insert(who);
    for (const QString &who : open)
        docket.undecided(Signal, vantage, who + QStringLiteral(" DNSSEC"));
    for (const dns::NameServer &server : docket.view().look.servers)
        if (!server.problem.isEmpty() || server.addresses.empty())
            docket.undecided(Signal, vantage, server.name.display() + QStringLiteral(" *"));
    size_t listed = 0;
    for (const auto &[who, served] : bad) {
        std::set<QString> sets;
        for (const dns::ServedSecurity *one : served)
            sets.insert(docket.subject(one->owner, one->type));
        if (++listed > MaxListed) break;
        // One of several is an error of somebody's, or the beginning of something.
        Finding &finding =
            docket.find(Signal, vantage, who + QStringLiteral(" DNSSEC"),
                        bad.size() < known.size() ? Severity::Med : Severity::High, QStringLiteral("server-bogus"));
        finding.args = {{QStringLiteral("server"), who},
                        {QStringLiteral("count"), QStringLiteral("%1/%2").arg(bad.size()).arg(known.size())},
                        {QStringLiteral("sets"), textList(sets)},
                        {QStringLiteral("reason"), reasonArgs(served.front()->reason)}};
        for (const dns::ServedSecurity *one : served)
            if (finding.evidence.size() < Docket::MaxEvidence)
                finding.evidence.push_back({one->evidence, vantage, one->server.display(),
                                            one->server.address.toString(), docket.subject(one->owner, one->type),
                                            one->at});
    }
}

} // namespace

// D12: the parent's word for the domain's keys, and whether what is served bears it out. A domain that is not signed,
// and of which nothing else was ever known, raises nothing.
void judgeDnssec(Docket &docket)
{
    const auto expected = expectedDs(docket);
    const dns::ValidationPtr &validation = docket.view().dnssec;
    const bool isDsWrong = expected && judgeDs(docket, *expected);
    // Nothing was ever expected: what an earlier run found is cleared by a sound chain alone.
    if (!expected && validation && validation->security == Security::Secure)
        docket.judged(Signal, QStringLiteral("parent"));
    if (!validation || validation->security == Security::Indeterminate) return;
    if (isOurClock(*validation)) return;
    docket.judged(Signal, {});
    if (validation->security == Security::Bogus) return accuse(docket, *validation);
    accuseServers(docket, *validation);
    const dns::ChainLink *own = validation->link(docket.domain().name);
    const bool isOpen = !own || own->security == Security::Insecure;
    if (isOpen) docket.judged(Signal, vantageText(Vantage::Authoritative)); // nothing has to be signed any more
    // Its lost DS records say so already.
    if (!isOpen || isDsWrong || !expected || expected->empty()) return;
    const watch::Expectation *expectation = docket.domain().find(docket.domain().name, Type::DS);
    if (expectation && mayBeAbsent(*expectation)) return;
    const dns::Name &domain = docket.domain().name;
    Finding &finding = docket.find(Signal, {}, domain.display() + QStringLiteral(" DNSSEC"), Severity::Crit,
                                   QStringLiteral("chain-insecure"));
    finding.args = {{QStringLiteral("reason"), reasonArgs(validation->reason)}};
    for (const dns::ExchangePtr &exchange : validation->exchanges)
        if (exchange->question.type == Type::DS && finding.evidence.size() < Docket::MaxEvidence)
            finding.evidence.push_back(evidenceOf(*exchange));
}

} // namespace hinoban::detect
