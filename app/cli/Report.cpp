// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/console/StoredCase.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace hinoban::cli {

int report(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {QStringLiteral("workspace"), QCoreApplication::translate("cli", "The workspace."), QStringLiteral("FILE")},
        {QStringLiteral("kind"), QCoreApplication::translate("cli", "situation (default), jpcert, regulator or final."),
         QStringLiteral("KIND"), QStringLiteral("situation")},
        {QStringLiteral("lang"), QCoreApplication::translate("cli", "The report's language: ja or en (default)."),
         QStringLiteral("ja|en"), QStringLiteral("en")},
        {QStringLiteral("format"), QCoreApplication::translate("cli", "md (default) or html."),
         QStringLiteral("md|html"), QStringLiteral("md")},
        {QStringLiteral("tlp"),
         QCoreApplication::translate("cli", "Who may read it: red, amber+strict, amber (default), green or clear; "
                                            "clear only together with --redacted."),
         QStringLiteral("TLP"), QStringLiteral("amber")},
        {QStringLiteral("redacted"),
         QCoreApplication::translate("cli", "Without persons, telephone numbers, hosts inside and contacts known for "
                                            "incident response only; the hashes stay.")},
        {QStringLiteral("out"), QCoreApplication::translate("cli", "Into this file, not to standard output."),
         QStringLiteral("FILE")},
    });
    parser.addPositionalArgument(QStringLiteral("WORKSPACE"), QCoreApplication::translate("cli", "The workspace."),
                                 QStringLiteral("[WORKSPACE]"));
    if (const auto ended = parse(parser, arguments, "report")) return *ended;
    QStringList files = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("workspace"))) files << parser.value(QStringLiteral("workspace"));
    if (files.size() != 1) return refuse(QCoreApplication::translate("cli", "Which file?"));
    const QString out = parser.value(QStringLiteral("out"));
    if (!out.isEmpty() && QFileInfo::exists(out))
        return refuse(QCoreApplication::translate("cli", "%1 is there already: nothing is replaced.").arg(out));

    const auto facts = console::storedCase(files.first());
    if (!facts) return refuse(facts.error(), statusOf(facts.error()));
    const auto bytes =
        console::dossierFile(*facts,
                             {parser.value(QStringLiteral("kind")), parser.value(QStringLiteral("lang")),
                              parser.value(QStringLiteral("tlp")), parser.isSet(QStringLiteral("redacted"))},
                             parser.value(QStringLiteral("format")));
    if (!bytes)
        return refuse(bytes.error(), bytes.error().code == ErrorCode::NotPermitted ? Usage : statusOf(bytes.error()));
    if (out.isEmpty()) {
        print(*bytes);
        return Success;
    }
    QSaveFile file(out);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return refuse({ErrorCode::ReadOnly, out, file.errorString()}, Failed);
    return Success;
}

} // namespace hinoban::cli
