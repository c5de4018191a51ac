// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path/HopTable.h"

#include "app/base/SafeText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace hinoban::ui {
namespace {

double milliseconds(Duration span) { return double(span.count()) / 1000; }

QString lastPlace(const path::Trace &trace)
{
    for (auto hop = trace.hops.rbegin(); hop != trace.hops.rend(); ++hop)
        if (!hop->place.isEmpty()) return hop->place;
    return {};
}

path::PathComparison compared(const console::PathView &view)
{
    if (view.now) return path::compare(view.baseline, *view.now);
    path::PathComparison onlyUsual;
    if (view.baseline.trace)
        for (const auto &hop : view.baseline.trace->hops)
            onlyUsual.rows.push_back({hop, std::nullopt, path::HopState::Unknown});
    return onlyUsual;
}

double slowestOf(const std::vector<path::HopRow> &rows)
{
    double slowest = 0;
    for (const auto &row : rows)
        for (const auto *hop : {&row.usual, &row.now})
            if (*hop && (*hop)->rtt) slowest = std::max(slowest, milliseconds(*(*hop)->rtt));
    return slowest;
}

HopTable::Kind kindOf(const HopTable &table, const console::PathView &view)
{
    using Kind = HopTable::Kind;
    if (view.now && !view.now->problem.isEmpty()) return Kind::Failed;
    if (!view.now) return view.baseline.trace ? Kind::NotMeasured : Kind::NothingMeasures;
    if (!view.baseline.trace) return Kind::NoBaseline;
    const bool otherPath = table.firstDifference >= 0, otherPlace = table.usualPlace != table.placeNow;
    if (view.now->address == view.baseline.trace->address) return otherPath ? Kind::OtherWay : Kind::AsUsual;
    if (otherPlace) return Kind::Elsewhere;
    // The last hop is the address itself: if only that one differs, the way is the same.
    const bool onlyLast = table.firstDifference < 0 || table.firstDifference == int(table.rows.size()) - 1;
    return onlyLast ? Kind::OtherAddress : Kind::Elsewhere;
}

QString say(const char *source) { return QCoreApplication::translate("HopTable", source); }

// Places say it best; without both of them, addresses.
QString whereTo(const HopTable &table)
{
    if (!table.usualPlace.isEmpty() && !table.placeNow.isEmpty() && table.usualPlace != table.placeNow)
        return table.usualPlace + QStringLiteral(" → ") + table.placeNow;
    return table.usualAddress.toString() + QStringLiteral(" → ") + table.addressNow.toString();
}

} // namespace

HopTable hopTable(const console::PathView &view)
{
    HopTable table;
    const auto *usual = view.baseline.trace.get();
    const auto *now = view.now.get();
    auto comparison = compared(view);
    table.rows = std::move(comparison.rows);
    table.firstDifference = comparison.firstDifference.value_or(-1);
    table.slowest = slowestOf(table.rows);
    table.notes = hopNotes(table.rows, view);
    if (usual) {
        table.usualPlace = safeText(lastPlace(*usual), 20);
        table.usualAddress = usual->address;
    }
    if (now) {
        table.placeNow = safeText(lastPlace(*now), 20);
        table.addressNow = now->address;
        table.problem = safeText(now->problem, 300);
    }
    const auto usualResponse = view.baseline.response ? view.baseline.response : usual ? usual->response : std::nullopt;
    if (usualResponse) table.usualMs = milliseconds(*usualResponse);
    if (now && now->response) table.msNow = milliseconds(*now->response);
    table.slower =
        table.usualMs && table.msNow && *table.msNow > 2 * *table.usualMs && *table.msNow > *table.usualMs + 30;
    table.kind = kindOf(table, view);
    return table;
}

QString sentence(const HopTable &table)
{
    using Kind = HopTable::Kind;
    const int hop = table.firstDifference >= 0 ? ttlOf(table.rows[size_t(table.firstDifference)]) : 0;
    QString text;
    switch (table.kind) {
    case Kind::NothingMeasures:
        return say(QT_TRANSLATE_NOOP("HopTable", "Nothing measures the path to this domain here: there is no prober. "
                                                 "The findings do not depend on it."));
    case Kind::NoBaseline:
        return say(QT_TRANSLATE_NOOP("HopTable", "There is no usual path yet to compare today's with."));
    case Kind::NotMeasured:
        return say(QT_TRANSLATE_NOOP("HopTable", "The usual path is known; today's has not been measured yet."));
    case Kind::Failed:
        return say(QT_TRANSLATE_NOOP("HopTable", "The path could not be measured: %1")).arg(table.problem);
    case Kind::AsUsual:
        text = say(QT_TRANSLATE_NOOP("HopTable", "The path is as usual."));
        break;
    case Kind::Elsewhere:
        text = hop > 0
                   ? say(QT_TRANSLATE_NOOP("HopTable", "The answer leads elsewhere: %1, another way from hop %2 on."))
                         .arg(whereTo(table), QString::number(hop))
                   : say(QT_TRANSLATE_NOOP("HopTable", "The answer leads elsewhere: %1.")).arg(whereTo(table));
        break;
    case Kind::OtherAddress:
        text = say(QT_TRANSLATE_NOOP("HopTable", "The answer is another address at the same place: %1."))
                   .arg(whereTo(table));
        break;
    case Kind::OtherWay:
        text = say(QT_TRANSLATE_NOOP("HopTable", "The answer leads to the same address, another way from hop %1 on."))
                   .arg(hop);
        break;
    }
    if (!table.usualMs || !table.msNow) return text;
    const auto number = [](double ms) { return QLocale().toString(ms, 'f', 0); };
    const QString response = (table.slower ? say(QT_TRANSLATE_NOOP("HopTable", "Slower: %1 → %2 ms."))
                                           : say(QT_TRANSLATE_NOOP("HopTable", "Response %1 → %2 ms.")))
                                 .arg(number(*table.usualMs), number(*table.msNow));
    return text + u' ' + response;
}

int ttlOf(const path::HopRow &row) { return row.now ? row.now->ttl : row.usual ? row.usual->ttl : 0; }

QString millisecondsText(const std::optional<Duration> &rtt)
{
    if (!rtt) return QStringLiteral("–");
    const double ms = milliseconds(*rtt);
    return QLocale().toString(ms, 'f', ms < 1 ? 1 : 0);
}

} // namespace hinoban::ui
