// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked and told over DNS of whose an address is; whoever answers may say anything.
#include "app/path/OriginAnswer.h"

#include <QTest>

using namespace hinoban;

namespace {

dns::Rdata txt(const QByteArray &text)
{
    QByteArray wire;
    for (qsizetype at = 0; at == 0 || at < text.size(); at += 255)
        wire += QByteArray(1, char(std::min<qsizetype>(255, text.size() - at))) + text.mid(at, 255);
    return {wire};
}

const QHostAddress Address(QStringLiteral("198.51.100.7"));

} // namespace

class OriginAnswerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void questions()
    {
        const auto asked = [](const char *address) {
            const auto name = path::originQuestion(QHostAddress(QLatin1String(address)));
            return name ? name->display() : QString();
        };
        QCOMPARE(asked("198.51.100.7"), QStringLiteral("7.100.51.198.origin.asn.cymru.com"));
        QCOMPARE(asked("2001:db8::1"), QStringLiteral("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
                                                      "origin6.asn.cymru.com"));
        QCOMPARE(asked("nowhere"), QString());
    }

    void texts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::addColumn<quint32>("as");
        QTest::addColumn<QString>("country");
        const auto good = [](const char *title, const QByteArray &text, quint32 as, const char *country) {
            QTest::newRow(title) << text << true << as << QString::fromLatin1(country);
        };
        const auto bad = [](const char *title, const QByteArray &text) {
            QTest::newRow(title) << text << false << 0U << QString();
        };
        good("as it is answered", "64500 | 198.51.100.0/24 | JP | apnic | 2004-02-09", 64500, "JP");
        good("without a date", "64500 | 198.51.100.0/24 | JP | apnic | ", 64500, "JP");
        good("without a country", "64500 | 198.51.100.0/24 |  | other |", 64500, "");
        good("a country that is none", "64500 | 198.51.100.0/24 | J1 | apnic |", 64500, "");
        good("several systems", "64500 64501 | 198.51.100.0/24 | JP | apnic |", 0, "JP");
        good("one system twice", "64500 64500 | 198.51.100.0/24 | JP | apnic |", 64500, "JP");
        good("the highest number", "4294967295 | 198.51.100.7/32 | JP | apnic |", 4294967295U, "JP");
        bad("nothing", "");
        bad("one field", "64500");
        bad("six fields", "64500 | 198.51.100.0/24 | JP | apnic | 2004-02-09 | more");
        bad("AS 0", "0 | 198.51.100.0/24 | JP | apnic |");
        bad("no number", "AS64500 | 198.51.100.0/24 | JP | apnic |");
        bad("a sign", "+64500 | 198.51.100.0/24 | JP | apnic |");
        bad("a number beyond 32 bits", "4294967296 | 198.51.100.0/24 | JP | apnic |");
        bad("another address", "64500 | 198.51.101.0/24 | JP | apnic |");
        bad("another family", "64500 | 2001:db8::/32 | JP | apnic |");
        bad("bits beyond the mask", "64500 | 198.51.100.7/24 | JP | apnic |");
        bad("no prefix", "64500 | everywhere | JP | apnic |");
        bad("a hundred systems", QByteArray("64500 ").repeated(100) + "| 198.51.100.0/24 | JP | apnic |");
        bad("far too long", "64500 | 198.51.100.0/24 | JP | apnic | " + QByteArray(600, 'x'));
        bad("control characters", "\x1b[31m64500 | 198.51.100.0/24 | JP | apnic |");
    }

    void texts()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        QFETCH(quint32, as);
        QFETCH(QString, country);
        const auto answer = path::originFromText(text, Address);
        QCOMPARE(answer.has_value(), good);
        if (!good) {
            QVERIFY(answer.error().code == ErrorCode::BadInput && !answer.error().detail.isEmpty());
            return;
        }
        QCOMPARE(answer->origin.as, as);
        QCOMPARE(answer->origin.country, country);
    }

    // An address may lie in several prefixes: the narrowest is where its packets go.
    void severalRecords()
    {
        const auto found = [](const QList<QByteArray> &texts) {
            std::vector<dns::Rdata> records;
            for (const auto &text : texts)
                records.push_back(txt(text));
            return path::originFromRecords(records, Address).value_or(path::Origin{});
        };
        const QByteArray wide = "64501 | 198.51.0.0/16 | SE | ripencc | 2001-01-01",
                         narrow = "64500 | 198.51.100.0/24 | JP | apnic | 2004-02-09",
                         other = "64502 | 198.51.100.0/24 | JP | apnic | 2004-02-09", broken = "nonsense";
        QCOMPARE(found({wide, narrow}).as, 64500U);
        QCOMPARE(found({narrow, wide}).as, 64500U);
        QCOMPARE(found({broken, wide}).as, 64501U);
        QCOMPARE(found({narrow, narrow}).as, 64500U);
        // Two systems announce the same: nobody can say that it is one of them.
        QCOMPARE(found({narrow, other}).as, 0U);
        QCOMPARE(found({narrow, other}).country, QStringLiteral("JP"));
        QVERIFY(!path::originFromRecords({txt(broken)}, Address));
        QVERIFY(!path::originFromRecords({dns::Rdata{QByteArray("\xff"
                                                                "64500")}},
                                         Address)); // a string shorter than it says
        QVERIFY(!path::originFromRecords({}, Address));
    }
};

QTEST_GUILESS_MAIN(OriginAnswerTest)
#include "tst_originanswer.moc"
