// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "tests/ui/SampleSnapshot.h"

namespace hinoban::test::sample {

// Of what the sample moments are made: the records and their exchanges (SampleRecords.cpp), the case around them
// (SampleCase.cpp).

[[nodiscard]] inline QString s(const char *utf8) { return QString::fromUtf8(utf8); }

inline const Instant Now = at("2020-06-01T10:18:04Z");
inline const Instant Changed = at("2020-05-30T15:11:38Z");
inline const Instant Noticed = at("2020-06-01T10:10:00Z");

[[nodiscard]] std::vector<dns::Server> fakes();
[[nodiscard]] std::vector<dns::Server> resolverServers();
[[nodiscard]] std::vector<dns::ExchangePtr> parentExchanges();
[[nodiscard]] console::Matrix hijackMatrix();
[[nodiscard]] console::Matrix quietMatrix(const char *domain, int unknownAuthoritative);
[[nodiscard]] detect::Finding finding(const char *signal, const char *subject, const char *vantage,
                                      detect::Severity severity, const char *rule, QJsonObject args,
                                      const char *firstSeen, int evidence);
[[nodiscard]] std::vector<detect::Finding> hijackFindings();
void setFlush(respond::ResolverState &state);
[[nodiscard]] std::vector<respond::ResolverState> everybodyElse();
[[nodiscard]] respond::CacheTail hijackTail();
[[nodiscard]] registry::LookupPtr registration();
[[nodiscard]] console::PathView pathView();
[[nodiscard]] std::vector<respond::Contact> contacts();
[[nodiscard]] respond::Organisation organisation();
[[nodiscard]] QList<store::LogRecord> log(const std::vector<detect::Finding> &findings);

} // namespace hinoban::test::sample
