// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"

#include <QtTest>

using namespace hinoban;
using namespace Qt::StringLiterals;

class TestSafeText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"Example K.K."_s << u"Example K.K."_s;
        QTest::newRow("Japanese with its wide blank") << u"株式会社　例示"_s << u"株式会社　例示"_s;
        QTest::newRow("accents") << QString::fromUcs4(U"e\u0301\u0323") << QString::fromUcs4(U"e\u0301\u0323");
        QTest::newRow("outside the first plane")
            << QString::fromUcs4(U"\U00020BB7野家") << QString::fromUcs4(U"\U00020BB7野家");
        QTest::newRow("markup is text") << u"<b>&amp;</b>"_s << u"<b>&amp;</b>"_s;
        QTest::newRow("terminal escape") << u"\u001b[31mred"_s << u"\\u001b[31mred"_s;
        QTest::newRow("NUL") << QString(QChar(0)) << u"\\u0000"_s;
        QTest::newRow("DEL and C1") << QString::fromUcs4(U"\u007f\u0085\u009b") << u"\\u007f\\u0085\\u009b"_s;
        QTest::newRow("lines") << u"a\r\nb\tc"_s << u"a\\r\\nb\\tc"_s;
        QTest::newRow("right to left override") << u"moc.\u202eelpmaxe"_s << u"moc.\\u202eelpmaxe"_s;
        QTest::newRow("isolates") << u"\u2066a\u2069"_s << u"\\u2066a\\u2069"_s;
        QTest::newRow("zero width") << u"a\u200bb\u200dc\ufeffd"_s << u"a\\u200bb\\u200dc\\ufeffd"_s;
        QTest::newRow("soft hyphen") << u"a\u00adb"_s << u"a\\u00adb"_s;
        QTest::newRow("line separators") << u"a\u2028b\u2029"_s << u"a\\u2028b\\u2029"_s;
        QTest::newRow("hangul filler") << u"a\u3164"_s << u"a\\u3164"_s;
        QTest::newRow("variation selector") << u"a\ufe0f"_s << u"a\\ufe0f"_s;
        QTest::newRow("tag characters") << QString::fromUcs4(U"a\U000E0041") << u"a\\U000e0041"_s;
        QTest::newRow("private use") << u"\ue000"_s << u"\\ue000"_s;
        QTest::newRow("half a pair") << QString(QChar(0xd800)) + u'x' << u"\\ud800x"_s;
        QTest::newRow("the other half") << QString(QChar(0xdc00)) << u"\\udc00"_s;
    }
    void shows()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(safeText(text), shown);
    }

    void keepsLinesWhereAsked() { QCOMPARE(safeText(u"a\nb\r\nc\rd\u2028e", 4096, true), u"a\nb\nc\\rd\\u2028e"_s); }

    void stacksOfMarksEnd()
    {
        const QString shown = safeText(QString(u'a') + QString(1000, QChar(0x0301)), 100000);
        QCOMPARE(shown.count(QChar(0x0301)), 8);
    }

    void cuts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("shown");
        QTest::newRow("fits") << u"abcd"_s << 4 << u"abcd"_s;
        QTest::newRow("one too many") << u"abcde"_s << 4 << u"abc…"_s;
        QTest::newRow("no half escape") << u"a\u202eb"_s << 6 << u"a…"_s;
        QTest::newRow("an escape that fits") << u"\u202e"_s << 6 << u"\\u202e"_s;
        QTest::newRow("no half pair") << QString::fromUcs4(U"ab\U00020BB7z") << 4 << u"ab…"_s;
        QTest::newRow("limit one") << u"ab"_s << 1 << u"…"_s;
        QTest::newRow("limit zero") << u"ab"_s << 0 << QString();
        QTest::newRow("megabytes") << QString(1 << 20, u'x') << 10 << QString(9, u'x') + u'…';
    }
    void cuts()
    {
        QFETCH(QString, text);
        QFETCH(int, limit);
        QFETCH(QString, shown);
        QCOMPARE(safeText(text, limit), shown);
        QVERIFY(safeText(text, limit).size() <= limit);
    }

    void defangs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("name") << u"ns-1515.awsdns-061.org"_s << u"ns-1515.awsdns-061[.]org"_s;
        QTest::newRow("name with its root") << u"example.org."_s << u"example[.]org."_s;
        QTest::newRow("IPv4") << u"45.77.24.250"_s << u"45.77.24[.]250"_s;
        QTest::newRow("IPv6") << u"2001:db8::1"_s << u"2001:db8:[:]1"_s;
        QTest::newRow("twice is once") << u"example[.]org"_s << u"example[.]org"_s;
        QTest::newRow("one label") << u"localhost"_s << u"localhost"_s;
        QTest::newRow("root") << u"."_s << u"."_s;
        QTest::newRow("empty") << QString() << QString();
    }
    void defangs()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(defanged(text), shown);
    }

    void headersStayOneLine()
    {
        QCOMPARE(headerSafe(u"a\r\nBcc: x@example.org\u0000\u0085\u2028b"_s), u"a  Bcc: x@example.org   b"_s);
        QCOMPARE(headerSafe(u"件名"_s), u"件名"_s);
    }
};

QTEST_GUILESS_MAIN(TestSafeText)
#include "tst_safetext.moc"
