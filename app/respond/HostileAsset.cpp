// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/HostileAsset.h"

#include "app/base/SafeText.h"
#include "app/registry/RegistrableDomain.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t MostAddresses = 32; // of one host
constexpr qsizetype MostDetail = 300;

template <class Value>
void addOnce(std::vector<Value> &list, const Value &value)
{
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

void addOnce(QStringList &list, const QString &value)
{
    if (!value.isEmpty() && !list.contains(value)) list.append(value);
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue item : value.toArray())
        texts.append(item.toString());
    return texts;
}

// "192.0.2.1", "A 192.0.2.1"; the count of those left out ("+12") and names are none.
QHostAddress addressIn(const QString &text)
{
    const QString last = text.section(u' ', -1);
    if (!last.contains(u'.') && !last.contains(u':')) return {}; // "12" would be 0.0.0.12
    QHostAddress address(last);
    address.setScopeId({});
    return address;
}

class Gathering {
public:
    explicit Gathering(const AssetInput &input)
        : m_input(input)
    {
    }

    std::vector<HostileAsset> take()
    {
        for (const auto &seen : m_input.hosts)
            takeHost(seen);
        for (const auto &finding : m_input.findings)
            takeFinding(finding);
        for (const auto &[key, record] : m_input.book.all())
            takeRecord(key, record);
        std::vector<HostileAsset> assets;
        for (auto &[key, asset] : m_assets) {
            tie(asset);
            enrich(asset);
            assets.push_back(std::move(asset));
        }
        return assets;
    }

private:
    HostileAsset *at(AssetKind kind, const QString &name)
    {
        const AssetKey key{kind, name};
        const auto known = m_assets.find(key);
        if (known != m_assets.end()) return &known->second;
        if (name.isEmpty() || m_assets.size() >= MostAssetsShown) return nullptr;
        HostileAsset &made = m_assets[key];
        made.key = key;
        return &made;
    }

    [[nodiscard]] bool isOurs(const dns::Name &name) const { return m_input.ours.contains(name); }

    HostileAsset *host(AssetKind kind, const dns::Name &name, const dns::Name &domain)
    {
        if (name.isRoot() || isOurs(name)) return nullptr;
        auto *asset = at(kind, name.display());
        if (asset) addOnce(asset->domains, domain);
        return asset;
    }

    void takeHost(const SeenHost &seen)
    {
        const bool isMail = seen.host.role == QLatin1String("mail server");
        auto *asset = host(isMail ? AssetKind::MailHost : AssetKind::Nameserver, seen.host.name, seen.domain);
        if (!asset) return;
        for (const auto &address : seen.host.addresses)
            takeAddress(*asset, address);
    }

    // Of a host, and as an asset of its own.
    void takeAddress(HostileAsset &owner, const QHostAddress &address)
    {
        if (address.isNull() || owner.addresses.size() >= MostAddresses) return;
        addOnce(owner.addresses, address);
        if (auto *asset = at(AssetKind::Address, address.toString())) {
            addOnce(asset->addresses, address);
            addOnce(asset->hosts, owner.key.name);
            for (const auto &domain : owner.domains)
                addOnce(asset->domains, domain);
        }
    }

    static void support(HostileAsset *asset, const detect::Finding &finding)
    {
        if (!asset) return;
        addOnce(asset->findings, finding.signal);
        addOnce(asset->domains, finding.domain);
        asset->firstSeen = std::min(asset->firstSeen.value_or(finding.firstSeen), finding.firstSeen);
        asset->lastSeen = std::max(asset->lastSeen.value_or(finding.lastSeen), finding.lastSeen);
    }

    [[nodiscard]] static dns::Name nameIn(const QString &text)
    {
        const auto name = dns::Name::fromText(text.toUtf8());
        return name ? *name : dns::Name();
    }

    void takeFinding(const detect::Finding &finding)
    {
        if (finding.severity < detect::Severity::High) return;
        const QString &signal = finding.signal;
        const QJsonObject &args = finding.args;
        const QString imitates = safeText(args.value(u"imitates"_s).toString(), MostDetail);
        const bool isAboutHost = signal == u"D1"_s || signal == u"D2"_s || signal == u"D5"_s || signal == u"D8"_s;
        if (isAboutHost && args.contains(u"host"_s)) {
            const dns::Name name = nameIn(args.value(u"host"_s).toString());
            // D2 speaks of mail hosts too; what else is known of it says which it is.
            const bool isMail = signal == u"D8"_s || (signal == u"D2"_s && isMailHost(name));
            auto *asset = host(isMail ? AssetKind::MailHost : AssetKind::Nameserver, name, finding.domain);
            support(asset, finding);
            if (!asset) return;
            if (!imitates.isEmpty()) asset->imitates = imitates;
            for (const QString &text : textsOf(args.value(u"addresses"_s)))
                takeAddress(*asset, addressIn(text));
            if (signal == u"D5"_s) takeAddress(*asset, addressIn(args.value(u"address"_s).toString()));
            for (const auto &address : asset->addresses)
                support(at(AssetKind::Address, address.toString()), finding);
        } else if (signal == u"R5"_s || signal == u"P1"_s) {
            const QString text = signal == u"R5"_s ? args.value(u"registrable"_s).toString() : finding.subject;
            auto *asset = host(AssetKind::Domain, nameIn(text), finding.domain);
            support(asset, finding);
            if (!asset) return;
            if (!imitates.isEmpty()) asset->imitates = imitates;
            for (const QString &one : textsOf(args.value(u"hosts"_s)))
                addOnce(asset->hosts, safeText(one, MostDetail));
            if (const auto registered = instantFromRfc3339(args.value(u"registered"_s).toString()))
                asset->registered = *registered;
            asset->registrar = safeText(args.value(u"registrar"_s).toString(), MostDetail);
        } else if (signal == u"D4"_s || (signal == u"D9"_s && args.contains(u"unexpected"_s))) {
            for (const QString &text : textsOf(args.value(u"unexpected"_s))) {
                const QHostAddress address = addressIn(text);
                if (address.isNull()) continue;
                auto *asset = at(AssetKind::Address, address.toString());
                support(asset, finding);
                if (asset) addOnce(asset->addresses, address);
            }
        } else if (signal == u"T1"_s) {
            for (const QString &serial : textsOf(args.value(u"serials"_s))) {
                if (serial.startsWith(u'+')) continue;
                auto *asset = at(AssetKind::Certificate, safeText(serial, 128));
                support(asset, finding);
                if (!asset) continue;
                asset->detail = safeText(args.value(u"issuer"_s).toString() + u": "_s +
                                             textsOf(args.value(u"names"_s)).join(u", "_s),
                                         MostDetail);
                if (const auto until = instantFromRfc3339(args.value(u"until"_s).toString())) asset->expires = *until;
            }
        }
    }

    [[nodiscard]] bool isMailHost(const dns::Name &name) const
    {
        return std::any_of(m_input.hosts.begin(), m_input.hosts.end(), [&](const SeenHost &seen) {
            return seen.host.name == name && seen.host.role == QLatin1String("mail server");
        });
    }

    void takeRecord(const AssetKey &key, const AssetRecord &record)
    {
        const bool isAddress = key.kind == AssetKind::Address;
        if (!isAddress && key.kind != AssetKind::Certificate && isOurs(nameIn(key.name))) return;
        auto *asset = at(key.kind, key.name);
        if (!asset) return;
        if (isAddress) addOnce(asset->addresses, QHostAddress(key.name));
        if (!record.domain.isRoot()) addOnce(asset->domains, record.domain);
        if (record.found) asset->firstSeen = std::min(asset->firstSeen.value_or(*record.found), *record.found);
        asset->addedBy = record.addedBy;
        asset->addedWhy = record.addedWhy;
        asset->dismissedBy = record.dismissedBy;
        asset->dismissedWhy = record.dismissedWhy;
        asset->questioned = record.questioned;
        asset->history = record.turns;
        asset->state = record.state();
        if (record.turns.empty()) return;
        asset->since = record.turns.back().at;
        asset->why = record.turns.back().detail;
    }

    // What was seen of the host was seen of its address and of its domain.
    void tie(HostileAsset &asset)
    {
        if (asset.key.kind == AssetKind::Address) {
            for (const auto kind : {AssetKind::Nameserver, AssetKind::MailHost})
                for (const QString &name : asset.hosts) {
                    const auto owner = m_assets.find({kind, name});
                    if (owner == m_assets.end()) continue;
                    for (const QString &signal : owner->second.findings)
                        addOnce(asset.findings, signal);
                    if (const auto first = owner->second.firstSeen)
                        asset.firstSeen = std::min(asset.firstSeen.value_or(*first), *first);
                    if (const auto last = owner->second.lastSeen)
                        asset.lastSeen = std::max(asset.lastSeen.value_or(*last), *last);
                }
        }
        asset.findings.sort();
        std::sort(asset.domains.begin(), asset.domains.end());
        // A certificate ends by itself.
        if (asset.key.kind == AssetKind::Certificate && asset.expires && asset.history.empty()) {
            const bool isOver = *asset.expires < m_input.now;
            asset.state = isOver ? AssetState::Stopped : AssetState::Live;
            asset.since = isOver ? asset.expires : asset.firstSeen;
        }
    }

    void enrich(HostileAsset &asset) const
    {
        if (!asset.addresses.empty()) {
            const auto &address = asset.addresses.front();
            if (m_input.origin) asset.origin = m_input.origin(address);
            const auto lookup = m_input.network ? m_input.network(address) : nullptr;
            if (lookup && lookup->network) {
                const auto &network = *lookup->network;
                asset.network = u"%1, %2"_s.arg(network.range(), network.name);
                asset.networkHolder = network.holder.isEmpty() ? network.name : network.holder;
                asset.country = network.country;
                asset.desk = asset.networkHolder;
                asset.deskMail = network.abuseEmail;
                asset.deskPhone = network.abusePhone;
            }
            // What the team knows of that host goes before what its registry says.
            for (const auto &contact : m_input.contacts)
                if (std::find(contact.addresses.begin(), contact.addresses.end(), address) != contact.addresses.end())
                    useDesk(asset, contact);
        }
        const bool isName = asset.key.kind == AssetKind::Nameserver || asset.key.kind == AssetKind::MailHost ||
                            asset.key.kind == AssetKind::Domain;
        if (isName) registration(asset);
        for (const auto &request : m_input.requests) {
            const bool isForAll = request.role == QLatin1String("national-csirt");
            if (request.open() && (isForAll || (!asset.contactId.isEmpty() && request.contactId == asset.contactId)))
                addOnce(asset.requests, request.id);
        }
    }

    void registration(HostileAsset &asset) const
    {
        const dns::Name domain = registry::registrableDomain(nameIn(asset.key.name));
        if (domain.isRoot() || isOurs(domain)) return;
        const auto lookup = m_input.registration ? m_input.registration(domain) : nullptr;
        if (lookup && lookup->registration) {
            const auto &known = *lookup->registration;
            asset.registrar = safeText(known.registrar, MostDetail);
            asset.registered = known.registered;
            asset.expires = known.expires;
        }
        if (asset.key.kind != AssetKind::Domain) return;
        asset.desk = asset.registrar;
        if (lookup && lookup->registration) {
            asset.deskMail = safeText(lookup->registration->abuseEmail, MostDetail);
            asset.deskPhone = safeText(lookup->registration->abusePhone, MostDetail);
        }
        for (const auto &contact : m_input.contacts)
            if (std::find(contact.names.begin(), contact.names.end(), domain) != contact.names.end())
                useDesk(asset, contact);
    }

    static void useDesk(HostileAsset &asset, const Contact &contact)
    {
        asset.contactId = contact.id;
        if (!contact.organisation.isEmpty()) asset.desk = contact.organisation;
        for (const auto &channel : contact.channels) {
            if (channel.kind == Channel::Kind::Mail && asset.deskMail.isEmpty()) asset.deskMail = channel.address;
            if (channel.kind == Channel::Kind::Phone && asset.deskPhone.isEmpty()) asset.deskPhone = channel.address;
        }
    }

    const AssetInput &m_input;
    std::map<AssetKey, HostileAsset> m_assets;
};

int rankOf(const HostileAsset &asset)
{
    if (asset.dismissed()) return 4;
    switch (asset.state) {
    case AssetState::Live:
        return 0;
    case AssetState::Changed:
        return 1;
    case AssetState::Unknown:
        return 2;
    case AssetState::Stopped:
    case AssetState::Unresolvable:
        return 3;
    }
    return 2;
}

} // namespace

std::vector<HostileAsset> hostileAssets(const AssetInput &input)
{
    auto assets = Gathering(input).take();
    std::stable_sort(assets.begin(), assets.end(), [](const HostileAsset &a, const HostileAsset &b) {
        const int x = rankOf(a), y = rankOf(b);
        return x != y ? x < y : a.key < b.key;
    });
    return assets;
}

std::vector<Entry> foundEntries(const std::vector<HostileAsset> &assets, const AssetBook &book, Instant now)
{
    std::vector<Entry> entries;
    for (const auto &asset : assets) {
        const auto *record = book.find(asset.key);
        if (record && (record->found || !record->addedBy.isEmpty())) continue;
        entries.push_back(assetFoundEntry(asset.key, asset.domains.empty() ? dns::Name() : asset.domains.front(),
                                          asset.findings, std::min(asset.firstSeen.value_or(now), now), now));
    }
    return entries;
}

AssetCounts assetCounts(const std::vector<HostileAsset> &assets)
{
    AssetCounts counts;
    for (const auto &asset : assets) {
        if (asset.dismissed()) continue;
        switch (asset.state) {
        case AssetState::Live:
            ++counts.live;
            break;
        case AssetState::Changed:
            ++counts.changed;
            break;
        case AssetState::Stopped:
            ++counts.stopped;
            break;
        case AssetState::Unresolvable:
            ++counts.unresolvable;
            break;
        case AssetState::Unknown:
            ++counts.unknown;
            break;
        }
    }
    return counts;
}

} // namespace hinoban::respond
