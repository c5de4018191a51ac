// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Expectation.h"
#include "app/watch/JsonFields.h"

#include <algorithm>
#include <array>
#include <limits>

namespace hinoban::watch {
namespace {

constexpr std::array<const char *, 6> Kinds{"exact", "prefixes", "absent", "under", "origin", "any-of"};

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

// The fields that hold what the kind says: "data", "prefixes", "under", "origins", "alternatives".
void writeContent(const Expectation &expectation, QJsonObject &out)
{
    QJsonArray list;
    switch (expectation.kind) {
    case Expectation::Kind::Exact:
        for (const dns::Rdata &rdata : expectation.rdatas)
            list.append(dataText(expectation.type, rdata));
        out.insert(QStringLiteral("data"), list);
        break;
    case Expectation::Kind::Prefixes:
        for (const Prefix &prefix : expectation.prefixes)
            list.append(prefix.text());
        out.insert(QStringLiteral("prefixes"), list);
        break;
    case Expectation::Kind::Absent:
        break;
    case Expectation::Kind::Under:
        for (const dns::Name &name : expectation.under)
            list.append(name.display());
        out.insert(QStringLiteral("under"), list);
        break;
    case Expectation::Kind::Origin:
        for (const quint32 origin : expectation.origins)
            list.append(static_cast<qint64>(origin));
        out.insert(QStringLiteral("origins"), list);
        break;
    case Expectation::Kind::AnyOf:
        for (const Expectation &one : expectation.alternatives) {
            QJsonObject alternative{{QStringLiteral("kind"), QLatin1String(Kinds[static_cast<size_t>(one.kind)])}};
            writeContent(one, alternative);
            if (!one.className.isEmpty()) alternative.insert(QStringLiteral("class"), one.className);
            if (one.ttl) alternative.insert(QStringLiteral("ttl"), static_cast<qint64>(*one.ttl));
            list.append(alternative);
        }
        out.insert(QStringLiteral("alternatives"), list);
        break;
    }
}

Result<void> readKind(const QJsonObject &object, Expectation &out)
{
    auto kind = textField(object, QStringLiteral("kind"));
    if (!kind) return tl::unexpected(kind.error());
    const auto word =
        std::find_if(Kinds.begin(), Kinds.end(), [&](const char *k) { return *kind == QLatin1String(k); });
    if (word == Kinds.end())
        return failure(ErrorCode::BadInput, QStringLiteral("kind"),
                       QStringLiteral("not exact, prefixes, absent, under, origin or any-of"));
    out.kind = static_cast<Expectation::Kind>(word - Kinds.begin());
    const bool isAddress = out.type == dns::Type::A || out.type == dns::Type::AAAA;
    if (out.kind == Expectation::Kind::Prefixes && !isAddress)
        return failure(ErrorCode::BadInput, QStringLiteral("kind"), QStringLiteral("prefixes are for A and AAAA only"));
    if (out.kind == Expectation::Kind::Origin && !isAddress)
        return failure(ErrorCode::BadInput, QStringLiteral("kind"), QStringLiteral("origins are for A and AAAA only"));
    if (out.kind == Expectation::Kind::Under && out.type != dns::Type::CNAME && out.type != dns::Type::MX)
        return failure(ErrorCode::BadInput, QStringLiteral("kind"), QStringLiteral("under is for CNAME and MX only"));
    return {};
}

Result<void> readDetails(const QJsonObject &object, Expectation &out)
{
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
    return {};
}

Result<void> readTexts(const QJsonArray &list, const QString &key, Expectation &out)
{
    for (const QJsonValue value : list) {
        if (!value.isString()) return failure(ErrorCode::BadInput, key, QStringLiteral("not a list of texts"));
        if (out.kind == Expectation::Kind::Exact) {
            auto rdata = dataFromText(out.type, value.toString());
            if (!rdata) return tl::unexpected(rdata.error());
            out.rdatas.push_back(*rdata);
        } else if (out.kind == Expectation::Kind::Prefixes) {
            auto prefix = Prefix::fromText(value.toString());
            if (!prefix) return tl::unexpected(prefix.error());
            out.prefixes.push_back(*prefix);
        } else {
            auto name = dns::Name::fromText(value.toString().toLatin1());
            if (!name) return tl::unexpected(name.error());
            out.under.push_back(*name);
        }
    }
    std::sort(out.rdatas.begin(), out.rdatas.end());
    out.rdatas.erase(std::unique(out.rdatas.begin(), out.rdatas.end()), out.rdatas.end());
    return {};
}

Result<void> readOrigins(const QJsonArray &list, const QString &key, Expectation &out)
{
    for (const QJsonValue value : list) {
        const double number = value.toDouble(-1);
        if (number < 1 || number > std::numeric_limits<quint32>::max() || number != static_cast<quint32>(number))
            return failure(ErrorCode::BadInput, key, QStringLiteral("not a list of AS numbers"));
        out.origins.push_back(static_cast<quint32>(number));
    }
    return {};
}

Result<void> readContent(const QJsonObject &object, Expectation &out);

Result<void> readAlternatives(const QJsonArray &list, const QString &key, Expectation &out)
{
    std::vector<Expectation> alternatives;
    for (const QJsonValue value : list) {
        Expectation one;
        one.owner = out.owner;
        one.type = out.type;
        const QJsonObject object = value.toObject();
        if (auto kind = readKind(object, one); !kind) return kind;
        if (one.kind == Expectation::Kind::AnyOf)
            return failure(ErrorCode::BadInput, key, QStringLiteral("alternatives within alternatives"));
        if (auto content = readContent(object, one); !content) return content;
        if (auto details = readDetails(object, one); !details) return details;
        alternatives.push_back(std::move(one));
    }
    const QString className = out.className;
    const auto ttl = out.ttl;
    out = anyOf(alternatives);
    out.className = className;
    out.ttl = ttl;
    return {};
}

// Reads what the kind wants.
Result<void> readContent(const QJsonObject &object, Expectation &out)
{
    if (out.kind == Expectation::Kind::Absent) return {};
    static const std::array<QString, 6> keys{
        QStringLiteral("data"),  QStringLiteral("prefixes"), {},
        QStringLiteral("under"), QStringLiteral("origins"),  QStringLiteral("alternatives")};
    const QString &key = keys[static_cast<size_t>(out.kind)];
    auto list = arrayField(object, key);
    if (!list) return tl::unexpected(list.error());
    if (list->isEmpty()) return failure(ErrorCode::BadInput, key, QStringLiteral("an empty list"));
    if (out.kind == Expectation::Kind::Origin) return readOrigins(*list, key, out);
    if (out.kind == Expectation::Kind::AnyOf) return readAlternatives(*list, key, out);
    return readTexts(*list, key, out);
}

QJsonObject toJson(const Plan &plan)
{
    QJsonArray records;
    for (const Expectation &one : plan.records)
        records.append(toJson(one));
    QJsonObject out{{QStringLiteral("id"), plan.id},
                    {QStringLiteral("from"), exactTime(plan.from)},
                    {QStringLiteral("until"), exactTime(plan.until)},
                    {QStringLiteral("records"), records},
                    {QStringLiteral("approval"), approvalToJson(plan.approval)}};
    if (!plan.registrar.isEmpty()) out.insert(QStringLiteral("registrar"), plan.registrar);
    if (!plan.registrarIanaId.isEmpty()) out.insert(QStringLiteral("registrarIanaId"), plan.registrarIanaId);
    return out;
}

Result<Plan> planFromJson(const QJsonObject &object)
{
    Plan out;
    auto id = textField(object, QStringLiteral("id"));
    auto from = timeField(object, QStringLiteral("from"));
    auto until = timeField(object, QStringLiteral("until"));
    auto records = arrayField(object, QStringLiteral("records"));
    auto approval = approvalField(object);
    if (!id) return tl::unexpected(id.error());
    if (!from) return tl::unexpected(from.error());
    if (!until) return tl::unexpected(until.error());
    if (!records) return tl::unexpected(records.error());
    if (!approval) return tl::unexpected(approval.error());
    if (*until <= *from)
        return failure(ErrorCode::BadInput, QStringLiteral("until"), QStringLiteral("not after the beginning"));
    for (const QJsonValue value : *records) {
        auto record = expectationFromJson(value.toObject());
        if (!record) return tl::unexpected(record.error());
        out.records.push_back(std::move(*record));
    }
    out.id = *id;
    out.from = *from;
    out.until = *until;
    out.registrar = object.value(QStringLiteral("registrar")).toString();
    out.registrarIanaId = object.value(QStringLiteral("registrarIanaId")).toString();
    out.approval = std::move(*approval);
    return out;
}

} // namespace

QJsonObject toJson(const Expectation &expectation)
{
    QJsonObject out{{QStringLiteral("owner"), expectation.owner.display()},
                    {QStringLiteral("type"), QString::fromLatin1(dns::typeText(expectation.type))},
                    {QStringLiteral("kind"), QLatin1String(Kinds[static_cast<size_t>(expectation.kind)])},
                    {QStringLiteral("approval"), approvalToJson(expectation.approval)}};
    writeContent(expectation, out);
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
    if (auto kind = readKind(object, out); !kind) return tl::unexpected(kind.error());
    if (auto content = readContent(object, out); !content) return tl::unexpected(content.error());
    if (auto details = readDetails(object, out); !details) return tl::unexpected(details.error());
    auto approval = approvalField(object);
    if (!approval) return tl::unexpected(approval.error());
    out.approval = *approval;
    return out;
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
    if (!domain.plans.empty()) {
        QJsonArray plans;
        for (const Plan &plan : domain.plans)
            plans.append(toJson(plan));
        out.insert(QStringLiteral("plans"), plans);
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
    if (object.contains(QStringLiteral("plans"))) {
        auto plans = arrayField(object, QStringLiteral("plans"));
        if (!plans) return tl::unexpected(plans.error());
        for (const QJsonValue value : *plans) {
            auto plan = planFromJson(value.toObject());
            if (!plan) return tl::unexpected(plan.error());
            out.plans.push_back(std::move(*plan));
        }
    }
    return out;
}

} // namespace hinoban::watch
