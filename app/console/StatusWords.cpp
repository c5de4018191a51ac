// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/StatusWords.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace hinoban::console {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("hinoban::console", text); }

struct Known {
    const char *status; // without "client" and "server" where both exist
    const char *meaning;
    StatusHolder holder;
    bool isUrgent;
};

constexpr Known Locks[] = {
    {"TransferProhibited",
     QT_TRANSLATE_NOOP("hinoban::console", "A transfer to another registrar is refused."),
     {},
     false},
    {"UpdateProhibited",
     QT_TRANSLATE_NOOP("hinoban::console", "Changes are refused, of the nameservers too."),
     {},
     false},
    {"DeleteProhibited", QT_TRANSLATE_NOOP("hinoban::console", "A deletion is refused."), {}, false},
    {"RenewProhibited",
     QT_TRANSLATE_NOOP("hinoban::console", "A renewal is refused; there may be a dispute."),
     {},
     false},
    {"Hold",
     QT_TRANSLATE_NOOP("hinoban::console", "The domain is taken out of the DNS: nothing under it works."),
     {},
     true},
};

using Holder = StatusHolder;
constexpr Known Others[] = {
    {"ok", QT_TRANSLATE_NOOP("hinoban::console", "Nothing is locked and nothing is under way."), Holder::Nobody, false},
    {"inactive", QT_TRANSLATE_NOOP("hinoban::console", "No nameservers are registered: the domain is not in the DNS."),
     Holder::Account, true},
    {"linked", QT_TRANSLATE_NOOP("hinoban::console", "Other objects of the registry refer to it."), Holder::Nobody,
     false},
    {"addPeriod", QT_TRANSLATE_NOOP("hinoban::console", "It was registered a few days ago."), Holder::Passing, false},
    {"autoRenewPeriod",
     QT_TRANSLATE_NOOP("hinoban::console", "It expired, and the registry renewed it by itself for now."),
     Holder::Passing, false},
    {"renewPeriod", QT_TRANSLATE_NOOP("hinoban::console", "It was renewed a few days ago."), Holder::Passing, false},
    {"transferPeriod", QT_TRANSLATE_NOOP("hinoban::console", "It was transferred to another registrar a few days ago."),
     Holder::Passing, false},
    {"pendingTransfer",
     QT_TRANSLATE_NOOP("hinoban::console",
                       "A transfer to another registrar is asked for. The present registrar can still refuse it."),
     Holder::Passing, true},
    {"pendingUpdate", QT_TRANSLATE_NOOP("hinoban::console", "A change is asked for and not made yet."), Holder::Passing,
     false},
    {"pendingRenew", QT_TRANSLATE_NOOP("hinoban::console", "A renewal is asked for and not made yet."), Holder::Passing,
     false},
    {"pendingCreate", QT_TRANSLATE_NOOP("hinoban::console", "The registration is asked for and not made yet."),
     Holder::Passing, false},
    {"redemptionPeriod",
     QT_TRANSLATE_NOOP("hinoban::console",
                       "It was deleted. The registrar can still restore it before others may register it."),
     Holder::Account, true},
    {"pendingRestore", QT_TRANSLATE_NOOP("hinoban::console", "Its restoration after a deletion is under way."),
     Holder::Passing, true},
    {"pendingDelete", QT_TRANSLATE_NOOP("hinoban::console", "It is about to be deleted; then anybody may register it."),
     Holder::Passing, true},
    {"locked", QT_TRANSLATE_NOOP("hinoban::console", "Changes are refused; by whom is not told."), Holder::Unknown,
     false},
    {"transferProhibited",
     QT_TRANSLATE_NOOP("hinoban::console", "A transfer to another registrar is refused; by whom is not told."),
     Holder::Unknown, false},
    {"updateProhibited", QT_TRANSLATE_NOOP("hinoban::console", "Changes are refused; by whom is not told."),
     Holder::Unknown, false},
    {"deleteProhibited", QT_TRANSLATE_NOOP("hinoban::console", "A deletion is refused; by whom is not told."),
     Holder::Unknown, false},
    {"renewProhibited", QT_TRANSLATE_NOOP("hinoban::console", "A renewal is refused; by whom is not told."),
     Holder::Unknown, false},
    // JPRS's own, as its WHOIS writes them.
    {"AgentChangeLocked", QT_TRANSLATE_NOOP("hinoban::console", "A change to another registrar is refused."),
     Holder::Unknown, false},
    {"DomainTransferLocked", QT_TRANSLATE_NOOP("hinoban::console", "A transfer to another holder is refused."),
     Holder::Unknown, false},
    {"validated", QT_TRANSLATE_NOOP("hinoban::console", "The registry has checked the registration's data."),
     Holder::Nobody, false},
    {"private", QT_TRANSLATE_NOOP("hinoban::console", "The registry does not publish the holder's data."),
     Holder::Nobody, false},
    {"proxy", QT_TRANSLATE_NOOP("hinoban::console", "Somebody else stands in for the holder in the published data."),
     Holder::Nobody, false},
    {"obscured", QT_TRANSLATE_NOOP("hinoban::console", "Some of the published data is altered on purpose."),
     Holder::Nobody, false},
    {"removed", QT_TRANSLATE_NOOP("hinoban::console", "Some of the data is left out on purpose."), Holder::Nobody,
     false},
};

} // namespace

StatusWords statusWords(const QString &status)
{
    const auto words = [](const Known &known, StatusHolder holder) {
        return StatusWords{tr(known.meaning), holder, known.isUrgent};
    };
    const auto is = [](QStringView text) {
        return [text](const Known &known) { return text == QLatin1String(known.status); };
    };
    for (const auto &[prefix, holder] :
         {std::pair("client", StatusHolder::Account), std::pair("server", StatusHolder::Registry)}) {
        if (!status.startsWith(QLatin1String(prefix))) continue;
        const auto lock = std::find_if(std::begin(Locks), std::end(Locks), is(QStringView(status).mid(6)));
        if (lock != std::end(Locks)) return words(*lock, holder);
    }
    // RFC 8056 writes EPP's "ok" as "active".
    const QString named = status == QLatin1String("active") ? QStringLiteral("ok") : status;
    const auto other = std::find_if(std::begin(Others), std::end(Others), is(named));
    if (other != std::end(Others)) return words(*other, other->holder);
    return {tr("Not a status of EPP or RDAP: ask the registry what it means."), StatusHolder::Unknown, false};
}

QString holderWord(StatusHolder holder)
{
    switch (holder) {
    case StatusHolder::Account:
        return tr("The registrar can take it away, and so can whoever holds the "
                  "account there.");
    case StatusHolder::Registry:
        return tr("Only the registry can take it away.");
    case StatusHolder::Passing:
        return tr("It ends with what is under way.");
    case StatusHolder::Nobody:
        return tr("Nobody needs to take it away.");
    case StatusHolder::Unknown:
        break;
    }
    return tr("Who can take it away is not known.");
}

} // namespace hinoban::console
