// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/respond/Contact.h"
#include "app/respond/PlainName.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

enum class When {
    Suspicion,  // asking is right as soon as something looks wrong
    Hijack,     // … and taking down, or telling the world, only when it is
    MailLost,   // of that, only where somebody else may have read our mail
    Recovering, // only when the delegation is right again
};

// In the order of the night (runbook: regain, warn, take down, clear caches, duties, publish). The attacker's hosts
// come where the row without a role stands.
struct Step {
    const char *role;
    When when;
};
constexpr Step Steps[] = {
    {"registrar", When::Suspicion},   {"registrar-csirt", When::Suspicion},
    {"dns-cloud", When::Suspicion},   {"staff", When::MailLost},
    {"national-csirt", When::Hijack}, {"", When::Hijack},
    {"resolver", When::Recovering},   {"saas", When::MailLost},
    {"police", When::Hijack},         {"privacy-authority", When::MailLost},
    {"finance", When::Hijack},        {"headquarters", When::Hijack},
    {"public", When::Hijack},         {"customers", When::MailLost},
};

bool isTime(When when, const Incident &incident)
{
    switch (when) {
    case When::Suspicion:
        return true;
    case When::Hijack:
        return incident.state != IncidentState::Suspicion;
    case When::MailLost:
        return incident.state != IncidentState::Suspicion && incident.mailWasLost;
    case When::Recovering:
        return incident.state == IncidentState::Recovering;
    }
    return false;
}

void addChannel(std::vector<Channel> &channels, Channel::Kind kind, const QString &address)
{
    const Channel channel{kind, safeText(address.trimmed(), 254)};
    if (channel.address.isEmpty() || std::find(channels.begin(), channels.end(), channel) != channels.end()) return;
    channels.push_back(channel);
}

// Telephone first: it works while mail does not.
void completeRegistrar(Contact &contact, const registry::LookupPtr &registration)
{
    if (!registration || !registration->registration) return;
    const auto &known = *registration->registration;
    if (contact.organisation.isEmpty()) contact.organisation = safeText(known.registrar, 200);
    addChannel(contact.channels, Channel::Kind::Phone, known.abusePhone);
    // Whatever the registry publishes as a mail address is text from the network until it has the shape of one.
    if (known.abuseEmail.count(QLatin1Char('@')) == 1 && !known.abuseEmail.contains(QLatin1Char(' ')))
        addChannel(contact.channels, Channel::Kind::Mail, known.abuseEmail);
    std::stable_partition(contact.channels.begin(), contact.channels.end(),
                          [](const Channel &channel) { return channel.kind == Channel::Kind::Phone; });
}

void dropLostMail(Contact &contact, const Incident &incident)
{
    std::erase_if(contact.channels, [&](const Channel &channel) {
        return channel.kind == Channel::Kind::Mail && !mailAddressIsSafe(channel.address, incident);
    });
}

bool isOf(const Contact &contact, const QHostAddress &address)
{
    return contact.role == QLatin1String("hosting") &&
           std::any_of(contact.networks.begin(), contact.networks.end(),
                       [&](const Prefix &prefix) { return prefix.contains(address); });
}

// The provider that the directory knows for this address, or one that has still to be found out.
Contact hostOf(const QHostAddress &address, const std::vector<Contact> &directory)
{
    const auto found =
        std::find_if(directory.begin(), directory.end(), [&](const Contact &c) { return isOf(c, address); });
    if (found != directory.end()) return *found;

    Contact unknown;
    unknown.id = QStringLiteral("hosting-%1").arg(address.toString().replace(QLatin1Char(':'), QLatin1Char('.')));
    unknown.role = QStringLiteral("hosting");
    unknown.use = QStringLiteral("To have the attacker's server at %1 stopped and its disk kept.")
                      .arg(defanged(address.toString()));
    unknown.useJa =
        QStringLiteral("%1 にある攻撃者のサーバーの停止と証拠の保全を依頼します。").arg(defanged(address.toString()));
    unknown.advice =
        QStringLiteral("Whose network this is, and its abuse contact, is in the RDAP entry of the address.");
    unknown.adviceJa = QStringLiteral("どの事業者のネットワークか、不正利用窓口はどこかは、このアドレスの RDAP で"
                                      "確認してください。");
    unknown.confidence = QStringLiteral("L");
    unknown.templates = {QStringLiteral("HOST-ABUSE")};
    return unknown;
}

std::vector<Contact> hostsOf(const std::vector<HostileHost> &hostile, const std::vector<Contact> &directory)
{
    std::vector<Contact> hosts;
    for (const auto &server : hostile) {
        for (const auto &address : server.addresses) {
            Contact host = hostOf(address, directory);
            auto known = std::find_if(hosts.begin(), hosts.end(), [&](const Contact &c) { return c.id == host.id; });
            if (known == hosts.end()) known = hosts.insert(hosts.end(), std::move(host));
            if (std::find(known->addresses.begin(), known->addresses.end(), address) == known->addresses.end())
                known->addresses.push_back(address);
        }
    }
    return hosts;
}

bool isOurs(const dns::Name &name, const Incident &incident)
{
    return std::any_of(incident.domains.begin(), incident.domains.end(),
                       [&](const dns::Name &domain) { return name.isSubdomainOf(domain); });
}

// Who registered the attacker's domains, one contact a registrar: he can take them out of DNS, whoever hosts them.
std::vector<Contact> lookAlikeRegistrars(const std::vector<HostileHost> &hostile,
                                         const std::vector<registry::LookupPtr> &registrations,
                                         const Incident &incident)
{
    std::vector<Contact> registrars;
    for (const auto &lookup : registrations) {
        if (!lookup || !lookup->registration || isOurs(lookup->domain, incident)) continue;
        const bool isHostile = std::any_of(hostile.begin(), hostile.end(), [&](const HostileHost &host) {
            return host.name.isSubdomainOf(lookup->domain);
        });
        const QString name = safeText(lookup->registration->registrar.trimmed(), 200);
        if (!isHostile || name.isEmpty()) continue;
        auto known = std::find_if(registrars.begin(), registrars.end(),
                                  [&](const Contact &c) { return c.organisation == name; });
        if (known == registrars.end()) {
            Contact made;
            made.id = QStringLiteral("lookalike-registrar-%1").arg(registrars.size() + 1);
            made.role = QStringLiteral("lookalike-registrar");
            made.organisation = name;
            made.use =
                QStringLiteral("To have the domains of the false servers suspended: without their names they are "
                               "nobody's nameservers.");
            made.useJa =
                QStringLiteral("偽のサーバーの名前に使われているドメインの停止を依頼します。名前が引けなくなれば、"
                               "ネームサーバーとして働けません。");
            made.advice =
                QStringLiteral("Registrars must act on pharming (ICANN, 2024). Write from a mailbox outside the "
                               "hijacked domain.");
            made.adviceJa = QStringLiteral("レジストラにはファーミングへの対処義務があります（ICANN、2024 年）。"
                                           "乗っ取られたドメイン以外のメールから送ってください。");
            made.source = safeText(lookup->source, 300);
            made.confidence = QStringLiteral("M");
            made.templates = {QStringLiteral("LOOK-REG")};
            completeRegistrar(made, lookup);
            known = registrars.insert(registrars.end(), std::move(made));
        }
        known->names.push_back(lookup->domain);
    }
    return registrars;
}

} // namespace

bool isMoved(const ExpectedRegistrar &expected, const registry::LookupPtr &registration)
{
    if (!registration || !registration->registration) return false;
    const auto &now = *registration->registration;
    if (!expected.ianaId.isEmpty() && !now.registrarIanaId.isEmpty()) return expected.ianaId != now.registrarIanaId;
    const QString right = plainName(expected.name), seen = plainName(now.registrar);
    return !right.isEmpty() && !seen.isEmpty() && right != seen;
}

std::vector<Contact> contactsFor(const Incident &incident, const std::vector<Contact> &directory,
                                 const registry::LookupPtr &registration, const std::vector<HostileHost> &hostile,
                                 const std::vector<registry::LookupPtr> &hostRegistrations,
                                 const ExpectedRegistrar &expected)
{
    if (incident.state == IncidentState::Quiet || incident.state == IncidentState::Closed) return {};

    std::vector<Contact> contacts;
    for (const Step &step : Steps) {
        if (!isTime(step.when, incident)) continue;
        if (step.role[0] == 0) {
            auto hosts = hostsOf(hostile, directory);
            std::move(hosts.begin(), hosts.end(), std::back_inserter(contacts));
            auto registrars = lookAlikeRegistrars(hostile, hostRegistrations, incident);
            std::move(registrars.begin(), registrars.end(), std::back_inserter(contacts));
            continue;
        }
        for (const auto &contact : directory) {
            if (contact.role != QLatin1String(step.role)) continue;
            contacts.push_back(contact);
            if (contact.role != QLatin1String("registrar")) continue;
            if (!isMoved(expected, registration))
                completeRegistrar(contacts.back(), registration);
            else if (contact.organisation.isEmpty())
                contacts.back().organisation = safeText(expected.name, 200);
        }
    }
    for (auto &contact : contacts)
        dropLostMail(contact, incident);
    return contacts;
}

} // namespace hinoban::respond
