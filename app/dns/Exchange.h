// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/dns/Message.h"

#include <QHostAddress>
#include <QJsonObject>

#include <atomic>
#include <memory>

namespace hinoban::dns {

enum class Transport {
    Udp,
    Tcp,
    Tls,   // DoT (RFC 7858)
    Https, // DoH (RFC 8484)
};
[[nodiscard]] QByteArray transportText(Transport transport); // "udp", "tcp", "tls", "https"

// Where a question is asked (DESIGN.md, 1).
enum class Vantage { Parent, Authoritative, Resolver };

// The server asked: the address is the nominal one, as DNS gives it; Internet::reach says where bytes really go.
struct Server {
    Name name; // root if it has none (a resolver given by address)
    QHostAddress address;
    quint16 port = 53;            // 53 stands for the usual port of whatever transport is asked for: 853, 443
    QString label;                // what a person calls it: "Google Public DNS"; empty = name or address
    QString authenticationName{}; // DoT, DoH: the name that the certificate must bear (RFC 8310, 8.1)
    QString path{};               // DoH: of the URL, "/dns-query"
    [[nodiscard]] QString display() const;
    friend bool operator==(const Server &, const Server &) = default;
};

enum class Outcome {
    Answered,    // a well-formed reply that matches the question, whatever its rcode
    TimedOut,    // silence until the deadline
    Unreachable, // the network or the guard said no
    Malformed,   // bytes came from the right place that are no DNS message
};
[[nodiscard]] QByteArray outcomeText(Outcome outcome); // "answered", "timed-out" …

// A hash that is computed when it is first asked for, by whichever thread; a copy computes its own.
class LazyHash {
public:
    LazyHash() = default;
    LazyHash(const LazyHash &) noexcept {}
    LazyHash &operator=(const LazyHash &) noexcept
    {
        delete m_value.exchange(nullptr);
        return *this;
    }
    ~LazyHash() { delete m_value.load(); }

    template <class Compute>
    const QByteArray &get(Compute &&compute) const
    {
        if (const QByteArray *known = m_value.load(std::memory_order_acquire)) return *known;
        const auto *made = new QByteArray(compute());
        const QByteArray *first = nullptr;
        if (m_value.compare_exchange_strong(first, made, std::memory_order_acq_rel)) return *made;
        delete made;
        return *first;
    }

private:
    mutable std::atomic<const QByteArray *> m_value{nullptr};
};

// One question to one server and what came back: the unit of evidence, never changed once it is shared.
struct Exchange {
    Vantage vantage = Vantage::Authoritative;
    Server server;
    Transport transport = Transport::Udp; // of the reply that counted
    Question question;
    bool recursionDesired = false;
    QByteArray certificate; // DoT, DoH: the server's own, DER; empty otherwise
    Instant sentAt{};       // the attempt that was answered, else the first
    Duration rtt{};         // of that attempt; zero without an answer
    quint32 attempts = 0;
    quint32 strays = 0; // replies with wrong id, question, case or source that were ignored while waiting
    Outcome outcome = Outcome::TimedOut;
    QString detail;                         // technical: "connection refused"
    QByteArray query;                       // raw bytes as sent
    QByteArray reply;                       // raw bytes as received; empty without one
    std::shared_ptr<const Message> message; // parsed `reply`; set if and only if Answered

    [[nodiscard]] const QByteArray &replySha256() const; // hex, of `reply`'s bytes; empty without one
    [[nodiscard]] const QByteArray &canonical() const;   // canonicalAnswerHash of the message; empty without one
    [[nodiscard]] bool answered() const { return outcome == Outcome::Answered; }

private:
    LazyHash m_replySha256, m_canonical;
};
using ExchangePtr = std::shared_ptr<const Exchange>;

// The line of a record file and of an evidence bundle: everything above, bytes in base64. fromJson parses `reply`
// again and recomputes the hashes: what does not fit is BadInput.
[[nodiscard]] QJsonObject toJson(const Exchange &exchange);
[[nodiscard]] Result<ExchangePtr> exchangeFromJson(const QJsonObject &object);

} // namespace hinoban::dns
