// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;
using Kind = watch::Expectation::Kind;

QString typedText(const dns::RRset &set, const dns::Rdata &rdata, Type askedFor)
{
    QString text = dataText(set.type, rdata);
    if (set.type == askedFor) return text;
    return QString::fromLatin1(dns::typeText(set.type)) + QLatin1Char(' ') + text;
}

QJsonArray expectedText(const watch::Expectation &expectation)
{
    if (expectation.kind == Kind::Absent) return {};
    const QStringList texts = contentTexts(expectation);
    return textList(std::set<QString>(texts.begin(), texts.end()));
}

bool hasStranger(const watch::Expectation &expectation, const Observations &known)
{
    for (const watch::Observation *one : known)
        if (!unexpectedData(expectation, *one).empty()) return true;
    return false;
}

// Something where nothing should be, seen only by resolvers, is also what resolvers make up for names that do not
// exist. It opens nothing by itself, and it clears nothing either.
bool isUnconfirmed(const Docket &docket, const watch::Expectation &expectation, Vantage vantage)
{
    return vantage == Vantage::Resolver && expectation.kind == Kind::Absent &&
           !hasStranger(expectation, docket.known(Vantage::Authoritative, expectation.owner, expectation.type));
}

void judgeAt(Docket &docket, const watch::Expectation &expectation, Vantage vantage)
{
    const QString signal = QStringLiteral("D9");
    const QString subject = docket.subject(expectation.owner, expectation.type);
    const Observations known = docket.known(vantage, expectation.owner, expectation.type);
    const bool decisive = !(vantage == Vantage::Authoritative ? docket.delegated(known) : known).empty();
    const bool stranger = hasStranger(expectation, known);
    const bool unconfirmed = stranger && isUnconfirmed(docket, expectation, vantage);
    if (!decisive || unconfirmed) docket.undecided(signal, vantageText(vantage), subject);
    if (unconfirmed) return;

    Observations saying;
    std::set<QString> unexpected;
    QString rule =
        expectation.kind == Kind::Absent ? QStringLiteral("should-not-exist") : QStringLiteral("unexpected-address");
    for (const watch::Observation *one : known) {
        const std::vector<dns::Rdata> strangers = unexpectedData(expectation, *one);
        if (strangers.empty()) continue;
        saying.push_back(one);
        for (const dns::Rdata &rdata : strangers)
            unexpected.insert(typedText(*one->seen, rdata, expectation.type));
    }
    if (saying.empty() && !mayBeAbsent(expectation) && vantage == Vantage::Authoritative) {
        // Fewer addresses than expected is rotation; none at all is not.
        for (const watch::Observation *one : known)
            if (!one->seen) saying.push_back(one);
        rule = QStringLiteral("address-gone");
    }
    if (saying.empty()) return;
    if (vantage == Vantage::Resolver) rule += QStringLiteral("-resolver");
    Finding &finding = docket.find(signal, vantageText(vantage), subject, Severity::High, rule);
    finding.args = {{QStringLiteral("expected"), expectedText(expectation)},
                    {QStringLiteral("class"), expectation.className},
                    {QStringLiteral("unexpected"), textList(unexpected)}};
    docket.support(finding, saying, docket.asked(vantage, expectation.owner, expectation.type));
}

} // namespace

// D9: where the names lead. One finding a name, type and vantage.
void judgeAddresses(Docket &docket)
{
    for (Vantage vantage : {Vantage::Authoritative, Vantage::Resolver}) {
        docket.judged(QStringLiteral("D9"), vantageText(vantage));
        for (const watch::Expectation &expectation : docket.domain().expectations)
            if (expectation.type == Type::A || expectation.type == Type::AAAA || expectation.type == Type::CNAME)
                judgeAt(docket, expectation, vantage);
    }
}

} // namespace hinoban::detect
