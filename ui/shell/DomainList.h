// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Pane.h"

#include <QStyledItemDelegate>

class QLineEdit;
class QListView;

namespace hinoban::ui {

class DomainModel;

// Two lines a domain: shape and name, and below in words why or since when.
class DomainDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

// The domains, at the left: worst first. The one selected is what every other pane shows, also while the filter hides
// it. The filter stands above the list where there are more domains than one takes in at a glance.
class DomainList final : public Pane {
    Q_OBJECT
public:
    explicit DomainList(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    static constexpr int FilteredFrom = 16; // domains

    [[nodiscard]] dns::Name selected() const { return m_selected; }
    [[nodiscard]] const console::DomainView *selectedView() const { return m_selectedView.get(); }
    void select(const dns::Name &name); // also one that the filter hides; nothing if it is not watched
    void focusList();
    void focusFilter();

Q_SIGNALS:
    void selectionChanged(const hinoban::dns::Name &name);

protected:
    void refresh() override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showSelected(); // in the list, if the filter lets it through
    void showCounts();
    void setFilter(const QString &text);

    DomainModel *m_model;
    QListView *m_view;
    QWidget *m_filterBar;
    QLineEdit *m_filter;
    dns::Name m_selected;
    console::DomainViewPtr m_selectedView;
    bool m_refreshing = false;
};

} // namespace hinoban::ui
