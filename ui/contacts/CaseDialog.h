// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/CaseFile.h"

#include <QDialog>

class QLineEdit;

namespace hinoban::ui {

// What only people know of the case, field by field, and which services are stopped. What is changed is told when the
// dialog is accepted; nothing is lost by cancelling a service that was marked: that is told at once.
class CaseDialog final : public QDialog {
    Q_OBJECT
public:
    CaseDialog(const respond::CaseFile &file, const QString &person, QWidget *parent = nullptr);
    void focusField(const QString &gapField); // "case.cause"

Q_SIGNALS:
    void told(const QString &field, const QString &value, const QString &person);
    void serviceMarked(const QString &service, bool isStopped, const QString &person);

private:
    respond::CaseFile m_file;
    std::map<QString, QLineEdit *> m_fields;
    QLineEdit *m_person, *m_service;
};

} // namespace hinoban::ui
