// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecordsPane.h"

#include "app/dns/AskLine.h"
#include "ui/common/Fonts.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Theme.h"
#include "ui/records/EvidenceTable.h"
#include "ui/records/ExchangeWindow.h"
#include "ui/records/HostilePage.h"
#include "ui/records/HostileTable.h"
#include "ui/records/RecordsFilter.h"
#include "ui/records/RecordsModel.h"
#include "ui/records/RecordsView.h"
#include "ui/records/RecoveryPage.h"
#include "ui/records/RegistrationPage.h"
#include "ui/records/ServersTable.h"
#include "ui/records/WhyPanel.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QStackedWidget>
#include <QTableView>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

namespace hinoban::ui {

RecordsPane::RecordsPane(QWidget *parent)
    : Pane(parent)
    , m_model(new RecordsModel(this))
    , m_filter(new RecordsFilter(this))
    , m_view(new RecordsView(this))
    , m_servers(new TextTable(this))
    , m_evidence(new TextTable(this))
    , m_hostile(new HostilePage(this))
    , m_recovery(new RecoveryPage(this))
    , m_registration(new RegistrationPage(this))
    , m_stack(new QStackedWidget(this))
    , m_filterBar(new QWidget(this))
    , m_filterText(new QLineEdit(this))
    , m_onlyDifferences(new QToolButton(this))
    , m_lookNow(new QToolButton(this))
    , m_find(new QToolButton(this))
    , m_nothing(new QLabel(this))
    , m_why(new WhyPanel(this))
{
    setObjectName(QStringLiteral("RecordsPane"));
    m_filter->setSourceModel(m_model);
    m_view->setModel(m_filter);
    m_servers->setHeads(serverHeads());
    m_serversView = TextTable::makeView(m_servers, this);
    TextTable::giveRoomTo(m_serversView, {0, 1, 2}); // all but who it says it is
    // What the servers disagree about is a sentence: whole, on as many lines as it takes.
    m_serversView->setWordWrap(true);
    m_serversView->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_serversView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_evidence->setHeads(evidenceHeads());
    m_evidenceView = TextTable::makeView(m_evidence, this);
    m_evidenceView->setObjectName(QStringLiteral("evidenceTable"));
    TextTable::giveRoomTo(m_evidenceView, {4, 6}); // what was answered, and what is expected
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setProperty("muted", true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(24);
    for (QWidget *page :
         {static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_registration), static_cast<QWidget *>(m_serversView),
          static_cast<QWidget *>(m_recovery), static_cast<QWidget *>(m_hostile), static_cast<QWidget *>(m_evidenceView),
          static_cast<QWidget *>(m_nothing)})
        m_stack->addWidget(page);

    auto *bar = new QHBoxLayout(m_filterBar);
    bar->setContentsMargins(8, 5, 8, 5);
    bar->addWidget(m_filterText, 1);
    bar->addWidget(m_onlyDifferences);
    m_filterText->setObjectName(QStringLiteral("filter"));
    m_filterText->setClearButtonEnabled(true);
    m_filterText->installEventFilter(this);
    m_onlyDifferences->setCheckable(true);
    m_onlyDifferences->setObjectName(QStringLiteral("onlyDifferences"));
    m_onlyDifferences->setProperty("link", true);
    m_filterBar->hide();

    for (auto *button : {m_lookNow, m_find}) {
        button->setProperty("link", true);
        button->setFocusPolicy(Qt::StrongFocus);
        header()->addRight(button);
    }
    m_lookNow->setObjectName(QStringLiteral("lookNow"));
    m_find->setObjectName(QStringLiteral("find"));

    body()->addWidget(m_filterBar);
    body()->addWidget(m_stack, 1);
    body()->addWidget(m_why);

    connect(header(), &PaneHeader::tabChanged, this, &RecordsPane::showTab);
    connect(m_filterText, &QLineEdit::textChanged, m_filter, &RecordsFilter::setText);
    connect(m_onlyDifferences, &QToolButton::toggled, this, [this](bool only) {
        m_filter->setOnlyDifferences(only);
        Q_EMIT onlyDifferencesChanged(only);
    });
    connect(m_lookNow, &QToolButton::clicked, this, &RecordsPane::lookNowRequested);
    connect(m_find, &QToolButton::clicked, this, &RecordsPane::focusFilter);
    connect(m_hostile, &HostilePage::acted, this, &RecordsPane::assetActed);
    connect(m_recovery, &RecoveryPage::openRequested, this, &RecordsPane::openPageRequested);
    connect(m_view, &QTableView::activated, this, &RecordsPane::openExchanges);
    connect(m_evidenceView, &QTableView::activated, this, &RecordsPane::openEvidence);
    connect(m_registration, &RegistrationPage::answerRequested, this, [this](const registry::LookupPtr &lookup) {
        (new ExchangeWindow(domain().display(), lookup, this))->show();
    });
    connect(m_view, &RecordsView::worstFirstToggled, this, [this] {
        setWorstFirst(!m_worstFirst);
        Q_EMIT worstFirstChanged(m_worstFirst);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordsPane::showWhy);
    connect(m_why, &WhyPanel::evidenceRequested, this, [this] {
        QModelIndex index = m_view->currentIndex();
        if (!index.isValid()) index = m_filter->index(0, RecordsModel::Parent);
        openExchanges(index);
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_isStale = true;
        refresh();
    });
    retranslate();
    refresh();
}

QString RecordsPane::title() const { return tr("Records"); }

void RecordsPane::retranslate()
{
    header()->setTab(QStringLiteral("records"), tr("Records"));
    m_lookNow->setText(tr("F5 now"));
    m_lookNow->setAccessibleName(tr("Look now"));
    m_lookNow->setToolTip(tr("Look at every domain now (F5)"));
    m_find->setText(tr("Ctrl+F filter"));
    m_find->setAccessibleName(tr("Filter the records"));
    m_filterText->setPlaceholderText(tr("Filter by name, type or value"));
    m_filterText->setAccessibleName(tr("Filter the records"));
    m_onlyDifferences->setText(tr("Only differences"));
    m_view->setAccessibleName(tr("Records: live against expected"));
    m_servers->setHeads(serverHeads());
    m_serversView->setAccessibleName(tr("The domain's servers"));
    m_recovery->retranslate();
    m_registration->retranslate();
    m_hostile->retranslate();
    m_evidenceView->setAccessibleName(tr("What people asked and brought"));
    m_evidence->setHeads(evidenceHeads());
    m_model->retranslate();
    m_why->retranslate();
    m_isStale = true;
}

void RecordsPane::refresh()
{
    const bool isNew = m_isStale || !sharedView() || sharedView() != m_shown;
    if (isNew)
        showDomain();
    else if (!Pane::view()->domain.plans.empty())
        showWhy(); // a window of a planned change opens and closes with time
    const qsizetype length = snapshot() ? snapshot()->log.size() : 0;
    if (isNew || length != m_shownLog) showEvidence();
    showAssets();
    m_shown = sharedView();
    m_shownLog = length;
    m_isStale = false;
    m_view->viewport()->update();
    showTab(header()->currentTab());
}

// What does not change while the domain's view does not.
void RecordsPane::showDomain()
{
    const console::DomainView *shown = Pane::view();
    m_model->setView(shown);
    if (shown)
        m_recovery->show(shown->tail, snapshot()->at, snapshot()->drill);
    else
        m_recovery->clear();
    const int registration = m_model->registrationMismatches();
    header()->setTab(QStringLiteral("registration"),
                     registration
                         ? tr("Registration %1").arg(markSymbol(Mark::Mismatch) + QString::number(registration))
                         : tr("Registration"));
    const auto check = shown && shown->delegation ? *shown->delegation : watch::DelegationCheck();
    const auto dnssec = shown ? shown->dnssec : dns::ValidationPtr();
    m_servers->setLines(serverLines(check, dnssec));
    const int troubles = serverTroubles(check, dnssec);
    header()->setTab(QStringLiteral("servers"),
                     troubles ? tr("Servers %1").arg(markSymbol(Mark::Suspicion) + QString::number(troubles))
                              : tr("Servers"));
    const int falseCaches = shown ? shown->tail.serveFalse : 0;
    header()->setTab(QStringLiteral("cache"),
                     falseCaches ? tr("Caches %1").arg(markSymbol(Mark::Mismatch) + QString::number(falseCaches))
                                 : tr("Caches"));
    m_view->layoutColumns();
    showWhy();
}

// They are asked after while nothing else of the domain changes.
void RecordsPane::showAssets()
{
    auto assets =
        Pane::view() && snapshot() ? assetsOf(snapshot()->assets, domain()) : std::vector<respond::HostileAsset>();
    const int alive = respond::assetCounts(assets).notDead();
    header()->setTab(QStringLiteral("hostile"),
                     alive ? tr("Attacker %1").arg(markSymbol(Mark::Mismatch) + QString::number(alive))
                           : tr("Attacker"));
    m_hostile->show(std::move(assets), snapshot() ? snapshot()->at : Instant());
}

void RecordsPane::showEvidence()
{
    const bool known = Pane::view() && snapshot();
    m_evidence->setLines(known ? evidenceLines(snapshot()->log, domain()) : std::vector<TextTable::Line>());
    const int brought = known ? falseAnswers(snapshot()->log, domain()) : 0;
    header()->setTab(QStringLiteral("evidence"),
                     brought ? tr("Evidence %1").arg(markSymbol(Mark::Mismatch) + QString::number(brought))
                             : tr("Evidence"));
}

void RecordsPane::showTab(const QString &key)
{
    QWidget *page = m_view;
    if (key == QLatin1String("registration")) {
        page = m_registration;
        m_registration->show(Pane::view(), snapshot() ? snapshot()->at : Instant());
    }
    if (key == QLatin1String("cache")) {
        page = m_recovery;
        if (const auto *shown = Pane::view()) m_recovery->show(shown->tail, snapshot()->at, snapshot()->drill);
    }
    if (key == QLatin1String("servers")) page = m_serversView;
    if (key == QLatin1String("hostile")) page = m_hostile;
    if (key == QLatin1String("evidence")) page = m_evidenceView;
    const auto *table = qobject_cast<QTableView *>(page);
    const bool filtered = !m_filterText->text().isEmpty() || m_filter->onlyDifferences();
    if (!Pane::view()) {
        m_nothing->setText(snapshot() ? tr("No domain is watched yet. File ▸ Watch my own domains… begins with one.")
                                      : tr("Nothing has been seen yet."));
        page = m_nothing;
    } else if (page == m_registration ? m_registration->isEmpty()
               : page == m_hostile    ? false // a person may name one
               : table                ? table->model()->rowCount() == 0 && !(page == m_view && filtered)
                                      : m_recovery->isEmpty()) {
        m_nothing->setText(page == m_evidenceView
                               ? tr("Nobody has asked or brought anything. Look ▸ Ask anything… and File ▸ Bring "
                                    "evidence… begin.")
                           : page == m_serversView  ? tr("No full look at the domain's servers yet.")
                           : page == m_recovery     ? tr("No resolver has been asked.")
                           : page == m_registration ? tr("The registry has not been asked.")
                                                    : tr("Not looked at yet."));
        page = m_nothing;
    }
    m_stack->setCurrentWidget(page);
    // Why a record differs says nothing of a cache: the room is the picture's.
    m_why->setVisible(page != m_recovery && page != m_hostile);
}

QModelIndex RecordsPane::currentSource() const { return m_filter->mapToSource(m_view->currentIndex()); }

void RecordsPane::showWhy()
{
    const QModelIndex current = currentSource();
    m_why->show(Pane::view(), current.isValid() ? m_model->rowAt(current.row()) : nullptr,
                snapshot() ? snapshot()->at : Instant{});
}

void RecordsPane::openExchanges(const QModelIndex &index)
{
    const QModelIndex source = m_filter->mapToSource(index);
    if (!source.isValid()) return;
    ExchangeWindow *window = nullptr;
    if (const auto *row = m_model->rowAt(source.row())) {
        const QString what = row->owner.display() + QLatin1Char(' ') + QString::fromLatin1(dns::typeText(row->type));
        window = new ExchangeWindow(what, m_model->exchangesAt(source), this);
    } else if (m_model->registration()) {
        window = new ExchangeWindow(domain().display(), m_model->registration(), this);
    }
    if (!window) return;
    window->show();
}

// The answers are read in a thread of their own: the screen's touches no file.
void RecordsPane::openEvidence(const QModelIndex &index)
{
    if (!snapshot()) return;
    const auto entries = evidenceEntries(snapshot()->log, domain());
    if (!index.isValid() || size_t(index.row()) >= entries.size()) return;
    QPointer<RecordsPane> self(this);
    QThreadPool::globalInstance()->start(
        [self, file = snapshot()->evidenceFile, entry = *entries[size_t(index.row())]] {
            auto answers = console::storedAnswers(file, entry.evidence);
            QMetaObject::invokeMethod(
                qApp,
                [self, entry, answers = std::move(answers)] {
                    if (!self) return;
                    std::vector<console::StoredAnswer> kept;
                    if (answers)
                        kept = *answers;
                    else
                        kept.push_back({{}, {}, sentence(answers.error())});
                    if (kept.empty()) kept.push_back({{}, {}, tr("No answer was kept of this entry.")});
                    (new ExchangeWindow(entry, std::move(kept), self))->show();
                },
                Qt::QueuedConnection);
        });
}

QString RecordsPane::question() const
{
    const QModelIndex current = currentSource();
    const auto *row = current.isValid() ? m_model->rowAt(current.row()) : nullptr;
    if (!row) return {};
    dns::AskLine line;
    line.question = {row->owner, row->type};
    const auto exchanges = m_model->exchangesAt(current);
    if (!exchanges.empty()) {
        const auto &exchange = *exchanges.front();
        line.address = exchange.server.address;
        line.server = line.address.toString();
        line.port = exchange.server.port;
        line.authenticationName = exchange.server.authenticationName;
        line.path = exchange.server.path;
        line.recursionDesired = exchange.recursionDesired;
        if (exchange.transport != dns::Transport::Tcp) line.transport = exchange.transport; // TC alone led to TCP
    }
    return line.text();
}

void RecordsPane::focusFilter()
{
    header()->setCurrentTab(QStringLiteral("records"));
    m_filterBar->show();
    m_filterText->setFocus(Qt::ShortcutFocusReason);
    m_filterText->selectAll();
}

void RecordsPane::showHostile()
{
    header()->setCurrentTab(QStringLiteral("hostile"));
    showTab(QStringLiteral("hostile"));
    m_hostile->view()->setFocus(Qt::ShortcutFocusReason);
}

void RecordsPane::showRecovery()
{
    header()->setCurrentTab(QStringLiteral("cache"));
    m_recovery->focusList();
}

bool RecordsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filterText && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            m_filterText->clear();
            m_onlyDifferences->setChecked(false);
            m_filterBar->hide();
            m_view->setFocus();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_view->setFocus();
            if (!m_view->currentIndex().isValid() && m_filter->rowCount() > 0)
                m_view->setCurrentIndex(m_filter->index(0, RecordsModel::Parent));
            return true;
        }
    }
    return Pane::eventFilter(watched, event);
}

void RecordsPane::setOnlyDifferences(bool only)
{
    m_onlyDifferences->setChecked(only);
    if (only) m_filterBar->show();
}

void RecordsPane::setWorstFirst(bool worstFirst)
{
    m_worstFirst = worstFirst;
    m_filter->setWorstFirst(worstFirst);
}

void RecordsPane::setAllValues(bool all) { m_model->setAllValues(all); }

void RecordsPane::setNextLook(const QString &text) { header()->setRightText(text); }

} // namespace hinoban::ui
