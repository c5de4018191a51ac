// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/PathVerdict.h"

#include "app/path/PlaceBook.h"

#include <algorithm>
#include <array>

namespace hinoban::detect {

using namespace Qt::StringLiterals;
using path::WayState;

namespace {

bool isKnown(WayState state) { return state != WayState::Unknown; }

// A control speaks for our own network where its own way, or its time, is not as ever.
bool isSteady(const path::Way &way) { return way.state != WayState::Different && !way.isSlower; }

// The way to what is not new: the worst that can be told.
struct OldWay {
    WayState state = WayState::Unknown;
    int at = -1;
    bool isSlower = false, isOtherBack = false;
};

OldWay oldWayOf(const std::vector<PathTarget> &targets)
{
    OldWay old;
    const auto rank = [](WayState state) {
        return state == WayState::Different ? 3 : state == WayState::WithinSet ? 1 : state == WayState::Usual ? 2 : 0;
    };
    for (size_t i = 0; i < targets.size(); ++i) {
        const PathTarget &one = targets[i];
        if (one.role == PathRole::Control || one.isNew) continue;
        // Of those that lead as ever the answers of now speak first, then the slowest.
        if (old.at < 0 || rank(one.way.state) > rank(old.state) ||
            (one.way.state == old.state && one.way.isSlower && !old.isSlower)) {
            old.state = one.way.state;
            old.at = int(i);
        }
        old.isSlower = old.isSlower || (isKnown(one.way.state) && one.way.isSlower);
        old.isOtherBack = old.isOtherBack || (isKnown(one.way.state) && one.way.isOtherBack);
    }
    return old;
}

int newAnswerIn(const std::vector<PathTarget> &targets)
{
    int best = -1;
    for (size_t i = 0; i < targets.size(); ++i) {
        const PathTarget &one = targets[i];
        if (!one.isNew) continue;
        const auto rank = [](const PathTarget &target) {
            return (target.isForeign ? 2 : 0) + (target.way.state == WayState::Different ? 4 : 0) +
                   (isKnown(target.way.state) ? 1 : 0);
        };
        if (best < 0 || rank(one) > rank(targets[size_t(best)])) best = int(i);
    }
    return best;
}

void judge(PathVerdict &verdict)
{
    const auto &targets = verdict.targets;
    const OldWay old = oldWayOf(targets);
    const int fresh = newAnswerIn(targets);
    for (const PathTarget &one : targets) {
        if (one.role != PathRole::Control || !isKnown(one.way.state)) continue;
        ++verdict.controls;
        verdict.steady += isSteady(one.way) ? 1 : 0;
    }
    const auto say = [&](PathKind kind, int chief) {
        verdict.kind = kind;
        verdict.chief = chief;
    };
    const auto cannotTell = [&](int chief) {
        say(PathKind::Unknown, chief);
        verdict.why = chief < 0 ? u"failed"_s : targets[size_t(chief)].way.why;
    };
    const bool areControlsOff = verdict.controls > 0 && 2 * (verdict.controls - verdict.steady) > verdict.controls;
    const bool isOldOff = old.state == WayState::Different || old.isSlower;
    const PathTarget *answer = fresh < 0 ? nullptr : &targets[size_t(fresh)];
    // A new answer lies elsewhere where its way does, where it is clearly farther, or where nobody expects it.
    const bool isElsewhere = answer && (answer->way.state == WayState::Different || answer->isForeign ||
                                        (isKnown(answer->way.state) && answer->way.isSlower && !isOldOff));

    if (areControlsOff && (isOldOff || isElsewhere || !isKnown(old.state)))
        return say(PathKind::Local, fresh >= 0 ? fresh : old.at);
    if (answer) {
        if (isElsewhere && old.state == WayState::Different) return say(PathKind::Both, fresh);
        // That nobody expects it is certain without any way; how far it is, only beside the old one.
        if (isElsewhere && (isKnown(old.state) || answer->isForeign)) return say(PathKind::DnsChange, fresh);
        if (old.state == WayState::Different) return say(PathKind::RoutingChange, old.at);
        if (isElsewhere || !isKnown(answer->way.state)) return cannotTell(isElsewhere ? old.at : fresh);
        return say(PathKind::Noise, fresh);
    }
    switch (old.state) {
    case WayState::Different:
        return say(PathKind::RoutingChange, old.at);
    case WayState::WithinSet:
        return say(old.isSlower ? PathKind::Congestion : PathKind::Noise, old.at);
    case WayState::Usual:
        return say(old.isSlower || old.isOtherBack ? PathKind::Congestion : PathKind::Usual, old.at);
    case WayState::Unknown:
        return cannotTell(old.at);
    }
}

int gravity(PathKind kind)
{
    switch (kind) {
    case PathKind::Both:
        return 7;
    case PathKind::DnsChange:
        return 6;
    case PathKind::RoutingChange:
        return 5;
    case PathKind::Local:
        return 4;
    case PathKind::Congestion:
        return 3;
    case PathKind::Noise:
        return 2;
    case PathKind::Usual:
        return 1;
    case PathKind::Unknown:
        break;
    }
    return 0;
}

// What the look itself says of an address: whether the answers lead there, and whether it is expected.
void takeRole(PathTarget &target, const watch::Look &look, const path::BaselineSet *usual)
{
    const path::Trace &trace = *target.trace;
    if (!trace.target.isSubdomainOf(look.domain.name)) {
        target.role = PathRole::Control;
        return;
    }
    const bool isV6 = trace.address.protocol() == QAbstractSocket::IPv6Protocol;
    const dns::Type type = isV6 ? dns::Type::AAAA : dns::Type::A;
    bool isPresent = false, isByPlan = false;
    for (const watch::Observation &one : look.observations) {
        if (one.owner != trace.target || !one.seen || one.seen->type != type) continue;
        for (const dns::Rdata &rdata : one.seen->rdatas) {
            if (dns::addressOf(type, rdata) != trace.address) continue;
            isPresent = true;
            isByPlan = isByPlan || one.byPlan;
        }
    }
    target.role = isPresent ? PathRole::Present : PathRole::Expected;
    if (!isPresent) return;
    target.byPlan = isByPlan;
    const auto *expectation = look.domain.find(trace.target, type);
    const quint32 as = look.origins.value(trace.address);
    const auto fit = expectation ? watch::fitOf(*expectation, type,
                                                *dns::rdataFromText(type, trace.address.toString().toLatin1()), as)
                                 : watch::Fit::Unknown;
    const bool isNamed = expectation && fit == watch::Fit::Fits && !watch::isClass(*expectation);
    target.isNew = !isNamed && !(usual && usual->knowsAnswer(trace.address));
    if (!target.isNew) return;
    // Whose network it is decides where nobody has said what is expected.
    const auto isOwnSystem = [&] {
        return usual && as != 0 && std::any_of(usual->answers.begin(), usual->answers.end(), [&](const auto &answer) {
                   return answer.as == as;
               });
    };
    const auto areSystemsKnown = [&] {
        return usual && as != 0 && std::any_of(usual->answers.begin(), usual->answers.end(), [](const auto &answer) {
                   return answer.as != 0;
               });
    };
    target.isForeign =
        fit == watch::Fit::Differs || (fit == watch::Fit::Unknown && areSystemsKnown() && !isOwnSystem());
    if (isByPlan) target.isForeign = false;
}

} // namespace

QByteArray pathKindText(PathKind kind)
{
    constexpr std::array texts{"unknown", "usual",          "noise",      "congestion",
                               "local",   "routing-change", "dns-change", "both"};
    return texts[size_t(kind)];
}

QByteArray pathRoleText(PathRole role)
{
    constexpr std::array texts{"expected", "present", "control"};
    return texts[size_t(role)];
}

PathVerdict verdictOf(std::vector<PathTarget> targets)
{
    PathVerdict verdict;
    verdict.targets = std::move(targets);
    for (const PathTarget &one : verdict.targets) {
        if (one.role == PathRole::Control) continue;
        verdict.target = one.trace->target;
        verdict.ipv6 = one.trace->address.protocol() == QAbstractSocket::IPv6Protocol;
        verdict.at = std::max(verdict.at, one.trace->at);
    }
    judge(verdict);
    return verdict;
}

std::vector<PathVerdict> verdictsOf(const watch::Look &look, const PathBaselines &baselines)
{
    std::vector<PathTarget> controls;
    std::map<QString, std::pair<const path::BaselineSet *, std::vector<PathTarget>>> services; // by baseline's key
    for (const path::TracePtr &trace : look.traces) {
        const QString key = path::emptySetFor(*trace).key();
        const auto found = baselines.find(key);
        const path::BaselineSet *usual = found == baselines.end() ? nullptr : &found->second;
        PathTarget target;
        target.trace = trace;
        takeRole(target, look, usual);
        std::set<int> doubtful;
        for (const auto &[ttl, doubt] : path::placeDoubts(trace->hops, path::PlaceBook::shipped()))
            doubtful.insert(ttl);
        target.way = path::wayOf(usual, *trace, look.origins, doubtful);
        if (target.role == PathRole::Control) {
            controls.push_back(std::move(target));
        } else {
            services[key].first = usual;
            services[key].second.push_back(std::move(target));
        }
    }
    std::vector<PathVerdict> out;
    for (auto &[key, service] : services) {
        auto targets = std::move(service.second);
        targets.insert(targets.end(), controls.begin(), controls.end());
        out.push_back(verdictOf(std::move(targets)));
        if (!service.first) continue;
        out.back().baseline = path::hashOf(*service.first);
        out.back().baselineSince = service.first->since;
        out.back().baselineRounds = service.first->rounds;
    }
    // Where two are as grave, the domain itself speaks for them, and IPv4 first.
    std::stable_sort(out.begin(), out.end(), [&](const PathVerdict &a, const PathVerdict &b) {
        const auto rank = [&](const PathVerdict &one) {
            return std::tuple(-gravity(one.kind), one.target != look.domain.name, one.ipv6);
        };
        return rank(a) < rank(b);
    });
    return out;
}

} // namespace hinoban::detect
