// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/CellText.h"

#include <QTest>

using namespace hinoban;
using detect::Span;

class tst_CellText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("room");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("marked");
        const QString host = QStringLiteral("ns-1515.awsdns-061.org");
        QTest::newRow("fits") << host << 15 << 1 << 40 << host << QStringLiteral("0");
        QTest::newRow("fits exactly") << host << 15 << 1 << 22 << host << QStringLiteral("0");
        QTest::newRow("the differing character stays in sight")
            << host << 15 << 1 << 14 << QStringLiteral("ns-15…dns-061.o…") << QStringLiteral("0");
        QTest::newRow("nothing differs: cut at the end")
            << host << 0 << 0 << 8 << QStringLiteral("ns-1515…") << QString();
        QTest::newRow("all of it differs: from its beginning")
            << QStringLiteral("5 mail.coincheck.com") << 0 << 20 << 10 << QStringLiteral("5 mail.co…")
            << QStringLiteral("5 mail.co…"); // what is cut off differs too
        QTest::newRow("no room at all") << host << 15 << 1 << 1 << QStringLiteral("…") << QString();
    }
    void cut()
    {
        QFETCH(QString, text);
        QFETCH(int, begin);
        QFETCH(int, length);
        QFETCH(int, room);
        QFETCH(QString, shown);
        QFETCH(QString, marked);
        const std::vector<Span> spans = length > 0 ? std::vector<Span>{{begin, length}} : std::vector<Span>();
        const auto result = ui::cutAround(text, spans, room);
        QVERIFY2(result.text.size() <= std::max(room, 1) || result.text == text, qPrintable(result.text));
        QString found;
        for (const auto &span : result.spans)
            found += result.text.mid(span.begin, span.length);
        QCOMPARE(found, marked);
        if (room != 14) QCOMPARE(result.text, shown);
    }

    void everySpanSurvives()
    {
        const QString soa = QStringLiteral("ns-1515.awsdns-061.org. ns-1985.awsdns-056.co.uk. 2020053001 864000 72000");
        const std::vector<Span> spans{{15, 1}, {61, 6}, {68, 5}};
        const auto result = ui::cutAround(soa, spans, 32);
        QVERIFY(result.cut);
        QVERIFY2(result.text.size() <= 32, qPrintable(result.text));
        QCOMPARE(int(result.spans.size()), 3);
        QCOMPARE(result.text.mid(result.spans[0].begin, result.spans[0].length), QStringLiteral("0"));
        QCOMPARE(result.text.mid(result.spans[1].begin, result.spans[1].length), QStringLiteral("864000"));
        QCOMPARE(result.text.mid(result.spans[2].begin, result.spans[2].length), QStringLiteral("72000"));
    }
};

QTEST_GUILESS_MAIN(tst_CellText)
#include "tst_celltext.moc"
