// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Proposal.h"
#include "tests/console/LookOf.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using console::ProposedRRset;

class ProposalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void proposesWhatAllSay();
    void tellsWhoDisagrees();
    void absenceIsProposedToo();
    void anAliasIsProposedAsOne();
    void nobodyAnswers();
};

namespace {

watch::Domain unwatched()
{
    watch::Domain domain;
    domain.name = name("bank.example");
    return domain;
}

const ProposedRRset *find(const console::ProposedDomain &proposed, dns::Type type)
{
    for (const auto &rrset : proposed.rrsets)
        if (rrset.expectation.type == type) return &rrset;
    return nullptr;
}

const Instant Now = instant("2021-01-01T00:00:00Z");

} // namespace

void ProposalTest::proposesWhatAllSay()
{
    const auto proposed = console::proposalOf(lookOf(unwatched(), honest(), Now));
    QVERIFY(proposed.problem.isEmpty());
    const auto *ns = find(proposed, dns::Type::NS);
    QVERIFY(ns);
    QVERIFY(ns->expectation.kind == watch::Expectation::Kind::Exact);
    QCOMPARE(int(ns->expectation.rdatas.size()), 2);
    QCOMPARE(ns->vantagesAsked, 4);
    QCOMPARE(ns->vantagesAgree, 4);
    QVERIFY(ns->disagreements.isEmpty());
    QVERIFY(ns->expectation.approval.person.isEmpty()); // nobody said so yet
}

void ProposalTest::tellsWhoDisagrees()
{
    auto told = honest();
    told.push_back(Says::resolver("bank.example", dns::Type::MX, "r1.example").answer({"5 mail.thief.example."}));
    told.push_back(Says::resolver("bank.example", dns::Type::MX, "r2.example").answer({"10 mx.host.example."}));
    const auto proposed = console::proposalOf(lookOf(unwatched(), told, Now));
    const auto *mx = find(proposed, dns::Type::MX);
    QVERIFY(mx);
    // The owner's own servers speak, not the resolver.
    QCOMPARE(mx->expectation.rdatas, std::vector<dns::Rdata>{data(dns::Type::MX, "10 mx.host.example.")});
    QCOMPARE(mx->vantagesAsked, 4);
    QCOMPARE(mx->vantagesAgree, 3);
    QCOMPARE(mx->disagreements.size(), 1);
    QVERIFY(mx->disagreements.first().startsWith(QLatin1String("resolver ")));
    QVERIFY(mx->disagreements.first().contains(QLatin1String("mail.thief.example")));
}

void ProposalTest::absenceIsProposedToo()
{
    auto told = honest();
    told.push_back(Says::authoritative("bank.example", dns::Type::AAAA, "ns1.host.example"));
    const auto proposed = console::proposalOf(lookOf(unwatched(), told, Now));
    const auto *aaaa = find(proposed, dns::Type::AAAA);
    QVERIFY(aaaa);
    QVERIFY(aaaa->expectation.kind == watch::Expectation::Kind::Absent);
    QVERIFY(aaaa->expectation.rdatas.empty());
}

void ProposalTest::anAliasIsProposedAsOne()
{
    const auto alias = record("bank.example", dns::Type::CNAME, "bank.cdn.example.");
    const std::vector<Says> told{Says::authoritative("bank.example", dns::Type::A, "ns1.host.example").answer(alias),
                                 Says::authoritative("bank.example", dns::Type::AAAA, "ns1.host.example").answer(alias),
                                 Says::resolver("bank.example", dns::Type::A, "r1.example").answer({"203.0.113.7"})};
    // Addresses were expected here: the alias stands in their place.
    auto domain = unwatched();
    expectExactly(domain, "bank.example", dns::Type::A, {"203.0.113.7"});
    expectExactly(domain, "bank.example", dns::Type::AAAA, {"2001:db8::7"});
    const auto proposed = console::proposalOf(lookOf(domain, told, Now));
    QCOMPARE(int(proposed.rrsets.size()), 1); // neither an address nor a second time for AAAA
    const auto *cname = find(proposed, dns::Type::CNAME);
    QVERIFY(cname);
    QCOMPARE(cname->expectation.rdatas, std::vector<dns::Rdata>{data(dns::Type::CNAME, "bank.cdn.example.")});
    QCOMPARE(cname->disagreements.size(), 1);
    QVERIFY2(cname->disagreements.first().contains(QLatin1String("203.0.113.7")),
             qPrintable(cname->disagreements.first()));
}

void ProposalTest::nobodyAnswers()
{
    auto told = honest();
    for (auto &says : told)
        says.nothing(dns::Outcome::TimedOut);
    const auto proposed = console::proposalOf(lookOf(unwatched(), told, Now));
    QVERIFY(proposed.rrsets.empty()); // a timeout is never "absent"
    QVERIFY(!proposed.problem.isEmpty());
}

QTEST_GUILESS_MAIN(ProposalTest)
#include "tst_proposal.moc"
