// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "tests/dns/Certificates.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QtEndian>

#include <nghttp2/nghttp2.h>

#include <cstring>
#include <functional>
#include <map>
#include <memory>

namespace hinoban::dns::test {

// A DoT or DoH server on loopback that does what its script says, and tells the clock what is in flight.
class ScriptedTlsServer : public QObject {
public:
    ScriptedTlsServer(Clock &clock, const Authority::Identity &identity, const QList<QByteArray> &protocols)
        : m_clock(clock)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(identity.certificate);
        configuration.setPrivateKey(identity.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setAllowedNextProtocols(protocols);
        m_server.setSslConfiguration(configuration);
        if (!m_server.listen(QHostAddress(QHostAddress::LocalHost))) qFatal("no free port on loopback");
        connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
                ++m_connections;
                accepted(socket);
            }
        });
    }
    [[nodiscard]] Endpoint endpoint() const { return {QHostAddress(QHostAddress::LocalHost), m_server.serverPort()}; }
    [[nodiscard]] int connections() const { return m_connections; }

protected:
    virtual void accepted(QSslSocket *socket) = 0;
    Clock &m_clock;

private:
    QSslServer m_server;
    int m_connections = 0;
};

class DotServer final : public ScriptedTlsServer {
public:
    using Script = std::function<void(DotServer &, QSslSocket *, const QByteArray &query)>;
    DotServer(Clock &clock, const Authority::Identity &identity, Script script)
        : ScriptedTlsServer(clock, identity, {})
        , m_script(std::move(script))
    {
    }
    void send(QSslSocket *socket, const QByteArray &bytes, Duration delay = std::chrono::milliseconds(20))
    {
        m_clock.after(delay, socket, [this, socket, bytes] {
            m_clock.enter();
            QByteArray framed(2, '\0');
            qToBigEndian(static_cast<quint16>(bytes.size()), framed.data());
            socket->write(framed + bytes);
        });
    }

private:
    void accepted(QSslSocket *socket) override
    {
        const auto read = [this, socket] {
            for (;;) {
                const QByteArray length = socket->peek(2);
                if (length.size() < 2) return;
                const qsizetype size = qFromBigEndian<quint16>(length.constData());
                if (socket->bytesAvailable() < 2 + size) return;
                const QByteArray query = socket->read(2 + size).mid(2);
                m_clock.leave();
                m_script(*this, socket, query);
            }
        };
        connect(socket, &QIODevice::readyRead, this, read);
        read();
    }
    Script m_script;
};

struct HttpRequest {
    QByteArray method, authority, path, contentType, body;
};
struct HttpResponse {
    QByteArray status = "200";
    QByteArray contentType = "application/dns-message";
    QByteArray body;
    bool reset = false;  // REFUSED_STREAM instead
    bool goAway = false; // after this one
};

class DohServer final : public ScriptedTlsServer {
public:
    // Nothing: no answer.
    using Script = std::function<std::optional<HttpResponse>(const HttpRequest &)>;
    DohServer(Clock &clock, const Authority::Identity &identity, Script script,
              const QList<QByteArray> &protocols = {QByteArrayLiteral("h2")})
        : ScriptedTlsServer(clock, identity, protocols)
        , m_script(std::move(script))
    {
    }
    [[nodiscard]] const std::vector<HttpRequest> &got() const { return m_got; }

private:
    struct Stream {
        HttpRequest request;
        HttpResponse response;
        qsizetype sent = 0;
    };
    struct Session : QObject {
        DohServer *server = nullptr;
        QSslSocket *socket = nullptr;
        nghttp2_session *session = nullptr;
        std::map<qint32, Stream> streams;
        ~Session() override { nghttp2_session_del(session); }
        void flush()
        {
            const quint8 *data = nullptr;
            ssize_t size = 0;
            while ((size = nghttp2_session_mem_send(session, &data)) > 0)
                socket->write(reinterpret_cast<const char *>(data), size);
        }
        void answer(qint32 id)
        {
            Stream &stream = streams[id];
            if (stream.response.reset) {
                nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_REFUSED_STREAM);
                return flush();
            }
            const auto nv = [](const char *name, QByteArray &value) {
                return nghttp2_nv{reinterpret_cast<quint8 *>(const_cast<char *>(name)),
                                  reinterpret_cast<quint8 *>(value.data()), std::strlen(name), size_t(value.size()),
                                  NGHTTP2_NV_FLAG_NONE};
            };
            std::vector<nghttp2_nv> fields{nv(":status", stream.response.status)};
            if (!stream.response.contentType.isEmpty())
                fields.push_back(nv("content-type", stream.response.contentType));
            nghttp2_data_provider body{};
            body.source.ptr = &stream;
            body.read_callback = [](nghttp2_session *, qint32, quint8 *out, size_t room, quint32 *flags,
                                    nghttp2_data_source *source, void *) -> ssize_t {
                auto &from = *static_cast<Stream *>(source->ptr);
                const auto size = std::min(qsizetype(room), from.response.body.size() - from.sent);
                std::memcpy(out, from.response.body.constData() + from.sent, size_t(size));
                from.sent += size;
                if (from.sent == from.response.body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
                return size;
            };
            nghttp2_submit_response(session, id, fields.data(), fields.size(), &body);
            if (stream.response.goAway)
                nghttp2_submit_goaway(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_NO_ERROR, nullptr, 0);
            flush();
        }
    };

    void accepted(QSslSocket *socket) override
    {
        auto *session = new Session;
        session->setParent(socket);
        session->server = this;
        session->socket = socket;
        nghttp2_session_callbacks *callbacks = nullptr;
        nghttp2_session_callbacks_new(&callbacks);
        nghttp2_session_callbacks_set_on_header_callback(
            callbacks, [](nghttp2_session *, const nghttp2_frame *frame, const quint8 *name, size_t nameSize,
                          const quint8 *value, size_t valueSize, quint8, void *user) {
                auto &request = static_cast<Session *>(user)->streams[frame->hd.stream_id].request;
                const QByteArray key(reinterpret_cast<const char *>(name), qsizetype(nameSize));
                const QByteArray text(reinterpret_cast<const char *>(value), qsizetype(valueSize));
                if (key == ":method") request.method = text;
                if (key == ":authority") request.authority = text;
                if (key == ":path") request.path = text;
                if (key == "content-type") request.contentType = text;
                return 0;
            });
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(
            callbacks, [](nghttp2_session *, quint8, qint32 stream, const quint8 *data, size_t size, void *user) {
                static_cast<Session *>(user)->streams[stream].request.body.append(reinterpret_cast<const char *>(data),
                                                                                  qsizetype(size));
                return 0;
            });
        nghttp2_session_callbacks_set_on_frame_recv_callback(
            callbacks, [](nghttp2_session *, const nghttp2_frame *frame, void *user) {
                auto &self = *static_cast<Session *>(user);
                if (frame->hd.type != NGHTTP2_DATA || (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) == 0) return 0;
                const qint32 id = frame->hd.stream_id;
                self.server->m_clock.leave();
                self.server->m_got.push_back(self.streams[id].request);
                const auto response = self.server->m_script(self.streams[id].request);
                if (!response) return 0;
                self.streams[id].response = *response;
                self.server->m_clock.after(std::chrono::milliseconds(20), &self, [&self, id] {
                    self.server->m_clock.enter();
                    self.answer(id);
                });
                return 0;
            });
        nghttp2_session_server_new(&session->session, callbacks, session);
        nghttp2_session_callbacks_del(callbacks);
        nghttp2_submit_settings(session->session, NGHTTP2_FLAG_NONE, nullptr, 0);
        session->flush();
        const auto read = [session, socket] {
            const QByteArray bytes = socket->readAll();
            if (bytes.isEmpty()) return;
            if (nghttp2_session_mem_recv(session->session, reinterpret_cast<const quint8 *>(bytes.constData()),
                                         size_t(bytes.size())) < 0)
                return socket->abort();
            session->flush();
        };
        connect(socket, &QIODevice::readyRead, session, read);
        read();
    }
    Script m_script;
    std::vector<HttpRequest> m_got;
};

} // namespace hinoban::dns::test
