// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Zone.h"

#include "app/dns/Ldns.h"

#include <QFile>

#include <algorithm>
#include <functional>
#include <set>
#include <variant>

namespace hinoban::dns {
namespace {

constexpr size_t MaxRecords = 1000000;
constexpr qsizetype MaxBytes = qsizetype(512) * 1024 * 1024;
constexpr qsizetype MaxEntry = qsizetype(256) * 1024;
constexpr quint32 MaxTtl = 0xffffffff;

bool isBlank(char c) { return c == ' ' || c == '\t'; }

// One entry of the file: parentheses joined, comments dropped (RFC 1035, 5.1). Quotes and escapes are as written.
struct Entry {
    int line = 0;
    bool blankOwner = false; // the entry starts with white space: the owner is that of the record before
    QByteArray text;
};

// Cuts the text into entries.
class EntryReader {
public:
    EntryReader(const QByteArray &text, const QString &where)
        : m_text(text)
        , m_where(where)
    {
    }

    // Nothing at the end of the file.
    Result<std::optional<Entry>> next()
    {
        Entry entry;
        int depth = 0;
        bool quotes = false;
        bool started = false;
        while (m_at < m_text.size()) {
            const char c = m_text.at(m_at++);
            if (c == '\n') {
                ++m_line;
                if (quotes) return bad(m_line - 1, "a quoted string that is not closed");
                if (depth > 0) {
                    entry.text += ' ';
                    continue;
                }
                if (!entry.text.trimmed().isEmpty()) return std::optional(std::move(entry));
                entry = {};
                started = false;
                continue;
            }
            if (c == '\r') {
                if (m_at < m_text.size() && m_text.at(m_at) != '\n') return bad(m_line, "a carriage return in a line");
                continue;
            }
            if (c == '\0') return bad(m_line, "a NUL octet");
            if (static_cast<quint8>(c) < 0x20 && c != '\t') return bad(m_line, "a control character");
            if (!started) {
                entry.line = m_line;
                entry.blankOwner = isBlank(c);
                started = true;
            }
            if (c == '\\') {
                entry.text += c;
                if (m_at >= m_text.size() || m_text.at(m_at) == '\n') return bad(m_line, "a backslash at a line's end");
                entry.text += m_text.at(m_at++);
            } else if (c == '"') {
                quotes = !quotes;
                entry.text += c;
            } else if (!quotes && c == ';') {
                while (m_at < m_text.size() && m_text.at(m_at) != '\n')
                    ++m_at;
            } else if (!quotes && c == '(') {
                if (depth++ > 0) return bad(m_line, "a parenthesis inside parentheses");
                entry.text += ' ';
            } else if (!quotes && c == ')') {
                if (depth-- == 0) return bad(m_line, "a closing parenthesis without its opening one");
                entry.text += ' ';
            } else {
                entry.text += c;
            }
            if (entry.text.size() > MaxEntry) return bad(entry.line, "an entry that is too long");
        }
        if (quotes) return bad(m_line, "a quoted string that is not closed");
        if (depth > 0) return bad(entry.line, "a parenthesis that is not closed");
        if (entry.text.trimmed().isEmpty()) return std::optional<Entry>();
        return std::optional(std::move(entry));
    }

    [[nodiscard]] tl::unexpected<Error> bad(int line, const QString &why) const
    {
        return failure(ErrorCode::BadInput, QStringLiteral("%1:%2").arg(m_where).arg(line), why);
    }
    [[nodiscard]] tl::unexpected<Error> bad(int line, const char *why) const
    {
        return bad(line, QString::fromLatin1(why));
    }

private:
    const QByteArray &m_text;
    const QString &m_where;
    qsizetype m_at = 0;
    int m_line = 1;
};

// The words of an entry, taken from the front; what is left is the data.
class Words {
public:
    explicit Words(QByteArrayView text)
        : m_rest(text)
    {
        skip();
    }
    [[nodiscard]] QByteArrayView peek() const
    {
        qsizetype end = 0;
        while (end < m_rest.size() && !isBlank(m_rest[end]))
            end += m_rest[end] == '\\' && end + 1 < m_rest.size() ? 2 : 1;
        return m_rest.first(std::min(end, m_rest.size()));
    }
    QByteArrayView take()
    {
        const QByteArrayView word = peek();
        m_rest = m_rest.sliced(word.size());
        skip();
        return word;
    }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }

private:
    void skip()
    {
        while (!m_rest.isEmpty() && isBlank(m_rest.front()))
            m_rest = m_rest.sliced(1);
    }
    QByteArrayView m_rest;
};

// Seconds, or BIND's "1h30m".
std::optional<quint32> ttlOf(QByteArrayView word)
{
    quint64 total = 0;
    quint64 number = 0;
    bool digits = false;
    bool any = false;
    for (char c : word) {
        if (c >= '0' && c <= '9') {
            number = number * 10 + static_cast<quint64>(c - '0');
            digits = any = true;
        } else {
            quint64 unit = 0;
            switch (c | 0x20) {
            case 's':
                unit = 1;
                break;
            case 'm':
                unit = 60;
                break;
            case 'h':
                unit = 3600;
                break;
            case 'd':
                unit = 86400;
                break;
            case 'w':
                unit = 604800;
                break;
            default:
                return std::nullopt;
            }
            if (!digits) return std::nullopt;
            total += number * unit;
            number = 0;
            digits = false;
        }
        if (number > MaxTtl || total > MaxTtl) return std::nullopt;
    }
    total += number;
    if (!any || total > MaxTtl) return std::nullopt;
    return static_cast<quint32>(total);
}

std::optional<quint16> klassOf(QByteArrayView word)
{
    const QByteArray upper = word.toByteArray().toUpper();
    if (upper == "IN") return quint16(1);
    if (upper == "CH") return quint16(3);
    if (upper == "HS") return quint16(4);
    return std::nullopt;
}

// A dot is final if an even number of backslashes stands before it.
bool isAbsolute(QByteArrayView word)
{
    if (!word.endsWith('.')) return false;
    qsizetype backslashes = 0;
    while (backslashes + 1 < word.size() && word[word.size() - 2 - backslashes] == '\\')
        ++backslashes;
    return backslashes % 2 == 0;
}

Result<Name> nameIn(QByteArrayView word, const Name &origin)
{
    if (word == QByteArrayView("@")) return origin;
    QByteArray text = word.toByteArray();
    if (!isAbsolute(word) && !origin.isRoot()) text += '.' + origin.text();
    return Name::fromText(text);
}

using OnRecord = std::function<Result<bool>(Record, int line)>; // false: enough

// Reads entry after entry and makes records of them.
class FileReader {
public:
    // Without origin, a relative owner before the first $ORIGIN is refused.
    FileReader(const QByteArray &text, const QString &where, const std::optional<Name> &origin)
        : m_entries(text, where)
        , m_originKnown(origin.has_value())
    {
        setOrigin(origin.value_or(Name()));
    }

    Result<std::monostate> read(const OnRecord &onRecord)
    {
        while (true) {
            auto entry = m_entries.next();
            if (!entry) return tl::unexpected(entry.error());
            if (!*entry) return {};
            auto more = readEntry(**entry, onRecord);
            if (!more) return tl::unexpected(more.error());
            if (!*more) return {};
        }
    }

    [[nodiscard]] const EntryReader &entries() const { return m_entries; }

private:
    void setOrigin(Name origin)
    {
        m_origin = std::move(origin);
        // ldns keeps a name as its wire form.
        m_originRdf.reset(ldns_rdf_new_frm_data(LDNS_RDF_TYPE_DNAME, static_cast<size_t>(m_origin.wire().size()),
                                                m_origin.wire().constData()));
    }

    Result<bool> readDirective(int line, Words words)
    {
        const QByteArray directive = words.take().toByteArray().toUpper();
        if (directive == "$INCLUDE") return m_entries.bad(line, "$INCLUDE is not read: one file, one zone");
        const QByteArrayView value = words.take();
        if (directive == "$ORIGIN" && words.rest().isEmpty()) {
            auto origin = nameIn(value, m_origin);
            if (!origin) return m_entries.bad(line, origin.error().detail);
            setOrigin(std::move(*origin));
            m_originKnown = true;
            return true;
        }
        if (directive == "$TTL" && words.rest().isEmpty()) {
            m_defaultTtl = ttlOf(value);
            if (!m_defaultTtl) return m_entries.bad(line, "$TTL is not a time to live");
            return true;
        }
        return m_entries.bad(line, "a directive that is not $ORIGIN NAME or $TTL SECONDS");
    }

    Result<bool> readEntry(const Entry &entry, const OnRecord &onRecord)
    {
        Words words(entry.text);
        const QByteArrayView first = words.peek();
        if (!entry.blankOwner && first.startsWith('$')) return readDirective(entry.line, words);
        if (entry.blankOwner) {
            if (!m_owner) return m_entries.bad(entry.line, "a record without owner at the start");
        } else {
            if (!m_originKnown && !isAbsolute(first))
                return m_entries.bad(entry.line, "a relative name, and no $ORIGIN before it");
            auto owner = nameIn(words.take(), m_origin);
            if (!owner) return m_entries.bad(entry.line, owner.error().detail);
            m_owner = std::move(*owner);
        }

        std::optional<quint32> ttl;
        std::optional<quint16> klass;
        std::optional<Type> type;
        while (!type) { // TTL and class may stand in either order, or not at all
            const QByteArrayView word = words.take();
            if (word.isEmpty()) return m_entries.bad(entry.line, "a record without type");
            if (const auto asKlass = klassOf(word); asKlass && !klass)
                klass = asKlass;
            else if (const auto asTtl = ttlOf(word); asTtl && !ttl)
                ttl = asTtl;
            else if (type = typeFromText(word); !type)
                return m_entries.bad(entry.line, QStringLiteral("unknown type \"%1\"").arg(shown(word)));
        }
        if (klass.value_or(1) != 1) return m_entries.bad(entry.line, "a class other than IN");
        if (*type == Type::OPT || *type == Type::ANY || static_cast<quint16>(*type) == 0)
            return m_entries.bad(entry.line, "a type that no zone can hold");
        auto rdata = readRdata(*type, words.rest(), entry.line);
        if (!rdata) return tl::unexpected(rdata.error());

        if (!ttl) ttl = m_defaultTtl;
        if (!ttl && *type == Type::SOA) // RFC 2308, 4, as BIND reads files of old
            if (const auto soa = soaOf(*rdata)) ttl = soa->minimum;
        if (!ttl) ttl = m_lastTtl;
        if (!ttl) return m_entries.bad(entry.line, "no TTL, and no $TTL before it");
        m_lastTtl = ttl;
        return onRecord(Record{*m_owner, *type, 1, *ttl, std::move(*rdata)}, entry.line);
    }

    Result<Rdata> readRdata(Type type, QByteArrayView text, int line)
    {
        if (text.isEmpty()) return m_entries.bad(line, "a record without data");
        if (text.startsWith("\\#") || !ldns::readsText(static_cast<quint16>(type))) {
            auto rdata = rdataFromText(type, text);
            if (!rdata) return m_entries.bad(line, rdata.error().detail);
            return rdata;
        }
        ldns_status status = LDNS_STATUS_OK;
        const ldns::Rr rr =
            ldns::recordFromLine(". 0 IN " + typeText(type) + ' ' + text.toByteArray(), m_originRdf.get(), status);
        if (!rr)
            return m_entries.bad(line, QStringLiteral("%1 record: %2")
                                           .arg(QString::fromLatin1(typeText(type)),
                                                QString::fromLatin1(ldns_get_errorstr_by_id(status))));
        Rdata rdata{ldns::canonicalRdata(rr.get())};
        if (rdata.wire.size() > 65535) return m_entries.bad(line, "data longer than 65535 octets");
        return rdata;
    }

    static QString shown(QByteArrayView word)
    {
        QString out;
        for (char c : word.first(std::min<qsizetype>(word.size(), 40)))
            out += static_cast<quint8>(c) < 0x7f ? QChar(QLatin1Char(c)) : QChar(u'?');
        return out;
    }

    EntryReader m_entries;
    bool m_originKnown;
    Name m_origin;
    ldns::Rdf m_originRdf;
    std::optional<Name> m_owner;
    std::optional<quint32> m_defaultTtl;
    std::optional<quint32> m_lastTtl;
};

Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.exists()) return failure(ErrorCode::NotFound, path, QStringLiteral("no such file"));
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    if (file.size() > MaxBytes) return failure(ErrorCode::BadInput, path, QStringLiteral("a file above 512 MiB"));
    QByteArray text = file.read(MaxBytes);
    if (file.error() != QFileDevice::NoError) return failure(ErrorCode::NotPermitted, path, file.errorString());
    return text;
}

} // namespace

std::vector<std::pair<Name, Type>> Zone::keys() const
{
    std::set<std::pair<Name, Type>> unique;
    for (const Record &record : records)
        unique.emplace(record.owner, record.type);
    return {unique.begin(), unique.end()};
}

Result<Zone> readZoneText(const QByteArray &text, const QString &where, const ZoneFileOptions &options)
{
    Zone zone{options.origin, {}};
    int soas = 0;
    FileReader reader(text, where, options.origin);
    const auto read = reader.read([&](Record record, int line) -> Result<bool> {
        if (!record.owner.isSubdomainOf(zone.apex))
            return reader.entries().bad(
                line, QStringLiteral("%1 is outside the zone %2").arg(record.owner.display(), zone.apex.display()));
        if (record.type == Type::SOA) {
            if (record.owner != zone.apex) return reader.entries().bad(line, "a SOA record below the zone's apex");
            if (++soas > 1) return reader.entries().bad(line, "a second SOA record");
        }
        if (zone.records.size() >= MaxRecords) return reader.entries().bad(line, "more than a million records");
        zone.records.push_back(std::move(record));
        return true;
    });
    if (!read) return tl::unexpected(read.error());
    if (options.needSoa && soas == 0)
        return failure(ErrorCode::BadInput, where,
                       QStringLiteral("no SOA record for %1").arg(options.origin.display()));
    return zone;
}

Result<Zone> readZoneFile(const QString &path, const ZoneFileOptions &options)
{
    const auto text = bytesOf(path);
    if (!text) return tl::unexpected(text.error());
    return readZoneText(*text, path, options);
}

Result<Name> apexOfZoneFile(const QString &path)
{
    const auto text = bytesOf(path);
    if (!text) return tl::unexpected(text.error());
    return apexOfZoneText(*text, path);
}

Result<Name> apexOfZoneText(const QByteArray &text, const QString &where)
{
    std::optional<Name> apex;
    FileReader reader(text, where, std::nullopt);
    const auto read = reader.read([&](const Record &record, int) -> Result<bool> {
        if (record.type == Type::SOA) apex = record.owner;
        return !apex.has_value();
    });
    if (!read) return tl::unexpected(read.error());
    if (!apex) return failure(ErrorCode::BadInput, where, QStringLiteral("no SOA record"));
    return std::move(*apex);
}

} // namespace hinoban::dns
