// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>

#include <tl/expected.hpp>

namespace hinoban {

// What went wrong, as a value. `sentence()` turns it into words for a person; nothing below the screen or the
// command line prints one.
enum class ErrorCode {
    BadInput,     // a text, file or message does not mean what it should
    NotFound,     // a file, server, domain or entry is not there
    NotPermitted, // Internet::permit or the operating system refused
    Unreachable,  // nothing answered, or the network said no
    TimedOut,     // no answer in time
    Locked,       // another process holds the workspace
    ReadOnly,     // the place cannot be written
    DiskFull,     // no space is left
    Corrupt,      // stored bytes are not what was stored
    Newer,        // written by a newer Hinoban
    Internal,     // a rule of our own was broken
};

struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Internal;
    QString where;  // "zones/com.zone:12", a path, a server; may be empty
    QString detail; // technical and English; shown as it is, after the sentence

    friend bool operator==(const Error &, const Error &) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, QString where, QString detail)
{
    return tl::unexpected<Error>(Error{code, std::move(where), std::move(detail)});
}

// One sentence in the language of the program, then place and technical detail: "The file is not readable as
// what it should be. (zones/com.zone:12: unknown type)".
[[nodiscard]] QString sentence(const Error &error);

} // namespace hinoban
