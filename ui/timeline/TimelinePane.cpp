// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/TimelinePane.h"

#include "app/base/SafeText.h"
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
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
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
    , m_correct(new QAction(this))
    , m_narrow(new QToolButton(this))
    , m_narrowMenu(new QMenu(this))
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
    m_correct->setObjectName(QStringLiteral("correctEntry"));
    m_correct->setShortcut(QKeySequence(Qt::Key_F2));
    m_correct->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_correct);
    connect(m_correct, &QAction::triggered, this, [this] {
        const auto index = m_filter->mapToSource(m_list->currentIndex());
        if (index.isValid()) Q_EMIT correctRequested(m_model->record(index.row()));
    });
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

    m_narrow->setObjectName(QStringLiteral("timelineFilter"));
    m_narrow->setAutoRaise(true);
    m_narrow->setPopupMode(QToolButton::InstantPopup);
    m_narrow->setFocusPolicy(Qt::TabFocus);
    m_narrow->setMenu(m_narrowMenu);
    connect(m_narrowMenu, &QMenu::aboutToShow, this, &TimelinePane::fillFilterMenu);
    header()->addRight(m_narrow);
    header()->addRight(m_zones);
    connect(header(), &PaneHeader::tabChanged, this, [this](const QString &key) {
        m_filter->setKinds(key == QLatin1String("people")     ? TimelineFilter::Kinds::People
                           : key == QLatin1String("measured") ? TimelineFilter::Kinds::Measured
                                                              : TimelineFilter::Kinds::All);
        showPicture();
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
    m_line->setLog(snapshot()->log, snapshot()->head);

    filterAgain();
}

void TimelinePane::filterAgain()
{
    const auto *domainView = view();
    m_filter->setDomain(m_onlyDomain && domainView ? std::optional(domainView->domain.name) : std::nullopt);
    QStringList narrowed;
    if (m_onlyDomain && domainView) narrowed += domainView->domain.name.display();
    if (!m_filter->author().isEmpty()) narrowed += safeText(m_filter->author(), 40);
    //: Filter of the timeline: entries of every domain and person are shown
    m_narrow->setText(narrowed.isEmpty() ? tr("Everybody") : narrowed.join(QStringLiteral(" · ")));
    m_narrow->setAccessibleName(tr("Whose entries, and of which domain: %1").arg(m_narrow->text()));
    showPicture();
}

// What the list leaves out has no mark in the picture either.
void TimelinePane::showPicture()
{
    if (!snapshot()) return;
    const auto *domainView = view();
    auto chart = domainView ? chartOf(*domainView, *snapshot()) : TimelineChart{};
    const auto &log = snapshot()->log;
    std::erase_if(chart.marks, [&](const TimelineChart::Mark &mark) {
        return mark.record >= 0 && mark.record < log.size() && !m_filter->accepts(log.at(mark.record).entry);
    });
    m_picture->setChart(std::move(chart), log);
}

void TimelinePane::fillFilterMenu()
{
    m_narrowMenu->clear();
    auto *domain = m_narrowMenu->addAction(tr("Only the chosen &domain"));
    domain->setCheckable(true);
    domain->setChecked(m_onlyDomain);
    connect(domain, &QAction::triggered, this, [this](bool checked) {
        m_onlyDomain = checked;
        filterAgain();
    });
    m_narrowMenu->addSeparator();
    QStringList authors;
    if (snapshot())
        for (const auto &record : snapshot()->log)
            if (!record.entry.author.isEmpty() && !authors.contains(record.entry.author) && authors.size() < 50)
                authors += record.entry.author;
    authors.sort();
    authors.prepend(QString());
    for (const QString &author : authors) {
        // An ampersand in a name is no key of a menu.
        QString shown = safeText(author, 60);
        shown.replace(QLatin1Char('&'), QLatin1String("&&"));
        auto *action = m_narrowMenu->addAction(author.isEmpty() ? tr("&Everybody's entries") : shown);
        action->setCheckable(true);
        action->setChecked(author == m_filter->author());
        connect(action, &QAction::triggered, this, [this, author] {
            m_filter->setAuthor(author);
            filterAgain();
        });
    }
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
    m_correct->setText(tr("Correct this entry…"));
    m_list->setAccessibleName(tr("Timeline, newest first"));
    m_zones->retranslate();
    m_model->retranslate();
    m_picture->retranslate();
    m_line->retranslate();
    filterAgain();
}

void TimelinePane::focusEntryLine() { m_line->take(); }

void TimelinePane::entryRefused(const QString &line, const QString &sentence) { m_line->refused(line, sentence); }

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
        m_onlyDomain = false;
        m_filter->setAuthor({});
        filterAgain();
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
