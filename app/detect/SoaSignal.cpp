// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/SignalFamilies.h"

namespace hinoban::detect {
namespace {

using dns::Type;
using dns::Vantage;

QJsonArray changedFields(const dns::Soa &seen, const dns::Soa &expected)
{
    QJsonArray out;
    const auto compare = [&](bool same, const char *field) {
        if (!same) out.append(QLatin1String(field));
    };
    compare(seen.mname == expected.mname, "MNAME");
    compare(seen.rname == expected.rname, "RNAME");
    compare(seen.refresh == expected.refresh, "REFRESH");
    compare(seen.retry == expected.retry, "RETRY");
    compare(seen.expire == expected.expire, "EXPIRE");
    compare(seen.minimum == expected.minimum, "MINIMUM");
    return out;
}

// Serial number arithmetic (RFC 1982, 3.2).
bool isOlder(quint32 a, quint32 b) { return a != b && qint32(a - b) < 0; }

} // namespace

// D6: the zone's own description of itself. A forger who fills a server by hand rarely gets all of it right.
void judgeSoa(Docket &docket)
{
    const QString signal = QStringLiteral("D6");
    const QString vantage = QStringLiteral("authoritative");
    const dns::Name &domain = docket.domain().name;
    const QString subject = docket.subject(domain, Type::SOA);
    docket.judged(signal, vantage);
    const watch::Expectation *expectation = docket.domain().find(domain, Type::SOA);
    if (!expectation) return;
    std::vector<dns::Soa> alternatives;
    for (const watch::Expectation *one : alternativesOf(*expectation))
        if (one->rdatas.size() == 1)
            if (const auto soa = dns::soaOf(one->rdatas.front())) alternatives.push_back(*soa);
    if (alternatives.empty()) return;

    const Observations known = docket.known(Vantage::Authoritative, domain, Type::SOA);
    if (docket.delegated(known).empty()) docket.undecided(signal, vantage, subject);
    Observations differing;
    Observations older;
    std::set<QString> present;
    QJsonArray fields;
    for (const watch::Observation *one : known) {
        const bool isSoa = one->seen && one->seen->type == Type::SOA && !one->seen->rdatas.empty();
        const auto seen = isSoa ? dns::soaOf(one->seen->rdatas.front()) : std::nullopt;
        // Beside the expected one that it resembles most.
        const dns::Soa *nearest = &alternatives.front();
        QJsonArray changed{QStringLiteral("SOA")};
        for (size_t i = 0; seen && i < alternatives.size(); ++i) {
            const QJsonArray fieldsOf = changedFields(*seen, alternatives[i]);
            if (i > 0 && fieldsOf.size() >= changed.size()) continue;
            nearest = &alternatives[i];
            changed = fieldsOf;
        }
        if (changed.isEmpty()) {
            if (isOlder(seen->serial, nearest->serial)) older.push_back(one);
            continue;
        }
        differing.push_back(one);
        if (seen) present.insert(QString::fromLatin1(dns::rdataText(Type::SOA, one->seen->rdatas.front())));
        for (const QJsonValue field : changed)
            if (!fields.contains(field)) fields.append(field);
    }

    const auto report = [&](const Observations &saying, Severity severity, const QString &rule) {
        Finding &finding = docket.find(signal, vantage, subject, severity, rule);
        finding.args = {{QStringLiteral("expected"),
                         QJsonArray{QString::fromLatin1(dns::rdataText(Type::SOA, expectation->rdatas.front()))}},
                        {QStringLiteral("present"), textList(present)},
                        {QStringLiteral("changed"), fields}};
        docket.support(finding, saying, docket.asked(Vantage::Authoritative, domain, Type::SOA));
    };
    if (!differing.empty()) {
        report(differing, Severity::High, QStringLiteral("soa-changed"));
    } else if (!older.empty()) {
        // An older copy at one server happens to honest zones every day.
        for (const watch::Observation *one : older)
            present.insert(QString::fromLatin1(dns::rdataText(Type::SOA, one->seen->rdatas.front())));
        report(older, Severity::Info, QStringLiteral("serial-regressed"));
    }
}

} // namespace hinoban::detect
