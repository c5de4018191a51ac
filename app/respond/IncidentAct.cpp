// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/respond/Incident.h"
#include "app/respond/Response.h"

#include <QJsonArray>

namespace hinoban::respond {

namespace {

using Kind = IncidentAct::Kind;

tl::unexpected<Error> refuse(const QString &where, const QString &why)
{
    return failure(ErrorCode::BadInput, safeText(where, 64), why);
}

Result<Entry> assigned(const IncidentAct &act, const IncidentFile &file, Entry entry)
{
    const auto *role = responseRole(act.role);
    if (!role || !role->isGiven) return refuse(act.role, QStringLiteral("there is no such part in a response"));
    const auto *holder = file.holder(act.role);
    entry.before = holder ? holder->person : QString();
    entry.after = act.holder;
    entry.rule = QStringLiteral("role.assigned");
    if (act.role == QLatin1String(CommanderRole)) {
        entry.rule = QStringLiteral("incident.commander");
        entry.args.insert(QStringLiteral("person"), act.holder);
    }
    entry.args.insert(QStringLiteral("role"), act.role);
    if (!act.call.isEmpty()) entry.args.insert(QStringLiteral("call"), act.call);
    return entry;
}

Result<Entry> ticked(const IncidentAct &act, const IncidentFile &file, const Runbook &runbook, Entry entry)
{
    const auto *item = runbook.item(act.item);
    if (!item) return refuse(act.item, QStringLiteral("the runbook has no such item"));
    if (act.kind == Kind::Untick && !file.ticks.contains(act.item))
        return refuse(act.item, QStringLiteral("nobody has ticked this item"));
    entry.rule = act.kind == Kind::Tick ? QStringLiteral("runbook.ticked") : QStringLiteral("runbook.unticked");
    entry.args = {{QStringLiteral("item"), act.item},
                  {QStringLiteral("en"), item->text.en},
                  {QStringLiteral("ja"), item->text.ja}};
    return entry;
}

Result<Entry> decided(const IncidentAct &act, const IncidentFile &file, const Runbook &runbook,
                      const Incident &incident, Entry entry)
{
    const auto *rule = runbook.deadline(act.item);
    if (!rule) return refuse(act.item, QStringLiteral("there is no such deadline"));
    entry.rule = act.kind == Kind::Applies ? QStringLiteral("deadline.applies")
                 : act.kind == Kind::Met   ? QStringLiteral("deadline.met")
                                           : QStringLiteral("deadline.not-applying");
    entry.args = {{QStringLiteral("deadline"), act.item},
                  {QStringLiteral("en"), rule->title.en},
                  {QStringLiteral("ja"), rule->title.ja}};
    if (act.kind == Kind::Applies) {
        const auto said = file.deadlines.find(act.item);
        const bool before = said != file.deadlines.end() && said->second.applies;
        const Instant known = act.known            ? *act.known
                              : before             ? said->second.known
                              : incident.noticedAt ? *incident.noticedAt
                                                   : entry.learned;
        // Nobody can have known tomorrow.
        if (known > entry.learned) return refuse(act.item, QStringLiteral("the moment of knowledge is in the future"));
        entry.happened = known;
        entry.args.insert(QStringLiteral("known"), toRfc3339(std::chrono::floor<std::chrono::seconds>(known)));
        entry.args.insert(QStringLiteral("due"),
                          toRfc3339(std::chrono::floor<std::chrono::seconds>(dueOf(*rule, known))));
    }
    return entry;
}

Result<Entry> meeting(const IncidentAct &act, Entry entry)
{
    const auto meetings = meetingsFrom(act.times, act.zone);
    if (!meetings) return tl::unexpected(meetings.error());
    entry.rule = QStringLiteral("meetings.set");
    entry.args = {{QStringLiteral("times"), QJsonArray::fromStringList(meetings->times)},
                  {QStringLiteral("zone"), meetings->zone}};
    return entry;
}

} // namespace

Result<Entry> entryOf(const IncidentAct &act, const IncidentFile &file, const Runbook &runbook,
                      const Incident &incident, Instant now)
{
    Entry entry;
    entry.kind = Entry::Kind::Incident;
    entry.happened = entry.learned = now;
    entry.author = act.person;
    entry.text = act.reason;
    switch (act.kind) {
    case Kind::Open:
    case Kind::Reopen:
        entry.rule = act.kind == Kind::Open ? QStringLiteral("incident.opened") : QStringLiteral("incident.reopened");
        entry.domain = act.domain;
        if (act.reason.isEmpty() && !incident.signalIds.isEmpty())
            entry.args.insert(QStringLiteral("reason"), incident.signalIds.join(u' '));
        return entry;
    case Kind::Close:
        entry.rule = QStringLiteral("incident.closed");
        return entry;
    case Kind::Assign:
        return assigned(act, file, std::move(entry));
    case Kind::Tick:
    case Kind::Untick:
        return ticked(act, file, runbook, std::move(entry));
    case Kind::Applies:
    case Kind::NotApplying:
    case Kind::Met:
        return decided(act, file, runbook, incident, std::move(entry));
    case Kind::Meet:
        return meeting(act, std::move(entry));
    }
    return refuse(QString(), QStringLiteral("unknown act"));
}

} // namespace hinoban::respond
