// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/respond/Contact.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

struct Step {
    const char *role;
    bool inSuspicion; // asking is right as soon as something looks wrong; taking down is not
};
constexpr Step Steps[] = {
    {"registrar", true},
    {"registrar-csirt", true},
    {"dns-cloud", true},
    {"national-csirt", false},
};

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

} // namespace

std::vector<Contact> contactsFor(const Incident &incident, const std::vector<Contact> &directory,
                                 const registry::LookupPtr &registration, const std::vector<HostileHost> &hostile)
{
    if (incident.state == IncidentState::Quiet || incident.state == IncidentState::Closed) return {};
    const bool onlySuspicion = incident.state == IncidentState::Suspicion;

    std::vector<Contact> contacts;
    for (const Step &step : Steps) {
        if (onlySuspicion && !step.inSuspicion) continue;
        for (const auto &contact : directory) {
            if (contact.role != QLatin1String(step.role)) continue;
            contacts.push_back(contact);
            if (contact.role == QLatin1String("registrar")) completeRegistrar(contacts.back(), registration);
        }
    }
    if (!onlySuspicion) {
        auto hosts = hostsOf(hostile, directory);
        std::move(hosts.begin(), hosts.end(), std::back_inserter(contacts));
    }
    for (auto &contact : contacts)
        dropLostMail(contact, incident);
    return contacts;
}

} // namespace hinoban::respond
