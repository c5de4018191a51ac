// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QHash>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace hinoban::ui {

// The line above a pane: its title, tabs, and something at the right-hand end. Tabs are plain buttons: reached by
// Tab, changed with the arrow keys.
class PaneHeader final : public QFrame {
    Q_OBJECT
public:
    static constexpr int Height = 32;

    explicit PaneHeader(QWidget *parent = nullptr);

    void setTitle(const QString &title); // empty: the first tab is the title, as in the records pane
    // Makes the tab or renames it; the first one made is the current one.
    void setTab(const QString &key, const QString &text);
    [[nodiscard]] QString currentTab() const;
    void setCurrentTab(const QString &key);
    void setRightText(const QString &text, const QString &toolTip = {}); // plain text, muted
    void addRight(QWidget *widget); // after the right-hand text, in the order added
    // A dock asks for this where the header is its title bar.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void tabChanged(const QString &key);

private:
    QHBoxLayout *m_layout;
    QLabel *m_title;
    QLabel *m_right;
    QButtonGroup *m_group;
    QHash<QString, QToolButton *> m_tabs;
    int m_tabsEnd = 1;
};

} // namespace hinoban::ui
