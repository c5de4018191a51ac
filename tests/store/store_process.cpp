// SPDX-License-Identifier: GPL-3.0-or-later
// The other process of the store's tests.
//   open PATH     opens for writing and prints the error's number and words, or "ok"
//   hold PATH     as open, then keeps it until standard input ends
//   commit PATH   commits entries and looks without end and prints "sequence hash" after each commit
//   fill FOLDER   commits to FOLDER/w until the disk is full, removes FOLDER/ballast, and must then be able to go on
//   bundle PATH TO   packs the evidence; prints the error's number and words, or "ok"
#include "tests/store/StoreValues.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

using namespace hinoban;
using namespace hinoban::testing;
using store::Batch;
using store::Workspace;

namespace {

int say(const Error &error)
{
    std::printf("%d %s\n", int(error.code), qPrintable(error.detail));
    std::fflush(stdout);
    return 1;
}

int commit(Workspace &workspace)
{
    for (int i = 0;; ++i) {
        Batch batch;
        batch.entries = {entry(QStringLiteral("entry %1").arg(i), i)};
        batch.looks = {lookAt({answerAt(i, i % 7 == 0 ? "198.51.100.1" : "192.0.2.1", quint32(i + 1))})};
        batch.keepEverything = i % 3 == 0;
        const auto head = workspace.commit(batch);
        if (!head) return say(head.error());
        std::printf("%llu %s\n", static_cast<unsigned long long>(head->sequence), head->hash.constData());
        std::fflush(stdout);
    }
}

int fill(Workspace &workspace, const QString &folder)
{
    store::ChainHead last;
    for (int i = 0;; ++i) {
        Batch batch;
        batch.entries = {entry(QString(20000, u'x'), i)};
        batch.looks = {lookAt({answerAt(i, "192.0.2.1", quint32(i + 1))})};
        const auto head = workspace.commit(batch);
        if (head) {
            last = *head;
            continue;
        }
        if (head.error().code != ErrorCode::DiskFull) return say(head.error());
        break;
    }
    const auto full = workspace.load();
    if (!full) return say(full.error());
    if (!(full->head == last)) return say({ErrorCode::Internal, {}, QStringLiteral("the head moved")});
    if (!QFile::remove(QDir(folder).filePath(QStringLiteral("ballast")))) return 2;
    Batch batch;
    batch.entries = {entry(QStringLiteral("after"), 0)};
    const auto head = workspace.commit(batch);
    if (!head) return say(head.error());
    if (head->sequence != last.sequence + 1) return say({ErrorCode::Internal, {}, QStringLiteral("not the next")});
    const auto report = workspace.verify();
    if (!report) return say(report.error());
    if (!report->good()) return say({ErrorCode::Corrupt, {}, report->firstBad});
    std::printf("ok\n");
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) return 64;
    const QString &act = arguments[1];
    if (act == QLatin1String("bundle")) {
        auto stored = Workspace::open(arguments[2], Workspace::Mode::ReadOnly);
        if (!stored) return say(stored.error());
        const auto packed = (*stored)->bundle(arguments.value(3));
        if (!packed) return say(packed.error());
        std::printf("ok\n");
        return 0;
    }
    const bool filling = act == QLatin1String("fill");
    const QString path = filling ? QDir(arguments[2]).filePath(QStringLiteral("w")) : arguments[2];
    auto workspace = Workspace::open(path, Workspace::Mode::Create);
    if (!workspace) return say(workspace.error());
    if (act == QLatin1String("commit")) return commit(**workspace);
    if (filling) return fill(**workspace, arguments[2]);
    std::printf("ok\n");
    std::fflush(stdout);
    if (act == QLatin1String("hold")) {
        while (std::getchar() != EOF) {
        }
    }
    return 0;
}
