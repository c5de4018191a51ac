// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Expectation.h"

#include "app/watch/JsonFields.h"

#include <algorithm>
#include <array>
#include <limits>

namespace hinoban::watch {
namespace {

constexpr std::array<const char *, 3> Kinds{"exact", "prefixes", "absent"};

bool before(const Expectation &expectation, const std::pair<const dns::Name &, dns::Type> &key)
{
    const int order = dns::Name::canonicalCompare(expectation.owner, key.first);
    return order != 0 ? order < 0 : expectation.type < key.second;
}

// The presentation form where it says everything, else the generic form of RFC 3597.
QString dataText(dns::Type type, const dns::Rdata &rdata)
{
    const QByteArray text = dns::rdataText(type, rdata);
    const auto back = dns::rdataFromText(type, text);
    if (back && *back == rdata) return QString::fromLatin1(text);
    return QStringLiteral("\\# %1 %2").arg(rdata.wire.size()).arg(QString::fromLatin1(rdata.wire.toHex()));
}

Result<dns::Rdata> dataFromText(dns::Type type, const QString &text)
{
    const QLatin1String generic("\\# ");
    if (!text.startsWith(generic)) return dns::rdataFromText(type, text.toLatin1());
    const QStringList parts = text.mid(generic.size()).split(QLatin1Char(' '));
    const auto wire = parts.size() == 2 ? QByteArray::fromHex(parts[1].toLatin1()) : QByteArray();
    if (parts.size() != 2 || QString::number(wire.size()) != parts[0] || wire.size() * 2 != parts[1].size())
        return failure(ErrorCode::BadInput, text.left(80), QStringLiteral("not record data in the form of RFC 3597"));
    return dns::Rdata{wire};
}

QJsonObject approvalToJson(const Approval &approval)
{
    return {{QStringLiteral("person"), approval.person},
            {QStringLiteral("reason"), approval.reason},
            {QStringLiteral("source"), approval.source},
            {QStringLiteral("at"), exactTime(approval.at)}};
}

Result<Approval> approvalField(const QJsonObject &object)
{
    const QString key = QStringLiteral("approval");
    if (!object.value(key).isObject()) return failure(ErrorCode::BadInput, key, QStringLiteral("missing"));
    const QJsonObject value = object.value(key).toObject();
    auto person = textField(value, QStringLiteral("person"));
    auto reason = textField(value, QStringLiteral("reason"));
    auto source = textField(value, QStringLiteral("source"));
    auto at = timeField(value, QStringLiteral("at"));
    if (!person) return tl::unexpected(person.error());
    if (!reason) return tl::unexpected(reason.error());
    if (!source) return tl::unexpected(source.error());
    if (!at) return tl::unexpected(at.error());
    return Approval{*person, *reason, *source, *at};
}

// Reads "data" or "prefixes" as its kind wants it.
Result<void> readContent(const QJsonObject &object, Expectation &out)
{
    const bool exact = out.kind == Expectation::Kind::Exact;
    if (out.kind == Expectation::Kind::Absent) return {};
    const QString key = exact ? QStringLiteral("data") : QStringLiteral("prefixes");
    auto list = arrayField(object, key);
    if (!list) return tl::unexpected(list.error());
    if (list->isEmpty()) return failure(ErrorCode::BadInput, key, QStringLiteral("an empty list"));
    for (const QJsonValue value : *list) {
        if (!value.isString()) return failure(ErrorCode::BadInput, key, QStringLiteral("not a list of texts"));
        if (exact) {
            auto rdata = dataFromText(out.type, value.toString());
            if (!rdata) return tl::unexpected(rdata.error());
            out.rdatas.push_back(*rdata);
        } else {
            auto prefix = Prefix::fromText(value.toString());
            if (!prefix) return tl::unexpected(prefix.error());
            out.prefixes.push_back(*prefix);
        }
    }
    std::sort(out.rdatas.begin(), out.rdatas.end());
    out.rdatas.erase(std::unique(out.rdatas.begin(), out.rdatas.end()), out.rdatas.end());
    return {};
}

// Types that a signer makes: nobody configures them, and asking for them alone tells nothing.
bool isSignerMade(dns::Type type)
{
    switch (type) {
    case dns::Type::RRSIG:
    case dns::Type::NSEC:
    case dns::Type::NSEC3:
    case dns::Type::NSEC3PARAM:
        return true;
    default:
        return false;
    }
}

} // namespace

const Expectation *Domain::find(const dns::Name &owner, dns::Type type) const
{
    const auto at = std::lower_bound(expectations.begin(), expectations.end(),
                                     std::pair<const dns::Name &, dns::Type>(owner, type), before);
    if (at == expectations.end() || at->type != type || at->owner != owner) return nullptr;
    return &*at;
}

void Domain::set(Expectation expectation)
{
    const auto at =
        std::lower_bound(expectations.begin(), expectations.end(),
                         std::pair<const dns::Name &, dns::Type>(expectation.owner, expectation.type), before);
    if (at != expectations.end() && at->type == expectation.type && at->owner == expectation.owner)
        *at = std::move(expectation);
    else
        expectations.insert(at, std::move(expectation));
}

QJsonObject toJson(const Expectation &expectation)
{
    QJsonObject out{{QStringLiteral("owner"), expectation.owner.display()},
                    {QStringLiteral("type"), QString::fromLatin1(dns::typeText(expectation.type))},
                    {QStringLiteral("kind"), QLatin1String(Kinds[static_cast<size_t>(expectation.kind)])},
                    {QStringLiteral("approval"), approvalToJson(expectation.approval)}};
    if (expectation.kind == Expectation::Kind::Exact) {
        QJsonArray data;
        for (const dns::Rdata &rdata : expectation.rdatas)
            data.append(dataText(expectation.type, rdata));
        out.insert(QStringLiteral("data"), data);
    }
    if (expectation.kind == Expectation::Kind::Prefixes) {
        QJsonArray prefixes;
        for (const Prefix &prefix : expectation.prefixes)
            prefixes.append(prefix.text());
        out.insert(QStringLiteral("prefixes"), prefixes);
    }
    if (!expectation.className.isEmpty()) out.insert(QStringLiteral("class"), expectation.className);
    if (expectation.ttl) out.insert(QStringLiteral("ttl"), static_cast<qint64>(*expectation.ttl));
    return out;
}

Result<Expectation> expectationFromJson(const QJsonObject &object)
{
    Expectation out;
    auto owner = nameField(object, QStringLiteral("owner"));
    if (!owner) return tl::unexpected(owner.error());
    out.owner = *owner;
    auto type = textField(object, QStringLiteral("type"));
    if (!type) return tl::unexpected(type.error());
    const auto known = dns::typeFromText(type->toLatin1());
    if (!known) return failure(ErrorCode::BadInput, QStringLiteral("type"), QStringLiteral("not a record type"));
    out.type = *known;
    auto kind = textField(object, QStringLiteral("kind"));
    if (!kind) return tl::unexpected(kind.error());
    const auto word =
        std::find_if(Kinds.begin(), Kinds.end(), [&](const char *k) { return *kind == QLatin1String(k); });
    if (word == Kinds.end())
        return failure(ErrorCode::BadInput, QStringLiteral("kind"), QStringLiteral("not exact, prefixes or absent"));
    out.kind = static_cast<Expectation::Kind>(word - Kinds.begin());
    if (out.kind == Expectation::Kind::Prefixes && out.type != dns::Type::A && out.type != dns::Type::AAAA)
        return failure(ErrorCode::BadInput, QStringLiteral("kind"), QStringLiteral("prefixes are for A and AAAA only"));
    if (auto content = readContent(object, out); !content) return tl::unexpected(content.error());
    if (object.contains(QStringLiteral("class"))) {
        auto className = textField(object, QStringLiteral("class"));
        if (!className) return tl::unexpected(className.error());
        out.className = *className;
    }
    if (object.contains(QStringLiteral("ttl"))) {
        auto ttl = wholeField(object, QStringLiteral("ttl"), 0, std::numeric_limits<quint32>::max());
        if (!ttl) return tl::unexpected(ttl.error());
        out.ttl = static_cast<quint32>(*ttl);
    }
    auto approval = approvalField(object);
    if (!approval) return tl::unexpected(approval.error());
    out.approval = *approval;
    return out;
}

RegistrationExpectation RegistrationExpectation::of(const registry::Registration &registration, Approval approval)
{
    return {registration.lastChanged,
            Standing{registration.registrar, registration.registrarIanaId, registration.statuses, registration.expires,
                     registration.transferred, registration.nameservers},
            std::move(approval)};
}

namespace {

QJsonObject standingToJson(const RegistrationExpectation::Standing &standing)
{
    QJsonArray nameservers;
    for (const dns::Name &host : standing.nameservers)
        nameservers.append(host.display());
    QJsonObject out{{QStringLiteral("registrar"), standing.registrar},
                    {QStringLiteral("registrarIanaId"), standing.registrarIanaId},
                    {QStringLiteral("statuses"), QJsonArray::fromStringList(standing.statuses)},
                    {QStringLiteral("nameservers"), nameservers}};
    if (standing.expires) out.insert(QStringLiteral("expires"), exactTime(*standing.expires));
    if (standing.transferred) out.insert(QStringLiteral("transferred"), exactTime(*standing.transferred));
    return out;
}

Result<RegistrationExpectation::Standing> standingFromJson(const QJsonObject &object)
{
    RegistrationExpectation::Standing out;
    out.registrar = object.value(QStringLiteral("registrar")).toString();
    out.registrarIanaId = object.value(QStringLiteral("registrarIanaId")).toString();
    const auto statuses = arrayField(object, QStringLiteral("statuses"));
    const auto nameservers = arrayField(object, QStringLiteral("nameservers"));
    if (!statuses) return tl::unexpected(statuses.error());
    if (!nameservers) return tl::unexpected(nameservers.error());
    for (const QJsonValue status : *statuses)
        out.statuses += status.toString();
    for (const QJsonValue host : *nameservers) {
        auto name = dns::Name::fromText(host.toString().toLatin1());
        if (!name) return tl::unexpected(name.error());
        out.nameservers.push_back(std::move(*name));
    }
    for (const auto &[key, into] : {std::pair{QStringLiteral("expires"), &out.expires},
                                    std::pair{QStringLiteral("transferred"), &out.transferred}}) {
        if (!object.contains(key)) continue;
        auto at = timeField(object, key);
        if (!at) return tl::unexpected(at.error());
        *into = *at;
    }
    return out;
}

} // namespace

QJsonObject toJson(const Domain &domain)
{
    QJsonArray expectations;
    for (const Expectation &expectation : domain.expectations)
        expectations.append(toJson(expectation));
    QJsonObject out{{QStringLiteral("name"), domain.name.display()}, {QStringLiteral("expectations"), expectations}};
    if (domain.registration) {
        QJsonObject registration{{QStringLiteral("approval"), approvalToJson(domain.registration->approval)}};
        if (domain.registration->lastChanged)
            registration.insert(QStringLiteral("lastChanged"), exactTime(*domain.registration->lastChanged));
        if (domain.registration->standing)
            registration.insert(QStringLiteral("standing"), standingToJson(*domain.registration->standing));
        out.insert(QStringLiteral("registration"), registration);
    }
    return out;
}

Result<Domain> domainFromJson(const QJsonObject &object)
{
    Domain out;
    auto name = nameField(object, QStringLiteral("name"));
    if (!name) return tl::unexpected(name.error());
    out.name = *name;
    auto list = arrayField(object, QStringLiteral("expectations"));
    if (!list) return tl::unexpected(list.error());
    for (const QJsonValue value : *list) {
        auto expectation = expectationFromJson(value.toObject());
        if (!expectation) return tl::unexpected(expectation.error());
        if (out.find(expectation->owner, expectation->type))
            return failure(ErrorCode::BadInput, expectation->owner.display(), QStringLiteral("expected twice"));
        // Most of a domain is approved at once: one copy of the words is enough for thousands of domains.
        if (!out.expectations.empty() && out.expectations.front().approval == expectation->approval)
            expectation->approval = out.expectations.front().approval;
        out.set(std::move(*expectation));
    }
    if (object.contains(QStringLiteral("registration"))) {
        const QJsonObject value = object.value(QStringLiteral("registration")).toObject();
        RegistrationExpectation registration;
        auto approval = approvalField(value);
        if (!approval) return tl::unexpected(approval.error());
        registration.approval = *approval;
        if (value.contains(QStringLiteral("lastChanged"))) {
            auto at = timeField(value, QStringLiteral("lastChanged"));
            if (!at) return tl::unexpected(at.error());
            registration.lastChanged = *at;
        }
        if (value.contains(QStringLiteral("standing"))) {
            auto standing = standingFromJson(value.value(QStringLiteral("standing")).toObject());
            if (!standing) return tl::unexpected(standing.error());
            registration.standing = std::move(*standing);
        }
        out.registration = registration;
    }
    return out;
}

const std::vector<dns::Type> &apexTypes()
{
    using dns::Type;
    static const std::vector<Type> types{Type::NS, Type::SOA, Type::A,   Type::AAAA,
                                         Type::MX, Type::TXT, Type::CAA, Type::DS};
    return types;
}

Domain domainFromZone(const dns::Zone &zone, const Approval &approval)
{
    Domain out;
    out.name = zone.apex;
    const auto keys = zone.keys();

    // What lies at or below a cut belongs to the child; only DS is answered here (RFC 4034, 5; RFC 9499).
    std::vector<dns::Name> cuts;
    for (const auto &[owner, type] : keys)
        if (type == dns::Type::NS && owner != zone.apex) cuts.push_back(owner);
    const auto isDelegated = [&](const dns::Name &owner, dns::Type type) {
        return std::any_of(cuts.begin(), cuts.end(), [&](const dns::Name &cut) {
            return owner.isSubdomainOf(cut) && !(owner == cut && type == dns::Type::DS);
        });
    };

    for (const auto &[owner, type] : keys) {
        if (isSignerMade(type) || isDelegated(owner, type)) continue;
        auto set = zone.rrset(owner, type);
        if (!set) continue;
        out.set({owner, type, Expectation::Kind::Exact, std::move(set->rdatas), {}, {}, set->ttl, approval});
    }
    for (dns::Type type : apexTypes())
        if (type != dns::Type::DS && !out.find(zone.apex, type))
            out.set({zone.apex, type, Expectation::Kind::Absent, {}, {}, {}, std::nullopt, approval});
    return out;
}

} // namespace hinoban::watch
