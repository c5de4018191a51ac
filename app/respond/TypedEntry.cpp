// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Entry.h"
#include "app/respond/LogTime.h"

#include <QRegularExpression>

#include <optional>

namespace hinoban::respond {

namespace {

using namespace std::chrono;

// A time stands at the very beginning: more than this is never looked at, however much was pasted.
constexpr qsizetype LongestTime = 80;

// Japanese keyboards type full-width digits and signs; each folds to one character, so that places stay the same.
QString folded(QStringView text)
{
    QString result = text.toString();
    for (QChar &c : result) {
        const char16_t u = c.unicode();
        if (u >= 0xff01 && u <= 0xff5e)
            c = QChar(char16_t(u - 0xff01 + 0x21));
        else if (u == 0x3000)
            c = QLatin1Char(' ');
        else if (u == 0x2212)
            c = QLatin1Char('-');
    }
    return result;
}

const QRegularExpression &pattern()
{
    static const QRegularExpression expression(
        QStringLiteral(R"(^\s*)"
                       R"((?:(?<pre>JST|UTC|GMT)\s+)?)"
                       R"((?:(?:(?<year>\d{4})\s*[-/.年]\s*)?(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})\s*日?)"
                       R"((?:\s*[T ]\s*|(?<=日)))?)"
                       R"((?<hour>\d{1,2})(?::(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,6}))?)?)"
                       R"(|時(?!間)(?:(?<minuteJa>\d{1,2})分(?!間)|半(?!間))?))"
                       R"((?:\s*(?<half>am|pm)(?![A-Za-z0-9]))?)"
                       R"((?:\s*(?<word>JST|UTC|GMT|Z)(?![A-Za-z0-9])|\s*(?<sign>[+-])(?<zh>\d{2}):(?<zm>\d{2})(?!\d))"
                       R"(|(?<sign2>[+-])(?<zh2>\d{2})(?<zm2>\d{2})(?!\d))?)"
                       R"((?!\d|:\S|[./]\d|%|[A-Za-z]))"),
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

struct Typed {
    std::optional<int> year, month, day;
    Duration timeOfDay{};
    std::optional<int> zoneSeconds;
    qsizetype length = 0; // of the time and the space behind it
};

std::optional<int> number(const QRegularExpressionMatch &match, const char *group)
{
    const QString text = match.captured(QLatin1String(group));
    if (text.isEmpty()) return std::nullopt;
    return text.toInt();
}

// nullopt: there is no such offset; the outer one of a text without a zone holds nothing.
std::optional<std::optional<int>> zoneOf(const QRegularExpressionMatch &match)
{
    QString word = match.captured(QStringLiteral("word")).toUpper();
    if (word.isEmpty()) word = match.captured(QStringLiteral("pre")).toUpper();
    if (word == QLatin1String("JST")) return 9 * 3600;
    if (!word.isEmpty()) return 0;
    QString sign = match.captured(QStringLiteral("sign"));
    auto h = number(match, "zh"), m = number(match, "zm");
    if (sign.isEmpty()) {
        sign = match.captured(QStringLiteral("sign2"));
        h = number(match, "zh2");
        m = number(match, "zm2");
    }
    if (sign.isEmpty()) return std::optional<int>();
    if (*h > 14 || *m > 59) return std::nullopt;
    const int east = *h * 3600 + *m * 60;
    return sign == QLatin1String("-") ? -east : east;
}

// "10:00-11:30 call" is a span of time and no offset. "2020-06-01T10:00:00-04:00" is one.
std::optional<qsizetype> rangeAt(const QRegularExpressionMatch &match, const QString &head)
{
    if (number(match, "year") || number(match, "second")) return std::nullopt;
    for (const char *group : {"sign", "sign2"}) {
        const qsizetype at = match.capturedStart(QLatin1String(group));
        if (at > 0 && head[at] == u'-' && !head[at - 1].isSpace()) return at;
    }
    return std::nullopt;
}

std::optional<Typed> typedTime(const QString &line)
{
    const QString head = folded(QStringView(line).left(LongestTime));
    const auto match = pattern().match(head);
    if (!match.hasMatch()) return std::nullopt;
    // The zone's place in front and behind at once would be two answers to one question.
    if (!match.captured(QStringLiteral("pre")).isEmpty() &&
        !(match.captured(QStringLiteral("word")) + match.captured(QStringLiteral("sign")) +
          match.captured(QStringLiteral("sign2")))
             .isEmpty())
        return std::nullopt;

    Typed typed;
    typed.year = number(match, "year");
    typed.month = number(match, "month");
    typed.day = number(match, "day");
    int hour = *number(match, "hour");
    const bool halfPast = match.captured().contains(u'半');
    const int minute = number(match, "minute").value_or(number(match, "minuteJa").value_or(halfPast ? 30 : 0));
    const int second = number(match, "second").value_or(0);
    const QString half = match.captured(QStringLiteral("half")).toLower();
    if (!half.isEmpty()) {
        if (hour < 1 || hour > 12) return std::nullopt;
        hour = hour % 12 + (half == QLatin1String("pm") ? 12 : 0);
    }
    if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const QString fraction = match.captured(QStringLiteral("fraction")).leftJustified(6, QLatin1Char('0'));
    typed.timeOfDay = hours(hour) + minutes(minute) + seconds(second) + microseconds(fraction.toInt());

    typed.length = match.capturedEnd();
    if (const auto range = rangeAt(match, head)) {
        typed.length = *range;
    } else {
        const auto zone = zoneOf(match);
        if (!zone) return std::nullopt;
        typed.zoneSeconds = *zone;
    }
    while (typed.length < line.size() && line[typed.length].isSpace())
        ++typed.length;
    return typed;
}

std::optional<Instant> instantOf(const Typed &typed, Instant now, seconds zone)
{
    const auto local = [&](year_month_day date) { return Instant(sys_days(date)) + typed.timeOfDay - zone; };
    const year_month_day today{floor<days>(now + zone)};

    if (!typed.month) {
        const Instant at = local(today);
        return at > now ? at - days(1) : at;
    }
    const auto in = [&](year y) { return year_month_day{y, month(unsigned(*typed.month)), day(unsigned(*typed.day))}; };
    if (typed.year) {
        const auto date = in(year(*typed.year));
        return date.ok() ? std::optional(local(date)) : std::nullopt;
    }
    // Without a year: the last such day that is not in the future (29 February may be some years back).
    for (int back = 0; back <= 8; ++back) {
        const auto date = in(today.year() - years(back));
        if (date.ok() && local(date) <= now) return local(date);
    }
    return std::nullopt;
}

QString offsetText(int zoneSeconds)
{
    if (zoneSeconds == 0) return {};
    const int minutesEast = qAbs(zoneSeconds) / 60;
    return QStringLiteral("%1%2:%3")
        .arg(zoneSeconds < 0 ? QLatin1Char('-') : QLatin1Char('+'))
        .arg(minutesEast / 60, 2, 10, QLatin1Char('0'))
        .arg(minutesEast % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

Entry entryFromTyped(const QString &line, const QString &author, Instant now, int zoneSeconds)
{
    Entry entry;
    entry.kind = Entry::Kind::Person;
    entry.author = author;
    entry.happened = now;
    entry.learned = now;
    entry.zone = offsetText(zoneSeconds);
    entry.text = line;

    const auto typed = typedTime(line);
    if (!typed) return entry;
    const int zone = typed->zoneSeconds.value_or(zoneSeconds);
    const auto happened = instantOf(*typed, now, seconds(zone));
    if (!happened || !isLogTime(*happened)) return entry;

    entry.happened = *happened;
    entry.zone = offsetText(zone);
    // "19:36-19:40 call": the second time belongs to the words.
    static const QRegularExpression secondTime(QStringLiteral(R"(\A[-~–—−〜～－]\s*[0-9０-９]{1,2}[:：時])"));
    const bool range = secondTime.match(line.mid(typed->length, LongestTime)).hasMatch();
    if (typed->length < line.size() && !range) {
        entry.text = line.mid(typed->length);
        entry.args.insert(QStringLiteral("typed"), line); // what stood there before it was understood
    }
    return entry;
}

} // namespace hinoban::respond
