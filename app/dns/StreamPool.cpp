// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/StreamPool.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr int MostTries = 2;        // connections that may end on a question without an answer
constexpr int EarlyEndsAllowed = 1; // a server that closes an idle connection just as it is used again does no wrong

} // namespace

// One server's connections, and who waits for one. Removed in feed() only, when there is neither.
struct StreamPool::Host {
    StreamServer server;
    int limit = 1; // connections; less than allowed where the server refused more
    std::deque<Ticket> waiting;
    std::vector<StreamConnection *> connections; // children of m_context
    int earlyEnds = 0;                           // it answered, and closed with questions open

    [[nodiscard]] bool oneByOne() const { return earlyEnds > EarlyEndsAllowed; }
    [[nodiscard]] bool isConnecting() const
    {
        return std::ranges::any_of(connections, [](const auto *one) { return !one->isReady() && !one->isOver(); });
    }
};

StreamPool::StreamPool(Clock &clock, Dice &dice, QByteArray authorities, Handlers handlers, Limits limits)
    : m_clock(clock)
    , m_dice(dice)
    , m_authorities(std::move(authorities))
    , m_handlers(std::move(handlers))
    , m_limits(limits)
{
}

StreamPool::~StreamPool()
{
    if (m_idleTimer != 0) m_clock.cancel(m_idleTimer);
    if (m_later != 0) m_clock.cancel(m_later);
}

void StreamPool::ask(Ticket ticket, const StreamServer &server, const QByteArray &query)
{
    auto &host = m_hosts[server];
    if (!host) host = std::make_shared<Host>(Host{server, m_limits.perServer, {}, {}, 0});
    m_questions[ticket] = {host, query, nullptr, 0};
    host->waiting.push_back(ticket);
    pump(*std::shared_ptr<Host>(host));
}

// Puts waiting questions on connections, or opens one for them.
void StreamPool::pump(Host &host)
{
    while (!host.waiting.empty()) {
        StreamConnection *connection = choose(host);
        if (!connection) break;
        const Ticket ticket = host.waiting.front();
        host.waiting.pop_front();
        Question &question = m_questions.at(ticket);
        question.connection = connection;
        m_handlers.sent(ticket);
        connection->ask(ticket, question.query);
    }
    if (host.waiting.empty() || host.isConnecting()) return;
    if (static_cast<int>(host.connections.size()) >= host.limit) return;
    if (m_connections < m_limits.connections || makeRoom()) open(host);
}

// The ready connection with the fewest questions, if it may take one more.
StreamConnection *StreamPool::choose(Host &host) const
{
    StreamConnection *best = nullptr;
    for (auto *one : host.connections)
        if (one->takesMore() && (!best || one->inFlight() < best->inFlight())) best = one;
    if (!best) return nullptr;
    if (host.oneByOne()) return best->inFlight() == 0 && best->answered() == 0 ? best : nullptr;
    // Where no further connection may be opened, those that are there take more.
    const bool last = static_cast<int>(host.connections.size()) >= host.limit || m_connections >= m_limits.connections;
    return best->inFlight() < m_limits.depth || last ? best : nullptr;
}

void StreamPool::open(Host &host)
{
    const auto owner = m_hosts.value(host.server);
    auto *connection = new StreamConnection(m_clock, m_dice, host.server, m_authorities);
    connection->setParent(&m_context);
    host.connections.push_back(connection);
    ++m_connections;
    connection->start({
        .ready = [this, owner] { pump(*owner); },
        .replied =
            [this, owner, connection](const StreamConnection::Asked &asked, const QByteArray &bytes) {
                m_questions.erase(asked.ticket);
                m_handlers.replied(asked.ticket, {asked.query, bytes, connection->certificate(), asked.sentAt});
                settled(*owner, *connection);
            },
        .refused =
            [this, owner, connection](const StreamConnection::Asked &asked, const QString &why) {
                fail(asked.ticket, {asked.query, connection->certificate(), asked.sentAt, true, why});
                settled(*owner, *connection);
            },
        .again =
            [this, owner, connection](const StreamConnection::Asked &asked) {
                connection->doubtful = true;
                requeue(*owner, asked.ticket, true,
                        {asked.query, connection->certificate(), asked.sentAt, false,
                         QStringLiteral("the server takes no further requests")});
                settled(*owner, *connection);
            },
        .stray = [this](Ticket ticket) { m_handlers.stray(ticket); },
        .ended = [this, owner, connection](StreamConnection::End end,
                                           const QString &detail) { ended(*owner, *connection, end, detail); },
    });
}

// A question came off the connection: room for the next.
void StreamPool::settled(Host &host, StreamConnection &connection)
{
    if (connection.isOver()) return;
    if (connection.inFlight() == 0) {
        connection.idleSince = m_clock.now();
        // One that was slow, or that the server will close anyway, is not kept.
        if (!connection.takesMore() || host.oneByOne()) return close(host, connection);
        armIdle();
    }
    if (!host.waiting.empty()) later();
}

void StreamPool::fail(Ticket ticket, const Failure &failure)
{
    m_questions.erase(ticket);
    m_handlers.failed(ticket, failure);
}

void StreamPool::requeue(Host &host, Ticket ticket, bool counts, const Failure &failure)
{
    Question &question = m_questions.at(ticket);
    question.connection = nullptr;
    if (counts && ++question.tries >= MostTries) return fail(ticket, failure);
    host.waiting.push_back(ticket);
}

void StreamPool::ended(Host &host, StreamConnection &connection, StreamConnection::End end, const QString &detail)
{
    using End = StreamConnection::End;
    // A connection that gave answers before it ended counts against none of the others: each such end answers somebody,
    // so that there is an end of them.
    const bool progressed = connection.answered() > 0;
    const auto open = connection.takeAsked();
    const QByteArray certificate = connection.certificate();
    if (progressed && !open.empty()) ++host.earlyEnds;
    close(host, connection);
    if (host.oneByOne()) closeUsed(host);
    for (const auto &asked : open)
        requeue(host, asked.ticket, !progressed, {asked.query, certificate, asked.sentAt, end == End::Cut, detail});
    if (end != End::NotConnected && end != End::Untrusted) return;
    if (!host.connections.empty()) {
        host.limit = static_cast<int>(host.connections.size()); // it takes no more at once
        return;
    }
    // Nobody is there, or not the right one: the others need not find that out one by one.
    std::deque<Ticket> waiting;
    waiting.swap(host.waiting);
    for (const Ticket ticket : waiting)
        fail(ticket, {{}, certificate, {}, false, detail});
}

void StreamPool::close(Host &host, StreamConnection &connection)
{
    std::erase(host.connections, &connection);
    --m_connections;
    connection.stop();
    connection.deleteLater();
    later();
}

// Where each connection is good for one question, those that have had theirs stand in the way of fresh ones.
void StreamPool::closeUsed(Host &host)
{
    const auto connections = host.connections;
    for (auto *one : connections)
        if (one->isReady() && one->inFlight() == 0 && one->answered() > 0) close(host, *one);
}

StreamPool::Progress StreamPool::drop(Ticket ticket)
{
    const auto found = m_questions.find(ticket);
    if (found == m_questions.end()) return {};
    const Question question = std::move(found->second);
    m_questions.erase(found);
    Host &host = *question.host;
    if (auto *connection = question.connection) {
        Progress progress{{}, connection->certificate(), {}, {}};
        if (const auto *asked = connection->find(ticket)) {
            progress.query = asked->query;
            progress.sentAt = asked->sentAt;
        }
        connection->forget(ticket);
        connection->doubtful = true;
        if (connection->inFlight() == 0 && !connection->isOver()) close(host, *connection);
        return progress;
    }
    std::erase(host.waiting, ticket);
    QString where = QStringLiteral("too many connections are open");
    if (host.isConnecting())
        where = host.server.encrypted() ? QStringLiteral("the TLS connection was not made")
                                        : QStringLiteral("the connection was not made");
    const auto connections = host.connections;
    if (host.waiting.empty())
        for (auto *one : connections)
            if (!one->isReady() && !one->isOver()) close(host, *one);
    later();
    return {{}, {}, {}, where};
}

// The connection that has been idle longest gives way.
bool StreamPool::makeRoom()
{
    Host *from = nullptr;
    StreamConnection *oldest = nullptr;
    for (const auto &host : std::as_const(m_hosts))
        for (auto *one : host->connections)
            if (one->isReady() && one->inFlight() == 0 && (!oldest || one->idleSince < oldest->idleSince)) {
                oldest = one;
                from = host.get();
            }
    if (!oldest) return false;
    close(*from, *oldest);
    return true;
}

void StreamPool::later()
{
    if (m_later != 0) return;
    m_later = m_clock.after(Duration(0), &m_context, [this] {
        m_later = 0;
        feed();
    });
}

void StreamPool::feed()
{
    const auto hosts = m_hosts;
    for (const auto &host : hosts) {
        if (!host->waiting.empty()) pump(*host);
        if (host->waiting.empty() && host->connections.empty()) m_hosts.remove(host->server);
    }
}

void StreamPool::armIdle()
{
    if (m_idleTimer != 0) return;
    m_idleTimer = m_clock.after(m_limits.idle, &m_context, [this] {
        m_idleTimer = 0;
        closeIdle();
    });
}

void StreamPool::closeIdle()
{
    const Instant before = m_clock.now() - m_limits.idle;
    bool more = false;
    for (const auto &host : std::as_const(m_hosts)) {
        const auto connections = host->connections;
        for (auto *one : connections) {
            if (!one->isReady() || one->inFlight() > 0) continue;
            if (one->idleSince <= before)
                close(*host, *one);
            else
                more = true;
        }
    }
    if (more) armIdle();
}

} // namespace hinoban::dns
