// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/BootstrapLists.h"

#include "app/base/CanonicalJson.h"
#include "app/base/Instant.h"
#include "app/base/Prefix.h"
#include "app/base/SafeText.h"
#include "app/registry/BootstrapServices.h"
#include "app/registry/NetworkBootstrap.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <optional>

namespace hinoban::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostBytes = qsizetype(1) << 20; // IANA's longest has 80 KiB
constexpr qsizetype MostName = 253;

QString folder() { return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/hinoban/rdap"_s; }

// Of a single entry; nothing: it can stand in none of the four files.
std::optional<BootstrapList> listOf(const QString &entry)
{
    if (entry.contains(u'/')) {
        const auto prefix = Prefix::fromText(entry);
        if (!prefix) return {};
        return entry.contains(u':') ? BootstrapList::Ipv6 : BootstrapList::Ipv4;
    }
    const auto isDigit = [](QChar letter) { return (letter >= u'0' && letter <= u'9') || letter == u'-'; };
    if (!entry.isEmpty() && std::all_of(entry.begin(), entry.end(), isDigit)) return BootstrapList::AutonomousSystems;
    const auto isOfName = [](QChar letter) {
        return (letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9') || letter == u'-' ||
               letter == u'.';
    };
    if (entry.size() > MostName || !std::all_of(entry.begin(), entry.end(), isOfName)) return {};
    return BootstrapList::Domains; // the empty one is the root (RFC 9224, 4)
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    QByteArray content = file.read(MostBytes + 1);
    if (content.size() > MostBytes) return failure(ErrorCode::BadInput, path, u"longer than 1 MiB"_s);
    return content;
}

} // namespace

QString bootstrapFileName(BootstrapList list)
{
    static constexpr std::array Names{"dns.json", "ipv4.json", "ipv6.json", "asn.json"};
    return QLatin1String(Names[static_cast<size_t>(list)]);
}

Result<Bootstrap> bootstrapFrom(const QByteArray &json, const QString &name)
{
    const auto refused = [&](const QString &place, const QString &why) {
        return failure(ErrorCode::BadInput, place.isEmpty() ? name : name + u": "_s + place, why);
    };
    if (json.size() > MostBytes) return refused({}, u"longer than 1 MiB"_s);
    const auto services = registry::bootstrapServices(json);
    if (!services) return refused(services.error().where, services.error().detail);
    Bootstrap out;
    out.bytes = json;
    out.publication = safeText(parseJson(json)->toObject().value(u"publication"_s).toString(), 40);
    if (!out.publication.isEmpty() && !instantFromRfc3339(out.publication))
        return refused(u"publication"_s, u"not a time (RFC 3339)"_s);
    std::optional<BootstrapList> list;
    for (const auto &service : *services) {
        for (const QString &given : service.names) {
            const QString entry = given.toLower();
            const auto of = listOf(entry);
            if (!of) return refused(service.where, u"neither a domain, nor addresses, nor autonomous systems"_s);
            if (list.value_or(*of) != *of) return refused(service.where, u"another kind of entry than those before"_s);
            list = of;
            if (service.base)
                out.bases.emplace(entry, *service.base);
            else
                ++out.leftOut;
        }
    }
    if (!list || out.bases.empty()) return refused({}, u"it names no registry that is asked over https"_s);
    if (*list != BootstrapList::Domains) {
        registry::NetworkBootstrap networks;
        if (const auto read = networks.add(json); !read) return refused(read.error().where, read.error().detail);
    }
    out.list = *list;
    return out;
}

Result<Bootstrap> bootstrapInUse(BootstrapList list)
{
    const QString taken = folder() + u'/' + bootstrapFileName(list);
    const bool isShipped = !QFileInfo::exists(taken);
    const QString path = isShipped ? u":/rdap/"_s + bootstrapFileName(list) : taken;
    const auto content = contentOf(path);
    if (!content) return tl::unexpected(content.error());
    auto read = bootstrapFrom(*content, path);
    if (!read) return read;
    if (read->list != list)
        return failure(ErrorCode::BadInput, path, u"what lies there is %1"_s.arg(bootstrapFileName(read->list)));
    if (!isShipped) read->path = path;
    return read;
}

std::vector<BootstrapChange> bootstrapChanges(const Bootstrap &before, const Bootstrap &after)
{
    std::vector<BootstrapChange> changes;
    std::map<QString, std::pair<QUrl, QUrl>> all;
    for (const auto &[entry, base] : before.bases)
        all[entry].first = base;
    for (const auto &[entry, base] : after.bases)
        all[entry].second = base;
    for (const auto &[entry, bases] : all)
        if (bases.first != bases.second) changes.push_back({entry, bases.first, bases.second});
    return changes;
}

Result<void> takeOver(const Bootstrap &bootstrap)
{
    const QString path = folder() + u'/' + bootstrapFileName(bootstrap.list);
    // One that was taken over and broken since stands in nobody's way.
    if (const auto now = bootstrapInUse(bootstrap.list)) {
        const auto old = instantFromRfc3339(now->publication), other = instantFromRfc3339(bootstrap.publication);
        if (old && (!other || *other < *old))
            return failure(
                ErrorCode::NotPermitted, bootstrapFileName(bootstrap.list),
                u"published %1, and what counts now was published %2"_s.arg(
                    bootstrap.publication.isEmpty() ? u"at no known time"_s : bootstrap.publication, now->publication));
    }
    const auto refused = [&](const QString &why) { return failure(ErrorCode::ReadOnly, path, why); };
    if (!QDir().mkpath(folder())) return refused(u"the folder cannot be made"_s);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bootstrap.bytes) != bootstrap.bytes.size() || !file.commit())
        return refused(file.errorString());
    return {};
}

Result<void> useShipped(BootstrapList list)
{
    const QString path = folder() + u'/' + bootstrapFileName(list);
    QFile file(path);
    if (file.exists() && !file.remove()) return failure(ErrorCode::ReadOnly, path, file.errorString());
    return {};
}

} // namespace hinoban::console
