// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped providers: every file reads, every name that they form is genuine, and one step beside it, in a domain
// that is not theirs, is an imitation.
#include "app/detect/LookAlike.h"
#include "app/detect/ProviderGrammar.h"

#include "tests/watch/SyntheticExchange.h"

#include <QDir>
#include <QTest>

#include <functional>
#include <map>
#include <set>

using namespace hinoban;
using namespace hinoban::detect;
using hinoban::testing::name;

class ProvidersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allAreThere();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void numbersCheckThemselves();
    void everyNameIsGenuine();
    void nothingElseInTheirDomainsIsAccused();
    void everyStepBesideThemIsAnImitation();
};

void ProvidersTest::allAreThere()
{
    QStringList ids;
    for (const ProviderGrammar &grammar : providerGrammars()) {
        ids += grammar.id;
        QVERIFY2(!grammar.examples.isEmpty(), qPrintable(grammar.id));
        QVERIFY2(!grammar.domains.isEmpty(), qPrintable(grammar.id));
    }
    for (const char *wanted :
         {"akamai", "azure", "cloudflare", "digitalocean", "dnsimple", "dyn", "gandi", "godaddy", "google", "iij",
          "muumuu", "ns1", "onamae", "ovh", "route53", "sakura", "ultradns", "value-domain"})
        QVERIFY2(ids.contains(QLatin1String(wanted)), wanted);
}

void ProvidersTest::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *title, const char *names, const char *says, const char *more = "") {
        QTest::newRow(title) << QByteArray("{\"provider\":\"P\",\"source\":\"s\",\"names\":[") + names + "]" + more +
                                    "}"
                             << QString::fromLatin1(says);
    };
    row("no names", "", "are needed");
    row("unknown key", R"({"pattern":"a.b.c"})", "\"trap\" means nothing", R"(,"trap":1)");
    row("unknown key in a form", R"({"pattern":"a.b.c","x":{}})", "does not name");
    row("unknown key of a value", R"({"pattern":"{n}.b.c","n":{"form":1}})", "\"form\" means nothing");
    row("nothing said of a name", R"({"pattern":"{n}.b.c"})", "is not said");
    row("an open brace", R"({"pattern":"{n.b.c","n":{"to":3}})", "is not said");
    row("a capital letter", R"({"pattern":"A.b.c"})", "lower case");
    row("two kinds at once", R"({"pattern":"{n}.b.c","n":{"to":3,"words":["a"]}})", "either numbers");
    row("none at all", R"({"pattern":"{n}.b.c","n":{}})", "either numbers");
    row("half a number", R"({"pattern":"{n}.b.c","n":{"to":1.5}})", "whole number");
    row("a number too large", R"({"pattern":"{n}.b.c","n":{"to":1e9}})", "whole number");
    row("of what comes later", R"({"pattern":"{a}{n}.b.c","n":{"to":3},"a":{"of":"n"}})", "stands before");
    row("too few words", R"({"pattern":"{n}.{a}.c","n":{"to":3},"a":{"of":"n","words":["x","y"]}})", "fewer words");
    row("an example that fits nothing", R"({"pattern":"a.b.c"})", "fits no pattern", R"(,"examples":["b.b.c"])");
    row("no registrable domain", R"({"pattern":"a.b.c"})", "no registrable", R"(,"alsoOwns":["a.example.com"])");
    QTest::newRow("no JSON") << QByteArray("{") << QString();
}

void ProvidersTest::badFilesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto read = readProvider(json, QStringLiteral("p"));
    QVERIFY(!read);
    QVERIFY2((read.error().where + read.error().detail).contains(says), qPrintable(read.error().detail));
}

void ProvidersTest::numbersCheckThemselves()
{
    const auto is = [](const char *text, Likeness likeness) { return judgeName(name(text), {}).likeness == likeness; };
    QVERIFY(is("ns2-204.azure-dns.net", Likeness::Genuine));
    QVERIFY(is("ns2-04.azure-dns.net", Likeness::Genuine));
    QVERIFY(is("ns2-4.azure-dns.net", Likeness::Unrelated));  // never so short
    QVERIFY(is("ns2-04.azure-dns.com", Likeness::Unrelated)); // the second is in .net
    QVERIFY(is("ns2-04.azure-dns.biz", Likeness::LookAlike));
    QVERIFY(is("ns-cloud-f1.googledomains.com", Likeness::Unrelated));
    QVERIFY(is("ns-1047.awsdns-cn-01.net", Likeness::Genuine));
    QVERIFY(is("ns-1047.awsdns-cn-02.net", Likeness::Unrelated)); // its rule is not confirmed enough to accuse
    QVERIFY(is("ns-1047.awsdns-cn-001.net", Likeness::LookAlike));
}

void ProvidersTest::everyNameIsGenuine()
{
    int count = 0;
    for (const ProviderGrammar &grammar : providerGrammars())
        for (const NamePattern &pattern : grammar.patterns)
            pattern.forEach([&](const QString &text) {
                const auto judgement = judgeName(name(text.toLatin1()), {});
                QVERIFY2(judgement.likeness == Likeness::Genuine && judgement.provider == grammar.provider,
                         qPrintable(text));
                ++count;
            });
    qInfo("%d names of %zu providers, none accused", count, providerGrammars().size());
    QVERIFY(count > 20000);
}

void ProvidersTest::nothingElseInTheirDomainsIsAccused()
{
    for (const ProviderGrammar &grammar : providerGrammars()) {
        if (grammar.complete) continue;
        for (const dns::Name &domain : grammar.domains) {
            const auto judgement = judgeName(domain.prepended("any-host").value(), {name("ns1.example.com")});
            QVERIFY2(judgement.likeness == Likeness::Unrelated, domain.text());
            QVERIFY2(!judgement.provider.isEmpty(), domain.text());
        }
    }
}

namespace {

using Mutants = std::set<QByteArray>;
using Operator = std::function<void(const QByteArray &, Mutants &)>;

// Calls with each place of the text and a copy to be changed there.
Operator each(const std::function<void(QByteArray &, qsizetype)> &change)
{
    return [change](const QByteArray &text, Mutants &into) {
        for (qsizetype i = 0; i < text.size(); ++i) {
            QByteArray copy = text;
            change(copy, i);
            into.insert(copy);
        }
    };
}

Operator eachWith(const char *letters, const std::function<void(QByteArray &, qsizetype, char)> &change)
{
    return [letters = QByteArray(letters), change](const QByteArray &text, Mutants &into) {
        for (qsizetype i = 0; i < text.size(); ++i)
            for (const char c : letters) {
                QByteArray copy = text;
                change(copy, i, c);
                into.insert(copy);
            }
    };
}

constexpr const char *Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

const std::map<const char *, Operator> &operators()
{
    static const std::map<const char *, Operator> all{
        {"omission", each([](QByteArray &text, qsizetype i) { text.remove(i, 1); })},
        {"repetition", each([](QByteArray &text, qsizetype i) { text.insert(i, text[i]); })},
        {"transposition", each([](QByteArray &text, qsizetype i) {
             if (i + 1 < text.size()) std::swap(text[i], text[i + 1]);
         })},
        {"replacement", eachWith(Letters, [](QByteArray &text, qsizetype i, char c) { text[i] = c; })},
        {"insertion", eachWith(Letters, [](QByteArray &text, qsizetype i, char c) { text.insert(i, c); })},
        {"hyphenation", each([](QByteArray &text, qsizetype i) { text.insert(i, '-'); })},
        {"subdomain", each([](QByteArray &text, qsizetype i) { text.insert(i, '.'); })},
        {"hyphen for dot", each([](QByteArray &text, qsizetype i) {
             if (text[i] == '.') text[i] = '-';
         })},
        {"dot for hyphen", each([](QByteArray &text, qsizetype i) {
             if (text[i] == '-') text[i] = '.';
         })},
        {"no hyphens", [](const QByteArray &text, Mutants &into) { into.insert(QByteArray(text).replace("-", "")); }},
        {"bit", eachWith("\x01\x02\x04\x08\x10\x20\x40",
                         [](QByteArray &text, qsizetype i, char c) { text[i] = char(text[i] ^ c); })},
        {"zero before a number", each([](QByteArray &text, qsizetype i) {
             if (text[i] >= '0' && text[i] <= '9') text.insert(i, '0');
         })},
        {"eye",
         [](const QByteArray &text, Mutants &into) {
             for (const auto &[from, to] : std::map<QByteArray, QByteArray>{
                      {"m", "rn"}, {"d", "cl"}, {"w", "vv"}, {"o", "0"}, {"l", "1"}, {"i", "l"}, {"l", "i"}})
                 for (qsizetype i = text.indexOf(from); i >= 0; i = text.indexOf(from, i + 1))
                     into.insert(QByteArray(text).replace(i, from.size(), to));
         }},
        {"ending",
         [](const QByteArray &text, Mutants &into) {
             const QByteArray domain = registrableDomain(name(text)).text();
             const QByteArray label = domain.left(domain.indexOf('.') + 1);
             for (const char *ending :
                  {"com", "net", "org", "info", "biz", "jp", "co.jp", "ne.jp", "co.uk", "io", "xyz"})
                 into.insert(text.left(text.size() - domain.size()) + label + ending);
         }},
        {"words",
         [](const QByteArray &text, Mutants &into) {
             const QByteArray domain = registrableDomain(name(text)).text();
             const qsizetype at = text.size() - domain.size();
             const qsizetype end = at + domain.indexOf('.');
             for (const char *word : {"login", "support", "dns", "jp"}) {
                 into.insert(QByteArray(text).insert(end, QByteArray("-") + word));
                 into.insert(QByteArray(text).insert(at, QByteArray(word) + '-'));
             }
         }},
    };
    return all;
}

} // namespace

void ProvidersTest::everyStepBesideThemIsAnImitation()
{
    QSet<dns::Name> theirs;
    for (const ProviderGrammar &grammar : providerGrammars())
        theirs.unite(grammar.domains);
    int judged = 0, genuine = 0, own = 0;
    for (const ProviderGrammar &grammar : providerGrammars()) {
        std::vector<dns::Name> expected;
        for (const QString &example : grammar.examples)
            expected.push_back(name(example.toLatin1()));
        for (const dns::Name &original : expected)
            for (const auto &[title, mutate] : operators()) {
                Mutants mutants;
                mutate(original.text(), mutants);
                for (const QByteArray &mutant : mutants) {
                    const auto parsed = dns::Name::fromText(mutant);
                    const bool plain = std::all_of(mutant.begin(), mutant.end(), [](char c) {
                        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                               c == '.';
                    });
                    if (!plain || !parsed || std::count(expected.begin(), expected.end(), *parsed)) continue;
                    const NameJudgement judgement = judgeName(*parsed, expected);
                    if (theirs.contains(registrableDomain(*parsed))) {
                        (judgement.likeness == Likeness::Genuine ? genuine : own) += 1;
                        continue;
                    }
                    ++judged;
                    // Short words with others hung on to them are everybody's (dns-support.ne.jp).
                    if (qstrcmp(title, "words") == 0 && judgement.likeness == Likeness::Unrelated &&
                        registrableDomain(original).labels().front().size() < 5)
                        continue;
                    QVERIFY2(judgement.likeness == Likeness::LookAlike,
                             qPrintable(QStringLiteral("%1 of %2: %3")
                                            .arg(QLatin1String(title), original.display(), parsed->display())));
                }
            }
    }
    qInfo("%d imitations by %zu operators, all found; %d genuine names, %d others in the providers' own domains",
          judged, operators().size(), genuine, own);
    QVERIFY(judged >= 10000);
}

QTEST_GUILESS_MAIN(ProvidersTest)
#include "tst_providers.moc"
