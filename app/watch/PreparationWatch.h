// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/RegistryClient.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace hinoban::watch {

// How often the registries are asked for names that may be prepared against us.
struct PreparationCadence {
    Duration sweep = std::chrono::hours(3);     // the whole list once
    Duration pace = std::chrono::seconds(5);    // between two questions, whoever is asked
    Duration settled = std::chrono::hours(168); // instead of `sweep`, for a name that somebody has held for months
    size_t mostNames = 72;
};

// Asks the registries for names that nobody should have registered, one at a time and slowly, over and over. Which
// names those are, and what their registration means, others say. Thread: the network thread. Owner: console::Session.
// Signals come in that thread; stop() and destroying it drop the question that is open.
class PreparationWatch final : public QObject {
    Q_OBJECT
public:
    PreparationWatch(Clock &clock, registry::RegistryClient &registry, PreparationCadence cadence,
                     QObject *parent = nullptr);
    ~PreparationWatch() override;

    // In the order in which they are asked for; what is known of those that stay is kept.
    void setNames(const std::vector<dns::Name> &names);
    // When names were asked for the first time, before this run; before setNames().
    void restore(std::map<dns::Name, Instant> firstAsked) { m_before = std::move(firstAsked); }
    void start();
    void stop();

Q_SIGNALS:
    // `firstAsked`: when this name was asked for the first time.
    void looked(const hinoban::registry::LookupPtr &lookup, hinoban::Instant firstAsked);

private:
    struct Slot {
        size_t place = 0;
        Instant due{};
        std::optional<Instant> firstAsked;
    };
    void arm();
    void ask();
    void answered(const registry::LookupPtr &lookup);
    [[nodiscard]] std::map<dns::Name, Slot>::iterator next();

    Clock &m_clock;
    registry::RegistryClient &m_registry;
    const PreparationCadence m_cadence;
    std::map<dns::Name, Slot> m_slots;
    std::map<dns::Name, Instant> m_before;
    std::unique_ptr<QObject> m_open; // while a question is; its end drops the answer
    Instant m_notBefore{};
    Clock::TimerId m_timer = 0;
    bool m_running = false;
};

} // namespace hinoban::watch
