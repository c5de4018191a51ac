// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ImportBuilder.h"

#include "app/watch/ClassRemark.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hinoban::watch {
namespace {

constexpr size_t MostRecords = 1'000'000;
constexpr qsizetype MostLeftOut = 1000;

QString withDot(QString name)
{
    if (!name.endsWith(u'.')) name += u'.';
    return name;
}

} // namespace

const char *const CloudflareClass = "Cloudflare";

QString quotedText(const QString &text)
{
    const QByteArray octets = text.toUtf8();
    QString out;
    for (qsizetype at = 0; at == 0 || at < octets.size(); at += 255) {
        if (at > 0) out += u' ';
        out += u'"';
        for (const char c : octets.mid(at, 255)) {
            const auto octet = static_cast<quint8>(c);
            if (c == '"' || c == '\\')
                out += u'\\' + QString(QLatin1Char(c));
            else if (octet < 0x20 || octet > 0x7e)
                out += QStringLiteral("\\%1").arg(octet, 3, 10, QLatin1Char('0'));
            else
                out += QLatin1Char(c);
        }
        out += u'"';
    }
    return out;
}

const std::vector<Prefix> &cloudflarePrefixes()
{
    static const std::vector<Prefix> prefixes = [] {
        QFile file(QStringLiteral(":/classes/cloudflare.json"));
        std::vector<Prefix> read;
        if (!file.open(QIODevice::ReadOnly)) return read;
        const auto list = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("prefixes")).toArray();
        for (const auto one : list)
            if (const auto prefix = Prefix::fromText(one.toString())) read.push_back(*prefix);
        return read;
    }();
    return prefixes;
}

void ImportBuilder::leaveOut(const QString &place, const QString &why)
{
    if (m_leftOut.size() < MostLeftOut)
        m_leftOut += place + QStringLiteral(": ") + why;
    else
        ++m_more;
}

void ImportBuilder::add(const std::optional<dns::Name> &apex, const Row &row)
{
    if (m_pending.size() >= MostRecords) return leaveOut(row.place, QStringLiteral("more than a million records"));
    if (apex) zone(*apex);
    m_pending.push_back({apex, row, {}, {}});
}

void ImportBuilder::addClass(const std::optional<dns::Name> &apex, const Row &row, const QString &className,
                             const std::vector<Prefix> &prefixes)
{
    for (const auto &[type, family] :
         {std::pair{"A", QAbstractSocket::IPv4Protocol}, std::pair{"AAAA", QAbstractSocket::IPv6Protocol}}) {
        Pending pending{apex, row, className, {}};
        pending.row.type = QLatin1String(type);
        for (const Prefix &prefix : prefixes)
            if (QHostAddress(prefix.text().section(u'/', 0, 0)).protocol() == family)
                pending.prefixes.push_back(prefix);
        if (pending.prefixes.empty() || m_pending.size() >= MostRecords) continue;
        m_pending.push_back(std::move(pending));
    }
}

void ImportBuilder::addWords(const dns::Name &apex, const Row &row, const QString &words)
{
    if (m_zones[apex].said.size() >= MostRecords)
        return leaveOut(row.place, QStringLiteral("more than a million records"));
    // A complete name is often written without the final dot.
    QString owner = row.name.isEmpty() ? QStringLiteral("@") : row.name;
    const auto whole = dns::Name::fromUserText(owner);
    if (!owner.endsWith(u'.') && whole && whole->isSubdomainOf(apex)) owner += u'.';
    auto said =
        expectationFromWords(QStringLiteral("%1 %2 %3").arg(owner, row.type, words).toUtf8(), apex, m_options.approval);
    if (!said) return leaveOut(row.place, said.error().detail.isEmpty() ? said.error().where : said.error().detail);
    said->ttl = row.ttl;
    m_zones[apex].said.push_back(std::move(*said));
}

void ImportBuilder::complete(const dns::Name &apex, const std::vector<dns::Type> &except)
{
    m_zones[apex].isComplete = true;
    m_zones[apex].except = except;
}

std::optional<dns::Name> ImportBuilder::apexOf(const QString &text) const
{
    const auto name = dns::Name::fromUserText(text);
    std::optional<dns::Name> best;
    if (!name) return best;
    for (const auto &[apex, zone] : m_zones)
        if (name->isSubdomainOf(apex) && (!best || apex.labelCount() > best->labelCount())) best = apex;
    return best;
}

void ImportBuilder::place(const Pending &pending)
{
    const Row &row = pending.row;
    const auto apex = pending.apex ? pending.apex : apexOf(row.name);
    if (!apex) return leaveOut(row.place, QStringLiteral("%1 lies in no zone that is named").arg(row.name.left(260)));
    const bool isApex = row.name.isEmpty() || row.name == QLatin1String("@");
    const QString full = isApex                    ? withDot(apex->display())
                         : row.name.endsWith(u'.') ? row.name
                                                   : row.name + u'.' + withDot(apex->display());
    auto owner = dns::Name::fromUserText(full);
    // Complete names are often written without the final dot.
    if (!pending.apex || (owner && !isApex && !row.name.endsWith(u'.')))
        if (const auto whole = dns::Name::fromUserText(row.name); whole && whole->isSubdomainOf(*apex)) owner = whole;
    if (!owner) return leaveOut(row.place, owner.error().detail);
    if (!owner->isSubdomainOf(*apex))
        return leaveOut(row.place, QStringLiteral("%1 lies outside %2").arg(owner->display(), apex->display()));
    const auto type = dns::typeFromText(row.type.toUpper().toLatin1());
    if (!type) return leaveOut(row.place, QStringLiteral("no record type: %1").arg(row.type.left(40)));
    std::vector<dns::Rdata> rdatas;
    for (const QString &value : row.values) {
        auto rdata = dns::rdataFromText(*type, value.toUtf8());
        if (!rdata)
            return leaveOut(row.place,
                            QStringLiteral("%1 %2: %3").arg(row.type, value.left(120), rdata.error().detail));
        rdatas.push_back(std::move(*rdata));
    }
    Set &set = m_zones[*apex].sets[{*owner, static_cast<quint16>(*type)}];
    if (row.ttl) set.ttl = set.ttl ? std::min(*set.ttl, *row.ttl) : *row.ttl;
    set.rdatas.insert(set.rdatas.end(), rdatas.begin(), rdatas.end());
    if (pending.className.isEmpty()) return;
    set.className = pending.className;
    set.prefixes.insert(set.prefixes.end(), pending.prefixes.begin(), pending.prefixes.end());
}

Import ImportBuilder::take()
{
    for (const Pending &pending : m_pending)
        place(pending);
    Import out;
    for (auto &[apex, zone] : m_zones) {
        dns::Zone plain{apex, {}};
        for (const auto &[key, set] : zone.sets)
            for (const dns::Rdata &rdata : set.rdatas)
                plain.records.push_back({key.first, static_cast<dns::Type>(key.second), 1, set.ttl.value_or(0), rdata});
        // Cuts, signatures and what is absent are seen to as with any zone file.
        Domain domain = domainFromZone(plain, m_options.approval);
        domain.expectations.removeIf([&zone = zone](const Expectation &one) {
            const bool wanted = zone.isComplete && !std::count(zone.except.begin(), zone.except.end(), one.type);
            return one.kind == Expectation::Kind::Absent && !wanted;
        });
        for (Expectation &one : domain.expectations)
            if (const auto set = zone.sets.find({one.owner, static_cast<quint16>(one.type)}); set != zone.sets.end())
                one.ttl = set->second.ttl;
        for (auto &[key, set] : zone.sets) {
            if (set.prefixes.empty()) continue;
            if (!set.rdatas.empty()) {
                m_leftOut +=
                    QStringLiteral("%1: both addresses and a class; the class counts").arg(key.first.display());
            }
            domain.set({key.first,
                        static_cast<dns::Type>(key.second),
                        Expectation::Kind::Prefixes,
                        {},
                        std::move(set.prefixes),
                        set.className,
                        set.ttl,
                        m_options.approval});
        }
        for (Expectation &one : zone.said) {
            // An alias of any kind stands alone at its owner.
            if (one.type == dns::Type::CNAME && one.kind != Expectation::Kind::Absent)
                domain.expectations.removeIf([&](const Expectation &other) {
                    return other.owner == one.owner && other.kind == Expectation::Kind::Absent;
                });
            const Expectation *known = domain.find(one.owner, one.type);
            domain.set(known ? anyOf({*known, one}) : std::move(one));
        }
        out.domains.push_back(std::move(domain));
    }
    if (m_more > 0) m_leftOut += QStringLiteral("and %1 more").arg(m_more);
    out.leftOut = std::move(m_leftOut);
    return out;
}

} // namespace hinoban::watch
