// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Looker.h"

#include "app/watch/CrossChecks.h"
#include "app/watch/ExpectedHost.h"
#include "app/watch/ExpectedServers.h"
#include "app/watch/LookBudget.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace hinoban::watch {

namespace {

constexpr int MaxFollowUps = 4; // exchange hosts of one MX answer

constexpr Duration ProbeInterval = std::chrono::seconds(30);
constexpr Duration ProbePatience = std::chrono::seconds(1);
constexpr Duration IdentityInterval = std::chrono::hours(24);
constexpr size_t MostIdentified = 10000;
constexpr size_t MostRouters = 200; // whose origin is asked for, of one look

std::vector<dns::Name> nameserversIn(const dns::Exchange &exchange, const dns::Name &domain)
{
    if (!exchange.answered()) return {};
    std::vector<dns::Name> hosts;
    for (const auto *section : {&exchange.message->answer, &exchange.message->authority}) {
        for (const auto &record : *section) {
            if (record.type != dns::Type::NS || record.owner != domain) continue;
            if (auto host = dns::nameOf(record.type, record.rdata)) hosts.push_back(*host);
        }
    }
    return hosts;
}

bool hasAddressOf(const dns::Message &message, const dns::Name &host)
{
    return std::any_of(message.additional.begin(), message.additional.end(), [&](const dns::Record &record) {
        return record.owner == host && (record.type == dns::Type::A || record.type == dns::Type::AAAA);
    });
}

} // namespace

std::vector<dns::Question> questionsOf(const Domain &domain, Depth depth)
{
    if (depth == Depth::Delegation) return {{domain.name, dns::Type::NS}, {domain.name, dns::Type::SOA}};
    std::set<std::pair<dns::Name, dns::Type>> keys;
    for (const auto type : apexTypes())
        keys.emplace(domain.name, type);
    for (const auto &expectation : domain.expectations)
        keys.emplace(expectation.owner, expectation.type);
    for (const auto &plan : domain.plans)
        for (const auto &planned : plan.records)
            keys.emplace(planned.owner, planned.type);
    std::vector<dns::Question> questions;
    questions.reserve(keys.size());
    for (const auto &[owner, type] : keys)
        questions.push_back({owner, type});
    return questions;
}

// One look under way. Counts what is open; the last answer to come in finishes it.
class Looker::Run final : public QObject {
public:
    Run(Looker &owner, Instruments instruments, Domain domain, Depth depth, LookExtras extras,
        std::vector<Resolver> resolvers, std::function<void(Run *, LookPtr)> done)
        : m_owner(owner)
        , m_instruments(instruments)
        , m_extras(std::move(extras))
        , m_resolvers(std::move(resolvers))
        , m_done(std::move(done))
        , m_look(std::make_shared<Look>())
    {
        m_look->domain = std::move(domain);
        m_look->depth = depth;
        m_look->startedAt = m_instruments.clock.now();
        m_questions = questionsOf(m_look->domain, depth);
    }

    void start()
    {
        ++m_open; // this call itself: nothing may finish the look before everything was asked
        ++m_open;
        const auto walked = [this](auto found) {
            if (found) {
                m_look->delegation = std::move(*found);
                askParents();
            } else {
                m_look->walkProblem =
                    found.error().error.detail.isEmpty() ? found.error().error.where : found.error().error.detail;
                m_look->delegation.zone = m_look->domain.name;
                m_look->delegation.exchanges = std::move(found.error().soFar);
                parentsAnswered();
            }
            close();
        };
        m_instruments.walk.find(m_look->domain.name, this, walked, m_budget.walks());
        if (m_look->depth == Depth::Full) askResolvers();
        m_look->registration = m_owner.m_registrations.take(m_look->domain.name);
        if (m_extras.registration) askRegistry();
        close();
    }

private:
    using Then = std::function<void(const dns::ExchangePtr &)>;

    using Answers = std::vector<dns::ExchangePtr>;

    void ask(dns::Query query, Then then = {}) { askInto(m_answers, std::move(query), std::move(then)); }

    void askInto(Answers &answers, dns::Query query, Then then = {})
    {
        const size_t slot = answers.size();
        answers.emplace_back(); // kept in the order asked, so that a replay sees the same order
        ++m_open;
        m_instruments.engine.ask(std::move(query), this,
                                 [this, &answers, slot, then = std::move(then)](const dns::ExchangePtr &exchange) {
                                     answers[slot] = exchange;
                                     if (then) then(exchange);
                                     close();
                                 });
    }

    void askParents()
    {
        const bool full = m_look->depth == Depth::Full;
        for (const auto &host : m_look->delegation.parentServers) {
            for (const auto &address : host.addresses) {
                const dns::Server server{host.name, address, 53, {}};
                if (const auto told = toldInWalk(server)) {
                    m_answers.push_back(told);
                    takeHosts(*told);
                } else {
                    ++m_parentsOpen;
                    ask({dns::Vantage::Parent, server, {m_look->domain.name, dns::Type::NS}, false, false, {}},
                        [this](const dns::ExchangePtr &exchange) {
                            takeHosts(*exchange);
                            if (--m_parentsOpen == 0) parentsAnswered();
                        });
                }
                if (!full) continue;
                ++m_dsOpen;
                ask({dns::Vantage::Parent, server, {m_look->domain.name, dns::Type::DS}, false, false, {}},
                    [this](const dns::ExchangePtr &exchange) {
                        dsAnswered(*exchange);
                        if (--m_dsOpen == 0) dsIsKnown();
                    });
            }
        }
        if (full && m_dsOpen == 0) dsIsKnown();
        if (m_parentsOpen == 0) parentsAnswered();
    }

    // The walk's last question is the first of the look: that server has said what it has to say.
    [[nodiscard]] dns::ExchangePtr toldInWalk(const dns::Server &server) const
    {
        const dns::Question question{m_look->domain.name, dns::Type::NS};
        for (const auto &exchange : m_look->delegation.exchanges)
            if (exchange->answered() && exchange->vantage == dns::Vantage::Parent && exchange->question == question &&
                exchange->server == server)
                return exchange;
        return nullptr;
    }

    void takeHosts(const dns::Exchange &exchange)
    {
        for (const auto &name : nameserversIn(exchange, m_look->domain.name))
            m_hosts.insert(name);
    }

    // A remembered chain is as good as the DS that the parent shows now.
    void dsAnswered(const dns::Exchange &exchange)
    {
        if (!exchange.answered() || !exchange.message->aa) return;
        const auto ds = dns::rrsetOf(exchange.message->answer, m_look->domain.name, dns::Type::DS);
        m_isSigned = m_isSigned || ds;
        if (auto *validator = m_instruments.validator)
            validator->seenDs(m_look->domain.name, ds ? ds->rdatas : std::vector<dns::Rdata>());
    }

    void dsIsKnown()
    {
        m_isDsKnown = true;
        validate();
        for (const auto &server : std::exchange(m_keyHolders, {}))
            askForKeys(server);
    }

    // Everything that this look asks for, once, at the servers of the delegation; a domain whose parent proves that it
    // is not signed costs nothing beyond that proof. What lies behind an alias is somebody else's.
    void validate()
    {
        auto *validator = m_instruments.validator;
        if (!validator || !m_look->delegation.exists || !validator->covers(m_look->domain.name)) return;
        dns::Validator::Request request;
        request.name = m_look->domain.name;
        request.followAliases = false;
        for (const auto &question : m_questions)
            if (question.type != dns::Type::DS && question.name.isSubdomainOf(request.name))
                request.questions.push_back(question);
        ++m_open;
        validator->validate(std::move(request), this, [this](dns::ValidationPtr validation) {
            m_look->dnssec = std::move(validation);
            close();
        });
    }

    // The validation asked one server of the zone that gave a good answer. What each of them serves was asked beside.
    void judgeServed()
    {
        if (!m_look->dnssec || !m_isSigned) return;
        auto served = m_instruments.validator->served(m_look->domain.name, m_crossChecks);
        if (served.empty()) return;
        auto whole = std::make_shared<dns::Validation>(*m_look->dnssec);
        whole->servers = std::move(served);
        m_look->dnssec = std::move(whole);
    }

    // If no parent server answers, the servers that are expected are asked: the look must not go blind. They come first
    // in any case: whoever adds others must not crowd them out.
    void parentsAnswered()
    {
        const auto expected = expectedServers(m_look->domain);
        const bool isBlind = m_hosts.empty();
        for (const auto &host : expected)
            if (isBlind || m_hosts.contains(host)) findServer(host);
        for (const auto &host : std::set<dns::Name>(m_hosts))
            findServer(host);
        if (m_look->depth == Depth::Full) checkExpectedServers(expected);
    }

    void findServer(const dns::Name &host)
    {
        if (!m_budget.takeServer(host)) return;
        findAddresses(host, m_budget, [this](const dns::NameServer &server) {
            m_look->servers.push_back(server);
            askServer(server);
        });
    }

    void findAddresses(const dns::Name &host, LookBudget &budget, std::function<void(const dns::NameServer &)> then)
    {
        ++m_open;
        const auto found = [this, then = std::move(then)](const dns::DelegationWalk::Addresses &addresses) {
            auto &kept = m_look->delegation.exchanges;
            kept.insert(kept.end(), addresses.exchanges.begin(), addresses.exchanges.end());
            then(addresses.host);
            close();
        };
        m_instruments.walk.addressesOf(host, this, found, budget.walks());
    }

    // Those that should be delegated to and are not: whether they still serve the truth decides what a repair needs.
    void checkExpectedServers(const std::set<dns::Name> &expected)
    {
        for (const auto &host : expected) {
            if (m_budget.knowsServer(host) || !m_expectedBudget.takeServer(host)) continue;
            findAddresses(host, m_expectedBudget, [this](const dns::NameServer &server) {
                for (const auto &address : withExpected(server, m_look->domain)) {
                    if (!m_expectedBudget.takeAddress(address)) continue;
                    for (const auto type : {dns::Type::NS, dns::Type::SOA})
                        askInto(m_crossChecks, beside({server.name, address, 53, {}}, m_look->domain.name, type));
                }
            });
        }
    }

    // Over TCP too, now and then; the keys; and who it is.
    void crossCheck(const dns::Server &server)
    {
        if (m_owner.m_tcpTurns.isDue(m_look->domain.name, server.address, m_instruments.clock.now()))
            askInto(m_crossChecks, overTcp(server, m_look->domain.name));
        if (m_isDsKnown)
            askForKeys(server);
        else
            m_keyHolders.push_back(server);
        if (m_owner.isIdentityDue(server.address)) askInto(m_crossChecks, identityOf(server));
    }

    void askForKeys(const dns::Server &server)
    {
        if (!m_isSigned) return;
        for (const auto &question : signedQuestions(m_look->domain.name, m_questions))
            if (m_budget.takeProof()) askInto(m_crossChecks, withSignatures(server, question));
    }

    void askServer(const dns::NameServer &host)
    {
        for (const auto &address : host.addresses) {
            if (!m_budget.takeAddress(address)) continue;
            const dns::Server server{host.name, address, 53, {}};
            if (m_look->depth == Depth::Full) crossCheck(server);
            for (const auto &question : m_questions) {
                if (question.type == dns::Type::DS) continue; // lives at the parent
                ask({dns::Vantage::Authoritative, server, question, false, false, {}},
                    [this](const dns::ExchangePtr &exchange) {
                        if (exchange->question.type == dns::Type::NS) {
                            // A child may name servers that the parent does not: D3's, and the attacker's third.
                            for (const auto &name : nameserversIn(*exchange, m_look->domain.name))
                                findServer(name);
                        }
                        followMail(exchange);
                    });
            }
        }
    }

    void askResolvers()
    {
        for (const auto &resolver : m_resolvers) {
            if (auto query = encrypted(resolver, m_look->domain.name)) askInto(m_crossChecks, std::move(*query));
            for (const auto &question : m_questions) {
                if (question.type == dns::Type::DS) continue;
                dns::Query query{dns::Vantage::Resolver, resolver.server, question, true};
                query.transport = resolver.transports.front();
                ask(std::move(query), [this](const dns::ExchangePtr &exchange) {
                    followMail(exchange);
                    if (exchange->question.type == dns::Type::NS)
                        for (const auto &name : nameserversIn(*exchange, m_look->domain.name))
                            m_cached.insert(name);
                });
            }
        }
    }

    // Where a false MX leads: its exchange host's addresses, asked at the server that named it.
    void followMail(const dns::ExchangePtr &exchange)
    {
        if (exchange->question.type != dns::Type::MX || !exchange->answered()) return;
        const auto rrset = dns::rrsetOf(exchange->message->answer, exchange->question.name, dns::Type::MX);
        if (!rrset) return;
        const auto *expected = m_look->domain.find(exchange->question.name, dns::Type::MX);
        if (!expected) return;
        int followed = 0;
        for (const auto &rdata : rrset->rdatas) {
            const auto host = dns::nameOf(dns::Type::MX, rdata);
            if (!host || isExpectedHost(*expected, *host) || hasAddressOf(*exchange->message, *host)) continue;
            const bool resolver = exchange->vantage == dns::Vantage::Resolver;
            if (!resolver && !host->isSubdomainOf(m_look->domain.name)) continue;
            const bool asked = std::any_of(m_questions.begin(), m_questions.end(), [&](const dns::Question &question) {
                return question.name == *host && question.type == dns::Type::A;
            });
            if (asked) continue;
            if (++followed > MaxFollowUps) return;
            dns::Query query{exchange->vantage, exchange->server, {*host, dns::Type::A}, resolver};
            // What UDP cut short, TCP answered: the next question may fit again.
            if (exchange->transport != dns::Transport::Tcp) query.transport = exchange->transport;
            ask(std::move(query));
        }
    }

    void askRegistry()
    {
        ++m_open;
        m_owner.m_registrations.gather(m_look->domain.name, m_extras.registrationWish, this,
                                       [this](registry::LookupPtr lookup) {
                                           if (lookup) m_look->registration = std::move(lookup);
                                           close();
                                       });
    }

    void nameRouters(std::vector<path::TracePtr> traces)
    {
        m_owner.m_routerNames.fill(std::move(traces), m_resolvers, this, [this](std::vector<path::TracePtr> named) {
            m_look->traces = std::move(named);
            close();
        });
    }

    // Everything that was asked is answered: the answers say where to trace.
    void tracePaths()
    {
        ++m_open;
        const Internet &internet = m_instruments.engine.internet();
        m_owner.m_paths.measure(internet, m_look->domain.name,
                                ordersOf(m_look->domain, m_answers, m_extras.pathWish, internet.hasIpv6()), this,
                                [this](std::vector<path::TracePtr> found) { nameRouters(std::move(found)); });
    }

    // Name servers that nobody of the delegation names, neither now nor as it should be: whoever learned of them
    // earlier may go on asking them.
    void askFormerServers()
    {
        const auto *expected = m_look->domain.find(m_look->domain.name, dns::Type::NS);
        if (!expected || m_look->depth != Depth::Full) return;
        std::map<dns::Name, std::vector<QHostAddress>> former;
        for (const auto &name : m_cached)
            former[name];
        for (const auto &server : m_extras.formerServers)
            former[server.name] = server.addresses;
        for (const auto &rdata : expected->rdatas)
            if (const auto host = dns::nameOf(dns::Type::NS, rdata)) former.erase(*host);
        for (const auto &[host, known] : former) {
            if (!m_budget.takeServer(host)) continue;
            findAddresses(host, m_budget, [this, known](const dns::NameServer &server) {
                // Its name may be gone while it answers where it always did.
                auto addresses = known;
                for (const auto &address : server.addresses)
                    if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
                        addresses.push_back(address);
                askFormerServer(server.name, addresses);
            });
        }
    }

    void askFormerServer(const dns::Name &host, const std::vector<QHostAddress> &addresses)
    {
        for (const auto &address : addresses) {
            if (!m_budget.takeAddress(address)) continue;
            for (const auto &question : m_questions) {
                if (question.type == dns::Type::DS) continue;
                askInto(m_formerAnswers,
                        {dns::Vantage::Authoritative, {host, address, 53, {}}, question, false, false, {}});
            }
        }
    }

    // Everything that the domain's own vantages say is known by now.
    void askAboutStrangers()
    {
        if (m_look->depth != Depth::Full) return;
        const auto strangers = strangerDomains(m_look->domain, m_look->observations);
        if (strangers.empty()) return;
        ++m_open;
        m_owner.m_hostRegistrations.gather(m_look->domain.name, strangers, this,
                                           [this](std::vector<registry::LookupPtr> lookups) {
                                               m_look->hostRegistrations = std::move(lookups);
                                               close();
                                           });
    }

    // Whose the addresses of the answers are, kept with the look: a replay can ask nobody.
    void findOrigins()
    {
        if (!m_instruments.origins) return originsFound({});
        ++m_open;
        auto addresses = addressesIn(m_look->domain, m_answers);
        const size_t named = addresses.size();
        for (const auto &trace : m_look->traces)
            for (const auto &hop : trace->hops)
                if (!hop.address.isNull() && addresses.size() < named + MostRouters) addresses.push_back(hop.address);
        m_instruments.origins->gather(addresses, this, [this, addresses](const path::Origins &origins) {
            for (auto &answer : m_instruments.origins->answersSince(m_look->startedAt, addresses))
                m_crossChecks.push_back(std::move(answer));
            originsFound(origins);
            close();
        });
    }

    void originsFound(const path::Origins &origins)
    {
        for (auto at = origins.begin(); at != origins.end(); ++at)
            if (at->as != 0) m_look->origins.insert(at.key(), at->as);
        m_look->observations.reserve(m_answers.size());
        for (const auto &exchange : m_answers)
            m_look->observations.push_back(observe(m_look->domain, exchange, m_look->origins));
        askFormerServers();
        askAboutStrangers();
    }

    void close()
    {
        if (--m_open > 0) return;
        if (m_extras.path && !m_traced) {
            m_traced = true;
            return tracePaths();
        }
        if (!m_formerAsked) {
            m_formerAsked = true;
            ++m_open;
            findOrigins();
            m_owner.whenProbed(this, [this] { close(); });
            return;
        }
        m_look->endedAt = m_instruments.clock.now();
        judgeServed();
        std::sort(m_look->servers.begin(), m_look->servers.end(),
                  [](const auto &a, const auto &b) { return a.name < b.name; });
        for (const auto &exchange : m_formerAnswers)
            m_look->formerServers.push_back(observe(m_look->domain, exchange, m_look->origins));
        auto &beside = m_look->delegation.exchanges;
        beside.insert(beside.end(), m_crossChecks.begin(), m_crossChecks.end());
        if (m_owner.m_probe) beside.push_back(m_owner.m_probe);
        m_owner.m_tcpTurns.learn(*m_look);
        if (m_look->walkProblem.isEmpty()) m_look->walkProblem = m_budget.leftOut();
        m_done(this, m_look);
    }

    Looker &m_owner;
    Instruments m_instruments;
    LookExtras m_extras;
    std::vector<Resolver> m_resolvers;
    std::function<void(Run *, LookPtr)> m_done;
    std::shared_ptr<Look> m_look;
    std::vector<dns::Question> m_questions;
    Answers m_answers, m_formerAnswers, m_crossChecks;
    std::set<dns::Name> m_hosts;           // that the parent names
    std::set<dns::Name> m_cached;          // that a resolver names
    std::vector<dns::Server> m_keyHolders; // to be asked for their keys when it is known whether the parent has a DS
    int m_open = 0;
    int m_parentsOpen = 0;
    int m_dsOpen = 0;
    LookBudget m_budget;
    LookBudget m_expectedBudget; // for what the team itself names: nobody else can use it up
    bool m_isDsKnown = false;
    bool m_isSigned = false; // a server of the parent has a DS
    bool m_traced = false;
    bool m_formerAsked = false;
};

Looker::Looker(Instruments instruments, QObject *parent)
    : QObject(parent)
    , m_instruments(instruments)
    , m_hostRegistrations(instruments.clock, instruments.registry)
    , m_registrations(instruments.clock, instruments.registry)
    , m_paths(instruments.clock)
    , m_routerNames(instruments.engine, instruments.clock)
{
}

Looker::~Looker() = default;

// Looks wait a moment for it, and no longer: whoever answers in everybody's place is near, and quick.
void Looker::probeNetwork()
{
    const Instant now = m_instruments.clock.now();
    if (m_probedAt && now - *m_probedAt < ProbeInterval) return;
    m_probedAt = now;
    m_isProbing = true;
    m_instruments.clock.after(ProbePatience, this, [this] { probed(); });
    m_instruments.engine.ask(toNobody(), this, [this](const dns::ExchangePtr &exchange) {
        m_probe = exchange->answered() ? exchange : nullptr;
        probed();
    });
}

void Looker::whenProbed(QObject *context, std::function<void()> then)
{
    if (!m_isProbing) return then();
    m_awaitingProbe.emplace_back(context, std::move(then));
}

void Looker::probed()
{
    m_isProbing = false;
    for (auto &[context, then] : std::exchange(m_awaitingProbe, {}))
        if (context) then();
}

bool Looker::isIdentityDue(const QHostAddress &server)
{
    const Instant now = m_instruments.clock.now();
    if (m_identified.size() >= MostIdentified) m_identified.clear();
    const auto [known, isNew] = m_identified.try_emplace(server.toString(), now);
    if (!isNew && now - known->second < IdentityInterval) return false;
    known->second = now;
    return true;
}

int Looker::open() const { return static_cast<int>(m_runs.size()); }

void Looker::look(Domain domain, Depth depth, LookExtras extras, std::vector<Resolver> resolvers,
                  std::function<void(LookPtr)> done)
{
    auto finished = [this, done = std::move(done)](Run *ended, const LookPtr &look) {
        const auto run =
            std::find_if(m_runs.begin(), m_runs.end(), [&](const auto &kept) { return kept.get() == ended; });
        run->release()->deleteLater(); // it is still on the stack below
        m_runs.erase(run);
        done(look);
    };
    auto run = std::make_unique<Run>(*this, m_instruments, std::move(domain), depth, std::move(extras),
                                     std::move(resolvers), std::move(finished));
    probeNetwork();
    auto *started = run.get();
    m_runs.push_back(std::move(run));
    started->start();
}

} // namespace hinoban::watch
