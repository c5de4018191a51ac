// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QStringList>

#include <optional>

namespace hinoban::respond {

// Tables as spreadsheets exchange them (RFC 4180). A cell that a spreadsheet would take for a formula (it begins with
// one of = + - @, a tab or a line end) is written with an apostrophe before it, as is one that begins with an
// apostrophe; plainCell() takes exactly that away again. An offset from UTC ("+09:00") is no formula.
[[nodiscard]] QByteArray tableLine(const QStringList &cells); // ends with CR LF
[[nodiscard]] QString plainCell(const QString &cell);

// Reads rows one after the other; a cell may hold line ends. Anything is read: what is not quoted as it should be comes
// out as it stands there, and its row has another number of cells.
class TableReader {
public:
    explicit TableReader(QString text)
        : m_text(std::move(text))
    {
    }
    // Nothing at the end. Empty lines are passed over.
    [[nodiscard]] std::optional<QStringList> next();
    [[nodiscard]] int line() const { return m_rowLine; } // where that row begins, from 1

private:
    QString m_text;
    qsizetype m_at = 0;
    int m_line = 1, m_rowLine = 1;
};

} // namespace hinoban::respond
