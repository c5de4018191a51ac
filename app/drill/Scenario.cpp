// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ScenarioReader.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

// A static library's resources are only linked in where somebody names them; outside any namespace, as Qt's macro
// demands.
static void nameResources() { Q_INIT_RESOURCE(hinoban_scenarios); }

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

const QString Embedded = u":/scenarios"_s;

void needResources()
{
    static const bool done = (nameResources(), true);
    Q_UNUSED(done)
}

} // namespace

const State &Scenario::at(Instant instant) const
{
    const auto after = std::ranges::upper_bound(states, instant, {}, &State::from);
    return after == states.begin() ? states.front() : *std::prev(after);
}

std::optional<size_t> Scenario::serverAt(const QHostAddress &address) const
{
    for (size_t i = 0; i < servers.size(); ++i)
        if (std::ranges::find(servers[i].addresses, address) != servers[i].addresses.end()) return i;
    return std::nullopt;
}

Result<std::shared_ptr<const Scenario>> readScenario(const QString &where)
{
    needResources();
    const bool embedded = embeddedScenarios().contains(where);
    const QString folder = embedded ? Embedded + u'/' + where : where;
    const QString file = u"scenario.yaml"_s;
    if (!QFileInfo(folder).isDir())
        return failure(ErrorCode::NotFound, where,
                       u"neither a folder nor a built-in scenario (%1)"_s.arg(embeddedScenarios().join(u", ")));
    const auto text = ScenarioReader::fileOf(folder, file);
    if (!text) return tl::unexpected(text.error());
    const auto document = readYaml(*text, file);
    if (!document) return tl::unexpected(document.error());
    try {
        return ScenarioReader(folder).read(*document);
    } catch (const Refusal &refusal) {
        const QString place = refusal.where.isEmpty() ? file : refusal.where;
        return failure(ErrorCode::BadInput,
                       refusal.line > 0 ? u"%1:%2"_s.arg(place, QString::number(refusal.line)) : place, refusal.reason);
    }
}

const Briefing &briefing(const Scenario &scenario) { return scenario.briefing; }

QStringList embeddedScenarios()
{
    needResources();
    return QDir(Embedded).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace hinoban::drill
