// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

bool isSpf(const dns::Rdata &rdata) { return dns::txtOf(rdata).value_or(QByteArray()).toLower().startsWith("v=spf1"); }

// What a change of this RRset endangers; the name says it, and for SPF the text (RFC 7208, 6376, 7489, 8555, 8659).
QString ruleOf(const watch::Expectation &expectation, const std::vector<dns::Rdata> &changed)
{
    if (expectation.type == Type::CAA) return QStringLiteral("caa-changed");
    const std::vector<QByteArray> labels = expectation.owner.labels();
    const QByteArray first = labels.empty() ? QByteArray() : labels.front();
    if (first == "_acme-challenge") return QStringLiteral("acme-challenge-changed");
    if (first == "_dmarc") return QStringLiteral("dmarc-changed");
    if (std::find(labels.begin(), labels.end(), QByteArray("_domainkey")) != labels.end())
        return QStringLiteral("dkim-changed");
    return std::any_of(changed.begin(), changed.end(), isSpf) ? QStringLiteral("spf-changed")
                                                              : QStringLiteral("txt-changed");
}

// The same policy twice, written in two ways: each by itself is as expected, and both together are none (RFC 7208, 4.5;
// RFC 7489, 6.6.3).
std::vector<dns::Rdata> doubledData(const watch::Expectation &expectation, const watch::Observation &observation)
{
    std::vector<dns::Rdata> out;
    if (!observation.seen || observation.seen->type != expectation.type ||
        fitOf(expectation, observation.seen, observation.origins) != watch::Fit::Differs)
        return out;
    const auto &known = expectation.rdatas;
    std::copy_if(observation.seen->rdatas.begin(), observation.seen->rdatas.end(), std::back_inserter(out),
                 [&](const dns::Rdata &rdata) { return std::find(known.begin(), known.end(), rdata) == known.end(); });
    return out;
}

void judgeAt(Docket &docket, const watch::Expectation &expectation, Vantage vantage)
{
    const QString signal = QStringLiteral("D11");
    const QString subject = docket.subject(expectation.owner, expectation.type);
    const Observations known = docket.known(vantage, expectation.owner, expectation.type);
    const bool decisive = !(vantage == Vantage::Authoritative ? docket.delegated(known) : known).empty();
    if (!decisive) docket.undecided(signal, vantageText(vantage), subject);

    Observations saying;
    std::set<QString> unexpected;
    std::set<QString> missing;
    std::vector<dns::Rdata> changed;
    for (const watch::Observation *one : known) {
        std::vector<dns::Rdata> added = unexpectedData(expectation, *one);
        const std::vector<dns::Rdata> gone = missingData(expectation, *one);
        if (added.empty() && gone.empty()) added = doubledData(expectation, *one);
        // A resolver that lacks something may hold an older truth.
        if (added.empty() && (gone.empty() || vantage == Vantage::Resolver)) continue;
        saying.push_back(one);
        changed.insert(changed.end(), added.begin(), added.end());
        changed.insert(changed.end(), gone.begin(), gone.end());
        for (const dns::Rdata &rdata : added)
            unexpected.insert(dataText(one->seen->type, rdata));
        for (const dns::Rdata &rdata : gone)
            missing.insert(dataText(expectation.type, rdata));
    }
    if (saying.empty()) return;
    const QString rule = ruleOf(expectation, changed);
    Finding &finding = docket.find(signal, vantageText(vantage), subject,
                                   rule == QLatin1String("txt-changed") ? Severity::Med : Severity::High, rule);
    finding.args = {{QStringLiteral("unexpected"), textList(unexpected)},
                    {QStringLiteral("missing"), textList(missing)}};
    docket.support(finding, saying, docket.asked(vantage, expectation.owner, expectation.type));
}

} // namespace

// D11: who may send mail and who may issue certificates. One finding a name, type and vantage.
void judgeTexts(Docket &docket)
{
    for (Vantage vantage : {Vantage::Authoritative, Vantage::Resolver}) {
        docket.judged(QStringLiteral("D11"), vantageText(vantage));
        for (const watch::Expectation &expectation : docket.domain().expectations)
            if (expectation.type == Type::TXT || expectation.type == Type::CAA) judgeAt(docket, expectation, vantage);
    }
}

} // namespace hinoban::detect
