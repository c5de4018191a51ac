// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/PlanText.h"

#include "app/watch/ClassRemark.h"

#include <algorithm>

namespace hinoban::watch {
namespace {

using dns::Type;
using Kind = Expectation::Kind;

constexpr qsizetype MostLines = 5000;
constexpr quint32 UnstatedTtl = 2147483647; // the largest there is (RFC 2181, 8): nobody states it
const QByteArray Remark = "; expect: ";

// "www A in 192.0.2.0/24": not the data of a record.
bool isClassLine(const QList<QByteArray> &words)
{
    if (words.size() < 3 || !dns::typeFromText(words[1].toUpper())) return false;
    const QByteArray &how = words[2];
    if (how == "absent") return words.size() == 3;
    return how == "in" || how == "origin" || how == "under" || how == "exactly" || how.startsWith('(');
}

Result<Expectation> classOf(const QByteArray &line, const dns::Name &apex, const Approval &approval)
{
    Domain one;
    one.name = apex;
    if (auto taken = takeRemarks(Remark + line, {}, one, approval); !taken)
        return failure(ErrorCode::BadInput, {}, taken.error().detail);
    if (one.expectations.empty()) return failure(ErrorCode::BadInput, {}, QStringLiteral("nothing is said in it"));
    return one.expectations.front();
}

Result<dns::Record> recordOf(const QByteArray &line, const dns::Name &apex)
{
    const QByteArray text = "$TTL " + QByteArray::number(UnstatedTtl) + '\n' + line + '\n';
    const auto zone = dns::readZoneText(text, {}, {apex, false});
    if (!zone) return failure(zone.error().code, {}, zone.error().detail);
    if (zone->records.size() != 1) return failure(ErrorCode::BadInput, {}, QStringLiteral("not one record"));
    return zone->records.front();
}

void add(Domain &named, const dns::Record &record, const Approval &approval)
{
    Expectation next;
    if (const auto *known = named.find(record.owner, record.type); known && known->kind == Kind::Exact) {
        next = *known;
    } else {
        next.owner = record.owner;
        next.type = record.type;
        next.approval = approval;
    }
    if (record.ttl != UnstatedTtl) next.ttl = record.ttl;
    const auto at = std::lower_bound(next.rdatas.begin(), next.rdatas.end(), record.rdata);
    if (at == next.rdatas.end() || *at != record.rdata) next.rdatas.insert(at, record.rdata);
    named.set(std::move(next));
}

Expectation absent(const Expectation &old, const Approval &approval)
{
    Expectation out;
    out.owner = old.owner;
    out.type = old.type;
    out.kind = Kind::Absent;
    out.approval = approval;
    return out;
}

// What cannot stand beside a line of the plan goes, though nobody has said so.
void makeRoom(Domain &wanted, const Domain &present, const Domain &named, const Approval &approval)
{
    for (const Expectation &one : named.expectations) {
        if (one.kind == Kind::Absent) continue;
        for (const Expectation &old : present.expectations) {
            const bool inTheWay = old.owner == one.owner && old.type != one.type && old.kind != Kind::Absent &&
                                  (old.type == Type::CNAME || one.type == Type::CNAME);
            if (inTheWay && !named.find(old.owner, old.type)) wanted.set(absent(old, approval));
        }
    }
}

QByteArray ownerText(const dns::Name &owner, const dns::Name &apex)
{
    if (owner == apex) return "@";
    const QByteArray whole = owner.text(), end = '.' + apex.text();
    return owner.isSubdomainOf(apex) && whole.endsWith(end) ? whole.chopped(end.size()) : whole + '.';
}

} // namespace

PlanText planFromText(const QString &text, const Domain &present, const Approval &approval)
{
    PlanText out;
    out.wanted = present;
    Domain named;
    named.name = present.name;
    int number = 0;
    for (const QString &raw : text.split(QLatin1Char('\n'))) {
        if (++number > MostLines) {
            out.problems.emplace_back(
                number, Error{ErrorCode::BadInput, {}, QStringLiteral("more than %1 lines").arg(MostLines)});
            break;
        }
        const QByteArray line = raw.trimmed().toUtf8();
        if (line.isEmpty() || line.startsWith(';')) continue;
        const QList<QByteArray> words = line.simplified().split(' ');
        if (line.startsWith('$')) {
            out.problems.emplace_back(number,
                                      Error{ErrorCode::BadInput, {}, QStringLiteral("only records, no directives")});
            continue;
        }
        if (isClassLine(words)) {
            auto one = classOf(line, present.name, approval);
            if (one)
                named.set(std::move(*one));
            else
                out.problems.emplace_back(number, one.error());
            continue;
        }
        const auto record = recordOf(line, present.name);
        if (record)
            add(named, *record, approval);
        else
            out.problems.emplace_back(number, record.error());
    }
    for (Expectation one : named.expectations) {
        // Who says nothing of the TTL changes nothing of it.
        const auto *old = present.find(one.owner, one.type);
        if (old && !one.ttl && old->kind == one.kind && old->rdatas == one.rdatas) one.ttl = old->ttl;
        out.wanted.set(std::move(one));
    }
    makeRoom(out.wanted, present, named, approval);
    return out;
}

QStringList planLines(const Expectation &expectation, const dns::Name &apex)
{
    const QByteArray owner = ownerText(expectation.owner, apex), type = dns::typeText(expectation.type);
    if (expectation.kind != Kind::Exact) {
        const QByteArray remark = remarkOf(expectation).mid(Remark.size());
        return {QString::fromUtf8(owner + remark.mid(remark.indexOf(' ')))};
    }
    QStringList lines;
    for (const dns::Rdata &rdata : expectation.rdatas) {
        const QByteArray ttl = expectation.ttl ? QByteArray::number(*expectation.ttl) + ' ' : QByteArray();
        lines << QString::fromUtf8(owner + ' ' + ttl + type + ' ' + dns::rdataText(expectation.type, rdata));
    }
    return lines;
}

} // namespace hinoban::watch
