// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Result.h"

#include <QtTest>

using namespace hinoban;

class TestResult : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsOwnSentence()
    {
        QSet<QString> seen;
        for (int code = int(ErrorCode::BadInput); code <= int(ErrorCode::Internal); ++code) {
            const QString text = sentence(Error{ErrorCode(code), {}, {}});
            QVERIFY(text.endsWith(QLatin1Char('.')));
            seen.insert(text);
        }
        QCOMPARE(seen.size(), int(ErrorCode::Internal) + 1);
    }

    void tellsPlaceAndDetail_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("end");
        QTest::newRow("both") << QStringLiteral("zones/com.zone:12") << QStringLiteral("unknown type")
                              << QStringLiteral(" (zones/com.zone:12: unknown type)");
        QTest::newRow("place") << QStringLiteral("a.db") << QString() << QStringLiteral(" (a.db)");
        QTest::newRow("detail") << QString() << QStringLiteral("why") << QStringLiteral(" (why)");
        QTest::newRow("neither") << QString() << QString() << QStringLiteral(".");
        QTest::newRow("percent signs stay")
            << QStringLiteral("%1") << QStringLiteral("%2") << QStringLiteral(" (%1: %2)");
    }
    void tellsPlaceAndDetail()
    {
        QFETCH(QString, where);
        QFETCH(QString, detail);
        QFETCH(QString, end);
        QVERIFY(sentence(Error{ErrorCode::BadInput, where, detail}).endsWith(end));
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
