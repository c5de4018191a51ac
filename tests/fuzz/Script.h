// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace hinoban::fuzz {

// Octets that decide, one after the other. After the last: zeros, or the same again from `again` on.
class Script {
public:
    explicit Script(QByteArrayView octets)
        : m_octets(octets)
    {
    }
    quint8 octet()
    {
        if (m_at >= m_octets.size()) {
            if (m_again < 0 || m_again >= m_octets.size()) return 0;
            m_at = m_again;
        }
        return static_cast<quint8>(m_octets[m_at++]);
    }
    quint16 two()
    {
        const int high = octet() << 8;
        return static_cast<quint16>(high | octet());
    }
    QByteArray some(int most)
    {
        QByteArray out(octet() % (most + 1), '\0');
        for (char &c : out)
            c = static_cast<char>(octet());
        return out;
    }
    void repeatFromHere() { m_again = m_at; }

private:
    QByteArrayView m_octets;
    qsizetype m_at = 0;
    qsizetype m_again = -1;
};

} // namespace hinoban::fuzz
