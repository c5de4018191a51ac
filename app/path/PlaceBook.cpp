// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/PlaceBook.h"

#include "app/path/Origin.h"

#include <QFile>

#include <cmath>
#include <numbers>

static void readResource() { Q_INIT_RESOURCE(places); }

namespace hinoban::path {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostLines = 4000;
constexpr qsizetype LongestLine = 200;
constexpr qsizetype LongestName = 255;
constexpr double EarthRadius = 6371; // km, mean
constexpr double KilometresEachMillisecond = 100;

bool isWord(const QString &text)
{
    if (text.size() < 2 || text.size() > 40) return false;
    for (const QChar letter : text)
        if (letter < u'a' || letter > u'z') return false;
    return true;
}

bool isCode(const QString &text)
{
    if (text.size() != 3) return false;
    for (const QChar letter : text)
        if (letter < u'A' || letter > u'Z') return false;
    return true;
}

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

} // namespace

Result<PlaceBook> PlaceBook::fromText(const QByteArray &text, const QString &file)
{
    PlaceBook book;
    int number = 0;
    const auto refused = [&](const QString &why) {
        return failure(ErrorCode::BadInput, u"%1:%2"_s.arg(file).arg(number), why);
    };
    const auto lines = text.split('\n');
    if (lines.size() > MostLines) return refused(u"more than 4000 lines"_s);
    for (const QByteArray &line : lines) {
        ++number;
        if (line.size() > LongestLine) return refused(u"a line of more than 200 octets"_s);
        const QString said = QString::fromUtf8(line).simplified();
        if (said.isEmpty() || said.startsWith(u'#')) continue;
        const QStringList fields = said.split(u' ');
        if (fields[0] == u"place"_s && fields.size() >= 6) {
            Place place;
            bool isNorth = false, isEast = false;
            place.code = fields[1];
            place.latitude = fields[2].toDouble(&isNorth);
            place.longitude = fields[3].toDouble(&isEast);
            place.country = countryFromText(fields[4]);
            place.name = fields.mid(5).join(u' ');
            if (!isCode(place.code)) return refused(u"a code is three capital letters"_s);
            // "nan" and "inf" are numbers to the reader, and no degrees.
            if (!isNorth || !isEast || !(std::abs(place.latitude) <= 90) || !(std::abs(place.longitude) <= 180))
                return refused(u"no degrees of latitude and longitude"_s);
            if (place.country.isEmpty()) return refused(u"no country of two letters"_s);
            if (book.m_places.contains(place.code)) return refused(u"the place stands there twice"_s);
            book.m_places.insert(place.code, place);
        } else if ((fields[0] == u"code"_s || fields[0] == u"word"_s) && fields.size() == 3) {
            auto &hints = fields[0] == u"code"_s ? book.m_codes : book.m_words;
            if (!isWord(fields[1])) return refused(u"a hint is of small letters"_s);
            if (!book.m_places.contains(fields[2])) return refused(u"no such place"_s);
            if (book.m_codes.contains(fields[1]) || book.m_words.contains(fields[1]))
                return refused(u"the hint stands there twice"_s);
            hints.insert(fields[1], fields[2]);
        } else {
            return refused(u"none of place, code, word with its fields"_s);
        }
    }
    return book;
}

const PlaceBook &PlaceBook::shipped()
{
    static const PlaceBook book = [] {
        readResource();
        QFile file(u":/path/places"_s);
        if (!file.open(QIODevice::ReadOnly)) return PlaceBook();
        return fromText(file.readAll(), file.fileName()).value_or(PlaceBook());
    }();
    return book;
}

const Place *PlaceBook::find(const QString &code) const
{
    const auto found = m_places.constFind(code);
    return found == m_places.constEnd() ? nullptr : &*found;
}

QString PlaceBook::textOf(const QString &code) const
{
    const Place *place = find(code);
    return place ? u"%1 (%2)"_s.arg(code, place->name) : code;
}

std::optional<PlaceBook::Hint> PlaceBook::hintIn(const QString &routerName) const
{
    std::optional<Hint> found;
    const QStringList labels = routerName.left(LongestName).toLower().split(u'.');
    // The last two labels are the operator's own name, which says nothing of a router.
    for (qsizetype i = 0; i + 2 < labels.size(); ++i) {
        const QStringList pieces = labels[i].split(u'-');
        for (const QString &piece : pieces) {
            qsizetype at = 0;
            while (at < piece.size()) {
                qsizetype end = at;
                while (end < piece.size() && piece[end] >= u'a' && piece[end] <= u'z')
                    ++end;
                const QString part = piece.mid(at, end - at);
                const bool hasDigits = end < piece.size() && piece[end].isDigit();
                if (const auto word = m_words.constFind(part); word != m_words.constEnd())
                    found = Hint{*word, part};
                else if (const auto code = m_codes.constFind(part);
                         code != m_codes.constEnd() && (hasDigits || part == labels[i]))
                    found = Hint{*code, part};
                at = end + 1;
            }
        }
    }
    return found;
}

double kilometresBetween(const Place &one, const Place &other)
{
    const double north = radians(other.latitude - one.latitude), east = radians(other.longitude - one.longitude);
    const double half = std::pow(std::sin(north / 2), 2) + std::cos(radians(one.latitude)) *
                                                               std::cos(radians(other.latitude)) *
                                                               std::pow(std::sin(east / 2), 2);
    return 2 * EarthRadius * std::asin(std::min(1.0, std::sqrt(half)));
}

std::map<int, PlaceDoubt> placeDoubts(const std::vector<Hop> &hops, const PlaceBook &book)
{
    const Hop *near = nullptr;
    for (const Hop &hop : hops)
        if (hop.rtt && book.find(hop.place) && (!near || *hop.rtt < *near->rtt)) near = &hop;
    std::map<int, PlaceDoubt> out;
    if (!near) return out;
    const Place &from = *book.find(near->place);
    for (const Hop &hop : hops) {
        const Place *to = hop.rtt ? book.find(hop.place) : nullptr;
        if (!to || to->code == from.code) continue;
        PlaceDoubt doubt;
        doubt.from = from.code;
        doubt.to = to->code;
        doubt.kilometres = kilometresBetween(from, *to);
        doubt.least = Duration(qRound64(doubt.kilometres / KilometresEachMillisecond * 1000));
        doubt.measured = *hop.rtt + *near->rtt;
        if (doubt.measured < doubt.least) out.emplace(hop.ttl, doubt);
    }
    return out;
}

TracePtr withPlaces(const TracePtr &trace, const PlaceBook &book)
{
    std::shared_ptr<Trace> placed;
    for (size_t i = 0; i < trace->hops.size(); ++i) {
        const Hop &hop = trace->hops[i];
        if (!hop.place.isEmpty() || hop.name.isEmpty()) continue;
        const auto hint = book.hintIn(hop.name);
        if (!hint) continue;
        if (!placed) placed = std::make_shared<Trace>(*trace);
        placed->hops[i].place = hint->code;
    }
    return placed ? placed : trace;
}

} // namespace hinoban::path
