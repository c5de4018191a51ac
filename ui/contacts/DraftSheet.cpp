// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/DraftSheet.h"

#include "ui/common/Fonts.h"

#include <QPlainTextDocumentLayout>
#include <QRegularExpression>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace hinoban::ui {
namespace {

QString markOf(const respond::Draft &draft, const respond::Gap &gap)
{
    return draft.body.mid(gap.position, gap.length);
}

// Text without what changes with every look and means nothing new: times and the head of the log.
QString timeless(QString text)
{
    static const QRegularExpression moving(
        QStringLiteral(R"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?Z?|\bhinoban \d+ [0-9a-f…]+)"));
    return text.replace(moving, QStringLiteral("*"));
}

QString valueOf(const QString &field, const QString &language, const respond::Organisation &organisation)
{
    const bool japanese = language == QLatin1String("ja");
    const auto either = [japanese](const QString &en, const QString &ja) {
        const QString &first = japanese ? ja : en;
        return first.isEmpty() ? (japanese ? en : ja) : first;
    };
    if (field == QLatin1String("organisation.name")) return either(organisation.name, organisation.nameJa);
    if (field == QLatin1String("organisation.person")) return either(organisation.person, organisation.personJa);
    if (field == QLatin1String("organisation.role")) return either(organisation.role, organisation.roleJa);
    if (field == QLatin1String("organisation.phone")) return organisation.phone;
    if (field == QLatin1String("organisation.externalMail")) return organisation.externalMail;
    if (field == QLatin1String("organisation.registrarMemberId")) return organisation.registrarMemberId;
    return {};
}

} // namespace

DraftSheet::DraftSheet(respond::Draft draft, QObject *parent)
    : QObject(parent)
    , m_base(std::move(draft))
    , m_subject(m_base.subject)
    , m_document(new QTextDocument(this))
{
    m_document->setDocumentLayout(new QPlainTextDocumentLayout(m_document));
    m_document->setDocumentMargin(10);
    m_document->setDefaultFont(fonts::prose());
    m_document->setPlainText(m_base.body);
    connect(m_document, &QTextDocument::contentsChanged, this, &DraftSheet::changed);
}

void DraftSheet::setSubject(const QString &subject)
{
    if (subject == m_subject) return;
    m_subject = subject;
    Q_EMIT changed();
}

bool DraftSheet::isEdited() const { return m_subject != m_base.subject || m_document->toPlainText() != m_base.body; }

std::vector<respond::Gap> DraftSheet::openGaps() const
{
    // Looked for, not remembered: text moves while a person types, and undo brings marks back.
    const QString text = m_document->toPlainText();
    std::vector<respond::Gap> open;
    QStringList known;
    for (const auto &gap : m_base.gaps) {
        const QString mark = markOf(m_base, gap);
        if (mark.isEmpty() || known.contains(mark)) continue;
        known.append(mark);
        for (auto at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.size()))
            open.push_back({gap.field, gap.label, int(at), int(mark.size())});
    }
    std::sort(open.begin(), open.end(), [](const auto &a, const auto &b) { return a.position < b.position; });
    return open;
}

respond::Draft DraftSheet::draft() const
{
    auto draft = m_base;
    draft.subject = m_subject;
    draft.body = m_document->toPlainText();
    draft.gaps = openGaps();
    return draft;
}

void DraftSheet::offer(respond::Draft fresh)
{
    if (isEdited()) {
        // Evidence may go back to what it was; then there is nothing to offer.
        if (timeless(fresh.body) == timeless(m_base.body) && timeless(fresh.subject) == timeless(m_base.subject)) {
            if (m_newer) {
                m_newer.reset();
                Q_EMIT changed();
            }
            return;
        }
        const bool first = !m_newer;
        m_newer = std::move(fresh);
        if (first) Q_EMIT changed();
        return;
    }
    m_newer.reset();
    const bool same = fresh.body == m_base.body && fresh.subject == m_base.subject && fresh.gaps == m_base.gaps;
    m_base = std::move(fresh);
    if (same) return;
    m_subject = m_base.subject;
    // What evidence changed is not a person's to undo.
    m_document->setUndoRedoEnabled(false);
    replaceText(m_base.body);
    m_document->setUndoRedoEnabled(true);
    Q_EMIT changed();
}

bool DraftSheet::hasNewer() const { return m_newer.has_value(); }

void DraftSheet::takeNewer()
{
    if (!m_newer) return;
    m_base = std::move(*m_newer);
    m_newer.reset();
    m_subject = m_base.subject;
    replaceText(m_base.body);
    Q_EMIT changed();
}

void DraftSheet::fill(const respond::Draft &fresh, const respond::Organisation &organisation)
{
    if (!isEdited()) return;
    const auto still = [&fresh](const QString &field) {
        return std::any_of(fresh.gaps.begin(), fresh.gaps.end(), [&](const auto &gap) { return gap.field == field; });
    };
    auto open = openGaps();
    std::reverse(open.begin(), open.end()); // from behind: the positions before stay true
    QTextCursor cursor(m_document);
    cursor.beginEditBlock();
    for (const auto &gap : open) {
        const QString value = valueOf(gap.field, m_base.language, organisation);
        if (value.isEmpty() || still(gap.field)) continue;
        cursor.setPosition(gap.position);
        cursor.setPosition(gap.position + gap.length, QTextCursor::KeepAnchor);
        cursor.insertText(value);
    }
    cursor.endEditBlock();
}

// Touches only the part that differs, so that the caret, the selection and the scrolling beside it stay.
void DraftSheet::replaceText(const QString &text)
{
    const QString old = m_document->toPlainText();
    const auto shorter = std::min(old.size(), text.size());
    qsizetype front = 0, back = 0;
    while (front < shorter && old[front] == text[front])
        ++front;
    while (back < shorter - front && old[old.size() - 1 - back] == text[text.size() - 1 - back])
        ++back;
    if (front == old.size() && front == text.size()) return;
    QTextCursor cursor(m_document);
    cursor.setPosition(int(front));
    cursor.setPosition(int(old.size() - back), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(front, text.size() - front - back));
}

} // namespace hinoban::ui
