// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/console/TimelineFiles.h"

#include "ui/timeline/PasteDialog.h"

#include <QObject>
#include <QPointer>

class QAction;
class QWidget;

namespace hinoban::ui {

class Menus;
class TimelineImportDialog;

// What the window does to exchange the timeline: a file of another program's with a look at it before anything is
// written, what a tool printed, and the whole log as a file for others. What was pasted is kept until the store has
// it, and comes back if it could not be written. Thread: the screen's. Owner: the window.
class TimelineDesk final : public QObject {
    Q_OBJECT
public:
    TimelineDesk(const Menus &menus, QWidget *window);
    void show(const console::SnapshotPtr &snapshot);
    // As if they had been chosen.
    void import(const QString &path);
    void exportTo(const QString &path, const QString &format);

public Q_SLOTS:
    void chooseImport();
    void openPaste();
    void chooseExport();
    void showRead(const QString &path, const hinoban::console::BroughtTimelinePtr &brought,
                  const hinoban::Error &error);
    void showNotWritten(const hinoban::respond::Entry &entry, const hinoban::Error &error);

Q_SIGNALS:
    void readRequested(const QString &path, std::optional<int> zoneSeconds, const QString &person);
    void importRequested(const hinoban::console::BroughtTimelinePtr &brought);
    void pasted(const QString &text, const QString &person, std::optional<hinoban::Instant> happened);
    void exported(const QString &path); // it is written
    void failed(const hinoban::Error &error);

private:
    struct Waiting {
        PastedWords words;
        QString text; // as the log will have it
    };

    void forgetWritten();
    [[nodiscard]] QString occasion() const; // words about one belong to no other
    [[nodiscard]] PasteDialog *makePaste(const QString &about);

    QWidget *m_window;
    QList<QAction *> m_actions;
    QPointer<TimelineImportDialog> m_import;
    QPointer<PasteDialog> m_paste;
    console::SnapshotPtr m_snapshot;
    QList<Waiting> m_waiting;
    QString m_waitingFor; // the occasion of all that waits
    qsizetype m_read = 0; // records of the log already looked through
};

} // namespace hinoban::ui
