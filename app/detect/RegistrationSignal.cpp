// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

namespace hinoban::detect {

// R1: the registration was changed later than the change that a person accepted. Never judged clear: only a person
// knows whether a change was ours.
void judgeRegistration(Docket &docket)
{
    const auto &accepted = docket.domain().registration;
    const registry::LookupPtr &lookup = docket.view().registration;
    if (!accepted || !accepted->lastChanged || !lookup || !lookup->registration) return;
    const registry::Registration &registration = *lookup->registration;
    if (!registration.lastChanged || *registration.lastChanged <= *accepted->lastChanged) return;

    const QString domain = docket.domain().name.display();
    Finding &finding = docket.find(QStringLiteral("R1"), QStringLiteral("registry"), domain, Severity::High,
                                   QStringLiteral("registration-changed"));
    const QString changed = toRfc3339(*registration.lastChanged);
    finding.args = {{QStringLiteral("accepted"), toRfc3339(*accepted->lastChanged)},
                    {QStringLiteral("since"), changed},
                    {QStringLiteral("lastChanged"), changed},
                    {QStringLiteral("registrar"), registration.registrar},
                    {QStringLiteral("nameservers"),
                     textList(std::set<dns::Name>(registration.nameservers.begin(), registration.nameservers.end()))}};
    finding.evidence.push_back(
        {lookup->rawSha256, QStringLiteral("registry"), lookup->source, {}, domain, lookup->askedAt});
}

} // namespace hinoban::detect
