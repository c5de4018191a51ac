// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/PathPane.h"

#include "app/base/SafeText.h"
#include "app/detect/Sentence.h"
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
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QSaveFile>
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

Mark markOf(detect::PathKind kind)
{
    switch (kind) {
    case detect::PathKind::DnsChange:
    case detect::PathKind::RoutingChange:
    case detect::PathKind::Both:
    case detect::PathKind::Local:
    case detect::PathKind::Congestion:
        return Mark::Suspicion;
    case detect::PathKind::Usual:
    case detect::PathKind::Noise:
        return Mark::Match;
    case detect::PathKind::Unknown:
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
    , m_export(new QAction(this))
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
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_export->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addAction(m_export);
    connect(m_export, &QAction::triggered, this, &PathPane::exportHops);
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

    m_table->setVisible(m_model->rowCount() > 0);
    m_plot->setVisible(domainView && !domainView->path.samples.isEmpty());
    m_export->setEnabled(m_model->rowCount() > 0);
    sayVerdict();
    saySource();
    fitColumns();
}

// The verdict of the round, where there was one; else what the two paths beside each other say.
void PathPane::sayVerdict()
{
    const auto *domainView = view();
    auto mark = markOf(m_model->table());
    QString text = sentence(m_model->table());
    if (domainView && domainView->path.verdicts && !domainView->path.verdicts->empty()) {
        const auto &verdict = domainView->path.verdicts->front();
        mark = markOf(verdict.kind);
        text = detect::sentence(detect::statementOf(domainView->name, verdict, domainView->findings, snapshot()->at));
    }
    m_sentence->setText(text);
    m_mark->setText(QString(markSymbol(mark)));
    m_mark->setAccessibleName(markWord(mark));
    const QString style = QStringLiteral("#pathStrip{background:%1;border:0} #pathMark{color:%2}")
                              .arg(markTint(mark).name(), markColour(mark).name());
    if (m_strip->styleSheet() != style) m_strip->setStyleSheet(style); // not ten times a second
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
    m_export->setText(tr("Export hops as CSV…"));
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

QByteArray PathPane::csv() const { return hopsCsv(m_model->table().rows, m_model->table().notes); }

void PathPane::exportHops()
{
    auto *dialog = new QFileDialog(this, tr("Export hops as CSV"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->setNameFilter(tr("Tables (*.csv)"));
    // What stood there when it was asked for, whatever comes while the file is being named.
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes = csv()](const QString &path) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return;
        auto *box =
            new QMessageBox(QMessageBox::Warning, tr("Export hops as CSV"),
                            tr("The file could not be written: %1").arg(file.errorString()), QMessageBox::Ok, this);
        box->setTextFormat(Qt::PlainText);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    dialog->open();
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
    // Figures where there is room for them beside the names; all of them stand in the tool tip.
    const int figure = metrics.horizontalAdvance(QStringLiteral("limited")) + 12;
    const int origin = metrics.horizontalAdvance(QStringLiteral("AS4200000000 JP")) + 14;
    const bool hasOrigin = all > 620, hasFigures = all > 620 + origin + 5 * figure;
    m_table->setColumnHidden(HopModel::OriginColumn, !hasOrigin);
    for (int column = HopModel::LossColumn; column < HopModel::ColumnCount; ++column) {
        m_table->setColumnHidden(column, !hasFigures);
        m_table->setColumnWidth(column, figure);
    }
    m_table->setColumnWidth(HopModel::OriginColumn, origin);
    const int extra = (hasOrigin ? origin : 0) + (hasFigures ? 5 * figure : 0);
    const int bar = qBound(40, (all - extra) / 8, 140);
    const int rest = qMax(80, all - extra - number - 2 * ms - bar);
    const int usual = rest * 45 / 100;
    m_table->setColumnWidth(HopModel::NumberColumn, number);
    m_table->setColumnWidth(HopModel::UsualColumn, usual);
    m_table->setColumnWidth(HopModel::UsualMsColumn, ms);
    m_table->setColumnWidth(HopModel::NowColumn, rest - usual);
    m_table->setColumnWidth(HopModel::NowMsColumn, ms);
    m_table->setColumnWidth(HopModel::BarColumn, bar);
}

} // namespace hinoban::ui
