// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelinePane.h"

#include "ui/common/Fonts.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Theme.h"
#include "ui/timeline/EntryLine.h"
#include "ui/timeline/TimelineDelegate.h"
#include "ui/timeline/TimelineModel.h"
#include "ui/timeline/TimelinePicture.h"
#include "ui/timeline/ZoneSwitch.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

TimelinePane::TimelinePane(QWidget *parent)
    : Pane(parent)
    , m_model(new TimelineModel(this))
    , m_filter(new TimelineFilter(this))
    , m_picture(new TimelinePicture(this))
    , m_list(new QTableView(this))
    , m_line(new EntryLine(this))
    , m_zones(new ZoneSwitch(this))
    , m_copy(new QAction(this))
{
    m_filter->setSourceModel(m_model);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new TimelineDelegate(m_list));
    m_list->setObjectName(QStringLiteral("timelineList"));
    m_list->horizontalHeader()->hide();
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setMinimumSectionSize(16);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setMinimumSectionSize(8);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTabKeyNavigation(false);
    m_list->setMinimumHeight(40);

    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_copy);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_copy, &QAction::triggered, this, &TimelinePane::copySelected);
    connect(m_list, &QTableView::activated, this, &TimelinePane::showDetail);

    auto *rule = new QFrame(this);
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Mid);
    body()->addWidget(m_picture);
    body()->addWidget(rule);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_line);
    m_picture->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    header()->addRight(m_zones);
    connect(header(), &PaneHeader::tabChanged, this, [this](const QString &key) {
        m_filter->setKinds(key == QLatin1String("people")     ? TimelineFilter::Kinds::People
                           : key == QLatin1String("measured") ? TimelineFilter::Kinds::Measured
                                                              : TimelineFilter::Kinds::All);
    });
    connect(m_line, &EntryLine::typed, this, &TimelinePane::entryTyped);
    connect(&Theme::instance(), &Theme::changed, m_picture, &TimelinePicture::restyle);
    connect(m_picture, &TimelinePicture::recordChosen, this, &TimelinePane::choose);

    retranslate();
    fitColumns();
}

QString TimelinePane::title() const { return tr("Timeline"); }

void TimelinePane::refresh()
{
    m_line->setNow(snapshot() ? std::optional(snapshot()->at) : std::nullopt);
    if (!snapshot()) return;
    m_zones->setMoment(snapshot()->at);

    // The newest stands at the top. Whoever has scrolled down is reading: the line he reads stays where it is.
    const bool atTop = m_list->verticalScrollBar()->value() == 0;
    const QPersistentModelIndex read = m_list->indexAt(QPoint(1, 1));
    const int readAt = read.isValid() ? m_list->rowViewportPosition(read.row()) : 0;
    const int rows = m_filter->rowCount();
    m_model->setLog(snapshot()->log);
    if (m_filter->rowCount() != rows) {
        m_list->doItemsLayout();
        if (rows == 0) fitColumns();
        auto *bar = m_list->verticalScrollBar();
        if (atTop)
            bar->setValue(0);
        else if (read.isValid())
            bar->setValue(bar->value() + m_list->rowViewportPosition(read.row()) - readAt);
    }
    m_line->setLog(snapshot()->log);

    const auto *domainView = view();
    m_picture->setChart(domainView ? chartOf(*domainView, *snapshot()) : TimelineChart{}, snapshot()->log);
}

void TimelinePane::retranslate()
{
    header()->setTitle(title());
    //: Filter of the timeline
    header()->setTab(QStringLiteral("all"), tr("All"));
    //: Filter of the timeline: what people did, said and decided
    header()->setTab(QStringLiteral("people"), tr("People"));
    //: Filter of the timeline: what instruments saw
    header()->setTab(QStringLiteral("measured"), tr("Measured"));
    m_copy->setText(tr("Copy entries"));
    m_list->setAccessibleName(tr("Timeline, newest first"));
    m_zones->retranslate();
    m_model->retranslate();
    m_picture->retranslate();
    m_line->retranslate();
}

void TimelinePane::focusEntryLine() { m_line->take(); }

void TimelinePane::entryRefused(const QString &sentence) { m_line->refused(sentence); }

QString TimelinePane::selectedText() const
{
    auto rows = m_list->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.row() < b.row(); });
    QStringList lines;
    for (const auto &row : rows)
        lines.append(row.data(TimelineModel::CopyRole).toString());
    return lines.join(u'\n');
}

void TimelinePane::copySelected() const
{
    const QString text = selectedText();
    if (!text.isEmpty()) QApplication::clipboard()->setText(text);
}

void TimelinePane::choose(qsizetype record)
{
    auto index = m_filter->mapFromSource(m_model->index(int(record), TimelineModel::TimeColumn));
    if (!index.isValid()) {
        header()->setCurrentTab(QStringLiteral("all"));
        index = m_filter->mapFromSource(m_model->index(int(record), TimelineModel::TimeColumn));
    }
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
    m_list->setFocus();
}

void TimelinePane::showDetail(const QModelIndex &index)
{
    const auto place = m_list->visualRect(index);
    QToolTip::showText(m_list->viewport()->mapToGlobal(place.bottomLeft()), index.data(Qt::ToolTipRole).toString(),
                       m_list->viewport());
}

void TimelinePane::fitColumns()
{
    m_list->verticalHeader()->setDefaultSectionSize(TimelineDelegate::rowHeight());
    const QString widest = QStringLiteral("00-00 00:00:00");
    m_list->setColumnWidth(TimelineModel::TimeColumn, QFontMetrics(fonts::mono()).horizontalAdvance(widest) + 22);
    m_list->setColumnWidth(TimelineModel::MarkColumn, 24);
}

} // namespace hinoban::ui
