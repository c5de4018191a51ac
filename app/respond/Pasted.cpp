// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Pasted.h"

#include "app/base/SafeText.h"
#include "app/path/TraceText.h"

#include <QRegularExpression>

#include <algorithm>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

struct Read {
    QString tool, about, answer;
    QString name; // that it is about
    std::optional<Instant> at;
};

QString captured(const QString &text, const QString &pattern)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption |
                                                     QRegularExpression::CaseInsensitiveOption);
    return expression.match(text).captured(1).trimmed();
}

QStringList allCaptured(const QString &text, const QString &pattern, qsizetype most)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption |
                                                     QRegularExpression::CaseInsensitiveOption);
    QStringList all;
    auto matches = expression.globalMatch(text);
    while (matches.hasNext() && all.size() < most)
        if (const QString one = matches.next().captured(1).simplified(); !one.isEmpty() && !all.contains(one))
            all += one;
    return all;
}

// ";; WHEN: Mon Jun 01 19:36:00 JST 2020": only where the zone's name has one meaning.
std::optional<Instant> digTime(const QString &text)
{
    static const QRegularExpression form(
        uR"(^;; WHEN: \w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (JST|UTC|GMT) (\d{4})\s*$)"_s,
        QRegularExpression::MultilineOption);
    const auto match = form.match(text);
    if (!match.hasMatch()) return {};
    static const QStringList months{u"Jan"_s, u"Feb"_s, u"Mar"_s, u"Apr"_s, u"May"_s, u"Jun"_s,
                                    u"Jul"_s, u"Aug"_s, u"Sep"_s, u"Oct"_s, u"Nov"_s, u"Dec"_s};
    const auto month = months.indexOf(match.captured(1));
    if (month < 0) return {};
    const auto at = instantFromRfc3339(u"%1-%2-%3T%4%5"_s.arg(match.captured(5))
                                           .arg(month + 1, 2, 10, QLatin1Char('0'))
                                           .arg(match.captured(2).rightJustified(2, u'0'), match.captured(3),
                                                match.captured(4) == "JST"_L1 ? u"+09:00"_s : u"Z"_s));
    if (!at) return {};
    return *at;
}

std::optional<Read> dig(const QString &text)
{
    const QString status = captured(text, uR"(^;; ->>HEADER<<-.*status: ([A-Z0-9]+))"_s);
    const QString question = captured(text, uR"(^;; QUESTION SECTION:\s*\n;([^\n]{1,300})$)"_s).simplified();
    if (status.isEmpty() || question.isEmpty()) return {};
    Read read{u"dig"_s, question.section(u' ', 0, 0) + u' ' + question.section(u' ', -1), status, {}, digTime(text)};
    read.name = question.section(u' ', 0, 0);
    if (const QString server = captured(text, uR"(^;; SERVER: ([^\s(]{1,80}))"_s); !server.isEmpty())
        read.about += " @ "_L1 + server;
    for (const auto *section : {"ANSWER", "AUTHORITY"}) {
        const auto at = text.indexOf(u";; %1 SECTION:"_s.arg(QLatin1String(section)));
        if (at < 0) continue;
        const QString rest = text.mid(at).section(u'\n', 1).section(u"\n\n"_s, 0, 0).section(u"\n;;"_s, 0, 0);
        const QStringList records = allCaptured(rest, uR"(^[^;\s]\S*\s+\d+\s+IN\s+(\S+\s+[^\n]{1,300})$)"_s, 20);
        if (records.isEmpty()) continue;
        read.answer += ": "_L1 + records.join(u", "_s);
        break;
    }
    return read;
}

std::optional<Read> trace(const QString &text)
{
    const QString head = captured(text, uR"(^(traceroute6? to [^\n]{1,300})$)"_s);
    const QString target = captured(head, uR"(\(([0-9a-f.:]{2,45})\))"_s);
    const bool isTracepath =
        head.isEmpty() && text.contains(QRegularExpression(uR"(^\s*1\??: )"_s, QRegularExpression::MultilineOption));
    if (head.isEmpty() && !isTracepath) return {};
    const auto hops = path::readTraceText(text.toUtf8(), QHostAddress(target));
    if (hops.hops.empty()) return {};
    Read read{isTracepath ? u"tracepath"_s : u"traceroute"_s, {}, {}, {}, {}};
    read.name = captured(head, uR"(to (\S{1,253}))"_s);
    read.about = read.name.isEmpty() ? u"–"_s : read.name;
    if (!target.isEmpty() && target != read.name) read.about += u" (%1)"_s.arg(target);
    QString last;
    for (const path::Hop &hop : hops.hops)
        if (!hop.address.isNull()) last = hop.address.toString();
    read.answer = u"%1 hops, %2, %3"_s.arg(hops.hops.back().ttl)
                      .arg(hops.reached ? u"reached"_s : u"not reached"_s, last.isEmpty() ? u"–"_s : last);
    return read;
}

std::optional<Read> whois(const QString &text)
{
    const QString name = captured(text, uR"(^\s*(?:\[|a\. )?Domain(?: Name)?\]?:?[ \t]+([^\s]{3,253})\s*$)"_s);
    if (name.isEmpty()) return {};
    Read read{u"whois"_s, name, {}, name, {}};
    QStringList parts;
    const auto put = [&](const QString &pattern, qsizetype most) {
        if (const auto found = allCaptured(text, pattern, most); !found.isEmpty()) parts += found.join(u", "_s);
    };
    put(uR"(^\s*Registrar:[ \t]*([^\n]{1,200})$)"_s, 1);
    put(uR"(^\s*(?:Updated Date:|\[Last Updated?\]|Last updated:)[ \t]*([^\n]{1,60})$)"_s, 1);
    put(uR"(^\s*(?:Domain Status:|\[Status\]|\[State\])[ \t]*(\S{1,60})[^\n]*$)"_s, 10);
    put(uR"(^\s*(?:Name Server:|\[Name Server\]|p\. \[Name Server\])[ \t]*(\S{1,253})\s*$)"_s, 13);
    if (parts.isEmpty()) return {};
    read.answer = parts.join(u"; "_s);
    return read;
}

} // namespace

Result<Entry> entryFromPasted(const QString &text, const QString &author, Instant now,
                              const std::vector<dns::Name> &domains)
{
    if (text.size() > LargestPasted)
        return failure(ErrorCode::BadInput, {}, u"more than the 256 KiB of pasted text that are read"_s);
    QString plain = text;
    plain.remove(u'\r');
    auto read = dig(plain);
    if (!read) read = trace(plain);
    if (!read) read = whois(plain);
    if (!read) return failure(ErrorCode::BadInput, {}, u"not what dig, whois, traceroute or tracepath print"_s);
    Entry entry;
    entry.kind = Entry::Kind::Person;
    entry.happened = entry.learned = now;
    if (read->at && *read->at <= now) entry.happened = *read->at;
    entry.author = author;
    entry.rule = u"evidence.pasted"_s;
    // As it was pasted, made safe for the log's canonical form; nothing of it is left out.
    entry.text = safeText(plain.replace(u'\t', u' '), LargestPasted * 6, true);
    entry.args = {
        {u"tool"_s, read->tool}, {u"about"_s, safeText(read->about, 400)}, {u"answer"_s, safeText(read->answer, 2000)}};
    entry.source = u"pasted by a person"_s;
    if (const auto name = dns::Name::fromUserText(read->name))
        for (const dns::Name &domain : domains)
            if (name->isSubdomainOf(domain)) entry.domain = domain;
    return entry;
}

} // namespace hinoban::respond
