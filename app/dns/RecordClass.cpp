// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/RecordClass.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

struct NamedClass {
    quint16 klass;
    const char *text;
};
constexpr NamedClass Names[] = {{1, "IN"}, {3, "CH"}, {4, "HS"}};

} // namespace

QByteArray classText(quint16 klass)
{
    for (const NamedClass &named : Names)
        if (named.klass == klass) return named.text;
    return "CLASS" + QByteArray::number(klass);
}

std::optional<quint16> classFromText(QByteArrayView text)
{
    if (text.size() > 10) return std::nullopt;
    const QByteArray upper = text.toByteArray().toUpper();
    for (const NamedClass &named : Names)
        if (upper == named.text) return named.klass;
    if (!upper.startsWith("CLASS")) return std::nullopt;
    const QByteArray digits = upper.mid(5);
    if (digits.isEmpty() || !std::all_of(digits.cbegin(), digits.cend(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool good = false;
    const ushort number = digits.toUShort(&good);
    if (!good) return std::nullopt;
    return number;
}

} // namespace hinoban::dns
