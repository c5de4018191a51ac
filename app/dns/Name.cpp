// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Name.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace hinoban::dns {
namespace {

constexpr qsizetype MaxName = 255;
constexpr qsizetype MaxLabel = 63;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

quint8 octet(char c) { return static_cast<quint8>(c); }

// What is refused is quoted in errors: cut, and only printable ASCII.
QString quoted(QByteArrayView text)
{
    QString out;
    for (char c : text.first(std::min<qsizetype>(text.size(), 80)))
        out += octet(c) >= 0x20 && octet(c) < 0x7f ? QChar(QLatin1Char(c)) : QChar(u'?');
    return out;
}

tl::unexpected<Error> bad(QByteArrayView text, const char *why)
{
    return failure(ErrorCode::BadInput, quoted(text), QString::fromLatin1(why));
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Offsets of the length octets, the root's not counted.
int labelOffsets(const QByteArray &wire, std::array<quint8, 128> &offsets)
{
    int count = 0;
    for (qsizetype at = 0; wire.at(at) != 0; at += octet(wire.at(at)) + 1)
        offsets[static_cast<size_t>(count++)] = static_cast<quint8>(at);
    return count;
}

// What keeps these octets from being one uncompressed name, and nothing else.
std::optional<Error> faultIn(QByteArrayView wire)
{
    const auto bad = [](const QString &why) { return Error{ErrorCode::BadInput, {}, why}; };
    if (wire.isEmpty() || wire.size() > MaxName) return bad(QStringLiteral("a name of %1 octets").arg(wire.size()));
    qsizetype at = 0;
    while (true) {
        if (at >= wire.size()) return bad(QStringLiteral("a name without its end"));
        const quint8 length = octet(wire[at]);
        if (length == 0) break;
        if (length > MaxLabel) return bad(QStringLiteral("a label length of %1").arg(length));
        at += length + 1;
    }
    if (at + 1 != wire.size()) return bad(QStringLiteral("octets after a name's end"));
    return std::nullopt;
}

} // namespace

Name::Name()
    : m_wire(QByteArrayLiteral("\0")) // shared: every value that holds a name begins with one
{
}

Result<Name> Name::fromText(QByteArrayView text)
{
    if (text.isEmpty()) return bad(text, "an empty name");
    if (text == QByteArrayView(".")) return Name();
    // Four characters for each octet is the longest spelling there is.
    if (text.size() > 4 * MaxName) return bad(text, "a name longer than 255 octets");
    QByteArray wire;
    wire.reserve(text.size() + 2);
    qsizetype lengthAt = 0;
    wire.append('\0');
    const auto closeLabel = [&] {
        const qsizetype length = wire.size() - lengthAt - 1;
        wire[lengthAt] = static_cast<char>(length);
        return length;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '.') {
            if (closeLabel() == 0) return bad(text, "an empty label");
            if (i + 1 == text.size()) break;
            lengthAt = wire.size();
            wire.append('\0');
            continue;
        }
        if (c == '\\') {
            if (i + 1 >= text.size()) return bad(text, "a backslash at the end");
            if (isDigit(text[i + 1])) {
                if (i + 3 >= text.size() || !isDigit(text[i + 2]) || !isDigit(text[i + 3]))
                    return bad(text, "an escape that is not three digits");
                const int value = (text[i + 1] - '0') * 100 + (text[i + 2] - '0') * 10 + (text[i + 3] - '0');
                if (value > 255) return bad(text, "an escape above 255");
                wire.append(folded(static_cast<char>(value)));
                i += 3;
            } else {
                if (octet(text[i + 1]) <= 0x20 || octet(text[i + 1]) >= 0x7f)
                    return bad(text, "an escape before something that is not printable ASCII");
                wire.append(folded(text[++i]));
            }
        } else if (octet(c) <= 0x20 || octet(c) >= 0x7f) {
            return bad(text, "a character that is not printable ASCII");
        } else {
            wire.append(folded(c));
        }
        if (wire.size() - lengthAt - 1 > MaxLabel) return bad(text, "a label longer than 63 octets");
    }
    // Still open unless a final dot has closed it.
    if (wire.at(lengthAt) == 0 && closeLabel() == 0) return bad(text, "an empty label");
    wire.append('\0');
    if (wire.size() > MaxName) return bad(text, "a name longer than 255 octets");
    return Name(std::move(wire));
}

Result<Name> Name::fromUserText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.size() > 4 * MaxName)
        return failure(ErrorCode::BadInput, trimmed.left(80), QStringLiteral("a name longer than 255 octets"));
    bool ascii = true;
    for (QChar c : trimmed) {
        if (c.isSpace()) return failure(ErrorCode::BadInput, trimmed.left(80), QStringLiteral("a space in the name"));
        ascii = ascii && c.unicode() < 0x80;
    }
    if (ascii) return fromText(trimmed.toLatin1());

    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UIDNA, void (*)(UIDNA *)> idna(
        uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status),
        [](UIDNA *open) { uidna_close(open); });
    if (U_FAILURE(status))
        return failure(ErrorCode::Internal, QStringLiteral("ICU"), QString::fromLatin1(u_errorName(status)));
    QByteArray utf8 = trimmed.toUtf8();
    QByteArray out(2048, '\0');
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    const int32_t length = uidna_nameToASCII_UTF8(idna.get(), utf8.constData(), static_cast<int32_t>(utf8.size()),
                                                  out.data(), static_cast<int32_t>(out.size()), &info, &status);
    if (U_FAILURE(status) || info.errors != 0 || length > out.size())
        return failure(ErrorCode::BadInput, trimmed.left(80), QStringLiteral("not an internationalised domain name"));
    return fromText(QByteArrayView(out).first(length));
}

Result<Name> Name::fromWire(QByteArrayView wire)
{
    if (auto bad = faultIn(wire)) return tl::unexpected(std::move(*bad));
    QByteArray copy(wire.size(), Qt::Uninitialized);
    // Length octets are at most 63, below 'A': folding every octet leaves them alone.
    std::transform(wire.begin(), wire.end(), copy.begin(), folded);
    return Name(std::move(copy));
}

Result<Name> Name::fromWire(const QByteArray &wire)
{
    if (std::any_of(wire.begin(), wire.end(), [](char c) { return folded(c) != c; }))
        return fromWire(QByteArrayView(wire));
    if (auto bad = faultIn(wire)) return tl::unexpected(std::move(*bad));
    return Name(wire);
}

QByteArray Name::text() const
{
    if (isRoot()) return QByteArrayLiteral(".");
    QByteArray out;
    out.reserve(m_wire.size());
    for (qsizetype at = 0; m_wire.at(at) != 0;) {
        const qsizetype end = at + 1 + octet(m_wire.at(at));
        if (at > 0) out += '.';
        for (++at; at < end; ++at) {
            const char c = m_wire.at(at);
            if (octet(c) <= 0x20 || octet(c) >= 0x7f) {
                out += '\\';
                out += static_cast<char>('0' + octet(c) / 100);
                out += static_cast<char>('0' + octet(c) / 10 % 10);
                out += static_cast<char>('0' + octet(c) % 10);
            } else {
                if (std::strchr(".\\\"();@$", c)) out += '\\';
                out += c;
            }
        }
    }
    return out;
}

QString Name::display() const { return QString::fromLatin1(text()); }

int Name::labelCount() const
{
    int count = 0;
    for (qsizetype at = 0; m_wire.at(at) != 0; at += octet(m_wire.at(at)) + 1)
        ++count;
    return count;
}

std::vector<QByteArray> Name::labels() const
{
    std::vector<QByteArray> out;
    for (qsizetype at = 0; m_wire.at(at) != 0; at += octet(m_wire.at(at)) + 1)
        out.push_back(m_wire.mid(at + 1, octet(m_wire.at(at))));
    return out;
}

Name Name::parent() const
{
    if (isRoot()) return *this;
    return Name(m_wire.mid(octet(m_wire.at(0)) + 1));
}

Result<Name> Name::prepended(QByteArrayView label) const
{
    if (label.isEmpty() || label.size() > MaxLabel) return bad(label, "a label that is empty or longer than 63 octets");
    if (label.size() + 1 + m_wire.size() > MaxName) return bad(label, "a name longer than 255 octets");
    QByteArray wire;
    wire.reserve(label.size() + 1 + m_wire.size());
    wire.append(static_cast<char>(label.size()));
    for (char c : label)
        wire.append(folded(c));
    wire.append(m_wire);
    return Name(std::move(wire));
}

bool Name::isSubdomainOf(const Name &ancestor) const
{
    const qsizetype cut = m_wire.size() - ancestor.m_wire.size();
    if (cut < 0) return false;
    qsizetype at = 0;
    while (at < cut)
        at += octet(m_wire.at(at)) + 1;
    return at == cut && QByteArrayView(m_wire).sliced(cut) == QByteArrayView(ancestor.m_wire);
}

int Name::canonicalCompare(const Name &a, const Name &b)
{
    if (a.m_wire == b.m_wire) return 0; // most comparisons of a sweep are of a name with itself
    std::array<quint8, 128> offsetsA;
    std::array<quint8, 128> offsetsB;
    int i = labelOffsets(a.m_wire, offsetsA);
    int j = labelOffsets(b.m_wire, offsetsB);
    while (i > 0 && j > 0) {
        const char *labelA = a.m_wire.constData() + offsetsA[static_cast<size_t>(--i)];
        const char *labelB = b.m_wire.constData() + offsetsB[static_cast<size_t>(--j)];
        const int lengthA = octet(*labelA);
        const int lengthB = octet(*labelB);
        const int order = std::memcmp(labelA + 1, labelB + 1, static_cast<size_t>(std::min(lengthA, lengthB)));
        if (order != 0) return order < 0 ? -1 : 1;
        if (lengthA != lengthB) return lengthA < lengthB ? -1 : 1;
    }
    return (i > 0) - (j > 0);
}

} // namespace hinoban::dns
