// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/HttpReader.h"

#include <algorithm>

namespace hinoban::path {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestChunkLine = 1024;
constexpr qsizetype MostTrailers = qsizetype(8) * 1024;
constexpr size_t MostFields = 200;
constexpr qint64 MostOctets = qint64(1) << 53;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// RFC 9110, 5.6.2.
bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView Marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Marks.contains(c);
    });
}

bool isName(QByteArrayView a, QByteArrayView b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

// Digits only: neither sign nor space, as a length must be (RFC 9110, 8.6).
std::optional<qint64> decimal(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 16 || !std::all_of(text.begin(), text.end(), isDigit)) return {};
    const qint64 number = text.toLongLong();
    return number <= MostOctets ? std::optional(number) : std::nullopt;
}

std::optional<qint64> hexadecimal(QByteArrayView text)
{
    qint64 number = 0;
    if (text.isEmpty() || text.size() > 13) return {};
    for (const char c : text) {
        const int digit = isDigit(c)             ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return {};
        number = number * 16 + digit;
    }
    return number;
}

} // namespace

HttpReader::State HttpReader::fail(const QString &why)
{
    m_problem = why;
    return m_state = State::Failed;
}

QByteArray HttpReader::version() const { return m_status > 0 ? "HTTP/1." + QByteArray::number(m_minor) : QByteArray(); }

std::optional<QByteArray> HttpReader::field(QByteArrayView name) const
{
    const auto found =
        std::find_if(m_fields.begin(), m_fields.end(), [&](const Field &one) { return isName(one.name, name); });
    return found != m_fields.end() ? std::optional(found->value) : std::nullopt;
}

HttpReader::State HttpReader::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && (m_state == State::Head || m_state == State::Body)) {
        if (m_state == State::Head) {
            if (takeLine(bytes)) takeHeadLine();
            continue;
        }
        const bool isLine = m_framing == Framing::Chunked && m_chunk != Chunk::Data;
        if (!isLine)
            takeData(bytes);
        else if (takeLine(bytes))
            takeChunkLine();
    }
    return m_state;
}

HttpReader::State HttpReader::finish()
{
    if (m_state == State::Head)
        return fail(m_headBytes == 0 ? u"the server hung up without a word"_s
                                     : u"the server hung up in the middle of the head"_s);
    if (m_state != State::Body) return m_state;
    if (m_framing == Framing::UntilClose) return m_state = State::Done;
    return fail(u"the server hung up after %1 octets of the body"_s.arg(m_bodyBytes));
}

// Up to LF, which goes, and a CR before it. Servers that end lines with LF alone are read too (RFC 9112, 2.2).
bool HttpReader::takeLine(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView part = bytes.first(end < 0 ? bytes.size() : end);
    const bool isHead = m_state == State::Head;
    qsizetype &used = isHead ? m_headBytes : m_trailerBytes;
    used += part.size() + (end < 0 ? 0 : 1);
    if (isHead && used > m_limits.head) {
        fail(u"the head is longer than %1 octets"_s.arg(m_limits.head));
        return false;
    }
    if (!isHead && m_chunk == Chunk::Trailer && used > MostTrailers) {
        fail(u"the trailer is longer than %1 octets"_s.arg(MostTrailers));
        return false;
    }
    if (!isHead && m_line.size() + part.size() > LongestChunkLine) {
        fail(u"the line of a chunk is longer than %1 octets"_s.arg(LongestChunkLine));
        return false;
    }
    m_line.append(part);
    bytes = bytes.sliced(end < 0 ? bytes.size() : end + 1);
    if (end < 0) return false;
    if (m_line.endsWith('\r')) m_line.chop(1);
    return true;
}

void HttpReader::takeHeadLine()
{
    if (!m_hasStatusLine)
        takeStatusLine();
    else if (m_line.isEmpty())
        endHead();
    else
        takeFieldLine();
    m_line.clear();
}

void HttpReader::takeStatusLine()
{
    // "HTTP/1.1 200 OK"; the reason may be empty, and the space before it missing.
    const QByteArrayView line(m_line);
    const bool isStatusLine = line.size() >= 12 && line.startsWith("HTTP/1.") && (line[7] == '0' || line[7] == '1') &&
                              line[8] == ' ' && std::all_of(line.begin() + 9, line.begin() + 12, isDigit) &&
                              (line.size() == 12 || line[12] == ' ');
    m_readStatus = isStatusLine ? line.sliced(9, 3).toInt() : 0;
    if (m_readStatus < 100) {
        fail(u"the answer does not begin as one of HTTP/1.1 does"_s);
        return;
    }
    m_minor = line[7] - '0';
    m_hasStatusLine = true;
}

void HttpReader::takeFieldLine()
{
    const qsizetype colon = m_line.indexOf(':');
    // A space before the colon, and a line that goes on in the next one, have been read in two ways (RFC 9112, 5).
    if (colon < 0 || !isToken(QByteArrayView(m_line).first(colon))) {
        fail(u"field %1 of the head is not a name and a value"_s.arg(m_fields.size() + 1));
        return;
    }
    const QByteArray value = m_line.mid(colon + 1).trimmed();
    if (value.contains('\0') || value.contains('\r')) {
        fail(u"field %1 of the head has a control character"_s.arg(m_fields.size() + 1));
        return;
    }
    if (m_fields.size() >= MostFields) {
        fail(u"the head has more than %1 fields"_s.arg(MostFields));
        return;
    }
    m_fields.push_back({m_line.first(colon), value});
}

void HttpReader::endHead()
{
    if (m_readStatus == 101) {
        fail(u"the server changed the protocol, which nobody asked for"_s);
        return;
    }
    if (m_readStatus < 200) { // an interim answer; the real one follows (RFC 9110, 15.2)
        m_hasStatusLine = false;
        m_fields.clear();
        return;
    }
    if (!frame()) return;
    m_status = m_readStatus;
    m_state = State::Body;
    const bool hasBody = m_status != 204 && m_status != 304;
    if (!hasBody || (m_framing == Framing::Length && m_left == 0)) m_state = State::Done;
}

// How the body's end is told (RFC 9112, 6.3).
bool HttpReader::frame()
{
    std::optional<QByteArray> length;
    bool isChunked = false;
    for (const Field &one : m_fields) {
        if (isName(one.name, "Transfer-Encoding")) {
            if (isChunked || !isName(one.value, "chunked")) {
                fail(u"a transfer coding that was not asked for"_s);
                return false;
            }
            isChunked = true;
        } else if (isName(one.name, "Content-Length")) {
            if (length && *length != one.value) {
                fail(u"two lengths of the body"_s);
                return false;
            }
            length = one.value;
        }
    }
    if (isChunked && length) {
        fail(u"a length and chunks"_s);
        return false;
    }
    m_framing = isChunked ? Framing::Chunked : length ? Framing::Length : Framing::UntilClose;
    if (!length) return true;
    const auto octets = decimal(*length);
    if (!octets) {
        fail(u"the length of the body is no number"_s);
        return false;
    }
    m_left = *octets;
    return true;
}

void HttpReader::takeChunkLine()
{
    const QByteArray line = std::exchange(m_line, {});
    switch (m_chunk) {
    case Chunk::Size: {
        const qsizetype extension = line.indexOf(';');
        const auto size = hexadecimal((extension < 0 ? line : line.first(extension)).trimmed());
        if (!size) {
            fail(u"the size of a chunk is no number"_s);
            return;
        }
        m_left = *size;
        m_chunk = m_left == 0 ? Chunk::Trailer : Chunk::Data;
        m_trailerBytes = 0;
        return;
    }
    case Chunk::DataEnd:
        if (!line.isEmpty()) {
            fail(u"a chunk is longer than it says"_s);
            return;
        }
        m_chunk = Chunk::Size;
        return;
    case Chunk::Trailer:
        if (line.isEmpty()) m_state = State::Done;
        return;
    case Chunk::Data:
        return; // is no line
    }
}

void HttpReader::takeData(QByteArrayView &bytes)
{
    const bool hasLength = m_framing != Framing::UntilClose;
    qint64 part = bytes.size();
    if (hasLength) part = std::min(part, m_left);
    const qint64 room = m_limits.body - m_bodyBytes;
    const qint64 taken = std::min(part, room);
    if (m_limits.keepsBody) m_body.append(bytes.first(taken));
    m_bodyBytes += taken;
    bytes = bytes.sliced(part);
    if (part > room) {
        m_isCut = true;
        m_state = State::Done;
        return;
    }
    if (!hasLength) return;
    m_left -= part;
    if (m_left > 0) return;
    if (m_framing == Framing::Length)
        m_state = State::Done;
    else
        m_chunk = Chunk::DataEnd;
}

} // namespace hinoban::path
