// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/AssetBook.h"

#include "app/base/SafeText.h"

#include "app/base/Prefix.h"

#include <QHostAddress>
#include <QJsonArray>

#include <array>
#include <utility>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 1024, LongestDetail = 400, LongestSays = 2000;

constexpr std::array<std::pair<AssetKind, const char *>, 5> Kinds{{
    {AssetKind::Nameserver, "nameserver"},
    {AssetKind::MailHost, "mail-host"},
    {AssetKind::Address, "address"},
    {AssetKind::Domain, "domain"},
    {AssetKind::Certificate, "certificate"},
}};

constexpr std::array<std::pair<AssetState, const char *>, 5> States{{
    {AssetState::Unknown, "unknown"},
    {AssetState::Live, "live"},
    {AssetState::Changed, "changed"},
    {AssetState::Stopped, "stopped"},
    {AssetState::Unresolvable, "unresolvable"},
}};

template <class Value, size_t N>
QByteArray textIn(const std::array<std::pair<Value, const char *>, N> &table, Value value)
{
    for (const auto &[known, text] : table)
        if (known == value) return text;
    return {};
}

template <class Value, size_t N>
std::optional<Value> valueIn(const std::array<std::pair<Value, const char *>, N> &table, const QString &text)
{
    for (const auto &[known, word] : table)
        if (text == QLatin1String(word)) return known;
    return {};
}

Entry entryFor(const AssetKey &key, Entry::Kind kind, const QString &author, const QString &rule, Instant now)
{
    Entry entry;
    entry.kind = kind;
    entry.happened = entry.learned = now;
    entry.author = author;
    entry.rule = u"asset."_s + rule;
    entry.args = {{u"kind"_s, QString::fromLatin1(assetKindText(key.kind))}, {u"asset"_s, key.name}};
    return entry;
}

QString own() { return u"Hinoban"_s; }

} // namespace

QByteArray assetKindText(AssetKind kind) { return textIn(Kinds, kind); }

std::optional<AssetKind> assetKindFromText(const QString &text) { return valueIn(Kinds, text); }

QByteArray assetStateText(AssetState state) { return textIn(States, state); }

std::optional<AssetState> assetStateFromText(const QString &text) { return valueIn(States, text); }

Result<AssetKey> assetFromTyped(AssetKind kind, const QString &typed)
{
    // People paste what a message showed them, where the last dot was taken out of reach.
    QString text = typed.trimmed();
    text.replace(u"[.]"_s, u"."_s);
    switch (kind) {
    case AssetKind::Certificate:
        return failure(ErrorCode::BadInput, typed.left(80), u"a certificate is found in the public logs, not typed"_s);
    case AssetKind::Address: {
        const QHostAddress address(text);
        if (address.isNull() || !address.scopeId().isEmpty())
            return failure(ErrorCode::BadInput, typed.left(80), u"no IP address"_s);
        if (!isGloballyRoutable(address))
            return failure(ErrorCode::BadInput, typed.left(80), u"an address that nobody reaches from outside"_s);
        return AssetKey{kind, address.toString()};
    }
    case AssetKind::Nameserver:
    case AssetKind::MailHost:
    case AssetKind::Domain:
        break;
    }
    if (!QHostAddress(text).isNull())
        return failure(ErrorCode::BadInput, typed.left(80), u"an address, where a name is asked for"_s);
    const auto name = dns::Name::fromUserText(text);
    if (!name) return failure(ErrorCode::BadInput, typed.left(80), name.error().detail);
    if (name->labelCount() < 2) return failure(ErrorCode::BadInput, typed.left(80), u"no name below a top level"_s);
    return AssetKey{kind, name->display()};
}

void AssetBook::take(const Entry &entry)
{
    if (!entry.rule.startsWith(QLatin1String("asset."))) return;
    // What somebody brought from elsewhere was seen and decided by nobody here.
    const bool isPeoples =
        entry.rule == u"asset.added"_s || entry.rule == u"asset.dismissed"_s || entry.rule == u"asset.reinstated"_s;
    if (entry.kind != (isPeoples ? Entry::Kind::Incident : Entry::Kind::Watch)) return;
    const auto kind = assetKindFromText(entry.args.value(u"kind"_s).toString());
    const QString name = entry.args.value(u"asset"_s).toString();
    if (!kind || name.isEmpty() || name.size() > LongestName) return;
    const AssetKey key{*kind, name};
    if (!m_records.contains(key) && m_records.size() >= MostAssets) return;
    const QString act = entry.rule.sliced(6);

    if (act == u"found"_s) {
        AssetRecord &record = m_records[key];
        if (!record.found) record.found = entry.happened;
        if (record.domain.isRoot()) record.domain = entry.domain;
    } else if (act == u"added"_s) {
        AssetRecord &record = m_records[key];
        record.addedBy = entry.author;
        record.addedWhy = entry.text;
        record.dismissedBy.clear();
        record.dismissedWhy.clear();
    } else if (act == u"dismissed"_s) {
        AssetRecord &record = m_records[key];
        record.dismissedBy = entry.author.isEmpty() ? u"–"_s : entry.author;
        record.dismissedWhy = entry.text;
    } else if (act == u"reinstated"_s) {
        AssetRecord &record = m_records[key];
        record.dismissedBy.clear();
        record.dismissedWhy.clear();
    } else if (act == u"questioned"_s) {
        m_records[key].questioned = entry.happened;
    } else if (const auto state = assetStateFromText(act)) {
        auto &turns = m_records[key].turns;
        if (turns.size() >= MostTurns) turns.erase(turns.begin() + 1);
        turns.push_back({entry.happened, *state, entry.args.value(u"detail"_s).toString(), entry.evidence,
                         entry.args.value(u"says"_s).toString()});
    }
}

const AssetRecord *AssetBook::find(const AssetKey &key) const
{
    const auto found = m_records.find(key);
    return found == m_records.end() ? nullptr : &found->second;
}

Entry assetFoundEntry(const AssetKey &key, const dns::Name &domain, const QStringList &findings, Instant happened,
                      Instant now)
{
    Entry entry = entryFor(key, Entry::Kind::Watch, own(), u"found"_s, now);
    entry.happened = happened;
    entry.domain = domain;
    entry.args.insert(u"findings"_s, QJsonArray::fromStringList(findings));
    return entry;
}

Entry assetTurnEntry(const AssetKey &key, const dns::Name &domain, AssetState before, const AssetTurn &turn,
                     Instant now)
{
    Entry entry = entryFor(key, Entry::Kind::Watch, own(), QString::fromLatin1(assetStateText(turn.state)), now);
    entry.happened = turn.at;
    entry.domain = domain;
    entry.args.insert(u"from"_s, QString::fromLatin1(assetStateText(before)));
    entry.args.insert(u"detail"_s, safeText(turn.detail, LongestDetail));
    if (!turn.says.isEmpty()) entry.args.insert(u"says"_s, safeText(turn.says, LongestSays));
    entry.evidence = turn.evidence;
    return entry;
}

Entry assetQuestionedEntry(const AssetKey &key, const dns::Name &domain, int asked, int answered,
                           std::vector<QByteArray> evidence, Instant now)
{
    Entry entry = entryFor(key, Entry::Kind::Watch, own(), u"questioned"_s, now);
    entry.domain = domain;
    entry.args.insert(u"asked"_s, asked);
    entry.args.insert(u"answered"_s, answered);
    entry.evidence = std::move(evidence);
    return entry;
}

Entry assetActEntry(AssetAct act, const AssetKey &key, const QString &person, const QString &reason, Instant now)
{
    const QString rule = act == AssetAct::Add       ? u"added"_s
                         : act == AssetAct::Dismiss ? u"dismissed"_s
                                                    : u"reinstated"_s;
    Entry entry = entryFor(key, Entry::Kind::Incident, person, rule, now);
    entry.text = reason;
    return entry;
}

} // namespace hinoban::respond
