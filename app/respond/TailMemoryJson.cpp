// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/TailMemory.h"

#include "app/watch/JsonFields.h"

#include <QJsonArray>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Most = 0xffffffffLL;
constexpr int MostResolvers = 4096;

void put(QJsonObject &object, const QString &key, const std::optional<Instant> &instant)
{
    if (instant) object.insert(key, watch::exactTime(*instant));
}

// Reads fields one after another and keeps the first problem.
class Fields {
public:
    explicit Fields(const QJsonObject &object)
        : m_object(object)
    {
    }
    void read(const QString &key, std::optional<Instant> &target)
    {
        if (m_object.contains(key)) take(watch::timeField(m_object, key), target);
    }
    void read(const QString &key, quint32 &target)
    {
        qint64 value = 0;
        if (take(watch::wholeField(m_object, key, 0, Most), value)) target = static_cast<quint32>(value);
    }
    void read(const QString &key, bool &target)
    {
        if (m_object.value(key).isBool())
            target = m_object.value(key).toBool();
        else
            refuse({ErrorCode::BadInput, key, u"not true or false"_s});
    }
    template <class Value, class Target>
    bool take(Result<Value> value, Target &target)
    {
        if (!value) {
            refuse(value.error());
            return false;
        }
        target = std::move(*value);
        return true;
    }
    void refuse(Error error)
    {
        if (!m_problem) m_problem = std::move(error);
    }
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

private:
    const QJsonObject &m_object;
    std::optional<Error> m_problem;
};

QJsonObject resolverJson(const QString &key, const ResolverMemory &memory)
{
    QJsonObject object{{u"resolver"_s, key},
                       {u"trueLooks"_s, qint64(memory.trueLooks)},
                       {u"relapses"_s, qint64(memory.relapses)},
                       {u"toldTrue"_s, memory.toldTrue}};
    put(object, u"falseAt"_s, memory.falseAt);
    put(object, u"delegationUntil"_s, memory.delegationUntil);
    put(object, u"dataUntil"_s, memory.dataUntil);
    put(object, u"trueSince"_s, memory.trueSince);
    return object;
}

} // namespace

QJsonObject toJson(const TailMemory &memory)
{
    QJsonArray resolvers, wrong;
    for (const auto &[key, resolver] : memory.resolvers)
        resolvers.append(resolverJson(key, resolver));
    for (const auto &address : memory.wrong)
        wrong.append(address);
    std::vector<dns::NameServer> servers;
    servers.reserve(memory.servers.size());
    for (const auto &[name, addresses] : memory.servers)
        servers.push_back({name, addresses, {}});
    QJsonObject object{{u"delegation"_s, memory.delegation},
                       {u"parentTtl"_s, qint64(memory.parentTtl)},
                       {u"childTtl"_s, qint64(memory.childTtl)},
                       {u"otherTtl"_s, qint64(memory.otherTtl)},
                       {u"denialTtl"_s, qint64(memory.denialTtl)},
                       {u"wrong"_s, wrong},
                       {u"servers"_s, watch::serversToJson(servers)},
                       {u"serversAnswer"_s, memory.serversAnswer},
                       {u"resolvers"_s, resolvers}};
    put(object, u"falseSince"_s, memory.falseSince);
    put(object, u"repairedAt"_s, memory.repairedAt);
    return object;
}

Result<TailMemory> tailMemoryFromJson(const QJsonObject &object)
{
    TailMemory memory;
    Fields fields(object);
    fields.read(u"falseSince"_s, memory.falseSince);
    fields.read(u"repairedAt"_s, memory.repairedAt);
    fields.read(u"delegation"_s, memory.delegation);
    fields.read(u"parentTtl"_s, memory.parentTtl);
    fields.read(u"childTtl"_s, memory.childTtl);
    fields.read(u"otherTtl"_s, memory.otherTtl);
    fields.read(u"denialTtl"_s, memory.denialTtl);
    fields.read(u"serversAnswer"_s, memory.serversAnswer);
    QJsonArray wrong, resolvers;
    std::vector<dns::NameServer> servers;
    (void)fields.take(watch::arrayField(object, u"wrong"_s), wrong);
    (void)fields.take(watch::arrayField(object, u"resolvers"_s), resolvers);
    (void)fields.take(watch::serversField(object, u"servers"_s), servers);
    if (fields.problem()) return tl::unexpected(*fields.problem());

    for (const QJsonValue one : wrong)
        memory.wrong.insert(one.toString());
    for (auto &server : servers)
        memory.servers.emplace(server.name, std::move(server.addresses));
    if (resolvers.size() > MostResolvers)
        return failure(ErrorCode::BadInput, u"resolvers"_s, u"more than %1"_s.arg(MostResolvers));
    for (const QJsonValue one : resolvers) {
        const QJsonObject entry = one.toObject();
        const auto key = watch::textField(entry, u"resolver"_s);
        if (!key) return tl::unexpected(key.error());
        auto &resolver = memory.resolvers[*key];
        Fields of(entry);
        of.read(u"falseAt"_s, resolver.falseAt);
        of.read(u"delegationUntil"_s, resolver.delegationUntil);
        of.read(u"dataUntil"_s, resolver.dataUntil);
        of.read(u"trueSince"_s, resolver.trueSince);
        of.read(u"trueLooks"_s, resolver.trueLooks);
        of.read(u"relapses"_s, resolver.relapses);
        of.read(u"toldTrue"_s, resolver.toldTrue);
        if (of.problem()) return tl::unexpected(*of.problem());
    }
    return memory;
}

} // namespace hinoban::respond
