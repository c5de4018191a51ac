// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "app/path/SystemProber.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The tools are shell scripts that print what a tool would; only 127.0.0.1 is ever measured.
class TestSystemProber : public QObject {
    Q_OBJECT

    const dns::Name m_domain = *dns::Name::fromText("example.com");
    const QHostAddress m_local{QHostAddress::LocalHost};

    static SystemProber::Tool script(const QString &text)
    {
        return {u"/bin/sh"_s, u"script"_s, {u"-c"_s, text, u"sh"_s}};
    }
    static bool loopback(const QHostAddress &address) { return address.isLoopback(); }

    TracePtr run(const std::optional<SystemProber::Tool> &tool, const QHostAddress &address)
    {
        WallClock clock;
        SystemProber prober(clock, loopback, tool);
        QObject context;
        TracePtr answer;
        int answers = 0;
        prober.trace(m_domain, m_domain, address, &context, [&](const TracePtr &trace) {
            answer = trace;
            ++answers;
        });
        if (answer) return nullptr; // never within the call
        if (!QTest::qWaitFor([&] { return answer != nullptr; }, 60000)) return nullptr;
        QTest::qWait(5);
        return answers == 1 ? answer : nullptr;
    }

private Q_SLOTS:
    void readsWhatTheToolSays()
    {
        const auto trace = run(script(u"echo ' 1  10.0.0.1  1.5 ms'; echo \" 2  $1  2.5 ms\""_s), m_local);
        QVERIFY(trace);
        QCOMPARE(trace->problem, QString());
        QCOMPARE(trace->source, u"script"_s);
        QCOMPARE(trace->hops.size(), size_t(2));
        QVERIFY(trace->reached);
        QVERIFY(trace->response == Duration(2500us));
        QCOMPARE(trace->address, m_local);
        QVERIFY(trace->domain == m_domain);
    }

    void problems_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("says nothing") << u"true"_s << u"Nobody"_s;
        QTest::newRow("fails") << u"echo 'cannot open socket' >&2; exit 1"_s << u"Nobody"_s;
        QTest::newRow("garbage") << u"printf '\\377\\000\\001'"_s << u"Nobody"_s;
        QTest::newRow("talks for ever") << u"yes"_s << u"Nobody"_s;
        QTest::newRow("is killed") << u"kill -9 $$"_s << u"Nobody"_s;
    }
    void problems()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto trace = run(script(text), m_local);
        QVERIFY(trace);
        QVERIFY(trace->hops.empty());
        QVERIFY2(trace->problem.contains(says), qPrintable(trace->problem));
    }

    void noTool()
    {
        const auto trace = run(std::nullopt, m_local);
        QVERIFY(trace);
        QVERIFY(trace->problem.contains(u"installed"_s));
    }

    void aToolThatIsNotThere()
    {
        const auto trace = run(SystemProber::Tool{u"/nonexistent/traceroute"_s, u"traceroute"_s, {}}, m_local);
        QVERIFY(trace);
        QVERIFY(trace->problem.contains(u"cannot be measured"_s));
    }

    void theGuardIsAsked()
    {
        QTemporaryDir folder;
        const QString mark = folder.filePath(u"ran"_s);
        for (const QHostAddress &address : {QHostAddress(u"192.0.2.1"_s), QHostAddress()}) {
            const auto trace = run(script(u"touch "_s + mark), address);
            QVERIFY(trace);
            QVERIFY(trace->problem.contains(u"not permitted"_s));
        }
        QVERIFY(!QFile::exists(mark));
    }

    // What it had said by the deadline counts, and the deadline is the clock's.
    void theDeadline()
    {
        StoryClock clock(instantFromUnixMicroseconds(0));
        SystemProber prober(clock, loopback, script(u"echo ' 1  10.0.0.1  1.5 ms'; exec sleep 1000"_s));
        TracePtr answer;
        prober.trace(m_domain, m_domain, m_local, this, [&](const TracePtr &trace) { answer = trace; });
        QTRY_VERIFY_WITH_TIMEOUT(answer, 60000);
        QCOMPARE(answer->hops.size(), size_t(1));
        QVERIFY(!answer->reached);
        QVERIFY(clock.now() == instantFromUnixMicroseconds(0) + 60s);
    }

    void twoAtOnce()
    {
        QTemporaryDir folder;
        // Each counts who is there with it; the count is written down and must not pass two.
        const QString text =
            u"cd %1; touch run.$$; ls run.* | wc -l >> seen; sleep 0.05; rm run.$$; echo \" 1  $1  1 ms\""_s.arg(
                folder.path());
        WallClock clock;
        auto prober = std::make_unique<SystemProber>(clock, loopback, script(text));
        int answers = 0;
        for (int i = 0; i < 7; ++i)
            prober->trace(m_domain, m_domain, m_local, this, [&](const TracePtr &trace) { answers += trace->reached; });
        prober.reset(); // runs that were asked for go on
        QTRY_COMPARE_WITH_TIMEOUT(answers, 7, 60000);
        QFile seen(folder.filePath(u"seen"_s));
        QVERIFY(seen.open(QIODevice::ReadOnly));
        const auto counts = seen.readAll().simplified().split(' ');
        QCOMPARE(counts.size(), 7);
        for (const QByteArray &count : counts)
            QVERIFY(count.toInt() <= 2);
    }

    void aContextThatGoesTakesItsRunsWithIt()
    {
        WallClock clock;
        SystemProber prober(clock, loopback, script(u"exec sleep 1000"_s));
        auto context = std::make_unique<QObject>();
        bool answered = false;
        for (int i = 0; i < 4; ++i)
            prober.trace(m_domain, m_domain, m_local, context.get(), [&](const TracePtr &) { answered = true; });
        QTest::qWait(30);
        context.reset();
        QVERIFY(!answered);
        // The queue is free again.
        bool other = false;
        SystemProber next(clock, loopback, script(u"echo \" 1  $1  1 ms\""_s));
        next.trace(m_domain, m_domain, m_local, this, [&](const TracePtr &) { other = true; });
        QTRY_VERIFY_WITH_TIMEOUT(other, 60000);
    }

    void theSystemsOwnToolOnLoopback()
    {
        const auto tool = SystemProber::find();
        if (!tool) QSKIP("neither traceroute nor tracepath is installed");
        const auto trace = run(tool, m_local);
        QVERIFY(trace);
        QVERIFY2(trace->reached, qPrintable(trace->problem));
        QCOMPARE(trace->hops.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestSystemProber)
#include "tst_systemprober.moc"
