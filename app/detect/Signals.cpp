// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

namespace hinoban::detect {

bool Judgement::decides(const Finding &finding) const
{
    const QString scope = finding.signal + QLatin1Char('|') + finding.vantage;
    return judged.contains(scope) && !undecided.contains(scope + QLatin1Char('|') + finding.subject);
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
    judgeTtls(docket);
    return docket.take();
}

} // namespace hinoban::detect
