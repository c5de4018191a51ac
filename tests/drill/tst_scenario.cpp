// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/Scenario.h"
#include "app/drill/Story.h"

#include "SmallWorld.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;

class tst_scenario : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads();
    void statesFollowTheStory();
    void refuses_data();
    void refuses();
    void refusesWhatIsNotThere();
    void refusesLinkOut();
};

void tst_scenario::reads()
{
    const QTemporaryDir dir;
    const auto read = readScenario(SmallWorld().writtenTo(dir));
    QVERIFY2(read, read ? "" : qPrintable(read.error().where + QStringLiteral(": ") + read.error().detail));
    const Briefing &told = briefing(**read);
    QCOMPARE(told.id, QStringLiteral("small"));
    QCOMPARE(told.titleJa, QStringLiteral("小"));
    QCOMPARE(toRfc3339(told.opens), QStringLiteral("2021-01-02T00:00:00Z"));
    QCOMPARE(told.domains.size(), size_t(1));
    QCOMPARE(told.domains[0].absent.size(), size_t(1));
    QCOMPARE(told.domains[0].classes[0].className, QStringLiteral("Ours"));
    QCOMPARE(told.resolvers.size(), size_t(4));
    QCOMPARE(told.resolvers[1].ttlCap, std::optional<quint32>(3600));
    QCOMPARE(told.turns.size(), size_t(3));
    QCOMPARE(told.facts.size(), size_t(1));
    QVERIFY(told.facts[0].byPerson);
    QCOMPARE(told.organisation[QStringLiteral("name")].toString(), QStringLiteral("Owner Inc."));
    QCOMPARE(told.contacts[0].toObject()[QStringLiteral("role")].toString(), QStringLiteral("registrar"));
}

void tst_scenario::statesFollowTheStory()
{
    const QTemporaryDir dir;
    const auto read = readScenario(SmallWorld().writtenTo(dir));
    QVERIFY(read);
    const Scenario &scenario = **read;
    const dns::Name owner = *dns::Name::fromText("owner.example");
    const Instant change = *instantFromRfc3339(u"2021-01-03T00:00:00Z");
    const auto nsAt = [&](Instant at) { return scenario.at(at).registrations.at(owner).nameservers.size(); };
    QCOMPARE(nsAt(change - Duration(1)), size_t(2));
    QCOMPARE(nsAt(change), size_t(1));
    QCOMPARE(scenario.at(change).registrations.at(owner).lastChanged, change);
    QCOMPARE(nsAt(change + std::chrono::hours(48)), size_t(2));
    const auto evil = scenario.serverAt(QHostAddress(QStringLiteral("203.0.113.66")));
    QVERIFY(evil);
    QVERIFY(scenario.at(change - Duration(1)).servers[*evil].zones->zones().empty());
    QCOMPARE(scenario.at(change).servers[*evil].zones->zones().size(), size_t(1));
    QVERIFY(scenario.at(change + std::chrono::hours(72)).servers[*evil].condition == Condition::Down);
    // Long before the story, and after it.
    QCOMPARE(nsAt(change - std::chrono::hours(10'000)), size_t(2));
    QCOMPARE(nsAt(change + std::chrono::hours(10'000)), size_t(2));
}

void tst_scenario::refuses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("placeFile");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("line"); // where it is said; empty: inside `after`
    const QString yaml = QStringLiteral("scenario.yaml");
    const auto row = [&](const char *name, const QByteArray &before, const QByteArray &after, const char *reason,
                         const char *line = "") {
        QTest::newRow(name) << yaml << before << after << yaml << QString::fromLatin1(reason) << QByteArray(line);
    };
    const auto zone = [](const char *name, const char *file, const QByteArray &before, const QByteArray &after,
                         const char *reason) {
        const QString path = QString::fromLatin1(file);
        QTest::newRow(name) << path << before << after << path << QString::fromLatin1(reason) << QByteArray();
    };
    row("unknown section", "facts:\n", "fakts:\n", "a scenario has no \"fakts\"");
    row("unknown key in a server", "roundTrip: 20ms", "roundTrip: 20ms, rrt: 3", "a server has no \"rrt\"");
    row("duplicate key in a server", "roundTrip: 20ms", "roundTrip: 20ms, roundTrip: 3ms", "for the second time");
    row("no zones", "zones:\n  root", "zonen:\n  root", "a scenario needs \"zones\"", "meta:");
    row("opens before it begins", "opens: 2021-01-02", "opens: 2020-01-02", "opens before it begins");
    row("ends before it opens", "ends: 2021-01-10", "ends: 2021-01-01", "ends before it opens");
    row("turn before the beginning", "- at: 2021-01-03T00:00:00Z", "- at: 2020-01-03T00:00:00Z", "before it begins");
    row("turn after the end", "- at: 2021-01-06T00:00:00Z", "- at: 2022-01-06T00:00:00Z", "after it ends");
    row("turns out of order", "- at: 2021-01-05T00:00:00Z", "- at: 2021-01-02T00:00:00Z", "not in the order of time");
    row("unknown zone on a server", "zones: [example]", "zones: [exampel]", "no zone \"exampel\" is declared");
    row("unknown zone in the story", "{publish: example}", "{publish: other}", "no zone \"other\" is declared");
    row("unknown server in the story", "{server: evil.example, condition", "{server: evil2.example, condition",
        "no server \"evil2.example\" is declared");
    row("unknown condition", "condition: down", "condition: dead", "\"dead\" is none of up, down");
    row("unknown change", "- {server: evil.example, condition: down}", "- {host: evil.example}", "a change is one of");
    row("turn without a change", "changes:\n      - {server: evil.example, condition: down}", "changes: []",
        "changes nothing", "at: 2021-01-06T");
    row("two servers on one address", "address: 203.0.113.4", "address: 203.0.113.3",
        "two servers on one address: 203.0.113.3", "name: ns2.owner.example");
    row("resolver on a server's address", "address: 192.0.2.2", "address: 203.0.113.2", "two servers on one address",
        "label: Capped");
    row("server declared twice", "name: ns2.owner.example", "name: ns1.owner.example", "is declared twice",
        "address: 203.0.113.4");
    row("absent and a server", "absent: [gone.example]", "absent: [evil.example]", "declared absent and a server",
        "address: 203.0.113.66");
    row("two versions of a zone on one server", "zones: [example]", "zones: [example, example-false]",
        "two versions of example");
    row("nobody serves the root", "zones: [root]", "zones: [example]", "no server serves the root zone");
    row("zone served by nobody", "{publish: \"false\", on: [evil.example]}", "{publish: \"true\", on: [evil.example]}",
        "no server ever serves the zone \"false\"", "  false: {apex");
    row("first publishing without a place", "{publish: \"false\", on: [evil.example]}",
        "{server: ns.example, condition: up}\n      - {registration: other.example, registered: 2021-01-02T00:00:00Z}",
        "a change needs \"expires\"");
    row("withdrawing what is not there", "{server: evil.example, condition: down}",
        "{withdraw: owner.example, on: [ns.example]}", "does not serve owner.example");
    row("file outside the folder", "files: [root.zone]", "files: [../root.zone]", "leads out of the scenario's folder");
    row("absolute file", "files: [root.zone]", "files: [/etc/hostname]", "leads out of the scenario's folder");
    row("file that is not there", "files: [root.zone]", "files: [rot.zone]", "rot.zone");
    row("expires before it was registered", "expires: 2031", "expires: 2000", "expires before it was registered",
        "registrar: {name");
    row("changed before it was registered", "lastChanged: 2020", "lastChanged: 2000",
        "last changed before it was registered", "registrar: {name");
    row("changed after the registry shows it", "lastChanged: 2020", "lastChanged: 2025",
        "last changed after the registry shows it", "registrar: {name");
    row("last changed goes back", "nameservers: [evil.example]}",
        "nameservers: [evil.example], lastChanged: 2019-01-01T00:00:00Z}", "before the change before");
    row("registered anew at another time", "nameservers: [evil.example]}",
        "nameservers: [evil.example], registered: 2002-01-01T00:00:00Z}", "registered at another time");
    row("no EPP status", "statuses: [ok,", "statuses: [fine,", "\"fine\" is no status of this registry");
    row("registry of another top-level domain", "tlds: [example]", "tlds: [test]", "is neither in \"tlds\"",
        "registrar: {name");
    row("by RDAP and by WHOIS", "tlds: [example]", "tlds: [example]\n  whois: [example]", "not by both");
    row("EPP status of a registry on port 43", "tlds: [example]", "tlds: []\n  whois: [example]",
        "no status of this registry", "statuses: [ok, client");
    row("learned before it happened", "learned: 2021-01-04", "learned: 2021-01-02", "learned before it happened");
    row("learned after the end", "learned: 2021-01-04", "learned: 2022-01-04", "learned after the scenario ends");
    row("unknown route", "route: near}", "route: far}", "no route \"far\" is declared");
    row("unknown route among several", "route: near}", "routes: [near, far]}", "no route \"far\" is declared");
    row("one route and several", "route: near}", "route: near, routes: [near]}", "both \"route\" and \"routes\"");
    row("no route at all", "route: near}", "routes: []}", "none, or more than 16 routes");
    row("control without an address", "route: near}", "route: near}\n  controls: [{name: a.root}]", "needs \"address\"",
        "  controls:");
    row("expected and absent", "{owner: mail.owner.example, type: A}", "{owner: owner.example, type: MX}",
        "expected and absent at once");
    row("class outside the domain", "classes: [{owner: owner.example", "classes: [{owner: other.example",
        "is not in owner.example");
    row("channel of an unknown kind", "kind: mail", "kind: pigeon", "a channel is one of");
    row("users before anybody can remember", "since: 2020-12-31", "since: 2019-12-31", "more than 31 days before");
    row("users every second", "every: 10min", "every: 1s", "more often than every minute");
    zone("record that does not load", "true.zone", "MX 10 mx", "MX ten mx", "");
    zone("record outside its zone", "true.zone", "@ 60 IN A 198.51.100.10", "www.other.example. 60 IN A 198.51.100.10",
         "");
    zone("zone without a SOA", "root.zone", ". 86400 IN SOA a.root. hostmaster.root. 1 1800 900 604800 600\n", "", "");
    zone("delegation to nobody", "example.zone", "IN NS ns2.owner", "IN NS ns3.owner",
         "owner.example is delegated to ns3.owner.example, which is neither a server nor declared absent");
    zone("glue to nobody", "example.zone", "A 203.0.113.4", "A 203.0.113.5",
         "the address 203.0.113.5 of the nameserver ns2.owner.example is no server's");
}

void tst_scenario::refuses()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, placeFile);
    QFETCH(QString, reason);
    QFETCH(QByteArray, line);
    const QTemporaryDir dir;
    SmallWorld world;
    QVERIFY2(world.files[file].contains(before), "the row changes nothing");
    world.replace(file, before, after);
    const auto read = readScenario(world.writtenTo(dir));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::BadInput);
    const QString place = read.error().where;
    const QString said = place + QStringLiteral(": ") + read.error().detail;
    QVERIFY2(place.startsWith(placeFile), qPrintable(said));
    QVERIFY2(place.section(u':', 1).toInt() > 0 || reason.isEmpty(), qPrintable(said));
    QVERIFY2(read.error().detail.contains(reason), qPrintable(said));
    // The line is where a person finds it: inside what was changed, or where a row says.
    if (file.endsWith(QStringLiteral(".yaml"))) {
        const auto lineOf = [&](const QByteArray &text) {
            return int(world.files[file].left(world.files[file].indexOf(text)).count('\n')) + 1;
        };
        const int first = lineOf(line.isEmpty() ? after : line);
        const int last = first + int((line.isEmpty() ? after : line).count('\n'));
        const int told = place.section(u':', 1).toInt();
        QVERIFY2(told >= first && told <= last, qPrintable(said));
    }
}

void tst_scenario::refusesWhatIsNotThere()
{
    const auto read = readScenario(QStringLiteral("no-such-scenario"));
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::NotFound);
    QVERIFY(read.error().detail.contains(QStringLiteral("coincheck-2020")));
    const QTemporaryDir dir;
    const auto empty = readScenario(dir.path());
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, ErrorCode::NotFound);
    QCOMPARE(empty.error().where, QStringLiteral("scenario.yaml"));
}

void tst_scenario::refusesLinkOut()
{
    const QTemporaryDir outside;
    QFile secret(outside.filePath(QStringLiteral("secret.zone")));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write(SmallWorld().files[QStringLiteral("root.zone")]);
    secret.close();
    const QTemporaryDir dir;
    const QString folder = SmallWorld().writtenTo(dir);
    QVERIFY(QFile::remove(dir.filePath(QStringLiteral("root.zone"))));
    QVERIFY(QFile::link(secret.fileName(), dir.filePath(QStringLiteral("root.zone"))));
    const auto read = readScenario(folder);
    QVERIFY(!read);
    QVERIFY(read.error().detail.contains(QStringLiteral("leads out")));
}

QTEST_GUILESS_MAIN(tst_scenario)
#include "tst_scenario.moc"
