// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Age.h"
#include "app/detect/LookAlike.h"
#include "app/detect/SignalFamilies.h"
#include "app/detect/Stranger.h"

namespace hinoban::detect {
namespace {

// A domain in which hosts stand that nobody expects.
struct Ground {
    std::set<dns::Name> hosts;
    std::set<QString> roles, vantages;
};

} // namespace

// R5: a name server or mail host that nobody expects stands in a domain that was registered lately. Gone when nobody
// names such a host any more; that the domain has grown older in the meantime does not clear it.
void judgeYoungHosts(Docket &docket)
{
    const QString signal = QStringLiteral("R5");
    if (everyVantageKnows(docket)) docket.judged(signal, {});

    std::map<dns::Name, Ground> grounds;
    for (const auto &[host, stranger] : strangersOf(docket)) {
        Ground &ground = grounds[registrableDomain(host)];
        ground.hosts.insert(host);
        ground.roles.insert(stranger.roles.begin(), stranger.roles.end());
        ground.vantages.insert(stranger.vantages.begin(), stranger.vantages.end());
    }

    const auto &lookups = docket.view().hostRegistrations;
    for (const auto &[domain, ground] : grounds) {
        const auto found = lookups.find(domain);
        const auto registered = found != lookups.end() && found->second->registration
                                    ? found->second->registration->registered
                                    : std::nullopt;
        if (!registered || !isYoung(*registered, docket.view().now)) {
            docket.undecided(signal, {}, domain.display());
            continue;
        }
        Finding &finding = docket.find(signal, {}, domain.display(), Severity::Crit,
                                       ageRule(QStringLiteral("young-host"), *registered, docket.view().now));
        finding.args = {{QStringLiteral("hosts"), textList(ground.hosts)},
                        {QStringLiteral("registrable"), domain.display()},
                        {QStringLiteral("registered"), toRfc3339(*registered)},
                        {QStringLiteral("age"), ageText(*registered, docket.view().now)},
                        {QStringLiteral("registrar"), found->second->registration->registrar},
                        {QStringLiteral("roles"), textList(ground.roles)},
                        {QStringLiteral("seenAt"), textList(ground.vantages)}};
        finding.evidence.push_back({found->second->rawSha256,
                                    QStringLiteral("registry"),
                                    found->second->source,
                                    {},
                                    domain.display() + QLatin1String(" registration"),
                                    found->second->askedAt});
    }
}

} // namespace hinoban::detect
