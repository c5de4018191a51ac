// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Asker.h"
#include "app/store/Log.h"
#include "ui/common/TextTable.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTableView;

namespace hinoban::ui {

class QuestionLine;

// Ask anything: one line in the habits of dig, every answer below it, decoded, raw and as JSON. It asks by a signal and
// is told by showAnswer(); meanwhile everything else goes on. What was asked stays in the list, also while the window
// is closed; it comes onto the timeline only where a person says so. Thread: the screen's.
class AskWindow final : public QDialog {
    Q_OBJECT
public:
    // `nextTicket` never gives the same one twice: an answer that comes late must not stand under another question.
    explicit AskWindow(std::function<quint64()> nextTicket, QWidget *parent = nullptr);

    // The line to begin with, selected so that typing replaces it.
    void begin(const QString &line);
    // Whose answers these are: the world of a drill, which answers nothing while its clock stands.
    void setPlace(bool drill, bool paused);
    // Something else is opened: what was asked before stays to be read, and belongs onto no other timeline.
    void leavePlace();
    // Finds what is being put on the timeline; what follows `head` in the log is not stored yet.
    void setLog(const QList<store::LogRecord> &log, const store::ChainHead &head);
    // Somebody has said who puts this answer on the timeline, and it is on its way. False: not any more.
    [[nodiscard]] bool keeping(quint64 ticket);
    void showNotKept(const respond::Entry &entry, const Error &error); // if it is one of these

public Q_SLOTS:
    void showAnswer(const hinoban::console::AskedPtr &asked);

Q_SIGNALS:
    void askRequested(quint64 ticket, const QString &line);
    void keepRequested(const hinoban::console::AskedPtr &asked); // answered by keeping()

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Item {
        quint64 ticket = 0;
        QString line;
        console::AskedPtr asked;                                // null: on its way
        enum class Keep { No, UnderWay, Done } keep = Keep::No; // on the timeline
        bool left = false;                                      // of what was open before
    };
    [[nodiscard]] static bool isOf(const Item &item, const respond::Entry &entry);
    void ask();
    void fill();
    void keep();
    void retranslate();
    void showItem(int row);
    [[nodiscard]] const Item *current() const;
    void complain(std::function<QString()> words); // said anew in another language; nothing: no complaint
    [[nodiscard]] static QString waitingWords(const Item &item);
    [[nodiscard]] QString hint() const;

    std::vector<Item> m_items; // newest first
    std::function<quint64()> m_nextTicket;
    bool m_drill = false, m_paused = false;
    std::function<QString()> m_complaint;
    QuestionLine *m_line;
    QLabel *m_name, *m_hint;
    QPushButton *m_ask, *m_copy, *m_keep, *m_close;
    TextTable *m_lines;
    QTableView *m_list;
    QTabWidget *m_tabs;
    QPlainTextEdit *m_decoded, *m_raw, *m_json;
};

} // namespace hinoban::ui
