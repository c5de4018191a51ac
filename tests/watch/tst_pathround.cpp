// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/watch/PathRound.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace hinoban::watch;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QHostAddress address(const char *text) { return QHostAddress(QString::fromLatin1(text)); }

// "coincheck.com 192.0.2.1": what is traced, in order.
QStringList textsOf(const std::vector<path::TraceOrder> &orders)
{
    QStringList out;
    for (const auto &order : orders)
        out << order.target.display() + u' ' + order.address.toString();
    return out;
}

QStringList textsOf(const std::vector<path::TracePtr> &traces)
{
    QStringList out;
    for (const auto &trace : traces)
        out << trace->target.display() + u' ' + trace->address.toString();
    return out;
}

// Answers when it is told to, or after a while of the clock's.
class SlowProber final : public path::Prober {
public:
    explicit SlowProber(Clock &clock)
        : m_clock(clock)
    {
    }
    void measure(const path::TraceOrder &order, QObject *context, std::function<void(path::TracePtr)> done) override
    {
        ++asked;
        auto trace = std::make_shared<path::Trace>();
        trace->domain = order.domain;
        trace->target = order.target;
        trace->address = order.address;
        trace->at = m_clock.now();
        m_clock.after(order.address == slowest ? 60s : 100ms, context,
                      [done = std::move(done), trace] { done(trace); });
    }
    int asked = 0;
    QHostAddress slowest;

private:
    Clock &m_clock;
};

Expectation expected(const char *owner, dns::Type type, const char *text)
{
    Expectation out;
    out.owner = name(owner);
    out.type = type;
    out.rdatas = {data(type, text)};
    return out;
}

} // namespace

class TestPathRound : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tracesWhatIsUsualAndWhatIsNot_data()
    {
        QTest::addColumn<QStringList>("present");
        QTest::addColumn<QStringList>("usual");
        QTest::addColumn<QStringList>("traced");
        QTest::newRow("as ever") << QStringList{u"192.0.2.1"_s} << QStringList{u"192.0.2.1"_s}
                                 << QStringList{u"192.0.2.1"_s};
        QTest::newRow("nothing is known yet")
            << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s} << QStringList() << QStringList{u"192.0.2.1"_s};
        QTest::newRow("new") << QStringList{u"192.0.2.9"_s} << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s}
                             << QStringList{u"192.0.2.9"_s, u"192.0.2.1"_s};
        QTest::newRow("one of several is new")
            << QStringList{u"192.0.2.1"_s, u"192.0.2.9"_s} << QStringList{u"192.0.2.1"_s}
            << QStringList{u"192.0.2.9"_s, u"192.0.2.1"_s};
        QTest::newRow("no answer") << QStringList() << QStringList{u"192.0.2.1"_s} << QStringList{u"192.0.2.1"_s};
        QTest::newRow("another family is no answer")
            << QStringList{u"192.0.2.1"_s} << QStringList{u"2001:db8::1"_s, u"192.0.2.1"_s}
            << QStringList{u"192.0.2.1"_s, u"2001:db8::1"_s};
    }
    void tracesWhatIsUsualAndWhatIsNot()
    {
        QFETCH(QStringList, present);
        QFETCH(QStringList, usual);
        QFETCH(QStringList, traced);
        auto says = Says::resolver("example.com", dns::Type::A);
        for (const QString &text : present)
            says.answer({text.toLatin1()});
        PathWish wish;
        for (const QString &text : usual)
            wish.usual[name("example.com")].push_back(QHostAddress(text));
        QStringList wanted;
        for (const QString &text : traced)
            wanted << u"example.com "_s + text;
        QCOMPARE(textsOf(ordersOf({name("example.com"), {}, {}}, {says.exchange()}, wish, true)), wanted);
    }

    void whatIsExpectedExactlyIsUsual()
    {
        const Domain domain{name("example.com"), {expected("www.example.com", dns::Type::A, "192.0.2.80")}, {}};
        const auto said = Says::resolver("www.example.com", dns::Type::A).answer({QByteArray("192.0.2.99")}).exchange();
        QCOMPARE(textsOf(ordersOf(domain, {said}, {}, true)),
                 (QStringList{u"www.example.com 192.0.2.99"_s, u"www.example.com 192.0.2.80"_s}));
    }

    void withoutIpv6ItIsNotTraced()
    {
        const auto said = Says::resolver("example.com", dns::Type::AAAA).answer({QByteArray("2001:db8::1")}).exchange();
        QCOMPARE(int(ordersOf({name("example.com"), {}, {}}, {said}, {}, true).size()), 1);
        QVERIFY(ordersOf({name("example.com"), {}, {}}, {said}, {}, false).empty());
    }

    void manyServicesHaveABudget()
    {
        Domain domain{name("example.com"), {}, {}};
        std::vector<dns::ExchangePtr> answers;
        for (int i = 0; i < 50; ++i) {
            const QByteArray owner = "s" + QByteArray::number(i) + ".example.com";
            domain.set(expected(owner.constData(), dns::Type::A, "192.0.2.80"));
            answers.push_back(
                Says::resolver(owner.constData(), dns::Type::A).answer({QByteArray("192.0.2.9")}).exchange());
        }
        QVERIFY(ordersOf(domain, answers, {}, true).size() <= 8);
    }

    void rootServersAreControls()
    {
        const std::vector<RootHint> hints{{"a.root-servers.net.", address("198.41.0.4")},
                                          {"a.root-servers.net.", address("2001:503:ba3e::2:30")},
                                          {"b.root-servers.net.", address("170.247.170.2")},
                                          {"c.root-servers.net.", address("192.33.4.12")},
                                          {"d.root-servers.net.", address("199.7.91.13")}};
        const auto controls = controlsOf(hints);
        QCOMPARE(int(controls.size()), 4); // three of a family
        QCOMPARE(controls[0].name, name("a.root-servers.net"));
    }

    void init()
    {
        m_clock = std::make_unique<StoryClock>(instant("2020-05-30T12:00:00Z"));
        m_clock->setPaused(true);
        m_prober = std::make_shared<SlowProber>(*m_clock);
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        parts.path = m_prober;
        m_internet.emplace(std::move(parts));
        m_rounds = std::make_unique<PathRounds>(*m_clock);
        m_rounds->setControls({{name("a.root-servers.net"), address("198.41.0.4")}});
        m_done.clear();
    }
    void cleanup()
    {
        m_rounds.reset();
        m_internet.reset();
        m_prober.reset();
        m_clock.reset();
    }

    void controlsServeSeveralDomains()
    {
        measure("example.com", {"192.0.2.1"});
        measure("example.net", {"192.0.2.2"});
        QVERIFY(runUntil(2));
        QCOMPARE(textsOf(m_done[0]), (QStringList{u"example.com 192.0.2.1"_s, u"a.root-servers.net 198.41.0.4"_s}));
        const int asked = m_prober->asked;
        measure("example.org", {"192.0.2.3"});
        QVERIFY(runUntil(3));
        QCOMPARE(int(m_done[2].size()), 2);
        QCOMPARE(m_prober->asked, asked + 1); // the control's trace is fresh
    }

    void whoIsLateComesWithTheNextRound()
    {
        m_prober->slowest = address("192.0.2.9");
        measure("example.com", {"192.0.2.1", "192.0.2.9"});
        QVERIFY(runUntil(1));
        QCOMPARE(textsOf(m_done[0]), (QStringList{u"example.com 192.0.2.1"_s, u"a.root-servers.net 198.41.0.4"_s}));
        bool isOver = false;
        m_clock->after(120s, this, [&] { isOver = true; });
        m_clock->setPaused(false);
        QTRY_VERIFY(isOver);
        m_prober->slowest = {};
        measure("example.com", {"192.0.2.1"});
        QVERIFY(runUntil(2));
        QCOMPARE(textsOf(m_done[1]).first(), u"example.com 192.0.2.9"_s);
        QCOMPARE(int(m_done[1].size()), 3);
    }

    void withoutAProberOrAnOrderNothingIsMeasured()
    {
        measure("example.com", {});
        QCOMPARE(int(m_done.size()), 1);
        QVERIFY(m_done[0].empty());
        m_internet.emplace(Internet::Parts());
        measure("example.com", {"192.0.2.1"});
        QCOMPARE(int(m_done.size()), 2);
        QCOMPARE(m_prober->asked, 0);
    }

    void nobodyIsCalledWhenTheLookIsGone()
    {
        auto context = std::make_unique<QObject>();
        bool isCalled = false;
        path::TraceOrder order;
        order.domain = order.target = name("example.com");
        order.address = address("192.0.2.1");
        m_rounds->measure(*m_internet, order.domain, {order}, context.get(), [&](const auto &) { isCalled = true; });
        context.reset();
        bool isOver = false;
        m_clock->after(60s, this, [&] { isOver = true; });
        m_clock->setPaused(false);
        QTRY_VERIFY(isOver);
        QVERIFY(!isCalled);
    }

private:
    void measure(const char *domain, std::initializer_list<const char *> addresses)
    {
        std::vector<path::TraceOrder> orders;
        for (const char *text : addresses) {
            path::TraceOrder order;
            order.domain = order.target = name(domain);
            order.address = address(text);
            orders.push_back(order);
        }
        m_rounds->measure(*m_internet, name(domain), orders, this,
                          [this](std::vector<path::TracePtr> traces) { m_done.push_back(std::move(traces)); });
    }
    bool runUntil(size_t rounds)
    {
        m_clock->setPaused(false);
        const bool isDone = QTest::qWaitFor([&] { return m_done.size() >= rounds; });
        m_clock->setPaused(true);
        return isDone;
    }

    std::unique_ptr<StoryClock> m_clock;
    std::shared_ptr<SlowProber> m_prober;
    std::optional<Internet> m_internet;
    std::unique_ptr<PathRounds> m_rounds;
    std::vector<std::vector<path::TracePtr>> m_done;
};

QTEST_GUILESS_MAIN(TestPathRound)
#include "tst_pathround.moc"
