// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/UdpLane.h"

#include "app/dns/ReplyMatch.h"

#include <algorithm>
#include <cstring>

namespace hinoban::dns {
namespace {

Attempt *attemptOf(OpenQuestion &question, const UdpSocket &socket, quint16 id)
{
    for (Attempt &attempt : question.attempts)
        if (attempt.place.socket == &socket && attempt.place.id == id) return &attempt;
    return nullptr;
}

QByteArray firstQuery(const OpenQuestion &question)
{
    return question.attempts.empty() ? QByteArray() : question.attempts.front().query;
}

} // namespace

UdpLane::UdpLane(EngineParts &engine)
    : m_engine(engine)
    , m_pool(engine.clock, engine.dice, engine.options.udpSockets,
             {[this](UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes) {
                  datagram(socket, from, bytes);
              },
              [this](UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error) {
                  datagramFailed(socket, to, sent, error);
              },
              [this] { m_engine.settle(); }})
{
}

void UdpLane::begin(OpenQuestion &question)
{
    question.phase = Phase::Udp;
    question.timeout = m_engine.options.firstTimeout;
    const auto endpoint = m_engine.reach(question, Service::DnsUdp);
    if (!endpoint) return endUnreachable(question, unreachableText(endpoint.error()));
    question.udp = SocketAddress(*endpoint);
    sendAttempt(question);
}

void UdpLane::sendAttempt(OpenQuestion &question)
{
    const UdpPool::Place place = m_pool.take(question.udp.isIpv6(), question.ticket);
    if (!place.socket) return endUnreachable(question, QStringLiteral("no sockets of this address family"));
    const Instant now = m_engine.clock.now();
    Attempt attempt{place, now, m_engine.queryBytes(question, place.id), question.edns};
    m_pool.send(*place.socket, question.udp, attempt.query);
    question.attempts.push_back(std::move(attempt));
    ++question.sent;
    m_engine.lookAgain(question, std::min(now + question.timeout, question.deadline));
    question.timeout *= 2;
}

void UdpLane::timedOut(OpenQuestion &question) { nextAttempt(question); }

void UdpLane::nextAttempt(OpenQuestion &question)
{
    const bool inTime = m_engine.clock.now() < question.deadline;
    const bool another = question.sent < static_cast<quint32>(m_engine.options.attempts) && inTime;
    // Over TCP nobody can guess: what may be the server's way, or a guess, is decided there, and early enough.
    if (!question.doubt.isEmpty() && inTime && (!another || question.sent >= 2))
        return m_engine.handToTcp(question, QString(question.doubt));
    if (another) return sendAttempt(question);
    if (!question.malformedReply.isEmpty())
        return m_engine.end(question, {.outcome = Outcome::Malformed,
                                       .query = question.malformedQuery,
                                       .reply = question.malformedReply,
                                       .detail = QStringLiteral("the reply is no DNS message")});
    if (question.refusedSeen) return endUnreachable(question, QStringLiteral("connection refused"));
    m_engine.end(question, {.outcome = Outcome::TimedOut, .query = firstQuery(question)});
}

// A datagram with an id that nobody waits for, as a guess looks: told to one question that it may aim at.
void UdpLane::countGuess(const UdpSocket &socket, const SocketAddress &from)
{
    UdpPool::visitTickets(socket, [&](quint64 ticket) {
        OpenQuestion &question = m_engine.questions.at(ticket);
        if (!(question.udp == from)) return false;
        ++question.strays;
        return true;
    });
}

void UdpLane::datagram(UdpSocket &socket, const SocketAddress &from, QByteArrayView bytes)
{
    const quint64 ticket = bytes.size() < 2 ? 0 : UdpPool::ticketOf(socket, idOf(bytes));
    if (ticket == 0) return countGuess(socket, from);
    OpenQuestion &question = m_engine.questions.at(ticket);
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
        if (attempt->edns && question.edns) return withoutEdns(question);
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

void UdpLane::reply(OpenQuestion &question, const Attempt &attempt, const QByteArray &bytes)
{
    auto message = parseMessage(bytes);
    // TC with data that does not fit its counts is still a truncation.
    const bool truncated = message ? message->tc : (bytes.at(2) & 0x02) != 0;
    if (truncated) return m_engine.handToTcp(question, QStringLiteral("truncated over UDP"));
    if (!message && bytes.size() >= UdpPool::LongestDatagram)
        return m_engine.handToTcp(question, QStringLiteral("longer than was offered over UDP"));
    if (!message) {
        question.malformedQuery = attempt.query;
        question.malformedReply = bytes;
        return nextAttempt(question);
    }
    if (attempt.edns && question.edns && refusesEdns(*message)) return withoutEdns(question);
    // The same answer may come to a later attempt without EDNS; this is the answer to one with it.
    if (attempt.edns && !question.edns && refusesEdns(*message)) return;
    m_engine.end(question, {.outcome = Outcome::Answered,
                            .query = attempt.query,
                            .reply = bytes,
                            .message = std::make_shared<const Message>(std::move(*message)),
                            .sentAt = attempt.sentAt,
                            .rtt = m_engine.clock.now() - attempt.sentAt});
}

// Not counted as an attempt: the server is there, it only wants another form.
void UdpLane::withoutEdns(OpenQuestion &question)
{
    question.edns = false;
    question.timeout = m_engine.options.firstTimeout;
    sendAttempt(question);
}

void UdpLane::datagramFailed(UdpSocket &socket, const SocketAddress &to, QByteArrayView sent, int error)
{
    if (sent.size() < 2) return;
    const quint64 ticket = UdpPool::ticketOf(socket, idOf(sent));
    if (ticket == 0) return;
    OpenQuestion &question = m_engine.questions.at(ticket);
    const Attempt *attempt = attemptOf(question, socket, idOf(sent));
    // Only whoever saw the whole question may end it (an ICMP message is as easily forged as an answer).
    if (!attempt || !(to == question.udp) || sent != QByteArrayView(attempt->query)) return;
    if (error == ECONNREFUSED) {
        question.refusedSeen = true;
        if (attempt == &question.attempts.back()) nextAttempt(question);
        return;
    }
    endUnreachable(question, QString::fromLocal8Bit(std::strerror(error)));
}

void UdpLane::drop(OpenQuestion &question)
{
    for (const Attempt &attempt : question.attempts)
        m_pool.release(attempt.place);
    question.attempts.clear();
}

void UdpLane::endUnreachable(OpenQuestion &question, const QString &detail)
{
    m_engine.end(question, {.outcome = Outcome::Unreachable, .query = firstQuery(question), .detail = detail});
}

} // namespace hinoban::dns
