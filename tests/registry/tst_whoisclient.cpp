// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "app/registry/RegistryClient.h"
#include "app/registry/WhoisServers.h"
#include "tests/registry/WhoisSamples.h"

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace hinoban::registry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A server on port 43, but for the port: one line in, its answer out, and the end.
class Port43 : public QTcpServer {
public:
    explicit Port43(QByteArray answer, bool closes = true)
    {
        if (!listen(QHostAddress::LocalHost)) qFatal("cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this, answer, closes] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer, closes] {
                    asked += socket->readAll();
                    if (!asked.endsWith("\r\n")) return;
                    socket->write(answer);
                    if (closes) socket->disconnectFromHost();
                });
        });
    }
    QUrl base(const QString &host = u"127.0.0.1"_s) const
    {
        return QUrl(u"whois://%1:%2?suffix=/e"_s.arg(host).arg(serverPort()));
    }
    QByteArray asked;
};

Internet world(const QUrl &base, Internet::Guard guard = Internet::Guard::LoopbackOnly)
{
    Internet::Parts parts;
    parts.guard = guard;
    parts.rdap = [base](const QByteArray &tld) { return tld == "jp" ? std::optional(base) : std::nullopt; };
    return Internet(parts);
}

} // namespace

class TestWhoisClient : public QObject {
    Q_OBJECT

    LookupPtr look(const Internet &internet, const char *domain, Extent extent = Extent::Registry)
    {
        WallClock clock;
        RegistryClient client(clock, internet);
        LookupPtr answer;
        client.look(
            *dns::Name::fromText(domain), this, [&](const LookupPtr &lookup) { answer = lookup; }, extent);
        if (answer) return nullptr; // never within the call
        if (!QTest::qWaitFor([&] { return answer != nullptr; }, 60000)) return nullptr;
        return answer;
    }

private Q_SLOTS:
    void asksAndReads()
    {
        Port43 server(CoJp);
        const auto found = look(world(server.base()), "example.co.jp");
        QVERIFY(found);
        QVERIFY2(found->registration.has_value(), qPrintable(found->problem));
        QCOMPARE(server.asked, QByteArray("example.co.jp/e\r\n"));
        QCOMPARE(found->source, u"WHOIS 127.0.0.1 example.co.jp/e"_s);
        QCOMPARE(found->raw, CoJp);
        QCOMPARE(found->registration->nameservers.size(), size_t(2));
        const auto kept = lookupFromJson(toJson(*found));
        QVERIFY(kept.has_value() && (*kept)->registration == found->registration);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("kept");
        QTest::newRow("no such domain") << JprsBanner + "\r\nNo match!!\r\n" << u"does not know"_s << true;
        QTest::newRow("too often") << QByteArray("You have sent a large amount of requests.\r\n") << u"wait"_s << true;
        QTest::newRow("another layout") << QByteArray("nserver: ns1.example.jp\r\n") << u"layout"_s << true;
        QTest::newRow("nothing") << QByteArray() << u"layout"_s << false;
        QTest::newRow("another domain") << QByteArray(CoJp).replace("EXAMPLE.CO.JP", "EVIL.CO.JP")
                                        << u"cannot be read"_s << true;
        QTest::newRow("5 MB") << QByteArray(5'000'000, 'a') << u"256 KiB"_s << false;
        QTest::newRow("garbage") << QByteArray("\xff\xfe\x00\x1b$B\x80", 7) << u"layout"_s << true;
    }
    void problems()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, says);
        QFETCH(bool, kept);
        Port43 server(answer);
        const auto found = look(world(server.base()), "example.co.jp");
        QVERIFY(found);
        QVERIFY(!found->registration);
        QVERIFY2(found->problem.contains(says), qPrintable(found->problem));
        QCOMPARE(found->raw, kept ? answer : QByteArray());
        QCOMPARE(found->isFree, says.contains(u"does not know"_s));
    }

    void theGuardIsAsked_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("real");
        QTest::newRow("public address in a drill") << u"45.77.24.250"_s << false;
        QTest::newRow("a name in a drill") << u"localhost"_s << false;
        QTest::newRow("loopback in the real internet") << u"127.0.0.1"_s << true;
        QTest::newRow("a name that is loopback in the real internet") << u"localhost"_s << true;
    }
    void theGuardIsAsked()
    {
        QFETCH(QString, host);
        QFETCH(bool, real);
        Port43 server(CoJp);
        const auto guard = real ? Internet::Guard::GloballyRoutable : Internet::Guard::LoopbackOnly;
        const auto found = look(world(server.base(host), guard), "example.co.jp");
        QVERIFY(found && !found->registration);
        QVERIFY2(found->problem.contains(u"not permitted"_s), qPrintable(found->problem));
        QVERIFY(server.asked.isEmpty());
    }

    void nobodyListens()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QUrl base(u"whois://127.0.0.1:%1"_s.arg(closed.serverPort()));
        closed.close();
        const auto found = look(world(base), "example.co.jp");
        QVERIFY(found && found->problem.contains(u"cannot be reached"_s));
    }

    void aServerThatNeverEndsIsLeftByTheClock()
    {
        Port43 server(CoJp, false);
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000));
        RegistryClient client(clock, world(server.base()));
        LookupPtr answer;
        client.look(*dns::Name::fromText("example.co.jp"), this, [&](const LookupPtr &lookup) { answer = lookup; });
        QTRY_VERIFY_WITH_TIMEOUT(answer, 60000);
        QVERIFY(answer->problem.contains(u"in time"_s));
        QVERIFY(answer->took == 10s);
    }

    // Asked too often: nobody asks that server again for a minute of the clock.
    void aServerThatAsksToWaitIsLeftAlone()
    {
        Port43 server("Query limit reached: too many queries.\r\n");
        StoryClock clock(instantFromUnixMicroseconds(1590851498000000));
        RegistryClient client(clock, world(server.base()));
        const auto domain = *dns::Name::fromText("example.co.jp");
        std::vector<LookupPtr> answers;
        const auto look = [&] {
            client.look(domain, this, [&](const LookupPtr &lookup) { answers.push_back(lookup); });
        };
        look();
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), size_t(1), 60000);
        clock.after(30s, this, look);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), size_t(2), 60000);
        QCOMPARE(server.asked.count('\n'), 1);
        QVERIFY(answers[1]->problem.contains(u"wait"_s) && answers[1]->raw.isEmpty());
        clock.after(40s, this, look);
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), size_t(3), 60000);
        QCOMPARE(server.asked.count('\n'), 2);
    }

    // The registry's thin answer names the registrar's server; his thick one is kept beside it.
    void thinThenThick()
    {
        Port43 registrar(ThickCom);
        Port43 registry(ThinCom);
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.rdap = [&](const QByteArray &) { return QUrl(u"whois://127.0.0.1:%1"_s.arg(registry.serverPort())); };
        parts.mapping = [&](const QHostAddress &nominal, Service service) -> std::optional<Endpoint> {
            if (nominal != QHostAddress(u"192.0.2.44"_s) || service != Service::Whois) return std::nullopt;
            return Endpoint{QHostAddress(QHostAddress::LocalHost), registrar.serverPort()};
        };
        const auto narrow = look(Internet(parts), "example.com");
        QVERIFY(narrow && narrow->registration && !narrow->registrar);
        QVERIFY(registrar.asked.isEmpty());
        const auto found = look(Internet(parts), "example.com", Extent::WithRegistrar);
        QVERIFY(found && found->registration);
        QCOMPARE(found->raw, ThinCom);
        QCOMPARE(found->registration->registrarServer, QUrl(u"whois://192.0.2.44"_s));
        QVERIFY2(found->registrar && found->registrar->registration, "no answer of the registrar");
        QCOMPARE(found->registrar->source, u"WHOIS 192.0.2.44 example.com"_s);
        QCOMPARE(found->registrar->raw, ThickCom);
        // The registrar names a server too (himself): one step is all.
        QCOMPARE(registrar.asked, QByteArray("example.com\r\n"));
        QVERIFY(!found->registrar->registrar);
    }

    void whereTheThickOneIs_data()
    {
        QTest::addColumn<QByteArray>("named");
        QTest::addColumn<QString>("says"); // empty: nobody is asked
        QTest::newRow("loopback") << QByteArray("127.0.0.1") << u"not permitted"_s;
        QTest::newRow("IPv6 loopback") << QByteArray("::1") << u"not permitted"_s;
        QTest::newRow("private") << QByteArray("10.0.0.1") << u"not permitted"_s;
        QTest::newRow("a name that is loopback") << QByteArray("localhost.localdomain") << u"registr"_s;
        QTest::newRow("one label") << QByteArray("localhost") << QString();
        QTest::newRow("another port") << QByteArray("192.0.2.44:25") << QString();
        QTest::newRow("a path") << QByteArray("whois.example/evil") << QString();
        QTest::newRow("http") << QByteArray("http://whois.example") << QString();
        QTest::newRow("words") << QByteArray("please ask us") << QString();
        QTest::newRow("nothing") << QByteArray() << QString();
    }
    void whereTheThickOneIs()
    {
        QFETCH(QByteArray, named);
        QFETCH(QString, says);
        Port43 registry(QByteArray(ThinCom).replace("192.0.2.44", named));
        Internet::Parts parts; // the real internet's guard, but for the registry's own address
        parts.permitted = {*Prefix::fromText(u"127.0.0.2/32"_s)};
        Port43 victim(ThickCom);
        parts.rdap = [&](const QByteArray &) { return QUrl(u"whois://127.0.0.2:%1"_s.arg(registry.serverPort())); };
        registry.close();
        QVERIFY(registry.listen(QHostAddress(u"127.0.0.2"_s)));
        const auto found = look(Internet(parts), "example.com", Extent::WithRegistrar);
        QVERIFY(found);
        QVERIFY2(found->registration.has_value(), qPrintable(found->problem));
        QCOMPARE(found->registrar != nullptr, !says.isEmpty());
        if (found->registrar) QVERIFY2(found->registrar->problem.contains(says), qPrintable(found->registrar->problem));
        QVERIFY(victim.asked.isEmpty());
    }

    void theShippedServers()
    {
        QFile file(QStringLiteral(HINOBAN_SOURCE_DIR "/resources/rdap/whois.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto servers = WhoisServers::fromJson(file.readAll());
        QVERIFY2(servers.has_value(), servers ? "" : qPrintable(sentence(servers.error())));
        QCOMPARE(servers->server("JP"), QUrl(u"whois://whois.jprs.jp?suffix=/e"_s));
        QVERIFY(!servers->server("com"));
        for (const char *bad :
             {"[]", "{\"servers\":[{}]}", "{\"servers\":[{\"tld\":\"jp\",\"url\":\"https://x.example\"}]}",
              "{\"servers\":[{\"url\":\"whois://x.example\"}]}"})
            QVERIFY(!WhoisServers::fromJson(bad).has_value());
    }
};

QTEST_GUILESS_MAIN(TestWhoisClient)
#include "tst_whoisclient.moc"
