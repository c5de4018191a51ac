// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DomainList.h"

#include "ui/common/Fonts.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/shell/DomainModel.h"

#include <QItemSelectionModel>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace hinoban::ui {

namespace {

constexpr int Left = 12, TextLeft = 31;

} // namespace

void DomainDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = Theme::colours();
    const QRect cell = option.rect;
    const Mark mark = Mark(index.data(DomainModel::MarkRole).toInt());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->fillRect(cell, selected ? c.sel : c.pane);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), c.line);
    // Whoever works with the keyboard sees where it is.
    if (option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height() - 1), c.info);

    const QFont nameFont = fonts::prose(fonts::Size::Normal, selected || mark == Mark::Mismatch);
    const QFont secondFont = fonts::prose(fonts::Size::Small);
    const QFontMetrics name(nameFont), second(secondFont);
    const int width = cell.width() - TextLeft - 8;
    const int top = cell.top() + (cell.height() - name.height() - second.height()) / 2;
    paintMark(*painter, QRectF(cell.left() + Left, top, 12, name.height()), mark, 11);
    painter->setFont(nameFont);
    painter->setPen(c.ink);
    painter->drawText(QRect(cell.left() + TextLeft, top, width, name.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      name.elidedText(index.data().toString(), Qt::ElideMiddle, width));
    painter->setFont(secondFont);
    painter->setPen(c.mut);
    painter->drawText(QRect(cell.left() + TextLeft, top + name.height(), width, second.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      second.elidedText(index.data(DomainModel::SecondRole).toString(), Qt::ElideRight, width));
    painter->restore();
}

QSize DomainDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const int height = QFontMetrics(fonts::prose()).height() + QFontMetrics(fonts::prose(fonts::Size::Small)).height();
    return {150, height + 14};
}

DomainList::DomainList(QWidget *parent)
    : Pane(parent)
    , m_model(new DomainModel(this))
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("DomainList"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new DomainDelegate(m_view));
    m_view->setObjectName(QStringLiteral("domains"));
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    body()->addWidget(m_view, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && !m_refreshing) Q_EMIT selectionChanged(m_model->nameAt(current.row()));
    });
    retranslate();
}

QString DomainList::title() const { return tr("Domains"); }

void DomainList::retranslate()
{
    header()->setTitle(tr("Domains"));
    m_view->setAccessibleName(tr("Domains, worst first"));
    m_model->retranslate();
}

void DomainList::refresh()
{
    // A domain that is gone takes the selection with it while the model is changing: told when it has changed.
    const dns::Name before = selected();
    m_refreshing = true;
    m_model->setSnapshot(snapshot());
    m_refreshing = false;
    int wrong = 0;
    if (snapshot())
        for (const auto &view : snapshot()->domains)
            wrong += view.state != console::DomainState::Match;
    const int all = m_model->rowCount();
    header()->setRightText(all ? QStringLiteral("%1 / %2").arg(wrong).arg(all) : QString(),
                           tr("%1 of %2 need a look").arg(wrong).arg(all));
    m_view->viewport()->update();
    if (!before.isRoot() && selected() != before && !selected().isRoot()) Q_EMIT selectionChanged(selected());
}

dns::Name DomainList::selected() const { return m_model->nameAt(m_view->currentIndex().row()); }

void DomainList::select(const dns::Name &name)
{
    const int row = m_model->rowOf(name);
    if (row >= 0) m_view->setCurrentIndex(m_model->index(row));
}

void DomainList::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

} // namespace hinoban::ui
