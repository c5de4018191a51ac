// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/TraceText.h"

#include <map>

namespace hinoban::path {

namespace {

constexpr int MostLines = 512;
constexpr int LongestPath = 64;

// "10.213ms", or "10.213" before a word "ms".
std::optional<Duration> milliseconds(QByteArray word, bool unitFollows)
{
    if (word.endsWith("ms"))
        word.chop(2);
    else if (!unitFollows)
        return std::nullopt;
    bool good = false;
    const double value = word.toDouble(&good);
    if (!good || !(value >= 0) || value > 600000) return std::nullopt;
    return Duration(qRound64(value * 1000));
}

// " 3:", "3?:" of tracepath, " 3" of traceroute; nothing if the line is no hop.
std::optional<int> ttlOf(QByteArray word)
{
    if (word.endsWith(':')) word.chop(1);
    if (word.endsWith('?')) word.chop(1);
    bool good = false;
    const int ttl = word.toInt(&good);
    if (!good || ttl < 1 || ttl > LongestPath) return std::nullopt;
    return ttl;
}

// The first address and the first time of a line; the rest belongs to further probes of the same hop.
void readHop(const QList<QByteArray> &words, Hop &hop)
{
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (hop.address.isNull()) {
            const QHostAddress address(QString::fromLatin1(words[i].left(64)));
            // QHostAddress also reads a bare number as an address.
            if (!address.isNull() && (words[i].count('.') == 3 || words[i].contains(':'))) hop.address = address;
            continue;
        }
        if (hop.rtt) return;
        hop.rtt = milliseconds(words[i], i + 1 < words.size() && words[i + 1] == "ms");
    }
}

} // namespace

TraceText readTraceText(const QByteArray &text, const QHostAddress &target)
{
    TraceText read;
    std::map<int, Hop> hops;
    int lines = 0;
    for (const QByteArray &line : text.split('\n')) {
        if (++lines > MostLines) break;
        const auto words = line.left(1024).simplified().split(' ');
        const auto ttl = ttlOf(words.first());
        if (!ttl || line.contains("[LOCALHOST]")) continue;
        // tracepath may tell a hop twice; what answered is kept.
        Hop &hop = hops[*ttl];
        hop.ttl = *ttl;
        if (hop.address.isNull()) readHop(words, hop);
        read.reached = hop.address == target;
        if (read.reached) break;
    }
    for (auto &[ttl, hop] : hops) {
        // A TTL that was passed over is a hop that said nothing.
        while (int(read.hops.size()) + 1 < ttl) {
            Hop silent;
            silent.ttl = int(read.hops.size()) + 1;
            read.hops.push_back(silent);
        }
        read.hops.push_back(hop);
    }
    // Behind the last answer there is only silence until the tool gave up.
    while (!read.hops.empty() && read.hops.back().address.isNull())
        read.hops.pop_back();
    return read;
}

} // namespace hinoban::path
