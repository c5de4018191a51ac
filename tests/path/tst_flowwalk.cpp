// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/FlowWalk.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFlowWalk : public QObject {
    Q_OBJECT

    static FlowWalk::Rules rules(int window = 8)
    {
        FlowWalk::Rules made;
        made.window = window;
        return made;
    }
    static WireReply from(int ttl, ReplyKind kind = ReplyKind::Hop)
    {
        WireReply reply;
        reply.kind = kind;
        reply.by = QHostAddress(u"10.0.0.%1"_s.arg(ttl));
        return reply;
    }
    static void answer(FlowWalk &walk, size_t probe, ReplyKind kind = ReplyKind::Hop)
    {
        QVERIFY(walk.replied(probe, from(walk.probe(probe).ttl, kind), 10ms, true, 60));
    }
    // Sends whatever may go; says which TTLs went.
    static QList<int> sendAll(FlowWalk &walk)
    {
        QList<int> ttls;
        while (const auto ttl = walk.next()) {
            walk.sent(*ttl, Instant());
            ttls << *ttl;
        }
        return ttls;
    }
    // A whole walk over a way: `silent` never reply, the target is at `end`.
    static QList<int> play(FlowWalk &walk, int end, const QSet<int> &silent)
    {
        QList<int> asked;
        size_t done = 0;
        while (!walk.isOver()) {
            asked << sendAll(walk);
            if (done == walk.count()) break; // stuck: the caller sees isOver()
            const int ttl = walk.probe(done).ttl;
            if (silent.contains(ttl))
                walk.expire(done);
            else
                answer(walk, done, ttl >= end ? ReplyKind::Reached : ReplyKind::Hop);
            ++done;
        }
        return asked;
    }

private Q_SLOTS:
    void goesForwardWithinItsWindow()
    {
        FlowWalk walk(0, rules(3));
        QCOMPARE(sendAll(walk), (QList<int>{1, 2, 3}));
        answer(walk, 1);
        QCOMPARE(sendAll(walk), (QList<int>{4}));
        QCOMPARE(walk.out(), 3);
        QVERIFY(!walk.isOver());
    }

    void stopsAtTheTarget()
    {
        FlowWalk walk(0, rules(3));
        const auto asked = play(walk, 5, {});
        QVERIFY(walk.isOver());
        QCOMPARE(walk.end(), std::optional<int>(5));
        QVERIFY(asked.size() <= 7); // the window's rest may be behind it
    }

    void asksSilentHopsOnceMore()
    {
        FlowWalk walk(0, rules(1));
        QCOMPARE(play(walk, 4, {2}), (QList<int>{1, 2, 3, 4, 2}));
        QVERIFY(walk.isOver());
    }

    void givesUpBehindTheLastReply()
    {
        FlowWalk walk(0, rules());
        const auto asked = play(walk, 99, {3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,
                                           17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30});
        QVERIFY(walk.isOver());
        QVERIFY(!asked.contains(20));
        QCOMPARE(asked.count(3), 1); // nobody behind it replied: it is not the hop that is silent
    }

    void aRefusalEndsIt_unlessTheTargetReplies()
    {
        FlowWalk walk(0, rules(4));
        sendAll(walk);
        answer(walk, 2, ReplyKind::Unreachable);
        QCOMPARE(walk.end(), std::optional<int>(3));
        QVERIFY(!walk.next());
        answer(walk, 3, ReplyKind::Reached);
        QCOMPARE(walk.end(), std::optional<int>(4));
    }

    void aLateReplyIsItsProbes()
    {
        FlowWalk walk(0, rules(2));
        sendAll(walk);
        walk.expire(0);
        QCOMPARE(walk.out(), 1);
        answer(walk, 0);
        QCOMPARE(walk.probe(0).kind, ReplyKind::Hop);
        QCOMPARE(walk.out(), 1);
        QVERIFY(!walk.replied(0, from(9), 20ms, true, 60)); // and a second one is a duplicate
        QCOMPARE(walk.probe(0).duplicates, 1);
        QCOMPARE(walk.probe(0).address, QHostAddress(u"10.0.0.1"_s));
    }

    void beginsFarAndComesBack()
    {
        auto far = rules(2);
        far.first = 5;
        FlowWalk walk(0, far);
        QCOMPARE(play(walk, 6, {}).mid(0, 3), (QList<int>{5, 6, 7}));
        QVERIFY(walk.isOver());
        QSet<int> asked;
        for (size_t i = 0; i < walk.count(); ++i)
            asked << walk.probe(i).ttl;
        QCOMPARE(asked, (QSet<int>{1, 2, 3, 4, 5, 6, 7}));
    }

    void knownHopsAreNotAsked()
    {
        auto far = rules(2);
        far.first = 5;
        FlowWalk walk(0, far);
        sendAll(walk);
        walk.shareBelow(5);
        answer(walk, 1, ReplyKind::Reached);
        answer(walk, 0);
        QVERIFY(walk.isOver());
        QCOMPARE(walk.sharedBelow(), 5);
    }

    void backwardFindsANearTarget()
    {
        auto far = rules(2);
        far.first = 5;
        FlowWalk walk(0, far);
        play(walk, 2, {});
        QVERIFY(walk.isOver());
        QCOMPARE(walk.end(), std::optional<int>(2));
        QVERIFY(walk.replyAt(1));
    }

    void oneByOneAsksAgain()
    {
        FlowWalk walk(0, rules(3));
        QCOMPARE(sendAll(walk), (QList<int>{1, 2, 3}));
        walk.goOneByOne();
        QVERIFY(!walk.next()); // what is out must be gone first
        for (size_t i = 0; i < 3; ++i)
            walk.expire(i);
        QCOMPARE(sendAll(walk), (QList<int>{1}));
        QCOMPARE(walk.onlyOut(), std::optional<size_t>(3));
        answer(walk, 3);
        QCOMPARE(sendAll(walk), (QList<int>{2}));
        QVERIFY(!walk.replied(0, from(1), 10ms, true, 60)); // of before
    }

    void whatCouldNotBeSentIsNotWaitedFor()
    {
        auto shortest = rules();
        shortest.longest = 2;
        FlowWalk walk(0, shortest);
        walk.sent(1, Instant(), ReplyKind::Unsent);
        walk.sent(2, Instant(), ReplyKind::Unsent);
        QVERIFY(walk.isOver());
    }
};

QTEST_GUILESS_MAIN(TestFlowWalk)
#include "tst_flowwalk.moc"
