// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Usage.h"

#include <QByteArray>
#include <QFile>

#include <sys/resource.h>

namespace hinoban::bench {
namespace {

double peakKiB() // proc(5): "VmHWM:     12345 kB"
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:")) return line.mid(6).simplified().split(' ').first().toDouble();
    return 0;
}

} // namespace

Usage usage()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return {seconds(used.ru_utime), seconds(used.ru_stime), peakKiB() / 1024};
}

} // namespace hinoban::bench
