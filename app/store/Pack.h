// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QFileDevice>

#include <memory>
#include <optional>

namespace hinoban::store {

// The files of an evidence bundle on their way to the disk: a tar archive under gzip (a name that ends in .tar.gz or
// .tgz), or a plain folder. All or nothing: until finish() succeeds there is nothing under `path`, and nothing of it is
// left behind. The same files in the same order become the same octets: no owner, no mode but 0644, no time but the
// ones given. Any thread; a value held by pointer.
class Pack {
public:
    // NotPermitted if there is something of this name already: a bundle never replaces another.
    [[nodiscard]] static Result<std::unique_ptr<Pack>> create(const QString &path);
    Pack() = default;
    Pack(const Pack &) = delete;
    Pack &operator=(const Pack &) = delete;
    virtual ~Pack() = default;

    // Copies `content` from its place to its end, a piece at a time. `name`: ASCII, folders with '/', not absolute.
    [[nodiscard]] virtual Result<void> add(const QByteArray &name, QIODevice &content, Instant time) = 0;
    [[nodiscard]] virtual Result<void> finish() = 0;
    // Where a file may be kept for as long as it takes, on the same disk.
    [[nodiscard]] virtual QString scratch() const = 0;
};

// Why a write to this file failed, while it is open still: DiskFull or ReadOnly.
[[nodiscard]] Error writeError(const QFileDevice &file);

// The files of a bundle back again, in the order of the archive, or of the names in a folder. What is in it is the
// attacker's: no link is followed, nothing is unpacked, and a name is refused that is not made of letters, digits and
// "._-/", or that leads out of it.
class Unpack {
public:
    [[nodiscard]] static Result<std::unique_ptr<Unpack>> open(const QString &path);
    Unpack() = default;
    Unpack(const Unpack &) = delete;
    Unpack &operator=(const Unpack &) = delete;
    virtual ~Unpack() = default;

    // The next file's name, below the archive's one folder; nothing at the end. Corrupt says where it cannot be read.
    [[nodiscard]] virtual Result<std::optional<QByteArray>> next() = 0;
    // The next piece of this file; empty at its end.
    [[nodiscard]] virtual Result<QByteArray> read() = 0;
    // What is between the files too, after the last of them: an archive has a checksum over all of it.
    [[nodiscard]] virtual Result<void> checkWhole() = 0;
};

} // namespace hinoban::store
