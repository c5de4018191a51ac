// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/NetworkDesks.h"

#include "app/base/SafeText.h"

namespace hinoban::console {

namespace {

constexpr std::chrono::hours KnownFor{24};
constexpr std::chrono::minutes UnknownFor{30};

} // namespace

NetworkDesks::NetworkDesks(Clock &clock, registry::RegistryClient &registry)
    : m_clock(clock)
    , m_registry(registry)
{
}

bool NetworkDesks::isStale(const Known &known) const
{
    if (!known.lookup) return false;
    const Duration holds = known.lookup->network ? Duration(KnownFor) : Duration(UnknownFor);
    return m_clock.now() - known.lookup->askedAt >= holds;
}

void NetworkDesks::want(const dns::Name &domain, const std::vector<QHostAddress> &addresses)
{
    for (const QHostAddress &address : addresses) {
        const auto known = m_known.find(address);
        if (known != m_known.end()) {
            known->domains.insert(domain);
            if (known->isOpen || !isStale(*known)) continue;
        } else {
            if (m_known.size() >= MostAddresses) continue;
            m_known.insert(address, {nullptr, {domain}, false});
        }
        m_known[address].isOpen = true;
        m_waiting.append(address);
    }
    askNext();
}

void NetworkDesks::askNext()
{
    while (m_open < MostOpen && !m_waiting.isEmpty()) {
        const QHostAddress address = m_waiting.takeFirst();
        ++m_open;
        m_registry.lookNetwork(address, this, [this, address](const registry::NetworkLookupPtr &lookup) {
            --m_open;
            Known &known = m_known[address];
            known.isOpen = false;
            // What was known stays known when the registry is silent for once.
            const bool isNews = lookup->network || !known.lookup || !known.lookup->network;
            if (isNews) known.lookup = lookup;
            const auto domains = known.domains;
            askNext();
            if (!lookup->network) return;
            for (const dns::Name &domain : domains)
                Q_EMIT learned(domain);
        });
    }
}

registry::NetworkLookupPtr NetworkDesks::find(const QHostAddress &address) const
{
    const auto known = m_known.constFind(address);
    return known == m_known.cend() ? nullptr : known->lookup;
}

void completeHost(respond::Contact &contact, const registry::NetworkLookupPtr &lookup,
                  const respond::Incident &incident)
{
    using respond::Channel;
    const bool isOpen = contact.role == QLatin1String("hosting") && contact.organisation.isEmpty();
    if (!isOpen || !lookup || !lookup->network) return;
    const auto &network = *lookup->network;
    contact.organisation = safeText(network.holder.isEmpty() ? network.name : network.holder, 200);
    // Telephone first: it works while mail does not.
    if (!network.abusePhone.isEmpty()) contact.channels.push_back({Channel::Kind::Phone, network.abusePhone});
    if (!network.abuseEmail.isEmpty() && respond::mailAddressIsSafe(network.abuseEmail, incident))
        contact.channels.push_back({Channel::Kind::Mail, network.abuseEmail});
    QString who = QStringLiteral("%1, %2").arg(network.range(), network.name);
    if (!network.country.isEmpty()) who += QStringLiteral(", %1").arg(network.country);
    contact.advice = QStringLiteral("The network by its registration: %1. Check the desk on its own page.").arg(who);
    contact.adviceJa =
        QStringLiteral("登録情報によるネットワーク: %1。窓口は事業者の公式ページでも確認してください。").arg(who);
    contact.source = lookup->source;
    contact.confidence = QStringLiteral("M");
}

} // namespace hinoban::console
