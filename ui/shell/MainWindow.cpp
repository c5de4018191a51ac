// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "app/base/SafeText.h"
#include "ui/common/Language.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Person.h"
#include "ui/common/PlainToolTip.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/contacts/ContactsPane.h"
#include "ui/drill/DrillBanner.h"
#include "ui/incident/IncidentPane.h"
#include "ui/path/PathPane.h"
#include "ui/records/RecordsPane.h"
#include "ui/shell/DomainList.h"
#include "ui/shell/EvidenceDesk.h"
#include "ui/shell/ExpectationDesk.h"
#include "ui/shell/HarmDesk.h"
#include "ui/shell/IncidentBar.h"
#include "ui/shell/Menus.h"
#include "ui/shell/NetworkBanner.h"
#include "ui/shell/Notice.h"
#include "ui/shell/ReportDesk.h"
#include "ui/shell/ResolverDesk.h"
#include "ui/shell/SettingsDesk.h"
#include "ui/shell/TimelineDesk.h"
#include "ui/timeline/TimelinePane.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>
#include <QVBoxLayout>

namespace hinoban::ui {

namespace {

constexpr int LayoutVersion = 2;    // of the kept places of the docks
constexpr int ReadingTime = 10'000; // ms of a line that goes by itself

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
{
    setObjectName(QStringLiteral("MainWindow"));
    auto *top = new QWidget(this);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *menuBar_ = new QMenuBar(top);
    m_menus = new Menus(menuBar_);
    m_banner = new DrillBanner(top);
    m_notice = new Notice(top);
    m_network = new NetworkBanner(top);
    m_bar = new IncidentBar(top);
    for (QWidget *widget :
         {static_cast<QWidget *>(menuBar_), static_cast<QWidget *>(m_banner), static_cast<QWidget *>(m_notice),
          static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_network)})
        column->addWidget(widget);
    setMenuWidget(top);

    m_records = new RecordsPane(this);
    setCentralWidget(m_records);
    m_domains = new DomainList(this);
    m_timeline = new TimelinePane(this);
    m_path = new PathPane(this);
    m_contacts = new ContactsPane(this);
    m_incident = new IncidentPane(this);
    m_desk = new EvidenceDesk(*m_menus, *m_records, this);
    m_reports = new ReportDesk(*m_menus, this);
    m_harm = new HarmDesk(*m_menus, *m_records, this);
    m_expectations = new ExpectationDesk(*m_menus, this);
    m_resolvers = new ResolverDesk(*m_menus, this);
    m_settings = new SettingsDesk(*m_menus, this);
    m_timelineDesk = new TimelineDesk(*m_menus, this);
    connect(m_timelineDesk, &TimelineDesk::failed, this, &MainWindow::showFailure);
    connect(m_timelineDesk, &TimelineDesk::exported, this, [this](const QString &path) {
        statusBar()->showMessage(tr("The timeline was written to %1.").arg(path), ReadingTime);
    });
    connect(m_expectations, &ExpectationDesk::openRequested, this, &MainWindow::openRequested);
    connect(m_expectations, &ExpectationDesk::proposeRequested, this, &MainWindow::proposeRequested);
    connect(m_expectations, &ExpectationDesk::decided, this, &MainWindow::decided);
    connect(m_expectations, &ExpectationDesk::planAsked, this, &MainWindow::planAsked);
    setDockNestingEnabled(true);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDock(m_domains, QStringLiteral("domainsDock"), Qt::LeftDockWidgetArea);
    auto *contacts = addDock(m_contacts, QStringLiteral("contactsDock"), Qt::RightDockWidgetArea);
    tabifyDockWidget(contacts, addDock(m_incident, QStringLiteral("incidentDock"), Qt::RightDockWidgetArea));
    raise(m_contacts);
    auto *timeline = addDock(m_timeline, QStringLiteral("timelineDock"), Qt::BottomDockWidgetArea);
    auto *path = addDock(m_path, QStringLiteral("pathDock"), Qt::BottomDockWidgetArea);
    splitDockWidget(timeline, path, Qt::Horizontal);

    m_statusLeft = new QLabel(this);
    m_statusRight = new QLabel(this);
    for (auto *label : {m_statusLeft, m_statusRight}) {
        label->setTextFormat(Qt::PlainText);
        label->setProperty("muted", true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setContentsMargins(10, 0, 10, 0);
    }
    m_statusLeft->setObjectName(QStringLiteral("statusLeft"));
    m_statusRight->setObjectName(QStringLiteral("statusRight"));
    statusBar()->addWidget(m_statusLeft, 1);
    statusBar()->addPermanentWidget(m_statusRight);
    statusBar()->setSizeGripEnabled(false);

    connectMenus();
    connectPanes();
    connectIncident();
    qApp->installEventFilter(this);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::tick);
    m_tick.start();
    setMinimumSize(1024, 680);
    // As large as is comfortable, and never larger than the screen.
    resize(screen()->availableSize().boundedTo(QSize(1680, 1020)).expandedTo(minimumSize()));
    retranslate();
    showMoment();
}

MainWindow::~MainWindow() = default;

QDockWidget *MainWindow::addDock(Pane *pane, const QString &name, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setWidget(pane);
    // The pane's own header is what it is moved by: no second line for a title.
    dock->setTitleBarWidget(pane->header());
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                      QDockWidget::DockWidgetClosable);
    addDockWidget(area, dock);
    m_menus->panes->addAction(dock->toggleViewAction());
    m_docks.append({dock, pane});
    return dock;
}

void MainWindow::connectMenus()
{
    connect(m_menus->openWorkspace, &QAction::triggered, this, &MainWindow::openWorkspace);
    connect(m_menus->openDrillFolder, &QAction::triggered, this, &MainWindow::openDrillFolder);
    connect(m_menus, &Menus::drillChosen, this, [this](const QString &id) {
        console::SessionOptions options;
        options.scenario = id;
        Q_EMIT openRequested(options);
    });
    connect(m_menus->quit, &QAction::triggered, this, &QWidget::close);

    connect(m_menus->lookNow, &QAction::triggered, this, &MainWindow::lookNowRequested);
    connect(m_menus->pause, &QAction::triggered, m_banner, &DrillBanner::togglePause);
    connect(m_menus->filterDomains, &QAction::triggered, m_domains, &DomainList::focusFilter);
    connect(m_menus->filter, &QAction::triggered, m_records, &RecordsPane::focusFilter);
    connect(m_menus->recovery, &QAction::triggered, m_records, &RecordsPane::showRecovery);
    connect(m_menus->onlyDifferences, &QAction::toggled, m_records, &RecordsPane::setOnlyDifferences);
    connect(m_records, &RecordsPane::onlyDifferencesChanged, m_menus->onlyDifferences, &QAction::setChecked);
    connect(m_menus->worstFirst, &QAction::toggled, m_records, &RecordsPane::setWorstFirst);
    connect(m_records, &RecordsPane::worstFirstChanged, m_menus->worstFirst, &QAction::setChecked);
    connect(m_menus->allValues, &QAction::toggled, m_records, &RecordsPane::setAllValues);

    const auto speak = [](const QString &language) {
        Language::instance().set(language);
        QSettings().setValue(QStringLiteral("language"), language);
    };
    connect(m_menus->japanese, &QAction::triggered, this, [speak] { speak(QStringLiteral("ja")); });
    connect(m_menus->english, &QAction::triggered, this, [speak] { speak(QStringLiteral("en")); });
    const auto look = [](Theme::Kind kind) {
        Theme::instance().apply(kind);
        QSettings().setValue(QStringLiteral("theme"), QString::fromLatin1(Theme::text(kind)));
    };
    connect(m_menus->light, &QAction::triggered, this, [look] { look(Theme::Kind::Light); });
    connect(m_menus->dark, &QAction::triggered, this, [look] { look(Theme::Kind::Dark); });
    const auto count = [](TimeText::Zone zone) {
        TimeText::instance().setZone(zone);
        QSettings().setValue(QStringLiteral("utc"), zone == TimeText::Zone::Utc);
    };
    connect(m_menus->utc, &QAction::triggered, this, [count] { count(TimeText::Zone::Utc); });
    connect(m_menus->local, &QAction::triggered, this, [count] { count(TimeText::Zone::Local); });
    connect(m_menus->resetLayout, &QAction::triggered, this, &MainWindow::resetLayout);

    connect(m_menus->takeCommand, &QAction::triggered, this, &MainWindow::takeCommand);
    connect(m_menus->entry, &QAction::triggered, m_timeline, &TimelinePane::focusEntryLine);
    connect(m_menus->copyDraft, &QAction::triggered, m_contacts, &ContactsPane::copyDraft);
    connect(m_menus->acceptRegistration, &QAction::triggered, this, &MainWindow::acceptRegistration);
    connect(m_menus->closeIncident, &QAction::triggered, this, &MainWindow::closeIncident);
    connect(m_menus->whoSitsHere, &QAction::triggered, this, [this] {
        auto *dialog =
            new DecisionDialog(tr("Who sits here?"), tr("Entries and decisions are kept with the name of a person."),
                               DecisionDialog::Reason::No, this);
        dialog->open(); // it remembers the name by itself
    });
    const auto marks = [this] {
        const bool japanese = Language::instance().current() == QLatin1String("ja");
        (japanese ? m_menus->japanese : m_menus->english)->setChecked(true);
        (Theme::instance().kind() == Theme::Kind::Dark ? m_menus->dark : m_menus->light)->setChecked(true);
        (TimeText::instance().zone() == TimeText::Zone::Utc ? m_menus->utc : m_menus->local)->setChecked(true);
    };
    connect(&Language::instance(), &Language::changed, this, marks);
    connect(&Theme::instance(), &Theme::changed, this, marks);
    connect(&TimeText::instance(), &TimeText::changed, this, marks);
    connect(&TimeText::instance(), &TimeText::changed, this, &MainWindow::tick);
    marks();
}

void MainWindow::connectPanes()
{
    connect(m_banner, &DrillBanner::speedRequested, this, &MainWindow::speedRequested);
    connect(m_banner, &DrillBanner::pauseRequested, this, &MainWindow::pauseRequested);
    connect(m_banner, &DrillBanner::watchRequested, m_expectations, &ExpectationDesk::watchOwnDomains);
    connect(m_bar, &IncidentBar::takeCommandRequested, this, &MainWindow::takeCommand);
    connect(m_bar, &IncidentBar::recoveryRequested, m_records, &RecordsPane::showRecovery);
    connect(m_records, &RecordsPane::openPageRequested, this, [this](const QUrl &page) {
        if (page.scheme() == QLatin1String("https") && !(m_snapshot && m_snapshot->drill))
            QDesktopServices::openUrl(page);
    });
    connect(m_domains, &DomainList::selectionChanged, this, &MainWindow::showMoment);
    connect(m_records, &RecordsPane::lookNowRequested, this, &MainWindow::lookNowRequested);
    connect(m_timeline, &TimelinePane::entryTyped, this, &MainWindow::writeEntry);
    connect(m_timeline, &TimelinePane::correctRequested, this, &MainWindow::correctEntry);
    connect(m_contacts, &ContactsPane::organisationChanged, this, &MainWindow::organisationChanged);
    connect(m_contacts, &ContactsPane::messageSent, this, &MainWindow::messageSent);
    connect(m_contacts, &ContactsPane::requestActed, this, &MainWindow::requestActed);
    connect(m_contacts, &ContactsPane::caseTold, this, &MainWindow::caseTold);
    connect(m_contacts, &ContactsPane::serviceMarked, this, &MainWindow::serviceMarked);
}

void MainWindow::setTicking(bool ticking)
{
    if (ticking)
        m_tick.start();
    else
        m_tick.stop();
    m_received.invalidate();
}

void MainWindow::setDrills(const QStringList &ids) { m_menus->setDrills(ids); }

void MainWindow::showSnapshot(const console::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (!snapshot) // words about what was open before belong nowhere else
        for (auto *dialog : findChildren<DecisionDialog *>())
            if (dialog->isHidden()) dialog->deleteLater();
    if (m_tick.isActive()) m_received.start();
    showMoment();
}

// The world's time now: the moment's, and a little more while the next one is on its way. A drill at full speed jumps,
// so nothing is guessed there.
Instant MainWindow::now() const
{
    if (!m_snapshot) return {};
    const double speed = m_snapshot->drill ? m_snapshot->speed : 1.0;
    if (!m_received.isValid() || m_snapshot->paused || m_snapshot->catchingUp || speed <= 0) return m_snapshot->at;
    const double elapsed = double(m_received.elapsed()) * 1000.0 * speed;
    Instant result = m_snapshot->at + Duration(qint64(elapsed));
    // A story's clock stands at its next timer until that has run.
    if (m_snapshot->drill && m_snapshot->nextLook)
        result = std::min(result, std::max(m_snapshot->at, *m_snapshot->nextLook));
    return result;
}

void MainWindow::showMoment()
{
    m_domains->show(m_snapshot, m_domains->selected());
    if (m_domains->selected().isRoot() && m_snapshot && !m_snapshot->domains.empty()) {
        m_domains->select(m_snapshot->domains.front().name); // comes back here
        return;
    }
    const dns::Name domain = m_domains->selected();
    for (Pane *pane : {static_cast<Pane *>(m_records), static_cast<Pane *>(m_timeline), static_cast<Pane *>(m_path),
                       static_cast<Pane *>(m_contacts), static_cast<Pane *>(m_incident)})
        pane->show(m_snapshot, domain);
    m_desk->show(m_snapshot);
    m_reports->show(m_snapshot);
    m_harm->show(m_snapshot, domain);
    m_resolvers->show(m_snapshot);
    m_settings->show(m_snapshot);
    m_timelineDesk->show(m_snapshot);
    m_expectations->show(m_snapshot, domain);
    m_network->show(m_snapshot ? m_snapshot->interception : std::nullopt);
    const bool incident = m_snapshot && m_snapshot->incident.state != respond::IncidentState::Quiet;
    m_menus->takeCommand->setEnabled(incident);
    m_menus->openIncident->setEnabled(m_snapshot && m_snapshot->incident.openedBy.isEmpty() &&
                                      m_snapshot->incident.state != respond::IncidentState::Closed);
    m_menus->closeIncident->setEnabled(incident && m_snapshot->incident.state != respond::IncidentState::Closed);
    m_menus->acceptRegistration->setEnabled(openRegistrationFinding() != nullptr);
    m_menus->pause->setEnabled(m_snapshot && m_snapshot->drill);
    tick();
}

void MainWindow::tick()
{
    const Instant time = now();
    m_banner->show(m_snapshot, time);
    m_bar->show(m_snapshot, m_domains->selected(), time);
    m_incident->setNow(time);
    if (!m_snapshot) {
        m_records->setNextLook({});
        m_statusLeft->setText(tr("Starting…"));
        m_statusRight->clear();
        setWindowTitle(tr("Hinoban"));
        return;
    }
    const QString next = m_snapshot->paused     ? tr("paused")
                         : m_snapshot->nextLook ? tr("next look in %1").arg(spanText(*m_snapshot->nextLook - time))
                                                : tr("no look is due");
    m_records->setNextLook(next);
    QStringList left{next, tr("%n domains", nullptr, int(m_snapshot->domains.size())),
                     tr("%n resolvers", nullptr, m_snapshot->resolvers)};
    // Where there is more to ask than politeness allows, the cadence is what it is, and not what was wished for.
    if (m_snapshot->realDelegation) left << tr("really looked at every %1").arg(spanText(*m_snapshot->realDelegation));
    if (m_snapshot->realFull) left << tr("really looked at in full every %1").arg(spanText(*m_snapshot->realFull));
    if (m_snapshot->head.sequence > 0)
        left << tr("log: entry %1, %2…")
                    .arg(m_snapshot->head.sequence)
                    .arg(QString::fromLatin1(m_snapshot->head.hash.left(12)));
    m_statusLeft->setText(left.join(QStringLiteral("  ·  ")));
    m_statusRight->setText(m_snapshot->workspace.isEmpty() ? QString() : QFileInfo(m_snapshot->workspace).fileName());
    m_statusRight->setToolTip(plainToolTip(m_snapshot->workspace));
    setWindowTitle(m_snapshot->drill ? tr("Hinoban: DRILL %1").arg(m_snapshot->title)
                   : m_snapshot->workspace.isEmpty()
                       ? tr("Hinoban")
                       : tr("Hinoban: %1").arg(QFileInfo(m_snapshot->workspace).fileName()));
}

void MainWindow::showFailure(const Error &error)
{
    if (!m_expectations->takesFailure(error) && !m_settings->takesFailure(error)) m_notice->showError(error);
}

void MainWindow::showNotWritten(const respond::Entry &entry, const Error &error)
{
    if (entry.kind == respond::Entry::Kind::Person && entry.rule.isEmpty())
        m_timeline->entryRefused(entry.text, sentence(error));
    m_desk->showNotWritten(entry, error);
    m_timelineDesk->showNotWritten(entry, error);
}

void MainWindow::showStarted()
{
    m_notice->hide();
    m_expectations->showStarted();
}

void MainWindow::showProposal(const console::Proposal &proposal) { m_expectations->showProposal(proposal); }
void MainWindow::showEnded() { m_notice->showEnded(m_snapshot && m_snapshot->drill); }

void MainWindow::showPlanned(const console::PlanDeed &deed) { m_expectations->showPlanned(deed); }

void MainWindow::showPlanRefused(const console::PlanDeed &deed, const Error &error)
{
    if (!m_expectations->showPlanRefused(deed, error)) m_notice->showError(error);
}

void MainWindow::openWorkspace()
{
    auto *dialog = new QFileDialog(this, tr("Open a workspace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Hinoban workspaces (*.hinoban)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        console::SessionOptions options;
        options.workspace = file;
        Q_EMIT openRequested(options);
    });
    dialog->open();
}

void MainWindow::openDrillFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a drill from a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        console::SessionOptions options;
        options.scenario = folder;
        Q_EMIT openRequested(options);
    });
    dialog->open();
}

const detect::Finding *MainWindow::openRegistrationFinding() const
{
    if (!m_snapshot) return nullptr;
    const auto *view = m_domains->selectedView();
    if (!view) return nullptr;
    for (const auto &finding : view->findings)
        if (finding.signal == QLatin1String("R1") && finding.open()) return &finding;
    return nullptr;
}

void MainWindow::acceptRegistration()
{
    const auto *finding = openRegistrationFinding();
    if (!finding) return;
    auto *dialog =
        DecisionDialog::about(QStringLiteral("clear ") + finding->key(), tr("Accept the change of the registration"),
                              tr("The registration of %1 as the registry shows it now becomes what is "
                                 "expected. Accept it only if you know who changed it.")
                                  .arg(finding->domain.display()),
                              this);
    dialog->setActionText(tr("Accept the change"));
    connect(
        dialog, &DecisionDialog::decided, this,
        [this, key = finding->key()](const QString &who, const QString &why) { Q_EMIT findingCleared(key, who, why); });
    dialog->open();
}

void MainWindow::writeEntry(const QString &line)
{
    const int zone = TimeText::instance().zoneSeconds(now());
    withPerson(
        this, [this, line, zone](const QString &who) { Q_EMIT entryTyped(line, who, zone); },
        [this, line] { m_timeline->entryRefused(line, tr("Nobody said who writes it.")); });
}

void MainWindow::correctEntry(const store::LogRecord &record)
{
    auto *dialog =
        DecisionDialog::about(QStringLiteral("correct ") + QString::fromLatin1(record.hash), tr("Correct an entry"),
                              tr("Entry %1 stays as it is; what is right becomes a new entry that names it. It "
                                 "says: “%2”. Write below what it "
                                 "should say; a time at the beginning is taken as the right one.")
                                  .arg(record.sequence)
                                  .arg(safeText(respond::sentence(record.entry), 300)),
                              this);
    dialog->setObjectName(QStringLiteral("correctEntryDialog"));
    dialog->setActionText(tr("Correct"));
    dialog->setReasonText(tr("It should &say"));
    const int zone = TimeText::instance().zoneSeconds(now());
    connect(dialog, &DecisionDialog::decided, this,
            [this, hash = record.hash, zone](const QString &who, const QString &text) {
                Q_EMIT entryCorrected(hash, text, who, zone);
            });
    dialog->open();
}

void MainWindow::retranslate()
{
    m_menus->retranslate();
    for (const auto &[dock, pane] : m_docks)
        dock->setWindowTitle(QString(pane->title()).replace(u'&', QLatin1String("&&")));
    m_banner->setAccessibleName(tr("Drill"));
    m_bar->setAccessibleName(tr("Incident"));
    m_statusLeft->setAccessibleName(tr("Status"));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        tick();
    }
}

// Sizes that keep every pane alive at 1280×800 and use the room at 1920×1080.
void MainWindow::resetLayout()
{
    const int high = height(), wide = width();
    for (const auto &[dock, pane] : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    const auto dock = [this](Pane *pane) {
        for (const auto &[candidate, inside] : m_docks)
            if (inside == pane) return candidate;
        return static_cast<QDockWidget *>(nullptr);
    };
    addDockWidget(Qt::LeftDockWidgetArea, dock(m_domains));
    addDockWidget(Qt::RightDockWidgetArea, dock(m_contacts));
    tabifyDockWidget(dock(m_contacts), dock(m_incident));
    raise(m_contacts);
    addDockWidget(Qt::BottomDockWidgetArea, dock(m_timeline));
    addDockWidget(Qt::BottomDockWidgetArea, dock(m_path));
    splitDockWidget(dock(m_timeline), dock(m_path), Qt::Horizontal);
    const int contacts = std::clamp(wide * 25 / 100, 324, 500);
    const int bottom = std::clamp(high * 33 / 100, 256, 400);
    const int below = wide - contacts;
    resizeDocks({dock(m_domains), dock(m_contacts)}, {std::clamp(wide * 14 / 100, 176, 260), contacts}, Qt::Horizontal);
    resizeDocks({dock(m_timeline), dock(m_contacts)}, {bottom, high}, Qt::Vertical);
    resizeDocks({dock(m_timeline), dock(m_path)}, {below * 55 / 100, below * 45 / 100}, Qt::Horizontal);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_laidOut) return;
    m_laidOut = true;
    const QSettings settings;
    const bool kept = restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()) &&
                      restoreState(settings.value(QStringLiteral("window/state")).toByteArray(), LayoutVersion);
    if (!kept) resetLayout();
    m_domains->focusList();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), saveState(LayoutVersion));
    QMainWindow::closeEvent(event);
}

// Space pauses the drill, but a focused button or box is still worked with Space.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool pressable = qobject_cast<QAbstractButton *>(watched) || qobject_cast<QComboBox *>(watched);
        if (pressable && key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace hinoban::ui
