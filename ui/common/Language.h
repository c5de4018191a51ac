// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTranslator>

namespace hinoban::ui {

// The language of the program, Japanese or English, switched at run time: widgets get QEvent::LanguageChange and say
// everything anew. One for the process; the screen's thread.
class Language final : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] static Language &instance();
    // "ja" or "en".
    [[nodiscard]] QString current() const { return m_current.isEmpty() ? QStringLiteral("en") : m_current; }
    // Anything but "ja" is English. Missing translations leave the English source.
    void set(const QString &language);
    [[nodiscard]] static QString preferred(); // of the desktop

Q_SIGNALS:
    void changed();

private:
    Language() = default;
    QString m_current; // empty until one was chosen
    QTranslator m_own, m_qt;
};

} // namespace hinoban::ui
