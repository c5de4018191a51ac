// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ServedAnswers.h"
#include "tests/dns/SignedZones.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;

// What each server of a zone serves, held against the zone's keys. The signatures are real ones.
class ServedAnswersTest : public QObject {
    Q_OBJECT

    SignedZones zones;

    static Name apex() { return Name::fromText("test").value(); }
    ZoneTrust trust()
    {
        ZoneTrust out;
        out.zone = apex();
        out.security = Security::Secure;
        out.keys = zones.keys("test");
        ChainLink link;
        link.zone = out.zone;
        link.vouchers = ds();
        out.chain = {link};
        return out;
    }
    std::vector<Rdata> ds()
    {
        std::vector<Rdata> out;
        for (const Record &record : zones.zone(".").records)
            if (record.owner == apex() && record.type == Type::DS) out.push_back(record.rdata);
        return out;
    }
    TrustAnchors::Anchor vouchers() { return {apex(), ds(), {}}; }

    ExchangePtr served(int server, Type type, const std::function<void(Message &)> &change = {}, bool dnssecOk = true,
                       const Name &owner = apex())
    {
        auto exchange = std::make_shared<Exchange>();
        exchange->server = {Name::fromText("ns" + QByteArray::number(server) + ".test").value(),
                            QHostAddress(QStringLiteral("192.0.2.%1").arg(server)),
                            53,
                            {}};
        exchange->question = {owner, type};
        Edns edns;
        edns.dnssecOk = dnssecOk;
        exchange->query = buildQuery(1, owner.wire(), type, false, edns);
        Message reply = SignedZones::answer(zones.zone("test"), exchange->question);
        if (change) change(reply);
        exchange->outcome = Outcome::Answered;
        exchange->reply = "reply";
        exchange->message = std::make_shared<const Message>(reply);
        exchange->sentAt = SignedZones::midst();
        return exchange;
    }
    static void unsign(Message &reply)
    {
        std::erase_if(reply.answer, [](const Record &record) { return record.type == Type::RRSIG; });
    }
    QStringList judged(ServedAnswers &judge, const std::vector<ExchangePtr> &exchanges, Instant now)
    {
        QStringList out;
        for (const auto &one : judge.judge(trust(), vouchers(), exchanges, now))
            out << QStringLiteral("%1 %2 %3 %4")
                       .arg(one.server.name.display(),
                            one.owner == apex() ? QString::fromLatin1(typeText(one.type))
                                                : QString::fromLatin1(questionText({one.owner, one.type})),
                            QString::fromLatin1(securityText(one.security)), one.reason.code)
                       .trimmed();
        out.sort();
        return out;
    }

private Q_SLOTS:
    void init() { zones = SignedZones(); }

    void everyServerByItself()
    {
        ServedAnswers judge;
        const auto refused = [](Message &reply) {
            reply.rcode = Rcode::Refused;
            reply.answer.clear();
        };
        const auto lame = [](Message &reply) { reply.aa = false; };
        const auto other = [](Message &reply) {
            for (Record &record : reply.answer)
                if (record.type == Type::SOA)
                    record.rdata = rdataFromText(Type::SOA, "ns.evil. root.evil. 1 2 3 4 5").value();
        };
        QCOMPARE(judged(judge,
                        {served(1, Type::DNSKEY), served(1, Type::SOA), served(2, Type::SOA, unsign),
                         served(2, Type::DNSKEY, unsign), served(3, Type::SOA, other), served(4, Type::SOA, refused),
                         served(5, Type::SOA, lame), served(6, Type::SOA, {}, false), served(7, Type::NS)},
                        SignedZones::midst()),
                 (QStringList{QStringLiteral("ns1.test DNSKEY secure"), QStringLiteral("ns1.test SOA secure"),
                              QStringLiteral("ns2.test DNSKEY bogus signature-missing"),
                              QStringLiteral("ns2.test SOA bogus signature-missing"),
                              QStringLiteral("ns3.test SOA bogus signature-wrong"),
                              QStringLiteral("ns4.test SOA indeterminate"),
                              QStringLiteral("ns5.test SOA indeterminate"), QStringLiteral("ns7.test NS secure")}));
    }

    // A false address, a signature taken away, a denial without its proof: each server's answer to each question.
    void everyRRset()
    {
        ServedAnswers judge;
        const Name www = Name::fromText("www.test").value(), alias = Name::fromText("alias.test").value(),
                   none = Name::fromText("none.test").value();
        const auto falsified = [](Message &reply) {
            for (Record &record : reply.answer)
                if (record.type == Type::A) record.rdata = addressRdata(QHostAddress(QStringLiteral("203.0.113.9")));
        };
        const auto denied = [](Message &reply) {
            reply.answer.clear();
            reply.rcode = Rcode::NXDomain;
        };
        const auto bare = [](Message &reply) { reply.authority.clear(); };
        const auto www_ = [&](int server, const std::function<void(Message &)> &change) {
            return served(server, Type::A, change, true, www);
        };
        QCOMPARE(judged(judge,
                        {www_(1, {}), www_(2, falsified), www_(3, unsign), www_(4, denied),
                         served(1, Type::MX, {}, true, www), served(2, Type::MX, bare, true, www),
                         served(1, Type::A, {}, true, alias), served(2, Type::A, unsign, true, alias),
                         served(1, Type::A, {}, true, none), served(2, Type::A, bare, true, none), served(1, Type::MX),
                         served(2, Type::MX, bare)},
                        SignedZones::midst()),
                 (QStringList{
                     QStringLiteral("ns1.test MX secure"), QStringLiteral("ns1.test alias.test A secure"),
                     QStringLiteral("ns1.test none.test A secure"), QStringLiteral("ns1.test www.test A secure"),
                     QStringLiteral("ns1.test www.test MX secure"), QStringLiteral("ns2.test MX bogus denial-missing"),
                     QStringLiteral("ns2.test alias.test A bogus signature-missing"),
                     QStringLiteral("ns2.test none.test A bogus denial-missing"),
                     QStringLiteral("ns2.test www.test A bogus signature-wrong"),
                     QStringLiteral("ns2.test www.test MX bogus denial-missing"),
                     QStringLiteral("ns3.test www.test A bogus signature-missing"),
                     QStringLiteral("ns4.test www.test A bogus denial-missing")}));
        // Where nobody shows that the name is this zone's, a zone of its own may begin above it; at the apex none can.
        QCOMPARE(judged(judge, {www_(2, falsified), served(2, Type::MX, bare)}, SignedZones::midst()),
                 QStringList{QStringLiteral("ns2.test MX bogus denial-missing")});
    }

    void goodSignaturesAreCheckedOnce()
    {
        ServedAnswers judge;
        std::vector<ExchangePtr> exchanges;
        for (int server = 1; server <= 20; ++server) {
            exchanges.push_back(served(server, Type::SOA));
            exchanges.push_back(served(server, Type::DNSKEY));
        }
        const auto all = judged(judge, exchanges, SignedZones::midst());
        QCOMPARE(all.size(), 40);
        QVERIFY(!all.join(u'\n').contains(QStringLiteral("bogus")));
        const int checks = judge.checks();
        QVERIFY2(checks >= 2 && checks <= 6, qPrintable(QString::number(checks)));
        QCOMPARE(judged(judge, exchanges, SignedZones::midst() + std::chrono::hours(1)), all);
        QCOMPARE(judge.checks(), checks);
        // What was good is not believed beyond its time, nor before it.
        for (const char *when : {"2036-01-01T00:00:00Z", "2016-01-01T00:00:00Z"}) {
            const auto later = judged(judge, exchanges, instantFromRfc3339(QString::fromLatin1(when)).value());
            QCOMPARE(later.filter(QStringLiteral("bogus")).size(), 40);
        }
        // Nor where a bit of it is another.
        const auto flipped = served(9, Type::SOA, [](Message &reply) {
            for (Record &record : reply.answer)
                if (record.type == Type::RRSIG)
                    record.rdata.wire[record.rdata.wire.size() - 1] =
                        char(record.rdata.wire[record.rdata.wire.size() - 1] ^ 1);
        });
        QCOMPARE(judged(judge, {flipped}, SignedZones::midst()),
                 QStringList{QStringLiteral("ns9.test SOA bogus signature-wrong")});
    }

    // Junk beside a false answer does not hide it; where the checks for the whole zone are used up, nothing is known.
    void junkHidesNothing()
    {
        ServedAnswers judge;
        // Sixteen false signatures of the zone's own key, and data that nobody signed.
        const auto junk = [](Message &reply) {
            std::vector<Record> signatures;
            for (Record &record : reply.answer) {
                if (record.type == Type::SOA)
                    record.rdata = rdataFromText(Type::SOA, "ns.evil. root.evil. 1 2 3 4 5").value();
                if (record.type != Type::RRSIG) continue;
                for (int i = 1; i <= 16; ++i) {
                    signatures.push_back(record);
                    auto &wire = signatures.back().rdata.wire;
                    wire[wire.size() - 1] = char(wire[wire.size() - 1] ^ i);
                }
            }
            unsign(reply);
            reply.answer.insert(reply.answer.end(), signatures.begin(), signatures.end());
        };
        QCOMPARE(judged(judge, {served(1, Type::SOA, junk), served(2, Type::DNSKEY, junk)}, SignedZones::midst()),
                 (QStringList{QStringLiteral("ns1.test SOA bogus too-many-signatures"),
                              QStringLiteral("ns2.test DNSKEY bogus too-many-signatures")}));
        // Each costs eight checks of a hundred; from then on nobody is accused of anything.
        std::vector<ExchangePtr> keys, soas;
        for (int server = 1; server <= 15; ++server) {
            keys.push_back(served(server, Type::DNSKEY, junk));
            soas.push_back(served(server, Type::SOA, junk));
        }
        for (const auto &many : {keys, soas}) {
            const auto all = judged(judge, many, SignedZones::midst());
            QCOMPARE(all.filter(QStringLiteral("bogus too-many-signatures")).size(), 12);
            QCOMPARE(all.filter(QStringLiteral("indeterminate")).size(), 3);
        }
    }

    // A server in the middle of a change of keys has keys of its own, for which the parent vouches as well.
    void aServersOwnKeysCount()
    {
        ServedAnswers judge;
        auto chain = trust();
        chain.keys.keys.clear(); // the chain was made with other keys
        const auto one =
            judge.judge(chain, vouchers(), {served(1, Type::DNSKEY), served(1, Type::SOA)}, SignedZones::midst());
        QCOMPARE(one.size(), size_t(2));
        QVERIFY(one[0].security == Security::Secure && one[1].security == Security::Secure);
        const auto alone = judge.judge(chain, vouchers(), {served(1, Type::SOA)}, SignedZones::midst());
        QVERIFY(alone.at(0).security == Security::Bogus);
        // Others' do not.
        const auto others =
            judge.judge(chain, vouchers(), {served(2, Type::DNSKEY), served(1, Type::SOA)}, SignedZones::midst());
        QVERIFY(others.at(1).security == Security::Bogus);
        // Nor any for which nobody vouches.
        auto strange = vouchers();
        strange.ds = {rdataFromText(Type::DS, "1 13 2 " + QByteArray(64, '1')).value()};
        const auto unvouched = judge.judge(chain, strange, {served(1, Type::DNSKEY)}, SignedZones::midst());
        QCOMPARE(unvouched.at(0).reason.code, QStringLiteral("key-not-vouched"));
    }
};

QTEST_APPLESS_MAIN(ServedAnswersTest)
#include "tst_servedanswers.moc"
