// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Request.h"

namespace hinoban::respond {

// Reads an answer that somebody sent, as his mail program saved it (.eml, RFC 5322 and 2045 to 2047): who, when, about
// what, and the text for people; attachments and HTML stay where they are. Everything in it is somebody else's: sizes,
// nesting and number of parts are bounded, unknown character sets are read as far as they are ASCII, and the text is
// plain. BadInput with a reason for what is no mail. Pure; any thread.
[[nodiscard]] Result<Reply> readMail(const QByteArray &bytes);
// What a person pasted: kept as it is.
[[nodiscard]] Reply pastedReply(const QString &text, Instant now);

} // namespace hinoban::respond
