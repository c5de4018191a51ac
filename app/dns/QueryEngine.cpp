// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/QueryEngine.h"

#include "app/dns/OpenQuestion.h"
#include "app/dns/ReplyMatch.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cstring>
#include <deque>
#include <queue>
#include <unordered_map>

namespace hinoban::dns {
namespace {

constexpr int MostConnections = 128; // at once; the rest waits within its deadline
constexpr int ConnectionsAQuestion = 2;
constexpr quint16 BadVersion = 16;

// Servers that cannot read EDNS say so with one of these (RFC 6891, 7).
bool refusesEdns(const Message &message)
{
    return message.rcode == Rcode::FormErr || message.rcode == Rcode::NotImp ||
           static_cast<quint16>(message.rcode) == BadVersion;
}

} // namespace

struct ServerKey {
    QHostAddress address;
    quint16 port = 0;
    friend bool operator==(const ServerKey &, const ServerKey &) = default;
};
struct ServerKeyHash {
    size_t operator()(const ServerKey &key) const { return qHash(key.address, key.port); }
};

// The questions of one server that wait for their turn. Gone when nothing waits and nothing is on the wire.
struct ServerQueue {
    ServerKey key;
    std::deque<quint64> waiting;
    int onWire = 0;
    bool ready = false; // in Private::ready
};

struct QueryEngine::Private {
    using Phase = OpenQuestion::Phase;
    struct Due {
        Instant when;
        quint64 ticket;
        friend bool operator>(const Due &a, const Due &b) { return a.when > b.when; }
    };
    struct Finished {
        QPointer<QObject> context;
        bool hasContext;
        Answer answer;
        ExchangePtr exchange;
    };

    Private(QueryEngine &engine, Clock &itsClock, Internet itsInternet, EngineOptions itsOptions)
        : q(engine)
        , clock(itsClock)
        , internet(std::move(itsInternet))
        , options(itsOptions)
        , pool(clock, options.udpSockets,
               {[this](UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes) {
                    datagram(socket, from, bytes);
                },
                [this](UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error) {
                    datagramFailed(socket, to, sent, error);
                },
                [this] { settle(); }})
    {
        options.attempts = std::max(options.attempts, 1);
        options.window = std::max(options.window, 1);
        options.windowPerServer = std::max(options.windowPerServer, 1);
        options.firstTimeout = std::clamp(options.firstTimeout, Duration(1), std::max(options.deadline, Duration(1)));
    }

    QueryEngine &q;
    Clock &clock;
    Internet internet;
    EngineOptions options;
    UdpPool pool;

    std::unordered_map<quint64, std::unique_ptr<OpenQuestion>> open;
    std::unordered_map<ServerKey, ServerQueue, ServerKeyHash> servers;
    std::deque<ServerQueue *> ready; // have waiting questions and room
    std::deque<quint64> waitingForTcp;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> dues; // stale entries are skipped when they come up
    Clock::TimerId timer = 0;
    Instant timerAt{};
    Clock::TimerId posted = 0;
    std::vector<Finished> finished;
    int unanswered = 0; // finished, not yet delivered
    quint64 lastTicket = 0;
    int onWire = 0;
    int connections = 0;

    // --- from ask() to the wire

    void ask(Query query, QObject *context, Answer answer)
    {
        const quint64 ticket = ++lastTicket;
        auto &question = *open.emplace(ticket, std::make_unique<OpenQuestion>()).first->second;
        const ServerKey key{query.server.address, query.server.port};
        question.query = std::move(query);
        question.context = context;
        question.hasContext = context != nullptr;
        question.answer = std::move(answer);
        question.server = &servers[key];
        question.server->key = key;
        question.server->waiting.push_back(ticket);
        makeReady(*question.server);
        dispatch();
        post();
    }

    void makeReady(ServerQueue &server)
    {
        if (server.ready || server.waiting.empty() || server.onWire >= options.windowPerServer) return;
        server.ready = true;
        ready.push_back(&server);
    }

    // One question of each server by turns, so that a slow server's queue delays nobody else's.
    void dispatch()
    {
        while (onWire < options.window && !ready.empty()) {
            ServerQueue &server = *ready.front();
            ready.pop_front();
            server.ready = false;
            const quint64 ticket = server.waiting.front();
            server.waiting.pop_front();
            OpenQuestion &question = *open.at(ticket);
            if (!question.wanted()) {
                open.erase(ticket);
                makeReady(server);
                dropIfIdle(server);
                continue;
            }
            ++server.onWire;
            ++onWire;
            makeReady(server);
            begin(ticket, question);
        }
    }

    void begin(quint64 ticket, OpenQuestion &question)
    {
        question.firstSent = clock.now();
        question.deadline = question.firstSent + options.deadline;
        question.timeout = options.firstTimeout;
        if (question.query.transport == Transport::Tcp) return queueForTcp(ticket, question, {});
        question.phase = Phase::Udp;
        const auto endpoint = reach(question, Service::DnsUdp);
        if (!endpoint) return finishUnreachable(ticket, question, Transport::Udp, reasonOf(endpoint.error()));
        question.udp = SocketAddress(*endpoint);
        sendAttempt(ticket, question);
    }

    [[nodiscard]] Result<Endpoint> reach(const OpenQuestion &question, Service service) const
    {
        const Server &server = question.query.server;
        return internet.reach(server.address, service, server.port == 53 ? quint16(0) : server.port);
    }

    static QString reasonOf(const Error &error)
    {
        return error.code == ErrorCode::NotPermitted ? QStringLiteral("not permitted: %1").arg(error.detail)
                                                     : error.detail;
    }

    QByteArray queryBytes(const OpenQuestion &question, quint16 id)
    {
        std::optional<Edns> edns;
        if (question.edns) {
            edns.emplace();
            edns->dnssecOk = question.query.dnssecOk;
        }
        const Question &asked = question.query.question;
        QByteArray bytes =
            buildQuery(id, pool.dice().mixedCase(asked.name.wire()), asked.type, question.query.recursionDesired, edns);
        const qsizetype klassAt = 12 + asked.name.wire().size() + 2;
        bytes[klassAt] = static_cast<char>(asked.klass >> 8);
        bytes[klassAt + 1] = static_cast<char>(asked.klass & 0xff);
        return bytes;
    }

    void sendAttempt(quint64 ticket, OpenQuestion &question)
    {
        const UdpPool::Place place = pool.take(question.udp.isIpv6(), ticket);
        if (!place.socket)
            return finishUnreachable(ticket, question, Transport::Udp,
                                     QStringLiteral("no sockets of this address family"));
        Attempt attempt{place, clock.now(), queryBytes(question, place.id), question.edns};
        pool.send(*place.socket, question.udp, attempt.query);
        question.attempts.push_back(std::move(attempt));
        ++question.sent;
        schedule(ticket, question, std::min(clock.now() + question.timeout, question.deadline));
        question.timeout *= 2;
    }

    // The attempt that waits now has come to nothing: the next one, or the end.
    void nextAttempt(quint64 ticket, OpenQuestion &question)
    {
        const bool inTime = clock.now() < question.deadline;
        const bool another = question.sent < static_cast<quint32>(options.attempts) && inTime;
        // Over TCP nobody can guess: what may be the server's way, or a guess, is decided there, and early enough.
        if (!question.doubt.isEmpty() && inTime && (!another || question.sent >= 2))
            return queueForTcp(ticket, question, QString(question.doubt));
        if (another) return sendAttempt(ticket, question);
        if (!question.malformedReply.isEmpty())
            return finish(ticket, question, Outcome::Malformed, Transport::Udp, question.malformedQuery,
                          question.malformedReply, {}, QStringLiteral("the reply is no DNS message"));
        if (question.refusedSeen)
            return finishUnreachable(ticket, question, Transport::Udp, QStringLiteral("connection refused"));
        finish(ticket, question, Outcome::TimedOut, Transport::Udp, firstQuery(question), {}, {}, {});
    }

    // --- datagrams

    Attempt *attemptOf(OpenQuestion &question, const UdpSocket &socket, quint16 id)
    {
        for (Attempt &attempt : question.attempts)
            if (attempt.place.socket == &socket && attempt.place.id == id) return &attempt;
        return nullptr;
    }

    // A datagram with an id that nobody waits for, as a guess looks: told to one question that it may aim at.
    void countGuess(const UdpSocket &socket, const SocketAddress &from)
    {
        UdpPool::visitTickets(socket, [&](quint64 ticket) {
            OpenQuestion &question = *open.at(ticket);
            if (!(question.udp == from)) return false;
            ++question.strays;
            return true;
        });
    }

    void datagram(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes)
    {
        const quint64 ticket = bytes.size() < 2 ? 0 : UdpPool::ticketOf(socket, idOf(bytes));
        if (ticket == 0) return countGuess(socket, from);
        OpenQuestion &question = *open.at(ticket);
        Attempt *attempt = attemptOf(question, socket, idOf(bytes));
        if (!(from == question.udp) || !attempt) {
            ++question.strays;
            return;
        }
        if (question.phase != Phase::Udp) return;
        switch (matchReply(bytes, attempt->query)) {
        case ReplyMatch::Exact:
            return reply(ticket, question, *attempt, bytes.toByteArray());
        case ReplyMatch::OtherCase:
            question.doubt = QStringLiteral("the question came back in other letters");
            ++question.strays;
            return;
        case ReplyMatch::NoQuestion:
            if (attempt->edns && question.edns) return withoutEdns(ticket, question);
            question.doubt = QStringLiteral("an error came back without the question");
            ++question.strays;
            return;
        case ReplyMatch::Garbage: // too little to believe, and to ignore: the end, if nothing better comes
            question.malformedQuery = attempt->query;
            question.malformedReply = bytes.toByteArray();
            return;
        case ReplyMatch::OtherQuestion:
        case ReplyMatch::NotAReply:
            ++question.strays;
            return;
        }
    }

    void reply(quint64 ticket, OpenQuestion &question, const Attempt &attempt, const QByteArray &bytes)
    {
        auto message = parseMessage(bytes);
        // TC with data that does not fit its counts is still a truncation.
        const bool truncated = message ? message->tc : (bytes.at(2) & 0x02) != 0;
        if (truncated) return queueForTcp(ticket, question, QStringLiteral("truncated over UDP"));
        if (!message && bytes.size() >= UdpPool::LongestDatagram)
            return queueForTcp(ticket, question, QStringLiteral("longer than was offered over UDP"));
        if (!message) {
            question.malformedQuery = attempt.query;
            question.malformedReply = bytes;
            return nextAttempt(ticket, question);
        }
        if (attempt.edns && question.edns && refusesEdns(*message)) return withoutEdns(ticket, question);
        // The same answer may come to a later attempt without EDNS; this is the answer to one with it.
        if (attempt.edns && !question.edns && refusesEdns(*message)) return;
        const Duration rtt = clock.now() - attempt.sentAt;
        finish(ticket, question, Outcome::Answered, Transport::Udp, attempt.query, bytes,
               std::make_shared<const Message>(std::move(*message)), {}, attempt.sentAt, rtt);
    }

    // Not counted as an attempt: the server is there, it only wants another form.
    void withoutEdns(quint64 ticket, OpenQuestion &question)
    {
        question.edns = false;
        question.timeout = options.firstTimeout;
        sendAttempt(ticket, question);
    }

    void datagramFailed(UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error)
    {
        if (sent.size() < 2) return;
        const quint64 ticket = UdpPool::ticketOf(socket, idOf(sent));
        if (ticket == 0) return;
        OpenQuestion &question = *open.at(ticket);
        const Attempt *attempt = attemptOf(question, socket, idOf(sent));
        // Only whoever saw the whole question may end it (an ICMP message is as easily forged as an answer).
        if (!attempt || !(to == question.udp) || question.phase != Phase::Udp || sent != QByteArrayView(attempt->query))
            return;
        if (error == ECONNREFUSED) {
            question.refusedSeen = true;
            if (attempt == &question.attempts.back()) nextAttempt(ticket, question);
            return;
        }
        finishUnreachable(ticket, question, Transport::Udp, QString::fromLocal8Bit(std::strerror(error)));
    }

    // --- TCP

    void queueForTcp(quint64 ticket, OpenQuestion &question, const QString &reason)
    {
        releaseAttempts(question);
        question.phase = Phase::TcpQueued;
        question.tcpReason = reason;
        schedule(ticket, question, question.deadline);
        if (connections < MostConnections) return connectTcp(ticket, question);
        waitingForTcp.push_back(ticket);
    }

    void connectTcp(quint64 ticket, OpenQuestion &question)
    {
        const auto endpoint = reach(question, Service::DnsTcp);
        if (!endpoint) return finishUnreachable(ticket, question, Transport::Tcp, reasonOf(endpoint.error()));
        question.phase = Phase::Tcp;
        question.tcpSentAt = clock.now();
        question.tcpQuery = queryBytes(question, pool.dice().id());
        ++question.sent;
        ++question.connections;
        ++connections;
        question.conversation = new TcpConversation(
            clock, *endpoint, question.tcpQuery,
            {[this, ticket](const QByteArray &message) { return tcpMessage(ticket, message); },
             [this, ticket](TcpConversation::End end, const QString &detail) { tcpEnded(ticket, end, detail); }});
        question.conversation->setParent(&q);
        question.conversation->start();
    }

    void dropConversation(OpenQuestion &question)
    {
        if (!question.conversation) return;
        question.conversation->stop();
        question.conversation->deleteLater();
        question.conversation = nullptr;
        --connections;
    }

    void feedTcp()
    {
        while (connections < MostConnections && !waitingForTcp.empty()) {
            const quint64 ticket = waitingForTcp.front();
            waitingForTcp.pop_front();
            const auto found = open.find(ticket);
            if (found != open.end() && found->second->phase == Phase::TcpQueued) connectTcp(ticket, *found->second);
        }
    }

    bool tcpMessage(quint64 ticket, const QByteArray &bytes)
    {
        OpenQuestion &question = *open.at(ticket);
        post();
        const bool sameId = bytes.size() >= 2 && idOf(bytes) == idOf(question.tcpQuery);
        const ReplyMatch match = matchReply(bytes, question.tcpQuery);
        if (match != ReplyMatch::Garbage && !sameId) {
            ++question.strays;
            return false;
        }
        switch (match) {
        case ReplyMatch::OtherQuestion:
        case ReplyMatch::NotAReply:
            ++question.strays;
            return false;
        case ReplyMatch::Exact:
        case ReplyMatch::OtherCase: // nobody off the path can write into a connection
        case ReplyMatch::NoQuestion:
        case ReplyMatch::Garbage:
            break;
        }
        auto message = parseMessage(bytes);
        if (!message) {
            finish(ticket, question, Outcome::Malformed, Transport::Tcp, question.tcpQuery, bytes, {},
                   QStringLiteral("the reply is no DNS message"), question.tcpSentAt, clock.now() - question.tcpSentAt);
            return true;
        }
        if (question.edns && refusesEdns(*message)) {
            question.edns = false;
            dropConversation(question);
            connectTcp(ticket, question);
            return true;
        }
        finish(ticket, question, Outcome::Answered, Transport::Tcp, question.tcpQuery, bytes,
               std::make_shared<const Message>(std::move(*message)), {}, question.tcpSentAt,
               clock.now() - question.tcpSentAt);
        return true;
    }

    void tcpEnded(quint64 ticket, TcpConversation::End end, const QString &detail)
    {
        OpenQuestion &question = *open.at(ticket);
        post();
        dropConversation(question);
        if (end != TcpConversation::End::NotConnected && question.connections < ConnectionsAQuestion &&
            clock.now() < question.deadline)
            return connectTcp(ticket, question);
        const QString full =
            question.tcpReason.isEmpty() ? detail : QStringLiteral("%1; TCP: %2").arg(question.tcpReason, detail);
        finish(ticket, question, end == TcpConversation::End::Cut ? Outcome::Malformed : Outcome::Unreachable,
               Transport::Tcp, question.tcpQuery, {}, {}, full, question.tcpSentAt);
    }

    // --- deadlines

    void schedule(quint64 ticket, OpenQuestion &question, Instant when)
    {
        question.due = when;
        dues.push({when, ticket});
        if (timer == 0 || when < timerAt) arm(when);
    }

    // One timer of the clock for all questions: at a hundred thousand questions a second, one each is too dear.
    void arm(Instant when)
    {
        if (timer != 0) clock.cancel(timer);
        timerAt = when;
        timer = clock.after(std::max(when - clock.now(), Duration(1)), &q, [this] {
            timer = 0;
            expire();
            settle();
        });
    }

    [[nodiscard]] OpenQuestion *questionOf(const Due &due)
    {
        const auto found = open.find(due.ticket);
        return found != open.end() && found->second->phase != Phase::Queued && found->second->due == due.when
                   ? found->second.get()
                   : nullptr;
    }

    void expire()
    {
        while (!dues.empty()) {
            const Due due = dues.top();
            OpenQuestion *question = questionOf(due);
            if (question && due.when > clock.now()) break;
            dues.pop();
            if (question) timedOut(due.ticket, *question);
        }
        if (!dues.empty() && timer == 0) arm(dues.top().when);
    }

    void timedOut(quint64 ticket, OpenQuestion &question)
    {
        if (question.phase == Phase::Udp) return nextAttempt(ticket, question);
        const QString why = question.phase == Phase::TcpQueued ? QStringLiteral("too many connections are open")
                                                               : QStringLiteral("no whole answer over TCP");
        const QString full = question.tcpReason.isEmpty() ? why : QStringLiteral("%1; %2").arg(question.tcpReason, why);
        const bool connected = question.phase == Phase::Tcp;
        finish(ticket, question, Outcome::TimedOut, connected ? Transport::Tcp : question.query.transport,
               connected ? question.tcpQuery : QByteArray(), {}, {}, full);
    }

    // --- the end of a question

    void releaseAttempts(OpenQuestion &question)
    {
        for (const Attempt &attempt : question.attempts)
            pool.release(attempt.place);
        question.attempts.clear();
    }

    static QByteArray firstQuery(const OpenQuestion &question)
    {
        return question.attempts.empty() ? QByteArray() : question.attempts.front().query;
    }

    void finishUnreachable(quint64 ticket, OpenQuestion &question, Transport transport, const QString &detail)
    {
        finish(ticket, question, Outcome::Unreachable, transport, firstQuery(question), {}, {}, detail);
    }

    void finish(quint64 ticket, OpenQuestion &question, Outcome outcome, Transport transport, QByteArray query,
                QByteArray replyBytes, std::shared_ptr<const Message> message, QString detail,
                std::optional<Instant> sentAt = {}, Duration rtt = {})
    {
        auto exchange = std::make_shared<Exchange>();
        exchange->vantage = question.query.vantage;
        exchange->server = std::move(question.query.server);
        exchange->transport = transport;
        exchange->question = std::move(question.query.question);
        exchange->recursionDesired = question.query.recursionDesired;
        exchange->sentAt = sentAt.value_or(question.firstSent);
        exchange->rtt = rtt;
        exchange->attempts = question.sent;
        exchange->strays = question.strays;
        exchange->outcome = outcome;
        exchange->detail = std::move(detail);
        exchange->query = std::move(query);
        exchange->reply = std::move(replyBytes);
        if (!exchange->reply.isEmpty())
            exchange->replySha256 = QCryptographicHash::hash(exchange->reply, QCryptographicHash::Sha256).toHex();
        if (message) {
            exchange->canonical = canonicalAnswerHash(*message, exchange->vantage == Vantage::Resolver);
            exchange->message = std::move(message);
        }
        finished.push_back(
            {std::move(question.context), question.hasContext, std::move(question.answer), std::move(exchange)});
        ++unanswered;

        releaseAttempts(question);
        dropConversation(question);
        ServerQueue &server = *question.server;
        --server.onWire;
        --onWire;
        makeReady(server);
        open.erase(ticket);
        dropIfIdle(server);
    }

    void dropIfIdle(const ServerQueue &server)
    {
        if (server.onWire == 0 && server.waiting.empty() && !server.ready) servers.erase(ServerKey(server.key));
    }

    // What ask() and TCP leave behind is done in the next turn, never inside them.
    void post()
    {
        if (posted != 0) return;
        posted = clock.after(Duration(0), &q, [this] {
            posted = 0;
            settle();
        });
    }

    // Last in every turn. May destroy the engine.
    void settle()
    {
        feedTcp();
        dispatch();
        pool.flush();
        const QPointer<QueryEngine> alive(&q);
        std::vector<Finished> batch;
        batch.swap(finished);
        for (Finished &one : batch) {
            --unanswered;
            if (!one.hasContext || one.context) one.answer(std::move(one.exchange));
            if (!alive) return;
        }
        if (!finished.empty()) post();
        pool.flush();
        tidy();
    }

    void tidy()
    {
        if (!open.empty()) return;
        // Nothing waits: no timer may make a story's clock go on.
        if (timer != 0) clock.cancel(timer);
        timer = 0;
        dues = {};
    }
};

QueryEngine::QueryEngine(Clock &clock, Internet internet, EngineOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock, std::move(internet), options))
{
}

QueryEngine::~QueryEngine()
{
    for (auto &[ticket, question] : d->open)
        d->dropConversation(*question);
    if (d->timer != 0) d->clock.cancel(d->timer);
    if (d->posted != 0) d->clock.cancel(d->posted);
}

void QueryEngine::ask(Query query, QObject *context, Answer answer)
{
    d->ask(std::move(query), context, std::move(answer));
}

int QueryEngine::open() const { return static_cast<int>(d->open.size()) + d->unanswered; }
const Internet &QueryEngine::internet() const { return d->internet; }
Clock &QueryEngine::clock() const { return d->clock; }

} // namespace hinoban::dns
