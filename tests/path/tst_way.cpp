// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Way.h"

#include "tests/path/PathOf.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Of "a:64500 b:64501": who announces these routers; "*" is the service.
QHash<QHostAddress, quint32> originsOf(const QString &text)
{
    QHash<QHostAddress, quint32> out;
    for (const QString &one : text.split(u' ', Qt::SkipEmptyParts))
        out.insert(one[0] == u'*' ? service() : router(one[0]), one.mid(2).toUInt());
    return out;
}

// Of "a:NRT": where these routers are.
void place(Trace &trace, const QString &text)
{
    for (const QString &one : text.split(u' ', Qt::SkipEmptyParts))
        for (Hop &hop : trace.hops)
            if (hop.address == (one[0] == u'*' ? trace.address : router(one[0]))) hop.place = one.mid(2);
}

QString textOf(WayState state)
{
    switch (state) {
    case WayState::Usual:
        return u"usual"_s;
    case WayState::WithinSet:
        return u"within"_s;
    case WayState::Different:
        return u"different"_s;
    case WayState::Unknown:
        break;
    }
    return u"unknown"_s;
}

} // namespace

class TestWay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<QString>("usual"); // ways, separated by blanks, each seen three times
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("origins");
        QTest::addColumn<QString>("places");
        QTest::addColumn<int>("milliseconds"); // of the last hop; 0: as it comes
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("change"); // before → after; for Unknown: why
        const auto row = [](const char *name, const char *usual, const char *now, const char *origins,
                            const char *places, int ms, const char *state, const char *change) {
            QTest::newRow(name) << QString::fromLatin1(usual) << QString::fromLatin1(now)
                                << QString::fromLatin1(origins) << QString::fromLatin1(places) << ms
                                << QString::fromLatin1(state) << QString::fromUtf8(change);
        };
        row("the same", "abc*", "abc*", "", "", 0, "usual", "");
        row("a silent hop", "abc*", "a.c*", "", "", 0, "usual", "");
        row("nearly all silent", "abc*", "...*", "", "", 0, "usual", "");
        row("a hop that was silent so far", "a.c*", "abc*", "b:64500 a:64500", "", 0, "within", "");
        row("the other one of two", "abc* adc*", "adc*", "", "", 0, "within", "");
        row("a mixture of two", "abcd* aefg*", "abfd*", "", "", 0, "within", "");
        row("a sibling in the same network", "abc*", "adc*", "a:64500 b:64500 d:64500", "", 0, "within", "");
        row("a sibling in the same place", "abc*", "adc*", "", "b:NRT d:NRT", 0, "within", "");
        row("a sibling of nobody's, as quick", "abc*", "adc*", "", "", 0, "unknown", "unknown-routers");
        row("a detour of nobody's, slower", "abc*", "adec*", "", "", 70, "different", "10.0.0.97 → 10.0.0.100");
        row("a detour through another network", "abc*", "adc*", "a:64500 b:64500 c:64500 d:64999", "", 0, "different",
            "AS64500 → AS64999");
        row("a detour through another place", "abc*", "adc*", "", "a:NRT b:NRT c:NRT *:NRT d:LAX", 0, "different",
            "NRT → LAX");
        row("another place at the end", "abc*", "abd*", "", "a:NRT b:NRT c:NRT d:AMS", 0, "different", "NRT → AMS");
        row("a late hop on the way", "abc*", "abc*", "", "", 0, "usual", "");
        row("slower on the same way", "abc*", "abc*", "", "", 70, "usual", "slower");
        row("it ends on the way", "abc*", "ab.", "", "", 0, "unknown", "not-reached");
        row("it ends in another network", "abc*", "ad.", "a:64500 b:64500 c:64500 d:64999", "", 0, "different",
            "AS64500 → AS64999");
        row("a loop", "abc*", "abcbcb", "", "", 0, "unknown", "loop");
        row("one router over and over", "abc*", "abbb", "", "", 0, "unknown", "loop");
        row("nobody answers", "abc*", "....", "", "", 0, "unknown", "failed");
    }
    void states()
    {
        QFETCH(QString, usual);
        QFETCH(QString, now);
        QFETCH(QString, origins);
        QFETCH(QString, places);
        QFETCH(int, milliseconds);
        QFETCH(QString, state);
        QFETCH(QString, change);
        const auto systems = originsOf(origins);
        BaselineSet set;
        for (const QString &way : usual.split(u' ')) {
            Trace one = traceOf(way.toLatin1().constData());
            // What is known of routers that only today's way has is known from today on.
            place(one, places);
            for (int i = 0; i < 3; ++i)
                set = learn(std::move(set), share(one), systems).set;
        }
        Trace trace = traceOf(now.toLatin1().constData());
        place(trace, places);
        if (milliseconds > 0) trace.hops.back().rtt = 1ms * milliseconds;
        if (QLatin1String(QTest::currentDataTag()) == "a late hop on the way"_L1) trace.hops[1].rtt = 900ms;
        const Way way = wayOf(&set, trace, systems);
        QCOMPARE(textOf(way.state), state);
        if (way.state == WayState::Unknown)
            QCOMPARE(way.why, change);
        else if (change == u"slower"_s)
            QVERIFY(way.isSlower && way.after.isEmpty());
        else
            QCOMPARE(way.after.isEmpty() ? QString() : way.before + u" → "_s + way.after, change);
    }

    void saysTheFirstNewRouter()
    {
        Trace trace = traceOf("adec*");
        trace.hops[1].name = u"ae1.other.example"_s;
        const Way way = wayOf(&m_set, trace, originsOf(u"a:64500 d:64999"_s));
        QCOMPARE(way.ttl, std::optional(2));
        QCOMPARE(way.router, router(u'd'));
        QCOMPARE(way.routerName, u"ae1.other.example"_s);
    }

    void aDoubtfulPlaceDoesNotCount()
    {
        BaselineSet set;
        Trace usual = traceOf("abc*");
        place(usual, u"a:NRT b:NRT c:NRT *:NRT"_s);
        for (int i = 0; i < 3; ++i)
            set = learn(std::move(set), share(usual), originsOf(u"d:64500"_s)).set;
        Trace now = traceOf("adc*");
        place(now, u"a:NRT d:AMS c:NRT *:NRT"_s);
        const auto systems = originsOf(u"a:64500 d:64500"_s);
        set.origins[router(u'a').toString()] = 64500;
        QVERIFY(wayOf(&set, now, systems).state == WayState::Different);
        QVERIFY(wayOf(&set, now, systems, {2}).state == WayState::WithinSet);
    }

    // In front of the first public router lies the own network.
    void privateAddressesAreOnesOwn()
    {
        const auto at = [](const char *first, const char *second) {
            Trace trace = traceOf("ab*");
            trace.hops[0].address = QHostAddress(QString::fromLatin1(first));
            trace.hops[1].address = QHostAddress(QString::fromLatin1(second));
            return trace;
        };
        BaselineSet set;
        for (int i = 0; i < 3; ++i)
            set = learn(std::move(set), share(at("192.168.1.1", "8.8.4.4")), {}).set;
        QVERIFY(wayOf(&set, at("172.20.10.1", "8.8.4.4"), {}).state == WayState::WithinSet);
        QVERIFY(wayOf(&set, at("192.168.1.1", "8.8.8.8"), {}).state == WayState::Unknown);
    }

    void anotherWayBack()
    {
        BaselineSet set = m_set;
        set.replyTtls = {57, 58};
        Trace now = traceOf("abc*");
        for (const auto &[ttl, isOther] : {std::pair(57, false), std::pair(59, false), std::pair(52, true)}) {
            ProbeResult reached;
            reached.kind = ReplyKind::Reached;
            reached.rtt = 4ms;
            reached.replyTtl = ttl;
            now.probes = {reached};
            QCOMPARE(wayOf(&set, now, {}).isOtherBack, isOther);
        }
    }

    void withoutABaseline()
    {
        QCOMPARE(wayOf(nullptr, traceOf("ab*"), {}).why, u"no-baseline"_s);
        const auto young = learned({"ab*", "ab*"});
        QCOMPARE(wayOf(&young, traceOf("ab*"), {}).why, u"no-baseline"_s);
        Trace broken = traceOf("abc*");
        broken.problem = u"no tool"_s;
        QCOMPARE(wayOf(&m_set, broken, {}).why, u"failed"_s);
    }

private:
    const BaselineSet m_set = learned({"abc*", "abc*", "abc*"});
};

QTEST_GUILESS_MAIN(TestWay)
#include "tst_way.moc"
