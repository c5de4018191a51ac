// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Validate.h"

#include "app/base/WallClock.h"
#include "app/dns/Validator.h"

namespace hinoban::console {

struct Validate::Private {
    explicit Private(ValidateOptions given)
        : options(std::move(given))
        , engine(clock, options.internet)
        , walk(engine)
        , validator(engine, walk, options.anchors)
        , results(options.questions.size())
        , left(options.questions.size())
    {
    }

    ValidateOptions options;
    WallClock clock;
    dns::QueryEngine engine;
    dns::DelegationWalk walk;
    dns::Validator validator;
    std::vector<dns::ValidationPtr> results;
    size_t left;
};

Validate::Validate(ValidateOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options)))
{
}

Validate::~Validate() = default;

const std::vector<dns::ValidationPtr> &Validate::results() const { return d->results; }

void Validate::start()
{
    if (d->left == 0) Q_EMIT ended();
    for (size_t i = 0; i < d->options.questions.size(); ++i) {
        const auto &question = d->options.questions[i];
        dns::Validator::Request request;
        // A DS record belongs to the zone above its owner.
        request.name = question.type == dns::Type::DS ? question.name.parent() : question.name;
        request.questions = {question};
        request.resolver = d->options.resolver;
        if (request.resolver) request.transport = d->options.transport;
        d->validator.validate(std::move(request), this, [this, i](const dns::ValidationPtr &validation) {
            d->results[i] = validation;
            if (--d->left == 0) Q_EMIT ended();
        });
    }
}

} // namespace hinoban::console
