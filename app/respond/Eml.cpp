// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/respond/Draft.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace hinoban::respond {

namespace {

constexpr qsizetype LineLength = 76; // RFC 2045, 6.8; RFC 2047, 2
constexpr qsizetype EncodedWord = 75;

bool isPrintableAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

// An addr-spec that needs no quoting (RFC 5322, 3.4.1); anything fancier is refused rather than escaped.
bool isPlainAddress(const QString &address)
{
    static const QRegularExpression shape(
        QStringLiteral(R"(\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\z)"));
    return shape.match(address).hasMatch();
}

// RFC 2047: each word is decodable by itself, so a character is never split, and a line holds one word. `taken`: what
// stands on the first line already.
QByteArray encodedWords(const QString &text, qsizetype taken)
{
    const QByteArray begin = "=?UTF-8?B?", end = "?=";
    const auto roomFor = [&](qsizetype used) { return (EncodedWord - used - begin.size() - end.size()) / 4 * 3; };
    qsizetype room = roomFor(taken);
    QByteArray result, chunk;
    const auto flush = [&] {
        if (chunk.isEmpty()) return;
        if (!result.isEmpty()) result += "\r\n ";
        result += begin + chunk.toBase64() + end;
        chunk.clear();
        room = roomFor(0);
    };
    for (const char32_t c : text.toUcs4()) {
        const QByteArray utf8 = QString::fromUcs4(&c, 1).toUtf8();
        if (chunk.size() + utf8.size() > room) flush();
        chunk += utf8;
    }
    flush();
    return result;
}

// Folded before a space (RFC 5322, 2.2.3) where the line would pass 78 characters.
QByteArray folded(const QByteArray &name, const QByteArray &value)
{
    QByteArray line = name + ':', result;
    for (const QByteArray &word : value.split(' ')) {
        if (line.size() + 1 + word.size() > LineLength && line != name + ':') {
            result += line + "\r\n";
            line.clear();
        }
        line += ' ' + word;
    }
    return result + line + "\r\n";
}

// Free text of a header. Injection ends here: headerSafe() leaves no line end, and what is not plain is encoded.
QByteArray textHeader(const QByteArray &name, const QString &text)
{
    QString safe = headerSafe(text).simplified();
    const auto words = safe.split(QLatin1Char(' '));
    const bool longWord = std::any_of(words.begin(), words.end(), [](const QString &w) { return w.size() > 60; });
    if (isPrintableAscii(safe) && !safe.contains(QLatin1String("=?")) && !longWord)
        return folded(name, safe.toLatin1());
    return name + ": " + encodedWords(safe, name.size() + 2) + "\r\n";
}

QByteArray mailboxHeader(const QByteArray &name, const QString &person, const QString &address)
{
    const QString safe = headerSafe(person).simplified();
    const QByteArray spec = '<' + address.toLatin1() + '>';
    if (safe.isEmpty()) return name + ": " + address.toLatin1() + "\r\n";
    if (!isPrintableAscii(safe) || safe.contains(QLatin1String("=?")) || safe.size() > 60)
        return name + ": " + encodedWords(safe, name.size() + 2) + "\r\n " + spec + "\r\n";
    QString quoted = safe;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return name + ": \"" + quoted.toLatin1() + "\"\r\n " + spec + "\r\n";
}

// RFC 5322, 3.3; English whatever the locale.
QByteArray dateText(Instant instant)
{
    using namespace std::chrono;
    static constexpr std::array<const char *, 7> Days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char *, 12> Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(instant - day)};
    const auto two = [](auto value) { return QByteArray::number(qint64(value)).rightJustified(2, '0'); };
    return QByteArray(Days[weekday{day}.c_encoding()]) + ", " + two(unsigned(date.day())) + ' ' +
           Months[unsigned(date.month()) - 1] + ' ' + QByteArray::number(int(date.year())) + ' ' +
           two(time.hours().count()) + ':' + two(time.minutes().count()) + ':' + two(time.seconds().count()) + " +0000";
}

QByteArray bodyText(const QString &body)
{
    QString text = body;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    const QByteArray base64 = text.toUtf8().toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < base64.size(); at += LineLength)
        lines += base64.mid(at, LineLength) + "\r\n";
    return lines;
}

Result<void> mayBeUsed(const QString &address, const DraftFacts &facts, const QString &where)
{
    if (!isPlainAddress(address))
        return failure(ErrorCode::BadInput, where,
                       QStringLiteral("“%1” is not a mail address").arg(safeText(address, 80)));
    if (facts.incident.mailLost && !mailAddressIsSafe(address, facts.incident))
        return failure(ErrorCode::NotPermitted, where,
                       QStringLiteral("%1 is under an affected domain: its mail reaches the attacker").arg(address));
    return {};
}

} // namespace

Result<QByteArray> emlOf(const Draft &draft, const DraftFacts &facts, Instant now)
{
    const Organisation &writer = facts.organisation;
    const QString sender = writer.externalMail.trimmed();
    if (!sender.isEmpty())
        if (auto good = mayBeUsed(sender, facts, QStringLiteral("sender")); !good) return tl::unexpected(good.error());
    for (const QString &recipient : draft.recipients)
        if (auto good = mayBeUsed(recipient, facts, QStringLiteral("recipient")); !good)
            return tl::unexpected(good.error());

    const QByteArray host = sender.isEmpty() ? QByteArray("hinoban.invalid")
                                             : sender.mid(sender.lastIndexOf(QLatin1Char('@')) + 1).toLatin1();
    const QByteArray identity = sha256Hex(draft.subject.toUtf8() + '\n' + draft.body.toUtf8() + '\n' +
                                          QByteArray::number(toUnixMicroseconds(now)));

    QByteArray message;
    message += "Date: " + dateText(now) + "\r\n";
    if (!sender.isEmpty()) {
        const bool japanese = draft.language == QLatin1String("ja");
        const QString person = japanese && !writer.personJa.isEmpty() ? writer.personJa : writer.person;
        message += mailboxHeader("From", person, sender);
    }
    // A drill's draft names nobody to whom it could go by mistake.
    if (!draft.drill && !draft.recipients.isEmpty())
        message += folded("To", draft.recipients.join(QStringLiteral(", ")).toLatin1());
    message += textHeader("Subject", draft.subject);
    message += folded("Message-ID", '<' + identity.left(32) + '@' + host + '>');
    message += "MIME-Version: 1.0\r\n";
    message += "Content-Type: text/plain; charset=utf-8\r\n";
    message += "Content-Transfer-Encoding: base64\r\n";
    message += "Content-Language: " + draft.language.left(8).toLatin1() + "\r\n";
    message += "X-Unsent: 1\r\n"; // mail programs open it for editing, with a sender of their own where it has none
    message += "\r\n";
    return message + bodyText(draft.body);
}

} // namespace hinoban::respond
