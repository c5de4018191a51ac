// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace hinoban::ui {

// Draws a line of the records matrix: values in monospaced type with the differing characters marked (bold,
// underlined, on a background of their own), a red tint for a mismatch and nothing else, shape and colour for the
// rest. A selected cell gets a frame, so that selecting never hides a state.
class RecordsDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int Padding = 7;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace hinoban::ui
