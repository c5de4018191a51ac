// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QWidget>

class QVBoxLayout;

namespace hinoban::ui {

class PaneHeader;

// One of the panes of the window: a header, and below it what the pane shows of one moment. The screen only reads:
// a pane asks for actions by its own signals, which the window hands to console::Console.
//
// A moment comes up to ten times a second: refresh() must leave selection, scrolling and what is being typed alone.
// It is also called when language, theme or the zone of times changes; then retranslate() comes before.
class Pane : public QWidget {
    Q_OBJECT
public:
    explicit Pane(QWidget *parent = nullptr);

    // `domain` is the one selected in the list of domains; root while there is none.
    void show(const console::SnapshotPtr &snapshot, const dns::Name &domain);
    using QWidget::show;

    // The window makes it the title bar of the pane's dock: it is what the pane is moved by.
    [[nodiscard]] PaneHeader *header() const { return m_header; }
    [[nodiscard]] virtual QString title() const = 0; // of the dock, translated
    [[nodiscard]] const console::SnapshotPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] const dns::Name &domain() const { return m_domain; }
    // Of the selected domain; null if there is none.
    [[nodiscard]] const console::DomainView *view() const { return m_view.get(); }

protected:
    virtual void refresh() = 0;     // snapshot() may be null: nothing has been seen yet
    virtual void retranslate() = 0; // every fixed text; not called from the constructor: call it yourself
    // Two moments share it where nothing is new about the domain.
    [[nodiscard]] const console::DomainViewPtr &sharedView() const { return m_view; }
    [[nodiscard]] QVBoxLayout *body() const { return m_body; } // below the header, without margins
    void changeEvent(QEvent *event) override;

private:
    PaneHeader *m_header;
    QVBoxLayout *m_body;
    console::SnapshotPtr m_snapshot;
    console::DomainViewPtr m_view;
    dns::Name m_domain;
};

} // namespace hinoban::ui
