// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/Settings.h"

#include "app/watch/JsonFields.h"

namespace hinoban::store {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestPath = 4096;

Result<int> wholeNumber(const QJsonObject &object, const QString &key, int least, int most, int otherwise)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined()) return otherwise;
    const int read = value.toInt(-1);
    if (read < least || read > most)
        return failure(ErrorCode::BadInput, key, u"not a whole number from %1 to %2"_s.arg(least).arg(most));
    return read;
}

} // namespace

QJsonObject toJson(const WatchSettings &settings)
{
    return {{u"registrationMinutes"_s, settings.registrationMinutes},
            {u"lookAlikeHours"_s, settings.lookAlikeHours},
            {u"origins"_s, settings.origins},
            {u"askOrigins"_s, settings.askOrigins}};
}

Result<WatchSettings> watchSettingsFromJson(const QJsonObject &object)
{
    WatchSettings settings;
    const auto minutes = wholeNumber(object, u"registrationMinutes"_s, WatchSettings::LeastMinutes,
                                     WatchSettings::MostMinutes, settings.registrationMinutes);
    const auto hours = wholeNumber(object, u"lookAlikeHours"_s, 0, WatchSettings::MostHours, settings.lookAlikeHours);
    if (!minutes) return tl::unexpected(minutes.error());
    if (!hours) return tl::unexpected(hours.error());
    settings.registrationMinutes = *minutes;
    settings.lookAlikeHours = *hours;
    settings.origins = object.value(u"origins"_s).toString();
    if (settings.origins.size() > LongestPath)
        return failure(ErrorCode::BadInput, u"origins"_s, u"longer than %1 characters"_s.arg(LongestPath));
    settings.askOrigins = object.value(u"askOrigins"_s).toBool();
    return settings;
}

// The instant as microseconds: toRfc3339() stops at milliseconds.
QJsonObject toJson(const respond::Decisions &decisions)
{
    QJsonObject object{{u"commander"_s, decisions.commander}};
    if (decisions.closedAt) object.insert(u"closedAt"_s, toUnixMicroseconds(*decisions.closedAt));
    if (decisions.openedAt) object.insert(u"openedAt"_s, toUnixMicroseconds(*decisions.openedAt));
    if (!decisions.openedBy.isEmpty()) object.insert(u"openedBy"_s, decisions.openedBy);
    if (!decisions.openedFor.isRoot()) object.insert(u"openedFor"_s, decisions.openedFor.display());
    return object;
}

Result<respond::Decisions> decisionsFromJson(const QJsonObject &object)
{
    respond::Decisions decisions;
    decisions.commander = object.value(u"commander"_s).toString();
    decisions.openedBy = object.value(u"openedBy"_s).toString();
    if (const QString name = object.value(u"openedFor"_s).toString(); !name.isEmpty()) {
        auto read = dns::Name::fromText(name.toUtf8());
        if (!read) return tl::unexpected(read.error());
        decisions.openedFor = std::move(*read);
    }
    const std::pair<QString, std::optional<Instant> *> instants[]{{u"closedAt"_s, &decisions.closedAt},
                                                                  {u"openedAt"_s, &decisions.openedAt}};
    for (const auto &[key, instant] : instants) {
        const QJsonValue value = object.value(key);
        if (value.isUndefined()) continue;
        if (!value.isDouble()) return failure(ErrorCode::BadInput, key, u"not an instant"_s);
        *instant = instantFromUnixMicroseconds(value.toInteger());
    }
    return decisions;
}

QJsonObject askedToJson(const std::map<dns::Name, Instant> &asked)
{
    QJsonObject object;
    for (const auto &[name, first] : asked)
        object.insert(name.display(), watch::exactTime(first));
    return object;
}

Result<std::map<dns::Name, Instant>> askedFromJson(const QJsonObject &object)
{
    std::map<dns::Name, Instant> asked;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto name = dns::Name::fromText(it.key().toUtf8());
        if (!name) return tl::unexpected(name.error());
        const auto first = watch::timeField(object, it.key());
        if (!first) return tl::unexpected(first.error());
        asked.emplace(*name, *first);
    }
    return asked;
}

} // namespace hinoban::store
