// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QToolButton;

namespace hinoban::ui {

class TextTable;

// Lost mail: when mail may have gone astray and why it begins and ends there; whose passwords it could reset, one row
// an account, with how far that is; and the letter to the person or to the service. The keys 1 to 4 say how far an
// account is, Enter goes on to the next row. Opened, never exec()uted; it shows each new moment while it is open.
class ExposureDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ExposureDialog(QWidget *parent = nullptr);

    void show(const console::SnapshotPtr &snapshot, const dns::Name &domain);
    using QDialog::show;
    void importList(const QString &path); // off the screen's thread

Q_SIGNALS:
    void acted(const hinoban::respond::AccountDeed &deed);
    void listRead(); // or refused: the dialog says so

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void chooseList();
    void take(const std::vector<respond::AccountLine> &lines, const QString &source);
    void saveList();
    void saveAs(const QString &path);
    void setState(respond::Account::State state);
    void writeLetter();
    [[nodiscard]] const respond::Account *current() const;

    console::SnapshotPtr m_snapshot;
    dns::Name m_domain;
    QLabel *m_window, *m_counts, *m_notice;
    TextTable *m_table;
    QTableView *m_view;
    QPlainTextEdit *m_letter;
    QPushButton *m_import, *m_save, *m_copy;
    QToolButton *m_toService;
    QList<QPushButton *> m_states; // in the order of the keys
};

[[nodiscard]] QString accountStateWord(respond::Account::State state);

} // namespace hinoban::ui
