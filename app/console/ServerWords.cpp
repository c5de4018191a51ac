// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServerWords.h"

#include <QCoreApplication>

namespace hinoban::console {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("hinoban::console", text); }

} // namespace

QString differenceWord(const QByteArray &what)
{
    if (what == "parent-ns") return tr("The parent's servers do not name the same nameservers.");
    if (what == "parent-ds") return tr("The parent's servers do not have the same DS.");
    if (what == "child-ns") return tr("The domain's servers do not name the same nameservers.");
    if (what == "child-soa") return tr("The domain's servers do not have the same SOA.");
    if (what == "child-dnskey") return tr("The domain's servers do not have the same DNSKEY.");
    if (what == "one-host") return tr("The addresses of one server do not say the same.");
    return tr("A server answers otherwise over TCP than over UDP.");
}

QString serverWord(const watch::ServerState &server)
{
    using Kind = watch::ServerState::Kind;
    switch (server.kind) {
    case Kind::Answers:
        return server.isDelegated ? tr("answers") : tr("serves the domain, and is not delegated to");
    case Kind::Lame:
        return tr("lame: it does not know the domain");
    case Kind::Refuses:
        return tr("refuses to answer");
    case Kind::Fails:
        return tr("fails");
    case Kind::Malformed:
        return tr("sends what is no DNS message");
    case Kind::Silent:
        return tr("silent");
    case Kind::Unreachable:
        return tr("unreachable");
    }
    return {};
}

} // namespace hinoban::console
