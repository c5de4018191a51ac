// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/HttpParts.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestLocation = 2048;
constexpr std::chrono::hours LongestWait{24};

int monthOf(const QByteArray &word)
{
    static constexpr std::array Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::find(Months.begin(), Months.end(), word);
    return found == Months.end() ? 0 : int(found - Months.begin()) + 1;
}

// Digits only: "+5" and " 5" are no numbers in a header.
std::optional<int> number(const QByteArray &digits)
{
    const auto isDigit = [](char octet) { return octet >= '0' && octet <= '9'; };
    if (digits.isEmpty() || digits.size() > 9 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    return digits.toInt();
}

QTime timeOf(const QByteArray &word)
{
    return word.size() == 8 ? QTime::fromString(QString::fromLatin1(word), u"HH:mm:ss"_s) : QTime();
}

} // namespace

std::optional<Instant> httpDate(const QByteArray &text, Instant now)
{
    if (text.size() > 64) return std::nullopt;
    QByteArray spaced = text;
    if (text.count('-') == 2) spaced.replace('-', ' ');
    spaced.replace(',', ' ');
    const QList<QByteArray> words = spaced.simplified().split(' ');
    std::optional<int> day, year;
    int month = 0;
    QTime time;
    if (words.size() == 6 && words[5] == "GMT") { // the usual form, and that of RFC 850
        day = number(words[1]);
        month = monthOf(words[2]);
        year = number(words[3]);
        time = timeOf(words[4]);
        if (year && words[3].size() == 2) {
            const int thisYear = QDateTime::fromMSecsSinceEpoch(toUnixMicroseconds(now) / 1000, Qt::UTC).date().year();
            *year += thisYear / 100 * 100;
            if (*year > thisYear + 50) *year -= 100;
        }
    } else if (words.size() == 5) { // of asctime()
        month = monthOf(words[1]);
        day = number(words[2]);
        time = timeOf(words[3]);
        year = number(words[4]);
    }
    if (!day || !year || *year > 9999 || !QDate::isValid(*year, month, *day) || !time.isValid()) return std::nullopt;
    const QDateTime at(QDate(*year, month, *day), time, Qt::UTC);
    return instantFromUnixMicroseconds(at.toMSecsSinceEpoch() * 1000);
}

std::optional<Duration> retryAfter(const QByteArray &value, const QByteArray &date, Instant now)
{
    const QByteArray text = value.trimmed();
    Duration wait{};
    const auto isDigit = [](char octet) { return octet >= '0' && octet <= '9'; };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit)) {
        wait = number(text) ? Duration(std::chrono::seconds(*number(text))) : Duration(LongestWait);
    } else {
        const auto until = httpDate(text, now);
        if (!until) return std::nullopt;
        wait = *until - httpDate(date.trimmed(), now).value_or(now);
    }
    return std::clamp(wait, Duration::zero(), Duration(LongestWait));
}

Result<QUrl> redirectTarget(const QUrl &from, const QByteArray &location)
{
    const auto refused = [](ErrorCode code, const QString &why) { return failure(code, u"Location"_s, why); };
    if (location.isEmpty()) return refused(ErrorCode::BadInput, u"a redirect without a target"_s);
    if (location.size() > LongestLocation) return refused(ErrorCode::BadInput, u"longer than 2048 octets"_s);
    const QUrl named = QUrl::fromEncoded(location, QUrl::StrictMode);
    if (!named.isValid()) return refused(ErrorCode::BadInput, u"not an address"_s);
    QUrl target = from.resolved(named);
    target.setFragment({});
    if (!target.isValid() || target.host().isEmpty()) return refused(ErrorCode::BadInput, u"not an address"_s);
    if (target.scheme() != u"https"_s) return refused(ErrorCode::NotPermitted, u"not https"_s);
    if (!target.userInfo().isEmpty()) return refused(ErrorCode::NotPermitted, u"with a password"_s);
    return target;
}

} // namespace hinoban::registry
