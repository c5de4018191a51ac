// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Incident.h"

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
    QString id;           // "jpcert-cc"
    QString role;         // key: "registrar", "registrar-csirt", "national-csirt", "dns-cloud", "hosting"
    QString organisation; // empty: not known yet
    std::vector<Channel> channels;
    QString use;          // one sentence: when to use it (translated)
    QString advice;       // out-of-band advice (translated)
    QString source;       // where this comes from
    QString confidence;   // "H" organisation's own page, "M" third party, "L" unverified, "team"
    QString lastVerified; // ISO date; empty: never
    QStringList templates; // ids of the templates for it: "REG-URGENT" …
    friend bool operator==(const Contact &, const Contact &) = default;
};

[[nodiscard]] Result<std::vector<Contact>> readContacts(const QString &path); // a file or ":/contacts/contacts.json"

// Whom to contact in this state, in order, and why (`use`): registrar, registrar CSIRT, cloud support, JPCERT/CC,
// hosting of each hostile address. Empty while quiet. Channels that go through affected mail are left out.
[[nodiscard]] std::vector<Contact> contactsFor(const Incident &incident, const std::vector<Contact> &directory,
                                               const registry::LookupPtr &registration);

} // namespace hinoban::respond
