// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/Application.h"

#include "app/console/InternetOptions.h"
#include "app/drill/Scenario.h"
#include "ui/common/Language.h"
#include "ui/common/Person.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/shell/EvidenceDesk.h"
#include "ui/shell/HarmDesk.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/ResolverDesk.h"
#include "ui/shell/SettingsDesk.h"
#include "ui/shell/TimelineDesk.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>

#include <cstdio>

namespace hinoban::ui {

namespace {

constexpr double OpeningSpeed = 60;
// Nobody reads faster, and the event loop has time for the person who types.
constexpr std::chrono::milliseconds BetweenMoments{100};
constexpr int UsageStatus = 64;

} // namespace

std::optional<ProgramOptions> programOptions(const QStringList &arguments, int &status)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The console a security team opens when somebody has taken their domain name."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption drill(QStringLiteral("drill"), QStringLiteral("Open a drill: an id or a folder."),
                                   QStringLiteral("scenario"));
    const QCommandLineOption workspace(QStringLiteral("workspace"), QStringLiteral("Open or make a workspace."),
                                       QStringLiteral("file"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("ja or en."),
                                      QStringLiteral("language"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light or dark."), QStringLiteral("theme"));
    const QCommandLineOption noLookAlikes(
        QStringLiteral("no-look-alikes"),
        QStringLiteral("Ask no registry for look-alikes of the names that the domains depend on."));
    const QCommandLineOption certificates(
        QStringLiteral("certificates"),
        QStringLiteral("Search the public certificate logs for the domains at this address, or off. Whoever runs it "
                       "learns their names; a workspace remembers it."),
        QStringLiteral("URL|off"));
    parser.addOptions({drill, workspace, language, theme, noLookAlikes, certificates});
    console::addInternetOptions(parser);

    const auto refuse = [&](const QString &why) -> std::optional<ProgramOptions> {
        std::fprintf(stderr, "hinoban: %s\n", qPrintable(why));
        status = UsageStatus;
        return {};
    };
    if (!parser.parse(arguments)) return refuse(parser.errorText());
    if (parser.isSet(help) || parser.isSet(version)) {
        std::fputs(qPrintable(parser.isSet(help)
                                  ? parser.helpText()
                                  : QStringLiteral("hinoban %1\n").arg(QCoreApplication::applicationVersion())),
                   stdout);
        status = 0;
        return {};
    }
    console::SessionOptions session;
    if (const auto done = console::applyInternetOptions(parser, session); !done)
        return refuse(QStringLiteral("%1: %2").arg(done.error().where, done.error().detail));
    ProgramOptions options{parser.value(drill), parser.value(workspace), parser.value(language), parser.value(theme),
                           session.internet,    session.resolvers,       session.trustAnchors};
    options.lookAlikes = !parser.isSet(noLookAlikes);
    options.origins = session.origins;
    options.askOrigins = session.askOrigins;
    if (const QString search = parser.value(certificates); parser.isSet(certificates))
        options.certificates = search == QLatin1String("off") ? QString() : search; // the session refuses what is none
    if (!parser.positionalArguments().isEmpty())
        return refuse(QStringLiteral("nothing is known about \"%1\"").arg(parser.positionalArguments().constFirst()));
    if (!options.drill.isEmpty() && !options.workspace.isEmpty())
        return refuse(QStringLiteral("--drill and --workspace cannot be given together"));
    if (!options.language.isEmpty() && options.language != QLatin1String("ja") &&
        options.language != QLatin1String("en"))
        return refuse(QStringLiteral("--language is ja or en"));
    if (!options.theme.isEmpty() && options.theme != QLatin1String("light") && options.theme != QLatin1String("dark"))
        return refuse(QStringLiteral("--theme is light or dark"));
    return options;
}

Application::Application(const ProgramOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    const QSettings settings;
    const QString language = !options.language.isEmpty()
                                 ? options.language
                                 : settings.value(QStringLiteral("language"), Language::preferred()).toString();
    const QByteArray theme = !options.theme.isEmpty() ? options.theme.toLatin1()
                                                      : settings.value(QStringLiteral("theme")).toString().toLatin1();
    Theme::instance().apply(Theme::fromText(theme, Theme::preferred()));
    Language::instance().set(language);
    TimeText::instance().setZone(settings.value(QStringLiteral("utc"), false).toBool() ? TimeText::Zone::Utc
                                                                                       : TimeText::Zone::Local);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/hinoban.svg")));
    m_window = std::make_unique<MainWindow>();
    m_window->setDrills(drill::embeddedScenarios());
    m_console = std::make_unique<console::Console>();
    connectConsole();
}

Application::~Application() = default;

void Application::connectConsole()
{
    using console::Console;
    auto *window = m_window.get();
    auto *console_ = m_console.get();
    connect(console_, &Console::changed, window, &MainWindow::showSnapshot);
    m_nextMoment.setSingleShot(true);
    m_nextMoment.setInterval(BetweenMoments);
    connect(console_, &Console::changed, &m_nextMoment, qOverload<>(&QTimer::start));
    connect(&m_nextMoment, &QTimer::timeout, console_, &Console::wantSnapshot);
    connect(console_, &Console::failed, window, &MainWindow::showFailure);
    connect(console_, &Console::notWritten, window, &MainWindow::showNotWritten);
    connect(console_, &Console::ended, window, &MainWindow::showEnded);
    connect(console_, &Console::proposed, window, &MainWindow::showProposal);
    connect(console_, &Console::started, window, &MainWindow::showStarted);
    connect(console_, &Console::started, this, [this] {
        // A drill keeps its evidence in a temporary file: only a watch is opened again the next time.
        QSettings().setValue(QStringLiteral("workspace"), m_opening);
    });
    connect(window, &MainWindow::openRequested, this, &Application::open);
    connect(window, &MainWindow::lookNowRequested, console_, &Console::lookNow);
    connect(window, &MainWindow::speedRequested, console_, &Console::setSpeed);
    connect(window, &MainWindow::pauseRequested, console_, &Console::setPaused);
    connect(window, &MainWindow::entryTyped, console_, &Console::addEntry);
    connect(window, &MainWindow::entryCorrected, console_, &Console::correctEntry);
    connect(window, &MainWindow::commandTaken, console_, &Console::takeCommand);
    connect(window, &MainWindow::incidentClosed, console_, &Console::closeIncident);
    connect(window, &MainWindow::incidentActed, console_, &Console::actOnIncident);
    connect(window, &MainWindow::findingCleared, console_, &Console::clearFinding);
    connect(window, &MainWindow::organisationChanged, console_, &Console::setOrganisation);
    connect(window, &MainWindow::messageSent, console_, &Console::recordSent);
    connect(window, &MainWindow::requestActed, console_, &Console::actOnRequest);
    connect(window, &MainWindow::caseTold, console_, &Console::tellCase);
    connect(window, &MainWindow::serviceMarked, console_, &Console::markService);
    connect(window, &MainWindow::proposeRequested, console_, &Console::propose);
    connect(window, &MainWindow::decided, console_, &Console::accept);
    connect(window, &MainWindow::planAsked, console_, &Console::plan);
    connect(console_, &Console::planned, window, &MainWindow::showPlanned);
    connect(console_, &Console::planRefused, window, &MainWindow::showPlanRefused);
    connect(window->settingsDesk(), &SettingsDesk::decided, console_, &Console::setSettings);
    connect(console_, &Console::settingsChanged, window->settingsDesk(), &SettingsDesk::showSettings);
    connect(window->harmDesk(), &HarmDesk::assetActed, console_, &Console::actOnAsset);
    connect(window->harmDesk(), &HarmDesk::accountsActed, console_, &Console::actOnAccounts);
    connect(window->resolverDesk(), &ResolverDesk::decided, console_, &Console::setResolvers);
    auto *desk = window->desk();
    connect(desk, &EvidenceDesk::askRequested, console_, &Console::ask);
    connect(desk, &EvidenceDesk::keepRequested, console_, &Console::keepAsked);
    connect(desk, &EvidenceDesk::bringRequested, console_, &Console::bringEvidence);
    connect(console_, &Console::asked, desk, &EvidenceDesk::showAnswer);
    connect(console_, &Console::brought, desk, &EvidenceDesk::showBrought);
    connect(desk, &EvidenceDesk::packRequested, console_, &Console::packEvidence);
    connect(console_, &Console::bundled, desk, &EvidenceDesk::showBundled);
    auto *timeline = window->timelineDesk();
    connect(timeline, &TimelineDesk::readRequested, console_, &Console::readTimeline);
    connect(timeline, &TimelineDesk::importRequested, console_, &Console::takeTimeline);
    connect(timeline, &TimelineDesk::pasted, console_, &Console::paste);
    connect(console_, &Console::timelineRead, timeline, &TimelineDesk::showRead);
}

console::SessionOptions Application::drillOptions(const QString &scenario)
{
    console::SessionOptions options;
    options.scenario = scenario;
    options.speed = OpeningSpeed;
    // An unreadable scenario is the session's to refuse, with file, line and reason.
    if (const auto story = drill::readScenario(scenario)) options.from = drill::briefing(**story).opens;
    return options;
}

void Application::open(console::SessionOptions options)
{
    if (!options.scenario.isEmpty()) {
        const QString scenario = options.scenario;
        options = drillOptions(scenario);
    } else {
        options.internet = m_options.internet;
        options.resolvers = m_options.resolvers;
        options.trustAnchors = m_options.trustAnchors;
        options.origins = m_options.origins;
        options.askOrigins = m_options.askOrigins;
        options.certificates = m_options.certificates;
        options.cadence = m_options.cadence;
        options.engine = m_options.engine;
        if (!m_options.lookAlikes) options.preparation.reset();
    }
    options.person = person();
    m_opening = options.workspace;
    m_window->showSnapshot({});
    m_console->open(options);
}

void Application::start()
{
    m_window->show();
    console::SessionOptions options;
    const QString last = QSettings().value(QStringLiteral("workspace")).toString();
    if (!m_options.workspace.isEmpty()) {
        options.workspace = m_options.workspace;
        options.createWorkspace = true;
    } else if (!m_options.drill.isEmpty()) {
        options.scenario = m_options.drill;
    } else if (!last.isEmpty() && QFileInfo::exists(last)) {
        options.workspace = last;
    } else {
        options.scenario = QString::fromLatin1(DefaultDrill);
    }
    open(options);
}

} // namespace hinoban::ui
