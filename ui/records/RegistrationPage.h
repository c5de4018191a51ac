// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/RegistrationSheet.h"

#include <QWidget>

class QAction;
class QLabel;
class QTableView;

namespace hinoban::ui {

class TextTable;

// The registration of a domain: who was asked and when, what changed, every field of both answers, what each status
// means and who can take it away, and what is weak about the domain as it stands. Enter opens the answer itself,
// Ctrl+C copies the row.
class RegistrationPage final : public QWidget {
    Q_OBJECT
public:
    explicit RegistrationPage(QWidget *parent = nullptr);

    void show(const console::DomainView *view, Instant now); // null: nothing is watched
    using QWidget::show;
    void retranslate();
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QTableView *view() const { return m_view; }

Q_SIGNALS:
    // The answer that holds the chosen cell: the registrar's in his column, else the registry's.
    void answerRequested(const hinoban::registry::LookupPtr &lookup);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layoutTable();
    void copyRow();
    void openAnswer();

    console::RegistrationSheet m_sheet;
    QLabel *m_sources;
    TextTable *m_table;
    QTableView *m_view;
    QAction *m_copyRow;
};

} // namespace hinoban::ui
