// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RegistrationPage.h"

#include "ui/common/Fonts.h"
#include "ui/common/TextTable.h"
#include "ui/records/RegistrationTable.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

RegistrationPage::RegistrationPage(QWidget *parent)
    : QWidget(parent)
    , m_sources(new QLabel(this))
    , m_table(new TextTable(this))
    , m_copyRow(new QAction(this))
{
    m_table->setHeads(registrationHeads());
    m_view = TextTable::makeView(m_table, this);
    m_view->setObjectName(QStringLiteral("registrationTable"));
    m_view->setWordWrap(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setStretchLastSection(false);
    m_view->installEventFilter(this);
    m_sources->setObjectName(QStringLiteral("registrationSources"));
    m_sources->setTextFormat(Qt::PlainText);
    m_sources->setWordWrap(true);
    m_sources->setProperty("muted", true);
    m_sources->setFont(fonts::prose(fonts::Size::Small));
    m_sources->setMargin(8);
    m_sources->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_sources->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copyRow->setShortcut(QKeySequence::Copy);
    m_copyRow->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(m_copyRow);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sources);
    layout->addWidget(m_view, 1);
    connect(m_copyRow, &QAction::triggered, this, &RegistrationPage::copyRow);
    connect(m_view, &QTableView::doubleClicked, this, &RegistrationPage::openAnswer);
    retranslate();
}

void RegistrationPage::retranslate()
{
    m_table->setHeads(registrationHeads());
    m_view->setAccessibleName(tr("The domain's registration"));
    m_view->setAccessibleDescription(tr("Enter opens the answer itself"));
    m_copyRow->setText(tr("Copy the row"));
}

bool RegistrationPage::isEmpty() const { return m_table->rowCount() == 0 && m_sheet.sources.empty(); }

void RegistrationPage::show(const console::DomainView *view, Instant now)
{
    const auto registrar = view && view->registration ? view->registration->registrar : registry::LookupPtr();
    m_sheet = view ? console::registrationSheetOf(*view, registrar) : console::RegistrationSheet();
    m_sources->setText(registrationSources(m_sheet, now).join(QLatin1Char('\n')));
    m_sources->setVisible(!m_sources->text().isEmpty());
    m_table->setLines(view ? registrationLines(m_sheet, view->weaknesses, now) : std::vector<TextTable::Line>());
    layoutTable();
}

// Field and registrar as wide as they need, within reason; what is told shares the rest. Words wrap.
void RegistrationPage::layoutTable()
{
    const int available = m_view->viewport()->width();
    int field = 60;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QModelIndex index = m_table->index(row, RegistrationField);
        const QFontMetrics metrics(index.data(Qt::FontRole).value<QFont>());
        const int mark = index.data(Qt::DecorationRole).isValid() ? 18 : 0;
        field = std::max(field, metrics.horizontalAdvance(index.data().toString()) + mark + 18);
    }
    field = std::min(field, available * 3 / 10);
    const bool both = m_sheet.sources.size() > 1;
    m_view->setColumnHidden(RegistrationRegistrar, !both);
    const int registrar = both ? (available - field) / 4 : 0;
    const int rest = available - field - registrar;
    m_view->setColumnWidth(RegistrationField, field);
    if (both) m_view->setColumnWidth(RegistrationRegistrar, registrar);
    m_view->setColumnWidth(RegistrationRegistry, rest * 11 / 20);
    m_view->setColumnWidth(RegistrationBeside, rest - rest * 11 / 20);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const bool part = m_table->index(row, RegistrationField).data(Qt::BackgroundRole).isValid();
        if (part != (m_view->columnSpan(row, RegistrationField) > 1))
            m_view->setSpan(row, RegistrationField, 1, part ? m_table->columnCount() : 1);
    }
    m_view->resizeRowsToContents();
}

void RegistrationPage::copyRow()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid()) return;
    QStringList texts;
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const QString text = current.siblingAtColumn(column).data().toString();
        if (!text.isEmpty() && !m_view->isColumnHidden(column)) texts << text;
    }
    QGuiApplication::clipboard()->setText(texts.join(QLatin1Char('\t')));
}

void RegistrationPage::openAnswer()
{
    if (m_sheet.sources.empty()) return;
    const bool his = m_view->currentIndex().column() == RegistrationRegistrar;
    const auto wanted = his ? console::RegistrationSheet::Side::Registrar : console::RegistrationSheet::Side::Registry;
    const auto found = std::find_if(m_sheet.sources.begin(), m_sheet.sources.end(),
                                    [&](const auto &source) { return source.side == wanted; });
    Q_EMIT answerRequested((found == m_sheet.sources.end() ? m_sheet.sources.front() : *found).lookup);
}

bool RegistrationPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openAnswer();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RegistrationPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layoutTable();
}

} // namespace hinoban::ui
