// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/WallClock.h"
#include "app/cli/Command.h"
#include "app/console/EvidenceBundle.h"
#include "app/store/ChainCheck.h"
#include "app/store/Workspace.h"

#include <QCoreApplication>

namespace hinoban::cli {

void printBundle(const QString &path, const store::BundleReport &report)
{
    print(QCoreApplication::translate("cli", "%1: %2 log entries, %3 answers, %4 messages, %5 drafts.\n")
              .arg(path)
              .arg(report.entries)
              .arg(report.answers)
              .arg(report.messages)
              .arg(report.drafts));
    for (const auto &head : report.heads)
        print(QStringLiteral("%1 %2 %3\n").arg(head.writer).arg(head.sequence).arg(QString::fromLatin1(head.hash)));
    print("SHA256SUMS " + report.seal + '\n');
}

int bundle(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")},
        {QStringLiteral("out"),
         QCoreApplication::translate("cli", "The bundle: an archive, or a folder. Nothing is replaced."),
         QStringLiteral("FILE.tar.gz|FOLDER")},
        {QStringLiteral("drafts"),
         QCoreApplication::translate("cli", "Take the drafts in this folder along, as --drafts wrote them."),
         QStringLiteral("FOLDER")},
        {QStringLiteral("person"),
         QCoreApplication::translate("cli", "Who packs it: becomes an entry of the timeline."), QStringLiteral("NAME")},
        {QStringLiteral("sign"),
         QCoreApplication::translate("cli",
                                     "Sign it with this key of your GnuPG keyring: a fingerprint, or an address. "
                                     "Without the signature there is no bundle."),
         QStringLiteral("KEY")},
    });
    if (const auto ended = parse(parser, arguments, "bundle")) return *ended;
    const QString out = parser.value(QStringLiteral("out"));
    if (!parser.isSet(QStringLiteral("workspace")) || out.isEmpty() || !parser.positionalArguments().isEmpty())
        return refuse(QCoreApplication::translate("cli", "Which workspace (--workspace), and where to (--out)?"));
    const QString person = parser.value(QStringLiteral("person")).trimmed();

    std::vector<store::BundleDraft> drafts;
    if (parser.isSet(QStringLiteral("drafts"))) {
        auto read = console::readDrafts(parser.value(QStringLiteral("drafts")));
        if (!read) return refuse(read.error(), statusOf(read.error()));
        drafts = std::move(*read);
    }
    console::BundleSigner signer;
    if (parser.isSet(QStringLiteral("sign"))) {
        auto chosen = console::bundleSigner(parser.value(QStringLiteral("sign")));
        if (!chosen) return refuse(chosen.error(), statusOf(chosen.error()));
        signer = std::move(*chosen);
    }
    using Mode = store::Workspace::Mode;
    auto workspace = store::Workspace::open(parser.value(QStringLiteral("workspace")),
                                            person.isEmpty() ? Mode::ReadOnly : Mode::Open);
    if (!workspace) return refuse(workspace.error(), statusOf(workspace.error()));
    const auto report = (*workspace)->bundle(out, drafts, signer.sign);
    if (!report) return refuse(report.error(), statusOf(report.error()));
    printBundle(out, *report);
    if (report->isSigned) print(QStringLiteral("SHA256SUMS.asc %1\n").arg(signer.fingerprint));
    if (person.isEmpty()) return Success;
    store::Batch batch;
    batch.entries = {console::bundledEntry(*report, out, person, WallClock().now(), signer.fingerprint)};
    const auto head = (*workspace)->commit(batch);
    if (!head) return refuse(head.error(), Failed);
    print(QByteArray::number(head->sequence) + ' ' + head->hash + '\n');
    return Success;
}

int verify(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")},
        {QStringLiteral("head"),
         QCoreApplication::translate("cli", "The head of the log as a message quotes it: it must be there still."),
         QStringLiteral("HASH")},
    });
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QCoreApplication::translate("cli", "A workspace, or an evidence bundle."),
                                 QStringLiteral("BUNDLE|WORKSPACE"));
    if (const auto ended = parse(parser, arguments, "verify")) return *ended;
    QStringList files = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("workspace"))) files << parser.value(QStringLiteral("workspace"));
    if (files.size() != 1) return refuse(QCoreApplication::translate("cli", "Which file?"));
    std::optional<store::ChainHead> quoted;
    if (parser.isSet(QStringLiteral("head"))) {
        quoted = store::chainHeadFromText(parser.value(QStringLiteral("head")));
        if (!quoted)
            return refuse(QCoreApplication::translate(
                "cli",
                "--head is a hash of 64 hexadecimal digits, with writer and number before it if they are known."));
    }

    const auto check = [&]() -> Result<store::VerifyReport> {
        if (store::isBundle(files.first())) return store::verifyBundle(files.first(), quoted);
        auto workspace = store::Workspace::open(files.first(), store::Workspace::Mode::ReadOnly);
        if (!workspace) return tl::unexpected(workspace.error());
        return (*workspace)->verify(quoted);
    };
    const auto report = check();
    if (!report) return refuse(report.error(), statusOf(report.error()));
    if (!report->good()) return refuse(report->firstBad, Failed);
    print(QCoreApplication::translate("cli", "%1 log entries and %2 answers fit their hashes.\n")
              .arg(report->entries)
              .arg(report->answers));
    for (const auto &head : report->heads)
        print(QStringLiteral("%1 %2 %3\n").arg(head.writer).arg(head.sequence).arg(QString::fromLatin1(head.hash)));
    return Success;
}

} // namespace hinoban::cli
