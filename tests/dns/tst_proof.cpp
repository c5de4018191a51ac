// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/KeyEndorsement.h"
#include "app/dns/Proof.h"
#include "tests/dns/ScriptedServer.h"
#include "tests/dns/SignedZones.h"

#include <QCryptographicHash>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;

namespace {

Rdata changed(Rdata rdata, qsizetype at)
{
    rdata.wire[at < 0 ? rdata.wire.size() + at : at] ^= 1;
    return rdata;
}

bool isSignatureOf(const Record &record, Type type)
{
    return record.type == Type::RRSIG && rrsigOf(record.rdata)->covered == type;
}

} // namespace

class ProofTest : public QObject {
    Q_OBJECT

    SignedZones world;

    AnswerProof judged(const char *apex, const char *owner, Type type, const Message &reply,
                       Instant now = SignedZones::midst())
    {
        Effort effort;
        return proofOfAnswer(reply, {name(owner), type}, world.keys(apex), now, effort);
    }
    AnswerProof judged(const char *apex, const char *owner, Type type, Instant now = SignedZones::midst())
    {
        return judged(apex, owner, type, SignedZones::answer(world.zone(apex), {name(owner), type}), now);
    }
    DsProof ds(const char *apex, const char *child, const Message &reply)
    {
        Effort effort;
        return proofOfDs(reply, name(child), world.keys(apex), SignedZones::midst(), effort);
    }
    DsProof ds(const char *apex, const char *child)
    {
        return ds(apex, child, SignedZones::answer(world.zone(apex), {name(child), Type::DS}));
    }
    // Answers `owner` with what the zone has at its wildcard.
    Message expanded(const char *apex, const char *owner, const char *wildcard, bool denies)
    {
        Message reply;
        const Zone &zone = world.zone(apex);
        SignedZones::add(reply.answer, zone, name(wildcard), Type::TXT);
        for (Record &record : reply.answer)
            record.owner = name(owner);
        if (denies) reply.authority = SignedZones::answer(zone, {name("no").prepended("x").value(), Type::A}).authority;
        return reply;
    }

    // Another DS of the zone's key than its parent has.
    Rdata otherDs(const char *apex)
    {
        for (const Record &record : world.zone(apex).records) {
            if (record.type != Type::DNSKEY) continue;
            const DnsKey key = dnsKeyOf(record.rdata).value();
            const QByteArray digest = QCryptographicHash::hash(
                QByteArray(record.owner.wire().constData(), record.owner.wire().size()) + record.rdata.wire,
                QCryptographicHash::Sha384);
            return rdataFromText(Type::DS, QByteArray::number(key.tag) + ' ' + QByteArray::number(key.algorithm) +
                                               " 4 " + digest.toHex())
                .value();
        }
        qFatal("no key");
    }
    std::vector<Rdata> parentDs(const char *apex) { return ds(".", apex).ds; }

private Q_SLOTS:
    void old_keys_endorse_new_ones()
    {
        const Message reply = SignedZones::answer(world.zone("test"), {name("test"), Type::DNSKEY});
        const auto before = parentDs("test");
        const Instant now = SignedZones::midst();
        QCOMPARE(before.size(), size_t(1));
        QVERIFY(isEndorsed(reply, name("test"), before, {}, now));
        QVERIFY(isEndorsed(reply, name("test"), before, {otherDs("test")}, now));
        // A DS whose key the old ones have not signed: an attacker's, published before it is used.
        QVERIFY(!isEndorsed(reply, name("test"), before, {otherDs("test"), otherDs("nsec3")}, now));
        // Signed by somebody whom nobody expected, with or without a copy of the expected key.
        QVERIFY(!isEndorsed(reply, name("test"), parentDs("nsec3"), {otherDs("test")}, now));
        Message copied = SignedZones::answer(world.zone("nsec3"), {name("nsec3"), Type::DNSKEY});
        const Message own = SignedZones::answer(world.zone("test"), {name("test"), Type::DNSKEY});
        for (Record record : own.answer)
            if (record.type == Type::DNSKEY)
                copied.answer.push_back({name("nsec3"), Type::DNSKEY, 1, 300, record.rdata});
        QVERIFY(!isEndorsed(copied, name("nsec3"), parentDs("nsec3"), {}, now));
        QVERIFY(!isEndorsed(reply, name("test"), {}, {}, now));
        QVERIFY(!isEndorsed(reply, name("test"), before, {}, instantFromRfc3339(u"2027-06-01T00:00:00Z").value()));
    }

    void data_is_secure_within_its_time()
    {
        for (const char *apex : {"test", "nsec3"}) { // ECDSA, and Ed25519
            const QByteArray owner = QByteArray("www.") + apex;
            const auto proof = judged(apex, owner, Type::A);
            QCOMPARE(proof.security, Security::Secure);
            QCOMPARE(proof.kind, AnswerSecurity::Kind::Data);
            QCOMPARE(toRfc3339(*proof.expiration), QStringLiteral("2027-01-01T00:00:00Z"));
            const auto early = judged(apex, owner, Type::A, instantFromRfc3339(u"2025-12-31T23:59:59Z").value());
            QCOMPARE(early.security, Security::Bogus);
            QCOMPARE(early.reason.code, QStringLiteral("signature-early"));
            const auto last = judged(apex, owner, Type::A, instantFromRfc3339(u"2027-01-01T00:00:00Z").value());
            QCOMPARE(last.security, Security::Secure);
            const auto late = judged(apex, owner, Type::A, instantFromRfc3339(u"2027-01-01T00:00:01Z").value());
            QCOMPARE(late.reason.code, QStringLiteral("signature-expired"));
            QVERIFY2(englishSentence(late.reason).contains(QStringLiteral("2027-01-01T00:00:00Z")),
                     qPrintable(englishSentence(late.reason)));
        }
    }

    void what_was_changed_is_bogus()
    {
        const Message honest = SignedZones::answer(world.zone("test"), {name("www.test"), Type::A});
        QCOMPARE(honest.answer.size(), size_t(3));
        Message reply = honest;
        reply.answer.front().rdata = changed(reply.answer.front().rdata, -1);
        QCOMPARE(judged("test", "www.test", Type::A, reply).reason.code, QStringLiteral("signature-wrong"));
        reply = honest;
        reply.answer.erase(reply.answer.begin()); // one of two addresses is gone
        QCOMPARE(judged("test", "www.test", Type::A, reply).security, Security::Bogus);
        reply = honest;
        std::erase_if(reply.answer, [](const Record &one) { return one.type == Type::RRSIG; });
        QCOMPARE(judged("test", "www.test", Type::A, reply).reason.code, QStringLiteral("signature-missing"));
        reply = honest;
        for (Record &record : reply.answer)
            record.owner = name("mail.test"); // another name with the signature of this one
        QCOMPARE(judged("test", "mail.test", Type::A, reply).reason.code, QStringLiteral("signature-wrong"));
        reply = honest;
        std::swap(reply.answer[0], reply.answer[1]);
        for (Record &record : reply.answer)
            record.ttl = 7; // counted down in a cache
        QCOMPARE(judged("test", "www.test", Type::A, reply).security, Security::Secure);
    }

    void keys_of_others_do_not_count()
    {
        const Message reply = SignedZones::answer(world.zone("test"), {name("www.test"), Type::A});
        Effort effort;
        ZoneKeys keys = world.keys("test");
        keys.keys.front().tag ^= 1;
        auto proof = proofOfAnswer(reply, {name("www.test"), Type::A}, keys, SignedZones::midst(), effort);
        QCOMPARE(proof.reason.code, QStringLiteral("signing-key-missing"));
        keys = world.keys("test");
        keys.zone = Name(); // the parent's name on it
        proof = proofOfAnswer(reply, {name("www.test"), Type::A}, keys, SignedZones::midst(), effort);
        QCOMPARE(proof.reason.code, QStringLiteral("signature-of-other-zone"));
        keys = world.keys("test");
        keys.keys.front().flags = 0; // no zone key
        proof = proofOfAnswer(reply, {name("www.test"), Type::A}, keys, SignedZones::midst(), effort);
        QCOMPARE(proof.security, Security::Bogus);
    }

    void colliding_keys_and_signatures_are_bounded() // CVE-2023-50387
    {
        Message reply = SignedZones::answer(world.zone("test"), {name("www.test"), Type::A});
        const Record good = *std::find_if(reply.answer.begin(), reply.answer.end(),
                                          [](const Record &one) { return one.type == Type::RRSIG; });
        ZoneKeys keys = world.keys("test");
        const DnsKey key = keys.keys.front();
        for (int i = 0; i < 600; ++i) {
            DnsKey other = key;
            other.key[5] = static_cast<char>(i);
            other.key[6] = static_cast<char>(i >> 8);
            keys.keys.insert(keys.keys.begin(), other);
            Record other_sig = good;
            other_sig.rdata = changed(good.rdata, -1 - (i % 60));
            reply.answer.insert(reply.answer.begin(), other_sig);
        }
        Effort effort;
        const int before = effort.checks;
        const auto proof = proofOfAnswer(reply, {name("www.test"), Type::A}, keys, SignedZones::midst(), effort);
        QCOMPARE(proof.security, Security::Bogus);
        QCOMPARE(proof.reason.code, QStringLiteral("too-many-signatures"));
        QVERIFY2(before - effort.checks <= Effort::MostFailures, qPrintable(QString::number(before - effort.checks)));
        Effort none;
        none.checks = 0;
        QCOMPARE(proofOfAnswer(SignedZones::answer(world.zone("test"), {name("www.test"), Type::A}),
                               {name("www.test"), Type::A}, world.keys("test"), SignedZones::midst(), none)
                     .reason.code,
                 QStringLiteral("too-many-signatures"));
    }

    void absence_is_proven_data()
    {
        QTest::addColumn<QByteArray>("apex");
        QTest::addColumn<QByteArray>("owner");
        QTest::addColumn<int>("kind");
        using Kind = AnswerSecurity::Kind;
        for (const char *apex : {"test", "nsec3"})
            for (const auto &[owner, kind] :
                 {std::pair{"www", Kind::NoData}, std::pair{"no", Kind::NoName}, std::pair{"ent", Kind::NoData},
                  std::pair{"no.www", Kind::NoName}, std::pair{"zzz", Kind::NoName}, std::pair{"aaa", Kind::NoName}})
                QTest::newRow(qPrintable(QLatin1String(owner) + QLatin1Char('.') + QLatin1String(apex)))
                    << QByteArray(apex) << QByteArray(owner) + '.' + apex << static_cast<int>(kind);
    }
    void absence_is_proven()
    {
        QFETCH(QByteArray, apex);
        QFETCH(QByteArray, owner);
        QFETCH(int, kind);
        const auto proof = judged(apex, owner, Type::AAAA);
        QCOMPARE(proof.security, Security::Secure);
        QCOMPARE(static_cast<int>(proof.kind), kind);

        Message reply = SignedZones::answer(world.zone(apex), {name(owner), Type::AAAA});
        std::erase_if(reply.authority, [](const Record &one) {
            return isSignatureOf(one, Type::NSEC) || isSignatureOf(one, Type::NSEC3);
        });
        QCOMPARE(judged(apex, owner, Type::AAAA, reply).security, Security::Bogus);
        std::erase_if(reply.authority,
                      [](const Record &one) { return one.type == Type::NSEC || one.type == Type::NSEC3; });
        const auto bare = judged(apex, owner, Type::AAAA, reply);
        QCOMPARE(bare.security, Security::Bogus);
        QCOMPARE(bare.reason.code, QStringLiteral("denial-missing"));
    }

    void what_exists_cannot_be_denied()
    {
        for (const char *apex : {"test", "nsec3"}) {
            const QByteArray owner = QByteArray("www.") + apex;
            Message reply = SignedZones::answer(world.zone(apex), {name(owner), Type::AAAA});
            // The denial of AAAA, given as an answer to A; then as if the name were not there.
            QCOMPARE(judged(apex, owner, Type::A, reply).security, Security::Bogus);
            reply.rcode = Rcode::NXDomain;
            QCOMPARE(judged(apex, owner, Type::A, reply).security, Security::Bogus);
            // A wildcard that exists makes the name.
            const QByteArray made = QByteArray("some.wild.") + apex;
            Message none = SignedZones::answer(world.zone(apex), {name(made), Type::TXT});
            none.rcode = Rcode::NXDomain;
            QCOMPARE(judged(apex, made, Type::TXT, none).security, Security::Bogus);
            QCOMPARE(judged(apex, made, Type::A, none).security, Security::Secure); // but it has no address
        }
    }

    void an_alias_is_not_denied() // RFC 6840, 4.3
    {
        for (const Type type : {Type::A, Type::DS, Type::MX}) {
            Message reply = SignedZones::answer(world.zone("test"), {name("no.test"), type});
            reply.rcode = Rcode::NoError;
            QCOMPARE(judged("test", "alias.test", type, reply).security, Security::Bogus);
            QCOMPARE(judged("test", "www.test", type, reply).security,
                     type == Type::A ? Security::Bogus : Security::Secure);
        }
        QCOMPARE(judged("test", "no.test", Type::DS).security, Security::Secure);
        QCOMPARE(judged("test", "open.test", Type::DS).security, Security::Secure); // a delegation without DS
    }

    void each_denial_is_needed()
    {
        // Leaving out any one NSEC of an NXDOMAIN never proves more, and some leave nothing.
        for (const char *apex : {"test", "nsec3"}) {
            const QByteArray owner = QByteArray("no.") + apex;
            const Message whole = SignedZones::answer(world.zone(apex), {name(owner), Type::A});
            int bogus = 0;
            for (const Record &left : whole.authority) {
                if (left.type != Type::NSEC && left.type != Type::NSEC3) continue;
                Message reply = whole;
                std::erase_if(reply.authority, [&](const Record &one) { return one == left; });
                bogus += judged(apex, owner, Type::A, reply).security == Security::Bogus ? 1 : 0;
            }
            QVERIFY2(bogus >= 1 && bogus <= 3, qPrintable(QString::number(bogus)));
        }
    }

    void wildcards_need_a_proof()
    {
        for (const char *apex : {"test", "nsec3"}) {
            const QByteArray owner = QByteArray("some.wild.") + apex;
            const QByteArray wildcard = QByteArray("*.wild.") + apex;
            QCOMPARE(judged(apex, owner, Type::TXT, expanded(apex, owner, wildcard, true)).security, Security::Secure);
            const auto unproven = judged(apex, owner, Type::TXT, expanded(apex, owner, wildcard, false));
            QCOMPARE(unproven.security, Security::Bogus);
            QCOMPARE(unproven.reason.code, QStringLiteral("wildcard-unproven"));
            // The wildcard itself can be asked for.
            QCOMPARE(judged(apex, wildcard, Type::TXT).security, Security::Secure);
        }
        // The wildcard of another branch: its signature is not good for this name.
        Message reply = expanded("test", "x.a.ent.test", "*.wild.test", true);
        QCOMPARE(judged("test", "x.a.ent.test", Type::TXT, reply).security, Security::Bogus);
    }

    // RFC 4035, 5.3.4: the signature is good and the name itself does not exist, but a closer one does, and no answer
    // is made for names below it.
    void a_wildcard_stands_behind_closer_names()
    {
        for (const char *apex : {"test", "nsec3"}) {
            const QByteArray owner = QByteArray("x.*.wild.") + apex;
            const Message reply = expanded(apex, owner, QByteArray("*.wild.") + apex, true);
            Effort effort;
            const auto signature =
                verify(signedSetsOf(reply.answer).front(), world.keys(apex), SignedZones::midst(), effort);
            QVERIFY(signature.good && signature.isExpanded);
            const auto proof = judged(apex, owner, Type::TXT, reply);
            QCOMPARE(proof.security, Security::Bogus);
            QCOMPARE(proof.reason.code, QStringLiteral("wildcard-unproven"));
        }
    }

    void delegations_say_whether_they_are_signed()
    {
        QCOMPARE(ds(".", "test").kind, DsProof::Kind::Signed);
        for (const auto &[apex, child] :
             {std::pair{".", "plain"}, std::pair{"test", "open.test"}, std::pair{"nsec3", "open.nsec3"}}) {
            const auto proof = ds(apex, child);
            QCOMPARE(proof.kind, DsProof::Kind::Unsigned);
            QCOMPARE(proof.reason.code, QStringLiteral("no-ds"));
            QCOMPARE(proof.ttl, quint32(300));
        }
        for (const char *apex : {"test", "nsec3"})
            for (const char *owner : {"www", "no", "ent", "some.wild"})
                QCOMPARE(ds(apex, QByteArray(owner) + '.' + apex).kind, DsProof::Kind::NoCut);
        // A signed delegation cannot be passed off as unsigned: its NSEC lists DS.
        Message reply = SignedZones::answer(world.zone("."), {name("plain"), Type::DS});
        QCOMPARE(ds(".", "test", reply).kind, DsProof::Kind::Failed);
        reply.rcode = Rcode::ServFail;
        QCOMPARE(ds(".", "plain", reply).kind, DsProof::Kind::Useless);
    }

    void records_from_above_a_cut_deny_nothing_below() // RFC 6840, 4.1
    {
        const Message reply = SignedZones::answer(world.zone("test"), {name("www.open.test"), Type::A});
        QCOMPARE(judged("test", "www.open.test", Type::A, reply).security, Security::Bogus);
        const Message hashed = SignedZones::answer(world.zone("nsec3"), {name("www.open.nsec3"), Type::A});
        QCOMPARE(judged("nsec3", "www.open.nsec3", Type::A, hashed).security, Security::Bogus);
    }

    void keys_are_vouched_for()
    {
        const Message reply = SignedZones::answer(world.zone("test"), {name("test"), Type::DNSKEY});
        const auto ofParent = world.zone(".").rrset(name("test"), Type::DS).value().rdatas;
        const auto judge = [&](std::vector<Rdata> vouchers, const Message &message) {
            Effort effort;
            return proofOfKeys(message, {name("test"), std::move(vouchers), {}}, false, SignedZones::midst(), effort);
        };
        const auto good = judge(ofParent, reply);
        QCOMPARE(good.kind, KeysProof::Kind::Good);
        QCOMPARE(good.tags, std::vector<quint16>{good.signature.tag});
        QCOMPARE(judge({changed(ofParent.front(), -1)}, reply).reason.code, QStringLiteral("key-not-vouched"));
        QCOMPARE(judge(ofParent, Message()).reason.code, QStringLiteral("keys-missing"));
        Rdata unknown = ofParent.front();
        unknown.wire[2] = 100; // algorithm
        QCOMPARE(judge({unknown}, reply).kind, KeysProof::Kind::Unsupported);
        QCOMPARE(judge({unknown, ofParent.front()}, reply).kind, KeysProof::Kind::Good);
        unknown = ofParent.front();
        unknown.wire[3] = 99; // digest
        QCOMPARE(judge({unknown}, Message()).kind, KeysProof::Kind::Unsupported);
        // Taking the signatures away does not make a signed zone an unsigned one.
        Message stripped = reply;
        std::erase_if(stripped.answer, [](const Record &one) { return one.type == Type::RRSIG; });
        QCOMPARE(judge(ofParent, stripped).reason.code, QStringLiteral("signature-missing"));
        // Nor does SHA-1 save what SHA-256 contradicts (RFC 4509, 3).
        const auto key = world.keys("test").keys.front();
        Rdata sha1 = ofParent.front();
        sha1.wire[3] = 1;
        sha1.wire = sha1.wire.left(4) +
                    QCryptographicHash::hash(name("test").wire() + key.rdata.wire, QCryptographicHash::Sha1);
        QCOMPARE(judge({sha1}, reply).kind, KeysProof::Kind::Good);
        QCOMPARE(judge({sha1, changed(ofParent.front(), -1)}, reply).kind, KeysProof::Kind::Failed);
    }

    void too_many_iterations_are_not_counted()
    {
        Nsec3 one = nsec3Of(name("35mthgpgcu1qg68fab165klnsnk3dpvl.nsec3"),
                            rdataFromText(Type::NSEC3, "1 0 151 - b4um86eghhds6nea196smvmlo4ors995 A").value())
                        .value();
        const Denial costly(name("nsec3"), {}, {one});
        QCOMPARE(costly.name(name("no.nsec3")), Denied::TooCostly);
        QCOMPARE(costly.delegation(name("no.nsec3")), Denied::TooCostly);
        one.iterations = MostIterations;
        QCOMPARE(Denial(name("nsec3"), {}, {one}).name(name("no.nsec3")), Denied::Nothing);
    }

    void reasons_have_words()
    {
        const SecurityReason hostile{QStringLiteral("signature-missing"),
                                     {QStringLiteral("%2\u202e"), QStringLiteral("z")}};
        QVERIFY(englishSentence(hostile).contains(QStringLiteral("%2\\u202e")));
        QCOMPARE(englishSentence({}), QString());
        QVERIFY(englishSentence({QStringLiteral("of-tomorrow"), {}}).contains(QStringLiteral("of-tomorrow")));
    }
};

QTEST_GUILESS_MAIN(ProofTest)
#include "tst_proof.moc"
