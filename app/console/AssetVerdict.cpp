// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/AssetVerdict.h"

#include "app/registry/RegistrableDomain.h"

#include <algorithm>

namespace hinoban::console {

using namespace Qt::StringLiterals;
using registry::Greeting;
using respond::AssetKind;
using respond::AssetState;
using watch::NameFate;
using watch::ServerFate;

namespace {

constexpr size_t MostEvidence = 16;

// What one probe says by itself.
struct Sign {
    enum class Kind { Nothing, Alive, Other, Missing, Refusing, Ended };
    Kind kind = Kind::Nothing;
    AssetState ended = AssetState::Stopped; // Ended; and what Missing and Refusing become
    QString detail;
};

Sign signOf(const Greeting &greeting)
{
    const QString at = greeting.address.toString();
    const QString text = u"%1: %2"_s.arg(at, greeting.detail);
    switch (greeting.outcome) {
    case Greeting::Outcome::Greets:
        return {Sign::Kind::Alive, {}, text};
    case Greeting::Outcome::Refuses:
    case Greeting::Outcome::OtherTalk:
    case Greeting::Outcome::Mute:
        return {Sign::Kind::Other, {}, text};
    case Greeting::Outcome::Closed:
        return {Sign::Kind::Refusing, AssetState::Stopped, text};
    case Greeting::Outcome::Silent:
        return {Sign::Kind::Missing, AssetState::Stopped, text};
    case Greeting::Outcome::Unreachable:
        return {Sign::Kind::Nothing, {}, text};
    }
    return {};
}

Sign signOf(const watch::HostAnswer::Served &served, bool networkWorks)
{
    const QString text = u"%1: %2"_s.arg(served.address.toString(), served.detail);
    switch (served.fate) {
    case ServerFate::Answers:
        return {Sign::Kind::Alive, {}, text};
    case ServerFate::Refuses:
    case ServerFate::Empty:
        return {Sign::Kind::Refusing, AssetState::Stopped, text};
    case ServerFate::Silent:
        return {networkWorks ? Sign::Kind::Missing : Sign::Kind::Nothing, AssetState::Stopped, text};
    case ServerFate::Unknown:
        return {Sign::Kind::Nothing, {}, text};
    }
    return {};
}

// The liveliest of what all its addresses say; how they are told apart where none lives: a refusal is worth more than
// silence only if every address refuses.
Sign strongest(const std::vector<Sign> &signs)
{
    Sign best;
    const auto first = [&](Sign::Kind kind) {
        return std::find_if(signs.begin(), signs.end(), [&](const Sign &sign) { return sign.kind == kind; });
    };
    for (const auto kind :
         {Sign::Kind::Alive, Sign::Kind::Other, Sign::Kind::Nothing, Sign::Kind::Missing, Sign::Kind::Refusing})
        if (const auto found = first(kind); found != signs.end()) return *found;
    return best;
}

Sign signOfServers(const watch::HostAnswer &answer)
{
    std::vector<Sign> signs;
    for (const auto &served : answer.served)
        signs.push_back(signOf(served, answer.networkWorks));
    for (const auto &greeting : answer.greetings) {
        auto sign = signOf(greeting);
        // Silence on the mail port is everybody's where nothing answers at all.
        if (sign.kind == Sign::Kind::Missing && !answer.networkWorks) sign.kind = Sign::Kind::Nothing;
        signs.push_back(std::move(sign));
    }
    return strongest(signs);
}

// The name first: what nobody can look up does nobody harm any more, whatever still runs at its address.
Sign signOfName(const watch::HostAnswer &answer)
{
    switch (answer.fate) {
    case NameFate::Unregistered:
        return {Sign::Kind::Ended, AssetState::Unresolvable, answer.fateDetail};
    case NameFate::Gone:
        return {Sign::Kind::Ended, AssetState::Stopped, answer.fateDetail};
    case NameFate::Failing:
        return {Sign::Kind::Missing, AssetState::Unresolvable, answer.fateDetail};
    case NameFate::Resolves:
        return {Sign::Kind::Alive, {}, answer.fateDetail};
    case NameFate::Unknown:
        return {};
    }
    return {};
}

Sign signFor(AssetKind kind, const watch::HostAnswer &answer)
{
    const Sign name = signOfName(answer);
    if (kind == AssetKind::Domain) return name;
    Sign servers = signOfServers(answer);
    if (name.kind == Sign::Kind::Ended) {
        Sign out = name;
        if (servers.kind == Sign::Kind::Alive) out.detail += u"; still at "_s + servers.detail;
        return out;
    }
    // A name that does not resolve just now, and a server that lives: caches still lead there.
    if (name.kind == Sign::Kind::Missing && servers.kind != Sign::Kind::Alive && servers.kind != Sign::Kind::Other)
        return name;
    return servers;
}

} // namespace

AssetMemory memoryOf(const std::vector<respond::AssetTurn> &history)
{
    AssetMemory memory;
    for (const auto &turn : history) {
        memory.state = turn.state;
        if (turn.says.isEmpty()) continue;
        if (memory.firstSays.isEmpty()) memory.firstSays = turn.says;
        memory.says = turn.says;
    }
    return memory;
}

std::optional<watch::HostQuestion> questionFor(const respond::HostileAsset &asset)
{
    watch::HostQuestion question;
    question.known = asset.addresses;
    question.domains = asset.domains;
    const auto name = dns::Name::fromText(asset.key.name.toUtf8());
    switch (asset.key.kind) {
    case AssetKind::Certificate:
        return {};
    case AssetKind::Domain:
        if (!name) return {};
        question.name = *name;
        question.isDomain = true;
        question.known.clear();
        return question;
    case AssetKind::Nameserver:
    case AssetKind::MailHost: {
        if (!name) return {};
        const bool isBelowOurs = std::any_of(asset.domains.begin(), asset.domains.end(),
                                             [&](const dns::Name &domain) { return name->isSubdomainOf(domain); });
        if (!isBelowOurs) question.name = *name;
        question.asksDns = asset.key.kind == AssetKind::Nameserver;
        question.asksMail = asset.key.kind == AssetKind::MailHost;
        if (isBelowOurs && question.known.empty()) return {};
        return question;
    }
    case AssetKind::Address:
        // D2 speaks of name servers and of mail hosts; of the latter D8 does, too.
        question.asksDns = (asset.findings.contains(u"D2"_s) && !asset.findings.contains(u"D8"_s)) ||
                           asset.findings.contains(u"D1"_s) || asset.findings.contains(u"D3"_s) ||
                           asset.findings.contains(u"D4"_s) || asset.findings.contains(u"D5"_s);
        question.asksMail = asset.findings.contains(u"D8"_s);
        if (!question.asksDns && !question.asksMail) return {};
        return question;
    }
    return {};
}

std::optional<respond::AssetTurn> judgeAsset(AssetKind kind, const watch::HostAnswer &answer, AssetMemory &memory)
{
    const Sign sign = signFor(kind, answer);
    AssetState next = memory.state;
    switch (sign.kind) {
    case Sign::Kind::Nothing:
        return {};
    case Sign::Kind::Alive:
        memory.missing = 0;
        next = !answer.says.isEmpty() && !memory.firstSays.isEmpty() && answer.says != memory.firstSays
                   ? AssetState::Changed
                   : AssetState::Live;
        break;
    case Sign::Kind::Other:
        memory.missing = 0;
        next = AssetState::Changed;
        break;
    case Sign::Kind::Missing:
    case Sign::Kind::Refusing:
        ++memory.missing;
        if (memory.missing >= (sign.kind == Sign::Kind::Missing ? SilencesToBelieve : RefusalsToBelieve))
            next = sign.ended;
        break;
    case Sign::Kind::Ended:
        ++memory.missing;
        next = sign.ended;
        break;
    }
    memory.confirmed = isDead(next) ? memory.confirmed + 1 : 0;
    const bool saysOther = next == AssetState::Changed && !answer.says.isEmpty() && answer.says != memory.says;
    if (memory.firstSays.isEmpty()) memory.firstSays = answer.says;
    if (!answer.says.isEmpty()) memory.says = answer.says;
    if (next == memory.state && !saysOther) return {};
    memory.state = next;

    respond::AssetTurn turn{answer.at, next, sign.detail, {}, answer.says};
    for (const auto &exchange : answer.evidence) {
        const QByteArray hash = exchange->replySha256();
        const bool isKnown = std::find(turn.evidence.begin(), turn.evidence.end(), hash) != turn.evidence.end();
        if (!hash.isEmpty() && !isKnown && turn.evidence.size() < MostEvidence) turn.evidence.push_back(hash);
    }
    return turn;
}

} // namespace hinoban::console
