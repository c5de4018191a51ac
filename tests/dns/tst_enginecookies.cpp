// SPDX-License-Identifier: GPL-3.0-or-later
// DNS cookies (RFC 7873), NSID (RFC 5001) and CD as the engine sends and judges them.
#include "app/base/StoryClock.h"
#include "app/dns/CookieOption.h"
#include "tests/dns/EngineTest.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;

namespace {

QByteArray cookieAsked(const QByteArray &query)
{
    const auto message = parseMessage(query);
    if (!message || !message->edns) return {};
    const QByteArray &options = message->edns->options;
    return options.size() >= 12 && options.startsWith(QByteArray("\0\12", 2)) ? options.mid(4) : QByteArray();
}

Message withCookie(const QByteArray &client, const QByteArray &server, Rcode rcode = Rcode::NoError)
{
    Message message = answered();
    message.rcode = rcode;
    if (rcode != Rcode::NoError) message.answer.clear();
    message.edns = Edns{};
    message.edns->options = QByteArray("\0\12\0", 3) + char(client.size() + server.size()) + client + server;
    return message;
}

const QByteArray ServerCookie = QByteArrayLiteral("16 octets of it.");

} // namespace

class EngineCookiesTest : public EngineTest {
    Q_OBJECT
private Q_SLOTS:
    void readsTheOption_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<bool>("there");
        QTest::addColumn<int>("serverSize");
        const auto option = [](int code, int size) {
            return QByteArray(1, '\0') + char(code) + char(0) + char(size) + QByteArray(size, 'x');
        };
        QTest::newRow("none") << QByteArray() << false << 0;
        QTest::newRow("another one") << option(3, 4) << false << 0;
        QTest::newRow("whole") << option(10, 24) << true << 16;
        QTest::newRow("behind another one") << option(3, 4) + option(10, 16) << true << 8;
        QTest::newRow("only ours") << option(10, 8) << true << 0;
        QTest::newRow("too short") << option(10, 15) << true << 0;
        QTest::newRow("too long") << option(10, 41) << true << 0;
        QTest::newRow("cut off") << option(10, 24).chopped(1) << false << 0;
    }
    void readsTheOption()
    {
        QFETCH(QByteArray, options);
        QFETCH(bool, there);
        QFETCH(int, serverSize);
        const auto cookie = cookieIn(options);
        QCOMPARE(cookie.has_value(), there);
        if (cookie) QCOMPARE(int(cookie->server.size()), serverSize);
    }

    void isRemembered()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            self.send(got, replyTo(got.query, withCookie(cookieAsked(got.query).first(8), ServerCookie)));
        });
        QueryEngine engine(clock, onlyServer(server));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(run(engine, query())->outcome, Outcome::Answered);
        const QByteArray first = cookieAsked(server.got().at(0).query);
        QCOMPARE(first.size(), 8);
        QCOMPARE(cookieAsked(server.got().at(1).query), first + ServerCookie);
    }

    void isAnotherOneForEachServer()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.mapping = [endpoint = server.endpoint()](const QHostAddress &, Service) { return endpoint; };
        QueryEngine engine(clock, Internet(parts));
        Query other = query();
        other.server.address = QHostAddress(Nominal.toIPv4Address() + 1);
        (void)run(engine, query());
        (void)run(engine, other);
        QVERIFY(cookieAsked(server.got().at(0).query) != cookieAsked(server.got().at(1).query));
    }

    void aWrongOneIsAStray()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message lie = withCookie(QByteArray(8, 'x'), ServerCookie);
            lie.answer = {record("example.jp", Type::NS, "ns.attacker.example")};
            self.send(got, replyTo(got.query, lie), milliseconds(5));
            self.send(got, replyTo(got.query, withCookie(cookieAsked(got.query).first(8), ServerCookie)));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->strays, 1u);
        QCOMPARE(nameOf(Type::NS, exchange->message->answer.at(0).rdata), name("ns1.example.jp"));
    }

    void aBadCookieIsAskedAgainWithTheRightOne()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            const QByteArray asked = cookieAsked(got.query);
            const bool good = asked.mid(8) == ServerCookie;
            self.send(got, replyTo(got.query, withCookie(asked.first(8), ServerCookie,
                                                         good ? Rcode::NoError : static_cast<Rcode>(BadCookie))));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->message->rcode, Rcode::NoError);
        QCOMPARE(exchange->attempts, 2u);
        QCOMPARE(clock.now(), start() + milliseconds(40));
    }

    void aServerThatRefusesItsOwnIsAskedOverTcp()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (got.tcp) return honest(self, got);
            self.send(got, replyTo(got.query, withCookie(cookieAsked(got.query).first(8), ServerCookie,
                                                         static_cast<Rcode>(BadCookie))));
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->transport, Transport::Tcp);
    }

    // A guesser knows no cookie; a server that has given one must not be believed without.
    void aReplyThatLacksItIsDecidedOverTcp()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (got.tcp) return honest(self, got);
            if (self.got().size() == 1)
                return self.send(got, replyTo(got.query, withCookie(cookieAsked(got.query).first(8), ServerCookie)));
            Message lie = answered();
            lie.answer = {record("example.jp", Type::NS, "ns.attacker.example")};
            self.send(got, replyTo(got.query, lie));
        });
        QueryEngine engine(clock, onlyServer(server));
        (void)run(engine, query());
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->transport, Transport::Tcp);
        QCOMPARE(nameOf(Type::NS, exchange->message->answer.at(0).rdata), name("ns1.example.jp"));
    }

    void aServerThatCannotIsNotAskedAgainWithOne()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (cookieAsked(got.query).isEmpty()) return honest(self, got);
            Message refusal;
            refusal.rcode = Rcode::FormErr;
            self.send(got, replyTo(got.query, refusal));
        });
        QueryEngine engine(clock, onlyServer(server));
        for (quint32 attempts : {2u, 1u}) {
            const auto exchange = run(engine, query());
            QCOMPARE(exchange->outcome, Outcome::Answered);
            QCOMPARE(exchange->attempts, attempts);
        }
        QVERIFY(parseMessage(server.got().back().query)->edns);
    }

    void aServerThatDropsThemAnswersInTheEnd()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (cookieAsked(got.query).isEmpty()) honest(self, got);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(exchange->outcome, Outcome::Answered);
        QCOMPARE(exchange->attempts, 3u);
    }

    void nsidAndCdAreAskedFor()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, honest);
        QueryEngine engine(clock, onlyServer(server));
        Query what = query();
        what.nsid = true;
        what.checkingDisabled = true;
        (void)run(engine, what);
        const auto asked = parseMessage(server.got().front().query);
        QVERIFY(asked && asked->cd && asked->edns);
        QVERIFY(asked->edns->options.startsWith(QByteArray("\0\3\0\0", 4)));
        QVERIFY(cookieIn(asked->edns->options) || asked->edns->options.contains(QByteArray("\0\12\0\10", 4)));
    }
};

QTEST_GUILESS_MAIN(EngineCookiesTest)
#include "tst_enginecookies.moc"
