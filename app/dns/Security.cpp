// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Security.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hinoban::dns {
namespace {

constexpr std::array<const char *, 4> Securities{"secure", "insecure", "bogus", "indeterminate"};
constexpr std::array<const char *, 5> Kinds{"nothing", "data", "alias", "no-data", "no-name"};
constexpr qsizetype MaxItems = 1000; // of any list that a record may bring

tl::unexpected<Error> bad(const QString &key)
{
    return failure(ErrorCode::BadInput, key, QStringLiteral("missing, or not of its form"));
}

QString text(const Name &name) { return QString::fromLatin1(name.text()); }

QJsonArray reasonJson(const SecurityReason &reason)
{
    if (reason.isEmpty()) return {};
    QJsonArray out{reason.code};
    for (const QString &arg : reason.args)
        out.append(arg);
    return out;
}

QJsonValue timeJson(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toUnixMicroseconds(*instant)) : QJsonValue();
}

QJsonObject linkJson(const ChainLink &link)
{
    QJsonArray vouchers, tags, evidence;
    for (const Rdata &one : link.vouchers)
        vouchers.append(QString::fromLatin1(one.wire.toHex()));
    for (const quint16 tag : link.keyTags)
        tags.append(tag);
    for (const QByteArray &one : link.evidence)
        evidence.append(QString::fromLatin1(one));
    return {{QStringLiteral("zone"), text(link.zone)},
            {QStringLiteral("status"), QString::fromLatin1(securityText(link.security))},
            {QStringLiteral("reason"), reasonJson(link.reason)},
            {QStringLiteral("anchor"), link.isAnchor},
            {QStringLiteral("ds"), vouchers},
            {QStringLiteral("keyTags"), tags},
            {QStringLiteral("signingTag"), link.signingTag ? QJsonValue(*link.signingTag) : QJsonValue()},
            {QStringLiteral("algorithm"), link.algorithm},
            {QStringLiteral("inception"), timeJson(link.inception)},
            {QStringLiteral("expiration"), timeJson(link.expiration)},
            {QStringLiteral("evidence"), evidence}};
}

QJsonObject answerJson(const AnswerSecurity &answer)
{
    QJsonArray aliases;
    for (const Name &alias : answer.aliases)
        aliases.append(text(alias));
    return {{QStringLiteral("name"), text(answer.question.name)},
            {QStringLiteral("type"), QString::fromLatin1(typeText(answer.question.type))},
            {QStringLiteral("kind"), QString::fromLatin1(kindText(answer.kind))},
            {QStringLiteral("status"), QString::fromLatin1(securityText(answer.security))},
            {QStringLiteral("reason"), reasonJson(answer.reason)},
            {QStringLiteral("aliases"), aliases},
            {QStringLiteral("expiration"), timeJson(answer.expiration)}};
}

QJsonObject servedJson(const ServedSecurity &served)
{
    return {{QStringLiteral("server"), text(served.server.name)},
            {QStringLiteral("address"), served.server.address.toString()},
            {QStringLiteral("port"), served.server.port},
            {QStringLiteral("owner"), text(served.owner)},
            {QStringLiteral("type"), QString::fromLatin1(typeText(served.type))},
            {QStringLiteral("status"), QString::fromLatin1(securityText(served.security))},
            {QStringLiteral("reason"), reasonJson(served.reason)},
            {QStringLiteral("expiration"), timeJson(served.expiration)},
            {QStringLiteral("evidence"), QString::fromLatin1(served.evidence)},
            {QStringLiteral("at"), toUnixMicroseconds(served.at)}};
}

// Reads the fields of one object; the first that is off stays remembered.
class Fields {
public:
    explicit Fields(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    Name name(const char *key)
    {
        const QJsonValue value = at(key);
        auto read = value.isString() ? Name::fromText(value.toString().toLatin1()) : bad(QLatin1String(key));
        if (read) return *read;
        fail(key);
        return {};
    }
    Security security(const char *key)
    {
        const auto read = securityFromText(at(key).toString());
        if (!read) fail(key);
        return read.value_or(Security::Indeterminate);
    }
    SecurityReason reason(const char *key)
    {
        SecurityReason out;
        for (const QJsonValue value : list(key)) {
            if (!value.isString()) fail(key);
            if (out.code.isEmpty())
                out.code = value.toString();
            else
                out.args.append(value.toString());
        }
        return out;
    }
    QJsonArray list(const char *key)
    {
        if (!at(key).isArray() || at(key).toArray().size() > MaxItems) {
            fail(key);
            return {};
        }
        return at(key).toArray();
    }
    std::optional<Instant> time(const char *key)
    {
        if (at(key).isNull()) return {};
        if (!at(key).isDouble()) fail(key);
        return instantFromUnixMicroseconds(at(key).toInteger());
    }
    int number(const char *key, int most) { return number(at(key), key, most); }
    int number(const QJsonValue &value, const char *key, int most)
    {
        const qint64 read = value.isDouble() ? value.toInteger(-1) : -1;
        if (read >= 0 && read <= most) return static_cast<int>(read);
        fail(key);
        return 0;
    }
    std::vector<QByteArray> texts(const char *key)
    {
        std::vector<QByteArray> out;
        for (const QJsonValue value : list(key)) {
            if (!value.isString()) fail(key);
            out.push_back(value.toString().toLatin1());
        }
        return out;
    }
    [[nodiscard]] QJsonValue at(const char *key) const { return m_object.value(QLatin1String(key)); }
    void fail(const char *key)
    {
        if (m_wrong.isEmpty()) m_wrong = QLatin1String(key);
    }
    [[nodiscard]] const QString &wrong() const { return m_wrong; }

private:
    QJsonObject m_object;
    QString m_wrong;
};

Result<ChainLink> linkFromJson(const QJsonObject &object)
{
    Fields fields(object);
    ChainLink link;
    link.zone = fields.name("zone");
    link.security = fields.security("status");
    link.reason = fields.reason("reason");
    link.isAnchor = fields.at("anchor").toBool();
    for (const QByteArray &hex : fields.texts("ds"))
        link.vouchers.push_back({QByteArray::fromHex(hex)});
    for (const QJsonValue tag : fields.list("keyTags"))
        link.keyTags.push_back(static_cast<quint16>(fields.number(tag, "keyTags", 65535)));
    if (!fields.at("signingTag").isNull()) link.signingTag = static_cast<quint16>(fields.number("signingTag", 65535));
    link.algorithm = static_cast<quint8>(fields.number("algorithm", 255));
    link.inception = fields.time("inception");
    link.expiration = fields.time("expiration");
    link.evidence = fields.texts("evidence");
    if (!fields.wrong().isEmpty()) return bad(fields.wrong());
    return link;
}

Result<AnswerSecurity> answerFromJson(const QJsonObject &object)
{
    Fields fields(object);
    AnswerSecurity answer;
    answer.question.name = fields.name("name");
    const auto type = typeFromText(fields.at("type").toString().toLatin1());
    if (!type) fields.fail("type");
    answer.question.type = type.value_or(Type::A);
    const auto kind = std::find_if(Kinds.begin(), Kinds.end(),
                                   [&](const char *one) { return fields.at("kind").toString() == QLatin1String(one); });
    if (kind == Kinds.end())
        fields.fail("kind");
    else
        answer.kind = static_cast<AnswerSecurity::Kind>(kind - Kinds.begin());
    answer.security = fields.security("status");
    answer.reason = fields.reason("reason");
    for (const QByteArray &alias : fields.texts("aliases")) {
        auto name = Name::fromText(alias);
        if (!name) return tl::unexpected(name.error());
        answer.aliases.push_back(std::move(*name));
    }
    answer.expiration = fields.time("expiration");
    if (!fields.wrong().isEmpty()) return bad(fields.wrong());
    return answer;
}

Result<ServedSecurity> servedFromJson(const QJsonObject &object, const Name &apex)
{
    Fields fields(object);
    ServedSecurity served;
    served.server.name = fields.name("server");
    if (!served.server.address.setAddress(fields.at("address").toString())) fields.fail("address");
    served.server.port = static_cast<quint16>(fields.number("port", 65535));
    // Records of earlier versions have the apex' only.
    served.owner = fields.at("owner").isUndefined() ? apex : fields.name("owner");
    const auto type = typeFromText(fields.at("type").toString().toLatin1());
    if (!type) fields.fail("type");
    served.type = type.value_or(Type::SOA);
    served.security = fields.security("status");
    served.reason = fields.reason("reason");
    served.expiration = fields.time("expiration");
    served.evidence = fields.at("evidence").toString().toLatin1();
    served.at = fields.time("at").value_or(Instant{});
    if (!fields.wrong().isEmpty()) return bad(fields.wrong());
    return served;
}

} // namespace

QByteArray securityText(Security security) { return Securities[static_cast<size_t>(security)]; }

std::optional<Security> securityFromText(const QString &text)
{
    for (size_t i = 0; i < Securities.size(); ++i)
        if (text == QLatin1String(Securities[i])) return static_cast<Security>(i);
    return {};
}

QByteArray kindText(AnswerSecurity::Kind kind) { return Kinds[static_cast<size_t>(kind)]; }

const ChainLink *Validation::link(const Name &zone) const
{
    const auto found = std::find_if(chain.begin(), chain.end(), [&](const ChainLink &one) { return one.zone == zone; });
    return found == chain.end() ? nullptr : &*found;
}

QJsonObject toJson(const Validation &validation)
{
    QJsonArray chain, answers, servers;
    for (const ServedSecurity &served : validation.servers)
        servers.append(servedJson(served));
    for (const ChainLink &link : validation.chain)
        chain.append(linkJson(link));
    for (const AnswerSecurity &answer : validation.answers)
        answers.append(answerJson(answer));
    return {{QStringLiteral("name"), text(validation.name)},
            {QStringLiteral("status"), QString::fromLatin1(securityText(validation.security))},
            {QStringLiteral("reason"), reasonJson(validation.reason)},
            {QStringLiteral("at"), toUnixMicroseconds(validation.at)},
            {QStringLiteral("chain"), chain},
            {QStringLiteral("answers"), answers},
            {QStringLiteral("servers"), servers}};
}

Result<Validation> validationFromJson(const QJsonObject &object)
{
    Fields fields(object);
    Validation out;
    out.name = fields.name("name");
    out.security = fields.security("status");
    out.reason = fields.reason("reason");
    out.at = fields.time("at").value_or(Instant{});
    for (const QJsonValue value : fields.list("chain")) {
        auto link = linkFromJson(value.toObject());
        if (!link) return tl::unexpected(link.error());
        out.chain.push_back(std::move(*link));
    }
    for (const QJsonValue value : fields.list("answers")) {
        auto answer = answerFromJson(value.toObject());
        if (!answer) return tl::unexpected(answer.error());
        out.answers.push_back(std::move(*answer));
    }
    // Records of earlier versions have none.
    if (!fields.at("servers").isUndefined())
        for (const QJsonValue value : fields.list("servers")) {
            auto served = servedFromJson(value.toObject(), out.name);
            if (!served) return tl::unexpected(served.error());
            out.servers.push_back(std::move(*served));
        }
    if (!fields.wrong().isEmpty()) return bad(fields.wrong());
    return out;
}

} // namespace hinoban::dns
