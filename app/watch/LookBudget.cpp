// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/LookBudget.h"

#include <QStringList>

namespace hinoban::watch {

bool LookBudget::takeServer(const dns::Name &host)
{
    if (m_servers.contains(host)) return false;
    if (static_cast<int>(m_servers.size()) >= MaxServers) {
        m_serversLeftOut.insert(host);
        return false;
    }
    m_servers.insert(host);
    return true;
}

bool LookBudget::takeAddress(const QHostAddress &address)
{
    int &names = m_namesOf[address.toString()];
    if (m_addresses >= MaxAddresses || names >= MaxNames) {
        ++m_addressesLeftOut;
        return false;
    }
    ++m_addresses;
    ++names;
    return true;
}

bool LookBudget::takeProof()
{
    ++(m_proofs < MaxProofs ? m_proofs : m_proofsLeftOut);
    return m_proofsLeftOut == 0;
}

QString LookBudget::leftOut() const
{
    QStringList parts;
    if (!m_serversLeftOut.empty())
        parts << QStringLiteral("%1 nameservers are named, and %2 of them were looked for")
                     .arg(m_servers.size() + m_serversLeftOut.size())
                     .arg(m_servers.size());
    if (m_addressesLeftOut > 0) parts << QStringLiteral("%1 of their addresses were not asked").arg(m_addressesLeftOut);
    if (m_proofsLeftOut > 0)
        parts << QStringLiteral("%1 answers were not asked for with their signatures").arg(m_proofsLeftOut);
    if (!m_walks->refusal().isEmpty()) parts << m_walks->refusal();
    if (parts.isEmpty()) return {};
    return QStringLiteral("This look was cut short, so that nobody is flooded through us: %1.")
        .arg(parts.join(QStringLiteral("; ")));
}

} // namespace hinoban::watch
