// SPDX-License-Identifier: GPL-3.0-or-later
// RDAP as it is on the internet: over TLS, by an authority that the test makes.
#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "app/registry/RegistryClient.h"
#include "tests/dns/Certificates.h"
#include "tests/registry/RdapSamples.h"

#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace hinoban::registry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using dns::test::Authority;

namespace {

QByteArray http(const QByteArray &status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: application/rdap+json\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: close\r\n" + headers + "\r\n" + body;
}

QByteArray redirect(const QString &to) { return http("302 Found", "moved", "Location: " + to.toLatin1() + "\r\n"); }

// Answers each path by its script; an empty answer is silence.
class HttpsServer : public QSslServer {
public:
    using Script = std::function<QByteArray(const QByteArray &path)>;
    HttpsServer(const Authority::Identity &identity, Script script,
                const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
        : m_script(std::move(script))
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(identity.certificate);
        configuration.setPrivateKey(identity.key);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        setSslConfiguration(configuration);
        if (!listen(address)) qFatal("cannot listen");
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
                read(socket);
            }
        });
    }
    [[nodiscard]] QString url(const QString &path = u"/rdap/"_s, const QString &host = u"127.0.0.1"_s) const
    {
        return u"https://%1:%2%3"_s.arg(host).arg(serverPort()).arg(path);
    }
    QList<QByteArray> paths;
    QByteArray lastRequest;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &request = m_open[socket];
        request += socket->readAll();
        if (!request.contains("\r\n\r\n")) return;
        lastRequest = request;
        paths.append(request.split(' ').value(1));
        request.clear();
        const QByteArray answer = m_script(paths.last());
        if (answer.isEmpty()) return;
        socket->write(answer);
        socket->disconnectFromHost();
    }
    Script m_script;
    QHash<QTcpSocket *, QByteArray> m_open;
};

} // namespace

class TestRegistryHttps : public QObject {
    Q_OBJECT

    Authority m_authority;
    Authority::Identity m_identity = m_authority.issue(u"IP:127.0.0.1"_s);
    const Instant m_start = *instantFromRfc3339(u"2020-05-30T15:11:38Z");

    Internet world(const QString &base, Internet::Guard guard = Internet::Guard::LoopbackOnly,
                   const QString &permitted = {})
    {
        Internet::Parts parts;
        parts.guard = guard;
        parts.hasIpv6 = false;
        if (!permitted.isEmpty()) parts.permitted.push_back(*Prefix::fromText(permitted));
        parts.trustedCertificates = m_authority.pem();
        parts.rdap = [base](const QByteArray &) { return QUrl(base); };
        return Internet(parts);
    }

    LookupPtr look(const Internet &internet, const char *domain = "example.com", Extent extent = Extent::Registry)
    {
        WallClock clock;
        RegistryClient client(clock, internet);
        return ask(client, domain, extent);
    }

    LookupPtr ask(RegistryClient &client, const char *domain = "example.com", Extent extent = Extent::Registry)
    {
        LookupPtr answer;
        client.look(
            *dns::Name::fromText(domain), this, [&](const LookupPtr &lookup) { answer = lookup; }, extent);
        if (!QTest::qWaitFor([&] { return answer != nullptr; }, 60000)) return nullptr;
        return answer;
    }

private Q_SLOTS:
    // What registries really send, but for the names.
    void shapes_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("registrar");
        QTest::addColumn<QString>("ianaId");
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<QString>("expires");
        QTest::addColumn<QString>("mail");
        QTest::addColumn<QString>("phone");
        QTest::addColumn<bool>("isSigned");
        QTest::newRow(".com") << RdapCom << u"example.com"_s << u"Example Registrar, Inc."_s << u"49"_s
                              << QStringList{u"clientTransferProhibited"_s, u"serverDeleteProhibited"_s}
                              << u"2026-12-10T11:05:42Z"_s << u"abuse@registrar.example"_s << u"+81.312345678"_s
                              << false;
        QTest::newRow(".net") << QByteArray(RdapCom).replace("EXAMPLE.COM", "EXAMPLE.NET") << u"example.net"_s
                              << u"Example Registrar, Inc."_s << u"49"_s
                              << QStringList{u"clientTransferProhibited"_s, u"serverDeleteProhibited"_s}
                              << u"2026-12-10T11:05:42Z"_s << u"abuse@registrar.example"_s << u"+81.312345678"_s
                              << false;
        QTest::newRow(".org, redacted (RFC 9537)")
            << RdapOrg << u"example.org"_s << u"Example Registrar, LLC"_s << u"146"_s
            << QStringList{u"clientDeleteProhibited"_s, u"clientTransferProhibited"_s} << u"2027-02-20T04:00:00Z"_s
            << u"abuse@registrar.example"_s << u"+1.4806242505"_s << true;
        QTest::newRow(".co.uk") << RdapCoUk << u"example.co.uk"_s << u"Example Hosting Ltd"_s << QString()
                                << QStringList{u"ok"_s} << u"2027-05-14T00:00:00Z"_s << u"abuse@registrar.example"_s
                                << QString() << false;
    }
    void shapes()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, domain);
        HttpsServer server(m_identity, [&](const QByteArray &) { return http("200 OK", body); });
        const auto found = look(world(server.url()), domain.toLatin1());
        QVERIFY(found);
        QVERIFY2(found->registration.has_value(), qPrintable(found->problem));
        const auto &read = *found->registration;
        QTEST(read.registrar, "registrar");
        QTEST(read.registrarIanaId, "ianaId");
        QTEST(read.statuses, "statuses");
        QTEST(toRfc3339(*read.expires), "expires");
        QTEST(read.abuseEmail, "mail");
        QTEST(read.abusePhone, "phone");
        QTEST(read.delegationSigned, "isSigned");
        QCOMPARE(read.nameservers.size(), size_t(2));
        QCOMPARE(found->raw, body);
        QCOMPARE(found->source, u"RDAP "_s + server.url(u"/rdap/domain/"_s + domain));
        QCOMPARE(server.paths, QList<QByteArray>{"/rdap/domain/" + domain.toLatin1()});
    }

    void certificates_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("ours"); // issued by the authority that is trusted
        QTest::addColumn<QString>("says");
        QTest::newRow("right") << u"IP:127.0.0.1"_s << 10 << true << QString();
        QTest::newRow("another name") << u"DNS:rdap.example,IP:192.0.2.1"_s << 10 << true << u"not for 127.0.0.1"_s;
        QTest::newRow("expired") << u"IP:127.0.0.1"_s << -1 << true << u"expired at"_s;
        QTest::newRow("another authority") << u"IP:127.0.0.1"_s << 10 << false << u"not trusted"_s;
    }
    void certificates()
    {
        QFETCH(QString, names);
        QFETCH(int, days);
        QFETCH(bool, ours);
        QFETCH(QString, says);
        Authority other;
        const auto identity = (ours ? m_authority : other).issue(names, days);
        HttpsServer server(identity, [](const QByteArray &) { return http("200 OK", RdapCom); });
        const auto found = look(world(server.url()));
        QVERIFY(found);
        QCOMPARE(found->registration.has_value(), says.isEmpty());
        if (says.isEmpty()) return;
        QVERIFY2(found->problem.contains(u"certificate is not accepted"_s), qPrintable(found->problem));
        QVERIFY2(found->problem.contains(says), qPrintable(found->problem));
        QVERIFY(found->raw.isEmpty());
        QVERIFY(server.paths.isEmpty()); // not even the question is told to a server that nobody vouches for
    }

    // A name goes into the certificate check although the connection goes to an address.
    void aName_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<bool>("good");
        QTest::newRow("its own") << u"DNS:localhost"_s << true;
        QTest::newRow("the address only") << u"IP:127.0.0.1"_s << false;
        QTest::newRow("another") << u"DNS:remotehost"_s << false;
    }
    void aName()
    {
        QFETCH(QString, names);
        QFETCH(bool, good);
        HttpsServer server(m_authority.issue(names), [](const QByteArray &) { return http("200 OK", RdapCom); });
        Internet::Parts parts;
        parts.hasIpv6 = false;
        parts.permitted = {*Prefix::fromText(u"127.0.0.0/8"_s), *Prefix::fromText(u"::1"_s)};
        parts.trustedCertificates = m_authority.pem();
        parts.rdap = [&](const QByteArray &) { return QUrl(server.url(u"/"_s, u"localhost"_s)); };
        const auto found = look(Internet(parts));
        QVERIFY(found);
        QVERIFY2(found->registration.has_value() == good, qPrintable(found->problem));
        if (good)
            QVERIFY(server.lastRequest.contains("\r\nHost: localhost:" + QByteArray::number(server.serverPort())));
        else
            QVERIFY2(found->problem.contains(u"not for localhost"_s), qPrintable(found->problem));
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("says");
        const auto typed = [](const char *member, const char *value) {
            const QByteArray begin = "{\"objectClassName\":\"domain\",\"ldhName\":\"example.com\",\"";
            return http("200 OK", begin + member + "\":" + value + "}");
        };
        QTest::newRow("half of it") << http("200 OK", RdapCom.first(RdapCom.size() / 2)) << u"cannot be read"_s;
        QTest::newRow("longer than said")
            << QByteArray(http("200 OK", RdapCom))
                   .replace("Content-Length: " + QByteArray::number(RdapCom.size()), "Content-Length: 100")
            << u"cannot be read"_s;
        QTest::newRow("shorter than said")
            << QByteArray(http("200 OK", RdapCom))
                   .replace("Content-Length: " + QByteArray::number(RdapCom.size()), "Content-Length: 999999")
            << u"cannot be reached"_s;
        QTest::newRow("a length that is no number")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -1\r\nConnection: close\r\n\r\n[]") << u"cannot be re"_s;
        QTest::newRow("deep") << http("200 OK", QByteArray(50'000, '{')) << u"cannot be read"_s;
        QTest::newRow("megabytes") << http("200 OK", '"' + QByteArray(5'000'000, 'a') + '"') << u"1 MiB"_s;
        QTest::newRow("chunks without end")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                   QByteArray("1000\r\n" + QByteArray(4096, ' ') + "\r\n").repeated(1000)
            << u"1 MiB"_s;
        QTest::newRow("headers without end")
            << "HTTP/1.1 200 OK\r\n" + QByteArray("X: " + QByteArray(1000, 'y') + "\r\n").repeated(5000) + "\r\n"
            << u"cannot be re"_s;
        QTest::newRow("packed") << http("200 OK", QByteArray::fromHex("1f8b08000000000000ff"),
                                        "Content-Encoding: gzip\r\n")
                                << u"cannot be re"_s;
        QTest::newRow("statuses are a number") << typed("status", "7") << u"cannot be read"_s;
        QTest::newRow("a status is a list") << typed("status", "[[\"active\"]]") << u"cannot be read"_s;
        QTest::newRow("servers are a text") << typed("nameservers", "\"ns1.example.net\"") << u"cannot be read"_s;
        QTest::newRow("entities are an object") << typed("entities", "{}") << u"cannot be read"_s;
        QTest::newRow("events are true") << typed("events", "true") << u"cannot be read"_s;
        QTest::newRow("an error of the server") << http("500 Oops", "<html>") << u"500"_s;
    }
    void broken()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, says);
        HttpsServer server(m_identity, [&](const QByteArray &) { return answer; });
        const auto found = look(world(server.url()));
        QVERIFY(found);
        QVERIFY(!found->registration);
        QVERIFY2(found->problem.contains(says), qPrintable(found->problem));
        QVERIFY(found->raw.size() <= 1024 * 1024);
    }

    void aSlowServerEndsWithTheDeadline()
    {
        HttpsServer server(m_identity, [](const QByteArray &) { return QByteArray(); });
        StoryClock clock(m_start);
        RegistryClient client(clock, world(server.url()));
        const auto found = ask(client);
        QVERIFY(found && !found->registration);
        QVERIFY2(found->problem.contains(u"in time"_s), qPrintable(found->problem));
        QVERIFY(found->took == 10s);
    }

    // Both forms of Retry-After; and what is asked meanwhile is unknown with the reason and the time.
    void itAsksToWait_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("until");
        QTest::newRow("seconds") << QByteArray("429 Too Many Requests") << QByteArray("Retry-After: 600\r\n")
                                 << u"2020-05-30T15:21:38Z"_s;
        QTest::newRow("a date") << QByteArray("429 Too Many Requests")
                                << QByteArray("Retry-After: Sat, 30 May 2020 15:30:00 GMT\r\n")
                                << u"2020-05-30T15:30:00Z"_s;
        QTest::newRow("a date by another clock")
            << QByteArray("429 Too Many Requests")
            << QByteArray("Date: Mon, 01 Jun 2026 00:00:00 GMT\r\nRetry-After: Mon, 01 Jun 2026 00:01:00 GMT\r\n")
            << u"2020-05-30T15:12:38Z"_s;
        QTest::newRow("nothing") << QByteArray("429 Too Many Requests") << QByteArray() << u"2020-05-30T15:12:38Z"_s;
        QTest::newRow("nonsense") << QByteArray("429 Too Many Requests") << QByteArray("Retry-After: soon\r\n")
                                  << u"2020-05-30T15:12:38Z"_s;
        QTest::newRow("not available") << QByteArray("503 Service Unavailable") << QByteArray("Retry-After: 120\r\n")
                                       << u"2020-05-30T15:13:38Z"_s;
    }
    void itAsksToWait()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, headers);
        QFETCH(QString, until);
        HttpsServer server(m_identity, [&](const QByteArray &) { return http(status, "{}", headers); });
        StoryClock clock(m_start);
        RegistryClient client(clock, world(server.url()));
        const auto first = ask(client);
        QVERIFY(first && !first->registration && !first->isFree);
        QVERIFY2(first->problem.contains(u"wait"_s) && first->problem.contains(until), qPrintable(first->problem));
        QCOMPARE(first->raw, QByteArray("{}"));
        const auto second = ask(client, "example.net");
        QVERIFY(second && !second->registration && second->raw.isEmpty());
        QCOMPARE(second->problem, first->problem);
        QCOMPARE(server.paths.size(), 1);
        bool there = false;
        clock.after(*instantFromRfc3339(until) - clock.now(), this, [&] { there = true; });
        QTRY_VERIFY_WITH_TIMEOUT(there, 60000);
        QVERIFY(ask(client));
        QCOMPARE(server.paths.size(), 2);
    }

    void redirectsToHttpsAreFollowed()
    {
        HttpsServer last(m_identity, [](const QByteArray &) { return http("200 OK", RdapCom); });
        HttpsServer middle(m_identity, [&](const QByteArray &) { return redirect(last.url(u"/there"_s)); });
        HttpsServer first(m_identity, [&](const QByteArray &path) {
            return path == "/rdap/domain/example.com" ? redirect(u"/elsewhere"_s) : redirect(middle.url());
        });
        const auto found = look(world(first.url()));
        QVERIFY(found);
        QVERIFY2(found->registration.has_value(), qPrintable(found->problem));
        QCOMPARE(first.paths, (QList<QByteArray>{"/rdap/domain/example.com", "/elsewhere"}));
        QCOMPARE(last.paths, QList<QByteArray>{"/there"});
    }

    void redirectsThatAreNotFollowed_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("says");
        QTest::newRow("http") << u"http://127.0.0.1:%1/rdap/"_s << u"not https"_s;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << u"does not follow"_s;
        QTest::newRow("with a password") << u"https://a:b@127.0.0.1:%1/"_s << u"does not follow"_s;
        QTest::newRow("loopback") << u"https://127.0.0.2:%1/"_s << u"not permitted"_s;
        QTest::newRow("IPv6 loopback") << u"https://[::1]:%1/"_s << u"not permitted"_s;
        QTest::newRow("a private address") << u"https://10.0.0.1:%1/"_s << u"not permitted"_s;
        QTest::newRow("metadata of a cloud") << u"https://169.254.169.254/latest/"_s << u"not permitted"_s;
        QTest::newRow("a name that is loopback") << u"https://localhost:%1/"_s << u"not permitted"_s;
    }
    void redirectsThatAreNotFollowed()
    {
        QFETCH(QString, to);
        QFETCH(QString, says);
        // Of the real internet's guard, one address of loopback is permitted: the first server's.
        HttpsServer victim(
            m_authority.issue(u"IP:127.0.0.2,DNS:localhost"_s),
            [](const QByteArray &) { return http("200 OK", RdapCom); }, QHostAddress::Any);
        const QString target = to.contains(u"%1"_s) ? to.arg(victim.serverPort()) : to;
        HttpsServer first(m_identity, [&](const QByteArray &) { return redirect(target); });
        auto internet = world(first.url(), Internet::Guard::GloballyRoutable, u"127.0.0.1/32"_s);
        if (to.contains(u"localhost"_s)) {
            // It resolves to what is permitted here: the guard must be asked about each address, so take it away.
            HttpsServer other(
                m_authority.issue(u"IP:127.0.0.3"_s), [&](const QByteArray &) { return redirect(target); },
                QHostAddress(u"127.0.0.3"_s));
            const auto found =
                look(world(other.url(u"/"_s, u"127.0.0.3"_s), Internet::Guard::GloballyRoutable, u"127.0.0.3/32"_s));
            QVERIFY(found);
            QVERIFY2(found->problem.contains(says), qPrintable(found->problem));
            QVERIFY(victim.paths.isEmpty());
            return;
        }
        const auto found = look(internet);
        QVERIFY(found);
        QVERIFY(!found->registration);
        QVERIFY2(found->problem.contains(says), qPrintable(found->problem));
        QCOMPARE(first.paths.size(), 1);
        QVERIFY(victim.paths.isEmpty());
    }

    void redirectsEnd()
    {
        HttpsServer server(m_identity,
                           [](const QByteArray &path) { return redirect(QString::fromLatin1(path + 'x')); });
        const auto found = look(world(server.url()));
        QVERIFY(found && !found->registration);
        QVERIFY2(found->problem.contains(u"without end"_s), qPrintable(found->problem));
        QCOMPARE(server.paths.size(), 4);
        HttpsServer loop(m_identity, [](const QByteArray &path) { return redirect(QString::fromLatin1(path)); });
        const auto again = look(world(loop.url()));
        QVERIFY(again && again->problem.contains(u"without end"_s));
        QCOMPARE(loop.paths.size(), 4);
    }

    void aRedirectChecksTheNextCertificate()
    {
        HttpsServer stranger(m_authority.issue(u"DNS:rdap.example"_s),
                             [](const QByteArray &) { return http("200 OK", RdapCom); });
        HttpsServer first(m_identity, [&](const QByteArray &) { return redirect(stranger.url()); });
        const auto found = look(world(first.url()));
        QVERIFY(found && !found->registration);
        QVERIFY2(found->problem.contains(u"certificate"_s), qPrintable(found->problem));
        QVERIFY(stranger.paths.isEmpty());
    }

    // The registrar's answer beside the registry's, and not in its place.
    void theRegistrarIsAskedToo()
    {
        HttpsServer registrar(m_identity, [](const QByteArray &) { return http("200 OK", RdapRegistrar); });
        const QString his = registrar.url(u"/domain/example.com"_s);
        QByteArray body = QByteArray(RdapCom).replace("%RELATED%", his.toLatin1());
        HttpsServer registry(m_identity, [&](const QByteArray &) { return http("200 OK", body); });
        StoryClock clock(m_start);
        RegistryClient client(clock, world(registry.url()));

        const auto narrow = ask(client);
        QVERIFY(narrow && narrow->registration && !narrow->registrar);
        QCOMPARE(narrow->registration->registrarServer, QUrl(his));

        const auto found = ask(client, "example.com", Extent::WithRegistrar);
        QVERIFY(found && found->registration && found->registrar);
        QVERIFY2(found->registrar->registration.has_value(), qPrintable(found->registrar->problem));
        QCOMPARE(found->registrar->source, u"RDAP "_s + his);
        QCOMPARE(found->registrar->raw, RdapRegistrar);
        QCOMPARE(toRfc3339(*found->registration->expires), u"2026-12-10T11:05:42Z"_s);
        QCOMPARE(toRfc3339(*found->registrar->registration->expires), u"2026-12-09T11:05:42Z"_s);
        QVERIFY(!found->registrar->registrar);
        const auto kept = lookupFromJson(toJson(*found));
        QVERIFY(kept && (*kept)->registrar);
        QVERIFY((*kept)->registrar->registration == found->registrar->registration);
        QCOMPARE(toJson(**kept), toJson(*found));

        // Again: the registrar is believed for a while, and asked when the registry says something new.
        QVERIFY(ask(client, "example.com", Extent::WithRegistrar)->registrar);
        QCOMPARE(registrar.paths.size(), 1);
        body.replace("2020-05-30T15:11:38Z", "2020-05-31T00:00:00Z");
        QVERIFY(ask(client, "example.com", Extent::WithRegistrar)->registrar);
        QCOMPARE(registrar.paths.size(), 2);
        bool later = false;
        clock.after(7h, this, [&] { later = true; });
        QTRY_VERIFY_WITH_TIMEOUT(later, 60000);
        QVERIFY(ask(client, "example.com", Extent::WithRegistrar)->registrar);
        QCOMPARE(registrar.paths.size(), 3);
    }

    void aRegistrarWhoCannotBeAsked_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("says"); // empty: he is not asked
        QTest::newRow("about another domain")
            << http("200 OK", QByteArray(RdapRegistrar).replace("example.com", "example.org")) << QString()
            << u"cannot be read"_s;
        QTest::newRow("silent") << QByteArray() << QString() << u"in time"_s;
        QTest::newRow("does not know it") << http("404 Not Found", "{}") << QString() << u"does not know"_s;
        QTest::newRow("http") << QByteArray() << u"http://127.0.0.1/domain/example.com"_s << QString();
        QTest::newRow("another name") << QByteArray() << u"https://127.0.0.1/domain/example.org"_s << QString();
        QTest::newRow("no domain") << QByteArray() << u"https://127.0.0.1/"_s << QString();
        QTest::newRow("not permitted") << QByteArray() << u"https://10.0.0.1/domain/example.com"_s
                                       << u"not permitted"_s;
    }
    void aRegistrarWhoCannotBeAsked()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, link);
        QFETCH(QString, says);
        HttpsServer registrar(m_identity, [&](const QByteArray &) { return answer; });
        const QString his = link.isEmpty() ? registrar.url(u"/domain/example.com"_s) : link;
        HttpsServer registry(m_identity, [&](const QByteArray &) {
            return http("200 OK", QByteArray(RdapCom).replace("%RELATED%", his.toLatin1()));
        });
        StoryClock clock(m_start);
        RegistryClient client(clock, world(registry.url()));
        const auto found = ask(client, "example.com", Extent::WithRegistrar);
        QVERIFY(found && found->registration); // what the registry says stands
        QCOMPARE(found->problem, QString());
        QCOMPARE(found->registrar != nullptr, !says.isEmpty());
        if (!found->registrar) return;
        QVERIFY(!found->registrar->registration);
        QVERIFY2(found->registrar->problem.contains(says), qPrintable(found->registrar->problem));
    }
};

QTEST_GUILESS_MAIN(TestRegistryHttps)
#include "tst_registryhttps.moc"
