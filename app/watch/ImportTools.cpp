// SPDX-License-Identifier: GPL-3.0-or-later
// What tools that keep zones as code say of them: DNSControl, Terraform, octoDNS, and tables.
#include "app/base/CanonicalJson.h"
#include "app/base/Yaml.h"
#include "app/watch/ImportBuilder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <functional>

namespace hinoban::watch {
namespace {

const JsonLimits Limits{qsizetype(64) * 1024 * 1024, 64};

tl::unexpected<Error> bad(const QString &where, const QString &why) { return failure(ErrorCode::BadInput, where, why); }

std::optional<quint32> ttlOf(const QJsonValue &value)
{
    const double seconds = value.toDouble(0);
    return seconds > 0 && seconds <= 0xffffffff ? std::optional(static_cast<quint32>(seconds)) : std::nullopt;
}

QString textOf(const QJsonObject &object, const char *key)
{
    const auto value = object.value(QLatin1String(key));
    return value.isDouble() ? QString::number(value.toDouble(), 'f', 0) : value.toString();
}

// A target as DNSControl writes it: "@" and what has no final dot belong to the zone.
QString targetOf(const QString &text, const QString &apex)
{
    if (text == QLatin1String("@")) return apex + u'.';
    return text.endsWith(u'.') ? text : text + u'.' + apex + u'.';
}

bool isNameType(const QString &type)
{
    return QStringList{QStringLiteral("CNAME"), QStringLiteral("NS"), QStringLiteral("PTR"), QStringLiteral("DNAME")}
        .contains(type);
}

// Only letters: A, MX … Names with an underscore are a tool's own (R53_ALIAS, CF_REDIRECT).
bool isRecordType(const QString &type)
{
    return dns::typeFromText(type.toLatin1()).has_value() && type != QLatin1String("ANY");
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList out;
    const auto array = value.toArray();
    for (const auto one : array)
        out += one.toString();
    return out;
}

} // namespace

Result<void> readDnsControl(const QByteArray &content, const QString &where, ImportBuilder &into)
{
    const auto json = parseJson(content, Limits);
    if (!json) return bad(where, json.error().detail);
    const auto domains = json->toObject().value(QStringLiteral("domains"));
    if (!domains.isArray()) return bad(where, QStringLiteral("no \"domains\" in it"));
    const auto all = domains.toArray();
    for (const auto one : all) {
        const QJsonObject domain = one.toObject();
        const QString apexText =
            textOf(domain, "name").section(u'!', 0, 0); // "example.com!inside" is a split horizon's
        const auto apex = dns::Name::fromUserText(apexText);
        if (!apex) return bad(where, QStringLiteral("a domain without a name"));
        into.complete(*apex, {dns::Type::NS, dns::Type::SOA});
        ImportBuilder::Row servers{
            QStringLiteral("%1: %2 nameservers").arg(where, apexText), {}, QStringLiteral("NS"), {}, {}};
        const auto named = domain.value(QStringLiteral("nameservers")).toArray();
        for (const auto server : named)
            servers.values += textOf(server.toObject(), "name");
        if (!servers.values.isEmpty()) into.add(*apex, servers);
        const auto records = domain.value(QStringLiteral("records")).toArray();
        int number = 0;
        for (const auto value : records) {
            const QJsonObject record = value.toObject();
            const QString type = textOf(record, "type");
            const QString place = QStringLiteral("%1: %2 records[%3] %4 %5")
                                      .arg(where, apexText)
                                      .arg(number++)
                                      .arg(textOf(record, "name"), type);
            if (!isRecordType(type)) {
                into.leaveOut(place, QStringLiteral("a form of the tool's own, no record"));
                continue;
            }
            const QString target = textOf(record, "target");
            QString data = isNameType(type) ? targetOf(target, apexText) : target;
            if (type == QLatin1String("MX"))
                data = textOf(record, "mxpreference") + u' ' + targetOf(target, apexText);
            else if (type == QLatin1String("SRV"))
                data = QStringLiteral("%1 %2 %3 %4")
                           .arg(textOf(record, "srvpriority"), textOf(record, "srvweight"), textOf(record, "srvport"),
                                targetOf(target, apexText));
            else if (type == QLatin1String("CAA"))
                data = QStringLiteral("%1 %2 %3")
                           .arg(record.value(QStringLiteral("caaflag")).toInt())
                           .arg(textOf(record, "caatag"), quotedText(target));
            else if (type == QLatin1String("TXT"))
                data = quotedText(target);
            into.add(*apex, {place, textOf(record, "name"), type, ttlOf(record.value(QStringLiteral("ttl"))), {data}});
        }
    }
    return {};
}

namespace {

// One resource of a Terraform state, by its type.
void takeResource(const QString &where, const QJsonObject &resource, ImportBuilder &into)
{
    const QString kind = textOf(resource, "type");
    const QString place = where + QStringLiteral(": ") + textOf(resource, "address");
    const QJsonObject values = resource.value(QStringLiteral("values")).toObject();
    const auto zone = [&](const char *key) {
        if (const auto apex = dns::Name::fromUserText(textOf(values, key))) into.zone(*apex);
    };
    if (kind == QLatin1String("aws_route53_zone") || kind == QLatin1String("azurerm_dns_zone")) return zone("name");
    if (kind == QLatin1String("google_dns_managed_zone")) return zone("dns_name");
    if (kind == QLatin1String("cloudflare_zone"))
        return zone(values.contains(QStringLiteral("zone")) ? "zone" : "name");

    ImportBuilder::Row row{
        place, textOf(values, "name"), textOf(values, "type"), ttlOf(values.value(QStringLiteral("ttl"))), {}};
    if (kind == QLatin1String("aws_route53_record")) {
        if (!textOf(values, "fqdn").isEmpty()) row.name = textOf(values, "fqdn");
        if (!values.value(QStringLiteral("alias")).toArray().isEmpty())
            return into.leaveOut(
                place, QStringLiteral("an alias, whose addresses are not known here: expect a class of addresses"));
        const auto records = textsOf(values.value(QStringLiteral("records")));
        for (QString text : records) {
            // Several strings of one text stand in it as "\"\"".
            if (row.type == QLatin1String("TXT") && !text.startsWith(u'"'))
                text = u'"' + text.replace(QLatin1String("\"\""), QLatin1String("\" \"")) + u'"';
            row.values += text;
        }
        return into.add({}, row);
    }
    if (kind == QLatin1String("google_dns_record_set")) {
        row.values = textsOf(values.value(QStringLiteral("rrdatas")));
        return into.add({}, row);
    }
    if (kind == QLatin1String("cloudflare_record") || kind == QLatin1String("cloudflare_dns_record")) {
        if (!textOf(values, "hostname").isEmpty()) row.name = textOf(values, "hostname");
        if (row.ttl == 1u) row.ttl.reset();
        if (values.value(QStringLiteral("proxied")).toBool())
            return into.addClass({}, row, QLatin1String(CloudflareClass), cloudflarePrefixes());
        QString text = textOf(values, "content");
        if (text.isEmpty()) text = textOf(values, "value");
        if (row.type == QLatin1String("MX")) text = textOf(values, "priority") + u' ' + text;
        if (row.type == QLatin1String("TXT") && !text.startsWith(u'"')) text = quotedText(text);
        row.values = QStringList{text};
        return into.add({}, row);
    }
    if (kind.startsWith(QLatin1String("azurerm_dns_")) && kind.endsWith(QLatin1String("_record"))) {
        row.type = kind.section(u'_', 2, 2).toUpper();
        const auto apex = dns::Name::fromUserText(textOf(values, "zone_name"));
        if (!apex) return into.leaveOut(place, QStringLiteral("no zone_name"));
        row.values = textsOf(values.value(QStringLiteral("records")));
        if (row.type == QLatin1String("CNAME")) row.values += textOf(values, "record");
        const auto blocks = values.value(QStringLiteral("record")).toArray();
        for (const auto value : blocks) {
            const QJsonObject block = value.toObject();
            if (row.type == QLatin1String("MX"))
                row.values += textOf(block, "preference") + u' ' + textOf(block, "exchange");
            else if (row.type == QLatin1String("SRV"))
                row.values += QStringLiteral("%1 %2 %3 %4")
                                  .arg(textOf(block, "priority"), textOf(block, "weight"), textOf(block, "port"),
                                       textOf(block, "target"));
            else if (row.type == QLatin1String("CAA"))
                row.values +=
                    QStringLiteral("%1 %2 %3")
                        .arg(textOf(block, "flags"), textOf(block, "tag"), quotedText(textOf(block, "value")));
            else
                row.values += quotedText(textOf(block, "value"));
        }
        return into.add(*apex, row);
    }
    if (kind.contains(QLatin1String("dns")) || kind.contains(QLatin1String("route53")))
        into.leaveOut(place, QStringLiteral("a resource that is not known: %1").arg(kind));
}

} // namespace

Result<void> readTerraform(const QByteArray &content, const QString &where, ImportBuilder &into, const ImportOptions &)
{
    const auto json = parseJson(content, Limits);
    if (!json) return bad(where, json.error().detail);
    const auto root = json->toObject().value(QStringLiteral("values")).toObject().value(QStringLiteral("root_module"));
    if (!root.isObject()) return bad(where, QStringLiteral("no values.root_module in it (terraform show -json)"));
    // Bounded by the depth of the JSON.
    const std::function<void(const QJsonObject &)> walk = [&](const QJsonObject &module) {
        const auto resources = module.value(QStringLiteral("resources")).toArray();
        for (const auto resource : resources)
            takeResource(where, resource.toObject(), into);
        const auto children = module.value(QStringLiteral("child_modules")).toArray();
        for (const auto child : children)
            walk(child.toObject());
    };
    walk(root.toObject());
    return {};
}

namespace {

// One line of RFC 4180, which may go on over several; `at` moves behind it.
QStringList csvLine(const QString &text, qsizetype &at, int &line)
{
    QStringList fields;
    QString field;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c == u'\n') ++line;
        if (quoted) {
            if (c != u'"')
                field += c;
            else if (at + 1 < text.size() && text[at + 1] == u'"')
                field += text[++at];
            else
                quoted = false;
        } else if (c == u'"' && field.isEmpty()) {
            quoted = true;
        } else if (c == u',') {
            fields += std::exchange(field, {});
        } else if (c == u'\n') {
            ++at;
            break;
        } else if (c != u'\r') {
            field += c;
        }
    }
    fields += field;
    return fields;
}

} // namespace

Result<void> readCsv(const QByteArray &content, const QString &where, ImportBuilder &into, const ImportOptions &options)
{
    if (!options.domain) return bad(where, QStringLiteral("a table does not say its zone: name the domain"));
    QString text = QString::fromUtf8(content);
    if (text.startsWith(QChar(0xfeff))) text.remove(0, 1);
    qsizetype at = 0;
    int line = 1;
    QStringList heads;
    for (const QString &head : csvLine(text, at, line))
        heads += head.trimmed().toLower();
    const auto column = [&heads](std::initializer_list<const char *> names) {
        for (const char *name : names)
            if (const auto found = heads.indexOf(QLatin1String(name)); found >= 0) return found;
        return qsizetype(-1);
    };
    const auto name = column({"name", "owner", "host"}), type = column({"type"}), ttl = column({"ttl"}),
               value = column({"value", "data", "content", "rdata"}), priority = column({"priority", "preference"}),
               expect = column({"expect"});
    if (name < 0 || type < 0 || (value < 0 && expect < 0))
        return bad(where + QStringLiteral(":1"),
                   QStringLiteral("the headings are name, type, ttl, value (and priority, expect)"));
    while (at < text.size()) {
        const int first = line;
        const QStringList fields = csvLine(text, at, line);
        if (fields.size() == 1 && fields.front().trimmed().isEmpty()) continue;
        const auto field = [&fields](qsizetype index) { return index < 0 ? QString() : fields.value(index).trimmed(); };
        ImportBuilder::Row row{
            QStringLiteral("%1:%2").arg(where).arg(first), field(name), field(type).toUpper(), {}, {}};
        bool isNumber = false;
        if (const auto seconds = field(ttl).toUInt(&isNumber); isNumber) row.ttl = seconds;
        QString data = field(value);
        if (const QString words = field(expect); !words.isEmpty()) {
            if (data.isEmpty())
                into.addWords(*options.domain, row, words);
            else
                into.leaveOut(row.place, QStringLiteral("both a value and what is expected instead"));
            continue;
        }
        if (!field(priority).isEmpty() && !data.contains(u' ')) data = field(priority) + u' ' + data;
        if (row.type == QLatin1String("TXT") && !data.startsWith(u'"')) data = quotedText(data);
        row.values = QStringList{data};
        into.add(options.domain, row);
    }
    return {};
}

namespace {

const Yaml *field(const Yaml &map, const char *key)
{
    for (const auto &[name, value] : map.entries)
        if (name.scalar == QLatin1String(key)) return &value;
    return nullptr;
}

QString scalar(const Yaml &map, const char *key, const char *older = nullptr)
{
    if (const Yaml *value = field(map, key)) return value->scalar;
    return older ? scalar(map, older) : QString();
}

// octoDNS keeps a text's semicolons escaped, and its strings joined.
QString octoText(QString text) { return quotedText(text.replace(QLatin1String("\\;"), QLatin1String(";"))); }

// One value of a record, as presentation form.
QString octoValue(const QString &type, const Yaml &value)
{
    if (value.kind == Yaml::Kind::Scalar)
        return type == QLatin1String("TXT") || type == QLatin1String("SPF") ? octoText(value.scalar) : value.scalar;
    if (type == QLatin1String("MX"))
        return scalar(value, "preference", "priority") + u' ' + scalar(value, "exchange", "value");
    if (type == QLatin1String("SRV"))
        return QStringLiteral("%1 %2 %3 %4")
            .arg(scalar(value, "priority"), scalar(value, "weight"), scalar(value, "port"), scalar(value, "target"));
    if (type == QLatin1String("CAA"))
        return QStringLiteral("%1 %2 %3")
            .arg(field(value, "flags") ? scalar(value, "flags") : QStringLiteral("0"), scalar(value, "tag"),
                 quotedText(scalar(value, "value")));
    if (type == QLatin1String("DS"))
        return QStringLiteral("%1 %2 %3 %4")
            .arg(scalar(value, "key_tag"), scalar(value, "algorithm"), scalar(value, "digest_type"),
                 scalar(value, "digest"));
    if (type == QLatin1String("TLSA"))
        return QStringLiteral("%1 %2 %3 %4")
            .arg(scalar(value, "certificate_usage"), scalar(value, "selector"), scalar(value, "matching_type"),
                 scalar(value, "certificate_association_data"));
    if (type == QLatin1String("SSHFP"))
        return QStringLiteral("%1 %2 %3")
            .arg(scalar(value, "algorithm"), scalar(value, "fingerprint_type"), scalar(value, "fingerprint"));
    return {};
}

void takeOcto(const QString &path, const dns::Name &apex, const QString &owner, const Yaml &record, ImportBuilder &into,
              std::vector<dns::Type> &except)
{
    const QString type = scalar(record, "type").toUpper();
    const QString place = QStringLiteral("%1:%2 %3 %4")
                              .arg(path)
                              .arg(record.line)
                              .arg(owner.isEmpty() ? QStringLiteral("@") : owner, type);
    const auto leaveOut = [&](const QString &why) {
        if (const auto known = dns::typeFromText(type.toLatin1()); known && owner.isEmpty()) except.push_back(*known);
        into.leaveOut(place, why);
    };
    if (type == QLatin1String("ALIAS")) {
        if (owner.isEmpty()) except.insert(except.end(), {dns::Type::A, dns::Type::AAAA});
        return into.leaveOut(
            place, QStringLiteral("an alias, whose addresses are not known here: expect a class of addresses"));
    }
    if (!isRecordType(type)) return leaveOut(QStringLiteral("a form of the tool's own, no record"));
    if (field(record, "dynamic") || field(record, "geo"))
        return leaveOut(QStringLiteral("answers that depend on who asks: expect a class of addresses"));
    ImportBuilder::Row row{place, owner, type, 3600u, {}};
    bool isNumber = false;
    if (const auto seconds = scalar(record, "ttl").toUInt(&isNumber); isNumber) row.ttl = seconds;
    const Yaml *values = field(record, "values");
    if (!values) values = field(record, "value");
    if (!values) return leaveOut(QStringLiteral("neither value nor values"));
    if (values->kind == Yaml::Kind::List)
        for (const Yaml &value : values->items)
            row.values += octoValue(type, value);
    else
        row.values += octoValue(type, *values);
    if (row.values.contains(QString())) return leaveOut(QStringLiteral("a value of a shape that is not known"));
    into.add(apex, row);
}

} // namespace

Result<void> readOctoDns(const QByteArray &content, const QString &path, ImportBuilder &into,
                         const ImportOptions &options)
{
    const auto yaml = readYaml(content, path);
    if (!yaml) return tl::unexpected(yaml.error());
    if (yaml->kind != Yaml::Kind::Map) return bad(path, QStringLiteral("no mapping of names to records"));
    // The file is named after its zone: example.com.yaml. In a split directory the zone's name is the folder's.
    const QFileInfo file(path);
    auto apex = options.domain ? Result<dns::Name>(*options.domain) : dns::Name::fromUserText(file.completeBaseName());
    const bool isWhole = apex && apex->labelCount() > 1;
    if (!isWhole) apex = dns::Name::fromUserText(file.dir().dirName());
    if (!apex) return bad(path, QStringLiteral("the file is not named after a zone: name the domain"));
    into.zone(*apex);
    std::vector<dns::Type> except{dns::Type::SOA};
    bool namesServers = false;
    for (const auto &[owner, value] : yaml->entries) {
        if (value.kind != Yaml::Kind::List) {
            takeOcto(path, *apex, owner.scalar, value, into, except);
            namesServers = namesServers || (owner.scalar.isEmpty() && scalar(value, "type") == QLatin1String("NS"));
            continue;
        }
        for (const Yaml &one : value.items) {
            takeOcto(path, *apex, owner.scalar, one, into, except);
            namesServers = namesServers || (owner.scalar.isEmpty() && scalar(one, "type") == QLatin1String("NS"));
        }
    }
    if (!namesServers) except.push_back(dns::Type::NS); // the provider's, and not kept by the tool
    if (isWhole) into.complete(*apex, except);
    return {};
}

} // namespace hinoban::watch
