// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ViewShelf.h"
#include "PaneShots.h"
#include "SampleSnapshot.h"
#include "ui/common/Theme.h"
#include "ui/shell/DomainList.h"
#include "ui/shell/DomainModel.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

class tst_DomainList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(Theme::Kind::Light); }

    void saysStateInWords()
    {
        DomainModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(test::sampleSnapshot());
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            lines << markSymbol(Mark(index.data(DomainModel::MarkRole).toInt())) + QLatin1Char(' ') +
                         index.data().toString() + QStringLiteral(": ") +
                         index.data(DomainModel::SecondRole).toString();
        }
        QCOMPARE(lines.join(QLatin1Char('\n')), QStringLiteral("▲ coincheck.com: Hijack · 10 findings\n"
                                                               "◆ coincheck.jp: suspicion: R1\n"
                                                               "○ status.example: unknown: 1 of 20 silent\n"
                                                               "● api.example: match · 31 s ago\n"
                                                               "● ir.example: match · 12 s ago\n"
                                                               "● wallet.example: match · 24 s ago"));
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("mismatch")));
    }

    void anotherOrderMovesLines()
    {
        DomainModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(test::sampleSnapshot());
        const QPersistentModelIndex ir = model.index(model.rowOf(test::name("ir.example")));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        auto next = test::sampleCopy();
        std::swap(next->domains[0], next->domains[4]);
        next->domains.erase(next->domains.begin() + 1);
        model.setSnapshot(next);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(ir.row(), 0);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.rowOf(test::name("coincheck.jp")), -1);
        model.setSnapshot(test::sampleSnapshot());
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(ir.row(), 4);
    }

    void keyboardSelects()
    {
        DomainList list;
        list.resize(220, 400);
        list.show(test::sampleSnapshot(), {});
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        list.select(test::name("coincheck.com"));
        QSignalSpy changed(&list, &DomainList::selectionChanged);
        auto *view = list.findChild<QListView *>(QStringLiteral("domains"));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().value<dns::Name>(), test::name("coincheck.jp"));
        // A new moment keeps the domain selected, not the line.
        auto next = test::sampleCopy();
        std::swap(next->domains[0], next->domains[1]);
        list.show(next, list.selected());
        QCOMPARE(list.selected(), test::name("coincheck.jp"));
        QVERIFY(!view->accessibleName().isEmpty());
    }

    void aDomainThatIsGonePassesTheSelectionOn()
    {
        DomainList list;
        list.show(test::sampleSnapshot(), {});
        list.select(test::name("coincheck.jp"));
        auto next = test::sampleCopy();
        next->domains.erase(next->domains.begin() + 1);
        // Whoever listens shows the new moment again at once, as the window does.
        int told = 0;
        connect(&list, &DomainList::selectionChanged, this, [&] {
            ++told;
            list.show(next, list.selected());
        });
        list.show(next, list.selected());
        QCOMPARE(told, 1);
        QVERIFY(!list.selected().isRoot());
        QVERIFY(list.selected() != test::name("coincheck.jp"));
        QCOMPARE(list.findChild<QListView *>()->model()->rowCount(), 5);
    }

    // Every third of hundreds falsified at once, others gone and come: few steps, and what was held stays held.
    void manyMoveInFewSteps()
    {
        const auto moment = [](int from, int to, bool worse) {
            std::vector<console::DomainViewPtr> bad, good;
            for (int number = from; number < to; ++number) {
                auto view = std::make_shared<console::DomainView>();
                view->name = test::name(
                    QByteArray("d" + QByteArray::number(number).rightJustified(4, '0') + ".example").constData());
                view->state = worse && number % 3 == 0 ? console::DomainState::Mismatch : console::DomainState::Match;
                (view->state == console::DomainState::Mismatch ? bad : good).push_back(view);
            }
            bad.insert(bad.end(), good.begin(), good.end());
            auto snapshot = std::make_shared<console::Snapshot>();
            snapshot->domains = console::DomainViews(std::move(bad));
            return snapshot;
        };
        DomainModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(moment(0, 500, false));
        const QPersistentModelIndex held = model.index(model.rowOf(test::name("d0301.example")));
        const QPersistentModelIndex leaves = model.index(model.rowOf(test::name("d0011.example")));
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved),
            inserted(&model, &QAbstractItemModel::rowsInserted), arranged(&model, &QAbstractItemModel::layoutChanged);
        model.setSnapshot(moment(50, 600, true));
        QVERIFY(removed.count() == 1 && inserted.count() == 1 && arranged.count() <= 2);
        QCOMPARE(model.rowCount(), 550);
        QCOMPARE(model.nameAt(held.row()), test::name("d0301.example"));
        QVERIFY(!leaves.isValid());
        QCOMPARE(model.nameAt(0), test::name("d0051.example"));
        model.setFilter(QStringLiteral("D030"));
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.nameAt(held.row()), test::name("d0301.example"));
        QCOMPARE(model.domainCount(), 550);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 550);
        QCOMPARE(model.nameAt(held.row()), test::name("d0301.example"));
    }

    // As a session makes moments: the same domains, another order at each. Nothing is reset, laid out once, and what is
    // held stays held, filtered or not.
    void theSameDomainsInAnotherOrder()
    {
        std::vector<watch::Domain> domains;
        for (int number = 0; number < 200; ++number)
            domains.push_back(
                {test::name(("d" + QByteArray::number(number).rightJustified(3, '0') + ".example").constData()),
                 {},
                 {}});
        console::ViewShelf shelf;
        shelf.setDomains(domains);
        int bad = 0;
        const auto moment = [&](int falsified) {
            bad = falsified;
            for (const auto &domain : domains)
                shelf.changed(domain.name);
            auto snapshot = std::make_shared<console::Snapshot>();
            snapshot->domains = shelf.views({[&](const watch::Domain &domain) {
                                                 console::DomainView view;
                                                 view.name = domain.name;
                                                 const int number = domain.name.text().mid(1, 3).toInt();
                                                 view.state = number % 7 < bad ? console::DomainState::Mismatch
                                                                               : console::DomainState::Match;
                                                 return view;
                                             },
                                             [](const dns::Name &) { return false; }});
            return snapshot;
        };
        DomainModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(moment(0));
        const QPersistentModelIndex held = model.index(model.rowOf(test::name("d101.example")));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), removed(&model, &QAbstractItemModel::rowsRemoved),
            inserted(&model, &QAbstractItemModel::rowsInserted), arranged(&model, &QAbstractItemModel::layoutChanged);
        const auto check = [&](int arrangements) {
            QCOMPARE(model.nameAt(held.row()), test::name("d101.example"));
            QCOMPARE(model.rowOf(test::name("d101.example")), held.row());
            QCOMPARE(arranged.count(), arrangements);
            arranged.clear();
        };
        model.setSnapshot(moment(0));
        check(0);
        model.setSnapshot(moment(2));
        check(1);
        QCOMPARE(model.index(0).data(DomainModel::MarkRole).toInt(), int(Mark::Mismatch));
        model.setSnapshot(moment(4)); // 101 % 7 is 3
        check(1);
        QVERIFY(held.row() < 120);
        QVERIFY(reset.empty() && removed.empty() && inserted.empty());
        model.setFilter(QStringLiteral("d10"));
        QCOMPARE(model.rowCount(), 10);
        arranged.clear();
        model.setSnapshot(moment(0));
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.nameAt(held.row()), test::name("d101.example"));
        model.setFilter({});
        QCOMPARE(model.rowCount(), 200);
        arranged.clear();
        model.setSnapshot(moment(6));
        check(1);
        model.setSnapshot({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!held.isValid() && model.nameAt(0).isRoot() && model.rowOf(test::name("d101.example")) == -1);
        QCOMPARE(reset.count(), 0);
    }

    void pictures()
    {
        auto snapshot = test::sampleCopy();
        for (int number = 0; number < 60; ++number) {
            auto view = *(snapshot->domains.end() - 1);
            view.name = test::name(("shop" + QByteArray::number(number) + ".example").constData());
            snapshot->domains.push_back(std::move(view));
        }
        DomainList list;
        list.show(snapshot, {});
        list.select(test::name("coincheck.com"));
        list.show();
        QVERIFY(list.findChild<QLineEdit *>()->isVisible()); // so many need one
        test::takeShots(list, QStringLiteral("domains-many"), {179, 480}, {260, 640});
        list.findChild<QLineEdit *>()->setText(QStringLiteral("coin"));
        test::takeShots(list, QStringLiteral("domains-filtered"), {179, 480}, {260, 640});
    }

    void whatTheFilterHidesCanBeSelected()
    {
        DomainList list;
        list.show(test::sampleSnapshot(), {});
        list.findChild<QLineEdit *>(QStringLiteral("domainFilter"))->setText(QStringLiteral("example"));
        QSignalSpy changed(&list, &DomainList::selectionChanged);
        list.select(test::name("coincheck.jp"));
        QCOMPARE(list.selected(), test::name("coincheck.jp"));
        QVERIFY(list.selectedView() && list.selectedView()->name == test::name("coincheck.jp"));
        QCOMPARE(changed.count(), 1);
        list.select(test::name("nobody.example"));
        QCOMPARE(list.selected(), test::name("coincheck.jp"));
        QCOMPARE(changed.count(), 1);
    }

    void aFilterHidesAndGivesBack()
    {
        DomainList list;
        list.resize(220, 400);
        list.show(test::sampleSnapshot(), {});
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        auto *view = list.findChild<QListView *>(QStringLiteral("domains"));
        auto *filter = list.findChild<QLineEdit *>(QStringLiteral("domainFilter"));
        QVERIFY(!filter->isVisible()); // a handful needs none
        list.select(test::name("coincheck.jp"));
        QSignalSpy changed(&list, &DomainList::selectionChanged);
        list.focusFilter();
        QVERIFY(filter->isVisible());
        QVERIFY(!filter->accessibleName().isEmpty());
        QTest::keyClicks(filter, QStringLiteral("example"));
        QCOMPARE(view->model()->rowCount(), 4);
        // What the other panes show is not changed by looking for something else.
        QCOMPARE(changed.count(), 0);
        QCOMPARE(list.selected(), test::name("coincheck.jp"));
        QVERIFY(!view->currentIndex().isValid());
        list.show(test::sampleCopy(), list.selected()); // the next moment
        QCOMPARE(view->model()->rowCount(), 4);
        QCOMPARE(list.selected(), test::name("coincheck.jp"));
        QCOMPARE(changed.count(), 0);
        QTest::keyClick(filter, Qt::Key_Down);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(list.selected(), test::name("status.example"));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(view->model()->rowCount(), 6);
        QCOMPARE(list.selected(), test::name("status.example"));
        QCOMPARE(view->currentIndex().row(), 2);
    }
};

QTEST_MAIN(tst_DomainList)
#include "tst_domainlist.moc"
