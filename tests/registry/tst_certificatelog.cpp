// SPDX-License-Identifier: GPL-3.0-or-later
// The search of the certificate logs over HTTPS, against a server with an authority of the test's own.
#include "app/base/StoryClock.h"
#include "app/base/WallClock.h"
#include "app/registry/CertificateLog.h"
#include "tests/registry/CertificateSearch.h"

#include <QTcpServer>
#include <QTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;

class CertificateLogTest : public QObject {
    Q_OBJECT

    const dns::Name m_domain = *dns::Name::fromText("example.com");
    dns::test::Authority m_authority;
    const dns::test::Authority::Identity m_identity = m_authority.issue(u"IP:127.0.0.1,DNS:localhost"_s);
    const QByteArray m_good = logJson({logEntry(u"Let's Encrypt"_s, u"01"_s, u"example.com"_s)});

    [[nodiscard]] Internet world(Internet::Guard guard = Internet::Guard::LoopbackOnly, bool permitsLoopback = false,
                                 const QByteArray &trusted = {}) const
    {
        Internet::Parts parts;
        parts.guard = guard;
        if (permitsLoopback) parts.permitted = {*Prefix::fromText(u"127.0.0.0/8"_s), *Prefix::fromText(u"::1/128"_s)};
        parts.trustedCertificates = trusted.isEmpty() ? m_authority.pem() : trusted;
        return Internet(parts);
    }
    CertificateAnswerPtr look(CertificateLog &log)
    {
        CertificateAnswerPtr answer;
        log.look(m_domain, this, [&](const CertificateAnswerPtr &given) { answer = given; });
        if (answer) return nullptr; // never within the call
        return QTest::qWaitFor([&] { return answer != nullptr; }, 120000) ? answer : nullptr;
    }
    CertificateAnswerPtr look(const Internet &internet, const QString &address)
    {
        WallClock clock;
        CertificateLog log(clock, internet, QUrl(address));
        return look(log);
    }

private Q_SLOTS:
    void asksAndReads()
    {
        CertificateSearch search(m_identity, m_good);
        const auto answer = look(world(), search.address() + u"find?limit=5"_s);
        QVERIFY(answer);
        QVERIFY2(answer->list, qPrintable(answer->problem));
        QCOMPARE(answer->problem, QString());
        QCOMPARE(answer->list->certificates.size(), size_t(1));
        QCOMPARE(answer->raw, m_good);
        QCOMPARE(answer->rawSha256.size(), 64);
        QCOMPARE(search.requests.size(), 1);
        const QByteArray &request = search.requests[0];
        QVERIFY2(
            request.startsWith("GET /find?limit=5&q=example.com&output=json&exclude=expired&deduplicate=Y HTTP/1.1"),
            request.constData());
        QVERIFY(!request.toLower().contains("cookie"));
        QVERIFY(answer->source.startsWith(u"CT https://127.0.0.1:"_s));
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("says");
        const QByteArray none;
        QTest::newRow("too often") << QByteArray("429 Slow") << m_good << QByteArray("Retry-After: 30\r\n")
                                   << u"wait"_s;
        QTest::newRow("overloaded") << QByteArray("503 Busy") << none << none << u"wait"_s;
        QTest::newRow("broken") << QByteArray("500 Oops") << m_good << none << u"500"_s;
        QTest::newRow("unknown") << QByteArray("404 Not Found") << QByteArray("[]") << none << u"404"_s;
        QTest::newRow("elsewhere") << QByteArray("302 Found") << m_good
                                   << QByteArray("Location: http://127.0.0.1:1/\r\n") << u"does not follow"_s;
        QTest::newRow("a page") << QByteArray("200 OK") << QByteArray("<html>") << none << u"cannot be read"_s;
        QTest::newRow("5 MB") << QByteArray("200 OK") << QByteArray(5'000'000, ' ') << none << u"4 MiB"_s;
    }
    void problems()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, headers);
        QFETCH(QString, says);
        CertificateSearch search(m_identity);
        search.say(body, status, headers);
        const auto answer = look(world(), search.address());
        QVERIFY(answer);
        QVERIFY(!answer->list);
        QVERIFY2(answer->problem.contains(says), qPrintable(answer->problem));
    }

    void certificatesAreChecked()
    {
        CertificateSearch search(m_identity, m_good);
        const dns::test::Authority other;
        const auto untrusted = look(world(Internet::Guard::LoopbackOnly, false, other.pem()), search.address());
        QVERIFY(untrusted);
        QVERIFY(!untrusted->list);
        QCOMPARE(search.requests.size(), 0);

        CertificateSearch foreign(m_authority.issue(u"DNS:crt.example"_s), m_good);
        const auto misnamed = look(world(), foreign.address());
        QVERIFY(misnamed);
        QVERIFY(!misnamed->list);
        QCOMPARE(foreign.requests.size(), 0);
    }

    // The name goes into the request and the certificate check, the connection to the address that was permitted.
    void aNameIsLookedUpOnce()
    {
        CertificateSearch search(m_identity, m_good);
        const QString address = search.address().replace(u"127.0.0.1"_s, u"localhost"_s);
        const auto answer = look(world(Internet::Guard::GloballyRoutable, true), address);
        QVERIFY(answer);
        QVERIFY2(answer->list, qPrintable(answer->problem));
        QVERIFY(search.requests[0].contains("Host: localhost:"));
    }

    void theGuardIsAsked_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("real");
        QTest::newRow("loopback in the real internet") << u"https://127.0.0.1:1/"_s << true;
        QTest::newRow("a name that is loopback in the real internet") << u"https://localhost:1/"_s << true;
        QTest::newRow("a name in a drill") << u"https://localhost:1/"_s << false;
        QTest::newRow("a real address in a drill") << u"https://45.77.24.250/"_s << false;
        QTest::newRow("no TLS in the real internet") << u"http://198.41.0.4/"_s << true;
    }
    void theGuardIsAsked()
    {
        QFETCH(QString, address);
        QFETCH(bool, real);
        const auto answer =
            look(world(real ? Internet::Guard::GloballyRoutable : Internet::Guard::LoopbackOnly), address);
        QVERIFY(answer);
        QVERIFY2(answer->problem.contains(u"not permitted"_s), qPrintable(answer->problem));
    }

    void waitsAsLongAsItIsAskedTo()
    {
        CertificateSearch search(m_identity);
        search.say({}, "429 Slow", "Retry-After: 600\r\n");
        StoryClock clock(instantFromUnixMicroseconds(1'700'000'000'000'000), StoryClock::Max);
        CertificateLog log(clock, world(), QUrl(search.address()));
        QVERIFY(look(log));
        search.say(m_good);
        const auto refused = look(log);
        QVERIFY(refused && !refused->list);
        QCOMPARE(search.requests.size(), 1);
        bool later = false;
        clock.after(std::chrono::seconds(601), this, [&] { later = true; });
        QTRY_VERIFY_WITH_TIMEOUT(later, 60000);
        const auto answer = look(log);
        QVERIFY(answer && answer->list);
        QCOMPARE(search.requests.size(), 2);
    }

    void aSilentSearchIsGivenUp()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        StoryClock clock(instantFromUnixMicroseconds(1'700'000'000'000'000), 600);
        CertificateLog log(clock, world(), QUrl(u"https://127.0.0.1:%1/"_s.arg(silent.serverPort())));
        const auto answer = look(log);
        QVERIFY(answer);
        QVERIFY2(answer->problem.contains(u"in time"_s), qPrintable(answer->problem));
    }

    void destroyedAtAnyMoment()
    {
        CertificateSearch search(m_identity, m_good);
        WallClock clock;
        for (int turns = 0; turns < 30; ++turns) {
            CertificateLog log(clock, world(), QUrl(search.address()));
            log.look(m_domain, this, [](const CertificateAnswerPtr &) {});
            for (int i = 0; i < turns; ++i)
                QCoreApplication::processEvents();
        }
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("crt.sh") << u"https://crt.sh/"_s << true;
        QTest::newRow("with a port, a path and a query") << u"https://ct.example:8443/search?x=1"_s << true;
        QTest::newRow("no TLS") << u"http://crt.sh/"_s << false;
        QTest::newRow("a user") << u"https://me@crt.sh/"_s << false;
        QTest::newRow("a fragment") << u"https://crt.sh/#x"_s << false;
        QTest::newRow("no host") << u"https:///x"_s << false;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("words") << u"on"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void addresses()
    {
        QFETCH(QString, text);
        QTEST(CertificateLog::addressFromText(text).has_value(), "good");
    }
};

QTEST_GUILESS_MAIN(CertificateLogTest)
#include "tst_certificatelog.moc"
