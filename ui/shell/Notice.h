// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Result.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace hinoban::ui {

// A line across the window for what went wrong: a sentence, then the technical detail. It stays until closed.
class Notice final : public QFrame {
    Q_OBJECT
public:
    explicit Notice(QWidget *parent = nullptr);
    void showError(const Error &error);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();
    QLabel *m_text;
    QToolButton *m_close;
    Error m_error;
};

} // namespace hinoban::ui
