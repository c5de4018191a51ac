// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/base/Prefix.h"
#include "app/dns/Exchange.h"
#include "app/dns/Zone.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUrl>

#include <memory>

namespace hinoban::drill {

// A written world and its story, read from a folder with scenario.yaml and zone files; the format is described in
// resources/scenarios/README.md. An immutable value: the World plays it. Its inside is in Story.h.
struct Scenario;

// A domain that the story's team watches, and how it should be. In values of dns/ only: console/ turns it into
// watch::Domain, so that a world never depends on who looks at it.
struct WatchedDomain {
    struct Class { // instead of exact data: addresses inside these prefixes, or an alias under one of these names
        dns::Name owner;
        dns::Type type = dns::Type::A;
        QString className; // "CloudFront"
        std::vector<Prefix> prefixes;
        std::vector<dns::Name> under;
    };
    // A change that the team announced before.
    struct Plan {
        Instant from{}, until{};
        dns::Zone expected; // as it shall be
        QString registrar, registrarIanaId, by, reason;
    };
    dns::Name name;
    dns::Zone expected; // every RRset exactly, those of `classes` excepted
    std::vector<Class> classes;
    std::vector<std::pair<dns::Name, dns::Type>> absent; // RRsets that must not exist
    QString approvedBy, reason;
    std::vector<Plan> plans;
    bool hasBaseline = true; // false: the team has said nothing of it yet
};

struct WatchedResolver {
    dns::Server server; // label = "Google Public DNS"
    QString operatorName;
    std::optional<quint32> ttlCap; // seconds
    QUrl flushPage;
};

// What people of the story knew: for the timeline.
struct KnownFact {
    Instant happened{}, learned{};
    QString en, ja;
    QString source;
    bool hourChosen = false; // no source gives the hour; the scenario chose it
    bool byPerson = true;
};

// What a console needs to know of a scenario beside its world.
struct Briefing {
    QString id; // "coincheck-2020"
    QString title, titleJa;
    Instant begins{}; // the clock starts here
    Instant opens{};  // where the screen opens the drill
    Instant ends{};
    std::vector<WatchedDomain> domains;
    std::vector<WatchedResolver> resolvers;
    std::vector<std::pair<dns::Name, QHostAddress>> controls; // somebody else's, for comparing paths
    std::vector<KnownFact> facts;                             // ascending by learned
    QJsonObject organisation;                                 // keys of respond::Organisation
    QJsonArray contacts;                                      // shape of resources/contacts/contacts.json
    std::vector<Instant> turns; // instants at which the story changes the world, ascending
};

// `where` is a folder, or the id of an embedded scenario (":/scenarios/<id>"). Unknown keys, duplicate keys and
// impossible stories are BadInput with file, line and reason.
[[nodiscard]] Result<std::shared_ptr<const Scenario>> readScenario(const QString &where);
[[nodiscard]] const Briefing &briefing(const Scenario &scenario);
[[nodiscard]] QStringList embeddedScenarios();

} // namespace hinoban::drill
