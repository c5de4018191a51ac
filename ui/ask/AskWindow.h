// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Asker.h"
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

public Q_SLOTS:
    void showAnswer(const hinoban::console::AskedPtr &asked);

Q_SIGNALS:
    void askRequested(quint64 ticket, const QString &line);
    void keepRequested(const hinoban::dns::ExchangePtr &exchange, const QString &line);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Item {
        quint64 ticket = 0;
        QString line;
        console::AskedPtr asked; // null: on its way
        bool kept = false;
    };
    void ask();
    void fill();
    void keep();
    void retranslate();
    void showItem(int row);
    [[nodiscard]] const Item *current() const;
    void complain(const QString &sentence);
    [[nodiscard]] QString hint() const;

    std::vector<Item> m_items; // newest first
    std::function<quint64()> m_nextTicket;
    bool m_drill = false, m_paused = false, m_complains = false;
    QuestionLine *m_line;
    QLabel *m_name, *m_hint;
    QPushButton *m_ask, *m_copy, *m_keep, *m_close;
    TextTable *m_lines;
    QTableView *m_list;
    QTabWidget *m_tabs;
    QPlainTextEdit *m_decoded, *m_raw, *m_json;
};

} // namespace hinoban::ui
