// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: the steps of a walk. Each step is an object that its own pending callbacks keep alive; all
// callbacks run in the context of the DelegationWalk, so that its end is theirs.
#include "app/dns/DelegationCache.h"

#include <map>

namespace hinoban::dns {

// One call of find() or addressesOf(): its budget, and every question asked for it in the order asked.
struct Walk {
    AllowancePtr allowance; // null: none but the walk's own budget
    int questions = 0;
    int lookUps = 0;                    // of hosts, whether anybody had to be asked or not; bounded like the questions
    bool isUsedUp = false;              // no server may be asked any more
    QString refusal;                    // why a question was not sent
    std::vector<ExchangePtr> exchanges; // null until answered
    [[nodiscard]] std::vector<ExchangePtr> answered() const;
};
using WalkPtr = std::shared_ptr<Walk>;

// The hosts whose addresses are being looked for, innermost first: a host that needs itself is a loop.
struct Chain {
    std::shared_ptr<const Chain> outer;
    Name host;
    int depth = 0;
    int cnames = 0;
};
using ChainPtr = std::shared_ptr<const Chain>;

struct Descended {
    enum class Kind {
        Delegated,    // a cut at the target itself
        NotDelegated, // the zone above answers, and knows no cut there
        Denied,       // NXDOMAIN for the target
        Failed,
    };
    Kind kind = Kind::Failed;
    CutPtr cut;    // the deepest that was found
    CutPtr parent; // of `cut`, if Delegated
    Error error;
};

struct Resolved {
    NameServer host;
    bool certain = true; // false: a loop, the budget or silence stood in the way; not to be remembered
    quint32 ttl = 0;
};

class Walker {
public:
    Walker(QueryEngine &itsEngine, QObject &itsContext);

    // Nothing if the budget is used up, the walk's or the server's: Walk::refusal. The same question of two walks at
    // once is asked once.
    void ask(const WalkPtr &walk, Vantage vantage, const Server &server, const Question &question,
             std::function<void(ExchangePtr)> done);
    // One question to the servers of a zone, one after the other until one speaks for it.
    void askZone(const WalkPtr &walk, const ChainPtr &chain, const CutPtr &cut, const Question &question,
                 std::function<void(tl::expected<Verdict, Error>)> done);
    // From the nearest known zone down to `target`; `fresh`: its own cut is asked for even if it is known.
    void descend(const WalkPtr &walk, const ChainPtr &chain, const Name &target, bool fresh,
                 std::function<void(Descended)> done);
    void resolve(const WalkPtr &walk, const ChainPtr &chain, const Name &host, std::function<void(Resolved)> done);

    [[nodiscard]] Instant now() const { return engine.clock().now(); }
    [[nodiscard]] Clock &clock() const { return engine.clock(); }
    [[nodiscard]] QObject &context() const { return m_context; }
    [[nodiscard]] CutPtr root() const { return m_root; }

    QueryEngine &engine;
    DelegationCache cache;
    DelegationWalk::Budget budget;

private:
    using Waiters = std::vector<std::function<void(const ExchangePtr &)>>;
    QObject &m_context;
    CutPtr m_root;
    std::map<QByteArray, Waiters> m_open;
};

} // namespace hinoban::dns
