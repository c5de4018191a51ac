// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/TrustAnchors.h"
#include "tests/dns/ScriptedServer.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;

namespace {

const QByteArray DsText = "20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";
const QByteArray KeyText =
    "257 3 13 lZbIMa2H+bQc5E5tw9VOd8EPZxAMtnJPf2w4vz7b3u7GXlG1S6eihmT/2k3K5dU5pOJtENCitRy2ZBcIuBonug==";

} // namespace

class TrustAnchorsTest : public QObject {
    Q_OBJECT

    static TrustAnchors read(const QByteArray &text)
    {
        return TrustAnchors::fromText(text, QStringLiteral("file")).value();
    }
    static QString refusal(const QByteArray &text)
    {
        const auto read = TrustAnchors::fromText(text, QStringLiteral("file"));
        return read ? QStringLiteral("taken") : read.error().where + QStringLiteral(": ") + read.error().detail;
    }

private Q_SLOTS:
    void records_of_a_zone_file()
    {
        const auto anchors = read(". IN DS " + DsText + "\ntest. 300 IN DNSKEY " + KeyText + " ; words\n");
        QCOMPARE(anchors.all().size(), size_t(2));
        QCOMPARE(anchors.covering(name("example.com"))->zone, Name());
        QCOMPARE(anchors.covering(name("a.test"))->zone, name("test"));
        QCOMPARE(anchors.covering(name("test"))->keys.front(), rdataFromText(Type::DNSKEY, KeyText).value());
        QVERIFY(!TrustAnchors().covering(name("test")));
        QVERIFY(!read("test. IN DS " + DsText).covering(name("example.com")));
    }

    void state_files_of_rfc_5011()
    {
        const QByteArray line = ". 86400 IN DNSKEY " + KeyText + " ;{id = 11888 (ksk), size = 256b} ;;state=";
        const QByteArray head = "; autotrust trust anchor file\n;;id: . 1\n;;last_queried: 1 ;;x\n";
        QCOMPARE(read(head + line + "2 [  VALID  ] ;;count=0\n").all().size(), size_t(1));
        QCOMPARE(read(head + line + "3 [ MISSING ] ;;count=0\n").all().size(), size_t(1));
        for (const char *state : {"0 [  START  ]", "1 [ ADDPEND ]", "4 [ REVOKED ]", "5 [ REMOVED ]"})
            QVERIFY(refusal(head + line + state + '\n').contains(QStringLiteral("no DS or DNSKEY")));
        QByteArray revoked = KeyText;
        QVERIFY(refusal(". IN DNSKEY " + revoked.replace("257", "385")).contains(QStringLiteral("no DS or DNSKEY")));
    }

    void files_of_bind()
    {
        QByteArray broken = KeyText; // as bind.keys breaks it over lines
        broken.replace("257 3 13 ", "").insert(30, "\n\t\t");
        const auto anchors = read("# words\ntrust-anchors { // words\n  . initial-ds 20326 8 2 \"" + DsText.mid(10) +
                                  "\";\n  \"test.\" static-key 257 3 13 \"" + broken + "\"; /* words\n */ };\n");
        QCOMPARE(anchors.all().size(), size_t(2));
        QCOMPARE(anchors.covering(name("com"))->ds.front(), rdataFromText(Type::DS, DsText).value());
        QCOMPARE(anchors.covering(name("test"))->keys.front(), rdataFromText(Type::DNSKEY, KeyText).value());
        QCOMPARE(read("managed-keys { . initial-key 257 3 13 \"" + broken + "\"; };").all().size(), size_t(1));
        QCOMPARE(read("trusted-keys { . 257 3 13 \"" + broken + "\"; };").all().size(), size_t(1));
    }

    void refusals_name_the_place()
    {
        QVERIFY(refusal("").contains(QStringLiteral("no DS or DNSKEY")));
        QVERIFY(refusal("a.test. A 192.0.2.1\n").contains(QStringLiteral("no DS or DNSKEY")));
        QVERIFY2(refusal(". IN DS 1 2\n").startsWith(QStringLiteral("file:")), qPrintable(refusal(". IN DS 1 2\n")));
        for (const char *text :
             {"trust-anchors { . initial-ds 1 8 2", "trust-anchors { . initial-ds x; };",
              "trust-anchors { . other-ds 1 8 2 00; };", "trust-anchors\n. { };", "trust-anchors { \"",
              "/* trust-anchors {", "trust-anchors { };;;", "trust-anchors { . initial-ds 1 8 2 00;"})
            QVERIFY2(refusal(text).startsWith(QStringLiteral("file")), text);
    }

    void garbage_never_crashes()
    {
        const QByteArray whole = "trust-anchors { . initial-ds " + DsText + "; test. static-key " + KeyText + "; };";
        for (qsizetype i = 0; i < whole.size(); ++i) {
            (void)refusal(whole.left(i));
            QByteArray other = whole;
            other[i] = static_cast<char>(i * 7);
            (void)refusal(other);
        }
    }
};

QTEST_GUILESS_MAIN(TrustAnchorsTest)
#include "tst_trustanchors.moc"
