// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/StoredAnswers.h"
#include "app/dns/Exchange.h"
#include "app/registry/Registration.h"
#include "app/respond/Entry.h"
#include "ui/common/RawText.h"
#include "ui/common/TextTable.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTableView;

namespace hinoban::ui {

// Every exchange behind a cell of the matrix, or what was kept of an entry's evidence: the list, and the selected one
// decoded and raw. Plain text only; all of it can be copied.
class ExchangeWindow final : public QDialog {
    Q_OBJECT
public:
    ExchangeWindow(const QString &what, std::vector<dns::ExchangePtr> exchanges, QWidget *parent = nullptr);
    ExchangeWindow(const QString &what, registry::LookupPtr lookup, QWidget *parent = nullptr);

    ExchangeWindow(const respond::Entry &entry, std::vector<console::StoredAnswer> answers, QWidget *parent = nullptr);

    [[nodiscard]] static QString readable(const dns::Exchange &exchange);
    [[nodiscard]] static QString raw(const dns::Exchange &exchange);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate(); // also in another time zone
    void fill();
    void showLine(int line);
    void fillAnswers(std::vector<TextTable::Line> &lines) const;
    [[nodiscard]] QString readable(const console::StoredAnswer &answer) const;
    void copyAll();

    QString m_what; // whose exchanges; empty of an entry
    std::vector<dns::ExchangePtr> m_exchanges;
    registry::LookupPtr m_lookup;
    respond::Entry m_entry;
    std::vector<console::StoredAnswer> m_answers; // of the entry
    TextTable *m_lines;
    QTableView *m_list;
    QTabWidget *m_tabs;
    QPlainTextEdit *m_readable, *m_raw;
    QPushButton *m_copy, *m_copyAs = nullptr, *m_close;
};

} // namespace hinoban::ui
