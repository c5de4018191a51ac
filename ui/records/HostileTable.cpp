// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/HostileTable.h"

#include "app/base/SafeText.h"
#include "ui/common/TimeText.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::ui {

using respond::AssetKind;
using respond::AssetState;
using respond::HostileAsset;

namespace {

constexpr size_t MostHistory = 12;

Mark markOf(AssetState state)
{
    switch (state) {
    case AssetState::Live:
        return Mark::Mismatch;
    case AssetState::Changed:
        return Mark::Suspicion;
    case AssetState::Stopped:
    case AssetState::Unresolvable:
        return Mark::Match;
    case AssetState::Unknown:
        break;
    }
    return Mark::Unknown;
}

QString deskOf(const HostileAsset &asset)
{
    if (asset.desk.isEmpty() && asset.deskMail.isEmpty() && asset.deskPhone.isEmpty()) return {};
    const QString channel = asset.deskMail.isEmpty() ? asset.deskPhone : asset.deskMail;
    if (channel.isEmpty()) return asset.desk;
    return asset.desk.isEmpty() ? channel : QStringLiteral("%1 · %2").arg(asset.desk, channel);
}

void add(QStringList &lines, const QString &label, const QString &text)
{
    //: %1: what it is ("Network"). %2: the value
    if (!text.isEmpty()) lines += QCoreApplication::translate("HostileTable", "%1: %2").arg(label, safeText(text, 500));
}

} // namespace

QString assetKindWord(AssetKind kind)
{
    switch (kind) {
    case AssetKind::Nameserver:
        return QCoreApplication::translate("HostileTable", "name server");
    case AssetKind::MailHost:
        return QCoreApplication::translate("HostileTable", "mail host");
    case AssetKind::Address:
        return QCoreApplication::translate("HostileTable", "address");
    case AssetKind::Domain:
        return QCoreApplication::translate("HostileTable", "domain");
    case AssetKind::Certificate:
        return QCoreApplication::translate("HostileTable", "certificate");
    }
    return {};
}

QString assetStateWord(AssetState state)
{
    switch (state) {
    case AssetState::Unknown:
        return QCoreApplication::translate("HostileTable", "not known");
    case AssetState::Live:
        return QCoreApplication::translate("HostileTable", "alive");
    case AssetState::Changed:
        return QCoreApplication::translate("HostileTable", "answers otherwise");
    case AssetState::Stopped:
        return QCoreApplication::translate("HostileTable", "stopped");
    case AssetState::Unresolvable:
        return QCoreApplication::translate("HostileTable", "does not resolve");
    }
    return {};
}

Mark assetMark(const HostileAsset &asset) { return asset.dismissed() ? Mark::Unknown : markOf(asset.state); }

QStringList hostileHeads()
{
    return {QCoreApplication::translate("HostileTable", "Name"),
            QCoreApplication::translate("HostileTable", "Kind"),
            QCoreApplication::translate("HostileTable", "State"),
            QCoreApplication::translate("HostileTable", "Since"),
            QCoreApplication::translate("HostileTable", "Next question"),
            QCoreApplication::translate("HostileTable", "Whom to ask"),
            QCoreApplication::translate("HostileTable", "Request")};
}

std::vector<TextTable::Line> hostileLines(const std::vector<HostileAsset> &assets, Instant now)
{
    std::vector<TextTable::Line> lines;
    lines.reserve(assets.size());
    for (const auto &asset : assets) {
        const QString state = asset.dismissed() ? QCoreApplication::translate("HostileTable", "not hostile")
                                                : assetStateWord(asset.state);
        const QString since = asset.since ? TimeText::instance().brief(*asset.since) : QString();
        const QString next =
            asset.dismissed() ? QString()
            : !asset.nextAt   ? QCoreApplication::translate("HostileTable", "not asked")
            : *asset.nextAt <= now
                ? QCoreApplication::translate("HostileTable", "now")
                : QCoreApplication::translate("HostileTable", "in %1").arg(spanText(*asset.nextAt - now));
        lines.push_back({{asset.key.name, {}, true, asset.detail},
                         {assetKindWord(asset.key.kind)},
                         {state, assetMark(asset), false, asset.why},
                         {since, {}, true, asset.since ? TimeText::instance().both(*asset.since) : QString()},
                         {next},
                         {deskOf(asset)},
                         {asset.requests.isEmpty() ? QCoreApplication::translate("HostileTable", "none")
                                                   : asset.requests.join(QLatin1Char(' '))}});
    }
    return lines;
}

std::vector<HostileAsset> assetsOf(const std::vector<HostileAsset> &assets, const dns::Name &domain)
{
    std::vector<HostileAsset> own;
    for (const auto &asset : assets)
        if (asset.domains.empty() ||
            std::find(asset.domains.begin(), asset.domains.end(), domain) != asset.domains.end())
            own.push_back(asset);
    return own;
}

QString assetDetail(const HostileAsset &asset)
{
    const auto &times = TimeText::instance();
    QStringList lines;
    if (asset.dismissed())
        lines += QCoreApplication::translate("HostileTable", "%1 said that it is not hostile: %2")
                     .arg(asset.dismissedBy, asset.dismissedWhy);
    if (!asset.addedBy.isEmpty())
        lines += QCoreApplication::translate("HostileTable", "Named by %1: %2").arg(asset.addedBy, asset.addedWhy);
    add(lines, QCoreApplication::translate("HostileTable", "Seen by"), asset.findings.join(QStringLiteral(", ")));
    if (asset.firstSeen)
        add(lines, QCoreApplication::translate("HostileTable", "First seen"), times.both(*asset.firstSeen));
    add(lines, QCoreApplication::translate("HostileTable", "Imitates"), asset.imitates);
    QStringList addresses;
    if (asset.key.kind != AssetKind::Address)
        for (const auto &address : asset.addresses)
            addresses += address.toString();
    add(lines, QCoreApplication::translate("HostileTable", "Addresses"), addresses.join(QLatin1Char(' ')));
    add(lines, QCoreApplication::translate("HostileTable", "His hosts there"), asset.hosts.join(QLatin1Char(' ')));
    QString network = asset.network;
    if (asset.origin) network = QStringLiteral("AS%1 %2").arg(asset.origin).arg(network).trimmed();
    if (!asset.country.isEmpty()) network += QStringLiteral(", ") + asset.country;
    add(lines, QCoreApplication::translate("HostileTable", "Network"), network);
    add(lines, QCoreApplication::translate("HostileTable", "Registrar"), asset.registrar);
    if (asset.registered)
        add(lines, QCoreApplication::translate("HostileTable", "Registered"), times.both(*asset.registered));
    add(lines, QCoreApplication::translate("HostileTable", "Report misuse to"),
        QStringList{asset.desk, asset.deskMail, asset.deskPhone}.join(QLatin1Char(' ')).simplified());
    if (!asset.detail.isEmpty()) lines += safeText(asset.detail, 300);
    if (asset.askedAt)
        add(lines, QCoreApplication::translate("HostileTable", "Last asked"), times.both(*asset.askedAt));
    if (asset.questioned)
        add(lines, QCoreApplication::translate("HostileTable", "Asked for everything of ours"),
            times.both(*asset.questioned));
    // The newest first: that is what is read.
    size_t shown = 0;
    for (auto turn = asset.history.rbegin(); turn != asset.history.rend() && shown < MostHistory; ++turn, ++shown)
        lines += QStringLiteral("%1  %2 %3  %4")
                     .arg(times.full(turn->at), markSymbol(markOf(turn->state)), assetStateWord(turn->state),
                          safeText(turn->detail, 200));
    return lines.join(QLatin1Char('\n'));
}

QString assetSummary(const std::vector<HostileAsset> &assets)
{
    const auto counts = respond::assetCounts(assets);
    QStringList parts;
    if (counts.live > 0) parts += QCoreApplication::translate("HostileTable", "%1 alive").arg(counts.live);
    if (counts.changed > 0)
        parts += QCoreApplication::translate("HostileTable", "%1 answer otherwise").arg(counts.changed);
    if (counts.unknown > 0) parts += QCoreApplication::translate("HostileTable", "%1 not known").arg(counts.unknown);
    if (counts.stopped > 0) parts += QCoreApplication::translate("HostileTable", "%1 stopped").arg(counts.stopped);
    if (counts.unresolvable > 0)
        parts += QCoreApplication::translate("HostileTable", "%1 no longer resolve").arg(counts.unresolvable);
    return parts.join(QStringLiteral(" · "));
}

} // namespace hinoban::ui
