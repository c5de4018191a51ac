// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QTcpServer>

#include <functional>

namespace hinoban::drill {

// A server on loopback that hears one question a connection, answers it at once and hangs up: HTTP without keep-alive,
// WHOIS (RFC 3912). Whoever asks tells the clock.
// Thread: that of its owner, who also owns what `answerTo` needs.
class AnswerServer final : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<QByteArray(const QByteArray &question)>;

    // A question is whole where `end` stands in it; a connection that has said `longest` octets without it is dropped.
    AnswerServer(QByteArray end, qsizetype longest, Answer answerTo);
    [[nodiscard]] Result<void> open();                                   // NotPermitted: nobody may listen
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); } // 0: not open

private:
    void connected();
    void read(QTcpSocket *stream);

    QByteArray m_end;
    qsizetype m_longest;
    Answer m_answerTo;
    QTcpServer m_server;
};

// HTTP/1.1, as far as a drill needs it: how a request ends and how long it may be, the path and query that a GET is for
// (empty: it is no GET), and a response after which the connection ends.
constexpr const char *HttpEnd = "\r\n\r\n";
constexpr qsizetype LongestHttpRequest = qsizetype(8) * 1024;
[[nodiscard]] QByteArray httpTarget(const QByteArray &request);
[[nodiscard]] QByteArray httpResponse(const QByteArray &status, const QByteArray &type, const QByteArray &body);

} // namespace hinoban::drill
