// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Interception.h"

#include "app/watch/VacantAddress.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace hinoban::detect {
namespace {

constexpr const char *Context = "Interception";
constexpr size_t FewestServers = 2; // that agree in what one alone may do by mistake
constexpr qsizetype MostServersNamed = 4;

constexpr const char *Head = QT_TRANSLATE_NOOP(
    "Interception", "Your network rewrites DNS: what it says about a domain is no evidence of a hijack. %1");
constexpr std::array<const char *, 3> Signs{
    QT_TRANSLATE_NOOP("Interception", "Somebody answers for %1, an address where nobody is."),
    QT_TRANSLATE_NOOP("Interception",
                      "Servers of the parent zone answer like a resolver, with recursion and without authority (%1)."),
    QT_TRANSLATE_NOOP("Interception",
                      "Resolvers give other answers over TLS or HTTPS than over port 53, all in the same way (%1).")};

bool isPort53(const dns::Exchange &exchange)
{
    return exchange.transport == dns::Transport::Udp || exchange.transport == dns::Transport::Tcp;
}

QString named(QStringList servers)
{
    servers.removeDuplicates();
    if (servers.size() > MostServersNamed) {
        const qsizetype more = servers.size() - MostServersNamed;
        servers = servers.mid(0, MostServersNamed);
        servers << QStringLiteral("+%1").arg(more);
    }
    return servers.join(QStringLiteral(", "));
}

void lookAtVacantAddress(const watch::Look &look, std::vector<Interception::Reason> &reasons)
{
    for (const auto &exchange : look.delegation.exchanges) {
        if (exchange->server.address != watch::vacantAddress() || !exchange->answered()) continue;
        reasons.push_back({Interception::Sign::VacantAddress, exchange->server.address.toString(), exchange});
        return;
    }
}

void lookAtRecursion(const watch::Look &look, std::vector<Interception::Reason> &reasons)
{
    std::map<QString, dns::ExchangePtr> odd;
    std::set<QString> plain;
    bool parentToo = false;
    const auto take = [&](const dns::ExchangePtr &exchange) {
        if (exchange->vantage == dns::Vantage::Resolver || exchange->recursionDesired || !isPort53(*exchange) ||
            !exchange->answered() || !exchange->message)
            return;
        // Whatever the rcode: many resolvers refuse what does not ask for recursion, and offer it all the same.
        const dns::Message &message = *exchange->message;
        const QString address = exchange->server.address.toString();
        if (!message.ra || message.aa) {
            plain.insert(address);
            return;
        }
        odd.emplace(address, exchange);
        parentToo = parentToo || exchange->vantage == dns::Vantage::Parent;
    };
    for (const auto &observation : look.observations)
        take(observation.exchange);
    for (const auto &exchange : look.delegation.exchanges)
        take(exchange);
    for (const auto &address : plain)
        odd.erase(address);
    if (!parentToo || odd.size() < FewestServers || odd.size() <= plain.size()) return;
    QStringList servers;
    for (const auto &[address, exchange] : odd)
        servers << address;
    reasons.push_back({Interception::Sign::Recursion, named(servers), odd.begin()->second});
}

// What the domain's servers say, or the attacker's, is in caches by right: an old or a young lie, and no rewriting.
bool isSaidByServers(const watch::Look &look, const std::vector<dns::Rdata> &nameServers)
{
    const auto says = [&](const watch::Observation &one) {
        return one.vantage() != dns::Vantage::Resolver && one.type == dns::Type::NS && one.seen &&
               one.seen->rdatas == nameServers;
    };
    return std::ranges::any_of(look.observations, says) || std::ranges::any_of(look.formerServers, says);
}

// Only of the NS set: addresses differ from one front end to the next, honestly.
std::vector<dns::ExchangePtr> encryptedAnswers(const watch::Look &look)
{
    std::vector<dns::ExchangePtr> out;
    const auto take = [&](const dns::ExchangePtr &exchange) {
        if (exchange->vantage == dns::Vantage::Resolver && !isPort53(*exchange) && exchange->answered() &&
            exchange->question == dns::Question{look.domain.name, dns::Type::NS})
            out.push_back(exchange);
    };
    for (const auto &observation : look.observations)
        take(observation.exchange);
    for (const auto &exchange : look.delegation.exchanges)
        take(exchange);
    return out;
}

void lookAtEncrypted(const watch::Look &look, std::vector<Interception::Reason> &reasons)
{
    QStringList differing;
    std::set<std::vector<dns::Rdata>> overPort53, overTls;
    dns::ExchangePtr shown;
    for (const auto &encrypted : encryptedAnswers(look)) {
        for (const auto &observation : look.observations) {
            const auto &plain = observation.exchange;
            if (plain->vantage != dns::Vantage::Resolver || !isPort53(*plain) || !plain->answered() ||
                plain->server.address != encrypted->server.address || !(plain->question == encrypted->question))
                continue;
            const auto &question = plain->question;
            const auto one = dns::rrsetOf(plain->message->answer, question.name, question.type);
            const auto other = dns::rrsetOf(encrypted->message->answer, question.name, question.type);
            if (!one || !other) continue;
            if (one->rdatas == other->rdatas) return; // here port 53 is honest
            differing << plain->server.display();
            overPort53.insert(one->rdatas);
            overTls.insert(other->rdatas);
            shown = plain;
        }
    }
    differing.removeDuplicates();
    if (size_t(differing.size()) < FewestServers || overPort53.size() != 1 || overTls.size() != 1) return;
    if (isSaidByServers(look, *overPort53.begin())) return;
    const auto *expected = look.domain.find(look.domain.name, dns::Type::NS);
    if (expected && expected->kind == watch::Expectation::Kind::Exact && expected->rdatas != *overTls.begin()) return;
    reasons.push_back({Interception::Sign::Encrypted, named(differing), shown});
}

using Speak = QString (*)(const char *source);
QString inEnglish(const char *source) { return QString::fromUtf8(source); }
QString inTheProgramsLanguage(const char *source) { return QCoreApplication::translate(Context, source); }

QString say(const Interception &interception, Speak speak)
{
    QStringList signs;
    for (const auto &reason : interception.reasons)
        signs << speak(Signs[static_cast<size_t>(reason.sign)]).arg(reason.servers);
    return speak(Head).arg(signs.join(QLatin1Char(' ')));
}

} // namespace

QByteArray signText(Interception::Sign sign)
{
    static constexpr std::array<const char *, 3> texts{"vacant-address", "recursion", "encrypted-differs"};
    return texts[static_cast<size_t>(sign)];
}

std::optional<Interception> interceptionIn(const watch::Look &look)
{
    Interception found;
    lookAtVacantAddress(look, found.reasons);
    lookAtRecursion(look, found.reasons);
    lookAtEncrypted(look, found.reasons);
    return found.reasons.empty() ? std::nullopt : std::optional(std::move(found));
}

bool concernsServers(const Interception &interception)
{
    return std::ranges::any_of(interception.reasons, [](const Interception::Reason &reason) {
        return reason.sign != Interception::Sign::Encrypted;
    });
}

watch::LookPtr withoutRewritten(const watch::Look &look, const Interception &interception)
{
    const bool servers = concernsServers(interception);
    auto copy = std::make_shared<watch::Look>(look);
    if (servers) {
        // Who the servers are was learned over port 53, too.
        copy->delegation.parentServers.clear();
        copy->delegation.childServers.clear();
        copy->servers.clear();
        copy->formerServers.clear();
        copy->dnssec.reset();
    }
    copy->traces.clear(); // they lead where a resolver pointed
    for (auto &observation : copy->observations) {
        if (!isPort53(*observation.exchange)) continue;
        if (!servers && observation.vantage() != dns::Vantage::Resolver) continue;
        observation.state = watch::State::Unknown;
        observation.seen.reset();
        observation.reason = QStringLiteral("the network between rewrites DNS");
    }
    return copy;
}

QString sentence(const Interception &interception) { return say(interception, inTheProgramsLanguage); }
QString englishSentence(const Interception &interception) { return say(interception, inEnglish); }

} // namespace hinoban::detect
