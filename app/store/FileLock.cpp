// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/FileLock.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOf(int error)
{
    switch (error) {
    case EROFS:
    case EACCES:
    case EPERM:
        return ErrorCode::ReadOnly;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::DiskFull;
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::NotPermitted;
    }
}

QString words(int error) { return QString::fromLocal8Bit(std::strerror(error)); }

QString holderOf(int descriptor)
{
    char text[32] = {};
    const auto length = ::pread(descriptor, text, sizeof text - 1, 0);
    bool isNumber = false;
    const int process = QByteArray(text, length > 0 ? length : 0).trimmed().toInt(&isNumber);
    return isNumber ? u"process %1 has it open for writing"_s.arg(process) : u"another process has it open"_s;
}

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString &file)
{
    const QByteArray path = QFile::encodeName(file + ".lock"_L1);
    // The file may be removed by its holder between open and flock; then the lock is on nothing, and we start again.
    for (;;) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (descriptor < 0) return failure(codeOf(errno), file, words(errno));
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const int error = errno;
            const QString holder = holderOf(descriptor);
            ::close(descriptor);
            if (error == EWOULDBLOCK) return failure(ErrorCode::Locked, file, holder);
            return failure(codeOf(error), file, words(error));
        }
        struct stat held = {}, named = {};
        if (::fstat(descriptor, &held) != 0 || ::stat(path.constData(), &named) != 0 || held.st_ino != named.st_ino) {
            ::close(descriptor);
            continue;
        }
        // Only for the sentence another process will print: without it the lock is as good.
        const QByteArray process = QByteArray::number(::getpid()) + '\n';
        if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, process.constData(), size_t(process.size()), 0) < 0)
            errno = 0;
        return std::unique_ptr<FileLock>(new FileLock(descriptor, path));
    }
}

FileLock::~FileLock()
{
    ::unlink(m_path.constData());
    ::close(m_descriptor);
}

} // namespace hinoban::store
