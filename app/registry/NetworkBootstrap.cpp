// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/NetworkBootstrap.h"

#include "app/base/CanonicalJson.h"
#include "app/registry/BootstrapServices.h"

namespace hinoban::registry {

using namespace Qt::StringLiterals;

namespace {

// "131072-153913", or one number.
std::optional<std::pair<quint32, quint32>> rangeOf(const QString &text)
{
    bool knowsFirst = false, knowsLast = false;
    const quint32 first = text.section(u'-', 0, 0).toUInt(&knowsFirst);
    const quint32 last = text.contains(u'-') ? text.section(u'-', 1).toUInt(&knowsLast) : first;
    if (!knowsFirst || (text.contains(u'-') && !knowsLast) || last < first) return std::nullopt;
    return std::pair(first, last);
}

} // namespace

Result<void> NetworkBootstrap::add(const QByteArray &json)
{
    const auto services = bootstrapServices(json);
    if (!services) return tl::unexpected<Error>(services.error());
    for (const BootstrapService &service : *services) {
        for (const QString &name : service.names) {
            if (name.contains(u'.') || name.contains(u':')) {
                const auto prefix = Prefix::fromText(name);
                if (!prefix) return tl::unexpected<Error>(prefix.error());
                if (service.base) m_blocks.push_back({*prefix, prefix->text().section(u'/', 1).toInt(), *service.base});
            } else {
                const auto range = rangeOf(name);
                if (!range)
                    return failure(ErrorCode::BadInput, service.where, u"neither addresses nor autonomous systems"_s);
                if (service.base) m_ranges.push_back({range->first, range->second, *service.base});
            }
        }
    }
    return {};
}

std::optional<QUrl> NetworkBootstrap::base(const QHostAddress &address) const
{
    const Block *best = nullptr;
    for (const Block &block : m_blocks)
        if (block.prefix.contains(address) && (!best || block.length > best->length)) best = &block;
    return best ? std::optional(best->url) : std::nullopt;
}

std::optional<QUrl> NetworkBootstrap::base(quint32 autonomousSystem) const
{
    const Range *best = nullptr;
    for (const Range &range : m_ranges) {
        const bool fits = range.first <= autonomousSystem && autonomousSystem <= range.last;
        if (fits && (!best || range.last - range.first < best->last - best->first)) best = &range;
    }
    return best ? std::optional(best->url) : std::nullopt;
}

std::optional<QUrl> NetworkBootstrap::baseOfKey(const QByteArray &key) const
{
    if (key.startsWith("ip/")) {
        const QHostAddress address(QString::fromLatin1(key.mid(3)));
        return address.isNull() ? std::nullopt : base(address);
    }
    bool known = false;
    const quint32 number = key.startsWith("autnum/") ? key.mid(7).toUInt(&known) : 0;
    return known ? base(number) : std::nullopt;
}

} // namespace hinoban::registry
