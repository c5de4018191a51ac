// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Contact.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/respond/Language.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <utility>

// Outside every namespace, as Q_INIT_RESOURCE wants it: the linker drops a static library's resources otherwise.
static void needContacts() { Q_INIT_RESOURCE(respond_contacts); }

namespace hinoban::respond {

namespace {

constexpr qsizetype LongestText = 2000;
constexpr int MostContacts = 1000;

constexpr std::array<std::pair<Channel::Kind, const char *>, 5> ChannelKinds{{
    {Channel::Kind::Phone, "phone"},
    {Channel::Kind::Mail, "mail"},
    {Channel::Kind::Form, "form"},
    {Channel::Kind::Fax, "fax"},
    {Channel::Kind::Ticket, "ticket"},
}};

// Reads one object member by member, remembers the first fault, and knows which members it was asked for.
class Reader {
public:
    Reader(const QJsonValue &value, QString where)
        : m_where(std::move(where))
    {
        if (value.isObject())
            m_object = value.toObject();
        else
            refuse(QStringLiteral("not an object"));
    }

    QString text(const QString &key, bool required = false) { return textOf(key, take(key), required); }

    // A text, or the same in English and Japanese.
    std::pair<QString, QString> texts(const QString &key, bool required = false)
    {
        const QJsonValue value = take(key);
        if (!value.isObject()) return {textOf(key, value, required), QString()};
        Reader both(value, m_where + QStringLiteral(" ") + key);
        auto result = std::pair(both.text(QStringLiteral("en"), required), both.text(QStringLiteral("ja")));
        adopt(both);
        return result;
    }

    bool flag(const QString &key)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool()) refuse(QStringLiteral("“%1” is neither true nor false").arg(key));
        return value.toBool();
    }

    QJsonArray list(const QString &key)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined()) return {};
        if (!value.isArray()) refuse(QStringLiteral("“%1” is not a list").arg(key));
        return value.toArray();
    }

    void adopt(const Reader &inner)
    {
        if (const auto fault = inner.fault(); fault && !m_fault) m_fault = fault;
    }

    void refuse(const QString &why)
    {
        if (!m_fault) m_fault = Error{ErrorCode::BadInput, m_where, why};
    }

    [[nodiscard]] const QString &where() const { return m_where; }
    [[nodiscard]] bool good() const { return !m_fault; }

    // The first thing that was wrong; members that nobody asked for are wrong too.
    [[nodiscard]] std::optional<Error> fault() const
    {
        if (m_fault) return m_fault;
        for (auto it = m_object.begin(); it != m_object.end(); ++it)
            if (!m_known.contains(it.key()))
                return Error{ErrorCode::BadInput, m_where,
                             QStringLiteral("unknown member “%1”").arg(safeText(it.key(), 64))};
        return std::nullopt;
    }

private:
    QJsonValue take(const QString &key)
    {
        m_known.insert(key);
        return m_object.value(key);
    }

    QString textOf(const QString &key, const QJsonValue &value, bool required)
    {
        if (!value.isUndefined() && !value.isString()) refuse(QStringLiteral("“%1” is not a text").arg(key));
        QString text = value.toString();
        if (required && text.trimmed().isEmpty()) refuse(QStringLiteral("“%1” is missing or empty").arg(key));
        if (text.size() > LongestText) refuse(QStringLiteral("“%1” is too long").arg(key));
        if (safeText(text, LongestText) != text)
            refuse(QStringLiteral("“%1” has control or invisible characters").arg(key));
        return text;
    }

    QJsonObject m_object;
    QString m_where;
    QSet<QString> m_known;
    std::optional<Error> m_fault;
};

bool matches(const char *pattern, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

bool isWord(const QString &text) { return matches("[A-Za-z0-9][A-Za-z0-9.-]{0,62}", text); }

bool isGoodAddress(const Channel &channel)
{
    switch (channel.kind) {
    case Channel::Kind::Phone:
    case Channel::Kind::Fax:
        return matches(R"([+#]?[0-9][0-9 ().;,-]{1,38}[0-9]|[#*]?[0-9]{3,6})", channel.address);
    case Channel::Kind::Mail:
        return matches(R"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253})", channel.address);
    case Channel::Kind::Form:
        return matches(R"(https://[^\s"<>]{1,500})", channel.address);
    case Channel::Kind::Ticket:
        return !channel.address.trimmed().isEmpty();
    }
    return false;
}

Channel readChannel(const QJsonValue &value, Reader &contact, int number)
{
    Reader reader(value, contact.where() + QStringLiteral(", channel %1").arg(number));
    Channel channel;
    const QString kind = reader.text(QStringLiteral("kind"), true);
    channel.address = reader.text(QStringLiteral("address"), true);
    const auto *found = std::find_if(ChannelKinds.begin(), ChannelKinds.end(),
                                     [&](const auto &known) { return kind == QLatin1String(known.second); });
    if (found == ChannelKinds.end()) {
        reader.refuse(QStringLiteral("“%1” is no kind of channel").arg(safeText(kind, 32)));
    } else {
        channel.kind = found->first;
        if (!isGoodAddress(channel))
            reader.refuse(QStringLiteral("“%1” is no address for %2").arg(safeText(channel.address, 80), kind));
    }
    contact.adopt(reader);
    return channel;
}

QStringList readWords(Reader &reader, const QString &key)
{
    QStringList words;
    for (const QJsonValue value : reader.list(key)) {
        if (!isWord(value.toString())) reader.refuse(QStringLiteral("“%1” has an entry that is no word").arg(key));
        words += value.toString();
    }
    return words;
}

// `known`: ids that the directory has already; of those an entry may say only what it changes.
Contact readContact(Reader &reader, const QSet<QString> &known)
{
    Contact contact;
    contact.id = reader.text(QStringLiteral("id"), true);
    const bool isNew = !known.contains(contact.id);
    contact.role = reader.text(QStringLiteral("role"), isNew);
    for (const QString &word : {contact.id, contact.role})
        if (!isWord(word) && (isNew || !word.isEmpty()))
            reader.refuse(QStringLiteral("“%1” is no id or role").arg(safeText(word, 64)));
    std::tie(contact.organisation, contact.organisationJa) = reader.texts(QStringLiteral("organisation"));
    int number = 0;
    for (const QJsonValue value : reader.list(QStringLiteral("channels")))
        contact.channels.push_back(readChannel(value, reader, ++number));
    std::tie(contact.use, contact.useJa) = reader.texts(QStringLiteral("use"), isNew);
    std::tie(contact.advice, contact.adviceJa) = reader.texts(QStringLiteral("advice"));
    contact.source = reader.text(QStringLiteral("source"));
    contact.confidence = reader.text(QStringLiteral("confidence"));
    if (!QStringList{QString(), QStringLiteral("H"), QStringLiteral("M"), QStringLiteral("L"), QStringLiteral("team")}
             .contains(contact.confidence))
        reader.refuse(QStringLiteral("“confidence” is none of H, M, L, team"));
    contact.lastVerified = reader.text(QStringLiteral("lastVerified"));
    if (!contact.lastVerified.isEmpty() && !instantFromRfc3339(contact.lastVerified + QStringLiteral("T00:00:00Z")))
        reader.refuse(QStringLiteral("“lastVerified” is no date like 2026-01-31"));
    for (const QJsonValue value : reader.list(QStringLiteral("networks"))) {
        const auto prefix = Prefix::fromText(value.toString());
        if (prefix)
            contact.networks.push_back(*prefix);
        else
            reader.refuse(QStringLiteral("“networks”: %1").arg(prefix.error().detail));
    }
    contact.templates = readWords(reader, QStringLiteral("templates"));
    contact.irOnly = reader.flag(QStringLiteral("irOnly"));
    return contact;
}

Result<std::vector<Contact>> contactsOf(const QJsonArray &array, const QString &where, const QSet<QString> &known)
{
    if (array.size() > MostContacts) return failure(ErrorCode::BadInput, where, QStringLiteral("too many contacts"));
    std::vector<Contact> contacts;
    QSet<QString> ids;
    for (const QJsonValue value : array) {
        const QString id = safeText(value.toObject().value(QStringLiteral("id")).toString(), 64);
        QString place = QStringLiteral("%1: contact %2").arg(where).arg(contacts.size() + 1);
        if (!id.isEmpty()) place += QStringLiteral(" (%1)").arg(id);
        Reader reader(value, place);
        Contact contact = readContact(reader, known);
        if (ids.contains(contact.id)) reader.refuse(QStringLiteral("this id is there twice"));
        ids.insert(contact.id);
        if (auto fault = reader.fault()) return tl::unexpected(std::move(*fault));
        contacts.push_back(std::move(contact));
    }
    return contacts;
}

Result<QJsonArray> arrayIn(const QString &path)
{
    if (path.startsWith(QLatin1String(":/contacts/"))) needContacts();
    QFile file(path);
    if (!file.exists()) return failure(ErrorCode::NotFound, path, QStringLiteral("there is no such file"));
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    const JsonLimits limits;
    auto json = parseJson(file.read(limits.bytes + 1), limits);
    if (!json) return failure(ErrorCode::BadInput, path, json.error().detail);
    if (!json->isArray()) return failure(ErrorCode::BadInput, path, QStringLiteral("not a list of contacts"));
    return json->toArray();
}

} // namespace

Result<std::vector<Contact>> contactsFromJson(const QJsonArray &array, const QString &where)
{
    return contactsOf(array, where, {});
}

Result<std::vector<Contact>> readContacts(const QString &path)
{
    const auto array = arrayIn(path);
    if (!array) return tl::unexpected(array.error());
    return contactsOf(*array, path, {});
}

QString ownContactsFile()
{
    const QString name = QStringLiteral("hinoban/contacts.json");
    QString found = QStandardPaths::locate(QStandardPaths::GenericDataLocation, name);
    if (!found.isEmpty()) return found;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u'/' + name;
}

std::vector<Contact> merged(std::vector<Contact> directory, const std::vector<Contact> &own)
{
    for (const auto &one : own) {
        const auto found =
            std::find_if(directory.begin(), directory.end(), [&](const Contact &known) { return known.id == one.id; });
        if (found == directory.end()) {
            directory.push_back(one);
            continue;
        }
        Contact &known = *found;
        auto channels = one.channels;
        for (const auto &channel : known.channels)
            if (std::find(channels.begin(), channels.end(), channel) == channels.end()) channels.push_back(channel);
        known.channels = std::move(channels);
        for (QString Contact::*member :
             {&Contact::role, &Contact::organisation, &Contact::organisationJa, &Contact::use, &Contact::useJa,
              &Contact::advice, &Contact::adviceJa, &Contact::source, &Contact::confidence, &Contact::lastVerified})
            if (const QString &said = one.*member; !said.isEmpty()) known.*member = said;
        if (!one.templates.isEmpty()) known.templates = one.templates;
        known.networks.insert(known.networks.end(), one.networks.begin(), one.networks.end());
        known.irOnly |= one.irOnly;
    }
    return directory;
}

Result<std::vector<Contact>> knownContacts()
{
    auto shipped = shippedContacts();
    const QString path = ownContactsFile();
    if (!shipped || !QFile::exists(path)) return shipped;
    const auto array = arrayIn(path);
    if (!array) return tl::unexpected(array.error());
    QSet<QString> known;
    for (const auto &contact : *shipped)
        known.insert(contact.id);
    const auto own = contactsOf(*array, path, known);
    if (!own) return tl::unexpected(own.error());
    return merged(std::move(*shipped), *own);
}

Result<QByteArray> withVerified(const QByteArray &text, const Contact &contact, const QString &day)
{
    QJsonArray entries;
    if (!text.trimmed().isEmpty()) {
        const auto json = parseJson(text, JsonLimits{});
        if (!json) return tl::unexpected(json.error());
        if (!json->isArray())
            return failure(ErrorCode::BadInput, QStringLiteral("contacts.json"),
                           QStringLiteral("not a list of contacts"));
        entries = json->toArray();
    }
    const QString idKey = QStringLiteral("id"), dayKey = QStringLiteral("lastVerified");
    bool isThere = false;
    for (qsizetype at = 0; at < entries.size(); ++at) {
        QJsonObject entry = entries[at].toObject();
        if (entry.value(idKey).toString() != contact.id) continue;
        entry.insert(dayKey, day);
        entries[at] = entry;
        isThere = true;
    }
    if (!isThere) entries.append(QJsonObject{{idKey, contact.id}, {dayKey, day}});
    return QJsonDocument(entries).toJson();
}

Result<std::vector<Contact>> shippedContacts() { return readContacts(QStringLiteral(":/contacts/contacts.json")); }

QString useOf(const Contact &contact)
{
    return programLanguage() == QLatin1String("ja") && !contact.useJa.isEmpty() ? contact.useJa : contact.use;
}

QString adviceOf(const Contact &contact)
{
    return programLanguage() == QLatin1String("ja") && !contact.adviceJa.isEmpty() ? contact.adviceJa : contact.advice;
}

} // namespace hinoban::respond
