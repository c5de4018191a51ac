// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/TrustAnchors.h"

#include "app/dns/Zone.h"

#include <QFile>

#include <algorithm>

namespace hinoban::dns {
namespace {

constexpr qint64 LargestFile = qint64(1024) * 1024;

tl::unexpected<Error> bad(const QString &where, int line, const QString &why)
{
    return failure(ErrorCode::BadInput, QStringLiteral("%1:%2").arg(where).arg(line), why);
}

struct Token {
    QByteArray text;
    int line = 0;
    bool isQuoted = false;
};

// BIND's configuration language as far as anchors need it: words, quoted texts, braces and semicolons; comments of
// three kinds.
Result<std::vector<Token>> tokensOf(const QByteArray &text, const QString &where)
{
    std::vector<Token> out;
    int line = 1;
    for (qsizetype at = 0; at < text.size();) {
        const char c = text.at(at);
        const char next = at + 1 < text.size() ? text.at(at + 1) : '\0';
        if (c == '\n') ++line;
        if (c == '#' || (c == '/' && next == '/')) {
            while (at < text.size() && text.at(at) != '\n')
                ++at;
        } else if (c == '/' && next == '*') {
            const qsizetype end = text.indexOf("*/", at + 2);
            if (end < 0) return bad(where, line, QStringLiteral("a comment without an end"));
            line += int(text.sliced(at, end - at).count('\n'));
            at = end + 2;
        } else if (c == '"') {
            const qsizetype end = text.indexOf('"', at + 1);
            if (end < 0) return bad(where, line, QStringLiteral("a quotation mark without its counterpart"));
            out.push_back({text.sliced(at + 1, end - at - 1), line, true});
            line += int(out.back().text.count('\n'));
            at = end + 1;
        } else if (c == '{' || c == '}' || c == ';') {
            out.push_back({QByteArray(1, c), line});
            ++at;
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            ++at;
        } else {
            const qsizetype from = at;
            while (at < text.size() && !QByteArrayView(" \t\r\n{};\"#").contains(text.at(at)))
                ++at;
            out.push_back({text.sliced(from, at - from), line});
        }
    }
    return out;
}

bool isBlockName(QByteArrayView word)
{
    return word == QByteArrayView("trust-anchors") || word == QByteArrayView("managed-keys") ||
           word == QByteArrayView("trusted-keys");
}

Result<TrustAnchors> fromBind(const std::vector<Token> &tokens, const QString &where)
{
    TrustAnchors anchors;
    size_t at = 0;
    const auto is = [&](const char *word) {
        return at < tokens.size() && !tokens[at].isQuoted && tokens[at].text == word;
    };
    const auto line = [&] { return tokens[std::min(at, tokens.size() - 1)].line; };
    while (at < tokens.size()) {
        if (!isBlockName(tokens[at].text))
            return bad(where, line(), QStringLiteral("not trust-anchors, managed-keys or trusted-keys"));
        const bool plain = tokens[at].text == "trusted-keys";
        ++at;
        if (!is("{")) return bad(where, line(), QStringLiteral("a { is missing"));
        for (++at; at < tokens.size() && !is("}"); ++at) {
            auto zone = Name::fromText(tokens[at].text);
            if (!zone) return bad(where, line(), zone.error().detail);
            ++at;
            bool isDs = false;
            if (!plain) {
                isDs = is("initial-ds") || is("static-ds");
                if (!isDs && !is("initial-key") && !is("static-key"))
                    return bad(where, line(), QStringLiteral("not initial-key, static-key, initial-ds or static-ds"));
                ++at;
            }
            QByteArray data;
            while (at < tokens.size() && !is(";")) {
                QByteArray word = tokens[at++].text.simplified();
                // A quoted key may be broken over lines; only the first three words stand apart.
                data += (data.count(' ') < 4 ? " " : "") + word.replace(' ', "");
            }
            if (at == tokens.size()) return bad(where, line(), QStringLiteral("a ; is missing"));
            const Type type = isDs ? Type::DS : Type::DNSKEY;
            auto rdata = rdataFromText(type, data.trimmed());
            if (!rdata) return bad(where, line(), rdata.error().detail);
            anchors.add(*zone, type, *rdata);
        }
        ++at; // }
        if (!is(";")) return bad(where, tokens.back().line, QStringLiteral("a }; is missing"));
        ++at;
    }
    return anchors;
}

// An RFC 5011 state file says behind each key what it is worth; only these two are trusted (RFC 5011, 4.2).
bool isTrustedState(QByteArrayView line)
{
    const qsizetype at = line.indexOf(";;state=");
    if (at < 0) return true;
    const char state = at + 8 < line.size() ? line.at(at + 8) : ' ';
    return state == '2' || state == '3'; // VALID, MISSING
}

Result<TrustAnchors> fromRecords(const QByteArray &text, const QString &where)
{
    QByteArray trusted;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray &line : lines)
        trusted += (isTrustedState(line) ? line : QByteArray()) + '\n'; // an empty line keeps the others' numbers
    auto zone = readZoneText("$TTL 3600\n" + trusted, where, {Name(), false});
    if (!zone) return tl::unexpected(zone.error());
    TrustAnchors anchors;
    for (const Record &record : zone->records)
        if (record.type == Type::DS || record.type == Type::DNSKEY)
            anchors.add(record.owner, record.type, record.rdata);
    return anchors;
}

} // namespace

void TrustAnchors::add(const Name &zone, Type type, const Rdata &rdata)
{
    const auto key = type == Type::DNSKEY ? dnsKeyOf(rdata) : std::nullopt;
    // A revoked key, and one that signs no zone, is none to trust.
    if (key && (key->isRevoked() || !key->isZoneKey())) return;
    auto at = std::lower_bound(m_anchors.begin(), m_anchors.end(), zone,
                               [](const Anchor &one, const Name &name) { return one.zone < name; });
    if (at == m_anchors.end() || at->zone != zone) at = m_anchors.insert(at, Anchor{zone, {}, {}});
    auto &list = type == Type::DS ? at->ds : at->keys;
    const auto place = std::lower_bound(list.begin(), list.end(), rdata);
    if (place == list.end() || !(*place == rdata)) list.insert(place, rdata);
}

Result<TrustAnchors> TrustAnchors::fromText(const QByteArray &text, const QString &where)
{
    const bool isBind =
        text.contains("trust-anchors") || text.contains("managed-keys") || text.contains("trusted-keys");
    Result<TrustAnchors> anchors = TrustAnchors();
    if (isBind && text.contains('{')) {
        const auto tokens = tokensOf(text, where);
        if (!tokens) return tl::unexpected(tokens.error());
        anchors = fromBind(*tokens, where);
    } else {
        anchors = fromRecords(text, where);
    }
    if (anchors && anchors->isEmpty())
        return failure(ErrorCode::BadInput, where, QStringLiteral("no DS or DNSKEY record to trust in it"));
    return anchors;
}

Result<TrustAnchors> TrustAnchors::fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotFound, path, file.errorString());
    const QByteArray text = file.read(LargestFile + 1);
    if (text.size() > LargestFile) return failure(ErrorCode::BadInput, path, QStringLiteral("larger than 1 MiB"));
    return fromText(text, path);
}

const TrustAnchors::Anchor *TrustAnchors::covering(const Name &name) const
{
    const Anchor *best = nullptr;
    for (const Anchor &one : m_anchors)
        if (name.isSubdomainOf(one.zone) && (!best || one.zone.labelCount() > best->zone.labelCount())) best = &one;
    return best;
}

} // namespace hinoban::dns
