// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"
#include "ui/common/KeptDialog.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace hinoban::ui {

// Who writes: filled in once, used by every draft. Opened, never exec()uted.
class OrganisationDialog final : public KeptDialog {
    Q_OBJECT
public:
    OrganisationDialog(const respond::Organisation &organisation, const respond::Incident &incident, QWidget *parent);

    [[nodiscard]] bool hasWords() const override { return organisation() != m_before; }
    [[nodiscard]] respond::Organisation organisation() const;
    // The field of a gap ("organisation.phone") gets the keyboard.
    void focusField(const QString &field);

Q_SIGNALS:
    void edited(const hinoban::respond::Organisation &organisation);

private:
    void check();

    respond::Organisation m_before; // as it was when the dialog was made
    respond::Incident m_incident;
    QLineEdit *m_name, *m_nameJa, *m_person, *m_personJa, *m_role, *m_roleJa, *m_phone, *m_mail, *m_member, *m_zone;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace hinoban::ui
