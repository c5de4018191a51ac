// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/respond/Pasted.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::respond;
using namespace Qt::StringLiterals;

class PastedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void theTimeOfDig();
    void keepsTheText();
    void refuses();
};

namespace {

const Instant Now = instantFromRfc3339(u"2020-06-01T12:00:00Z").value();

Result<Entry> pasted(const QString &text)
{
    return entryFromPasted(text, u"Sato"_s, Now,
                           {dns::Name::fromText("coincheck.com").value(), dns::Name::fromText("example.jp").value()});
}

QString digOutput()
{
    return u"\n; <<>> DiG 9.18.24 <<>> coincheck.com NS @192.0.2.53\n;; global options: +cmd\n;; Got answer:\n"
           ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4242\n;; flags: qr rd ra; QUERY: 1, ANSWER: 2, "
           "AUTHORITY: 0, ADDITIONAL: 1\n\n;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n"
           ";; QUESTION SECTION:\n;coincheck.com.\t\t\tIN\tNS\n\n;; ANSWER SECTION:\n"
           "coincheck.com.\t\t172800\tIN\tNS\tns-1515.awsdns-061.org.\n"
           "coincheck.com.\t\t172800\tIN\tNS\tns-650.awsdns-017.net.\n\n;; Query time: 12 msec\n"
           ";; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)\n;; WHEN: Mon Jun 01 19:36:00 JST 2020\n;; MSG SIZE  rcvd: 99\n"_s;
}

} // namespace

void PastedTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("domain");
    QTest::newRow("dig") << digOutput()
                         << u"Sato pasted what dig said about coincheck.com. NS @ 192.0.2.53#53: NOERROR: NS "
                            "ns-1515.awsdns-061.org., NS ns-650.awsdns-017.net."_s
                         << u"coincheck.com"_s;
    QTest::newRow("dig, no such name")
        << u";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; QUESTION SECTION:\n;x.example.jp. IN A\n"_s
        << u"Sato pasted what dig said about x.example.jp. A: NXDOMAIN"_s << u"example.jp"_s;
    QTest::newRow("traceroute")
        << u"traceroute to coincheck.com (192.0.2.80), 30 hops max, 60 byte packets\n 1  10.0.0.1 (10.0.0.1)  0.4 ms\n"
           " 2  * * *\n 3  192.0.2.80 (192.0.2.80)  9.1 ms\n"_s
        << u"Sato pasted what traceroute said about coincheck.com (192.0.2.80): 3 hops, reached, 192.0.2.80"_s
        << u"coincheck.com"_s;
    QTest::newRow("whois")
        << u"   Domain Name: COINCHECK.COM\n   Registrar: GMO Internet, Inc.\n"
           "   Updated Date: 2020-05-30T15:11:38Z\n   Domain Status: ok https://icann.org/epp#ok\n"
           "   Name Server: NS-1515.AWSDNS-061.ORG\n   Name Server: NS-650.AWSDNS-017.NET\n"_s
        << u"Sato pasted what whois said about COINCHECK.COM: GMO Internet, Inc.; 2020-05-30T15:11:38Z; "
           "ok; NS-1515.AWSDNS-061.ORG, NS-650.AWSDNS-017.NET"_s
        << u"coincheck.com"_s;
}

void PastedTest::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    QFETCH(QString, domain);
    const auto entry = pasted(text);
    QVERIFY2(entry, entry ? "" : qPrintable(entry.error().detail));
    QCOMPARE(englishSentence(*entry), sentence);
    QCOMPARE(entry->domain.display(), domain);
    QCOMPARE(entry->kind, Entry::Kind::Person);
    QVERIFY(canonicalJson(toJson(*entry)));
    // From a Windows machine it is the same.
    QString windows = text;
    QCOMPARE(englishSentence(pasted(windows.replace(u'\n', u"\r\n"_s)).value()), sentence);
}

void PastedTest::theTimeOfDig()
{
    QCOMPARE(pasted(digOutput())->happened, instantFromRfc3339(u"2020-06-01T10:36:00Z").value());
    QCOMPARE(pasted(digOutput())->learned, Now);
    // A zone's name that has many meanings, and a time that has not come yet: it is now that is known.
    for (const auto &[from, to] : {std::pair(u"JST"_s, u"CST"_s), std::pair(u"19:36:00 JST"_s, u"23:36:00 UTC"_s)})
        QCOMPARE(pasted(digOutput().replace(from, to))->happened, Now);
}

void PastedTest::keepsTheText()
{
    const QString text = digOutput() + u"; \u202e\x1b[31m <b>&amp;\x7f\n"_s;
    const auto entry = pasted(text).value();
    QVERIFY(entry.text.contains("ns-1515.awsdns-061.org."_L1) && entry.text.contains("<b>&amp;"_L1));
    QVERIFY(entry.text.contains("\\u202e"_L1) && entry.text.contains("\\u001b"_L1) &&
            entry.text.contains("\\u007f"_L1));
    QVERIFY(canonicalJson(toJson(entry)));
}

void PastedTest::refuses()
{
    for (const QString &text : {QString(), u"hello"_s, u"1: \n"_s, u"Domain Name: x.example\n"_s,
                                u";; ->>HEADER<<- opcode: QUERY, status: NOERROR\n"_s, QString(10'000'000, u'x')}) {
        const auto entry = pasted(text);
        QVERIFY(!entry);
        QCOMPARE(entry.error().code, ErrorCode::BadInput);
        QVERIFY(!entry.error().detail.isEmpty());
    }
    // As large as is read, and hostile to patterns: it ends.
    (void)pasted(QString(LargestPasted, u'\n'));
    (void)pasted(u";; QUESTION SECTION:\n;"_s + QString(LargestPasted - 100, u' '));
}

QTEST_GUILESS_MAIN(PastedTest)
#include "tst_pasted.moc"
