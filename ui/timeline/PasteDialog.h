// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Entry.h"
#include "ui/common/KeptDialog.h"

#include <optional>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace hinoban::ui {

class TimeField;

// What a person pasted, as it was pasted.
struct PastedWords {
    QString text, person;
    std::optional<Instant> happened; // only where the person said otherwise than the text
};

// Output of dig, whois or traceroute that somebody pastes: shows at once as what it was recognised and what was read
// out of it, who pastes it and when it happened; the text is kept as it is. More than can be read is refused before it
// is taken in, and stays in the clipboard.
// Thread: the screen's. Owner: its parent.
class PasteDialog final : public KeptDialog {
    Q_OBJECT
public:
    PasteDialog(Instant now, QWidget *parent);

    void setNow(Instant now); // time goes on while it is open
    // What was pasted before and could not be written, and why.
    void takeBack(const PastedWords &words, const QString &sentence);
    [[nodiscard]] bool hasWords() const override; // a text; the name is remembered anyhow

Q_SIGNALS:
    void pasted(const hinoban::ui::PastedWords &words);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Editor;
    void look(); // at the text
    void say();  // what was read out of it, and what is missing
    void refuseSize(qsizetype size);
    void retranslate();

    Instant m_now, m_shown; // m_shown: as the text says, or now
    bool m_isOwnTime = false;
    QString m_refusal;                     // why something was not taken in or not written; until the text changes
    std::optional<respond::Entry> m_entry; // nothing: the text was not recognised
    QFormLayout *m_form;
    Editor *m_text;
    QLabel *m_kind, *m_about, *m_answer, *m_problem;
    TimeField *m_happened;
    QLineEdit *m_person;
    QPushButton *m_put, *m_cancel;
};

} // namespace hinoban::ui
