// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server on loopback that stands for a resolver.
#include "app/base/StoryClock.h"
#include "app/watch/RouterNames.h"
#include "tests/dns/LittleInternet.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using watch::RouterNames;

namespace {

constexpr const char *ResolverAddress = "192.0.2.53";

path::TracePtr trace(std::initializer_list<const char *> addresses, const char *source = "probes")
{
    auto out = std::make_shared<path::Trace>();
    out->source = QString::fromLatin1(source);
    for (const char *text : addresses) {
        path::Hop hop;
        hop.ttl = int(out->hops.size()) + 1;
        hop.address = QHostAddress(QString::fromLatin1(text));
        hop.rtt = 1ms;
        out->hops.push_back(hop);
    }
    return out;
}

} // namespace

class RouterNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<StoryClock>(instantFromUnixMicroseconds(1590764400LL * 1000000));
        m_clock->setPaused(true);
        m_net = std::make_unique<LittleInternet>(*m_clock);
        m_net->serve(ResolverAddress, "in-addr.arpa",
                     "in-addr.arpa. SOA ns1 host 1 2 3 4 60\n"
                     "1.8.8.8.in-addr.arpa. PTR ae-1.fra3.example.net.\n"
                     "2.8.8.8.in-addr.arpa. PTR \\<b\\>\\027[2J\\226\\128\\174.example.net.\n");
        m_engine = std::make_unique<dns::QueryEngine>(*m_clock, m_net->internet(false));
        m_names = std::make_unique<RouterNames>(*m_engine, *m_clock);
        watch::Resolver resolver;
        resolver.server.address = QHostAddress(QLatin1String(ResolverAddress));
        m_resolvers = {resolver};
        m_done.reset();
    }
    void cleanup()
    {
        m_names.reset();
        m_engine.reset();
        m_net.reset();
        m_clock.reset();
    }

    void namesHintAtPlaces()
    {
        const auto named = filled(trace({"8.8.8.1", "8.8.8.9"}));
        QVERIFY(named);
        QCOMPARE(named->hops[0].name, u"ae-1.fra3.example.net"_s);
        QCOMPARE(named->hops[0].place, u"FRA"_s);
        QVERIFY(named->hops[1].name.isEmpty()); // it has none
    }

    void hostileNamesAreSafe()
    {
        const auto named = filled(trace({"8.8.8.2"}));
        QVERIFY(named);
        const QString &name = named->hops[0].name;
        QVERIFY(!name.isEmpty() && name.size() <= 1024);
        for (const QChar letter : name)
            QVERIFY2(letter.unicode() >= 0x20 && letter.unicode() < 0x7f, qPrintable(name));
    }

    void aSilentServerIsNoName()
    {
        m_resolvers[0].server.address = QHostAddress(u"192.0.2.99"_s); // nobody is there
        const auto named = filled(trace({"8.8.8.1"}));
        QVERIFY(named);
        QVERIFY(named->hops[0].name.isEmpty());
    }

    void aWorldTellsItsOwnNames()
    {
        bool isAtOnce = false;
        m_names->fill({trace({"8.8.8.1"}, "scenario")}, m_resolvers, this, [&](std::vector<path::TracePtr> traces) {
            isAtOnce = true;
            QVERIFY(traces.front()->hops[0].name.isEmpty());
        });
        QVERIFY(isAtOnce);
    }

    void withoutAResolverNobodyIsAsked()
    {
        m_resolvers.clear();
        bool isAtOnce = false;
        m_names->fill({trace({"8.8.8.1"})}, m_resolvers, this, [&](const auto &) { isAtOnce = true; });
        QVERIFY(isAtOnce);
    }

private:
    path::TracePtr filled(const path::TracePtr &one)
    {
        m_names->fill({one}, m_resolvers, this,
                      [this](std::vector<path::TracePtr> traces) { m_done = std::move(traces); });
        m_clock->setPaused(false);
        const bool isDone = QTest::qWaitFor([&] { return m_done.has_value(); });
        m_clock->setPaused(true);
        return isDone ? m_done->front() : nullptr;
    }

    std::unique_ptr<StoryClock> m_clock;
    std::unique_ptr<LittleInternet> m_net;
    std::unique_ptr<dns::QueryEngine> m_engine;
    std::unique_ptr<RouterNames> m_names;
    std::vector<watch::Resolver> m_resolvers;
    std::optional<std::vector<path::TracePtr>> m_done;
};

QTEST_GUILESS_MAIN(RouterNamesTest)
#include "tst_routernames.moc"
