// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/registry/WhoisText.h"
#include "tests/registry/WhoisSamples.h"

#include <QStringEncoder>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace hinoban::registry::test;
using namespace Qt::StringLiterals;

namespace {

dns::Name name(const char *text) { return *dns::Name::fromText(text); }

Result<Registration> read(const QByteArray &raw, const char *domain)
{
    return registrationFromWhois(raw, name(domain));
}

QStringList serversOf(const Registration &registration)
{
    QStringList names;
    for (const auto &host : registration.nameservers)
        names << host.display();
    return names;
}

QString at(const std::optional<Instant> &instant) { return instant ? toRfc3339(*instant) : QString(); }

} // namespace

class TestWhoisText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thinGeneric()
    {
        QCOMPARE(whoisLayout(whoisText(ThinCom)), Layout::Gtld);
        const auto found = read(ThinCom, "example.com");
        QVERIFY2(found, found ? "" : qPrintable(sentence(found.error())));
        QCOMPARE(found->domain, name("example.com"));
        QCOMPARE(found->registrar, u"Example Registrar, Inc."_s);
        QCOMPARE(found->registrarIanaId, u"49"_s);
        QCOMPARE(found->abuseEmail, u"abuse@registrar.example"_s);
        QCOMPARE(found->abusePhone, u"+81.312345678"_s);
        QCOMPARE(found->statuses, (QStringList{u"clientTransferProhibited"_s, u"ok"_s}));
        QCOMPARE(at(found->registered), u"2001-12-10T11:05:42Z"_s);
        QCOMPARE(at(found->expires), u"2020-12-10T11:05:42Z"_s);
        QCOMPARE(at(found->lastChanged), u"2020-05-30T15:11:38Z"_s);
        // Not the one that the terms of use name behind the end.
        QCOMPARE(serversOf(*found), (QStringList{u"ns-1515.awsdns-061.org"_s, u"ns-1985.awsdns-056.co.uk"_s}));
        QVERIFY(!found->delegationSigned);
        QCOMPARE(found->raw, ThinCom);
    }

    void thickGeneric()
    {
        const auto found = read(ThickCom, "example.com");
        QVERIFY2(found, found ? "" : qPrintable(sentence(found.error())));
        QCOMPARE(found->registrar, u"EXAMPLE REGISTRAR"_s);
        QCOMPARE(found->statuses, QStringList{u"clientTransferProhibited"_s});
        QCOMPARE(at(found->registered), u"2001-12-10T11:05:42Z"_s);
        QCOMPARE(at(found->expires), u"2020-12-10T11:05:42Z"_s);
        QCOMPARE(found->nameservers.size(), size_t(3));
        QVERIFY(found->delegationSigned);
        // What the registry says of the end counts more than until when the registrar was paid.
        const auto both = read(QByteArray(ThickCom).replace("Reseller: ", "Registry Expiry Date: 2019-01-01T00:00:00Z"),
                               "example.com");
        QVERIFY(both);
        QCOMPARE(at(both->expires), u"2019-01-01T00:00:00Z"_s);
    }

    void datesWithoutAZoneAreNotGuessed()
    {
        const auto found =
            read(QByteArray(ThinCom).replace("2001-12-10T11:05:42Z", "2001-12-10 11:05:42"), "example.com");
        QVERIFY(found);
        QVERIFY(!found->registered);
    }

    void jp()
    {
        QCOMPARE(whoisLayout(whoisText(Jp)), Layout::Jprs);
        const auto found = read(Jp, "example.jp");
        QVERIFY2(found, found ? "" : qPrintable(sentence(found.error())));
        QCOMPARE(serversOf(*found), (QStringList{u"ns1.example.jp"_s, u"ns2.example.ne.jp"_s}));
        QVERIFY(found->delegationSigned);
        QCOMPARE(found->statuses, (QStringList{u"AgentChangeLocked"_s, u"DomainTransferLocked"_s, u"ok"_s}));
        QCOMPARE(at(found->registered), u"2001-02-01T15:00:00Z"_s);         // midnight in Japan
        QCOMPARE(at(found->expires), u"2027-02-28T14:59:59Z"_s);            // its last second there
        QCOMPARE(at(found->lastChanged), u"2026-02-28T16:05:05Z"_s);        // 01:05:05 JST on 1 March
        QVERIFY(found->registrar.isEmpty() && found->abuseEmail.isEmpty()); // the contact is the holder's
    }

    void coJp()
    {
        const auto found = read(CoJp, "example.co.jp");
        QVERIFY2(found, found ? "" : qPrintable(sentence(found.error())));
        QCOMPARE(serversOf(*found), (QStringList{u"ns1.example.co.jp"_s, u"ns2.example.co.jp"_s}));
        QVERIFY(!found->delegationSigned);
        QCOMPARE(found->statuses, QStringList{u"ok"_s});
        QCOMPARE(at(found->registered), u"2015-06-30T15:00:00Z"_s); // by the day it was connected
        QCOMPARE(at(found->expires), u"2027-03-31T14:59:59Z"_s);
        QCOMPARE(at(found->lastChanged), u"2026-03-31T16:02:00Z"_s);
    }

    void jprsStates_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("expires");
        QTest::newRow("suspended") << QByteArray("Suspended (2026/05/31)") << u"Suspended"_s
                                   << u"2026-05-31T14:59:59Z"_s;
        QTest::newRow("to be") << QByteArray("To be suspended") << u"To be suspended"_s << QString();
        QTest::newRow("no day") << QByteArray("Connected (soon)") << u"ok"_s << QString();
        QTest::newRow("no such day") << QByteArray("Connected (2027/02/30)") << u"ok"_s << QString();
        QTest::newRow("not closed") << QByteArray("Connected (2027/03/31") << u"ok"_s << u"2027-03-31T14:59:59Z"_s;
    }
    void jprsStates()
    {
        QFETCH(QByteArray, state);
        QFETCH(QString, status);
        QFETCH(QString, expires);
        const auto found = read(QByteArray(CoJp).replace("Connected (2027/03/31)", state), "example.co.jp");
        QVERIFY(found);
        QCOMPARE(found->statuses, QStringList{status});
        QCOMPARE(at(found->expires), expires);
    }

    // Without "/e", or by a server that does not know it: keys and values in Japanese, in any of four encodings.
    void japanese_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        for (const char *encoding : {"UTF-8", "ISO-2022-JP", "EUC-JP", "Shift_JIS"})
            QTest::newRow(encoding) << QByteArray(encoding);
    }
    void japanese()
    {
        QFETCH(QByteArray, encoding);
        const QString text = u"Domain Information: [ドメイン情報]\n"
                             u"a. [ドメイン名]                 EXAMPLE.CO.JP\n"
                             u"e. [そしきめい]                 かぶしきがいしゃれいだい\n"
                             u"f. [組織名]                     株式会社例題\n"
                             u"p. [ネームサーバ]               ns1.example.co.jp\n"
                             u"s. [署名鍵]\n"
                             u"[状態]                          Connected (2027/03/31)\n"
                             u"[ロック状態]                    AgentChangeLocked\n"
                             u"[登録年月日]                    2019/09/27\n"
                             u"[接続年月日]                    2019/09/28\n"
                             u"[最終更新]                      2024/10/01 01:00:44 (JST)\n"_s;
        QStringEncoder encoder(encoding.constData());
        QVERIFY(encoder.isValid());
        const QByteArray raw = encoder.encode(text);
        QCOMPARE(whoisText(raw), text);
        const auto found = read(raw, "example.co.jp");
        QVERIFY2(found, found ? "" : qPrintable(sentence(found.error())));
        QCOMPARE(serversOf(*found), QStringList{u"ns1.example.co.jp"_s});
        QCOMPARE(found->statuses, (QStringList{u"AgentChangeLocked"_s, u"ok"_s}));
        QCOMPARE(at(found->registered), u"2019-09-26T15:00:00Z"_s);
        QCOMPARE(at(found->lastChanged), u"2024-09-30T16:00:44Z"_s);
    }

    void uk()
    {
        const auto found = read(CoUk, "example.co.uk");
        QVERIFY2(found, found ? "" : qPrintable(sentence(found.error())));
        QCOMPARE(found->registrar, u"Example Hosting Ltd t/a Example [Tag = EXAMPLE]"_s);
        QCOMPARE(at(found->registered), u"1998-05-14T00:00:00Z"_s);
        QCOMPARE(at(found->expires), u"2027-05-14T23:59:59Z"_s);
        QCOMPARE(at(found->lastChanged), u"2026-05-01T00:00:00Z"_s);
        QCOMPARE(found->statuses, QStringList{u"ok"_s});
        QCOMPARE(serversOf(*found), (QStringList{u"ns2.example.net"_s, u"ns1.example.co.uk"_s}));
        QVERIFY(found->delegationSigned);
        const auto old = read(QByteArray(CoUk).replace("14-May-1998", "before Aug-1996"), "example.co.uk");
        QVERIFY(old && !old->registered);
    }

    void thereIsNone_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("com") << QByteArray("No match for domain \"EXAMPLE.COM\".\r\n>>> Last update <<<\r\n");
        QTest::newRow("org") << QByteArray("Domain not found.\r\n");
        QTest::newRow("jp") << JprsBanner + "\r\nNo match!!\r\n\r\n[ If you have a question, send mail ]\r\n";
        QTest::newRow("uk") << QByteArray(
            "\r\n    No match for \"example.com\".\r\n\r\n    This domain name has not been "
            "registered.\r\n\r\n    restrictions on exceeding query rate\r\n");
    }
    void thereIsNone()
    {
        QFETCH(QByteArray, raw);
        const auto found = read(raw, "example.com");
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::NotFound);
        QVERIFY(!asksToWait(whoisText(raw)));
    }

    void tooOften_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("uk") << QByteArray("Error for \"example.co.uk\".\r\n\r\nthe WHOIS query quota for 192.0.2.1 has "
                                          "been exceeded\r\nand will be replenished in 41 seconds\r\n");
        QTest::newRow("org") << QByteArray("WHOIS LIMIT EXCEEDED - SEE WWW.EXAMPLE FOR DETAILS\r\n");
        QTest::newRow("jp") << QByteArray("Your host has sent a large amount of requests. Please wait.\r\n");
        QTest::newRow("other") << QByteArray("%% Too many queries from your address\r\n");
    }
    void tooOften()
    {
        QFETCH(QByteArray, raw);
        QVERIFY(asksToWait(whoisText(raw)));
        QVERIFY(!read(raw, "example.com"));
        QVERIFY(!asksToWait(whoisText(raw + ThinCom))); // who answers does not ask to wait
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("another layout") << QByteArray(
            "domain: example.com\nnserver: ns1.example.com\nstate: REGISTERED\n");
        QTest::newRow("a page") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n<html></html>");
        QTest::newRow("zeros") << QByteArray(1000, '\0');
        QTest::newRow("half a megabyte") << ThinCom + QByteArray(500'000, 'x');
        QTest::newRow("another domain") << QByteArray(ThinCom).replace("EXAMPLE.COM", "EXAMPLE.NET");
        QTest::newRow("two domains") << "Domain Name: example.com\n" + QByteArray(ThinCom).replace("EXAMPLE", "EVIL");
        QTest::newRow("a name server of one label") << QByteArray(ThinCom).replace("NS-1515.AWSDNS-061.ORG", "none");
        QTest::newRow("an impossible name server") << QByteArray(ThinCom).replace("NS-1515", QByteArray(64, 'a'));
        QByteArray many = ThinCom;
        QByteArray servers;
        for (int i = 0; i < 1000; ++i)
            servers += "Name Server: ns" + QByteArray::number(i) + ".example.net\r\n";
        QTest::newRow("a thousand name servers") << many.replace("   DNSSEC:", servers + "   DNSSEC:");
        QTest::newRow("another .jp name") << QByteArray(Jp).replace("EXAMPLE.JP", "EVIL.JP");
        QTest::newRow("another .uk name") << QByteArray(CoUk).replace("example.co.uk", "evil.co.uk");
    }
    void refuses()
    {
        QFETCH(QByteArray, raw);
        for (const char *domain : {"example.com"}) {
            const auto found = read(raw, domain);
            QVERIFY(!found);
            QCOMPARE(found.error().code, ErrorCode::BadInput);
            QVERIFY(!found.error().detail.isEmpty());
        }
    }

    void hostileText()
    {
        const auto found = read(QByteArray(ThinCom)
                                    .replace("Example Registrar, Inc.", "Evil\xe2\x80\xaegnp\x1b[2J<b>")
                                    .replace("abuse@registrar.example", "a@b.example, c@d.example")
                                    .replace("+81.312345678", QByteArray(5000, '1')),
                                "example.com");
        QVERIFY(found);
        QCOMPARE(found->registrar, u"Evil\\u202egnp\\u001b[2J<b>"_s);
        QCOMPARE(found->abuseEmail, QString());
        QVERIFY(found->abusePhone.size() <= 65);
    }

    // The bytes say again what they said, by the source that is kept with them.
    void aLookUpIsKeptWhole()
    {
        Lookup lookup;
        lookup.domain = name("example.co.jp");
        lookup.source = u"WHOIS whois.jprs.jp example.co.jp/e"_s;
        lookup.raw = CoJp;
        lookup.rawSha256 = sha256Hex(CoJp);
        lookup.registration = *read(CoJp, "example.co.jp");
        const auto kept = lookupFromJson(toJson(lookup));
        QVERIFY2(kept.has_value(), kept ? "" : qPrintable(sentence(kept.error())));
        QVERIFY((*kept)->registration == lookup.registration);
        QJsonObject changed = toJson(lookup);
        changed[u"source"_s] = u"RDAP https://rdap.example/"_s;
        QVERIFY(!lookupFromJson(changed).has_value());
    }
};

QTEST_GUILESS_MAIN(TestWhoisText)
#include "tst_whoistext.moc"
