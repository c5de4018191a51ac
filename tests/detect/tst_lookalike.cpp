// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"

#include "tests/watch/SyntheticExchange.h"

#include <QTest>

#include <array>
#include <set>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;

class LookAlikeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRoute53NameIsGenuine();
    void oneStepVariantsOfRoute53AreNot();
    void judges_data();
    void judges();
    void judgesAlone();
    void orderDoesNotMatter();
    void registrableDomains_data();
    void registrableDomains();
    void marksDifferences_data();
    void marksDifferences();
};

namespace {

const std::vector<dns::Name> &coincheck()
{
    static const std::vector<dns::Name> names{name("ns-1515.awsdns-61.org"), name("ns-1985.awsdns-56.co.uk"),
                                              name("ns-650.awsdns-17.net"), name("ns-405.awsdns-50.com")};
    return names;
}

QByteArray route53(int number)
{
    static const std::array<const char *, 4> tlds{"com", "net", "org", "co.uk"};
    return QStringLiteral("ns-%1.awsdns-%2.%3")
        .arg(number)
        .arg((number & 511) >> 3, 2, 10, QLatin1Char('0'))
        .arg(QLatin1String(tlds[size_t(number >> 9)]))
        .toLatin1();
}

QByteArray likenessText(Likeness likeness)
{
    static const std::array<const char *, 4> texts{"expected", "genuine", "look-alike", "unrelated"};
    return texts[size_t(likeness)];
}

} // namespace

void LookAlikeTest::everyRoute53NameIsGenuine()
{
    for (int number = 0; number < 2048; ++number) {
        const dns::Name genuine = name(route53(number));
        QCOMPARE(isRoute53Nameserver(genuine), std::optional<bool>(true));
        const auto judgement = judgeName(genuine, coincheck());
        const bool ours = std::find(coincheck().begin(), coincheck().end(), genuine) != coincheck().end();
        QCOMPARE(likenessText(judgement.likeness), likenessText(ours ? Likeness::Expected : Likeness::Genuine));
    }
}

// Every name one step from a genuine one, unless that is itself genuine, is refused by the grammar or seen by the
// pairwise rules.
void LookAlikeTest::oneStepVariantsOfRoute53AreNot()
{
    std::set<QByteArray> genuine;
    for (int number = 0; number < 2048; ++number)
        genuine.insert(route53(number));
    int judged = 0;
    for (const dns::Name &original : coincheck()) {
        const QByteArray text = original.text();
        const dns::Name zone = registrableDomain(original);
        const qsizetype from = text.indexOf('.') + 1;
        const qsizetype to = from + text.mid(from).indexOf('.');
        std::set<QByteArray> variants;
        for (qsizetype i = from; i < to; ++i) {
            variants.insert(QByteArray(text).remove(i, 1));
            variants.insert(QByteArray(text).insert(i, text[i]));
            if (i + 1 < to) {
                QByteArray swapped = text;
                std::swap(swapped[i], swapped[i + 1]);
                variants.insert(swapped);
            }
            for (const char c : QByteArray("abcdefghijklmnopqrstuvwxyz0123456789-")) {
                QByteArray other = text;
                other[i] = c;
                variants.insert(other);
                variants.insert(QByteArray(text).insert(i, c));
            }
        }
        for (const char *tld : {"com", "net", "org", "co.uk", "info", "jp", "biz"})
            variants.insert(text.left(to + 1) + tld);
        for (const QByteArray &variant : variants) {
            const auto parsed = dns::Name::fromText(variant);
            if (!parsed || *parsed == original || genuine.count(parsed->text())) continue;
            // A step inside the first label, or away from the zone, needs no new registration.
            if (registrableDomain(*parsed) == zone) continue;
            ++judged;
            const auto judgement = judgeName(*parsed, coincheck());
            QVERIFY2(judgement.likeness == Likeness::LookAlike, variant);
            QVERIFY2(coincheck().end() != std::find(coincheck().begin(), coincheck().end(), judgement.imitates),
                     variant);
        }
    }
    QVERIFY2(judged > 2500, QByteArray::number(judged));
}

void LookAlikeTest::judges_data()
{
    QTest::addColumn<QByteArray>("judged");
    QTest::addColumn<QByteArray>("expected"); // comma-separated; empty: Coincheck's four
    QTest::addColumn<QByteArray>("likeness");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QByteArray>("imitates");
    const auto row = [](const char *title, const char *judged, const char *expected, const char *likeness,
                        const char *rule = "", const char *imitates = "") {
        QTest::newRow(title) << QByteArray(judged) << QByteArray(expected) << QByteArray(likeness)
                             << QString::fromLatin1(rule) << QByteArray(imitates);
    };
    row("itself", "NS-1515.awsdns-61.ORG", "", "expected");
    row("fake of 2020, one", "ns-1515.awsdns-061.org", "", "look-alike", "zero-padding", "ns-1515.awsdns-61.org");
    row("fake of 2020, two", "ns-1985.awsdns-056.co.uk", "", "look-alike", "zero-padding", "ns-1985.awsdns-56.co.uk");
    row("fake of 2020, three", "ns-650.awsdns-017.net", "", "look-alike", "zero-padding", "ns-650.awsdns-17.net");
    row("another account's genuine name", "ns-1514.awsdns-61.org", "", "genuine");
    row("number does not fit its zone", "ns-1515.awsdns-62.org", "", "look-alike", "provider-grammar",
        "ns-1515.awsdns-61.org");
    row("number too large", "ns-2048.awsdns-64.com", "", "look-alike", "provider-grammar", "ns-405.awsdns-50.com");
    row("padded host", "ns-0405.awsdns-50.com", "", "look-alike", "provider-grammar", "ns-405.awsdns-50.com");
    row("hyphen gone", "ns-1515.awsdns61.org", "", "look-alike", "hyphen-dot", "ns-1515.awsdns-61.org");
    row("dot gone", "ns-1515awsdns-61.org", "", "look-alike", "hyphen-dot", "ns-1515.awsdns-61.org");
    row("vv for w", "ns-1515.avvsdns-61.org", "", "look-alike", "confusable", "ns-1515.awsdns-61.org");
    row("l for 1", "ns-1515.awsdns-6l.org", "", "look-alike", "confusable", "ns-1515.awsdns-61.org");
    row("Cyrillic a", "ns-1515.xn--wsdns-61-06g.org", "", "look-alike", "confusable", "ns-1515.awsdns-61.org");
    row("ending never issued", "ns-1515.awsdns-61.info", "", "look-alike", "other-tld", "ns-1515.awsdns-61.org");
    row("letters swapped", "ns-1515.wasdns-61.org", "", "look-alike", "edit-distance", "ns-1515.awsdns-61.org");
    row("letter doubled", "ns-1515.awssdns-61.org", "", "look-alike", "edit-distance", "ns-1515.awsdns-61.org");
    row("one bit", "ns1.google.com", "ns1.googne.com,ns1.other.net", "look-alike", "one-bit", "ns1.googne.com");
    row("rn for m", "a.exarnple.com", "a.example.com", "look-alike", "confusable", "a.example.com");
    row("cl for d", "a.clomain.com", "a.domain.com", "look-alike", "confusable", "a.domain.com");
    row("0 for o", "a.g0ogle.com", "a.google.com", "look-alike", "confusable", "a.google.com");
    row("own name misspelt", "ns1.coinchek.com", "coincheck.com", "look-alike", "edit-distance", "coincheck.com");
    row("provider we do not use, broken", "ns-1515.awsdns-061.org", "ns1.example.com", "look-alike", "provider-grammar",
        ".");
    row("other provider", "ns1.dnsv.jp", "", "unrelated");
    row("provider of the fakes", "ns1.dns.com", "", "unrelated");
    row("another number of the same provider", "ns2.foo-12.net", "ns1.foo-11.net", "unrelated");
    row("under the expected domain", "ns9.example.net", "ns1.example.net", "unrelated");
    row("mail host under the watched domain", "mail.coincheck.com", "coincheck.com,aspmx.l.google.com", "unrelated");
    row("second mail domain of the provider", "aspmx2.googlemail.com", "aspmx.l.google.com", "unrelated");
    row("own domain beside a provider of the same label", "mail.example.com", "example.com,mx1.example.net",
        "unrelated");
    row("short neighbours", "ns2.iii.com", "ns1.iij.com", "unrelated");
    row("short neighbours, the same host", "ns1.iii.com", "ns1.iij.com", "look-alike", "edit-distance", "ns1.iij.com");
    row("a digit for a letter", "a.3xample.com", "a.example.com", "look-alike", "edit-distance", "a.example.com");
    row("a dot inside the label", "ns1.foo.dns.net", "ns1.foo-dns.net", "look-alike", "hyphen-dot", "ns1.foo-dns.net");
    row("the cut moved", "ns1.example.coo.uk", "ns1.example.co.uk", "look-alike", "edit-distance", "ns1.example.co.uk");
    row("words hung on", "ns1.example-login.com", "ns1.example.com", "look-alike", "contains", "ns1.example.com");
    row("a word of its own", "ns1.examplelogin.com", "ns1.example.com", "unrelated");
    row("another number", "ns1.foo12.net", "ns1.foo11.net", "unrelated");
    row("a longer number", "ns1.foo111.net", "ns1.foo11.net", "unrelated");
    row("other ending, other label", "ns1.example.org", "ns1.sample.net", "unrelated");
    row("nothing expected", "ns1.example.org", ".", "unrelated");
}

void LookAlikeTest::judges()
{
    QFETCH(QByteArray, judged);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, likeness);
    QFETCH(QString, rule);
    QFETCH(QByteArray, imitates);
    std::vector<dns::Name> names = coincheck();
    if (!expected.isEmpty()) {
        names.clear();
        for (const QByteArray &one : expected.split(','))
            names.push_back(name(one));
    }
    const NameJudgement judgement = judgeName(name(judged), names);
    QCOMPARE(likenessText(judgement.likeness), likeness);
    QCOMPARE(judgement.rule, rule);
    if (!imitates.isEmpty()) QCOMPARE(judgement.imitates.text(), imitates);
}

void LookAlikeTest::judgesAlone()
{
    const auto fake = judgeName(name("ns-1515.awsdns-061.org"), {});
    QCOMPARE(fake.likeness, Likeness::LookAlike);
    QCOMPARE(fake.provider, QStringLiteral("Route 53"));
    QVERIFY(fake.imitates.isRoot());
    QVERIFY(!isRoute53Nameserver(name("ns1.example.com")));
    QCOMPARE(isRoute53Nameserver(name("ns-1515.awsdns-061.org")), std::optional<bool>(false));
}

void LookAlikeTest::orderDoesNotMatter()
{
    std::vector<dns::Name> names = coincheck();
    std::sort(names.begin(), names.end());
    do {
        const auto judgement = judgeName(name("ns-1.awsdns-99.info"), names);
        QCOMPARE(judgement.imitates, judgeName(name("ns-1.awsdns-99.info"), coincheck()).imitates);
    } while (std::next_permutation(names.begin(), names.end()));
}

void LookAlikeTest::registrableDomains_data()
{
    QTest::addColumn<QByteArray>("full");
    QTest::addColumn<QByteArray>("registrable");
    QTest::newRow("com") << QByteArray("ns-405.awsdns-50.com") << QByteArray("awsdns-50.com");
    QTest::newRow("co.uk") << QByteArray("ns-1985.awsdns-056.co.uk") << QByteArray("awsdns-056.co.uk");
    QTest::newRow("co.jp") << QByteArray("a.b.example.co.jp") << QByteArray("example.co.jp");
    QTest::newRow("private section is not asked") << QByteArray("x.s3.amazonaws.com") << QByteArray("amazonaws.com");
    QTest::newRow("registrable already") << QByteArray("example.com") << QByteArray("example.com");
    QTest::newRow("public suffix") << QByteArray("com") << QByteArray("com");
    QTest::newRow("unknown ending") << QByteArray("a.b.nosuchtld") << QByteArray("b.nosuchtld");
    QTest::newRow("dot inside a label") << QByteArray("a\\.co.b.uk") << QByteArray("b.uk");
    QTest::newRow("root") << QByteArray(".") << QByteArray(".");
}

void LookAlikeTest::registrableDomains()
{
    QFETCH(QByteArray, full);
    QFETCH(QByteArray, registrable);
    QCOMPARE(registrableDomain(name(full)).text(), registrable);
}

void LookAlikeTest::marksDifferences_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("marks"); // ^ under what is marked, | before what is missing
    const auto row = [](const char *title, const char *shown, const char *expected, const char *marks) {
        QTest::newRow(title) << QString::fromLatin1(shown) << QString::fromLatin1(expected)
                             << QString::fromLatin1(marks);
    };
    row("equal", "ns1.example.net", "ns1.example.net", "");
    row("zero added", "ns-1515.awsdns-061.org", "ns-1515.awsdns-61.org", "               ^      ");
    row("zero added, co.uk", "ns-1985.awsdns-056.co.uk", "ns-1985.awsdns-56.co.uk", "               ^        ");
    row("one replaced", "ns-1515.awsdnz-61.org", "ns-1515.awsdns-61.org", "             ^       ");
    row("two places", "ns-1516.awsdns-62.org", "ns-1515.awsdns-61.org", "      ^         ^    ");
    row("one missing", "ns-1515.awdns-61.org", "ns-1515.awsdns-61.org", "          |         ");
    row("swap", "ns1.exmaple.net", "ns1.example.net", "      ^^       ");
    row("nothing in common", "mail.coincheck.com", "0 q", "^^^^^^^^^^^^^^^^^^");
    row("added at the end", "example.net", "example.ne", "          ^");
    row("something for nothing", "abc", "", "^^^");
}

void LookAlikeTest::marksDifferences()
{
    QFETCH(QString, shown);
    QFETCH(QString, expected);
    QFETCH(QString, marks);
    QString drawn = differingSpans(shown, expected).empty() ? QString() : QString(shown.size(), QLatin1Char(' '));
    for (const Span &span : differingSpans(shown, expected)) {
        QVERIFY(span.begin >= 0 && span.length >= 0 && span.begin + span.length <= shown.size());
        for (int i = 0; i < span.length; ++i)
            drawn[span.begin + i] = QLatin1Char('^');
        if (span.length == 0) drawn[span.begin] = QLatin1Char('|');
    }
    QCOMPARE(drawn, marks);
}

QTEST_GUILESS_MAIN(LookAlikeTest)
#include "tst_lookalike.moc"
