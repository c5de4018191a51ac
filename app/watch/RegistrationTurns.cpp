// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/RegistrationTurns.h"

#include <algorithm>
#include <utility>

namespace hinoban::watch {

namespace {

constexpr size_t MostLate = 20000; // answers that nobody has come for: a domain may be watched no more

} // namespace

RegistrationTurns::RegistrationTurns(Clock &clock, registry::RegistryClient &registry)
    : m_clock(clock)
    , m_registry(registry)
{
}

RegistrationTurns::~RegistrationTurns()
{
    for (const auto &[domain, open] : m_open)
        m_clock.cancel(open.timer);
}

dns::Name RegistrationTurns::topOf(const dns::Name &domain)
{
    dns::Name top = domain;
    while (top.labelCount() > 1)
        top = top.parent();
    return top;
}

void RegistrationTurns::gather(const dns::Name &domain, Wish wish, QObject *context,
                               std::function<void(registry::LookupPtr)> done)
{
    const dns::Name top = topOf(domain);
    Line &line = m_lines[top];
    const auto [found, isNew] = m_open.try_emplace(domain);
    Open &open = found->second;
    letGo(open, nullptr); // an earlier look that waits still
    if (isNew) {
        open.isFirst = wish.isFirst;
        (wish.isFirst ? line.first : line.others).push_back(domain);
    } else if (wish.isFirst && !open.isFirst && !open.question) {
        open.isFirst = true;
        std::erase(line.others, domain);
        line.first.push_back(domain);
    }
    const size_t before = line.first.size() + (open.isFirst ? 0 : line.others.size());
    const bool waits = wish.isPatient || before <= Few;
    if (waits) {
        open.context = context;
        open.done = std::move(done);
        if (!wish.isPatient)
            open.timer = m_clock.after(Patience, this, [this, domain] { letGo(m_open[domain], nullptr); });
    }
    serve(top);
    if (!waits) done(nullptr);
}

registry::LookupPtr RegistrationTurns::take(const dns::Name &domain)
{
    auto late = m_late.extract(domain);
    return late ? std::move(late.mapped()) : nullptr;
}

size_t RegistrationTurns::waiting() const
{
    size_t all = 0;
    for (const auto &[top, line] : m_lines)
        all += line.first.size() + line.others.size();
    return all;
}

void RegistrationTurns::serve(const dns::Name &top)
{
    Line &line = m_lines[top];
    while (line.asked < MostAtOnce && !(line.first.empty() && line.others.empty())) {
        auto &next = line.first.empty() ? line.others : line.first;
        const dns::Name domain = next.front();
        next.pop_front();
        ask(line, domain);
    }
    // One that has happened to something does not stand behind those that are only being asked.
    while (!line.first.empty() && line.asked < 2 * MostAtOnce) {
        const dns::Name domain = line.first.front();
        line.first.pop_front();
        ask(line, domain);
    }
}

void RegistrationTurns::ask(Line &line, const dns::Name &domain)
{
    ++line.asked;
    Open &open = m_open[domain];
    open.question = std::make_unique<QObject>();
    m_registry.look(
        domain, open.question.get(), [this, domain](const registry::LookupPtr &lookup) { answered(domain, lookup); },
        registry::Extent::WithRegistrar);
}

void RegistrationTurns::answered(const dns::Name &domain, const registry::LookupPtr &lookup)
{
    const dns::Name top = topOf(domain);
    --m_lines[top].asked;
    auto open = m_open.extract(domain);
    open.mapped().question.release()->deleteLater(); // it is still on the stack
    if (open.mapped().done && open.mapped().context) {
        letGo(open.mapped(), lookup);
    } else {
        if (m_late.size() >= MostLate) m_late.clear();
        m_late[domain] = lookup;
    }
    serve(top);
}

void RegistrationTurns::letGo(Open &open, const registry::LookupPtr &lookup)
{
    m_clock.cancel(std::exchange(open.timer, 0));
    const auto done = std::exchange(open.done, nullptr);
    if (done && open.context) done(lookup);
}

} // namespace hinoban::watch
