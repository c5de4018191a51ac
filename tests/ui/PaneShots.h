// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Language.h"
#include "ui/common/Pane.h"
#include "ui/common/Theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include <functional>

namespace hinoban::test {

// Pictures of one pane alone, as large as it is in a window of 1280×800 and of 1920×1080: light and dark, both
// languages. They are for a person to look at; a test only asks that something was drawn. `before`: done to the pane
// when it is as large and as worded as it will be.
inline void takeShots(QWidget &pane, const QString &name, QSize small, QSize large,
                      const std::function<void()> &before = {})
{
    const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (const auto *language : {"en", "ja"}) {
        ui::Language::instance().set(QLatin1String(language));
        for (const auto kind : {ui::Theme::Kind::Light, ui::Theme::Kind::Dark}) {
            ui::Theme::instance().apply(kind);
            for (const auto &[size, word] : {std::pair{small, "1280"}, std::pair{large, "1920"}}) {
                pane.resize(size);
                QCoreApplication::processEvents();
                QTest::qWait(30); // plots are redrawn in the next turn of the event loop
                if (before) before();
                const QString path =
                    folder.filePath(QStringLiteral("pane-%1-%2-%3-%4.png")
                                        .arg(name, QLatin1String(word), QString::fromLatin1(ui::Theme::text(kind)),
                                             QLatin1String(language)));
                QVERIFY2(pane.grab().save(path), qPrintable(path));
            }
        }
    }
    ui::Language::instance().set(QStringLiteral("en"));
    ui::Theme::instance().apply(ui::Theme::Kind::Light);
}

} // namespace hinoban::test
