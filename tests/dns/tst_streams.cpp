// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/dns/QueryEngine.h"
#include "tests/dns/ScriptedServer.h"
#include "tests/dns/ScriptedTlsServer.h"

#include <QEventLoop>
#include <QTest>

#include <set>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const QHostAddress Nominal(QStringLiteral("192.0.2.53"));
Instant start() { return instantFromUnixMicroseconds(1590764400LL * 1000000); }

Message answered()
{
    Message message;
    message.aa = true;
    message.answer = {record("example.jp", Type::NS, "ns1.example.jp")};
    return message;
}

Internet only(Endpoint endpoint, const QByteArray &authorities = {})
{
    Internet::Parts parts;
    parts.guard = Internet::Guard::LoopbackOnly;
    parts.trustedCertificates = authorities;
    parts.mapping = [endpoint](const QHostAddress &nominal, Service) -> std::optional<Endpoint> {
        if (nominal != Nominal) return std::nullopt;
        return endpoint;
    };
    return Internet(parts);
}

Query query(Transport transport, const QString &authenticationName = {}, const QByteArray &label = "example")
{
    Query query;
    query.server.address = Nominal;
    query.server.authenticationName = authenticationName;
    query.question = {name((label + ".jp").constData()), Type::NS};
    query.transport = transport;
    return query;
}

std::set<quint16> portsOf(const ScriptedServer &server)
{
    std::set<quint16> ports;
    for (const auto &got : server.got())
        ports.insert(got.port);
    return ports;
}

const QString Host = QStringLiteral("dns.test");

} // namespace

class StreamsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Authority> m_authority;

    // Asks all at once and waits for all the answers.
    std::vector<ExchangePtr> run(QueryEngine &engine, const std::vector<Query> &queries)
    {
        std::vector<ExchangePtr> results(queries.size());
        size_t left = queries.size();
        QEventLoop loop;
        for (size_t i = 0; i < queries.size(); ++i)
            engine.ask(queries[i], this, [&, i](ExchangePtr exchange) {
                results[i] = std::move(exchange);
                if (--left == 0) loop.quit();
            });
        loop.exec();
        return results;
    }
    ExchangePtr run(QueryEngine &engine, const Query &what) { return run(engine, std::vector<Query>{what}).front(); }

    // A good DoH answer to what was asked.
    static HttpResponse answer(const HttpRequest &request)
    {
        HttpResponse response;
        response.body = replyTo(request.body, answered());
        return response;
    }

private Q_SLOTS:
    void initTestCase() { m_authority = std::make_unique<Authority>(); }

    void questionsShareAConnectionAndAreAnsweredInAnyOrder()
    {
        StoryClock clock(start());
        int left = 20;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            // The first one asked is answered last.
            self.send(got, replyTo(got.query, answered()), milliseconds(10 * left--));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        std::vector<Query> queries;
        for (int i = 0; i < 20; ++i)
            queries.push_back(query(Transport::Tcp, {}, "n" + QByteArray::number(i)));
        const auto results = run(engine, queries);
        for (size_t i = 0; i < results.size(); ++i) {
            QCOMPARE(results[i]->outcome, Outcome::Answered);
            QCOMPARE(results[i]->message->question->name, queries[i].question.name);
            QCOMPARE(results[i]->rtt, Duration(milliseconds(10 * int(20 - i))));
            QCOMPARE(results[i]->strays, 0u);
        }
        QCOMPARE(portsOf(server).size(), size_t(1));
        QCOMPARE(clock.now(), start() + milliseconds(200));
        QCOMPARE(clock.lost(), quint64(0));
    }

    void anIdleConnectionIsUsedAgainAndThenClosed()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            self.send(got, replyTo(got.query, answered()));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        for (int i = 0; i < 3; ++i)
            QVERIFY(run(engine, query(Transport::Tcp))->answered());
        QCOMPARE(portsOf(server).size(), size_t(1));
        QTRY_COMPARE(server.got().front().tcp->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(clock.now() >= start() + seconds(10));
        QVERIFY(run(engine, query(Transport::Tcp))->answered());
        QCOMPARE(portsOf(server).size(), size_t(2));
        QCOMPARE(clock.lost(), quint64(0));
    }

    void manyQuestionsOpenFewConnections()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            self.send(got, replyTo(got.query, answered()));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        for (const auto &exchange : run(engine, std::vector<Query>(500, query(Transport::Tcp))))
            QCOMPARE(exchange->outcome, Outcome::Answered);
        QVERIFY(portsOf(server).size() <= 4);
    }

    void aServerThatClosesAfterEachAnswerAnswersAll()
    {
        StoryClock clock(start());
        std::set<QTcpSocket *> served;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (!served.insert(got.tcp).second) return; // only the first of a connection
            self.send(got, replyTo(got.query, answered()));
            self.close(got, milliseconds(21));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        for (const auto &exchange : run(engine, std::vector<Query>(12, query(Transport::Tcp))))
            QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
        QVERIFY(clock.now() < start() + seconds(4));
    }

    // A server that turns to closing after each answer, while connections of before are still open and idle.
    void idleConnectionsStandInNobodysWay()
    {
        StoryClock clock(start());
        std::set<quint16> used, closed;
        bool turned = false;
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (turned && used.contains(got.port)) {
                if (closed.insert(got.port).second) self.close(got);
                return;
            }
            used.insert(got.port);
            self.send(got, replyTo(got.query, answered()));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        const auto many = [&](int count) {
            std::vector<Query> queries;
            for (int i = 0; i < count; ++i)
                queries.push_back(query(Transport::Tcp, {}, "n" + QByteArray::number(i)));
            return run(engine, queries);
        };
        (void)many(120);
        QVERIFY(portsOf(server).size() >= 3);
        turned = true;
        for (int round = 0; round < 3; ++round)
            for (const auto &result : many(2)) // fewer than connections: some stay as they are
                QVERIFY2(result->answered(), qPrintable(result->detail));
        QCOMPARE(clock.lost(), quint64(0));
    }

    void anEarlyEndIsAskedOnceMore_data()
    {
        QTest::addColumn<int>("ends");
        QTest::addColumn<int>("outcome");
        QTest::newRow("once") << 1 << int(Outcome::Answered);
        QTest::newRow("twice") << 2 << int(Outcome::Unreachable);
    }
    void anEarlyEndIsAskedOnceMore()
    {
        QFETCH(int, ends);
        QFETCH(int, outcome);
        StoryClock clock(start());
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (int(self.got().size()) <= ends) return self.close(got);
            self.send(got, replyTo(got.query, answered()));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        const auto exchange = run(engine, query(Transport::Tcp));
        QCOMPARE(int(exchange->outcome), outcome);
        QCOMPARE(exchange->attempts, 2u);
        QCOMPARE(portsOf(server).size(), size_t(2));
    }

    void aByteASecondEndsAtTheDeadline()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            const QByteArray good = replyTo(got.query, answered());
            QByteArray framed(2, '\0');
            qToBigEndian(static_cast<quint16>(good.size()), framed.data());
            framed += good;
            for (qsizetype i = 0; i < framed.size(); ++i)
                self.sendRaw(got, framed.mid(i, 1), seconds(i + 1), false);
        });
        QueryEngine engine(clock, only(server.endpoint()));
        const auto exchange = run(engine, query(Transport::Tcp));
        QCOMPARE(exchange->outcome, Outcome::TimedOut);
        QCOMPARE(exchange->detail, QStringLiteral("no whole answer over TCP"));
        QCOMPARE(clock.now(), start() + seconds(5));
        // The next question does not stand in the slow one's queue.
        (void)run(engine, query(Transport::Tcp));
        QCOMPARE(portsOf(server).size(), size_t(2));
    }

    void whatNobodyAskedForIsCounted()
    {
        StoryClock clock(start());
        ScriptedServer server(clock, [](ScriptedServer &self, const ScriptedServer::Got &got) {
            Message other = answered();
            for (int i = 0; i < 2000; ++i)
                other.answer.push_back(
                    {name("example.jp"), Type::A, 1, 60, addressRdata(QHostAddress(0xc0000200u + quint32(i)))});
            QByteArray wrong = replyTo(got.query, other);
            wrong[1] = static_cast<char>(wrong.at(1) ^ 0x55);
            for (int i = 0; i < 20; ++i)
                self.send(got, wrong, milliseconds(10));
        });
        QueryEngine engine(clock, only(server.endpoint()));
        const auto exchange = run(engine, query(Transport::Tcp));
        QCOMPARE(exchange->outcome, Outcome::Unreachable);
        QCOMPARE(exchange->detail, QStringLiteral("the server sends what nobody asked for"));
        QVERIFY(exchange->strays > 8 && exchange->strays < 40);
    }

    void overTls()
    {
        StoryClock clock(start());
        DotServer server(clock, m_authority->issue(QStringLiteral("DNS:dns.test")),
                         [](DotServer &self, QSslSocket *socket, const QByteArray &asked) {
                             self.send(socket, replyTo(asked, answered()));
                         });
        QueryEngine engine(clock, only(server.endpoint(), m_authority->pem()));
        const auto results = run(engine, std::vector<Query>(30, query(Transport::Tls, Host)));
        for (const auto &exchange : results) {
            QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
            QCOMPARE(exchange->transport, Transport::Tls);
            QCOMPARE(exchange->rtt, Duration(milliseconds(20)));
            QVERIFY(QSslCertificate(exchange->certificate, QSsl::Der).isSelfSigned() == false);
            QVERIFY(!exchange->certificate.isEmpty());
        }
        QCOMPARE(server.connections(), 1);
        QCOMPARE(clock.lost(), quint64(0));
    }

    void overHttps()
    {
        StoryClock clock(start());
        DohServer server(clock, m_authority->issue(QStringLiteral("DNS:dns.test")), answer);
        QueryEngine engine(clock, only(server.endpoint(), m_authority->pem()));
        Query what = query(Transport::Https, Host);
        what.server.path = QStringLiteral("/custom");
        const auto results = run(engine, std::vector<Query>(30, what));
        for (const auto &exchange : results) {
            QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
            QCOMPARE(exchange->transport, Transport::Https);
            QCOMPARE(exchange->rtt, Duration(milliseconds(20)));
            QCOMPARE(exchange->message->id, quint16(0));
            QVERIFY(!exchange->certificate.isEmpty());
        }
        QCOMPARE(server.connections(), 1);
        QCOMPARE(server.got().front().method, QByteArray("POST"));
        QCOMPARE(server.got().front().path, QByteArray("/custom"));
        QCOMPARE(server.got().front().contentType, QByteArray("application/dns-message"));
        QCOMPARE(server.got().front().authority, QByteArray("dns.test:") + QByteArray::number(server.endpoint().port));
        QCOMPARE(clock.lost(), quint64(0));
    }

    // Never an answer where the certificate is not the one that was wanted.
    void certificates_data()
    {
        QTest::addColumn<int>("transport");
        QTest::addColumn<QString>("alternatives");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("detail"); // empty: answered
        for (const auto transport : {Transport::Tls, Transport::Https}) {
            const auto row = [&](const char *what, const char *alternatives, int days, bool known,
                                 const QString &wanted, const char *detail) {
                QTest::newRow(qPrintable(
                    QStringLiteral("%1 %2").arg(QString::fromLatin1(transportText(transport)), QLatin1String(what))))
                    << int(transport) << QString::fromLatin1(alternatives) << days << known << wanted
                    << QString::fromLatin1(detail);
            };
            row("good name", "DNS:dns.test", 5, true, Host, "");
            row("good wildcard", "DNS:*.lab.test", 5, true, QStringLiteral("dns.lab.test"), "");
            row("good address", "IP:192.0.2.53", 5, true, {}, "");
            row("wrong name", "DNS:evil.test,DNS:other.test", 5, true, Host,
                "the certificate is for evil.test, other.test, not for dns.test");
            row("wrong address", "IP:192.0.2.54", 5, true, {}, "the certificate is for 192.0.2.54, not for 192.0.2.53");
            row("expired", "DNS:dns.test", -1, true, Host, "the certificate expired at ");
            row("unknown authority", "DNS:dns.test", 5, false, Host,
                "not trusted: the certificate is issued by Lab Authority");
        }
    }
    void certificates()
    {
        QFETCH(int, transport);
        QFETCH(QString, alternatives);
        QFETCH(int, days);
        QFETCH(bool, known);
        QFETCH(QString, wanted);
        QFETCH(QString, detail);
        StoryClock clock(start());
        const auto identity = m_authority->issue(alternatives, days);
        int asked = 0;
        DotServer dot(clock, identity, [&](DotServer &self, QSslSocket *socket, const QByteArray &question) {
            ++asked;
            self.send(socket, replyTo(question, answered()));
        });
        DohServer doh(clock, identity, [&](const HttpRequest &request) {
            ++asked;
            return answer(request);
        });
        const bool isTls = Transport(transport) == Transport::Tls;
        const Endpoint endpoint = isTls ? dot.endpoint() : doh.endpoint();
        QueryEngine engine(clock, only(endpoint, known ? m_authority->pem() : Authority().pem()));
        const auto exchange = run(engine, query(Transport(transport), wanted));
        QCOMPARE(exchange->certificate, identity.certificate.toDer());
        QCOMPARE(int(exchange->transport), transport);
        if (detail.isEmpty()) {
            QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
            return;
        }
        QCOMPARE(exchange->outcome, Outcome::Unreachable);
        QVERIFY2(exchange->detail.startsWith(detail), qPrintable(exchange->detail));
        QVERIFY(!exchange->message);
        QCOMPARE(asked, 0);
    }

    void httpThatIsNoAnswer_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("detail");
        QTest::newRow("status 500") << QStringLiteral("500") << int(Outcome::Malformed)
                                    << QStringLiteral("HTTP status 500");
        QTest::newRow("redirect") << QStringLiteral("302") << int(Outcome::Malformed)
                                  << QStringLiteral("HTTP status 302");
        QTest::newRow("HTML") << QStringLiteral("html") << int(Outcome::Malformed)
                              << QStringLiteral("the answer is text/html; charset=utf-8 instead of a DNS message");
        QTest::newRow("no content type") << QStringLiteral("untyped") << int(Outcome::Malformed)
                                         << QStringLiteral("the answer has no content type");
        QTest::newRow("another question") << QStringLiteral("other") << int(Outcome::Malformed)
                                          << QStringLiteral("the answer is to another question");
        QTest::newRow("no message") << QStringLiteral("garbage") << int(Outcome::Malformed)
                                    << QStringLiteral("the reply is no DNS message");
        QTest::newRow("too long") << QStringLiteral("long") << int(Outcome::Malformed)
                                  << QStringLiteral("the body is longer than a DNS message can be");
        QTest::newRow("empty") << QStringLiteral("empty") << int(Outcome::Malformed)
                               << QStringLiteral("the reply is no DNS message");
        QTest::newRow("silence") << QStringLiteral("silence") << int(Outcome::TimedOut)
                                 << QStringLiteral("no whole answer over HTTPS");
        QTest::newRow("refused once") << QStringLiteral("refused once") << int(Outcome::Answered) << QString();
        QTest::newRow("refused always") << QStringLiteral("refused always") << int(Outcome::Unreachable)
                                        << QStringLiteral("the server takes no further requests");
    }
    void httpThatIsNoAnswer()
    {
        QFETCH(QString, way);
        QFETCH(int, outcome);
        QFETCH(QString, detail);
        StoryClock clock(start());
        int asked = 0;
        DohServer server(clock, m_authority->issue(QStringLiteral("DNS:dns.test")),
                         [&](const HttpRequest &request) -> std::optional<HttpResponse> {
                             HttpResponse response = answer(request);
                             ++asked;
                             if (way == QLatin1String("silence")) return std::nullopt;
                             if (way == QLatin1String("500") || way == QLatin1String("302"))
                                 response.status = way.toLatin1();
                             if (way == QLatin1String("html")) response.contentType = "text/html; charset=utf-8";
                             if (way == QLatin1String("untyped")) response.contentType.clear();
                             if (way == QLatin1String("other")) response.body[14] = 'q';
                             if (way == QLatin1String("garbage")) response.body.chop(3);
                             if (way == QLatin1String("empty")) response.body.clear();
                             if (way == QLatin1String("long")) response.body.append(70000, 'x');
                             response.reset = way == QLatin1String("refused always") ||
                                              (way == QLatin1String("refused once") && asked == 1);
                             return response;
                         });
        QueryEngine engine(clock, only(server.endpoint(), m_authority->pem()));
        const auto exchange = run(engine, query(Transport::Https, Host));
        QCOMPARE(int(exchange->outcome), outcome);
        QCOMPARE(exchange->detail, detail);
        QCOMPARE(exchange->answered(), bool(exchange->message));
        QVERIFY(clock.now() <= start() + seconds(5));
    }

    void aServerThatGoesAwayIsAskedAnew()
    {
        StoryClock clock(start());
        DohServer server(clock, m_authority->issue(QStringLiteral("DNS:dns.test")), [](const HttpRequest &request) {
            HttpResponse response = answer(request);
            response.goAway = true;
            return response;
        });
        QueryEngine engine(clock, only(server.endpoint(), m_authority->pem()));
        for (int i = 0; i < 3; ++i) {
            const auto exchange = run(engine, query(Transport::Https, Host));
            QVERIFY2(exchange->answered(), qPrintable(exchange->detail));
        }
        QCOMPARE(server.connections(), 3);
    }

    void withoutHttp2ThereIsNoDoh()
    {
        StoryClock clock(start());
        DohServer server(clock, m_authority->issue(QStringLiteral("DNS:dns.test")), answer, {});
        QueryEngine engine(clock, only(server.endpoint(), m_authority->pem()));
        const auto exchange = run(engine, query(Transport::Https, Host));
        QCOMPARE(exchange->outcome, Outcome::Unreachable);
        QCOMPARE(exchange->detail, QStringLiteral("the server does not speak HTTP/2"));
    }

    void whatIsNoTls_data()
    {
        QTest::addColumn<int>("transport");
        QTest::newRow("tls") << int(Transport::Tls);
        QTest::newRow("https") << int(Transport::Https);
    }
    // A plain DNS server where TLS was expected: it sees a hello that is no question.
    void whatIsNoTls()
    {
        QFETCH(int, transport);
        StoryClock clock(start());
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress(QHostAddress::LocalHost)));
        connect(&plain, &QTcpServer::newConnection, this, [&plain] {
            auto *socket = plain.nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [socket] { socket->write("no, thank you\r\n"); });
        });
        QueryEngine engine(clock, only({plain.serverAddress(), plain.serverPort()}, m_authority->pem()));
        const auto exchange = run(engine, query(Transport(transport), Host));
        QCOMPARE(exchange->outcome, Outcome::Unreachable);
        QVERIFY2(exchange->detail.startsWith(QStringLiteral("no TLS: ")), qPrintable(exchange->detail));
    }

    void aHandshakeThatHangsEndsAtTheDeadline()
    {
        StoryClock clock(start());
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress(QHostAddress::LocalHost)));
        QueryEngine engine(clock, only({silent.serverAddress(), silent.serverPort()}, m_authority->pem()));
        const auto exchange = run(engine, query(Transport::Tls, Host));
        QCOMPARE(exchange->outcome, Outcome::TimedOut);
        QCOMPARE(exchange->detail, QStringLiteral("the TLS connection was not made"));
        QCOMPARE(clock.now(), start() + seconds(5));
    }
};

QTEST_GUILESS_MAIN(StreamsTest)
#include "tst_streams.moc"
