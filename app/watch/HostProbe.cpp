// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/HostProbe.h"

#include "app/base/SafeText.h"
#include "app/registry/RegistrableDomain.h"

#include <QPointer>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace hinoban::watch {

using namespace Qt::StringLiterals;
using dns::ExchangePtr;
using dns::Rcode;
using dns::Type;

namespace {

// A walk's memory of a name would hide that it is gone; one that begins at the root for each of ten hosts, cost too
// much.
constexpr std::chrono::seconds Forgetful{30};
constexpr size_t MostQuestions = 180;
constexpr size_t MostOwners = 40;
constexpr int AtATime = 6;
constexpr qsizetype MostSays = 2000;

QString rcodeOf(const dns::Exchange &exchange)
{
    return exchange.message ? QString::fromLatin1(dns::rcodeText(exchange.message->rcode))
                            : QString::fromLatin1(dns::outcomeText(exchange.outcome));
}

QString fromWhom(const dns::Exchange &exchange) { return rcodeOf(exchange) + u" from "_s + exchange.server.display(); }

bool hasAnswer(const std::vector<ExchangePtr> &exchanges)
{
    return std::any_of(exchanges.begin(), exchanges.end(),
                       [](const ExchangePtr &one) { return one && one->answered(); });
}

ServerFate fateOf(const dns::Exchange &exchange)
{
    switch (exchange.outcome) {
    case dns::Outcome::TimedOut:
        return ServerFate::Silent;
    case dns::Outcome::Unreachable:
        // A closed port is the host's own word; everything else is the network's, or the guard's.
        return exchange.detail.contains("refused"_L1) ? ServerFate::Silent : ServerFate::Unknown;
    case dns::Outcome::Malformed:
        return ServerFate::Empty;
    case dns::Outcome::Answered:
        break;
    }
    const auto &message = *exchange.message;
    if (message.rcode != Rcode::NoError && message.rcode != Rcode::NXDomain) return ServerFate::Refuses;
    const bool hasData = std::any_of(message.answer.begin(), message.answer.end(),
                                     [&](const dns::Record &record) { return record.owner == exchange.question.name; });
    return hasData || message.aa ? ServerFate::Answers : ServerFate::Empty;
}

} // namespace

QByteArray nameFateText(NameFate fate)
{
    switch (fate) {
    case NameFate::Unknown:
        return "unknown";
    case NameFate::Resolves:
        return "resolves";
    case NameFate::Gone:
        return "gone";
    case NameFate::Unregistered:
        return "unregistered";
    case NameFate::Failing:
        return "failing";
    }
    return "unknown";
}

// One host: the zone above its domain, its address, then its servers.
class HostProbe::Run final : public QObject {
public:
    Run(HostProbe &probe, HostQuestion question, QObject *context, std::function<void(HostAnswer)> done)
        : QObject(&probe)
        , m_probe(probe)
        , m_question(std::move(question))
        , m_context(context)
        , m_done(std::move(done))
    {
        if (m_question.domains.size() > MostDomains) m_question.domains.resize(MostDomains);
    }

    void begin()
    {
        m_answer.at = m_probe.m_clock.now();
        const dns::Name control = m_question.name               ? registry::registrableDomain(*m_question.name)
                                  : !m_question.domains.empty() ? m_question.domains.front()
                                                                : dns::Name();
        if (control.isRoot()) return askServers();
        m_probe.m_walk.find(control, this, [this](tl::expected<dns::Delegation, dns::DelegationWalk::Failure> found) {
            const auto &exchanges = found ? found->exchanges : found.error().soFar;
            m_answer.networkWorks = m_answer.networkWorks || hasAnswer(exchanges) || found;
            if (!m_question.name) return askServers(); // it was only asked whether the network works
            if (!found) {
                m_answer.fate = m_answer.networkWorks ? NameFate::Failing : NameFate::Unknown;
                m_answer.fateDetail = safeText(found.error().error.detail, 200);
                keepLast(exchanges);
                return askServers();
            }
            if (!found->exists) {
                m_answer.fate = NameFate::Unregistered;
                m_answer.fateDetail = exchanges.empty() ? u"no delegation"_s : fromWhom(*exchanges.back());
                keepLast(exchanges);
                return askServers();
            }
            if (m_question.isDomain) {
                m_answer.fate = NameFate::Resolves;
                QStringList servers;
                for (const auto &server : found->childServers)
                    servers.append(server.name.display());
                m_answer.fateDetail = safeText(u"delegated to "_s + servers.join(u", "_s), 200);
                keepLast(exchanges);
                return askServers();
            }
            findAddress();
        });
    }

private:
    struct Words {
        std::set<QString> says;
        bool isWhole = true;
    };

    void keepLast(const std::vector<ExchangePtr> &exchanges)
    {
        const auto last = std::find_if(exchanges.rbegin(), exchanges.rend(),
                                       [](const ExchangePtr &one) { return one && one->answered(); });
        if (last != exchanges.rend()) m_answer.evidence.push_back(*last);
    }

    void findAddress()
    {
        m_probe.m_walk.addressesOf(*m_question.name, this, [this](const dns::DelegationWalk::Addresses &found) {
            m_answer.addresses = found.host.addresses;
            m_answer.networkWorks = m_answer.networkWorks || hasAnswer(found.exchanges);
            if (!m_answer.addresses.empty()) {
                m_answer.fate = NameFate::Resolves;
                QStringList texts;
                for (const auto &address : m_answer.addresses)
                    texts.append(address.toString());
                m_answer.fateDetail = texts.join(u' ');
            } else {
                judgeNoAddress(found);
            }
            keepLast(found.exchanges);
            askServers();
        });
    }

    void judgeNoAddress(const dns::DelegationWalk::Addresses &found)
    {
        m_answer.fateDetail = safeText(found.host.problem, 200);
        for (auto at = found.exchanges.rbegin(); at != found.exchanges.rend(); ++at) {
            const auto &exchange = **at;
            if (!exchange.answered() || exchange.question.name != *m_question.name) continue;
            m_answer.fateDetail = fromWhom(exchange);
            const Rcode rcode = exchange.message->rcode;
            const bool isDenied = rcode == Rcode::NXDomain || (rcode == Rcode::NoError && exchange.message->aa);
            m_answer.fate = isDenied ? NameFate::Gone : NameFate::Failing;
            return;
        }
        // It was delegated, and nobody there says anything: for others it does not resolve.
        m_answer.fate = m_answer.networkWorks ? NameFate::Failing : NameFate::Unknown;
    }

    void askServers()
    {
        std::vector<QHostAddress> addresses = m_answer.addresses;
        for (const auto &address : m_question.known)
            if (std::find(addresses.begin(), addresses.end(), address) == addresses.end()) addresses.push_back(address);
        if (addresses.size() > MostAddresses) addresses.resize(MostAddresses);
        m_open = 1; // this call
        if (m_question.asksDns)
            for (const auto &address : addresses) {
                m_answer.served.push_back({address, ServerFate::Unknown, {}});
                m_words.emplace_back();
                for (const auto &domain : m_question.domains)
                    for (const Type type : {Type::SOA, Type::NS, Type::MX})
                        askServer(m_answer.served.size() - 1, domain, type);
            }
        if (m_question.asksMail)
            for (const auto &address : addresses) {
                ++m_open;
                m_probe.m_greeter.ask(m_probe.m_engine.internet(), address, this,
                                      [this](const registry::Greeting &greeting) {
                                          m_answer.greetings.push_back(greeting);
                                          closed();
                                      });
            }
        closed();
    }

    void askServer(size_t place, const dns::Name &domain, Type type)
    {
        dns::Query query;
        query.vantage = dns::Vantage::Authoritative;
        query.server.name = m_question.name.value_or(dns::Name());
        query.server.address = m_answer.served[place].address;
        query.question = {domain, type};
        ++m_open;
        m_probe.m_engine.ask(std::move(query), this, [this, place](const ExchangePtr &exchange) {
            took(m_answer.served[place], m_words[place], exchange);
            closed();
        });
    }

    void took(HostAnswer::Served &served, Words &words, const ExchangePtr &exchange)
    {
        const ServerFate fate = fateOf(*exchange);
        // One good answer counts for more than many bad ones.
        if (fate > served.fate) {
            served.fate = fate;
            served.detail = safeText(fate == ServerFate::Answers ? u"answers for "_s + exchange->question.name.display()
                                     : exchange->answered()      ? rcodeOf(*exchange)
                                     : exchange->detail.isEmpty() ? rcodeOf(*exchange)
                                                                  : exchange->detail,
                                     200);
        }
        if (exchange->answered()) m_answer.evidence.push_back(exchange);
        // Half of what it says would be another lie than the whole.
        if (fate != ServerFate::Answers) {
            words.isWhole = false;
            return;
        }
        for (const auto &record : exchange->message->answer) {
            if (record.owner != exchange->question.name || record.type != exchange->question.type) continue;
            QString data = QString::fromLatin1(dns::rdataText(record.type, record.rdata));
            if (record.type == Type::SOA)
                if (const auto soa = dns::soaOf(record.rdata))
                    data = soa->mname.display() + u' ' + soa->rname.display();
            words.says.insert(u"%1 %2 %3"_s.arg(record.owner.display(), QString::fromLatin1(dns::typeText(record.type)),
                                                safeText(data, 200)));
        }
    }

    void closed()
    {
        if (--m_open > 0) return;
        std::set<QString> says;
        for (const auto &words : m_words)
            if (words.isWhole) says.insert(words.says.begin(), words.says.end());
        m_answer.says = QStringList(says.begin(), says.end()).join(u"; "_s).left(MostSays);
        // Greetings come as they come; who compares two answers wants them in one order.
        std::sort(m_answer.greetings.begin(), m_answer.greetings.end(),
                  [](const registry::Greeting &a, const registry::Greeting &b) {
                      return a.address.toString() < b.address.toString();
                  });
        // From the event loop: nothing may have been open at all.
        m_probe.m_clock.after(Duration::zero(), this, [this] {
            deleteLater();
            if (m_context) m_done(std::move(m_answer));
        });
    }

    HostProbe &m_probe;
    HostQuestion m_question;
    QPointer<QObject> m_context;
    std::function<void(HostAnswer)> m_done;
    HostAnswer m_answer;
    std::vector<Words> m_words; // as m_answer.served
    int m_open = 0;
};

// Many questions to one server, a few at a time: he who has it should see a visitor, not a flood.
class HostProbe::Interview final : public QObject {
public:
    Interview(HostProbe &probe, dns::Server server, std::vector<dns::Question> questions, QObject *context,
              std::function<void(std::vector<ExchangePtr>)> done)
        : QObject(&probe)
        , m_probe(probe)
        , m_server(std::move(server))
        , m_questions(std::move(questions))
        , m_context(context)
        , m_done(std::move(done))
        , m_exchanges(m_questions.size())
    {
    }

    void next()
    {
        // Who is silent four times is not asked a hundred times more.
        const bool isDead = m_silent >= 4 && !m_heard;
        while (m_open < AtATime && m_next < m_questions.size() && !isDead) {
            const size_t place = m_next++;
            dns::Query query;
            query.vantage = dns::Vantage::Authoritative;
            query.server = m_server;
            query.question = m_questions[place];
            ++m_open;
            m_probe.m_engine.ask(std::move(query), this, [this, place](const ExchangePtr &exchange) {
                --m_open;
                if (exchange->answered())
                    m_heard = true;
                else
                    ++m_silent;
                m_exchanges[place] = exchange;
                next();
            });
        }
        if (m_open > 0) return;
        std::erase(m_exchanges, nullptr);
        m_probe.m_clock.after(Duration::zero(), this, [this] {
            deleteLater();
            if (m_context) m_done(std::move(m_exchanges));
        });
    }

private:
    HostProbe &m_probe;
    const dns::Server m_server;
    const std::vector<dns::Question> m_questions;
    QPointer<QObject> m_context;
    std::function<void(std::vector<ExchangePtr>)> m_done;
    std::vector<ExchangePtr> m_exchanges;
    size_t m_next = 0;
    int m_open = 0, m_silent = 0;
    bool m_heard = false;
};

HostProbe::HostProbe(Clock &clock, dns::QueryEngine &engine, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_engine(engine)
    , m_walk(engine)
    , m_greeter(clock)
{
}

HostProbe::~HostProbe() { qDeleteAll(children()); }

void HostProbe::ask(HostQuestion question, QObject *context, std::function<void(HostAnswer)> done)
{
    const Instant now = m_clock.now();
    if (!m_forgotAt || now - *m_forgotAt >= Forgetful) {
        m_walk.forget();
        m_forgotAt = now;
    }
    (new Run(*this, std::move(question), context, std::move(done)))->begin();
}

void HostProbe::askAll(const dns::Server &server, std::vector<dns::Question> questions, QObject *context,
                       std::function<void(std::vector<ExchangePtr>)> done)
{
    (new Interview(*this, server, std::move(questions), context, std::move(done)))->next();
}

std::vector<dns::Question> questionsBeforeCleanup(const Domain &domain)
{
    std::vector<dns::Question> questions;
    const auto add = [&](const dns::Name &owner, std::initializer_list<Type> types) {
        for (const Type type : types) {
            const dns::Question one{owner, type};
            const bool isKnown = std::find(questions.begin(), questions.end(), one) != questions.end();
            if (!isKnown && questions.size() < MostQuestions) questions.push_back(one);
        }
    };
    const Type spf = Type(99);
    add(domain.name,
        {Type::NS, Type::SOA, Type::MX, Type::A, Type::AAAA, Type::TXT, Type::CAA, Type::DNSKEY, Type::DS, Type::CDS,
         Type::NSEC3PARAM, Type::HTTPS, Type::SVCB, Type::SRV, Type::TLSA, Type::CNAME, Type::DNAME, spf, Type::ANY});
    std::set<dns::Name> owners;
    for (const auto &expectation : domain.expectations) {
        if (owners.size() >= MostOwners && !owners.contains(expectation.owner)) continue;
        owners.insert(expectation.owner);
        add(expectation.owner, {expectation.type});
    }
    for (const auto &owner : owners)
        add(owner, {Type::A, Type::AAAA, Type::MX, Type::TXT});
    const auto usual = [&](const char *labels, std::initializer_list<Type> types) {
        dns::Name name = domain.name;
        const auto parts = QByteArray(labels).split('.');
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            const auto longer = name.prepended(*part);
            if (!longer) return; // a domain near the greatest length has no such name
            name = *longer;
        }
        add(name, types);
    };
    for (const char *label :
         {"www",        "mail",  "smtp", "imap",   "pop",   "webmail", "mx",   "mx1",    "autodiscover",
          "autoconfig", "owa",   "vpn",  "remote", "login", "sso",     "auth", "id",     "api",
          "app",        "admin", "my",   "m",      "ftp",   "ns1",     "ns2",  "mta-sts"})
        usual(label, {Type::A, Type::AAAA, Type::MX});
    for (const char *label : {"_dmarc", "_mta-sts", "_smtp._tls", "default._domainkey", "google._domainkey",
                              "selector1._domainkey", "selector2._domainkey", "_acme-challenge"})
        usual(label, {Type::TXT});
    for (const char *label : {"_autodiscover._tcp", "_imaps._tcp", "_submission._tcp", "_sip._tls"})
        usual(label, {Type::SRV});
    return questions;
}

} // namespace hinoban::watch
