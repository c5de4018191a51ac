// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/EdnsOptions.h"

#include <QHostAddress>
#include <QtEndian>

#include <algorithm>
#include <iterator>

namespace hinoban::dns {
namespace {

// RFC 8914, 4 and 5.2.
constexpr const char *ExtendedErrors[] = {
    "Other",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest Type",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
};

// What a server wrote, between quotation marks: printable ASCII, the rest as \DDD.
QByteArray quoted(const QByteArray &octets)
{
    QByteArray out = "\"";
    for (const char c : octets) {
        const auto octet = static_cast<quint8>(c);
        if (octet < 0x20 || octet >= 0x7f) {
            out += '\\' + QByteArray::number(octet).rightJustified(3, '0');
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

QByteArray subnetText(const QByteArray &data)
{
    const auto family = data.size() < 4 ? quint16(0) : qFromBigEndian<quint16>(data.constData());
    const qsizetype size = family == 1 ? 4 : family == 2 ? 16 : 0;
    if (size == 0 || data.size() - 4 > size) return data.toHex(' ');
    const QByteArray octets = data.mid(4).leftJustified(size, '\0');
    const QHostAddress address = family == 1 ? QHostAddress(qFromBigEndian<quint32>(octets.constData()))
                                             : QHostAddress(reinterpret_cast<const quint8 *>(octets.constData()));
    return address.toString().toLatin1() + '/' + QByteArray::number(static_cast<quint8>(data.at(2))) + '/' +
           QByteArray::number(static_cast<quint8>(data.at(3)));
}

QByteArray extendedErrorText(const QByteArray &data)
{
    if (data.size() < 2) return data.toHex(' ');
    const auto code = qFromBigEndian<quint16>(data.constData());
    QByteArray out = QByteArray::number(code);
    if (code < std::size(ExtendedErrors)) out += QByteArray(" (") + ExtendedErrors[code] + ')';
    if (data.size() > 2) out += ": " + quoted(data.mid(2));
    return out;
}

} // namespace

std::optional<std::vector<EdnsOption>> ednsOptions(const QByteArray &octets)
{
    std::vector<EdnsOption> options;
    qsizetype at = 0;
    while (at < octets.size()) {
        if (at + 4 > octets.size()) return std::nullopt;
        const auto code = qFromBigEndian<quint16>(octets.constData() + at);
        const qsizetype size = qFromBigEndian<quint16>(octets.constData() + at + 2);
        at += 4;
        if (at + size > octets.size()) return std::nullopt;
        options.push_back({code, octets.mid(at, size)});
        at += size;
    }
    return options;
}

QByteArray ednsOptionsText(const QByteArray &octets)
{
    const auto options = ednsOptions(octets);
    if (!options) return "; OPTIONS: " + octets.toHex() + '\n';
    QByteArray out;
    for (const auto &[code, data] : *options) {
        switch (code) {
        case 3:
            out += "; NSID: " + data.toHex(' ') + (data.isEmpty() ? QByteArray() : " (" + quoted(data) + ')');
            break;
        case 8:
            out += "; CLIENT-SUBNET: " + subnetText(data);
            break;
        case 10:
            out += "; COOKIE: " + data.toHex();
            break;
        case 12:
            out += "; PADDING: " + QByteArray::number(data.size()) + " octets";
            break;
        case 15:
            out += "; EDE: " + extendedErrorText(data);
            break;
        default:
            out += "; OPT=" + QByteArray::number(code) + ": " + data.toHex(' ');
            break;
        }
        out += '\n';
    }
    return out;
}

} // namespace hinoban::dns
