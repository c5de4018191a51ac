// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/ValidationRun.h"

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr size_t MostServers = 4; // of one zone, for one question

Name suffixOf(Name name, int labels)
{
    while (name.labelCount() > labels)
        name = name.parent();
    return name;
}

int rank(Security security)
{
    switch (security) {
    case Security::Secure:
        return 0;
    case Security::Insecure:
        return 1;
    case Security::Indeterminate:
        return 2;
    case Security::Bogus:
        return 3;
    }
    return 3;
}

SecurityReason because(const char *code, QStringList args) { return {QLatin1String(code), std::move(args)}; }

} // namespace

struct ValidationRun::Step {
    Name zone;
    ZoneTrustPtr parent; // null: the zone is the trust anchor's
    TrustAnchors::Anchor vouchers;
    ChainLink link;
    DsProof ds;
    KeysProof keys;
    ExchangePtr said; // by which the better proof came
    quint32 ttl = 0xffffffff;
};

struct ValidationRun::Asking {
    Name zone;
    Question question;
    Judge judge;
    Asked asked;
    std::vector<Server> servers;
    size_t next = 0;
    bool judged = false; // somebody gave something to judge
    QString problem;
};

struct ValidationRun::Following {
    size_t slot = 0;
    Question question;    // at the end of the aliases so far
    bool located = false; // every cut above it was looked for
    ZoneTrustPtr doubt;   // the cut that may be none: asked above it
    AnswerProof best;
    Security security = Security::Secure; // of the aliases so far
    SecurityReason reason;
};

ValidationRun::ValidationRun(Tools tools, Validator::Request request, Done done)
    : m_tools(std::move(tools))
    , m_request(std::move(request))
    , m_done(std::move(done))
    , m_most(Validator::MostQuestions + static_cast<int>(m_request.questions.size()))
{
}

void ValidationRun::start()
{
    const auto exchanges = m_result ? std::move(m_result->exchanges) : std::vector<ExchangePtr>();
    m_result = std::make_shared<Validation>();
    m_result->name = m_request.name;
    m_result->exchanges = exchanges;
    m_result->at = m_startedAt = now();
    m_doubtStands = false;
    locate(m_request.name, [self = shared_from_this()](const ZoneTrustPtr &trust) {
        self->m_trust = trust;
        self->askAnswers();
    });
}

// --- the chain

ZoneTrustPtr ValidationRun::without(const Name &zone, SecurityReason reason) const
{
    auto trust = std::make_shared<ZoneTrust>();
    trust->zone = zone;
    trust->reason = std::move(reason);
    return trust;
}

void ValidationRun::locate(const Name &target, TrustDone done)
{
    const auto *anchor = m_tools.anchors.covering(target);
    if (!anchor) return done(without(target, because("no-anchor", {target.display()})));
    const Name zone = anchor->zone;
    auto onwards = [self = shared_from_this(), target, zone, done = std::move(done)](const ZoneTrustPtr &trust) {
        self->descend(trust, target, zone.labelCount(), done);
    };
    if (const auto known = m_tools.memory->trust(zone, now())) return onwards(known);
    if (!m_tools.memory->wait(zone, std::move(onwards))) return;
    auto step = std::make_shared<Step>();
    step->zone = zone;
    step->vouchers = *anchor;
    askKeys(step);
}

void ValidationRun::descend(const ZoneTrustPtr &from, const Name &target, int known, const TrustDone &done)
{
    ZoneTrustPtr trust = from;
    while (trust->security == Security::Secure && known < target.labelCount()) {
        const Name next = suffixOf(target, ++known);
        if (const auto cut = m_tools.memory->trust(next, now())) {
            trust = cut;
            continue;
        }
        if (m_tools.memory->noCut(next, now())) continue;
        return establish(next, trust,
                         [self = shared_from_this(), trust, target, known, done](const ZoneTrustPtr &found) {
                             self->descend(found ? found : trust, target, known, done);
                         });
    }
    done(trust);
}

void ValidationRun::establish(const Name &zone, const ZoneTrustPtr &parent, TrustDone done)
{
    if (!m_tools.memory->wait(zone, std::move(done))) return;
    auto step = std::make_shared<Step>();
    step->zone = zone;
    step->parent = parent;
    askZone(
        parent->zone, {zone, Type::DS},
        [self = shared_from_this(), step](const ExchangePtr &exchange) {
            DsProof proof = proofOfDs(*exchange->message, step->zone, step->parent->keys, self->now(), self->m_effort);
            if (!step->said || proof.kind > step->ds.kind) {
                step->said = exchange;
                step->ds = std::move(proof);
            }
            return step->ds.kind > DsProof::Kind::Failed;
        },
        [self = shared_from_this(), step](const QString &problem) { self->dsKnown(step, problem); });
}

void ValidationRun::dsKnown(const std::shared_ptr<Step> &step, const QString &problem)
{
    const Name &zone = step->zone;
    if (step->said) step->link.evidence.push_back(step->said->replySha256());
    step->said.reset();
    step->ttl = std::min(step->ttl, step->ds.ttl);
    switch (step->ds.kind) {
    case DsProof::Kind::Useless:
        return conclude(step, Security::Indeterminate,
                        because("no-answer", {step->parent->zone.display(), setText(zone, Type::DS), problem}), 0);
    case DsProof::Kind::Failed:
        return conclude(step, Security::Bogus, step->ds.reason, 0);
    case DsProof::Kind::Unsigned:
        return conclude(step, Security::Insecure, step->ds.reason, step->ds.ttl);
    case DsProof::Kind::NoCut:
        m_tools.memory->keepNoCut(zone, step->ds.ttl, now());
        return m_tools.memory->answer(zone, nullptr);
    case DsProof::Kind::Signed:
        step->vouchers = {zone, step->ds.ds, {}};
        return askKeys(step);
    }
}

void ValidationRun::askKeys(const std::shared_ptr<Step> &step)
{
    step->link.isAnchor = !step->parent;
    step->link.vouchers = step->vouchers.ds;
    const auto judge = [self = shared_from_this(), step](const Message &reply) {
        return proofOfKeys(reply, step->vouchers, !step->parent, self->now(), self->m_effort);
    };
    // What cannot be checked is not asked for.
    step->keys = judge(Message());
    if (step->keys.kind == KeysProof::Kind::Unsupported) return keysKnown(step, {});
    step->keys = {};
    askZone(
        step->zone, {step->zone, Type::DNSKEY},
        [step, judge](const ExchangePtr &exchange) {
            KeysProof proof = judge(*exchange->message);
            if (!step->said || proof.kind > step->keys.kind) {
                step->said = exchange;
                step->keys = std::move(proof);
            }
            return step->keys.kind == KeysProof::Kind::Good;
        },
        [self = shared_from_this(), step](const QString &problem) { self->keysKnown(step, problem); });
}

void ValidationRun::keysKnown(const std::shared_ptr<Step> &step, const QString &problem)
{
    if (step->said) step->link.evidence.push_back(step->said->replySha256());
    step->link.keyTags = step->keys.tags;
    const SignatureVerdict &signature = step->keys.signature;
    switch (step->keys.kind) {
    case KeysProof::Kind::Useless:
        return conclude(step, Security::Indeterminate,
                        because("no-answer", {step->zone.display(), setText(step->zone, Type::DNSKEY), problem}), 0);
    case KeysProof::Kind::Failed:
        return conclude(step, Security::Bogus, step->keys.reason, 0);
    case KeysProof::Kind::Unsupported:
        return conclude(step, Security::Insecure, step->keys.reason, step->ttl);
    case KeysProof::Kind::Good:
        step->link.signingTag = signature.tag;
        step->link.algorithm = signature.algorithm;
        step->link.inception = signature.inception;
        step->link.expiration = signature.expiration;
        return conclude(step, Security::Secure, {}, std::min(step->ttl, step->keys.ttl));
    }
}

void ValidationRun::conclude(const std::shared_ptr<Step> &step, Security security, SecurityReason reason, quint32 ttl)
{
    auto trust = std::make_shared<ZoneTrust>();
    trust->zone = step->zone;
    trust->security = security;
    trust->reason = reason;
    trust->keys = std::move(step->keys.keys);
    trust->madeAt = now();
    const bool isTrouble = security == Security::Bogus || security == Security::Indeterminate;
    trust->until =
        now() + (isTrouble ? ChainMemory::LongestTrouble : std::min(std::chrono::seconds(ttl), ChainMemory::Longest));
    if (step->parent) {
        if (step->ds.isDoubt) trust->above = step->parent;
        trust->chain = step->parent->chain;
        trust->until = std::min(trust->until, step->parent->until);
    }
    step->link.zone = step->zone;
    step->link.security = security;
    step->link.reason = std::move(reason);
    trust->chain.push_back(std::move(step->link));
    m_tools.memory->keep(trust);
    m_tools.memory->answer(step->zone, trust);
}

// --- asking

void ValidationRun::serversOf(const Name &zone,
                              const std::function<void(const std::vector<Server> &, const QString &problem)> &done)
{
    if (m_request.resolver) return done({*m_request.resolver}, {});
    if (const auto known = m_servers.find(zone); known != m_servers.end()) return done(known->second, {});
    m_tools.walk.serversOf(zone, &m_tools.context, [self = shared_from_this(), zone, done](const auto &found) {
        if (!found) {
            const auto &asked = found.error().soFar;
            self->m_result->exchanges.insert(self->m_result->exchanges.end(), asked.begin(), asked.end());
            return done({}, found.error().error.detail);
        }
        std::vector<Server> servers;
        const bool hasIpv6 = self->m_tools.engine.internet().hasIpv6();
        for (const NameServer &host : *found)
            for (const QHostAddress &address : host.addresses)
                if (hasIpv6 || address.protocol() != QAbstractSocket::IPv6Protocol)
                    servers.push_back({host.name, address, 53, {}});
        // Domains spread over a zone's servers; one domain's questions do not.
        if (!servers.empty())
            std::rotate(servers.begin(), servers.begin() + std::ptrdiff_t(qHash(self->m_request.name) % servers.size()),
                        servers.end());
        done(self->m_servers[zone] = std::move(servers), {});
    });
}

void ValidationRun::askZone(const Name &zone, const Question &question, Judge judge, Asked asked)
{
    auto asking =
        std::make_shared<Asking>(Asking{zone, question, std::move(judge), std::move(asked), {}, 0, false, {}});
    serversOf(zone, [self = shared_from_this(), asking](const std::vector<Server> &servers, const QString &problem) {
        asking->servers = servers;
        asking->problem = servers.empty() && problem.isEmpty() ? QStringLiteral("no address") : problem;
        self->askNext(asking);
    });
}

void ValidationRun::askNext(const std::shared_ptr<Asking> &asking)
{
    if (asking->next >= std::min(asking->servers.size(), MostServers))
        return asking->asked(asking->judged ? QString() : asking->problem);
    if (m_asked >= m_most) return asking->asked(QStringLiteral("more than %1 questions").arg(m_most));
    ++m_asked;
    Query query;
    query.server = asking->servers[asking->next++];
    query.question = asking->question;
    query.dnssecOk = true;
    query.transport = m_request.transport;
    if (m_request.resolver) {
        query.vantage = Vantage::Resolver;
        query.recursionDesired = query.checkingDisabled = true;
    } else if (asking->question.type == Type::DS) {
        query.vantage = Vantage::Parent;
    }
    m_tools.engine.ask(std::move(query), &m_tools.context,
                       [self = shared_from_this(), asking](const ExchangePtr &exchange) {
                           self->m_result->exchanges.push_back(exchange);
                           if (!exchange->answered()) {
                               asking->problem = QString::fromLatin1(outcomeText(exchange->outcome));
                               return self->askNext(asking);
                           }
                           const auto rcode = exchange->message->rcode;
                           const bool hasSaid = rcode == Rcode::NoError || rcode == Rcode::NXDomain;
                           if (!hasSaid) asking->problem = QString::fromLatin1(rcodeText(rcode));
                           if (asking->judge(exchange)) return asking->asked({});
                           asking->judged = asking->judged || hasSaid;
                           self->askNext(asking);
                       });
}

// --- the answers

void ValidationRun::askAnswers()
{
    m_open = 1;
    for (const Question &question : m_request.questions) {
        auto following = std::make_shared<Following>();
        following->slot = m_result->answers.size();
        following->question = question;
        m_result->answers.push_back({question, AnswerSecurity::Kind::Nothing, Security::Indeterminate, {}, {}, {}});
        ++m_open;
        // A DS record belongs to the zone above its owner.
        if (question.type == Type::DS && !question.name.isRoot()) {
            following->located = true;
            locate(question.name.parent(), [self = shared_from_this(), following](const ZoneTrustPtr &trust) {
                self->answer(following, trust);
            });
            continue;
        }
        following->located = question.name == m_request.name;
        if (question.name.isSubdomainOf(m_request.name)) {
            answer(following, m_trust);
            continue;
        }
        following->located = true;
        locate(question.name,
               [self = shared_from_this(), following](const ZoneTrustPtr &trust) { self->answer(following, trust); });
    }
    close();
}

void ValidationRun::answer(const std::shared_ptr<Following> &following, const ZoneTrustPtr &trust)
{
    AnswerSecurity &result = m_result->answers[following->slot];
    if (trust->above && !following->doubt) {
        following->doubt = trust;
        return answer(following, trust->above);
    }
    if (trust->security != Security::Secure) {
        const bool isWorse = rank(trust->security) > rank(following->security);
        result.security = isWorse ? trust->security : following->security;
        result.reason = isWorse ? trust->reason : following->reason;
        return close();
    }
    following->best = {};
    askZone(
        trust->zone, following->question,
        [self = shared_from_this(), following, trust](const ExchangePtr &exchange) {
            AnswerProof proof =
                proofOfAnswer(*exchange->message, following->question, trust->keys, self->now(), self->m_effort);
            if (following->best.useless || (!proof.useless && rank(proof.security) < rank(following->best.security)))
                following->best = std::move(proof);
            return !following->best.useless && following->best.security != Security::Bogus;
        },
        [self = shared_from_this(), following, trust](const QString &problem) {
            self->answered(following, trust, problem);
        });
}

void ValidationRun::answered(const std::shared_ptr<Following> &following, const ZoneTrustPtr &trust,
                             const QString &problem)
{
    AnswerSecurity &result = m_result->answers[following->slot];
    AnswerProof &proof = following->best;
    if (following->doubt && (proof.useless || proof.security != Security::Secure)) {
        m_doubtStands = true;
        proof.useless = false;
        proof.security = following->doubt->security;
        proof.reason = following->doubt->reason;
        proof.alias.reset();
    } else if (proof.useless) {
        proof.security = Security::Indeterminate;
        proof.reason = because(
            "no-answer", {trust->zone.display(), setText(following->question.name, following->question.type), problem});
    } else if (proof.security == Security::Bogus && !following->located) {
        // A zone of its own may begin in between: what is false in this one can be right, or unsigned, in that.
        following->located = true;
        return locate(following->question.name,
                      [self = shared_from_this(), following, trust](const ZoneTrustPtr &found) {
                          if (found->zone != trust->zone || found->security != trust->security)
                              return self->answer(following, found);
                          self->answered(following, trust, {});
                      });
    }
    if (rank(proof.security) > rank(following->security)) {
        following->security = proof.security;
        following->reason = proof.reason;
    }
    if (proof.expiration)
        result.expiration = result.expiration ? std::min(*result.expiration, *proof.expiration) : *proof.expiration;
    result.security = following->security;
    result.reason = following->reason;
    result.kind = proof.kind;
    const bool ends = !proof.alias || result.security == Security::Bogus || !m_request.followAliases;
    if (ends) return close();
    const Name target = *proof.alias;
    const auto trouble = [&](const char *code, QStringList args) {
        result.security = Security::Bogus;
        result.reason = because(code, std::move(args));
        close();
    };
    const QString asked = result.question.name.display();
    if (target == result.question.name ||
        std::find(result.aliases.begin(), result.aliases.end(), target) != result.aliases.end())
        return trouble("alias-loop", {asked});
    if (static_cast<int>(result.aliases.size()) >= Validator::MostAliases)
        return trouble("too-many-aliases", {asked, QString::number(Validator::MostAliases)});
    result.aliases.push_back(target);
    following->question.name = target;
    following->located = true;
    following->doubt.reset();
    locate(target,
           [self = shared_from_this(), following](const ZoneTrustPtr &found) { self->answer(following, found); });
}

void ValidationRun::close()
{
    if (--m_open > 0) return;
    const bool isDoubtGone = m_trust->above && !m_result->answers.empty() && !m_doubtStands;
    if (isDoubtGone) m_trust = m_trust->above;
    m_result->chain = m_trust->chain;
    m_result->security = m_trust->security;
    m_result->reason = m_trust->reason;
    for (const AnswerSecurity &answer : m_result->answers) {
        if (rank(answer.security) <= rank(m_result->security)) continue;
        m_result->security = answer.security;
        m_result->reason = answer.reason;
    }
    // Keys that are remembered from before may have been changed since.
    if (m_result->security == Security::Bogus && !m_isAgain && m_trust->madeAt < m_startedAt) {
        m_isAgain = true;
        m_tools.memory->forget(m_request.name);
        return start();
    }
    m_done(m_result);
}

} // namespace hinoban::dns
