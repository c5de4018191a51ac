// SPDX-License-Identifier: GPL-3.0-or-later
// D10 in the pipeline: rounds of traces, what is usual, and the verdict.
#include "app/console/Pipeline.h"

#include <algorithm>

namespace hinoban::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxPathSamples = 20000;
constexpr size_t MostRecent = 24; // two hours of the usual cadence
constexpr size_t MostBaselines = 20000;
constexpr size_t UsualAnswers = 4; // of one service, that a round is told
// A baseline is stored when it knows something new, and now and then for its response times.
constexpr int StoreEvery = 12;
constexpr int ManyFlows = 8;       // of a round, while the set of paths is being learned …
constexpr int YoungRounds = 6;     // … which is so long, …
constexpr int FlowsAnewEvery = 24; // … and now and then afterwards: networks grow

using detect::PathKind;
using detect::PathRole;
using detect::PathTarget;
using detect::PathVerdict;

// Whether what was measured may become usual. What differs may not, until a person says that it is as it should be.
bool teaches(const PathVerdict &verdict, const PathTarget &target)
{
    const auto &way = target.way;
    if (way.why == "no-baseline"_L1) return target.role != PathRole::Expected;
    if (target.role == PathRole::Expected || verdict.isChange() || verdict.kind == PathKind::Local) return false;
    if (target.isForeign) return false;
    return way.state == path::WayState::Usual || way.state == path::WayState::WithinSet ||
           way.why == "unknown-routers"_L1;
}

void sample(PathView &view, const path::Trace &trace)
{
    if (!trace.response) return;
    PathSample sample;
    sample.at = trace.at;
    sample.responseMs = std::chrono::duration<double, std::milli>(*trace.response).count();
    sample.address = trace.address;
    for (const auto &hop : trace.hops)
        if (!hop.place.isEmpty()) sample.place = hop.place;
    view.samples.push_back(sample);
    // Old samples thin out rather than fall off: the shape of the past days must stay in the picture.
    if (view.samples.size() <= MaxPathSamples) return;
    QList<PathSample> thinned;
    for (qsizetype at = 0; at < view.samples.size(); at += at < MaxPathSamples / 2 ? 2 : 1)
        thinned.push_back(view.samples[at]);
    view.samples = thinned;
}

} // namespace

void Pipeline::restorePaths(detect::PathBaselines baselines) { m_paths = std::move(baselines); }

void Pipeline::learnPath(const path::TracePtr &trace, const watch::Origins &origins, Step &step)
{
    const QString key = path::emptySetFor(*trace).key();
    const auto known = m_paths.find(key);
    if (known == m_paths.end() && m_paths.size() >= MostBaselines) return;
    path::BaselineSet before = known == m_paths.end() ? path::BaselineSet() : std::move(known->second);
    // A control's trace may serve several domains: it is one sample.
    if (before.rounds > 0 && trace->at <= before.newest) {
        m_paths[key] = std::move(before);
        return;
    }
    auto learned = path::learn(std::move(before), trace, origins);
    if (learned.set.rounds == 0) return;
    learned.set.frozen.reset();
    if (learned.isNew || learned.set.rounds % StoreEvery == 0) step.pathBaselines << key;
    m_paths[key] = std::move(learned.set);
}

void Pipeline::takePath(Watched &watched, const watch::Look &look, Step &step)
{
    if (look.traces.empty()) return;
    const Instant now = look.endedAt;
    auto verdicts = detect::verdictsOf(look, m_paths);
    if (verdicts.empty()) return; // control targets alone
    auto open = m_ledger.open();
    std::erase_if(open, [&](const detect::Finding &one) { return one.domain != watched.domain.name; });
    auto changes =
        m_ledger.apply(watched.domain.name, detect::judgePath(watched.domain.name, verdicts, open, now), now);
    step.changes.insert(step.changes.end(), changes.begin(), changes.end());

    const bool quiet = isQuiet(watched.domain.name);
    for (const PathVerdict &verdict : verdicts) {
        for (const PathTarget &target : verdict.targets) {
            if (quiet && teaches(verdict, target)) {
                learnPath(target.trace, look.origins, step);
            } else if (const auto known = m_paths.find(path::emptySetFor(*target.trace).key());
                       known != m_paths.end() && target.role != PathRole::Control && !known->second.frozen) {
                known->second.frozen = now;
                step.pathBaselines << known->first;
            }
        }
    }
    step.pathBaselines.removeDuplicates();

    PathView &view = watched.path;
    const PathVerdict &gravest = verdicts.front();
    path::TracePtr shown;
    for (const PathTarget &target : gravest.targets)
        if (!shown && target.role == PathRole::Present) shown = target.trace;
    if (const auto *said = gravest.said(); said && said->role == PathRole::Present) shown = said->trace;
    if (!shown) shown = gravest.targets.front().trace;
    auto &recent = view.recent;
    if (!recent.empty() && recent.back()->target != shown->target) recent.clear();
    if (recent.size() == MostRecent) recent.erase(recent.begin());
    recent.push_back(shown);
    view.now = shown;
    view.source = shown->source;
    const auto usual = m_paths.find(path::emptySetFor(*shown).key());
    if (usual != m_paths.end()) {
        view.baseline = usual->second.representative();
        view.usual = std::make_shared<const path::BaselineSet>(usual->second);
    }
    // One line in the picture: that of the domain itself, over its first family.
    const auto own = std::find_if(verdicts.begin(), verdicts.end(), [&](const PathVerdict &one) {
        return one.target == watched.domain.name && one.ipv6 == shown->address.toString().contains(u':');
    });
    if (own == verdicts.begin())
        sample(view, *shown);
    else if (own != verdicts.end())
        for (const PathTarget &target : own->targets)
            if (target.role == PathRole::Present) {
                sample(view, *target.trace);
                break;
            }
    view.verdicts = std::make_shared<const std::vector<PathVerdict>>(std::move(verdicts));
}

// What a person has said is as it should be: the way of the newest round becomes usual.
QStringList Pipeline::acceptPath(const detect::Finding &finding)
{
    const auto watched = m_watched.find(finding.domain);
    if (finding.signal != "D10"_L1 || watched == m_watched.end() || !watched->second.path.verdicts) return {};
    Step step;
    for (const PathVerdict &verdict : *watched->second.path.verdicts) {
        if (!verdict.isChange() || !finding.subject.startsWith(verdict.target.display() + u' ')) continue;
        for (const PathTarget &target : verdict.targets) {
            if (target.role == PathRole::Control || target.way.state != path::WayState::Different) continue;
            auto newer = std::make_shared<path::Trace>(*target.trace);
            newer->at += Duration(1); // the same measurement may have taught its response already
            learnPath(newer, {}, step);
        }
    }
    return step.pathBaselines;
}

watch::PathWish Pipeline::pathWish(const dns::Name &domain) const
{
    watch::PathWish wish;
    int rounds = 0;
    const auto watched = m_watched.find(domain);
    if (watched == m_watched.end() || !watched->second.path.verdicts) return wish;
    for (const PathVerdict &verdict : *watched->second.path.verdicts) {
        for (const PathTarget &target : verdict.targets) {
            const auto known = m_paths.find(path::emptySetFor(*target.trace).key());
            if (target.role == PathRole::Control || known == m_paths.end()) continue;
            auto &addresses = wish.usual[verdict.target];
            for (const auto &address : known->second.newestAnswers(UsualAnswers))
                if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
                    addresses.push_back(address);
            rounds = std::max(rounds, known->second.rounds);
        }
    }
    const bool isLearning = rounds < YoungRounds || rounds % FlowsAnewEvery == 0;
    wish.flows = isLearning ? ManyFlows : 1;
    return wish;
}

} // namespace hinoban::console
