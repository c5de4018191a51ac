// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/TracingProber.h"

#include <QPointer>
#include <QThread>

#include <map>

namespace hinoban::path {

// Where answers wait for the thread that ordered them; lives in that one.
class TracingProber::Desk final : public QObject {
public:
    struct Open {
        QPointer<QObject> context;
        std::function<void(TracePtr)> done;
    };
    quint64 add(QObject *context, std::function<void(TracePtr)> done)
    {
        m_open[++m_last] = {context, std::move(done)};
        return m_last;
    }
    void answer(quint64 ticket, const TracePtr &trace)
    {
        const auto found = m_open.find(ticket);
        if (found == m_open.end()) return;
        const Open open = std::move(found->second);
        m_open.erase(found);
        if (open.context) open.done(trace);
    }

private:
    std::map<quint64, Open> m_open;
    quint64 m_last = 0;
};

// Lives in the tracing thread: its clock and its sockets belong to that.
class TracingProber::Worker final : public QObject {
public:
    Worker(MakeClock makeClock, Tracer::Permit permit, TracerOptions options)
        : m_makeClock(std::move(makeClock))
        , m_permit(std::move(permit))
        , m_options(std::move(options))
    {
    }
    void measure(const TraceOrder &order, std::function<void(TracePtr)> done)
    {
        if (!m_tracer) {
            m_clock = m_makeClock();
            m_tracer = std::make_unique<Tracer>(*m_clock.clock, m_permit, m_clock.stepped, m_options);
        }
        m_tracer->measure(order, std::move(done));
    }

private:
    MakeClock m_makeClock;
    Tracer::Permit m_permit;
    TracerOptions m_options;
    OwnClock m_clock;
    std::unique_ptr<Tracer> m_tracer; // before its clock goes
};

TracingProber::TracingProber(MakeClock makeClock, Tracer::Permit permit, TracerOptions options)
    : m_makeClock(std::move(makeClock))
    , m_permit(std::move(permit))
    , m_options(std::move(options))
{
}

TracingProber::~TracingProber()
{
    if (!m_thread) return;
    m_thread->quit(); // the worker goes with it
    m_thread->wait();
}

void TracingProber::measure(const TraceOrder &order, QObject *context, std::function<void(TracePtr)> done)
{
    if (!m_thread) {
        // It belongs to the thread of the first order, and goes there, wherever the last who knows it lets it go.
        m_desk = {new Desk, [](Desk *desk) { desk->deleteLater(); }};
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(QStringLiteral("tracer"));
        m_worker = new Worker(m_makeClock, m_permit, m_options);
        m_worker->moveToThread(m_thread.get());
        QObject::connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread->start();
    }
    const quint64 ticket = m_desk->add(context, std::move(done));
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, desk = m_desk, order, ticket] {
            worker->measure(order, [desk, ticket](const TracePtr &trace) {
                QMetaObject::invokeMethod(
                    desk.get(), [desk, ticket, trace] { desk->answer(ticket, trace); }, Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

} // namespace hinoban::path
