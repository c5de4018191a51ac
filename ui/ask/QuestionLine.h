// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>
#include <QStringList>

namespace hinoban::ui {

// One line to type, with what was typed before under the arrow keys, as in a shell: what is being typed now comes back
// below the newest.
class QuestionLine final : public QLineEdit {
    Q_OBJECT
public:
    explicit QuestionLine(QWidget *parent = nullptr);
    void remember(const QString &line);
    [[nodiscard]] const QStringList &remembered() const { return m_lines; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void step(int by);
    QStringList m_lines; // oldest first
    QString m_typed;     // what stood here before the first step back
    qsizetype m_at = 0;  // == m_lines.size(): what is being typed
};

} // namespace hinoban::ui
