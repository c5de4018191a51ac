// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Proof.h"
#include "tests/dns/ScriptedServer.h"
#include "tests/dns/SignedZones.h"

#include <QTest>

#include <random>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;

class DnssecRdataTest : public QObject {
    Q_OBJECT

    SignedZones world;

private Q_SLOTS:
    void readsKeyAndDigest()
    {
        // The keys of the root, as everybody has them: the shipped digests are of these very keys.
        const auto ksk2017 = dnsKeyOf(
            rdataFromText(
                Type::DNSKEY,
                "257 3 8 "
                "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5"
                "xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb9tarpVUDK/"
                "b58Da+"
                "sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLYA4/"
                "ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB"
                "5qihylGa8subX2Nn6UwNR1AkUTV74bU=")
                .value());
        QVERIFY(ksk2017);
        QCOMPARE(ksk2017->tag, quint16(20326));
        QVERIFY(ksk2017->isZoneKey() && ksk2017->isEntryPoint() && !ksk2017->isRevoked());
        const auto shipped =
            TrustAnchors::fromFile(QStringLiteral(HINOBAN_SOURCE_DIR "/resources/dnssec/root-anchors")).value();
        QCOMPARE(shipped.all().size(), size_t(1));
        QCOMPARE(shipped.all().front().ds.size(), size_t(2));
        const auto digest = dsOf(shipped.all().front().ds.front());
        QVERIFY(isDigestOf(*digest, Name(), *ksk2017));
        QVERIFY(!isDigestOf(*digest, name("example"), *ksk2017));
        auto wrong = *digest;
        wrong.digest[0] = static_cast<char>(wrong.digest.at(0) ^ 1);
        QVERIFY(!isDigestOf(wrong, Name(), *ksk2017));
    }

    void hashesAsTheStandardsExample() // RFC 5155, appendix A
    {
        const QByteArray salt = QByteArray::fromHex("aabbccdd");
        QCOMPARE(nsec3Hash(name("example"), salt, 12),
                 nsec3Of(name("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example"),
                         rdataFromText(Type::NSEC3, "1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A").value())
                     ->ownerHash);
        QCOMPARE(nsec3Hash(name("a.example"), salt, 12),
                 nsec3Of(name("35mthgpgcu1qg68fab165klnsnk3dpvl.example"),
                         rdataFromText(Type::NSEC3, "1 1 12 aabbccdd b4um86eghhds6nea196smvmlo4ors995 A").value())
                     ->ownerHash);
    }

    void readsTypesOfWindows()
    {
        const auto nsec = nsecOf(name("a.test"), rdataFromText(Type::NSEC, "b.test. A NS RRSIG TYPE1234").value());
        QVERIFY(nsec);
        QVERIFY(nsec->types.has(Type::A) && nsec->types.has(Type::NS) && nsec->types.has(static_cast<Type>(1234)));
        QVERIFY(!nsec->types.has(Type::MX) && !nsec->types.has(static_cast<Type>(1235)));
        QVERIFY(!TypeBits::fromWire(QByteArray::fromHex("0000")));         // a window without octets
        QVERIFY(!TypeBits::fromWire(QByteArray::fromHex("010140000140"))); // windows out of order
        QVERIFY(!TypeBits::fromWire(QByteArray::fromHex("000240")));       // cut
        QVERIFY(TypeBits::fromWire({}));
    }

    void timesAreSerialNumbers()
    {
        const Instant now = SignedZones::midst();
        const auto present = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
        QCOMPARE(instantOfSerial(static_cast<quint32>(present + 5), now), now + std::chrono::seconds(5));
        // After 2106 the counter begins anew; what is near counts.
        const Instant late = instantFromRfc3339(u"2106-02-07T06:28:10Z").value();
        QCOMPARE(instantOfSerial(10, late), instantFromRfc3339(u"2106-02-07T06:28:26Z").value());
    }

    void garbageNeverCrashes()
    {
        std::minstd_rand random(7); // NOLINT: the same bytes every time
        std::vector<Record> records;
        for (const Zone &zone : world.zones)
            records.insert(records.end(), zone.records.begin(), zone.records.end());
        const auto feed = [](const Record &record) {
            (void)dnsKeyOf(record.rdata);
            (void)dsOf(record.rdata);
            (void)rrsigOf(record.rdata);
            (void)nsecOf(record.owner, record.rdata);
            (void)nsec3Of(record.owner, record.rdata);
        };
        for (int round = 0; round < 10000; ++round) {
            Record record = records[random() % records.size()];
            QByteArray &wire = record.rdata.wire;
            for (unsigned i = random() % 4; i > 0 && !wire.isEmpty(); --i)
                wire[qsizetype(random() % size_t(wire.size()))] = static_cast<char>(random());
            if (random() % 4 == 0) wire.truncate(qsizetype(random() % (size_t(wire.size()) + 1)));
            if (random() % 8 == 0) wire += QByteArray(qsizetype(random() % 40), static_cast<char>(random()));
            feed(record);
        }
        // Whole answers, with the real keys and with false ones: whatever comes of it, it is a verdict.
        const std::vector<Question> asked{{name("www.test"), Type::A},
                                          {name("no.test"), Type::A},
                                          {name("www.nsec3"), Type::AAAA},
                                          {name("no.nsec3"), Type::A}};
        for (int round = 0; round < 400; ++round) {
            const Question &question = asked[random() % asked.size()];
            const char *apex = question.name.isSubdomainOf(name("test")) ? "test" : "nsec3";
            Message reply = SignedZones::answer(world.zone(apex), question);
            for (auto *section : {&reply.answer, &reply.authority})
                for (Record &record : *section)
                    if (random() % 6 == 0 && !record.rdata.wire.isEmpty())
                        record.rdata.wire[qsizetype(random() % size_t(record.rdata.wire.size()))] =
                            static_cast<char>(random());
            ZoneKeys keys = world.keys(apex);
            if (random() % 3 == 0) keys.keys.front().key.truncate(qsizetype(random() % 40));
            Effort effort;
            (void)proofOfAnswer(reply, question, keys, SignedZones::midst(), effort);
            (void)proofOfDs(reply, question.name, keys, SignedZones::midst(), effort);
            (void)proofOfKeys(reply, {keys.zone, {records.front().rdata}, {records.back().rdata}}, true,
                              SignedZones::midst(), effort);
        }
    }
};

QTEST_GUILESS_MAIN(DnssecRdataTest)
#include "tst_dnssecrdata.moc"
