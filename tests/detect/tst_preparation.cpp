// SPDX-License-Identifier: GPL-3.0-or-later
// P1: which names are watched, and what their registration means.
#include "app/detect/Ledger.h"
#include "app/detect/LookAlike.h"
#include "app/detect/PreparationSignal.h"
#include "app/detect/ProviderGrammar.h"
#include "app/detect/Sentence.h"
#include "tests/detect/SyntheticView.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using dns::Type;

Q_DECLARE_METATYPE(hinoban::registry::Lookup)

class PreparationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesOfTheCase();
    void namesAreLookAlikesAndNobodysOwn();
    void namesAreBoundedAndInOrder();
    void judges_data();
    void judges();
    void lifeOfAFinding();
    void saysSo();
};

namespace {

watch::Domain coincheck(const char *domain = "coincheck.com")
{
    watch::Domain out;
    out.name = name(domain);
    expectExactly(
        out, domain, Type::NS,
        {"ns-1515.awsdns-61.org.", "ns-1985.awsdns-56.co.uk.", "ns-650.awsdns-17.net.", "ns-405.awsdns-50.com."},
        172800);
    expectExactly(out, domain, Type::MX, {"1 aspmx.l.google.com."});
    return out;
}

QStringList textsOf(const std::vector<LookAlikeName> &names)
{
    QStringList out;
    for (const LookAlikeName &one : names)
        out += one.name.display();
    return out;
}

const Instant Now = instant("2020-05-29T17:00:00Z"), FirstAsked = instant("2020-05-29T14:00:00Z");
const LookAlikeName Fake{name("awsdns-061.org"), name("awsdns-61.org"), name("coincheck.com"),
                         QStringLiteral("zero-padding")};

registry::Lookup answer(const char *registered)
{
    registry::Lookup lookup;
    lookup.domain = Fake.name;
    lookup.source = QStringLiteral("RDAP https://rdap.example/");
    lookup.askedAt = Now;
    lookup.rawSha256 = "cc";
    if (registered) {
        registry::Registration registration;
        registration.domain = Fake.name;
        registration.registered = instant(registered);
        lookup.registration = registration;
    } else {
        lookup.problem = QStringLiteral("The registry does not know this domain.");
        lookup.isFree = true;
    }
    return lookup;
}

} // namespace

// The three names of the founding case are among the first that are asked for.
void PreparationTest::namesOfTheCase()
{
    const QStringList names = textsOf(lookAlikeNames({coincheck(), coincheck("coincheck.jp")}, 72));
    for (const char *fake : {"awsdns-061.org", "awsdns-056.co.uk", "awsdns-017.net"}) {
        QVERIFY2(names.contains(QLatin1String(fake)), fake);
        QVERIFY2(names.indexOf(QLatin1String(fake)) < 8, fake);
    }
    QVERIFY(names.contains(QStringLiteral("c0incheck.com")));
    QVERIFY(names.contains(QStringLiteral("coincheck.net")));
    QVERIFY(!names.contains(QStringLiteral("coincheck.jp"))); // the team's own
    QVERIFY(!names.contains(QStringLiteral("coincheck.com")));
}

void PreparationTest::namesAreLookAlikesAndNobodysOwn()
{
    const auto names = lookAlikeNames({coincheck(), coincheck("coincheck.jp")}, 1000);
    QVERIFY(names.size() > 40);
    for (const LookAlikeName &one : names) {
        QVERIFY2(judgeName(one.name, {one.imitates}).likeness == Likeness::LookAlike, one.name.text().constData());
        QVERIFY(registrableDomain(one.name) == one.name);
        QVERIFY(one.domain == name("coincheck.com") || one.domain == name("coincheck.jp"));
        QVERIFY(!one.rule.isEmpty());
        for (const ProviderGrammar &grammar : providerGrammars())
            QVERIFY2(!grammar.domains.contains(one.name), one.name.text().constData());
    }
}

void PreparationTest::namesAreBoundedAndInOrder()
{
    const auto all = lookAlikeNames({coincheck(), coincheck("coincheck.jp")}, 1000);
    for (const size_t most : {size_t(0), size_t(1), size_t(20)}) {
        const auto some = lookAlikeNames({coincheck(), coincheck("coincheck.jp")}, most);
        QCOMPARE(some, std::vector<LookAlikeName>(all.begin(), all.begin() + std::ptrdiff_t(most)));
    }
    QCOMPARE(lookAlikeNames({coincheck("coincheck.jp"), coincheck()}, 1000), all);
    QVERIFY(lookAlikeNames({}, 10).empty());

    // Thousands of domains: few models, and quickly.
    std::vector<watch::Domain> many;
    for (int i = 0; i < 2000; ++i)
        many.push_back(coincheck(("portfolio" + QByteArray::number(i) + "x.com").constData()));
    QVERIFY(lookAlikeNames(many, 100000).size() < 1000);
}

void PreparationTest::judges_data()
{
    QTest::addColumn<registry::Lookup>("lookup");
    QTest::addColumn<Instant>("firstAsked");
    QTest::addColumn<QString>("rule"); // empty: no finding
    QTest::addColumn<bool>("clears");
    QTest::newRow("nobody has it") << answer(nullptr) << FirstAsked << QString() << true;
    QTest::newRow("registered while we watch")
        << answer("2020-05-29T14:19:13Z") << FirstAsked << QStringLiteral("preparation-hours") << false;
    QTest::newRow("registered weeks before the first question")
        << answer("2020-05-05T14:19:13Z") << FirstAsked << QStringLiteral("preparation-days") << false;
    QTest::newRow("registered ten years ago") << answer("2010-05-05T14:19:13Z") << FirstAsked << QString() << false;
    QTest::newRow("a month old and a day") << answer("2020-04-28T14:19:13Z") << FirstAsked << QString() << false;
    QTest::newRow("a month old, but registered since we first asked")
        << answer("2020-04-20T14:19:13Z") << instant("2020-04-01T00:00:00Z") << QStringLiteral("preparation-days")
        << false;
    registry::Lookup silent = answer(nullptr);
    silent.isFree = false;
    QTest::newRow("not known") << silent << FirstAsked << QString() << false;
    registry::Lookup redacted = answer("2020-05-29T14:19:13Z");
    redacted.registration->registered.reset();
    QTest::newRow("without a date") << redacted << FirstAsked << QString() << false;
}

void PreparationTest::judges()
{
    QFETCH(registry::Lookup, lookup);
    QFETCH(Instant, firstAsked);
    QFETCH(QString, rule);
    QFETCH(bool, clears);
    const Judgement judgement = judgePreparation(Fake, lookup, firstAsked, Now);
    QCOMPARE(int(judgement.findings.size()), rule.isEmpty() ? 0 : 1);
    if (!rule.isEmpty()) {
        const Finding &finding = judgement.findings.front();
        QCOMPARE(finding.rule, rule);
        QCOMPARE(finding.signal, QStringLiteral("P1"));
        QVERIFY(finding.severity == Severity::High);
        QCOMPARE(finding.domain, name("coincheck.com"));
        QCOMPARE(finding.subject, QStringLiteral("awsdns-061.org"));
    }
    Finding open, other;
    open.signal = other.signal = QStringLiteral("P1");
    open.subject = QStringLiteral("awsdns-061.org");
    other.subject = QStringLiteral("awsdns-017.net");
    QCOMPARE(judgement.decides(open), clears);
    QVERIFY(!judgement.decides(other)); // one answer says nothing about another name
}

void PreparationTest::lifeOfAFinding()
{
    const auto judged = [](const char *registered, Instant now) {
        return judgePreparation(Fake, answer(registered), FirstAsked, now);
    };
    const char *made = "2020-05-29T14:19:13Z";
    Ledger ledger;
    QCOMPARE(int(ledger.apply(Fake.domain, judged(made, Now), Now).size()), 1);
    // Older is not better …
    const Instant later = Now + std::chrono::days(60);
    QVERIFY(ledger.apply(Fake.domain, judgePreparation(Fake, answer(made), later, later), later).empty());
    QCOMPARE(int(ledger.open().size()), 1);
    // … a person's word is, for this registration …
    QVERIFY(ledger.clearByPerson(ledger.open().front().key(), later));
    QVERIFY(ledger.apply(Fake.domain, judged(made, later), later).empty());
    QVERIFY(ledger.open().empty());
    // … and not for the next one.
    QCOMPARE(int(ledger.apply(Fake.domain, judged("2020-07-29T14:19:13Z", later), later).size()), 1);
    // Gone is gone.
    const auto gone = ledger.apply(Fake.domain, judged(nullptr, later), later + std::chrono::hours(3));
    QCOMPARE(int(gone.size()), 1);
    QVERIFY(gone.front().kind == Change::Kind::Cleared);
}

void PreparationTest::saysSo()
{
    const Judgement judgement = judgePreparation(Fake, answer("2020-05-29T14:19:13Z"), FirstAsked, Now);
    QCOMPARE(
        englishSentence(judgement.findings.front()),
        QStringLiteral("awsdns-061.org was registered at 2020-05-29T14:19:13Z, 2 hours before this look. It imitates "
                       "awsdns-61.org, on which coincheck.com depends: somebody may be preparing to take the domain "
                       "over. This clears when the registration is gone, or when you say that it is harmless."));
    QCOMPARE(judgement.findings.front().evidence.front().sha256, QByteArray("cc"));
}

QTEST_GUILESS_MAIN(PreparationTest)
#include "tst_preparation.moc"
