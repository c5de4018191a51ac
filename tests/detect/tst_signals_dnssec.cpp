// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Sentence.h"
#include "tests/detect/SyntheticView.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using dns::Security;
using dns::Type;

namespace {

const QByteArray Ours = "4711 13 2 1111111111111111111111111111111111111111111111111111111111111111";
const QByteArray Other = "815 13 2 2222222222222222222222222222222222222222222222222222222222222222";

Says atParent(const QByteArray &server = "a.gtld-servers.net")
{
    return Says::parent("example.com", Type::DS, server).aa(true);
}

QStringList found(const Scene &scene)
{
    QStringList out;
    for (const QString &line : summary(scene.judge()))
        if (line.startsWith(QLatin1String("D12"))) out << line;
    return out;
}

} // namespace

// D12: the parent's DS, and the chain that hangs on it.
class DnssecSignalsTest : public QObject {
    Q_OBJECT

    static Scene scene() { return Scene("example.com"); }
    static Scene expecting(const std::vector<QByteArray> &ds)
    {
        Scene out("example.com");
        if (ds.empty())
            out.domain().set({name("example.com"), Type::DS, watch::Expectation::Kind::Absent, {}, {}, {}, {}, {}});
        else
            expectExactly(out.domain(), "example.com", Type::DS, ds);
        return out;
    }

private Q_SLOTS:
    void unsigned_domains_raise_nothing()
    {
        QCOMPARE(found(scene()), QStringList());
        QCOMPARE(found(scene().tell(atParent()).validated(Security::Insecure, "no-ds")), QStringList());
        QVERIFY(!scene().judge().judged.join(QLatin1Char(' ')).contains(QLatin1String("D12")));
        QCOMPARE(found(expecting({}).tell(atParent()).validated(Security::Insecure, "no-ds")), QStringList());
    }

    void a_lost_ds_is_found()
    {
        const QStringList gone{QStringLiteral("D12|parent|example.com DS|CRIT|ds-gone")};
        auto lost = expecting({Ours});
        lost.tell(atParent());
        QCOMPARE(found(lost), gone);
        // The same, if nobody had said what is expected, but it was so before.
        QCOMPARE(found(scene().wasSignedWith(Ours).tell(atParent())), gone);
        // One of two parent servers is enough, and the chain that follows is the same matter.
        auto half = expecting({Ours});
        half.tell(atParent().answer({Ours}))
            .tell(atParent("b.gtld-servers.net"))
            .validated(Security::Insecure, "no-ds");
        QCOMPARE(found(half), gone);
        const auto finding = half.judge().findings.front();
        QCOMPARE(finding.args.value(QStringLiteral("servers")).toString(), QStringLiteral("1/2"));
        QVERIFY2(detect::englishSentence(finding).contains(QStringLiteral("4711 13 2")),
                 qPrintable(detect::englishSentence(finding)));
        QCOMPARE(finding.evidence.size(), size_t(1));
    }

    void another_ds_is_found()
    {
        const QStringList changed{QStringLiteral("D12|parent|example.com DS|CRIT|ds-changed")};
        QCOMPARE(found(expecting({Ours}).tell(atParent().answer({Other}))), changed);
        QCOMPARE(found(expecting({Ours}).tell(atParent().answer({Ours, Other}))), changed);
        QCOMPARE(found(expecting({Ours, Other}).tell(atParent().answer({Ours}))), changed);
        QCOMPARE(found(expecting({}).tell(atParent().answer({Other}))), changed);
        QCOMPARE(found(scene().wasSignedWith(Ours).tell(atParent().answer({Other})).validated(Security::Secure, "")),
                 changed);
        QCOMPARE(found(expecting({Ours}).tell(atParent().answer({Ours}))), QStringList());
    }

    // The expected keys have signed the new ones, and the chain holds: to be accepted, and no alarm.
    void a_lawful_change_of_keys_is_no_alarm()
    {
        const QStringList rolled{QStringLiteral("D12|parent|example.com DS|WARN|ds-rolled")};
        const QStringList changed{QStringLiteral("D12|parent|example.com DS|CRIT|ds-changed")};
        const auto lawful = [&](Scene scene) { return scene.endorsed({Other}).validated(Security::Secure, ""); };
        auto all = lawful(expecting({Ours}).tell(atParent().answer({Other})));
        QCOMPARE(found(all), rolled);
        QVERIFY2(detect::englishSentence(all.judge().findings.front()).contains(QStringLiteral("have signed the new")),
                 qPrintable(detect::englishSentence(all.judge().findings.front())));
        // At one of the parent's servers something else, or nothing; or nothing is endorsed; or the chain is open.
        QCOMPARE(found(lawful(expecting({Ours})
                                  .tell(atParent().answer({Other}))
                                  .tell(atParent("b.gtld-servers.net").answer({Other, Ours})))),
                 changed);
        QCOMPARE(found(lawful(expecting({Ours}).tell(atParent().answer({Other})).tell(atParent("b.gtld-servers.net")))),
                 changed);
        QCOMPARE(found(expecting({Ours}).tell(atParent().answer({Other})).validated(Security::Secure, "")), changed);
        QCOMPARE(found(expecting({Ours}).tell(atParent().answer({Other})).endorsed({Other})), changed);
    }

    void a_broken_chain_is_found()
    {
        auto broken = expecting({Ours});
        broken.tell(atParent().answer({Ours})).validated(Security::Bogus, "keys-missing");
        QCOMPARE(found(broken), QStringList{QStringLiteral("D12||example.com DNSSEC|CRIT|chain-broken")});
        const auto finding = broken.judge().findings.front();
        QVERIFY2(detect::englishSentence(finding).contains(QStringLiteral("vouches for keys of what")),
                 qPrintable(detect::englishSentence(finding)));
        QCOMPARE(finding.evidence.size(), size_t(1));
        // Also for a domain of which nothing is expected: it claims to be signed.
        QCOMPARE(found(scene().validated(Security::Bogus, "signature-expired")),
                 QStringList{QStringLiteral("D12||example.com DNSSEC|CRIT|chain-broken")});
        auto data = expecting({Ours});
        data.validated(Security::Secure, "signature-wrong", Type::MX);
        QCOMPARE(found(data), QStringList{QStringLiteral("D12||example.com DNSSEC|CRIT|data-bogus")});
        QVERIFY(detect::englishSentence(data.judge().findings.front()).contains(QStringLiteral("example.com MX")));
    }

    void one_server_with_bad_signatures_is_named()
    {
        const auto secure = [] { return expecting({Ours}).validated(Security::Secure, ""); };
        auto one = secure();
        one.served("ns1.example.com", "192.0.2.1", Security::Secure, "")
            .served("ns2.example.com", "192.0.2.2", Security::Bogus, "signature-expired")
            .served("ns2.example.com", "192.0.2.2", Security::Bogus, "signature-missing", Type::A)
            .served("ns3.example.com", "192.0.2.3", Security::Indeterminate, "");
        QCOMPARE(found(one),
                 QStringList{QStringLiteral("D12|authoritative|ns2.example.com 192.0.2.2 DNSSEC|MED|server-bogus")});
        const auto judgement = one.judge();
        const auto text = detect::englishSentence(judgement.findings.front());
        QVERIFY2(text.contains(QStringLiteral("ns2.example.com 192.0.2.2")) && text.contains(QStringLiteral("1/2")) &&
                     text.contains(QStringLiteral("expired")) &&
                     text.contains(QStringLiteral("example.com A, example.com SOA")),
                 qPrintable(text));
        QCOMPARE(judgement.findings.front().evidence.size(), size_t(2));
        // Whoever said nothing this time is not acquitted.
        QVERIFY(judgement.judged.contains(QStringLiteral("D12|authoritative")));
        QVERIFY(judgement.undecided.contains(QStringLiteral("D12|authoritative|ns3.example.com 192.0.2.3 DNSSEC")));
        QVERIFY(!judgement.undecided.contains(QStringLiteral("D12|authoritative|ns1.example.com 192.0.2.1 DNSSEC")));

        auto all = secure();
        all.served("ns1.example.com", "192.0.2.1", Security::Bogus, "signature-expired")
            .served("ns2.example.com", "192.0.2.2", Security::Bogus, "signature-expired");
        QCOMPARE(found(all).size(), 2);
        QVERIFY(found(all).front().contains(QStringLiteral("|HIGH|")));
        // Good ones raise nothing; where nobody said anything, nothing is judged.
        QCOMPARE(found(secure().served("ns1.example.com", "192.0.2.1", Security::Secure, "")), QStringList());
        QVERIFY(!secure()
                     .served("ns1.example.com", "192.0.2.1", Security::Indeterminate, "")
                     .judge()
                     .judged.contains(QStringLiteral("D12|authoritative")));
        // What need not be signed any more is not held against anybody.
        QVERIFY(scene()
                    .validated(Security::Insecure, "no-ds")
                    .judge()
                    .judged.contains(QStringLiteral("D12|authoritative")));
    }

    // A server that was bad stays so until it has shown everything that it was asked for.
    void a_server_is_cleared_by_its_own_answers_only()
    {
        detect::Finding finding;
        finding.signal = QStringLiteral("D12");
        finding.domain = name("example.com");
        finding.vantage = QStringLiteral("authoritative");
        finding.subject = QStringLiteral("ns2.example.com 192.0.2.2 DNSSEC");
        const auto other = [] {
            return expecting({Ours})
                .validated(Security::Secure, "")
                .served("ns1.example.com", "192.0.2.1", Security::Secure, "");
        };
        const auto ns2 = Says::authoritative("example.com", Type::SOA, "ns2.example.com")
                             .from(QHostAddress(QStringLiteral("192.0.2.2")))
                             .nothing(dns::Outcome::TimedOut);
        // It belongs to the zone no more.
        QVERIFY(other().judge().decides(finding));
        // It does, and was not asked; or its name led nowhere; or one of two answers is not known.
        QVERIFY(!other().tell(ns2).judge().decides(finding));
        QVERIFY(!other().unresolved("ns2.example.com").judge().decides(finding));
        QVERIFY(other().unresolved("ns.example.com").judge().decides(finding));
        auto half = other();
        half.served("ns2.example.com", "192.0.2.2", Security::Indeterminate, "")
            .served("ns2.example.com", "192.0.2.2", Security::Secure, "");
        QVERIFY(!half.judge().decides(finding));
        auto whole = other().tell(ns2);
        whole.served("ns2.example.com", "192.0.2.2", Security::Secure, "")
            .served("ns2.example.com", "192.0.2.2", Security::Secure, "");
        QVERIFY(whole.judge().decides(finding));
    }

    void a_zone_that_was_secure_is_missed()
    {
        auto open = expecting({Ours});
        open.tell(atParent().answer({Ours})).validated(Security::Insecure, "unsupported-algorithm");
        QCOMPARE(found(open), QStringList{QStringLiteral("D12||example.com DNSSEC|CRIT|chain-insecure")});
        QCOMPARE(found(scene().wasSignedWith(Ours).validated(Security::Insecure, "no-ds")),
                 QStringList{QStringLiteral("D12||example.com DNSSEC|CRIT|chain-insecure")});
    }

    void unknown_clears_nothing()
    {
        detect::Finding finding;
        finding.signal = QStringLiteral("D12");
        finding.domain = name("example.com");
        finding.subject = QStringLiteral("example.com DNSSEC");
        QVERIFY(!scene().judge().decides(finding));
        QVERIFY(!scene().validated(Security::Indeterminate, "no-answer").judge().decides(finding));
        QVERIFY(scene().validated(Security::Secure, "").judge().decides(finding));
        finding.vantage = QStringLiteral("parent");
        finding.subject = QStringLiteral("example.com DS");
        auto silent = expecting({Ours});
        silent.tell(atParent().nothing(dns::Outcome::TimedOut));
        QVERIFY(!silent.judge().decides(finding));
        QVERIFY(scene().validated(Security::Secure, "").judge().decides(finding));
        QVERIFY(!scene().validated(Security::Insecure, "no-ds").judge().decides(finding));
    }
};

QTEST_GUILESS_MAIN(DnssecSignalsTest)
#include "tst_signals_dnssec.moc"
