// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QUrl>

#include <optional>

// What a server on the web says beside its answer. Pure functions over somebody else's bytes; any thread.
namespace hinoban::registry {

// A date in one of the three forms of HTTP (RFC 9110, 5.6.7). A year of two digits is at most fifty years after `now`.
[[nodiscard]] std::optional<Instant> httpDate(const QByteArray &text, Instant now);

// How long a server wants to be left alone: Retry-After as seconds or as a date (RFC 9110, 10.2.3). `date` is what the
// same answer says the time is: two clocks that differ do not matter then. Never negative, a day at most.
[[nodiscard]] std::optional<Duration> retryAfter(const QByteArray &value, const QByteArray &date, Instant now);

// Where a redirect from `from` leads. BadInput for what is no address, NotPermitted for one that is not https or
// carries a password. Whether packets may go there, others say.
[[nodiscard]] Result<QUrl> redirectTarget(const QUrl &from, const QByteArray &location);

} // namespace hinoban::registry
