// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ExpectedServers.h"

#include <algorithm>

namespace hinoban::watch {

std::set<dns::Name> expectedServers(const Domain &domain)
{
    std::set<dns::Name> hosts;
    if (const auto *expected = domain.find(domain.name, dns::Type::NS))
        for (const auto &rdata : expected->rdatas)
            if (auto host = dns::nameOf(dns::Type::NS, rdata)) hosts.insert(*host);
    return hosts;
}

std::vector<QHostAddress> withExpected(const dns::NameServer &server, const Domain &domain)
{
    auto addresses = server.addresses;
    for (const auto type : {dns::Type::A, dns::Type::AAAA}) {
        const auto *expected = domain.find(server.name, type);
        if (!expected || expected->kind != Expectation::Kind::Exact) continue;
        for (const auto &rdata : expected->rdatas) {
            const auto address = dns::addressOf(type, rdata);
            if (address && std::find(addresses.begin(), addresses.end(), *address) == addresses.end())
                addresses.push_back(*address);
        }
    }
    return addresses;
}

} // namespace hinoban::watch
