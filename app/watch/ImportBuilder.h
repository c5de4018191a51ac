// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to app/watch: what the readers of Import.h's formats have in common.
#include "app/watch/Import.h"

#include <map>
#include <set>

class QJsonValue;

namespace hinoban::watch {

// Gathers records of zones from whatever order a file has them in. Bounded: more than a million records are refused.
class ImportBuilder {
public:
    explicit ImportBuilder(const ImportOptions &options)
        : m_options(options)
    {
    }

    struct Row {
        QString place; // in the file, for a person
        QString name;  // with a final dot, or relative to the zone; "@" and "" are the zone itself
        QString type;
        std::optional<quint32> ttl;
        QStringList values; // presentation form; names in them are taken as complete
    };
    // `apex` null: the longest zone that the name lies in.
    void add(const std::optional<dns::Name> &apex, const Row &row);
    // Addresses of a network instead of known ones: `row.type` A, AAAA or CNAME stands for both families.
    void addClass(const std::optional<dns::Name> &apex, const Row &row, const QString &className,
                  const std::vector<Prefix> &prefixes);
    // As a remark of a zone file says it (ClassRemark.h): "in 198.51.100.0/24 | origin AS64500". Beside other rows of
    // the same name and type it is an alternative.
    void addWords(const dns::Name &apex, const Row &row, const QString &words);
    void leaveOut(const QString &place, const QString &why);
    // The zone is told in full: apex types that are not stated are expected absent, except for these.
    void complete(const dns::Name &apex, const std::vector<dns::Type> &except);
    void zone(const dns::Name &apex) { m_zones[apex]; } // there is one, even without a record

    [[nodiscard]] Import take();

private:
    struct Set {
        std::optional<quint32> ttl;
        std::vector<dns::Rdata> rdatas;
        QString className;
        std::vector<Prefix> prefixes;
    };
    struct Zone {
        std::map<std::pair<dns::Name, quint16>, Set> sets;
        bool isComplete = false;
        std::vector<dns::Type> except;
        std::vector<Expectation> said;
    };
    struct Pending {
        std::optional<dns::Name> apex;
        Row row;
        QString className;
        std::vector<Prefix> prefixes;
    };
    void place(const Pending &pending);
    [[nodiscard]] std::optional<dns::Name> apexOf(const QString &name) const;

    const ImportOptions &m_options;
    std::map<dns::Name, Zone> m_zones;
    std::vector<Pending> m_pending; // until all zones are known
    QStringList m_leftOut;
    int m_more = 0;
};

// One text as a TXT record's presentation form: strings of at most 255 octets, in quotes (RFC 1035, 3.3.14).
[[nodiscard]] QString quotedText(const QString &text);

// The prefixes that Cloudflare publishes for its proxies (resources/classes/cloudflare.json).
[[nodiscard]] const std::vector<Prefix> &cloudflarePrefixes();
extern const char *const CloudflareClass;

// The readers, a file each.
[[nodiscard]] Result<void> readRoute53(const QByteArray &content, const QString &where, ImportBuilder &into,
                                       const ImportOptions &options);
[[nodiscard]] Result<void> readDnsControl(const QByteArray &content, const QString &where, ImportBuilder &into);
[[nodiscard]] Result<void> readCloudflare(const QByteArray &content, const QString &where, ImportBuilder &into,
                                          const ImportOptions &options);
[[nodiscard]] Result<void> readTerraform(const QByteArray &content, const QString &where, ImportBuilder &into,
                                         const ImportOptions &options);
[[nodiscard]] Result<void> readCsv(const QByteArray &content, const QString &where, ImportBuilder &into,
                                   const ImportOptions &options);
[[nodiscard]] Result<void> readOctoDns(const QByteArray &content, const QString &path, ImportBuilder &into,
                                       const ImportOptions &options);

} // namespace hinoban::watch
