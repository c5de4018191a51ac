// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/QueryEngine.h"

#include "app/dns/Deadlines.h"
#include "app/dns/StreamLane.h"
#include "app/dns/Turns.h"
#include "app/dns/UdpLane.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

EngineOptions sane(EngineOptions options)
{
    options.attempts = std::max(options.attempts, 1);
    options.window = std::max(options.window, 1);
    options.windowPerServer = std::max(options.windowPerServer, 1);
    options.firstTimeout = std::clamp(options.firstTimeout, Duration(1), std::max(options.deadline, Duration(1)));
    return options;
}

} // namespace

// Ties the parts together: ask() -> Turns -> a lane -> end() -> settle(). Deadlines wake the lanes.
struct QueryEngine::Private final : EngineParts, Turns::Host, Deadlines::Host {
    using Phase = OpenQuestion::Phase;
    struct Finished {
        QPointer<QObject> context;
        bool hasContext;
        Answer answer;
        ExchangePtr exchange;
    };

    Private(QueryEngine &engine, Clock &itsClock, Internet itsInternet, EngineOptions itsOptions)
        : EngineParts(itsClock, std::move(itsInternet), sane(itsOptions))
        , q(engine)
        , turns(clock, q, questions, options, *this)
        , deadlines(clock, q, questions, *this)
        , udp(*this)
        , streams(*this)
    {
    }
    ~Private()
    {
        if (posted != 0) clock.cancel(posted);
        if (goneFlag != nullptr) *goneFlag = true;
    }

    QueryEngine &q;
    Turns turns;
    Deadlines deadlines;
    UdpLane udp;
    StreamLane streams;
    Clock::TimerId posted = 0;
    std::vector<Finished> finished, delivering;
    bool settling = false;
    bool *goneFlag = nullptr; // of the deliverAll() on the stack
    int unanswered = 0;       // finished, not yet delivered

    void ask(Query query, QObject *context, Answer answer)
    {
        if (!settling) ++turn;
        OpenQuestion &question = questions.add();
        question.query = std::move(query);
        question.context = context;
        question.hasContext = context != nullptr;
        question.answer = std::move(answer);
        turns.wait(question);
        turns.dispatch();
        if (!settling) post();
    }

    void begin(OpenQuestion &question) override
    {
        question.firstSent = clock.now();
        question.deadline = question.firstSent + options.deadline;
        const Transport transport = question.query.transport;
        if (transport != Transport::Udp) return streams.begin(question, transport, {});
        udp.begin(question);
    }

    void timedOut(OpenQuestion &question) override
    {
        if (question.phase == Phase::Udp) return udp.timedOut(question);
        streams.timedOut(question);
    }

    void handToTcp(OpenQuestion &question, const QString &reason) override
    {
        udp.drop(question);
        streams.begin(question, Transport::Tcp, reason);
    }

    void lookAgain(OpenQuestion &question, Instant when) override { deadlines.set(question, when); }

    void end(OpenQuestion &question, Ending &&ending) override
    {
        turns.left(question);
        finish(question, std::move(ending));
    }

    void finish(OpenQuestion &question, Ending &&ending)
    {
        finished.push_back({std::move(question.context), question.hasContext, std::move(question.answer),
                            exchangeOf(question, std::move(ending))});
        ++unanswered;
        deadlines.clear(question);
        udp.drop(question);
        streams.drop(question);
        questions.remove(question.ticket);
    }

    static QString deadText(ServerState &server, Transport transport)
    {
        const Breaker &breaker = server.breaker(transport);
        return QStringLiteral("the server has answered nothing since %1; it is asked again from %2")
            .arg(toRfc3339(breaker.silentSince()), toRfc3339(breaker.retryAt()));
    }

    void refuse(OpenQuestion &question) override
    {
        question.firstSent = clock.now();
        finish(question, {.outcome = Outcome::TimedOut,
                          .transport = question.query.transport,
                          .query = {},
                          .detail = deadText(*question.server, question.query.transport)});
    }

    void declareDead(ServerState &server, Transport transport) override
    {
        const QString detail = deadText(server, transport);
        questions.visit([&](OpenQuestion &question) {
            if (question.server != &server) return;
            if (transport == Transport::Udp && question.phase == Phase::Udp)
                end(question, {.outcome = Outcome::TimedOut, .query = UdpLane::firstQuery(question), .detail = detail});
            else if (transport != Transport::Udp && question.phase == Phase::Stream && question.stream == transport)
                streams.giveUp(question, detail);
        });
        turns.refuseWaiting(server, transport);
    }

    // What ask() and streams leave behind is done in the next turn, never inside them.
    void post() override
    {
        if (posted != 0) return;
        posted = clock.after(Duration(0), &q, [this] {
            posted = 0;
            settle();
        });
    }

    void deliver() override
    {
        if (!finished.empty()) deliverAll();
    }

    // False: the engine is gone.
    bool deliverAll()
    {
        bool gone = false;
        goneFlag = &gone;
        delivering.clear();
        delivering.swap(finished);
        settling = true;
        for (size_t i = 0; i < delivering.size(); ++i) {
            Finished one = std::move(delivering[i]);
            --unanswered;
            if (!one.hasContext || one.context) one.answer(std::move(one.exchange));
            if (gone) return false;
        }
        settling = false;
        goneFlag = nullptr;
        return true;
    }

    void settle() override
    {
        ++turn;
        turns.dispatch();
        udp.flush();
        if (!deliverAll()) return;
        udp.flush();
        // What the kernel refused to send just now has ended, too, and has made room: nothing else may come that would
        // say so.
        if (!finished.empty()) post();
        if (questions.size() == 0) deadlines.stop();
    }
};

QueryEngine::QueryEngine(Clock &clock, Internet internet, EngineOptions options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock, std::move(internet), options))
{
}

QueryEngine::~QueryEngine() = default;

void QueryEngine::ask(Query query, QObject *context, Answer answer)
{
    d->ask(std::move(query), context, std::move(answer));
}

void QueryEngine::setInternet(Internet internet)
{
    d->internet = std::move(internet);
    ++d->turn; // where servers are has to be looked up again
}

void QueryEngine::setResolverRates(QHash<QHostAddress, double> rates) { d->turns.setResolverRates(std::move(rates)); }

int QueryEngine::open() const { return static_cast<int>(d->questions.size()) + d->unanswered; }
int QueryEngine::waiting() const { return d->turns.waiting(); }
EngineLoad QueryEngine::load() const { return d->turns.load(); }
const Internet &QueryEngine::internet() const { return d->internet; }
Clock &QueryEngine::clock() const { return d->clock; }

} // namespace hinoban::dns
