// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QUrl>

#include <array>
#include <map>
#include <vector>

namespace hinoban::console {

// Which registries are asked: IANA's four bootstrap files (RFC 9224). The shipped ones (resources/rdap) count until a
// person takes over others, which then lie in hinoban/rdap below the user's data folder. Nothing is fetched by itself:
// what the watch asks must not change because a download changed. Values and files; any thread.

enum class BootstrapList { Domains, Ipv4, Ipv6, AutonomousSystems };
inline constexpr std::array BootstrapLists{BootstrapList::Domains, BootstrapList::Ipv4, BootstrapList::Ipv6,
                                           BootstrapList::AutonomousSystems};
[[nodiscard]] QString bootstrapFileName(BootstrapList list); // as IANA names it: "dns.json"

struct Bootstrap {
    BootstrapList list = BootstrapList::Domains;
    QByteArray bytes;
    QString publication;           // as the file says; empty: it does not
    QString path;                  // where it was taken over to; empty: shipped
    std::map<QString, QUrl> bases; // by entry: "com", "192.0.2.0/24", "64496-64511"; without those that lack https
    int leftOut = 0;               // entries that lack it
};

// Which of the four it is can be seen by its entries. BadInput with the place: it is none, or more than one.
[[nodiscard]] Result<Bootstrap> bootstrapFrom(const QByteArray &json, const QString &name);
// What counts now. Errors: one that was taken over cannot be read any more.
[[nodiscard]] Result<Bootstrap> bootstrapInUse(BootstrapList list);

struct BootstrapChange {
    QString entry;
    QUrl before, after; // empty: it is not there
    friend bool operator==(const BootstrapChange &, const BootstrapChange &) = default;
};
// By entry, in their order.
[[nodiscard]] std::vector<BootstrapChange> bootstrapChanges(const Bootstrap &before, const Bootstrap &after);

// From the next start on. NotPermitted: published before what counts now (someone may have kept it); ReadOnly.
[[nodiscard]] Result<void> takeOver(const Bootstrap &bootstrap);
// Back to the shipped one; nothing happens where it counts already.
[[nodiscard]] Result<void> useShipped(BootstrapList list);

} // namespace hinoban::console
