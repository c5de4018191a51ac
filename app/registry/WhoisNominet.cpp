// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of whois.nic.uk: headings that end in a colon, and what belongs to them further indented below.
#include "app/registry/WhoisLayouts.h"

#include "app/base/SafeText.h"

#include <QLocale>

namespace hinoban::registry::whois {

using namespace Qt::StringLiterals;

namespace {

bool isEnd(QStringView line) { return line.startsWith(u"--") || line.trimmed().startsWith(u"WHOIS lookup made"); }

bool isHeading(QStringView line)
{
    const QStringView text = line.trimmed();
    return text.endsWith(u':') && text.size() < 64;
}

// "26-Aug-1996"; "before Aug-1996" is no date.
std::optional<Instant> dayOf(QStringView text, QTime time)
{
    const QDate day = QLocale::c().toDate(text.trimmed().left(16).toString(), u"dd-MMM-yyyy"_s);
    return instantOf(day, time, 0);
}

void takeDate(QStringView line, Registration &registration)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon < 0) return;
    const QString key = line.left(colon).toString().toLower();
    const QStringView value = line.mid(colon + 1);
    const auto newest = [&](std::optional<Instant> &field, QTime time) {
        if (const auto at = dayOf(value, time)) takeNewest(field, *at);
    };
    if (key == u"registered on"_s) newest(registration.registered, QTime(0, 0));
    if (key == u"expiry date"_s) newest(registration.expires, QTime(23, 59, 59));
    if (key == u"last updated"_s) newest(registration.lastChanged, QTime(0, 0));
}

} // namespace

bool isNominet(const Lines &lines)
{
    bool named = false;
    for (const QStringView line : lines) {
        if (isEnd(line)) break;
        const QString text = line.left(64).trimmed().toString().toLower();
        named = named || text == u"domain name:"_s;
        if (named && (text == u"relevant dates:"_s || text == u"registration status:"_s)) return true;
    }
    return false;
}

Result<Registration> readNominet(const Lines &lines, const dns::Name &domain)
{
    Registration registration;
    bool known = false;
    QString heading;
    for (const QStringView line : lines) {
        if (isEnd(line)) break;
        const QStringView text = line.trimmed();
        if (text.isEmpty()) continue;
        if (isHeading(line)) {
            heading = text.chopped(1).toString().toLower();
            continue;
        }
        Result<void> taken;
        if (heading == u"domain name"_s) taken = takeDomain(text, domain, known);
        if (heading == u"name servers"_s && !text.startsWith(u"No name servers", Qt::CaseInsensitive))
            taken = takeNameserver(text, registration);
        if (heading == u"registration status"_s)
            taken = takeStatus(text.startsWith(u"Registered until", Qt::CaseInsensitive) ? u"ok"_s : safeText(text, 64),
                               registration);
        if (heading == u"registrar"_s && registration.registrar.isEmpty() && !text.startsWith(u"URL:"))
            registration.registrar = safeText(text, LongestText);
        if (heading == u"relevant dates"_s) takeDate(text, registration);
        if (heading == u"dnssec"_s) registration.delegationSigned = text.compare(u"Signed", Qt::CaseInsensitive) == 0;
        if (!taken) return tl::unexpected<Error>(taken.error());
    }
    if (!known) return refused(u"domain name"_s, u"the domain's name is missing"_s);
    return registration;
}

} // namespace hinoban::registry::whois
