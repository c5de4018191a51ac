// SPDX-License-Identifier: GPL-3.0-or-later
// The sections that say what people know: registrations, watched domains, facts, organisation, contacts.
#include "app/drill/ScenarioReader.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

using dns::Name;
using dns::Type;

namespace {

void putText(QJsonObject &object, Fields &fields, const char *key)
{
    if (const Yaml *value = fields.find(key)) object[QLatin1StringView(key)] = textOf(*value);
}

QJsonArray textsOf(const std::vector<const Yaml *> &items)
{
    QJsonArray texts;
    for (const Yaml *item : items)
        texts.append(textOf(*item));
    return texts;
}

// The EPP spelling of RFC 8056, as the registration that is compared later uses it.
bool isStatus(const QString &text)
{
    static const QStringList known = {
        u"ok"_s,
        u"addPeriod"_s,
        u"autoRenewPeriod"_s,
        u"clientDeleteProhibited"_s,
        u"clientHold"_s,
        u"clientRenewProhibited"_s,
        u"clientTransferProhibited"_s,
        u"clientUpdateProhibited"_s,
        u"inactive"_s,
        u"pendingCreate"_s,
        u"pendingDelete"_s,
        u"pendingRenew"_s,
        u"pendingRestore"_s,
        u"pendingTransfer"_s,
        u"pendingUpdate"_s,
        u"redemptionPeriod"_s,
        u"renewPeriod"_s,
        u"serverDeleteProhibited"_s,
        u"serverHold"_s,
        u"serverRenewProhibited"_s,
        u"serverTransferProhibited"_s,
        u"serverUpdateProhibited"_s,
        u"transferPeriod"_s,
    };
    return known.contains(text);
}

// Of the registry of .jp.
bool isLock(const QString &text)
{
    static const QStringList known = {u"ok"_s, u"AgentChangeLocked"_s, u"DomainTransferLocked"_s};
    return known.contains(text);
}

} // namespace

bool ScenarioReader::isOnPort43(const Name &domain) const
{
    const auto &tlds = m_scenario->whoisTlds;
    return !domain.isRoot() && std::ranges::find(tlds, domain.labels().back()) != tlds.end();
}

bool ScenarioReader::hasRegistry(const Name &domain) const
{
    const auto &tlds = m_scenario->rdapTlds;
    return isOnPort43(domain) || (!domain.isRoot() && std::ranges::find(tlds, domain.labels().back()) != tlds.end());
}

void ScenarioReader::readRegistrationFields(Fields &fields, RegistrationSpec &registration, bool whole)
{
    if (const Yaml *value = fields.find("registrar")) {
        Fields registrar(*value, u"a registrar"_s);
        registration.registrar = registrar.text("name");
        registration.registrarIanaId = registrar.textOr("ianaId", {});
        registration.abuseEmail = registrar.textOr("abuseEmail", {});
        registration.abusePhone = registrar.textOr("abusePhone", {});
        registrar.finish();
    }
    if (whole || fields.find("registered")) registration.registered = fields.instant("registered");
    if (whole || fields.find("expires")) registration.expires = fields.instant("expires");
    if (const Yaml *value = whole ? &fields.need("statuses") : fields.find("statuses")) {
        registration.statuses.clear();
        for (const Yaml *status : itemsOf(*value)) {
            const bool isKnown = isOnPort43(registration.domain) ? isLock(textOf(*status)) : isStatus(textOf(*status));
            if (!isKnown) refuse(*status, u"\"%1\" is no status of this registry"_s.arg(status->scalar.left(60)));
            registration.statuses.append(status->scalar);
        }
    }
    if (const Yaml *value = whole ? &fields.need("nameservers") : fields.find("nameservers")) {
        registration.nameservers.clear();
        for (const Yaml *host : itemsOf(*value))
            registration.nameservers.push_back(nameOf(*host));
    }
    registration.delegationSigned = fields.flagOr("delegationSigned", registration.delegationSigned);
}

void ScenarioReader::checkRegistration(const Yaml &at, const RegistrationSpec &registration, Instant when) const
{
    const QString domain = registration.domain.display();
    if (registration.expires <= registration.registered)
        refuse(at, u"%1 expires before it was registered"_s.arg(domain));
    if (registration.lastChanged < registration.registered)
        refuse(at, u"%1 was last changed before it was registered"_s.arg(domain));
    if (registration.lastChanged > when)
        refuse(at, u"%1 was last changed after the registry shows it (%2)"_s.arg(domain, toRfc3339(when)));
}

NetworkSpec ScenarioReader::readNetwork(const Yaml &item)
{
    Fields fields(item, u"a network"_s);
    const Yaml &block = fields.need("prefix");
    const auto prefix = Prefix::fromText(textOf(block));
    if (!prefix) refuse(block, prefix.error().detail);
    NetworkSpec network{*prefix,
                        fields.textOr("handle", {}),
                        fields.text("name"),
                        fields.textOr("country", {}),
                        fields.textOr("holder", {}),
                        fields.textOr("abuseEmail", {}),
                        fields.textOr("abusePhone", {})};
    fields.finish();
    return network;
}

void ScenarioReader::readRegistry(const Yaml &section)
{
    Fields fields(section, u"the registry"_s);
    for (const Yaml *tld : itemsOf(fields.need("tlds")))
        m_scenario->rdapTlds.push_back(nameOf(*tld).text());
    for (const Yaml *tld : fields.list("whois")) {
        m_scenario->whoisTlds.push_back(nameOf(*tld).text());
        if (std::ranges::find(m_scenario->rdapTlds, m_scenario->whoisTlds.back()) != m_scenario->rdapTlds.end())
            refuse(*tld, u"a registry answers by RDAP or by WHOIS, not by both"_s);
    }
    for (const Yaml *item : fields.list("networks"))
        m_scenario->networks.push_back(readNetwork(*item));
    for (const auto &[domain, value] : entriesOf(fields.need("domains"))) {
        RegistrationSpec registration;
        const auto name = Name::fromText(domain.toUtf8());
        if (!name) refuse(*value, u"\"%1\" is no domain name"_s.arg(domain.left(80)));
        registration.domain = *name;
        if (!hasRegistry(*name))
            refuse(*value, u"the registry of %1 is neither in \"tlds\" nor in \"whois\""_s.arg(domain.left(80)));
        Fields entry(*value, u"a registration"_s);
        readRegistrationFields(entry, registration, true);
        registration.lastChanged = entry.instant("lastChanged");
        entry.finish();
        checkRegistration(*value, registration, m_scenario->briefing.begins);
        m_scenario->states.front().registrations.emplace(registration.domain, registration);
    }
    fields.finish();
}

void ScenarioReader::readCertificates(const Yaml &section)
{
    m_scenario->hasCertificates = true;
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a certificate"_s);
        CertificateSpec one;
        one.issuer = fields.text("issuer");
        one.serial = fields.text("serial");
        for (const Yaml *name : itemsOf(fields.need("names")))
            one.names.append(textOf(*name).toLower());
        one.from = fields.instant("from");
        one.until = fields.instant("until");
        one.entered = fields.instantIf("entered").value_or(one.from);
        fields.finish();
        if (one.names.isEmpty()) refuse(*item, u"a certificate without a name"_s);
        if (one.until < one.from) refuse(*item, u"a certificate that ends before it begins"_s);
        m_scenario->certificates.push_back(std::move(one));
    }
}

void ScenarioReader::changeRegistration(Fields &fields, Instant at, State &state)
{
    const Yaml &value = fields.need("registration");
    const Name domain = nameOf(value);
    if (!hasRegistry(domain))
        refuse(value, u"the registry of %1 is neither in \"tlds\" nor in \"whois\""_s.arg(domain.display()));
    if (fields.flagOr("deleted", false)) {
        if (!state.registrations.erase(domain)) refuse(value, u"%1 is not registered"_s.arg(domain.display()));
        return;
    }
    const auto known = state.registrations.find(domain);
    const bool fresh = known == state.registrations.end();
    RegistrationSpec registration = fresh ? RegistrationSpec{} : known->second;
    const RegistrationSpec before = registration;
    registration.domain = domain;
    readRegistrationFields(fields, registration, fresh);
    registration.lastChanged = fields.instantIf("lastChanged").value_or(at);
    checkRegistration(value, registration, at);
    if (!fresh && registration.lastChanged < before.lastChanged)
        refuse(value, u"%1 was last changed before the change before"_s.arg(domain.display()));
    if (!fresh && registration.registered != before.registered)
        refuse(value, u"%1 was registered at another time before"_s.arg(domain.display()));
    state.registrations.insert_or_assign(domain, std::move(registration));
}

void ScenarioReader::readWatched(const Yaml &section)
{
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a watched domain"_s);
        WatchedDomain domain;
        domain.name = fields.name("name");
        const bool again = std::ranges::any_of(m_scenario->briefing.domains,
                                               [&](const WatchedDomain &other) { return other.name == domain.name; });
        if (again) refuse(fields.need("name"), u"%1 is watched twice"_s.arg(domain.name.display()));
        domain.expected = zoneFrom(fields.need("expected"), domain.name, nullptr);
        domain.hasBaseline = fields.flagOr("baseline", true);
        domain.approvedBy = fields.text("approvedBy");
        domain.reason = fields.text("reason");
        for (const Yaml *entry : fields.list("classes")) {
            Fields parts(*entry, u"a class"_s);
            WatchedDomain::Class addresses;
            addresses.owner = parts.name("owner");
            addresses.type = typeOf(parts.need("type"));
            if (addresses.type != Type::A && addresses.type != Type::AAAA && addresses.type != Type::CNAME &&
                addresses.type != Type::MX)
                refuse(parts.need("type"), u"a class is of A, AAAA, CNAME or MX records"_s);
            addresses.className = parts.text("class");
            if (addresses.type == Type::CNAME || addresses.type == Type::MX) {
                for (const Yaml *name : itemsOf(parts.need("under")))
                    addresses.under.push_back(nameOf(*name));
                if (addresses.under.empty()) refuse(*entry, u"a class without a name"_s);
            } else {
                for (const Yaml *prefix : itemsOf(parts.need("prefixes")))
                    addresses.prefixes.push_back(prefixOf(*prefix));
                if (addresses.prefixes.empty()) refuse(*entry, u"a class without a prefix"_s);
            }
            if (!addresses.owner.isSubdomainOf(domain.name))
                refuse(parts.need("owner"), u"%1 is not in %2"_s.arg(addresses.owner.display(), domain.name.display()));
            parts.finish();
            domain.classes.push_back(std::move(addresses));
        }
        for (const Yaml *entry : fields.list("absent")) {
            Fields parts(*entry, u"an absence"_s);
            const Name owner = parts.name("owner");
            const Type type = typeOf(parts.need("type"));
            parts.finish();
            if (!owner.isSubdomainOf(domain.name))
                refuse(*entry, u"%1 is not in %2"_s.arg(owner.display(), domain.name.display()));
            if (domain.expected.rrset(owner, type)) refuse(*entry, u"expected and absent at once"_s);
            domain.absent.emplace_back(owner, type);
        }
        for (const Yaml *entry : fields.list("plans")) {
            Fields parts(*entry, u"a planned change"_s);
            WatchedDomain::Plan plan;
            plan.from = parts.instant("from");
            plan.until = parts.instant("until");
            if (plan.until <= plan.from) refuse(parts.need("until"), u"a planned change that ends before it begins"_s);
            plan.expected = zoneFrom(parts.need("expected"), domain.name, nullptr);
            plan.by = parts.text("by");
            plan.reason = parts.text("reason");
            if (const Yaml *value = parts.find("registrar")) {
                Fields registrar(*value, u"a registrar"_s);
                plan.registrar = registrar.text("name");
                plan.registrarIanaId = registrar.textOr("ianaId", {});
                registrar.finish();
            }
            parts.finish();
            domain.plans.push_back(std::move(plan));
        }
        fields.finish();
        m_scenario->briefing.domains.push_back(std::move(domain));
    }
    if (m_scenario->briefing.domains.empty()) refuse(section, u"nothing is watched"_s);
}

void ScenarioReader::readFacts(const Yaml &section)
{
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a fact"_s);
        KnownFact fact;
        fact.happened = fields.instant("happened");
        fact.learned = fields.instant("learned");
        fact.en = fields.text("en");
        fact.ja = fields.text("ja");
        fact.source = fields.text("source");
        fact.hourChosen = fields.flagOr("hourChosen", false);
        fact.byPerson = fields.flagOr("byPerson", true);
        if (fact.learned < fact.happened) refuse(fields.need("learned"), u"learned before it happened"_s);
        if (fact.learned < m_scenario->briefing.begins)
            refuse(fields.need("learned"), u"learned before the scenario begins"_s);
        if (fact.learned > m_scenario->briefing.ends)
            refuse(fields.need("learned"), u"learned after the scenario ends"_s);
        fields.finish();
        m_scenario->briefing.facts.push_back(std::move(fact));
    }
    std::ranges::stable_sort(m_scenario->briefing.facts, {}, &KnownFact::learned);
}

void ScenarioReader::readOrganisation(const Yaml &section)
{
    Fields fields(section, u"the organisation"_s);
    for (const char *key :
         {"name", "nameJa", "person", "personJa", "role", "roleJa", "phone", "externalMail", "registrarMemberId"})
        putText(m_scenario->briefing.organisation, fields, key);
    fields.finish();
}

void ScenarioReader::readContacts(const Yaml &section)
{
    static const QStringList kinds = {u"phone"_s, u"mail"_s, u"form"_s, u"fax"_s, u"ticket"_s};
    for (const Yaml *item : itemsOf(section)) {
        Fields fields(*item, u"a contact"_s);
        QJsonObject contact;
        (void)fields.text("id");
        (void)fields.text("role");
        for (const char *key : {"id", "role", "organisation", "use", "advice", "source", "confidence", "lastVerified"})
            putText(contact, fields, key);
        // What people read may stand in both languages: the directory's form for that is {"en": …, "ja": …}.
        QJsonObject japanese;
        for (const char *key : {"organisationJa", "useJa", "adviceJa"})
            putText(japanese, fields, key);
        const QStringList given = japanese.keys();
        for (const auto &key : given) {
            const QString of = key.chopped(2);
            contact[of] = QJsonObject{{u"en"_s, contact.value(of)}, {u"ja"_s, japanese.value(key)}};
        }
        QJsonArray channels;
        for (const Yaml *entry : fields.list("channels")) {
            Fields parts(*entry, u"a channel"_s);
            if (!kinds.contains(parts.text("kind")))
                refuse(parts.need("kind"), u"a channel is one of %1"_s.arg(kinds.join(u", ")));
            channels.append(QJsonObject{{u"kind"_s, parts.text("kind")}, {u"address"_s, parts.text("address")}});
            parts.finish();
        }
        contact[u"channels"_s] = channels;
        contact[u"templates"_s] = textsOf(fields.list("templates"));
        fields.finish();
        m_scenario->briefing.contacts.append(contact);
    }
}

} // namespace hinoban::drill
