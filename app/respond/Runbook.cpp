// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Runbook.h"

#include "app/base/SafeText.h"
#include "app/respond/CaseFile.h"
#include "app/respond/Incident.h"
#include "app/respond/Language.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr const char *Context = "respond::Runbook";

struct Phrase {
    const char *verb;
    const char *source;
};
// %1: what the word of evidence names.
constexpr Phrase Phrases[] = {
    {"finding", QT_TRANSLATE_NOOP("respond::Runbook", "finding %1 was seen")},
    {"state", QT_TRANSLATE_NOOP("respond::Runbook", "the state is or was: %1")},
    {"role", QT_TRANSLATE_NOOP("respond::Runbook", "somebody has the part: %1")},
    {"told", QT_TRANSLATE_NOOP("respond::Runbook", "noted for the case: %1")},
    {"request", QT_TRANSLATE_NOOP("respond::Runbook", "there is a request to: %1")},
    {"answered", QT_TRANSLATE_NOOP("respond::Runbook", "there is an answer from: %1")},
    {"sent", QT_TRANSLATE_NOOP("respond::Runbook", "%1 was sent")},
    {"service", QT_TRANSLATE_NOOP("respond::Runbook", "a service was recorded as %1")},
    {"entry", QT_TRANSLATE_NOOP("respond::Runbook", "the timeline has: %1")},
    {"repaired", QT_TRANSLATE_NOOP("respond::Runbook", "all parent servers answer right again")},
    {"caches", QT_TRANSLATE_NOOP("respond::Runbook", "no resolver that is asked serves false data any more")},
    {"registration", QT_TRANSLATE_NOOP("respond::Runbook", "the registration is as expected again, or was accepted")},
};

// Since when none of these is open any more; nothing while one is, or before the repair.
template <class Is>
std::optional<Instant> endOf(const std::vector<detect::Finding> &findings, Instant repaired, Is is)
{
    Instant end = repaired;
    for (const auto &finding : findings) {
        if (!is(finding) || finding.severity < detect::Severity::Med) continue;
        if (finding.open()) return std::nullopt;
        end = std::max(end, *finding.cleared);
    }
    return end;
}

} // namespace

QString wordsOf(const BothWords &words)
{
    return programLanguage() == QLatin1String("ja") && !words.ja.isEmpty() ? words.ja : words.en;
}

const RunbookItem *Runbook::item(const QString &id) const
{
    for (const auto &phase : phases)
        for (const auto &item : phase.items)
            if (item.id == id) return &item;
    return nullptr;
}

const DeadlineRule *Runbook::deadline(const QString &id) const
{
    const auto found =
        std::find_if(deadlines.begin(), deadlines.end(), [&](const DeadlineRule &rule) { return rule.id == id; });
    return found == deadlines.end() ? nullptr : &*found;
}

QByteArray itemStateText(ItemState::State state)
{
    switch (state) {
    case ItemState::State::Open:
        return "open";
    case ItemState::State::Ticked:
        return "ticked";
    case ItemState::State::Fulfilled:
        return "fulfilled";
    }
    return "open";
}

std::map<QString, DoneMark> evidenceOf(const IncidentFile &file, const Incident &incident,
                                       const std::vector<detect::Finding> &findings)
{
    auto evidence = file.evidence;
    if (!incident.repairedAt) return evidence;
    const auto add = [&](const QString &word, std::optional<Instant> at) {
        if (at) evidence[word] = {*at, QStringLiteral("Hinoban"), word};
    };
    const Instant repaired = *incident.repairedAt;
    add(QStringLiteral("repaired"), repaired);
    add(QStringLiteral("caches"), endOf(findings, repaired, [](const detect::Finding &finding) {
            return finding.vantage == QLatin1String("resolver");
        }));
    add(QStringLiteral("registration"), endOf(findings, repaired, [](const detect::Finding &finding) {
            return finding.vantage == QLatin1String("registry") && isGraveOfOurs(finding);
        }));
    return evidence;
}

std::vector<PhaseState> runbookOf(const Runbook &runbook, const IncidentFile &file, const Incident &incident,
                                  const std::map<QString, DoneMark> &evidence)
{
    std::vector<PhaseState> phases;
    phases.reserve(runbook.phases.size());
    for (const auto &phase : runbook.phases) {
        PhaseState state;
        state.phase = phase;
        state.phase.items.clear();
        if (phase.within && incident.noticedAt) state.dueAt = *incident.noticedAt + *phase.within;
        for (const auto &item : phase.items) {
            ItemState one;
            one.item = item;
            if (const auto tick = file.ticks.find(item.id); tick != file.ticks.end()) {
                one.state = ItemState::State::Ticked;
                one.mark = tick->second;
            } else {
                // The earliest of what fulfils it.
                for (const QString &word : item.done) {
                    const auto seen = evidence.find(word);
                    if (seen == evidence.end()) continue;
                    if (one.state == ItemState::State::Open || seen->second.at < one.mark.at) one.mark = seen->second;
                    one.state = ItemState::State::Fulfilled;
                }
            }
            state.done += one.state != ItemState::State::Open;
            state.items.push_back(std::move(one));
        }
        phases.push_back(std::move(state));
    }
    return phases;
}

QString evidenceSentence(const QString &word)
{
    const QString verb = word.section(u' ', 0, 0);
    QString object = word.section(u' ', 1);
    if (verb == QLatin1String("role")) object = roleWord(object);
    if (verb == QLatin1String("told")) {
        for (const auto &field : caseFields())
            if (object == QLatin1String(field.name))
                object = QString::fromUtf8(programLanguage() == QLatin1String("ja") ? field.ja : field.en);
    }
    for (const auto &phrase : Phrases)
        if (verb == QLatin1String(phrase.verb))
            return QCoreApplication::translate(Context, phrase.source)
                .replace(QLatin1String("%1"), safeText(object, 100));
    return safeText(word, 100);
}

} // namespace hinoban::respond
