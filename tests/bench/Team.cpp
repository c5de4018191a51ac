// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Team.h"

#include "app/store/Workspace.h"
#include "tests/bench/Portfolio.h"

namespace hinoban::bench {

watch::Domain watchedDomain(int domain)
{
    static Portfolio portfolio;
    static const watch::Approval approval{QStringLiteral("bench"), QStringLiteral("as written into the zones"),
                                          QStringLiteral("bench_zones"), instantFromUnixMicroseconds(0)};
    watch::Domain watched;
    watched.name = Portfolio::name(domain);
    for (size_t type = 0; type < Portfolio::Types.size(); ++type) {
        auto known = portfolio.known(domain, type);
        if (known.empty()) continue; // the zones have no DNSKEY, and nobody is asked for one
        if (Portfolio::Types[type] == dns::Type::NS) known.resize(1);
        watch::Expectation expectation;
        expectation.owner = watched.name;
        expectation.type = Portfolio::Types[type];
        for (QByteArray &wire : known)
            expectation.rdatas.push_back({std::move(wire)});
        expectation.approval = approval;
        watched.set(std::move(expectation));
    }
    watch::Expectation unsignedZone;
    unsignedZone.owner = watched.name;
    unsignedZone.type = dns::Type::DS;
    unsignedZone.kind = watch::Expectation::Kind::Absent;
    unsignedZone.approval = approval;
    watched.set(std::move(unsignedZone));
    return watched;
}

Result<void> makeWorkspace(const QString &file, int domains)
{
    auto workspace = store::Workspace::open(file, store::Workspace::Mode::Create);
    if (!workspace) return tl::unexpected(workspace.error());
    store::Batch batch;
    for (int domain = 0; domain < domains; ++domain)
        batch.domains.push_back(watchedDomain(domain));
    const auto head = (*workspace)->commit(batch);
    if (!head) return tl::unexpected(head.error());
    return {};
}

console::SessionOptions sessionOptions(const QString &file)
{
    Internet::Parts parts;
    parts.guard = Internet::Guard::LoopbackOnly;
    parts.rootHints = {{"a.root.", QHostAddress(QString::fromLatin1(Portfolio::ParentAddress))}};
    console::SessionOptions options;
    options.workspace = file;
    options.internet = Internet(parts);
    options.engine.serverRate = 0;
    options.preparation.reset(); // there is no registry to ask, and each name asked for would be a commit of its own
    const Duration never = std::chrono::hours(48);
    options.cadence.delegation = options.cadence.full = options.cadence.registration = options.cadence.path = never;
    return options;
}

} // namespace hinoban::bench
