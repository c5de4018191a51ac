// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/WhoisText.h"

#include "app/base/SafeText.h"
#include "app/registry/WhoisLayouts.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

namespace whois {

tl::unexpected<Error> refused(const QString &where, const QString &why)
{
    return failure(ErrorCode::BadInput, where, why);
}

Result<void> takeDomain(QStringView text, const dns::Name &domain, bool &known)
{
    // A-labels as a rule; some registries write the name as its holder does.
    const QString written = text.left(LongestText).toString();
    auto named = dns::Name::fromText(written.toUtf8());
    if (!named || *named != domain)
        if (auto typed = dns::Name::fromUserText(written)) named = std::move(typed);
    if (!named) return refused(u"domain name"_s, named.error().detail);
    if (*named != domain)
        return refused(u"domain name"_s, u"the answer is about %1"_s.arg(safeText(named->display(), 255)));
    known = true;
    return {};
}

Result<void> takeNameserver(QStringView text, Registration &registration)
{
    const QString host = text.trimmed().left(2 * LongestText).toString().section(QRegularExpression(u"\\s+"_s), 0, 0);
    if (host.isEmpty()) return {};
    const auto name = dns::Name::fromText(host.toUtf8());
    if (!name) return refused(u"name server"_s, name.error().detail);
    if (name->labelCount() < 2) return refused(u"name server"_s, u"a name of one label"_s);
    if (qsizetype(registration.nameservers.size()) >= MostEntries)
        return refused(u"name server"_s, u"more than %1 entries"_s.arg(MostEntries));
    registration.nameservers.push_back(*name);
    return {};
}

Result<void> takeStatus(const QString &status, Registration &registration)
{
    if (status.isEmpty()) return {};
    if (registration.statuses.size() >= MostEntries)
        return refused(u"status"_s, u"more than %1 entries"_s.arg(MostEntries));
    registration.statuses.append(status);
    return {};
}

std::optional<Instant> instantOf(QDate day, QTime time, int hoursEast)
{
    if (!day.isValid() || !time.isValid() || day.year() < 1 || day.year() > 9999) return std::nullopt;
    const QDateTime at(day, time, Qt::OffsetFromUTC, hoursEast * 3600);
    return instantFromUnixMicroseconds(at.toMSecsSinceEpoch() * 1000);
}

} // namespace whois

namespace {

constexpr qsizetype MostLines = 5000;

whois::Lines linesOf(const QString &text)
{
    whois::Lines lines;
    for (qsizetype from = 0; from < text.size() && lines.size() < MostLines;) {
        qsizetype end = text.indexOf(u'\n', from);
        if (end < 0) end = text.size();
        QStringView line = QStringView(text).mid(from, end - from);
        if (line.endsWith(u'\r')) line.chop(1);
        lines.append(line);
        from = end + 1;
    }
    return lines;
}

// Nothing where the bytes are not of that encoding.
std::optional<QString> decoded(const QByteArray &raw, const char *encoding)
{
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    if (!decoder.isValid()) return std::nullopt;
    QString text = decoder.decode(raw);
    if (decoder.hasError() || text.contains(QChar::ReplacementCharacter)) return std::nullopt;
    return text;
}

bool hasAny(const QString &text, std::initializer_list<QLatin1String> phrases)
{
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](QLatin1String phrase) { return text.contains(phrase, Qt::CaseInsensitive); });
}

bool saysThereIsNone(const QString &text)
{
    return hasAny(text, {"no match"_L1, "not found"_L1, "no data found"_L1, "no object found"_L1, "no entries found"_L1,
                         "nothing found"_L1, "does not exist"_L1, "has not been registered"_L1,
                         "is available for registration"_L1, "該当するデータがありません"_L1});
}

} // namespace

QString whoisText(const QByteArray &raw)
{
    const QByteArray bytes = raw.left(MostWhoisBytes);
    const auto high = [](char octet) { return (octet & 0x80) != 0; };
    const bool seven = std::none_of(bytes.begin(), bytes.end(), high);
    // ISO 2022 shifts by escape sequences in seven bits (RFC 1468); plain ASCII is UTF-8 too.
    if (seven && (bytes.contains("\x1b$") || bytes.contains("\x1b(")))
        if (auto text = decoded(bytes, "ISO-2022-JP")) return *text;
    QStringDecoder utf8(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    QString text = utf8.decode(bytes);
    if (!utf8.hasError()) return text;
    for (const char *encoding : {"EUC-JP", "Shift_JIS"})
        if (auto other = decoded(bytes, encoding)) return *other;
    return QString::fromLatin1(bytes);
}

Layout whoisLayout(const QString &text)
{
    const whois::Lines lines = linesOf(text);
    const std::array<std::pair<Layout, bool (*)(const whois::Lines &)>, 3> known{
        {{Layout::Gtld, whois::isGtld}, {Layout::Jprs, whois::isJprs}, {Layout::Nominet, whois::isNominet}}};
    for (const auto &[layout, fits] : known)
        if (fits(lines)) return layout;
    return Layout::Unknown;
}

bool asksToWait(const QString &text)
{
    // Terms of use speak of limits too: what is meant stands at the top, and without a registration.
    if (whoisLayout(text) != Layout::Unknown) return false;
    return hasAny(text.left(1500), {"quota"_L1, "limit exceeded"_L1, "rate limit"_L1, "queries exceeded"_L1,
                                    "query limit"_L1, "too many"_L1, "large amount of requests"_L1, "exceeded the"_L1,
                                    "try again later"_L1, "temporarily blocked"_L1});
}

Result<Registration> registrationFromWhois(const QByteArray &raw, const dns::Name &domain)
{
    if (raw.size() > MostWhoisBytes) return whois::refused({}, u"more than 256 KiB"_s);
    const QString text = whoisText(raw);
    const whois::Lines lines = linesOf(text);
    const Layout layout = whoisLayout(text);
    if (layout == Layout::Unknown) {
        if (saysThereIsNone(text)) return failure(ErrorCode::NotFound, {}, u"the registry has no such domain"_s);
        return whois::refused({}, u"a layout that is not known"_s);
    }
    const auto read = [&]() -> Result<Registration> {
        switch (layout) {
        case Layout::Gtld:
            return whois::readGtld(lines, domain);
        case Layout::Jprs:
            return whois::readJprs(lines, domain);
        case Layout::Nominet:
            return whois::readNominet(lines, domain);
        case Layout::Unknown:
            break;
        }
        return whois::refused({}, u"a layout that is not known"_s);
    };
    auto registration = read();
    if (!registration) return registration;
    registration->domain = domain;
    registration->raw = raw;
    settle(*registration);
    return registration;
}

} // namespace hinoban::registry
