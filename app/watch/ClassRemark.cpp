// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/watch/ClassRemark.h"

#include <algorithm>

namespace hinoban::watch {
namespace {

using dns::Type;
using Kind = Expectation::Kind;

const QByteArray Word = "expect:";

Result<dns::Name> nameIn(const QByteArray &text, const dns::Name &apex)
{
    if (text == "@") return apex;
    if (text.endsWith('.')) return dns::Name::fromText(text);
    return dns::Name::fromText(text + '.' + apex.text() + '.');
}

Result<void> takeWord(const QByteArray &word, const dns::Name &apex, Expectation &out)
{
    switch (out.kind) {
    case Kind::Exact: {
        auto rdata = dns::rdataFromText(out.type, word);
        if (!rdata) return tl::unexpected(rdata.error());
        out.rdatas.push_back(std::move(*rdata));
        return {};
    }
    case Kind::Prefixes: {
        auto prefix = Prefix::fromText(QString::fromLatin1(word));
        if (!prefix) return tl::unexpected(prefix.error());
        out.prefixes.push_back(std::move(*prefix));
        return {};
    }
    case Kind::Under: {
        auto name = nameIn(word, apex);
        if (!name) return tl::unexpected(name.error());
        out.under.push_back(std::move(*name));
        return {};
    }
    case Kind::Origin: {
        bool good = false;
        const quint32 origin = word.mid(word.toUpper().startsWith("AS") ? 2 : 0).toUInt(&good);
        if (!good || origin == 0) break;
        out.origins.push_back(origin);
        return {};
    }
    case Kind::Absent:
    case Kind::AnyOf:
        break;
    }
    return failure(ErrorCode::BadInput, {}, QString::fromUtf8(word.left(80)));
}

// "in 198.51.100.0/24 …"
Result<Expectation> alternativeIn(const QList<QByteArray> &words, const Expectation &frame, const dns::Name &apex)
{
    Expectation out = frame;
    const QByteArray how = words.value(0);
    const bool isAddress = out.type == Type::A || out.type == Type::AAAA;
    if (how == "absent" && words.size() == 1) {
        out.kind = Kind::Absent;
        return out;
    }
    if (how == "exactly")
        out.kind = Kind::Exact;
    else if (how == "in" && isAddress)
        out.kind = Kind::Prefixes;
    else if (how == "origin" && isAddress)
        out.kind = Kind::Origin;
    else if (how == "under" && (out.type == Type::CNAME || out.type == Type::MX))
        out.kind = Kind::Under;
    else
        return failure(
            ErrorCode::BadInput, {},
            QStringLiteral("not \"in\" or \"origin\" of addresses, \"under\" of a CNAME or MX, \"exactly\" or "
                           "\"absent\""));
    if (words.size() < 2) return failure(ErrorCode::BadInput, {}, QStringLiteral("nothing after its first word"));
    for (const QByteArray &word : words.mid(1))
        if (auto taken = takeWord(word, apex, out); !taken) return tl::unexpected(taken.error());
    std::sort(out.rdatas.begin(), out.rdatas.end());
    out.rdatas.erase(std::unique(out.rdatas.begin(), out.rdatas.end()), out.rdatas.end());
    return out;
}

Result<Expectation> expectationIn(QByteArray text, const dns::Name &apex, const Approval &approval)
{
    Expectation frame;
    frame.approval = approval;
    text = text.simplified();
    const QByteArray owner = text.left(text.indexOf(' '));
    text = text.mid(owner.size() + 1);
    const QByteArray type = text.left(text.indexOf(' '));
    text = text.mid(type.size() + 1);
    auto name = nameIn(owner, apex);
    if (!name) return tl::unexpected(name.error());
    if (!name->isSubdomainOf(apex))
        return failure(ErrorCode::BadInput, {}, QStringLiteral("%1 is not in the zone").arg(name->display()));
    const auto known = dns::typeFromText(type.toUpper());
    if (!known) return failure(ErrorCode::BadInput, {}, QStringLiteral("not a record type"));
    frame.owner = *name;
    frame.type = *known;
    QString className;
    if (text.startsWith('(') && text.contains(')')) {
        className = QString::fromUtf8(text.mid(1, text.indexOf(')') - 1));
        text = text.mid(text.indexOf(')') + 1).trimmed();
    }
    std::vector<Expectation> alternatives;
    for (const QByteArray &part : text.split('|')) {
        auto one = alternativeIn(part.simplified().split(' '), frame, apex);
        if (!one) return one;
        alternatives.push_back(std::move(*one));
    }
    Expectation out = anyOf(alternatives);
    out.className = className;
    return out;
}

QByteArray wordsOf(const Expectation &one)
{
    QByteArray out;
    switch (one.kind) {
    case Kind::Exact:
        out = "exactly";
        for (const dns::Rdata &rdata : one.rdatas)
            out += ' ' + dns::rdataText(one.type, rdata);
        break;
    case Kind::Prefixes:
        out = "in";
        for (const Prefix &prefix : one.prefixes)
            out += ' ' + prefix.text().toLatin1();
        break;
    case Kind::Absent:
        out = "absent";
        break;
    case Kind::Under:
        out = "under";
        for (const dns::Name &name : one.under)
            out += ' ' + name.text() + '.';
        break;
    case Kind::Origin:
        out = "origin";
        for (const quint32 origin : one.origins)
            out += " AS" + QByteArray::number(origin);
        break;
    case Kind::AnyOf:
        for (const Expectation &alternative : one.alternatives)
            out += (out.isEmpty() ? "" : " | ") + wordsOf(alternative);
        break;
    }
    return out;
}

} // namespace

Result<void> takeRemarks(const QByteArray &zoneText, const QString &path, Domain &domain, const Approval &approval)
{
    int number = 0;
    for (const QByteArray &whole : zoneText.split('\n')) {
        ++number;
        const QByteArray line = whole.trimmed();
        if (!line.startsWith(';')) continue;
        const QByteArray remark = line.mid(1).trimmed();
        if (!remark.startsWith(Word)) continue;
        auto expectation = expectationIn(remark.mid(Word.size()), domain.name, approval);
        if (!expectation) {
            const Error &error = expectation.error();
            const QString why = error.detail.isEmpty() ? error.where : error.detail;
            return failure(ErrorCode::BadInput, QStringLiteral("%1:%2").arg(path).arg(number), why);
        }
        // An alias of any kind stands alone at its owner.
        if (expectation->type == Type::CNAME && expectation->kind != Kind::Absent)
            domain.expectations.removeIf([&](const Expectation &other) {
                return other.owner == expectation->owner && other.kind == Kind::Absent;
            });
        domain.set(std::move(*expectation));
    }
    return {};
}

Result<Expectation> expectationFromWords(const QByteArray &words, const dns::Name &apex, const Approval &approval)
{
    return expectationIn(words, apex, approval);
}

QByteArray remarkOf(const Expectation &expectation)
{
    QByteArray out = "; " + Word + ' ' + expectation.owner.text() + (expectation.owner.isRoot() ? "" : ".") + ' ' +
                     dns::typeText(expectation.type) + ' ';
    QString className = expectation.className;
    className.remove(QLatin1Char(')'));
    if (!className.isEmpty()) out += '(' + className.simplified().toUtf8() + ") ";
    return out + wordsOf(expectation);
}

} // namespace hinoban::watch
