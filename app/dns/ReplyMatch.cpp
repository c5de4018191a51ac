// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ReplyMatch.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace hinoban::dns {
namespace {

constexpr qsizetype HeaderSize = 12;

quint8 octet(char c) { return static_cast<quint8>(c); }
char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

qsizetype questionSize(QByteArrayView query)
{
    qsizetype at = HeaderSize;
    while (query[at] != 0)
        at += octet(query[at]) + 1;
    return at + 5 - HeaderSize;
}

} // namespace

quint16 idOf(QByteArrayView message) { return qFromBigEndian<quint16>(message.data()); }

ReplyMatch matchReply(QByteArrayView reply, QByteArrayView query)
{
    if (reply.size() < HeaderSize) return ReplyMatch::Garbage;
    const quint8 flags = octet(reply[2]);
    if ((flags & 0x80) == 0 || (flags & 0x78) != 0) return ReplyMatch::NotAReply;
    const quint16 questions = qFromBigEndian<quint16>(reply.data() + 4);
    if (questions == 0) {
        const bool isError = (octet(reply[3]) & 0xf) != 0;
        return isError && reply.size() == HeaderSize ? ReplyMatch::NoQuestion : ReplyMatch::OtherQuestion;
    }
    const qsizetype size = questionSize(query);
    if (questions != 1 || reply.size() < HeaderSize + size) return ReplyMatch::OtherQuestion;
    const auto sent = query.sliced(HeaderSize, size);
    const auto echoed = reply.sliced(HeaderSize, size);
    if (std::memcmp(sent.data(), echoed.data(), static_cast<size_t>(size)) == 0) return ReplyMatch::Exact;
    // Only the name may differ in case, not the type and class behind it.
    const auto name = size - 4;
    const bool sameName = std::equal(sent.begin(), sent.begin() + name, echoed.begin(),
                                     [](char a, char b) { return folded(a) == folded(b); });
    const bool sameRest = std::equal(sent.begin() + name, sent.end(), echoed.begin() + name);
    return sameName && sameRest ? ReplyMatch::OtherCase : ReplyMatch::OtherQuestion;
}

} // namespace hinoban::dns
