// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Session.h"
#include "app/store/Workspace.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using console::Session;
using console::SessionOptions;

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDrillFromItsOpening();
    void whatPeopleDoIsKept();
    void refusesWhatIsNotThere();
    void destroyedAtAnyMoment();

private:
    static constexpr int Long = 240000; // of a loaded machine; nothing is measured
    static SessionOptions hijack(const QString &workspace)
    {
        SessionOptions options;
        options.scenario = QStringLiteral("coincheck-2020");
        options.workspace = workspace;
        options.createWorkspace = true;
        options.from = instantFromRfc3339(u"2020-05-30T15:00:00Z").value();
        options.until = instantFromRfc3339(u"2020-05-30T15:20:00Z").value();
        return options;
    }
};

void SessionTest::aDrillFromItsOpening()
{
    Session session(hijack({}));
    QSignalSpy caughtUp(&session, &Session::caughtUp), ended(&session, &Session::ended);
    QSignalSpy failed(&session, &Session::failed), started(&session, &Session::started);
    QVERIFY(!session.snapshot());
    connect(&session, &Session::caughtUp, &session, [&] {
        const auto opening = session.snapshot();
        // Nothing of ours was touched yet; that somebody prepares for it has been seen.
        QVERIFY(opening->incident.state == respond::IncidentState::Suspicion);
        for (const auto &finding : opening->findings)
            QCOMPARE(finding.signal, QStringLiteral("P1"));
    });
    session.start();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count() + failed.count(), 1, Long);
    QCOMPARE(failed.count(), 0);
    QCOMPARE(started.count(), 1);
    QCOMPARE(caughtUp.count(), 1);

    const auto now = session.snapshot();
    QVERIFY(now->drill);
    QVERIFY(!now->title.isEmpty() && !now->titleJa.isEmpty());
    QVERIFY(now->workspace.isEmpty()); // nobody named one
    QVERIFY(now->incident.state == respond::IncidentState::Hijack);
    QVERIFY(now->incident.mailLost);
    QCOMPARE(now->domains.front().name.display(), QStringLiteral("coincheck.com")); // the worst first
    QVERIFY(now->domains.front().state == console::DomainState::Mismatch);
    QVERIFY(!now->domains.front().contacts.empty());
    QVERIFY(!now->domains.front().matrix.rows.empty());
    QVERIFY(!now->domains.front().path.samples.empty());
    QVERIFY(now->domains.back().state == console::DomainState::Match);
    QVERIFY(now->domains.back().contacts.empty());
    QVERIFY(now->log.size() > 1);
    QCOMPARE(now->log.last().hash, now->head.hash);
}

void SessionTest::whatPeopleDoIsKept()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("case.hinoban"));
    store::ChainHead acknowledged;
    {
        Session session(hijack(file));
        QSignalSpy ended(&session, &Session::ended), failed(&session, &Session::failed);
        connect(&session, &Session::committed, &session, [&](const store::ChainHead &head) { acknowledged = head; });
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count() + failed.count(), 1, Long);
        QCOMPARE(failed.count(), 0);

        session.takeCommand(QStringLiteral("Aoki"));
        QCOMPARE(session.snapshot()->incident.commander, QStringLiteral("Aoki"));
        const auto before = session.snapshot()->log.size();
        // DEL, half a character and a bell: the log has no form for them, the words must not be lost.
        session.addEntry(QStringLiteral("called\x7fthe") + QChar(0xd800) + QStringLiteral(" registrar\a"),
                         QStringLiteral("Ao\x7fki"), 9 * 3600);
        const auto after = session.snapshot();
        QCOMPARE(failed.count(), 0);
        QCOMPARE(after->log.size(), before + 1);
        QVERIFY(after->log.last().entry.text.startsWith(QLatin1String("called\\u007fthe")));
        session.addEntry(QStringLiteral("  "), QStringLiteral("Aoki"), 0);
        const QByteArray wrong = session.snapshot()->log.last().hash;
        session.correctEntry(wrong, QStringLiteral("called another registrar"), QStringLiteral("Aoki"), 0);
        const auto right = session.snapshot()->log.last().entry;
        QCOMPARE(right.corrects, wrong);
        QCOMPARE(right.text, QStringLiteral("called another registrar"));
        session.correctEntry(QByteArray(64, 'f'), QStringLiteral("of nothing"), QStringLiteral("Aoki"), 0);
        QCOMPARE(session.snapshot()->log.last().entry.text, right.text);
        QCOMPARE(session.snapshot()->log.size(), before + 2);
        QCOMPARE(failed.count(), 1);

        QString key;
        for (const auto &finding : after->findings)
            if (finding.signal == QLatin1String("R1")) key = finding.key();
        QVERIFY(!key.isEmpty());
        session.clearFinding(key, QStringLiteral("Aoki"), QStringLiteral("we did it"));
        session.clearFinding(QStringLiteral("no such"), QStringLiteral("Aoki"), QStringLiteral("?"));
        const auto cleared = session.snapshot();
        for (const auto &finding : cleared->findings)
            if (finding.key() == key) QVERIFY(!finding.open());

        respond::SentMessage message{QStringLiteral("REG-URGENT"), QStringLiteral("registrar"),
                                     QStringLiteral("phone"),      QStringLiteral("Aoki"),
                                     session.snapshot()->at,       QByteArray("a\0b\x7f", 4)};
        session.recordSent(message);
        auto organisation = session.snapshot()->organisation;
        organisation.person = QStringLiteral("Aoki");
        session.setOrganisation(organisation);
        QCOMPARE(session.snapshot()->domains.front().facts.organisation.person, QStringLiteral("Aoki"));
        QTRY_COMPARE_WITH_TIMEOUT(acknowledged.hash, session.snapshot()->log.last().hash, Long);
        QCOMPARE(session.snapshot()->head, acknowledged);

        // Packed beside whoever writes; that it was is an entry, and the letters are in it.
        QSignalSpy bundled(&session, &Session::bundled);
        const QString bundle = folder.filePath(QStringLiteral("e.tar.gz"));
        const auto head = acknowledged;
        session.packEvidence(bundle, QStringLiteral("Aoki"));
        QTRY_COMPARE_WITH_TIMEOUT(bundled.count() + failed.count(), 2, Long);
        QCOMPARE(bundled.count(), 1);
        const auto report = bundled[0][0].value<console::BundledPtr>()->report;
        QVERIFY(report.drafts > 0);
        const auto checked = store::verifyBundle(bundle, head);
        QVERIFY2(checked && checked->good(), checked ? qPrintable(checked->firstBad) : "unreadable");
        QCOMPARE(session.snapshot()->log.last().entry.args.value(u"seal").toString().toLatin1(), report.seal);
        session.packEvidence(bundle, QStringLiteral("Aoki")); // it is there already
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, Long);
        QTRY_COMPARE_WITH_TIMEOUT(acknowledged.hash, session.snapshot()->log.last().hash, Long);
        QCOMPARE(session.snapshot()->head, acknowledged);
        session.stop();
    }
    const auto workspace = store::Workspace::open(file, store::Workspace::Mode::ReadOnly);
    QVERIFY(workspace);
    const auto verified = (*workspace)->verify(acknowledged);
    QVERIFY(verified && verified->good());
    const auto loaded = (*workspace)->load();
    QVERIFY(loaded);
    QCOMPARE(loaded->head, acknowledged);
    QCOMPARE(loaded->decisions.commander, QStringLiteral("Aoki"));
    QCOMPARE(loaded->organisation.person, QStringLiteral("Aoki"));
    QCOMPARE(loaded->messages.size(), size_t(1));
    QCOMPARE(loaded->messages[0].bytes, QByteArray("a\0b\x7f", 4));
    bool accepted = false;
    for (const auto &domain : loaded->domains)
        accepted = accepted || (domain.registration && domain.registration->approval.person == QLatin1String("Aoki"));
    QVERIFY(accepted); // what R1 measures from now on
}

void SessionTest::refusesWhatIsNotThere()
{
    SessionOptions late = hijack({});
    late.until = instantFromRfc3339(u"2031-01-01T00:00:00Z").value();
    SessionOptions unknown;
    unknown.scenario = QStringLiteral("no-such-story");
    SessionOptions missing;
    missing.workspace = QStringLiteral("/nonexistent/case.hinoban");
    for (const auto &options : {late, unknown, missing}) {
        Session session(options);
        QSignalSpy failed(&session, &Session::failed), started(&session, &Session::started);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, Long);
        QCOMPARE(started.count(), 0);
    }
}

// By steps and not by time: before start, while opening, and after so many looks.
void SessionTest::destroyedAtAnyMoment()
{
    {
        Session never(hijack({}));
    }
    {
        Session opening(hijack({}));
        opening.start();
    }
    {
        Session stopped(hijack({}));
        QSignalSpy ended(&stopped, &Session::ended);
        stopped.start();
        stopped.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, Long);
        QVERIFY(!stopped.snapshot());
    }
    for (int looks : {1, 2, 5, 26}) {
        auto session = std::make_unique<Session>(hijack({}));
        QSignalSpy stepped(session.get(), &Session::stepped);
        session->start();
        QTRY_VERIFY_WITH_TIMEOUT(stepped.count() >= looks, Long);
        session.reset();
    }
    QCoreApplication::processEvents(); // what was posted to them must not reach them
}

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
