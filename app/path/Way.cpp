// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Way.h"

#include "app/base/Prefix.h"

#include <algorithm>

namespace hinoban::path {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration LeastDelay = std::chrono::milliseconds(15);

struct Known {
    std::set<QString> routers, places;
    std::set<quint32> systems;
    bool hasPublic = false;
};

Known knownOf(const BaselineSet &set)
{
    Known known;
    for (const auto &path : set.paths) {
        for (const QHostAddress &router : path.routers) {
            if (router.isNull()) continue;
            known.routers.insert(router.toString());
            known.hasPublic = known.hasPublic || isGloballyRoutable(router);
        }
    }
    for (const auto &[address, place] : set.places)
        known.places.insert(place);
    for (const auto &[address, as] : set.origins)
        known.systems.insert(as);
    for (const auto &answer : set.answers)
        if (answer.as != 0) known.systems.insert(answer.as);
    return known;
}

// The same router again with others in between, or over and over: packets go round.
bool hasLoop(const Trace &trace)
{
    for (size_t i = 0; i < trace.hops.size(); ++i) {
        const QHostAddress &address = trace.hops[i].address;
        if (address.isNull() || address == trace.address) continue;
        size_t after = i + 1;
        while (after < trace.hops.size() && trace.hops[after].address == address)
            ++after;
        // A router may answer twice where it hands a worn-out packet on; not three times.
        if (after - i >= 3) return true;
        for (size_t j = after; j < trace.hops.size(); ++j)
            if (trace.hops[j].address == address) return true;
    }
    return false;
}

// The sequence of routers that was seen most of all, as far as both tell.
bool isMostUsual(const BaselineSet &set, const Trace &trace)
{
    const auto flows = pathsOf(trace);
    const auto *most = set.mostSeen();
    return most && !flows.empty() && isSameWay(most->routers, routersOf(flows.front()));
}

QString lastPlace(const Trace &trace, const std::set<int> &doubtful)
{
    for (auto hop = trace.hops.rbegin(); hop != trace.hops.rend(); ++hop)
        if (!hop->place.isEmpty() && !doubtful.contains(hop->ttl)) return hop->place;
    return {};
}

QString systemText(quint32 as) { return u"AS"_s + QString::number(as); }

class Comparison {
public:
    Comparison(const BaselineSet &set, const Trace &trace, const QHash<QHostAddress, quint32> &origins,
               const std::set<int> &doubtful)
        : m_set(set)
        , m_trace(trace)
        , m_origins(origins)
        , m_doubtful(doubtful)
        , m_known(knownOf(set))
    {
    }

    Way way()
    {
        takeTimes();
        const auto answered =
            std::any_of(m_trace.hops.begin(), m_trace.hops.end(), [](const Hop &hop) { return !hop.address.isNull(); });
        if (!answered) return unknown(u"failed"_s);
        if (!m_trace.reached && hasLoop(m_trace)) return unknown(u"loop"_s);
        takeHops();
        sayWhere();
        if (m_isNewNetwork || m_way.isElsewhere) {
            m_way.state = WayState::Different;
        } else if (!m_trace.reached) {
            return unknown(u"not-reached"_s);
        } else if (!m_way.ttl) {
            m_way.state = isMostUsual(m_set, m_trace) ? WayState::Usual : WayState::WithinSet;
        } else if (!m_hasStranger) {
            m_way.state = WayState::WithinSet;
        } else if (m_way.isSlower) {
            m_way.state = WayState::Different;
        } else {
            return unknown(u"unknown-routers"_s);
        }
        if (m_way.state != WayState::Different) m_way.before = m_way.after = QString();
        return m_way;
    }

private:
    Way unknown(const QString &why)
    {
        m_way.state = WayState::Unknown;
        m_way.why = why;
        m_way.before = m_way.after = QString();
        return m_way;
    }

    void takeTimes()
    {
        const Arrival arrival = arrivalOf(m_trace);
        const bool hasRtt = arrival.rtt && m_set.rtt.count() > 0;
        const Distribution &usual = hasRtt ? m_set.rtt : m_set.response;
        m_way.now = hasRtt ? arrival.rtt : m_trace.response;
        m_way.usual = usual.median();
        m_way.isSlower = m_way.now && isSlower(usual, *m_way.now);
        // A router more or less is load shared on the way back, too.
        if (arrival.replyTtl && !m_set.replyTtls.empty())
            m_way.isOtherBack =
                *arrival.replyTtl < *m_set.replyTtls.begin() - 1 || *arrival.replyTtl > *m_set.replyTtls.rbegin() + 1;
    }

    [[nodiscard]] quint32 systemOf(const QHostAddress &address) const
    {
        if (const quint32 as = m_origins.value(address); as != 0) return as;
        const auto known = m_set.origins.find(address.toString());
        return known == m_set.origins.end() ? 0 : known->second;
    }

    [[nodiscard]] bool isNewPlace(const Hop &hop) const
    {
        return !hop.place.isEmpty() && !m_doubtful.contains(hop.ttl) && !m_known.places.empty() &&
               !m_known.places.contains(hop.place);
    }
    [[nodiscard]] bool isNewSystem(quint32 as) const
    {
        return as != 0 && !m_known.systems.empty() && !m_known.systems.contains(as);
    }

    void takeHops()
    {
        bool isOwnNetwork = m_known.hasPublic; // until the first public router
        const Hop *before = nullptr;
        for (const Hop &hop : m_trace.hops) {
            if (hop.address.isNull()) continue;
            const quint32 as = systemOf(hop.address);
            const bool isPlaced = isNewPlace(hop), isOther = isNewSystem(as);
            if (hop.address == m_trace.address) {
                m_way.isElsewhere = isPlaced || isOther;
                noteChange(before, hop, as, isPlaced, isOther);
                break;
            }
            isOwnNetwork = isOwnNetwork && !isGloballyRoutable(hop.address);
            const bool isNew = !m_known.routers.contains(hop.address.toString());
            if (isNew && !isOwnNetwork) {
                if (!m_way.ttl) {
                    m_way.ttl = hop.ttl;
                    m_way.router = hop.address;
                    m_way.routerName = hop.name;
                    m_firstRouters = {before ? before->address.toString() : QString(), hop.address.toString()};
                }
                const bool isKnownSystem = as != 0 && m_known.systems.contains(as);
                const bool isKnownPlace =
                    !hop.place.isEmpty() && !m_doubtful.contains(hop.ttl) && m_known.places.contains(hop.place);
                m_isNewNetwork = m_isNewNetwork || isPlaced || isOther;
                m_hasStranger =
                    m_hasStranger || (!isKnownSystem && !(as == 0 && isKnownPlace) && !isPlaced && !isOther);
                noteChange(before, hop, as, isPlaced, isOther);
            }
            before = &hop;
        }
    }

    // The first place that is not usual, and the first system.
    void noteChange(const Hop *before, const Hop &hop, quint32 as, bool isPlaced, bool isOther)
    {
        if (isPlaced && m_places.second.isEmpty()) m_places = {before ? before->place : QString(), hop.place};
        if (isOther && m_systems.second.isEmpty()) {
            const quint32 from = before ? systemOf(before->address) : 0;
            m_systems = {from != 0 ? systemText(from) : QString(), systemText(as)};
        }
    }

    void sayWhere()
    {
        const auto *usual = m_set.mostSeen();
        const QString from = usual ? lastPlace(*usual->trace, {}) : QString();
        const QString to = lastPlace(m_trace, m_doubtful);
        if (!from.isEmpty() && !to.isEmpty() && from != to) {
            m_way.before = from;
            m_way.after = to;
            return;
        }
        const auto &said = !m_places.second.isEmpty()    ? m_places
                           : !m_systems.second.isEmpty() ? m_systems
                                                         : m_firstRouters;
        m_way.before = said.first.isEmpty() ? from : said.first;
        m_way.after = said.second;
    }

    const BaselineSet &m_set;
    const Trace &m_trace;
    const QHash<QHostAddress, quint32> &m_origins;
    const std::set<int> &m_doubtful;
    const Known m_known;
    Way m_way;
    bool m_isNewNetwork = false; // a router in a network or place that is not usual
    bool m_hasStranger = false;  // a new router of which nothing is known
    std::pair<QString, QString> m_places, m_systems, m_firstRouters;
};

} // namespace

bool isSlower(const Distribution &usual, Duration now)
{
    if (usual.count() < FewestRounds) return false;
    return now > *usual.quantile(0.95) + std::max(LeastDelay, *usual.median() / 2);
}

Way wayOf(const BaselineSet *usual, const Trace &trace, const QHash<QHostAddress, quint32> &origins,
          const std::set<int> &doubtful)
{
    Way none;
    none.now = trace.response;
    if (!usual || usual->rounds < FewestRounds || usual->paths.empty()) {
        none.why = u"no-baseline"_s;
        return none;
    }
    if (!trace.problem.isEmpty()) {
        none.why = u"failed"_s;
        none.usual = usual->response.median();
        return none;
    }
    return Comparison(*usual, trace, origins, doubtful).way();
}

} // namespace hinoban::path
