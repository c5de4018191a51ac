// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/SystemProber.h"

#include "app/base/SafeText.h"
#include "app/path/TraceText.h"

#include <QCoreApplication>
#include <QPointer>
#include <QProcess>
#include <QStandardPaths>

#include <deque>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

constexpr int MostAtOnce = 2;
constexpr std::chrono::seconds Deadline{60};
constexpr qsizetype MostBytes = qsizetype(64) * 1024;

QString words(const char *english) { return QCoreApplication::translate("Path", english); }

} // namespace

// Touched in the network thread only.
struct SystemProber::Queue {
    int running = 0;
    std::deque<QPointer<Run>> waiting;
    void startNext();
};

// One measurement. Belongs to its context; answers once.
class SystemProber::Run final : public QObject {
public:
    Run(Clock &clock, Tool tool, std::shared_ptr<Queue> queue, Trace trace, QObject *context,
        std::function<void(TracePtr)> done)
        : QObject(context)
        , m_clock(clock)
        , m_tool(std::move(tool))
        , m_queue(std::move(queue))
        , m_trace(std::move(trace))
        , m_done(std::move(done))
    {
    }

    ~Run() override
    {
        m_clock.cancel(m_deadline);
        stop();
        leaveQueue();
    }

    void start()
    {
        m_running = true;
        ++m_queue->running;
        m_hold = Clock::Hold(m_clock);
        m_deadline = m_clock.after(Deadline, this, [this] { finish(); });
        m_process = new QProcess;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C"_s);
        m_process->setProcessEnvironment(environment);
        m_process->setStandardInputFile(QProcess::nullDevice());
        m_process->setStandardErrorFile(QProcess::nullDevice());
        connect(m_process, &QProcess::readyReadStandardOutput, this, [this] { read(); });
        connect(m_process, &QProcess::finished, this, [this] { finish(); });
        connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) finish();
        });
        m_process->start(m_tool.program, m_tool.arguments + QStringList{m_trace.address.toString()});
    }

private:
    void read()
    {
        m_output += m_process->readAllStandardOutput().left(MostBytes - m_output.size());
        if (m_output.size() >= MostBytes) finish();
    }

    // Ends the tool without waiting for it. Its object stays until the process is gone.
    void stop()
    {
        QProcess *process = std::exchange(m_process, nullptr);
        if (!process) return;
        process->disconnect(this);
        if (process->state() == QProcess::NotRunning) return process->deleteLater();
        connect(process, &QProcess::finished, process, &QObject::deleteLater);
        connect(process, &QProcess::errorOccurred, process, &QObject::deleteLater);
        process->kill();
    }

    void leaveQueue()
    {
        if (!std::exchange(m_running, false)) return;
        --m_queue->running;
        m_queue->startNext();
    }

    void finish()
    {
        if (!m_process) return;
        const QString why = m_process->error() == QProcess::FailedToStart ? m_process->errorString() : QString();
        m_output += m_process->readAllStandardOutput().left(MostBytes - m_output.size());
        m_clock.cancel(m_deadline);
        stop();
        m_hold.release();

        const TraceText read = readTraceText(m_output, m_trace.address);
        m_trace.hops = read.hops;
        m_trace.reached = read.reached;
        if (read.reached) m_trace.response = read.hops.back().rtt;
        if (!why.isEmpty())
            m_trace.problem =
                words(QT_TRANSLATE_NOOP("Path", "The path cannot be measured (%1).")).arg(safeText(why, 300));
        else if (read.hops.empty())
            m_trace.problem = words(QT_TRANSLATE_NOOP("Path", "Nobody on the path answered."));
        leaveQueue();
        // From the event loop: the answer may destroy the context, and this with it.
        m_deadline = m_clock.after(Duration::zero(), this, [this] {
            const auto done = std::move(m_done);
            const auto answer = std::make_shared<const Trace>(std::move(m_trace));
            deleteLater();
            done(answer);
        });
    }

    Clock &m_clock;
    Tool m_tool;
    std::shared_ptr<Queue> m_queue;
    Trace m_trace;
    std::function<void(TracePtr)> m_done;
    Clock::Hold m_hold;
    Clock::TimerId m_deadline = 0;
    QProcess *m_process = nullptr;
    QByteArray m_output;
    bool m_running = false;
};

void SystemProber::Queue::startNext()
{
    while (running < MostAtOnce && !waiting.empty()) {
        const QPointer<Run> next = waiting.front();
        waiting.pop_front();
        if (next) next->start();
    }
}

std::optional<SystemProber::Tool> SystemProber::find()
{
    const QStringList places{u"/usr/bin"_s, u"/usr/sbin"_s, u"/bin"_s, u"/sbin"_s};
    const Tool tools[] = {
        {{}, u"traceroute"_s, {u"-n"_s, u"-q"_s, u"1"_s, u"-w"_s, u"2"_s, u"-m"_s, u"30"_s}},
        {{}, u"tracepath"_s, {u"-n"_s, u"-m"_s, u"30"_s}},
    };
    for (Tool tool : tools) {
        tool.program = QStandardPaths::findExecutable(tool.name, places);
        if (!tool.program.isEmpty()) return tool;
    }
    return std::nullopt;
}

SystemProber::SystemProber(Clock &clock, Permit permit, std::optional<Tool> tool)
    : m_clock(clock)
    , m_permit(std::move(permit))
    , m_tool(std::move(tool))
    , m_queue(std::make_shared<Queue>())
{
}

SystemProber::~SystemProber() = default;

void SystemProber::measure(const TraceOrder &order, QObject *context, std::function<void(TracePtr)> done)
{
    Trace trace;
    trace.domain = order.domain;
    trace.target = order.target;
    trace.address = order.address;
    trace.at = m_clock.now();
    trace.source = m_tool ? m_tool->name : QString();
    if (!m_permit || !m_permit(order.address))
        trace.problem = words(QT_TRANSLATE_NOOP("Path", "Packets to this address are not permitted."));
    else if (!m_tool)
        trace.problem = words(
            QT_TRANSLATE_NOOP("Path", "Neither traceroute nor tracepath is installed; the path cannot be measured."));
    if (!trace.problem.isEmpty()) {
        m_clock.after(
            Duration::zero(), context,
            [done = std::move(done), answer = std::make_shared<const Trace>(std::move(trace))] { done(answer); });
        return;
    }
    m_queue->waiting.emplace_back(new Run(m_clock, *m_tool, m_queue, std::move(trace), context, std::move(done)));
    m_queue->startNext();
}

} // namespace hinoban::path
