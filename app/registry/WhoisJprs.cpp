// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of whois.jprs.jp: "[Name Server]   ns1.example.jp", one a line, keys repeated for lists; names below
// co.jp and its like have a letter before the key ("p. [Name Server]"). English with "/e", Japanese without.
#include "app/registry/WhoisLayouts.h"

#include "app/base/SafeText.h"

#include <QHash>
#include <QRegularExpression>

namespace hinoban::registry::whois {

using namespace Qt::StringLiterals;

namespace {

constexpr int Jst = 9;

enum class Key { Other, Domain, Server, SigningKey, Created, Connected, Expires, State, Lock, Updated };

Key keyOf(QStringView word)
{
    static const QHash<QString, Key> keys{{u"Domain Name"_s, Key::Domain},     {u"ドメイン名"_s, Key::Domain},
                                          {u"Name Server"_s, Key::Server},     {u"ネームサーバ"_s, Key::Server},
                                          {u"Signing Key"_s, Key::SigningKey}, {u"署名鍵"_s, Key::SigningKey},
                                          {u"Created on"_s, Key::Created},     {u"Registered Date"_s, Key::Created},
                                          {u"登録年月日"_s, Key::Created},     {u"Connected Date"_s, Key::Connected},
                                          {u"接続年月日"_s, Key::Connected},   {u"Expires on"_s, Key::Expires},
                                          {u"有効期限"_s, Key::Expires},       {u"State"_s, Key::State},
                                          {u"Status"_s, Key::State},           {u"状態"_s, Key::State},
                                          {u"Lock Status"_s, Key::Lock},       {u"ロック状態"_s, Key::Lock},
                                          {u"Last Update"_s, Key::Updated},    {u"Last Updated"_s, Key::Updated},
                                          {u"最終更新"_s, Key::Updated}};
    return keys.value(word.toString(), Key::Other);
}

struct Pair {
    Key key = Key::Other;
    QStringView value;
};

// "p. [Name Server]                ns1.example.jp". The banner's lines are in brackets too, and have no known key.
std::optional<Pair> pairOf(QStringView line)
{
    if (line.size() > 3 && line[0] >= u'a' && line[0] <= u'z' && line[1] == u'.' && line[2] == u' ') line = line.mid(3);
    const qsizetype end = line.indexOf(u']');
    if (!line.startsWith(u'[') || end < 0 || end > 64) return std::nullopt;
    return Pair{keyOf(line.mid(1, end - 1)), line.mid(end + 1).trimmed()};
}

// What people may be reached at, and says nothing about the domain itself.
bool isEnd(QStringView line) { return line.startsWith(u"Contact Information:"); }

std::optional<Instant> dayOf(QStringView text, QTime time)
{
    return instantOf(QDate::fromString(text.left(10).toString(), u"yyyy/MM/dd"_s), time, Jst);
}

// "2026/04/01 01:02:00 (JST)"
std::optional<Instant> momentOf(QStringView text)
{
    if (!text.endsWith(u"(JST)")) return std::nullopt;
    const QTime time = QTime::fromString(text.mid(11, 8).toString(), u"HH:mm:ss"_s);
    return dayOf(text, time);
}

class Reader {
public:
    Reader(const dns::Name &domain)
        : m_domain(domain)
    {
    }

    Result<void> take(const Pair &pair)
    {
        if (pair.key == Key::Domain) return takeDomain(pair.value, m_domain, m_known);
        if (pair.value.isEmpty()) return {};
        const auto day = [&](std::optional<Instant> &field, QTime time) {
            if (const auto at = dayOf(pair.value, time)) takeNewest(field, *at);
        };
        switch (pair.key) {
        case Key::Server:
            return takeNameserver(pair.value, m_registration);
        case Key::Lock:
            return takeStatus(safeText(pair.value, 64), m_registration);
        case Key::State:
            return state(pair.value);
        case Key::SigningKey:
            m_registration.delegationSigned = true;
            break;
        case Key::Created:
            day(m_registration.registered, QTime(0, 0));
            break;
        case Key::Connected:
            day(m_connected, QTime(0, 0));
            break;
        case Key::Expires:
            day(m_registration.expires, QTime(23, 59, 59));
            break;
        case Key::Updated:
            if (const auto at = momentOf(pair.value)) takeNewest(m_registration.lastChanged, *at);
            break;
        case Key::Domain:
        case Key::Other:
            break;
        }
        return {};
    }

    Result<Registration> finish()
    {
        if (!m_known) return refused(u"domain name"_s, u"the domain's name is missing"_s);
        // Connected is what the registration was for, where its own date is not told.
        if (!m_registration.registered) m_registration.registered = m_connected;
        return std::move(m_registration);
    }

private:
    // "Connected (2027/03/31)": the day in brackets is the last one paid for. "Active" has it in [Expires on].
    Result<void> state(QStringView text)
    {
        const qsizetype open = text.indexOf(u'(');
        if (open >= 0)
            if (const auto at = dayOf(text.mid(open + 1), QTime(23, 59, 59))) takeNewest(m_registration.expires, *at);
        const QStringView word = (open < 0 ? text : text.left(open)).trimmed();
        const bool usual = word == u"Connected" || word == u"Active";
        return takeStatus(usual ? u"ok"_s : safeText(word, 64), m_registration);
    }

    const dns::Name &m_domain;
    Registration m_registration;
    std::optional<Instant> m_connected;
    bool m_known = false;
};

} // namespace

bool isJprs(const Lines &lines)
{
    for (const QStringView line : lines) {
        const auto pair = pairOf(line);
        if (pair && pair->key == Key::Domain && !pair->value.isEmpty()) return true;
    }
    return false;
}

Result<Registration> readJprs(const Lines &lines, const dns::Name &domain)
{
    Reader reader(domain);
    for (const QStringView line : lines) {
        if (isEnd(line)) break;
        const auto pair = pairOf(line);
        if (!pair) continue; // an address, or a digest, that goes on
        if (auto taken = reader.take(*pair); !taken) return tl::unexpected<Error>(taken.error());
    }
    return reader.finish();
}

} // namespace hinoban::registry::whois
