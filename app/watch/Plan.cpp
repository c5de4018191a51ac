// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Plan.h"

#include "app/watch/JsonFields.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace hinoban::watch {
namespace {

constexpr int IdDigits = 8;

bool sameContent(const Expectation &a, const Expectation &b)
{
    return a.kind == b.kind && a.rdatas == b.rdatas && a.prefixes == b.prefixes && a.under == b.under &&
           a.origins == b.origins && a.alternatives == b.alternatives && a.ttl == b.ttl;
}

Expectation absent(const Expectation &old, const Approval &approval)
{
    Expectation out;
    out.owner = old.owner;
    out.type = old.type;
    out.kind = Expectation::Kind::Absent;
    out.approval = approval;
    return out;
}

// The alias that takes the place of everything else at the owner (RFC 1034, 3.6.2); null: none is planned.
const Expectation *aliasAt(const Plan &plan, const dns::Name &owner)
{
    const auto at = std::find_if(plan.records.begin(), plan.records.end(), [&](const Expectation &one) {
        return one.owner == owner && one.type == dns::Type::CNAME && one.kind != Expectation::Kind::Absent;
    });
    return at == plan.records.end() ? nullptr : &*at;
}

} // namespace

Plan planOf(const Domain &present, const Domain &wanted, Instant from, Instant until, Approval approval)
{
    Plan out;
    out.from = from;
    out.until = until;
    out.approval = std::move(approval);
    Domain changes;
    for (const Expectation &one : wanted.expectations) {
        const Expectation *old = present.find(one.owner, one.type);
        if (old && sameContent(*old, one)) continue;
        if (!old && one.kind == Expectation::Kind::Absent) continue;
        Expectation planned = one;
        planned.approval = out.approval;
        changes.set(std::move(planned));
    }
    for (const Expectation &old : present.expectations)
        // The delegation's DS records are told by no zone file of the domain.
        if (!wanted.find(old.owner, old.type) && old.kind != Expectation::Kind::Absent && old.type != dns::Type::DS)
            changes.set(absent(old, out.approval));
    out.records = std::move(changes.expectations);
    out.id = planId(out);
    return out;
}

QString planId(const Plan &plan)
{
    QByteArray text = (exactTime(plan.from) + exactTime(plan.until) + exactTime(plan.approval.at) + plan.registrar +
                       plan.registrarIanaId + plan.approval.person)
                          .toUtf8();
    for (const Expectation &one : plan.records)
        text += QJsonDocument(toJson(one)).toJson(QJsonDocument::Compact);
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(hash.left(IdDigits));
}

bool isPlanned(const Domain &domain, Instant now)
{
    return std::any_of(domain.plans.begin(), domain.plans.end(), [&](const Plan &plan) { return plan.from <= now; });
}

Domain carriedOut(const Domain &domain, const Plan &plan)
{
    Domain out = domain;
    for (const Expectation &one : plan.records)
        out.set(one);
    out.expectations.removeIf([&](const Expectation &one) {
        return one.kind == Expectation::Kind::Absent && one.type != dns::Type::CNAME && aliasAt(plan, one.owner);
    });
    return out;
}

Domain withPlans(const Domain &domain, Instant now)
{
    Domain out = domain;
    for (const Plan &plan : domain.plans) {
        if (plan.from > now) continue;
        for (const Expectation &planned : plan.records) {
            const Expectation *old = out.find(planned.owner, planned.type);
            std::vector<Expectation> alternatives{old ? *old : absent(planned, plan.approval), planned};
            if (const Expectation *alias = aliasAt(plan, planned.owner); alias && alias != &planned)
                alternatives.push_back(*alias);
            out.set(anyOf(alternatives));
        }
    }
    return out;
}

QStringList planTexts(const Domain &domain, const Plan &plan)
{
    QStringList out;
    const QString separator = QStringLiteral(", ");
    for (const Expectation &one : plan.records) {
        const Expectation *old = domain.find(one.owner, one.type);
        out += QStringLiteral("%1 %2: %3 -> %4")
                   .arg(one.owner.display(), QString::fromLatin1(dns::typeText(one.type)),
                        old ? contentTexts(*old).join(separator) : QStringLiteral("absent"),
                        contentTexts(one).join(separator));
    }
    if (!plan.registrar.isEmpty() || !plan.registrarIanaId.isEmpty())
        out += QStringLiteral("registrar -> %1 %2").arg(plan.registrar, plan.registrarIanaId).trimmed();
    return out;
}

} // namespace hinoban::watch
