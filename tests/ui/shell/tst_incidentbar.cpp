// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/drill/DrillBanner.h"
#include "ui/shell/IncidentBar.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;

class tst_IncidentBar : public QObject {
    Q_OBJECT
private:
    static QString cell(const IncidentBar &bar, const char *name)
    {
        return bar.findChild<BarCell *>(QLatin1String(name))->text();
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().apply(Theme::Kind::Light);
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
    }

    void hijackInWords()
    {
        IncidentBar bar;
        const auto snapshot = test::sampleSnapshot();
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at);
        QCOMPARE(bar.findChild<StateBlock *>()->word(), QStringLiteral("Hijack"));
        QVERIFY(bar.findChild<StateBlock *>()->accessibleDescription().startsWith(QStringLiteral("D1 D2 D8")));
        QCOMPARE(cell(bar, "sinceChange"), QStringLiteral("Since the change (05-31 00:11:38, registry): 43 h 06 min"));
        QCOMPARE(cell(bar, "sinceNoticed"), QStringLiteral("Since noticed: 8 min 04 s"));
        QCOMPARE(cell(bar, "mail"), QStringLiteral("Mail: ask for replies by phone: ✕ lost or read by others"));
        QCOMPARE(cell(bar, "cacheTail"), QStringLiteral("12 caches: no end while the false nameservers answer: "
                                                        "7 false · 4 true · 1 unknown"));
        QCOMPARE(cell(bar, "command"), QStringLiteral("In command: nobody"));
        QCOMPARE(cell(bar, "due"), QStringLiteral("Due: meeting: 13 h 41 min"));
    }

    void theNearestIsDue()
    {
        IncidentBar bar;
        auto snapshot = test::sampleCopy();
        respond::Request asked;
        asked.id = QStringLiteral("Q1");
        asked.party = QStringLiteral("Registrar <b>");
        asked.dueAt = snapshot->at + std::chrono::minutes(24);
        snapshot->requests = {asked};
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at);
        QCOMPARE(cell(bar, "due"), QStringLiteral("Due: Registrar <b>: 24 min 00 s"));
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at + std::chrono::minutes(25));
        QCOMPARE(cell(bar, "due"), QStringLiteral("Overdue: Registrar <b>: 1 min 00 s"));
        QSignalSpy wanted(&bar, &IncidentBar::incidentRequested);
        QTest::keyClick(bar.findChild<BarCell *>(QStringLiteral("due")), Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        bar.show(test::quietSnapshot(), test::name("coincheck.com"), snapshot->at);
        QVERIFY(bar.findChild<BarCell *>(QStringLiteral("due"))->isHidden());
    }

    void clocksCountOnBetweenMoments()
    {
        IncidentBar bar;
        const auto snapshot = test::sampleSnapshot();
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at + std::chrono::seconds(60));
        QCOMPARE(cell(bar, "sinceNoticed"), QStringLiteral("Since noticed: 9 min 04 s"));
    }

    void boundedTailHasItsDate()
    {
        IncidentBar bar;
        auto snapshot = test::sampleCopy();
        auto &tail = snapshot->domains.front().tail;
        tail.unbounded = false;
        tail.end = test::at("2020-06-05T15:52:53Z");
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at);
        QVERIFY2(cell(bar, "cacheTail").contains(QStringLiteral("false until 2020-06-06 00:52:53 JST")),
                 qPrintable(cell(bar, "cacheTail")));
    }

    void quietHidesTheClocks()
    {
        IncidentBar bar;
        const auto snapshot = test::quietSnapshot();
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at);
        QCOMPARE(bar.findChild<StateBlock *>()->word(), QStringLiteral("Quiet"));
        QVERIFY(bar.findChild<BarCell *>(QStringLiteral("sinceChange"))->isHidden());
        QVERIFY(bar.findChild<BarCell *>(QStringLiteral("command"))->isHidden());
    }

    void mailIsWhatWasSeen_data()
    {
        QTest::addColumn<watch::State>("state");
        QTest::addColumn<QString>("said");
        QTest::newRow("match") << watch::State::Match << QStringLiteral("Mail: as expected");
        QTest::newRow("mismatch") << watch::State::Mismatch << QStringLiteral("Mail: differs");
        QTest::newRow("unknown") << watch::State::Unknown << QStringLiteral("Mail: unknown");
    }
    void mailIsWhatWasSeen()
    {
        QFETCH(watch::State, state);
        QFETCH(QString, said);
        auto snapshot = std::make_shared<console::Snapshot>(*test::quietSnapshot());
        console::Row row;
        row.owner = snapshot->domains.front().name;
        row.type = dns::Type::MX;
        row.authoritative.asked = true;
        row.authoritative.state = state;
        snapshot->domains.front().matrix.rows = {row};
        snapshot->domains.front().mail = console::mailOf(snapshot->domains.front().matrix, row.owner);
        IncidentBar bar;
        bar.show(snapshot, snapshot->domains.front().name, snapshot->at);
        QCOMPARE(cell(bar, "mail"), said);
    }

    void nothingKnownIsNotQuiet()
    {
        IncidentBar bar;
        bar.show({}, {}, {});
        QCOMPARE(bar.findChild<StateBlock *>()->word(), QStringLiteral("First look…"));
        QCOMPARE(cell(bar, "mail"), QStringLiteral("Mail: —"));

        auto nothing = std::make_shared<console::Snapshot>();
        bar.show(nothing, {}, {});
        QCOMPARE(bar.findChild<StateBlock *>()->word(), QStringLiteral("Nothing watched"));

        auto unseen = std::make_shared<console::Snapshot>(*test::quietSnapshot());
        for (size_t at = 0; at < unseen->domains.size(); ++at) {
            unseen->domains[at].lookedAt.reset();
            unseen->domains[at].matrix = {};
            unseen->domains[at].mail.reset();
        }
        bar.show(unseen, test::name("coincheck.com"), unseen->at);
        QCOMPARE(bar.findChild<StateBlock *>()->word(), QStringLiteral("First look…"));
        QCOMPARE(cell(bar, "mail"), QStringLiteral("Mail: —"));
    }

    void commandByClicking()
    {
        IncidentBar bar;
        bar.resize(1280, 54);
        const auto snapshot = test::sampleSnapshot();
        bar.show(snapshot, test::name("coincheck.com"), snapshot->at);
        bar.show();
        QSignalSpy asked(&bar, &IncidentBar::takeCommandRequested);
        QTest::mouseClick(bar.findChild<QPushButton *>(QStringLiteral("takeCommand")), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
    }

    void bannerPausesAndSpeeds()
    {
        DrillBanner banner;
        banner.resize(1280, 28);
        const auto snapshot = test::sampleSnapshot();
        banner.show(snapshot, snapshot->at);
        QVERIFY(!banner.isHidden());
        QCOMPARE(banner.findChild<QLabel *>(QStringLiteral("drillWorld"))->text(),
                 QStringLiteral("coincheck-2020 · 2020-06-01 19:18:04 JST"));
        QSignalSpy paused(&banner, &DrillBanner::pauseRequested);
        QTest::mouseClick(banner.findChild<QToolButton *>(QStringLiteral("drillPause")), Qt::LeftButton);
        QCOMPARE(paused.count(), 1);
        QCOMPARE(paused.first().first().toBool(), true);
        QSignalSpy speed(&banner, &DrillBanner::speedRequested);
        banner.speedMenu()->actions().last()->trigger();
        QCOMPARE(speed.first().first().toDouble(), 0.0);
        QSignalSpy watch(&banner, &DrillBanner::watchRequested);
        QTest::mouseClick(banner.findChild<QPushButton *>(QStringLiteral("watchOwn")), Qt::LeftButton);
        QCOMPARE(watch.count(), 1);
    }

    void aLongTitleGivesWay()
    {
        DrillBanner banner;
        banner.resize(1280, 28);
        auto snapshot = test::sampleCopy();
        snapshot->title = QString(300, QLatin1Char('m'));
        banner.show(snapshot, snapshot->at);
        QCoreApplication::sendPostedEvents();
        const auto *world = banner.findChild<QLabel *>(QStringLiteral("drillWorld"));
        QVERIFY2(world->text().endsWith(QStringLiteral("… · 2020-06-01 19:18:04 JST")), qPrintable(world->text()));
        const auto *promise = banner.findChild<QLabel *>(QStringLiteral("drillPromise"));
        banner.grab(); // lays out
        QVERIFY(promise->width() >= promise->fontMetrics().horizontalAdvance(promise->text()));
    }

    void bannerOnlyInADrill()
    {
        DrillBanner banner;
        auto snapshot = test::sampleCopy();
        snapshot->drill = false;
        banner.show(snapshot, snapshot->at);
        QVERIFY(banner.isHidden());
    }
};

QTEST_MAIN(tst_IncidentBar)
#include "tst_incidentbar.moc"
