// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: what the engine has learned of each server.
#include "app/dns/OpenQuestion.h"

#include <array>
#include <unordered_map>

namespace hinoban::dns {

// How long to wait for a reply: smoothed round trip and its variation (RFC 6298). Every attempt has an id of its own,
// so that each reply is a sample; where many are under way, each counts for less (RFC 7323, appendix G).
class RoundTrips {
public:
    static constexpr std::chrono::milliseconds Floor{50}; // a busy server is not a silent one
    static constexpr std::chrono::milliseconds Cap{2000};

    // `underWay`: questions to the server, at this moment.
    void add(Duration rtt, int underWay = 1);
    [[nodiscard]] bool known() const { return m_least != Duration(0); }
    [[nodiscard]] Duration smoothed() const { return Duration(static_cast<Duration::rep>(m_smoothed)); }
    [[nodiscard]] Duration least() const { return m_least; }
    [[nodiscard]] Duration timeout() const;

private:
    double m_smoothed = 0, m_variation = 0; // microseconds; a sample may change them by less than one
    Duration m_least{};
};

// How many questions may be on the wire to one server: twice as many after each window that came back whole and
// quickly, fewer when the server's queue grows (RTT) or much is lost. A loss by itself says little: lines lose. After
// one step down the next waits for what was sent since, as the rest of the flight would tell the same once more.
class SendWindow {
public:
    SendWindow(int first, int most)
        : m_size(first)
        , m_most(most)
    {
    }
    [[nodiscard]] int size() const { return m_size; }
    // `least` of all round trips of the server.
    void answered(Instant sentAt, Duration rtt, Duration least);
    void lost(Instant sentAt, Instant now);
    void shrinkToProbe() { m_size = std::min(m_size, Probe); }

private:
    static constexpr int Probe = 8;
    void round(Instant now);
    void shrinkTo(int size, Instant now);
    void grow();

    int m_size;
    int m_most;
    int m_answered = 0, m_lost = 0; // in this round: a window's worth
    Duration m_sum{}, m_least{};
    int m_careful = 0;  // from this size on it grows slowly, because it was too large once; 0: never was
    Instant m_shrunk{}; // when it last did
};

// A server that has answered nothing for a while, although much was asked of it, is not asked any more until a later
// time; then a few questions try it again.
class Breaker {
public:
    static constexpr std::chrono::milliseconds Silence{2400};

    void sent(Instant now);
    void heard();
    // To be asked whenever an attempt came to nothing. True: declared dead now.
    [[nodiscard]] bool trips(Instant now);
    [[nodiscard]] bool isOpen(Instant now) const { return m_dead && now < m_retryAt; }
    [[nodiscard]] bool isProbing(Instant now) const { return m_dead && now >= m_retryAt; }
    [[nodiscard]] Instant silentSince() const { return m_silentSince; }
    [[nodiscard]] Instant retryAt() const { return m_retryAt; }

private:
    int m_unheard = 0; // attempts since the last reply
    Instant m_silentSince{};
    bool m_dead = false;
    Instant m_retryAt{};
    Duration m_pause{};
};

// At most so many questions a second, evenly spread; a few at once where the rate is high.
class Pace {
public:
    void setRate(double aSecond)
    {
        m_interval = aSecond > 0 ? Duration(static_cast<Duration::rep>(1e6 / aSecond)) : Duration(0);
    }
    [[nodiscard]] Instant next() const { return m_interval < Leeway ? m_next - Leeway : m_next; }
    void sent(Instant now) { m_next = std::max(m_next, now) + m_interval; }
    [[nodiscard]] bool allows(Instant now) const { return m_interval == Duration(0) || next() <= now; }
    [[nodiscard]] Duration interval() const { return m_interval; }

private:
    static constexpr std::chrono::milliseconds Leeway{20};
    Duration m_interval{};
    Instant m_next{};
};

// DNS cookies (RFC 7873): ours for this server, and the last that it gave.
struct Cookies {
    QByteArray client; // eight octets, from the first question on
    QByteArray server;
    bool refused = false; // it cannot read them
    bool mixed = false;   // some of its replies come without
};

struct ServerKey {
    QHostAddress address;
    quint16 port = 0;
    friend bool operator==(const ServerKey &, const ServerKey &) = default;
};
struct ServerKeyHash {
    size_t operator()(const ServerKey &key) const { return qHash(key.address, key.port); }
};

struct ServerState {
    ServerState(const ServerKey &itsKey, int firstWindow, int mostWindow)
        : key(itsKey)
        , window(firstWindow, mostWindow)
    {
    }

    ServerKey key;
    RoundTrips trips;
    SendWindow window;
    // One a transport: a server may answer over TLS alone, and a reply there says nothing of the others.
    std::array<Breaker, 4> breakers;
    Pace pace;
    Cookies cookies;
    SocketAddress udp; // where Internet said that it is, in the turn `udpTurn`
    quint64 udpTurn = 0;

    // Turns'.
    OpenQuestion *firstWaiting = nullptr, *lastWaiting = nullptr;
    int waiting = 0;
    int onWire = 0;
    bool ready = false; // in Turns::m_ready
    bool paced = false; // in Turns::m_paced
    Instant lastUsed{};

    [[nodiscard]] Breaker &breaker(Transport transport) { return breakers[static_cast<size_t>(transport)]; }
    [[nodiscard]] bool isIdle() const { return onWire == 0 && waiting == 0 && !ready && !paced; }
};

// Kept while it is of use, and in bounded number: the attacker may name as many servers as he likes.
class ServerStates {
public:
    explicit ServerStates(const EngineOptions &options)
        : m_options(options)
    {
    }
    [[nodiscard]] ServerState &of(const Server &server, Instant now);
    template <class Visit>
    void visit(Visit &&each) const
    {
        for (const auto &[key, state] : m_states)
            each(state);
    }

private:
    void dropOldest();

    const EngineOptions &m_options;
    std::unordered_map<ServerKey, ServerState, ServerKeyHash> m_states;
    ServerState *m_last = nullptr; // the questions of a sweep often go to one server in a row
};

} // namespace hinoban::dns
