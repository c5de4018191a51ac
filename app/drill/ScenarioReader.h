// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/drill/Story.h"
#include "app/drill/StrictYaml.h"

#include <QHash>

#include <set>

namespace hinoban::drill {

// Reads one scenario folder into a Scenario, section by section in the order of the calls in read(): a later section
// may name what an earlier one declared. Throws Refusal; readScenario() is its only user.
class ScenarioReader {
public:
    explicit ScenarioReader(QString folder)
        : m_folder(std::move(folder))
    {
    }
    std::shared_ptr<Scenario> read(const Yaml &document);

    // The bytes of a file of the folder; refused are paths that lead out of it.
    static Result<QByteArray> fileOf(const QString &folder, const QString &path);

private:
    struct ZoneSource {
        QString path;
        QByteArray text;
    };

    void readMeta(const Yaml &section);
    void readZones(const Yaml &section);
    void readServers(const Yaml &section);
    void readAbsent(const Yaml &section);
    void readResolvers(const Yaml &section);
    void readMail(const Yaml &section);
    void readRegistry(const Yaml &section);
    void readCertificates(const Yaml &section);
    void readPath(const Yaml &section);
    void readWatched(const Yaml &section);
    void readFacts(const Yaml &section);
    void readOrganisation(const Yaml &section);
    void readContacts(const Yaml &section);
    void readStory(const Yaml &section);

    void readTurn(const Yaml &turn);
    void readChange(const Yaml &change, Instant at, State &state);
    void publish(Fields &fields, State &state);
    void withdraw(Fields &fields, State &state);
    [[nodiscard]] size_t mailHostAt(const Yaml &address) const;
    [[nodiscard]] static MailCondition mailConditionOf(const Yaml &value);
    void changePath(const Prefix &prefix, Fields &fields, State &state) const;
    [[nodiscard]] QStringList routesNamed(Fields &fields) const;
    [[nodiscard]] static Duration roundTripOf(const Yaml &value);
    void changeRegistration(Fields &fields, Instant at, State &state);
    void checkRegistration(const Yaml &at, const RegistrationSpec &registration, Instant when) const;
    [[nodiscard]] NetworkSpec readNetwork(const Yaml &item);
    [[nodiscard]] bool isOnPort43(const dns::Name &domain) const;
    [[nodiscard]] bool hasRegistry(const dns::Name &domain) const;
    void readRegistrationFields(Fields &fields, RegistrationSpec &registration, bool whole);

    void checkHosts() const;
    void checkServed() const;
    [[nodiscard]] Refusal hostRefusal(const QString &zone, const dns::Name &owner, const dns::Name &host,
                                      const QString &reason) const;

    [[nodiscard]] ZoneSource zoneSource(const Yaml &path) const;
    dns::Zone zoneFrom(const Yaml &files, const dns::Name &apex, std::vector<ZoneSource> *sources) const;
    std::shared_ptr<const ZoneIndex> zoneNamed(const Yaml &id);
    [[nodiscard]] size_t serverNamed(const Yaml &name) const;
    std::shared_ptr<const ServedZones> served(std::vector<std::shared_ptr<const ZoneIndex>> zones);
    [[nodiscard]] Route routeFrom(const Yaml &value) const;

    QString m_folder;
    std::shared_ptr<Scenario> m_scenario = std::make_shared<Scenario>();
    std::map<QString, std::shared_ptr<const ZoneIndex>> m_zones;
    std::map<QString, std::vector<ZoneSource>> m_zoneSources;
    std::map<QString, int> m_zoneLines;
    std::set<QString> m_zonesUsed;
    std::map<dns::Name, size_t> m_servers;
    std::set<dns::Name> m_absent;
    QHash<QHostAddress, int> m_addressLines;
    std::vector<std::shared_ptr<const ServedZones>> m_served;
};

} // namespace hinoban::drill
