// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/TimelineFiles.h"
#include "ui/common/TextTable.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace hinoban::ui {

// What another program's timeline would add to ours, before anything is written: the entries that are taken, and
// every row that is not with its line and the reason. Times without a zone are read in the zone that is chosen here,
// or left out.
// Thread: the screen's. Owner: its parent; it deletes itself when it is closed.
class TimelineImportDialog final : public QDialog {
    Q_OBJECT
public:
    // `now`: for the offset of the team's own zone.
    TimelineImportDialog(const QString &path, Instant now, QWidget *parent);

    // The answer to readRequested(); `brought` null: refused because of `error`. Answers about other files are ignored.
    void showRead(const QString &path, const console::BroughtTimelinePtr &brought, const Error &error);
    void read(); // asks for it, in the zone that is chosen

Q_SIGNALS:
    void readRequested(const QString &path, std::optional<int> zoneSeconds);
    void importRequested(const hinoban::console::BroughtTimelinePtr &brought);

private:
    [[nodiscard]] std::optional<int> zone() const;
    void fill();

    QString m_path;
    bool m_isReading = false, m_isStale = false; // stale: another zone was chosen since
    console::BroughtTimelinePtr m_brought;
    QComboBox *m_zone;
    QLabel *m_file, *m_summary, *m_hint, *m_more;
    TextTable *m_lines;
    QPlainTextEdit *m_left;
    QPushButton *m_import;
};

} // namespace hinoban::ui
