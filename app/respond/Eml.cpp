// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/respond/Draft.h"
#include "app/respond/Xarf.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace hinoban::respond {

namespace {

constexpr qsizetype LineLength = 76; // RFC 2045, 6.8; RFC 2047, 2
constexpr qsizetype EncodedWord = 75;
constexpr qsizetype MostAttached = qsizetype(20) * 1024 * 1024;

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

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray base64 = bytes.toBase64();
    QByteArray lines;
    lines.reserve(base64.size() + base64.size() / LineLength * 2 + 2);
    for (qsizetype at = 0; at < base64.size(); at += LineLength)
        lines += base64.mid(at, LineLength) + "\r\n";
    return lines;
}

QByteArray bodyText(const QString &body)
{
    QString text = body;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    return base64Lines(text.toUtf8());
}

QByteArray textPart(const Draft &draft)
{
    return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Language: " +
           draft.language.left(8).toLatin1() + "\r\n\r\n" + bodyText(draft.body);
}

// A name that needs no quoting on any system, and no character set.
QByteArray fileName(const QString &name)
{
    QByteArray safe;
    for (const QChar c : name.left(100)) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        safe += plain || c == u'-' || c == u'.' ? char(c.unicode()) : '_';
    }
    while (safe.startsWith('.'))
        safe.remove(0, 1);
    return safe.isEmpty() ? QByteArray("attachment") : safe.left(60);
}

QByteArray filePart(const Attachment &file)
{
    static const QRegularExpression shape(QStringLiteral(R"(\A[a-z]{1,20}/[a-z0-9.+-]{1,60}\z)"));
    const bool known = shape.match(QString::fromLatin1(file.mediaType)).hasMatch() &&
                       !file.mediaType.startsWith("multipart/") && !file.mediaType.startsWith("message/");
    return "Content-Type: " + (known ? file.mediaType : QByteArray("application/octet-stream")) +
           "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n filename=\"" +
           fileName(file.name) + "\"\r\n\r\n" + base64Lines(file.bytes);
}

// Base64 knows no "-": this is in no part.
QByteArray multipart(const QByteArray &type, const QByteArray &boundary, const QByteArrayList &parts)
{
    QByteArray whole = "Content-Type: " + type + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const auto &part : parts)
        whole += "--" + boundary + "\r\n" + part;
    return whole + "--" + boundary + "--\r\n";
}

Result<void> mayBeUsed(const QString &address, const DraftFacts &facts, const QString &where)
{
    if (!isPlainAddress(address))
        return failure(ErrorCode::BadInput, where,
                       QStringLiteral("“%1” is not a mail address").arg(safeText(address, 80)));
    // Whoever answers for the domain decides where its mail goes, whether or not its MX has been seen yet.
    const auto state = facts.incident.state;
    const bool isOver = state == IncidentState::Quiet || state == IncidentState::Closed;
    if (!isOver && !mailAddressIsSafe(address, facts.incident))
        return failure(ErrorCode::NotPermitted, where,
                       QStringLiteral("%1 is under an affected domain: its mail may reach the attacker").arg(address));
    return {};
}

// Text alone, or the text with what goes with it.
Result<QByteArray> contentOf(const Draft &draft, const DraftFacts &facts, const MailOptions &options,
                             const QByteArray &identity)
{
    qsizetype size = 0;
    for (const auto &file : options.attachments)
        size += file.bytes.size();
    if (size > MostAttached)
        return failure(ErrorCode::BadInput, QStringLiteral("attachments"),
                       QStringLiteral("more than 20 MiB: hand them over in another way"));
    if (options.xarf.isNull() && options.attachments.empty()) return textPart(draft);

    QByteArrayList parts{textPart(draft)};
    QByteArray type = "multipart/mixed";
    if (!options.xarf.isNull()) {
        const auto report = xarfReport(options.xarf, facts);
        if (!report) return tl::unexpected(report.error());
        type = "multipart/report; report-type=feedback-report";
        parts += "Content-Type: message/feedback-report\r\n\r\n"
                 "Feedback-Type: xarf\r\nUser-Agent: Hinoban\r\nVersion: 1\r\n\r\n";
        parts += filePart(
            {QStringLiteral("xarf.json"), "application/json", QJsonDocument(*report).toJson(QJsonDocument::Indented)});
    }
    for (const auto &file : options.attachments)
        parts += filePart(file);
    return multipart(type, "=-hinoban-" + identity.left(32), parts);
}

} // namespace

Result<QByteArray> emlOf(const Draft &draft, const DraftFacts &facts, Instant now, const MailOptions &options)
{
    const Organisation &writer = facts.organisation;
    const QString sender = writer.externalMail.trimmed();
    const QString replyTo = options.replyTo.trimmed().isEmpty() ? sender : options.replyTo.trimmed();
    for (const auto &[address, where] : {std::pair(sender, "sender"), std::pair(replyTo, "reply-to")}) {
        if (address.isEmpty()) continue;
        if (auto good = mayBeUsed(address, facts, QLatin1String(where)); !good) return tl::unexpected(good.error());
    }
    for (const QString &recipient : draft.recipients)
        if (auto good = mayBeUsed(recipient, facts, QStringLiteral("recipient")); !good)
            return tl::unexpected(good.error());

    const QByteArray host = sender.isEmpty() ? QByteArray("hinoban.invalid")
                                             : sender.mid(sender.lastIndexOf(QLatin1Char('@')) + 1).toLatin1();
    const QByteArray identity =
        sha256Hex(draft.subject.toUtf8() + '\n' + draft.body.toUtf8() + '\n' + options.xarf.toString().toUtf8() + '\n' +
                  QByteArray::number(toUnixMicroseconds(now)));

    QByteArray message;
    message += "Date: " + dateText(now) + "\r\n";
    if (!sender.isEmpty()) {
        const bool japanese = draft.language == QLatin1String("ja");
        const QString person = japanese && !writer.personJa.isEmpty() ? writer.personJa : writer.person;
        message += mailboxHeader("From", person, sender);
    }
    // A mail program may put a sender of its own there, which may be one whose mail is lost.
    if (!replyTo.isEmpty()) message += "Reply-To: " + replyTo.toLatin1() + "\r\n";
    // A drill's draft names nobody to whom it could go by mistake.
    if (!draft.drill && !draft.recipients.isEmpty())
        message += folded("To", draft.recipients.join(QStringLiteral(", ")).toLatin1());
    message += textHeader("Subject", draft.subject);
    message += folded("Message-ID", '<' + identity.left(32) + '@' + host + '>');
    message += "MIME-Version: 1.0\r\n";
    message += "X-Unsent: 1\r\n"; // mail programs open it for editing, with a sender of their own where it has none
    const auto content = contentOf(draft, facts, options, identity);
    if (!content) return tl::unexpected(content.error());
    return message + *content;
}

} // namespace hinoban::respond
