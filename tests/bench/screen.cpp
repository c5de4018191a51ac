// SPDX-License-Identifier: GPL-3.0-or-later
// bench_screen: the program with its real window, on Qt's offscreen platform, while the portfolio is swept at the pace
// that the machine bears. Prints one line of JSON: how long the screen's event loop was away during a first sweep and a
// repeated one, and how long it takes to filter the list of domains and to sort it anew.
#include "tests/bench/Team.h"
#include "tests/bench/Usage.h"
#include "ui/shell/Application.h"
#include "ui/shell/DomainList.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <ctime>

#include <algorithm>
#include <cstdio>

using namespace hinoban;
using namespace std::chrono_literals;

namespace {

double threadCpu()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// How long the event loop was away, in milliseconds: between the beats of a timer that wants to beat every one, by the
// wall's clock and by the CPU that the screen's thread used meanwhile. On a machine that others use too, the first
// holds their time as well.
class Heart final : public QObject {
public:
    struct Gaps {
        std::vector<double> wall, cpu;
        // The gap that somebody meets who comes at any moment, in so many of all cases: long gaps count by their
        // length.
        static double at(std::vector<double> gaps, double part)
        {
            std::sort(gaps.begin(), gaps.end());
            double all = 0, sum = 0;
            for (const double gap : gaps)
                all += gap;
            for (const double gap : gaps)
                if ((sum += gap) >= all * part) return gap;
            return 0;
        }
    };

    Heart()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] { beat(); });
    }
    void start()
    {
        m_gaps = {};
        m_wall.start();
        m_cpu = threadCpu();
        m_timer.start();
    }
    [[nodiscard]] Gaps stop()
    {
        m_timer.stop();
        return std::move(m_gaps);
    }

private:
    void beat()
    {
        const double cpu = threadCpu();
        m_gaps.wall.push_back(double(m_wall.nsecsElapsed()) / 1e6);
        m_gaps.cpu.push_back(cpu - m_cpu);
        m_wall.start();
        m_cpu = cpu;
    }

    QTimer m_timer;
    QElapsedTimer m_wall;
    double m_cpu = 0;
    Gaps m_gaps;
};

class Watching final : public QObject {
public:
    Watching(ui::MainWindow &window, int domains)
        : m_window(window)
        , m_domains(domains)
        , m_list(*window.findChild<ui::DomainList *>())
    {
        m_check.setInterval(100);
        connect(&m_check, &QTimer::timeout, this, [this] { check(); });
    }
    void start()
    {
        m_check.start();
        m_heart.start();
        m_wall.start();
    }
    void print() const
    {
        std::printf("{\"domains\":%d,\"sweeps\":[", m_domains);
        for (size_t i = 0; i < m_sweeps.size(); ++i) {
            const auto &[gaps, wall] = m_sweeps[i];
            std::printf("%s{\"wall\":%.2f,\"beats\":%zu,\"p50ms\":%.1f,\"p99ms\":%.1f,\"worstms\":%.1f,"
                        "\"cpuP99ms\":%.1f,\"cpuWorstms\":%.1f}",
                        i ? "," : "", wall, gaps.wall.size(), Heart::Gaps::at(gaps.wall, 0.5),
                        Heart::Gaps::at(gaps.wall, 0.99), Heart::Gaps::at(gaps.wall, 1),
                        Heart::Gaps::at(gaps.cpu, 0.99), Heart::Gaps::at(gaps.cpu, 1));
        }
        std::printf("],\"filterms\":%.1f,\"sortms\":%.1f,\"filtered\":%d,\"peakMiB\":%.1f}\n", m_filter, m_sort,
                    m_filtered, bench::usage().peakMiB);
    }

private:
    void check()
    {
        const auto &snapshot = m_list.snapshot();
        if (!snapshot) return;
        const auto isSeen = [this](const console::DomainView &view) { return view.lookedAt > m_since; };
        if (int(std::count_if(snapshot->domains.begin(), snapshot->domains.end(), isSeen)) < m_domains) return;
        m_sweeps.emplace_back(m_heart.stop(), double(m_wall.elapsed()) / 1e3);
        if (m_sweeps.size() == 2) {
            m_check.stop();
            filterAndSort();
            return QApplication::quit();
        }
        m_since = snapshot->at;
        m_heart.start();
        m_wall.start();
        Q_EMIT m_window.lookNowRequested();
    }

    // Until it stands on the screen.
    double timed(const std::function<void()> &act)
    {
        QElapsedTimer timer;
        timer.start();
        act();
        QApplication::processEvents();
        m_list.repaint();
        return double(timer.nsecsElapsed()) / 1e6;
    }

    void filterAndSort()
    {
        auto *view = m_list.findChild<QListView *>();
        auto *filter = m_list.findChild<QLineEdit *>();
        for (const char *typed : {"d", "d0", "d00", "d00000", "1", "9999", ""}) {
            if (!filter) break;
            m_filter = std::max(m_filter, timed([&] { filter->setText(QString::fromLatin1(typed)); }));
            if (typed[0] == '9') m_filtered = view->model()->rowCount();
        }
        // Every third domain falsified at once: as bad as an order can change.
        auto other = std::make_shared<console::Snapshot>(*m_list.snapshot());
        std::vector<console::DomainView> worse, same;
        int number = 0;
        for (const auto &domain : other->domains) {
            auto &into = number++ % 3 == 0 ? worse : same;
            into.push_back(domain);
            if (&into == &worse) into.back().state = console::DomainState::Mismatch;
        }
        worse.insert(worse.end(), same.begin(), same.end());
        other->domains = {};
        for (auto &domain : worse)
            other->domains.push_back(std::move(domain));
        m_sort = timed([&] { m_window.showSnapshot(other); });
    }

    ui::MainWindow &m_window;
    int m_domains;
    ui::DomainList &m_list;
    QTimer m_check;
    Heart m_heart;
    QElapsedTimer m_wall;
    Instant m_since{};
    std::vector<std::pair<Heart::Gaps, double>> m_sweeps;
    double m_filter = 0, m_sort = 0;
    int m_filtered = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("Hinoban"));
    QCoreApplication::setApplicationName(QStringLiteral("bench"));
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption domains(QStringLiteral("domains"), QStringLiteral("how many"), QStringLiteral("n"),
                                     QStringLiteral("10000"));
    parser.addOption(domains);
    parser.addHelpOption();
    parser.process(app);
    const int count = std::clamp(parser.value(domains).toInt(), 1, 100000);

    const QString file = folder.filePath(QStringLiteral("bench.hinoban"));
    if (const auto made = bench::makeWorkspace(file, count); !made) {
        std::fprintf(stderr, "bench_screen: %s\n", qPrintable(sentence(made.error())));
        return 1;
    }
    const auto session = bench::sessionOptions(file);
    ui::ProgramOptions options;
    options.workspace = file;
    options.language = QStringLiteral("en");
    options.theme = QStringLiteral("light");
    options.internet = session.internet;
    options.cadence = session.cadence;
    options.engine = session.engine;
    ui::Application application(options);
    application.start();
    ui::MainWindow *window = nullptr;
    const auto windows = QApplication::topLevelWidgets();
    for (auto *candidate : windows)
        if (!window) window = qobject_cast<ui::MainWindow *>(candidate);
    if (!window) return 1;
    window->resize(1920, 1080);
    // The window stands before the sweep begins: the workspace is still being read.
    for (int turn = 0; turn < 3; ++turn)
        QApplication::processEvents();
    Watching watching(*window, count);
    watching.start();
    const int status = QApplication::exec();
    watching.print();
    return status;
}
