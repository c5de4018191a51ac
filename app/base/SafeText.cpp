// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"

namespace hinoban {

namespace {

// More marks than any script stacks on one letter cover the lines above and below.
constexpr int MostMarks = 8;

// What has no picture of its own, or changes how its neighbours are shown.
bool isUnseen(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x2800 || c == 0x3164 ||
           c == 0xffa0 || (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0xe0100 && c <= 0xe01ef);
}

bool isMark(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

QString escaped(char32_t c)
{
    if (c == U'\n') return QStringLiteral("\\n");
    if (c == U'\r') return QStringLiteral("\\r");
    if (c == U'\t') return QStringLiteral("\\t");
    if (c > 0xffff) return QStringLiteral("\\U%1").arg(uint(c), 8, 16, QLatin1Char('0'));
    return QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
}

} // namespace

QString safeText(QStringView text, qsizetype limit, bool keepLines)
{
    if (limit <= 0) return {};
    QString safe;
    safe.reserve(qMin(text.size(), limit));
    qsizetype cutAt = 0; // where `safe` can be cut so that the ellipsis still fits
    int marks = 0;
    for (qsizetype i = 0; i < text.size();) {
        char32_t c = text[i].unicode();
        qsizetype taken = 1;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            taken = 2;
        } else if (keepLines && c == U'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            c = U'\n';
            taken = 2;
        }
        marks = isMark(c) ? marks + 1 : 0;
        const bool kept = (keepLines && c == U'\n') || (!isUnseen(c) && marks <= MostMarks);
        const QString piece = kept ? QString::fromUcs4(&c, 1) : escaped(c);
        if (safe.size() + piece.size() > limit) return safe.left(cutAt) + QChar(0x2026);
        safe += piece;
        if (safe.size() < limit) cutAt = safe.size();
        i += taken;
    }
    return safe;
}

QString defanged(const QString &nameOrAddress)
{
    const qsizetype end = nameOrAddress.endsWith(QLatin1Char('.')) ? nameOrAddress.size() - 1 : nameOrAddress.size();
    const auto body = QStringView(nameOrAddress).left(end);
    for (const QChar separator : {QChar(u'.'), QChar(u':')}) {
        const qsizetype at = body.lastIndexOf(separator);
        if (at < 0) continue;
        const bool done = at > 0 && at + 1 < body.size() && body[at - 1] == u'[' && body[at + 1] == u']';
        if (done) return nameOrAddress;
        return nameOrAddress.left(at) + QLatin1Char('[') + separator + QLatin1Char(']') + nameOrAddress.mid(at + 1);
    }
    return nameOrAddress;
}

QString headerSafe(const QString &text)
{
    QString safe = text;
    for (QChar &c : safe) {
        const auto category = c.category();
        if (category == QChar::Other_Control || category == QChar::Separator_Line ||
            category == QChar::Separator_Paragraph)
            c = QLatin1Char(' ');
    }
    return safe;
}

} // namespace hinoban
