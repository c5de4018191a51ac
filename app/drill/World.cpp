// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/World.h"

#include "app/drill/CertificateServer.h"
#include "app/drill/DnsEndpoint.h"
#include "app/drill/MailServer.h"
#include "app/drill/RdapServer.h"
#include "app/drill/ResolverCache.h"
#include "app/drill/ScenarioProber.h"
#include "app/drill/SignedReply.h"
#include "app/drill/WhoisServer.h"
#include "app/drill/WireQuestion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr int LongestTcp = 65535;
constexpr int LongestUdp = 1232; // what the world's servers send at most (DNS Flag Day 2020)
constexpr qsizetype MostBuilt = 20'000;

int limitOf(const WireQuestion &question, bool tcp)
{
    return tcp ? LongestTcp : std::min<int>(LongestUdp, question.udpSize);
}

dns::Message messageFor(const WireQuestion &question, const dns::Name &name)
{
    dns::Message message;
    message.qr = true;
    message.question = dns::Question{name, question.type, question.klass};
    if (question.edns) message.edns = dns::Edns{quint16(LongestUdp), 0, question.dnssecOk, {}};
    return message;
}

} // namespace

struct World::Private {
    Private(World &world, Clock &worldClock, std::shared_ptr<const Scenario> worldScenario)
        : owner(world)
        , clock(worldClock)
        , scenario(std::move(worldScenario))
        , rdap(clock, scenario)
        , certificates(clock, scenario)
        , whois(clock, scenario)
    {
    }

    using Answer = std::optional<DnsEndpoint::Answer>;

    [[nodiscard]] Result<void> openEndpoint(const QHostAddress &nominal, DnsEndpoint::Handler handler)
    {
        auto &endpoint =
            endpoints.emplace_back(std::make_unique<DnsEndpoint>(clock, sockets, std::move(handler), &owner));
        if (auto opened = endpoint->open(); !opened) return opened;
        (*places)[nominal] = {endpoint->udp(), endpoint->tcp()};
        return {};
    }

    // What can be said without data, or that there is data to look for.
    [[nodiscard]] static std::optional<QByteArray> withoutData(const WireQuestion &question)
    {
        switch (question.kind) {
        case WireQuestion::Kind::FormErr:
            return bareReply(question, dns::Rcode::FormErr);
        case WireQuestion::Kind::NotImp:
            return bareReply(question, dns::Rcode::NotImp);
        case WireQuestion::Kind::BadVersion:
            return bareReply(question, dns::Rcode(16));
        case WireQuestion::Kind::Silence:
        case WireQuestion::Kind::Question:
            break;
        }
        const auto number = quint16(question.type);
        // Transfers and other meta types (RFC 6895, 3.1), ANY and OPT aside.
        if (question.klass != 1 || (number >= 128 && number < 255) || question.type == dns::Type::OPT)
            return bareReply(question, dns::Rcode::Refused);
        return std::nullopt;
    }

    [[nodiscard]] Answer answerAsServer(size_t index, QByteArrayView wire, bool tcp)
    {
        const Instant now = clock.now();
        const State::Serving &serving = scenario->at(now).servers[index];
        const WireQuestion question = parseQuestion(wire);
        if (serving.condition == Condition::Down || question.kind == WireQuestion::Kind::Silence) return std::nullopt;
        const Duration after = scenario->servers[index].roundTrip;
        if (auto bare = withoutData(question)) return DnsEndpoint::Answer{std::move(*bare), after};
        switch (serving.condition) {
        case Condition::Lame:
            return DnsEndpoint::Answer{bareReply(question, dns::Rcode::NoError), after};
        case Condition::Refusing:
            return DnsEndpoint::Answer{bareReply(question, dns::Rcode::Refused), after};
        case Condition::Failing:
            return DnsEndpoint::Answer{bareReply(question, dns::Rcode::ServFail), after};
        case Condition::Garbling: {
            QByteArray garbled = bareReply(question, dns::Rcode::NoError);
            garbled[6] = 1; // an answer that is not there
            return DnsEndpoint::Answer{std::move(garbled), after};
        }
        case Condition::Truncating:
            if (!tcp) {
                QByteArray cut = bareReply(question, dns::Rcode::NoError);
                cut[2] = char(cut[2] | 0x06); // AA, TC
                return DnsEndpoint::Answer{std::move(cut), after};
            }
            break;
        case Condition::Up:
        case Condition::Down:
            break;
        }
        return DnsEndpoint::Answer{addressedTo(question, built(*serving.zones, question, tcp, now)), after};
    }

    // The reply's bytes with id 0, from the store of built ones if it was asked before.
    [[nodiscard]] QByteArray built(const ServedZones &zones, const WireQuestion &question, bool tcp, Instant now)
    {
        const int limit = limitOf(question, tcp);
        const qint64 shape[] = {zones.phase(now), qint64(question.type), limit,
                                qint64(question.edns) | qint64(question.dnssecOk) << 1};
        QByteArray key = question.folded;
        key.append(reinterpret_cast<const char *>(shape), sizeof shape);
        auto &known = store[&zones];
        if (const auto found = known.constFind(key); found != known.cend()) return *found;

        const auto name = dns::Name::fromWire(question.folded);
        if (!name) return bareReply(question, dns::Rcode::FormErr);
        Reply reply = zones.answer(*name, question.type, now);
        if (question.dnssecOk) addSecurity(reply, zones, *name, question.type);
        dns::Message message = messageFor(question, *name);
        message.aa = reply.aa;
        message.rcode = reply.rcode;
        message.answer = std::move(reply.answer);
        message.authority = std::move(reply.authority);
        message.additional = std::move(reply.additional);
        const auto bytes = dns::buildMessage(message, limit);
        if (!bytes) return bareReply(question, dns::Rcode::ServFail);
        if (known.size() >= MostBuilt) known.clear();
        known.insert(key, *bytes);
        return *bytes;
    }

    [[nodiscard]] Answer answerAsResolver(size_t index, QByteArrayView wire, bool tcp)
    {
        const ResolverSpec &spec = scenario->resolvers[index];
        const WireQuestion question = parseQuestion(wire);
        if (!spec.usable || question.kind == WireQuestion::Kind::Silence) return std::nullopt;
        if (auto bare = withoutData(question)) return DnsEndpoint::Answer{std::move(*bare), spec.roundTrip};
        const auto name = dns::Name::fromWire(question.folded);
        if (!name) return DnsEndpoint::Answer{bareReply(question, dns::Rcode::FormErr), spec.roundTrip};
        ResolverCache &cache = *caches[index];
        auto answer = question.recursionDesired ? cache.resolve(*name, question.type, clock.now())
                                                : cache.recall(*name, question.type, clock.now());
        dns::Message message = messageFor(question, *name);
        message.ra = true;
        message.rcode = answer.rcode;
        message.answer = std::move(answer.answer);
        message.authority = std::move(answer.authority);
        auto bytes = dns::buildMessage(message, limitOf(question, tcp));
        if (!bytes) bytes = bareReply(question, dns::Rcode::ServFail);
        return DnsEndpoint::Answer{addressedTo(question, std::move(*bytes)), spec.roundTrip + answer.cost};
    }

    World &owner;
    Clock &clock;
    std::shared_ptr<const Scenario> scenario;
    RdapServer rdap;
    CertificateServer certificates;
    WhoisServer whois;
    SocketSet sockets; // before what is in it
    std::vector<std::unique_ptr<DnsEndpoint>> endpoints;
    std::vector<std::unique_ptr<ResolverCache>> caches;
    std::vector<std::unique_ptr<MailServer>> mailServers;
    struct Place {
        Endpoint udp, tcp;
    };
    // Shared with the Internet value, which may be asked from any thread; not changed after start().
    std::shared_ptr<QHash<QHostAddress, Place>> places = std::make_shared<QHash<QHostAddress, Place>>();
    QHash<const ServedZones *, QHash<QByteArray, QByteArray>> store;
    std::optional<Internet> internet;
};

World::World(Clock &clock, std::shared_ptr<const Scenario> scenario, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock, std::move(scenario)))
{
}

World::~World() = default;

Result<void> World::start()
{
    if (d->internet) return failure(ErrorCode::Internal, {}, u"the world has already started"_s);
    const Scenario &scenario = *d->scenario;
    const auto isIpv6 = [](const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv6Protocol; };
    Internet::Parts parts;
    parts.guard = Internet::Guard::LoopbackOnly;
    parts.hasIpv6 = false;
    for (size_t i = 0; i < scenario.servers.size(); ++i) {
        const ServerSpec &server = scenario.servers[i];
        const auto &zones = scenario.states.front().servers[i].zones->zones();
        const bool root = std::ranges::any_of(zones, [](const auto &zone) { return zone->apex().isRoot(); });
        for (const QHostAddress &address : server.addresses) {
            parts.hasIpv6 |= isIpv6(address);
            if (root) parts.rootHints.push_back({server.name.text(), address});
            auto handler = [this, i](QByteArrayView wire, bool tcp) { return d->answerAsServer(i, wire, tcp); };
            if (auto opened = d->openEndpoint(address, std::move(handler)); !opened) return opened;
        }
    }
    const Instant now = d->clock.now();
    for (size_t i = 0; i < scenario.resolvers.size(); ++i) {
        const QHostAddress &address = scenario.resolvers[i].watched.server.address;
        parts.hasIpv6 |= isIpv6(address);
        auto handler = [this, i](QByteArrayView wire, bool tcp) { return d->answerAsResolver(i, wire, tcp); };
        if (auto opened = d->openEndpoint(address, std::move(handler)); !opened) return opened;
        d->caches.push_back(std::make_unique<ResolverCache>(d->scenario, scenario.resolvers[i]));
        d->caches.back()->catchUp(now);
    }
    QHash<QHostAddress, Endpoint> mailPlaces;
    for (size_t i = 0; i < scenario.mailHosts.size(); ++i) {
        auto &server = d->mailServers.emplace_back(std::make_unique<MailServer>(d->clock, d->scenario, i));
        if (auto opened = server->open(); !opened) return opened;
        mailPlaces.insert(scenario.mailHosts[i].address, server->place());
    }
    if (auto opened = d->rdap.open(); !opened) return opened;
    if (scenario.hasCertificates)
        if (auto opened = d->certificates.open(); !opened) return opened;
    if (auto opened = d->whois.open(); !opened) return opened;

    parts.mapping = [places = d->places, mailPlaces](const QHostAddress &nominal,
                                                     Service service) -> std::optional<Endpoint> {
        if (service == Service::Smtp) {
            const auto host = mailPlaces.constFind(nominal);
            return host == mailPlaces.cend() ? std::nullopt : std::optional(*host);
        }
        const auto place = places->constFind(nominal);
        if (place == places->cend()) return std::nullopt;
        if (service == Service::DnsUdp) return place->udp;
        if (service == Service::DnsTcp) return place->tcp;
        return std::nullopt;
    };
    parts.rdap = [base = d->rdap.base(), whois = d->whois.base(), tlds = scenario.rdapTlds,
                  onPort43 = scenario.whoisTlds,
                  knowsNetworks = !scenario.networks.empty()](const QByteArray &tld) -> std::optional<QUrl> {
        if (tld.startsWith("ip/")) return knowsNetworks ? std::optional(base) : std::nullopt;
        if (std::ranges::find(tlds, tld) != tlds.end()) return base;
        if (std::ranges::find(onPort43, tld) != onPort43.end()) return whois;
        return std::nullopt;
    };
    parts.path = std::make_shared<ScenarioProber>(d->clock, d->scenario);
    d->internet.emplace(std::move(parts));

    for (const Turn &turn : scenario.turns) {
        if (turn.at <= now) continue;
        d->clock.after(turn.at - now, this, [this, turn] { Q_EMIT turned(turn.at, turn.what); });
    }
    return {};
}

Internet World::internet() const
{
    Q_ASSERT(d->internet);
    return *d->internet;
}

QUrl World::certificateSearch() const { return d->certificates.address(); }

quint64 World::questionsTaken() const
{
    quint64 sum = 0;
    for (const auto &endpoint : d->endpoints)
        sum += endpoint->taken();
    return sum;
}

} // namespace hinoban::drill
