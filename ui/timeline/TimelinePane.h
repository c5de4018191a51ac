// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/common/Pane.h"

class QMenu;
class QTableView;
class QToolButton;

namespace hinoban::ui {

class EntryLine;
class TimelineFilter;
class TimelineModel;
class TimelinePicture;
class ZoneSwitch;

// What happened, when, and who says so: a picture of the selected domain, the whole log as a list with the newest
// first, and a line to type an entry (the window's Ctrl+L leads there).
class TimelinePane final : public Pane {
    Q_OBJECT
public:
    explicit TimelinePane(QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString selectedText() const; // as Ctrl+C copies it: a line an entry

public Q_SLOTS:
    void focusEntryLine();
    // A line that was typed, as it was or as the log would have had it, could not be written, and why.
    void entryRefused(const QString &line, const QString &sentence);
    void copySelected() const;

Q_SIGNALS:
    void entryTyped(const QString &line);
    void correctRequested(const hinoban::store::LogRecord &record);

protected:
    void refresh() override;
    void retranslate() override;

private:
    void choose(qsizetype record);
    void filterAgain();    // after a tab or the menu changed: list and picture alike
    void fillFilterMenu(); // with who wrote something
    void showPicture();
    void showDetail(const QModelIndex &index);
    void fitColumns();

    TimelineModel *m_model;
    TimelineFilter *m_filter;
    TimelinePicture *m_picture;
    QTableView *m_list;
    EntryLine *m_line;
    ZoneSwitch *m_zones;
    QAction *m_copy, *m_correct;
    QToolButton *m_narrow; // which domain, whose entries
    QMenu *m_narrowMenu;
    bool m_onlyDomain = false;
};

} // namespace hinoban::ui
