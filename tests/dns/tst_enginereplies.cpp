// SPDX-License-Identifier: GPL-3.0-or-later
// Which replies the engine takes for the answer, and what it does about the others.
#include "app/base/StoryClock.h"
#include "tests/dns/EngineTest.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

QByteArray flipCase(QByteArray wire)
{
    for (qsizetype i = 12; i < 24 && wire.at(i) != 0; ++i)
        if (QChar::isLetter(uint(wire.at(i))) && wire.at(i) > 63) {
            wire[i] = static_cast<char>(wire.at(i) ^ 0x20);
            break;
        }
    return wire;
}

} // namespace

class EngineRepliesTest : public EngineTest {
    Q_OBJECT
private Q_SLOTS:
    // Every lie is sent before the truth; only the truth may be taken, and each lie is counted.
    void liesAreCountedAndIgnored_data()
    {
        QTest::addColumn<QString>("lie");
        for (const char *lie : {"wrong id", "wrong port", "wrong question", "wrong type", "wrong case", "no reply bit",
                                "wrong opcode", "no question"})
            QTest::newRow(lie) << QString::fromLatin1(lie);
    }
    void liesAreCountedAndIgnored()
    {
        QFETCH(QString, lie);
        StoryClock clock(start());
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress(QHostAddress::LocalHost), 0));
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message false_ = answered();
            false_.answer = {record("example.jp", Type::NS, "ns.attacker.example")};
            QByteArray bytes = replyTo(got.query, false_);
            if (lie == QLatin1String("wrong id")) bytes[0] = static_cast<char>(bytes.at(0) ^ 1);
            if (lie == QLatin1String("wrong question")) bytes[13] = 'z';
            if (lie == QLatin1String("wrong type")) bytes[12 + 12 + 1] = 1;
            if (lie == QLatin1String("wrong case")) bytes = flipCase(bytes);
            if (lie == QLatin1String("no reply bit")) bytes[2] = static_cast<char>(bytes.at(2) & 0x7f);
            if (lie == QLatin1String("wrong opcode")) bytes[2] = static_cast<char>(bytes.at(2) | 0x20);
            if (lie == QLatin1String("no question")) {
                bytes = bytes.first(12);
                for (int i : {4, 5, 6, 7, 8, 9, 10, 11})
                    bytes[i] = 0;
            }
            if (lie == QLatin1String("wrong port"))
                self.sendFrom(other, got, bytes);
            else
                self.send(got, bytes, milliseconds(5));
            self.send(got, replyTo(got.query, answered()), milliseconds(20));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->strays, 1u);
        QCOMPARE(exchange->attempts, 1u);
        QCOMPARE(nameOf(Type::NS, exchange->message->answer.at(0).rdata), name("ns1.example.jp"));
    }

    void onlyTheFirstOfTwoAnswersCounts()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            honest(self, got);
            honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        int answers = 0;
        engine.ask(query(), this, [&](ExchangePtr) { ++answers; });
        QTRY_COMPARE(answers, 1);
        (void)run(engine, query());
        QCOMPARE(answers, 1);
    }

    void manyGuessesAreAllRefused()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message false_ = answered();
            false_.answer = {record("example.jp", Type::NS, "ns.attacker.example")};
            const QByteArray bytes = replyTo(got.query, false_);
            for (int i = 1; i <= 100; ++i) {
                QByteArray guess = bytes;
                guess[1] = static_cast<char>(guess.at(1) ^ i);
                self.send(got, guess, milliseconds(1));
            }
            honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->strays, 100u);
        QCOMPARE(nameOf(Type::NS, exchange->message->answer.at(0).rdata), name("ns1.example.jp"));
    }

    void truncationGoesToTcp()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message message = answered();
            message.tc = !got.tcp;
            self.send(got, replyTo(got.query, message));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->transport, Transport::Tcp);
        QCOMPARE(exchange->attempts, 2u);
        QVERIFY(!exchange->message->tc);
        QCOMPARE(exchange->sentAt, start() + milliseconds(20));
    }

    void truncationWithoutTcpIsNoAnswer()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message message = answered();
            message.tc = true;
            self.send(got, replyTo(got.query, message));
        });
        server.closeTcp();
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Unreachable);
        QVERIFY2(exchange->detail.contains(QStringLiteral("connection refused")), qPrintable(exchange->detail));
        QVERIFY(!exchange->message);
    }

    void tcp_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<quint32>("strays");
        QTest::newRow("byte by byte") << QStringLiteral("bytes") << int(Outcome::Answered) << 0u;
        QTest::newRow("closes at once") << QStringLiteral("close") << int(Outcome::Unreachable) << 0u;
        QTest::newRow("closes in the middle") << QStringLiteral("cut") << int(Outcome::Malformed) << 0u;
        QTest::newRow("another answer first") << QStringLiteral("other") << int(Outcome::Answered) << 1u;
        QTest::newRow("wrong id first") << QStringLiteral("id") << int(Outcome::Answered) << 1u;
        QTest::newRow("two answers") << QStringLiteral("two") << int(Outcome::Answered) << 0u;
        QTest::newRow("letters folded") << QStringLiteral("case") << int(Outcome::Answered) << 0u;
        QTest::newRow("no message") << QStringLiteral("garbage") << int(Outcome::Malformed) << 0u;
        QTest::newRow("an empty frame") << QStringLiteral("empty") << int(Outcome::Malformed) << 0u;
        QTest::newRow("silence") << QStringLiteral("silence") << int(Outcome::TimedOut) << 0u;
        QTest::newRow("64 KiB of records") << QStringLiteral("big") << int(Outcome::Answered) << 0u;
    }
    void tcp()
    {
        QFETCH(QString, way);
        QFETCH(int, outcome);
        QFETCH(quint32, strays);
        StoryClock clock(start());
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            const QByteArray good = replyTo(got.query, answered());
            QByteArray framed(2, '\0');
            qToBigEndian(static_cast<quint16>(good.size()), framed.data());
            framed += good;
            if (way == QLatin1String("bytes"))
                for (qsizetype i = 0; i < framed.size(); ++i)
                    self.sendRaw(got, framed.mid(i, 1), milliseconds(20 * (i + 1)), i == framed.size() - 1);
            if (way == QLatin1String("close")) self.close(got);
            if (way == QLatin1String("cut")) {
                self.sendRaw(got, framed.first(20), milliseconds(10), false);
                self.close(got);
            }
            if (way == QLatin1String("other") || way == QLatin1String("id")) {
                QByteArray wrong = good;
                wrong[way == QLatin1String("id") ? 1 : 14] = static_cast<char>(wrong.at(1) ^ 0x55);
                self.send(got, wrong, milliseconds(5));
            }
            if (way == QLatin1String("case")) return self.send(got, flipCase(good));
            if (way == QLatin1String("garbage")) return self.send(got, good.first(good.size() - 3));
            if (way == QLatin1String("empty")) return self.send(got, {});
            if (way == QLatin1String("big")) {
                Message big = answered();
                for (int i = 0; i < 2000; ++i)
                    big.answer.push_back(
                        {name("example.jp"), Type::A, 1, 60, addressRdata(QHostAddress(0xc0000200u + quint32(i)))});
                return self.send(got, replyTo(got.query, big));
            }
            if (way == QLatin1String("other") || way == QLatin1String("id") || way == QLatin1String("two"))
                self.send(got, good);
            if (way == QLatin1String("two")) self.send(got, good);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query(Transport::Tcp));
        QVERIFY(exchange);
        QCOMPARE(int(exchange->outcome), outcome);
        QCOMPARE(exchange->strays, strays);
        QCOMPARE(exchange->transport, Transport::Tcp);
        QCOMPARE(engine.open(), 0);
        QVERIFY(clock.now() <= start() + seconds(5));
        QCOMPARE(clock.lost(), quint64(0));
    }

    void silenceEndsAtTheDeadline()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &, const ScriptedServer::Got &) {});
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::TimedOut);
        QCOMPARE(exchange->attempts, 3u);
        QCOMPARE(exchange->sentAt, start());
        QCOMPARE(exchange->rtt, Duration(0));
        QCOMPARE(clock.now(), start() + seconds(5));
        QVERIFY(exchange->reply.isEmpty() && exchange->replySha256().isEmpty() && exchange->canonical().isEmpty());
        QCOMPARE(clock.pending(), 0);
    }

    void theLastAttemptMayBeAnswered()
    {
        StoryClock clock(start());
        int asked = 0;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (++asked == 3) honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->attempts, 3u);
        QCOMPARE(exchange->sentAt, start() + milliseconds(2400));
        QCOMPARE(exchange->rtt, Duration(milliseconds(20)));
    }

    void aLateAnswerToAnEarlierAttemptCounts()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (self.got().size() == 1) self.send(got, replyTo(got.query, answered()), milliseconds(900));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->sentAt, start());
        QCOMPARE(exchange->rtt, Duration(milliseconds(900)));
        QCOMPARE(exchange->attempts, 2u);
    }

    void ednsFallback_data()
    {
        QTest::addColumn<int>("rcode");
        QTest::addColumn<bool>("headerOnly");
        QTest::newRow("FORMERR") << 1 << false;
        QTest::newRow("FORMERR, header only") << 1 << true;
        QTest::newRow("NOTIMP") << 4 << false;
        QTest::newRow("BADVERS") << 16 << false;
    }
    void ednsFallback()
    {
        QFETCH(int, rcode);
        QFETCH(bool, headerOnly);
        StoryClock clock(start());
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (!parseMessage(got.query)->edns) return honest(self, got);
            Message refusal;
            refusal.rcode = static_cast<Rcode>(rcode);
            if (rcode > 15) refusal.edns = Edns{};
            QByteArray bytes = replyTo(got.query, refusal);
            if (headerOnly) {
                bytes = bytes.first(12);
                bytes[5] = 0;
            }
            self.send(got, bytes);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->message->rcode, Rcode::NoError);
        QCOMPARE(exchange->transport, Transport::Udp);
        QCOMPARE(exchange->attempts, 3u); // without cookie, then without EDNS
    }

    void formErrWithoutEdnsIsTheAnswer()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message refusal;
            refusal.rcode = Rcode::FormErr;
            self.send(got, replyTo(got.query, refusal));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->message->rcode, Rcode::FormErr);
        QCOMPARE(server.got().size(), size_t(3));
    }

    void aServerThatFoldsLettersIsAskedOverTcp()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            self.send(got, flipCase(replyTo(got.query, answered())));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
        QCOMPARE(exchange->transport, Transport::Tcp);
        QVERIFY(exchange->strays >= 1);
        QVERIFY(clock.now() < start() + seconds(5));
    }

    void whatIsNoMessageIsMalformed()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            self.send(got, replyTo(got.query, answered()) + "x");
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Malformed);
        QCOMPARE(exchange->attempts, 3u);
        QVERIFY(!exchange->reply.isEmpty());
        QCOMPARE(exchange->replySha256().size(), 64);
        QVERIFY(!exchange->message);
        QVERIFY(exchange->canonical().isEmpty());
    }

    void aMalformedReplyIsAskedAgain()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (self.got().size() == 1) return self.send(got, replyTo(got.query, answered()) + "x");
            honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->attempts, 2u);
    }

    void aClosedPortIsUnreachable()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        server.closeUdp();
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Unreachable);
        QCOMPARE(exchange->detail, QStringLiteral("connection refused"));
        QCOMPARE(clock.now(), start());
        QCOMPARE(clock.lost(), quint64(0));
    }

    // Datagrams that go out together: on loopback the network tells of all of them at once.
    void aClosedPortIsUnreachableForEach_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("many in a train") << QByteArray("jp");
        QTest::newRow("few in a train") << QByteArray(60, 'a') + '.' + QByteArray(60, 'b') + ".jp";
        QTest::newRow("alone") << QByteArray(63, 'a') + '.' + QByteArray(63, 'b') + '.' + QByteArray(63, 'c') + '.' +
                                      QByteArray(50, 'd');
    }
    void aClosedPortIsUnreachableForEach()
    {
        QFETCH(QByteArray, name);
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        server.closeUdp();
        QueryEngine engine(clock, onlyServer(server), {.udpSockets = 1});
        Query one = query();
        one.question.name = test::name(name.constData());
        const auto exchanges = runMany(engine, one, 12); // Linux tells of 50 in a row
        for (const ExchangePtr &exchange : exchanges) {
            QCOMPARE(exchange->outcome, Outcome::Unreachable);
            QCOMPARE(exchange->detail, QStringLiteral("connection refused"));
        }
        QCOMPARE(clock.now(), start());
        QCOMPARE(clock.lost(), quint64(0));
    }
};

QTEST_GUILESS_MAIN(EngineRepliesTest)
#include "tst_enginereplies.moc"
