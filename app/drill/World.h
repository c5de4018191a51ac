// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"
#include "app/drill/Scenario.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace hinoban::drill {

// The simulated internet of a scenario: name servers, hostile servers, caching resolvers with caches of their own,
// registry, path and response times, changed by the story on the clock. It answers over real sockets on loopback,
// so that the real engine asks it; a question that the story drops is taken off the wire at once (Clock::leave), so
// that a silent server costs no wall time; a round trip is what the scenario says, by the clock.
//
// Thread: the network thread. Owner: console::Network. It must live as long as anything uses internet().
class World final : public QObject {
    Q_OBJECT
public:
    World(Clock &clock, std::shared_ptr<const Scenario> scenario, QObject *parent = nullptr);
    ~World() override;

    // Opens the sockets and puts the world into its state at the clock's now: zones, registry, hosts, and every
    // resolver's cache as its other users would have left it by then.
    [[nodiscard]] Result<void> start();
    [[nodiscard]] Internet internet() const; // after start()

    // Where the story's certificate logs are searched, after start(); empty: it tells of none.
    [[nodiscard]] QUrl certificateSearch() const;

    // For "every server was reached": questions taken, by nominal address.
    [[nodiscard]] quint64 questionsTaken() const;

Q_SIGNALS:
    void turned(hinoban::Instant at, const QString &what); // the story changed the world; for logs, not for the team

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hinoban::drill
