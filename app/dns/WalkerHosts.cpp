// SPDX-License-Identifier: GPL-3.0-or-later
// The step of a walk that finds the addresses of a host.
#include "app/dns/Walker.h"

#include <algorithm>
#include <utility>

namespace hinoban::dns {
namespace {

class HostQuestion : public std::enable_shared_from_this<HostQuestion> {
public:
    using Done = std::function<void(Resolved)>;
    HostQuestion(Walker &walker, WalkPtr walk, ChainPtr chain, Name host, Done done)
        : m_walker(walker)
        , m_walk(std::move(walk))
        , m_host(host)
        , m_done(std::move(done))
    {
        auto mine = std::make_shared<Chain>();
        mine->host = std::move(host);
        mine->depth = chain ? chain->depth + 1 : 1;
        mine->cnames = chain ? chain->cnames : 0;
        mine->outer = std::move(chain);
        m_chain = std::move(mine);
        m_found.host.name = m_host;
        m_found.ttl = 0xffffffff;
    }

    void start()
    {
        if (m_host.isRoot()) return refuse(QStringLiteral("the root is no host"));
        for (auto outer = m_chain->outer; outer; outer = outer->outer)
            if (outer->host == m_host) return refuse(QStringLiteral("its address can only be learned from itself"));
        if (m_chain->depth > m_walker.budget.depth) return refuse(QStringLiteral("too many look-ups inside look-ups"));
        // Zones that name each other's hosts without glue make ever more look-ups that ask nobody.
        if (++m_walk->lookUps > m_walker.budget.questions)
            return refuse(QStringLiteral("the budget of %1 look-ups is used up").arg(m_walker.budget.questions));
        m_walker.descend(m_walk, m_chain, m_host.parent(), false, [self = shared_from_this()](const Descended &where) {
            if (where.kind == Descended::Kind::Failed) return self->refuse(where.error.detail);
            self->askAt(where.cut, Type::A);
        });
    }

private:
    void askAt(const CutPtr &cut, Type type)
    {
        // The descent may have brought the glue.
        if (m_found.host.addresses.empty())
            if (const auto known = m_walker.cache.host(m_host, m_walker.now())) {
                m_found.host = *known;
                m_found.ttl = 0; // it stays remembered as it is
                return m_done(std::move(m_found));
            }
        m_walker.askZone(
            m_walk, m_chain, cut, {m_host, type},
            [self = shared_from_this(), cut, type](const auto &verdict) { self->answered(cut, type, verdict); });
    }

    void answered(const CutPtr &cut, Type type, const tl::expected<Verdict, Error> &verdict)
    {
        if (!verdict) {
            // Half an answer is better than none, but is asked for again soon.
            m_found.certain = !m_found.host.addresses.empty();
            m_found.ttl = std::min(m_found.ttl, quint32(60));
            m_found.host.problem = verdict.error().detail;
            return finish();
        }
        switch (verdict->kind) {
        case Verdict::Kind::Delegated: { // the host is itself the apex of a zone; each referral leads deeper
            auto deeper = std::make_shared<const Cut>(verdict->cut);
            m_walker.cache.keepCut(deeper, m_walker.now());
            return askAt(deeper, type);
        }
        case Verdict::Kind::Answered:
            for (const Record &record : verdict->records)
                if (const auto address = addressOf(record.type, record.rdata); address && add(*address))
                    m_found.ttl = std::min(m_found.ttl, record.ttl);
            return next(cut, type);
        case Verdict::Kind::Alias:
            m_found.ttl = std::min(m_found.ttl, verdict->ttl);
            return follow(verdict->alias);
        case Verdict::Kind::Denied:
            m_found.ttl = std::min(m_found.ttl, verdict->ttl);
            m_found.host.problem = QStringLiteral("the name does not exist");
            return finish();
        case Verdict::Kind::NoData:
        case Verdict::Kind::Lame:
            m_found.ttl = std::min(m_found.ttl, verdict->ttl);
            return next(cut, type);
        }
    }

    bool add(const QHostAddress &address)
    {
        auto &addresses = m_found.host.addresses;
        if (addresses.size() >= 16 || std::find(addresses.begin(), addresses.end(), address) != addresses.end())
            return false;
        addresses.push_back(address);
        return true;
    }

    void next(const CutPtr &cut, Type type)
    {
        if (type != Type::A) return finish();
        m_walker.askZone(
            m_walk, m_chain, cut, {m_host, Type::AAAA},
            [self = shared_from_this(), cut](const auto &verdict) { self->answered(cut, Type::AAAA, verdict); });
    }

    void follow(const Name &alias)
    {
        if (m_chain->cnames >= m_walker.budget.cnames) {
            m_found.certain = false;
            m_found.host.problem = QStringLiteral("a chain of more than %1 aliases").arg(m_walker.budget.cnames);
            return finish();
        }
        auto aliased = std::make_shared<Chain>(*m_chain);
        ++aliased->cnames;
        m_walker.resolve(m_walk, aliased, alias, [self = shared_from_this()](const Resolved &target) {
            for (const QHostAddress &address : target.host.addresses)
                self->add(address);
            self->m_found.certain = self->m_found.certain && target.certain;
            self->m_found.ttl = std::min(self->m_found.ttl, target.ttl);
            if (!target.host.problem.isEmpty()) self->m_found.host.problem = target.host.problem;
            self->finish();
        });
    }

    void refuse(const QString &problem)
    {
        m_found.certain = false;
        m_found.host.problem = problem;
        finish();
    }

    void finish()
    {
        NameServer &host = m_found.host;
        if (!host.addresses.empty())
            host.problem.clear();
        else if (host.problem.isEmpty())
            host.problem = QStringLiteral("the name has no address");
        if (m_found.certain) m_walker.cache.keepHost(host, m_found.ttl, m_walker.now());
        m_done(std::move(m_found));
    }

    Walker &m_walker;
    WalkPtr m_walk;
    ChainPtr m_chain;
    Name m_host;
    Done m_done;
    Resolved m_found;
};

} // namespace

void Walker::resolve(const WalkPtr &walk, const ChainPtr &chain, const Name &host, std::function<void(Resolved)> done)
{
    if (const auto known = cache.host(host, now())) return done(Resolved{*known, true, 0});
    std::make_shared<HostQuestion>(*this, walk, chain, host, std::move(done))->start();
}

} // namespace hinoban::dns
