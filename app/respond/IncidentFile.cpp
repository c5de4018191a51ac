// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/IncidentFile.h"

#include "app/respond/Language.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr size_t MostMarks = 1000, MostEvidence = 5000;

QString argOf(const Entry &entry, const char *key) { return entry.args.value(QLatin1String(key)).toString(); }

// incident.state says from and to in its own members, or in its args.
QString stateOf(const Entry &entry, const char *key, const QString &otherwise)
{
    const QString said = argOf(entry, key);
    return said.isEmpty() ? otherwise : said;
}

} // namespace

const std::vector<RoleWord> &responseRoles()
{
    static const std::vector<RoleWord> all{
        {CommanderRole, "commander", "指揮官", true},
        {"liaison", "liaison", "渉外", true},
        {"recorder", "recorder", "記録", true},
        {"legal", "legal", "法務", true},
        {"pr", "public relations", "広報", true},
        {"dns-owner", "DNS owner", "DNS 管理者", false},
        {"soc", "monitoring (SOC)", "監視（SOC）", false},
        {"it", "IT", "情報システム", false},
    };
    return all;
}

const RoleWord *responseRole(const QString &key)
{
    const auto &all = responseRoles();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const RoleWord &role) { return key == QLatin1String(role.key); });
    return found == all.end() ? nullptr : &*found;
}

QString roleWord(const QString &key)
{
    const auto *role = responseRole(key);
    if (!role) return key;
    return QString::fromUtf8(programLanguage() == QLatin1String("ja") ? role->ja : role->en);
}

const Assignment *IncidentFile::holder(const QString &role) const
{
    const auto found = roles.find(role);
    return found == roles.end() ? nullptr : &found->second;
}

void IncidentFile::see(const QString &word, const Entry &entry)
{
    if (evidence.size() >= MostEvidence || !evidence.emplace(word, DoneMark{entry.happened, entry.author, word}).second)
        return;
    m_learned[word] = entry.learned;
}

// What an entry is evidence of.
void IncidentFile::keep(const Entry &entry)
{
    const QString &rule = entry.rule;
    see(QStringLiteral("entry ") + rule, entry);
    if (rule == QLatin1String("finding.opened")) {
        see(QStringLiteral("finding ") +
                entry.args.value(QStringLiteral("finding")).toObject().value(QStringLiteral("signal")).toString(),
            entry);
    } else if (rule == QLatin1String("case.told")) {
        if (!argOf(entry, "value").isEmpty()) see(QStringLiteral("told ") + argOf(entry, "field"), entry);
    } else if (rule == QLatin1String("service.stopped") || rule == QLatin1String("service.resumed")) {
        see(QStringLiteral("service ") + rule.section(u'.', 1), entry);
    } else if (rule == QLatin1String("message.sent")) {
        see(QStringLiteral("sent ") + argOf(entry, "template"), entry);
    } else if (rule == QLatin1String("request.opened")) {
        see(QStringLiteral("request ") + argOf(entry, "role"), entry);
        see(QStringLiteral("sent ") + argOf(entry, "template"), entry);
        if (m_asked.size() < MostMarks) m_asked.emplace(argOf(entry, "request"), argOf(entry, "role"));
    } else if (rule == QLatin1String("request.acknowledged") || rule == QLatin1String("request.replied")) {
        const auto asked = m_asked.find(argOf(entry, "request"));
        if (asked != m_asked.end()) see(QStringLiteral("answered ") + asked->second, entry);
    }
}

void IncidentFile::take(const Entry &entry)
{
    const QString &rule = entry.rule;
    if (rule.isEmpty()) return;
    if (rule == QLatin1String("incident.state")) {
        const QString from = stateOf(entry, "from", entry.before), to = stateOf(entry, "to", entry.after);
        if (from == QLatin1String("closed") && to != QLatin1String("quiet") && !m_reopening) {
            // Another incident. What was found in the same moment made it one, and belongs to it.
            IncidentFile fresh;
            fresh.meetings = meetings;
            for (const auto &[word, mark] : evidence)
                if (m_learned[word] == entry.learned) fresh.evidence.emplace(word, mark);
            fresh.m_learned = m_learned;
            *this = std::move(fresh);
        }
        m_reopening = false;
        see(QStringLiteral("state ") + to, entry);
        return;
    }
    const DoneMark mark{entry.happened, entry.author, entry.text};
    const QString item = argOf(entry, "item"), deadline = argOf(entry, "deadline");
    if (rule == QLatin1String("role.assigned") || rule == QLatin1String("incident.commander")) {
        const QString role =
            rule == QLatin1String("incident.commander") ? QLatin1String(CommanderRole) : argOf(entry, "role");
        const auto *known = responseRole(role);
        if (!known || !known->isGiven) return;
        if (entry.after.isEmpty()) {
            roles.erase(role);
            return;
        }
        const auto *before = holder(role);
        roles[role] = {
            role,           entry.after,  argOf(entry, "call"),
            entry.happened, entry.author, before && before->person != entry.after ? before->person : QString()};
        see(QStringLiteral("role ") + role, entry);
    } else if (rule == QLatin1String("runbook.ticked")) {
        if (ticks.size() < MostMarks) ticks[item] = mark;
    } else if (rule == QLatin1String("runbook.unticked")) {
        ticks.erase(item);
    } else if (rule == QLatin1String("deadline.applies") || rule == QLatin1String("deadline.not-applying")) {
        if (deadlines.size() >= MostMarks) return;
        // The moment of knowledge is when it happened; when it was said, the log knows.
        deadlines[deadline] = {rule == QLatin1String("deadline.applies"), entry.happened, mark};
        reminded.erase(deadline);
    } else if (rule == QLatin1String("deadline.met")) {
        if (met.size() < MostMarks) met[deadline] = mark;
    } else if (rule == QLatin1String("deadline.overdue")) {
        if (reminded.size() < MostMarks) reminded.insert(deadline);
    } else if (rule == QLatin1String("meetings.set")) {
        QStringList times;
        for (const QJsonValue one : entry.args.value(QStringLiteral("times")).toArray())
            times += one.toString();
        meetings = {times, argOf(entry, "zone")};
    } else {
        if (rule == QLatin1String("incident.opened")) opened = mark;
        if (rule == QLatin1String("incident.reopened")) m_reopening = true;
        keep(entry);
    }
}

} // namespace hinoban::respond
