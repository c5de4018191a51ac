// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Sentence.h"

#include "tests/detect/SyntheticView.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using dns::Type;

class SentenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void says_data();
    void says();
    void everyRuleHasASentence();
    void attackersPlaceholdersStayText();
    void unknownRule();
    void speaksTheProgramsLanguage();
};

namespace {

Finding finding(const char *signal, const char *subject, const char *rule, const QJsonObject &args)
{
    Finding out;
    out.signal = QString::fromLatin1(signal);
    out.domain = name("coincheck.com");
    out.subject = QString::fromLatin1(subject);
    out.rule = QString::fromLatin1(rule);
    out.args = args;
    return out;
}

QJsonArray list(const QStringList &texts) { return QJsonArray::fromStringList(texts); }

Finding falseMail()
{
    return finding("D8", "mail.coincheck.com", "unexpected-mx",
                   {{QStringLiteral("host"), QStringLiteral("mail.coincheck.com")},
                    {QStringLiteral("addresses"), list({QStringLiteral("45.77.24.250")})},
                    {QStringLiteral("preference"), list({QStringLiteral("0")})},
                    {QStringLiteral("ttl"), QStringLiteral("60")},
                    {QStringLiteral("servers"), QStringLiteral("3/3")}});
}

// Says everything twice, so that a test sees that it was asked.
class Echo : public QTranslator {
public:
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (qstrcmp(context, "Finding") != 0) return {};
        return QStringLiteral("<") + QString::fromUtf8(source) + QStringLiteral(">");
    }
    bool isEmpty() const override { return false; }
};

} // namespace

void SentenceTest::says_data()
{
    QTest::addColumn<Finding>("told");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("mail") << falseMail()
                          << QStringLiteral("Mail is led to mail.coincheck.com at 45.77.24.250, which nobody expects "
                                            "(preference 0, TTL 60 s; 3/3 authoritative servers say so). Whoever runs "
                                            "it can read and answer the mail.");
    QTest::newRow("imitation")
        << finding("D2", "ns-1515.awsdns-061.org", "imitates-zero-padding",
                   {{QStringLiteral("host"), QStringLiteral("ns-1515.awsdns-061.org")},
                    {QStringLiteral("imitates"), QStringLiteral("ns-1515.awsdns-61.org")},
                    {QStringLiteral("provider"), QStringLiteral("Route 53")}})
        << QStringLiteral("ns-1515.awsdns-061.org imitates ns-1515.awsdns-61.org: only zeros before a number differ. "
                          "Route 53 never issues this name: its number does not fit its zone.");
    QTest::newRow("empty list") << finding("D11", "coincheck.com TXT", "txt-changed",
                                           {{QStringLiteral("servers"), QStringLiteral("1/2")},
                                            {QStringLiteral("unexpected"), list({QStringLiteral("\"a\"")})},
                                            {QStringLiteral("missing"), QJsonArray()}})
                                << QStringLiteral("coincheck.com TXT was changed (1/2 of the servers asked). "
                                                  "Unexpected: \"a\". Missing: none.");
}

void SentenceTest::says()
{
    QFETCH(Finding, told);
    QFETCH(QString, sentence);
    QCOMPARE(englishSentence(told), sentence);
}

// Every rule that a signal writes is in the table, and every argument of its sentence is one the signal gives.
void SentenceTest::everyRuleHasASentence()
{
    Scene scene("coincheck.com");
    watch::Domain &domain = scene.domain();
    expectExactly(domain, "coincheck.com", Type::NS, {"ns-1515.awsdns-61.org.", "ns-405.awsdns-50.com."}, 172800);
    expectExactly(domain, "coincheck.com", Type::SOA, {"a.example. b.example. 9 1 2 3 4"});
    expectExactly(domain, "coincheck.com", Type::MX, {"1 aspmx.l.google.com."}, 86400);
    expectExactly(domain, "coincheck.com", Type::TXT, {"\"v=spf1 -all\""});
    expectExactly(domain, "coincheck.com", Type::CAA, {"0 issue \"ca.example\""});
    expectExactly(domain, "www.coincheck.com", Type::A, {"192.0.2.1"}, 3000);
    expectExactly(domain, "gone.coincheck.com", Type::A, {"192.0.2.1"});
    expectAbsent(domain, "mail.coincheck.com", Type::A);
    expectAbsent(domain, "_acme-challenge.coincheck.com", Type::TXT);
    expectExactly(domain, "_dmarc.coincheck.com", Type::TXT, {"\"v=DMARC1\""});
    expectExactly(domain, "s._domainkey.coincheck.com", Type::TXT, {"\"v=DKIM1\""});
    expectExactly(domain, "t.coincheck.com", Type::TXT, {"\"t\""});
    const QByteArray fake = "ns-1515.awsdns-061.org";
    const auto at = [&](const char *owner, Type type) { return Says::authoritative(owner, type, fake); };
    scene.tell(Says::parent("coincheck.com", Type::NS).refers({fake, "ns-1514.awsdns-61.org"}));
    scene.tell(at("coincheck.com", Type::NS).answer({fake + ".", "ns.coincheck.co."}, 400000));
    scene.tell(at("coincheck.com", Type::SOA).answer({"x.example. y.example. 9 1 2 3 4"}));
    scene.tell(at("coincheck.com", Type::MX)
                   .answer({"0 mail.coincheck.com.", "5 mx.other.example."}, 60)
                   .additional(record("mail.coincheck.com", Type::A, "45.77.24.250")));
    scene.tell(at("coincheck.com", Type::TXT).answer({"\"v=spf1 +all\""}));
    scene.tell(at("coincheck.com", Type::CAA));
    scene.tell(at("www.coincheck.com", Type::A).answer({"203.0.113.1"}, 60));
    scene.tell(at("gone.coincheck.com", Type::A));
    scene.tell(at("mail.coincheck.com", Type::A).answer({"203.0.113.1"}));
    for (const char *owner :
         {"_acme-challenge.coincheck.com", "_dmarc.coincheck.com", "s._domainkey.coincheck.com", "t.coincheck.com"})
        scene.tell(at(owner, Type::TXT).answer({"\"else\""}));
    const auto cached = [&](const char *owner, Type type) { return Says::resolver(owner, type); };
    scene.tell(cached("coincheck.com", Type::NS).answer({fake + ".", "ns-1514.awsdns-61.org."}));
    scene.tell(cached("coincheck.com", Type::MX).answer({"0 mail.coincheck.com.", "5 mx.other.example."}));
    scene.tell(cached("mail.coincheck.com", Type::A).answer({"203.0.113.1"}));
    scene.tell(cached("www.coincheck.com", Type::A).answer({"203.0.113.1"}));
    scene.registeredAt("2020-05-30T15:11:38Z", "2019-08-27T21:45:17Z");

    const Judgement judgement = scene.judge();
    QStringList rules;
    for (const Finding &one : judgement.findings) {
        rules.append(one.rule);
        const QString text = englishSentence(one);
        QVERIFY2(!text.contains(one.rule), qPrintable(text)); // the form for rules that are not known
        QVERIFY2(!text.contains(QLatin1Char('%')), qPrintable(text));
        // Nothing that a form asks for may be empty where the scene has it.
        static const QRegularExpression nothing(QStringLiteral("\\bnone\\b"));
        const bool mayLack = one.signal == QLatin1String("D11") || one.signal == QLatin1String("D3");
        QVERIFY2(mayLack || !text.contains(nothing), qPrintable(text));
    }
    for (const char *rule : {"unexpected-nameserver",
                             "unexpected-nameserver-of-provider",
                             "unexpected-nameserver-resolver",
                             "unexpected-nameserver-of-provider-resolver",
                             "parent-child-differ",
                             "imitates-zero-padding",
                             "imitates-other-tld",
                             "soa-changed",
                             "ttl-raised",
                             "ttl-lowered",
                             "unexpected-mx",
                             "unexpected-mx-without-address",
                             "unexpected-mx-resolver",
                             "unexpected-mx-without-address-resolver",
                             "unexpected-address",
                             "unexpected-address-resolver",
                             "should-not-exist",
                             "should-not-exist-resolver",
                             "address-gone",
                             "spf-changed",
                             "caa-changed",
                             "acme-challenge-changed",
                             "dmarc-changed",
                             "dkim-changed",
                             "txt-changed",
                             "registration-changed"})
        QVERIFY2(rules.contains(QLatin1String(rule)), rule);

    for (const char *rule :
         {"missing-nameserver", "imitates-confusable", "imitates-hyphen-dot", "imitates-one-bit",
          "imitates-edit-distance", "imitates-provider-grammar", "imitates-provider", "serial-regressed",
          "serial-went-back", "missing-mx", "mx-gone", "mx-preference-changed", "unexpected-nameserver-of-part",
          "unexpected-nameserver-of-part-resolver", "missing-nameserver-of-part", "several-domains"})
        QVERIFY2(!englishSentence(finding("X", "s", rule, {})).contains(QLatin1String(rule)), rule);
}

void SentenceTest::attackersPlaceholdersStayText()
{
    Finding told = falseMail();
    told.args.insert(QStringLiteral("host"), QStringLiteral("%2.%5.example"));
    QVERIFY(englishSentence(told).startsWith(QStringLiteral("Mail is led to %2.%5.example at 45.77.24.250,")));
}

void SentenceTest::unknownRule()
{
    QCOMPARE(englishSentence(finding("Z9", "what.example", "not-yet-known", {})),
             QStringLiteral("Z9: what.example (not-yet-known)."));
}

void SentenceTest::speaksTheProgramsLanguage()
{
    Echo echo;
    QCoreApplication::installTranslator(&echo);
    QCOMPARE(sentence(falseMail()).front(), QLatin1Char('<'));
    QCOMPARE(englishSentence(falseMail()).front(), QLatin1Char('M'));
    QCoreApplication::removeTranslator(&echo);
    QCOMPARE(sentence(falseMail()), englishSentence(falseMail()));
}

QTEST_GUILESS_MAIN(SentenceTest)
#include "tst_sentence.moc"
