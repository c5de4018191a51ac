// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/DelegationWalk.h"

#include "app/dns/Walker.h"

#include <QPointer>

namespace hinoban::dns {

struct DelegationWalk::Private {
    Private(QueryEngine &engine, DelegationWalk &walk)
        : walker(engine, walk)
        , q(walk)
    {
    }

    Walker walker;
    DelegationWalk &q;

    using Found = tl::expected<Delegation, Failure>;
    using FindDone = std::function<void(Found)>;

    // In a turn of its own: nothing of a walk is on the stack then, so that the callback may end the walk.
    void later(QObject *context, std::function<void()> action)
    {
        const bool hasContext = context != nullptr;
        walker.engine.clock().after(Duration(0), &q,
                                    [hasContext, kept = QPointer<QObject>(context), action = std::move(action)] {
                                        if (!hasContext || kept) action();
                                    });
    }

    void find(const Name &domain, QObject *context, FindDone done, AllowancePtr allowance)
    {
        auto walk = std::make_shared<Walk>();
        walk->allowance = std::move(allowance);
        auto answer = [this, walk, context = QPointer<QObject>(context), hasContext = context != nullptr,
                       done = std::move(done)](Found found) {
            if (hasContext && !context) return;
            if (found)
                found->exchanges = walk->answered();
            else
                found.error().soFar = walk->answered();
            later(context, [done, found = std::move(found)] { done(found); });
        };
        if (domain.isRoot()) return answer(rootItself());
        walker.descend(walk, {}, domain, true, [this, walk, domain, answer](const Descended &where) {
            if (where.kind == Descended::Kind::Failed) return answer(tl::unexpected(Failure{where.error, {}}));
            Delegation delegation;
            delegation.exists = where.kind == Descended::Kind::Delegated;
            const CutPtr parent = delegation.exists ? where.parent : where.cut;
            delegation.zone = delegation.exists ? domain : parent->zone;
            delegation.parentZone = parent->zone;
            if (delegation.exists) delegation.childServers = where.cut->servers;
            fillParents(walk, parent, std::move(delegation), answer);
        });
    }

    // Every server of the parent zone with every address, by glue or by a look-up of its own.
    void fillParents(const WalkPtr &walk, const CutPtr &parent, Delegation delegation,
                     const std::function<void(Found)> &answer)
    {
        delegation.parentServers = parent->servers;
        struct Join {
            Delegation delegation;
            size_t left = 1;
        };
        auto join = std::make_shared<Join>(Join{std::move(delegation), 1});
        const auto close = [join, answer] {
            if (--join->left == 0) answer(std::move(join->delegation));
        };
        for (size_t i = 0; i < parent->servers.size(); ++i) {
            if (!parent->servers[i].addresses.empty()) continue;
            ++join->left;
            walker.resolve(walk, {}, parent->servers[i].name, [join, close, i, parent](const Resolved &found) {
                NameServer &server = join->delegation.parentServers[i];
                server = found.host;
                if (server.addresses.empty())
                    for (const NameServer &sibling : parent->siblings)
                        if (sibling.name == server.name) server.addresses = sibling.addresses;
                close();
            });
        }
        close();
    }

    using Servers = tl::expected<std::vector<NameServer>, Failure>;

    void serversOf(const Name &zone, QObject *context, std::function<void(Servers)> done)
    {
        auto walk = std::make_shared<Walk>();
        auto answer = [this, walk, context = QPointer<QObject>(context), hasContext = context != nullptr,
                       done = std::move(done)](Servers found) {
            if (hasContext && !context) return;
            if (!found) found.error().soFar = walk->answered();
            later(context, [done, found = std::move(found)] { done(found); });
        };
        if (zone.isRoot()) return answer(walker.root()->servers);
        walker.descend(walk, {}, zone, false, [this, walk, zone, answer](const Descended &where) {
            if (where.kind == Descended::Kind::Failed) return answer(tl::unexpected(Failure{where.error, {}}));
            if (where.kind != Descended::Kind::Delegated)
                return answer(tl::unexpected(
                    Failure{{ErrorCode::NotFound, zone.display(), QStringLiteral("no zone begins here")}, {}}));
            // All that is needed here is somebody who answers: the first few.
            constexpr size_t Enough = 4;
            struct Join {
                std::vector<NameServer> servers;
                size_t left = 1;
            };
            auto join = std::make_shared<Join>(Join{where.cut->servers, 1});
            const auto close = [join, answer] {
                if (--join->left == 0) answer(std::move(join->servers));
            };
            size_t looked = 0;
            for (size_t i = 0; i < where.cut->servers.size() && looked < Enough; ++i) {
                ++looked;
                if (!where.cut->servers[i].addresses.empty()) continue;
                ++join->left;
                walker.resolve(walk, {}, where.cut->servers[i].name, [join, close, i](const Resolved &found) {
                    join->servers[i] = found.host;
                    close();
                });
            }
            for (const NameServer &sibling : where.cut->siblings)
                join->servers.push_back(sibling); // the last resort, and so the last
            close();
        });
    }

    [[nodiscard]] Delegation rootItself() const
    {
        Delegation root;
        root.parentServers = root.childServers = walker.root()->servers;
        root.exists = true;
        return root;
    }
};

DelegationWalk::DelegationWalk(QueryEngine &engine, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(engine, *this))
{
}

DelegationWalk::~DelegationWalk() = default;

void DelegationWalk::setBudget(Budget budget) { d->walker.budget = budget; }

void DelegationWalk::find(const Name &domain, QObject *context,
                          std::function<void(tl::expected<Delegation, Failure>)> done, AllowancePtr allowance)
{
    d->find(domain, context, std::move(done), std::move(allowance));
}

void DelegationWalk::addressesOf(const Name &host, QObject *context, std::function<void(Addresses)> done,
                                 AllowancePtr allowance)
{
    auto walk = std::make_shared<Walk>();
    walk->allowance = std::move(allowance);
    d->walker.resolve(walk, {}, host,
                      [this, walk, context = QPointer<QObject>(context), hasContext = context != nullptr,
                       done = std::move(done)](const Resolved &found) {
                          if (hasContext && !context) return;
                          d->later(context, [done, result = Addresses{found.host, walk->answered()}] { done(result); });
                      });
}

void DelegationWalk::serversOf(const Name &zone, QObject *context,
                               std::function<void(tl::expected<std::vector<NameServer>, Failure>)> done)
{
    d->serversOf(zone, context, std::move(done));
}

void DelegationWalk::forget() { d->walker.cache.clear(); }

} // namespace hinoban::dns
