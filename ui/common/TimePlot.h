// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/TimeAxis.h"

#include <QPoint>

namespace hinoban::ui {

// A picture over time that a person looks around in: the wheel zooms, dragging pans, a double click or Home shows
// everything again; + and - and the arrows do the same. Until somebody zooms it follows what there is. A tool tip
// tells what lies under the pointer, in plain text.
class TimePlot : public QCustomPlot {
    Q_OBJECT
public:
    explicit TimePlot(QWidget *parent = nullptr);

    void setExtent(Instant begin, Instant end); // of everything; begin < end
    void showEverything();
    [[nodiscard]] bool isZoomed() const { return m_zoomed; }
    // Lines for a person; empty over nothing.
    [[nodiscard]] virtual QString textAt(const QPoint &position) const = 0;
    void redraw(); // in the next turn of the event loop; what is hidden has no picture to draw into

Q_SIGNALS:
    void clicked(const QPoint &position); // pressed and released without dragging

protected:
    // Half the width, in pixels, of what a pointer means.
    static constexpr int Reach = 5;
    [[nodiscard]] Instant instantAt(int x) const { return instantOfKey(xAxis->pixelToCoord(x)); }

    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    void bound(const QCPRange &range);

    Instant m_begin{}, m_end{};
    QPoint m_pressed;
    bool m_zoomed = false, m_fitting = false;
};

} // namespace hinoban::ui
