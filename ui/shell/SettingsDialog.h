// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/store/Settings.h"

#include <QDialog>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace hinoban::ui {

class WhoAndWhy;

// How a workspace is watched: how often registries are asked, for what, and who tells whose network an address belongs
// to; each with what others learn by it. It alters what is found, so that a named person does it, with a reason.
// Thread: the screen's. Owner: its parent.
class SettingsDialog final : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(const store::WatchSettings &settings, QWidget *parent = nullptr);

    // They are on disk: closes the dialog that waits for it.
    void showStored(const store::WatchSettings &settings);
    // Whether this dialog waited for an answer, and says this one: at the field that it is about.
    [[nodiscard]] bool takesFailure(const Error &error);

Q_SIGNALS:
    void decided(const hinoban::store::WatchSettings &settings, const QString &person, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void retranslate();
    void show(const store::WatchSettings &settings);
    void chooseOrigins();
    void check();
    void decide();
    [[nodiscard]] store::WatchSettings typed() const;

    bool m_isWaiting = false;
    QLabel *m_problem, *m_registryName, *m_registryNote, *m_lookAlikeNote, *m_certificatesName, *m_certificatesNote,
        *m_certificatesProblem, *m_originsName, *m_originsNote, *m_originsProblem, *m_askNote;
    QSpinBox *m_minutes, *m_hours;
    QCheckBox *m_lookAlikes, *m_ask;
    QLineEdit *m_certificates, *m_origins;
    QPushButton *m_choose, *m_cancel, *m_store;
    WhoAndWhy *m_who;
};

} // namespace hinoban::ui
