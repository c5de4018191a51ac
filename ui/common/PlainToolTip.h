// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace hinoban::ui {

// A tool tip that cannot become rich text: Qt guesses from the text, and the text may be the attacker's.
[[nodiscard]] inline QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) return {};
    return QStringLiteral("<p style='white-space:pre-wrap'>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

} // namespace hinoban::ui
