// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/HostilePage.h"

#include "ui/common/Fonts.h"
#include "ui/common/Person.h"
#include "ui/common/TextTable.h"
#include "ui/common/TimeText.h"
#include "ui/records/AssetDialog.h"
#include "ui/records/HostileTable.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableView>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {

HostilePage::HostilePage(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel(this))
    , m_table(new TextTable(this))
    , m_detail(new QPlainTextEdit(this))
    , m_add(new QToolButton(this))
    , m_dismiss(new QToolButton(this))
    , m_copy(new QAction(this))
{
    m_table->setHeads(hostileHeads());
    m_view = TextTable::makeView(m_table, this);
    m_view->setObjectName(QStringLiteral("hostileTable"));
    TextTable::giveRoomTo(m_view, {5}); // whom to ask
    m_view->setFrameShape(QFrame::NoFrame);
    m_summary->setObjectName(QStringLiteral("hostileSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_detail->setObjectName(QStringLiteral("hostileDetail"));
    m_detail->setReadOnly(true);
    m_detail->setTabChangesFocus(true);
    m_detail->setFont(fonts::mono());
    m_detail->document()->setDocumentMargin(8);
    m_detail->setFrameShape(QFrame::NoFrame);
    m_add->setObjectName(QStringLiteral("addAsset"));
    m_dismiss->setObjectName(QStringLiteral("dismissAsset"));
    auto *above = new QHBoxLayout;
    above->setContentsMargins(12, 5, 8, 4);
    above->addWidget(m_summary, 1);
    for (auto *button : {m_add, m_dismiss}) {
        button->setProperty("link", true);
        button->setFocusPolicy(Qt::StrongFocus);
        above->addWidget(button);
    }
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_view);
    parts->addWidget(m_detail);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(above);
    all->addWidget(parts, 1);

    m_copy->setShortcut(QKeySequence::Copy);
    auto *add = new QAction(this);
    add->setShortcut(QKeySequence(Qt::Key_Insert));
    auto *dismiss = new QAction(this);
    dismiss->setShortcut(QKeySequence(Qt::Key_Delete));
    for (auto *action : {m_copy, add, dismiss}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
    }
    connect(m_copy, &QAction::triggered, this, &HostilePage::copyRow);
    connect(add, &QAction::triggered, this, &HostilePage::addOne);
    connect(dismiss, &QAction::triggered, this, &HostilePage::dismissOne);
    connect(m_add, &QToolButton::clicked, this, &HostilePage::addOne);
    connect(m_dismiss, &QToolButton::clicked, this, &HostilePage::dismissOne);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (now.isValid() && now.row() < int(m_assets.size())) m_chosen = m_assets[size_t(now.row())].key;
        showDetail();
    });
    connect(&TimeText::instance(), &TimeText::changed, this, &HostilePage::refresh);
    retranslate();
}

void HostilePage::retranslate()
{
    m_table->setHeads(hostileHeads());
    m_view->setAccessibleName(tr("What is the attacker's"));
    m_view->setAccessibleDescription(tr("Insert names one by hand, Delete says why one is not hostile"));
    m_detail->setAccessibleName(tr("Everything that is known of it"));
    m_add->setText(tr("Name one (Ins)…"));
    m_add->setToolTip(tr("Name something as the attacker's by hand"));
    refresh();
}

void HostilePage::show(std::vector<respond::HostileAsset> assets, Instant now)
{
    m_assets = std::move(assets);
    m_now = now;
    refresh();
}

void HostilePage::refresh()
{
    m_summary->setText(m_assets.empty() ? tr("Nothing of an attacker's is known.") : assetSummary(m_assets));
    m_table->setLines(hostileLines(m_assets, m_now));
    // The choice stays with its asset, wherever it has moved to.
    const auto found =
        std::find_if(m_assets.begin(), m_assets.end(), [this](const auto &one) { return one.key == m_chosen; });
    const int row = found != m_assets.end() ? int(found - m_assets.begin()) : m_assets.empty() ? -1 : 0;
    if (row >= 0 && row != m_view->currentIndex().row()) m_view->setCurrentIndex(m_table->index(row, 0));
    showDetail();
}

const respond::HostileAsset *HostilePage::current() const
{
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < int(m_assets.size()) ? &m_assets[size_t(row)] : nullptr;
}

void HostilePage::showDetail()
{
    const auto *asset = current();
    const QString text = asset ? assetDetail(*asset) : QString();
    if (m_detail->toPlainText() != text) m_detail->setPlainText(text);
    const bool isBack = asset && asset->dismissed();
    m_dismiss->setText(isBack ? tr("Hostile after all (Del)…") : tr("Not hostile (Del)…"));
    m_dismiss->setEnabled(asset != nullptr);
}

void HostilePage::addOne()
{
    auto *dialog = KeptDialog::find<AssetDialog>(this, {});
    if (!dialog) {
        dialog = new AssetDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &AssetDialog::named, this, &HostilePage::acted);
    }
    dialog->open();
}

void HostilePage::dismissOne()
{
    const auto *asset = current();
    if (!asset) return;
    respond::AssetDeed deed;
    deed.act = asset->dismissed() ? respond::AssetAct::Reinstate : respond::AssetAct::Dismiss;
    deed.key = asset->key;
    const QString name = asset->key.name;
    auto *dialog = DecisionDialog::about(
        QStringLiteral("%1 %2 %3").arg(int(deed.act)).arg(int(deed.key.kind)).arg(name),
        asset->dismissed() ? tr("Hostile after all?") : tr("Not hostile?"),
        asset->dismissed() ? tr("%1 will be asked after again.").arg(name)
                           : tr("%1 stays in the list, is asked after no more, and counts nowhere.").arg(name),
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DecisionDialog::decided, this, [this, deed](const QString &person, const QString &reason) {
        auto done = deed;
        done.person = person;
        done.reason = reason;
        Q_EMIT acted(done);
    });
    dialog->open();
}

void HostilePage::copyRow()
{
    const auto *asset = current();
    if (!asset) return;
    QStringList texts;
    for (int column = 0; column < m_table->columnCount(); ++column)
        texts << m_view->currentIndex().siblingAtColumn(column).data().toString();
    QGuiApplication::clipboard()->setText(texts.join(QLatin1Char('\t')) + QLatin1Char('\n') + assetDetail(*asset));
}

} // namespace hinoban::ui
