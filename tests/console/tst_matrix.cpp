// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Matrix.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using console::Row;
using console::Shown;

class MatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void falseValuesStandBesideWhatTheyImitate();
    void missingAndAdded();
    void absent();
    void aClassOfAddresses();
    void unknownSaysWhy();
    void nothingExpected();
    void countsServers();
    void oneFalseServerIsEnough();
};

namespace {

Row rowOf(const watch::Domain &domain, const std::vector<Says> &told, const char *owner, dns::Type type)
{
    std::vector<watch::Observation> latest;
    for (const auto &says : told)
        latest.push_back(watch::observe(domain, says.exchange()));
    const auto matrix = console::matrixOf(domain, latest, nullptr);
    for (const auto &row : matrix.rows)
        if (row.owner == name(owner) && row.type == type) return row;
    return {};
}

watch::Domain domainOf()
{
    watch::Domain domain;
    domain.name = name("bank.example");
    return domain;
}

} // namespace

void MatrixTest::falseValuesStandBesideWhatTheyImitate()
{
    auto domain = domainOf();
    expectExactly(domain, "bank.example", dns::Type::NS,
                  {"ns-1515.awsdns-61.org.", "ns-1985.awsdns-56.co.uk.", "ns-405.awsdns-50.com."});
    const auto row = rowOf(
        domain,
        {Says::parent("bank.example", dns::Type::NS).refers({"ns-1985.awsdns-056.co.uk", "ns-1515.awsdns-061.org"})},
        "bank.example", dns::Type::NS);
    QCOMPARE(row.ownerLabel, QStringLiteral("@"));
    QCOMPARE(int(row.lines.size()), 3);
    QCOMPARE(row.parent.state, watch::State::Mismatch);
    int compared = 0;
    for (const auto &line : row.lines) {
        if (line.expected == QLatin1String("ns-405.awsdns-50.com")) {
            QCOMPARE(line.parent.kind, Shown::Kind::Missing);
            continue;
        }
        // "awsdns-61" became "awsdns-061": the 0 that was added, and only it, is marked.
        ++compared;
        QCOMPARE(line.parent.kind, Shown::Kind::Different);
        QString without = line.parent.text;
        QCOMPARE(int(line.parent.spans.size()), 1);
        QCOMPARE(line.parent.spans[0].length, 1);
        QCOMPARE(without.mid(line.parent.spans[0].begin, 1), QStringLiteral("0"));
        without.remove(line.parent.spans[0].begin, 1);
        QCOMPARE(without, line.expected);
    }
    QCOMPARE(compared, 2);
}

void MatrixTest::missingAndAdded()
{
    auto domain = domainOf();
    expectExactly(domain, "bank.example", dns::Type::A, {"198.51.100.1", "198.51.100.2"});
    const auto row = rowOf(
        domain,
        {Says::authoritative("bank.example", dns::Type::A).answer({"198.51.100.1", "203.0.113.7", "203.0.113.8"})},
        "bank.example", dns::Type::A);
    QCOMPARE(int(row.lines.size()), 4);
    QCOMPARE(row.lines[1].authoritative.kind, Shown::Kind::Missing);
    QCOMPARE(row.lines[0].authoritative, (Shown{Shown::Kind::Same, QStringLiteral("198.51.100.1"), {}}));
    // Nothing in common with the one that is gone: on lines of their own.
    QStringList strange;
    for (const auto &line : row.lines)
        if (line.authoritative.kind == Shown::Kind::Different) strange << line.authoritative.text;
    strange.sort();
    QCOMPARE(strange, (QStringList{QStringLiteral("203.0.113.7"), QStringLiteral("203.0.113.8")}));
    QCOMPARE(row.lines[0].parent.kind, Shown::Kind::NotAsked);
    QVERIFY(!row.parent.asked);
}

void MatrixTest::absent()
{
    auto domain = domainOf();
    expectAbsent(domain, "mail.bank.example", dns::Type::A);
    expectExactly(domain, "bank.example", dns::Type::A, {"198.51.100.1"});
    const std::vector<Says> told{
        Says::authoritative("mail.bank.example", dns::Type::A).rcode(dns::Rcode::NXDomain),
        Says::authoritative("bank.example", dns::Type::A),
    };
    const auto gone = rowOf(domain, told, "mail.bank.example", dns::Type::A);
    QCOMPARE(gone.ownerLabel, QStringLiteral("mail"));
    QVERIFY(gone.expectedAbsent);
    QCOMPARE(gone.lines[0].authoritative.kind, Shown::Kind::Absent);
    QCOMPARE(gone.state(), watch::State::Match);
    const auto wiped = rowOf(domain, told, "bank.example", dns::Type::A);
    QCOMPARE(wiped.lines[0].authoritative.kind, Shown::Kind::Missing);
    QCOMPARE(wiped.state(), watch::State::Mismatch);
}

void MatrixTest::aClassOfAddresses()
{
    auto domain = domainOf();
    expectInside(domain, "bank.example", dns::Type::A, QStringLiteral("CloudFront"),
                 {QStringLiteral("198.51.100.0/24")});
    const auto row = rowOf(domain,
                           {Says::authoritative("bank.example", dns::Type::A).answer({"198.51.100.9", "198.51.100.77"}),
                            Says::resolver("bank.example", dns::Type::A).answer({"203.0.113.7"}, 77)},
                           "bank.example", dns::Type::A);
    QCOMPARE(row.className, QStringLiteral("CloudFront"));
    QCOMPARE(row.lines[0].authoritative.kind, Shown::Kind::Same);
    QCOMPARE(row.lines[1].authoritative.kind, Shown::Kind::Same);
    QCOMPARE(row.lines[0].resolver.kind, Shown::Kind::Different);
    QCOMPARE(row.resolvers.falseTtl, std::optional<quint32>(77));
}

void MatrixTest::unknownSaysWhy()
{
    auto domain = domainOf();
    expectExactly(domain, "bank.example", dns::Type::A, {"198.51.100.1"});
    const auto row = rowOf(domain, {Says::authoritative("bank.example", dns::Type::A).rcode(dns::Rcode::ServFail)},
                           "bank.example", dns::Type::A);
    QCOMPARE(row.lines[0].authoritative.kind, Shown::Kind::Unknown);
    QVERIFY(row.lines[0].authoritative.text.contains(QLatin1String("SERVFAIL")));
    QCOMPARE(row.state(), watch::State::Unknown);
}

void MatrixTest::nothingExpected()
{
    const auto row = rowOf(domainOf(), {Says::authoritative("bank.example", dns::Type::TXT).answer({"\"v=spf1\""})},
                           "bank.example", dns::Type::TXT);
    QVERIFY(!row.hasExpectation);
    QCOMPARE(row.lines[0].authoritative.kind, Shown::Kind::Seen);
    QVERIFY(row.lines[0].expected.isEmpty());
}

void MatrixTest::countsServers()
{
    auto domain = domainOf();
    expectExactly(domain, "bank.example", dns::Type::A, {"198.51.100.1"});
    const auto row = rowOf(domain,
                           {Says::resolver("bank.example", dns::Type::A, "r1.example").answer({"198.51.100.1"}),
                            Says::resolver("bank.example", dns::Type::A, "r2.example").answer({"203.0.113.7"}, 60),
                            Says::resolver("bank.example", dns::Type::A, "r3.example").answer({"203.0.113.7"}, 90),
                            Says::resolver("bank.example", dns::Type::A, "r4.example").nothing(dns::Outcome::TimedOut)},
                           "bank.example", dns::Type::A);
    QCOMPARE(row.resolvers.match, 1);
    QCOMPARE(row.resolvers.mismatch, 2);
    QCOMPARE(row.resolvers.unknown, 1);
    QCOMPARE(row.resolvers.falseTtl, std::optional<quint32>(90));
    QCOMPARE(int(row.resolvers.exchanges.size()), 4);
}

void MatrixTest::oneFalseServerIsEnough()
{
    auto domain = domainOf();
    expectExactly(domain, "bank.example", dns::Type::A, {"198.51.100.1"});
    const auto row = rowOf(domain,
                           {Says::authoritative("bank.example", dns::Type::A, "ns1.example").answer({"198.51.100.1"}),
                            Says::authoritative("bank.example", dns::Type::A, "ns2.example").answer({"203.0.113.7"})},
                           "bank.example", dns::Type::A);
    QCOMPARE(row.state(), watch::State::Mismatch);
    // The lie is shown, not the truth that the other server still tells.
    QCOMPARE(int(row.lines.size()), 2);
    QCOMPARE(row.lines[0].authoritative.kind, Shown::Kind::Missing);
    QCOMPARE(row.lines[1].authoritative.kind, Shown::Kind::Different);
    QCOMPARE(row.lines[1].authoritative.text, QStringLiteral("203.0.113.7"));
}

QTEST_GUILESS_MAIN(MatrixTest)
#include "tst_matrix.moc"
