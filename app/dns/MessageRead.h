// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/dns: parseMessage() for whoever keeps the message.
#include "app/dns/Message.h"

#include <memory>

namespace hinoban::dns {

// As parseMessage(), read to where it stays.
[[nodiscard]] Result<std::shared_ptr<const Message>> parseShared(const QByteArray &wire,
                                                                 const Name *expected = nullptr);

} // namespace hinoban::dns
