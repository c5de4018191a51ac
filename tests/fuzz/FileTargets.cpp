// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in files that are not DNS; the wire is in Targets.cpp, registries in RegistryTargets.cpp.
#include "app/base/CanonicalJson.h"
#include "app/drill/Scenario.h"
#include "app/path/TraceText.h"
#include "app/watch/Look.h"
#include "tests/drill/SmallWorld.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Targets.h"

#include <QJsonObject>

namespace hinoban::fuzz {
namespace {

void mustBeRefused(const Error &error)
{
    must(error.code == ErrorCode::BadInput, "a refusal is BadInput");
    must(!error.detail.isEmpty(), "a refusal has a reason");
}

// The small world's files once, and the scenario anew for each input.
QString worldWith(const QByteArray &scenario)
{
    static const QTemporaryDir folder;
    static const SmallWorld world;
    static bool written = false;
    const auto put = [](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        must(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(),
             "the temporary folder can be written");
    };
    if (!written)
        for (auto it = world.files.begin(); it != world.files.end(); ++it)
            put(it.key(), it.value());
    written = true;
    put(QStringLiteral("scenario.yaml"), scenario);
    return folder.path();
}

} // namespace

void record(const QByteArray &octets)
{
    const auto json = parseJson(octets);
    if (!json || !json->isObject()) return;
    const auto look = watch::lookFromJson(json->toObject());
    if (!look) return mustBeRefused(look.error());
    const auto again = watch::lookFromJson(watch::toJson(**look));
    must(again.has_value(), "a look that was read can be written and read");
    must(watch::toJson(**again) == watch::toJson(**look), "it says the same");
}

void scenario(const QByteArray &octets)
{
    const auto read = drill::readScenario(worldWith(octets));
    if (!read) return mustBeRefused(read.error());
    const auto &brief = drill::briefing(**read);
    must(brief.begins <= brief.opens && brief.opens <= brief.ends, "a story begins before it ends");
}

void trace(const QByteArray &octets)
{
    const auto read = path::readTraceText(octets, QHostAddress(QStringLiteral("192.0.2.80")));
    must(read.hops.size() <= 255, "a way has an end");
    int before = 0;
    for (const path::Hop &hop : read.hops) {
        must(hop.ttl > before, "hops are in order");
        before = hop.ttl;
    }
}

} // namespace hinoban::fuzz
