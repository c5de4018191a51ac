// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QObject>

namespace hinoban::ui {

// What a colour means, never how it looks: red is for mismatch only, blue for action only (DESIGN.md, 8).
struct Colours {
    QColor bg, pane, ink, mut, line, head, sel;
    QColor bad, badbg, diff, bar; // mismatch: text, tint, differing characters, the incident's block
    QColor warn, warnbg;          // suspicion, and gaps
    QColor ok, okbg;              // match
    QColor unk, unkbg;            // unknown
    QColor info, onInfo;          // action, and text on it
    QColor drill, drillStripe, onBar;
};

// The look of the program, switched at run time: palette, a small style sheet and the named colours that delegates
// paint with. Thread: the screen's. One for the process; it follows QApplication.
class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Kind { Light, Dark };

    [[nodiscard]] static Theme &instance();
    [[nodiscard]] static const Colours &colours() { return instance().current(); }
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const Colours &current() const;
    // Sets palette, fonts and style sheet of the application; every widget is repainted.
    void apply(Kind kind);

    [[nodiscard]] static QByteArray text(Kind kind); // "light", "dark"
    [[nodiscard]] static Kind fromText(const QByteArray &text, Kind otherwise);
    // What the desktop prefers, as far as its palette tells.
    [[nodiscard]] static Kind preferred();

Q_SIGNALS:
    void changed();

private:
    Theme() = default;
    Kind m_kind = Kind::Light;
};

} // namespace hinoban::ui
