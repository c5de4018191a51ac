// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Pane.h"

#include <QStyledItemDelegate>

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

// The domains, at the left: worst first. The one selected is what every other pane shows.
class DomainList final : public Pane {
    Q_OBJECT
public:
    explicit DomainList(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] dns::Name selected() const;
    void select(const dns::Name &name);
    void focusList();

Q_SIGNALS:
    void selectionChanged(const hinoban::dns::Name &name);

protected:
    void refresh() override;
    void retranslate() override;

private:
    DomainModel *m_model;
    QListView *m_view;
    bool m_refreshing = false;
};

} // namespace hinoban::ui
