// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the only place of nghttp2.
#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace hinoban::dns {

// The client's side of one HTTP/2 connection (RFC 9113) that carries DNS questions (RFC 8484): POST of
// application/dns-message, no redirects, no cookies, no cache, nothing pushed. Only bytes in and out; no socket.
//
// Owner and thread: a StreamConnection's. Handlers are called from received() and may call cancel() and submit().
class Http2 {
public:
    static constexpr qsizetype LongestMessage = 65535;

    struct Handlers {
        std::function<void(quint64 ticket, const QByteArray &message)> reply;
        // The server refused this request, or its answer is no DNS message: in words.
        std::function<void(quint64 ticket, const QString &why)> refused;
        std::function<void(quint64 ticket)> again; // it was not looked at: ask on another connection (RFC 9113, 8.7)
    };
    Http2(QByteArray authority, QByteArray path, Handlers handlers);
    ~Http2();
    Http2(const Http2 &) = delete;
    Http2 &operator=(const Http2 &) = delete;

    void submit(quint64 ticket, const QByteArray &query);
    void cancel(quint64 ticket); // no handler is called for it any more
    // What came; false: not HTTP/2, and the connection is of no more use.
    [[nodiscard]] bool received(QByteArrayView bytes);
    [[nodiscard]] QByteArray takeOutput(); // what is to be written now; empty: nothing
    [[nodiscard]] bool closing() const;    // the server takes no further requests here

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::dns
