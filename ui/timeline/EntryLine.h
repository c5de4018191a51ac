// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Log.h"

#include <QFrame>
#include <QStringList>

#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace hinoban::ui {

// One line to type an entry. What was typed is never lost: it stays on the screen as "being written" until the store
// has acknowledged it, and comes back into the line if it could not be written.
class EntryLine final : public QFrame {
    Q_OBJECT
public:
    explicit EntryLine(QWidget *parent = nullptr);

    // Finds what was waiting; what follows `head` in the log is not stored yet.
    void setLog(const QList<store::LogRecord> &log, const store::ChainHead &head);
    void setNow(std::optional<Instant> now); // of the snapshot; nothing: no log to write into
    // A line that was waiting, as it was typed or as the log would have had it, could not be written, and why.
    void refused(const QString &line, const QString &sentence);
    void retranslate();
    void take(); // the keyboard's focus, everything selected
    [[nodiscard]] QLineEdit *editor() const { return m_editor; }

Q_SIGNALS:
    void typed(const QString &line);

private:
    struct Waiting {
        QString line, text; // as typed; as the log will have it, without the time
    };

    [[nodiscard]] QStringList waitingLines() const;
    void takeBack(const QStringList &lines); // before what was typed since
    void submit();
    void say();     // what is waiting, or what went wrong
    void sayTime(); // how the line's time is understood

    QLabel *m_name, *m_time, *m_key, *m_state;
    QLineEdit *m_editor;
    QToolButton *m_back;
    std::optional<Instant> m_now;
    QList<Waiting> m_waiting;
    QString m_problem;
    qsizetype m_read = 0; // records of the log already looked through
};

} // namespace hinoban::ui
