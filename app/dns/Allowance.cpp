// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Allowance.h"

namespace hinoban::dns {

QString Allowance::take(const QHostAddress &server)
{
    if (isUsedUp())
        return m_refusal = QStringLiteral("the budget of %1 questions for one look is used up").arg(m_limits.questions);
    int &asked = m_ofServer[server];
    if (asked >= m_limits.perServer) {
        QString refusal = QStringLiteral("the budget of %1 questions to %2 for one look is used up")
                              .arg(m_limits.perServer)
                              .arg(server.toString());
        if (m_refusal.isEmpty()) m_refusal = refusal;
        return refusal;
    }
    ++asked;
    ++m_taken;
    return {};
}

} // namespace hinoban::dns
