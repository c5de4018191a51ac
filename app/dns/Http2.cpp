// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Http2.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

namespace hinoban::dns {
namespace {

constexpr quint32 LongestHeaders = 16384;
constexpr qsizetype LongestField = 200; // of a header that is quoted to a person
constexpr quint32 Window = 1 << 20;     // of the connection: sixteen of the longest messages

struct Request {
    quint64 ticket = 0;
    QByteArray query;
    qsizetype sent = 0;
    QByteArray status;
    QByteArray contentType;
    QByteArray body;
    bool tooLong = false;
    bool over = false; // told
};

QByteArrayView view(const quint8 *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

nghttp2_nv field(QByteArrayView name, QByteArrayView value)
{
    // nghttp2 copies both; it only lacks the const.
    return {reinterpret_cast<quint8 *>(const_cast<char *>(name.data())),
            reinterpret_cast<quint8 *>(const_cast<char *>(value.data())), static_cast<size_t>(name.size()),
            static_cast<size_t>(value.size()), NGHTTP2_NV_FLAG_NONE};
}

// What is shown of a field that the server chose.
QString quoted(QByteArrayView value)
{
    QString text;
    for (const char c : value.first(std::min(value.size(), LongestField)))
        text += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('?');
    return text;
}

bool isDnsMessage(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower() == "application/dns-message";
}

struct SessionDeleter {
    void operator()(nghttp2_session *session) const { nghttp2_session_del(session); }
};

} // namespace

struct Http2::Private {
    Private(QByteArray itsAuthority, QByteArray itsPath, Handlers itsHandlers)
        : authority(std::move(itsAuthority))
        , path(std::move(itsPath))
        , handlers(std::move(itsHandlers))
    {
    }

    QByteArray authority;
    QByteArray path;
    Handlers handlers;
    std::unique_ptr<nghttp2_session, SessionDeleter> session;
    std::unordered_map<qint32, Request> requests; // by stream
    bool closing = false;

    Request *requestOf(qint32 stream)
    {
        const auto found = requests.find(stream);
        return found == requests.end() ? nullptr : &found->second;
    }

    static Private &of(void *user) { return *static_cast<Private *>(user); }

    static int onHeader(nghttp2_session *, const nghttp2_frame *frame, const quint8 *name, size_t nameSize,
                        const quint8 *value, size_t valueSize, quint8, void *user)
    {
        Request *request = of(user).requestOf(frame->hd.stream_id);
        if (!request || frame->hd.type != NGHTTP2_HEADERS) return 0;
        const QByteArrayView key = view(name, nameSize);
        const QByteArrayView text = view(value, std::min(valueSize, size_t(LongestField)));
        if (key == QByteArrayView(":status")) request->status = text.toByteArray();
        if (key == QByteArrayView("content-type")) request->contentType = text.toByteArray();
        return 0;
    }

    static int onData(nghttp2_session *session, quint8, qint32 stream, const quint8 *data, size_t size, void *user)
    {
        Request *request = of(user).requestOf(stream);
        if (!request || request->tooLong) return 0;
        if (request->body.size() + static_cast<qsizetype>(size) > LongestMessage) {
            request->tooLong = true;
            request->body.clear();
            nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, stream, NGHTTP2_CANCEL);
            return 0;
        }
        request->body += view(data, size);
        return 0;
    }

    static int onFrame(nghttp2_session *, const nghttp2_frame *frame, void *user)
    {
        if (frame->hd.type == NGHTTP2_GOAWAY) of(user).closing = true;
        return 0;
    }

    static int onClose(nghttp2_session *, qint32 stream, quint32 error, void *user)
    {
        Private &self = of(user);
        const auto found = self.requests.find(stream);
        if (found == self.requests.end()) return 0;
        const Request request = std::move(found->second);
        self.requests.erase(found);
        self.conclude(request, error);
        return 0;
    }

    void conclude(const Request &request, quint32 error) const
    {
        if (request.over) return;
        if (request.tooLong)
            return handlers.refused(request.ticket, QStringLiteral("the body is longer than a DNS message can be"));
        if (error == NGHTTP2_REFUSED_STREAM) return handlers.again(request.ticket);
        if (error != NGHTTP2_NO_ERROR && request.status.isEmpty())
            return handlers.refused(
                request.ticket,
                QStringLiteral("the server ended the request: %1").arg(QLatin1String(nghttp2_http2_strerror(error))));
        if (request.status != "200")
            return handlers.refused(request.ticket, QStringLiteral("HTTP status %1").arg(quoted(request.status)));
        if (!isDnsMessage(request.contentType))
            return handlers.refused(
                request.ticket,
                request.contentType.isEmpty()
                    ? QStringLiteral("the answer has no content type")
                    : QStringLiteral("the answer is %1 instead of a DNS message").arg(quoted(request.contentType)));
        if (error != NGHTTP2_NO_ERROR)
            return handlers.refused(
                request.ticket,
                QStringLiteral("the answer ended in the middle: %1").arg(QLatin1String(nghttp2_http2_strerror(error))));
        handlers.reply(request.ticket, request.body);
    }

    static ssize_t readQuery(nghttp2_session *, qint32, quint8 *out, size_t room, quint32 *flags,
                             nghttp2_data_source *source, void *)
    {
        auto &request = *static_cast<Request *>(source->ptr);
        const qsizetype size = std::min(static_cast<qsizetype>(room), request.query.size() - request.sent);
        std::memcpy(out, request.query.constData() + request.sent, static_cast<size_t>(size));
        request.sent += size;
        if (request.sent == request.query.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
        return size;
    }

    void open()
    {
        nghttp2_session_callbacks *callbacks = nullptr;
        if (nghttp2_session_callbacks_new(&callbacks) != 0) return;
        nghttp2_session_callbacks_set_on_header_callback(callbacks, onHeader);
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, onData);
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, onFrame);
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, onClose);
        nghttp2_session *made = nullptr;
        if (nghttp2_session_client_new(&made, callbacks, this) == 0) session.reset(made);
        nghttp2_session_callbacks_del(callbacks);
        if (!session) return;
        const std::array<nghttp2_settings_entry, 3> settings{{
            {NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
            {NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 0},
            {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, LongestHeaders},
        }};
        nghttp2_submit_settings(session.get(), NGHTTP2_FLAG_NONE, settings.data(), settings.size());
        nghttp2_session_set_local_window_size(session.get(), NGHTTP2_FLAG_NONE, 0, Window);
    }
};

Http2::Http2(QByteArray authority, QByteArray path, Handlers handlers)
    : d(std::make_unique<Private>(std::move(authority), std::move(path), std::move(handlers)))
{
    d->open();
}

Http2::~Http2()
{
    d->requests.clear(); // nobody is told of what is still open
    d->session.reset();
}

void Http2::submit(quint64 ticket, const QByteArray &query)
{
    if (!d->session) return;
    const QByteArray size = QByteArray::number(query.size());
    const std::array<nghttp2_nv, 7> fields{
        field(":method", "POST"),
        field(":scheme", "https"),
        field(":authority", d->authority),
        field(":path", d->path),
        field("accept", "application/dns-message"),
        field("content-type", "application/dns-message"),
        field("content-length", size),
    };
    // The node of a map stays where it is, so nghttp2 may keep its address.
    const qint32 stream = nghttp2_session_get_next_stream_id(d->session.get()) > 0x7fffffffU
                              ? -1
                              : static_cast<qint32>(nghttp2_session_get_next_stream_id(d->session.get()));
    if (stream < 0) {
        d->closing = true;
        return d->handlers.again(ticket);
    }
    Request &request = d->requests[stream];
    request.ticket = ticket;
    request.query = query;
    nghttp2_data_provider body{};
    body.source.ptr = &request;
    body.read_callback = Private::readQuery;
    if (nghttp2_submit_request(d->session.get(), nullptr, fields.data(), fields.size(), &body, nullptr) != stream) {
        d->requests.erase(stream);
        d->closing = true;
        d->handlers.again(ticket);
    }
}

void Http2::cancel(quint64 ticket)
{
    for (auto &[stream, request] : d->requests) {
        if (request.ticket != ticket || request.over) continue;
        request.over = true;
        if (d->session) nghttp2_submit_rst_stream(d->session.get(), NGHTTP2_FLAG_NONE, stream, NGHTTP2_CANCEL);
        return;
    }
}

bool Http2::received(QByteArrayView bytes)
{
    if (!d->session) return false;
    const ssize_t taken = nghttp2_session_mem_recv(d->session.get(), reinterpret_cast<const quint8 *>(bytes.data()),
                                                   static_cast<size_t>(bytes.size()));
    return taken == bytes.size();
}

QByteArray Http2::takeOutput()
{
    QByteArray out;
    if (!d->session) return out;
    for (;;) {
        const quint8 *data = nullptr;
        const ssize_t size = nghttp2_session_mem_send(d->session.get(), &data);
        if (size <= 0) return out;
        out += view(data, static_cast<size_t>(size));
    }
}

bool Http2::closing() const
{
    return d->closing || !d->session || nghttp2_session_check_request_allowed(d->session.get()) == 0;
}

} // namespace hinoban::dns
