// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/TimePlot.h"

#include <QStringList>

namespace hinoban::ui {

// A moment at which DNS changed, as far as findings and the registry say.
struct ChangeMark {
    Instant at{};
    QStringList signalIds; // "D1", "D9"; empty: the registry's stamp
    bool planned = false;  // announced: no alarm
    friend bool operator==(const ChangeMark &, const ChangeMark &) = default;
};

// First sightings of open findings D1 and D9 of the domain, those of one minute together but planned
// ones apart, and the registry's stamp of
// the incident if the domain is affected. Ascending.
[[nodiscard]] std::vector<ChangeMark> changeMarks(const console::DomainView &view, const respond::Incident &incident);

// The response time of the service, its usual value, and when DNS changed.
class ResponsePlot final : public TimePlot {
    Q_OBJECT
public:
    explicit ResponsePlot(QWidget *parent = nullptr);

    void setView(const console::DomainView &view, const console::Snapshot &snapshot);
    void retranslate();
    void restyle();

    [[nodiscard]] QString textAt(const QPoint &position) const override;
    [[nodiscard]] QSize sizeHint() const override { return {300, 84}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 60}; }

private:
    void layMarks();
    void spreadWords(); // of the marks, so that none lies on another

    QList<console::PathSample> m_samples;
    std::vector<ChangeMark> m_marks;
    std::optional<double> m_usual;
    QString m_usualPlace;
    Instant m_present{};
    QCPGraph *m_line, *m_elsewhere;
    QCPItemStraightLine *m_baseline;
    QCPItemText *m_baselineText;
    QList<QCPAbstractItem *> m_markItems;
    QList<QCPItemText *> m_markWords; // as `m_marks`
};

} // namespace hinoban::ui
