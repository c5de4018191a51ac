// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/HostRegistrations.h"

#include "app/registry/RegistrableDomain.h"
#include "app/watch/ExpectedHost.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace hinoban::watch {

namespace {

constexpr size_t MostKnown = 2000;
// A date of registration stays; a domain may be dropped and registered anew.
constexpr std::chrono::hours KnownFor{24};
constexpr std::chrono::minutes UnknownFor{30};

bool namesHosts(dns::Type type) { return type == dns::Type::NS || type == dns::Type::MX; }

} // namespace

std::set<dns::Name> strangerDomains(const Domain &domain, const std::vector<Observation> &observations)
{
    std::set<dns::Name> ours{registry::registrableDomain(domain.name)};
    for (const auto &expectation : domain.expectations)
        if (namesHosts(expectation.type)) {
            for (const auto &rdata : expectation.rdatas)
                if (const auto host = dns::nameOf(expectation.type, rdata))
                    ours.insert(registry::registrableDomain(*host));
            for (const auto *one : alternativesOf(expectation))
                for (const auto &name : one->under)
                    ours.insert(registry::registrableDomain(name));
        }

    std::set<dns::Name> strangers;
    for (const auto &observation : observations) {
        const bool isTold = observation.state == State::Mismatch && observation.seen && namesHosts(observation.type) &&
                            observation.seen->type == observation.type;
        if (!isTold) continue;
        const auto *expectation = domain.find(observation.owner, observation.type);
        for (const auto &rdata : observation.seen->rdatas) {
            const auto host = dns::nameOf(observation.type, rdata);
            if (!host || host->isRoot() || (expectation && isExpectedHost(*expectation, *host))) continue;
            const auto stranger = registry::registrableDomain(*host);
            if (stranger.labelCount() > 1 && !ours.contains(stranger)) strangers.insert(stranger);
        }
    }
    return strangers;
}

struct HostRegistrations::Waiting {
    dns::Name watched;
    std::set<dns::Name> strangers;
    QPointer<QObject> context;
    std::function<void(std::vector<registry::LookupPtr>)> done;
    Clock::TimerId timer = 0;
};

HostRegistrations::HostRegistrations(Clock &clock, registry::RegistryClient &registry)
    : m_clock(clock)
    , m_registry(registry)
{
}

HostRegistrations::~HostRegistrations()
{
    for (const auto &waiting : m_waiting)
        m_clock.cancel(waiting->timer);
}

bool HostRegistrations::isStale(const Known &known) const
{
    if (!known.lookup) return false;
    const Duration age = m_clock.now() - known.lookup->askedAt;
    return age >= (known.lookup->registration ? Duration(KnownFor) : Duration(UnknownFor));
}

void HostRegistrations::gather(const dns::Name &watched, const std::set<dns::Name> &strangers, QObject *context,
                               std::function<void(std::vector<registry::LookupPtr>)> done)
{
    if (m_known.size() >= MostKnown) std::erase_if(m_known, [](const auto &known) { return known.second.lookup; });
    size_t asked = 0;
    bool isOpen = false;
    for (const auto &stranger : strangers) {
        const auto known = m_known.find(stranger);
        const bool wanted = known == m_known.end() || isStale(known->second);
        if (wanted && asked < MostAtOnce) {
            ++asked;
            ask(stranger);
        }
        isOpen = isOpen || (m_known.contains(stranger) && !m_known.at(stranger).lookup);
    }
    if (!isOpen) return done(untold(watched, strangers));

    auto waiting = std::make_shared<Waiting>(Waiting{watched, strangers, context, std::move(done), 0});
    waiting->timer = m_clock.after(Patience, this, [this, waiting] { end(waiting); });
    m_waiting.push_back(std::move(waiting));
}

void HostRegistrations::ask(const dns::Name &stranger)
{
    m_known[stranger] = {};
    m_registry.look(stranger, this, [this, stranger](const registry::LookupPtr &lookup) {
        m_known[stranger].lookup = lookup;
        answered();
    });
}

std::vector<registry::LookupPtr> HostRegistrations::untold(const dns::Name &watched,
                                                           const std::set<dns::Name> &strangers)
{
    std::vector<registry::LookupPtr> news;
    for (const auto &stranger : strangers) {
        const auto known = m_known.find(stranger);
        if (known == m_known.end() || !known->second.lookup) continue;
        if (known->second.told.insert(watched).second) news.push_back(known->second.lookup);
    }
    return news;
}

void HostRegistrations::answered()
{
    const auto isOpen = [this](const dns::Name &stranger) {
        const auto known = m_known.find(stranger);
        return known != m_known.end() && !known->second.lookup;
    };
    const auto before = m_waiting;
    for (const auto &waiting : before)
        if (std::none_of(waiting->strangers.begin(), waiting->strangers.end(), isOpen)) end(waiting);
}

void HostRegistrations::end(const std::shared_ptr<Waiting> &waiting)
{
    m_clock.cancel(waiting->timer);
    if (std::erase(m_waiting, waiting) == 0) return;
    if (waiting->context) waiting->done(untold(waiting->watched, waiting->strangers));
}

} // namespace hinoban::watch
