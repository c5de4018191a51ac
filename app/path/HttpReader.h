// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace hinoban::path {

// One answer to one GET in HTTP/1.1 or 1.0 (RFC 9112), read as it comes, octet by octet if it must. The server writes
// it, and may mean no good: everything is bounded, and a message that could be read in two ways is refused. A value;
// any thread.
class HttpReader {
public:
    struct Limits {
        qsizetype head = qsizetype(32) * 1024; // status line and fields together, interim answers' too
        qint64 body = qint64(256) * 1024;      // more is not read: isCut()
        bool keepsBody = false;                // else it is only counted
    };
    enum class State {
        Head,   // status line or fields still to come
        Body,   // the head is whole
        Done,   // everything is there, or as much as is wanted
        Failed, // it is no HTTP: problem()
    };

    HttpReader() = default;
    explicit HttpReader(Limits limits)
        : m_limits(limits)
    {
    }

    // What came next; after Done and Failed nothing changes any more.
    State feed(QByteArrayView bytes);
    // The server hung up. An answer without a length ends with that; every other is Failed.
    State finish();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString &problem() const { return m_problem; } // technical, English
    [[nodiscard]] int status() const { return m_status; }              // 0 until the head is whole
    [[nodiscard]] QByteArray version() const;                          // "HTTP/1.1"; empty until then
    // The first field of that name, without spaces around it, as it was sent; nothing: none.
    [[nodiscard]] std::optional<QByteArray> field(QByteArrayView name) const;
    [[nodiscard]] qint64 bodyBytes() const { return m_bodyBytes; } // without framing; never more than the limit
    [[nodiscard]] bool isCut() const { return m_isCut; }
    [[nodiscard]] const QByteArray &body() const { return m_body; } // where it is kept

private:
    enum class Framing { Length, Chunked, UntilClose };
    enum class Chunk { Size, Data, DataEnd, Trailer };
    struct Field {
        QByteArray name, value;
    };

    State fail(const QString &why);
    bool takeLine(QByteArrayView &bytes); // whether a whole one stands in m_line
    void takeHeadLine();
    void takeStatusLine();
    void takeFieldLine();
    void endHead();
    [[nodiscard]] bool frame();
    void takeChunkLine();
    void takeData(QByteArrayView &bytes);

    Limits m_limits;
    State m_state = State::Head;
    QString m_problem;
    QByteArray m_line;
    qsizetype m_headBytes = 0, m_trailerBytes = 0;
    int m_status = 0, m_readStatus = 0, m_minor = 1;
    bool m_hasStatusLine = false;
    std::vector<Field> m_fields;
    Framing m_framing = Framing::UntilClose;
    Chunk m_chunk = Chunk::Size;
    qint64 m_left = 0; // octets of the body, or of this chunk, still to come
    qint64 m_bodyBytes = 0;
    bool m_isCut = false;
    QByteArray m_body;
};

} // namespace hinoban::path
