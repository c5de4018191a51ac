// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Settings.h"

namespace hinoban::store {

using namespace Qt::StringLiterals;

// The instant as microseconds: toRfc3339() stops at milliseconds.
QJsonObject toJson(const respond::Decisions &decisions)
{
    QJsonObject object{{u"commander"_s, decisions.commander}};
    if (decisions.closedAt) object.insert(u"closedAt"_s, toUnixMicroseconds(*decisions.closedAt));
    return object;
}

Result<respond::Decisions> decisionsFromJson(const QJsonObject &object)
{
    respond::Decisions decisions;
    decisions.commander = object.value(u"commander"_s).toString();
    const QJsonValue closedAt = object.value(u"closedAt"_s);
    if (closedAt.isUndefined()) return decisions;
    if (!closedAt.isDouble()) return failure(ErrorCode::BadInput, u"closedAt"_s, u"not an instant"_s);
    decisions.closedAt = instantFromUnixMicroseconds(closedAt.toInteger());
    return decisions;
}

} // namespace hinoban::store
