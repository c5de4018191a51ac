// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"

#include <utility>

namespace hinoban::console {

Console::Console(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("network"));
    m_thread.start();
}

Console::~Console()
{
    close();
    m_thread.quit();
    m_thread.wait();
}

// The session's destructor writes what was submitted and joins the store thread.
void Console::close()
{
    if (!m_session) return;
    auto *session = m_session;
    m_session = nullptr;
    m_shown = m_before = nullptr;
    disconnect(session, nullptr, this, nullptr);
    QMetaObject::invokeMethod(
        session, [session] { delete session; }, Qt::BlockingQueuedConnection);
}

void Console::open(SessionOptions options)
{
    close();
    auto *session = new Session(std::move(options));
    m_session = session;
    session->moveToThread(&m_thread);
    connect(session, &Session::started, this, &Console::started);
    connect(session, &Session::failed, this, &Console::failed);
    connect(session, &Session::notWritten, this, &Console::notWritten);
    connect(session, &Session::proposed, this, &Console::proposed);
    connect(session, &Session::planned, this, &Console::planned);
    connect(session, &Session::planRefused, this, &Console::planRefused);
    connect(session, &Session::settingsChanged, this, &Console::settingsChanged);
    connect(session, &Session::asked, this, &Console::asked);
    connect(session, &Session::brought, this, &Console::brought);
    connect(session, &Session::bundled, this, &Console::bundled);
    connect(session, &Session::timelineRead, this, &Console::timelineRead);
    connect(session, &Session::ended, this, &Console::ended);
    connect(session, &Session::caughtUp, this, &Console::caughtUp);
    connect(session, &Session::changed, this, [this, session](const SnapshotPtr &snapshot) {
        if (session != m_session) return; // a late one of the session before
        m_before = std::exchange(m_shown, snapshot);
        Q_EMIT changed(snapshot);
    });
    tell(&Session::start);
}

void Console::wantSnapshot()
{
    if (!m_session) return;
    // What nobody shows any more is taken apart over there: thousands of views would hold up the screen.
    QMetaObject::invokeMethod(
        m_session,
        [session = m_session, before = std::exchange(m_before, nullptr)]() mutable {
            before.reset();
            session->wantSnapshot();
        },
        Qt::QueuedConnection);
}

void Console::lookNow() { tell(&Session::lookNow); }
void Console::setSpeed(double factor) { tell(&Session::setSpeed, factor); }
void Console::setPaused(bool paused) { tell(&Session::setPaused, paused); }
void Console::addEntry(const QString &typedLine, const QString &person, int zoneSeconds)
{
    tell(&Session::addEntry, typedLine, person, zoneSeconds);
}
void Console::takeCommand(const QString &person) { tell(&Session::takeCommand, person); }
void Console::closeIncident(const QString &person, const QString &reason)
{
    tell(&Session::closeIncident, person, reason);
}
void Console::actOnIncident(const respond::IncidentAct &act) { tell(&Session::actOnIncident, act); }
void Console::clearFinding(const QString &key, const QString &person, const QString &reason)
{
    tell(&Session::clearFinding, key, person, reason);
}
void Console::setOrganisation(const respond::Organisation &organisation)
{
    tell(&Session::setOrganisation, organisation);
}
void Console::setResolvers(const std::vector<watch::Resolver> &chosen, const QString &person, const QString &reason)
{
    tell(&Session::setResolvers, chosen, person, reason);
}
void Console::recordSent(const respond::SentMessage &message) { tell(&Session::recordSent, message); }
void Console::actOnRequest(const respond::RequestAct &act) { tell(&Session::actOnRequest, act); }
void Console::tellCase(const QString &field, const QString &value, const QString &person)
{
    tell(&Session::tellCase, field, value, person);
}
void Console::markService(const QString &service, bool isStopped, const QString &person)
{
    tell(&Session::markService, service, isStopped, person);
}
void Console::actOnAsset(const respond::AssetDeed &deed) { tell(&Session::actOnAsset, deed); }
void Console::actOnAccounts(const respond::AccountDeed &deed) { tell(&Session::actOnAccounts, deed); }
void Console::ask(quint64 ticket, const QString &line) { tell(&Session::ask, ticket, line); }
void Console::keepAsked(const dns::ExchangePtr &exchange, const QString &line, const QString &person)
{
    tell(&Session::keepAsked, exchange, line, person);
}
void Console::bringEvidence(const QString &path, const QString &person) { tell(&Session::bringEvidence, path, person); }
void Console::packEvidence(const QString &path, const QString &person) { tell(&Session::packEvidence, path, person); }
void Console::correctEntry(const QByteArray &hash, const QString &typedLine, const QString &person, int zoneSeconds)
{
    tell(&Session::correctEntry, hash, typedLine, person, zoneSeconds);
}
void Console::readTimeline(const QString &path, std::optional<int> zoneSeconds, const QString &person)
{
    tell(&Session::readTimeline, path, zoneSeconds, person);
}
void Console::takeTimeline(const BroughtTimelinePtr &brought) { tell(&Session::takeTimeline, brought); }
void Console::paste(const QString &text, const QString &person, std::optional<Instant> happened)
{
    tell(&Session::paste, text, person, happened);
}
void Console::propose(const QList<QByteArray> &domains) { tell(&Session::propose, domains); }
void Console::accept(const Decided &decided) { tell(&Session::accept, decided); }
void Console::setSettings(const store::WatchSettings &settings, const QString &person, const QString &reason)
{
    tell(&Session::setSettings, settings, person, reason);
}
void Console::plan(const PlanDeed &deed) { tell(&Session::plan, deed); }

} // namespace hinoban::console
