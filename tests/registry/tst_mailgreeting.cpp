// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/registry/MailGreeting.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace hinoban;
using namespace hinoban::registry;
using namespace Qt::StringLiterals;
using Outcome = Greeting::Outcome;

namespace {

// One mail host on loopback: says `greeting` when somebody connects, and keeps what it hears.
class Host : public QObject {
public:
    explicit Host(QByteArray greeting)
        : m_greeting(std::move(greeting))
    {
        if (!m_server.listen(QHostAddress::LocalHost)) qFatal("cannot listen");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            stream = m_server.nextPendingConnection();
            connect(stream, &QTcpSocket::readyRead, this, [this] { heard += stream->readAll(); });
            connect(stream, &QTcpSocket::disconnected, this, [this] { isGone = true; });
            if (hangsUp) return stream->abort();
            stream->write(m_greeting);
        });
    }
    [[nodiscard]] Internet internet(Internet::Guard guard = Internet::Guard::LoopbackOnly) const
    {
        Internet::Parts parts;
        parts.guard = guard;
        parts.mapping = [port = m_server.serverPort()](const QHostAddress &, Service service) {
            return service == Service::Smtp ? std::optional(Endpoint{QHostAddress(QHostAddress::LocalHost), port})
                                            : std::nullopt;
        };
        return Internet(std::move(parts));
    }
    void close() { m_server.close(); }

    QTcpSocket *stream = nullptr;
    QByteArray heard;
    bool isGone = false, hangsUp = false;

private:
    QByteArray m_greeting;
    QTcpServer m_server;
};

} // namespace

class TestMailGreeting : public QObject {
    Q_OBJECT
private:
    WallClock m_clock;
    const QHostAddress m_address{u"45.77.24.250"_s};

    std::optional<Greeting> greetingOf(const Internet &internet,
                                       std::chrono::milliseconds patience = std::chrono::seconds(30))
    {
        MailGreeter greeter(m_clock);
        std::optional<Greeting> answer;
        greeter.ask(internet, m_address, this, [&](const Greeting &greeting) { answer = greeting; });
        if (answer) qFatal("answered from inside ask()");
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, int(patience.count()));
        if (answer) QTest::qWait(50); // what is said after the greeting goes out
        return answer;
    }

private Q_SLOTS:
    void aGreetingIsReadAndNothingButQuitIsSaid()
    {
        Host host("220-mail.evil.example ESMTP\r\n220 ready\r\n");
        const auto greeting = greetingOf(host.internet());
        QVERIFY(greeting);
        QCOMPARE(greeting->outcome, Outcome::Greets);
        QCOMPARE(greeting->address, m_address);
        QVERIFY(greeting->connect && greeting->firstLine && *greeting->firstLine >= Duration::zero());
        QCOMPARE(greeting->line, QByteArray("220-mail.evil.example ESMTP"));
        QCOMPARE(host.heard, QByteArray("QUIT\r\n"));
        QTRY_VERIFY(host.isGone);
    }

    void whatIsSaidIsToldApart_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<int>("outcome");
        QTest::newRow("no mail taken") << QByteArray("554 go away\r\n") << int(Outcome::Refuses);
        QTest::newRow("busy") << QByteArray("421 later\n") << int(Outcome::Refuses);
        QTest::newRow("bare code") << QByteArray("220\r\n") << int(Outcome::Greets);
        QTest::newRow("SSH") << QByteArray("SSH-2.0-OpenSSH_8.2\r\n") << int(Outcome::OtherTalk);
        QTest::newRow("a number") << QByteArray("2200 x\r\n") << int(Outcome::OtherTalk);
        QTest::newRow("nothing on the line") << QByteArray("\r\n") << int(Outcome::OtherTalk);
    }
    void whatIsSaidIsToldApart()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(int, outcome);
        Host host(greeting);
        const auto answer = greetingOf(host.internet());
        QVERIFY(answer);
        QCOMPARE(int(answer->outcome), outcome);
        // Whoever is no mail server hears nothing at all.
        if (answer->outcome == Outcome::OtherTalk) QCOMPARE(host.heard, QByteArray());
    }

    void tenMegabytesWithoutALineEndAreLeftWithTheirSender()
    {
        Host host(QByteArray(10 * 1024 * 1024, 'A'));
        const auto answer = greetingOf(host.internet());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::OtherTalk);
        QCOMPARE(answer->line.size(), MailGreeter::LongestLine);
        QTRY_VERIFY(host.isGone);
    }

    void escapesAndBidiComeOutVisible()
    {
        Host host("220 \x1b[31mmail\xe2\x80\xae.example\r\n");
        const auto answer = greetingOf(host.internet());
        QVERIFY(answer);
        QVERIFY2(answer->detail.contains(u"\\u001b"_s) && answer->detail.contains(u"\\u202e"_s),
                 qPrintable(answer->detail));
    }

    void whoHangsUpOrIsNotThere()
    {
        Host host("220 x\r\n");
        host.hangsUp = true;
        QCOMPARE(greetingOf(host.internet())->outcome, Outcome::Closed);
        const Internet internet = host.internet();
        host.close();
        QCOMPARE(greetingOf(internet)->outcome, Outcome::Closed);
    }

    void aForbiddenAddressGetsNoPacket()
    {
        Host host("220 x\r\n");
        const auto answer = greetingOf(host.internet(Internet::Guard::GloballyRoutable)); // loopback is not
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Unreachable);
        QVERIFY(!host.stream);
    }

    // One octet now and then keeps nobody: the deadline is of the whole.
    void aDripEndsWithTheDeadline()
    {
        Host host("2");
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&] {
            if (host.stream && !host.isGone) host.stream->write("2");
        });
        drip.start(500);
        const auto answer = greetingOf(host.internet());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Mute);
        QVERIFY(answer->line.size() > 3 && answer->line.size() < 60);
        QTRY_VERIFY(host.isGone);
    }

    void whoeverIsGoneHearsNothing()
    {
        Host host("220 x\r\n");
        auto greeter = std::make_unique<MailGreeter>(m_clock);
        auto context = std::make_unique<QObject>();
        bool isCalled = false;
        greeter->ask(host.internet(), m_address, context.get(), [&](const Greeting &) { isCalled = true; });
        context.reset();
        QTest::qWait(100);
        greeter->ask(host.internet(), m_address, this, [&](const Greeting &) { isCalled = true; });
        greeter.reset();
        QTest::qWait(100);
        QVERIFY(!isCalled);
    }
};

QTEST_GUILESS_MAIN(TestMailGreeting)
#include "tst_mailgreeting.moc"
