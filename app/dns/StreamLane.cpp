// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/StreamLane.h"

#include "app/dns/ReplyMatch.h"

namespace hinoban::dns {
namespace {

Service serviceOf(Transport transport)
{
    switch (transport) {
    case Transport::Tls:
        return Service::DnsTls;
    case Transport::Https:
        return Service::DnsHttps;
    case Transport::Udp:
    case Transport::Tcp:
        break;
    }
    return Service::DnsTcp;
}

QString wordOf(Transport transport)
{
    switch (transport) {
    case Transport::Tls:
        return QStringLiteral("TLS");
    case Transport::Https:
        return QStringLiteral("HTTPS");
    case Transport::Udp:
    case Transport::Tcp:
        break;
    }
    return QStringLiteral("TCP");
}

} // namespace

StreamLane::StreamLane(EngineParts &engine)
    : m_engine(engine)
    , m_pool(engine.clock, engine.dice, engine.internet.trustedCertificates(),
             {[this](quint64 ticket, const StreamPool::Reply &reply) { replied(ticket, reply); },
              [this](quint64 ticket, const StreamPool::Failure &failure) { failed(ticket, failure); },
              [this](quint64 ticket) { ++m_engine.questions.at(ticket).strays; },
              [this](quint64 ticket) { ++m_engine.questions.at(ticket).sent; }},
             {})
{
}

void StreamLane::begin(OpenQuestion &question, Transport transport, const QString &reason)
{
    question.phase = OpenQuestion::Phase::Stream;
    question.stream = transport;
    question.streamReason = reason;
    m_engine.lookAgain(question, question.deadline);
    question.server->breaker(transport).sent(m_engine.clock.now());
    ask(question);
}

void StreamLane::ask(OpenQuestion &question)
{
    const auto endpoint = m_engine.reach(question, serviceOf(question.stream));
    if (!endpoint)
        return m_engine.end(question, {.outcome = Outcome::Unreachable,
                                       .transport = question.stream,
                                       .query = {},
                                       .detail = unreachableText(endpoint.error())});
    const Server &server = question.query.server;
    StreamServer to{question.stream, *endpoint, {}, server.address, {}};
    if (to.encrypted()) to.authenticationName = server.authenticationName;
    if (to.transport == Transport::Https) to.path = server.path.isEmpty() ? QStringLiteral("/dns-query") : server.path;
    m_pool.ask(question.ticket, to, m_engine.queryBytes(question, 0));
}

void StreamLane::drop(OpenQuestion &question)
{
    if (question.phase == OpenQuestion::Phase::Stream) (void)m_pool.drop(question.ticket);
}

void StreamLane::replied(quint64 ticket, const StreamPool::Reply &reply)
{
    OpenQuestion &question = m_engine.questions.at(ticket);
    question.server->breaker(question.stream).heard();
    m_engine.post();
    Ending ending{.outcome = Outcome::Malformed,
                  .transport = question.stream,
                  .query = reply.query,
                  .reply = reply.bytes,
                  .certificate = reply.certificate,
                  .sentAt = reply.sentAt,
                  .rtt = m_engine.clock.now() - reply.sentAt};
    // Over HTTPS the answer came to this very request; over TCP and TLS the connection has looked already.
    const ReplyMatch match = matchReply(reply.bytes, reply.query);
    auto parsed = parseMessage(reply.bytes);
    if (match == ReplyMatch::OtherQuestion || match == ReplyMatch::NotAReply) {
        ending.detail = QStringLiteral("the answer is to another question");
    } else if (!parsed) {
        ending.detail = QStringLiteral("the reply is no DNS message");
    } else if (question.edns && refusesEdns(*parsed)) {
        question.edns = false;
        return ask(question);
    } else {
        ending.outcome = Outcome::Answered;
        ending.message = std::make_shared<const Message>(std::move(*parsed));
    }
    m_engine.end(question, std::move(ending));
}

void StreamLane::failed(quint64 ticket, const StreamPool::Failure &failure)
{
    OpenQuestion &question = m_engine.questions.at(ticket);
    if (failure.malformed) question.server->breaker(question.stream).heard();
    m_engine.post();
    m_engine.end(
        question,
        {.outcome = failure.malformed ? Outcome::Malformed : Outcome::Unreachable,
         .transport = question.stream,
         .query = failure.query,
         .detail =
             question.streamReason.isEmpty()
                 ? failure.detail
                 : QStringLiteral("%1; %2: %3").arg(question.streamReason, wordOf(question.stream), failure.detail),
         .certificate = failure.certificate,
         .sentAt = failure.sentAt});
}

void StreamLane::timedOut(OpenQuestion &question)
{
    ServerState &server = *question.server;
    const Transport transport = question.stream;
    giveUp(question, {});
    if (server.breaker(transport).trips(m_engine.clock.now())) m_engine.declareDead(server, transport);
}

void StreamLane::giveUp(OpenQuestion &question, const QString &why)
{
    const auto progress = m_pool.drop(question.ticket);
    const QString detail = !why.isEmpty()    ? why
                           : progress.sentAt ? QStringLiteral("no whole answer over %1").arg(wordOf(question.stream))
                                             : progress.where;
    m_engine.end(question, {.outcome = Outcome::TimedOut,
                            .transport = question.stream,
                            .query = progress.query,
                            .detail = question.streamReason.isEmpty()
                                          ? detail
                                          : QStringLiteral("%1; %2").arg(question.streamReason, detail),
                            .certificate = progress.certificate,
                            .sentAt = progress.sentAt});
}

} // namespace hinoban::dns
