// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Theme.h"

#include "ui/common/Fonts.h"
#include "ui/common/PaperTheme.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

namespace hinoban::ui {

namespace {

int papers = 0; // PaperTheme

QColor rgb(QRgb value) { return QColor::fromRgb(value); }

const Colours &light()
{
    static const Colours colours{.bg = rgb(0xf4f5f7),
                                 .pane = rgb(0xffffff),
                                 .ink = rgb(0x1c2128),
                                 .mut = rgb(0x5d6775),
                                 .line = rgb(0xdcdfe4),
                                 .head = rgb(0xeef0f3),
                                 .sel = rgb(0xe3ecfb),
                                 .bad = rgb(0xb3261e),
                                 .badbg = rgb(0xfdecea),
                                 .diff = rgb(0xffd7d2),
                                 .bar = rgb(0x7a1712),
                                 .warn = rgb(0x8a5c00),
                                 .warnbg = rgb(0xfff4d6),
                                 .ok = rgb(0x1a7f37),
                                 .okbg = rgb(0xe6f4ea),
                                 .unk = rgb(0x57606a),
                                 .unkbg = rgb(0xeceef1),
                                 .info = rgb(0x0b57d0),
                                 .onInfo = rgb(0xffffff),
                                 .drill = rgb(0x3b3f8f),
                                 .drillStripe = rgb(0x454aa6),
                                 .onBar = rgb(0xffffff)};
    return colours;
}

const Colours &dark()
{
    static const Colours colours{.bg = rgb(0x15181c),
                                 .pane = rgb(0x1d2126),
                                 .ink = rgb(0xe6e9ed),
                                 .mut = rgb(0x97a1ad),
                                 .line = rgb(0x31363d),
                                 .head = rgb(0x262b31),
                                 .sel = rgb(0x23344f),
                                 .bad = rgb(0xff8a80),
                                 .badbg = rgb(0x43201e),
                                 .diff = rgb(0x6e2a25),
                                 .bar = rgb(0x6a1a15),
                                 .warn = rgb(0xf2c14e),
                                 .warnbg = rgb(0x3b3014),
                                 .ok = rgb(0x6fd08c),
                                 .okbg = rgb(0x1b3524),
                                 .unk = rgb(0xa3acb8),
                                 .unkbg = rgb(0x2c3138),
                                 .info = rgb(0x8ab4f8),
                                 .onInfo = rgb(0x15181c),
                                 .drill = rgb(0x3b3f8f),
                                 .drillStripe = rgb(0x454aa6),
                                 .onBar = rgb(0xffffff)};
    return colours;
}

QPalette paletteOf(const Colours &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.bg);
    palette.setColor(QPalette::WindowText, c.ink);
    palette.setColor(QPalette::Base, c.pane);
    palette.setColor(QPalette::AlternateBase, c.head);
    palette.setColor(QPalette::Text, c.ink);
    palette.setColor(QPalette::PlaceholderText, c.mut);
    palette.setColor(QPalette::Button, c.head);
    palette.setColor(QPalette::ButtonText, c.ink);
    palette.setColor(QPalette::BrightText, c.onBar);
    palette.setColor(QPalette::ToolTipBase, c.pane);
    palette.setColor(QPalette::ToolTipText, c.ink);
    palette.setColor(QPalette::Highlight, c.sel);
    palette.setColor(QPalette::HighlightedText, c.ink);
    palette.setColor(QPalette::Link, c.info);
    palette.setColor(QPalette::LinkVisited, c.info);
    palette.setColor(QPalette::Light, c.pane);
    palette.setColor(QPalette::Midlight, c.head);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.mut);
    return palette;
}

// What Fusion cannot say by its palette: buttons of the sketch, flat panes, thin lines, visible keyboard focus.
QString sheetOf(const Colours &c)
{
    return QStringLiteral(R"(
QMainWindow::separator { background: %line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: %info; }
QToolTip { color: %ink; background: %pane; border: 1px solid %line; padding: 4px; }
QMenuBar { background: %head; color: %ink; border-bottom: 1px solid %line; }
QMenuBar::item { padding: 3px 9px; background: transparent; }
QMenuBar::item:selected { background: %sel; }
QMenu { background: %pane; color: %ink; border: 1px solid %line; padding: 4px 0; }
QMenu::item { padding: 4px 26px 4px 26px; }
QMenu::item:selected { background: %sel; }
QMenu::item:disabled { color: %mut; }
QMenu::separator { height: 1px; background: %line; margin: 4px 0; }
QStatusBar { background: %head; color: %mut; border-top: 1px solid %line; }
QStatusBar::item { border: 0; }
QAbstractScrollArea { border: 0; background: %pane; }
QHeaderView::section { background: %pane; color: %mut; border: 0; border-bottom: 1px solid %line; padding: 4px 8px; }
QPushButton { background: %pane; color: %ink; border: 1px solid %line; border-radius: 5px; padding: 2px 10px; min-height: 18px; }
QPushButton:hover { border-color: %info; }
QPushButton:focus { border-color: %info; outline: 0; }
QPushButton:pressed { background: %sel; }
QPushButton:disabled { color: %mut; background: %head; }
QPushButton:default, QPushButton[primary="true"] { background: %info; color: %onInfo; border-color: %info; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled { background: %head; color: %mut; border-color: %line; }
QPushButton[primary="true"]:focus, QPushButton:default:focus { border: 2px solid %ink; padding: 1px 9px; }
QLineEdit, QPlainTextEdit[framed="true"], QTextEdit[framed="true"], QComboBox, QSpinBox, QDateTimeEdit {
  background: %pane; color: %ink; border: 1px solid %line; border-radius: 4px; padding: 2px 6px; selection-background-color: %sel; selection-color: %ink; }
QLineEdit:focus, QPlainTextEdit[framed="true"]:focus, QTextEdit[framed="true"]:focus, QComboBox:focus, QDateTimeEdit:focus { border-color: %info; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: 18px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow, QSpinBox::down-arrow { image: url(:/icons/down-%theme.svg); width: 11px; height: 11px; }
QSpinBox::up-arrow { image: url(:/icons/up-%theme.svg); width: 11px; height: 11px; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QLineEdit[wrong="true"] { border-color: %bad; }
QToolButton[tab="true"] { border: 0; border-bottom: 2px solid transparent; background: transparent; color: %mut; padding: 0 2px; }
QToolButton[tab="true"]:checked { color: %ink; border-bottom-color: %info; font-weight: 600; }
QToolButton[tab="true"]:hover, QToolButton[tab="true"]:focus { color: %info; }
QToolButton[link="true"] { border: 0; background: transparent; color: %mut; padding: 0 4px; }
QToolButton[link="true"]:checked { color: %ink; font-weight: 600; }
QToolButton[link="true"]:hover, QToolButton[link="true"]:focus { color: %info; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: %line; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }
QScrollBar::handle:hover { background: %mut; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; width: 0; height: 0; }
QCheckBox::indicator, QTreeView::indicator, QListView::indicator { width: 13px; height: 13px; border: 1px solid %mut; border-radius: 3px; background: %pane; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked { background: %info; border-color: %info; image: url(:/icons/check-%theme.svg); }
QTreeView::indicator:indeterminate { background: %info; border-color: %info; image: url(:/icons/partly-%theme.svg); }
QLabel[muted="true"] { color: %mut; }
QLabel[key="true"] { color: %mut; background: %head; border: 1px solid %line; border-radius: 3px; padding: 0 4px; }
#PaneHeader { background: %head; border-bottom: 1px solid %line; }
)")
        .replace(QLatin1String("%theme"),
                 QLatin1String(Theme::instance().kind() == Theme::Kind::Dark ? "dark" : "light"))
        .replace(QLatin1String("%onInfo"), c.onInfo.name())
        .replace(QLatin1String("%info"), c.info.name())
        .replace(QLatin1String("%ink"), c.ink.name())
        .replace(QLatin1String("%pane"), c.pane.name())
        .replace(QLatin1String("%line"), c.line.name())
        .replace(QLatin1String("%head"), c.head.name())
        .replace(QLatin1String("%sel"), c.sel.name())
        .replace(QLatin1String("%mut"), c.mut.name())
        .replace(QLatin1String("%bad"), c.bad.name());
}

} // namespace

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

const Colours &Theme::current() const { return m_kind == Kind::Dark && papers == 0 ? dark() : light(); }

PaperTheme::PaperTheme() { ++papers; }
PaperTheme::~PaperTheme() { --papers; }

void Theme::apply(Kind kind)
{
    m_kind = kind;
    if (auto *fusion = QStyleFactory::create(QStringLiteral("Fusion"))) QApplication::setStyle(fusion);
    QApplication::setPalette(paletteOf(current()));
    QApplication::setFont(fonts::prose());
    QToolTip::setFont(fonts::prose());
    QToolTip::setPalette(paletteOf(current()));
    qApp->setStyleSheet(sheetOf(current()));
    Q_EMIT changed();
}

QByteArray Theme::text(Kind kind)
{
    return kind == Kind::Dark ? QByteArrayLiteral("dark") : QByteArrayLiteral("light");
}

Theme::Kind Theme::fromText(const QByteArray &text, Kind otherwise)
{
    if (text == "dark") return Kind::Dark;
    if (text == "light") return Kind::Light;
    return otherwise;
}

Theme::Kind Theme::preferred()
{
    const QPalette palette = QApplication::style() ? QApplication::style()->standardPalette() : QPalette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness() ? Kind::Dark
                                                                                                         : Kind::Light;
}

} // namespace hinoban::ui
