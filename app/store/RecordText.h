// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/CanonicalJson.h"
#include "app/respond/Entry.h"

namespace hinoban::store {

// What is read of a stored text. Every one was written by us and bounded then; this only keeps a forged file from
// eating the memory. Nothing may be written that these refuse: the workspace would not open again.
constexpr JsonLimits StoredLimits{qsizetype(64) * 1024 * 1024, 32};

// A longer record is not written, and no bundle has one.
constexpr qsizetype LongestRecord = qsizetype(16) * 1024 * 1024;

// The entry in the canonical text of a log record. BadInput with the member that is wrong.
[[nodiscard]] Result<respond::Entry> entryOfRecord(const QByteArray &canonical);

} // namespace hinoban::store
