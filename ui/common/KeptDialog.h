// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include <utility>

namespace hinoban::ui {

// A dialog that throws no words away. Closed with something typed that was not stored, it is only hidden, even with
// Qt::WA_DeleteOnClose, and whoever asks for the same again finds it as it was left; with nothing typed, or when it has
// done its work, it goes.
// Thread: the screen's. Owner: its parent.
class KeptDialog : public QDialog {
    Q_OBJECT
public:
    using QDialog::QDialog;

    // Typed, and not stored yet.
    [[nodiscard]] virtual bool hasWords() const = 0;

    void done(int result) override
    {
        if (result != Accepted && testAttribute(Qt::WA_DeleteOnClose) && hasWords()) {
            setAttribute(Qt::WA_DeleteOnClose, false);
            m_goesLater = true;
        }
        QDialog::done(result);
    }

    // What it is about, so that it is found again.
    void setSubject(const QString &subject) { m_subject = subject; }

    // The hidden one of this class below `parent` that is about `subject`; null: there is none.
    template <class Dialog>
    [[nodiscard]] static Dialog *find(const QWidget *parent, const QString &subject)
    {
        for (auto *dialog : parent->findChildren<Dialog *>(Qt::FindDirectChildrenOnly))
            if (dialog->m_subject == subject && dialog->isHidden() && dialog->result() != Accepted &&
                dialog->hasWords())
                return dialog;
        return nullptr;
    }

protected:
    void showEvent(QShowEvent *event) override
    {
        if (std::exchange(m_goesLater, false)) setAttribute(Qt::WA_DeleteOnClose);
        QDialog::showEvent(event);
    }

private:
    QString m_subject;
    bool m_goesLater = false;
};

} // namespace hinoban::ui
