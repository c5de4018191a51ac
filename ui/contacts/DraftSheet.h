// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/Draft.h"

#include <QObject>

#include <optional>

class QTextDocument;

namespace hinoban::ui {

// One draft on the desk: the text made from evidence, and what a person made of it. Plain text. While nobody has
// changed it, it follows the evidence; from the first change on the words are the person's, and newer text from
// evidence is only offered. Thread: the screen's.
class DraftSheet final : public QObject {
    Q_OBJECT
public:
    explicit DraftSheet(respond::Draft draft, QObject *parent = nullptr);

    [[nodiscard]] QTextDocument *document() const { return m_document; }
    [[nodiscard]] const QString &subject() const { return m_subject; }
    void setSubject(const QString &subject); // by a person

    [[nodiscard]] respond::Draft draft() const; // as it stands now, gaps included
    [[nodiscard]] std::vector<respond::Gap> openGaps() const;
    [[nodiscard]] bool isEdited() const;

    void offer(respond::Draft fresh);    // made anew from evidence
    [[nodiscard]] bool hasNewer() const; // beside times and the log's head
    void takeNewer();                    // replaces the person's words; one step to undo
    // Fills marks that still stand in an edited text with what `fresh` could fill from the organisation.
    void fill(const respond::Draft &fresh, const respond::Organisation &organisation);

Q_SIGNALS:
    void changed(); // text, subject, gaps or what is offered

private:
    void replaceText(const QString &text);

    respond::Draft m_base; // as evidence last made it and it was taken over
    std::optional<respond::Draft> m_newer;
    QString m_subject;
    QTextDocument *m_document;
};

} // namespace hinoban::ui
