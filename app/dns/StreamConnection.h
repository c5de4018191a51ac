// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns.
#include "app/base/Clock.h"
#include "app/dns/Dice.h"
#include "app/dns/Http2.h"
#include "app/dns/StreamServer.h"

#include <QObject>
#include <QSslSocket>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace hinoban::dns {

// One connection to one server: plain TCP (RFC 7766), TLS (RFC 7858) or HTTP/2 over TLS (RFC 8484). Many questions may
// be under way on it, and are answered in any order. Keeps no deadline; whoever asks does. Tells the clock what is in
// flight. Certificates are verified, and no error is ever passed over.
//
// Thread and owner: StreamPool's. Handlers are called from the event loop only, and may forget(), ask() and stop();
// none may delete the connection (deleteLater).
class StreamConnection final : public QObject {
    Q_OBJECT
public:
    using Ticket = quint64;
    enum class End {
        NotConnected, // refused, unreachable, no TLS
        Untrusted,    // the certificate is not the one that was wanted
        Closed,       // the server closed, or broke the rules, before it answered
        Cut,          // it closed in the middle of a message
    };
    struct Asked { // one question on the wire
        Ticket ticket = 0;
        QByteArray query; // as sent
        Instant sentAt{};
    };
    struct Handlers {
        std::function<void()> ready;
        std::function<void(const Asked &, const QByteArray &bytes)> replied;
        std::function<void(const Asked &, const QString &why)> refused; // HTTPS: in words
        std::function<void(const Asked &)> again;                       // not looked at; to be asked elsewhere
        std::function<void(Ticket)> stray;                              // a message that answers none: told to one
        std::function<void(End, const QString &detail)> ended;
    };

    // `authorities`: PEM; empty = the system's.
    StreamConnection(Clock &clock, Dice &dice, StreamServer server, const QByteArray &authorities);
    ~StreamConnection() override;

    void start(Handlers handlers);
    void stop(); // no handler is called afterwards

    // Only when ready. The id in `query` is replaced by one that is free here (zero over HTTPS).
    void ask(Ticket ticket, QByteArray query);
    // Gives a question up; its answer is dropped when it comes.
    void forget(Ticket ticket);

    [[nodiscard]] bool isReady() const { return m_state == State::Ready; }
    [[nodiscard]] bool isOver() const { return m_state == State::Over; }
    // Whether further questions may be put: ready, and the server has not said that it closes.
    [[nodiscard]] bool takesMore() const;
    [[nodiscard]] int inFlight() const { return static_cast<int>(m_asked.size()); }
    [[nodiscard]] int answered() const { return m_answered; }
    [[nodiscard]] const Asked *find(Ticket ticket) const;
    [[nodiscard]] std::vector<Asked> takeAsked();
    [[nodiscard]] const QByteArray &certificate() const { return m_certificate; } // DER; empty over TCP

    // Kept by the pool.
    Instant idleSince{};
    bool doubtful = false; // it kept somebody waiting too long: no further questions

private:
    enum class State { New, Connecting, Ready, Over };
    void connected();
    void becomeReady();
    void readable();
    void readFrames();
    void broken();
    void untrusted(const QList<QSslError> &errors);
    void frame(const QByteArray &message);
    void flushHttp();
    void end(End end, const QString &detail);
    void stray(qsizetype size);
    [[nodiscard]] Asked take(Ticket ticket);

    Clock &m_clock;
    Dice &m_dice;
    StreamServer m_server;
    QByteArray m_authorities;
    Handlers m_handlers;
    QSslSocket m_socket;
    std::unique_ptr<Http2> m_http;
    std::map<Ticket, Asked> m_asked;
    std::map<quint16, Ticket> m_ids; // TCP, TLS
    QByteArray m_buffer;
    QByteArray m_certificate;
    QString m_problem; // with the certificate
    qsizetype m_unasked = 0;
    int m_answered = 0;
    State m_state = State::New;
    bool m_starting = false;
    bool m_stopped = false;
};

} // namespace hinoban::dns
