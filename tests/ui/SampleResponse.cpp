// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"

namespace hinoban::test {

namespace {

using respond::IncidentAct;
using Kind = IncidentAct::Kind;

const respond::Runbook &runbook()
{
    static const respond::Runbook shipped = [] {
        auto read = respond::shippedRunbook();
        if (!read) qFatal("%s", qPrintable(read.error().where));
        return *read;
    }();
    return shipped;
}

void act(respond::IncidentFile &file, const respond::Incident &incident, IncidentAct one, const char *when)
{
    one.person = QStringLiteral("Hanako");
    const auto entry = respond::entryOf(one, file, runbook(), incident, at(when));
    if (!entry) qFatal("%s", qPrintable(entry.error().detail));
    file.take(*entry);
}

} // namespace

void respondIn(console::Snapshot &snapshot)
{
    respond::IncidentFile file;
    for (const auto &record : snapshot.log)
        file.take(record.entry);
    for (const auto &finding : snapshot.findings)
        file.take(respond::entryOf(detect::Change{detect::Change::Kind::Opened, finding}, finding.firstSeen));
    const auto &incident = snapshot.incident;
    const auto give = [&](const char *role, const QString &person, const QString &call, const char *when) {
        IncidentAct one;
        one.kind = Kind::Assign;
        one.role = QLatin1String(role);
        one.holder = person;
        one.call = call;
        act(file, incident, one, when);
    };
    IncidentAct opening;
    opening.kind = Kind::Open;
    act(file, incident, opening, "2020-06-01T10:16:00Z");
    give("commander", QStringLiteral("Tanaka Ichiro"), QStringLiteral("+81 90 0000 0001"), "2020-06-01T10:16:30Z");
    give("liaison", QStringLiteral("山田 花子"), QStringLiteral("room 2, +81 90 0000 0002"), "2020-06-01T10:17:00Z");
    IncidentAct tick;
    tick.kind = Kind::Tick;
    tick.item = QStringLiteral("registry-lock");
    act(file, incident, tick, "2020-06-01T10:17:20Z");
    IncidentAct applies;
    applies.kind = Kind::Applies;
    applies.item = QStringLiteral("ppc-preliminary");
    act(file, incident, applies, "2020-06-01T10:17:30Z");
    snapshot.caseFile.told[QStringLiteral("channel")] = QStringLiteral("https://meet.example.net/standing-room");
    const std::vector<detect::Finding> findings(snapshot.findings.begin(), snapshot.findings.end());
    snapshot.response =
        respond::responseOf({runbook(), file, snapshot.caseFile, snapshot.requests, incident, findings, snapshot.at});
}

} // namespace hinoban::test
