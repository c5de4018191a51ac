// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

namespace hinoban::detect {

bool Judgement::decides(const Finding &finding) const
{
    const QString scope = finding.signal + QLatin1Char('|') + finding.vantage;
    const QString one = scope + QLatin1Char('|') + finding.subject;
    return (judged.contains(scope) || judged.contains(one)) && !undecided.contains(one);
}

Judgement judge(const View &view)
{
    Docket docket(view);
    judgeNameservers(docket);
    judgeImitations(docket);
    judgeGlue(docket);
    judgeSharedAddresses(docket);
    judgeSoa(docket);
    judgeMail(docket);
    judgeAddresses(docket);
    judgeTexts(docket);
    judgeDnssec(docket);
    judgeRegistration(docket);
    judgeYoungHosts(docket);
    judgeTtls(docket);
    return docket.take();
}

} // namespace hinoban::detect
