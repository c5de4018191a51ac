// SPDX-License-Identifier: GPL-3.0-or-later
// What a search of the certificate logs says, read from its JSON.
#include "app/base/CanonicalJson.h"
#include "app/registry/Certificate.h"
#include "tests/registry/CertificateSearch.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;

class CertificateTest : public QObject {
    Q_OBJECT

    const dns::Name m_domain = *dns::Name::fromText("example.com");

private Q_SLOTS:
    void readsAnEntry()
    {
        const auto list = certificatesFromJson(
            logJson({logEntry(u"Let's Encrypt"_s, u"00FF0a"_s, u"www.Example.com\n*.example.com\nexample.com"_s)}),
            m_domain);
        QVERIFY(list);
        QCOMPARE(list->unread, 0);
        QCOMPARE(list->certificates.size(), size_t(1));
        const Certificate &one = list->certificates[0];
        QCOMPARE(one.serial, QByteArray("ff0a"));
        QCOMPARE(one.organisation, u"Let's Encrypt"_s);
        QCOMPARE(one.issuer, u"C=US, O=\"Let's Encrypt\", CN=CA 1"_s);
        QCOMPARE(one.names, (QStringList{u"*.example.com"_s, u"example.com"_s, u"www.example.com"_s}));
        QCOMPARE(toRfc3339(one.notBefore), u"2024-03-01T00:00:00Z"_s);
        QCOMPARE(toRfc3339(one.notAfter), u"2099-01-01T00:00:00Z"_s);
        QVERIFY(one.entered);
        QCOMPARE(toRfc3339(*one.entered), u"2024-03-01T00:00:00.123Z"_s);
    }

    // A precertificate and its certificate are one; so is the same from two logs.
    void oneCertificateIsOne()
    {
        auto later = logEntry(u"A"_s, u"0b"_s, u"www.example.com"_s);
        later[u"entry_timestamp"_s] = u"2024-03-02T00:00:00"_s;
        const auto list = certificatesFromJson(logJson({later, logEntry(u"A"_s, u"000B"_s, u"example.com"_s),
                                                        logEntry(u"B"_s, u"0b"_s, u"example.com"_s)}),
                                               m_domain);
        QVERIFY(list);
        QCOMPARE(list->certificates.size(), size_t(2)); // another issuer's serial number is another certificate
        QCOMPARE(list->certificates[0].names, (QStringList{u"example.com"_s, u"www.example.com"_s}));
        QCOMPARE(toRfc3339(*list->certificates[0].entered), u"2024-03-01T00:00:00.123Z"_s);
    }

    void leavesOutOthersAndCountsWhatItCannotRead()
    {
        auto noSerial = logEntry(u"A"_s, u"0b"_s, u"example.com"_s), badTime = noSerial, backwards = noSerial;
        noSerial.remove(u"serial_number"_s);
        badTime[u"not_before"_s] = u"yesterday"_s;
        backwards[u"not_after"_s] = u"2001-01-01T00:00:00"_s;
        auto noEntry = logEntry(u"A"_s, u"0c"_s, u"example.com"_s);
        noEntry.remove(u"entry_timestamp"_s);
        const auto list = certificatesFromJson(
            logJson({noSerial, badTime, backwards, QJsonObject(), noEntry, logEntry(u"A"_s, u"zz"_s, u"example.com"_s),
                     logEntry(u"A"_s, u"01"_s, u"notexample.com\nexample.com.evil.net"_s),
                     logEntry(u"A"_s, u"02"_s, u"evil.net\nmail.example.com\nhost@example.com"_s)}),
            m_domain);
        QVERIFY(list);
        QCOMPARE(list->unread, 5);
        QCOMPARE(list->certificates.size(), size_t(2));
        QCOMPARE(list->certificates[0].names, QStringList{u"mail.example.com"_s});
        QVERIFY(!list->certificates[1].entered);
    }

    void namesAreBoundedAndSafe()
    {
        QString names;
        for (int i = 0; i < 1000; ++i)
            names += u"a%1.example.com\n"_s.arg(i);
        auto entry = logEntry(u"Evil \u202e\x1b[31m CA"_s, u"01"_s, names);
        const auto list = certificatesFromJson(logJson({entry}), m_domain);
        QVERIFY(list);
        QCOMPARE(list->certificates[0].names.size(), MostCertificateNames);
        for (const QString &text : {list->certificates[0].issuer, list->certificates[0].organisation})
            QVERIFY(!text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>busy</html>");
        QTest::newRow("an object") << QByteArray("{\"error\":1}");
        QTest::newRow("cut") << logJson({logEntry(u"A"_s, u"01"_s, u"example.com"_s)}).chopped(3);
        QTest::newRow("deep") << QByteArray(5000, '[');
        QTest::newRow("too many") << "[" + QByteArray("{},").repeated(MostCertificateEntries) + "{}]";
        QTest::newRow("too long") << "[\"" + QByteArray(MostCertificateBytes, 'a') + "\"]";
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!certificatesFromJson(json, m_domain));
    }

    void organisations_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QString>("organisation");
        QTest::newRow("plain") << u"C=US, O=Let's Encrypt, CN=R3"_s << u"Let's Encrypt"_s;
        QTest::newRow("quoted") << u"C=US, O=\"DigiCert, Inc.\", CN=X, Y"_s << u"DigiCert, Inc."_s;
        QTest::newRow("escaped") << u"CN=X,O=DigiCert\\, Inc.,C=US"_s << u"DigiCert, Inc."_s;
        QTest::newRow("an equals sign in it") << u"O=A=B, C=US"_s << u"A=B"_s;
        QTest::newRow("no organisation") << u"C=JP, CN=Root \"One\""_s << u"Root One"_s;
        QTest::newRow("an unclosed quote") << u"C=JP, O=\"A, CN=B"_s << u"A, CN=B"_s;
        QTest::newRow("a name that ends in O") << u"LO=x, O=y"_s << u"y"_s;
        QTest::newRow("neither") << u"whatever"_s << u"whatever"_s;
    }
    void organisations()
    {
        QFETCH(QString, issuer);
        QTEST(organisationOf(issuer), "organisation");
    }

    void anAnswerIsReadAgainFromItsBytes()
    {
        CertificateAnswer answer;
        answer.domain = m_domain;
        answer.source = u"CT https://crt.example/?q=example.com"_s;
        answer.askedAt = instantFromUnixMicroseconds(1'700'000'000'000'007);
        answer.took = Duration(5);
        answer.raw = logJson({logEntry(u"A"_s, u"01"_s, u"example.com"_s)});
        answer.rawSha256 = sha256Hex(answer.raw);
        answer.list = certificatesFromJson(answer.raw, m_domain).value();
        const auto read = certificateAnswerFromJson(toJson(answer));
        QVERIFY(read);
        QVERIFY((*read)->list == answer.list);
        QCOMPARE((*read)->askedAt, answer.askedAt);
        auto forged = toJson(answer);
        forged[u"raw"_s] = QString::fromLatin1(QByteArray("[]").toBase64());
        QVERIFY(!certificateAnswerFromJson(forged)); // the hash says so
        answer.list.reset();
        answer.problem = u"no"_s;
        QVERIFY(!certificateAnswerFromJson(toJson(answer)).value()->list);
    }
};

QTEST_GUILESS_MAIN(CertificateTest)
#include "tst_certificate.moc"
