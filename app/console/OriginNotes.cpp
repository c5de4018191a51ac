// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/OriginNotes.h"

#include <map>

namespace hinoban::console {

void noteOrigins(Matrix &matrix, const path::Origins &origins)
{
    if (origins.isEmpty()) return;
    for (Row &row : matrix.rows) {
        if (row.type != dns::Type::A && row.type != dns::Type::AAAA) continue;
        for (Line &line : row.lines)
            for (Shown *shown : {&line.parent, &line.authoritative, &line.resolver}) {
                const auto found = origins.constFind(QHostAddress(shown->text));
                if (found == origins.constEnd()) continue;
                const QString text = path::originText(*found);
                if (!text.isEmpty()) shown->text += QStringLiteral(" (%1)").arg(text);
            }
    }
}

QStringList originSources(const path::Origins &origins)
{
    std::map<QString, QString> lines; // the newest answer of each source about each system
    for (const auto &origin : origins)
        if (!origin.source.isEmpty()) {
            auto &line = lines[origin.source + path::originText(origin)];
            line = std::max(
                line, QStringLiteral("%1, %2: %3").arg(origin.source, toRfc3339(origin.at), path::originText(origin)));
        }
    QStringList out;
    for (const auto &[key, line] : lines)
        out << line;
    return out;
}

} // namespace hinoban::console
