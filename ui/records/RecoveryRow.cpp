// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RecoveryRow.h"

#include "app/base/SafeText.h"
#include "ui/common/TimeText.h"

#include <QCoreApplication>
#include <QStringList>

namespace hinoban::ui {

using respond::CacheState;

namespace {

RecoveryRow rowOf(const respond::ResolverState &resolver, bool open)
{
    RecoveryRow row;
    row.name = safeText(resolver.server.display(), 80);
    row.state = resolver.cache;
    row.ttlLeft = resolver.falseTtl;
    row.until = resolver.until;
    row.bound = resolver.bound;
    row.open = open && (row.state == CacheState::False || row.state == CacheState::Possible ||
                        row.state == CacheState::TrueNow);
    row.trueLooks = resolver.trueLooks;
    row.isPage = resolver.flushPage.isValid() && !resolver.flushPage.isEmpty();
    row.flush = row.isPage ? resolver.flushPage.toString(QUrl::FullyEncoded) : resolver.flushCommand;
    return row;
}

} // namespace

std::vector<RecoveryRow> recoveryRows(const respond::CacheTail &tail)
{
    std::vector<RecoveryRow> rows;
    for (const auto &resolver : tail.resolvers) {
        rows.push_back(rowOf(resolver, tail.unbounded));
        rows.back().address = respond::resolverKey(resolver.server);
    }
    for (const auto &kind : tail.others) {
        rows.push_back(rowOf(kind, tail.unbounded));
        //: A row of the cache tail: every resolver of a make that cannot be asked; %1 is Unbound or BIND
        rows.back().name = QCoreApplication::translate("Recovery", "All others: %1").arg(kind.server.label);
    }
    return rows;
}

Mark markOf(CacheState state)
{
    switch (state) {
    case CacheState::False:
        return Mark::Mismatch;
    case CacheState::Possible:
        return Mark::Suspicion;
    case CacheState::TrueNow:
    case CacheState::Clean:
        return Mark::Match;
    case CacheState::Unknown:
        break;
    }
    return Mark::Unknown;
}

QString wordOf(CacheState state)
{
    switch (state) {
    case CacheState::False:
        return QCoreApplication::translate("Recovery", "false data");
    case CacheState::Possible:
        return QCoreApplication::translate("Recovery", "may be false");
    case CacheState::TrueNow:
        //: Of a resolver: the truth when last asked; another of its caches may still differ
        return QCoreApplication::translate("Recovery", "true now");
    case CacheState::Clean:
        return QCoreApplication::translate("Recovery", "clean");
    case CacheState::Unknown:
        break;
    }
    return QCoreApplication::translate("Recovery", "unknown");
}

QString longTextOf(const RecoveryRow &row)
{
    const auto &times = TimeText::instance();
    QStringList lines{row.address.isEmpty() ? row.name : row.name + QLatin1Char(' ') + row.address,
                      markSymbol(markOf(row.state)) + QLatin1Char(' ') + wordOf(row.state)};
    if (row.state == CacheState::False)
        lines << QCoreApplication::translate("Recovery", "TTL left: %1").arg(ttlText(row.ttlLeft));
    if (row.until)
        lines << QCoreApplication::translate("Recovery", "May serve false data until %1").arg(times.both(*row.until));
    if (row.bound && row.bound != row.until)
        lines << QCoreApplication::translate("Recovery", "Another cache of it, at the latest: %1")
                     .arg(times.both(*row.bound));
    if (row.open)
        lines << QCoreApplication::translate(
            "Recovery", "No end is certain while the false nameservers answer or the parent is wrong");
    if (row.trueLooks > 0)
        lines << QCoreApplication::translate("Recovery",
                                             "True in %n looks since the repair; one address may stand for many caches",
                                             nullptr, int(row.trueLooks));
    if (!row.flush.isEmpty()) lines << QCoreApplication::translate("Recovery", "Flush: %1").arg(row.flush);
    return lines.join(QLatin1Char('\n'));
}

QString summaryOf(const respond::CacheTail &tail)
{
    const auto &times = TimeText::instance();
    const int all = tail.serveFalse + tail.serveTrue + tail.unknown;
    QStringList parts;
    if (tail.serveFalse > 0 || tail.falseSince)
        parts << QCoreApplication::translate("Recovery", "%1 of %2 resolvers serve false data.")
                     .arg(tail.serveFalse)
                     .arg(all);
    else
        parts << QCoreApplication::translate("Recovery", "No cache is known to hold false data.");
    if (tail.repairedAt)
        parts << QCoreApplication::translate("Recovery", "Repaired at %1.").arg(times.full(*tail.repairedAt));
    else if (tail.falseSince)
        parts << QCoreApplication::translate("Recovery", "Not repaired yet.");
    if (tail.unbounded)
        parts << (tail.repairedAt
                      ? QCoreApplication::translate(
                            "Recovery",
                            "No end is certain while the false nameservers answer: have them taken down first.")
                      : QCoreApplication::translate("Recovery", "No end is certain before the repair."));
    else if (tail.end)
        parts
            << QCoreApplication::translate("Recovery", "Nobody serves false data after %1.").arg(times.full(*tail.end));
    return parts.join(QLatin1Char(' '));
}

} // namespace hinoban::ui
