// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace hinoban::ui {

class LookAlikeLine;

// Why: the most severe finding about what is selected, as a sentence, with the number of pieces of evidence. Where
// there is none: that all is as expected, or what is not known. Below it, of a look-alike, what it imitates, to the
// character; a planned change of the domain; and where DNSSEC is looked at, what it says of the domain.
class WhyPanel final : public QFrame {
    Q_OBJECT
public:
    explicit WhyPanel(QWidget *parent = nullptr);

    // `row` null: the whole domain. `view` null: nothing is watched.
    void show(const console::DomainView *view, const console::Row *row, Instant now);
    using QWidget::show;
    void retranslate();

    // The finding that matters most for an RRset: about itself, about a name that is shown in it; null if none is.
    [[nodiscard]] static const detect::Finding *findingFor(const console::DomainView &view, const console::Row *row);

Q_SIGNALS:
    void evidenceRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSecurity(const dns::ValidationPtr &validation);

    QLabel *m_signal;
    QLabel *m_sentence;
    QLabel *m_more;
    QToolButton *m_evidence;
    QLabel *m_security;
    QLabel *m_plan;
    LookAlikeLine *m_lookAlike;
    QColor m_tint;
};

} // namespace hinoban::ui
