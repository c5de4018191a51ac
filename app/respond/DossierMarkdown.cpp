// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/DossierParts.h"

namespace hinoban::respond {

namespace {

// CommonMark, 2.4: a backslash takes the meaning from any ASCII punctuation. What could begin something is escaped,
// wherever it stands; so is what a reader's program would make a link of.
QString escaped(const QString &text)
{
    QString out;
    out.reserve(text.size() + 8);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar after = i + 1 < text.size() ? text[i + 1] : QChar();
        const bool always = QStringLiteral("\\`*_{}[]<>#|~&!@$^").contains(c);
        const bool atLineStart = i == 0 && (c == u'-' || c == u'+' || c == u'=' || c == u':');
        const bool ofLink =
            (c == u':' && after == u'/') ||
            (c == u'.' && i >= 3 && text.mid(i - 3, 3).compare(QLatin1String("www"), Qt::CaseInsensitive) == 0);
        const bool ofList = (c == u'.' || c == u')') && i > 0 && i <= 9 &&
                            std::all_of(text.begin(), text.begin() + i, [](QChar d) { return d.isDigit(); });
        if (always || atLineStart || ofLink || ofList) out += u'\\';
        out += c;
    }
    return out;
}

// CommonMark, 6.1: a code span ends at as many backticks as began it. In a table a bar ends the cell even there.
QString code(const QString &text, bool inTable)
{
    if (text.isEmpty()) return {};
    qsizetype longest = 0, run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    const QString pad = text.startsWith(u'`') || text.endsWith(u'`') ? QStringLiteral(" ") : QString();
    QString body = text;
    if (inTable) body.replace(u'|', QStringLiteral("\\|"));
    return fence + pad + body + pad + fence;
}

QString cellText(const DossierCell &cell)
{
    QStringList lines;
    for (const QString &line : cell.text.split(u'\n'))
        lines += cell.isRecord && line != QStringLiteral("–") ? code(line, true) : escaped(line);
    return lines.join(QStringLiteral("<br>"));
}

QString tableRow(const QStringList &cells) { return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | "))); }

QString tableText(const QStringList &head, const std::vector<std::vector<DossierCell>> &rows)
{
    QStringList names, rules;
    for (const QString &name : head) {
        names += escaped(name);
        rules += QStringLiteral("---");
    }
    QString text = tableRow(names) + tableRow(rules);
    for (const auto &row : rows) {
        QStringList cells;
        for (const auto &cell : row)
            cells += cellText(cell);
        text += tableRow(cells);
    }
    return text;
}

// A block of code indented by four spaces: nothing in it means anything (CommonMark, 4.4).
QString linesText(const std::vector<std::vector<DossierCell>> &rows)
{
    QString text;
    for (const auto &row : rows)
        text += QStringLiteral("    ") + row.front().text + u'\n';
    return text;
}

} // namespace

QByteArray markdownOf(const Dossier &dossier)
{
    const bool japanese = dossier.options.language == QLatin1String("ja");
    const auto in = [&](const Words &words) { return wordIn(words, japanese); };
    QString text = QStringLiteral("# %1\n\n**%2**\n\n").arg(escaped(dossier.title), escaped(dossier.mark));
    text += escaped(dossier.subtitle) + u'\n';
    for (const auto &section : dossier.sections) {
        text += QStringLiteral("\n## ") + escaped(section.title) + u'\n';
        for (const auto &block : section.blocks) {
            if (block.kind == DossierBlock::Kind::Picture) continue;
            text += u'\n';
            switch (block.kind) {
            case DossierBlock::Kind::Paragraph:
                text += escaped(block.text) + u'\n';
                break;
            case DossierBlock::Kind::Fields:
                text += tableText({in({"Item", "項目"}), in({"Content", "内容"})}, block.rows);
                break;
            case DossierBlock::Kind::Table:
                text += tableText(block.head, block.rows);
                break;
            case DossierBlock::Kind::Lines:
                text += linesText(block.rows);
                break;
            case DossierBlock::Kind::Picture:
                break;
            }
        }
    }
    text += QStringLiteral("\n---\n\n%1").arg(escaped(dossier.mark));
    if (!dossier.chainHead.isEmpty()) text += QStringLiteral(" · ") + code(dossier.chainHead, false);
    return (text + u'\n').toUtf8();
}

} // namespace hinoban::respond
