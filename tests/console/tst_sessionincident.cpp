// SPDX-License-Identifier: GPL-3.0-or-later
// The incident as people conduct it, over a watch and over a drill: what is refused, and what a workspace keeps.
#include "app/base/WallClock.h"
#include "app/console/Report.h"
#include "app/console/Session.h"
#include "tests/dns/LittleInternet.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using console::Session;
using console::SessionOptions;
using respond::IncidentAct;
using respond::IncidentState;
using Kind = IncidentAct::Kind;

namespace {

constexpr int Long = 240000; // of a loaded machine; nothing is measured

IncidentAct act(Kind kind, const char *reason = "", const char *person = "Sato")
{
    IncidentAct made;
    made.kind = kind;
    made.person = QString::fromLatin1(person);
    made.reason = QString::fromLatin1(reason);
    return made;
}

std::vector<respond::Entry> entries(const Session &session, const char *rule)
{
    std::vector<respond::Entry> out;
    const auto snapshot = session.snapshot();
    for (const auto &one : snapshot->log)
        if (one.entry.rule == QLatin1String(rule)) out.push_back(one.entry);
    return out;
}

// A watch in which nothing happens.
struct Bench {
    explicit Bench(const QString &workspace, bool create = true)
        : world(clock)
    {
        world.serve("192.0.2.1", ".", ". SOA a.root-servers.test. h. 1 2 3 4 60\n");
        SessionOptions options;
        options.workspace = workspace;
        options.createWorkspace = create;
        options.internet = world.internet();
        session.emplace(options);
        failed = std::make_unique<QSignalSpy>(&*session, &Session::failed);
        QSignalSpy started(&*session, &Session::started);
        session->start();
        if (started.empty() && !started.wait(Long)) qFatal("the session does not start");
    }
    ~Bench()
    {
        QSignalSpy ended(&*session, &Session::ended);
        session->stop();
        while (ended.empty())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    [[nodiscard]] IncidentState state() const { return session->snapshot()->incident.state; }

    WallClock clock;
    LittleInternet world;
    std::optional<Session> session;
    std::unique_ptr<QSignalSpy> failed;
};

} // namespace

class SessionIncidentTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPersonOpensClosesAndReopens()
    {
        const QString file = m_folder.filePath(QStringLiteral("case.hinoban"));
        {
            Bench bench(file);
            Session &session = *bench.session;
            QVERIFY(bench.state() == IncidentState::Quiet);
            session.actOnIncident(act(Kind::Close, "nothing"));
            session.actOnIncident(act(Kind::Reopen, "nothing"));
            QCOMPARE(bench.failed->count(), 2); // there is nothing to close or to open again
            auto open = act(Kind::Open, "a customer telephoned");
            open.domain = *dns::Name::fromText("example.jp");
            session.actOnIncident(open);
            QVERIFY(bench.state() == IncidentState::Hijack);
            QCOMPARE(session.snapshot()->incident.domains, std::vector{open.domain});
            const auto changes = entries(session, "incident.state");
            QCOMPARE(changes.size(), size_t(1));
            QCOMPARE(changes[0].author, QStringLiteral("Sato"));
            QCOMPARE(respond::englishSentence(changes[0]),
                     QStringLiteral("Sato: state quiet → hijack (a customer telephoned)"));
            session.actOnIncident(open);
            QCOMPARE(bench.failed->count(), 3); // it is open already
            QVERIFY(session.snapshot()->response.nextMeeting);

            auto one = act(Kind::Assign);
            one.role = QStringLiteral("liaison");
            one.holder = QStringLiteral("Hanako\x1b[2J");
            one.call = QStringLiteral("090");
            session.actOnIncident(one);
            session.takeCommand(QStringLiteral("Aoki"));
            session.takeCommand(QStringLiteral("Sato"));
            auto tick = act(Kind::Tick);
            tick.item = QStringLiteral("registry-lock");
            session.actOnIncident(tick);
            const auto snapshot = session.snapshot();
            QCOMPARE(snapshot->incident.commander, QStringLiteral("Sato"));
            QCOMPARE(snapshot->response.roles[0].person, QStringLiteral("Sato"));
            QCOMPARE(snapshot->response.roles[0].before, QStringLiteral("Aoki"));
            QCOMPARE(snapshot->response.roles[1].person, QStringLiteral("Hanako\\u001b[2J"));
            QCOMPARE(snapshot->response.phases[0].done, 1);
            tick.item = QStringLiteral("no-such-item");
            session.actOnIncident(tick);
            QCOMPARE(bench.failed->count(), 4);
        }
        {
            // What a workspace keeps.
            Bench bench(file, false);
            Session &session = *bench.session;
            QVERIFY(bench.state() == IncidentState::Hijack);
            QCOMPARE(session.snapshot()->incident.openedBy, QStringLiteral("Sato"));
            QCOMPARE(session.snapshot()->response.roles[1].call, QStringLiteral("090"));
            QCOMPARE(session.snapshot()->response.phases[0].done, 1);

            // A request keeps it open.
            respond::RequestAct asked;
            asked.party = QStringLiteral("JPCERT/CC");
            asked.role = QStringLiteral("national-csirt");
            asked.person = QStringLiteral("Sato");
            session.actOnRequest(asked);
            session.closeIncident(QStringLiteral("Sato"), QStringLiteral("over"));
            QVERIFY(bench.state() == IncidentState::Hijack);
            QCOMPARE(bench.failed->count(), 1);
            const auto why = bench.failed->front().front().value<Error>();
            QVERIFY(why.code == ErrorCode::NotPermitted);
            QVERIFY2(why.detail.contains(QStringLiteral("Q1 JPCERT/CC")), qPrintable(why.detail));
            QVERIFY(entries(session, "incident.closed").empty());
            asked.kind = respond::RequestAct::Kind::State;
            asked.request = QStringLiteral("Q1");
            asked.state = respond::Request::State::Withdrawn;
            session.actOnRequest(asked);
            session.closeIncident(QStringLiteral("Sato"), QStringLiteral("over"));
            QVERIFY(bench.state() == IncidentState::Closed);
            QVERIFY(!session.snapshot()->response.nextMeeting);
            QCOMPARE(respond::englishSentence(entries(session, "incident.state").back()),
                     QStringLiteral("Sato: state hijack → closed (over)"));
        }
        Bench bench(file, false);
        QVERIFY(bench.state() == IncidentState::Closed);
        bench.session->actOnIncident(act(Kind::Reopen, "not over"));
        QVERIFY(bench.state() == IncidentState::Hijack);
        QCOMPARE(bench.session->snapshot()->response.phases[0].done, 1); // the same incident
        QCOMPARE(bench.failed->count(), 0);
    }

    void deadlinesAreRemindedOf()
    {
        const QString file = m_folder.filePath(QStringLiteral("late.hinoban"));
        {
            Bench bench(file);
            Session &session = *bench.session;
            session.actOnIncident(act(Kind::Open, "said so"));
            auto applies = act(Kind::Applies);
            applies.item = QStringLiteral("ppc-preliminary");
            session.actOnIncident(applies);
            QVERIFY(entries(session, "deadline.overdue").empty());
            applies.known = bench.clock.now() - std::chrono::hours(24 * 9);
            session.actOnIncident(applies);
            QCOMPARE(entries(session, "deadline.overdue").size(), size_t(1));
            QCOMPARE(entries(session, "deadline.overdue").front().author, QStringLiteral("Hinoban"));
            auto tick = act(Kind::Tick);
            tick.item = QStringLiteral("registry-lock");
            session.actOnIncident(tick);
            QCOMPARE(bench.failed->count(), 0);
        }
        Bench bench(file, false);
        QCOMPARE(entries(*bench.session, "deadline.overdue").size(), size_t(1)); // once is enough
    }

    void theDrillFindsAndPeopleAct()
    {
        SessionOptions options;
        options.scenario = QStringLiteral("coincheck-2020");
        options.from = instantFromRfc3339(u"2020-05-30T15:00:00Z").value();
        options.until = instantFromRfc3339(u"2020-05-30T15:20:00Z").value();
        Session session(options);
        QSignalSpy ended(&session, &Session::ended), failed(&session, &Session::failed);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count() + failed.count(), 1, Long);
        QCOMPARE(failed.count(), 0);
        // The findings made it an incident, and say so.
        auto changes = entries(session, "incident.state");
        QVERIFY(!changes.empty());
        QCOMPARE(changes.back().author, QStringLiteral("Hinoban"));
        QVERIFY2(respond::englishSentence(changes.back()).contains(QStringLiteral("D1")),
                 qPrintable(respond::englishSentence(changes.back())));
        // One action: their names are the reason.
        session.actOnIncident(act(Kind::Open));
        QVERIFY2(respond::englishSentence(entries(session, "incident.opened").at(0)).contains(QStringLiteral("D1 ")),
                 qPrintable(respond::englishSentence(entries(session, "incident.opened").at(0))));
        QCOMPARE(entries(session, "incident.state").size(), changes.size()); // it was a hijack already

        const auto report = console::reportJson(session.pipeline(), session.responseBook())
                                .value(QStringLiteral("incident"))
                                .toObject();
        QCOMPARE(report.value(QStringLiteral("state")).toString(), QStringLiteral("hijack"));
        QCOMPARE(report.value(QStringLiteral("openedBy")).toString(), QStringLiteral("Sato"));
        const auto phases = report.value(QStringLiteral("runbook")).toArray();
        QStringList fulfilled;
        for (const QJsonValue phase : phases)
            for (const QJsonValue item : phase[QStringLiteral("items")].toArray())
                if (item[QStringLiteral("state")].toString() == QLatin1String("fulfilled"))
                    fulfilled += item[QStringLiteral("id")].toString();
        for (const char *id : {"parent-and-child", "registration-looked-up", "look-alikes-compared", "incident-opened"})
            QVERIFY2(fulfilled.contains(QLatin1String(id)), id);
        QVERIFY(!fulfilled.contains(QStringLiteral("parent-right")));
        QVERIFY(report.value(QStringLiteral("deadlines")).toArray().size() >= 5);

        session.closeIncident(QStringLiteral("Sato"), QStringLiteral("over"));
        QCOMPARE(failed.count(), 1);
        const auto why = failed.front().front().value<Error>();
        QVERIFY2(why.detail.contains(QStringLiteral("D1")), qPrintable(why.detail));
    }
};

QTEST_GUILESS_MAIN(SessionIncidentTest)
#include "tst_sessionincident.moc"
