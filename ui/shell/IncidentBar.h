// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "ui/common/StateMark.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace hinoban::ui {

// The state as a block of colour with a shape and a word, and the signals behind it.
class StateBlock final : public QWidget {
    Q_OBJECT
public:
    explicit StateBlock(QWidget *parent = nullptr);
    void setState(respond::IncidentState state, const QStringList &signalIds);
    // Nothing is known yet that could be called quiet: `word` says why.
    void setUnknown(const QString &word);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString word() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void say();

    respond::IncidentState m_state = respond::IncidentState::Quiet;
    QString m_unknown; // in the place of the state
    QString m_signals;
};

// One figure with its caption above it.
class BarCell final : public QWidget {
    Q_OBJECT
public:
    explicit BarCell(const QString &name, QWidget *parent = nullptr);
    struct Part {
        QString text;
        QColor colour;
        bool strong = true;
    };
    void set(const QString &caption, const std::vector<Part> &parts);
    void addWidget(QWidget *widget);
    void setOpens(const QString &what); // what a click or Enter opens, for the tool tip; empty: nothing
    [[nodiscard]] QString text() const; // as it is read aloud
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void opened();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int partsWidth(int count) const;
    QString m_caption, m_opens;
    std::vector<Part> m_parts;
    QWidget *m_extra = nullptr;
};

// The bar of the window: state, clocks, mail, cache tail, who is in command.
class IncidentBar final : public QFrame {
    Q_OBJECT
public:
    explicit IncidentBar(QWidget *parent = nullptr);

    // `now` is the time to count to: the snapshot's, or a little later while it waits for the next one.
    void show(const console::SnapshotPtr &snapshot, const dns::Name &domain, Instant now);
    using QWidget::show;

Q_SIGNALS:
    void takeCommandRequested();
    void recoveryRequested(); // the cache tail was clicked
    void incidentRequested(); // what is due next was clicked

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    StateBlock *m_state;
    BarCell *m_changed, *m_noticed, *m_mail, *m_tail, *m_due, *m_command;
    QPushButton *m_take;
    console::SnapshotPtr m_snapshot;
    dns::Name m_domain;
    Instant m_now{};
};

} // namespace hinoban::ui
