// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Session that knows what is the attacker's, and whom lost mail may have harmed.
#include "app/console/SessionPrivate.h"

#include "app/base/SafeText.h"
#include "app/console/Facts.h"

#include <algorithm>
#include <utility>

namespace hinoban::console {

namespace {

constexpr qsizetype MaxTyped = 2000;

QString lineOf(const QString &typed)
{
    QString text = typed;
    return safeText(text.replace(u'\t', u' ').trimmed(), MaxTyped);
}

constexpr size_t MostEvidence = 100; // of one entry; every answer is kept besides

// Under a vantage of its own: no signal judges what the attacker's servers are asked here.
std::vector<store::Brought> broughtBy(const dns::Name &domain, const std::vector<dns::ExchangePtr> &exchanges)
{
    std::vector<store::Brought> brought;
    for (const auto &exchange : exchanges)
        if (exchange->answered())
            brought.push_back(
                {domain.isRoot() ? exchange->question.name : domain, QStringLiteral("hostile"), exchange});
    return brought;
}

void addHosts(std::set<dns::Name> &names, const QList<watch::Expectation> &expectations)
{
    for (const auto &expectation : expectations) {
        if (expectation.type != dns::Type::NS && expectation.type != dns::Type::MX) continue;
        for (const auto &rdata : expectation.rdatas)
            if (const auto host = dns::nameOf(expectation.type, rdata)) names.insert(*host);
    }
}

} // namespace

std::set<dns::Name> ownNames(const std::vector<watch::Domain> &domains)
{
    std::set<dns::Name> names;
    for (const auto &domain : domains) {
        names.insert(domain.name);
        addHosts(names, domain.expectations);
        for (const auto &plan : domain.plans)
            addHosts(names, plan.records);
    }
    return names;
}

std::vector<respond::HostileAsset> Session::Private::hostileNow(const std::vector<detect::Finding> &findings,
                                                                const std::vector<respond::Contact> &toContact) const
{
    std::vector<respond::SeenHost> hosts;
    for (const auto &[name, watched] : pipeline.watched())
        for (const auto &[hostName, host] : watched.hostile)
            hosts.push_back({name, host});
    respond::AssetInput input{findings, hosts, ours, assets, requests.all(), toContact, {}, {}, {}, clock->now()};
    input.network = [this](const QHostAddress &address) { return desks ? desks->find(address) : nullptr; };
    input.registration = [this](const dns::Name &domain) -> registry::LookupPtr {
        for (const auto &[name, watched] : pipeline.watched()) {
            const auto known = watched.hostRegistrations.find(domain);
            if (known != watched.hostRegistrations.end()) return known->second;
        }
        const auto seen = lookAlikesSeen.find(domain);
        return seen == lookAlikesSeen.end() ? nullptr : seen->second;
    };
    input.origin = [this](const QHostAddress &address) -> quint32 {
        return origins ? origins->knownOf({address}).value(address).as : 0;
    };
    auto found = respond::hostileAssets(input);
    for (auto &asset : found) {
        // What a person named is asked about what is attacked.
        if (asset.domains.empty()) asset.domains = pipeline.incident().domains;
        if (!assetWatch) continue;
        const auto times = assetWatch->timesOf(asset.key);
        asset.askedAt = times.askedAt;
        asset.nextAt = times.nextAt;
    }
    return found;
}

respond::Exposure Session::Private::exposureNow(const std::vector<detect::Finding> &findings) const
{
    respond::Exposure exposure;
    exposure.accounts = accounts.all();
    exposure.windows = exposureWindows(pipeline, findings, clock->now());
    return exposure;
}

bool Session::Private::sawHostile(const Watched &watched)
{
    if (watched.hostile.empty()) return false;
    size_t count = watched.hostile.size();
    for (const auto &[name, host] : watched.hostile)
        count += host.addresses.size();
    return std::exchange(hostileSeen[watched.domain.name], count) != count;
}

void Session::Private::followAssets()
{
    if (options.ephemeral) return;
    const auto found = hostileNow(pipeline.ledger().all(), {});
    write(respond::foundEntries(found, assets, clock->now()));
    if (assetWatch) assetWatch->setAssets(found);
}

void Session::Private::watchAssets()
{
    if (options.once || options.ephemeral) return;
    const auto domainNamed = [this](const dns::Name &name) -> const watch::Domain * {
        const auto found = std::find_if(domains.begin(), domains.end(),
                                        [&](const watch::Domain &domain) { return domain.name == name; });
        return found == domains.end() ? nullptr : &*found;
    };
    assetWatch = std::make_unique<AssetWatch>(*clock, *engine, domainNamed, options.assetCadence);
    QObject::connect(assetWatch.get(), &AssetWatch::turned, q,
                     [this](const respond::AssetKey &key, const dns::Name &domain, respond::AssetState before,
                            const respond::AssetTurn &turn, const std::vector<dns::ExchangePtr> &evidence) {
                         takeTurn(key, domain, before, turn, evidence);
                     });
    QObject::connect(assetWatch.get(), &AssetWatch::questioned, q,
                     [this](const respond::AssetKey &key, const dns::Name &domain,
                            const std::vector<dns::ExchangePtr> &exchanges) { takeInterview(key, domain, exchanges); });
}

// What showed it is kept, every octet, beside the entry that rests on it.
void Session::Private::takeTurn(const respond::AssetKey &key, const dns::Name &domain, respond::AssetState before,
                                const respond::AssetTurn &turn, const std::vector<dns::ExchangePtr> &evidence)
{
    store::Batch batch;
    batch.brought = broughtBy(domain, evidence);
    batch.entries.push_back(respond::assetTurnEntry(key, domain, before, turn, clock->now()));
    write(std::move(batch));
}

void Session::Private::takeInterview(const respond::AssetKey &key, const dns::Name &domain,
                                     const std::vector<dns::ExchangePtr> &exchanges)
{
    std::vector<QByteArray> hashes;
    int answered = 0;
    for (const auto &exchange : exchanges) {
        if (!exchange->answered() || exchange->message->answer.empty()) continue;
        ++answered;
        const bool isKnown = std::find(hashes.begin(), hashes.end(), exchange->replySha256()) != hashes.end();
        if (!isKnown && hashes.size() < MostEvidence) hashes.push_back(exchange->replySha256());
    }
    store::Batch batch;
    batch.brought = broughtBy(domain, exchanges);
    batch.entries.push_back(
        respond::assetQuestionedEntry(key, domain, int(exchanges.size()), answered, std::move(hashes), clock->now()));
    write(std::move(batch));
}

void Session::actOnAsset(const respond::AssetDeed &deed)
{
    if (!d->isOpen || deed.key.name.isEmpty()) return;
    const QString person = lineOf(deed.person), reason = lineOf(deed.reason);
    if (deed.act == respond::AssetAct::Add) {
        // In its own spelling, whoever typed it.
        const auto key = respond::assetFromTyped(deed.key.kind, deed.key.name);
        if (!key) return d->fail(key.error());
        if (d->ours.contains(dns::Name::fromText(key->name.toUtf8()).value_or(dns::Name())))
            return d->fail({ErrorCode::BadInput, key->name, QStringLiteral("it is expected, or watched: ours")});
        d->write({respond::assetActEntry(deed.act, *key, person, reason, d->clock->now())});
        d->followAssets();
        return;
    }
    const auto *record = d->assets.find(deed.key);
    if (!record || record->dismissed() == (deed.act == respond::AssetAct::Dismiss)) return;
    d->write({respond::assetActEntry(deed.act, deed.key, person, reason, d->clock->now())});
    d->followAssets();
}

void Session::actOnAccounts(const respond::AccountDeed &deed)
{
    if (!d->isOpen) return;
    const Instant now = d->clock->now();
    if (!deed.listed.empty()) {
        const auto entries = d->accounts.entriesOf(deed.listed, lineOf(deed.source), lineOf(deed.person), now);
        if (!entries) return d->fail(entries.error());
        d->write(*entries);
    }
    if (deed.account.isEmpty()) return;
    if (const auto entry = d->accounts.entryOf(deed.account, deed.state, lineOf(deed.note), lineOf(deed.person), now))
        d->write({*entry});
}

} // namespace hinoban::console
