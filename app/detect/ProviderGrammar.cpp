// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/ProviderGrammar.h"

#include "app/detect/LookAlike.h"
#include "app/detect/Resemblance.h"

#include <array>

namespace hinoban::detect {
namespace {

// The number of a Route 53 server decides its zone: 512 numbers a TLD, eight a zone.
bool checkRoute53(const QRegularExpressionMatch &match)
{
    static const std::array<QLatin1String, 4> tlds{QLatin1String("com"), QLatin1String("net"), QLatin1String("org"),
                                                   QLatin1String("co.uk")};
    const int number = match.capturedView(1).toInt();
    return number < 2048 && match.capturedView(2).toInt() == (number & 511) >> 3 &&
           match.capturedView(3) == tlds[size_t(number >> 9)];
}

} // namespace

const std::vector<ProviderGrammar> &providerGrammars()
{
    static const std::vector<ProviderGrammar> grammars{
        {QStringLiteral("Route 53"),
         QRegularExpression(QStringLiteral("\\Ans-(0|[1-9][0-9]{0,3})\\.awsdns-([0-9]{2})\\.(com|net|org|co\\.uk)\\z")),
         QStringLiteral("awsdns#"), checkRoute53},
    };
    return grammars;
}

std::optional<bool> obeys(const ProviderGrammar &grammar, const dns::Name &name)
{
    const QRegularExpressionMatch match = grammar.strict.match(name.display());
    if (match.hasMatch()) return !grammar.check || grammar.check(match);
    const RegistrableParts parts = registrableParts(name);
    if (resemblesFamily(parts.label, grammar.family)) return false;
    return std::nullopt;
}

std::optional<bool> isRoute53Nameserver(const dns::Name &name) { return obeys(providerGrammars().front(), name); }

} // namespace hinoban::detect
