// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ExpectedHost.h"

#include <algorithm>

namespace hinoban::watch {

bool isExpectedHost(const Expectation &expectation, const dns::Name &host)
{
    const auto alternatives = alternativesOf(expectation);
    return std::any_of(alternatives.begin(), alternatives.end(), [&](const Expectation *one) {
        return std::any_of(one->rdatas.begin(), one->rdatas.end(),
                           [&](const dns::Rdata &rdata) { return dns::nameOf(one->type, rdata) == host; }) ||
               std::any_of(one->under.begin(), one->under.end(),
                           [&](const dns::Name &name) { return host.isSubdomainOf(name); });
    });
}

} // namespace hinoban::watch
