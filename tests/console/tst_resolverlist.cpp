// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ResolverList.h"

#include "app/base/Prefix.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::console;
using dns::Transport;

class ResolverListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shipped()
    {
        const auto resolvers = shippedResolvers();
        QVERIFY2(resolvers, qPrintable(sentence(resolvers ? Error() : resolvers.error())));
        QVERIFY(resolvers->size() >= 6);
        bool japanese = false;
        for (const auto &one : *resolvers) {
            QVERIFY(!one.server.label.isEmpty());
            QVERIFY(!one.operatorName.isEmpty());
            QVERIFY2(!one.source.isEmpty(), qPrintable(one.server.label));
            QCOMPARE(one.country.size(), qsizetype(2));
            QVERIFY(isGloballyRoutable(one.server.address));
            for (const auto &other : one.otherAddresses)
                QVERIFY(isGloballyRoutable(other));
            const bool encrypted = one.transports.front() == Transport::Tls ||
                                   one.transports.front() == Transport::Https || one.transports.size() > 2;
            QCOMPARE(!one.server.authenticationName.isEmpty(), encrypted);
            QCOMPARE(one.server.port, quint16(53));
            japanese = japanese || one.country == QLatin1String("JP");
        }
        QVERIFY(japanese);
    }

    void typed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address"); // empty: refused
        QTest::addColumn<int>("port");
        QTest::addColumn<int>("transport");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *text, const char *address, int port, Transport transport, const char *name,
                            const char *path) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(address) << port << int(transport)
                                << QString::fromLatin1(name) << QString::fromLatin1(path);
        };
        const auto refused = [&](const char *text) { row(text, "", 0, Transport::Udp, "", ""); };
        row("192.0.2.53", "192.0.2.53", 53, Transport::Udp, "", "");
        row(" 192.0.2.53#5353 ", "192.0.2.53", 5353, Transport::Udp, "", "");
        row("2001:db8::53", "2001:db8::53", 53, Transport::Udp, "", "");
        row("2001:db8::53#54", "2001:db8::53", 54, Transport::Udp, "", "");
        row("tcp://192.0.2.53", "192.0.2.53", 53, Transport::Tcp, "", "");
        row("tls://192.0.2.53", "192.0.2.53", 53, Transport::Tls, "", "");
        row("tls://192.0.2.53/dns.example", "192.0.2.53", 53, Transport::Tls, "dns.example", "");
        row("tls://[2001:db8::53]#8853/dns.example", "2001:db8::53", 8853, Transport::Tls, "dns.example", "");
        row("https://192.0.2.53", "192.0.2.53", 53, Transport::Https, "", "/dns-query");
        row("https://192.0.2.53#8443/dns.example", "192.0.2.53", 8443, Transport::Https, "dns.example", "/dns-query");
        row("https://192.0.2.53/dns.example/q/x?y=1", "192.0.2.53", 53, Transport::Https, "dns.example", "/q/x?y=1");
        for (const char *text :
             {"", "dns.example", "192.0.2", "192.0.2.53#0", "192.0.2.53#x", "192.0.2.53#1#2", "quic://192.0.2.53",
              "tls://dns.example", "192.0.2.53/dns.example", "tcp://192.0.2.53/dns.example",
              "tls://192.0.2.53/dns.example/path", "tls://192.0.2.53/dns example", "https://192.0.2.53//dns-query",
              "https://192.0.2.53/a/b c", "://192.0.2.53"})
            refused(text);
    }
    void typed()
    {
        QFETCH(QString, text);
        QFETCH(QString, address);
        const auto resolver = resolverFromText(text);
        QCOMPARE(bool(resolver), !address.isEmpty());
        if (!resolver) {
            QCOMPARE(resolver.error().code, ErrorCode::BadInput);
            QVERIFY(!resolver.error().detail.isEmpty());
            return;
        }
        QCOMPARE(resolver->server.address, QHostAddress(address));
        QTEST(int(resolver->server.port), "port");
        QTEST(int(resolver->transports.front()), "transport");
        QTEST(resolver->server.authenticationName, "name");
        QTEST(resolver->server.path, "path");
        QCOMPARE(resolver->server.label, text.trimmed());
    }

    void files_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("problem"); // empty: good
        const auto row = [](const char *name, const char *content, const char *problem) {
            QTest::newRow(name) << QByteArray(content).replace('\'', '"') << QString::fromLatin1(problem);
        };
        row("one address", "[{'label': 'ISP', 'address': '192.0.2.53'}]", "");
        row("everything",
            "[{'label': 'ISP', 'operator': 'X', 'country': 'JP', 'addresses': ['192.0.2.53', '2001:db8::1'], 'port': "
            "5353, "
            "'transports': ['udp', 'https'], 'authenticationName': 'dns.example', 'path': '/q', 'ttlCap': 1, "
            "'negativeTtlCap': 2, 'serveStale': 3, 'flushPage': 'https://dns.example/flush', "
            "'flushCommand': 'rndc flushtree NAME', 'source': 'us'}]",
            "");
        row("no list", "{}", "not a list of resolvers");
        row("empty", "[]", "not 1 to 64 resolvers");
        row("no JSON", "[", "");
        row("no label", "[{'address': '192.0.2.53'}]", "label is missing");
        row("no address", "[{'label': 'x'}]", "addresses is missing");
        row("bad address", "[{'label': 'x', 'addresses': ['192.0.2']}]", "addresses has something that is no address");
        row("bad port", "[{'label': 'x', 'address': '192.0.2.53', 'port': 70000}]", "port is not a port number");
        row("bad transport", "[{'label': 'x', 'address': '192.0.2.53', 'transports': ['quic']}]",
            "transports has something else than udp, tcp, tls, https");
        row("no transport", "[{'label': 'x', 'address': '192.0.2.53', 'transports': []}]", "transports is empty");
        row("bad name", "[{'label': 'x', 'address': '192.0.2.53', 'authenticationName': 'a\\r\\nb'}]",
            "authenticationName is not a host name");
        row("bad path", "[{'label': 'x', 'address': '192.0.2.53', 'path': 'q'}]",
            "path does not begin with / or has unusual characters");
        row("bad cap", "[{'label': 'x', 'address': '192.0.2.53', 'ttlCap': -1}]",
            "ttlCap is not a whole number of seconds");
        row("fraction", "[{'label': 'x', 'address': '192.0.2.53', 'ttlCap': 1.5}]",
            "ttlCap is not a whole number of seconds");
        row("bad page", "[{'label': 'x', 'address': '192.0.2.53', 'flushPage': 'javascript:x'}]",
            "flushPage is not an https address");
        row("misspelt", "[{'label': 'x', 'address': '192.0.2.53', 'ttlcap': 5}]",
            "ttlcap is not a field of a resolver");
    }
    void files()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, problem);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("resolvers.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto read = readResolvers(path);
        const bool good = problem.isEmpty() && content != "[";
        QCOMPARE(bool(read), good);
        if (!read) {
            QCOMPARE(read.error().code, ErrorCode::BadInput);
            QVERIFY(read.error().where.startsWith(path));
            QVERIFY2(read.error().detail.contains(problem), qPrintable(read.error().detail));
            return;
        }
        QCOMPARE(read->front().server.label, QStringLiteral("ISP"));
        if (QLatin1String(QTest::currentDataTag()) != QLatin1String("everything")) return;
        const auto &one = read->front();
        QCOMPARE(one.otherAddresses.size(), size_t(1));
        QCOMPARE(one.transports.size(), size_t(2));
        QCOMPARE(one.server.port, quint16(5353));
        QCOMPARE(one.server.path, QStringLiteral("/q"));
        QCOMPARE(one.ttlCap.value_or(0), 1u);
        QCOMPARE(one.negativeTtlCap.value_or(0), 2u);
        QCOMPARE(one.serveStale, 3u);
        QVERIFY(!one.flushCommand.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ResolverListTest)
#include "tst_resolverlist.moc"
