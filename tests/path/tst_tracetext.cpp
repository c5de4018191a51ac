// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/TraceText.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;

class TestTraceText : public QObject {
    Q_OBJECT

    // "192.168.1.1/512 - 203.0.113.9/10213": address and microseconds, or silence.
    static QString picture(const TraceText &read)
    {
        QStringList hops;
        for (const Hop &hop : read.hops) {
            if (hop.address.isNull())
                hops += u"-"_s;
            else
                hops += hop.address.toString() + u'/' + (hop.rtt ? QString::number(hop.rtt->count()) : u"?"_s);
        }
        return hops.join(u' ');
    }

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("hops");
        QTest::addColumn<bool>("reached");

        QTest::newRow("tracepath")
            << QByteArray(" 1?: [LOCALHOST]                      pmtu 1500\n"
                          " 1:  192.168.1.1                                           0.512ms \n"
                          " 1:  192.168.1.1                                           0.499ms \n"
                          " 2:  no reply\n"
                          " 3:  203.0.113.9                                          10.213ms asymm  4 \n"
                          " 4:  198.51.100.7                                         12.3ms reached\n"
                          "     Resume: pmtu 1500 hops 4 back 4 \n")
            << u"198.51.100.7"_s << u"192.168.1.1/512 - 203.0.113.9/10213 198.51.100.7/12300"_s << true;
        QTest::newRow("tracepath to nowhere") << QByteArray(" 1?: [LOCALHOST]     pmtu 1500\n"
                                                            " 1:  192.168.1.1       0.512ms \n"
                                                            " 2:  no reply\n 3:  no reply\n"
                                                            "     Too many hops: pmtu 1500\n     Resume: pmtu 1500 \n")
                                              << u"198.51.100.7"_s << u"192.168.1.1/512"_s << false;
        QTest::newRow("tracepath where a late answer follows a silent one")
            << QByteArray(" 1:  no reply\n 1:  192.168.1.1   1.0ms\n") << u"198.51.100.7"_s << u"192.168.1.1/1000"_s
            << false;
        QTest::newRow("traceroute") << QByteArray(
                                           "traceroute to 198.51.100.7 (198.51.100.7), 30 hops max, 60 byte packets\n"
                                           " 1  192.168.1.1  0.512 ms\n 2  *\n 3  203.0.113.9  10.213 ms\n"
                                           " 4  198.51.100.7  12.300 ms\n")
                                    << u"198.51.100.7"_s << u"192.168.1.1/512 - 203.0.113.9/10213 198.51.100.7/12300"_s
                                    << true;
        QTest::newRow("traceroute with three probes")
            << QByteArray(
                   " 1  192.168.1.1  0.5 ms  0.6 ms  0.7 ms\n 2  * 10.0.0.2  2.5 ms 10.0.0.3  3.5 ms\n 3  * * *\n")
            << u"198.51.100.7"_s << u"192.168.1.1/500 10.0.0.2/2500"_s << false;
        QTest::newRow("traceroute is turned away")
            << QByteArray(" 1  192.168.1.1  0.5 ms\n 2  203.0.113.9  3.0 ms !X\n") << u"198.51.100.7"_s
            << u"192.168.1.1/500 203.0.113.9/3000"_s << false;
        QTest::newRow("IPv6") << QByteArray("traceroute to 2001:db8::7 (2001:db8::7), 30 hops max, 80 byte packets\n"
                                            " 1  2001:db8:1::1  0.512 ms\n 2  2001:db8::7  1.5 ms\n")
                              << u"2001:db8::7"_s << u"2001:db8:1::1/512 2001:db8::7/1500"_s << true;
        QTest::newRow("itself") << QByteArray(
                                       " 1:  127.0.0.1                                             0.037ms reached\n"
                                       "     Resume: pmtu 65535 hops 1 back 1 \n")
                                << u"127.0.0.1"_s << u"127.0.0.1/37"_s << true;
        QTest::newRow("a hop passed over")
            << QByteArray(" 3  203.0.113.9  1 ms\n") << u"198.51.100.7"_s << u"- - 203.0.113.9/1000"_s << false;
        QTest::newRow("what follows the target is dropped")
            << QByteArray(" 1  198.51.100.7  1 ms\n 2  203.0.113.9  1 ms\n") << u"198.51.100.7"_s
            << u"198.51.100.7/1000"_s << true;
        QTest::newRow("impossible times")
            << QByteArray(" 1  192.168.1.1  -4 ms\n 2  192.168.1.2  nan ms\n 3  192.168.1.3  1e99 ms\n")
            << u"198.51.100.7"_s << u"192.168.1.1/? 192.168.1.2/? 192.168.1.3/?"_s << false;
        QTest::newRow("impossible hops")
            << QByteArray(" 0  192.168.1.1  1 ms\n 99999  192.168.1.2  1 ms\n -1  192.168.1.3  1 ms\n x\n\n")
            << u"198.51.100.7"_s << QString() << false;
        QTest::newRow("a name is no address")
            << QByteArray(" 1  gateway  1 ms\n 1234 56\n 2  7  1 ms\n") << u"198.51.100.7"_s << QString() << false;
        QTest::newRow("nothing") << QByteArray() << u"198.51.100.7"_s << QString() << false;
        QTest::newRow("bytes") << QByteArray("\x00\xff\x01 1 \x1b[2J\n", 11) << u"198.51.100.7"_s << QString() << false;
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, target);
        QFETCH(QString, hops);
        QFETCH(bool, reached);
        const auto read = readTraceText(text, QHostAddress(target));
        QCOMPARE(picture(read), hops);
        QCOMPARE(read.reached, reached);
        for (size_t i = 0; i < read.hops.size(); ++i)
            QCOMPARE(read.hops[i].ttl, int(i) + 1);
    }

    void endlessOutputIsCut()
    {
        const auto read =
            readTraceText(QByteArray(" 1  192.168.1.1  1 ms\n").repeated(100000), QHostAddress(u"198.51.100.7"_s));
        QCOMPARE(read.hops.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestTraceText)
#include "tst_tracetext.moc"
