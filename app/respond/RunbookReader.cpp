// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a runbook file. Files come from a team's own hand: every slip is told with its line.
#include "app/base/SafeText.h"
#include "app/base/Yaml.h"
#include "app/respond/CaseFile.h"
#include "app/respond/Draft.h"
#include "app/respond/Runbook.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

// Outside every namespace, as Q_INIT_RESOURCE wants it: the linker drops a static library's resources otherwise.
static void needRunbook() { Q_INIT_RESOURCE(respond_runbook); }

namespace hinoban::respond {

namespace {

constexpr qsizetype LongestText = 300;
constexpr size_t MostPhases = 50, MostItems = 500, MostDeadlines = 50;
constexpr qint64 LargestFile = qint64(256) * 1024;

bool isWord(const QString &text)
{
    static const QRegularExpression word(
        QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9][A-Za-z0-9.-]{0,62}")));
    return word.match(text).hasMatch();
}

// Keeps the first fault; everything after it is read in vain.
class Reader {
public:
    explicit Reader(QString where)
        : m_where(std::move(where))
    {
    }

    Result<Runbook> read(const Yaml &root)
    {
        Runbook runbook;
        runbook.where = m_where;
        const Map top = mapOf(root, {"runbook", "phases", "deadlines"});
        if (number(top, "runbook", 1, 1) == 1) {
            for (const Yaml &one : list(top, "phases", MostPhases))
                runbook.phases.push_back(phase(one));
            for (const Yaml &one : list(top, "deadlines", MostDeadlines))
                runbook.deadlines.push_back(deadline(one));
        }
        if (m_fault) return tl::unexpected(*m_fault);
        return runbook;
    }

private:
    struct Map {
        int line = 0;
        std::vector<std::pair<QString, const Yaml *>> entries;
        [[nodiscard]] const Yaml *find(const char *key) const
        {
            for (const auto &[name, value] : entries)
                if (name == QLatin1String(key)) return value;
            return nullptr;
        }
    };

    void refuse(int line, const QString &why)
    {
        if (!m_fault) m_fault = Error{ErrorCode::BadInput, QStringLiteral("%1:%2").arg(m_where).arg(line), why};
    }

    Map mapOf(const Yaml &value, std::initializer_list<const char *> known)
    {
        Map map{value.line, {}};
        if (value.kind != Yaml::Kind::Map) {
            refuse(value.line, QStringLiteral("not a mapping of keys to values"));
            return map;
        }
        for (const auto &[key, inside] : value.entries) {
            const bool isKnown = std::any_of(known.begin(), known.end(), [&, name = key.scalar](const char *one) {
                return name == QLatin1String(one);
            });
            if (!isKnown) refuse(key.line, QStringLiteral("unknown key “%1”").arg(safeText(key.scalar, 64)));
            map.entries.emplace_back(key.scalar, &inside);
        }
        return map;
    }

    const std::vector<Yaml> &list(const Map &map, const char *key, size_t most)
    {
        static const std::vector<Yaml> none;
        const Yaml *value = map.find(key);
        if (!value) return none;
        if (value->kind != Yaml::Kind::List) {
            refuse(value->line, QStringLiteral("“%1” is not a list").arg(QLatin1String(key)));
            return none;
        }
        if (value->items.size() > most)
            refuse(value->line, QStringLiteral("“%1” has more than %2 entries").arg(QLatin1String(key)).arg(most));
        return value->items;
    }

    QString scalar(const Map &map, const char *key, bool isNeeded)
    {
        const Yaml *value = map.find(key);
        if (!value) {
            if (isNeeded) refuse(map.line, QStringLiteral("“%1” is missing").arg(QLatin1String(key)));
            return {};
        }
        return line(*value, key);
    }

    QString line(const Yaml &value, const char *key)
    {
        if (value.kind != Yaml::Kind::Scalar || value.scalar.trimmed().isEmpty()) {
            refuse(value.line, QStringLiteral("“%1” is not a text").arg(QLatin1String(key)));
            return {};
        }
        if (value.scalar.size() > LongestText)
            refuse(value.line, QStringLiteral("“%1” is too long").arg(QLatin1String(key)));
        if (safeText(value.scalar, LongestText) != value.scalar)
            refuse(value.line, QStringLiteral("“%1” has control or invisible characters").arg(QLatin1String(key)));
        return value.scalar;
    }

    int number(const Map &map, const char *key, int least, int most)
    {
        const Yaml *value = map.find(key);
        const QString text = scalar(map, key, true);
        bool isGood = false;
        const int read = text.toInt(&isGood);
        if (value && (!isGood || read < least || read > most)) {
            refuse(value->line, least == most ? QStringLiteral("“%1” is not %2").arg(QLatin1String(key)).arg(least)
                                              : QStringLiteral("“%1” is not a whole number from %2 to %3")
                                                    .arg(QLatin1String(key))
                                                    .arg(least)
                                                    .arg(most));
            return 0;
        }
        return read;
    }

    BothWords both(const Map &map, const char *key)
    {
        const Yaml *value = map.find(key);
        if (!value) {
            refuse(map.line, QStringLiteral("“%1” is missing").arg(QLatin1String(key)));
            return {};
        }
        if (value->kind == Yaml::Kind::Scalar) return {line(*value, key), {}};
        const Map inside = mapOf(*value, {"en", "ja"});
        return {scalar(inside, "en", true), scalar(inside, "ja", false)};
    }

    QString id(const Map &map, QSet<QString> &known)
    {
        const QString text = scalar(map, "id", true);
        const int at = map.find("id") ? map.find("id")->line : map.line;
        if (!isWord(text)) refuse(at, QStringLiteral("“%1” is no id").arg(safeText(text, 64)));
        if (known.contains(text)) refuse(at, QStringLiteral("the id “%1” is there twice").arg(text));
        known.insert(text);
        return text;
    }

    QString role(const Map &map, const QString &otherwise)
    {
        const Yaml *value = map.find("who");
        if (!value) return otherwise;
        const QString text = line(*value, "who");
        if (!responseRole(text)) refuse(value->line, QStringLiteral("“%1” is no part").arg(safeText(text, 64)));
        return text;
    }

    QStringList done(const Map &map)
    {
        QStringList words;
        for (const Yaml &one : list(map, "done", 20)) {
            const QString text = line(one, "done");
            if (const QString why = faultOf(text); !why.isEmpty()) refuse(one.line, why);
            words += text;
        }
        return words;
    }

    // Empty: a word of evidence that exists.
    static QString faultOf(const QString &text)
    {
        const QString verb = text.section(u' ', 0, 0), object = text.section(u' ', 1);
        const auto unknown = [&] {
            return QStringLiteral("“%1” is no evidence that is known").arg(safeText(text, 80));
        };
        if (text == QLatin1String("repaired") || text == QLatin1String("caches") ||
            text == QLatin1String("registration"))
            return {};
        if (!isWord(object)) return unknown();
        if (verb == QLatin1String("finding") || verb == QLatin1String("entry") || verb == QLatin1String("request") ||
            verb == QLatin1String("answered"))
            return {};
        if (verb == QLatin1String("state"))
            return QStringList{QStringLiteral("suspicion"), QStringLiteral("hijack"), QStringLiteral("recovering"),
                               QStringLiteral("closed")}
                           .contains(object)
                       ? QString()
                       : unknown();
        if (verb == QLatin1String("role")) {
            const auto *known = responseRole(object);
            return known && known->isGiven ? QString() : unknown();
        }
        if (verb == QLatin1String("told"))
            return caseFieldOf(QStringLiteral("case.") + object).isEmpty() ? unknown() : QString();
        if (verb == QLatin1String("service"))
            return object == QLatin1String("stopped") || object == QLatin1String("resumed") ? QString() : unknown();
        if (verb != QLatin1String("sent")) return unknown();
        const auto all = templates();
        return std::any_of(all.begin(), all.end(), [&](const TemplateInfo &info) { return info.id == object; })
                   ? QString()
                   : unknown();
    }

    RunbookPhase phase(const Yaml &value)
    {
        const Map map = mapOf(value, {"id", "title", "who", "within", "items"});
        RunbookPhase phase;
        phase.id = id(map, m_phases);
        phase.title = both(map, "title");
        phase.role = role(map, QLatin1String(CommanderRole));
        if (map.find("within")) phase.within = std::chrono::minutes(number(map, "within", 1, 60 * 24 * 7));
        for (const Yaml &one : list(map, "items", MostItems)) {
            const Map inside = mapOf(one, {"id", "text", "who", "done"});
            RunbookItem item;
            item.id = id(inside, m_items);
            item.text = both(inside, "text");
            item.role = role(inside, phase.role);
            item.done = done(inside);
            phase.items.push_back(std::move(item));
        }
        return phase;
    }

    DeadlineRule deadline(const Yaml &value)
    {
        const Map map = mapOf(value, {"id", "title", "applies", "days", "soft", "hours", "rolls", "source",
                                      "confidence", "template", "done"});
        DeadlineRule rule;
        rule.id = id(map, m_deadlines);
        rule.title = both(map, "title");
        rule.applies = both(map, "applies");
        if ((map.find("days") != nullptr) == (map.find("hours") != nullptr))
            refuse(map.line, QStringLiteral("either “days” or “hours” must be there"));
        if (map.find("days")) rule.days = number(map, "days", 1, 366);
        if (map.find("hours")) rule.hours = number(map, "hours", 0, 24 * 366);
        if (map.find("soft")) rule.softDays = number(map, "soft", 1, std::max(rule.days, 1));
        if (const Yaml *rolls = map.find("rolls")) {
            const QString text = line(*rolls, "rolls");
            if (text != QLatin1String("true") && text != QLatin1String("false"))
                refuse(rolls->line, QStringLiteral("“rolls” is neither true nor false"));
            rule.rolls = text == QLatin1String("true");
        }
        rule.source = scalar(map, "source", true);
        rule.confidence = scalar(map, "confidence", false);
        rule.templateId = scalar(map, "template", false);
        rule.done = done(map);
        if (!rule.templateId.isEmpty()) {
            const QString word = QStringLiteral("sent ") + rule.templateId;
            if (const QString why = faultOf(word); !why.isEmpty())
                refuse(map.find("template")->line, QStringLiteral("“%1” is no template").arg(rule.templateId));
            if (!rule.done.contains(word)) rule.done += word;
        }
        return rule;
    }

    QString m_where;
    std::optional<Error> m_fault;
    QSet<QString> m_phases, m_items, m_deadlines;
};

Result<Runbook> runbookIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    const QByteArray text = file.read(LargestFile + 1);
    if (text.size() > LargestFile) return failure(ErrorCode::BadInput, path, QStringLiteral("the file is too large"));
    return runbookFromYaml(text, path);
}

} // namespace

Result<Runbook> runbookFromYaml(const QByteArray &text, const QString &where)
{
    const auto yaml = readYaml(text, where);
    if (!yaml) return tl::unexpected(yaml.error());
    return Reader(where).read(*yaml);
}

Result<Runbook> shippedRunbook()
{
    needRunbook();
    return runbookIn(QStringLiteral(":/runbook/runbook.yaml"));
}

Result<Runbook> knownRunbook()
{
    const QString own =
        QStandardPaths::locate(QStandardPaths::GenericDataLocation, QStringLiteral("hinoban/runbook/runbook.yaml"));
    return own.isEmpty() ? shippedRunbook() : runbookIn(own);
}

} // namespace hinoban::respond
