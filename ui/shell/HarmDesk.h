// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace hinoban::ui {

class ExposureDialog;
class Menus;
class RecordsPane;

// What the window does about the attacker's servers and about what lost mail may have opened. Thread: the screen's.
// Owner: the window.
class HarmDesk final : public QObject {
    Q_OBJECT
public:
    HarmDesk(const Menus &menus, RecordsPane &records, QWidget *window);
    void show(const console::SnapshotPtr &snapshot, const dns::Name &domain);

Q_SIGNALS:
    void assetActed(const hinoban::respond::AssetDeed &deed);
    void accountsActed(const hinoban::respond::AccountDeed &deed);

private:
    void openExposure();

    QWidget *m_window;
    QPointer<ExposureDialog> m_exposure;
    console::SnapshotPtr m_snapshot;
    dns::Name m_domain;
};

} // namespace hinoban::ui
