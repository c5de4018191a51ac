// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RdapBootstrap.h"

#include <QFile>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace Qt::StringLiterals;

class TestRdapBootstrap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShippedFileIsGood()
    {
        QFile file(QStringLiteral(HINOBAN_SOURCE_DIR "/resources/rdap/dns.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto read = RdapBootstrap::fromJson(file.readAll());
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        for (const char *tld : {"com", "net", "org", "COM", "uk."}) {
            const auto base = read->base(tld);
            QVERIFY2(base.has_value(), tld);
            QCOMPARE(base->scheme(), u"https"_s);
            QVERIFY(base->path().endsWith(u'/'));
        }
        QVERIFY(!read->base("jp"));
        QVERIFY(!read->base(""));
        QVERIFY(!read->base("example"));
    }

    void theLongestEntryWins()
    {
        const auto read =
            RdapBootstrap::fromJson("{\"services\":[[[\"uk\"],[\"https://a.example/\"]],[[\"co.uk\"],[\"http://"
                                    "plain.example/\",\"https://b.example/x\"]]]}");
        QVERIFY(read.has_value());
        QCOMPARE(read->base("co.uk"), QUrl(u"https://b.example/x/"_s));
        QCOMPARE(read->base("org.uk"), QUrl(u"https://a.example/"_s));
    }

    void basesThatAreNotHttpsAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("url");
        for (const char *url :
             {"http://a.example/", "ftp://a.example/", "https://", "https://user@a.example/", "", "//a.example/"})
            QTest::newRow(*url ? url : "empty") << QByteArray(url);
    }
    void basesThatAreNotHttpsAreLeftOut()
    {
        QFETCH(QByteArray, url);
        const auto read = RdapBootstrap::fromJson("{\"services\":[[[\"com\"],[\"" + url + "\"]]]}");
        QVERIFY(read.has_value());
        QVERIFY(!read->base("com"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("garbage") << QByteArray("<html>");
        QTest::newRow("no services") << QByteArray("{}");
        QTest::newRow("services is a text") << QByteArray("{\"services\":\"x\"}");
        QTest::newRow("a service is a text") << QByteArray("{\"services\":[\"x\"]}");
        QTest::newRow("a service of one list") << QByteArray("{\"services\":[[[\"com\"]]]}");
        QTest::newRow("a domain is a number") << QByteArray("{\"services\":[[[1],[\"https://a.example/\"]]]}");
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        const auto read = RdapBootstrap::fromJson(json);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
    }
};

QTEST_GUILESS_MAIN(TestRdapBootstrap)
#include "tst_rdapbootstrap.moc"
