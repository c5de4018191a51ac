// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

#include <algorithm>

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

enum class Shift { None, Raised, Lowered };

// Long-lived NS keep caches on the false servers; short-lived MX and addresses let a forger come and go.
Shift shiftOf(Type type, quint32 seen, quint32 expected)
{
    switch (type) {
    case Type::NS:
        return expected > 0 && quint64(seen) >= 2 * quint64(expected) ? Shift::Raised : Shift::None;
    case Type::MX:
    case Type::A:
    case Type::AAAA:
    case Type::CNAME:
        return expected > 0 && quint64(seen) * 10 <= quint64(expected) ? Shift::Lowered : Shift::None;
    default:
        return Shift::None;
    }
}

} // namespace

// D7: TTLs as the authoritative servers state them. Alone it is how people prepare a move; beside any other D it is
// how forgers keep what they took.
void judgeTtls(Docket &docket)
{
    const QString signal = QStringLiteral("D7");
    const QString vantage = QStringLiteral("authoritative");
    docket.judged(signal, vantage);
    const bool others = std::any_of(docket.findings().begin(), docket.findings().end(), [](const Finding &finding) {
        return finding.signal.startsWith(QLatin1Char('D')) && finding.severity > Severity::Info;
    });

    for (const watch::Expectation &expectation : docket.domain().expectations) {
        std::vector<quint32> expected;
        for (const watch::Expectation *one : alternativesOf(expectation))
            if (one->ttl) expected.push_back(*one->ttl);
        if (expected.empty()) continue;
        // Among alternatives, the TTL may be as any of them says.
        const auto shiftFrom = [&](quint32 seen) {
            const bool isExpected = std::any_of(expected.begin(), expected.end(), [&](quint32 ttl) {
                return shiftOf(expectation.type, seen, ttl) == Shift::None;
            });
            return isExpected ? Shift::None : shiftOf(expectation.type, seen, expected.front());
        };
        const QString subject = docket.subject(expectation.owner, expectation.type);
        const Observations known = docket.known(Vantage::Authoritative, expectation.owner, expectation.type);
        if (docket.delegated(known).empty()) docket.undecided(signal, vantage, subject);
        Observations shifted;
        std::set<quint32> ttls;
        for (const watch::Observation *one : known) {
            // What stands in the place of the data, an alias or a delegation, has a TTL of its own.
            if (!one->seen || one->seen->owner != expectation.owner || one->seen->type != expectation.type) continue;
            if (shiftFrom(one->seen->ttl) == Shift::None) continue;
            shifted.push_back(one);
            ttls.insert(one->seen->ttl);
        }
        if (shifted.empty()) continue;
        const bool raised = shiftFrom(*ttls.begin()) == Shift::Raised;
        Finding &finding = docket.find(signal, vantage, subject, others ? Severity::High : Severity::Med,
                                       raised ? QStringLiteral("ttl-raised") : QStringLiteral("ttl-lowered"));
        QJsonArray present;
        for (quint32 ttl : ttls)
            present.append(QString::number(ttl));
        finding.args = {{QStringLiteral("expected"), QString::number(expected.front())},
                        {QStringLiteral("present"), present}};
        docket.support(finding, shifted, docket.asked(Vantage::Authoritative, expectation.owner, expectation.type));
    }
}

} // namespace hinoban::detect
