// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/console/Snapshot.h"
#include "app/openpgp/Keyring.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace hinoban::ui {

// What goes with a mail, and how it is protected, before it is saved as a file: the evidence bundle with its size and
// hash, the machine-readable report, signature and encryption with the keys of the user's keyring. What is asked for
// and cannot be done blocks the saving; nothing is left out silently. Packs and runs gpg off the screen's thread.
// Nothing is sent by this, and nothing typed: closed, it is gone. Opened, never exec()uted.
class MailDialog final : public QDialog {
    Q_OBJECT
public:
    struct Order {
        respond::Draft draft;
        respond::DraftFacts facts;
        console::SnapshotPtr snapshot; // its moment, and the workspace whose evidence is packed
        QString fileName;              // proposed
    };
    MailDialog(Order order, QWidget *parent);

    // As if gpg had answered; a test gives its own keys.
    void setKeys(const Result<std::vector<openpgp::Key>> &all);

public Q_SLOTS:
    void saveTo(const QString &path); // saved(), or a sentence in the dialog

Q_SIGNALS:
    void saved(const QStringList &paths, const std::vector<QByteArray> &mails); // as they are on disk
    void checked();                                                             // nothing is under way any more

private:
    struct Bundle {
        QByteArray bytes, sha256;
    };
    void readKeys();
    void pack();
    void check();
    void chooseFile();
    void write(const QString &path, const std::vector<QByteArray> &mails);
    void say(const QString &sentence, bool isProblem);
    [[nodiscard]] QString ownMail() const; // as which it is signed
    [[nodiscard]] QString keyText(const openpgp::Choice &choice, const QString &mail) const;
    [[nodiscard]] QString problem() const; // what blocks the saving; empty: nothing
    [[nodiscard]] bool isBusy() const { return m_packing || m_writing || !m_keysKnown; }

    Order m_order;
    QCheckBox *m_bundle, *m_xarf, *m_sign, *m_encrypt;
    QLabel *m_bundleText, *m_signText, *m_encryptText, *m_notice;
    QPushButton *m_save;
    std::optional<Bundle> m_packed;
    QString m_packProblem, m_keyProblem;
    bool m_keysKnown = false, m_packing = false, m_writing = false;
    openpgp::Choice m_signer;
    std::vector<std::pair<QString, openpgp::Choice>> m_recipients;
    std::optional<openpgp::Recipient> m_self; // can read what was encrypted, too
};

// Why a key cannot be used, in the program's language.
[[nodiscard]] QString troubleSentence(openpgp::Trouble trouble);

} // namespace hinoban::ui
