// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Workspace.h"
#include "app/base/WallClock.h"
#include "app/cli/Command.h"
#include "app/console/ExpectationDiff.h"
#include "app/console/ExpectationFiles.h"
#include "app/console/Report.h"
#include "app/store/Record.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace hinoban::cli {

namespace {

// --workspace FILE, or the file as the only word.
QString fileOf(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("workspace"))) return parser.value(QStringLiteral("workspace"));
    return parser.positionalArguments().size() == 1 ? parser.positionalArguments().first() : QString();
}

void addWorkspaceOption(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")});
}

QString noFile() { return QCoreApplication::translate("cli", "Which file?"); }

// Every change of what is expected is told, and what a file says again is no change.
respond::Entry imported(const watch::Domain &domain, const console::ExpectationChange &change, const QString &person,
                        const QString &reason, Instant now)
{
    const auto &expectation = change.expectation;
    const bool isRemoved = change.kind == console::ExpectationChange::Kind::Removed;
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Expectation;
    entry.happened = entry.learned = now;
    entry.author = person;
    entry.domain = domain.name;
    entry.rule = isRemoved ? QStringLiteral("expectation.removed") : QStringLiteral("expectation.imported");
    entry.text = reason;
    if (!isRemoved) entry.source = expectation.approval.source;
    entry.args.insert(QStringLiteral("rrset"),
                      QString::fromLatin1(dns::questionText({expectation.owner, expectation.type})));
    if (change.before) entry.before = console::expectationText(*change.before);
    (isRemoved ? entry.before : entry.after) = console::expectationText(expectation);
    return entry;
}

} // namespace

int import(const QStringList &arguments)
{
    QCommandLineParser parser;
    addWorkspaceOption(parser);
    parser.addOptions({
        {QStringLiteral("person"), QCoreApplication::translate("cli", "Who says that this is how it should be."),
         QStringLiteral("NAME")},
        {QStringLiteral("reason"), QCoreApplication::translate("cli", "Why."), QStringLiteral("TEXT")},
        {QStringLiteral("domain"),
         QCoreApplication::translate("cli", "The domain, where the file has no SOA record to say it."),
         QStringLiteral("DOMAIN")},
        {QStringLiteral("from"),
         QCoreApplication::translate("cli", "What the files are: zone, octodns, dnscontrol, route53, cloudflare, "
                                            "terraform or csv; seen from the file unless given."),
         QStringLiteral("FORMAT")},
        {QStringLiteral("dry-run"), QCoreApplication::translate("cli", "Show what would change, and change nothing.")},
    });
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QCoreApplication::translate("cli", "Zone files, or what a tool keeps of zones."),
                                 QStringLiteral("FILE…"));
    if (const auto ended = parse(parser, arguments, "import")) return *ended;
    if (!parser.isSet(QStringLiteral("workspace")) || parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which workspace, and which files?"));
    const bool dryRun = parser.isSet(QStringLiteral("dry-run"));
    if (!dryRun && (parser.value(QStringLiteral("person")).trimmed().isEmpty() ||
                    parser.value(QStringLiteral("reason")).trimmed().isEmpty()))
        return refuse(
            QCoreApplication::translate("cli", "An expectation needs a person and a reason (--person, --reason)."));
    if (parser.isSet(QStringLiteral("from")) && !watch::importFormatFromText(parser.value(QStringLiteral("from"))))
        return refuse(QCoreApplication::translate(
            "cli", "--from is zone, octodns, dnscontrol, route53, cloudflare, terraform or csv."));

    const WallClock clock;
    auto read = console::readExpectationFiles(
        {parser.positionalArguments(), parser.value(QStringLiteral("from")), parser.value(QStringLiteral("domain")),
         parser.value(QStringLiteral("person")), parser.value(QStringLiteral("reason"))},
        clock.now());
    if (!read) return refuse(read.error(), Usage);
    const QString file = parser.value(QStringLiteral("workspace"));
    const bool exists = QFile::exists(file);
    std::unique_ptr<store::Workspace> workspace;
    std::vector<watch::Domain> known;
    if (!dryRun || exists) {
        auto opened =
            store::Workspace::open(file, dryRun ? store::Workspace::Mode::ReadOnly : store::Workspace::Mode::Create);
        if (!opened) return refuse(opened.error(), Failed);
        workspace = std::move(*opened);
        auto loaded = workspace->load();
        if (!loaded) return refuse(loaded.error(), Failed);
        known = std::move(loaded->domains);
    }
    store::Batch batch;
    for (auto &domain : read->domains) {
        const auto before =
            std::find_if(known.begin(), known.end(), [&](const watch::Domain &one) { return one.name == domain.name; });
        const int count = int(domain.expectations.size());
        const QString told = QCoreApplication::translate("cli", "%n expectation(s)", nullptr, count);
        print(QStringLiteral("%1: %2\n").arg(domain.name.display(), told));
        for (const auto &line : watch::differences(before == known.end() ? nullptr : &*before, domain))
            print(QStringLiteral("  ") + line + QLatin1Char('\n'));
        for (const auto &change : console::expectationDiff(before == known.end() ? nullptr : &*before, domain).changes)
            batch.entries.push_back(imported(domain, change, parser.value(QStringLiteral("person")),
                                             parser.value(QStringLiteral("reason")), clock.now()));
        // What was accepted of the registration, and what is planned, is told by no zone.
        if (before != known.end()) {
            domain.registration = before->registration;
            domain.plans = before->plans;
        }
        batch.domains.push_back(std::move(domain));
    }
    if (!read->leftOut.isEmpty()) {
        const int count = int(read->leftOut.size()); // lupdate does not read a template's brackets
        print(QCoreApplication::translate("cli", "%n record(s) left out:", nullptr, count) + QLatin1Char('\n'));
        for (const auto &line : read->leftOut)
            print(QStringLiteral("  ") + line + QLatin1Char('\n'));
    }
    if (dryRun) return Success;
    const auto head = workspace->commit(batch);
    if (!head) return refuse(head.error(), Failed);
    print(QByteArray::number(head->sequence) + ' ' + head->hash + '\n');
    return Success;
}

int exportZone(const QStringList &arguments)
{
    QCommandLineParser parser;
    addWorkspaceOption(parser);
    parser.addOption({QStringLiteral("domain"),
                      QCoreApplication::translate("cli", "Which of its domains, where there are several."),
                      QStringLiteral("DOMAIN")});
    parser.addPositionalArgument(QStringLiteral("FILE"), QCoreApplication::translate("cli", "The workspace."),
                                 QStringLiteral("[FILE]"));
    if (const auto ended = parse(parser, arguments, "export")) return *ended;
    if (fileOf(parser).isEmpty()) return refuse(noFile());
    auto workspace = store::Workspace::open(fileOf(parser), store::Workspace::Mode::ReadOnly);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    const auto loaded = (*workspace)->load();
    if (!loaded) return refuse(loaded.error(), Failed);
    const QString wanted = parser.value(QStringLiteral("domain"));
    const auto name = dns::Name::fromUserText(wanted);
    if (!wanted.isEmpty() && !name) return refuse(name.error(), Usage);
    const auto found = std::find_if(loaded->domains.begin(), loaded->domains.end(),
                                    [&](const watch::Domain &one) { return wanted.isEmpty() || one.name == *name; });
    if (found == loaded->domains.end() || (wanted.isEmpty() && loaded->domains.size() > 1))
        return refuse(QCoreApplication::translate("cli", "Which domain (--domain)?"));
    print(watch::zoneTextOf(*found));
    return Success;
}

int log(const QStringList &arguments)
{
    QCommandLineParser parser;
    addWorkspaceOption(parser);
    addFormatOption(parser);
    if (const auto ended = parse(parser, arguments, "log")) return *ended;
    const auto json = wantsJson(parser);
    if (!json) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    if (fileOf(parser).isEmpty()) return refuse(noFile());
    auto workspace = store::Workspace::open(fileOf(parser), store::Workspace::Mode::ReadOnly);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    const auto loaded = (*workspace)->load();
    if (!loaded) return refuse(loaded.error(), Failed);
    for (const auto &record : loaded->log) {
        if (*json) {
            // One canonical record a line: what the hash is over, so that jq and sha256sum can check it.
            const auto canonical = store::canonicalRecord(record);
            if (!canonical) return refuse(canonical.error(), Failed);
            print(*canonical + '\n');
        } else {
            print(QStringLiteral("%1  %2\n").arg(record.sequence, 6).arg(console::entryLine(record.entry)));
        }
    }
    return Success;
}

int replay(const QStringList &arguments)
{
    QCommandLineParser parser;
    addFormatOption(parser);
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QCoreApplication::translate("cli", "A file that --record wrote."));
    if (const auto ended = parse(parser, arguments, "replay")) return *ended;
    const auto json = wantsJson(parser);
    if (!json) return refuse(QCoreApplication::translate("cli", "--format is text or json."));
    if (parser.positionalArguments().size() != 1) return refuse(noFile());
    auto reader = store::RecordReader::open(parser.positionalArguments().first());
    if (!reader) return refuse(reader.error(), statusOf(reader.error()));
    console::Pipeline pipeline;
    auto book = console::emptyBook();
    const auto tell = [&](const std::vector<respond::Entry> &entries) {
        for (const auto &entry : entries) {
            book.take(entry);
            if (!*json) print(console::entryLine(entry) + QLatin1Char('\n'));
        }
    };
    bool begun = false;
    for (;;) {
        auto item = (*reader)->next();
        if (!item) return refuse(item.error(), Failed);
        if (!*item) break;
        if (auto &start = (*item)->start) {
            pipeline.setResolvers(std::move(start->resolvers));
            // A later one only says that other resolvers were chosen.
            if (std::exchange(begun, true)) continue;
            pipeline.restore({}, {}, std::move(start->tails));
            pipeline.restoreCertificates(start->certificates);
            pipeline.restorePaths(start->paths);
        } else if ((*item)->look) {
            tell(pipeline.take((*item)->look)->entries);
        } else if ((*item)->lookAlike) {
            tell(pipeline.take(*(*item)->lookAlike)->entries);
        } else if ((*item)->certificates) {
            tell(pipeline.take(*(*item)->certificates)->entries);
        } else if (const auto &act = (*item)->act; act && act->act == QLatin1String("clear")) {
            tell(pipeline.clear(act->key, act->person, act->reason, act->at));
        }
    }
    if (*json)
        print(console::reportBytes(pipeline, book));
    else
        print(QLatin1Char('\n') + console::reportText(pipeline));
    return Success;
}

} // namespace hinoban::cli
