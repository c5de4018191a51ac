// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/RegistrationTable.h"

#include "app/base/SafeText.h"
#include "app/console/StatusWords.h"
#include "ui/common/ProblemWords.h"
#include "ui/common/TimeText.h"

#include <QCoreApplication>

namespace hinoban::ui {

namespace {

using Sheet = console::RegistrationSheet;
using Field = Sheet::Field;
using Cell = TextTable::Cell;

constexpr qsizetype LongestSource = 200, LongestReason = 300;

QString fieldWord(Field field)
{
    switch (field) {
    case Field::Registrar:
        return QCoreApplication::translate("RegistrationTable", "registrar");
    case Field::Registered:
        return QCoreApplication::translate("RegistrationTable", "registered");
    case Field::LastChanged:
        return QCoreApplication::translate("RegistrationTable", "last changed");
    case Field::Expires:
        return QCoreApplication::translate("RegistrationTable", "expires");
    case Field::Transferred:
        return QCoreApplication::translate("RegistrationTable", "transferred");
    case Field::Nameserver:
        return QCoreApplication::translate("RegistrationTable", "nameserver");
    case Field::Signed:
        return QCoreApplication::translate("RegistrationTable", "DNSSEC");
    case Field::AbuseMail:
        return QCoreApplication::translate("RegistrationTable", "abuse, mail");
    case Field::AbusePhone:
        return QCoreApplication::translate("RegistrationTable", "abuse, phone");
    }
    return {};
}

// In the zone of times shown; the tip has both zones.
Cell cellOf(Field field, const Sheet::Value &value)
{
    if (value.at) return {TimeText::instance().full(*value.at), {}, true, TimeText::instance().both(*value.at)};
    if (field == Field::Signed && !value.text.isEmpty())
        return {value.text == QLatin1String("yes")
                    ? QCoreApplication::translate("RegistrationTable", "signed (DS is registered)")
                    : QCoreApplication::translate("RegistrationTable", "not signed")};
    return {value.text, {}, field != Field::Registrar};
}

QString plain(Field field, const Sheet::Value &value)
{
    const QString text = cellOf(field, value).text;
    return text.isEmpty() ? QCoreApplication::translate("RegistrationTable", "none") : text;
}

QString besideNameserver(const Sheet::Row &row)
{
    const bool registered = !row.registry.isEmpty();
    if (!row.isDelegated && !row.isExpected) return {};
    QStringList parts;
    if (!registered) parts << QCoreApplication::translate("RegistrationTable", "not registered");
    if (row.isDelegated)
        parts << (*row.isDelegated ? QCoreApplication::translate("RegistrationTable", "in the parent zone")
                                   : QCoreApplication::translate("RegistrationTable", "not in the parent zone"));
    if (row.isExpected)
        parts << (*row.isExpected ? QCoreApplication::translate("RegistrationTable", "expected")
                                  : QCoreApplication::translate("RegistrationTable", "not expected"));
    return parts.join(QStringLiteral(" · "));
}

QString beside(const Sheet::Row &row, Instant now)
{
    if (row.field == Field::Nameserver) return besideNameserver(row);
    QStringList parts;
    if (row.field == Field::Expires && row.registry.at) {
        const auto days = std::chrono::floor<std::chrono::days>(*row.registry.at - now).count();
        parts << (days < 0 ? QCoreApplication::translate("RegistrationTable", "expired")
                           : QCoreApplication::translate("RegistrationTable", "in %n days", nullptr, int(days)));
    }
    if (row.state == watch::State::Mismatch)
        parts << QCoreApplication::translate("RegistrationTable", "accepted: %1").arg(plain(row.field, row.accepted));
    else if (row.state == watch::State::Match)
        parts << QCoreApplication::translate("RegistrationTable", "as accepted");
    else if (row.state == watch::State::Unknown)
        parts << QCoreApplication::translate("RegistrationTable", "not said any more; accepted: %1")
                     .arg(plain(row.field, row.accepted));
    return parts.join(QStringLiteral(" · "));
}

Cell orDash(Cell cell)
{
    if (cell.text.isEmpty()) cell.text = QStringLiteral("—");
    return cell;
}

TextTable::Line head(const QString &text) { return {{text, {}, false, {}, true}, {}, {}, {}}; }

void addChanges(const Sheet &sheet, std::vector<TextTable::Line> &lines)
{
    if (sheet.changes.empty()) return;
    lines.push_back(head(QCoreApplication::translate("RegistrationTable", "Changed since accepted")));
    for (const auto &change : sheet.changes) {
        const QString what = change.status.isEmpty() ? fieldWord(change.field) : change.status;
        QStringList when;
        if (change.changed)
            when << QCoreApplication::translate("RegistrationTable", "changed: %1")
                        .arg(TimeText::instance().full(*change.changed));
        if (change.learned)
            when << QCoreApplication::translate("RegistrationTable", "learned: %1")
                        .arg(TimeText::instance().full(*change.learned));
        QString text = QCoreApplication::translate("RegistrationTable", "%1 → %2")
                           .arg(plain(change.field, change.before), plain(change.field, change.after));
        // Lists of names are long: each on lines of its own.
        if (change.field == Field::Nameserver)
            text = plain(change.field, change.before) + QStringLiteral("\n→ ") + plain(change.field, change.after);
        if (!change.status.isEmpty())
            text = change.after.isEmpty() ? QCoreApplication::translate("RegistrationTable", "set → gone")
                                          : QCoreApplication::translate("RegistrationTable", "not set → set");
        lines.push_back({{what, Mark::Mismatch, !change.status.isEmpty()},
                         {text, {}, change.status.isEmpty() && change.field != Field::Registrar},
                         {},
                         {when.join(QLatin1Char('\n'))}});
    }
}

void addRows(const Sheet &sheet, Instant now, std::vector<TextTable::Line> &lines)
{
    if (sheet.rows.empty()) return;
    lines.push_back(head(QCoreApplication::translate("RegistrationTable", "Registration")));
    for (const auto &row : sheet.rows) {
        Cell registry = orDash(cellOf(row.field, row.registry));
        if (row.field == Field::Nameserver && row.registry.isEmpty()) {
            const auto &name = row.registrar.isEmpty() ? row.accepted : row.registrar;
            registry = {name.text, {}, true};
        }
        if (row.state) registry.mark = markOf(*row.state);
        lines.push_back({{fieldWord(row.field)},
                         std::move(registry),
                         orDash(cellOf(row.field, row.registrar)),
                         {beside(row, now)}});
    }
}

void addStatuses(const Sheet &sheet, std::vector<TextTable::Line> &lines)
{
    if (sheet.statuses.empty()) return;
    lines.push_back(head(QCoreApplication::translate("RegistrationTable", "Statuses")));
    for (const auto &status : sheet.statuses) {
        const auto words = console::statusWords(status.status);
        Cell name{status.status, {}, true};
        QString meaning = words.meaning, who = console::holderWord(words.holder);
        if (status.isLost) {
            name.mark = Mark::Mismatch;
            meaning = QCoreApplication::translate("RegistrationTable", "Not set any more. It meant: %1").arg(meaning);
        } else if (words.isUrgent) {
            name.mark = status.isNew ? Mark::Mismatch : Mark::Suspicion;
        }
        const QString registrar = !status.byRegistrar ? QStringLiteral("—")
                                  : status.byRegistry
                                      ? QCoreApplication::translate("RegistrationTable", "says so too")
                                      : QCoreApplication::translate("RegistrationTable", "only the registrar says so");
        lines.push_back({std::move(name), {meaning}, {registrar}, {who}});
    }
}

void addWeaknesses(const std::vector<detect::Weakness> &weaknesses, std::vector<TextTable::Line> &lines)
{
    if (weaknesses.empty()) return;
    lines.push_back(head(QCoreApplication::translate("RegistrationTable", "Weak points")));
    for (const auto &weakness : weaknesses) {
        QString text = detect::sentence(weakness);
        if (weakness.kind == detect::Weakness::Kind::ExpiresSoon && !weakness.args.isEmpty())
            if (const auto at = instantFromRfc3339(weakness.args.front()))
                text = detect::sentence(
                    detect::Weakness{weakness.kind, weakness.severity, {TimeText::instance().full(*at)}});
        lines.push_back({{QString::fromLatin1(detect::severityText(weakness.severity)), {}, true},
                         {text},
                         {},
                         {detect::remedy(weakness)}});
    }
}

} // namespace

QStringList registrationHeads()
{
    return {QCoreApplication::translate("RegistrationTable", "Field"),
            QCoreApplication::translate("RegistrationTable", "The registry says"),
            QCoreApplication::translate("RegistrationTable", "The registrar says"),
            QCoreApplication::translate("RegistrationTable", "Beside it")};
}

std::vector<TextTable::Line> registrationLines(const Sheet &sheet, const std::vector<detect::Weakness> &weaknesses,
                                               Instant now)
{
    std::vector<TextTable::Line> lines;
    addChanges(sheet, lines);
    addRows(sheet, now, lines);
    addStatuses(sheet, lines);
    addWeaknesses(weaknesses, lines);
    return lines;
}

QStringList registrationSources(const Sheet &sheet, Instant now)
{
    QStringList lines;
    for (const auto &source : sheet.sources) {
        const auto &lookup = *source.lookup;
        const QString who = source.side == Sheet::Side::Registry
                                ? QCoreApplication::translate("RegistrationTable", "Registry")
                                : QCoreApplication::translate("RegistrationTable", "Registrar");
        QString line = QCoreApplication::translate("RegistrationTable", "%1: %2, asked %3 (%4)")
                           .arg(who, safeText(lookup.source, LongestSource), TimeText::instance().full(lookup.askedAt),
                                agoText(now - lookup.askedAt));
        if (!lookup.problem.isEmpty())
            line += QLatin1Char('\n') + QCoreApplication::translate("RegistrationTable", "Not known: %1.")
                                            .arg(safeText(problemText(lookup.problem), LongestReason));
        lines << line;
    }
    if (sheet.accepted) {
        const auto &approval = *sheet.accepted;
        QString line = QCoreApplication::translate("RegistrationTable", "Accepted by %1, %2")
                           .arg(safeText(approval.person, LongestSource), TimeText::instance().full(approval.at));
        if (!approval.reason.isEmpty()) line += QStringLiteral(": ") + safeText(approval.reason, LongestReason);
        lines << line;
    }
    return lines;
}

} // namespace hinoban::ui
