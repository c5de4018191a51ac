// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/cli/Command.h"
#include "app/console/EvidenceImport.h"
#include "app/store/Workspace.h"

#include <QCoreApplication>

namespace hinoban::cli {

int importEvidence(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")},
        {QStringLiteral("person"), QCoreApplication::translate("cli", "Who brings it."), QStringLiteral("NAME")},
    });
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        QCoreApplication::translate("cli", "Packet captures (pcap, pcapng), or files that --record wrote."),
        QStringLiteral("FILE…"));
    if (const auto ended = parse(parser, arguments, "import-evidence")) return *ended;
    if (!parser.isSet(QStringLiteral("workspace")) || parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which workspace, and which files?"));
    const QString person = parser.value(QStringLiteral("person")).trimmed();
    if (person.isEmpty())
        return refuse(QCoreApplication::translate("cli", "Evidence needs the person who brings it (--person)."));

    auto workspace = store::Workspace::open(parser.value(QStringLiteral("workspace")), store::Workspace::Mode::Open);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    const auto loaded = (*workspace)->load();
    if (!loaded) return refuse(loaded.error(), Failed);
    const WallClock clock;
    // All are read before the first is written: a bad one among them changes nothing.
    std::vector<console::BroughtPtr> all;
    const auto files = parser.positionalArguments();
    for (const auto &path : files) {
        auto brought = console::bringEvidence(path, loaded->domains, person, clock.now());
        if (!brought) return refuse(brought.error(), statusOf(brought.error()));
        all.push_back(std::move(*brought));
    }
    std::vector<store::Batch> batches;
    batches.reserve(all.size());
    for (const auto &brought : all)
        batches.push_back(brought->batch);
    const auto heads = (*workspace)->commit(batches);
    if (!heads) return refuse(heads.error(), Failed);
    for (const auto &brought : all)
        print(brought->lines().join(QLatin1Char('\n')) + QLatin1Char('\n'));
    print(QByteArray::number(heads->back().sequence) + ' ' + heads->back().hash + '\n');
    return Success;
}

} // namespace hinoban::cli
