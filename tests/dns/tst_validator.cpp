// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Validator.h"

#include "app/base/StoryClock.h"
#include "tests/dns/LittleInternet.h"
#include "tests/dns/SignedZones.h"

#include <QEventLoop>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::seconds;

// The asking part: what is asked of whom, how often, and what is remembered. The verdicts are tst_proof's and the
// lab's.
class ValidatorTest : public QObject {
    Q_OBJECT

    SignedZones zones;
    std::optional<StoryClock> clock;
    std::optional<LittleInternet> world;
    std::optional<QueryEngine> engine;
    std::optional<DelegationWalk> walk;
    std::optional<Validator> validator;
    std::vector<Question> asked; // with DO
    std::function<bool(const Question &)> fails = [](const Question &) { return false; };

    void host(const char *address, std::vector<const char *> apexes)
    {
        world->serve(address, ".", "dead NS dead.\n"); // so that it is there
        world->trick(address, [this, apexes](ScriptedServer &server, const ScriptedServer::Got &got) {
            const bool signedToo = parseMessage(got.query).value().edns->dnssecOk;
            if (signedToo) asked.push_back(got.question);
            if (fails(got.question)) {
                Message failing;
                failing.rcode = Rcode::ServFail;
                server.send(got, replyTo(got.query, failing));
                return true;
            }
            server.send(got, replyTo(got.query, answer(apexes, got.question)));
            return true;
        });
    }
    Message answer(const std::vector<const char *> &apexes, const Question &question)
    {
        const Zone *best = nullptr;
        for (const char *apex : apexes) {
            const Zone &zone = zones.zone(apex);
            const bool above =
                question.name.isSubdomainOf(zone.apex) && !(question.type == Type::DS && question.name == zone.apex);
            if (above && (!best || best->apex.labelCount() < zone.apex.labelCount())) best = &zone;
        }
        Message reply;
        if (!best) {
            reply.rcode = Rcode::Refused;
            return reply;
        }
        // A referral where the question lies below a cut.
        if (question.type != Type::DS)
            for (Name cut = question.name; cut != best->apex; cut = cut.parent())
                if (const auto ns = best->rrset(cut, Type::NS)) {
                    for (const Record &record : best->records) {
                        if (record.owner == cut && record.type == Type::NS) reply.authority.push_back(record);
                        if (record.type == Type::A && record.owner.isSubdomainOf(cut))
                            reply.additional.push_back(record);
                    }
                    return reply;
                }
        return SignedZones::answer(*best, question);
    }

    ValidationPtr validate(const char *owner, std::vector<Question> questions, bool follow = true)
    {
        ValidationPtr result;
        QEventLoop loop;
        validator->validate({name(owner), std::move(questions), follow, {}, Transport::Udp}, this,
                            [&](const ValidationPtr &validation) {
                                result = validation;
                                loop.quit();
                            });
        if (result) qFatal("answered from inside validate()");
        loop.exec();
        return result;
    }
    int count(const char *owner, Type type) const
    {
        return static_cast<int>(std::count(asked.begin(), asked.end(), Question{name(owner), type}));
    }

private Q_SLOTS:
    void init()
    {
        clock.emplace(SignedZones::midst(), StoryClock::Max);
        world.emplace(*clock);
        host("192.0.2.1", {"."});
        host("192.0.2.2", {"test", "nsec3"});
        engine.emplace(*clock, world->internet(false));
        walk.emplace(*engine);
        validator.emplace(*engine, *walk, SignedZones::anchors());
        asked.clear();
        zones = SignedZones();
        fails = [](const Question &) { return false; };
    }
    void cleanup()
    {
        validator.reset();
        walk.reset();
        engine.reset();
        world.reset();
        clock.reset();
    }

    void walks_the_chain_down_and_says_so()
    {
        const auto told = validate("test", {{name("test"), Type::SOA}, {name("www.test"), Type::A}});
        QVERIFY2(told->security == Security::Secure, qPrintable(englishSentence(told->reason)));
        QCOMPARE(told->chain.size(), size_t(2));
        QVERIFY(told->chain[0].isAnchor && told->chain[0].zone.isRoot());
        const ChainLink *link = told->link(name("test"));
        QVERIFY(link && !link->isAnchor && link->signingTag && link->vouchers.size() == 1);
        QCOMPARE(toRfc3339(*link->expiration), QStringLiteral("2027-01-01T00:00:00Z"));
        QCOMPARE(link->evidence.size(), size_t(2));
        QCOMPARE(told->answers.size(), size_t(2));
        QCOMPARE(told->answers[1].kind, AnswerSecurity::Kind::Data);

        // A record of it reads back as the same.
        const auto back = validationFromJson(toJson(*told));
        QVERIFY(back.has_value());
        QCOMPARE(toJson(*back), toJson(*told));
        QVERIFY(back->chain == told->chain && back->answers == told->answers);
    }

    void remembers_chains_for_their_ttl()
    {
        (void)validate("test", {});
        (void)validate("test", {{name("test"), Type::SOA}});
        QCOMPARE(count(".", Type::DNSKEY), 1);
        QCOMPARE(count("test", Type::DS), 1);
        QCOMPARE(count("test", Type::DNSKEY), 1);
        QEventLoop loop;
        clock->after(seconds(301), this, [&] { loop.quit(); });
        loop.exec();
        (void)validate("test", {});
        QCOMPARE(count("test", Type::DS), 2);
        validator->seenDs(name("test"), {});
        (void)validate("test", {});
        QCOMPARE(count("test", Type::DS), 3); // the parent showed something else
        validator->seenDs(name("test"), zones.zone(".").rrset(name("test"), Type::DS)->rdatas);
        (void)validate("test", {});
        QCOMPARE(count("test", Type::DS), 3);
    }

    void unsigned_domains_cost_one_question()
    {
        const auto told = validate("plain", {{name("plain"), Type::SOA}, {name("www.plain"), Type::A}});
        QCOMPARE(told->security, Security::Insecure);
        QCOMPARE(told->reason.code, QStringLiteral("no-ds"));
        QCOMPARE(told->answers[1].security, Security::Insecure);
        QCOMPARE(asked.size(), size_t(2)); // the root's keys, and the absent DS
        (void)validate("plain", {{name("plain"), Type::SOA}});
        QCOMPARE(asked.size(), size_t(2));
    }

    void many_at_once_ask_once()
    {
        int open = 0;
        QEventLoop loop;
        for (const char *owner : {"test", "nsec3", "plain", "www.test", "ent.test", "no.nsec3"}) {
            ++open;
            validator->validate({name(owner), {}, true, {}, Transport::Udp}, this, [&](const ValidationPtr &) {
                if (--open == 0) loop.quit();
            });
        }
        loop.exec();
        QCOMPARE(count(".", Type::DNSKEY), 1);
        QCOMPARE(count("test", Type::DS), 1);
        QCOMPARE(count("test", Type::DNSKEY), 1);
    }

    void without_an_anchor_nothing_is_asked()
    {
        validator.emplace(*engine, *walk, TrustAnchors());
        QVERIFY(!validator->covers(name("test")));
        const auto told = validate("test", {{name("test"), Type::SOA}});
        QCOMPARE(told->security, Security::Indeterminate);
        QCOMPARE(told->reason.code, QStringLiteral("no-anchor"));
        QVERIFY(asked.empty() && told->exchanges.empty());
    }

    void silence_is_not_bogus()
    {
        fails = [](const Question &question) { return question.type == Type::DNSKEY && !question.name.isRoot(); };
        const auto told = validate("test", {{name("test"), Type::SOA}});
        QCOMPARE(told->security, Security::Indeterminate);
        QCOMPARE(told->reason.code, QStringLiteral("no-answer"));
        QVERIFY(englishSentence(told->reason).contains(QStringLiteral("SERVFAIL")));
        fails = [](const Question &) { return false; };
        QEventLoop loop;
        clock->after(seconds(31), this, [&] { loop.quit(); });
        loop.exec();
        QCOMPARE(validate("test", {})->security, Security::Secure); // trouble is forgotten soon
    }

    void changed_keys_are_asked_for_again()
    {
        (void)validate("test", {});
        // What is remembered no longer fits what is served: the zone is taken from the world, and its DS.
        std::erase_if(zones.zone("test").records, [](const Record &one) { return one.type == Type::RRSIG; });
        std::erase_if(zones.zone(".").records, [](const Record &one) {
            return one.owner == name("test") && (one.type == Type::DS || one.type == Type::NSEC);
        });
        QEventLoop loop;
        clock->after(seconds(1), this, [&] { loop.quit(); });
        loop.exec();
        const int before = count("test", Type::DS);
        const auto told = validate("test", {{name("www.test"), Type::A}});
        QCOMPARE(count("test", Type::DS), before + 1);
        QCOMPARE(told->security, Security::Bogus); // nothing proves that there is no DS
    }

    void aliases_are_followed_or_not()
    {
        auto told = validate("test", {{name("alias.test"), Type::A}});
        QCOMPARE(told->answers[0].security, Security::Secure);
        QCOMPARE(told->answers[0].aliases, std::vector<Name>{name("www.test")});
        told = validate("test", {{name("alias.test"), Type::A}}, false);
        QCOMPARE(told->answers[0].kind, AnswerSecurity::Kind::Alias);
        QVERIFY(told->answers[0].aliases.empty());
    }

    void cuts_below_the_domain_are_found()
    {
        const auto told = validate("test", {{name("www.open.test"), Type::A}});
        QCOMPARE(told->answers[0].security, Security::Insecure);
        QCOMPARE(told->answers[0].reason.code, QStringLiteral("no-ds"));
    }

    void a_bogus_anchor_is_bogus()
    {
        TrustAnchors other;
        other.add(Name(), Type::DS, zones.zone(".").rrset(name("test"), Type::DS)->rdatas.front());
        validator.emplace(*engine, *walk, other);
        const auto told = validate("test", {});
        QCOMPARE(told->security, Security::Bogus);
        QCOMPARE(told->reason.code, QStringLiteral("anchor-mismatch"));
    }
};

QTEST_GUILESS_MAIN(ValidatorTest)
#include "tst_validator.moc"
