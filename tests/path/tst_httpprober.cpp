// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/path/HttpProber.h"
#include "tests/path/WebServer.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::path;
using namespace hinoban::path::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Asked {
    QByteArray host = "www.example.com";
    bool isOurs = true;
    QByteArray scheme = "https", path = "/status?a=b%20c";
    bool trustsLab = true;
    HttpCall::Patience patience{2s, 2s, 2s, 3s};
};

} // namespace

class TestHttpProber : public QObject {
    Q_OBJECT

    WallClock m_clock;
    dns::test::Authority m_authority;
    const QHostAddress m_address{u"203.0.113.80"_s};

    WebTimingPtr measured(const WebServer &server, const Asked &asked = {})
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.mapping = [endpoint = server.endpoint()](const QHostAddress &, Service service) {
            return service == Service::Web ? std::optional(endpoint) : std::nullopt;
        };
        parts.trustedCertificates =
            asked.trustsLab ? m_authority.pem() : dns::test::Authority().pem(); // of another authority
        HttpProber prober(m_clock, Internet(std::move(parts)), asked.patience);
        WebQuestion question;
        question.domain = *dns::Name::fromText("example.com");
        question.url = QUrl(QString::fromLatin1(asked.scheme + "://" + asked.host + asked.path));
        question.address = m_address;
        question.resolve = 3ms;
        question.isOurs = asked.isOurs;
        WebTimingPtr answer;
        int answers = 0;
        prober.measure(question, this, [&](const WebTimingPtr &timing) {
            answer = timing;
            ++answers;
        });
        if (answer) qFatal("answered from inside measure()");
        (void)QTest::qWaitFor([&] { return bool(answer); }, 20000);
        if (answers != 1) qFatal("answered %d times", answers);
        if (!webTimingFromJson(toJson(*answer)) || !(**webTimingFromJson(toJson(*answer)) == *answer))
            qFatal("an answer that is not kept whole");
        return answer;
    }
    dns::test::Authority::Identity identity(const QString &name = u"www.example.com"_s, int days = 10)
    {
        return m_authority.issue(u"DNS:"_s + name, days);
    }
    static bool isLess(const std::optional<Duration> &one, Duration than) { return one && *one < than; }

private Q_SLOTS:
    void phasesFollowEachOther()
    {
        const auto shown = identity();
        WebServer server(
            shown,
            {.tlsAfter = 60ms, .answerAfter = 90ms, .octets = okWith("hello"), .split = 40, .splitAfter = 120ms});
        const auto timing = measured(server);
        QCOMPARE(timing->problem, QString());
        QCOMPARE(timing->status, 200);
        QCOMPARE(timing->bytes, qint64(5));
        QCOMPARE(timing->protocol, u"HTTP/1.1"_s);
        QCOMPARE(timing->tlsVersion, u"TLS 1.3"_s);
        QCOMPARE(timing->address, m_address);
        QCOMPARE(timing->phase(Phase::Resolve), std::optional<Duration>(3ms));
        QVERIFY(timing->phase(Phase::Connect));
        // What the server waits belongs to one phase and to no other.
        QVERIFY(*timing->phase(Phase::Tls) >= 55ms);
        QVERIFY(*timing->phase(Phase::FirstByte) >= 85ms);
        QVERIFY(*timing->phase(Phase::Body) >= 115ms);
        QVERIFY(timing->total());
        QCOMPARE(timing->verification, Verification::Match);
        QCOMPARE(timing->chain.size(), size_t(1));
        QCOMPARE(timing->chain[0].sha256, shown.certificate.digest(QCryptographicHash::Sha256).toHex());
        QCOMPARE(timing->chain[0].issuer, u"CN=Lab Authority"_s);
        QCOMPARE(timing->chain[0].subject, u"CN=a test"_s);
        QCOMPARE(timing->chain[0].key.size(), 64);
        QVERIFY(timing->chain[0].validFrom < timing->at && timing->chain[0].validUntil > timing->at);
        QVERIFY(server.heard().startsWith("GET /status?a=b%20c HTTP/1.1\r\nHost: www.example.com\r\n"));
        QCOMPARE(server.nameShown(), u"www.example.com"_s); // SNI
    }

    void plainHttpHasNoTls()
    {
        WebServer server({QSslCertificate(), QSslKey()}, {.octets = okWith("hi"), .isPlain = true});
        const auto timing = measured(server, {.scheme = "http"});
        QCOMPARE(timing->problem, QString());
        QVERIFY(!timing->phase(Phase::Tls));
        QVERIFY(timing->chain.empty());
        QCOMPARE(timing->verification, Verification::Unknown);
        QCOMPARE(timing->status, 200);
    }

    // Nothing is ever asked of somebody who may be the attacker.
    void ofOthersOnlyTheHandshake()
    {
        WebServer server(identity(), {.octets = okWith("secret")});
        const auto timing = measured(server, {.isOurs = false});
        QCOMPARE(timing->problem, QString());
        QCOMPARE(timing->status, 0);
        QVERIFY(timing->phase(Phase::Tls) && !timing->phase(Phase::FirstByte));
        QCOMPARE(timing->chain.size(), size_t(1));
        QCOMPARE(timing->verification, Verification::Match);
        QVERIFY(!timing->total());
        QTest::qWait(50);
        QCOMPARE(server.heard(), QByteArray());
    }

    void whoIsNotTrustedIsAskedForNothing_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("trustsLab");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("says");
        QTest::newRow("wrong name") << QByteArray("other.example.com") << true << 10 << u"not for other.example.com"_s;
        QTest::newRow("another authority") << QByteArray("www.example.com") << false << 10 << u"Lab Authority"_s;
        QTest::newRow("expired") << QByteArray("www.example.com") << true << -1 << u"expired"_s;
    }
    void whoIsNotTrustedIsAskedForNothing()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, trustsLab);
        QFETCH(int, days);
        QFETCH(QString, says);
        WebServer server(identity(u"www.example.com"_s, days), {.octets = okWith("secret")});
        const auto timing = measured(server, {.host = host, .trustsLab = trustsLab});
        QCOMPARE(timing->verification, Verification::Mismatch);
        QVERIFY2(timing->verificationProblem.contains(says), qPrintable(timing->verificationProblem));
        QVERIFY(timing->problem.startsWith("nothing was asked for"_L1));
        QVERIFY(timing->phase(Phase::Tls)); // the handshake is told all the same
        QCOMPARE(timing->chain.size(), size_t(1));
        QCOMPARE(timing->status, 0);
        QTest::qWait(50);
        QCOMPARE(server.heard(), QByteArray());
    }

    void redirectsAreToldNotFollowed()
    {
        WebServer server(identity(), {.octets = "HTTP/1.1 301 Moved\r\nLocation: https://evil.example/\xe2\x80\xae\r\n"
                                                "Content-Length: 0\r\n\r\n"});
        const auto timing = measured(server);
        QCOMPARE(timing->status, 301);
        QVERIFY(timing->redirect.startsWith("https://evil.example/"_L1));
        QVERIFY(!timing->redirect.contains(QChar(0x202e)));
        QTest::qWait(50);
        QCOMPARE(server.connections(), 1);
    }

    void chunksAreCountedWithoutFraming()
    {
        WebServer server(identity(), {.octets = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
                                                "0\r\n\r\n"});
        const auto timing = measured(server);
        QCOMPARE(timing->problem, QString());
        QCOMPARE(timing->bytes, qint64(5));
    }

    void anEndlessBodyIsCut()
    {
        WebServer server(identity(), {.octets = "HTTP/1.0 200 OK\r\n\r\n" + QByteArray(600 * 1024, 'x')});
        const auto timing = measured(server);
        QCOMPARE(timing->problem, QString());
        QVERIFY(timing->isCut);
        QCOMPARE(timing->bytes, qint64(256) * 1024);
        QVERIFY(timing->total());
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("octets");
        QTest::addColumn<bool>("hangsUp");
        QTest::addColumn<QString>("says");
        QTest::newRow("endless head") << "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(20000) << false
                                      << u"head"_s;
        QTest::newRow("no HTTP") << QByteArray("220 mail ready\r\n") << false << u"does not begin"_s;
        QTest::newRow("hangs up at once") << QByteArray() << true << u"hung up without a word"_s;
        QTest::newRow("hangs up in the head") << QByteArray("HTTP/1.1 200 OK\r\n") << true << u"middle of the head"_s;
        QTest::newRow("hangs up in the body")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel") << true << u"after 3 octets"_s;
    }
    void faults()
    {
        QFETCH(QByteArray, octets);
        QFETCH(bool, hangsUp);
        QFETCH(QString, says);
        WebServer server(identity(), {.octets = octets, .hangsUp = hangsUp});
        const auto timing = measured(server);
        QVERIFY2(timing->problem.contains(says), qPrintable(timing->problem));
        QVERIFY(!timing->total());
        QCOMPARE(timing->verification, Verification::Match);
    }

    // A deadline ends each of these; the clock's, not the socket's.
    void whoIsSlowIsLeft_data()
    {
        QTest::addColumn<int>("tlsAfter");
        QTest::addColumn<int>("answerAfter");
        QTest::addColumn<int>("every");
        QTest::addColumn<QString>("says");
        QTest::newRow("no handshake") << 60000 << 0 << 0 << u"no end of the handshake within 0.3 s"_s;
        QTest::newRow("no answer") << 0 << 60000 << 0 << u"no octet of an answer within 0.3 s"_s;
        QTest::newRow("an octet now and then") << 0 << 0 << 100 << u"not whole after 0.7 s"_s;
    }
    void whoIsSlowIsLeft()
    {
        QFETCH(int, tlsAfter);
        QFETCH(int, answerAfter);
        QFETCH(int, every);
        QFETCH(QString, says);
        WebServer server(identity(), {.tlsAfter = std::chrono::milliseconds(tlsAfter),
                                      .answerAfter = std::chrono::milliseconds(answerAfter),
                                      .octets = okWith(QByteArray(200, 'x')),
                                      .octetEvery = std::chrono::milliseconds(every)});
        const auto timing = measured(server, {.patience = {2s, 300ms, 300ms, 700ms}});
        QVERIFY2(timing->problem.contains(says), qPrintable(timing->problem));
        QVERIFY(!timing->total());
    }

    void nobodyListens()
    {
        WebServer server(identity(), {});
        server.close();
        const auto timing = measured(server);
        QVERIFY(!timing->problem.isEmpty());
        QVERIFY(!timing->phase(Phase::Connect));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("scheme") << u"ftp://www.example.com/"_s;
        QTest::newRow("password") << u"https://a:b@www.example.com/"_s;
        QTest::newRow("no host") << u"https:///x"_s;
    }
    void isRefused()
    {
        QFETCH(QString, url);
        QVERIFY(!HttpCall::fault(QUrl(url)).isEmpty());
        QVERIFY(HttpCall::fault(QUrl(u"https://www.example.com:8443/x?y"_s)).isEmpty());
    }

    // No packet leaves for an address that the guard does not permit.
    void theGuardHolds()
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        HttpProber prober(m_clock, Internet(std::move(parts)));
        WebQuestion question;
        question.url = QUrl(u"https://www.example.com/"_s);
        question.address = m_address;
        WebTimingPtr answer;
        prober.measure(question, this, [&](const WebTimingPtr &timing) { answer = timing; });
        QTRY_VERIFY(answer);
        QVERIFY2(answer->problem.contains("not permitted"_L1), qPrintable(answer->problem));
    }

    void isDroppedWithItsContext()
    {
        WebServer server(identity(), {.answerAfter = 100ms, .octets = okWith("x")});
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.mapping = [endpoint = server.endpoint()](const QHostAddress &, Service) {
            return std::optional(endpoint);
        };
        HttpProber prober(m_clock, Internet(std::move(parts)));
        WebQuestion question;
        question.url = QUrl(u"https://www.example.com/"_s);
        question.address = m_address;
        auto context = std::make_unique<QObject>();
        bool isAnswered = false;
        prober.measure(question, context.get(), [&](const WebTimingPtr &) { isAnswered = true; });
        QTRY_COMPARE(server.connections(), 1);
        context.reset();
        QTest::qWait(200);
        QVERIFY(!isAnswered);
    }
};

QTEST_GUILESS_MAIN(TestHttpProber)
#include "tst_httpprober.moc"
