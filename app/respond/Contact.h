// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Prefix.h"
#include "app/respond/Incident.h"

#include <QJsonArray>

namespace hinoban::respond {

struct Channel {
    enum class Kind { Phone, Mail, Form, Fax, Ticket };
    Kind kind = Kind::Mail;
    QString address; // number, mail address, URL
    friend bool operator==(const Channel &, const Channel &) = default;
};

// A role at an organisation (DESIGN.md, 1). Shipped in resources/contacts/*.json, completed from the registry's
// answer at run time and by the team.
struct Contact {
    QString id;             // "jpcert-cc"
    QString role;           // key: "registrar", "registrar-csirt", "national-csirt", "dns-cloud", "hosting"
    QString organisation;   // empty: not known yet
    QString organisationJa; // empty: as `organisation`
    std::vector<Channel> channels;
    QString use, useJa;                  // one sentence: when to use it; shown by useOf()
    QString advice, adviceJa;            // out-of-band advice; shown by adviceOf()
    QString source;                      // where this comes from
    QString confidence;                  // "H" organisation's own page, "M" third party, "L" unverified, "team"
    QString lastVerified;                // ISO date; empty: never
    QStringList templates;               // ids of the templates for it: "REG-URGENT" …
    std::vector<Prefix> networks;        // hosting: where its customers' servers are, as far as known
    std::vector<QHostAddress> addresses; // hosting, from contactsFor(): the hostile addresses that are its business
    bool irOnly = false; // given for incident response only (member lists of NCA and the like): never passed on
    std::vector<dns::Name> names{}; // lookalike-registrar, from contactsFor(): the domains that are its business
    friend bool operator==(const Contact &, const Contact &) = default;
};

// `use` and `advice` in the language that the program speaks now.
[[nodiscard]] QString useOf(const Contact &contact);
[[nodiscard]] QString adviceOf(const Contact &contact);

// A server of the attacker's, as the evidence shows it.
struct HostileHost {
    dns::Name name;
    std::vector<QHostAddress> addresses;
    QString role; // "nameserver", "mail server"
    // Whether it still answered when it was last asked; nothing: it was not, or cannot be asked.
    std::optional<bool> answers{};
    std::optional<Instant> askedAt{};
    friend bool operator==(const HostileHost &, const HostileHost &) = default;
};

// The directory that ships with the program. (A plain ":/contacts/contacts.json" works too once this was called.)
[[nodiscard]] Result<std::vector<Contact>> shippedContacts();
// Those, completed and added to by the team's own: "hinoban/contacts.json" in the user's data folder, of the same
// format. An entry of the same id puts its channels in front and replaces what it says; it need not say the rest. It
// stays in that file: no workspace holds it, and so no bundle and no export. BadInput where that file has a fault.
[[nodiscard]] Result<std::vector<Contact>> knownContacts();
[[nodiscard]] std::vector<Contact> merged(std::vector<Contact> directory, const std::vector<Contact> &own);
// The team's own file, in the order of looking: what exists, else where it would be written.
[[nodiscard]] QString ownContactsFile();
// The own file's text with a contact marked as checked on that day (ISO date): an entry that is there already keeps
// what it says. `text`: of the file now; empty: none yet.
[[nodiscard]] Result<QByteArray> withVerified(const QByteArray &text, const Contact &contact, const QString &day);
// The format is described in resources/contacts/README.md. BadInput with file, entry and reason.
[[nodiscard]] Result<std::vector<Contact>> readContacts(const QString &path);
[[nodiscard]] Result<std::vector<Contact>> contactsFromJson(const QJsonArray &array, const QString &where);

// Who should have the domain, as the team accepted it: the one to be asked, whoever has it now.
struct ExpectedRegistrar {
    QString name, ianaId; // empty: not known
    friend bool operator==(const ExpectedRegistrar &, const ExpectedRegistrar &) = default;
};
// Whether the registration is with somebody else now (by the IANA number, else by name): what it says of its registrar
// is the gaining one's, who may be the thief's. False where nothing was accepted, or nothing is known.
[[nodiscard]] bool isMoved(const ExpectedRegistrar &expected, const registry::LookupPtr &registration);

// Whom to contact in this state, in order, and why (`use`): registrar, registrar CSIRT, cloud support, JPCERT/CC,
// hosting of each hostile address (one contact a provider; without a name where no network is known). Empty while
// quiet and when closed; while it is only a suspicion, nobody who would take servers down. Channels that go through
// affected mail are left out. What the registry knows of the registrar is added to the registrar's contact, unless the
// domain has been moved away from him (then he is only named);
// `hostRegistrations`: of the domains under which the attacker's servers stand, whose registrars can suspend them.
[[nodiscard]] std::vector<Contact> contactsFor(const Incident &incident, const std::vector<Contact> &directory,
                                               const registry::LookupPtr &registration,
                                               const std::vector<HostileHost> &hostile = {},
                                               const std::vector<registry::LookupPtr> &hostRegistrations = {},
                                               const ExpectedRegistrar &expected = {});

} // namespace hinoban::respond
