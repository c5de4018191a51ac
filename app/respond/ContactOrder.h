// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Contact.h"
#include "app/respond/Request.h"

namespace hinoban::respond {

// Whom to contact, with those in front who owe an answer that is overdue, the longest overdue first; `use` says so.
// The others keep their order. A request belongs to the contact by its id, or else by role and party. Pure.
[[nodiscard]] std::vector<Contact> overdueFirst(std::vector<Contact> contacts, const std::vector<Request> &requests,
                                                Instant now);

} // namespace hinoban::respond
