// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/detect/Sentence.h"
#include "app/respond/CaseFile.h"
#include "app/respond/Entry.h"
#include "app/respond/IncidentFile.h"
#include "app/respond/Language.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>

namespace hinoban::respond {

namespace {

enum class Speech { English, Program };

constexpr const char *Context = "respond::Entry";

QString say(Speech speech, const char *source)
{
    return speech == Speech::English ? QString::fromUtf8(source) : QCoreApplication::translate(Context, source);
}

// A sentence for each rule; %1 %2 … are filled from `args` by these keys, in this order. "before" and "after" are
// the entry's own members, "author" and "domain" too.
struct Phrase {
    const char *rule;
    const char *source;
    std::array<const char *, 7> keys;
};

constexpr Phrase Phrases[] = {
    {"expectation.accepted",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 accepted %2 as it is seen: %3"),
     {"author", "record", "reason"}},
    {"expectation.edited",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 set what %2 should be: %3"),
     {"author", "record", "reason"}},
    {"expectation.refused",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 refused %2 as it is seen: %3"),
     {"author", "record", "reason"}},
    {"expectation.imported",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 took what %2 should be from a file (%4): %3"),
     {"author", "record", "reason", "source"}},
    {"expectation.removed",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 expects nothing of %2 any more: %3"),
     {"author", "record", "reason"}},
    {"plan.made",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 planned a change of %2 from %3 to %4: %5 (%6)"),
     {"author", "domain", "start", "end", "reason", "changes"}},
    {"plan.cancelled",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 withdrew the change of %2 planned from %3 to %4: %5"),
     {"author", "domain", "start", "end", "reason"}},
    {"plan.accepted",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 accepted the planned change of %2: %3 (%4)"),
     {"author", "domain", "reason", "changes"}},
    {"registration.accepted",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 accepted the registration of %2 as last changed at %3: %4"),
     {"author", "domain", "lastChanged", "reason"}},
    {"finding.accepted",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 cleared finding %2 about %3: %4"),
     {"author", "signal", "subject", "reason"}},
    {"message.sent",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 sent %2 to %3 (%4)"),
     {"person", "template", "party", "channel"}},
    {"case.told", QT_TRANSLATE_NOOP("respond::Entry", "%1 noted for the case: %2 = %3"), {"author", "field", "value"}},
    {"service.stopped", QT_TRANSLATE_NOOP("respond::Entry", "%1 recorded: service stopped: %2"), {"author", "service"}},
    {"service.resumed", QT_TRANSLATE_NOOP("respond::Entry", "%1 recorded: service resumed: %2"), {"author", "service"}},
    {"request.opened",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 asked %2 (%3, %4)"),
     {"author", "party", "template", "channel"}},
    {"request.acknowledged",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 acknowledged, reference %2"),
     {"party", "reference"}},
    {"request.chased", QT_TRANSLATE_NOOP("respond::Entry", "%1 asked %2 again (%3)"), {"author", "party", "channel"}},
    {"request.replied", QT_TRANSLATE_NOOP("respond::Entry", "%1 answered: %2"), {"party", "text"}},
    {"request.state", QT_TRANSLATE_NOOP("respond::Entry", "Request to %1: %2 → %3"), {"party", "from", "to"}},
    {"request.overdue", QT_TRANSLATE_NOOP("respond::Entry", "No answer from %1: it was due at %2"), {"party", "due"}},
    {"asset.found",
     QT_TRANSLATE_NOOP("respond::Entry", "Hostile %1 %2: it stands in the evidence (%3)"),
     {"kind", "asset", "findings"}},
    {"asset.live", QT_TRANSLATE_NOOP("respond::Entry", "Hostile %1 %2 is alive: %3"), {"kind", "asset", "detail"}},
    {"asset.changed",
     QT_TRANSLATE_NOOP("respond::Entry", "Hostile %1 %2 answers otherwise than before: %3"),
     {"kind", "asset", "detail"}},
    {"asset.stopped",
     QT_TRANSLATE_NOOP("respond::Entry", "Hostile %1 %2 has stopped: %3"),
     {"kind", "asset", "detail"}},
    {"asset.unresolvable",
     QT_TRANSLATE_NOOP("respond::Entry", "Hostile %1 %2 no longer resolves: %3"),
     {"kind", "asset", "detail"}},
    {"asset.unknown",
     QT_TRANSLATE_NOOP("respond::Entry", "Whether hostile %1 %2 is alive is not known: %3"),
     {"kind", "asset", "detail"}},
    {"asset.questioned",
     QT_TRANSLATE_NOOP("respond::Entry",
                       "Hostile %1 %2 was asked for everything of ours before it is cleaned up: %3 questions, %4 with "
                       "data; the answers are kept"),
     {"kind", "asset", "asked", "answered"}},
    {"asset.added",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 named the %2 %3 as hostile: %4"),
     {"author", "kind", "asset", "reason"}},
    {"asset.dismissed",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 decided that the %2 %3 is not hostile: %4"),
     {"author", "kind", "asset", "reason"}},
    {"asset.reinstated",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 took the %2 %3 for hostile again: %4"),
     {"author", "kind", "asset", "reason"}},
    {"exposure.listed",
     QT_TRANSLATE_NOOP("respond::Entry",
                       "%1 listed %2 accounts whose passwords can be reset by mail that was lost (%3)"),
     {"author", "count", "source"}},
    {"exposure.account",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 recorded of %2’s account at %3: %4"),
     {"author", "who", "service", "to"}},
    {"incident.state", QT_TRANSLATE_NOOP("respond::Entry", "State: %1 → %2"), {"from", "to"}},
    {"incident.commander", QT_TRANSLATE_NOOP("respond::Entry", "%1 is in command"), {"person"}},
    {"incident.closed", QT_TRANSLATE_NOOP("respond::Entry", "%1 closed the incident: %2"), {"author", "reason"}},
    {"incident.opened", QT_TRANSLATE_NOOP("respond::Entry", "%1 opened the incident: %2"), {"author", "reason"}},
    {"incident.reopened", QT_TRANSLATE_NOOP("respond::Entry", "%1 reopened the incident: %2"), {"author", "reason"}},
    {"role.assigned",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 gave the part of %2: %3 → %4"),
     {"author", "role", "from", "to"}},
    {"runbook.ticked", QT_TRANSLATE_NOOP("respond::Entry", "%1 ticked: %2"), {"author", "item"}},
    {"runbook.unticked", QT_TRANSLATE_NOOP("respond::Entry", "%1 took the tick away: %2"), {"author", "item"}},
    {"deadline.applies",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 decided: %2 applies; known since %3, due %4"),
     {"author", "deadline", "known", "due"}},
    {"deadline.not-applying",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 decided: %2 does not apply (%3)"),
     {"author", "deadline", "reason"}},
    {"deadline.met", QT_TRANSLATE_NOOP("respond::Entry", "%1 says it is done: %2"), {"author", "deadline"}},
    {"deadline.overdue", QT_TRANSLATE_NOOP("respond::Entry", "%1 is not done: it was due at %2"), {"deadline", "due"}},
    {"meetings.set",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 set the meetings of every day: %2 (%3)"),
     {"author", "times", "zone"}},
    {"organisation.changed",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 changed who writes for the organisation"),
     {"author"}},
    {"domain.added", QT_TRANSLATE_NOOP("respond::Entry", "%1 added %2 to the watched domains"), {"author", "domain"}},
    {"domain.imported",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 took what %2 should be from %3"),
     {"author", "domain", "source"}},
    {"certificates.first",
     QT_TRANSLATE_NOOP("respond::Entry",
                       "%1 takes the issuers of the certificates of %2 that stand in the public logs for expected"),
     {"author", "domain"}},
    {"certificates.searched",
     QT_TRANSLATE_NOOP(
         "respond::Entry",
         "%1 lets the certificates of the watched domains be searched for at %2, which learns their names"),
     {"author", "address"}},
    {"certificates.not-searched",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 lets certificates be searched for no more"),
     {"author"}},
    {"resolvers.changed",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 changed which resolvers are asked: %2"),
     {"author", "reason"}},
    {"resolvers.permitted",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 permitted questions to %2, which lies in no public network: %3"),
     {"author", "address", "reason"}},
    {"watch.started", QT_TRANSLATE_NOOP("respond::Entry", "Hinoban began to watch %1"), {"domains"}},
    {"watch.settings",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 changed how this workspace is watched: %2 (before: %3; now: %4)"),
     {"author", "reason", "was", "now"}},
    {"watch.opened", QT_TRANSLATE_NOOP("respond::Entry", "The workspace was opened"), {}},
    {"watch.stopped", QT_TRANSLATE_NOOP("respond::Entry", "Hinoban stopped watching"), {}},
    {"watch.sweep-late",
     QT_TRANSLATE_NOOP("respond::Entry", "A look came %1 seconds late: nothing was seen meanwhile"),
     {"seconds"}},
    {"watch.clock-stepped",
     QT_TRANSLATE_NOOP("respond::Entry", "The computer's clock was set by %1 seconds"),
     {"seconds"}},
    {"evidence.asked",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 asked “%2” at %3: %4"),
     {"author", "line", "server", "answer"}},
    {"evidence.brought",
     QT_TRANSLATE_NOOP("respond::Entry",
                       "%1 brought %2: %3 exchanges about watched names, %4 as expected, %5 otherwise, "
                       "%6 unknown; median round trip %7 ms"),
     {"author", "vantage", "exchanges", "match", "mismatch", "unknown", "median"}},
    {"evidence.false",
     QT_TRANSLATE_NOOP("respond::Entry", "%1: %2 answered %3 otherwise than expected, %4 times"),
     {"vantage", "server", "rrset", "count"}},
    {"evidence.more",
     QT_TRANSLATE_NOOP("respond::Entry", "%1: %2 more answers otherwise than expected are kept, and not listed"),
     {"vantage", "count"}},
    {"evidence.bundled",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 packed the evidence into %2; SHA-256 of its list: %3"),
     {"author", "bundle", "seal"}},
    {"evidence.pasted",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 pasted what %2 said about %3: %4"),
     {"author", "tool", "about", "answer"}},
    {"timeline.imported",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 took %2 entries from %3; %4 were left out"),
     {"author", "count", "file", "left"}},
    {"cache.true", QT_TRANSLATE_NOOP("respond::Entry", "%1 serves the truth about %2 again"), {"resolver", "domain"}},
    {"cache.false",
     QT_TRANSLATE_NOOP("respond::Entry", "%1 serves false data of %2 again: it has more caches than one"),
     {"resolver", "domain"}},
    {"drill.started", QT_TRANSLATE_NOOP("respond::Entry", "Drill %1 began"), {"scenario"}},
    {"drill.ended", QT_TRANSLATE_NOOP("respond::Entry", "Drill %1 is over"), {"scenario"}},
};

// Since a change of state says why.
constexpr Phrase StateBecause{
    "incident.state", QT_TRANSLATE_NOOP("respond::Entry", "%1: state %2 → %3 (%4)"), {"author", "from", "to", "why"}};
constexpr const char *WatchBegan = QT_TRANSLATE_NOOP("respond::Entry", "Hinoban began to watch");

struct FindingPhrase {
    const char *rule;
    const char *source;
};
// %1 signal, %2 severity, %3 the finding's own sentence.
constexpr FindingPhrase FindingPhrases[] = {
    {"finding.opened", QT_TRANSLATE_NOOP("respond::Entry", "%1 %2: %3")},
    {"finding.escalated", QT_TRANSLATE_NOOP("respond::Entry", "%1 now %2: %3")},
    {"finding.cleared", QT_TRANSLATE_NOOP("respond::Entry", "%1 %2 no longer seen: %3")},
    {"finding.reopened", QT_TRANSLATE_NOOP("respond::Entry", "%1 %2 is back: %3")},
};

constexpr const char *ClearedByPerson = QT_TRANSLATE_NOOP("respond::Entry", "%1 %2 cleared by %4 (%5): %3");

// Words that stand in args as keys.
constexpr const char *StateWords[][2] = {
    {"quiet", QT_TRANSLATE_NOOP("respond::Entry", "quiet")},
    {"suspicion", QT_TRANSLATE_NOOP("respond::Entry", "suspicion")},
    {"hijack", QT_TRANSLATE_NOOP("respond::Entry", "hijack")},
    {"recovering", QT_TRANSLATE_NOOP("respond::Entry", "recovering")},
    {"closed", QT_TRANSLATE_NOOP("respond::Entry", "closed")},
    {"waiting", QT_TRANSLATE_NOOP("respond::Entry", "waiting")},
    {"acknowledged", QT_TRANSLATE_NOOP("respond::Entry", "acknowledged")},
    {"done", QT_TRANSLATE_NOOP("respond::Entry", "done")},
    {"refused", QT_TRANSLATE_NOOP("respond::Entry", "refused")},
    {"withdrawn", QT_TRANSLATE_NOOP("respond::Entry", "withdrawn")},
    {"repaired", QT_TRANSLATE_NOOP("respond::Entry", "our own data are right again")},
    {"cleared", QT_TRANSLATE_NOOP("respond::Entry", "no finding is open any more")},
};

// The same of hostile assets, and of accounts that mail could open.
constexpr const char *AssetWords[][2] = {
    {"nameserver", QT_TRANSLATE_NOOP("respond::Entry", "name server")},
    {"mail-host", QT_TRANSLATE_NOOP("respond::Entry", "mail host")},
    {"address", QT_TRANSLATE_NOOP("respond::Entry", "address")},
    {"domain", QT_TRANSLATE_NOOP("respond::Entry", "domain")},
    {"certificate", QT_TRANSLATE_NOOP("respond::Entry", "certificate")},
    {"to-do", QT_TRANSLATE_NOOP("respond::Entry", "to do")},
    {"asked", QT_TRANSLATE_NOOP("respond::Entry", "asked")},
    {"reset", QT_TRANSLATE_NOOP("respond::Entry", "reset")},
    {"attacker-tried", QT_TRANSLATE_NOOP("respond::Entry", "the attacker tried")},
};

QString plain(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList items;
        for (const QJsonValue item : value.toArray())
            items += plain(item);
        return items.join(QStringLiteral(", "));
    }
    if (value.isDouble()) return QString::number(value.toInteger());
    return value.toString();
}

QString valueOf(const Entry &entry, const QString &key)
{
    if (const auto it = entry.args.find(key); it != entry.args.end()) return plain(*it);
    if (key == QLatin1String("author") || key == QLatin1String("person")) return entry.author;
    if (key == QLatin1String("domain")) return entry.domain.isRoot() ? QString() : entry.domain.display();
    if (key == QLatin1String("reason") || key == QLatin1String("text") || key == QLatin1String("why"))
        return entry.text;
    if (key == QLatin1String("source")) return entry.source;
    if (key == QLatin1String("record")) return plain(entry.args.value(QStringLiteral("rrset")));
    if (key == QLatin1String("domains")) return entry.domain.isRoot() ? QString() : entry.domain.display();
    if (key == QLatin1String("from")) return entry.before;
    if (key == QLatin1String("to")) return entry.after;
    return {};
}

QString spoken(const Entry &entry, const QString &key, Speech speech)
{
    const QString value = valueOf(entry, key);
    if (entry.rule == QLatin1String("case.told") && key == QLatin1String("field")) {
        const bool japanese = speech == Speech::Program && programLanguage() == QLatin1String("ja");
        for (const auto &field : caseFields())
            if (value == QLatin1String(field.name)) return QString::fromUtf8(japanese ? field.ja : field.en);
    }
    // What a runbook calls it, in its own words.
    if ((entry.rule.startsWith(QLatin1String("runbook.")) && key == QLatin1String("item")) ||
        (entry.rule.startsWith(QLatin1String("deadline.")) && key == QLatin1String("deadline"))) {
        const bool japanese = speech == Speech::Program && programLanguage() == QLatin1String("ja");
        const QString ja = valueOf(entry, QStringLiteral("ja")), en = valueOf(entry, QStringLiteral("en"));
        const QString &words = japanese && !ja.isEmpty() ? ja : en;
        return safeText(words.isEmpty() ? value : words, 512);
    }
    if (entry.rule == QLatin1String("role.assigned") && key == QLatin1String("role")) {
        const auto *role = responseRole(value);
        const bool japanese = speech == Speech::Program && programLanguage() == QLatin1String("ja");
        if (role) return QString::fromUtf8(japanese ? role->ja : role->en);
    }
    const bool isAsset = entry.rule.startsWith(QLatin1String("asset.")) && key == QLatin1String("kind");
    if (isAsset || (entry.rule == QLatin1String("exposure.account") && key == QLatin1String("to"))) {
        for (const auto &word : AssetWords)
            if (value == QLatin1String(word[0])) return say(speech, word[1]);
    }
    // Only states are words of ours: somebody may be called "closed".
    if (entry.rule == QLatin1String("incident.state") || entry.rule == QLatin1String("request.state")) {
        for (const auto &word : StateWords)
            if (value == QLatin1String(word[0])) return say(speech, word[1]);
    }
    return value.isEmpty() ? QStringLiteral("–") : safeText(value, 512);
}

QString filled(const QString &pattern, const QStringList &values)
{
    // By hand and in one pass: a value that contains "%1" must not be filled again.
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int place = pattern[i] == u'%' && i + 1 < pattern.size() ? pattern[i + 1].digitValue() : -1;
        if (place >= 1 && place <= values.size()) {
            text += values[place - 1];
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

QString withChange(QString text, const Entry &entry)
{
    if (entry.kind == Entry::Kind::Incident || (entry.before.isEmpty() && entry.after.isEmpty())) return text;
    const auto side = [](const QString &value) {
        return value.isEmpty() ? QStringLiteral("–") : safeText(value, 1024);
    };
    return text + QStringLiteral(" (%1 → %2)").arg(side(entry.before), side(entry.after));
}

// A rule that this version does not know (a newer log, another writer's): what it says, as it says it.
QString rawSentence(const Entry &entry)
{
    QStringList parts;
    for (auto it = entry.args.begin(); it != entry.args.end(); ++it)
        if (!it.value().isObject()) parts += it.key() + QLatin1Char('=') + plain(it.value());
    QString text = entry.rule;
    if (!parts.isEmpty()) text += QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    if (!entry.text.isEmpty()) text += QStringLiteral(": ") + entry.text;
    return withChange(safeText(text), entry);
}

QString findingSentence(const Entry &entry, const char *source, Speech speech)
{
    const auto finding = detect::findingFromJson(entry.args.value(QStringLiteral("finding")).toObject());
    if (!finding) return rawSentence(entry);
    const QString itself = speech == Speech::English ? detect::englishSentence(*finding) : detect::sentence(*finding);
    const QStringList values{finding->signal, QString::fromLatin1(detect::severityText(finding->severity)), itself,
                             safeText(entry.author, 200), safeText(entry.text, 1000)};
    // What a person decided about it names the person and the reason.
    if (!entry.text.isEmpty()) return filled(say(speech, ClearedByPerson), values);
    return filled(say(speech, source), values);
}

// Where a drill's or an import's fact comes from, and where a scenario only chose it, belongs to the fact.
QString storySentence(const Entry &entry, Speech speech)
{
    const bool japanese = speech == Speech::Program && programLanguage() == QLatin1String("ja");
    QString words = safeText(japanese && !entry.textJa.isEmpty() ? entry.textJa : entry.text);
    if (entry.source.isEmpty()) return words;
    return QStringLiteral("%1 [%2]").arg(words, safeText(entry.source, 512));
}

QString spokenSentence(const Entry &entry, Speech speech)
{
    if (entry.kind == Entry::Kind::Person && entry.rule.isEmpty()) return safeText(entry.text, 4096, true);
    for (const auto &phrase : FindingPhrases)
        if (entry.rule == QLatin1String(phrase.rule)) return findingSentence(entry, phrase.source, speech);
    const bool saysWhy = !valueOf(entry, QStringLiteral("why")).isEmpty();
    for (const auto &known : Phrases) {
        if (entry.rule != QLatin1String(known.rule)) continue;
        const auto &phrase = saysWhy && entry.rule == QLatin1String(StateBecause.rule) ? StateBecause : known;
        if (entry.rule == QLatin1String("watch.started") && valueOf(entry, QStringLiteral("domains")).isEmpty())
            return say(speech, WatchBegan);
        QStringList values;
        for (const char *key : phrase.keys)
            if (key) values += spoken(entry, QLatin1String(key), speech);
        return withChange(filled(say(speech, phrase.source), values), entry);
    }
    return entry.kind == Entry::Kind::Story ? storySentence(entry, speech) : rawSentence(entry);
}

} // namespace

QString sentence(const Entry &entry) { return spokenSentence(entry, Speech::Program); }

QString englishSentence(const Entry &entry) { return spokenSentence(entry, Speech::English); }

} // namespace hinoban::respond
