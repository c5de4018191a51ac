// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Database.h"
#include "app/store/Log.h"

namespace hinoban::store {

// See Workspace::verify(). In one read transaction of its own: a writer may go on.
[[nodiscard]] Result<VerifyReport> verify(Database &database, const std::optional<ChainHead> &quoted);

} // namespace hinoban::store
