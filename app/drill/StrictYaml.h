// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"
#include "app/base/Prefix.h"
#include "app/base/Yaml.h"
#include "app/dns/Rdata.h"

#include <QHostAddress>
#include <QJsonValue>
#include <QSet>

#include <map>
#include <optional>
#include <vector>

namespace hinoban::drill {

// Why a file is not read further. Thrown inside this folder only, so that reading a file is a list of fields and not
// of checks; readScenario() and readYaml() turn it into an Error.
struct Refusal {
    QString where; // empty: the file that is being read
    int line = 0;
    QString reason;
};
[[noreturn]] void refuse(const Yaml &at, const QString &reason);

// One mapping, read field by field. Every field that is asked for is known; finish() refuses all others. Wrong types
// and missing fields are refused with the line at which they stand.
class Fields {
public:
    // `what` names the mapping for a person: "a server".
    Fields(const Yaml &map, QString what);

    [[nodiscard]] const Yaml *find(const char *key); // null: not there
    [[nodiscard]] const Yaml &need(const char *key);
    void finish() const;
    [[nodiscard]] const Yaml &map() const { return m_map; }

    [[nodiscard]] QString text(const char *key);
    [[nodiscard]] QString textOr(const char *key, const QString &otherwise);
    [[nodiscard]] bool flagOr(const char *key, bool otherwise);
    [[nodiscard]] Instant instant(const char *key);
    [[nodiscard]] std::optional<Instant> instantIf(const char *key);
    [[nodiscard]] Duration span(const char *key);
    [[nodiscard]] Duration spanOr(const char *key, Duration otherwise);
    [[nodiscard]] dns::Name name(const char *key);
    [[nodiscard]] std::vector<const Yaml *> list(const char *key); // not there: empty

private:
    const Yaml &m_map;
    QString m_what;
    QSet<QString> m_known;
};

// Single values; each refuses what it does not understand.
[[nodiscard]] QString textOf(const Yaml &value);
[[nodiscard]] bool flagOf(const Yaml &value); // true, false
[[nodiscard]] qint64 numberOf(const Yaml &value, qint64 least, qint64 most);
[[nodiscard]] Instant instantOf(const Yaml &value); // 2020-05-30T15:11:38Z
[[nodiscard]] Duration spanOf(const Yaml &value);   // 38ms, 10s, 5min, 12h, 2d
[[nodiscard]] dns::Name nameOf(const Yaml &value);
[[nodiscard]] dns::Type typeOf(const Yaml &value);
[[nodiscard]] QHostAddress addressOf(const Yaml &value);
[[nodiscard]] Prefix prefixOf(const Yaml &value);
[[nodiscard]] std::vector<const Yaml *> itemsOf(const Yaml &value);
[[nodiscard]] std::map<QString, const Yaml *> entriesOf(const Yaml &value);

} // namespace hinoban::drill
