// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DomainList.h"

#include "ui/common/Fonts.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/shell/DomainModel.h"

#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr int Left = 12, TextLeft = 31;

// Lines are of one height whatever they say: other texts are painted, and nothing is laid out for them. (QListView lays
// out all of its lines when the data of any changes.)
class DomainLines final : public QListView {
public:
    using QListView::QListView;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override
    {
        // Past the parent on purpose: what it adds is the layout. NOLINTNEXTLINE(bugprone-parent-virtual-call)
        QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    }
};

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
    , m_view(new DomainLines(this))
    , m_filterBar(new QWidget(this))
    , m_filter(new QLineEdit(m_filterBar))
{
    setObjectName(QStringLiteral("DomainList"));
    m_filter->setObjectName(QStringLiteral("domainFilter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    auto *bar = new QVBoxLayout(m_filterBar);
    bar->setContentsMargins(8, 6, 8, 6);
    bar->addWidget(m_filter);
    m_filterBar->hide();
    body()->addWidget(m_filterBar);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new DomainDelegate(m_view));
    m_view->setObjectName(QStringLiteral("domains"));
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    body()->addWidget(m_view, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &DomainList::setFilter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (!current.isValid() || m_refreshing) return;
        m_selected = m_model->nameAt(current.row());
        m_selectedView = snapshot() ? snapshot()->domains.find(m_selected) : nullptr;
        Q_EMIT selectionChanged(m_selected);
    });
    retranslate();
}

QString DomainList::title() const { return tr("Domains"); }

void DomainList::retranslate()
{
    header()->setTitle(tr("Domains"));
    m_view->setAccessibleName(tr("Domains, worst first"));
    m_filter->setPlaceholderText(tr("Filter by name"));
    m_filter->setAccessibleName(tr("Filter the domains"));
    m_model->retranslate();
}

void DomainList::refresh()
{
    // A domain that is gone takes the selection with it while the model is changing: told when it has changed.
    const dns::Name before = m_selected;
    const int place = m_view->currentIndex().row();
    m_refreshing = true;
    m_model->setSnapshot(snapshot());
    m_selectedView = snapshot() ? snapshot()->domains.find(m_selected) : nullptr;
    if (!m_selectedView) {
        // The one that stands in its place now.
        const int next = std::min(place, m_model->rowCount() - 1);
        m_selected = before.isRoot() ? dns::Name() : m_model->nameAt(std::max(next, 0));
        m_selectedView = snapshot() ? snapshot()->domains.find(m_selected) : nullptr;
    }
    showSelected();
    m_refreshing = false;
    showCounts();
    m_filterBar->setVisible(m_model->domainCount() >= FilteredFrom || !m_filter->text().isEmpty());
    m_view->viewport()->update();
    if (m_selected != before && !m_selected.isRoot()) Q_EMIT selectionChanged(m_selected);
}

void DomainList::showSelected()
{
    const int row = m_model->rowOf(m_selected);
    if (row != m_view->currentIndex().row()) m_view->setCurrentIndex(m_model->index(row));
}

void DomainList::showCounts()
{
    const int wrong = snapshot() ? snapshot()->domains.summary().needLook : 0;
    const int all = m_model->domainCount();
    header()->setRightText(all ? QStringLiteral("%1 / %2").arg(wrong).arg(all) : QString(),
                           tr("%1 of %2 need a look").arg(wrong).arg(all));
}

void DomainList::setFilter(const QString &text)
{
    m_refreshing = true;
    m_model->setFilter(text.trimmed());
    showSelected();
    m_refreshing = false;
}

bool DomainList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            m_filter->clear();
            m_view->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_view->setFocus(Qt::ShortcutFocusReason);
            if (!m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_model->index(0));
            return true;
        }
    }
    return Pane::eventFilter(watched, event);
}

void DomainList::select(const dns::Name &name)
{
    if (name == m_selected) return;
    const auto view = snapshot() ? snapshot()->domains.find(name) : nullptr;
    if (!view) return;
    m_selected = name;
    m_selectedView = view;
    m_refreshing = true;
    showSelected();
    m_refreshing = false;
    Q_EMIT selectionChanged(m_selected);
}

void DomainList::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

void DomainList::focusFilter()
{
    m_filterBar->show();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace hinoban::ui
