// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/HttpReader.h"

#include <QtTest>

using namespace hinoban::path;
using State = HttpReader::State;

class TestHttpReader : public QObject {
    Q_OBJECT

    static constexpr HttpReader::Limits Keeps{qsizetype(32) * 1024, 64, true};

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<bool>("hangsUp");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &octets, bool hangsUp, int status,
                            const QByteArray &body) { QTest::newRow(name) << octets << hangsUp << status << body; };
        row("a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", false, 200, "hello");
        row("no reason", "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", false, 404, "");
        row("until it closes", "HTTP/1.0 200 OK\r\n\r\nhello", true, 200, "hello");
        row("lines end with LF", "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", false, 200, "hi");
        row("chunks",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nX: y\r\n\r\n", false,
            200, "hello!");
        row("no content", "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", false, 204, "");
        row("interim answers",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 301 \r\n"
            "Location:  /a \r\nContent-Length: 0\r\n\r\n",
            false, 301, "");
        row("one length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi", false, 200,
            "hi");
        row("more than was said", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi there", false, 200, "hi");
    }
    // Whole, and octet by octet: the same.
    void reads()
    {
        QFETCH(QByteArray, octets);
        QFETCH(bool, hangsUp);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        for (const qsizetype piece : {octets.size(), qsizetype(1), qsizetype(7)}) {
            HttpReader reader(Keeps);
            for (qsizetype at = 0; at < octets.size(); at += piece)
                (void)reader.feed(octets.mid(at, piece));
            if (hangsUp) (void)reader.finish();
            QVERIFY2(reader.state() == State::Done, qPrintable(reader.problem()));
            QCOMPARE(reader.status(), status);
            QCOMPARE(reader.body(), body);
            QCOMPARE(reader.bodyBytes(), qint64(body.size()));
            QVERIFY(!reader.isCut());
        }
    }

    void tellsFields()
    {
        HttpReader reader;
        QCOMPARE(reader.version(), QByteArray());
        (void)reader.feed("HTTP/1.0 302 Found\r\nlocation: \t https://x/ \r\nLocation: b\r\n\r\n");
        QCOMPARE(reader.state(), State::Body);
        QCOMPARE(reader.version(), QByteArray("HTTP/1.0"));
        QCOMPARE(reader.field("LOCATION"), std::optional(QByteArray("https://x/")));
        QVERIFY(!reader.field("Loc"));
        (void)reader.feed("abc");
        QCOMPARE(reader.bodyBytes(), qint64(3));
        QVERIFY(reader.body().isEmpty()); // nobody asked to keep it
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("other talk") << QByteArray("SSH-2.0-x\r\n");
        QTest::newRow("HTTP/2") << QByteArray("HTTP/2.0 200 OK\r\n");
        QTest::newRow("status 099") << QByteArray("HTTP/1.1 099 x\r\n");
        QTest::newRow("status 2e1") << QByteArray("HTTP/1.1 2e1 x\r\n");
        QTest::newRow("another protocol") << QByteArray("HTTP/1.1 101 x\r\n\r\n");
        QTest::newRow("no colon") << QByteArray("HTTP/1.1 200 OK\r\nhello\r\n");
        QTest::newRow("space before the colon") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length : 3\r\n");
        QTest::newRow("a field that goes on") << QByteArray("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n");
        QTest::newRow("a bare CR") << QByteArray("HTTP/1.1 200 OK\r\nA: b\rc\r\n");
        QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n");
        QTest::newRow("length and chunks")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n");
        QTest::newRow("a signed length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n");
        QTest::newRow("two lengths in one") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n");
        QTest::newRow("a length beyond all")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
        QTest::newRow("gzip in chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
        QTest::newRow("a chunk of no size")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
        QTest::newRow("a chunk of a huge size")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n");
        QTest::newRow("a chunk longer than it says")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n");
        QTest::newRow("an endless chunk line")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(3000, 'x'));
        QTest::newRow("an endless line") << "HTTP/1.1 200 OK\r\nA: " + QByteArray(100000, 'x');
        QByteArray fields("HTTP/1.1 200 OK\r\n"), interim,
            trailer("HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                    "chunked\r\n\r\n0\r\n");
        for (int i = 0; i < 3000; ++i) {
            fields += "A: b\r\n";
            interim += "HTTP/1.1 100 Continue\r\n\r\n";
            trailer += "A: b\r\n";
        }
        QTest::newRow("endless fields") << fields;
        QTest::newRow("endless interim answers") << interim;
        QTest::newRow("an endless trailer") << trailer;
    }
    void refuses()
    {
        QFETCH(QByteArray, octets);
        for (const qsizetype piece : {octets.size(), qsizetype(1)}) {
            HttpReader reader;
            for (qsizetype at = 0; at < octets.size(); at += piece)
                (void)reader.feed(octets.mid(at, piece));
            QCOMPARE(reader.state(), State::Failed);
            QVERIFY(!reader.problem().isEmpty());
            QCOMPARE(reader.feed("HTTP/1.1 200 OK\r\n\r\n"), State::Failed); // and stays so
        }
    }

    void whoHangsUpIsNotWhole_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a status line") << QByteArray("HTTP/1.1 2");
        QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nA: b\r\n");
        QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
        QTest::newRow("half the chunks") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    }
    void whoHangsUpIsNotWhole()
    {
        QFETCH(QByteArray, octets);
        HttpReader reader;
        (void)reader.feed(octets);
        QCOMPARE(reader.finish(), State::Failed);
    }

    void anEndlessBodyIsCut()
    {
        for (const QByteArray &head :
             {QByteArray("HTTP/1.0 200 OK\r\n\r\n"), QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"),
              QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n")}) {
            HttpReader reader(Keeps);
            (void)reader.feed(head);
            QCOMPARE(reader.feed(QByteArray(64, 'x')), State::Body); // just as much as may be
            QVERIFY(!reader.isCut());
            QCOMPARE(reader.feed("x"), State::Done);
            QVERIFY(reader.isCut());
            QCOMPARE(reader.bodyBytes(), qint64(64));
            QCOMPARE(reader.body().size(), 64);
        }
    }
};

QTEST_APPLESS_MAIN(TestHttpReader)
#include "tst_httpreader.moc"
