// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace hinoban::dns {

// Unpredictable numbers (RFC 5452, 9.2): the system's generator, drawn in blocks because each draw is a system call.
class Dice {
public:
    quint32 next()
    {
        if (m_at == m_block.size()) {
            QRandomGenerator::system()->fillRange(m_block.data(), qsizetype(m_block.size()));
            m_at = 0;
        }
        return m_block[m_at++];
    }
    quint16 id() { return static_cast<quint16>(next()); }
    // 0 … count-1; the bias of the modulus is below count / 2^32.
    quint32 below(quint32 count) { return next() % count; }

    // The letters of a wire name in random case ("0x20"). Length octets are below 'A' and stay.
    void mixCase(char *from, const char *to)
    {
        quint32 bits = 0;
        int left = 0;
        for (; from != to; ++from) {
            if (*from < 'a' || *from > 'z') continue;
            if (left-- == 0) {
                bits = next();
                left = 31;
            }
            *from = static_cast<char>(*from ^ ((bits & 1) << 5));
            bits >>= 1;
        }
    }

private:
    std::array<quint32, 256> m_block{};
    size_t m_at = m_block.size();
};

} // namespace hinoban::dns
