// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QListView>

namespace hinoban::ui {

// The checklist: arrow keys go from line to line, Space or Enter ticks or takes the tick away, as does a click on the
// box. Thread: the screen's.
class RunbookList final : public QListView {
    Q_OBJECT
public:
    explicit RunbookList(QWidget *parent = nullptr);

Q_SIGNALS:
    void toggled(const QModelIndex &index);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace hinoban::ui
