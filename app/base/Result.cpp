// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Result.h"

#include <QCoreApplication>

namespace hinoban {

namespace {

QString plain(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput:
        return QCoreApplication::translate("Error", "This cannot be read as what it should be.");
    case ErrorCode::NotFound:
        return QCoreApplication::translate("Error", "It is not there.");
    case ErrorCode::NotPermitted:
        return QCoreApplication::translate("Error", "This is not permitted.");
    case ErrorCode::Unreachable:
        return QCoreApplication::translate("Error", "It cannot be reached.");
    case ErrorCode::TimedOut:
        return QCoreApplication::translate("Error", "There was no answer in time.");
    case ErrorCode::Locked:
        return QCoreApplication::translate("Error", "Another program holds this workspace open.");
    case ErrorCode::ReadOnly:
        return QCoreApplication::translate("Error", "This place cannot be written to.");
    case ErrorCode::DiskFull:
        return QCoreApplication::translate("Error", "The disk is full.");
    case ErrorCode::Corrupt:
        return QCoreApplication::translate("Error", "What is stored here is damaged.");
    case ErrorCode::Newer:
        return QCoreApplication::translate("Error", "This was written by a newer version of Hinoban.");
    case ErrorCode::Internal:
        break;
    }
    return QCoreApplication::translate("Error", "Hinoban has made a mistake.");
}

} // namespace

QString sentence(const Error &error)
{
    const QString &where = error.where;
    const QString &detail = error.detail;
    if (where.isEmpty() && detail.isEmpty()) return plain(error.code);
    QString place = where.isEmpty() || detail.isEmpty() ? where + detail : where + QStringLiteral(": ") + detail;
    return plain(error.code) + QStringLiteral(" (") + place + QLatin1Char(')');
}

} // namespace hinoban
