// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/cli/Command.h"
#include "app/console/TimelineFiles.h"
#include "app/store/Workspace.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace hinoban::cli {

namespace {

int exportTo(store::Workspace &workspace, const QCommandLineParser &parser)
{
    const auto loaded = workspace.load();
    if (!loaded) return refuse(loaded.error(), Failed);
    const auto bytes = console::timelineAs(parser.value(QStringLiteral("format")), loaded->log);
    if (!bytes) return refuse(bytes.error(), statusOf(bytes.error()));
    const QString out = parser.value(QStringLiteral("out"));
    if (out.isEmpty()) {
        print(*bytes);
        return Success;
    }
    if (QFileInfo::exists(out))
        return refuse(QCoreApplication::translate("cli", "%1 is there already: nothing is replaced.").arg(out));
    QSaveFile file(out);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return refuse({ErrorCode::ReadOnly, out, file.errorString()}, Failed);
    return Success;
}

int importFrom(store::Workspace &workspace, const QStringList &files, const QCommandLineParser &parser)
{
    std::optional<int> zone;
    if (parser.isSet(QStringLiteral("zone"))) {
        zone = respond::zoneFromText(parser.value(QStringLiteral("zone")));
        if (!zone) return refuse(QCoreApplication::translate("cli", "--zone is UTC or an offset like +09:00."));
    }
    const bool isTrial = parser.isSet(QStringLiteral("dry-run"));
    const QString person = parser.value(QStringLiteral("person")).trimmed();
    if (person.isEmpty() && !isTrial)
        return refuse(QCoreApplication::translate("cli", "A timeline needs the person who brings it (--person)."));
    const auto loaded = workspace.load();
    if (!loaded) return refuse(loaded.error(), Failed);
    // All are read before the first is written: a bad one among them changes nothing.
    const WallClock clock;
    store::Batch batch;
    auto log = loaded->log;
    for (const QString &path : files) {
        const auto brought = console::bringTimeline(path, zone, log, person, clock.now());
        if (!brought) return refuse(brought.error(), statusOf(brought.error()));
        print(QStringLiteral("%1: %2\n").arg((*brought)->source, (*brought)->lines().join(QLatin1Char('\n'))));
        for (const auto &entry : (*brought)->entries) {
            batch.entries.push_back(entry);
            store::LogRecord record;
            record.entry = entry;
            log.push_back(std::move(record));
        }
    }
    if (isTrial || batch.entries.empty()) return Success;
    const auto head = workspace.commit(batch);
    if (!head) return refuse(head.error(), Failed);
    print(QByteArray::number(head->sequence) + ' ' + head->hash + '\n');
    return Success;
}

int paste(store::Workspace &workspace, const QStringList &files, const QCommandLineParser &parser)
{
    const QString person = parser.value(QStringLiteral("person")).trimmed();
    if (person.isEmpty())
        return refuse(QCoreApplication::translate("cli", "What is pasted needs the person who pastes it (--person)."));
    const auto loaded = workspace.load();
    if (!loaded) return refuse(loaded.error(), Failed);
    std::vector<dns::Name> domains;
    for (const auto &domain : loaded->domains)
        domains.push_back(domain.name);
    const WallClock clock;
    store::Batch batch;
    for (const QString &path : files) {
        QFile file(path);
        const bool opened =
            path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
        if (!opened) return refuse({ErrorCode::NotFound, path, file.errorString()}, Usage);
        constexpr qint64 MostRead = 1024 * 1024; // more is refused as too much, not cut
        auto entry = console::pastedEntry(file.read(MostRead), domains, person, clock.now());
        if (!entry) return refuse({entry.error().code, path, entry.error().detail}, statusOf(entry.error()));
        batch.entries.push_back(std::move(*entry));
    }
    const auto head = workspace.commit(batch);
    if (!head) return refuse(head.error(), Failed);
    for (const auto &entry : batch.entries)
        print(respond::sentence(entry) + QLatin1Char('\n'));
    print(QByteArray::number(head->sequence) + ' ' + head->hash + '\n');
    return Success;
}

} // namespace

int timeline(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")},
        {QStringLiteral("format"),
         QCoreApplication::translate("cli", "export: timesketch-csv (default), timesketch-jsonl or iris-csv."),
         QStringLiteral("FORMAT"), QStringLiteral("timesketch-csv")},
        {QStringLiteral("out"), QCoreApplication::translate("cli", "export: into this file, not to standard output."),
         QStringLiteral("FILE")},
        {QStringLiteral("zone"),
         QCoreApplication::translate("cli", "import: the offset of times that say none; without it they are left out."),
         QStringLiteral("+09:00")},
        {QStringLiteral("person"), QCoreApplication::translate("cli", "import: who brings it."),
         QStringLiteral("NAME")},
        {QStringLiteral("dry-run"),
         QCoreApplication::translate("cli", "import: say what would be taken, write nothing.")},
    });
    parser.addPositionalArgument(
        QStringLiteral("ACT"),
        QCoreApplication::translate("cli",
                                    "export; import and files: Timesketch CSV or JSON lines, IRIS CSV; or paste and "
                                    "files (- is standard input): what dig, whois, traceroute or tracepath printed."),
        QStringLiteral("export|import FILE…|paste FILE…"));
    if (const auto ended = parse(parser, arguments, "timeline")) return *ended;
    QStringList words = parser.positionalArguments();
    const QString act = words.isEmpty() ? QString() : words.takeFirst();
    const bool isExport = act == QLatin1String("export"), isPaste = act == QLatin1String("paste");
    if ((!isExport && !isPaste && act != QLatin1String("import")) || words.isEmpty() != isExport ||
        !parser.isSet(QStringLiteral("workspace")))
        return refuse(
            QCoreApplication::translate("cli", "Export, or import or paste which files, and of which workspace?"));
    using Mode = store::Workspace::Mode;
    const bool writes = isPaste || (!isExport && !parser.isSet(QStringLiteral("dry-run")));
    auto workspace =
        store::Workspace::open(parser.value(QStringLiteral("workspace")), writes ? Mode::Open : Mode::ReadOnly);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    if (isPaste) return paste(**workspace, words, parser);
    return isExport ? exportTo(**workspace, parser) : importFrom(**workspace, words, parser);
}

} // namespace hinoban::cli
