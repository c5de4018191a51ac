// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/PlaceBook.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Hop hop(int ttl, const char *place, Duration rtt)
{
    Hop out;
    out.ttl = ttl;
    out.address = QHostAddress(quint32(0x0a000000 + ttl));
    out.place = QString::fromLatin1(place);
    out.rtt = rtt;
    return out;
}

} // namespace

class TestPlaceBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShippedOneIsRead()
    {
        QVERIFY(PlaceBook::shipped().find(u"AMS"_s));
        QCOMPARE(PlaceBook::shipped().textOf(u"AMS"_s), u"AMS (Amsterdam)"_s);
        QCOMPARE(PlaceBook::shipped().textOf(u"QQQ"_s), u"QQQ"_s);
    }

    void hints_data()
    {
        QTest::addColumn<QString>("router");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *router, const char *code) {
            QTest::newRow(router) << QString::fromLatin1(router) << QString::fromLatin1(code);
        };
        row("ae-2.losangeles.transit.example.net", "LAX");
        row("ae0.tokyo.provider-a.example.net", "NRT");
        row("xe-0-0-1.cr1.nrt12.example.net", "NRT");
        row("ams.example.net", "AMS");
        row("ae1-fra3.core.example.net", "FRA");
        row("AE1.FRA3.EXAMPLE.NET", "FRA");
        row("et-1.fra3.lon1.example.net", "LHR"); // the last: what stands nearest to the router's domain
        row("pe1-ams.core.example.net", "");      // a code without digits is half a label
        row("nrtx1.example.net", "");
        row("amsterdam.nl", ""); // the operator's own name
        row("per1.man2.example.net", "");
        row("", "");
        row("....", "");
        row("192.0.2.1", "");
        row("\xe2\x80\xae.ams1.example.net", "AMS");
    }
    void hints()
    {
        QFETCH(QString, router);
        QFETCH(QString, code);
        const auto hint = PlaceBook::shipped().hintIn(router);
        QCOMPARE(hint ? hint->code : QString(), code);
    }

    void lightIsTheLimit()
    {
        const auto &book = PlaceBook::shipped();
        const double apart = kilometresBetween(*book.find(u"NRT"_s), *book.find(u"AMS"_s));
        QVERIFY2(apart > 9200 && apart < 9400, qPrintable(QString::number(apart)));
        // Tokyo to Amsterdam and back needs 93 ms.
        auto doubts = placeDoubts({hop(1, "NRT", 2ms), hop(2, "AMS", 30ms), hop(3, "LAX", 110ms)}, book);
        QCOMPARE(int(doubts.size()), 1);
        QCOMPARE(doubts.begin()->first, 2);
        const PlaceDoubt &doubt = doubts.at(2);
        QCOMPARE(doubt.from + doubt.to, u"NRTAMS"_s);
        QVERIFY(doubt.least > 92ms && doubt.least < 94ms && doubt.measured == 32ms);
        // We may stand between the two: both times count.
        QVERIFY(placeDoubts({hop(1, "NRT", 40ms), hop(2, "AMS", 60ms)}, book).empty());
        QVERIFY(placeDoubts({hop(1, "", 1ms), hop(2, "AMS", 1ms)}, book).empty());
        QVERIFY(placeDoubts({}, book).empty());
    }

    void namesBecomePlaces()
    {
        auto trace = std::make_shared<Trace>();
        trace->hops = {hop(1, "", 1ms), hop(2, "NRT", 2ms), hop(3, "", 3ms)};
        trace->hops[0].name = u"ams1.example.net"_s;
        trace->hops[1].name = u"ams1.example.net"_s; // what is told is not overruled by a hint
        const auto placed = withPlaces(trace, PlaceBook::shipped());
        QCOMPARE(placed->hops[0].place + placed->hops[1].place + placed->hops[2].place, u"AMSNRT"_s);
        QVERIFY(withPlaces(placed, PlaceBook::shipped()) == placed);
    }

    void refusesWhatIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where"); // empty: it is good
        QTest::newRow("good") << QByteArray("# c\n\nplace AMS 52 4.9 NL Am Ster\ncode ams AMS\nword dam AMS\n")
                              << QString();
        QTest::newRow("unknown word") << QByteArray("town AMS\n") << u"f:1"_s;
        QTest::newRow("no name") << QByteArray("place AMS 52 4 NL\n") << u"f:1"_s;
        QTest::newRow("latitude") << QByteArray("\nplace AMS 91 4 NL X\n") << u"f:2"_s;
        QTest::newRow("nan") << QByteArray("place AMS nan 4 NL X\n") << u"f:1"_s;
        QTest::newRow("country") << QByteArray("place AMS 52 4 NLD X\n") << u"f:1"_s;
        QTest::newRow("code") << QByteArray("place ams 52 4 NL X\n") << u"f:1"_s;
        QTest::newRow("twice") << QByteArray("place AMS 52 4 NL X\nplace AMS 52 4 NL X\n") << u"f:2"_s;
        QTest::newRow("no place") << QByteArray("code ams AMS\n") << u"f:1"_s;
        QTest::newRow("hint twice") << QByteArray("place AMS 52 4 NL X\ncode ams AMS\nword ams AMS\n") << u"f:3"_s;
        QTest::newRow("capital hint") << QByteArray("place AMS 52 4 NL X\ncode AMS AMS\n") << u"f:2"_s;
        QTest::newRow("long line") << QByteArray(201, 'x') << u"f:1"_s;
        QTest::newRow("long file") << QByteArray(4001, '\n') << u"f:0"_s;
    }
    void refusesWhatIsNone()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto read = PlaceBook::fromText(text, u"f"_s);
        QCOMPARE(read ? QString() : read.error().where, where);
    }
};

QTEST_GUILESS_MAIN(TestPlaceBook)
#include "tst_placebook.moc"
