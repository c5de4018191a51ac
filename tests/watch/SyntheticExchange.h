// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/Exchange.h"
#include "app/watch/Look.h"

#include <QCryptographicHash>

namespace hinoban::testing {

// Values for tests. A slip in the test itself must be loud, hence value().
[[nodiscard]] inline dns::Name name(const char *text) { return dns::Name::fromText(text).value(); }
[[nodiscard]] inline dns::Name name(const QByteArray &text) { return dns::Name::fromText(text).value(); }
[[nodiscard]] inline dns::Rdata data(dns::Type type, const QByteArray &text)
{
    return dns::rdataFromText(type, text).value();
}
[[nodiscard]] inline dns::Record record(const char *owner, dns::Type type, const QByteArray &text, quint32 ttl = 300)
{
    return {name(owner), type, 1, ttl, data(type, text)};
}
[[nodiscard]] inline Instant instant(const char *text) { return instantFromRfc3339(QString::fromLatin1(text)).value(); }
// Address of a server that is not the matter of the test: its own for each name, from a documentation block.
[[nodiscard]] inline QHostAddress addressFor(const QByteArray &text)
{
    const quint8 last = quint8(QCryptographicHash::hash(text, QCryptographicHash::Md5).at(0));
    return QHostAddress(QStringLiteral("192.0.2.%1").arg(last));
}

// What one server says to one question, as real bytes: built by buildMessage and parsed again.
class Says {
public:
    Says(dns::Vantage vantage, const QByteArray &server, const char *owner, dns::Type type)
    {
        m_exchange.vantage = vantage;
        m_exchange.server = {name(server), addressFor(server), 53, {}};
        m_exchange.question = {name(owner), type, 1};
        m_exchange.sentAt = instant("2020-05-30T15:12:00Z");
        m_exchange.rtt = std::chrono::milliseconds(12);
        m_exchange.attempts = 1;
        m_exchange.outcome = dns::Outcome::Answered;
        m_message.id = 4711;
        m_message.qr = true;
        m_message.question = m_exchange.question;
        m_message.aa = vantage == dns::Vantage::Authoritative;
        m_message.rd = m_message.ra = vantage == dns::Vantage::Resolver;
    }
    static Says parent(const char *owner, dns::Type type, const QByteArray &server = "a.gtld-servers.net")
    {
        return {dns::Vantage::Parent, server, owner, type};
    }
    static Says authoritative(const char *owner, dns::Type type, const QByteArray &server = "ns1.example.net")
    {
        return {dns::Vantage::Authoritative, server, owner, type};
    }
    static Says resolver(const char *owner, dns::Type type, const QByteArray &server = "resolver.example.net")
    {
        return {dns::Vantage::Resolver, server, owner, type};
    }

    // Records of the question's owner and type.
    Says &answer(const std::vector<QByteArray> &texts, quint32 ttl = 300)
    {
        for (const QByteArray &text : texts)
            m_message.answer.push_back(
                {m_exchange.question.name, m_exchange.question.type, 1, ttl, data(m_exchange.question.type, text)});
        return *this;
    }
    Says &answer(const dns::Record &added)
    {
        m_message.answer.push_back(added);
        return *this;
    }
    Says &authority(const dns::Record &added)
    {
        m_message.authority.push_back(added);
        return *this;
    }
    Says &additional(const dns::Record &added)
    {
        m_message.additional.push_back(added);
        return *this;
    }
    // A referral to these servers (RFC 1034, 4.2.1).
    Says &refers(const std::vector<QByteArray> &servers, quint32 ttl = 172800)
    {
        for (const QByteArray &server : servers)
            m_message.authority.push_back(
                {m_exchange.question.name, dns::Type::NS, 1, ttl, data(dns::Type::NS, server + '.')});
        return *this;
    }
    Says &aa(bool on)
    {
        m_message.aa = on;
        return *this;
    }
    Says &ra(bool on)
    {
        m_message.ra = on;
        return *this;
    }
    Says &tc()
    {
        m_message.tc = true;
        return *this;
    }
    Says &rcode(dns::Rcode rcode)
    {
        m_message.rcode = rcode;
        return *this;
    }
    Says &nothing(dns::Outcome outcome, const QString &detail = {})
    {
        m_exchange.outcome = outcome;
        m_exchange.detail = detail;
        return *this;
    }
    Says &from(const QHostAddress &address)
    {
        m_exchange.server.address = address;
        return *this;
    }
    Says &at(Instant instant)
    {
        m_exchange.sentAt = instant;
        return *this;
    }

    [[nodiscard]] dns::ExchangePtr exchange() const
    {
        auto out = std::make_shared<dns::Exchange>(m_exchange);
        out->query = dns::buildQuery(m_message.id, out->question.name.wire(), out->question.type, m_message.rd, {});
        if (out->answered()) {
            out->reply = dns::buildMessage(m_message).value();
            out->message = std::make_shared<const dns::Message>(dns::parseMessage(out->reply).value());
        }
        return out;
    }

private:
    dns::Exchange m_exchange;
    dns::Message m_message;
};

// Adds an expectation to a domain.
inline void expectExactly(watch::Domain &domain, const char *owner, dns::Type type,
                          const std::vector<QByteArray> &texts, std::optional<quint32> ttl = {})
{
    watch::Expectation out;
    out.owner = name(owner);
    out.type = type;
    for (const QByteArray &text : texts)
        out.rdatas.push_back(data(type, text));
    std::sort(out.rdatas.begin(), out.rdatas.end());
    out.ttl = ttl;
    domain.set(out);
}
inline void expectAbsent(watch::Domain &domain, const char *owner, dns::Type type)
{
    watch::Expectation out;
    out.owner = name(owner);
    out.type = type;
    out.kind = watch::Expectation::Kind::Absent;
    domain.set(out);
}
inline void expectInside(watch::Domain &domain, const char *owner, dns::Type type, const QString &className,
                         const QStringList &prefixes)
{
    watch::Expectation out;
    out.owner = name(owner);
    out.type = type;
    out.kind = watch::Expectation::Kind::Prefixes;
    out.className = className;
    for (const QString &prefix : prefixes)
        out.prefixes.push_back(Prefix::fromText(prefix).value());
    domain.set(out);
}

} // namespace hinoban::testing
