// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that misbehave, over each transport: always an end, in time, and never a false answer.
#include "app/base/StoryClock.h"
#include "tests/dns/EngineTest.h"
#include "tests/dns/ScriptedTlsServer.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const QString Host = QStringLiteral("dns.test");

// What a server does with a question: whole messages, each after its delay; and what it does to the connection.
struct Doing {
    struct Sent {
        QByteArray bytes;
        Duration after = milliseconds(20);
    };
    std::vector<Sent> messages;
    std::optional<QByteArray> raw; // octets on the connection, no message counted
    Duration rawEvery{};           // an octet at a time; zero: all at once
    bool closes = false;
};

Message lie()
{
    Message message = answered();
    message.answer = {record("example.jp", Type::NS, "ns.attacker.example")};
    return message;
}

QByteArray framed(const QByteArray &message)
{
    QByteArray out(2, '\0');
    qToBigEndian(static_cast<quint16>(message.size()), out.data());
    return out + message;
}

// As many records as a message can hold.
Message huge()
{
    Message message = answered();
    for (int i = 0; i < 3900; ++i)
        message.answer.push_back(
            {name("example.jp"), Type::A, 1, 60, addressRdata(QHostAddress(0xc0000000u + quint32(i)))});
    return message;
}

// The owner of the answer's first record is a pointer to itself.
QByteArray looping(const QByteArray &query)
{
    QByteArray bytes = replyTo(query, answered());
    const qsizetype owner = 12 + 12 + 4; // header, name, type and class
    qToBigEndian(static_cast<quint16>(0xc000 | owner), bytes.data() + owner);
    return bytes;
}

Doing doing(const QString &way, const QByteArray &query, bool isUdp)
{
    const QByteArray good = replyTo(query, answered());
    if (way == QLatin1String("hangs")) return {};
    if (way == QLatin1String("a byte a second")) return {{}, framed(good), seconds(1), false};
    if (way == QLatin1String("closes at once")) return {{}, {}, {}, true};
    if (way == QLatin1String("closes in the middle")) return {{}, framed(good).first(20), {}, true};
    if (way == QLatin1String("two answers"))
        return {{{good}, {replyTo(query, lie()), milliseconds(21)}}, {}, {}, false};
    if (way == QLatin1String("the answer of another question")) {
        QByteArray other = replyTo(query, lie());
        other[13] = 'z';
        return {{{other}}, {}, {}, false};
    }
    if (way == QLatin1String("64 KiB of records")) {
        const QByteArray all = replyTo(query, huge());
        return {{{isUdp ? all.first(60000) : all}}, {}, {}, false}; // what a datagram can carry
    }
    if (way == QLatin1String("a compression loop")) return {{{looping(query)}}, {}, {}, false};
    if (way == QLatin1String("TC with data")) {
        Message message = lie();
        message.tc = true;
        return {{{replyTo(query, message)}}, {}, {}, false};
    }
    if (way == QLatin1String("SERVFAIL")) {
        Message message;
        message.rcode = Rcode::ServFail;
        return {{{replyTo(query, message)}}, {}, {}, false};
    }
    qFatal("no such way");
}

// One server under the nominal address, over all four transports; each as its way says, but honest where `honest` is.
class Everywhere {
public:
    Everywhere(Clock &clock, const Authority &authority, const Authority::Identity &identity, QString way,
               std::optional<Transport> honestOver = {})
        : m_clock(clock)
        , m_way(std::move(way))
        , m_honestOver(honestOver)
        , m_authorities(authority.pem())
        , m_plain(clock, [this](ScriptedServer &, const ScriptedServer::Got &got) { plain(got); })
        , m_tls(clock, identity,
                [this](DotServer &, QSslSocket *socket, const QByteArray &query) { tls(socket, query); })
        , m_https(clock, identity, [this](const HttpRequest &request) { return https(request); })
    {
    }
    [[nodiscard]] Internet internet() const
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.trustedCertificates = m_authorities;
        const std::array places{m_plain.endpoint(), m_tls.endpoint(), m_https.endpoint()};
        parts.mapping = [places](const QHostAddress &nominal, Service service) -> std::optional<Endpoint> {
            if (nominal != Nominal) return std::nullopt;
            return places[service == Service::DnsTls ? 1 : service == Service::DnsHttps ? 2 : 0];
        };
        return Internet(parts);
    }
    int asked = 0;

private:
    Doing next(Transport transport, const QByteArray &query)
    {
        ++asked;
        if (transport == m_honestOver) return {{{replyTo(query, answered())}}, {}, {}, false};
        return doing(m_way, query, transport == Transport::Udp);
    }
    void plain(const ScriptedServer::Got &got)
    {
        const Doing what = next(got.tcp ? Transport::Tcp : Transport::Udp, got.query);
        for (const auto &message : what.messages)
            m_plain.send(got, message.bytes, message.after);
        if (!got.tcp) return;
        const QByteArray raw = what.raw.value_or(QByteArray());
        for (qsizetype i = 0; i < raw.size() && what.rawEvery > Duration(0); ++i)
            m_plain.sendRaw(got, raw.mid(i, 1), what.rawEvery * int(i + 1), false);
        if (what.raw && what.rawEvery == Duration(0)) m_plain.sendRaw(got, raw, milliseconds(10), false);
        if (what.closes) m_plain.close(got);
    }
    void tls(QSslSocket *socket, const QByteArray &query)
    {
        const Doing what = next(Transport::Tls, query);
        for (const auto &message : what.messages)
            m_tls.send(socket, message.bytes, message.after);
        const QByteArray raw = what.raw.value_or(QByteArray());
        for (qsizetype i = 0; i < raw.size() && what.rawEvery > Duration(0); ++i)
            m_clock.after(what.rawEvery * int(i + 1), socket, [socket, c = raw.mid(i, 1)] { socket->write(c); });
        if (what.raw && what.rawEvery == Duration(0)) socket->write(raw);
        if (what.closes)
            m_clock.after(milliseconds(20), socket, [this, socket] {
                m_clock.enter();
                socket->disconnectFromHost();
            });
    }
    std::optional<HttpResponse> https(const HttpRequest &request)
    {
        const Doing what = next(Transport::Https, request.body);
        HttpResponse response;
        if (what.messages.empty()) return std::nullopt;
        response.body = what.messages.front().bytes;
        return response;
    }

    Clock &m_clock;
    QString m_way;
    std::optional<Transport> m_honestOver;
    QByteArray m_authorities;
    ScriptedServer m_plain;
    DotServer m_tls;
    DohServer m_https;
};

// The time of whoever asks jumps, as a machine's does that slept.
class JumpingClock final : public Clock {
public:
    explicit JumpingClock(Clock &story)
        : m_story(story)
    {
    }
    [[nodiscard]] Instant now() const override { return m_story.now() + jumped; }
    TimerId after(Duration delay, QObject *context, std::function<void()> action) override
    {
        return m_story.after(delay, context, std::move(action));
    }
    void cancel(TimerId timer) override { m_story.cancel(timer); }
    void enter() noexcept override { m_story.enter(); }
    void leave() noexcept override { m_story.leave(); }
    Duration jumped{};

private:
    Clock &m_story;
};

} // namespace

class FaultsTest : public EngineTest {
    Q_OBJECT

    std::unique_ptr<Authority> m_authority;
    std::optional<Authority::Identity> m_identity;

    static Query over(Transport transport)
    {
        Query what = query(transport);
        what.server.authenticationName = Host;
        return what;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_authority = std::make_unique<Authority>();
        m_identity = m_authority->issue(QStringLiteral("DNS:dns.test"));
    }

    void misbehaves_data()
    {
        QTest::addColumn<int>("transport");
        QTest::addColumn<QString>("way");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("detail"); // how it begins
        using T = Transport;
        const auto row = [](T transport, const char *way, Outcome outcome, const char *detail) {
            QTest::newRow(qPrintable(QString::fromLatin1(transportText(transport)) + u' ' + QLatin1String(way)))
                << int(transport) << QString::fromLatin1(way) << int(outcome) << QString::fromLatin1(detail);
        };
        row(T::Udp, "hangs", Outcome::TimedOut, "");
        row(T::Tcp, "hangs", Outcome::TimedOut, "no whole answer over TCP");
        row(T::Tls, "hangs", Outcome::TimedOut, "no whole answer over TLS");
        row(T::Https, "hangs", Outcome::TimedOut, "no whole answer over HTTPS");
        row(T::Tcp, "a byte a second", Outcome::TimedOut, "no whole answer over TCP");
        row(T::Tls, "a byte a second", Outcome::TimedOut, "no whole answer over TLS");
        row(T::Tcp, "closes at once", Outcome::Unreachable, "");
        row(T::Tls, "closes at once", Outcome::Unreachable, "");
        row(T::Tcp, "closes in the middle", Outcome::Malformed, "");
        row(T::Tls, "closes in the middle", Outcome::Malformed, "");
        for (const T transport : {T::Udp, T::Tcp, T::Tls, T::Https}) {
            row(transport, "two answers", Outcome::Answered, "");
            row(transport, "a compression loop", Outcome::Malformed, "the reply is no DNS message");
            row(transport, "SERVFAIL", Outcome::Answered, "");
            row(transport, "64 KiB of records", Outcome::Answered, "");
        }
        row(T::Udp, "the answer of another question", Outcome::TimedOut, "");
        row(T::Tcp, "the answer of another question", Outcome::TimedOut, "no whole answer over TCP");
        row(T::Tls, "the answer of another question", Outcome::TimedOut, "no whole answer over TLS");
        row(T::Https, "the answer of another question", Outcome::Malformed, "the answer is to another question");
    }
    void misbehaves()
    {
        QFETCH(int, transport);
        QFETCH(QString, way);
        QFETCH(int, outcome);
        QFETCH(QString, detail);
        StoryClock clock(start());
        Everywhere server(clock, *m_authority, *m_identity, way);
        QueryEngine engine(clock, server.internet());
        const auto exchange = run(engine, over(Transport(transport)));
        QCOMPARE(int(exchange->outcome), outcome);
        QVERIFY2(detail.isEmpty() || exchange->detail.startsWith(detail), qPrintable(exchange->detail));
        QCOMPARE(exchange->answered(), bool(exchange->message));
        if (exchange->answered() && !exchange->message->answer.empty())
            QCOMPARE(nameOf(Type::NS, exchange->message->answer.front().rdata), name("ns1.example.jp"));
        QVERIFY(clock.now() <= start() + seconds(5));
        QVERIFY2(server.asked <= 7, qPrintable(QString::number(server.asked)));
        QCOMPARE(engine.open(), 0);
    }

    // What came with TC is no answer, whatever is in it: it is asked for over TCP, and only that counts.
    void truncatedDataIsNotBelieved_data()
    {
        QTest::addColumn<QString>("overTcp");
        QTest::addColumn<int>("outcome");
        QTest::newRow("TCP answers") << QString() << int(Outcome::Answered);
        QTest::newRow("TCP hangs") << QStringLiteral("hangs") << int(Outcome::TimedOut);
        QTest::newRow("TCP sends a byte a second") << QStringLiteral("a byte a second") << int(Outcome::TimedOut);
        QTest::newRow("TCP closes") << QStringLiteral("closes at once") << int(Outcome::Unreachable);
    }
    void truncatedDataIsNotBelieved()
    {
        QFETCH(QString, overTcp);
        QFETCH(int, outcome);
        StoryClock clock(start());
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (!got.tcp)
                return self.send(got, doing(QStringLiteral("TC with data"), got.query, true).messages[0].bytes);
            if (overTcp.isEmpty()) return honest(self, got);
            const Doing what = doing(overTcp, got.query, false);
            for (qsizetype i = 0; what.raw && i < what.raw->size(); ++i)
                self.sendRaw(got, what.raw->mid(i, 1), what.rawEvery * int(i + 1), false);
            if (what.closes) self.close(got);
        });
        QueryEngine engine(clock, onlyServer(server));
        const auto exchange = run(engine, query());
        QCOMPARE(int(exchange->outcome), outcome);
        QCOMPARE(exchange->transport, Transport::Tcp);
        if (exchange->answered())
            QCOMPARE(nameOf(Type::NS, exchange->message->answer.front().rdata), name("ns1.example.jp"));
        else
            QVERIFY2(exchange->detail.startsWith(QStringLiteral("truncated over UDP; ")), qPrintable(exchange->detail));
        QVERIFY(clock.now() <= start() + seconds(5));
    }

    // One packet for each question: a server in trouble is not troubled more.
    void aStormOfServfailsIsNotAnsweredByOne()
    {
        StoryClock clock(start());
        Everywhere server(clock, *m_authority, *m_identity, QStringLiteral("SERVFAIL"));
        QueryEngine engine(clock, server.internet());
        for (const auto &exchange : runMany(engine, query(), 500)) {
            QVERIFY(exchange->answered());
            QCOMPARE(exchange->message->rcode, Rcode::ServFail);
        }
        QCOMPARE(server.asked, 500);
    }

    // A server that is silent over one transport is asked over the others all the same, and declared dead for each
    // alone.
    void deadOverOneTransportOnly_data()
    {
        QTest::addColumn<int>("dead");
        QTest::addColumn<int>("alive");
        using T = Transport;
        for (const auto &[dead, alive] : {std::pair{T::Udp, T::Tcp},
                                          {T::Udp, T::Tls},
                                          {T::Udp, T::Https},
                                          {T::Tcp, T::Udp},
                                          {T::Tls, T::Udp},
                                          {T::Tls, T::Https}})
            QTest::newRow(qPrintable(QStringLiteral("%1 dead, %2 alive")
                                         .arg(QLatin1String(transportText(dead)), QLatin1String(transportText(alive)))))
                << int(dead) << int(alive);
    }
    void deadOverOneTransportOnly()
    {
        QFETCH(int, dead);
        QFETCH(int, alive);
        StoryClock clock(start());
        Everywhere server(clock, *m_authority, *m_identity, QStringLiteral("hangs"), Transport(alive));
        QueryEngine engine(clock, server.internet());
        for (const auto &exchange : runMany(engine, over(Transport(dead)), 300))
            QCOMPARE(exchange->outcome, Outcome::TimedOut);
        QVERIFY2(clock.now() <= start() + seconds(6), "declared dead for all that wait");
        QCOMPARE(engine.load().deadServers, 1);
        const auto answered = run(engine, over(Transport(alive)));
        QVERIFY2(answered->answered(), qPrintable(answered->detail));
        // An answer there says nothing about here.
        const Instant before = clock.now();
        const int asked = server.asked;
        const auto refused = run(engine, over(Transport(dead)));
        QVERIFY2(refused->detail.contains(QStringLiteral("answered nothing since")), qPrintable(refused->detail));
        QCOMPARE(int(refused->transport), dead);
        QCOMPARE(clock.now(), before);
        QCOMPARE(server.asked, asked);
    }

    // The machine slept between question and answer. No clock of ours goes back: what the system's is set to in the
    // middle is WallClock's to bear.
    void theClockJumps_data()
    {
        QTest::addColumn<qint64>("jump");
        QTest::newRow("an hour on") << qint64(3600);
        QTest::newRow("ten years on") << qint64(10) * 366 * 86400;
    }
    void theClockJumps()
    {
        QFETCH(qint64, jump);
        StoryClock story(start());
        JumpingClock clock(story);
        ScriptedServer server(story, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            clock.jumped = seconds(jump);
            if (self.got().size() % 2 == 0) honest(self, got); // every other one is lost
        });
        QueryEngine engine(clock, onlyServer(server));
        for (int i = 0; i < 4; ++i)
            for (const auto &exchange : runMany(engine, query(), 20)) {
                QVERIFY(exchange->answered() || exchange->outcome == Outcome::TimedOut);
                QVERIFY(exchange->rtt >= Duration(0));
            }
        QVERIFY2(story.now() <= start() + seconds(60), "all questions end");
        QVERIFY(run(engine, query(Transport::Tcp)) != nullptr);
        QCOMPARE(engine.open(), 0);
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "tst_faults.moc"
