// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/RegistryClient.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace hinoban::watch {

// Asks the registries about the watched domains themselves, however many there are: a server bears so many questions a
// second and no more, so that a portfolio of hundreds takes minutes. Each domain waits its turn, those first of which
// something is not as it should be; few are really asked at a time, the rest are names in a list. A look waits where it
// is a matter of seconds, else it goes on, and what comes meanwhile is for the domain's next look.
// Thread: the network thread. Owner: Looker. Destroying it drops what is open.
class RegistrationTurns final : public QObject {
public:
    static constexpr int MostAtOnce = 3; // below one top-level domain: what its server takes in a few seconds
    static constexpr size_t Few = 8;     // so many may stand before one for whom a look waits
    static constexpr Duration Patience = std::chrono::seconds(40); // of a look

    struct Wish {
        bool isFirst = false;   // something has happened to the domain
        bool isPatient = false; // the look waits for it as long as it takes
    };
    RegistrationTurns(Clock &clock, registry::RegistryClient &registry);
    ~RegistrationTurns() override;

    // Asks, unless it is being asked. `done` is called once, in this call or later: with the answer, or with null,
    // where that would keep the look. Never if `context` is gone.
    void gather(const dns::Name &domain, Wish wish, QObject *context, std::function<void(registry::LookupPtr)> done);
    // What has come since for a domain whose look had gone on; null: nothing. Told once.
    [[nodiscard]] registry::LookupPtr take(const dns::Name &domain);

    [[nodiscard]] size_t waiting() const; // not asked yet

private:
    struct Open {
        std::unique_ptr<QObject> question; // while it is asked; its end drops the answer
        bool isFirst = false;
        QPointer<QObject> context; // of the look that waits
        std::function<void(registry::LookupPtr)> done;
        Clock::TimerId timer = 0;
    };
    struct Line { // below one top-level domain
        std::deque<dns::Name> first, others;
        int asked = 0;
    };
    [[nodiscard]] static dns::Name topOf(const dns::Name &domain);
    void serve(const dns::Name &top);
    void ask(Line &line, const dns::Name &domain);
    void answered(const dns::Name &domain, const registry::LookupPtr &lookup);
    void letGo(Open &open, const registry::LookupPtr &lookup);

    Clock &m_clock;
    registry::RegistryClient &m_registry;
    std::map<dns::Name, Open> m_open;
    std::map<dns::Name, Line> m_lines; // by top-level domain
    std::map<dns::Name, registry::LookupPtr> m_late;
};

} // namespace hinoban::watch
