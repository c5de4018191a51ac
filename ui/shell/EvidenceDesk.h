// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Asker.h"
#include "app/console/EvidenceBundle.h"
#include "app/console/EvidenceImport.h"
#include "app/console/Snapshot.h"

#include <QObject>

class QWidget;

namespace hinoban::ui {

class AskWindow;
class Menus;
class RecordsPane;

// What the window does about evidence that is not a look of its own: the query window, and captures and records that
// people bring; and the bundle that is handed on. Thread: the screen's. Owner: the window.
class EvidenceDesk final : public QObject {
    Q_OBJECT
public:
    EvidenceDesk(const Menus &menus, const RecordsPane &records, QWidget *window);
    void show(const console::SnapshotPtr &snapshot);

public Q_SLOTS:
    // One query window, with the selected cell's question and server to begin with.
    void openAsk();
    void chooseEvidence();
    void showAnswer(const hinoban::console::AskedPtr &asked);
    void showNotWritten(const hinoban::respond::Entry &entry, const hinoban::Error &error);
    void showBrought(const hinoban::console::BroughtPtr &evidence);
    void choosePack();
    void showBundled(const hinoban::console::BundledPtr &bundled);

Q_SIGNALS:
    void askRequested(quint64 ticket, const QString &line);
    void keepRequested(const hinoban::dns::ExchangePtr &exchange, const QString &line, const QString &person);
    void bringRequested(const QString &path, const QString &person);
    void packRequested(const QString &path, const QString &person);

private:
    void showText(const QString &name, const QString &title, const QString &intro, const QString &text);

    const RecordsPane &m_records;
    QWidget *m_window;
    AskWindow *m_ask = nullptr; // stays when it is closed, with what was asked
    quint64 m_lastTicket = 0;   // never restarts: an answer of before must not stand under another question
    bool m_drill = false, m_paused = false;
    QString m_incident; // its id, for the name of a file
};

} // namespace hinoban::ui
