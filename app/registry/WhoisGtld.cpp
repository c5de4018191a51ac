// SPDX-License-Identifier: GPL-3.0-or-later
// The layout that ICANN's agreements ask of generic domains: "Key: value", one a line, keys repeated for lists.
#include "app/registry/WhoisLayouts.h"

#include "app/base/SafeText.h"

#include <QHostAddress>

#include <algorithm>

namespace hinoban::registry::whois {

using namespace Qt::StringLiterals;

namespace {

struct Pair {
    QString key; // lower case
    QStringView value;
};

// Nothing for a line without a key. Terms of use are prose: their "keys" are no known ones.
std::optional<Pair> pairOf(QStringView line)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon <= 0 || colon > 64) return std::nullopt;
    return Pair{line.left(colon).trimmed().toString().toLower(), line.mid(colon + 1).trimmed()};
}

bool isEnd(QStringView line) { return line.trimmed().startsWith(u">>>"); }

// "2020-05-30T15:11:38Z", also with a fraction or "+0000". Without a zone it could mean any hour of two days.
std::optional<Instant> dateOf(QStringView value)
{
    QString text = value.left(64).toString();
    const qsizetype sign = text.size() - 5;
    if (sign > 10 && (text[sign] == u'+' || text[sign] == u'-') && !text.contains(u'Z')) text.insert(sign + 3, u':');
    const auto read = instantFromRfc3339(text);
    return read ? std::optional(*read) : std::nullopt;
}

// "clientHold https://icann.org/epp#clientHold", "clientHold (https://…)".
QString statusOf(QStringView value)
{
    const qsizetype link = value.indexOf(u"http", 0, Qt::CaseInsensitive);
    QStringView words = link < 0 ? value : value.left(link);
    while (words.endsWith(u'(') || words.endsWith(u' '))
        words.chop(1);
    return eppStatus(words.left(LongestText));
}

// "whois.registrar.example", on port 43. Anything else is nobody to ask.
QUrl registrarServer(QStringView value)
{
    QString host = value.left(LongestText).toString().toLower();
    if (host.startsWith(u"whois://"_s)) host.remove(0, 8);
    if (host.endsWith(u'/')) host.chop(1);
    const QHostAddress address(host);
    if (address.isNull()) {
        const auto name = dns::Name::fromText(host.toLatin1());
        const auto isUsual = [](QChar c) {
            return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.';
        };
        if (!name || name->labelCount() < 2 || !std::all_of(host.begin(), host.end(), isUsual)) return {};
    }
    QUrl url;
    url.setScheme(u"whois"_s);
    url.setHost(host);
    return url.isValid() ? url : QUrl();
}

class Reader {
public:
    Reader(const dns::Name &domain)
        : m_domain(domain)
    {
    }

    Result<void> take(const QString &key, QStringView value)
    {
        if (key == u"domain name"_s) return takeDomain(value, m_domain, m_known);
        if (!m_known || value.isEmpty()) return {}; // what stands before it is about something else
        if (key == u"name server"_s || key == u"nameserver"_s) return takeNameserver(value, m_registration);
        if (key == u"domain status"_s || key == u"status"_s) return takeStatus(statusOf(value), m_registration);
        if (key == u"dnssec"_s) {
            m_registration.delegationSigned = value.compare(u"signedDelegation", Qt::CaseInsensitive) == 0 ||
                                              value.compare(u"signed", Qt::CaseInsensitive) == 0 ||
                                              value.compare(u"yes", Qt::CaseInsensitive) == 0;
        } else {
            text(key, value);
            date(key, value);
        }
        return {};
    }

    Result<Registration> finish()
    {
        if (!m_known) return refused(u"domain name"_s, u"the domain's name is missing"_s);
        // A registrar tells until when he was paid, and sometimes what the registry says: the latter counts.
        if (m_paidUntil && !m_registration.expires) m_registration.expires = m_paidUntil;
        return std::move(m_registration);
    }

private:
    void text(const QString &key, QStringView value)
    {
        const auto first = [&](QString &field, qsizetype most) {
            if (field.isEmpty()) field = safeText(value, most);
        };
        if (key == u"registrar"_s) first(m_registration.registrar, LongestText);
        if (key == u"registrar iana id"_s) first(m_registration.registrarIanaId, 32);
        if (key == u"registrar whois server"_s && m_registration.registrarServer.isEmpty())
            m_registration.registrarServer = registrarServer(value);
        if (key == u"registrar abuse contact phone"_s) first(m_registration.abusePhone, 64);
        if (key == u"registrar abuse contact email"_s && isPlainMailAddress(value))
            first(m_registration.abuseEmail, LongestText);
    }

    void date(const QString &key, QStringView value)
    {
        const auto newest = [&](std::optional<Instant> &field) {
            if (const auto at = dateOf(value)) takeNewest(field, *at);
        };
        if (key == u"creation date"_s) newest(m_registration.registered);
        if (key == u"updated date"_s) newest(m_registration.lastChanged);
        if (key == u"registry expiry date"_s) newest(m_registration.expires);
        if (key == u"registrar registration expiration date"_s) newest(m_paidUntil);
    }

    const dns::Name &m_domain;
    Registration m_registration;
    std::optional<Instant> m_paidUntil;
    bool m_known = false;
};

} // namespace

bool isGtld(const Lines &lines)
{
    bool named = false;
    for (const QStringView line : lines) {
        if (isEnd(line)) break;
        const auto pair = pairOf(line);
        if (!pair || pair->value.isEmpty()) continue;
        if (pair->key == u"domain name"_s) named = true;
        const bool proper = pair->key == u"registrar"_s || pair->key == u"registrar iana id"_s ||
                            pair->key == u"registry domain id"_s || pair->key == u"creation date"_s;
        if (named && proper) return true;
    }
    return false;
}

Result<Registration> readGtld(const Lines &lines, const dns::Name &domain)
{
    Reader reader(domain);
    for (const QStringView line : lines) {
        if (isEnd(line)) break; // terms of use, and whatever comes behind them
        const auto pair = pairOf(line);
        if (!pair) continue;
        if (auto taken = reader.take(pair->key, pair->value); !taken) return tl::unexpected<Error>(taken.error());
    }
    return reader.finish();
}

} // namespace hinoban::registry::whois
