// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ScenarioReader.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

using dns::Name;
using dns::Type;

namespace {

constexpr qint64 MostFileBytes = qint64(16) * 1024 * 1024;
constexpr Duration LongestWarmUp = std::chrono::hours(24 * 31);

Condition conditionOf(const Yaml &value)
{
    static const std::map<QString, Condition> words = {{u"up"_s, Condition::Up},
                                                       {u"down"_s, Condition::Down},
                                                       {u"lame"_s, Condition::Lame},
                                                       {u"refusing"_s, Condition::Refusing},
                                                       {u"failing"_s, Condition::Failing},
                                                       {u"truncating"_s, Condition::Truncating},
                                                       {u"garbling"_s, Condition::Garbling}};
    const auto word = words.find(textOf(value));
    if (word == words.end())
        refuse(value, u"\"%1\" is none of up, down, lame, refusing, failing, truncating, garbling"_s.arg(
                          value.scalar.left(60)));
    return word->second;
}

} // namespace

Result<QByteArray> ScenarioReader::fileOf(const QString &folder, const QString &path)
{
    if (path.isEmpty() || QDir::isAbsolutePath(path) || path.startsWith(u':') || path.contains(u'\\') ||
        path.split(u'/').contains(u".."_s))
        return failure(ErrorCode::BadInput, path, u"a path that leads out of the scenario's folder"_s);
    QFile file(folder + u'/' + path);
    // A link would lead out as well.
    const QString real = QFileInfo(file).canonicalFilePath();
    const QString root = QFileInfo(folder).canonicalFilePath();
    if (!folder.startsWith(u':') && !real.isEmpty() && !real.startsWith(root + u'/'))
        return failure(ErrorCode::BadInput, path, u"a link that leads out of the scenario's folder"_s);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    QByteArray text = file.read(MostFileBytes + 1);
    if (text.size() > MostFileBytes)
        return failure(ErrorCode::BadInput, path, u"longer than %1 bytes"_s.arg(MostFileBytes));
    return text;
}

std::shared_ptr<Scenario> ScenarioReader::read(const Yaml &document)
{
    Fields fields(document, u"a scenario"_s);
    const auto maybe = [&](const char *key, void (ScenarioReader::*section)(const Yaml &)) {
        if (const Yaml *value = fields.find(key)) (this->*section)(*value);
    };
    readMeta(fields.need("meta"));
    readZones(fields.need("zones"));
    maybe("absent", &ScenarioReader::readAbsent);
    readServers(fields.need("servers"));
    maybe("resolvers", &ScenarioReader::readResolvers);
    maybe("mail", &ScenarioReader::readMail);
    maybe("registry", &ScenarioReader::readRegistry);
    maybe("certificates", &ScenarioReader::readCertificates);
    maybe("path", &ScenarioReader::readPath);
    readWatched(fields.need("watched"));
    maybe("facts", &ScenarioReader::readFacts);
    maybe("organisation", &ScenarioReader::readOrganisation);
    maybe("contacts", &ScenarioReader::readContacts);
    maybe("story", &ScenarioReader::readStory);
    fields.finish();
    checkServed();
    checkHosts();
    return m_scenario;
}

void ScenarioReader::readMeta(const Yaml &section)
{
    Fields fields(section, u"meta"_s);
    Briefing &briefing = m_scenario->briefing;
    briefing.id = fields.text("id");
    Fields title(fields.need("title"), u"the title"_s);
    briefing.title = title.text("en");
    briefing.titleJa = title.textOr("ja", briefing.title);
    title.finish();
    briefing.begins = fields.instant("begins");
    briefing.opens = fields.instant("opens");
    briefing.ends = fields.instant("ends");
    if (briefing.opens < briefing.begins) refuse(fields.need("opens"), u"the scenario opens before it begins"_s);
    if (briefing.ends <= briefing.opens) refuse(fields.need("ends"), u"the scenario ends before it opens"_s);
    fields.finish();
    m_scenario->states.emplace_back();
    m_scenario->states.front().from = Instant::min();
}

ScenarioReader::ZoneSource ScenarioReader::zoneSource(const Yaml &path) const
{
    auto text = fileOf(m_folder, textOf(path));
    if (!text) refuse(path, u"%1: %2"_s.arg(path.scalar.left(200), text.error().detail));
    return {path.scalar, std::move(*text)};
}

dns::Zone ScenarioReader::zoneFrom(const Yaml &files, const Name &apex, std::vector<ZoneSource> *sources) const
{
    dns::Zone whole{apex, {}};
    for (const Yaml *path : itemsOf(files)) {
        ZoneSource source = zoneSource(*path);
        auto zone = dns::readZoneText(source.text, source.path, {.origin = apex, .needSoa = whole.records.empty()});
        if (!zone) throw Refusal{zone.error().where, 0, zone.error().detail};
        whole.records.insert(whole.records.end(), zone->records.begin(), zone->records.end());
        if (sources) sources->push_back(std::move(source));
    }
    if (whole.records.empty()) refuse(files, u"a zone without a file"_s);
    return whole;
}

void ScenarioReader::readZones(const Yaml &section)
{
    for (const auto &[id, value] : entriesOf(section)) {
        Fields fields(*value, u"a zone"_s);
        const Name apex = fields.name("apex");
        dns::Zone zone = zoneFrom(fields.need("files"), apex, &m_zoneSources[id]);
        std::vector<Rotation> rotations;
        for (const Yaml *item : fields.list("rotating")) {
            Fields rotating(*item, u"a rotating RRset"_s);
            Rotation rotation;
            rotation.owner = rotating.name("owner");
            rotation.type = typeOf(rotating.need("type"));
            rotation.show = int(numberOf(rotating.need("show"), 1, 1000));
            rotation.every = rotating.span("every");
            if (rotation.every < std::chrono::seconds(1))
                refuse(rotating.need("every"), u"rotating more often than every second"_s);
            rotating.finish();
            if (!zone.rrset(rotation.owner, rotation.type)) refuse(*item, u"the zone has no such RRset to rotate"_s);
            rotations.push_back(rotation);
        }
        fields.finish();
        m_zones.emplace(id, std::make_shared<ZoneIndex>(std::move(zone), std::move(rotations)));
        m_zoneLines.emplace(id, value->line);
    }
}

std::shared_ptr<const ZoneIndex> ScenarioReader::zoneNamed(const Yaml &id)
{
    const auto zone = m_zones.find(textOf(id));
    if (zone == m_zones.end()) refuse(id, u"no zone \"%1\" is declared"_s.arg(id.scalar.left(80)));
    m_zonesUsed.insert(zone->first);
    return zone->second;
}

size_t ScenarioReader::serverNamed(const Yaml &name) const
{
    const auto server = m_servers.find(nameOf(name));
    if (server == m_servers.end()) refuse(name, u"no server \"%1\" is declared"_s.arg(name.scalar.left(80)));
    return server->second;
}

// Equal sets are one object, so that answers built for one server serve them all.
std::shared_ptr<const ServedZones> ScenarioReader::served(std::vector<std::shared_ptr<const ZoneIndex>> zones)
{
    ServedZones wanted(std::move(zones));
    for (const auto &known : m_served)
        if (*known == wanted) return known;
    return m_served.emplace_back(std::make_shared<ServedZones>(std::move(wanted)));
}

void ScenarioReader::readAbsent(const Yaml &section)
{
    for (const Yaml *item : itemsOf(section))
        m_absent.insert(nameOf(*item));
}

void ScenarioReader::readServers(const Yaml &section)
{
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a server"_s);
        ServerSpec server;
        server.name = fields.name("name");
        if (!m_servers.emplace(server.name, m_scenario->servers.size()).second)
            refuse(fields.need("name"), u"the server %1 is declared twice"_s.arg(server.name.display()));
        if (m_absent.contains(server.name))
            refuse(fields.need("name"), u"%1 is declared absent and a server"_s.arg(server.name.display()));
        const Yaml &addresses = fields.need("address");
        const auto list = addresses.kind == Yaml::Kind::List ? itemsOf(addresses) : std::vector{&addresses};
        for (const Yaml *address : list) {
            server.addresses.push_back(addressOf(*address));
            if (const int line = m_addressLines.value(server.addresses.back(), 0))
                refuse(*address, u"two servers on one address: %1 is taken on line %2"_s.arg(address->scalar,
                                                                                             QString::number(line)));
            m_addressLines.insert(server.addresses.back(), address->line);
        }
        if (list.empty()) refuse(addresses, u"a server without an address"_s);
        server.roundTrip = roundTripOf(fields.need("roundTrip"));

        State::Serving serving;
        std::vector<std::shared_ptr<const ZoneIndex>> zones;
        for (const Yaml *id : fields.list("zones")) {
            auto zone = zoneNamed(*id);
            if (std::ranges::any_of(zones, [&](const auto &other) { return other->apex() == zone->apex(); }))
                refuse(*id, u"the server serves two versions of %1"_s.arg(zone->apex().display()));
            zones.push_back(std::move(zone));
        }
        serving.zones = served(std::move(zones));
        if (const Yaml *condition = fields.find("condition")) serving.condition = conditionOf(*condition);
        fields.finish();
        m_scenario->servers.push_back(std::move(server));
        m_scenario->states.front().servers.push_back(std::move(serving));
    }
    const auto &servers = m_scenario->states.front().servers;
    const bool rooted = std::ranges::any_of(servers, [](const State::Serving &serving) {
        return std::ranges::any_of(serving.zones->zones(), [](const auto &zone) { return zone->apex().isRoot(); });
    });
    if (!rooted) refuse(section, u"no server serves the root zone"_s);
}

void ScenarioReader::readResolvers(const Yaml &section)
{
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a resolver"_s);
        ResolverSpec resolver;
        WatchedResolver &watched = resolver.watched;
        watched.server.label = fields.text("label");
        watched.operatorName = fields.textOr("operator", watched.server.label);
        const Yaml &address = fields.need("address");
        watched.server.address = addressOf(address);
        if (const int line = m_addressLines.value(watched.server.address, 0))
            refuse(address,
                   u"two servers on one address: %1 is taken on line %2"_s.arg(address.scalar, QString::number(line)));
        m_addressLines.insert(watched.server.address, address.line);
        resolver.roundTrip = roundTripOf(fields.need("roundTrip"));
        const auto seconds = [](Duration span) { return quint32(span / std::chrono::seconds(1)); };
        if (const Yaml *cap = fields.find("ttlCap")) watched.ttlCap = seconds(spanOf(*cap));
        resolver.negativeCap = seconds(fields.spanOr("negativeCap", std::chrono::hours(1)));
        resolver.renews = fields.flagOr("renews", false);
        resolver.usable = !fields.flagOr("silent", false);
        if (const Yaml *page = fields.find("flushPage")) {
            watched.flushPage = QUrl(textOf(*page), QUrl::StrictMode);
            if (!watched.flushPage.isValid() || watched.flushPage.scheme() != u"https"_s)
                refuse(*page, u"no https address"_s);
        }
        for (const Yaml *entry : fields.list("users")) {
            Fields users(*entry, u"users"_s);
            Users ask;
            ask.name = users.name("name");
            const auto types = users.list("types");
            for (const Yaml *type : types)
                ask.types.push_back(typeOf(*type));
            if (types.empty()) refuse(*entry, u"users who ask for no type"_s);
            ask.since = users.instant("since");
            ask.every = users.span("every");
            if (ask.every < std::chrono::minutes(1))
                refuse(users.need("every"), u"users who ask more often than every minute"_s);
            if (ask.since < m_scenario->briefing.begins - LongestWarmUp)
                refuse(users.need("since"), u"users more than 31 days before the scenario begins"_s);
            if (ask.since > m_scenario->briefing.ends) refuse(users.need("since"), u"users after the scenario ends"_s);
            users.finish();
            resolver.users.push_back(std::move(ask));
        }
        for (const Yaml *entry : fields.list("lies")) {
            Fields parts(*entry, u"a lie"_s);
            Lie lie;
            lie.set.owner = parts.name("name");
            lie.set.type = typeOf(parts.need("type"));
            lie.set.ttl = seconds(parts.span("ttl"));
            for (const Yaml *data : itemsOf(parts.need("data"))) {
                auto rdata = dns::rdataFromText(lie.set.type, textOf(*data).toUtf8());
                if (!rdata) refuse(*data, rdata.error().detail);
                lie.set.rdatas.push_back(std::move(*rdata));
            }
            std::ranges::sort(lie.set.rdatas);
            lie.from = parts.instant("from");
            lie.until = parts.instant("until");
            parts.finish();
            resolver.lies.push_back(std::move(lie));
        }
        if (const Yaml *wildcard = fields.find("wildcard")) resolver.wildcard = addressOf(*wildcard);
        fields.finish();
        m_scenario->briefing.resolvers.push_back(watched);
        m_scenario->resolvers.push_back(std::move(resolver));
    }
}

// A zone that no server ever serves is nearly always a name mistyped elsewhere.
void ScenarioReader::checkServed() const
{
    for (const auto &[id, line] : m_zoneLines)
        if (!m_zonesUsed.contains(id))
            throw Refusal{{}, line, u"no server ever serves the zone \"%1\""_s.arg(id.left(80))};
}

Refusal ScenarioReader::hostRefusal(const QString &zone, const Name &owner, const Name &host,
                                    const QString &reason) const
{
    // A parsed record does not know its line any more: the first line that names the host is where a person looks.
    const auto &sources = m_zoneSources.at(zone);
    for (const QByteArray &wanted : {host.text(), host.labels().front(), owner.text()}) {
        for (const ZoneSource &source : sources) {
            int line = 0;
            for (const QByteArray &text : source.text.split('\n')) {
                ++line;
                if (!wanted.isEmpty() && text.toLower().contains(wanted) && !text.startsWith(';'))
                    return {source.path, line, reason};
            }
        }
    }
    return {sources.front().path, 1, reason};
}

void ScenarioReader::checkHosts() const
{
    for (const auto &[id, zone] : m_zones) {
        for (const dns::RRset &set : zone->nsSets()) {
            for (const dns::Rdata &rdata : set.rdatas) {
                const auto host = dns::nameOf(Type::NS, rdata);
                if (!host || host->isRoot() || m_absent.contains(*host)) continue;
                if (!m_servers.contains(*host))
                    throw hostRefusal(id, set.owner, *host,
                                      u"%1 is delegated to %2, which is neither a server nor declared absent"_s.arg(
                                          set.owner.display(), host->display()));
                const dns::RRset *glue = zone->find(*host, Type::A);
                if (!glue) continue;
                for (const dns::Rdata &data : glue->rdatas) {
                    const auto address = dns::addressOf(Type::A, data);
                    if (address && !m_scenario->serverAt(*address))
                        throw hostRefusal(id, set.owner, *host,
                                          u"the address %1 of the nameserver %2 is no server's"_s.arg(
                                              address->toString(), host->display()));
                }
            }
        }
    }
}

void ScenarioReader::readStory(const Yaml &section)
{
    for (const Yaml *turn : itemsOf(section))
        readTurn(*turn);
}

void ScenarioReader::readTurn(const Yaml &turn)
{
    Fields fields(turn, u"a turn of the story"_s);
    const Briefing &briefing = m_scenario->briefing;
    Turn next;
    next.at = fields.instant("at");
    next.what = fields.text("what");
    next.hourChosen = fields.flagOr("hourChosen", false);
    if (next.at < briefing.begins) refuse(fields.need("at"), u"the story turns before it begins"_s);
    if (next.at > briefing.ends) refuse(fields.need("at"), u"the story turns after it ends"_s);
    if (!m_scenario->turns.empty() && next.at < m_scenario->turns.back().at)
        refuse(fields.need("at"), u"the turns are not in the order of time"_s);
    (void)fields.textOr("source", {});

    State state = m_scenario->states.back();
    state.from = next.at;
    const auto changes = itemsOf(fields.need("changes"));
    if (changes.empty()) refuse(turn, u"a turn that changes nothing"_s);
    for (const Yaml *change : changes)
        readChange(*change, next.at, state);
    fields.finish();
    if (!m_scenario->turns.empty() && m_scenario->turns.back().at == next.at)
        m_scenario->states.back() = std::move(state);
    else
        m_scenario->states.push_back(std::move(state));
    m_scenario->briefing.turns.push_back(next.at);
    m_scenario->turns.push_back(std::move(next));
}

void ScenarioReader::readChange(const Yaml &change, Instant at, State &state)
{
    Fields fields(change, u"a change"_s);
    if (fields.find("publish")) {
        publish(fields, state);
    } else if (fields.find("withdraw")) {
        withdraw(fields, state);
    } else if (const Yaml *server = fields.find("server")) {
        state.servers[serverNamed(*server)].condition = conditionOf(fields.need("condition"));
    } else if (const Yaml *mail = fields.find("mail")) {
        state.mail[mailHostAt(*mail)].condition = mailConditionOf(fields.need("condition"));
    } else if (fields.find("registration")) {
        changeRegistration(fields, at, state);
    } else if (const Yaml *path = fields.find("path")) {
        changePath(prefixOf(*path), fields, state);
    } else {
        refuse(change, u"a change is one of publish, withdraw, server, mail, registration, path"_s);
    }
    fields.finish();
}

void ScenarioReader::publish(Fields &fields, State &state)
{
    const Yaml &id = fields.need("publish");
    const auto zone = zoneNamed(id);
    const auto replace = [&](State::Serving &serving) {
        auto zones = serving.zones->zones();
        std::erase_if(zones, [&](const auto &other) { return other->apex() == zone->apex(); });
        zones.push_back(zone);
        serving.zones = served(std::move(zones));
    };
    if (fields.find("on")) {
        for (const Yaml *server : fields.list("on"))
            replace(state.servers[serverNamed(*server)]);
        return;
    }
    bool somewhere = false;
    for (State::Serving &serving : state.servers) {
        const auto &zones = serving.zones->zones();
        if (std::ranges::none_of(zones, [&](const auto &other) { return other->apex() == zone->apex(); })) continue;
        replace(serving);
        somewhere = true;
    }
    if (!somewhere) refuse(id, u"no server serves %1 yet: say where with \"on\""_s.arg(zone->apex().display()));
}

void ScenarioReader::withdraw(Fields &fields, State &state)
{
    const Yaml &value = fields.need("withdraw");
    const Name apex = nameOf(value);
    for (const Yaml *server : itemsOf(fields.need("on"))) {
        State::Serving &serving = state.servers[serverNamed(*server)];
        auto zones = serving.zones->zones();
        if (!std::erase_if(zones, [&](const auto &zone) { return zone->apex() == apex; }))
            refuse(*server, u"%1 does not serve %2"_s.arg(server->scalar.left(80), apex.display()));
        serving.zones = served(std::move(zones));
    }
}

} // namespace hinoban::drill
