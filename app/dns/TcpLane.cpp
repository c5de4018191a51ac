// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/TcpLane.h"

#include "app/dns/ReplyMatch.h"

namespace hinoban::dns {
namespace {

constexpr int MostConnections = 128; // at once; the rest waits within its deadline
constexpr int ConnectionsAQuestion = 2;

} // namespace

TcpLane::TcpLane(EngineParts &engine, QObject &owner)
    : m_engine(engine)
    , m_owner(owner)
{
}

void TcpLane::begin(OpenQuestion &question, const QString &reason)
{
    question.phase = Phase::TcpQueued;
    question.tcpReason = reason;
    m_engine.lookAgain(question, question.deadline);
    if (m_connections < MostConnections) return connect(question);
    m_waiting.push_back(question.ticket);
}

void TcpLane::connect(OpenQuestion &question)
{
    const auto endpoint = m_engine.reach(question, Service::DnsTcp);
    if (!endpoint)
        return m_engine.end(question, {.outcome = Outcome::Unreachable,
                                       .transport = Transport::Tcp,
                                       .query = {},
                                       .detail = unreachableText(endpoint.error())});
    question.phase = Phase::Tcp;
    question.tcpSentAt = m_engine.clock.now();
    question.tcpQuery = m_engine.queryBytes(question, m_engine.dice.id());
    ++question.sent;
    ++question.connections;
    ++m_connections;
    const quint64 ticket = question.ticket;
    question.conversation = new TcpConversation(
        m_engine.clock, *endpoint, question.tcpQuery,
        {[this, ticket](const QByteArray &bytes) { return message(ticket, bytes); },
         [this, ticket](TcpConversation::End end, const QString &detail) { ended(ticket, end, detail); }});
    question.conversation->setParent(&m_owner);
    question.conversation->start();
}

void TcpLane::drop(OpenQuestion &question)
{
    if (!question.conversation) return;
    question.conversation->stop();
    question.conversation->deleteLater();
    question.conversation = nullptr;
    --m_connections;
}

void TcpLane::feed()
{
    while (m_connections < MostConnections && !m_waiting.empty()) {
        OpenQuestion *question = m_engine.questions.find(m_waiting.front());
        m_waiting.pop_front();
        if (question && question->phase == Phase::TcpQueued) connect(*question);
    }
}

bool TcpLane::message(quint64 ticket, const QByteArray &bytes)
{
    OpenQuestion &question = m_engine.questions.at(ticket);
    m_engine.post();
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
    auto parsed = parseMessage(bytes);
    if (parsed && question.edns && refusesEdns(*parsed)) {
        question.edns = false;
        drop(question);
        connect(question);
        return true;
    }
    Ending ending{.outcome = Outcome::Malformed,
                  .transport = Transport::Tcp,
                  .query = question.tcpQuery,
                  .reply = bytes,
                  .sentAt = question.tcpSentAt,
                  .rtt = m_engine.clock.now() - question.tcpSentAt};
    if (parsed) {
        ending.outcome = Outcome::Answered;
        ending.message = std::make_shared<const Message>(std::move(*parsed));
    } else {
        ending.detail = QStringLiteral("the reply is no DNS message");
    }
    m_engine.end(question, std::move(ending));
    return true;
}

void TcpLane::ended(quint64 ticket, TcpConversation::End end, const QString &detail)
{
    OpenQuestion &question = m_engine.questions.at(ticket);
    m_engine.post();
    drop(question);
    if (end != TcpConversation::End::NotConnected && question.connections < ConnectionsAQuestion &&
        m_engine.clock.now() < question.deadline)
        return connect(question);
    m_engine.end(question, {.outcome = end == TcpConversation::End::Cut ? Outcome::Malformed : Outcome::Unreachable,
                            .transport = Transport::Tcp,
                            .query = question.tcpQuery,
                            .detail = question.tcpReason.isEmpty()
                                          ? detail
                                          : QStringLiteral("%1; TCP: %2").arg(question.tcpReason, detail),
                            .sentAt = question.tcpSentAt});
}

void TcpLane::timedOut(OpenQuestion &question)
{
    const QString why = question.phase == Phase::TcpQueued ? QStringLiteral("too many connections are open")
                                                           : QStringLiteral("no whole answer over TCP");
    const bool connected = question.phase == Phase::Tcp;
    m_engine.end(
        question,
        {.outcome = Outcome::TimedOut,
         .transport = connected ? Transport::Tcp : question.query.transport,
         .query = connected ? question.tcpQuery : QByteArray(),
         .detail = question.tcpReason.isEmpty() ? why : QStringLiteral("%1; %2").arg(question.tcpReason, why)});
}

} // namespace hinoban::dns
