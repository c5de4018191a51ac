// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace hinoban::ui {

// Colour never speaks alone: a shape, a colour and a word (DESIGN.md, 8).
// ● match ▲ mismatch ◆ suspicion ○ unknown
enum class Mark { Match, Mismatch, Suspicion, Unknown };

[[nodiscard]] Mark markOf(watch::State state);
[[nodiscard]] Mark markOf(console::DomainState state);
// Suspicion up to MED, mismatch above; INFO is no cause for either: Unknown's hollow ring.
[[nodiscard]] Mark markOf(detect::Severity severity);

[[nodiscard]] QChar markSymbol(Mark mark);  // for text that is copied or read aloud
[[nodiscard]] QString markWord(Mark mark);  // "match" …, translated
[[nodiscard]] QColor markColour(Mark mark); // of the current theme
[[nodiscard]] QColor markTint(Mark mark);   // background of the same meaning
// Draws the shape into the middle of `place`, `size` pixels across, without depending on a font's glyphs.
void paintMark(QPainter &painter, const QRectF &place, Mark mark, qreal size = 10);
void paintMark(QPainter &painter, const QRectF &place, Mark mark, qreal size, const QColor &colour);

// "quiet", "suspicion", "hijack", "recovering", "closed" for a person, and the mark beside it.
[[nodiscard]] QString incidentWord(respond::IncidentState state);
[[nodiscard]] Mark incidentMark(respond::IncidentState state);

} // namespace hinoban::ui
