// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Expectation.h"

namespace hinoban::watch {

// What planned changes mean for what is expected (change windows). Pure; any thread.

// From `present` to `wanted`, only what differs; with an id. What `wanted` does not tell is to go.
[[nodiscard]] Plan planOf(const Domain &present, const Domain &wanted, Instant from, Instant until, Approval approval);

// A short name for a plan, from what it says.
[[nodiscard]] QString planId(const Plan &plan);

// Whether one of the domain's plans has begun by then; an ended one counts until a person has decided on it.
[[nodiscard]] bool isPlanned(const Domain &domain, Instant now);

// As it shall be when the plan is carried out.
[[nodiscard]] Domain carriedOut(const Domain &domain, const Plan &plan);

// What is expected while plans are in force: the old state or the new one. Of plans that have begun.
[[nodiscard]] Domain withPlans(const Domain &domain, Instant now);

// On one line each: "www.example.com A: 198.51.100.10 -> 203.0.113.9".
[[nodiscard]] QStringList planTexts(const Domain &domain, const Plan &plan);

} // namespace hinoban::watch
