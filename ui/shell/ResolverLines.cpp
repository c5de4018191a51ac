// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ResolverLines.h"

#include "app/base/Prefix.h"
#include "app/base/SafeText.h"
#include "app/watch/ResolverJson.h"
#include "ui/common/TimeText.h"
#include "ui/common/TransportWord.h"

#include <QCoreApplication>

#include <algorithm>

namespace hinoban::ui {

namespace {

constexpr qsizetype LongestText = 300;
constexpr int UsualRate = 20; // dns::EngineOptions::resolverRate
constexpr quint16 UsualPort = 53;

QString addressText(const dns::Server &server)
{
    const QString address = server.address.toString();
    return server.port == UsualPort ? address : QStringLiteral("%1#%2").arg(address).arg(server.port);
}

TextTable::Line lineOf(const ResolverChoice &choice)
{
    const auto &resolver = choice.resolver;
    QStringList protocols;
    for (const auto transport : resolver.transports)
        protocols << transportWord(transport);
    QString operatorText = safeText(resolver.operatorName, LongestText);
    if (!resolver.country.isEmpty()) operatorText += QStringLiteral(" (%1)").arg(safeText(resolver.country, 2));
    QString source = safeText(resolver.source, LongestText);
    if (resolver.isOwn)
        source = isGloballyRoutable(resolver.server.address)
                     ? QCoreApplication::translate("Resolvers", "named by the team")
                     : QCoreApplication::translate("Resolvers", "named by the team; in a network of its own");
    QString address = addressText(resolver.server);
    QString addressTip = address;
    for (const auto &other : resolver.otherAddresses)
        addressTip += QLatin1Char('\n') + other.toString();
    if (!resolver.server.authenticationName.isEmpty())
        addressTip += QLatin1Char('\n') + safeText(resolver.server.authenticationName, LongestText);
    return {{choice.isAsked ? QCoreApplication::translate("Resolvers", "asked")
                            : QCoreApplication::translate("Resolvers", "not asked"),
             choice.isAsked ? Mark::Match : Mark::Unknown},
            {safeText(resolver.server.label, LongestText)},
            {operatorText},
            {address, {}, true, addressTip},
            {protocols.join(QStringLiteral(", ")),
             {},
             false,
             QCoreApplication::translate("Resolvers", "The first is the one that is asked.")},
            {resolver.ttlCap ? spanText(std::chrono::seconds(*resolver.ttlCap)) : QStringLiteral("–")},
            {QString::number(resolver.questionsPerSecond > 0 ? int(resolver.questionsPerSecond) : UsualRate)},
            {source}};
}

TextTable::Line headOf(const QString &text)
{
    TextTable::Line line(size_t(resolverHeads().size()));
    line.front().text = text;
    line.front().strong = true;
    return line;
}

// One that came with an earlier version may have had other data: its address tells that it is the same.
bool isThisOne(const watch::Resolver &shipped, const watch::Resolver &chosen)
{
    if (chosen.isOwn || chosen.server.port != shipped.server.port) return false;
    return chosen.server.address == shipped.server.address ||
           std::find(shipped.otherAddresses.begin(), shipped.otherAddresses.end(), chosen.server.address) !=
               shipped.otherAddresses.end();
}

} // namespace

std::vector<ResolverChoice> resolverChoices(const std::vector<watch::Resolver> &shipped,
                                            const std::vector<watch::Resolver> &chosen)
{
    std::vector<ResolverChoice> choices;
    choices.reserve(shipped.size() + chosen.size());
    for (const auto &one : shipped)
        choices.push_back({one, true, std::any_of(chosen.begin(), chosen.end(), [&](const watch::Resolver &asked) {
                               return isThisOne(one, asked);
                           })});
    for (const auto &one : chosen)
        if (std::none_of(shipped.begin(), shipped.end(),
                         [&](const watch::Resolver &known) { return isThisOne(known, one); }))
            choices.push_back({one, false, true});
    return choices;
}

std::vector<watch::Resolver> askedOf(const std::vector<ResolverChoice> &choices)
{
    std::vector<watch::Resolver> asked;
    for (const auto &choice : choices)
        if (choice.isAsked) asked.push_back(choice.resolver);
    return asked;
}

bool asksOtherwise(const std::vector<ResolverChoice> &choices, const std::vector<watch::Resolver> &chosen)
{
    const auto asked = askedOf(choices);
    return !std::equal(asked.begin(), asked.end(), chosen.begin(), chosen.end(),
                       [](const watch::Resolver &a, const watch::Resolver &b) { return toJson(a) == toJson(b); });
}

QStringList resolverHeads()
{
    return {QCoreApplication::translate("Resolvers", "Asked?"),
            QCoreApplication::translate("Resolvers", "Resolver"),
            QCoreApplication::translate("Resolvers", "Operator"),
            QCoreApplication::translate("Resolvers", "Address"),
            QCoreApplication::translate("Resolvers", "Protocols"),
            QCoreApplication::translate("Resolvers", "Cap"),
            QCoreApplication::translate("Resolvers", "Questions a second"),
            QCoreApplication::translate("Resolvers", "Source")};
}

ResolverLines resolverLines(const std::vector<ResolverChoice> &choices)
{
    ResolverLines result;
    for (const bool isShipped : {true, false}) {
        result.lines.push_back(headOf(isShipped ? QCoreApplication::translate("Resolvers", "Public")
                                                : QCoreApplication::translate("Resolvers", "Your own")));
        result.places.push_back(-1);
        for (size_t at = 0; at < choices.size(); ++at) {
            if (choices[at].isShipped != isShipped) continue;
            result.lines.push_back(lineOf(choices[at]));
            result.places.push_back(int(at));
        }
    }
    return result;
}

} // namespace hinoban::ui
