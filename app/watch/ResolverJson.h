// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Resolver.h"

#include <QJsonObject>

namespace hinoban::watch {

// A resolver as workspace and record file keep it. Pure; any thread.
[[nodiscard]] QJsonObject toJson(const Resolver &resolver);
[[nodiscard]] Result<Resolver> resolverFromJson(const QJsonObject &object);

} // namespace hinoban::watch
