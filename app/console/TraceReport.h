// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/TraceRun.h"
#include "app/path/PathStatistics.h"

#include <QJsonObject>

namespace hinoban::console {

// What `hinoban-cli trace` says of its targets. Pure.

// The ways of an earlier run, by address: the set that is usual.
struct UsualPaths {
    struct Usual {
        QString target;
        QHostAddress address;
        QHostAddress from;
        path::FlowPath path;
    };
    std::vector<Usual> paths;
};
// Reads what traceJson() wrote. BadInput with the place where it is not that.
[[nodiscard]] Result<UsualPaths> usualPathsFrom(const QByteArray &json);

// Whether the ways that one address is reached by now are among the usual ones. Unknown: there is nothing to compare,
// or with another machine's.
enum class AgainstUsual { Unknown, Match, Mismatch };
struct UsualVerdict {
    AgainstUsual state = AgainstUsual::Unknown;
    int firstDifference = 0;         // of Mismatch: the TTL at which the ways part
    std::vector<QHostAddress> usual; // those who were there
    QHostAddress now;                // who is
    bool isNewAddress = false;       // the target was at another address
};
[[nodiscard]] UsualVerdict againstUsual(const UsualPaths &usual, const QString &target,
                                        const std::vector<path::TracePtr> &traces);

struct TraceReport {
    std::vector<TracedTarget> targets;
    std::optional<UsualPaths> usual;
};
// 0: everything was reached, by usual ways if there are any to compare with; 1: a way is another one; 2: something is
// not known.
[[nodiscard]] int statusOf(const TraceReport &report);
[[nodiscard]] QString traceText(const TraceReport &report);
[[nodiscard]] QJsonObject traceJson(const TraceReport &report); // resources/schemas/trace.schema.json
// As mtr 0.95 reports: one object a target's address, of the path seen last.
[[nodiscard]] std::vector<QJsonObject> mtrJson(const TraceReport &report);

} // namespace hinoban::console
