// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace hinoban::ui {

// A line across the window for what went wrong, a sentence and then the technical detail, and for what has ended. It
// stays until closed.
class Notice final : public QFrame {
    Q_OBJECT
public:
    explicit Notice(QWidget *parent = nullptr);
    void showError(const Error &error);
    void showWords(const QString &words); // why something cannot be done now
    void showEnded(bool drill);           // the session has ended by itself
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    QLabel *m_text;
    QToolButton *m_close;
    enum class Kind { Failure, Words, StoryOver, WatchOver };
    Kind m_kind = Kind::Failure;
    Error m_error;
    QString m_words;
};

} // namespace hinoban::ui
