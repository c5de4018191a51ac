// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"
#include "app/detect/Sentence.h"
#include "app/detect/SignalFamilies.h"
#include "app/detect/Stranger.h"

namespace hinoban::detect {
namespace {

QJsonArray spansText(const std::vector<Span> &spans)
{
    QJsonArray out;
    for (const Span &span : spans)
        out.append(QStringLiteral("%1+%2").arg(span.begin).arg(span.length));
    return out;
}

} // namespace

// D2: each unexpected NS or MX host that imitates what is expected, wherever it is named.
void judgeImitations(Docket &docket)
{
    const QString signal = QStringLiteral("D2");
    std::vector<dns::Name> ours{docket.domain().name};
    const std::set<dns::Name> expected = expectedHosts(docket);
    ours.insert(ours.end(), expected.begin(), expected.end());
    if (everyVantageKnows(docket)) docket.judged(signal, {});

    size_t accused = 0;
    for (const auto &[host, stranger] : strangersOf(docket)) {
        if (accused == MaxListed) break;
        const NameJudgement judgement = judgeName(host, ours);
        if (judgement.likeness != Likeness::LookAlike) continue;
        ++accused;
        Finding &finding = docket.find(signal, {}, host.display(), Severity::Crit, imitationRule(judgement));
        finding.args = {
            {QStringLiteral("host"), host.display()},
            {QStringLiteral("rule"), judgement.rule},
            {QStringLiteral("provider"), judgement.provider},
            {QStringLiteral("imitates"), judgement.imitates.isRoot() ? QString() : judgement.imitates.display()},
            {QStringLiteral("difference"), spansText(judgement.difference)},
            {QStringLiteral("roles"), textList(stranger.roles)},
            {QStringLiteral("seenAt"), textList(stranger.vantages)}};
        docket.support(finding, stranger.naming, int(stranger.naming.size()));
        finding.args.remove(QStringLiteral("servers")); // of no one vantage
    }
}

} // namespace hinoban::detect
