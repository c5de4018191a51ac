// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/OriginAnswer.h"

#include "app/base/Prefix.h"

#include <QStringList>

#include <algorithm>

namespace hinoban::path {

namespace {

constexpr qsizetype MostText = 512; // a record; real ones have some sixty octets
constexpr size_t MostRecords = 16;  // a full view shows an address in a handful of prefixes
constexpr qsizetype MostSystems = 32;

Result<OriginAnswer> refused(const QByteArray &text, const QString &why)
{
    return failure(ErrorCode::BadInput, QString::fromLatin1(text.left(80).toPercentEncoding(" |/.:,-")), why);
}

std::optional<quint32> systemFromText(const QString &word)
{
    const bool isNumber = !word.isEmpty() && word.size() <= 10 &&
                          std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool good = false;
    const quint32 number = isNumber ? word.toUInt(&good) : 0;
    if (!good || number == 0) return {};
    return number;
}

} // namespace

std::optional<dns::Name> originQuestion(const QHostAddress &address)
{
    QByteArray text;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 value = address.toIPv4Address();
        for (int shift = 0; shift < 32; shift += 8)
            text += QByteArray::number(value >> shift & 0xff) + '.';
        text += "origin.asn.cymru.com.";
    } else if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR octets = address.toIPv6Address();
        constexpr const char *Digits = "0123456789abcdef";
        for (int i = 15; i >= 0; --i) {
            text += Digits[octets[i] & 15];
            text += '.';
            text += Digits[octets[i] >> 4];
            text += '.';
        }
        text += "origin6.asn.cymru.com.";
    } else {
        return {};
    }
    const auto name = dns::Name::fromText(text);
    return name ? std::optional(*name) : std::nullopt;
}

Result<OriginAnswer> originFromText(const QByteArray &text, const QHostAddress &address)
{
    if (text.size() > MostText) return refused(text, QStringLiteral("longer than %1 octets").arg(MostText));
    const QStringList fields = QString::fromLatin1(text).split(QLatin1Char('|'));
    if (fields.size() < 3 || fields.size() > 5)
        return refused(text, QStringLiteral("not AS | prefix | country | registry | date"));

    const QStringList words = fields.at(0).simplified().split(QLatin1Char(' '));
    if (words.size() > MostSystems) return refused(text, QStringLiteral("too many systems"));
    std::vector<quint32> systems;
    for (const QString &word : words) {
        const auto system = systemFromText(word);
        if (!system) return refused(text, QStringLiteral("no AS number"));
        systems.push_back(*system);
    }
    const QString network = fields.at(1).trimmed();
    const auto prefix = Prefix::fromText(network);
    if (!prefix) return refused(text, QStringLiteral("no prefix"));
    if (!prefix->contains(address)) return refused(text, QStringLiteral("about another address"));

    OriginAnswer answer;
    const bool isOne = std::adjacent_find(systems.begin(), systems.end(), std::not_equal_to<>()) == systems.end();
    answer.origin.as = isOne ? systems.front() : 0;
    answer.origin.country = countryFromText(fields.at(2).trimmed());
    const qsizetype slash = network.indexOf(QLatin1Char('/'));
    answer.length = slash < 0 ? (network.contains(QLatin1Char(':')) ? 128 : 32) : network.mid(slash + 1).toInt();
    return answer;
}

std::optional<Origin> originFromRecords(const std::vector<dns::Rdata> &records, const QHostAddress &address)
{
    std::optional<OriginAnswer> best;
    for (size_t i = 0; i < std::min(records.size(), MostRecords); ++i) {
        const auto text = dns::txtOf(records[i]);
        if (!text) continue;
        const auto answer = originFromText(*text, address);
        if (!answer || (best && answer->length < best->length)) continue;
        if (!best || answer->length > best->length) {
            best = *answer;
            continue;
        }
        if (best->origin.as != answer->origin.as) best->origin.as = 0;
        if (best->origin.country != answer->origin.country) best->origin.country.clear();
    }
    if (!best || (best->origin.as == 0 && best->origin.country.isEmpty())) return {};
    return best->origin;
}

} // namespace hinoban::path
