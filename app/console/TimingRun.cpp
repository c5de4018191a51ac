// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/TimingRun.h"

#include "app/base/SafeText.h"
#include "app/base/WallClock.h"
#include "app/dns/DelegationWalk.h"
#include "app/path/HttpProber.h"
#include "app/watch/ServiceProbe.h"

#include <QCoreApplication>

#include <algorithm>
#include <deque>

namespace hinoban::console {

using namespace Qt::StringLiterals;
using path::Phase;
using path::WebTiming;

namespace {

QString words(const char *english) { return QCoreApplication::translate("hinoban::console", english); }

QString millisecondsOf(const std::optional<Duration> &span)
{
    return span ? QString::number(std::chrono::duration<double, std::milli>(*span).count(), 'f', 1) + u" ms"_s : u"–"_s;
}

} // namespace

struct TimingRun::Private {
    explicit Private(TimingOptions given)
        : options(std::move(given))
        , internet(options.internet.withWebProber(std::make_shared<path::HttpProber>(clock, options.internet)))
        , engine(clock, internet)
        , walk(engine)
        , probe(clock, internet)
    {
    }

    const TimingOptions options;
    WallClock clock;
    const Internet internet;
    dns::QueryEngine engine;
    dns::DelegationWalk walk;
    watch::ServiceProbe probe;
    std::vector<path::WebTimingPtr> results;
    std::deque<path::WebQuestion> waiting; // of the service under way
    size_t next = 0;                       // service
    int looking = 0;                       // questions for its addresses that are open
    Instant askedAt{};
    std::vector<QHostAddress> found;
    QString problem;
};

Result<QUrl> serviceFromText(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isMail = url.scheme() == "smtp"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty();
    if (const QString fault = isMail ? QString() : path::HttpCall::fault(url); !fault.isEmpty())
        return failure(ErrorCode::BadInput, safeText(text, 200), fault);
    if (QHostAddress(url.host()).isNull() && !dns::Name::fromUserText(url.host()))
        return failure(ErrorCode::BadInput, safeText(text, 200), u"its host is no name"_s);
    return url;
}

TimingRun::TimingRun(TimingOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options)))
{
}

TimingRun::~TimingRun() = default;

const std::vector<path::WebTimingPtr> &TimingRun::results() const { return d->results; }

// One step of the flow at a time: the next address of this service, else the next service, else the end.
void TimingRun::start()
{
    if (!d->waiting.empty()) {
        const path::WebQuestion question = std::move(d->waiting.front());
        d->waiting.pop_front();
        return d->probe.measure(question, this, [this](const path::WebTimingPtr &timing) {
            d->results.push_back(timing);
            start();
        });
    }
    if (d->next >= d->options.services.size()) return Q_EMIT ended();
    const QUrl service = d->options.services[d->next++];

    const auto ask = [this, service](const std::vector<QHostAddress> &addresses, std::optional<Duration> resolve) {
        for (const auto &address : addresses) {
            if (d->waiting.size() >= TimingOptions::MostAddresses) break;
            path::WebQuestion question;
            question.url = service;
            question.address = address;
            question.resolve = resolve;
            question.isOurs = true; // whoever typed it says so
            d->waiting.push_back(std::move(question));
        }
        if (d->waiting.empty()) {
            auto nothing = std::make_shared<WebTiming>();
            nothing->url = service;
            nothing->at = d->askedAt;
            nothing->source = u"socket"_s;
            nothing->problem = d->problem.isEmpty() ? u"it has no address"_s : safeText(d->problem, 300);
            d->results.push_back(nothing);
        }
        start();
    };
    d->askedAt = d->clock.now();
    d->found.clear();
    d->problem.clear();
    if (d->options.address) return ask({*d->options.address}, {});
    if (const QHostAddress literal(service.host()); !literal.isNull()) return ask({literal}, {});
    const auto name = dns::Name::fromUserText(service.host()).value(); // serviceFromText() has seen it
    const auto told = [this, ask] { ask(d->found, d->clock.now() - d->askedAt); };
    if (!d->options.resolver) {
        d->walk.addressesOf(name, this, [this, told](const dns::DelegationWalk::Addresses &found) {
            d->found = found.host.addresses;
            d->problem = found.host.problem;
            told();
        });
        return;
    }
    d->looking = d->internet.hasIpv6() ? 2 : 1;
    for (const dns::Type type : {dns::Type::A, dns::Type::AAAA}) {
        if (type == dns::Type::AAAA && !d->internet.hasIpv6()) continue;
        dns::Query query;
        query.vantage = dns::Vantage::Resolver;
        query.server = *d->options.resolver;
        query.question = {name, type};
        query.recursionDesired = true;
        d->engine.ask(std::move(query), this, [this, type, told](const dns::ExchangePtr &exchange) {
            if (!exchange->answered())
                d->problem = exchange->detail.isEmpty() ? QString::fromLatin1(dns::outcomeText(exchange->outcome))
                                                        : exchange->detail;
            else
                for (const auto &record : exchange->message->answer)
                    if (record.type == type)
                        if (const auto address = dns::addressOf(type, record.rdata)) d->found.push_back(*address);
            if (--d->looking == 0) told();
        });
    }
}

QString timingLines(const WebTiming &timing)
{
    QString head = timing.url.toDisplayString();
    if (!timing.address.isNull()) head += u"  "_s + timing.address.toString();
    QStringList lines{safeText(head, 600)};
    if (!timing.problem.isEmpty())
        lines += u"  "_s + words(QT_TRANSLATE_NOOP("hinoban::console", "No whole answer: %1")).arg(timing.problem);
    QStringList phases;
    for (const Phase phase : path::Phases)
        phases += QString::fromLatin1(path::phaseText(phase)) + u' ' + millisecondsOf(timing.phase(phase));
    lines += u"  "_s + phases.join(u", "_s) + u"; total "_s + millisecondsOf(timing.total());
    if (timing.status > 0) {
        lines += u"  %1 %2, "_s.arg(timing.protocol).arg(timing.status) +
                 (timing.isCut ? words(QT_TRANSLATE_NOOP("hinoban::console", "%1 octets read, and cut there"))
                               : words(QT_TRANSLATE_NOOP("hinoban::console", "%1 octets")))
                     .arg(timing.bytes);
        if (!timing.redirect.isEmpty()) lines += u"  → "_s + timing.redirect;
    }
    if (!timing.chain.empty()) {
        const bool isGood = timing.verification == path::Verification::Match;
        lines += u"  "_s +
                 (isGood ? words(QT_TRANSLATE_NOOP("hinoban::console", "● the certificate is good for the name"))
                         : u"▲ "_s + timing.verificationProblem) +
                 (timing.tlsVersion.isEmpty() ? QString() : u" ("_s + timing.tlsVersion + u')');
        const auto &own = timing.chain.front();
        lines += u"    %1  %2 … %3"_s.arg(own.issuer, toRfc3339(own.validFrom), toRfc3339(own.validUntil));
        lines += u"    SHA-256 "_s + QString::fromLatin1(own.sha256);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace hinoban::console
