// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QWidget>

class QAction;
class QLabel;
class QPlainTextEdit;
class QTableView;
class QToolButton;

namespace hinoban::ui {

class TextTable;

// What is the attacker's: how each of it stands and since when, when it is asked after next, whom to ask for its end
// and whether that was done. Below it everything that is known of the chosen one. Insert names one by hand, Delete says
// why one is not hostile (and takes that back), Ctrl+C copies the row.
class HostilePage final : public QWidget {
    Q_OBJECT
public:
    explicit HostilePage(QWidget *parent = nullptr);

    void show(std::vector<respond::HostileAsset> assets, Instant now);
    using QWidget::show;
    void retranslate();
    [[nodiscard]] bool isEmpty() const { return m_assets.empty(); }
    [[nodiscard]] QTableView *view() const { return m_view; }

Q_SIGNALS:
    void acted(const hinoban::respond::AssetDeed &deed);

private:
    void refresh();
    void showDetail();
    void addOne();
    void dismissOne();
    void copyRow();
    [[nodiscard]] const respond::HostileAsset *current() const;

    std::vector<respond::HostileAsset> m_assets;
    Instant m_now{};
    QLabel *m_summary;
    TextTable *m_table;
    QTableView *m_view;
    QPlainTextEdit *m_detail;
    QToolButton *m_add, *m_dismiss;
    QAction *m_copy;
    respond::AssetKey m_chosen; // whose detail is shown; rows move
};

} // namespace hinoban::ui
