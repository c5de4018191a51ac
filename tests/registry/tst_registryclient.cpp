// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "app/registry/RegistryClient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Says the same bytes to everybody who has sent a request, and keeps the requests.
class WebServer : public QTcpServer {
public:
    explicit WebServer(QByteArray answer, bool closes = true)
        : m_answer(std::move(answer))
        , m_closes(closes)
    {
        if (!listen(QHostAddress::LocalHost)) qFatal("cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    m_request += socket->readAll();
                    if (!m_request.contains("\r\n\r\n")) return;
                    requests.append(m_request);
                    m_request.clear();
                    socket->write(m_answer);
                    if (m_closes) socket->disconnectFromHost();
                });
            }
        });
    }
    QUrl base(const QString &host = u"127.0.0.1"_s) const
    {
        return QUrl(u"http://%1:%2/rdap/"_s.arg(host).arg(serverPort()));
    }
    void fallSilent()
    {
        m_answer.clear();
        m_closes = false;
    }
    QList<QByteArray> requests;

private:
    QByteArray m_answer, m_request;
    bool m_closes;
};

QByteArray http(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: application/rdap+json\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: close\r\n" + headers + "\r\n" + body;
}

const QByteArray Good = "{\"objectClassName\":\"domain\",\"ldhName\":\"example.com\",\"status\":[\"active\"],"
                        "\"nameservers\":[{\"ldhName\":\"ns1.example.net\"}]}";

Internet world(const QUrl &base, Internet::Guard guard = Internet::Guard::LoopbackOnly, const QString &permitted = {})
{
    Internet::Parts parts;
    parts.guard = guard;
    if (!permitted.isEmpty()) parts.permitted.push_back(*Prefix::fromText(permitted));
    parts.rdap = [base](const QByteArray &tld) { return tld == "com" ? std::optional(base) : std::nullopt; };
    return Internet(parts);
}

} // namespace

class TestRegistryClient : public QObject {
    Q_OBJECT

    const dns::Name m_domain = *dns::Name::fromText("example.com");

    LookupPtr look(const Internet &internet, const dns::Name &domain)
    {
        WallClock clock;
        RegistryClient client(clock, internet);
        LookupPtr answer;
        client.look(domain, this, [&](const LookupPtr &lookup) { answer = lookup; });
        if (answer) return nullptr; // never within the call
        if (!QTest::qWaitFor([&] { return answer != nullptr; }, 60000)) return nullptr;
        return answer;
    }

private Q_SLOTS:
    void asksAndReads()
    {
        WebServer server(http("200 OK", Good));
        const auto answer = look(world(server.base()), m_domain);
        QVERIFY(answer);
        QVERIFY2(answer->registration.has_value(), qPrintable(answer->problem));
        QCOMPARE(answer->problem, QString());
        QCOMPARE(answer->domain, m_domain);
        QCOMPARE(answer->registration->statuses, QStringList{u"ok"_s});
        QCOMPARE(answer->raw, Good);
        QCOMPARE(answer->rawSha256.size(), 64);
        QCOMPARE(answer->source, u"RDAP http://127.0.0.1:%1/rdap/domain/example.com"_s.arg(server.serverPort()));
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(server.requests[0].startsWith("GET /rdap/domain/example.com HTTP/1.1\r\n"));
        QVERIFY(server.requests[0].contains("Accept: application/rdap+json"));
        QVERIFY(!server.requests[0].toLower().contains("cookie"));
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown domain") << http("404 Not Found", "{\"errorCode\":404}") << u"does not know"_s;
        QTest::newRow("too often") << http("429 Too Many Requests", "{}", "Retry-After: 60\r\n") << u"wait"_s;
        QTest::newRow("server's error") << http("500 Oops", "x") << u"500"_s;
        QTest::newRow("redirect") << http("302 Found", Good, "Location: http://127.0.0.1:1/\r\n")
                                  << u"does not follow"_s;
        QTest::newRow("redirect for ever")
            << http("301 Moved", {}, "Location: /rdap/domain/example.com\r\n") << u"not https"_s;
        QTest::newRow("redirect to nowhere") << http("302 Found", {}) << u"302"_s;
        QTest::newRow("asks for a password")
            << http("401 Who", "{}", "WWW-Authenticate: Basic realm=x\r\n") << u"401"_s;
        QTest::newRow("5 MB") << http("200 OK", '"' + QByteArray(5000000, 'a') + '"') << u"1 MiB"_s;
        QTest::newRow("5 MB without a length")
            << "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + QByteArray(5000000, 'a') << u"1 MiB"_s;
        QTest::newRow("garbage") << http("200 OK", "\xff\xfe\xfd") << u"cannot be read"_s;
        QTest::newRow("nothing") << http("200 OK", {}) << u"cannot be read"_s;
        QTest::newRow("10,000 levels") << http("200 OK", QByteArray(10000, '[')) << u"cannot be read"_s;
        QTest::newRow("another domain") << http("200 OK", QByteArray(Good).replace("example.com", "example.org"))
                                        << u"cannot be read"_s;
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << u"cannot be reached"_s;
        QTest::newRow("cut off") << http("200 OK", Good).chopped(10) << u"cannot be reached"_s;
        QTest::newRow("hangs up") << QByteArray() << u"cannot be reached"_s;
    }
    void problems()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, says);
        WebServer server(answer);
        const auto found = look(world(server.base()), m_domain);
        QVERIFY(found);
        QVERIFY(!found->registration);
        QVERIFY2(found->problem.contains(says), qPrintable(found->problem));
        // Qt asks again where the connection broke before an answer; never at another place.
        QVERIFY(server.requests.size() >= 1 && server.requests.size() <= 4);
        for (const QByteArray &request : std::as_const(server.requests))
            QVERIFY(request.startsWith("GET /rdap/domain/example.com "));
    }

    void whatAServerSaysBesideThePointIsKept()
    {
        WebServer server(http("404 Not Found", "{\"errorCode\":404}"));
        const auto found = look(world(server.base()), m_domain);
        QVERIFY(found);
        QCOMPARE(found->raw, QByteArray("{\"errorCode\":404}"));
    }

    void nobodyListens()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl base(u"http://127.0.0.1:%1/"_s.arg(closed.serverPort()));
        closed.close();
        const auto found = look(world(base), m_domain);
        QVERIFY(found);
        QVERIFY(found->problem.contains(u"cannot be reached"_s));
    }

    void noServerIsKnown()
    {
        const auto found = look(world(QUrl(u"http://127.0.0.1/"_s)), *dns::Name::fromText("example.org"));
        QVERIFY(found);
        QVERIFY(found->problem.contains(u"No registration server"_s));
        QVERIFY(look(world(QUrl(u"http://127.0.0.1/"_s)), dns::Name())); // the root
    }

    void theGuardIsAsked_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("real");
        QTest::newRow("public address in a drill") << u"45.77.24.250"_s << false;
        QTest::newRow("a name in a drill") << u"localhost"_s << false;
        QTest::newRow("loopback in the real internet") << u"127.0.0.1"_s << true;
        QTest::newRow("a name that is loopback in the real internet") << u"localhost"_s << true;
        QTest::newRow("IPv6 loopback in the real internet") << u"[::1]"_s << true;
    }
    void theGuardIsAsked()
    {
        QFETCH(QString, host);
        QFETCH(bool, real);
        WebServer server(http("200 OK", Good));
        const auto guard = real ? Internet::Guard::GloballyRoutable : Internet::Guard::LoopbackOnly;
        const auto found = look(world(server.base(host), guard), m_domain);
        QVERIFY(found);
        QVERIFY(!found->registration);
        QVERIFY2(found->problem.contains(u"not permitted"_s), qPrintable(found->problem));
        QCOMPARE(server.requests.size(), 0);
    }

    // The connection goes to the address that was looked at; the server still hears the name.
    void aNameIsResolvedOnce()
    {
        WebServer server(http("200 OK", Good));
        Internet::Parts parts;
        parts.hasIpv6 = false;
        parts.permitted = {*Prefix::fromText(u"127.0.0.0/8"_s), *Prefix::fromText(u"::1"_s)};
        parts.rdap = [&](const QByteArray &) { return server.base(u"localhost"_s); };
        const auto found = look(Internet(parts), m_domain);
        QVERIFY(found);
        QVERIFY2(found->registration.has_value(), qPrintable(found->problem));
        QVERIFY(server.requests[0].contains("\r\nHost: localhost:" + QByteArray::number(server.serverPort()) + "\r\n"));
    }

    void otherSchemesAreRefused()
    {
        const auto found = look(world(QUrl(u"file:///etc/"_s)), m_domain);
        QVERIFY(found);
        QVERIFY(found->problem.contains(u"cannot be used"_s));
    }

    void aSilentServerEndsWithTheDeadlineOfTheClock()
    {
        WebServer server({}, false);
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000));
        RegistryClient client(clock, world(server.base()));
        LookupPtr answer;
        client.look(m_domain, this, [&](const LookupPtr &lookup) { answer = lookup; });
        QTRY_VERIFY_WITH_TIMEOUT(answer, 60000);
        QVERIFY(answer->problem.contains(u"in time"_s));
        QVERIFY(answer->took == 10s);
    }

    // A drill's clock does not run on while the answer is on loopback.
    void aLookUpTakesNoTimeOfTheStory()
    {
        WebServer server(http("200 OK", Good));
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000));
        QObject context;
        std::function<void()> noise = [&] { clock.after(1ms, &context, noise); };
        noise();
        RegistryClient client(clock, world(server.base()));
        LookupPtr answer;
        client.look(m_domain, this, [&](const LookupPtr &lookup) { answer = lookup; });
        QTRY_VERIFY_WITH_TIMEOUT(answer, 60000);
        QVERIFY2(answer->registration.has_value(), qPrintable(answer->problem));
        QCOMPARE(answer->took.count(), Duration(0).count());
        QCOMPARE(clock.lost(), quint64(0));
    }

    void retryAfterIsHonoured()
    {
        WebServer server(http("429 Too Many Requests", "{}", "Retry-After: 90\r\n"));
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000));
        RegistryClient client(clock, world(server.base()));
        std::vector<LookupPtr> answers;
        const auto ask = [&] {
            client.look(m_domain, this, [&](const LookupPtr &lookup) { answers.push_back(lookup); });
        };
        ask();
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), size_t(1), 60000);
        clock.after(80s, this, ask);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), size_t(2), 60000);
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(answers[1]->problem.contains(u"wait"_s));
        clock.after(20s, this, ask);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), size_t(3), 60000);
        QCOMPARE(server.requests.size(), 2);
    }

    void manyAtOnce()
    {
        WebServer server(http("200 OK", Good));
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000)); // at its own pace, which takes no time here
        RegistryClient client(clock, world(server.base()));
        int good = 0;
        for (int i = 0; i < 30; ++i)
            client.look(m_domain, this, [&](const LookupPtr &lookup) { good += lookup->registration ? 1 : 0; });
        QTRY_COMPARE_WITH_TIMEOUT(good, 30, 60000);
    }

    void noAnswerAfterTheEnd()
    {
        WebServer server(http("200 OK", Good));
        StoryClock clock(instantFromUnixMicroseconds(0));
        auto client = std::make_unique<RegistryClient>(clock, world(server.base()));
        auto context = std::make_unique<QObject>();
        bool orphan = false;
        bool late = false;
        client->look(m_domain, context.get(), [&](const LookupPtr &) { orphan = true; });
        client->look(m_domain, this, [&](const LookupPtr &) { late = true; });
        context.reset();
        QTRY_VERIFY(late);
        QTRY_VERIFY(server.requests.size() == 2);
        late = false;
        server.fallSilent();
        client->look(m_domain, this, [&](const LookupPtr &) { late = true; });
        QTRY_VERIFY(server.requests.size() == 3);
        client.reset();
        QTest::qWait(50);
        QVERIFY(!late && !orphan);
        // The hold of the dropped look-up is gone: the story goes on.
        bool on = false;
        clock.after(1h, this, [&] { on = true; });
        QTRY_VERIFY(on);
        QCOMPARE(clock.lost(), quint64(0));
    }

    void theAnswerMayDestroyTheClient()
    {
        WebServer server(http("200 OK", Good));
        WallClock clock;
        auto client = std::make_unique<RegistryClient>(clock, world(server.base()));
        bool done = false;
        client->look(m_domain, this, [&](const LookupPtr &) {
            client.reset();
            done = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
        QTest::qWait(10);
    }
};

QTEST_GUILESS_MAIN(TestRegistryClient)
#include "tst_registryclient.moc"
