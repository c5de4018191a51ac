// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/CapturePairs.h"

#include <QtEndian>

#include <algorithm>

namespace hinoban::dns {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 DnsPort = 53;
constexpr size_t MostOfOneId = 16; // questions with one 5-tuple and id at once

// A parent refers to other servers; who speaks for the zone itself says so with AA.
Vantage vantageOf(const Message &message)
{
    if (message.rd) return Vantage::Resolver;
    const bool refers = !message.aa && message.answer.empty() && message.rcode == Rcode::NoError &&
                        std::any_of(message.authority.begin(), message.authority.end(),
                                    [](const Record &record) { return record.type == Type::NS; });
    return refers ? Vantage::Parent : Vantage::Authoritative;
}

} // namespace

CapturePairs::CapturePairs(Capture &capture, const CaptureLimits &limits, Problem problem)
    : m_capture(capture)
    , m_limits(limits)
    , m_problem(std::move(problem))
{
}

void CapturePairs::setNow(quint64 packet, Instant at)
{
    m_packet = packet;
    m_now = at;
    expire();
}

void CapturePairs::take(const Packet &packet, QByteArrayView view)
{
    if (view.size() < 12) return m_problem(u"shorter than the header of a DNS message"_s);
    const bool isReply = static_cast<quint8>(view[2]) & 0x80;
    const int opcode = static_cast<quint8>(view[2]) >> 3 & 0xf;
    if (opcode != 0) return m_problem(u"a DNS message of opcode %1, which asks for no record"_s.arg(opcode));
    const Endpoint &server = isReply ? packet.from : packet.to;
    if (server.port != DnsPort)
        return m_problem(isReply ? u"a reply that does not come from port 53"_s
                                 : u"a query that is not sent to port 53"_s);
    const Key key{isReply ? packet.to : packet.from, server, packet.tcp, qFromBigEndian<quint16>(view.data())};
    const QByteArray bytes = view.toByteArray();
    auto message = parseMessage(bytes);
    if (isReply) return takeReply(key, bytes, std::move(message));
    if (!message) return m_problem(u"a query that is malformed: "_s + message.error().detail);
    if (!message->question) return m_problem(u"a query without a question"_s);
    ++m_capture.messages;
    takeQuery(key, bytes, *message);
}

void CapturePairs::takeQuery(const Key &key, const QByteArray &bytes, const Message &message)
{
    Opens &opens = m_open[key];
    const auto same = std::find_if(opens.begin(), opens.end(), [&](const Open &open) {
        return !open.answered && open.exchange->question == *message.question;
    });
    if (same != opens.end()) { // sent again
        ++same->exchange->attempts;
        same->exchange->sentAt = std::max(same->exchange->sentAt, m_now);
        same->exchange->query = bytes;
        return;
    }
    // The same id for the same question once more, after its answer: a new exchange, and the old one is complete.
    std::erase_if(opens, [&](const Open &open) { return open.exchange->question == *message.question; });
    if (opens.size() >= MostOfOneId) {
        if (!opens.front().answered) ++m_capture.queriesAlone;
        opens.erase(opens.begin());
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->server.address = key.server.address;
    exchange->server.port = key.server.port;
    exchange->transport = key.tcp ? Transport::Tcp : Transport::Udp;
    exchange->question = *message.question;
    exchange->recursionDesired = message.rd;
    exchange->vantage = message.rd ? Vantage::Resolver : Vantage::Authoritative;
    exchange->sentAt = m_now;
    exchange->attempts = 1;
    exchange->query = bytes;
    opens.push_back({++m_ticket, m_packet, std::move(exchange), false});
    m_order.push_back({m_now, key, m_ticket});
    expire();
}

void CapturePairs::takeReply(const Key &key, const QByteArray &bytes, Result<Message> message)
{
    const auto opens = m_open.find(key);
    const auto place =
        opens == m_open.end() ? Opens::iterator() : std::find_if(opens->begin(), opens->end(), [&](const Open &open) {
            // Malformed, or a header alone (FORMERR): the id and the 5-tuple have to do.
            return !message || !message->question || *message->question == open.exchange->question;
        });
    if (message) ++m_capture.messages;
    if (opens == m_open.end() || place == opens->end()) {
        if (!message) return m_problem(u"a reply that is malformed: "_s + message.error().detail);
        ++m_capture.repliesAlone;
        return;
    }
    Open &open = *place;
    if (!open.answered) return answer(open, bytes, std::move(message));
    ++open.exchange->strays;
    m_problem((bytes == open.exchange->reply ? u"the same reply again to the query of packet %1"_s
                                             : u"a second, different reply to the query of packet %1"_s)
                  .arg(open.packet));
}

void CapturePairs::answer(Open &open, const QByteArray &bytes, Result<Message> message)
{
    Exchange &exchange = *open.exchange;
    open.answered = true;
    exchange.rtt = std::max(Duration(0), std::chrono::duration_cast<Duration>(m_now - exchange.sentAt));
    exchange.reply = bytes;
    if (message) {
        exchange.outcome = Outcome::Answered;
        if (!exchange.recursionDesired) exchange.vantage = vantageOf(*message);
        exchange.message = std::make_shared<const Message>(std::move(*message));
    } else {
        exchange.outcome = Outcome::Malformed;
        exchange.detail = message.error().detail;
        m_problem(u"a reply that is malformed: "_s + message.error().detail);
    }
    m_capture.exchanges.push_back(open.exchange);
}

void CapturePairs::expire()
{
    while (!m_order.empty() && (m_now - m_order.front().since > m_limits.patience ||
                                static_cast<qsizetype>(m_order.size()) > m_limits.openQuestions)) {
        const Waiting oldest = m_order.front();
        m_order.pop_front();
        drop(oldest.key, oldest.ticket);
    }
}

void CapturePairs::drop(const Key &key, quint64 ticket)
{
    const auto opens = m_open.find(key);
    if (opens == m_open.end()) return;
    const auto open = std::find_if(opens->begin(), opens->end(), [&](const Open &one) { return one.ticket == ticket; });
    if (open == opens->end()) return; // its id was used again
    if (!open->answered) ++m_capture.queriesAlone;
    opens->erase(open);
    if (opens->empty()) m_open.erase(opens);
}

void CapturePairs::finish()
{
    while (!m_order.empty()) {
        const Waiting oldest = m_order.front();
        m_order.pop_front();
        drop(oldest.key, oldest.ticket);
    }
    std::stable_sort(m_capture.exchanges.begin(), m_capture.exchanges.end(),
                     [](const ExchangePtr &a, const ExchangePtr &b) { return a->sentAt < b->sentAt; });
}

} // namespace hinoban::dns
