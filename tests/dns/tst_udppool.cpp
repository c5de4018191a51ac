// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Dice.h"
#include "app/dns/OpenQuestion.h"
#include "app/dns/UdpPool.h"

#include <QTest>
#include <QUdpSocket>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

class CountingClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(); }
    TimerId after(Duration, QObject *, std::function<void()>) override { return 1; }
    void cancel(TimerId) override {}
    void enter() noexcept override { ++inFlight; }
    void leave() noexcept override { --inFlight; }
    int inFlight = 0;
};

// Knows some of the datagrams that come back.
struct Hearer final : UdpPool::Receiver {
    void received(UdpSocket &, const SocketAddress &, QByteArrayView) override {}
    qsizetype failed(UdpSocket &, const SocketAddress &, QByteArrayView sent, int) override
    {
        ++told;
        for (const QByteArray &one : known)
            if (sent.startsWith(one)) return one.size();
        return 0;
    }
    void batch() override {}
    void idle() override {}
    QByteArrayList known;
    int told = 0;
};

} // namespace

class UdpPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Several queries go to a port where nobody listens, through the kernel as one where it can. Each has left the
    // network when the refusal comes, whoever has asked it by then.
    void eachOfATrainIsCounted_data()
    {
        QTest::addColumn<QList<int>>("known");
        QTest::newRow("all") << QList<int>{0, 1, 2};
        QTest::newRow("not the first") << QList<int>{1, 2};
        QTest::newRow("not the one between") << QList<int>{0, 2};
        QTest::newRow("none") << QList<int>{};
    }
    void eachOfATrainIsCounted()
    {
        QFETCH(QList<int>, known);
        quint16 port = 0;
        {
            QUdpSocket closed;
            QVERIFY(closed.bind(QHostAddress::LocalHost));
            port = closed.localPort();
        }
        CountingClock clock;
        Dice dice;
        Hearer hearer;
        UdpPool pool(clock, dice, 1, hearer);
        SocketAddress to;
        to.v4.sin_family = AF_INET;
        to.v4.sin_port = htons(port);
        to.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        OpenQuestion question;
        const auto place = pool.take(false, question);
        QVERIFY(place.socket);
        QByteArrayList queries;
        Edns edns;
        edns.options = QByteArray::fromHex("000a00080102030405060708");
        for (quint16 id = 1; id <= 3; ++id)
            queries << buildQuery(id, Name::fromText("www.example.com").value().wire(), Type::A, false, edns);
        for (const int one : known)
            hearer.known << queries[one];
        for (const QByteArray &query : queries)
            pool.send(*place.socket, to, query);
        QCOMPARE(clock.inFlight, 3);
        pool.flush();
        QTRY_COMPARE(clock.inFlight, 0);
        QCOMPARE(hearer.told, 3);
        UdpPool::release(place);
    }
};

QTEST_GUILESS_MAIN(UdpPoolTest)
#include "tst_udppool.moc"
