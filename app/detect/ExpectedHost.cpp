// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/ExpectedHost.h"

#include "app/detect/Docket.h"

#include <algorithm>

namespace hinoban::detect {

bool isExpectedHost(const watch::Expectation &expectation, const dns::Name &host)
{
    const auto alternatives = alternativesOf(expectation);
    return hostsOf(expectation).count(host) > 0 ||
           std::any_of(alternatives.begin(), alternatives.end(), [&](const watch::Expectation *one) {
               return std::any_of(one->under.begin(), one->under.end(),
                                  [&](const dns::Name &name) { return host.isSubdomainOf(name); });
           });
}

} // namespace hinoban::detect
