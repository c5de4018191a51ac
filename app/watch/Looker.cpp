// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Looker.h"

#include <algorithm>
#include <map>
#include <set>

namespace hinoban::watch {

namespace {

// Bounds on what one look may be made to ask by what the attacker answers (NXNS, RFC 9156's neighbourhood).
constexpr int MaxServers = 40;   // authoritative host names of one domain
constexpr int MaxAddresses = 60; // of all of them together
constexpr int MaxFollowUps = 4;  // exchange hosts of one MX answer

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
    std::vector<dns::Question> questions;
    questions.reserve(keys.size());
    for (const auto &[owner, type] : keys)
        questions.push_back({owner, type});
    return questions;
}

// One look under way. Counts what is open; the last answer to come in finishes it.
class Looker::Run final : public QObject {
public:
    Run(Instruments instruments, Domain domain, Depth depth, LookExtras extras, std::vector<Resolver> resolvers,
        std::function<void(Run *, LookPtr)> done)
        : m_instruments(instruments)
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
        m_instruments.walk.find(m_look->domain.name, this, [this](auto found) {
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
        });
        if (m_look->depth == Depth::Full) askResolvers();
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
                        if (--m_dsOpen == 0) validate();
                    });
            }
        }
        if (full && m_dsOpen == 0) validate();
        if (m_parentsOpen == 0) parentsAnswered();
    }

    // The walk's last question is the first of the look: that server has said what it has to say.
    dns::ExchangePtr toldInWalk(const dns::Server &server) const
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
        auto *validator = m_instruments.validator;
        if (!validator || !exchange.answered() || !exchange.message->aa) return;
        const auto ds = dns::rrsetOf(exchange.message->answer, m_look->domain.name, dns::Type::DS);
        validator->seenDs(m_look->domain.name, ds ? ds->rdatas : std::vector<dns::Rdata>());
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

    // If no parent server answers, the servers that are expected are asked: the look must not go blind.
    void parentsAnswered()
    {
        if (m_hosts.empty()) {
            if (const auto *expected = m_look->domain.find(m_look->domain.name, dns::Type::NS)) {
                for (const auto &rdata : expected->rdatas)
                    if (auto host = dns::nameOf(dns::Type::NS, rdata)) m_hosts.insert(*host);
            }
        }
        for (const auto &host : std::set<dns::Name>(m_hosts))
            findServer(host);
    }

    void findServer(const dns::Name &host)
    {
        if (static_cast<int>(m_known.size()) >= MaxServers || !m_known.insert(host).second) return;
        ++m_open;
        m_instruments.walk.addressesOf(host, this, [this](dns::DelegationWalk::Addresses found) {
            auto &kept = m_look->delegation.exchanges;
            kept.insert(kept.end(), found.exchanges.begin(), found.exchanges.end());
            m_look->servers.push_back(found.host);
            askServer(found.host);
            close();
        });
    }

    void askServer(const dns::NameServer &host)
    {
        for (const auto &address : host.addresses) {
            if (++m_addresses > MaxAddresses) return;
            const dns::Server server{host.name, address, 53, {}};
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
            for (const auto &question : m_questions) {
                if (question.type == dns::Type::DS) continue;
                dns::Query query{dns::Vantage::Resolver, resolver.server, question, true};
                query.transport = resolver.transports.front();
                ask(std::move(query), [this](const dns::ExchangePtr &exchange) {
                    followMail(exchange);
                    if (exchange->question.type == dns::Type::NS)
                        for (const auto &name : nameserversIn(*exchange, m_look->domain.name))
                            m_cached.insert(name);
                    if (exchange->question == dns::Question{m_look->domain.name, dns::Type::A}) trace(exchange);
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
        if (!expected || expected->kind != Expectation::Kind::Exact) return;
        int followed = 0;
        for (const auto &rdata : rrset->rdatas) {
            const auto host = dns::nameOf(dns::Type::MX, rdata);
            const bool isExpected =
                std::any_of(expected->rdatas.begin(), expected->rdatas.end(),
                            [&](const auto &known) { return dns::nameOf(dns::Type::MX, known) == host; });
            if (!host || isExpected || hasAddressOf(*exchange->message, *host)) continue;
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
        m_instruments.registry.look(m_look->domain.name, this, [this](registry::LookupPtr lookup) {
            m_look->registration = std::move(lookup);
            close();
        });
    }

    // The way to where people are sent now: the first address that a resolver gave.
    void trace(const dns::ExchangePtr &exchange)
    {
        if (!m_extras.path || m_traced || !exchange->answered()) return;
        const auto prober = m_instruments.engine.internet().pathProber();
        const auto rrset = dns::rrsetOf(exchange->message->answer, m_look->domain.name, dns::Type::A);
        if (!prober || !rrset) return;
        const auto address = dns::addressOf(dns::Type::A, rrset->rdatas.front());
        if (!address) return;
        m_traced = true;
        ++m_open;
        prober->trace(m_look->domain.name, m_look->domain.name, *address, this, [this](path::TracePtr found) {
            m_look->traces.push_back(std::move(found));
            close();
        });
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
        for (auto &[host, known] : former) {
            if (static_cast<int>(m_known.size()) >= MaxServers || !m_known.insert(host).second) continue;
            ++m_open;
            m_instruments.walk.addressesOf(
                host, this, [this, addresses = std::move(known)](dns::DelegationWalk::Addresses found) mutable {
                    auto &kept = m_look->delegation.exchanges;
                    kept.insert(kept.end(), found.exchanges.begin(), found.exchanges.end());
                    // Its name may be gone while it answers where it always did.
                    for (const auto &address : found.host.addresses)
                        if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
                            addresses.push_back(address);
                    askFormerServer(found.host.name, addresses);
                    close();
                });
        }
    }

    void askFormerServer(const dns::Name &host, const std::vector<QHostAddress> &addresses)
    {
        for (const auto &address : addresses) {
            if (++m_addresses > MaxAddresses) return;
            for (const auto &question : m_questions) {
                if (question.type == dns::Type::DS) continue;
                askInto(m_formerAnswers,
                        {dns::Vantage::Authoritative, {host, address, 53, {}}, question, false, false, {}});
            }
        }
    }

    void close()
    {
        if (--m_open > 0) return;
        if (!m_formerAsked) {
            m_formerAsked = true;
            ++m_open;
            askFormerServers();
            if (--m_open > 0) return;
        }
        m_look->endedAt = m_instruments.clock.now();
        std::sort(m_look->servers.begin(), m_look->servers.end(),
                  [](const auto &a, const auto &b) { return a.name < b.name; });
        m_look->observations.reserve(m_answers.size());
        for (const auto &exchange : m_answers)
            m_look->observations.push_back(observe(m_look->domain, exchange));
        for (const auto &exchange : m_formerAnswers)
            m_look->formerServers.push_back(observe(m_look->domain, exchange));
        m_done(this, m_look);
    }

    Instruments m_instruments;
    LookExtras m_extras;
    std::vector<Resolver> m_resolvers;
    std::function<void(Run *, LookPtr)> m_done;
    std::shared_ptr<Look> m_look;
    std::vector<dns::Question> m_questions;
    Answers m_answers, m_formerAnswers;
    std::set<dns::Name> m_hosts;  // that the parent names
    std::set<dns::Name> m_known;  // whose addresses were asked for
    std::set<dns::Name> m_cached; // that a resolver names
    int m_open = 0;
    int m_parentsOpen = 0;
    int m_dsOpen = 0;
    int m_addresses = 0;
    bool m_traced = false;
    bool m_formerAsked = false;
};

Looker::Looker(Instruments instruments, QObject *parent)
    : QObject(parent)
    , m_instruments(instruments)
{
}

Looker::~Looker() = default;

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
    auto run = std::make_unique<Run>(m_instruments, std::move(domain), depth, std::move(extras), std::move(resolvers),
                                     std::move(finished));
    auto *started = run.get();
    m_runs.push_back(std::move(run));
    started->start();
}

} // namespace hinoban::watch
