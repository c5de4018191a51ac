// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/AssetBook.h"
#include "ui/common/KeptDialog.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hinoban::ui {

// A person names something as the attacker's: what it is, its name, who says so and why. What it does not accept, it
// says while it is typed. Opened, never exec()uted.
class AssetDialog final : public KeptDialog {
    Q_OBJECT
public:
    explicit AssetDialog(QWidget *parent);
    [[nodiscard]] bool hasWords() const override; // beside the person, who is remembered anyhow

Q_SIGNALS:
    void named(const hinoban::respond::AssetDeed &deed);

private:
    void check();

    QComboBox *m_kind;
    QLineEdit *m_name, *m_reason, *m_person;
    QLabel *m_problem;
    QPushButton *m_add;
};

} // namespace hinoban::ui
