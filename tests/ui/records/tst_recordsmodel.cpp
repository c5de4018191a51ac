// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/records/RecordsFilter.h"
#include "ui/records/RecordsModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

QString dump(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            QString cell = index.data().toString();
            const QVariant mark = index.data(RecordsModel::MarkRole);
            if (mark.isValid()) cell += QLatin1Char(' ') + QString(markSymbol(Mark(mark.toInt())));
            cells << cell.trimmed();
        }
        QString line = cells.join(QStringLiteral(" | "));
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

int rowOf(const QAbstractItemModel &model, const QString &name)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data().toString() == name) return row;
    return -1;
}

} // namespace

class tst_RecordsModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hijackAsText()
    {
        RecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setView(&test::sampleSnapshot()->domains.front());
        const QStringList lines = dump(model).split(QLatin1Char('\n'));
        QCOMPARE(lines.mid(0, 4).join(QLatin1Char('\n')),
                 QStringLiteral("@ NS | ns-1515.awsdns-61.org | ns-1515.awsdns-061.org ▲ | ns-1515.awsdns-061.org ▲ | "
                                "7 false · 4 true · 1 unknown ▲\n"
                                " | ns-1985.awsdns-56.co.uk | ns-1985.awsdns-056.co.uk ▲ | ns-1985.awsdns-056.co.uk ▲ "
                                "| TTL left, max 99:58:12\n"
                                " | ns-650.awsdns-17.net | — missing ▲ | ns-650.awsdns-017.net ▲ |\n"
                                " | ns-405.awsdns-50.com | — missing ▲ | — missing ▲ |"));
        QVERIFY(
            lines.contains(QStringLiteral("@ A | class: CloudFront | — | 54.192.85.80 ● | 11 match · 1 unknown ●")));
        QVERIFY(lines.contains(QStringLiteral("@ DS | none | none ● | — | —")));
        QVERIFY(lines.contains(QStringLiteral("mail A | none | — | 45.77.24.250 ▲ | 7 false · 4 true · 1 unknown ▲")));
        QVERIFY(lines.contains(QStringLiteral("last changed | 2019-12-11T09:03:21Z | 2020-05-30T15:11:38Z ▲ |  |")));
    }

    void differingCharactersExactly()
    {
        RecordsModel model;
        model.setView(&test::sampleSnapshot()->domains.front());
        const QModelIndex parent = model.index(0, RecordsModel::Parent);
        const auto spans = parent.data(RecordsModel::SpansRole).value<std::vector<detect::Span>>();
        QCOMPARE(int(spans.size()), 1);
        QCOMPARE(parent.data().toString().mid(spans[0].begin, spans[0].length), QStringLiteral("0"));
        // What matches marks nothing.
        const int a = rowOf(model, QStringLiteral("@ A"));
        QVERIFY(model.index(a, RecordsModel::Authoritative)
                    .data(RecordsModel::SpansRole)
                    .value<std::vector<detect::Span>>()
                    .empty());
    }

    void registrationMarksTheWordsThatDiffer()
    {
        RecordsModel model;
        model.setView(&test::sampleSnapshot()->domains.front());
        const int row = rowOf(model, QStringLiteral("nameservers"));
        QVERIFY(row > 0);
        const QModelIndex index = model.index(row, RecordsModel::Parent);
        QStringList marked;
        for (const auto &span : index.data(RecordsModel::SpansRole).value<std::vector<detect::Span>>())
            marked << index.data().toString().mid(span.begin, span.length);
        QCOMPARE(marked, QStringList({QStringLiteral("0"), QStringLiteral("0")}));
    }

    void whatMatchesTakesOneLine()
    {
        RecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setView(&test::sampleSnapshot()->domains.front());
        const int txt = rowOf(model, QStringLiteral("@ TXT"));
        const int before = model.rowCount();
        QVERIFY(model.index(txt, RecordsModel::Expected).data().toString().contains(QStringLiteral("2")));
        model.setAllValues(true);
        QCOMPARE(model.rowCount(), before + 1);
        QCOMPARE(model.index(rowOf(model, QStringLiteral("@ TXT")) + 1, RecordsModel::Expected).data().toString(),
                 QStringLiteral("\"google-site-verification=2k4Y\""));
    }

    void ttlFarFromTheOriginsIsTold()
    {
        RecordsModel model;
        model.setView(&test::sampleSnapshot()->domains.front());
        const QModelIndex mx = model.index(rowOf(model, QStringLiteral("@ MX")), RecordsModel::Authoritative);
        QCOMPARE(mx.data(RecordsModel::NoteRole).toString(), QStringLiteral("TTL 60"));
        QVERIFY(mx.data(RecordsModel::NoteDiffersRole).toBool());
    }

    void aNewMomentMovesNothing()
    {
        RecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setView(&test::sampleSnapshot()->domains.front());
        const QPersistentModelIndex mail =
            model.index(rowOf(model, QStringLiteral("mail A")), RecordsModel::Authoritative);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

        auto next = test::sampleCopy();
        auto &rows = next->domains.front().matrix.rows;
        rows.front().resolvers.mismatch = 5;
        rows.front().resolvers.match = 6;
        rows.front().lines.pop_back(); // one value less
        std::erase_if(rows, [](const console::Row &row) { return row.type == dns::Type::CAA; });
        model.setView(&next->domains.front());

        QCOMPARE(resets.count(), 0);
        QVERIFY(mail.isValid());
        QCOMPARE(mail.data().toString(), QStringLiteral("45.77.24.250"));
        QCOMPARE(model.index(0, RecordsModel::Resolvers).data().toString(),
                 QStringLiteral("5 false · 6 true · 1 unknown"));
        QCOMPARE(rowOf(model, QStringLiteral("@ CAA")), -1);

        model.setView(&test::sampleSnapshot()->domains.front()); // and back: lines come in again
        QCOMPARE(resets.count(), 0);
        QVERIFY(rowOf(model, QStringLiteral("@ CAA")) > 0);
        QCOMPARE(mail.data().toString(), QStringLiteral("45.77.24.250"));
    }

    // Another order of the same lines: they move, and what is held moves with them.
    void anotherOrderMovesLines()
    {
        RecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setView(&test::sampleSnapshot()->domains.front());
        const QPersistentModelIndex mail =
            model.index(rowOf(model, QStringLiteral("mail A")), RecordsModel::Authoritative);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        auto next = test::sampleCopy();
        auto &rows = next->domains.front().matrix.rows;
        std::reverse(rows.begin(), rows.end());
        std::erase_if(rows, [](const console::Row &row) { return row.type == dns::Type::CAA; });
        model.setView(&next->domains.front());
        QCOMPARE(resets.count(), 0);
        QVERIFY(mail.isValid());
        QCOMPARE(mail.row(), rowOf(model, QStringLiteral("mail A")));
        QCOMPARE(mail.data().toString(), QStringLiteral("45.77.24.250"));
        RecordsModel fresh;
        fresh.setView(&next->domains.front());
        QCOMPARE(model.rowCount(), fresh.rowCount());
        for (int row = 0; row < model.rowCount(); ++row)
            for (int column = 0; column < model.columnCount(); ++column)
                QCOMPARE(model.index(row, column).data().toString(), fresh.index(row, column).data().toString());
    }

    // Record data are the attacker's: no tool tip becomes rich text.
    void toolTipsArePlain()
    {
        auto snapshot = test::sampleCopy();
        auto &shown = snapshot->domains.front().matrix.rows.front().lines.front().authoritative;
        shown.kind = console::Shown::Kind::Different;
        shown.text = QStringLiteral("<img src='http://203.0.113.1/'>");
        RecordsModel model;
        model.setView(&snapshot->domains.front());
        const QString tip = model.index(0, RecordsModel::Authoritative).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("&lt;img")) && !tip.contains(QStringLiteral("<img")), qPrintable(tip));
    }

    void filterKeepsRRsetsWhole()
    {
        RecordsModel model;
        RecordsFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setView(&test::sampleSnapshot()->domains.front());
        filter.setText(QStringLiteral("awsdns-017"));
        QCOMPARE(filter.rowCount(), 4); // the NS set, with the lines that do not contain it
        filter.setText(QStringLiteral("mail 45.77"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QString());
        filter.setOnlyDifferences(true);
        QCOMPARE(rowOf(filter, QStringLiteral("@ A")), -1);
        QCOMPARE(rowOf(filter, QStringLiteral("@ NS")), 0);
        filter.setOnlyDifferences(false);
    }

    void worstFirstKeepsLinesTogether()
    {
        RecordsModel model;
        RecordsFilter filter;
        filter.setSourceModel(&model);
        model.setView(&test::sampleSnapshot()->domains.front());
        filter.setWorstFirst(true);
        bool sawMatch = false;
        QList<int> groups;
        for (int row = 0; row < filter.rowCount(); ++row) {
            const QModelIndex index = filter.index(row, 0);
            if (index.data(RecordsModel::KindRole).toInt() != int(RecordsModel::ItemKind::Value)) break;
            const bool wrong = index.data(RecordsModel::SeverityRole).toInt() == 2;
            QVERIFY(!(sawMatch && wrong));
            sawMatch = sawMatch || !wrong;
            const int group = index.data(RecordsModel::GroupRole).toInt();
            if (groups.isEmpty() || groups.last() != group) {
                QVERIFY(!groups.contains(group));
                groups << group;
            }
        }
    }

    void exchangesBehindACell()
    {
        RecordsModel model;
        model.setView(&test::sampleSnapshot()->domains.front());
        QCOMPARE(int(model.exchangesAt(model.index(0, RecordsModel::Parent)).size()), 13);
        QCOMPARE(int(model.exchangesAt(model.index(1, RecordsModel::Authoritative)).size()), 3);
        QCOMPARE(int(model.exchangesAt(model.index(0, RecordsModel::Expected)).size()), 13 + 3 + 12);
    }
};

QTEST_MAIN(tst_RecordsModel)
#include "tst_recordsmodel.moc"
