// SPDX-License-Identifier: GPL-3.0-or-later
// The part of DossierParts that reads findings as changes of records.
#include "app/base/SafeText.h"
#include "app/respond/DossierParts.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr size_t MostChanges = 100;
constexpr qsizetype MostValues = 20;

QStringList listOf(const QJsonObject &args, const char *key)
{
    const QJsonValue value = args.value(QLatin1String(key));
    QStringList texts;
    if (value.isArray()) {
        for (const QJsonValue one : value.toArray()) {
            if (texts.size() >= MostValues) break;
            texts += safeText(one.toString(), LongestField);
        }
    } else if (!value.toString().isEmpty()) {
        texts += safeText(value.toString(), LongestField);
    }
    return texts;
}

// Which arguments of a signal say how it should be and how it was.
struct Reading {
    const char *signal;
    const char *right, *falsely;
    const char *type; // of the record, where the subject does not say it; the subject is then the domain itself
};
constexpr Reading Readings[] = {
    {"D1", "expected", "present", "NS"},
    {"D4", "expected", "unexpected", "glue"},
    {"D6", "expected", "present", ""},
    {"D9", "expected", "unexpected", ""},
    {"D11", "missing", "unexpected", ""},
    {"D12", "expected", "present", ""},
    {"R1", "accepted", "lastChanged", "registration"},
    {"R2", "before", "after", ""},
    {"R3", "status", "", ""},
};

void addAll(QStringList &to, const QStringList &from)
{
    for (const QString &text : from)
        if (!to.contains(text) && to.size() < MostValues) to += text;
}

// "5 mail.coincheck.com (45.77.24.250)"
QStringList mailHosts(const detect::Finding &finding)
{
    const QStringList preferences = listOf(finding.args, "preference");
    const QString host = safeText(finding.args.value(QStringLiteral("host")).toString(), LongestField);
    if (host.isEmpty()) return listOf(finding.args, "present");
    QStringList addresses;
    for (const QString &address : listOf(finding.args, "addresses"))
        addresses += defanged(address);
    QString text = defanged(host);
    if (!preferences.isEmpty()) text.prepend(preferences.join(u'/') + u' ');
    if (!addresses.isEmpty()) text += QStringLiteral(" (%1)").arg(addresses.join(QStringLiteral(", ")));
    return {text};
}

void take(std::vector<RecordChange> &changes, RecordChange change)
{
    const auto known =
        std::find_if(changes.begin(), changes.end(), [&](const RecordChange &one) { return one.what == change.what; });
    if (known == changes.end()) {
        if (changes.size() < MostChanges) changes.push_back(std::move(change));
        return;
    }
    addAll(known->right, change.right);
    addAll(known->falsely, change.falsely);
    addAll(known->vantages, change.vantages);
    known->from = std::min(known->from, change.from);
    if (!change.until || !known->until)
        known->until.reset();
    else
        known->until = std::max(*known->until, *change.until);
}

} // namespace

std::vector<RecordChange> recordChanges(const std::vector<detect::Finding> &findings, const DraftFacts &facts)
{
    std::vector<RecordChange> changes;
    // What caches still keep is the tail's; it is told here only of what was never seen elsewhere.
    for (const bool isAtResolver : {false, true}) {
        std::vector<RecordChange> these;
        for (const auto &finding : findings) {
            if ((finding.vantage == QLatin1String("resolver")) != isAtResolver) continue;
            RecordChange change;
            change.vantages = {finding.vantage};
            change.from = finding.firstSeen;
            change.until = finding.cleared;
            if (finding.signal == QLatin1String("D8")) {
                change.right = listOf(finding.args, "expected");
                change.falsely = mailHosts(finding);
                QStringList owners = listOf(finding.args, "owners");
                if (owners.isEmpty()) owners += finding.domain.display();
                for (const QString &owner : owners) {
                    change.what = owner + QStringLiteral(" MX");
                    take(these, change);
                }
                continue;
            }
            const auto *reading = std::find_if(std::begin(Readings), std::end(Readings), [&](const Reading &one) {
                return finding.signal == QLatin1String(one.signal);
            });
            if (reading == std::end(Readings)) continue;
            change.right = listOf(finding.args, reading->right);
            for (const QString &value : listOf(finding.args, reading->falsely)) {
                if (change.right.contains(value)) continue;
                const bool isName = finding.signal == QLatin1String("D1");
                change.falsely += isName ? defanged(value) : withoutLinks(value, facts);
            }
            const QString type = QLatin1String(reading->type);
            change.what =
                type.isEmpty() ? safeText(finding.subject, LongestField)
                : finding.signal == QLatin1String("D4")
                    ? safeText(finding.args.value(QStringLiteral("host")).toString(), LongestField) + u' ' + type
                    : finding.domain.display() + u' ' + type;
            if (change.falsely.isEmpty() && finding.signal == QLatin1String("R2")) {
                addAll(change.falsely, listOf(finding.args, "status"));
                addAll(change.falsely, listOf(finding.args, "at"));
            }
            take(these, change);
        }
        for (auto &change : these) {
            const bool isKnown = std::any_of(changes.begin(), changes.end(),
                                             [&](const RecordChange &one) { return one.what == change.what; });
            if (!isKnown) changes.push_back(std::move(change));
        }
    }
    return changes;
}

} // namespace hinoban::respond
