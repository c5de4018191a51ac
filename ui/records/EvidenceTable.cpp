// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/EvidenceTable.h"

#include "app/base/SafeText.h"
#include "ui/common/TimeText.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::ui {

namespace {

bool isFalse(const respond::Entry &entry, const dns::Name &domain)
{
    return entry.rule == QLatin1String("evidence.false") && entry.domain == domain;
}

QString argument(const respond::Entry &entry, const char *key)
{
    const QJsonValue value = entry.args.value(QLatin1String(key));
    return safeText(value.isDouble() ? QString::number(value.toInteger()) : value.toString(), 300);
}

} // namespace

QStringList evidenceHeads()
{
    return {QCoreApplication::translate("EvidenceTable", "When"),
            QCoreApplication::translate("EvidenceTable", "Vantage"),
            QCoreApplication::translate("EvidenceTable", "Server"),
            QCoreApplication::translate("EvidenceTable", "Question"),
            QCoreApplication::translate("EvidenceTable", "Answer"),
            QCoreApplication::translate("EvidenceTable", "Times"),
            QCoreApplication::translate("EvidenceTable", "Expected")};
}

std::vector<const respond::Entry *> evidenceEntries(const QList<store::LogRecord> &log, const dns::Name &domain)
{
    std::vector<const respond::Entry *> entries;
    for (const auto &record : log) {
        const auto &entry = record.entry;
        const bool asked = entry.rule == QLatin1String("evidence.asked") && entry.domain == domain;
        if (isFalse(entry, domain) || asked || entry.rule == QLatin1String("evidence.brought"))
            entries.push_back(&entry);
    }
    return entries;
}

std::vector<TextTable::Line> evidenceLines(const QList<store::LogRecord> &log, const dns::Name &domain)
{
    std::vector<TextTable::Line> lines;
    for (const auto *shown : evidenceEntries(log, domain)) {
        const auto &entry = *shown;
        const TextTable::Cell when{
            TimeText::instance().brief(entry.happened), {}, true, TimeText::instance().both(entry.happened)};
        if (isFalse(entry, domain)) {
            lines.push_back({when,
                             {argument(entry, "vantage")},
                             {argument(entry, "server"), {}, true},
                             {argument(entry, "rrset"), {}, true},
                             {safeText(entry.after, 300), Mark::Mismatch, true},
                             {argument(entry, "count"), {}, true},
                             {safeText(entry.before, 300), {}, true}});
        } else if (entry.rule == QLatin1String("evidence.asked")) {
            lines.push_back(
                {when,
                 {QCoreApplication::translate("EvidenceTable", "asked by %1").arg(safeText(entry.author, 80))},
                 {argument(entry, "server"), {}, true},
                 {argument(entry, "line"), {}, true},
                 {argument(entry, "answer"), {}, true},
                 {},
                 {}});
        } else {
            lines.push_back(
                {when,
                 {argument(entry, "vantage")},
                 {},
                 {},
                 {QCoreApplication::translate("EvidenceTable", "%1 as expected, %2 otherwise, %3 unknown")
                      .arg(argument(entry, "match"), argument(entry, "mismatch"), argument(entry, "unknown"))},
                 {argument(entry, "exchanges"), {}, true},
                 {}});
        }
    }
    return lines;
}

int falseAnswers(const QList<store::LogRecord> &log, const dns::Name &domain)
{
    return int(std::count_if(log.begin(), log.end(),
                             [&](const store::LogRecord &record) { return isFalse(record.entry, domain); }));
}

} // namespace hinoban::ui
