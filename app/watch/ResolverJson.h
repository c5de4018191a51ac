// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Resolver.h"

#include <QJsonObject>

namespace hinoban::watch {

// A resolver as a record file keeps it: what the judgement of its answers needs, so that a replay judges by the same
// caps. Pure; any thread.
[[nodiscard]] QJsonObject toJson(const Resolver &resolver);
[[nodiscard]] Result<Resolver> resolverFromJson(const QJsonObject &object);

} // namespace hinoban::watch
