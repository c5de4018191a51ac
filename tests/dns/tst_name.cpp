// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Name.h"

#include <QTest>

#include <algorithm>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

Name name(const QByteArray &text) { return Name::fromText(text).value(); }
QByteArray longest() // 255 octets on the wire
{
    const QByteArray label(63, 'a');
    return label + '.' + label + '.' + label + '.' + QByteArray(61, 'b');
}

} // namespace

class NameTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fromText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("again");
        const auto row = [](const char *tag, const QByteArray &text, const QByteArray &wire, const QByteArray &again) {
            QTest::newRow(tag) << text << wire << again;
        };
        row("root", ".", QByteArray(1, '\0'), ".");
        row("without final dot", "example.jp", QByteArray("\7example\2jp\0", 12), "example.jp");
        row("with final dot", "example.jp.", QByteArray("\7example\2jp\0", 12), "example.jp");
        row("capitals fold", "EXAMPLE.Jp", QByteArray("\7example\2jp\0", 12), "example.jp");
        row("escaped capitals fold", "\\065b", QByteArray("\2ab\0", 4), "ab");
        row("escaped dot", "a\\.b.jp", QByteArray("\3a.b\2jp\0", 8), "a\\.b.jp");
        row("escaped dot at the end", "a\\.", QByteArray("\2a.\0", 4), "a\\.");
        row("escaped backslash", "a\\\\b", QByteArray("\3a\\b\0", 5), "a\\\\b");
        row("space", "a\\032b", QByteArray("\3a b\0", 5), "a\\032b");
        row("NUL", "a\\000b", QByteArray("\3a\0b\0", 5), "a\\000b");
        row("octet 255", "\\255", QByteArray("\1\xff\0", 3), "\\255");
        row("quote and semicolon", "\\\"\\;", QByteArray("\2\";\0", 4), "\\\"\\;");
        row("service label", "_dmarc.jp", QByteArray("\6_dmarc\2jp\0", 11), "_dmarc.jp");
        QByteArray label63(63, 'x');
        row("label of 63", label63, QByteArray(1, char(63)) + label63 + QByteArray(1, '\0'), label63);
    }
    void fromText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wire);
        QFETCH(QByteArray, again);
        const auto parsed = Name::fromText(text);
        QVERIFY(parsed);
        QCOMPARE(parsed->wire(), wire);
        QCOMPARE(parsed->text(), again);
        QCOMPARE(Name::fromText(again), parsed);
        QCOMPARE(Name::fromWire(wire), parsed);
        QCOMPARE(parsed->display(), QString::fromLatin1(again));
    }

    void refusesText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("two dots") << QByteArray("..");
        QTest::newRow("empty label") << QByteArray("a..b");
        QTest::newRow("dot in front") << QByteArray(".a");
        QTest::newRow("two dots at the end") << QByteArray("a..");
        QTest::newRow("label of 64") << QByteArray(64, 'x');
        QTest::newRow("256 octets") << longest() + 'b';
        QTest::newRow("very long") << QByteArray(100000, 'x');
        QTest::newRow("backslash at the end") << QByteArray("a\\");
        QTest::newRow("two digits") << QByteArray("a\\25");
        QTest::newRow("above 255") << QByteArray("a\\256");
        QTest::newRow("digits and a letter") << QByteArray("a\\25x");
        QTest::newRow("space") << QByteArray("a b");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("line end") << QByteArray("a\n");
        QTest::newRow("not ASCII") << QByteArray("caf\xc3\xa9");
    }
    void refusesText()
    {
        QFETCH(QByteArray, text);
        const auto parsed = Name::fromText(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::BadInput);
        QVERIFY(!parsed.error().detail.isEmpty());
        QVERIFY(parsed.error().where.size() <= 80);
    }

    void refusesWire_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no end") << QByteArray("\1a");
        QTest::newRow("label over the end") << QByteArray("\5ab\0", 4);
        QTest::newRow("something behind") << QByteArray("\1a\0x", 4);
        QTest::newRow("two roots") << QByteArray(2, '\0');
        QTest::newRow("pointer") << QByteArray("\xc0\x0c");
        QTest::newRow("label type 01") << QByteArray("\x40\0", 2);
        QTest::newRow("256 octets") << QByteArray("\77") + QByteArray(63, 'a') + "\77" + QByteArray(63, 'a') + "\77" +
                                           QByteArray(63, 'a') + "\76" + QByteArray(62, 'a') + QByteArray(1, '\0');
    }
    void refusesWire()
    {
        QFETCH(QByteArray, wire);
        QVERIFY(!Name::fromWire(wire));
    }

    void userText_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("text"); // empty: refused
        QTest::newRow("spaces around") << QStringLiteral("  example.jp \n") << QByteArray("example.jp");
        QTest::newRow("Japanese") << QStringLiteral("コインチェック.jp") << QByteArray("xn--eckgyn5en74a.jp");
        QTest::newRow("full-width dot") << QStringLiteral("例え。テスト") << QByteArray("xn--r8jz45g.xn--zckzah");
        QTest::newRow("full-width letters") << QStringLiteral("ＥＸＡＭＰＬＥ．ｊｐ") << QByteArray("example.jp");
        QTest::newRow("sharp s is itself") << QStringLiteral("faß.de") << QByteArray("xn--fa-hia.de");
        QTest::newRow("underscore beside Unicode")
            << QStringLiteral("_dmarc.例え.jp") << QByteArray("_dmarc.xn--r8jz45g.jp");
        QTest::newRow("space inside") << QStringLiteral("coin check.com") << QByteArray();
        QTest::newRow("ideographic space inside") << QStringLiteral("例　え.jp") << QByteArray();
        QTest::newRow("right-to-left override") << QStringLiteral("a\u202eb.com") << QByteArray();
        QTest::newRow("nothing") << QStringLiteral("  ") << QByteArray();
        QTest::newRow("joiner out of place") << QStringLiteral("a\u200db.com") << QByteArray();
        QTest::newRow("mixed directions") << QStringLiteral("אa1.com") << QByteArray();
    }
    void userText()
    {
        QFETCH(QString, typed);
        QFETCH(QByteArray, text);
        const auto parsed = Name::fromUserText(typed);
        QCOMPARE(parsed.has_value(), !text.isEmpty());
        if (parsed) QCOMPARE(parsed->text(), text);
    }

    void theLongestName()
    {
        const auto parsed = Name::fromText(longest());
        QVERIFY(parsed);
        QCOMPARE(parsed->wire().size(), 255);
        QCOMPARE(parsed->labelCount(), 4);
        QVERIFY(!parsed->prepended("x"));
        QCOMPARE(parsed->parent().labelCount(), 3);
        QVERIFY(parsed->isSubdomainOf(parsed->parent()));

        QByteArray most;
        for (int i = 0; i < 127; ++i)
            most += "a.";
        QCOMPARE(name(most).labelCount(), 127);
        QCOMPARE(Name::canonicalCompare(name(most), name(most)), 0);
    }

    void family()
    {
        const Name www = name("www.Example.jp");
        QCOMPARE(www.labels(), (std::vector<QByteArray>{"www", "example", "jp"}));
        QCOMPARE(www.parent(), name("example.jp"));
        QCOMPARE(Name().parent(), Name());
        QVERIFY(Name().isRoot());
        QCOMPARE(Name().labelCount(), 0);
        QCOMPARE(name("jp").prepended("A.b").value(), name("a\\.b.jp"));
        QVERIFY(!name("jp").prepended(""));
        QVERIFY(!name("jp").prepended(QByteArray(64, 'a')));
    }

    void isSubdomainOf_data()
    {
        QTest::addColumn<QByteArray>("below");
        QTest::addColumn<QByteArray>("above");
        QTest::addColumn<bool>("expected");
        QTest::newRow("itself") << QByteArray("example.jp") << QByteArray("EXAMPLE.jp") << true;
        QTest::newRow("child") << QByteArray("www.example.jp") << QByteArray("example.jp") << true;
        QTest::newRow("of the root") << QByteArray("jp") << QByteArray(".") << true;
        QTest::newRow("the root of a name") << QByteArray(".") << QByteArray("jp") << false;
        QTest::newRow("the end of a label") << QByteArray("badexample.jp") << QByteArray("example.jp") << false;
        QTest::newRow("a label that spells the name")
            << QByteArray("x\\007example\\002jp") << QByteArray("example.jp") << false;
        QTest::newRow("parent") << QByteArray("jp") << QByteArray("example.jp") << false;
    }
    void isSubdomainOf()
    {
        QFETCH(QByteArray, below);
        QFETCH(QByteArray, above);
        QFETCH(bool, expected);
        QCOMPARE(name(below).isSubdomainOf(name(above)), expected);
    }

    void canonicalOrder() // the list of RFC 4034, 6.1
    {
        const std::vector<Name> sorted{name("example"),         name("a.example"),      name("yljkjljk.a.example"),
                                       name("Z.a.example"),     name("zABC.a.EXAMPLE"), name("z.example"),
                                       name("\\001.z.example"), name("*.z.example"),    name("\\200.z.example")};
        auto shuffled = sorted;
        std::reverse(shuffled.begin(), shuffled.end());
        std::sort(shuffled.begin(), shuffled.end());
        QCOMPARE(shuffled, sorted);
        QVERIFY(Name() < sorted.front());
    }

    void equalNamesAreOneKey()
    {
        QCOMPARE(std::hash<Name>()(name("A.jp")), std::hash<Name>()(name("a.JP")));
        QCOMPARE(qHash(name("A.jp")), qHash(name("a.jp")));
    }
};

QTEST_GUILESS_MAIN(NameTest)
#include "tst_name.moc"
