// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTableView>

namespace hinoban::ui {

// The records matrix on screen. Columns share the width by need; nothing scrolls sideways. Enter and a double click
// activate a cell; Ctrl+C copies it whole, however it was cut.
class RecordsView final : public QTableView {
    Q_OBJECT
public:
    explicit RecordsView(QWidget *parent = nullptr);
    void setModel(QAbstractItemModel *model) override;
    void layoutColumns();

Q_SIGNALS:
    void worstFirstToggled();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void placeSpans();
};

} // namespace hinoban::ui
