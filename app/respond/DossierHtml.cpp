// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/DossierParts.h"

#include <QRegularExpression>

namespace hinoban::respond {

namespace {

// Plain enough for every browser and for the screen's own page layout; nothing of it is the attacker's.
const char *const Style = R"(
body { font-family: "Noto Sans", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", sans-serif; font-size: 13px; color: #1b1f24; background: #ffffff; margin: 2em; }
h1 { font-size: 22px; margin-top: 0; margin-bottom: 5px; }
h2 { font-size: 16px; margin-top: 18px; margin-bottom: 5px; }
p { margin-top: 4px; margin-bottom: 6px; }
p.mark { font-weight: bold; }
p.about, p.caption, footer { color: #57606a; }
table { border-collapse: collapse; margin-top: 5px; margin-bottom: 10px; }
td, th { border: 1px solid #b8c0c8; padding: 3px 6px; vertical-align: top; text-align: left; }
th { background-color: #eef1f4; font-weight: bold; }
code, pre { font-family: "Noto Sans Mono", "Noto Sans Mono CJK JP", monospace; font-size: 11px; }
td code { word-break: break-all; }
pre { background-color: #f4f6f8; padding: 6px; white-space: pre-wrap; word-break: break-all; }
img { max-width: 100%; }
)";

QString escaped(const QString &text)
{
    QString out = text.toHtmlEscaped();
    return out.replace(u'\'', QStringLiteral("&#39;"));
}

// A hash has nowhere to break, and would push the other columns off a page.
QString broken(const QString &text)
{
    constexpr qsizetype Longest = 32;
    QString out;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c.isSpace() || c.script() == QChar::Script_Han ? 0 : run + 1;
        if (run > Longest) {
            out += u'\n';
            run = 1;
        }
        out += c;
    }
    return out;
}

// A time and its zone stay on one line.
QString withWholeTimes(QString text)
{
    static const QRegularExpression time(QStringLiteral(R"((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) JST)"));
    return text.replace(time, QStringLiteral("\\1\u00a0\\2\u00a0JST"));
}

QString cellText(const DossierCell &cell, HtmlFor reader)
{
    const QString lines = reader == HtmlFor::Page ? withWholeTimes(broken(cell.text)) : cell.text;
    const QString text = escaped(lines).replace(u'\n', QStringLiteral("<br>"));
    return cell.isRecord ? QStringLiteral("<code>") + text + QStringLiteral("</code>") : text;
}

QString rowsText(const std::vector<std::vector<DossierCell>> &rows, bool firstIsHead, HtmlFor reader)
{
    QString text;
    for (const auto &row : rows) {
        text += QStringLiteral("<tr>");
        bool isHead = firstIsHead;
        for (const auto &cell : row) {
            text += (isHead ? QStringLiteral("<th width=\"28%\">") : QStringLiteral("<td>")) + cellText(cell, reader) +
                    (isHead ? QStringLiteral("</th>") : QStringLiteral("</td>"));
            isHead = false;
        }
        text += QStringLiteral("</tr>\n");
    }
    return text;
}

// How wide the columns of a table are, in percent, where equal ones would be read badly.
QString widthOf(const QString &section, qsizetype column, qsizetype columns)
{
    static const std::map<QString, std::vector<int>> known{
        {QStringLiteral("timeline"), {26, 44, 15, 15}},         {QStringLiteral("evidence"), {19, 25, 22, 34}},
        {QStringLiteral("records"), {17, 25, 20, 10, 28}},      {QStringLiteral("hostile"), {29, 13, 27, 31}},
        {QStringLiteral("requests"), {17, 17, 25, 17, 10, 14}}, {QStringLiteral("tail"), {44, 28, 28}}};
    const auto widths = known.find(section);
    if (widths == known.end() || qsizetype(widths->second.size()) != columns) return {};
    return QStringLiteral(" width=\"%1%\"").arg(widths->second[size_t(column)]);
}

// Of a PNG (W3C PNG, 11.2.2), shown as wide as the text is; 0: it is none.
int heightOf(const QByteArray &png)
{
    if (png.size() < 24 || !png.startsWith("\x89PNG")) return 0;
    const auto number = [&](qsizetype at) {
        quint32 value = 0;
        for (qsizetype i = at; i < at + 4; ++i)
            value = value << 8 | quint8(png[i]);
        return qint64(value);
    };
    const qint64 width = number(16), height = number(20);
    return width > 0 && height < 100000 ? int(height * PictureWidth / width) : 0;
}

QString blockText(const DossierBlock &block, const QString &section, const std::map<QString, QByteArray> &pictures,
                  HtmlFor reader)
{
    using Kind = DossierBlock::Kind;
    switch (block.kind) {
    case Kind::Paragraph:
        return QStringLiteral("<p>") + escaped(block.text) + QStringLiteral("</p>\n");
    case Kind::Fields:
        return QStringLiteral("<table width=\"100%\">\n<tbody>") + rowsText(block.rows, true, reader) +
               QStringLiteral("</tbody></table>\n");
    case Kind::Table: {
        QString head;
        for (qsizetype i = 0; i < block.head.size(); ++i)
            head += QStringLiteral("<th") + widthOf(section, i, block.head.size()) + u'>' + escaped(block.head[i]) +
                    QStringLiteral("</th>");
        return QStringLiteral("<table width=\"100%\">\n<thead><tr>") + head + QStringLiteral("</tr></thead>\n<tbody>") +
               rowsText(block.rows, false, reader) + QStringLiteral("</tbody></table>\n");
    }
    case Kind::Lines: {
        QStringList lines;
        for (const auto &row : block.rows)
            lines += escaped(row.front().text);
        return QStringLiteral("<pre>") + lines.join(u'\n') + QStringLiteral("</pre>\n");
    }
    case Kind::Picture: {
        const auto picture = pictures.find(block.picture);
        if (picture == pictures.end() || picture->second.isEmpty()) return {};
        return QStringLiteral("<p><img width=\"%1\" height=\"%2\" alt=\"")
                   .arg(PictureWidth)
                   .arg(heightOf(picture->second)) +
               escaped(block.text) + QStringLiteral("\" src=\"data:image/png;base64,") +
               QString::fromLatin1(picture->second.toBase64()) + QStringLiteral("\"></p>\n<p class=\"caption\">") +
               escaped(block.text) + QStringLiteral("</p>\n");
    }
    }
    return {};
}

} // namespace

QByteArray htmlOf(const Dossier &dossier, const std::map<QString, QByteArray> &pictures, HtmlFor reader)
{
    const QString language =
        dossier.options.language == QLatin1String("ja") ? QStringLiteral("ja") : QStringLiteral("en");
    QString style = QString::fromLatin1(Style);
    if (reader == HtmlFor::Page)
        style.replace(QLatin1String("margin: 2em"), QLatin1String("margin: 0")); // it has its own
    // Even a fault in the escaping would load nothing and run nothing: the page's own policy says so.
    QString text =
        QStringLiteral("<!DOCTYPE html>\n<html lang=\"") + language +
        QStringLiteral("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
                       "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<title>") +
        escaped(dossier.title) + QStringLiteral("</title>\n<style>") + style +
        QStringLiteral("</style>\n</head>\n<body>\n<h1>") + escaped(dossier.title) +
        QStringLiteral("</h1>\n<p class=\"mark\">") + escaped(dossier.mark) +
        QStringLiteral("</p>\n<p class=\"about\">") + escaped(dossier.subtitle) + QStringLiteral("</p>\n");
    for (const auto &section : dossier.sections) {
        QString blocks;
        for (const auto &block : section.blocks)
            blocks += blockText(block, section.id, pictures, reader);
        if (blocks.isEmpty()) continue;
        text += QStringLiteral("<h2>") + escaped(section.title) + QStringLiteral("</h2>\n") + blocks;
    }
    // On paper every page says it.
    if (reader == HtmlFor::Page) return (text + QStringLiteral("</body>\n</html>\n")).toUtf8();
    text += QStringLiteral("<footer><p>") + escaped(dossier.mark);
    if (!dossier.chainHead.isEmpty())
        text += QStringLiteral("<br><code>") + escaped(dossier.chainHead) + QStringLiteral("</code>");
    return (text + QStringLiteral("</p></footer>\n</body>\n</html>\n")).toUtf8();
}

} // namespace hinoban::respond
