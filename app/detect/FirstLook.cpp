// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/LookAlike.h"
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

const QString Signal = QStringLiteral("S1");
constexpr std::chrono::hours Recent{24 * 7}; // how long ago a change of the registration is still one of these days

std::set<dns::Name> domainsOf(const std::set<dns::Name> &hosts)
{
    std::set<dns::Name> out;
    for (const dns::Name &host : hosts)
        out.insert(registrableDomain(host));
    return out;
}

bool meet(const std::set<dns::Name> &a, const std::set<dns::Name> &b)
{
    return std::any_of(a.begin(), a.end(), [&](const dns::Name &one) { return b.contains(one); });
}

std::set<dns::Name> hostsSaid(const Observations &observations)
{
    std::set<dns::Name> out;
    for (const watch::Observation *one : observations)
        out.merge(hostsOf(*one));
    return out;
}

// What disagrees with itself, where nobody has said yet how it should be. Suspicion, never more: an honest move looks
// like this for a day. Two kinds of signs together are worth more than each.
class FirstLook {
public:
    explicit FirstLook(Docket &docket)
        : m_docket(docket)
        , m_domain(docket.domain().name)
        , m_parent(docket.known(Vantage::Parent, m_domain, Type::NS))
        , m_child(docket.delegated(docket.known(Vantage::Authoritative, m_domain, Type::NS)))
        , m_caches(docket.known(Vantage::Resolver, m_domain, Type::NS))
    {
    }

    void judge()
    {
        if (m_parent.empty()) return;
        parentAgainstChild();
        olderAnswers();
        imitations();
        sharedAddresses();
        registration();
        if (m_strong.empty() && m_weak.size() < 2) return say(m_weak, Severity::Warn);
        say(m_strong, Severity::Med);
        say(m_weak, Severity::Med);
    }

private:
    struct Sign {
        QString subject, rule;
        QJsonObject args;
        Observations saying;
    };

    void parentAgainstChild()
    {
        const std::set<dns::Name> parent = m_docket.parentHosts(), child = hostsSaid(m_child);
        if (child.empty() || parent == child) return;
        const bool isForeign = !meet(domainsOf(parent), domainsOf(child));
        // Servers that are only forgotten on one side are everyday carelessness.
        const bool isPart = std::includes(parent.begin(), parent.end(), child.begin(), child.end()) ||
                            std::includes(child.begin(), child.end(), parent.begin(), parent.end());
        if (isPart) return;
        (isForeign ? m_strong : m_weak)
            .push_back({m_docket.subject(m_domain, Type::NS),
                        QStringLiteral("first-parent-child"),
                        {{QStringLiteral("parent"), textList(parent)}, {QStringLiteral("child"), textList(child)}},
                        m_child});
    }

    // A cache remembers who answered before; all nameservers at once in other hands is what a hijack looks like, and
    // what a move looks like.
    void olderAnswers()
    {
        const std::set<dns::Name> now = domainsOf(m_docket.parentHosts());
        Observations older;
        for (const watch::Observation *one : m_caches) {
            const std::set<dns::Name> hosts = hostsOf(*one);
            if (!hosts.empty() && !meet(domainsOf(hosts), now)) older.push_back(one);
        }
        m_before = hostsSaid(older);
        if (!older.empty())
            m_weak.push_back({m_domain.display() + QStringLiteral(" caches"),
                              QStringLiteral("first-older-answer"),
                              {{QStringLiteral("before"), textList(m_before)},
                               {QStringLiteral("present"), textList(m_docket.parentHosts())}},
                              older});
        // Mail that has just been led elsewhere; its own servers know it from before by nothing but caches.
        const Observations said = m_docket.delegated(m_docket.known(Vantage::Authoritative, m_domain, Type::MX));
        const std::set<dns::Name> mail = hostsSaid(said);
        if (mail.empty()) return;
        Observations olderMail;
        for (const watch::Observation *one : m_docket.known(Vantage::Resolver, m_domain, Type::MX)) {
            const std::set<dns::Name> hosts = hostsOf(*one);
            if (!hosts.empty() && !meet(domainsOf(hosts), domainsOf(mail))) olderMail.push_back(one);
        }
        if (!olderMail.empty())
            m_weak.push_back({m_docket.subject(m_domain, Type::MX),
                              QStringLiteral("first-older-mail"),
                              {{QStringLiteral("before"), textList(hostsSaid(olderMail))},
                               {QStringLiteral("present"), textList(mail)}},
                              olderMail});
    }

    // Names that imitate the domain itself, a provider, or a server that a cache or the registry still knows.
    void imitations()
    {
        std::vector<dns::Name> known{m_domain};
        known.insert(known.end(), m_before.begin(), m_before.end());
        std::set<dns::Name> hosts = m_docket.parentHosts();
        hosts.merge(hostsSaid(m_child));
        hosts.merge(hostsSaid(m_docket.known(Vantage::Authoritative, m_domain, Type::MX)));
        for (const dns::Name &host : hosts) {
            if (m_strong.size() >= MaxListed) return;
            if (host.isSubdomainOf(m_domain)) continue;
            const NameJudgement judgement = judgeName(host, known);
            // To hold the domain's own label is what many an honest brand's mail host does.
            if (judgement.likeness != Likeness::LookAlike || judgement.rule == QLatin1String("contains")) continue;
            // Whoever owns a name often owns it under other endings, too, and has servers there.
            if (judgement.rule == QLatin1String("other-tld") && judgement.imitates == m_domain) continue;
            Observations saying;
            for (const watch::Observation *one : m_parent)
                if (hostsOf(*one).contains(host)) saying.push_back(one);
            m_strong.push_back({host.display(),
                                QStringLiteral("first-imitation"),
                                {{QStringLiteral("host"), host.display()},
                                 {QStringLiteral("imitates"),
                                  judgement.imitates.isRoot() ? judgement.provider : judgement.imitates.display()}},
                                saying});
        }
    }

    // A foreign nameserver on the address to which the web or the mail leads: one machine plays both.
    void sharedAddresses()
    {
        std::set<QString> served;
        for (const Type type : {Type::A, Type::AAAA})
            for (const watch::Observation *one :
                 m_docket.delegated(m_docket.known(Vantage::Authoritative, m_domain, type)))
                if (one->seen)
                    for (const dns::Rdata &rdata : one->seen->rdatas)
                        if (const auto address = dns::addressOf(one->seen->type, rdata))
                            served.insert(address->toString());
        std::set<dns::Name> told;
        for (const watch::Observation *one : m_child) {
            const dns::Server &server = one->exchange->server;
            if (server.name.isSubdomainOf(m_domain) || !served.contains(server.address.toString())) continue;
            if (!told.insert(server.name).second) continue;
            m_weak.push_back({server.name.display(),
                              QStringLiteral("first-shared-address"),
                              {{QStringLiteral("host"), server.name.display()},
                               {QStringLiteral("address"), server.address.toString()}},
                              {one}});
        }
    }

    // By itself a date is no sign; beside another one it is when it happened.
    void registration()
    {
        const registry::LookupPtr &lookup = m_docket.view().registration;
        if (!lookup || !lookup->registration) return;
        const registry::Registration &now = *lookup->registration;
        const std::set<dns::Name> registered(now.nameservers.begin(), now.nameservers.end());
        if (!registered.empty() && !meet(domainsOf(registered), domainsOf(m_docket.parentHosts())))
            m_strong.push_back({m_domain.display() + QStringLiteral(" registry"),
                                QStringLiteral("first-registry-differs"),
                                {{QStringLiteral("registered"), textList(registered)},
                                 {QStringLiteral("published"), textList(m_docket.parentHosts())}},
                                m_parent});
        if ((m_strong.empty() && m_weak.empty()) || !now.lastChanged) return;
        if (m_docket.view().now - *now.lastChanged > Recent) return;
        m_weak.push_back(
            {m_domain.display() + QStringLiteral(" registration"),
             QStringLiteral("first-recent-change"),
             {{QStringLiteral("at"), toRfc3339(*now.lastChanged)}, {QStringLiteral("registrar"), now.registrar}},
             {}});
    }

    void say(const std::vector<Sign> &signs, Severity severity)
    {
        for (const Sign &sign : signs) {
            Finding &finding = m_docket.find(Signal, {}, sign.subject, severity, sign.rule);
            finding.args = sign.args;
            if (sign.saying.empty()) continue;
            m_docket.support(finding, sign.saying, int(sign.saying.size()));
            finding.args.remove(QStringLiteral("servers")); // of no one vantage
        }
    }

    Docket &m_docket;
    const dns::Name &m_domain;
    const Observations m_parent, m_child, m_caches;
    std::set<dns::Name> m_before; // nameservers that caches still hold, and the parent names no more
    std::vector<Sign> m_strong, m_weak;
};

} // namespace

// S1: nobody has said what should be, as when Hinoban is first opened in the middle of it.
void judgeFirstLook(Docket &docket)
{
    docket.judged(Signal, {});
    if (docket.domain().expectations.empty()) FirstLook(docket).judge();
}

} // namespace hinoban::detect
