// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Instant.h"

#include <optional>

namespace hinoban {

namespace {

using namespace std::chrono;

// Reads digits strictly: "+1" or " 1" is no number of a date.
class Reader {
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    std::optional<int> number(int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i) {
            const auto digit = takeDigit();
            if (!digit) return std::nullopt;
            value = value * 10 + *digit;
        }
        return value;
    }

    std::optional<int> takeDigit()
    {
        if (atEnd()) return std::nullopt;
        const char16_t c = m_text[m_at].unicode();
        if (c < u'0' || c > u'9') return std::nullopt;
        ++m_at;
        return c - u'0';
    }

    // The character, if it is one of `allowed`; null otherwise.
    char16_t take(QStringView allowed)
    {
        if (atEnd() || !allowed.contains(m_text[m_at])) return 0;
        return m_text[m_at++].unicode();
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

tl::unexpected<Error> refused(QStringView text, const QString &why)
{
    return failure(ErrorCode::BadInput, text.left(64).toString(), why);
}

// Fractions of a second to microseconds; what is finer is cut off. False if there is no digit.
bool readFraction(Reader &reader, microseconds &fraction)
{
    qint64 scale = 100000;
    int digits = 0;
    while (const auto digit = reader.takeDigit()) {
        fraction += microseconds(*digit * scale);
        scale /= 10;
        ++digits;
    }
    return digits > 0;
}

} // namespace

QString toRfc3339(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{floor<milliseconds>(instant - day)};
    const auto two = [](auto value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };

    QString text = QStringLiteral("%1-%2-%3T%4:%5:%6")
                       .arg(int(date.year()), 4, 10, QLatin1Char('0'))
                       .arg(two(unsigned(date.month())), two(unsigned(date.day())), two(time.hours().count()),
                            two(time.minutes().count()), two(time.seconds().count()));
    if (const auto milli = time.subseconds().count(); milli != 0)
        text += QStringLiteral(".%1").arg(milli, 3, 10, QLatin1Char('0'));
    return text + QLatin1Char('Z');
}

Result<Instant> instantFromRfc3339(QStringView text)
{
    Reader reader(text);
    const auto y = reader.number(4);
    if (!y || !reader.take(u"-")) return refused(text, QStringLiteral("not a date and time like 2020-05-30T15:11:38Z"));
    const auto m = reader.number(2);
    const bool dash = reader.take(u"-") != 0;
    const auto d = reader.number(2);
    if (!m || !dash || !d) return refused(text, QStringLiteral("not a date and time like 2020-05-30T15:11:38Z"));
    const year_month_day date{year(*y), month(unsigned(*m)), day(unsigned(*d))};
    if (!date.ok()) return refused(text, QStringLiteral("there is no such day"));

    if (!reader.take(u"Tt ")) return refused(text, QStringLiteral("the time of day is missing"));
    const auto hour = reader.number(2);
    const bool firstColon = reader.take(u":") != 0;
    const auto minute = reader.number(2);
    const bool secondColon = reader.take(u":") != 0;
    const auto second = reader.number(2);
    if (!hour || !firstColon || !minute || !secondColon || !second)
        return refused(text, QStringLiteral("the time of day is not hh:mm:ss"));
    // 60 is a leap second: POSIX time has none, so it is the first moment of the next minute.
    if (*hour > 23 || *minute > 59 || *second > 60)
        return refused(text, QStringLiteral("there is no such time of day"));

    microseconds fraction{0};
    if (reader.take(u".") && !readFraction(reader, fraction))
        return refused(text, QStringLiteral("no digit after the point"));

    if (reader.atEnd()) return refused(text, QStringLiteral("the time zone is missing (Z or +09:00)"));
    minutes offset{0};
    if (const char16_t sign = reader.take(u"+-")) {
        const auto offsetHours = reader.number(2);
        const bool colon = reader.take(u":") != 0;
        const auto offsetMinutes = reader.number(2);
        if (!offsetHours || !colon || !offsetMinutes || *offsetHours > 23 || *offsetMinutes > 59)
            return refused(text, QStringLiteral("the time zone is not Z or like +09:00"));
        offset = hours(*offsetHours) + minutes(*offsetMinutes);
        if (sign == u'-') offset = -offset;
    } else if (!reader.take(u"Zz")) {
        return refused(text, QStringLiteral("the time zone is not Z or like +09:00"));
    }
    if (!reader.atEnd()) return refused(text, QStringLiteral("something follows the time zone"));

    return Instant(sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second) + fraction - offset;
}

qint64 toUnixMicroseconds(Instant instant) { return instant.time_since_epoch().count(); }

Instant instantFromUnixMicroseconds(qint64 microseconds) { return Instant(Duration(microseconds)); }

} // namespace hinoban
