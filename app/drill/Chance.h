// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace hinoban::drill {

// A number that looks drawn and is always the same for the same arguments (FNV-1a), so that a story plays alike on
// every machine. Not qHash: that has another seed in every process.
[[nodiscard]] inline size_t chance(const QByteArray &bytes, size_t salt = 0)
{
    quint64 sum = 14695981039346656037ULL;
    const auto mix = [&sum](quint8 octet) { sum = (sum ^ octet) * 1099511628211ULL; };
    for (const char octet : bytes)
        mix(quint8(octet));
    for (int i = 0; i < 8; ++i)
        mix(quint8(quint64(salt) >> (8 * i)));
    return size_t(sum >> 16);
}

} // namespace hinoban::drill
