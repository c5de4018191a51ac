// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Fonts.h"

#include <QStringList>

namespace hinoban::ui::fonts {

namespace {

// Points, because a desktop's resolution setting is the user's. At 96 dpi: 10.7, 12.3, 15 and 17 pixels.
double points(Size size)
{
    switch (size) {
    case Size::Small:
        return 8.2;
    case Size::Normal:
        return 9.3;
    case Size::Large:
        return 11.3;
    case Size::Title:
        return 12.8;
    }
    return 9.3;
}

} // namespace

QFont prose(Size size, bool bold)
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK JP")});
    font.setStyleHint(QFont::SansSerif);
    font.setPointSizeF(points(size));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont mono(Size size, bool bold)
{
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("Noto Sans Mono CJK JP"),
                      QStringLiteral("Noto Sans CJK JP")});
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    // Fractions of a pixel count where a name of 24 characters has to fit into a column.
    font.setHintingPreference(QFont::PreferVerticalHinting);
    // A monospaced face looks larger than a proportional one of the same size.
    font.setPointSizeF(points(size) - 0.8);
    font.setWeight(bold ? QFont::Bold : QFont::Normal);
    return font;
}

} // namespace hinoban::ui::fonts
