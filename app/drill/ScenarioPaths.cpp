// SPDX-License-Identifier: GPL-3.0-or-later
// The section of paths, and what the story does to them.
#include "app/drill/ScenarioReader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr Duration LongestRoundTrip = std::chrono::seconds(30);
constexpr qsizetype MostWays = 16; // that share one load
constexpr size_t MostControls = 16;

} // namespace

Duration ScenarioReader::roundTripOf(const Yaml &value)
{
    const Duration span = spanOf(value);
    if (span > LongestRoundTrip) refuse(value, u"a round trip of more than 30s"_s);
    return span;
}

Route ScenarioReader::routeFrom(const Yaml &value) const
{
    Fields fields(value, u"a route"_s);
    Route route;
    const auto hopFrom = [](const Yaml &item, bool addressed) {
        Fields parts(item, u"a hop"_s);
        HopSpec hop;
        if (addressed) hop.address = addressOf(parts.need("address"));
        hop.name = parts.textOr("name", {});
        hop.place = parts.textOr("place", {});
        hop.roundTrip = roundTripOf(parts.need("roundTrip"));
        parts.finish();
        return hop;
    };
    for (const Yaml *item : fields.list("hops")) {
        if (item->kind == Yaml::Kind::Map)
            route.hops.push_back(hopFrom(*item, true));
        else if (textOf(*item) == u"*"_s)
            route.hops.emplace_back();
        else
            refuse(*item, u"a hop is a mapping, or \"*\" where nothing answers"_s);
    }
    if (const Yaml *destination = fields.find("destination")) route.destination = hopFrom(*destination, false);
    route.response = fields.spanOr("response", {});
    route.jitter = fields.spanOr("jitter", {});
    fields.finish();
    if (route.hops.size() > 64) refuse(value, u"a route of more than 64 hops"_s);
    return route;
}

// One route, or several that share the load.
QStringList ScenarioReader::routesNamed(Fields &fields) const
{
    QStringList names;
    if (const Yaml *several = fields.find("routes")) {
        if (fields.find("route")) refuse(*several, u"both \"route\" and \"routes\""_s);
        for (const Yaml *item : itemsOf(*several))
            names << textOf(*item);
        if (names.isEmpty() || names.size() > MostWays) refuse(*several, u"none, or more than 16 routes"_s);
    } else {
        names << fields.text("route");
    }
    for (const QString &name : names)
        if (!m_scenario->routes.contains(name)) {
            const Yaml *at = fields.find("routes");
            refuse(at ? *at : fields.need("route"), u"no route \"%1\" is declared"_s.arg(name.left(80)));
        }
    return names;
}

void ScenarioReader::readPath(const Yaml &section)
{
    Fields fields(section, u"path"_s);
    for (const auto &[id, value] : entriesOf(fields.need("routes")))
        m_scenario->routes.emplace(id, routeFrom(*value));
    for (const Yaml *item : fields.list("to")) {
        Fields to(*item, u"a path"_s);
        const Prefix prefix = prefixOf(to.need("prefix"));
        m_scenario->states.front().paths.emplace_back(prefix, routesNamed(to));
        to.finish();
    }
    auto &controls = m_scenario->briefing.controls;
    if (fields.find("controls"))
        for (const Yaml *item : fields.list("controls")) {
            Fields control(*item, u"a control target"_s);
            controls.emplace_back(nameOf(control.need("name")), addressOf(control.need("address")));
            control.finish();
            if (controls.size() > MostControls) refuse(*item, u"more than 16 control targets"_s);
        }
    fields.finish();
}

void ScenarioReader::changePath(const Prefix &prefix, Fields &fields, State &state) const
{
    auto routes = routesNamed(fields);
    std::erase_if(state.paths, [&](const auto &known) { return known.first == prefix; });
    state.paths.emplace(state.paths.begin(), prefix, std::move(routes));
}

} // namespace hinoban::drill
