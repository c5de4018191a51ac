// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/StoryClock.h"
#include "app/console/DrillSetup.h"
#include "app/drill/World.h"
#include "app/watch/Sweeper.h"
#include "tests/drill/SmallWorld.h"

#include <QSignalSpy>

namespace hinoban::testing {

[[nodiscard]] inline Instant at(const char *text) { return instantFromRfc3339(QString::fromLatin1(text)).value(); }

// The small scenario and the instruments that look at it, at an instant of its story. The clock stands until run().
class WatchedWorld {
public:
    explicit WatchedWorld(Instant start, bool reachable = true)
        : clock(start)
    {
        const QTemporaryDir folder;
        const auto scenario = drill::readScenario(SmallWorld().writtenTo(folder));
        if (!scenario) qFatal("%s", qPrintable(sentence(scenario.error())));
        domain = console::domainsOf(drill::briefing(**scenario)).front();
        resolvers = console::resolversOf(drill::briefing(**scenario));
        clock.setPaused(true);
        m_world = std::make_unique<drill::World>(clock, *scenario);
        if (!m_world->start()) qFatal("the world does not start");
        Internet::Parts nobody;
        nobody.guard = Internet::Guard::LoopbackOnly;
        nobody.rootHints = {{"a.root.", QHostAddress(QStringLiteral("203.0.113.1"))}};
        nobody.mapping = [](const QHostAddress &, Service) { return std::optional<Endpoint>(); };
        const Internet internet = reachable ? m_world->internet() : Internet(nobody);
        m_engine = std::make_unique<dns::QueryEngine>(clock, internet);
        m_walk = std::make_unique<dns::DelegationWalk>(*m_engine);
        m_registry = std::make_unique<registry::RegistryClient>(clock, internet);
    }
    [[nodiscard]] watch::Instruments instruments() { return {clock, *m_engine, *m_walk, *m_registry}; }

    // Plays to that instant; false if it did not come.
    [[nodiscard]] bool run(Instant end)
    {
        QSignalSpy reached(&clock, &StoryClock::reached);
        clock.setEnd(end);
        clock.setPaused(false);
        return reached.count() > 0 || reached.wait(100000);
    }

    StoryClock clock;
    watch::Domain domain;
    std::vector<watch::Resolver> resolvers;

private:
    std::unique_ptr<drill::World> m_world;
    std::unique_ptr<dns::QueryEngine> m_engine;
    std::unique_ptr<dns::DelegationWalk> m_walk;
    std::unique_ptr<registry::RegistryClient> m_registry;
};

} // namespace hinoban::testing
