// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/respond/LogTime.h"
#include "app/respond/Table.h"
#include "app/respond/TimelineFile.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestCell = 65536, LongestWords = 16384, MostProblems = 100;
constexpr size_t MostEntries = 50000;
// The log is read to a depth of 32: an entry stands in its record, and its arguments in the entry.
constexpr JsonLimits EntryLimits{LongestCell * 4, 31}, ArgsLimits{LongestCell * 4, 30};

using Row = QHash<QString, QString>; // by the heading, in lower case

// What is a time, and in which zone it was said.
struct Stamp {
    Instant at{};
    QString zone; // as Entry keeps it: empty is UTC
    bool isZoneless = false;
};

// "2015-07-24T19:01:01+00:00", "2015-07-24 19:01:01.5Z", and the same without an offset where one is given.
std::optional<Stamp> stampOf(const QString &text, std::optional<int> zoneSeconds)
{
    static const QRegularExpression form(
        uR"(\A(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?\z)"_s);
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch()) return {};
    QString zone = match.captured(5);
    if (zone.size() == 5) zone.insert(3, u':');
    Stamp stamp;
    stamp.isZoneless = zone.isEmpty();
    if (stamp.isZoneless && !zoneSeconds) return stamp;
    const auto seconds = stamp.isZoneless ? zoneSeconds : zoneFromText(zone);
    if (!seconds) return {};
    QString whole = match.captured(1) + u'T' + match.captured(2) +
                    (match.captured(3).isEmpty() ? u":00"_s : match.captured(3)) + u'Z';
    const auto local = instantFromRfc3339(whole);
    if (!local) return {};
    const int fraction = match.captured(4).left(6).leftJustified(6, u'0').toInt();
    stamp.at = *local + Duration(fraction) - std::chrono::seconds(*seconds);
    if (!isLogTime(stamp.at)) return {};
    if (*seconds != 0) stamp.zone = zoneText(*seconds);
    return stamp;
}

QString words(const QString &text) { return safeText(text, LongestWords, true); }

class Importer {
public:
    Importer(QString where, std::optional<int> zone)
        : m_where(std::move(where))
        , m_zone(zone)
    {
    }

    ImportedTimeline &result() { return m_result; }

    void leave(int line, const QString &why)
    {
        ++m_result.left;
        if (m_result.problems.size() < MostProblems)
            m_result.problems += u"%1:%2: %3"_s.arg(m_where).arg(line).arg(safeText(why, 200));
    }

    void take(int line, Result<Entry> entry)
    {
        if (!entry)
            leave(line, entry.error().where.isEmpty() ? entry.error().detail
                                                      : entry.error().where + ": "_L1 + entry.error().detail);
        else if (m_result.entries.size() >= MostEntries)
            leave(line, u"more than %1 entries"_s.arg(MostEntries));
        else
            m_result.entries.push_back(std::move(*entry));
    }

    // The time of a row, or why there is none.
    Result<Stamp> time(const QString &text)
    {
        const auto stamp = stampOf(text, m_zone);
        if (!stamp) return failure(ErrorCode::BadInput, {}, u"\"%1\" is no date and time"_s.arg(text.left(60)));
        if (stamp->isZoneless) {
            if (!m_zone) ++m_result.noZone;
            if (!m_zone) return failure(ErrorCode::BadInput, {}, u"its time says no zone"_s);
            ++m_result.zoneless;
        }
        return *stamp;
    }

    // An entry as exportTimeline() spread it over columns; an entry of another program's if it has no `kind`.
    Result<Entry> timesketch(const Row &row)
    {
        const auto stamp = time(row.value(u"datetime"_s));
        if (!stamp) return tl::unexpected(stamp.error());
        if (row.contains(u"kind"_s) && row.contains(u"learned"_s)) return ours(row, *stamp);
        Entry entry;
        entry.kind = Entry::Kind::Story;
        entry.happened = entry.learned = stamp->at;
        entry.zone = stamp->zone;
        entry.text = words(row.value(u"message"_s));
        if (entry.text.isEmpty()) return failure(ErrorCode::BadInput, {}, u"no message"_s);
        const QString what = words(row.value(u"timestamp_desc"_s)).left(200);
        if (!what.isEmpty()) entry.args.insert(u"timestampDescription"_s, what);
        tags(entry, row.value(u"tag"_s), u',');
        return entry;
    }

    Result<Entry> iris(const Row &row)
    {
        const QString offset = row.value(u"event_tz"_s).trimmed();
        const auto stamp = time(row.value(u"event_date"_s).trimmed() + offset);
        if (!stamp) return tl::unexpected(stamp.error());
        if (const QByteArray raw = row.value(u"event_raw"_s).toUtf8(); raw.startsWith("{\"")) {
            const auto value = parseJson(raw, EntryLimits);
            auto entry = value ? entryFromJson(value->toObject()) : failure(ErrorCode::BadInput, {}, {});
            if (entry && entry->happened == stamp->at) return entry;
        }
        return irisWords(row, *stamp, u"event_content"_s, words(row.value(u"event_source"_s)).left(500));
    }

    // What IRIS writes: its first column is in UTC and says so in its heading.
    Result<Entry> irisExport(const Row &row)
    {
        QString text = row.value(u"event_date(utc)"_s).trimmed();
        if (stampOf(text, 0) && stampOf(text, 0)->isZoneless) text += u'Z';
        auto stamp = time(text);
        if (!stamp) return tl::unexpected(stamp.error());
        if (const auto zone = zoneFromText(row.value(u"event_tz"_s).trimmed()); zone && *zone != 0)
            stamp->zone = zoneText(*zone);
        return irisWords(row, *stamp, u"event_description"_s, {});
    }

private:
    static void tags(Entry &entry, const QString &text, QChar separator)
    {
        QJsonArray tags;
        for (const QString &tag : text.split(separator, Qt::SkipEmptyParts))
            if (const QString plain = words(tag.trimmed()).left(100); !plain.isEmpty() && tags.size() < 50)
                tags.append(plain);
        if (!tags.isEmpty()) entry.args.insert(u"tags"_s, tags);
    }

    static Result<Entry> irisWords(const Row &row, const Stamp &stamp, const QString &content, const QString &source)
    {
        Entry entry;
        entry.kind = Entry::Kind::Story;
        entry.happened = entry.learned = stamp.at;
        entry.zone = stamp.zone;
        const QString title = words(row.value(u"event_title"_s)), more = words(row.value(content));
        entry.text = more.isEmpty() || more == title ? title : title.isEmpty() ? more : title + u'\n' + more;
        if (entry.text.isEmpty()) return failure(ErrorCode::BadInput, {}, u"neither title nor text"_s);
        entry.author = words(row.value(u"created_by"_s)).left(200);
        entry.source = source;
        tags(entry, row.value(u"event_tags"_s), u'|');
        return entry;
    }

    Result<Entry> ours(const Row &row, const Stamp &stamp)
    {
        const auto learned = time(row.value(u"learned"_s));
        if (!learned) return tl::unexpected(learned.error());
        QJsonObject object;
        const auto put = [&](const QString &key, const QString &column) {
            if (const QString text = row.value(column); !text.isEmpty()) object.insert(key, text);
        };
        put(u"kind"_s, u"kind"_s);
        put(u"author"_s, u"author"_s);
        put(u"domain"_s, u"domain"_s);
        put(u"text"_s, u"text"_s);
        put(u"textJa"_s, u"text_ja"_s);
        put(u"before"_s, u"before"_s);
        put(u"after"_s, u"after"_s);
        put(u"rule"_s, u"rule"_s);
        // Another program's words, though it has columns that are called as ours are.
        const QString message = row.value(u"message"_s);
        if (!object.contains(u"text"_s) && !object.contains(u"rule"_s) && message != "-"_L1)
            object.insert(u"text"_s, words(message));
        put(u"source"_s, u"event_source"_s);
        put(u"corrects"_s, u"corrects"_s);
        if (!stamp.zone.isEmpty()) object.insert(u"zone"_s, stamp.zone);
        if (const QByteArray args = row.value(u"args"_s).toUtf8(); !args.isEmpty()) {
            const auto value = parseJson(args, ArgsLimits);
            if (!value || !value->isObject()) return failure(ErrorCode::BadInput, u"args"_s, u"no JSON object"_s);
            object.insert(u"args"_s, *value);
        }
        if (const QString number = row.value(u"clock_error_ms"_s); !number.isEmpty()) {
            bool good = false;
            const qint64 milliseconds = number.toLongLong(&good);
            if (!good) return failure(ErrorCode::BadInput, u"clock_error_ms"_s, u"no number"_s);
            object.insert(u"clockError"_s, milliseconds);
        }
        QJsonArray evidence;
        for (const QString &hash : row.value(u"evidence_sha256"_s).split(u' ', Qt::SkipEmptyParts))
            evidence.append(hash);
        if (!evidence.isEmpty()) object.insert(u"evidence"_s, evidence);
        // The instants come last: their text must be the one that toJson() writes, whatever the file's was.
        Entry times;
        times.happened = stamp.at;
        times.learned = learned->at;
        const QJsonObject spelled = toJson(times);
        object.insert(u"happened"_s, spelled.value(u"happened"_s));
        object.insert(u"learned"_s, spelled.value(u"learned"_s));
        if (const auto canonical = canonicalJson(object); !canonical) return tl::unexpected(canonical.error());
        return entryFromJson(object);
    }

    QString m_where;
    std::optional<int> m_zone;
    ImportedTimeline m_result;
};

const QSet<QString> &understood()
{
    static const QSet<QString> names{u"message"_s,
                                     u"datetime"_s,
                                     u"timestamp_desc"_s,
                                     u"timestamp"_s,
                                     u"tag"_s,
                                     u"learned"_s,
                                     u"kind"_s,
                                     u"author"_s,
                                     u"domain"_s,
                                     u"text"_s,
                                     u"text_ja"_s,
                                     u"before"_s,
                                     u"after"_s,
                                     u"rule"_s,
                                     u"args"_s,
                                     u"event_source"_s,
                                     u"evidence_sha256"_s,
                                     u"clock_error_ms"_s,
                                     u"corrects"_s,
                                     u"event_date"_s,
                                     u"event_tz"_s,
                                     u"event_title"_s,
                                     u"event_content"_s,
                                     u"event_raw"_s,
                                     u"event_tags"_s,
                                     u"event_date(utc)"_s,
                                     u"event_description"_s,
                                     u"created_by"_s};
    return names;
}

void notRead(ImportedTimeline &result, const QStringList &names)
{
    for (const QString &name : names)
        if (!understood().contains(name) && result.notRead.size() < MostProblems)
            if (const QString shown = safeText(name, 80); !result.notRead.contains(shown)) result.notRead += shown;
}

QString memberText(const QJsonValue &value)
{
    if (value.isString()) return value.toString();
    if (value.isDouble()) return QString::number(value.toInteger());
    if (!value.isArray()) return {};
    QStringList items;
    for (const QJsonValue item : value.toArray())
        items += item.toString();
    return items.join(u',');
}

void readLines(const QByteArray &content, Importer &importer)
{
    int number = 0;
    for (const QByteArray &line : content.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty()) continue;
        const auto value = parseJson(line, {LongestCell * 4, 32});
        if (!value || !value->isObject()) {
            importer.leave(number, u"no JSON object"_s);
            continue;
        }
        const QJsonObject object = value->toObject();
        Row row;
        for (auto it = object.begin(); it != object.end(); ++it)
            row.insert(it.key().toLower(), memberText(*it));
        notRead(importer.result(), row.keys());
        importer.take(number, importer.timesketch(row));
    }
}

} // namespace

Result<ImportedTimeline> importTimeline(const QByteArray &content, const QString &where, std::optional<int> zoneSeconds)
{
    if (content.size() > LargestTimelineFile)
        return failure(ErrorCode::BadInput, where, u"larger than the 10 MiB that are read"_s);
    QStringDecoder decode(QStringDecoder::Utf8);
    QString text = decode(content);
    if (decode.hasError()) return failure(ErrorCode::BadInput, where, u"not UTF-8"_s);
    if (text.startsWith(QChar(0xfeff))) text.remove(0, 1);
    if (text.contains(QChar(0))) return failure(ErrorCode::BadInput, where, u"not a text"_s);

    Importer importer(where, zoneSeconds);
    if (text.trimmed().startsWith(u'{')) {
        importer.result().format = u"timesketch-jsonl"_s;
        readLines(text.toUtf8(), importer);
        return std::move(importer.result());
    }
    TableReader rows(text);
    const auto first = rows.next();
    QStringList head;
    for (const QString &cell : first.value_or(QStringList()))
        head += cell.trimmed().toLower();
    const auto has = [&](const char *name) { return head.contains(QLatin1String(name)); };
    Result<Entry> (Importer::*read)(const Row &) = nullptr;
    if (has("event_date(utc)") && has("event_title")) {
        read = &Importer::irisExport;
        importer.result().format = u"iris-export-csv"_s;
    } else if (has("event_date") && has("event_tz") && has("event_title")) {
        read = &Importer::iris;
        importer.result().format = u"iris-csv"_s;
    } else if (has("message") && has("datetime")) {
        read = &Importer::timesketch;
        importer.result().format = u"timesketch-csv"_s;
    } else {
        return failure(ErrorCode::BadInput, where,
                       u"neither a timeline of Timesketch (CSV, JSON lines) nor of IRIS (CSV)"_s);
    }
    if (QSet<QString>(head.begin(), head.end()).size() != head.size())
        return failure(ErrorCode::BadInput, where + ":1"_L1, u"a column appears twice"_s);
    notRead(importer.result(), head);
    while (const auto cells = rows.next()) {
        if (cells->size() != head.size()) {
            importer.leave(rows.line(), u"%1 cells where the headings are %2"_s.arg(cells->size()).arg(head.size()));
            continue;
        }
        Row row;
        bool isTooLong = false;
        for (qsizetype at = 0; at < head.size(); ++at) {
            isTooLong |= (*cells)[at].size() > LongestCell * 4;
            row.insert(head[at], plainCell((*cells)[at]));
        }
        if (isTooLong)
            importer.leave(rows.line(), u"a cell is longer than anything that is read"_s);
        else
            importer.take(rows.line(), (importer.*read)(row));
    }
    return std::move(importer.result());
}

Entry adopted(const Entry &entry, const QString &source, Instant learned)
{
    Entry own = entry;
    const bool isWords = entry.kind == Entry::Kind::Person || entry.kind == Entry::Kind::Story;
    // What a person pasted is words with their source; every other rule makes something happen where it is read.
    if (!isWords || (!entry.rule.isEmpty() && entry.rule != "evidence.pasted"_L1)) {
        // No instrument of ours saw it, and nobody here decided it.
        own.kind = Entry::Kind::Story;
        own.text = englishSentence(entry);
        own.textJa.clear();
        own.rule.clear();
        own.args = QJsonObject{{u"kind"_s, QString::fromLatin1(kindText(entry.kind))}};
    }
    if (!entry.evidence.empty()) {
        QJsonArray hashes;
        for (const QByteArray &hash : entry.evidence)
            hashes.append(QString::fromLatin1(hash));
        own.args.insert(u"evidenceElsewhere"_s, hashes);
        own.evidence.clear();
    }
    if (!entry.corrects.isEmpty()) {
        own.args.insert(u"correctsElsewhere"_s, QString::fromLatin1(entry.corrects));
        own.corrects.clear();
    }
    // What the other side learned when is part of what it says; here it is learned now.
    if (entry.learned != entry.happened) own.args.insert(u"learnedElsewhere"_s, toRfc3339(entry.learned));
    own.learned = learned;
    own.source = entry.source.isEmpty() ? source : u"%1 (%2)"_s.arg(entry.source, source);
    return own;
}

} // namespace hinoban::respond
