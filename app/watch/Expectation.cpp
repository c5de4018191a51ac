// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/Expectation.h"

#include "app/watch/SameMeaning.h"

#include <algorithm>

namespace hinoban::watch {
namespace {

bool before(const Expectation &expectation, const std::pair<const dns::Name &, dns::Type> &key)
{
    const int order = dns::Name::canonicalCompare(expectation.owner, key.first);
    return order != 0 ? order < 0 : expectation.type < key.second;
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

// Everything but the serial, which counts up with every honest change (RFC 1035, 3.3.13: it is the first of the five
// numbers that end the data).
bool sameSoa(const dns::Rdata &a, const dns::Rdata &b)
{
    const qsizetype size = a.wire.size();
    if (size != b.wire.size() || size < 22) return false;
    const QByteArrayView x(a.wire);
    const QByteArrayView y(b.wire);
    return x.first(size - 20) == y.first(size - 20) && x.last(16) == y.last(16);
}

bool sameData(dns::Type type, const dns::Rdata &a, const dns::Rdata &b)
{
    return (type == dns::Type::SOA && sameSoa(a, b)) || sameMeaning(type, a, b);
}

bool isExactly(const Expectation &expectation, const dns::RRset &seen)
{
    if (seen.rdatas == expectation.rdatas) return true;
    if (expectation.type != dns::Type::SOA && expectation.type != dns::Type::TXT && expectation.type != dns::Type::CAA)
        return false;
    return std::is_permutation(
        seen.rdatas.begin(), seen.rdatas.end(), expectation.rdatas.begin(), expectation.rdatas.end(),
        [&](const dns::Rdata &a, const dns::Rdata &b) { return sameData(expectation.type, a, b); });
}

// Records of which each may be as expected without the others.
bool standAlone(dns::Type type) { return type == dns::Type::A || type == dns::Type::AAAA || type == dns::Type::CNAME; }

Fit worse(Fit a, Fit b)
{
    if (a == Fit::Differs || b == Fit::Differs) return Fit::Differs;
    return a == Fit::Unknown ? a : b;
}

Fit better(Fit a, Fit b)
{
    if (a == Fit::Fits || b == Fit::Fits) return Fit::Fits;
    return a == Fit::Unknown ? a : b;
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

RegistrationExpectation RegistrationExpectation::of(const registry::Registration &registration, Approval approval)
{
    return {registration.lastChanged,
            Standing{registration.registrar, registration.registrarIanaId, registration.statuses, registration.expires,
                     registration.transferred, registration.nameservers},
            std::move(approval)};
}

std::vector<const Expectation *> alternativesOf(const Expectation &expectation)
{
    if (expectation.kind != Expectation::Kind::AnyOf) return {&expectation};
    std::vector<const Expectation *> out;
    out.reserve(expectation.alternatives.size());
    for (const Expectation &one : expectation.alternatives)
        out.push_back(&one);
    return out;
}

Expectation anyOf(const std::vector<Expectation> &alternatives)
{
    std::vector<Expectation> flat;
    for (const Expectation &one : alternatives)
        for (const Expectation *alternative : alternativesOf(one))
            if (std::find(flat.begin(), flat.end(), *alternative) == flat.end()) flat.push_back(*alternative);
    if (flat.size() == 1) return flat.front();
    Expectation out;
    out.owner = alternatives.front().owner;
    out.type = alternatives.front().type;
    out.kind = Expectation::Kind::AnyOf;
    out.className = alternatives.front().className;
    out.approval = alternatives.front().approval;
    for (const Expectation &one : flat)
        if (one.type == out.type) out.rdatas.insert(out.rdatas.end(), one.rdatas.begin(), one.rdatas.end());
    std::sort(out.rdatas.begin(), out.rdatas.end());
    out.rdatas.erase(std::unique(out.rdatas.begin(), out.rdatas.end()), out.rdatas.end());
    out.alternatives = std::move(flat);
    return out;
}

bool isClass(const Expectation &expectation)
{
    const auto alternatives = alternativesOf(expectation);
    return std::any_of(alternatives.begin(), alternatives.end(), [](const Expectation *one) {
        return one->kind != Expectation::Kind::Exact && one->kind != Expectation::Kind::Absent;
    });
}

Fit fitOf(const Expectation &expectation, dns::Type type, const dns::Rdata &rdata, quint32 origin)
{
    if (expectation.kind == Expectation::Kind::AnyOf) {
        Fit fit = Fit::Differs;
        for (const Expectation &one : expectation.alternatives)
            fit = better(fit, fitOf(one, type, rdata, origin));
        return fit;
    }
    if (type != expectation.type) return Fit::Differs;
    const auto says = [](bool fits) { return fits ? Fit::Fits : Fit::Differs; };
    switch (expectation.kind) {
    case Expectation::Kind::Absent:
    case Expectation::Kind::AnyOf:
        break;
    case Expectation::Kind::Exact:
        return says(std::any_of(expectation.rdatas.begin(), expectation.rdatas.end(),
                                [&](const dns::Rdata &known) { return sameData(type, known, rdata); }));
    case Expectation::Kind::Prefixes: {
        const auto address = dns::addressOf(type, rdata);
        return says(address && std::any_of(expectation.prefixes.begin(), expectation.prefixes.end(),
                                           [&](const Prefix &prefix) { return prefix.contains(*address); }));
    }
    case Expectation::Kind::Under: {
        const auto target = dns::nameOf(type, rdata);
        return says(target && std::any_of(expectation.under.begin(), expectation.under.end(),
                                          [&](const dns::Name &name) { return target->isSubdomainOf(name); }));
    }
    case Expectation::Kind::Origin:
        if (origin == 0) return Fit::Unknown;
        return says(std::find(expectation.origins.begin(), expectation.origins.end(), origin) !=
                    expectation.origins.end());
    }
    return Fit::Differs;
}

Fit fitOf(const Expectation &expectation, const std::optional<dns::RRset> &seen, const std::vector<quint32> &origins)
{
    const bool isThere = seen && !seen->rdatas.empty();
    if (expectation.kind == Expectation::Kind::AnyOf && !(isThere && standAlone(seen->type))) {
        Fit fit = Fit::Differs;
        for (const Expectation &one : expectation.alternatives)
            fit = better(fit, fitOf(one, seen, origins));
        return fit;
    }
    if (!isThere) return expectation.kind == Expectation::Kind::Absent ? Fit::Fits : Fit::Differs;
    if (expectation.kind == Expectation::Kind::Exact)
        return seen->type == expectation.type && isExactly(expectation, *seen) ? Fit::Fits : Fit::Differs;
    Fit fit = Fit::Fits;
    for (size_t i = 0; i < seen->rdatas.size(); ++i)
        fit = worse(fit, fitOf(expectation, seen->type, seen->rdatas[i], i < origins.size() ? origins[i] : 0));
    return fit;
}

QStringList contentTexts(const Expectation &expectation)
{
    QStringList out;
    switch (expectation.kind) {
    case Expectation::Kind::Exact:
        for (const dns::Rdata &rdata : expectation.rdatas)
            out += QString::fromLatin1(dns::rdataText(expectation.type, rdata));
        break;
    case Expectation::Kind::Prefixes:
        for (const Prefix &prefix : expectation.prefixes)
            out += prefix.text();
        break;
    case Expectation::Kind::Absent:
        out += QStringLiteral("absent");
        break;
    case Expectation::Kind::Under:
        for (const dns::Name &name : expectation.under)
            out += QStringLiteral("under ") + name.display();
        break;
    case Expectation::Kind::Origin:
        for (const quint32 origin : expectation.origins)
            out += QStringLiteral("AS%1").arg(origin);
        break;
    case Expectation::Kind::AnyOf:
        for (const Expectation &one : expectation.alternatives)
            out += contentTexts(one);
        break;
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

    // What lies at or below a cut belongs to the child; only DS is answered here, and NS tell where the part is served
    // (RFC 4034, 5; RFC 9499).
    std::vector<dns::Name> cuts;
    for (const auto &[owner, type] : keys)
        if (type == dns::Type::NS && owner != zone.apex) cuts.push_back(owner);
    const auto isDelegated = [&](const dns::Name &owner, dns::Type type) {
        return std::any_of(cuts.begin(), cuts.end(), [&](const dns::Name &cut) {
            return owner.isSubdomainOf(cut) && !(owner == cut && (type == dns::Type::DS || type == dns::Type::NS));
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
