// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/path/HttpReader.h"
#include "app/path/WebTiming.h"

#include <QObject>

#include <functional>

class QSslError;
class QSslSocket;

namespace hinoban::path {

// One GET over a connection of its own to an address that has passed Internet, with the time of each phase. The name
// in the URL is what SNI and the certificate are held to; a request leaves only once the certificate is good for it.
// The server may be anybody: what it sends is bounded, and each phase has its deadline, and the whole has one too.
// Thread: the network thread. Owner: `parent`; it deletes itself once it has answered.
class HttpCall final : public QObject {
public:
    struct Patience {
        Duration connect = std::chrono::seconds(10);
        Duration tls = std::chrono::seconds(10);
        Duration firstByte = std::chrono::seconds(20);
        Duration whole = std::chrono::seconds(30); // of everything, so that an octet a second wears nobody out
    };
    struct Request {
        Endpoint endpoint;
        QUrl url;                 // http or https
        QList<QByteArray> fields; // "Name: value", beside the usual ones
        QByteArray authorities;   // PEM, trusted instead of the system's; empty: those
        HttpReader::Limits limits;
        Patience patience;
        bool handshakeOnly = false; // nothing is asked for; over http, the connection is all
    };
    using Done = std::function<void(WebTiming, const HttpReader &)>;

    // `timing` goes into the answer, with what is measured filled in. `done` is called once, from the event loop,
    // unless this is destroyed first.
    HttpCall(Clock &clock, Request request, WebTiming timing, Done done, QObject *parent);
    ~HttpCall() override;
    void begin();

    // Why an address cannot be measured over HTTP; empty: it can.
    [[nodiscard]] static QString fault(const QUrl &url);

private:
    void connected();
    void distrusted(const QList<QSslError> &errors);
    void encrypted();
    void ask();
    void read();
    void closed();
    void waitFor(Duration patience, const QString &whatFailed);
    void enter(Phase phase);
    void leave(Phase phase);
    void end(const QString &problem);

    Clock &m_clock;
    const Request m_request;
    WebTiming m_timing;
    Done m_done;
    HttpReader m_reader;
    Clock::Hold m_hold;
    QSslSocket *m_socket = nullptr;
    Instant m_began{};
    std::optional<Phase> m_phase; // under way
    Clock::TimerId m_phaseTimer = 0, m_wholeTimer = 0;
    bool m_isEnded = false;
};

} // namespace hinoban::path
