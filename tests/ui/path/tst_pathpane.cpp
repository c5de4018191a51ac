// SPDX-License-Identifier: GPL-3.0-or-later
#include "PaneShots.h"
#include "SampleSnapshot.h"
#include "ui/common/TimeText.h"
#include "ui/path/HopModel.h"
#include "ui/path/PathPane.h"
#include "ui/path/ResponsePlot.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;
using test::at;

namespace {

const dns::Name Domain = test::name("coincheck.com");

// A path as "1 192.0.2.1 NRT 3": ttl, address or *, place or -, milliseconds.
path::TracePtr trace(const char *address, const std::vector<const char *> &hops, int responseMs)
{
    auto value = std::make_shared<path::Trace>();
    value->domain = value->target = Domain;
    value->address = QHostAddress(QLatin1String(address));
    value->at = at("2020-06-01T10:00:00Z");
    value->response = std::chrono::milliseconds(responseMs);
    value->reached = true;
    for (const char *text : hops) {
        const auto words = QString::fromLatin1(text).split(u' ');
        path::Hop hop;
        hop.ttl = words[0].toInt();
        if (words[1] != u'*') hop.address = QHostAddress(words[1]);
        if (words[2] != u'-') hop.place = words[2];
        if (words[3] != u'-') hop.rtt = std::chrono::milliseconds(words[3].toInt());
        value->hops.push_back(hop);
    }
    return value;
}

console::PathView viewOf(const path::TracePtr &usual, const path::TracePtr &now)
{
    console::PathView view;
    view.baseline.trace = usual;
    if (usual) view.baseline.response = usual->response;
    view.now = now;
    return view;
}

QStringList linesOf(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < HopModel::BarColumn; ++column)
            cells.append(model.index(row, column).data().toString());
        const auto now = model.index(row, HopModel::NowColumn);
        QString line = cells.join(QStringLiteral(" | "));
        if (now.data(HopModel::DifferentRole).toBool()) line += QStringLiteral(" ≠");
        if (now.data(HopModel::FirstRole).toBool()) line += QStringLiteral(" ←");
        lines.append(line);
    }
    return lines;
}

} // namespace

class PathPaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(Theme::Kind::Light); }
    void init() { TimeText::instance().setZone(TimeText::Zone::Local); }

    void theSentenceSaysOnlyWhatIsKnown_data()
    {
        QTest::addColumn<path::TracePtr>("usual");
        QTest::addColumn<path::TracePtr>("now");
        QTest::addColumn<QString>("text");
        const auto usual =
            trace("198.51.100.9", {"1 192.0.2.1 - 1", "2 203.0.113.9 NRT 2", "3 198.51.100.9 NRT 3"}, 38);
        auto failed = std::make_shared<path::Trace>();
        failed->problem = QStringLiteral("tracepath is not installed");

        QTest::newRow("nothing measures")
            << path::TracePtr() << path::TracePtr()
            << QStringLiteral("Nothing measures the path to this domain here: there is no "
                              "prober. The findings do not depend on it.");
        QTest::newRow("no baseline") << path::TracePtr() << usual
                                     << QStringLiteral("There is no usual path yet to compare today's with.");
        QTest::newRow("not measured today")
            << usual << path::TracePtr()
            << QStringLiteral("The usual path is known; today's has not been measured yet.");
        QTest::newRow("failed") << usual << path::TracePtr(failed)
                                << QStringLiteral("The path could not be measured: tracepath is not installed");
        QTest::newRow("as usual") << usual << usual << QStringLiteral("The path is as usual. Response 38 → 38 ms.");
        QTest::newRow("as usual, slower")
            << usual << trace("198.51.100.9", {"1 192.0.2.1 - 1", "2 203.0.113.9 NRT 2", "3 198.51.100.9 NRT 3"}, 310)
            << QStringLiteral("The path is as usual. Slower: 38 → 310 ms.");
        QTest::newRow("elsewhere")
            << usual
            << trace("198.51.100.77", {"1 192.0.2.1 - 1", "2 203.0.113.50 SEA 212", "3 198.51.100.77 AMS 310"}, 310)
            << QStringLiteral("The answer leads elsewhere: NRT → AMS, another way from hop 2 on. Slower: 38 → 310 ms.");
        QTest::newRow("other address, same place")
            << usual << trace("198.51.100.10", {"1 192.0.2.1 - 1", "2 203.0.113.9 NRT 2", "3 198.51.100.10 NRT 3"}, 40)
            << QStringLiteral("The answer is another address at the same place: 198.51.100.9 → 198.51.100.10. "
                              "Response 38 → 40 ms.");
        QTest::newRow("same address, other way")
            << usual << trace("198.51.100.9", {"1 192.0.2.1 - 1", "2 203.0.113.77 NRT 9", "3 198.51.100.9 NRT 3"}, 40)
            << QStringLiteral("The answer leads to the same address, another way from hop 2 on. "
                              "Response 38 → 40 ms.");
        QTest::newRow("a silent hop is no difference")
            << usual << trace("198.51.100.9", {"1 192.0.2.1 - 1", "2 * - -", "3 198.51.100.9 NRT 3"}, 38)
            << QStringLiteral("The path is as usual. Response 38 → 38 ms.");
    }

    void theSentenceSaysOnlyWhatIsKnown()
    {
        QFETCH(path::TracePtr, usual);
        QFETCH(path::TracePtr, now);
        QFETCH(QString, text);
        QCOMPARE(sentence(hopTable(viewOf(usual, now))), text);
    }

    void hopsStandBesideEachOther()
    {
        HopModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(hopTable(test::sampleSnapshot()->domains.front().path));
        const auto lines = linesOf(model);
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0], QStringLiteral("1 | gw.office.example | 1 | gw.office.example | 1"));
        QCOMPARE(lines[1], QStringLiteral("2 | * | – | * | –"));
        QVERIFY(lines[2].endsWith(QStringLiteral("tokyjp05.jp.bb.gin.ntt.net NRT | 2")));
        QVERIFY2(lines[3].endsWith(QStringLiteral("≠ ←")), qPrintable(lines[3]));
        QVERIFY(lines[5].endsWith(QStringLiteral("ams50.r.cloudfront.net AMS | 310 ≠")));
        for (int row = 0; row < 3; ++row)
            QVERIFY(!model.index(row, HopModel::NowColumn).data(HopModel::DifferentRole).toBool());
    }

    void anEqualShapeKeepsTheSelection()
    {
        HopModel model;
        const auto usual = trace("198.51.100.9", {"1 192.0.2.1 - 1", "2 198.51.100.9 NRT 3"}, 38);
        model.setTable(hopTable(viewOf(usual, usual)));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
        model.setTable(hopTable(viewOf(usual, trace("198.51.100.9", {"1 192.0.2.1 - 1", "2 198.51.100.9 NRT 9"}, 38))));
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        model.setTable({});
        QCOMPARE(reset.size(), 1);
    }

    void changesOfDnsAreMarked()
    {
        const auto snapshot = test::sampleSnapshot();
        const auto marks = changeMarks(snapshot->domains.front(), snapshot->incident);
        const std::vector<ChangeMark> expected{
            {at("2020-05-30T15:11:38Z"), {}, false},                     // the registry's stamp
            {at("2020-06-01T10:10:00Z"), {QStringLiteral("D1")}, false}, // two findings of one moment
        };
        QCOMPARE(marks.size(), expected.size());
        QVERIFY(marks == expected);
        QVERIFY(changeMarks(snapshot->domains.at(3), snapshot->incident).empty());
        // What was announced is marked, apart, and as no alarm.
        auto view = snapshot->domains.front();
        auto planned = *std::find_if(view.findings.begin(), view.findings.end(),
                                     [](const auto &finding) { return finding.signal == QLatin1String("D1"); });
        planned.signal = QStringLiteral("D9");
        planned.severity = detect::Severity::Info;
        planned.args.insert(QStringLiteral("plan"), QStringLiteral("p1"));
        view.findings.push_back(planned);
        const auto withPlanned = changeMarks(view, snapshot->incident);
        QCOMPARE(withPlanned.size(), size_t(3));
        QVERIFY(!withPlanned[1].planned && withPlanned[1] == expected[1]);
        QVERIFY(withPlanned[2].planned && withPlanned[2].signalIds == QStringList{QStringLiteral("D9")});
    }

    void theSampleIsShown()
    {
        PathPane pane;
        pane.resize(400, 260);
        pane.show(test::sampleSnapshot(), Domain);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        pane.activateWindow();
        QVERIFY(pane.sentenceText().startsWith(QStringLiteral(
            "The answers for coincheck.com lead elsewhere: NRT (Tokyo) → AMS (Amsterdam) at 54.192.85.80")));
        QVERIFY2(pane.sentenceText().endsWith(QStringLiteral("see D1.")), qPrintable(pane.sentenceText()));

        auto *table = pane.findChild<QTableView *>(QStringLiteral("hopTable"));
        // The hop before the paths part and the one where they do are in view, without scrolling by hand.
        const auto inView = [&](int row) {
            return table->viewport()->rect().contains(table->visualRect(table->model()->index(row, 0)));
        };
        QTRY_VERIFY(inView(2) && inView(3));
        table->setFocus();
        table->selectRow(3);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("129.250.4.142")));

        auto *plot = pane.findChild<ResponsePlot *>();
        plot->replot();
        const QPoint point(int(plot->xAxis->coordToPixel(axisKey(at("2020-05-30T15:11:38Z")))),
                           plot->axisRect()->center().y());
        QVERIFY2(plot->textAt(point).startsWith(
                     QStringLiteral("The registry says it was changed at 2020-05-31 00:11:38 JST")),
                 qPrintable(plot->textAt(point)));

        pane.show(test::quietSnapshot(), Domain);
        QVERIFY(pane.sentenceText().startsWith(QStringLiteral("Nothing measures the path")));
        QVERIFY(!table->isVisible());
        QVERIFY(!plot->isVisible());
    }

    void figuresStandWhereThereIsRoom()
    {
        PathPane pane;
        pane.show(test::sampleSnapshot(), Domain);
        auto *table = pane.findChild<QTableView *>(QStringLiteral("hopTable"));
        pane.resize(400, 260);
        pane.show();
        QVERIFY(QTest::qWaitForWindowExposed(&pane));
        QTRY_VERIFY(table->isColumnHidden(HopModel::OriginColumn) && table->isColumnHidden(HopModel::LossColumn));
        pane.resize(1300, 400);
        QTRY_VERIFY(!table->isColumnHidden(HopModel::OriginColumn) && !table->isColumnHidden(HopModel::JitterColumn));
        const auto &model = *table->model();
        QCOMPARE(model.index(4, HopModel::OriginColumn).data().toString(), QStringLiteral("AS2914 NL"));
        QCOMPARE(model.index(4, HopModel::LossColumn).data().toString(), QStringLiteral("0 %"));
        QCOMPARE(model.index(4, HopModel::BestColumn).data().toString(), QStringLiteral("309"));
        const QString tip = model.index(4, HopModel::NowColumn).data(Qt::ToolTipRole).toString();
        for (const char *word :
             {"Origin: AS2914 NL (Team Cymru, DNS)", "Sent 12, answered 12", "best 309 ms", "jitter"})
            QVERIFY2(tip.contains(QLatin1String(word)), qPrintable(tip));
    }

    void aPlaceThatCannotBeTrueIsMarked()
    {
        const auto usual = trace("198.51.100.9", {"1 192.0.2.1 NRT 1", "2 198.51.100.9 NRT 3"}, 38);
        HopModel model;
        model.setTable(
            hopTable(viewOf(usual, trace("198.51.100.9", {"1 192.0.2.1 NRT 1", "2 198.51.100.9 AMS 30"}, 38))));
        QCOMPARE(model.index(1, HopModel::NowColumn).data().toString(), QStringLiteral("198.51.100.9 AMS?"));
        QCOMPARE(model.index(0, HopModel::NowColumn).data().toString(), QStringLiteral("192.0.2.1 NRT"));
        const QString tip = model.index(1, HopModel::NowColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("Doubtful: from NRT (Tokyo) to AMS (Amsterdam) it is 9,3")),
                 qPrintable(tip));
        QVERIFY2(tip.contains(QStringLiteral("light needs 93 ms there and back; measured were 31 ms.")),
                 qPrintable(tip));
    }

    void hopsAreExported()
    {
        auto now =
            std::make_shared<path::Trace>(*trace("198.51.100.9", {"1 192.0.2.1 NRT 1", "2 198.51.100.9 AMS 30"}, 38));
        now->hops[0].name = QStringLiteral("=cmd()\r\n,\"x\"");
        auto view = viewOf(trace("198.51.100.9", {"1 192.0.2.1 NRT 1"}, 38), now);
        view.recent = {now, now};
        const auto table = hopTable(view);
        const auto lines = QString::fromUtf8(hopsCsv(table.rows, table.notes)).split(QStringLiteral("\r\n"));
        QCOMPARE(lines.size(), 4); // the head, two hops, and the end
        QVERIFY(lines[0].startsWith(QStringLiteral("hop,state,usual_address,")));
        QVERIFY2(lines[1].startsWith(QStringLiteral("1,same,192.0.2.1,,NRT,,1.000,192.0.2.1,\"'=cmd()")),
                 qPrintable(lines[1]));
        QVERIFY2(lines[2].contains(QStringLiteral(",yes,30.000,2,2,0,0,30.000,30.000,")), qPrintable(lines[2]));
        for (const QString &line : {lines[0], lines[2]})
            QCOMPARE(line.count(u','), 24);
    }

    void shots()
    {
        PathPane pane;
        pane.show(test::sampleSnapshot(), Domain);
        pane.show();
        test::takeShots(pane, QStringLiteral("path"), {400, 260}, {620, 330});
        test::takeShots(pane, QStringLiteral("path-wide"), {900, 360}, {1300, 420});
        pane.show(test::quietSnapshot(), Domain);
        test::takeShots(pane, QStringLiteral("path-quiet"), {400, 260}, {620, 330});
    }
};

QTEST_MAIN(PathPaneTest)
#include "tst_pathpane.moc"
