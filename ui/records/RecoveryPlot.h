// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/TimePlot.h"
#include "ui/records/RecoveryRow.h"

namespace hinoban::ui {

// Who recovers when: a bar a resolver from now to the last moment at which it may serve false data, on one time axis.
// Its rows stand beside those of a list: the list says how high they are and how far it is scrolled.
class RecoveryPlot final : public TimePlot {
    Q_OBJECT
public:
    explicit RecoveryPlot(QWidget *parent = nullptr);

    void setRows(std::vector<RecoveryRow> rows, Instant now, std::optional<Instant> repairedAt);
    void setGeometryOfRows(int top, int height, int scrolled); // pixels
    void setCurrentRow(int row);
    void retranslate();
    void restyle();

    static constexpr int AxisHeight = 20;                  // below the rows
    [[nodiscard]] int rowAt(const QPoint &position) const; // -1: none
    [[nodiscard]] QString textAt(const QPoint &position) const override;
    [[nodiscard]] QSize sizeHint() const override { return {320, 200}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 80}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintRow(QPainter &painter, const RecoveryRow &row, const QRectF &place, const QColor &ground) const;
    void paintLine(QPainter &painter, Instant at, const QString &word, const QColor &colour, Qt::PenStyle style,
                   Qt::Alignment side) const;

    std::vector<RecoveryRow> m_rows;
    Instant m_now{};
    std::optional<Instant> m_repairedAt;
    int m_top = 24, m_height = 24, m_scrolled = 0, m_current = -1;
};

} // namespace hinoban::ui
