// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/TraceRun.h"

#include "app/base/SafeText.h"
#include "app/base/WallClock.h"
#include "app/console/PathProbing.h"
#include "app/dns/DelegationWalk.h"

namespace hinoban::console {

namespace {

constexpr size_t MostAddresses = 8; // of one name

} // namespace

struct TraceRun::Private {
    struct Way {
        size_t target = 0;
        path::TraceOrder order;
    };
    explicit Private(TraceRunOptions given)
        : options(std::move(given))
        , engine(clock, options.internet)
        , walk(engine)
        , prober(tracingProber(options.internet, options.tracer))
    {
    }
    [[nodiscard]] path::TraceOrder orderFor(const dns::Name &name, const QHostAddress &address) const
    {
        path::TraceOrder order;
        order.domain = name;
        order.target = name;
        order.address = address;
        order.port = options.port;
        order.flows = options.flows;
        return order;
    }

    TraceRunOptions options;
    WallClock clock;
    dns::QueryEngine engine;
    dns::DelegationWalk walk;
    std::shared_ptr<path::Prober> prober;
    std::vector<TracedTarget> results;
    std::vector<Way> ways;
    int open = 0;
    int roundsLeft = 0;

    void found(size_t target, const dns::NameServer &host)
    {
        if (host.addresses.empty()) results[target].problem = safeText(host.problem, 1000);
        for (size_t i = 0; i < std::min(host.addresses.size(), MostAddresses); ++i)
            ways.push_back({target, orderFor(host.name, host.addresses[i])});
    }
    void nextRound(TraceRun *run)
    {
        if (roundsLeft-- <= 0 || ways.empty()) return Q_EMIT run->ended();
        open = int(ways.size());
        for (const Way &way : ways)
            prober->measure(way.order, run, [this, run, target = way.target](path::TracePtr trace) {
                results[target].traces.push_back(std::move(trace));
                if (--open == 0) nextRound(run);
            });
    }
};

TraceRun::TraceRun(TraceRunOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options)))
{
}

TraceRun::~TraceRun() = default;

const std::vector<TracedTarget> &TraceRun::results() const { return d->results; }

void TraceRun::start()
{
    d->roundsLeft = d->options.rounds;
    d->open = int(d->options.targets.size()) + 1;
    const auto close = [this] {
        if (--d->open == 0) d->nextRound(this);
    };
    for (const QString &text : d->options.targets) {
        const size_t target = d->results.size();
        d->results.push_back({text, {}, {}});
        const QHostAddress address(text);
        const auto name = dns::Name::fromUserText(text);
        if (!address.isNull() && (text.contains(u'.') || text.contains(u':'))) {
            d->ways.push_back({target, d->orderFor({}, address)});
            close();
        } else if (!name) {
            d->results[target].problem = sentence(name.error());
            close();
        } else {
            d->walk.addressesOf(*name, this, [this, target, close](const dns::DelegationWalk::Addresses &answer) {
                d->found(target, answer.host);
                close();
            });
        }
    }
    close();
}

} // namespace hinoban::console
