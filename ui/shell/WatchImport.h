// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/watch/Import.h"

#include <QObject>

namespace hinoban::ui {

// What a person typed or pasted, a domain a line: what can be watched, and what cannot, by line. Empty lines and
// what follows a "#" are left out.
struct TypedDomains {
    std::vector<dns::Name> names;
    QStringList problems; // "Line 3: …"
};
[[nodiscard]] TypedDomains typedDomains(const QString &text);

// What a file said: the domains of a list, or domains with everything that is expected of them (watch/Import.h).
struct Imported {
    QString file;
    std::vector<dns::Name> names;
    std::vector<watch::Domain> zones;
    QStringList leftOut;    // what was not understood, or cannot be expected: each with its place and why
    bool suggested = false; // the file says no domain, and was taken as of the suggested one
    QStringList problems;   // why nothing could be taken, or which lines of a list
};

// Reads a file in a thread of its own, because the screen's never touches a disk. Answers by done(), once a call.
// Thread: the screen's. Owner: the dialog; a file that is still being read outlives it without harm.
class WatchImport final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    // `suggested`: of which domain the file is if it does not say so; the root: none.
    void read(const QString &path, const dns::Name &suggested = {});
    // The work itself; any thread.
    [[nodiscard]] static Imported readNow(const QString &path, const dns::Name &suggested = {});

Q_SIGNALS:
    void done(const hinoban::ui::Imported &imported);
};

} // namespace hinoban::ui

Q_DECLARE_METATYPE(hinoban::ui::Imported)
