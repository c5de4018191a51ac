// SPDX-License-Identifier: GPL-3.0-or-later
// bench_zones FOLDER DOMAINS [SERVERS]: writes the zones, NSD's configuration and the question files of the other
// clients; and, for the whole pipeline, the configuration of a second NSD for the root and the parent zone. SERVERS:
// name servers a domain, 2 unless said otherwise.
#include "tests/bench/Portfolio.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <cstdlib>

using namespace hinoban;
using bench::Portfolio;

namespace {

// "-": the records as they stand, without a further look-up of the hosts that they name.
QByteArray adnsType(dns::Type type)
{
    switch (type) {
    case dns::Type::NS:
    case dns::Type::SOA:
    case dns::Type::MX:
        return dns::typeText(type).toLower() + '-';
    case dns::Type::CAA:
    case dns::Type::DNSKEY:
        return "type" + QByteArray::number(static_cast<int>(type));
    default:
        return dns::typeText(type).toLower();
    }
}

QByteArray serverSection(const QByteArray &home, const QByteArray &address, const QByteArray &label)
{
    return "server:\n  server-count: 1\n  ip-address: " + address + "\n  zonesdir: \"" + home +
           "/zones\"\n  pidfile: \"" + home + '/' + label + ".pid\"\n  xfrdfile: \"" + home + '/' + label +
           ".xfrd\"\n  zonelistfile: \"" + home + '/' + label + ".list\"\n  xfrdir: \"" + home +
           "\"\n  database: \"\"\n  username: \"\"\n  logfile: \"" + home + '/' + label +
           ".log\"\n  rrl-ratelimit: 0\n  rrl-whitelist-ratelimit: 0\n"
           "remote-control:\n  control-enable: no\n";
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

int main(int argc, char **argv)
{
    const int domains = argc == 3 || argc == 4 ? std::atoi(argv[2]) : 0;
    const int servers = argc == 4 ? std::atoi(argv[3]) : 2;
    if (domains < 1 || domains > 100000 || servers < 1 || servers > 2) {
        std::fprintf(stderr, "usage: bench_zones FOLDER DOMAINS (1 to 100000) [SERVERS (1 or 2)]\n");
        return 2;
    }
    const QString folder = QFile::decodeName(argv[1]);
    if (!QDir().mkpath(folder + QStringLiteral("/zones"))) return 1;
    const QByteArray home = QFile::encodeName(QDir(folder).absolutePath());

    QByteArray config = serverSection(home, "127.0.0.1", "nsd") +
                        "pattern:\n  name: small\n  zonefile: \"%s\"\nzone:\n  name: example.\n  zonefile: parent\n";
    const QByteArray parentConfig = serverSection(home, Portfolio::ParentAddress, "parent") +
                                    "zone:\n  name: .\n  zonefile: root\nzone:\n  name: example.\n"
                                    "  zonefile: parent\n";
    QByteArray dnsperf;
    QByteArray adns;
    bool good = write(folder + QStringLiteral("/zones/parent"), Portfolio::parentZoneText(domains, servers)) &&
                write(folder + QStringLiteral("/zones/root"), Portfolio::rootZoneText()) &&
                write(folder + QStringLiteral("/parent.conf"), parentConfig);
    for (int domain = 0; domain < domains && good; ++domain) {
        const QByteArray name = Portfolio::name(domain).text();
        config += "zone:\n  name: " + name + "\n  include-pattern: small\n";
        good =
            write(folder + QStringLiteral("/zones/") + QString::fromLatin1(name), Portfolio::zoneText(domain, servers));
        for (dns::Type type : Portfolio::Types) {
            const QByteArray text = dns::typeText(type);
            dnsperf += name + ' ' + text + '\n';
            adns += "-t" + adnsType(type) + '\n' + name + '\n';
        }
    }
    good = good && write(folder + QStringLiteral("/nsd.conf"), config) &&
           write(folder + QStringLiteral("/dnsperf.txt"), dnsperf) && write(folder + QStringLiteral("/adns.txt"), adns);
    if (!good) std::fprintf(stderr, "bench_zones: cannot write into %s\n", home.constData());
    return good ? 0 : 1;
}
