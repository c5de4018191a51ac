// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/CaseFile.h"
#include "ui/common/KeptDialog.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace hinoban::ui {

// What only people know of the case, field by field, and which services are stopped. What is changed is told when the
// dialog is accepted; nothing is lost by cancelling a service that was marked: that is told at once. Each is an entry,
// and no entry is nobody's.
class CaseDialog final : public KeptDialog {
    Q_OBJECT
public:
    CaseDialog(const respond::CaseFile &file, const QString &person, QWidget *parent = nullptr);
    void focusField(const QString &gapField); // "case.cause"
    [[nodiscard]] bool hasWords() const override;

Q_SIGNALS:
    void told(const QString &field, const QString &value, const QString &person);
    void serviceMarked(const QString &service, bool isStopped, const QString &person);

private:
    void check();
    void mark(bool isStopped);
    void save();
    [[nodiscard]] bool isChanged() const;

    respond::CaseFile m_file;
    std::map<QString, QLineEdit *> m_fields;
    QLineEdit *m_person, *m_service;
    QLabel *m_problem;
    QPushButton *m_stopped, *m_resumed, *m_save;
};

} // namespace hinoban::ui
