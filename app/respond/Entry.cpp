// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Entry.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>
#include <utility>

namespace hinoban::respond {

namespace {

using Kind = Entry::Kind;

constexpr std::array<std::pair<Kind, const char *>, 7> Kinds{{
    {Kind::Finding, "finding"},
    {Kind::Person, "person"},
    {Kind::Expectation, "expectation"},
    {Kind::Message, "message"},
    {Kind::Incident, "incident"},
    {Kind::Story, "story"},
    {Kind::Watch, "watch"},
}};

// toRfc3339() stops at milliseconds; the log keeps an instant exactly, or its hash would not survive a round trip.
QString exactText(Instant instant)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(instant);
    const auto rest = (instant - whole).count();
    QString text = toRfc3339(whole);
    if (rest == 0) return text;
    text.chop(1); // Z
    return text + QStringLiteral(".%1Z").arg(rest, 6, 10, QLatin1Char('0'));
}

Result<QString> textOf(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined()) return QString();
    if (!value.isString()) return failure(ErrorCode::BadInput, key, QStringLiteral("not a text"));
    return value.toString();
}

Result<Instant> instantOf(const QJsonObject &object, const QString &key)
{
    const auto text = textOf(object, key);
    if (!text) return tl::unexpected(text.error());
    auto instant = instantFromRfc3339(*text);
    if (!instant) return failure(ErrorCode::BadInput, key, instant.error().detail);
    // Only the spelling that toJson() writes: two spellings of one entry would have two hashes.
    if (exactText(*instant) != *text)
        return failure(ErrorCode::BadInput, key, QStringLiteral("not in the form 2020-05-30T15:11:38Z"));
    return instant;
}

bool isSha256(const QString &text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

Result<std::vector<QByteArray>> hashesOf(const QJsonValue &value)
{
    const QString key = QStringLiteral("evidence");
    std::vector<QByteArray> hashes;
    if (value.isUndefined()) return hashes;
    if (!value.isArray()) return failure(ErrorCode::BadInput, key, QStringLiteral("not a list"));
    for (const QJsonValue item : value.toArray()) {
        if (!isSha256(item.toString()))
            return failure(ErrorCode::BadInput, key, QStringLiteral("not a SHA-256 in lower-case hexadecimal"));
        hashes.push_back(item.toString().toLatin1());
    }
    return hashes;
}

// In the order of first mention, each once.
std::vector<QByteArray> hashesOf(const detect::Finding &finding)
{
    std::vector<QByteArray> hashes;
    for (const auto &evidence : finding.evidence) {
        if (evidence.sha256.isEmpty()) continue;
        if (std::find(hashes.begin(), hashes.end(), evidence.sha256) == hashes.end()) hashes.push_back(evidence.sha256);
    }
    return hashes;
}

// In the log a whole number of milliseconds: more than a day off is no clock.
constexpr qint64 LargestClockError = 86'400'000;

Result<std::optional<std::chrono::milliseconds>> clockErrorOf(const QJsonValue &value)
{
    std::optional<std::chrono::milliseconds> error;
    if (value.isUndefined()) return error;
    const qint64 number = value.toInteger(-1);
    if (number < 0 || number > LargestClockError)
        return failure(ErrorCode::BadInput, QStringLiteral("clockError"),
                       QStringLiteral("not a number of milliseconds up to a day"));
    error = std::chrono::milliseconds(number);
    return error;
}

void put(QJsonObject &object, const char *key, const QString &text)
{
    if (!text.isEmpty()) object.insert(QLatin1String(key), text);
}

// The members of the object that are plain texts of the entry.
struct TextMember {
    const char *key;
    QString Entry::*member;
};
constexpr std::array<TextMember, 9> TextMembers{{
    {"author", &Entry::author},
    {"zone", &Entry::zone},
    {"text", &Entry::text},
    {"textJa", &Entry::textJa},
    {"rule", &Entry::rule},
    {"before", &Entry::before},
    {"after", &Entry::after},
    {"source", &Entry::source},
    {"domain", nullptr}, // read and written as a name
}};

Result<void> refuseUnknownKeys(const QJsonObject &object)
{
    static const QSet<QString> known = [] {
        QSet<QString> keys{QStringLiteral("kind"),    QStringLiteral("happened"), QStringLiteral("learned"),
                           QStringLiteral("args"),    QStringLiteral("evidence"), QStringLiteral("clockError"),
                           QStringLiteral("corrects")};
        for (const auto &member : TextMembers)
            keys.insert(QLatin1String(member.key));
        return keys;
    }();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!known.contains(it.key()))
            return failure(ErrorCode::BadInput, it.key().left(64), QStringLiteral("unknown member of an entry"));
    }
    return {};
}

} // namespace

QByteArray kindText(Entry::Kind kind)
{
    for (const auto &[known, text] : Kinds)
        if (known == kind) return text;
    return "person";
}

QJsonObject toJson(const Entry &entry)
{
    QJsonObject object{{QStringLiteral("kind"), QString::fromLatin1(kindText(entry.kind))},
                       {QStringLiteral("happened"), exactText(entry.happened)},
                       {QStringLiteral("learned"), exactText(entry.learned)}};
    for (const auto &member : TextMembers)
        if (member.member) put(object, member.key, entry.*member.member);
    if (!entry.domain.isRoot()) object.insert(QStringLiteral("domain"), entry.domain.display());
    if (!entry.args.isEmpty()) object.insert(QStringLiteral("args"), entry.args);
    if (!entry.evidence.empty()) {
        QJsonArray hashes;
        for (const auto &hash : entry.evidence)
            hashes.append(QString::fromLatin1(hash));
        object.insert(QStringLiteral("evidence"), hashes);
    }
    if (entry.clockError) object.insert(QStringLiteral("clockError"), qint64(entry.clockError->count()));
    if (!entry.corrects.isEmpty()) object.insert(QStringLiteral("corrects"), QString::fromLatin1(entry.corrects));
    return object;
}

Result<Entry> entryFromJson(const QJsonObject &object)
{
    if (auto known = refuseUnknownKeys(object); !known) return tl::unexpected(known.error());

    Entry entry;
    const auto kind = textOf(object, QStringLiteral("kind"));
    if (!kind) return tl::unexpected(kind.error());
    const auto *found =
        std::find_if(Kinds.begin(), Kinds.end(), [&](const auto &k) { return *kind == QLatin1String(k.second); });
    if (found == Kinds.end()) return failure(ErrorCode::BadInput, QStringLiteral("kind"), QStringLiteral("unknown"));
    entry.kind = found->first;

    const auto happened = instantOf(object, QStringLiteral("happened"));
    if (!happened) return tl::unexpected(happened.error());
    entry.happened = *happened;
    const auto learned = instantOf(object, QStringLiteral("learned"));
    if (!learned) return tl::unexpected(learned.error());
    entry.learned = *learned;

    for (const auto &member : TextMembers) {
        auto text = textOf(object, QLatin1String(member.key));
        if (!text) return tl::unexpected(text.error());
        if (member.member) {
            entry.*member.member = std::move(*text);
        } else if (!text->isEmpty()) {
            auto name = dns::Name::fromText(text->toUtf8());
            if (!name) return failure(ErrorCode::BadInput, QStringLiteral("domain"), name.error().detail);
            entry.domain = std::move(*name);
        }
    }

    const QJsonValue args = object.value(QStringLiteral("args"));
    if (!args.isUndefined() && !args.isObject())
        return failure(ErrorCode::BadInput, QStringLiteral("args"), QStringLiteral("not an object"));
    entry.args = args.toObject();

    auto hashes = hashesOf(object.value(QStringLiteral("evidence")));
    if (!hashes) return tl::unexpected(hashes.error());
    entry.evidence = std::move(*hashes);

    const auto clockError = clockErrorOf(object.value(QStringLiteral("clockError")));
    if (!clockError) return tl::unexpected(clockError.error());
    entry.clockError = *clockError;
    const auto corrects = textOf(object, QStringLiteral("corrects"));
    if (!corrects) return tl::unexpected(corrects.error());
    if (!corrects->isEmpty() && !isSha256(*corrects))
        return failure(ErrorCode::BadInput, QStringLiteral("corrects"),
                       QStringLiteral("not a SHA-256 in lower-case hexadecimal"));
    entry.corrects = corrects->toLatin1();
    return entry;
}

Entry entryOf(const detect::Change &change, Instant now)
{
    using ChangeKind = detect::Change::Kind;
    const detect::Finding &finding = change.finding;

    Entry entry;
    entry.kind = Entry::Kind::Finding;
    entry.learned = now;
    entry.author = QStringLiteral("Hinoban");
    entry.domain = finding.domain;
    switch (change.kind) {
    case ChangeKind::Opened:
        entry.rule = QStringLiteral("finding.opened");
        entry.happened = finding.firstSeen;
        break;
    case ChangeKind::Escalated:
        entry.rule = QStringLiteral("finding.escalated");
        entry.happened = finding.lastSeen;
        break;
    case ChangeKind::Cleared:
        entry.rule = QStringLiteral("finding.cleared");
        entry.happened = finding.cleared.value_or(now);
        break;
    case ChangeKind::Reopened:
        entry.rule = QStringLiteral("finding.reopened");
        entry.happened = finding.lastSeen;
        break;
    }
    entry.args.insert(QStringLiteral("finding"), detect::toJson(finding));
    entry.evidence = hashesOf(finding);
    return entry;
}

} // namespace hinoban::respond
