// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace hinoban::ui {

// A phase as a head with its count, an item as a box, its text over as many lines as it needs, and a small line for who
// and why. Ticked and fulfilled differ in shape: a filled box, and a plain tick.
class RunbookDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    static constexpr int BoxEnd = 34; // a click left of here is for the box
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hinoban::ui
