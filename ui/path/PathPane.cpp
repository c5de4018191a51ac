// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/PathPane.h"

#include "app/base/SafeText.h"
#include "ui/common/Fonts.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/StateMark.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/path/HopDelegate.h"
#include "ui/path/HopModel.h"
#include "ui/path/ResponsePlot.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {
namespace {

Mark markOf(const HopTable &table)
{
    using Kind = HopTable::Kind;
    switch (table.kind) {
    case Kind::Elsewhere:
    case Kind::OtherWay:
        return Mark::Suspicion;
    case Kind::AsUsual:
    case Kind::OtherAddress:
        return table.slower ? Mark::Suspicion : Mark::Match;
    case Kind::NothingMeasures:
    case Kind::NoBaseline:
    case Kind::NotMeasured:
    case Kind::Failed:
        break;
    }
    return Mark::Unknown;
}

} // namespace

PathPane::PathPane(QWidget *parent)
    : Pane(parent)
    , m_model(new HopModel(this))
    , m_strip(new QFrame(this))
    , m_mark(new QLabel(m_strip))
    , m_sentence(new QLabel(m_strip))
    , m_table(new QTableView(this))
    , m_plot(new ResponsePlot(this))
    , m_copy(new QAction(this))
{
    m_strip->setObjectName(QStringLiteral("pathStrip"));
    m_mark->setObjectName(QStringLiteral("pathMark"));
    m_mark->setTextFormat(Qt::PlainText);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(QStringLiteral("pathSentence"));
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(12, 5, 12, 5);
    strip->setSpacing(8);
    strip->addWidget(m_mark, 0, Qt::AlignTop);
    strip->addWidget(m_sentence, 1);

    m_table->setObjectName(QStringLiteral("hopTable"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new HopDelegate(m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(8);
    m_table->verticalHeader()->setDefaultSectionSize(HopDelegate::rowHeight());
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setMinimumSectionSize(16);
    m_table->horizontalHeader()->setStretchLastSection(true); // a scroll bar may come and take some of the width
    m_table->horizontalHeader()->setFixedHeight(22);
    m_table->setMinimumHeight(60);

    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_table);
    split->addWidget(m_plot);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setSizes({110, 76});
    split->setHandleWidth(4);
    split->setChildrenCollapsible(false);
    body()->addWidget(m_strip);
    body()->addWidget(split, 1);

    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_copy, &QAction::triggered, this, &PathPane::copySelected);
    connect(&Theme::instance(), &Theme::changed, m_plot, &ResponsePlot::restyle);
    connect(m_model, &HopModel::modelReset, this, &PathPane::showParting, Qt::QueuedConnection);
    retranslate();
}

QString PathPane::title() const { return tr("Path & response"); }

void PathPane::refresh()
{
    const auto *domainView = view();
    static const console::PathView nothing;
    m_model->setTable(hopTable(domainView ? domainView->path : nothing));
    if (domainView) m_plot->setView(*domainView, *snapshot());

    const auto &table = m_model->table();
    m_table->setVisible(m_model->rowCount() > 0);
    m_plot->setVisible(domainView && !domainView->path.samples.isEmpty());
    const auto mark = markOf(table);
    m_sentence->setText(sentence(table));
    m_mark->setText(QString(markSymbol(mark)));
    m_mark->setAccessibleName(markWord(mark));
    const QString style = QStringLiteral("#pathStrip{background:%1;border:0} #pathMark{color:%2}")
                              .arg(markTint(mark).name(), markColour(mark).name());
    if (m_strip->styleSheet() != style) m_strip->setStyleSheet(style); // not ten times a second
    saySource();
    fitColumns();
}

void PathPane::saySource()
{
    const auto *domainView = view();
    if (!domainView || domainView->path.source.isEmpty()) {
        //: In the head of the path pane, where the measuring tool is named
        header()->setRightText(tr("not measured"));
        return;
    }
    const QString source = domainView->path.source == QLatin1String("scenario")
                               //: The path comes from the drill's scenario
                               ? tr("from the scenario")
                               : safeText(domainView->path.source, 40);
    header()->setRightText(domainView->path.now ? source + u' ' + TimeText::instance().clock(domainView->path.now->at)
                                                : source);
}

void PathPane::retranslate()
{
    header()->setTitle(title());
    m_copy->setText(tr("Copy hops"));
    m_table->setAccessibleName(tr("Usual path and today's, hop by hop"));
    m_model->retranslate();
    m_plot->retranslate();
}

QString PathPane::selectedText() const
{
    auto rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.row() < b.row(); });
    QStringList lines;
    for (const auto &row : rows)
        lines.append(row.data(HopModel::CopyRole).toString());
    return lines.join(u'\n');
}

QString PathPane::sentenceText() const { return m_sentence->text(); }

void PathPane::copySelected() const
{
    const QString text = selectedText();
    if (!text.isEmpty()) QApplication::clipboard()->setText(text);
}

// Where another path parts from the usual one is what has to be seen first, with the hop before it.
void PathPane::showParting()
{
    const int first = m_model->table().firstDifference;
    if (first > 0) m_table->scrollTo(m_model->index(first - 1, 0), QAbstractItemView::PositionAtTop);
}

void PathPane::showEvent(QShowEvent *event)
{
    Pane::showEvent(event);
    QMetaObject::invokeMethod(this, &PathPane::showParting, Qt::QueuedConnection);
}

void PathPane::resizeEvent(QResizeEvent *event)
{
    Pane::resizeEvent(event);
    fitColumns();
    QMetaObject::invokeMethod(this, &PathPane::showParting, Qt::QueuedConnection);
}

void PathPane::fitColumns()
{
    const QFontMetrics metrics(fonts::mono(fonts::Size::Small));
    const int number = metrics.horizontalAdvance(QStringLiteral("00")) + 18;
    const int ms = metrics.horizontalAdvance(QStringLiteral("0000")) + 12;
    const int all = m_table->viewport()->width();
    const int bar = qBound(40, all / 8, 140);
    const int rest = qMax(80, all - number - 2 * ms - bar);
    const int usual = rest * 45 / 100;
    m_table->setColumnWidth(HopModel::NumberColumn, number);
    m_table->setColumnWidth(HopModel::UsualColumn, usual);
    m_table->setColumnWidth(HopModel::UsualMsColumn, ms);
    m_table->setColumnWidth(HopModel::NowColumn, rest - usual);
    m_table->setColumnWidth(HopModel::NowMsColumn, ms);
    m_table->setColumnWidth(HopModel::BarColumn, bar);
}

} // namespace hinoban::ui
