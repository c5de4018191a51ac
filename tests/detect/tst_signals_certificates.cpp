// SPDX-License-Identifier: GPL-3.0-or-later
// T1: whose certificates are expected, and what the others mean.
#include "app/detect/Authorities.h"
#include "app/detect/CertificateSignal.h"
#include "app/detect/Ledger.h"
#include "app/detect/Sentence.h"
#include "tests/detect/SyntheticView.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::detect;
using namespace Qt::StringLiterals;

namespace {

const Instant Now = instant("2024-03-04T02:00:00Z");

registry::Certificate certificate(const QString &organisation, const QByteArray &serial, const char *entered)
{
    registry::Certificate out;
    out.organisation = organisation;
    out.issuer = u"O=%1"_s.arg(organisation);
    out.serial = serial;
    out.names = {u"www.example.com"_s};
    out.entered = out.notBefore = instant(entered);
    out.notAfter = out.notBefore + std::chrono::days(90);
    return out;
}

// A domain with CAA records, a baseline and an answer.
struct Case {
    explicit Case(const QByteArrayList &caa = {})
    {
        domain.name = name("example.com");
        if (!caa.isEmpty()) expectExactly(domain, "example.com", dns::Type::CAA, {caa.begin(), caa.end()});
        answer.domain = domain.name;
        answer.source = u"CT https://crt.example/?q=example.com"_s;
        answer.rawSha256 = "dd";
        answer.askedAt = Now;
        answer.list.emplace();
    }
    Case &with(const registry::Certificate &one)
    {
        answer.list->certificates.push_back(one);
        return *this;
    }
    Case &knows(const QStringList &issuers)
    {
        baseline.issuers = issuers;
        return *this;
    }
    Case &hijacked(const char *since, Severity severity = Severity::Crit)
    {
        Finding finding;
        finding.signal = u"D1"_s;
        finding.domain = domain.name;
        finding.severity = severity;
        finding.firstSeen = instant(since);
        open.push_back(finding);
        return *this;
    }
    [[nodiscard]] Judgement judged(Instant now = Now) const
    {
        return judgeCertificates({domain, baseline, answer, open, now, rightAt});
    }

    watch::Domain domain;
    watch::CertificateBaseline baseline;
    registry::CertificateAnswer answer;
    std::vector<Finding> open;
    std::optional<Instant> rightAt;
};

const QByteArrayList LetsEncrypt{"0 issue \"letsencrypt.org; validationmethods=dns-01\"",
                                 "0 iodef \"mailto:a@example.com\""};

} // namespace

class CertificateSignalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void issuers_data()
    {
        QTest::addColumn<QByteArrayList>("caa");
        QTest::addColumn<QStringList>("known");
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<bool>("found");
        const QString le = u"Let's Encrypt"_s, stranger = u"Sectigo Limited"_s;
        QTest::newRow("allowed by CAA") << LetsEncrypt << QStringList() << le << false;
        QTest::newRow("known before") << QByteArrayList() << QStringList{stranger} << stranger << false;
        QTest::newRow("known before, in another spelling")
            << LetsEncrypt << QStringList{u"SECTIGO limited."_s} << stranger << false;
        QTest::newRow("not allowed, not known") << LetsEncrypt << QStringList{le} << stranger << true;
        QTest::newRow("no CAA, not known") << QByteArrayList() << QStringList{le} << stranger << true;
        QTest::newRow("CAA allows nobody") << QByteArrayList{"0 issue \";\""} << QStringList() << le << true;
        QTest::newRow("allowed for wildcards")
            << QByteArrayList{"0 issuewild \"sectigo.com\""} << QStringList() << stranger << false;
        QTest::newRow("CAA in capitals") << QByteArrayList{"0 ISSUE \"LetsEncrypt.ORG\""} << QStringList() << le
                                         << false;
        QTest::newRow("CAA by an authority nobody knows")
            << QByteArrayList{"0 issue \"ca.example\""} << QStringList() << stranger << true;
        QTest::newRow("where complaints go allows nobody")
            << QByteArrayList{"0 iodef \"https://sectigo.com\""} << QStringList() << stranger << true;
    }
    void issuers()
    {
        QFETCH(QByteArrayList, caa);
        QFETCH(QStringList, known);
        QFETCH(QString, issuer);
        QFETCH(bool, found);
        Case one(caa);
        one.knows(known).with(certificate(issuer, "01", "2024-03-04T00:00:00Z"));
        const auto judged = one.judged();
        QCOMPARE(judged.findings.size(), size_t(found ? 1 : 0));
        if (!found) return;
        const Finding &finding = judged.findings[0];
        QCOMPARE(finding.signal, u"T1"_s);
        QCOMPARE(finding.subject, issuer);
        QVERIFY(finding.severity == Severity::High);
        QCOMPARE(finding.rule, u"certificate-unknown-issuer"_s);
        QCOMPARE(finding.evidence.size(), size_t(1));
        QCOMPARE(finding.evidence[0].sha256, QByteArray("dd"));
        const QString said = englishSentence(finding);
        for (const QString &part : {issuer, u"www.example.com"_s, u"01"_s, u"2024-03-04T00:00:00Z"_s})
            QVERIFY2(said.contains(part), qPrintable(said));
    }

    void whatAPlanAllowsIsAllowed()
    {
        Case one(LetsEncrypt);
        watch::Domain then;
        then.name = one.domain.name;
        expectExactly(then, "example.com", dns::Type::CAA, {"0 issue \"sectigo.com\""});
        watch::Plan plan;
        plan.records = then.expectations;
        one.domain.plans.push_back(plan);
        QVERIFY(one.with(certificate(u"Sectigo Limited"_s, "01", "2024-03-04T00:00:00Z")).judged().findings.empty());
    }

    void severityRisesWithTheDns()
    {
        Case one(LetsEncrypt);
        one.with(certificate(u"Sectigo Limited"_s, "01", "2024-03-01T00:00:00Z"));
        one.hijacked("2024-03-04T01:00:00Z", Severity::Med);
        QVERIFY(one.judged().findings[0].severity == Severity::High);
        one.open.clear();
        one.hijacked("2024-03-04T01:00:00Z");
        QVERIFY(one.judged().findings[0].severity == Severity::Crit);
        // And stays when the DNS is right again: the certificate is still out there.
        auto before = one.judged().findings[0];
        one.open = {before};
        QVERIFY(one.judged().findings[0].severity == Severity::Crit);
    }

    void whatWasIssuedWhileTheDnsWasFalse()
    {
        Case one(LetsEncrypt);
        one.with(certificate(u"Let's Encrypt"_s, "01", "2024-01-01T00:00:00Z"))
            .with(certificate(u"Let's Encrypt"_s, "02", "2024-03-04T00:55:00Z")) // before the look, after the change
            .with(certificate(u"Let's Encrypt"_s, "03", "2024-03-04T01:30:00Z"));
        QVERIFY(one.judged().findings.empty());
        one.hijacked("2024-03-04T01:00:00Z");
        const auto judged = one.judged();
        QCOMPARE(judged.findings.size(), size_t(1));
        QCOMPARE(judged.findings[0].rule, u"certificate-during-change"_s);
        QVERIFY(judged.findings[0].severity == Severity::Crit);
        QCOMPARE(judged.findings[0].args.value(u"serials"_s).toArray(), (QJsonArray{u"02"_s, u"03"_s}));
        QVERIFY(englishSentence(judged.findings[0]).contains(u"while the DNS was not as expected"_s));
    }

    void whatClears()
    {
        Case one(LetsEncrypt);
        one.with(certificate(u"Sectigo Limited"_s, "01", "2024-03-01T00:00:00Z"));
        Ledger ledger;
        QCOMPARE(ledger.apply(one.domain.name, one.judged(), Now).size(), size_t(1));
        const auto apply = [&](Instant now = Now) {
            one.open = ledger.open();
            return ledger.apply(one.domain.name, one.judged(now), now);
        };
        // A search that has it no more, or cannot be read, says nothing: logs forget nothing.
        const auto list = one.answer.list;
        one.answer.list->certificates.clear();
        QVERIFY(apply().empty());
        one.answer.list.reset();
        QVERIFY(apply().empty());
        QCOMPARE(ledger.open().size(), size_t(1));
        // It has expired.
        one.answer.list = list;
        const auto expired = apply(Now + std::chrono::days(90));
        QCOMPARE(expired.size(), size_t(1));
        QVERIFY(expired[0].kind == Change::Kind::Cleared);
        // A person says that it is ours.
        Ledger second;
        one.open.clear();
        (void)second.apply(one.domain.name, one.judged(), Now);
        one.open = second.open();
        one.baseline.issuers = {u"Sectigo Limited"_s};
        const auto accepted = second.apply(one.domain.name, one.judged(), Now);
        QCOMPARE(accepted.size(), size_t(1));
        QVERIFY(accepted[0].kind == Change::Kind::Cleared);
    }

    // What was issued while the DNS was false and a person has looked at does not come back; another one does.
    void whatAPersonHasClearedStaysSo()
    {
        Case one(LetsEncrypt);
        one.with(certificate(u"Let's Encrypt"_s, "03", "2024-03-04T01:30:00Z")).hijacked("2024-03-04T01:00:00Z");
        Ledger ledger;
        (void)ledger.apply(one.domain.name, one.judged(), Now);
        QVERIFY(ledger.clearByPerson(ledger.open()[0].key(), Now));
        QVERIFY(ledger.apply(one.domain.name, one.judged(), Now).empty());
        one.with(certificate(u"Let's Encrypt"_s, "04", "2024-03-04T01:40:00Z"));
        QCOMPARE(ledger.apply(one.domain.name, one.judged(), Now).size(), size_t(1));
    }

    // Some of what was accepted expire, or are suspect no more; however many there are.
    void fewerThanAcceptedIsNoNews_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("few") << 2;
        QTest::newRow("more than are listed") << 60;
    }
    void fewerThanAcceptedIsNoNews()
    {
        QFETCH(int, count);
        Case one(LetsEncrypt);
        for (int i = 0; i < count; ++i)
            one.with(certificate(u"Sectigo Limited"_s, QByteArray::number(1000 + i), "2024-03-04T01:30:00Z"));
        Ledger ledger;
        (void)ledger.apply(one.domain.name, one.judged(), Now);
        QCOMPARE(ledger.open().size(), size_t(1));
        QVERIFY(ledger.clearByPerson(ledger.open()[0].key(), Now));
        const auto last = one.answer.list->certificates.back();
        one.answer.list->certificates.pop_back();
        QVERIFY(ledger.apply(one.domain.name, one.judged(), Now).empty());
        one.hijacked("2024-03-04T01:00:00Z"); // nor is it any when there is graver trouble
        QVERIFY(ledger.apply(one.domain.name, one.judged(), Now).empty());
        // Another in the place of one that was accepted is.
        one.with(certificate(u"Sectigo Limited"_s, "999", "2024-03-04T01:40:00Z"));
        QCOMPARE(ledger.apply(one.domain.name, one.judged(), Now).size(), size_t(1));
    }

    // Found on Monday, done on Saturday: what the expected authority issued in between is the attacker's, as likely as
    // not.
    void whoComesLateLooksFurtherBack()
    {
        const auto found = [](const std::function<void(Case &)> &story) {
            Case one(LetsEncrypt);
            one.with(certificate(u"Let's Encrypt"_s, "02", "2024-03-02T12:00:00Z")).hijacked("2024-03-04T01:00:00Z");
            story(one);
            return one.judged().findings.size() == 1;
        };
        const auto registered = [](const char *signal, const char *arg, const char *at) {
            return [=](Case &one) {
                Finding finding;
                finding.signal = QLatin1String(signal);
                finding.domain = one.domain.name;
                finding.severity = Severity::High;
                finding.args = {{QLatin1String(arg), QLatin1String(at)}};
                finding.firstSeen = instant("2024-03-04T01:00:00Z");
                one.open.push_back(finding);
            };
        };
        QVERIFY(!found([](Case &) {}));
        QVERIFY(found([](Case &one) { one.rightAt = instant("2024-03-01T18:00:00Z"); }));
        QVERIFY(!found([](Case &one) { one.rightAt = instant("2024-03-04T00:55:00Z"); }));
        QVERIFY(found(registered("R1", "lastChanged", "2024-03-02T11:58:00Z")));
        QVERIFY(!found(registered("R1", "lastChanged", "2024-03-03T00:00:00Z")));
        QVERIFY(found(registered("R2", "at", "2024-03-02T11:58:00Z")));
        QVERIFY(!found(registered("R3", "at", "2024-03-02T11:58:00Z")));
        // Nothing of it counts while the DNS is right.
        QVERIFY(!found([&](Case &one) {
            one.open.clear();
            registered("R1", "lastChanged", "2024-03-02T11:58:00Z")(one);
        }));
        // Without a log's own time there is only a beginning that was set an hour back.
        QVERIFY(found([](Case &one) {
            one.answer.list->certificates[0].entered.reset();
            one.answer.list->certificates[0].notBefore = instant("2024-03-03T23:55:00Z");
        }));
    }

    void theFirstAnswerIsTheBaseline()
    {
        Case one(LetsEncrypt);
        one.with(certificate(u"Let's Encrypt"_s, "01", "2024-03-03T00:00:00Z"))
            .with(certificate(u"DigiCert Inc"_s, "02", "2024-01-01T00:00:00Z"))     // from before a move
            .with(certificate(u"Sectigo Limited"_s, "03", "2024-03-03T00:00:00Z")); // days old, and against CAA
        QCOMPARE(firstIssuers(one.domain, one.answer), (QStringList{u"DigiCert Inc"_s, u"Let's Encrypt"_s}));
        Case without;
        without.answer = one.answer;
        QCOMPARE(firstIssuers(without.domain, without.answer).size(), 3);
        Case unknown({"0 issue \"letsencrypt.org\"", "0 issue \"ca.example\""}); // may be anybody's name
        unknown.answer = one.answer;
        QCOMPARE(firstIssuers(unknown.domain, unknown.answer).size(), 3);
    }

    void theShippedAuthoritiesAreRead()
    {
        QVERIFY(authorities().size() > 20);
        QCOMPARE(organisationKey(u"DigiCert, Inc."_s), organisationKey(u"Digicert Inc"_s));
        QVERIFY(!readAuthorities("{}"));
        QVERIFY(!readAuthorities("{\"authorities\":[{\"names\":[\"a\"]}]}"));
        QVERIFY(!readAuthorities("{\"authorities\":[{\"names\":[\"\"],\"organisations\":[\"A\"]}]}"));
        QVERIFY(readAuthorities("{\"authorities\":[{\"names\":[\"a\"],\"organisations\":[\"A\"]}]}"));
    }

    void anAuthorityOfSeveralEntriesIsAllOfThem()
    {
        Case one({"0 issue \"cybertrust.ne.jp\""});
        one.with(certificate(u"DigiCert Inc"_s, "01", "2024-03-04T00:00:00Z"));
        QVERIFY(one.judged().findings.empty());
    }
};

QTEST_GUILESS_MAIN(CertificateSignalTest)
#include "tst_signals_certificates.moc"
