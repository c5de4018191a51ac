// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/UdpLane.h"

#include "app/dns/CookieOption.h"
#include "app/dns/MessageRead.h"
#include "app/dns/ReplyMatch.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace hinoban::dns {
namespace {

constexpr quint32 MostFailures = 3;
constexpr quint32 MostBadCookies = 2;
constexpr quint32 AttemptsWithUntriedCookie = 2; // some firewalls drop what they do not know
constexpr int MostAsked = 256;                   // of a socket's questions, about one guess

Attempt *attemptOf(OpenQuestion &question, const UdpSocket &socket, quint16 id)
{
    for (Attempt &attempt : question.attempts)
        if (attempt.place.socket == &socket && attempt.place.id == id) return &attempt;
    return nullptr;
}

} // namespace

QByteArray UdpLane::firstQuery(const OpenQuestion &question)
{
    return question.attempts.empty() ? QByteArray() : question.attempts.front().query;
}

UdpLane::UdpLane(EngineParts &engine)
    : m_engine(engine)
    , m_pool(engine.clock, engine.dice, engine.options.udpSockets, *this)
{
}

void UdpLane::begin(OpenQuestion &question)
{
    question.phase = Phase::Udp;
    ServerState &server = *question.server;
    if (server.udpTurn != m_engine.turn) {
        const auto endpoint = m_engine.reach(question, Service::DnsUdp);
        if (!endpoint) return endUnreachable(question, unreachableText(endpoint.error()));
        server.udp = SocketAddress(*endpoint);
        server.udpTurn = m_engine.turn;
    }
    question.udp = server.udp;
    sendAttempt(question, question.firstSent);
}

// How long to wait for what is sent now, after so many attempts that were met with silence.
Duration UdpLane::patience(const OpenQuestion &question) const
{
    const RoundTrips &trips = question.server->trips;
    Duration patience = m_engine.options.firstTimeout;
    if (!m_engine.options.adaptive) return patience;
    if (trips.known()) patience = trips.timeout();
    // A server that answers others shows in its round trips when it is overloaded: by half more is enough.
    for (quint32 i = 0; i < question.silences; ++i)
        patience += trips.known() ? patience / 2 : patience;
    return patience;
}

bool UdpLane::mayHaveCookie(OpenQuestion &question)
{
    Cookies &cookies = question.server->cookies;
    if (!question.edns || !question.cookie || cookies.refused) return false;
    if (cookies.server.isEmpty() && question.sent >= AttemptsWithUntriedCookie) return false;
    if (cookies.client.isEmpty()) {
        cookies.client.resize(ClientCookieSize);
        qToBigEndian(quint64(m_engine.dice.next()) << 32 | m_engine.dice.next(), cookies.client.data());
    }
    return true;
}

void UdpLane::sendAttempt(OpenQuestion &question, Instant now)
{
    const UdpPool::Place place = m_pool.take(question.udp.isIpv6(), question);
    if (!place.socket) return endUnreachable(question, QStringLiteral("no sockets of this address family"));
    const bool cookie = mayHaveCookie(question);
    Attempt &attempt = question.attempts.emplace_back();
    attempt.place = place;
    attempt.sentAt = now;
    attempt.query = m_engine.queryBytes(question, place.id, cookie);
    attempt.edns = question.edns;
    attempt.cookie = cookie;
    m_pool.send(*place.socket, question.udp, attempt.query);
    ++question.sent;
    question.server->breaker(Transport::Udp).sent(now);
    question.server->pace.sent(now);
    // Nothing would come of ending before the deadline: the last attempt waits for it.
    const bool last = question.sent >= static_cast<quint32>(m_engine.options.attempts);
    m_engine.lookAgain(question, last ? question.deadline : std::min(now + patience(question), question.deadline));
}

void UdpLane::timedOut(OpenQuestion &question)
{
    ServerState &server = *question.server;
    const Instant now = m_engine.clock.now();
    if (m_engine.options.adaptive && !question.attempts.empty())
        server.window.lost(question.attempts.back().sentAt, now);
    if (server.breaker(Transport::Udp).trips(now)) return m_engine.declareDead(server, Transport::Udp);
    ++question.silences;
    nextAttempt(question);
}

void UdpLane::failedAttempt(OpenQuestion &question)
{
    ++question.failures;
    nextAttempt(question);
}

void UdpLane::nextAttempt(OpenQuestion &question)
{
    const bool inTime = m_engine.clock.now() < question.deadline;
    const bool another =
        question.sent < static_cast<quint32>(m_engine.options.attempts) && question.failures < MostFailures && inTime;
    // Over TCP nobody can guess: what may be the server's way, or a guess, is decided there, and early enough.
    if (!question.doubt.isEmpty() && inTime && (!another || question.sent >= 2))
        return m_engine.handToTcp(question, QString(question.doubt));
    if (another) return sendAttempt(question, m_engine.clock.now());
    if (!question.malformedReply.isEmpty())
        return m_engine.end(question, {.outcome = Outcome::Malformed,
                                       .query = question.malformedQuery,
                                       .reply = question.malformedReply,
                                       .detail = QStringLiteral("the reply is no DNS message")});
    if (question.refusedSeen) return endUnreachable(question, QStringLiteral("connection refused"));
    m_engine.end(question, {.outcome = Outcome::TimedOut, .query = firstQuery(question)});
}

// A datagram with an id that nobody waits for, as a guess looks: told to one question that it may aim at. What comes
// for an id that was given back is late or doubled.
void UdpLane::countGuess(const UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes)
{
    if (bytes.size() >= 2 && socket.ids.isSpent(idOf(bytes))) return;
    socket.ids.visit(MostAsked, [&](OpenQuestion &question) {
        if (!(question.udp == from)) return false;
        ++question.strays;
        return true;
    });
}

void UdpLane::take(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes)
{
    OpenQuestion *const waits = bytes.size() < 2 ? nullptr : socket.ids.find(idOf(bytes));
    if (!waits) return countGuess(socket, from, bytes);
    OpenQuestion &question = *waits;
    Attempt *attempt = attemptOf(question, socket, idOf(bytes));
    if (!(from == question.udp) || !attempt) {
        ++question.strays;
        return;
    }
    switch (matchReply(bytes, attempt->query)) {
    case ReplyMatch::Exact:
        return reply(question, *attempt, bytes.toByteArray());
    case ReplyMatch::OtherCase:
        question.doubt = QStringLiteral("the question came back in other letters");
        ++question.strays;
        return;
    case ReplyMatch::NoQuestion:
        if (attempt->edns && question.edns) return inSimplerForm(question, *attempt);
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

void UdpLane::heard(OpenQuestion &question, const Attempt &attempt) const
{
    ServerState &server = *question.server;
    const Duration rtt = m_arrival - attempt.sentAt;
    server.breaker(Transport::Udp).heard();
    server.trips.add(rtt, server.onWire);
    if (m_engine.options.adaptive) server.window.answered(attempt.sentAt, rtt, server.trips.least());
}

void UdpLane::reply(OpenQuestion &question, Attempt &attempt, QByteArray bytes)
{
    auto parsed = parseShared(bytes, &question.query.question.name);
    const Message *const message = parsed ? parsed->get() : nullptr;
    if (message && attempt.cookie && !judgeCookie(question, attempt, *message)) return;
    heard(question, attempt);
    // TC with data that does not fit its counts is still a truncation.
    const bool truncated = message ? message->tc : (bytes.at(2) & 0x02) != 0;
    if (truncated) return m_engine.handToTcp(question, QStringLiteral("truncated over UDP"));
    if (!message && bytes.size() >= UdpPool::LongestDatagram)
        return m_engine.handToTcp(question, QStringLiteral("longer than was offered over UDP"));
    if (!message) {
        question.malformedQuery = attempt.query;
        question.malformedReply = bytes;
        return failedAttempt(question);
    }
    if (attempt.edns && question.edns && refusesEdns(*message)) return inSimplerForm(question, attempt);
    // The same answer may come to a later attempt without EDNS; this is the answer to one with it.
    if (attempt.edns && !question.edns && refusesEdns(*message)) return;
    m_engine.end(question, {.outcome = Outcome::Answered,
                            .query = std::move(attempt.query),
                            .reply = std::move(bytes),
                            .message = std::move(*parsed),
                            .sentAt = attempt.sentAt,
                            .rtt = m_arrival - attempt.sentAt});
}

// RFC 7873, 5.3.
bool UdpLane::judgeCookie(OpenQuestion &question, const Attempt &attempt, const Message &message)
{
    Cookies &cookies = question.server->cookies;
    const auto got = message.edns ? cookieIn(message.edns->options) : std::nullopt;
    if (!got) {
        // A server that gives cookies and a guess look alike now; or some of an anycast address's servers have none.
        if (cookies.server.isEmpty() || cookies.mixed || refusesEdns(message)) return true;
        cookies.mixed = true;
        heard(question, attempt);
        m_engine.handToTcp(question, QStringLiteral("a reply came without the cookie that this server gives"));
        return false;
    }
    if (got->client != QByteArrayView(cookies.client)) {
        ++question.strays;
        return false;
    }
    cookies.server = got->server.toByteArray();
    if (static_cast<quint16>(message.rcode) != BadCookie) return true;
    heard(question, attempt);
    if (++question.badCookies > MostBadCookies)
        m_engine.handToTcp(question, QStringLiteral("the server refuses the cookie that it gave"));
    else
        sendAttempt(question, m_engine.clock.now());
    return false;
}

void UdpLane::inSimplerForm(OpenQuestion &question, const Attempt &refused)
{
    if (refused.cookie) {
        question.cookie = false;
        question.server->cookies.refused = true;
    } else {
        question.edns = false;
    }
    question.silences = 0;
    sendAttempt(question, m_engine.clock.now());
}

qsizetype UdpLane::failed(UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error)
{
    OpenQuestion *const waits = sent.size() < 2 ? nullptr : socket.ids.find(idOf(sent));
    if (!waits) return 0;
    OpenQuestion &question = *waits;
    const Attempt *attempt = attemptOf(question, socket, idOf(sent));
    // Only whoever saw the whole question may end it (an ICMP message is as easily forged as an answer).
    if (!attempt || !(to == question.udp) || !sent.startsWith(attempt->query)) return 0;
    const qsizetype size = attempt->query.size();
    if (error != ECONNREFUSED) {
        endUnreachable(question, QString::fromLocal8Bit(std::strerror(error)));
        return size;
    }
    question.refusedSeen = true;
    if (attempt == &question.attempts.back()) failedAttempt(question);
    return size;
}

void UdpLane::drop(OpenQuestion &question)
{
    for (const Attempt &attempt : question.attempts)
        UdpPool::release(attempt.place);
    question.attempts.clear();
}

void UdpLane::endUnreachable(OpenQuestion &question, const QString &detail)
{
    m_engine.end(question, {.outcome = Outcome::Unreachable, .query = firstQuery(question), .detail = detail});
}

} // namespace hinoban::dns
