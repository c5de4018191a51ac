// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Validator.h"

#include "app/dns/ServedAnswers.h"
#include "app/dns/ValidationRun.h"

#include <QPointer>

#include <algorithm>

namespace hinoban::dns {

struct Validator::Private {
    QueryEngine &engine;
    DelegationWalk &walk;
    TrustAnchors anchors;
    std::shared_ptr<ChainMemory> memory = std::make_shared<ChainMemory>();
    ServedAnswers served{};
};

Validator::Validator(QueryEngine &engine, DelegationWalk &walk, TrustAnchors anchors, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private{engine, walk, std::move(anchors)}))
{
}

Validator::~Validator() = default;

void Validator::validate(Request request, QObject *context, std::function<void(ValidationPtr)> done)
{
    // In a turn of its own: the callback may end whatever is on the stack.
    auto later = [this, context = QPointer<QObject>(context), hasContext = context != nullptr,
                  done = std::move(done)](const ValidationPtr &validation) {
        d->engine.clock().after(Duration(0), this, [context, hasContext, done, validation] {
            if (!hasContext || context) done(validation);
        });
    };
    // What one resolver serves is not explained by what others once served.
    auto memory = request.resolver ? std::make_shared<ChainMemory>() : d->memory;
    const ValidationRun::Tools tools{d->engine, d->walk, *this, d->anchors, std::move(memory)};
    std::make_shared<ValidationRun>(tools, std::move(request), std::move(later))->start();
}

bool Validator::covers(const Name &name) const { return d->anchors.covering(name) != nullptr; }

std::vector<ServedSecurity> Validator::served(const Name &zone, const std::vector<ExchangePtr> &exchanges)
{
    const Instant now = d->engine.clock().now();
    const auto trust = d->memory->trust(zone, now);
    if (!trust || trust->security != Security::Secure || trust->zone != zone || trust->chain.empty()) return {};
    const ChainLink &link = trust->chain.back();
    const auto *anchor = link.isAnchor ? d->anchors.covering(zone) : nullptr;
    return d->served.judge(*trust, anchor ? *anchor : TrustAnchors::Anchor{zone, link.vouchers, {}}, exchanges, now);
}

void Validator::seenDs(const Name &zone, const std::vector<Rdata> &ds)
{
    const auto known = d->memory->trust(zone, d->engine.clock().now());
    if (!known && !ds.empty() && d->memory->noCut(zone, d->engine.clock().now())) return d->memory->forget(zone);
    if (!known || known->chain.empty() || known->chain.back().isAnchor) return;
    std::vector<Rdata> sorted = ds;
    std::sort(sorted.begin(), sorted.end());
    if (known->chain.back().vouchers != sorted) d->memory->forget(zone);
}

void Validator::forget(const Name &zone) { d->memory->forget(zone); }

} // namespace hinoban::dns
