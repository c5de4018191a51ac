// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/path/Trace.h"

#include <QHash>

#include <map>

namespace hinoban::path {

// A town where networks meet.
struct Place {
    QString code;    // "AMS"
    QString country; // ISO 3166-1 alpha-2
    QString name;    // "Amsterdam"
    double latitude = 0, longitude = 0;
};

// Where routers are, as their names hint (resources/path/places tells the format). A value; read from any thread.
class PlaceBook {
public:
    // BadInput with "file:line" where a line is none, or there are too many.
    [[nodiscard]] static Result<PlaceBook> fromText(const QByteArray &text, const QString &file);
    [[nodiscard]] static const PlaceBook &shipped();

    [[nodiscard]] const Place *find(const QString &code) const; // null: no such place
    struct Hint {
        QString code;
        QString part; // of the name, that says so
    };
    [[nodiscard]] std::optional<Hint> hintIn(const QString &routerName) const; // the last part that is one
    // "AMS (Amsterdam)"; of a code that is not known, itself.
    [[nodiscard]] QString textOf(const QString &code) const;

private:
    QHash<QString, Place> m_places;
    QHash<QString, QString> m_codes, m_words;
};

// Along the earth, in kilometres.
[[nodiscard]] double kilometresBetween(const Place &one, const Place &other);

// That a hop's place cannot be true: light in fibre needs a millisecond there and back for every 100 km.
struct PlaceDoubt {
    QString from, to; // codes: the place nearest to us that a hop tells, and the hop's own
    double kilometres = 0;
    Duration least{};    // for that distance
    Duration measured{}; // to the hop, and to the near one, together: we need not stand where that one is
    friend bool operator==(const PlaceDoubt &, const PlaceDoubt &) = default;
};
// By TTL; only hops whose place cannot be true.
[[nodiscard]] std::map<int, PlaceDoubt> placeDoubts(const std::vector<Hop> &hops, const PlaceBook &book);

// The same trace with the places that its routers' names hint at, where it has none; itself where there is nothing new.
[[nodiscard]] TracePtr withPlaces(const TracePtr &trace, const PlaceBook &book);

} // namespace hinoban::path
