// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ServiceProbe.h"

namespace hinoban::watch {

using namespace Qt::StringLiterals;
using path::Phase;
using path::WebTiming;
using registry::Greeting;

ServiceProbe::ServiceProbe(Clock &clock, const Internet &internet, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_internet(internet)
    , m_greeter(clock)
{
}

path::WebTiming timingOf(const path::WebQuestion &question, const Greeting &greeting)
{
    WebTiming timing;
    timing.domain = question.domain;
    timing.url = question.url;
    timing.address = question.address;
    timing.port = 25;
    timing.at = greeting.askedAt;
    timing.isOurs = question.isOurs;
    timing.source = u"socket"_s;
    timing.phase(Phase::Resolve) = question.resolve;
    timing.phase(Phase::Connect) = greeting.connect;
    timing.phase(Phase::FirstByte) = greeting.firstLine;
    timing.bytes = greeting.line.size();
    const bool isSmtp = greeting.outcome == Greeting::Outcome::Greets || greeting.outcome == Greeting::Outcome::Refuses;
    if (isSmtp) {
        timing.protocol = u"SMTP"_s;
        timing.status = greeting.line.left(3).toInt();
    } else {
        timing.problem =
            greeting.detail.isEmpty() ? QString::fromLatin1(registry::greetingText(greeting.outcome)) : greeting.detail;
    }
    return timing;
}

void ServiceProbe::measure(const path::WebQuestion &question, QObject *context,
                           std::function<void(path::WebTimingPtr)> done)
{
    if (question.url.scheme() == "smtp"_L1)
        return m_greeter.ask(m_internet, question.address, context,
                             [question, done = std::move(done)](const Greeting &greeting) {
                                 done(std::make_shared<const WebTiming>(timingOf(question, greeting)));
                             });
    if (const auto prober = m_internet.webProber()) return prober->measure(question, context, std::move(done));
    auto timing = std::make_shared<WebTiming>();
    timing->domain = question.domain;
    timing->url = question.url;
    timing->address = question.address;
    timing->at = m_clock.now();
    timing->problem = u"nothing measures web services here"_s;
    m_clock.after(Duration::zero(), context, [done = std::move(done), timing] { done(timing); });
}

} // namespace hinoban::watch
