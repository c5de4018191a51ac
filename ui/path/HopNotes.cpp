// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/HopNotes.h"

#include "app/base/SafeText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hinoban::ui {
namespace {

QString say(const char *source) { return QCoreApplication::translate("HopNotes", source); }

QString milliseconds(const std::optional<Duration> &span)
{
    if (!span) return QStringLiteral("–");
    const double ms = double(span->count()) / 1000;
    return QLocale().toString(ms, 'f', ms < 10 ? 1 : 0);
}

QString plainNumber(const std::optional<Duration> &span)
{
    return span ? QString::number(double(span->count()) / 1000, 'f', 3) : QString();
}

QString csvField(QString text)
{
    text = safeText(text, 300);
    if (!text.isEmpty() && QStringLiteral("=+-@\t").contains(text[0])) text.prepend(u'\'');
    if (!text.contains(u',') && !text.contains(u'"')) return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString originOf(const std::optional<path::Hop> &hop, const path::Origins &origins)
{
    return hop ? path::originText(origins.value(hop->address)) : QString();
}

std::vector<path::Hop> hopsOf(const std::vector<path::HopRow> &rows, std::optional<path::Hop> path::HopRow::*side)
{
    std::vector<path::Hop> hops;
    for (const auto &row : rows)
        if (row.*side) hops.push_back(*(row.*side));
    return hops;
}

} // namespace

std::vector<HopNote> hopNotes(const std::vector<path::HopRow> &rows, const console::PathView &view)
{
    const auto &book = path::PlaceBook::shipped();
    const auto doubts = path::placeDoubts(hopsOf(rows, &path::HopRow::now), book);
    const auto usualDoubts = path::placeDoubts(hopsOf(rows, &path::HopRow::usual), book);
    // Only rounds to where today's path leads: another address has figures of its own.
    std::vector<path::TracePtr> rounds;
    for (const auto &trace : view.recent)
        if (view.now && trace->address == view.now->address) rounds.push_back(trace);
    const auto statistics = path::statisticsOf(rounds);
    std::vector<HopNote> notes;
    notes.reserve(rows.size());
    for (const auto &row : rows) {
        HopNote note;
        note.origin = originOf(row.now, view.origins);
        note.usualOrigin = originOf(row.usual, view.origins);
        if (row.now) {
            note.originSource = view.origins.value(row.now->address).source;
            if (const auto doubt = doubts.find(row.now->ttl); doubt != doubts.end()) note.doubt = doubt->second;
            if (!statistics.empty())
                for (const auto &figures : statistics.front().hops)
                    if (figures.ttl == row.now->ttl) note.figures = figures;
        }
        note.usualIsDoubtful = row.usual && usualDoubts.contains(row.usual->ttl);
        notes.push_back(std::move(note));
    }
    return notes;
}

QString doubtText(const path::PlaceDoubt &doubt)
{
    const auto &book = path::PlaceBook::shipped();
    return say(QT_TRANSLATE_NOOP("HopNotes",
                                 "Doubtful: from %1 to %2 it is %3 km, for which light needs %4 ms there and "
                                 "back; measured were %5 ms."))
        .arg(book.textOf(doubt.from), book.textOf(doubt.to), QLocale().toString(qRound(doubt.kilometres)),
             QLocale().toString(qRound(double(doubt.least.count()) / 1000)), milliseconds(doubt.measured));
}

QString lossText(const path::HopStatistics &figures)
{
    //: In the narrow column of what was lost: the router counts its replies, so silence is no loss
    if (figures.rateLimited) return say(QT_TRANSLATE_NOOP("HopNotes", "limited"));
    const int counted = figures.sent - figures.withheld;
    if (counted <= 0) return QStringLiteral("–");
    return QLocale().toString(100.0 * figures.lost / counted, 'f', 0) + QStringLiteral(" %");
}

QString figuresText(const path::HopStatistics &figures)
{
    QStringList lines;
    lines << say(QT_TRANSLATE_NOOP("HopNotes", "Sent %1, answered %2, withheld %3, lost %4"))
                 .arg(figures.sent)
                 .arg(figures.received)
                 .arg(figures.withheld)
                 .arg(figures.lost);
    lines << say(QT_TRANSLATE_NOOP("HopNotes", "Last %1 ms, best %2 ms, average %3 ms, worst %4 ms"))
                 .arg(milliseconds(figures.last), milliseconds(figures.best), milliseconds(figures.average),
                      milliseconds(figures.worst));
    lines << say(QT_TRANSLATE_NOOP("HopNotes", "Deviation %1 ms, jitter %2 ms, median %3 ms, 95 % below %4 ms"))
                 .arg(milliseconds(figures.deviation), milliseconds(figures.jitter), milliseconds(figures.p50),
                      milliseconds(figures.p95));
    if (figures.replyTtl)
        lines << say(QT_TRANSLATE_NOOP("HopNotes", "Replies arrive with TTL %1")).arg(*figures.replyTtl);
    if (figures.rateLimited)
        lines << say(QT_TRANSLATE_NOOP("HopNotes", "This router limits its replies: silence here is no loss."));
    return lines.join(u'\n');
}

QByteArray hopsCsv(const std::vector<path::HopRow> &rows, const std::vector<HopNote> &notes)
{
    QByteArray out = "hop,state,usual_address,usual_name,usual_place,usual_origin,usual_ms,address,name,place,origin,"
                     "doubtful,ms,sent,received,withheld,lost,last_ms,best_ms,average_ms,worst_ms,deviation_ms,"
                     "jitter_ms,p50_ms,p95_ms\r\n";
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto &row = rows[i];
        const HopNote &note = notes[i];
        QStringList fields;
        fields << QString::number(row.now ? row.now->ttl : row.usual ? row.usual->ttl : 0);
        fields << (row.state == path::HopState::Same        ? QStringLiteral("same")
                   : row.state == path::HopState::Different ? QStringLiteral("different")
                                                            : QStringLiteral("unknown"));
        const auto put = [&](const std::optional<path::Hop> &hop, const QString &origin) {
            fields << (hop && !hop->address.isNull() ? hop->address.toString() : QString())
                   << (hop ? hop->name : QString()) << (hop ? hop->place : QString()) << origin;
        };
        put(row.usual, note.usualOrigin);
        fields << plainNumber(row.usual ? row.usual->rtt : std::nullopt);
        put(row.now, note.origin);
        fields << (note.doubt ? QStringLiteral("yes") : QString());
        fields << plainNumber(row.now ? row.now->rtt : std::nullopt);
        if (const auto &all = note.figures) {
            for (const int count : {all->sent, all->received, all->withheld, all->lost})
                fields << QString::number(count);
            for (const auto &span :
                 {all->last, all->best, all->average, all->worst, all->deviation, all->jitter, all->p50, all->p95})
                fields << plainNumber(span);
        } else {
            for (int empty = 0; empty < 12; ++empty)
                fields << QString();
        }
        QStringList escaped;
        for (const QString &field : fields)
            escaped << csvField(field);
        out += escaped.join(u',').toUtf8() + "\r\n";
    }
    return out;
}

} // namespace hinoban::ui
