// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace hinoban::ui {

// The striped band of a drill: which world, what time it is there and how fast it goes; that nothing can be sent; and
// the way out to one's own domains.
class DrillBanner final : public QWidget {
    Q_OBJECT
public:
    explicit DrillBanner(QWidget *parent = nullptr);

    void show(const console::SnapshotPtr &snapshot, Instant now); // hidden where it is no drill
    using QWidget::show;
    void togglePause();
    [[nodiscard]] QMenu *speedMenu() const { return m_speeds; }

Q_SIGNALS:
    void speedRequested(double factor); // 0 = max
    void pauseRequested(bool paused);
    void watchRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void refresh();

    QLabel *m_drill, *m_world, *m_promise;
    QToolButton *m_speed, *m_pause;
    QPushButton *m_watch;
    QMenu *m_speeds;
    console::SnapshotPtr m_snapshot;
    Instant m_now{};
};

} // namespace hinoban::ui
