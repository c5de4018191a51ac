// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/StrictYaml.h"

using namespace Qt::StringLiterals;

namespace hinoban::drill {

void refuse(const Yaml &at, const QString &reason) { throw Refusal{{}, at.line, reason}; }

Fields::Fields(const Yaml &map, QString what)
    : m_map(map)
    , m_what(std::move(what))
{
    if (map.kind != Yaml::Kind::Map) refuse(map, u"%1 is written as \"key: value\" lines"_s.arg(m_what));
}

const Yaml *Fields::find(const char *key)
{
    const QString wanted = QString::fromLatin1(key);
    m_known.insert(wanted);
    for (const auto &[name, value] : m_map.entries)
        if (name.scalar == wanted) return &value;
    return nullptr;
}

const Yaml &Fields::need(const char *key)
{
    if (const Yaml *value = find(key)) return *value;
    refuse(m_map, u"%1 needs \"%2\""_s.arg(m_what, QString::fromLatin1(key)));
}

void Fields::finish() const
{
    for (const auto &[name, value] : m_map.entries)
        if (!m_known.contains(name.scalar)) refuse(name, u"%1 has no \"%2\""_s.arg(m_what, name.scalar.left(60)));
}

QString Fields::text(const char *key) { return textOf(need(key)); }

QString Fields::textOr(const char *key, const QString &otherwise)
{
    const Yaml *value = find(key);
    return value ? textOf(*value) : otherwise;
}

bool Fields::flagOr(const char *key, bool otherwise)
{
    const Yaml *value = find(key);
    return value ? flagOf(*value) : otherwise;
}

Instant Fields::instant(const char *key) { return instantOf(need(key)); }

std::optional<Instant> Fields::instantIf(const char *key)
{
    const Yaml *value = find(key);
    return value ? std::optional(instantOf(*value)) : std::nullopt;
}

Duration Fields::span(const char *key) { return spanOf(need(key)); }

Duration Fields::spanOr(const char *key, Duration otherwise)
{
    const Yaml *value = find(key);
    return value ? spanOf(*value) : otherwise;
}

dns::Name Fields::name(const char *key) { return nameOf(need(key)); }

std::vector<const Yaml *> Fields::list(const char *key)
{
    const Yaml *value = find(key);
    return value ? itemsOf(*value) : std::vector<const Yaml *>{};
}

QString textOf(const Yaml &value)
{
    if (value.kind != Yaml::Kind::Scalar) refuse(value, u"a text is expected here"_s);
    if (value.scalar.size() > 4000) refuse(value, u"a text of more than 4000 characters"_s);
    return value.scalar;
}

bool flagOf(const Yaml &value)
{
    const QString text = textOf(value);
    if (!value.quoted && text == u"true") return true;
    if (!value.quoted && text == u"false") return false;
    refuse(value, u"true or false is expected here, not \"%1\""_s.arg(text.left(60)));
}

qint64 numberOf(const Yaml &value, qint64 least, qint64 most)
{
    bool ok = false;
    const QString text = textOf(value);
    const qint64 number = text.toLongLong(&ok);
    if (!ok || value.quoted) refuse(value, u"a whole number is expected here, not \"%1\""_s.arg(text.left(60)));
    if (number < least || number > most)
        refuse(value, u"%1 is not between %2 and %3"_s.arg(number).arg(least).arg(most));
    return number;
}

Instant instantOf(const Yaml &value)
{
    const auto instant = instantFromRfc3339(textOf(value));
    if (!instant) refuse(value, u"\"%1\" is no time such as 2020-05-30T15:11:38Z"_s.arg(value.scalar.left(60)));
    return *instant;
}

Duration spanOf(const Yaml &value)
{
    const QString text = textOf(value);
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    struct Unit {
        QStringView name;
        qint64 microseconds;
    };
    static constexpr Unit units[] = {
        {u"ms", 1'000}, {u"s", 1'000'000}, {u"min", 60'000'000}, {u"h", 3'600'000'000}, {u"d", 86'400'000'000}};
    bool ok = false;
    const qint64 count = text.left(digits).toLongLong(&ok);
    for (const Unit &unit : units) {
        if (ok && QStringView(text).mid(digits) == unit.name && count <= 3'650LL * 86'400'000'000 / unit.microseconds)
            return Duration(count * unit.microseconds);
    }
    refuse(value, u"\"%1\" is no span such as 38ms, 10s, 5min, 12h or 2d"_s.arg(text.left(60)));
}

dns::Name nameOf(const Yaml &value)
{
    const auto name = dns::Name::fromText(textOf(value).toUtf8());
    if (!name) refuse(value, u"\"%1\" is no domain name: %2"_s.arg(value.scalar.left(80), name.error().detail));
    return *name;
}

dns::Type typeOf(const Yaml &value)
{
    const auto type = dns::typeFromText(textOf(value).toLatin1());
    if (!type) refuse(value, u"\"%1\" is no record type"_s.arg(value.scalar.left(60)));
    return *type;
}

QHostAddress addressOf(const Yaml &value)
{
    const QHostAddress address(textOf(value));
    // QHostAddress also reads "10.1"; what was meant then is anybody's guess.
    if (address.isNull() || address.toString() != value.scalar.toLower() || !address.scopeId().isEmpty())
        refuse(value, u"\"%1\" is no address"_s.arg(value.scalar.left(60)));
    return address;
}

Prefix prefixOf(const Yaml &value)
{
    const auto prefix = Prefix::fromText(textOf(value));
    if (!prefix) refuse(value, u"\"%1\" is no prefix: %2"_s.arg(value.scalar.left(60), prefix.error().detail));
    return *prefix;
}

std::vector<const Yaml *> itemsOf(const Yaml &value)
{
    if (value.kind != Yaml::Kind::List) refuse(value, u"a list is expected here"_s);
    std::vector<const Yaml *> items;
    items.reserve(value.items.size());
    for (const Yaml &item : value.items)
        items.push_back(&item);
    return items;
}

std::map<QString, const Yaml *> entriesOf(const Yaml &value)
{
    if (value.kind != Yaml::Kind::Map) refuse(value, u"\"key: value\" lines are expected here"_s);
    std::map<QString, const Yaml *> entries;
    for (const auto &[key, entry] : value.entries)
        entries.emplace(key.scalar, &entry);
    return entries;
}

} // namespace hinoban::drill
