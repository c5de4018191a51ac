// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/respond/Table.h"
#include "app/respond/TimelineFile.h"

#include <QJsonArray>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

// "2020-06-01T19:36:00.000000": local time in the zone that the entry was written in.
QString localText(Instant at, int zoneSeconds)
{
    const Instant local = at + std::chrono::seconds(zoneSeconds);
    const auto whole = std::chrono::floor<std::chrono::seconds>(local);
    QString text = toRfc3339(whole);
    text.chop(1); // Z
    return text + u".%1"_s.arg(qint64((local - whole).count()), 6, 10, QLatin1Char('0'));
}

QString joined(const std::vector<QByteArray> &hashes)
{
    QStringList all;
    for (const QByteArray &hash : hashes)
        all += QString::fromLatin1(hash);
    return all.join(u' ');
}

QString evidenceOf(const Entry &entry) { return joined(entry.evidence); }

// Its own members beside what Timesketch asks for, in this order; empty ones are empty cells and no members.
Result<QList<std::pair<QString, QString>>> columnsOf(const Entry &entry)
{
    const int zone = zoneFromText(entry.zone).value_or(0);
    QString args;
    if (!entry.args.isEmpty()) {
        const auto text = canonicalJson(entry.args);
        if (!text) return tl::unexpected(text.error());
        args = QString::fromUtf8(*text);
    }
    const QString sentence = englishSentence(entry);
    return QList<std::pair<QString, QString>>{
        {u"message"_s, sentence.isEmpty() ? u"-"_s : sentence},
        {u"datetime"_s, localText(entry.happened, zone) + zoneText(zone)},
        {u"timestamp_desc"_s, u"Happened"_s},
        {u"timestamp"_s, QString::number(toUnixMicroseconds(entry.happened))},
        {u"tag"_s, u"hinoban,"_s + QString::fromLatin1(kindText(entry.kind))},
        {u"learned"_s, localText(entry.learned, 0) + u"+00:00"_s},
        {u"kind"_s, QString::fromLatin1(kindText(entry.kind))},
        {u"author"_s, entry.author},
        {u"domain"_s, entry.domain.isRoot() ? QString() : entry.domain.display()},
        {u"text"_s, entry.text},
        {u"text_ja"_s, entry.textJa},
        {u"before"_s, entry.before},
        {u"after"_s, entry.after},
        {u"rule"_s, entry.rule},
        {u"args"_s, args},
        {u"event_source"_s, entry.source},
        {u"evidence_sha256"_s, evidenceOf(entry)},
        {u"clock_error_ms"_s, entry.clockError ? QString::number(entry.clockError->count()) : QString()},
        {u"corrects"_s, QString::fromLatin1(entry.corrects)},
    };
}

Result<QByteArray> timesketch(std::span<const Entry> entries, bool lines)
{
    QByteArray out;
    bool headed = lines;
    const auto head = [&](const QList<std::pair<QString, QString>> &columns) {
        QStringList names;
        for (const auto &[name, value] : columns)
            names += name;
        out += tableLine(names);
        headed = true;
    };
    for (const Entry &entry : entries) {
        const auto columns = columnsOf(entry);
        if (!columns) return tl::unexpected(columns.error());
        if (!headed) head(*columns);
        if (lines) {
            QJsonObject object;
            for (const auto &[name, value] : *columns)
                if (!value.isEmpty()) object.insert(name, value);
            object.insert(u"timestamp"_s, toUnixMicroseconds(entry.happened));
            object.insert(u"tag"_s, QJsonArray{u"hinoban"_s, QString::fromLatin1(kindText(entry.kind))});
            const auto text = canonicalJson(object);
            if (!text) return tl::unexpected(text.error());
            out += *text + '\n';
        } else {
            QStringList cells;
            for (const auto &[name, value] : *columns)
                cells += value;
            out += tableLine(cells);
        }
    }
    if (!headed) head(*columnsOf(Entry()));
    return out;
}

Result<QByteArray> iris(std::span<const Entry> entries)
{
    QByteArray out("event_date,event_tz,event_title,event_category,event_content,event_raw,event_source,event_assets,"
                   "event_iocs,event_tags\r\n");
    for (const Entry &entry : entries) {
        const auto raw = canonicalJson(toJson(entry));
        if (!raw) return tl::unexpected(raw.error());
        const int zone = zoneFromText(entry.zone).value_or(0);
        const QString sentence = englishSentence(entry);
        const QString title = sentence.section(u'\n', 0, 0).left(200);
        out += tableLine({localText(entry.happened, zone), zoneText(zone), title.isEmpty() ? u"-"_s : title, QString(),
                          sentence, QString::fromUtf8(*raw), entry.source, QString(), QString(),
                          u"hinoban|"_s + QString::fromLatin1(kindText(entry.kind))});
    }
    return out;
}

} // namespace

std::optional<TimelineFormat> timelineFormatFromText(const QString &text)
{
    if (text == "timesketch-csv"_L1) return TimelineFormat::TimesketchCsv;
    if (text == "timesketch-jsonl"_L1) return TimelineFormat::TimesketchJsonl;
    if (text == "iris-csv"_L1) return TimelineFormat::IrisCsv;
    return {};
}

QString zoneText(int seconds)
{
    const int minutes = qAbs(seconds) / 60;
    return u"%1%2:%3"_s.arg(QLatin1Char(seconds < 0 ? '-' : '+'))
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

std::optional<int> zoneFromText(const QString &text)
{
    if (text.isEmpty() || text == "UTC"_L1 || text == "Z"_L1) return 0;
    if (text.size() != 6 || (text[0] != u'+' && text[0] != u'-') || text[3] != u':') return {};
    bool hoursGood = false, minutesGood = false;
    const int hours = QStringView(text).mid(1, 2).toInt(&hoursGood);
    const int minutes = QStringView(text).mid(4, 2).toInt(&minutesGood);
    if (!hoursGood || !minutesGood || hours > 14 || minutes > 59 || text[1] == u'+' || text[4] == u'+') return {};
    const int east = hours * 3600 + minutes * 60;
    return text[0] == u'-' ? -east : east;
}

Result<QByteArray> exportTimeline(std::span<const Entry> entries, TimelineFormat format)
{
    switch (format) {
    case TimelineFormat::TimesketchCsv:
        return timesketch(entries, false);
    case TimelineFormat::TimesketchJsonl:
        return timesketch(entries, true);
    case TimelineFormat::IrisCsv:
        break;
    }
    return iris(entries);
}

} // namespace hinoban::respond
