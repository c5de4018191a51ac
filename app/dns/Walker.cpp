// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Walker.h"

#include <algorithm>
#include <utility>

namespace hinoban::dns {
namespace {

constexpr int MostServersAQuestion = 8; // of one zone, before it counts as silent
constexpr int MostNestedHosts = 4;      // looked up for the sake of one question
// A server that is slower than this gets company: the first that speaks for the zone is believed.
constexpr Duration Patience = std::chrono::milliseconds(1200);

tl::unexpected<Error> nobody(const Name &zone, bool timedOut, const QString &detail)
{
    return failure(timedOut ? ErrorCode::TimedOut : ErrorCode::Unreachable, zone.display(), detail);
}

// The last `count` labels.
Name suffixOf(Name name, int count)
{
    for (int labels = name.labelCount(); labels > count; --labels)
        name = name.parent();
    return name;
}

// --- one question to a zone

class ZoneQuestion : public std::enable_shared_from_this<ZoneQuestion> {
public:
    using Done = std::function<void(tl::expected<Verdict, Error>)>;
    ZoneQuestion(Walker &walker, WalkPtr walk, ChainPtr chain, CutPtr cut, Question question, Done done)
        : m_walker(walker)
        , m_walk(std::move(walk))
        , m_chain(std::move(chain))
        , m_cut(std::move(cut))
        , m_question(std::move(question))
        , m_done(std::move(done))
    {
    }

    void start()
    {
        for (const NameServer &server : m_cut->servers) {
            if (server.addresses.empty()) {
                if (const auto known = m_walker.cache.host(server.name, m_walker.now()))
                    add(*known);
                else
                    m_unresolved.push_back(server.name);
            } else {
                add(server);
            }
        }
        // Domains spread over a zone's servers; one domain's questions do not.
        if (!m_candidates.empty()) {
            const auto first = qHash(m_question.name) % m_candidates.size();
            std::rotate(m_candidates.begin(), m_candidates.begin() + std::ptrdiff_t(first), m_candidates.end());
            const Instant now = m_walker.now();
            std::stable_partition(m_candidates.begin(), m_candidates.end(),
                                  [&](const Server &server) { return !m_walker.cache.silent(server.address, now); });
        }
        step();
    }

private:
    void add(const NameServer &server)
    {
        for (const QHostAddress &address : server.addresses) {
            if (address.protocol() == QAbstractSocket::IPv6Protocol && !m_walker.engine.internet().hasIpv6()) continue;
            m_candidates.push_back({server.name, address, 53, {}});
        }
    }

    // A host may turn out at once to have no address: then on with the next, without standing on its stack.
    void step()
    {
        m_again = true;
        if (m_stepping) return;
        m_stepping = true;
        while (std::exchange(m_again, false) && !m_over && !m_resolving)
            stepOnce();
        m_stepping = false;
    }

    void stepOnce()
    {
        if (m_asked < MostServersAQuestion) {
            if (m_next < m_candidates.size()) return askNext();
            if (!m_unresolved.empty() && m_nested < MostNestedHosts) return resolveNext();
            if (!m_siblingsUsed) {
                m_siblingsUsed = true;
                for (const NameServer &sibling : m_cut->siblings)
                    add(sibling);
                return step();
            }
        }
        if (m_pending == 0) fail();
    }

    void askNext()
    {
        const Server server = m_candidates[m_next++];
        ++m_asked;
        ++m_pending;
        const Vantage vantage = m_question.type == Type::NS ? Vantage::Parent : Vantage::Authoritative;
        m_walker.clock().cancel(m_patience);
        m_patience = m_walker.clock().after(Patience, &m_walker.context(), [self = shared_from_this()] {
            self->m_patience = 0;
            self->step();
        });
        m_walker.ask(m_walk, vantage, server, m_question, [self = shared_from_this()](const ExchangePtr &exchange) {
            --self->m_pending;
            if (!self->m_over) self->answered(exchange);
        });
    }

    void finish(tl::expected<Verdict, Error> verdict)
    {
        m_over = true;
        m_walker.clock().cancel(m_patience);
        m_done(std::move(verdict));
    }

    void answered(const ExchangePtr &exchange)
    {
        if (!exchange) {
            m_refusal = m_walk->refusal;
            if (m_walk->isUsedUp) return finish(nobody(m_cut->zone, m_timedOut, m_refusal));
            return step(); // this one was asked enough; another may do
        }
        if (!exchange->answered()) {
            m_timedOut = m_timedOut || exchange->outcome == Outcome::TimedOut;
            m_walker.cache.keepSilent(exchange->server.address, m_walker.now());
            return step();
        }
        Verdict verdict = verdictOf(*exchange->message, m_question, m_cut->zone);
        if (verdict.kind == Verdict::Kind::Lame) {
            m_lame = true;
            return step();
        }
        finish(std::move(verdict));
    }

    void resolveNext()
    {
        const Name host = m_unresolved.front();
        m_unresolved.erase(m_unresolved.begin());
        ++m_nested;
        m_resolving = true;
        m_walker.resolve(m_walk, m_chain, host, [self = shared_from_this()](const Resolved &found) {
            self->m_resolving = false;
            self->add(found.host);
            self->step();
        });
    }

    void fail()
    {
        const QString zone = m_cut->zone.display();
        if (!m_refusal.isEmpty()) return finish(nobody(m_cut->zone, m_timedOut, m_refusal));
        if (m_asked == 0)
            return finish(nobody(m_cut->zone, false, QStringLiteral("no server of %1 has an address").arg(zone)));
        const QString why = m_lame ? QStringLiteral("no server of %1 speaks for it (%2 asked)")
                                   : QStringLiteral("no server of %1 answers (%2 asked)");
        finish(nobody(m_cut->zone, m_timedOut && !m_lame, why.arg(zone).arg(m_asked)));
    }

    Walker &m_walker;
    WalkPtr m_walk;
    ChainPtr m_chain;
    CutPtr m_cut;
    Question m_question;
    Done m_done;
    std::vector<Server> m_candidates;
    std::vector<Name> m_unresolved;
    size_t m_next = 0;
    int m_asked = 0;
    int m_nested = 0;
    int m_pending = 0;
    Clock::TimerId m_patience = 0;
    bool m_resolving = false;
    bool m_stepping = false, m_again = false;
    bool m_over = false;
    bool m_siblingsUsed = false;
    bool m_timedOut = false;
    bool m_lame = false;
    QString m_refusal; // of a server that may be asked no more
};

// --- from zone to zone, one label more at a time (RFC 9156): a server is asked no more than it has to know

class Descent : public std::enable_shared_from_this<Descent> {
public:
    using Done = std::function<void(Descended)>;
    Descent(Walker &walker, WalkPtr walk, ChainPtr chain, Name target, bool fresh, Done done)
        : m_walker(walker)
        , m_walk(std::move(walk))
        , m_chain(std::move(chain))
        , m_target(std::move(target))
        , m_fresh(fresh)
        , m_done(std::move(done))
    {
    }

    void start()
    {
        const Name from = m_fresh && !m_target.isRoot() ? m_target.parent() : m_target;
        m_cut = m_walker.cache.nearestCut(from, m_walker.now());
        if (!m_cut) m_cut = m_walker.root();
        m_known = m_cut->zone.labelCount();
        step();
    }

private:
    void step()
    {
        const int labels = m_target.labelCount();
        while (m_known < labels) {
            const Name next = suffixOf(m_target, m_known + 1);
            const bool isTarget = m_known + 1 == labels;
            if (!(m_fresh && isTarget) && m_walker.cache.noCut(next, m_walker.now())) {
                ++m_known;
                continue;
            }
            return m_walker.askZone(
                m_walk, m_chain, m_cut, {next, Type::NS},
                [self = shared_from_this(), next](const auto &verdict) { self->answered(next, verdict); });
        }
        finish(m_cut->zone == m_target ? Descended::Kind::Delegated : Descended::Kind::NotDelegated);
    }

    void answered(const Name &asked, const tl::expected<Verdict, Error> &verdict)
    {
        if (!verdict) {
            Descended failed{Descended::Kind::Failed, m_cut, m_parent, verdict.error()};
            return m_done(std::move(failed));
        }
        const Instant now = m_walker.now();
        switch (verdict->kind) {
        case Verdict::Kind::Delegated:
            m_parent = m_cut;
            m_cut = std::make_shared<const Cut>(verdict->cut);
            m_walker.cache.keepCut(m_cut, now);
            m_known = m_cut->zone.labelCount();
            return step();
        case Verdict::Kind::Denied:
            m_walker.cache.dropCut(asked);
            if (asked == m_target) return finish(Descended::Kind::Denied);
            // Servers exist that deny what has only names below it: the whole name decides.
            m_known = m_target.labelCount() - 1;
            return step();
        case Verdict::Kind::NoData:
        case Verdict::Kind::Alias:
        case Verdict::Kind::Answered:
        case Verdict::Kind::Lame:
            m_walker.cache.dropCut(asked);
            m_walker.cache.keepNoCut(asked, verdict->ttl, now);
            m_known = asked.labelCount();
            return step();
        }
    }

    void finish(Descended::Kind kind) { m_done(Descended{kind, m_cut, m_parent, {}}); }

    Walker &m_walker;
    WalkPtr m_walk;
    ChainPtr m_chain;
    Name m_target;
    bool m_fresh;
    Done m_done;
    CutPtr m_cut, m_parent;
    int m_known = 0; // labels of the target that lead to no further cut
};

} // namespace

std::vector<ExchangePtr> Walk::answered() const
{
    std::vector<ExchangePtr> out;
    std::copy_if(exchanges.begin(), exchanges.end(), std::back_inserter(out),
                 [](const ExchangePtr &exchange) { return exchange != nullptr; });
    return out;
}

Walker::Walker(QueryEngine &itsEngine, QObject &itsContext)
    : engine(itsEngine)
    , m_context(itsContext)
{
    auto root = std::make_shared<Cut>();
    for (const RootHint &hint : engine.internet().rootHints()) {
        const auto name = Name::fromText(hint.name);
        if (!name) continue;
        auto known = std::find_if(root->servers.begin(), root->servers.end(),
                                  [&](const NameServer &server) { return server.name == *name; });
        if (known == root->servers.end()) known = root->servers.insert(known, NameServer{*name, {}, {}});
        known->addresses.push_back(hint.address);
    }
    m_root = std::move(root);
}

void Walker::ask(const WalkPtr &walk, Vantage vantage, const Server &server, const Question &question,
                 std::function<void(ExchangePtr)> done)
{
    const QByteArray key = server.address.toString().toLatin1() + ' ' + server.name.wire() + question.name.wire() +
                           QByteArray::number(static_cast<quint16>(question.type));
    const bool isOpen = m_open.contains(key);
    if (walk->questions >= budget.questions) {
        walk->isUsedUp = true;
        walk->refusal = QStringLiteral("the budget of %1 questions is used up").arg(budget.questions);
        return done(nullptr);
    }
    if (walk->allowance && !isOpen) {
        walk->refusal = walk->allowance->take(server.address);
        walk->isUsedUp = !walk->refusal.isEmpty() && walk->allowance->isUsedUp();
        if (!walk->refusal.isEmpty()) return done(nullptr);
    }
    ++walk->questions;
    const size_t slot = walk->exchanges.size();
    walk->exchanges.emplace_back();
    auto keep = [walk, slot, done = std::move(done)](const ExchangePtr &exchange) {
        walk->exchanges[slot] = exchange;
        done(exchange);
    };
    m_open[key].push_back(std::move(keep));
    if (isOpen) return;
    Query query;
    query.vantage = vantage;
    query.server = server;
    query.question = question;
    engine.ask(std::move(query), &m_context, [this, key](const ExchangePtr &exchange) {
        auto node = m_open.extract(key);
        for (const auto &waiter : node.mapped())
            waiter(exchange);
    });
}

void Walker::askZone(const WalkPtr &walk, const ChainPtr &chain, const CutPtr &cut, const Question &question,
                     std::function<void(tl::expected<Verdict, Error>)> done)
{
    std::make_shared<ZoneQuestion>(*this, walk, chain, cut, question, std::move(done))->start();
}

void Walker::descend(const WalkPtr &walk, const ChainPtr &chain, const Name &target, bool fresh,
                     std::function<void(Descended)> done)
{
    std::make_shared<Descent>(*this, walk, chain, target, fresh, std::move(done))->start();
}

} // namespace hinoban::dns
