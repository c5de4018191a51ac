// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/PathComparison.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// "abc.d": a letter is a router, a point one that said nothing.
Trace trace(const QString &routers)
{
    Trace made;
    for (const QChar router : routers) {
        Hop hop;
        hop.ttl = int(made.hops.size()) + 1;
        if (router != u'.') {
            hop.address = QHostAddress(quint32(0x0a000000 + router.unicode()));
            hop.rtt = 1ms * hop.ttl;
        }
        made.hops.push_back(hop);
    }
    if (!made.hops.empty()) made.address = made.hops.back().address;
    return made;
}

QString picture(const std::vector<HopRow> &rows, std::optional<Hop> HopRow::*side)
{
    QString text;
    for (const HopRow &row : rows) {
        const auto &hop = row.*side;
        text += !hop ? u'-' : hop->address.isNull() ? u'.' : QChar(ushort(hop->address.toIPv4Address() & 0xff));
    }
    return text;
}

QString states(const std::vector<HopRow> &rows)
{
    QString text;
    for (const HopRow &row : rows)
        text += row.state == HopState::Same ? u'=' : row.state == HopState::Different ? u'!' : u'?';
    return text;
}

} // namespace

class TestPathComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aligns_data()
    {
        QTest::addColumn<QString>("usual");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("marks");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("state");
        const auto row = [](const char *what, const char *usual, const char *now, const char *left, const char *right,
                            const char *marks, int first, HopState state) {
            QTest::newRow(what) << QString::fromLatin1(usual) << QString::fromLatin1(now) << QString::fromLatin1(left)
                                << QString::fromLatin1(right) << QString::fromLatin1(marks) << first << int(state);
        };
        row("the same", "abcd", "abcd", "abcd", "abcd", "====", -1, HopState::Same);
        row("one router replaced", "abcd", "abxd", "abcd", "abxd", "==!=", 2, HopState::Different);
        row("one more", "abcd", "abxcd", "ab-cd", "abxcd", "==!==", 2, HopState::Different);
        row("one less", "abcd", "abd", "abcd", "ab-d", "==!=", 2, HopState::Different);
        row("another way from the second on", "abcd", "axyz", "abcd", "axyz", "=!!!", 1, HopState::Different);
        row("longer", "ab", "abxyz", "ab---", "abxyz", "==!!!", 2, HopState::Different);
        row("a silent router is unknown", "abcd", "a.cd", "abcd", "a.cd", "=?==", -1, HopState::Same);
        row("it was silent before", "a.cd", "axcd", "a.cd", "axcd", "=?==", -1, HopState::Same);
        row("everything is silent", "abc", "...", "abc", "...", "???", -1, HopState::Unknown);
        row("the first is another", "abc", "xbc", "abc", "xbc", "!==", 0, HopState::Different);
    }
    void aligns()
    {
        QFETCH(QString, usual);
        QFETCH(QString, now);
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, marks);
        QFETCH(int, first);
        QFETCH(int, state);
        Baseline baseline;
        baseline.trace = std::make_shared<const Trace>(trace(usual));
        const auto comparison = compare(baseline, trace(now));
        QCOMPARE(picture(comparison.rows, &HopRow::usual), left);
        QCOMPARE(picture(comparison.rows, &HopRow::now), right);
        QCOMPARE(states(comparison.rows), marks);
        QCOMPARE(comparison.firstDifference.value_or(-1), first);
        QCOMPARE(int(comparison.state), state);
    }

    void withoutABaselineNothingIsKnown()
    {
        const auto comparison = compare({}, trace(u"abc"_s));
        QCOMPARE(states(comparison.rows), u"???"_s);
        QVERIFY(!comparison.firstDifference);
        QCOMPARE(comparison.state, HopState::Unknown);
        QVERIFY(!comparison.sameAddress);
    }

    void withoutATraceNothingIsKnown()
    {
        Baseline baseline;
        baseline.trace = std::make_shared<const Trace>(trace(u"abc"_s));
        const auto comparison = compare(baseline, Trace());
        QCOMPARE(picture(comparison.rows, &HopRow::usual), u"abc"_s);
        QCOMPARE(states(comparison.rows), u"???"_s);
        QCOMPARE(comparison.state, HopState::Unknown);
    }

    void theResponseIsCompared()
    {
        Baseline baseline;
        baseline.trace = std::make_shared<const Trace>(trace(u"abc"_s));
        baseline.response = 20ms;
        Trace now = trace(u"abc"_s);
        QVERIFY(!compare(baseline, now).responseChange);
        now.response = 220ms;
        const auto comparison = compare(baseline, now);
        QVERIFY(comparison.responseChange == Duration(200ms));
        QVERIFY(comparison.usualResponse == Duration(20ms));
        QVERIFY(comparison.sameAddress);
    }

    void veryLongPathsAreCut()
    {
        Baseline baseline;
        baseline.trace = std::make_shared<const Trace>(trace(QString(255, u'a')));
        QVERIFY(compare(baseline, trace(QString(255, u'b'))).rows.size() <= 128);
    }
};

QTEST_GUILESS_MAIN(TestPathComparison)
#include "tst_pathcomparison.moc"
