// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"
#include "app/console/Session.h"
#include "app/store/Bundle.h"

#include <QCommandLineParser>
#include <QStringList>

namespace hinoban::cli {

// Exit statuses beside those of `check` (README.md).
constexpr int Success = 0;
constexpr int Failed = 1; // it was tried and did not work
constexpr int Usage = 64; // EX_USAGE: the words on the command line, or a file that they name, are off

// One subcommand: its words and what it does. run() may start the event loop once, through `runSession`.
struct Command {
    const char *name;
    const char *summary;
    int (*run)(const QStringList &arguments);
};
[[nodiscard]] const std::vector<Command> &commands();

int ask(const QStringList &arguments);
int check(const QStringList &arguments);
int validate(const QStringList &arguments);
int drill(const QStringList &arguments);
int watch(const QStringList &arguments);
int import(const QStringList &arguments);
int plan(const QStringList &arguments);
int judgeName(const QStringList &arguments);
int exportZone(const QStringList &arguments);
int importEvidence(const QStringList &arguments);
int log(const QStringList &arguments);
int timeline(const QStringList &arguments);
int timing(const QStringList &arguments);
int trace(const QStringList &arguments);
int bootstrap(const QStringList &arguments);
int bundle(const QStringList &arguments);
int report(const QStringList &arguments);
int verify(const QStringList &arguments);
int replay(const QStringList &arguments);

// Writes a sentence to standard error and gives the status back.
int refuse(const QString &text, int status = Usage);
int refuse(const Error &error, int status);
// Usage where what was named is not there or is not what it should be; Failed where it could not be done.
[[nodiscard]] int statusOf(const Error &error);
void print(const QString &text); // standard output, at once
void print(const QByteArray &bytes);

// Parses or refuses; nothing = go on. `--help` prints and ends with 0.
[[nodiscard]] std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments, const char *command);
// "text" or "json"; nothing: refused.
[[nodiscard]] std::optional<bool> wantsJson(const QCommandLineParser &parser);
void addFormatOption(QCommandLineParser &parser);

// --look-alikes HOURS|off: how often registries are asked for look-alikes. False: refused.
void addLookAlikesOption(QCommandLineParser &parser);
[[nodiscard]] bool applyLookAlikes(const QCommandLineParser &parser, console::SessionOptions &options);

// --certificates URL|off: where the certificates of the domains are searched for. False: refused.
void addCertificatesOption(QCommandLineParser &parser);
[[nodiscard]] bool applyCertificates(const QCommandLineParser &parser, console::SessionOptions &options);

// What a bundle holds, its heads, and the hash of its list.
void printBundle(const QString &path, const store::BundleReport &report);

// Runs the session until it ended or failed. The failure was told; its status is Usage only if nothing was begun.
[[nodiscard]] int runSession(console::Session &session);

} // namespace hinoban::cli
