// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/records/RecoveryRow.h"

#include <QWidget>

class QAction;
class QLabel;
class QTableView;
class QToolButton;

namespace hinoban::ui {

class RecoveryPlot;
class TextTable;

// The cache tail of a domain: a list of resolvers and beside it the picture of who recovers when; below, how the
// resolver that is chosen is flushed. Enter copies that page or command, Ctrl+Enter opens the page, Ctrl+C copies
// everything of the row. In a drill no page is opened: it would tell a real resolver of a story.
class RecoveryPage final : public QWidget {
    Q_OBJECT
public:
    explicit RecoveryPage(QWidget *parent = nullptr);

    void show(const respond::CacheTail &tail, Instant now, bool drill);
    using QWidget::show;
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }
    void retranslate();
    void focusList();
    [[nodiscard]] QTableView *view() const { return m_view; }

Q_SIGNALS:
    void openRequested(const QUrl &page); // a person asked for it, and it is no drill

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void alignPlot();
    void showFlush();
    void copyFlush();
    void copyRow();
    void openPage();
    [[nodiscard]] const RecoveryRow *current() const;

    TextTable *m_table;
    QTableView *m_view;
    RecoveryPlot *m_plot;
    QLabel *m_summary, *m_legend, *m_flush;
    QToolButton *m_copy, *m_open;
    QAction *m_copyRow;
    respond::CacheTail m_tail;
    std::vector<RecoveryRow> m_rows;
    Instant m_now{};
    bool m_drill = false;
};

} // namespace hinoban::ui
