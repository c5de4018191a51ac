// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Seen.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;

// isSameReply() may only say yes where the canonical answers are the same.
class SeenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameButForWhatNobodyMeans_data();
    void sameButForWhatNobodyMeans();
    void everyOctetThatMatters();
    void anotherAnswer_data();
    void anotherAnswer();
    void signaturesAreKeptAsEvidenceOnly();

private:
    // An answer with an OPT record at the end, as servers give one that were asked with EDNS.
    static dns::ExchangePtr answer(const QByteArray &options = QByteArray::fromHex("000a0002abcd"),
                                   const char *address = "192.0.2.1", quint32 ttl = 300,
                                   dns::Rcode rcode = dns::Rcode::NoError)
    {
        auto out = std::make_shared<dns::Exchange>(
            *Says::authoritative("www.example.com", dns::Type::A).answer({address}, ttl).exchange());
        auto message = *out->message;
        message.rcode = rcode;
        message.edns = dns::Edns{1232, 0, false, options};
        return reparsed(out, dns::buildMessage(message).value());
    }
    static dns::ExchangePtr reparsed(const std::shared_ptr<dns::Exchange> &exchange, const QByteArray &reply)
    {
        auto out = std::make_shared<dns::Exchange>(*exchange);
        out->reply = reply;
        const auto message = dns::parseMessage(reply);
        out->message = message ? std::make_shared<const dns::Message>(*message) : nullptr;
        return out;
    }
};

void SeenTest::sameButForWhatNobodyMeans_data()
{
    QTest::addColumn<QByteArray>("earlier");
    const QByteArray reply = answer()->reply;
    QTest::newRow("itself") << reply;
    QByteArray id = reply;
    id[0] = 'x';
    QTest::newRow("id") << id;
    QByteArray letters = reply;
    letters[13] = 'W';
    QTest::newRow("letters of the question") << letters;
    QTest::newRow("another cookie") << answer(QByteArray::fromHex("000a00021234"))->reply;
    QTest::newRow("a longer cookie") << answer(QByteArray::fromHex("000a000412345678"))->reply;
    QTest::newRow("no option") << answer({})->reply;
}
void SeenTest::sameButForWhatNobodyMeans()
{
    QFETCH(QByteArray, earlier);
    const auto now = answer();
    QVERIFY(store::isSameReply(earlier, *now));
    QCOMPARE(reparsed(std::make_shared<dns::Exchange>(*now), earlier)->canonical(), now->canonical());
}

// Each octet changed by itself: where it says "the same", the canonical answers are.
void SeenTest::everyOctetThatMatters()
{
    const auto now = answer();
    int same = 0;
    for (qsizetype at = 0; at < now->reply.size(); ++at) {
        for (const int flip : {0x01, 0x20, 0x80}) {
            QByteArray earlier = now->reply;
            earlier[at] = static_cast<char>(earlier[at] ^ flip);
            if (!store::isSameReply(earlier, *now)) continue;
            ++same;
            const auto other = reparsed(std::make_shared<dns::Exchange>(*now), earlier);
            QVERIFY2(other->message, qPrintable(QString::number(at)));
            QCOMPARE(other->canonical(), now->canonical());
        }
    }
    QVERIFY(same > 6); // the id at least
}

void SeenTest::anotherAnswer_data()
{
    QTest::addColumn<QByteArray>("earlier");
    const QByteArray options = QByteArray::fromHex("000a0002abcd");
    QTest::newRow("address") << answer(options, "192.0.2.2")->reply;
    QTest::newRow("TTL") << answer(options, "192.0.2.1", 299)->reply;
    QTest::newRow("extended rcode") << answer(options, "192.0.2.1", 300, static_cast<dns::Rcode>(16))->reply;
    QTest::newRow("without EDNS")
        << Says::authoritative("www.example.com", dns::Type::A).answer({"192.0.2.1"}).exchange()->reply;
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut off") << answer()->reply.chopped(1);
}
void SeenTest::anotherAnswer()
{
    QFETCH(QByteArray, earlier);
    QVERIFY(!store::isSameReply(earlier, *answer()));
}

// A full look asks each server of a signed zone for its SOA twice, with DO and without. The two answers differ for
// ever, and are no change.
void SeenTest::signaturesAreKeptAsEvidenceOnly()
{
    const auto withDo = [](dns::Type type) {
        auto out = std::make_shared<dns::Exchange>(
            *Says::authoritative("example.com", type)
                 .answer(
                     record("example.com", type,
                            type == dns::Type::SOA ? "ns1.example.com. host.example.com. 1 2 3 4 5" : "257 3 13 AAAA"))
                 .exchange());
        dns::Edns edns;
        edns.dnssecOk = true;
        out->query = dns::buildQuery(1, out->question.name.wire(), type, false, edns);
        return reparsed(out, out->reply);
    };
    const auto told = [](const watch::Look &look) {
        QStringList out;
        for (const auto &seen : store::seenIn(look))
            out << seen.question;
        return out;
    };
    const auto soa = Says::authoritative("example.com", dns::Type::SOA).answer({"a.example. b.example. 1 2 3 4 5"});
    watch::Look look;
    look.domain.name = name("example.com");
    watch::Observation observation;
    observation.exchange = soa.exchange();
    look.observations = {observation};
    const auto signedSoa = withDo(dns::Type::SOA), keys = withDo(dns::Type::DNSKEY);
    const auto elsewhere = Says::authoritative("example.com", dns::Type::SOA, "ns9.example.net").exchange();
    look.delegation.exchanges = {signedSoa, keys, elsewhere};
    const QStringList plain{QStringLiteral("example.com SOA"), QStringLiteral("example.com SOA")};
    QCOMPARE(told(look), plain);

    auto dnssec = std::make_shared<dns::Validation>();
    dnssec->security = dns::Security::Secure;
    dns::ServedSecurity good, bad;
    good.security = dns::Security::Secure;
    good.evidence = keys->replySha256();
    dnssec->servers = {good};
    look.dnssec = dnssec;
    QCOMPARE(told(look), plain);
    bad.security = dns::Security::Bogus;
    bad.evidence = signedSoa->replySha256();
    dnssec = std::make_shared<dns::Validation>(*dnssec);
    dnssec->servers.push_back(bad);
    look.dnssec = dnssec;
    QCOMPARE(told(look), QStringList{QStringLiteral("example.com SOA +dnssec")} + plain);
}

QTEST_APPLESS_MAIN(SeenTest)
#include "tst_seen.moc"
