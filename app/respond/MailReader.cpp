// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/MailReader.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"

#include <QDateTime>
#include <QRegularExpression>

#include <memory>

#include <unicode/ucnv.h>

namespace hinoban::respond {

namespace {

constexpr qsizetype LargestMail = qsizetype(16) * 1024 * 1024;
constexpr qsizetype LargestHead = qsizetype(256) * 1024;
constexpr qsizetype LongestText = 20000;
constexpr int MostParts = 100, DeepestPart = 8;

using Headers = std::vector<std::pair<QByteArray, QByteArray>>; // names in lower case, values unfolded

struct Part {
    Headers headers;
    QByteArray body;
};

QByteArray valueOf(const Headers &headers, const char *name)
{
    for (const auto &[known, value] : headers)
        if (known == name) return value;
    return {};
}

// By ICU: answers from Japan come in ISO-2022-JP and Shift_JIS to this day.
QString decoded(const QByteArray &bytes, const QByteArray &charset)
{
    UErrorCode status = U_ZERO_ERROR;
    const QByteArray name = charset.isEmpty() ? QByteArray("utf-8") : charset;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name.constData(), &status),
                                                                       ucnv_close);
    if (U_FAILURE(status)) {
        QString ascii;
        for (const char c : bytes)
            ascii += uchar(c) < 128 ? QLatin1Char(c) : QChar(QChar::ReplacementCharacter);
        return ascii;
    }
    QString text(bytes.size() + 1, Qt::Uninitialized);
    const auto length = ucnv_toUChars(converter.get(), reinterpret_cast<UChar *>(text.data()), int32_t(text.size()),
                                      bytes.constData(), int32_t(bytes.size()), &status);
    if (U_FAILURE(status)) return QString::fromUtf8(bytes);
    text.truncate(length);
    return text;
}

QByteArray unquoted(const QByteArray &text, bool inHeader)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (inHeader && text[i] == '_') {
            result += ' ';
        } else if (text[i] != '=') {
            result += text[i];
        } else if (text.mid(i, 3) == "=\r\n" || text.mid(i, 2) == "=\n") {
            i += text[i + 1] == '\r' ? 2 : 1; // a soft line end
        } else {
            bool good = false;
            const int code = text.mid(i + 1, 2).toInt(&good, 16);
            result += good ? char(code) : '=';
            if (good) i += 2;
        }
    }
    return result;
}

// RFC 2047: words next to one another belong together, the space between them does not count.
QString headerText(const QByteArray &value)
{
    static const QRegularExpression word(QStringLiteral(R"(=\?([^?\s]{1,40})\?([BbQq])\?([^?\s]*)\?=)"));
    const QString raw = QString::fromUtf8(value);
    QString text;
    QByteArray run, runCharset; // bytes of adjacent words of one character set: a character may be cut between them
    qsizetype at = 0;
    const auto flush = [&] {
        text += decoded(run, runCharset);
        run.clear();
    };
    for (auto words = word.globalMatch(raw); words.hasNext();) {
        const auto match = words.next();
        const QString between = raw.mid(at, match.capturedStart() - at);
        const QByteArray charset = match.captured(1).toLatin1().split('*').front();
        const bool follows = at > 0 && between.trimmed().isEmpty();
        if (!run.isEmpty() && (!follows || charset.compare(runCharset, Qt::CaseInsensitive) != 0)) flush();
        if (!follows) text += between;
        runCharset = charset;
        const QByteArray body = match.captured(3).toLatin1();
        run += match.captured(2).toUpper() == QLatin1String("B") ? QByteArray::fromBase64(body) : unquoted(body, true);
        at = match.capturedEnd();
    }
    if (!run.isEmpty()) flush();
    return text + raw.mid(at);
}

std::optional<Part> partOf(const QByteArray &bytes)
{
    Part part;
    qsizetype at = 0;
    while (at < bytes.size()) {
        const qsizetype found = bytes.indexOf('\n', at);
        const qsizetype end = found < 0 ? bytes.size() : found;
        QByteArray line = bytes.mid(at, end - at);
        if (line.endsWith('\r')) line.chop(1);
        at = end + 1;
        if (at > LargestHead) return std::nullopt;
        if (line.isEmpty()) break;
        if ((line[0] == ' ' || line[0] == '\t') && !part.headers.empty()) {
            part.headers.back().second += ' ' + line.trimmed();
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).trimmed().toLower();
        if (colon <= 0 || name.contains(' ')) {
            if (part.headers.empty() && line.startsWith("From ")) continue; // of an mbox
            return std::nullopt;
        }
        part.headers.emplace_back(name, line.mid(colon + 1).trimmed());
    }
    part.body = bytes.mid(std::min(at, bytes.size()));
    return part;
}

// A parameter of a structured header: charset, boundary.
QByteArray parameterOf(const QByteArray &value, const char *name)
{
    const QRegularExpression expression(
        QStringLiteral(R"-(;\s*%1\s*=\s*(?:"([^"]*)"|([^;\s]+)))-").arg(QLatin1String(name)),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = expression.match(QString::fromLatin1(value));
    return (match.captured(1).isEmpty() ? match.captured(2) : match.captured(1)).toLatin1();
}

std::vector<QByteArray> partsBetween(const QByteArray &body, const QByteArray &boundary)
{
    std::vector<QByteArray> parts;
    const QByteArray mark = "--" + boundary;
    qsizetype begin = -1;
    for (qsizetype at = 0; at < body.size() && parts.size() < size_t(MostParts);) {
        const qsizetype found = body.indexOf('\n', at);
        const qsizetype end = found < 0 ? body.size() : found + 1;
        const QByteArray line = body.mid(at, end - at).trimmed();
        if (line == mark || line == mark + "--") {
            if (begin >= 0) parts.push_back(body.mid(begin, at - begin));
            begin = line == mark ? end : -1;
            if (line != mark) return parts;
        }
        at = end;
    }
    if (begin >= 0) parts.push_back(body.mid(begin)); // cut off
    return parts;
}

// The first text for people in it, depth first; an HTML part is only what is taken where there is no other.
std::optional<QString> textOf(const Part &part, int depth, int &left)
{
    if (depth > DeepestPart || --left < 0) return std::nullopt;
    const QByteArray type = valueOf(part.headers, "content-type");
    const QByteArray kind = type.isEmpty() ? QByteArray("text/plain") : type.split(';').front().trimmed().toLower();
    if (kind.startsWith("multipart/")) {
        const QByteArray boundary = parameterOf(type, "boundary");
        if (boundary.isEmpty() || boundary.size() > 200) return std::nullopt;
        for (const auto &bytes : partsBetween(part.body, boundary))
            if (const auto inner = partOf(bytes))
                if (auto text = textOf(*inner, depth + 1, left)) return text;
        return std::nullopt;
    }
    if (kind != "text/plain" || valueOf(part.headers, "content-disposition").toLower().startsWith("attachment"))
        return std::nullopt;
    const QByteArray encoding = valueOf(part.headers, "content-transfer-encoding").toLower().trimmed();
    const QByteArray bytes = encoding == "base64"             ? QByteArray::fromBase64(part.body)
                             : encoding == "quoted-printable" ? unquoted(part.body, false)
                                                              : part.body;
    return decoded(bytes, parameterOf(type, "charset"));
}

std::optional<Instant> dateOf(const QByteArray &value)
{
    QByteArray text = value;
    if (const qsizetype comment = text.indexOf('('); comment > 0) text = text.left(comment);
    const auto date = QDateTime::fromString(QString::fromLatin1(text.trimmed()), Qt::RFC2822Date);
    if (!date.isValid()) return std::nullopt;
    return instantFromUnixMicroseconds(date.toMSecsSinceEpoch() * 1000);
}

QString clean(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n').replace(u'\t', u' ');
    return safeText(text.trimmed(), LongestText, true);
}

} // namespace

Result<Reply> readMail(const QByteArray &bytes)
{
    const QString where = QStringLiteral("mail");
    if (bytes.size() > LargestMail) return failure(ErrorCode::BadInput, where, QStringLiteral("larger than 16 MiB"));
    const auto whole = partOf(bytes);
    if (!whole || valueOf(whole->headers, "from").isEmpty())
        return failure(ErrorCode::BadInput, where, QStringLiteral("this is no mail: it has no sender"));
    Reply reply;
    reply.sha256 = sha256Hex(bytes);
    reply.from = safeText(headerText(valueOf(whole->headers, "from")), 300);
    reply.subject = safeText(headerText(valueOf(whole->headers, "subject")), 500);
    if (const auto date = dateOf(valueOf(whole->headers, "date"))) reply.at = *date;
    int left = MostParts;
    const auto text = textOf(*whole, 0, left);
    if (!text) return failure(ErrorCode::BadInput, where, QStringLiteral("it has no plain text"));
    reply.text = clean(*text);
    return reply;
}

Reply pastedReply(const QString &text, Instant now)
{
    Reply reply;
    reply.at = now;
    reply.text = clean(text.left(LongestText * 2));
    reply.sha256 = sha256Hex(text.toUtf8());
    return reply;
}

} // namespace hinoban::respond
