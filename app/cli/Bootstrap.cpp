// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/BootstrapFetch.h"
#include "app/console/BootstrapLists.h"
#include "app/console/InternetOptions.h"

#include <QCoreApplication>
#include <QFile>

namespace hinoban::cli {

namespace {

using console::Bootstrap;
using console::BootstrapList;

constexpr size_t MostChangesShown = 200; // of one list; a whole one has some 1,500 entries

QString baseText(const QUrl &url) { return url.isEmpty() ? QStringLiteral("-") : url.toString(QUrl::FullyEncoded); }

int show()
{
    for (const auto list : console::BootstrapLists) {
        const auto now = console::bootstrapInUse(list);
        if (!now) return refuse(now.error(), Failed);
        print(QStringLiteral("%1\t%2\t%3\t%4\n")
                  .arg(console::bootstrapFileName(list),
                       now->publication.isEmpty() ? QStringLiteral("-") : now->publication)
                  .arg(now->bases.size())
                  .arg(now->path.isEmpty() ? QStringLiteral("shipped") : now->path));
    }
    return Success;
}

int goBack()
{
    for (const auto list : console::BootstrapLists)
        if (const auto done = console::useShipped(list); !done) return refuse(done.error(), Failed);
    return show();
}

// What it would change; and changes it, if that is wanted.
int take(const Bootstrap &found, bool isAccepted)
{
    const auto now = console::bootstrapInUse(found.list);
    if (!now && !isAccepted) return refuse(now.error(), Failed);
    const auto changes = console::bootstrapChanges(now.value_or(Bootstrap{}), found);
    print(QStringLiteral("%1\t%2\t%3\n")
              .arg(console::bootstrapFileName(found.list),
                   found.publication.isEmpty() ? QStringLiteral("-") : found.publication)
              .arg(changes.size()));
    for (size_t i = 0; i < changes.size() && i < MostChangesShown; ++i)
        print(QStringLiteral("\t%1\t%2\t%3\n")
                  .arg(changes[i].entry, baseText(changes[i].before), baseText(changes[i].after)));
    if (changes.size() > MostChangesShown)
        print(u'\t' +
              QCoreApplication::translate("cli", "… and %n more.", nullptr, int(changes.size() - MostChangesShown)) +
              u'\n');
    if (found.leftOut > 0)
        print(u'\t' +
              QCoreApplication::translate("cli", "%n entries name no server over https and are left out.", nullptr,
                                          found.leftOut) +
              u'\n');
    if (!isAccepted) return Success;
    if (const auto done = console::takeOver(found); !done) return refuse(done.error(), statusOf(done.error()));
    return Success;
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    return file.read((qsizetype(1) << 20) + 1);
}

} // namespace

int bootstrap(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        QCoreApplication::translate("cli", "IANA's dns.json, ipv4.json, ipv6.json or asn.json, as somebody downloaded "
                                           "them. Without any: what counts now."),
        QStringLiteral("[FILE…]"));
    parser.addOptions({
        {QStringLiteral("fetch"),
         QCoreApplication::translate("cli", "Fetches all four from where IANA publishes them.")},
        {QStringLiteral("from"),
         QCoreApplication::translate("cli", "Fetches them from another place; ends in a slash."),
         QStringLiteral("https://HOST/")},
        {QStringLiteral("accept"),
         QCoreApplication::translate("cli", "Takes them over; without it, only what they would change is shown.")},
        {QStringLiteral("shipped"), QCoreApplication::translate("cli", "Back to the lists that Hinoban came with.")},
    });
    console::addInternetOptions(parser);
    if (const auto ended = parse(parser, arguments, "bootstrap")) return *ended;
    const bool isAccepted = parser.isSet(QStringLiteral("accept"));
    const bool isFetched = parser.isSet(QStringLiteral("fetch")) || parser.isSet(QStringLiteral("from"));
    const QStringList paths = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("shipped")) ? isFetched || isAccepted || !paths.empty()
                                                : isFetched && !paths.empty())
        return refuse(QCoreApplication::translate("cli", "Files, --fetch or --shipped: one of them at a time."));
    if (parser.isSet(QStringLiteral("shipped"))) return goBack();
    if (!isFetched && paths.empty()) return show();

    std::vector<std::pair<QString, Result<QByteArray>>> files;
    for (const QString &path : paths)
        files.emplace_back(path, contentOf(path));
    if (isFetched) {
        console::SessionOptions session;
        session.ephemeral = true;
        if (auto done = console::applyInternetOptions(parser, session); !done) return refuse(done.error(), Usage);
        const QString from = parser.value(QStringLiteral("from"));
        console::BootstrapFetch fetch(*session.internet,
                                      QUrl(from.isEmpty() ? QStringLiteral("https://data.iana.org/rdap/") : from));
        QObject::connect(
            &fetch, &console::BootstrapFetch::ended, &fetch, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
        QMetaObject::invokeMethod(&fetch, &console::BootstrapFetch::start, Qt::QueuedConnection);
        QCoreApplication::exec();
        files = fetch.files();
    }
    // All are read before the first is taken over.
    std::vector<Bootstrap> found;
    for (const auto &[name, content] : files) {
        if (!content) return refuse(content.error(), statusOf(content.error()));
        auto read = console::bootstrapFrom(*content, name);
        if (!read) return refuse(read.error(), Usage);
        found.push_back(std::move(*read));
    }
    for (const auto &one : found)
        if (const int status = take(one, isAccepted); status != Success) return status;
    return Success;
}

} // namespace hinoban::cli
