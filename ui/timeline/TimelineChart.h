// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

namespace hinoban::ui {

// What the timeline's picture shows of one domain, as values: no colours, no pixels. Pure; made in the screen's
// thread from one snapshot.
struct TimelineChart {
    enum class Row { Registration, Dns, Response, People };
    enum class Level { Mismatch, Suspicion }; // HIGH and above · below

    // Findings of one row and level whose times touch, as one run.
    struct Bar {
        Row row = Row::Dns;
        Level level = Level::Suspicion;
        Instant begin{}, end{};
        bool open = false; // still seen: `end` is the present
        friend bool operator==(const Bar &, const Bar &) = default;
    };
    struct Point {
        Instant at{};
        double responseMs = 0;
        friend bool operator==(const Point &, const Point &) = default;
    };
    // Something that people did or know, at the time it happened.
    struct Mark {
        enum class Kind { Person, Message, Fact };
        Kind kind = Kind::Person;
        Instant at{};
        qsizetype record = -1; // index in Snapshot::log
        friend bool operator==(const Mark &, const Mark &) = default;
    };

    // The time of a planned change.
    struct Window {
        Instant begin{}, end{};
        QString id, person, reason;
        bool isOff = false; // it has ended as neither the old state nor the planned one (W1)
        friend bool operator==(const Window &, const Window &) = default;
    };

    std::vector<Window> windows;           // by their beginning
    std::vector<Bar> bars;                 // by row, suspicion before mismatch (painted in this order), then by time
    std::vector<Point> points;             // ascending
    std::vector<Mark> marks;               // ascending
    std::vector<detect::Finding> findings; // of the domain, and of no single one
    // When the registry says that it was changed, if this domain is affected: false from then on, seen later.
    std::optional<Instant> changedAt;
    Instant present{};
    Instant begin{}, end{}; // everything, the present included; begin < end
    friend bool operator==(const TimelineChart &a, const TimelineChart &b)
    {
        return a.windows == b.windows && a.bars == b.bars && a.points == b.points && a.marks == b.marks &&
               a.changedAt == b.changedAt && a.present == b.present && a.begin == b.begin && a.end == b.end;
    }
};

// What somebody prepares (P1) and certificates (T1) are grave, but nothing of ours is false by them.
[[nodiscard]] TimelineChart::Level levelOf(const detect::Finding &finding);
[[nodiscard]] TimelineChart::Row rowOf(const detect::Finding &finding);
[[nodiscard]] TimelineChart chartOf(const console::DomainView &view, const console::Snapshot &snapshot);

// The findings of `row` that were seen at some moment between the two.
[[nodiscard]] std::vector<detect::Finding> findingsBetween(const TimelineChart &chart, TimelineChart::Row row,
                                                           Instant from, Instant to);

} // namespace hinoban::ui
