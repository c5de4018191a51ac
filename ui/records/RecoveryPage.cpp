// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecoveryPage.h"

#include "ui/common/Fonts.h"
#include "ui/common/TextTable.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/records/RecoveryPlot.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

using respond::CacheState;

RecoveryPage::RecoveryPage(QWidget *parent)
    : QWidget(parent)
    , m_table(new TextTable(this))
    , m_view(TextTable::makeView(m_table, this))
    , m_plot(new RecoveryPlot(this))
    , m_summary(new QLabel(this))
    , m_legend(new QLabel(this))
    , m_flush(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_open(new QToolButton(this))
    , m_copyRow(new QAction(this))
{
    setObjectName(QStringLiteral("RecoveryPage"));
    for (auto *label : {m_summary, m_legend, m_flush}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_summary->setObjectName(QStringLiteral("recoverySummary"));
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(12, 7, 12, 6);
    m_legend->setProperty("muted", true);
    m_legend->setFont(fonts::prose(fonts::Size::Small));
    m_legend->setFixedHeight(RecoveryPlot::AxisHeight);
    m_legend->setContentsMargins(12, 0, 4, 0);
    m_legend->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_flush->setObjectName(QStringLiteral("recoveryFlush"));
    m_flush->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_view->setObjectName(QStringLiteral("recoveryList"));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->installEventFilter(this);

    auto *list = new QVBoxLayout;
    list->setSpacing(0);
    list->addWidget(m_view, 1);
    list->addWidget(m_legend);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addLayout(list, 5);
    middle->addWidget(m_plot, 4);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(12, 5, 8, 5);
    below->addWidget(m_flush, 1);
    for (auto *button : {m_copy, m_open}) {
        button->setProperty("link", true);
        button->setFocusPolicy(Qt::StrongFocus);
        below->addWidget(button);
    }
    m_copy->setObjectName(QStringLiteral("copyFlush"));
    m_open->setObjectName(QStringLiteral("openFlushPage"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addLayout(middle, 1);
    layout->addLayout(below);

    m_copyRow->setShortcut(QKeySequence::Copy);
    m_copyRow->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(m_copyRow);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_copyRow, &QAction::triggered, this, &RecoveryPage::copyRow);
    connect(m_copy, &QToolButton::clicked, this, &RecoveryPage::copyFlush);
    connect(m_open, &QToolButton::clicked, this, &RecoveryPage::openPage);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecoveryPage::showFlush);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &RecoveryPage::alignPlot);
    connect(m_plot, &TimePlot::clicked, this, [this](const QPoint &position) {
        const int row = m_plot->rowAt(position);
        if (row >= 0) m_view->setCurrentIndex(m_table->index(row, 0));
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_plot->restyle();
        refresh();
    });
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    retranslate();
}

void RecoveryPage::show(const respond::CacheTail &tail, Instant now, bool drill)
{
    m_tail = tail;
    m_now = now;
    m_drill = drill;
    refresh();
}

void RecoveryPage::clear() { show({}, {}, false); }

void RecoveryPage::retranslate()
{
    m_table->setHeads({tr("Resolver"), tr("Serves"), tr("TTL left"), tr("Until")});
    m_view->setAccessibleName(tr("What each resolver serves"));
    m_view->setAccessibleDescription(tr("Enter copies how the resolver is flushed"));
    m_legend->setText(tr("■ false data   ▨ may be, another of its caches"));
    m_copy->setText(tr("Copy (Enter)"));
    m_copy->setAccessibleName(tr("Copy how to flush"));
    m_open->setText(tr("Open page (Ctrl+Enter)"));
    m_open->setAccessibleName(tr("Open the flush page in the browser"));
    m_copyRow->setText(tr("Copy the row"));
    m_plot->retranslate();
    refresh();
}

void RecoveryPage::refresh()
{
    m_rows = recoveryRows(m_tail);
    std::vector<TextTable::Line> lines;
    lines.reserve(m_rows.size());
    for (const auto &row : m_rows) {
        QString until = row.until ? TimeText::instance().brief(*row.until) : QString();
        if (row.open) until = until.isEmpty() ? tr("no end known") : tr("%1 or later").arg(until.chopped(3));
        lines.push_back({{row.name},
                         {wordOf(row.state), markOf(row.state)},
                         {row.state == CacheState::False ? ttlText(row.ttlLeft) : QString(), {}, true},
                         {until, {}, true}});
    }
    m_table->setLines(std::move(lines));
    m_summary->setText(summaryOf(m_tail));
    m_plot->setRows(m_rows, m_now, m_tail.repairedAt);
    if (!m_view->currentIndex().isValid() && !m_rows.empty()) m_view->setCurrentIndex(m_table->index(0, 0));
    alignPlot();
    showFlush();
}

void RecoveryPage::alignPlot()
{
    // The list is as wide as its words; the rest is the picture's.
    const auto *head = m_view->horizontalHeader();
    const int last = m_table->columnCount() - 1;
    int wide = head->sectionSizeHint(last);
    const QFontMetrics metrics(fonts::mono());
    for (int row = 0; row < m_table->rowCount(); ++row)
        wide = std::max(wide, metrics.horizontalAdvance(m_table->index(row, last).data().toString()));
    for (int column = 0; column < last; ++column)
        wide += head->sectionSize(column);
    wide += m_view->verticalScrollBar()->sizeHint().width() + 24;
    m_view->setMaximumWidth(wide);
    m_legend->setMaximumWidth(wide);
    m_plot->setGeometryOfRows(m_view->horizontalHeader()->height(), m_view->verticalHeader()->defaultSectionSize(),
                              m_view->verticalScrollBar()->value());
}

const RecoveryRow *RecoveryPage::current() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < int(m_rows.size()) ? &m_rows[size_t(row)] : nullptr;
}

void RecoveryPage::showFlush()
{
    const auto *row = current();
    m_plot->setCurrentRow(row ? m_view->currentIndex().row() : -1);
    const bool known = row && !row->flush.isEmpty();
    QString text;
    if (known)
        text = row->isPage ? tr("Flush %1: %2").arg(row->name, row->flush)
                           : tr("Flush, by its operator: %1").arg(row->flush);
    else if (row)
        text = tr("%1: no public way to flush it is known.").arg(row->name);
    m_flush->setText(text);
    m_flush->setToolTip({});
    m_copy->setEnabled(known);
    m_open->setVisible(!row || row->isPage || !known);
    m_open->setEnabled(known && row->isPage && !m_drill);
    m_open->setToolTip(m_drill ? tr("No real page is opened in a drill.") : QString());
}

void RecoveryPage::copyFlush()
{
    const auto *row = current();
    if (!row || row->flush.isEmpty()) return;
    QGuiApplication::clipboard()->setText(row->flush);
    m_flush->setText(tr("Copied: %1").arg(row->flush));
}

void RecoveryPage::copyRow()
{
    if (const auto *row = current()) QGuiApplication::clipboard()->setText(longTextOf(*row));
}

void RecoveryPage::openPage()
{
    const auto *row = current();
    if (row && row->isPage && !m_drill) Q_EMIT openRequested(QUrl(row->flush, QUrl::StrictMode));
}

void RecoveryPage::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

bool RecoveryPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (key->modifiers().testFlag(Qt::ControlModifier))
                openPage();
            else
                copyFlush();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RecoveryPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) alignPlot();
}

void RecoveryPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    alignPlot();
}

} // namespace hinoban::ui
