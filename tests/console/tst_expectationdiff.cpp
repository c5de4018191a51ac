// SPDX-License-Identifier: GPL-3.0-or-later
// What a file would change in what is expected.
#include "app/console/ExpectationDiff.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::console;
using namespace hinoban::testing;
using Kind = ExpectationChange::Kind;

class ExpectationDiffTest : public QObject {
    Q_OBJECT
private:
    static watch::Domain present()
    {
        watch::Domain domain;
        domain.name = name("example.com");
        expectExactly(domain, "example.com", dns::Type::NS, {"ns1.example.net.", "ns2.example.net."}, 3600);
        expectExactly(domain, "example.com", dns::Type::DS, {"1 8 2 00"}, 3600);
        expectExactly(domain, "example.com", dns::Type::A, {"192.0.2.1"}, 300);
        expectExactly(domain, "old.example.com", dns::Type::A, {"192.0.2.9"}, 300);
        return domain;
    }
    static QStringList texts(const ExpectationDiff &diff)
    {
        QStringList out;
        for (const auto &change : diff.changes)
            out << QStringLiteral("%1 %2 %3%4")
                       .arg(int(change.kind))
                       .arg(change.expectation.owner.display(),
                            QString::fromLatin1(dns::typeText(change.expectation.type)),
                            change.isUntold ? QStringLiteral(" untold") : QString());
        return out;
    }

private Q_SLOTS:
    void theSameIsNoChange()
    {
        const auto before = present();
        auto after = present();
        for (auto &one : after.expectations) // who said so is no difference
            one.approval = {QStringLiteral("Suzuki"), QStringLiteral("again"), QStringLiteral("file"),
                            instant("2020-01-01T00:00:00Z")};
        const auto diff = expectationDiff(&before, after);
        QVERIFY(diff.changes.empty() && diff.isWatched);
        QCOMPARE(diff.same, 4);
    }

    void addedChangedRemoved()
    {
        const auto before = present();
        watch::Domain after;
        after.name = before.name;
        expectExactly(after, "example.com", dns::Type::NS, {"ns1.example.net.", "ns2.example.net."}, 3600);
        expectExactly(after, "example.com", dns::Type::A, {"192.0.2.2"}, 300);
        expectExactly(after, "www.example.com", dns::Type::A, {"192.0.2.1"}, 300);
        const auto diff = expectationDiff(&before, after);
        QCOMPARE(diff.same, 1);
        QCOMPARE(texts(diff),
                 QStringList({QStringLiteral("1 example.com A"), QStringLiteral("2 example.com DS untold"),
                              QStringLiteral("2 old.example.com A"), QStringLiteral("0 www.example.com A")}));
        QCOMPARE(diff.count(Kind::Removed), 2);
        QCOMPARE(expectationLine(*diff.changes[0].before), QStringLiteral("192.0.2.1 · TTL 300"));
    }

    void aTtlOrAClassIsAChange()
    {
        const auto before = present();
        auto after = present();
        after.expectations.front().ttl = 60;
        QCOMPARE(expectationDiff(&before, after).count(Kind::Changed), 1);
        after = present();
        after.expectations.front().className = QStringLiteral("CloudFront");
        QCOMPARE(expectationDiff(&before, after).count(Kind::Changed), 1);
    }

    void nothingIsWatchedYet()
    {
        const auto diff = expectationDiff(nullptr, present());
        QVERIFY(!diff.isWatched);
        QCOMPARE(diff.count(Kind::Added), 4);
    }
};

QTEST_GUILESS_MAIN(ExpectationDiffTest)
#include "tst_expectationdiff.moc"
