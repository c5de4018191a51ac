// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Workspace.h"
#include "app/base/WallClock.h"
#include "app/cli/Command.h"
#include "app/console/Report.h"
#include "app/store/Record.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

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

respond::Entry imported(const watch::Domain &domain, const watch::Expectation &expectation)
{
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Expectation;
    entry.happened = entry.learned = expectation.approval.at;
    entry.author = expectation.approval.person;
    entry.domain = domain.name;
    entry.rule = QStringLiteral("expectation.accepted");
    entry.text = expectation.approval.reason;
    entry.source = expectation.approval.source;
    entry.args.insert(QStringLiteral("rrset"),
                      QString::fromLatin1(dns::questionText({expectation.owner, expectation.type})));
    QStringList data;
    for (const auto &rdata : expectation.rdatas)
        data << QString::fromLatin1(dns::rdataText(expectation.type, rdata));
    entry.after = expectation.kind == watch::Expectation::Kind::Absent ? QStringLiteral("absent")
                                                                       : data.join(QStringLiteral(", "));
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
    });
    parser.addPositionalArgument(QStringLiteral("FILE"), QCoreApplication::translate("cli", "BIND zone files."),
                                 QStringLiteral("FILE…"));
    if (const auto ended = parse(parser, arguments, "import")) return *ended;
    if (!parser.isSet(QStringLiteral("workspace")) || parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which workspace, and which files?"));
    if (parser.value(QStringLiteral("person")).trimmed().isEmpty() ||
        parser.value(QStringLiteral("reason")).trimmed().isEmpty())
        return refuse(
            QCoreApplication::translate("cli", "An expectation needs a person and a reason (--person, --reason)."));

    const WallClock clock;
    store::Batch batch;
    const auto files = parser.positionalArguments();
    for (const auto &path : files) {
        const auto apex = parser.isSet(QStringLiteral("domain"))
                              ? dns::Name::fromUserText(parser.value(QStringLiteral("domain")))
                              : dns::apexOfZoneFile(path);
        if (!apex) return refuse(apex.error(), Usage);
        const auto zone = dns::readZoneFile(path, {*apex, false});
        if (!zone) return refuse(zone.error(), Usage);
        auto domain = watch::domainFromZone(*zone, {parser.value(QStringLiteral("person")),
                                                    parser.value(QStringLiteral("reason")),
                                                    QStringLiteral("zone file %1").arg(path), clock.now()});
        for (const auto &expectation : domain.expectations)
            batch.entries.push_back(imported(domain, expectation));
        print(
            QStringLiteral("%1: %2\n")
                .arg(domain.name.display(), QCoreApplication::translate("cli", "%n expectation(s)", nullptr,
                                                                        static_cast<int>(domain.expectations.size()))));
        batch.domains.push_back(std::move(domain));
    }
    auto workspace = store::Workspace::open(parser.value(QStringLiteral("workspace")), store::Workspace::Mode::Create);
    if (!workspace) return refuse(workspace.error(), Failed);
    const auto head = (*workspace)->commit(batch);
    if (!head) return refuse(head.error(), Failed);
    print(QByteArray::number(head->sequence) + ' ' + head->hash + '\n');
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

int verify(const QStringList &arguments)
{
    QCommandLineParser parser;
    addWorkspaceOption(parser);
    if (const auto ended = parse(parser, arguments, "verify")) return *ended;
    if (fileOf(parser).isEmpty()) return refuse(noFile());
    auto workspace = store::Workspace::open(fileOf(parser), store::Workspace::Mode::ReadOnly);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    const auto report = (*workspace)->verify();
    if (!report) return refuse(report.error(), Failed);
    if (!report->good()) return refuse(report->firstBad, Failed);
    print(QCoreApplication::translate("cli", "%1 log entries and %2 answers fit their hashes.\n")
              .arg(report->entries)
              .arg(report->answers));
    for (const auto &head : report->heads)
        print(QStringLiteral("%1 %2 %3\n").arg(head.writer).arg(head.sequence).arg(QString::fromLatin1(head.hash)));
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
    for (;;) {
        auto item = (*reader)->next();
        if (!item) return refuse(item.error(), Failed);
        if (!*item) break;
        if (auto &start = (*item)->start) {
            pipeline.setResolvers(std::move(start->resolvers));
            pipeline.restore({}, {}, std::move(start->tails));
        } else if ((*item)->look) {
            const auto step = pipeline.take((*item)->look);
            if (!*json)
                for (const auto &entry : step->entries)
                    print(console::entryLine(entry) + QLatin1Char('\n'));
        } else if (const auto &act = (*item)->act; act && act->act == QLatin1String("clear")) {
            const auto entries = pipeline.clear(act->key, act->person, act->reason, act->at);
            if (!*json)
                for (const auto &entry : entries)
                    print(console::entryLine(entry) + QLatin1Char('\n'));
        }
    }
    if (*json)
        print(console::reportBytes(pipeline));
    else
        print(QLatin1Char('\n') + console::reportText(pipeline));
    return Success;
}

} // namespace hinoban::cli
