// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace hinoban {

namespace {

// Deeper values are no evidence of ours; the bound keeps the recursion small.
constexpr int DeepestWritten = 128;
constexpr qint64 LargestInteger = qint64(1) << 53;

class Writer {
public:
    [[nodiscard]] Result<QByteArray> write(const QJsonValue &value)
    {
        put(value, QStringLiteral("$"), 0);
        if (m_error) return tl::unexpected<Error>(*m_error);
        return m_out;
    }

private:
    void refuse(const QString &where, const QString &why)
    {
        if (!m_error) m_error = Error{ErrorCode::BadInput, where, why};
    }

    void put(const QJsonValue &value, const QString &where, int depth)
    {
        if (m_error) return;
        if (depth > DeepestWritten) return refuse(where.left(80), QStringLiteral("nested too deeply"));
        switch (value.type()) {
        case QJsonValue::Null:
            m_out += "null";
            break;
        case QJsonValue::Bool:
            m_out += value.toBool() ? "true" : "false";
            break;
        case QJsonValue::Double:
            putNumber(value, where);
            break;
        case QJsonValue::String:
            putString(value.toString(), where);
            break;
        case QJsonValue::Array:
            putArray(value.toArray(), where, depth);
            break;
        case QJsonValue::Object:
            putObject(value.toObject(), where, depth);
            break;
        case QJsonValue::Undefined:
            refuse(where, QStringLiteral("no value"));
            break;
        }
    }

    void putNumber(const QJsonValue &value, const QString &where)
    {
        const double number = value.toDouble();
        // toInteger keeps what a double would round; it gives the default for a number that is no integer.
        const qint64 integer = value.toInteger(LargestInteger + 1);
        if (!std::isfinite(number) || number != std::floor(number) || integer > LargestInteger ||
            integer < -LargestInteger)
            return refuse(where, QStringLiteral("only integers up to 2^53 have one canonical form"));
        m_out += QByteArray::number(integer);
    }

    void putString(const QString &text, const QString &where)
    {
        static constexpr char hex[] = "0123456789abcdef";
        m_out += '"';
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            const char16_t code = c.unicode();
            if (c.isSurrogate()) {
                if (!c.isHighSurrogate() || i + 1 >= text.size() || !text[i + 1].isLowSurrogate())
                    return refuse(where, QStringLiteral("half a surrogate pair is no character"));
                m_out += QStringView(text).mid(i, 2).toUtf8();
                ++i;
            } else if (code == 0x7f) {
                // RFC 8785 writes it as it is, jq as an escape: there is no form that all agree on.
                return refuse(where, QStringLiteral("the character U+007F has no form that all tools agree on"));
            } else if (code == u'"' || code == u'\\') {
                m_out += '\\';
                m_out += char(code);
            } else if (code >= 0x20) {
                if (code < 0x80)
                    m_out += char(code);
                else
                    m_out += QStringView(text).mid(i, 1).toUtf8();
            } else {
                switch (code) {
                case u'\b':
                    m_out += "\\b";
                    break;
                case u'\f':
                    m_out += "\\f";
                    break;
                case u'\n':
                    m_out += "\\n";
                    break;
                case u'\r':
                    m_out += "\\r";
                    break;
                case u'\t':
                    m_out += "\\t";
                    break;
                default:
                    m_out += "\\u00";
                    m_out += hex[code >> 4];
                    m_out += hex[code & 15];
                }
            }
        }
        m_out += '"';
    }

    void putArray(const QJsonArray &array, const QString &where, int depth)
    {
        m_out += '[';
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (i > 0) m_out += ',';
            put(array[i], where + QStringLiteral("[%1]").arg(i), depth + 1);
        }
        m_out += ']';
    }

    void putObject(const QJsonObject &object, const QString &where, int depth)
    {
        QStringList keys = object.keys();
        std::sort(keys.begin(), keys.end());
        m_out += '{';
        bool first = true;
        for (const QString &key : std::as_const(keys)) {
            const bool ascii = std::all_of(key.begin(), key.end(), [](QChar c) { return c.unicode() < 0x80; });
            if (!ascii) return refuse(where, QStringLiteral("a key is not ASCII"));
            if (!std::exchange(first, false)) m_out += ',';
            const QString below = where + QLatin1Char('.') + key;
            putString(key, below);
            m_out += ':';
            put(object[key], below, depth + 1);
        }
        m_out += '}';
    }

    QByteArray m_out;
    std::optional<Error> m_error;
};

tl::unexpected<Error> refusedAt(qsizetype offset, const QString &why)
{
    return failure(ErrorCode::BadInput, QStringLiteral("byte %1").arg(offset), why);
}

// A key as it is meant: "a" and "\u0061" are the same.
QString meaning(const QByteArray &quoted)
{
    if (!quoted.contains('\\')) return QString::fromUtf8(quoted.mid(1, quoted.size() - 2));
    return QJsonDocument::fromJson('[' + quoted + ']').array().at(0).toString();
}

// Looks at depth and keys only; the grammar is the parser's job. Comes first, because the parser recurses.
Result<void> checkShape(const QByteArray &text, int deepest)
{
    struct Level {
        bool isObject;
        bool keyNext;
        QSet<QString> keys;
    };
    std::vector<Level> levels;
    for (qsizetype i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '{':
        case '[':
            if (int(levels.size()) >= deepest)
                return refusedAt(i, QStringLiteral("nested deeper than %1").arg(deepest));
            levels.push_back({text[i] == '{', text[i] == '{', {}});
            break;
        case '}':
        case ']':
            if (!levels.empty()) levels.pop_back();
            break;
        case ',':
            if (!levels.empty()) levels.back().keyNext = levels.back().isObject;
            break;
        case '"': {
            const qsizetype start = i++;
            while (i < text.size() && text[i] != '"')
                i += text[i] == '\\' ? 2 : 1;
            if (i >= text.size()) return refusedAt(start, QStringLiteral("a text is not closed"));
            if (levels.empty() || !levels.back().keyNext) break;
            levels.back().keyNext = false;
            const QString key = meaning(text.mid(start, i - start + 1));
            if (levels.back().keys.contains(key)) return refusedAt(start, QStringLiteral("a key appears twice"));
            levels.back().keys.insert(key);
            break;
        }
        default:
            break;
        }
    }
    return {};
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonValue &value) { return Writer().write(value); }

Result<QJsonValue> parseJson(const QByteArray &text, JsonLimits limits)
{
    if (text.size() > limits.bytes)
        return failure(
            ErrorCode::BadInput, {},
            QStringLiteral("%1 bytes are more than the %2 that are read").arg(text.size()).arg(limits.bytes));
    if (auto shape = checkShape(text, limits.depth); !shape) return tl::unexpected<Error>(shape.error());

    // QJsonDocument reads objects and arrays only; a lone text or number is JSON as well (RFC 8259).
    const QByteArray trimmed = text.trimmed();
    const bool lone = !trimmed.startsWith('{') && !trimmed.startsWith('[');
    if (lone && trimmed.isEmpty()) return failure(ErrorCode::BadInput, {}, QStringLiteral("empty"));
    QJsonParseError problem{};
    const QJsonDocument document = QJsonDocument::fromJson(lone ? '[' + trimmed + ']' : text, &problem);
    if (problem.error != QJsonParseError::NoError)
        return refusedAt(std::max(0, problem.offset - (lone ? 1 : 0)),
                         QStringLiteral("not JSON: ") + problem.errorString());
    if (lone) {
        if (document.array().size() != 1) return refusedAt(0, QStringLiteral("more than one value"));
        return document.array().at(0);
    }
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
}

QByteArray sha256Hex(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace hinoban
