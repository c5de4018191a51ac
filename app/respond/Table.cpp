// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Table.h"

#include <QRegularExpression>

namespace hinoban::respond {

namespace {

// No row of ours has more, and a forged one may not fill the memory with empty cells.
constexpr qsizetype MostCells = 512;

bool opensFormula(QChar c)
{
    return c == u'=' || c == u'+' || c == u'-' || c == u'@' || c == u'\t' || c == u'\r' || c == u'\n' || c == u'\'';
}

} // namespace

QByteArray tableLine(const QStringList &cells)
{
    static const QRegularExpression offset(QStringLiteral(R"(\A[+-]\d\d:\d\d\z)"));
    QByteArray line;
    for (const QString &cell : cells) {
        if (!line.isEmpty()) line += ',';
        QString text = cell;
        if (!text.isEmpty() && opensFormula(text[0]) && !offset.match(text).hasMatch()) text.prepend(u'\'');
        text.replace(u'"', QStringLiteral("\"\""));
        line += '"' + text.toUtf8() + '"';
    }
    return line + "\r\n";
}

QString plainCell(const QString &cell)
{
    return cell.size() > 1 && cell[0] == u'\'' && opensFormula(cell[1]) ? cell.mid(1) : cell;
}

std::optional<QStringList> TableReader::next()
{
    while (m_at < m_text.size() && (m_text[m_at] == u'\n' || m_text[m_at] == u'\r'))
        if (m_text[m_at++] == u'\n') ++m_line;
    if (m_at >= m_text.size()) return {};
    m_rowLine = m_line;
    QStringList cells;
    QString cell;
    bool quoted = false;
    for (; m_at < m_text.size(); ++m_at) {
        const QChar c = m_text[m_at];
        if (quoted) {
            if (c == u'\n') ++m_line;
            if (c != u'"') {
                cell += c;
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"') {
                cell += c;
                ++m_at;
            } else {
                quoted = false;
            }
        } else if (c == u'"' && cell.isEmpty()) {
            quoted = true;
        } else if (c == u',') {
            if (cells.size() < MostCells) cells += cell;
            cell.clear();
        } else if (c == u'\n') {
            ++m_line;
            ++m_at;
            break;
        } else if (c != u'\r') {
            cell += c;
        }
    }
    cells += cell;
    return cells;
}

} // namespace hinoban::respond
