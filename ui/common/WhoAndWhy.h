// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QLineEdit;

namespace hinoban::ui {

// The line of a dialog in which a person decides: who (remembered on this machine) and why. Both are needed.
class WhoAndWhy final : public QWidget {
    Q_OBJECT
public:
    explicit WhoAndWhy(QWidget *parent);
    void setExample(const QString &reason); // shown where none is typed yet

    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] QString who() const;
    [[nodiscard]] QString why() const;
    void remember() const; // who it was, for the next time

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_whoLabel, *m_whyLabel;
    QLineEdit *m_who, *m_why;
};

} // namespace hinoban::ui
