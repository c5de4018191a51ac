// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <memory>

namespace hinoban::store {

// The right to write to a file, told to other processes by flock(2) on `<file>.lock`: the kernel gives it back when
// this process ends in any way, so that nothing has to be cleaned up after a crash. The file is removed on release.
// A value held by pointer; any thread.
class FileLock {
public:
    // Locked names the process that has it, ReadOnly or DiskFull why there can be none here.
    [[nodiscard]] static Result<std::unique_ptr<FileLock>> acquire(const QString &file);
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    ~FileLock();

private:
    FileLock(int descriptor, QByteArray path)
        : m_descriptor(descriptor)
        , m_path(std::move(path))
    {
    }
    int m_descriptor;
    QByteArray m_path;
};

} // namespace hinoban::store
