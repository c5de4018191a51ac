// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the contacts pane that follows what was asked of others, and what only people know of the case.
#include "ui/contacts/ContactsPane.h"

#include "ui/common/PaneHeader.h"
#include "ui/common/Person.h"
#include "ui/contacts/AnswerDialog.h"
#include "ui/contacts/CaseDialog.h"
#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/DraftEditor.h"
#include "ui/contacts/DraftSheet.h"
#include "ui/contacts/RequestsModel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {
namespace {

// Whom one waits for; regulators, the police and the public are told, not asked.
bool isAsked(const QString &role)
{
    static const QStringList roles{QStringLiteral("registrar"), QStringLiteral("registrar-csirt"),
                                   QStringLiteral("dns-cloud"), QStringLiteral("national-csirt"),
                                   QStringLiteral("hosting"),   QStringLiteral("lookalike-registrar"),
                                   QStringLiteral("saas"),      QStringLiteral("ca")};
    return roles.contains(role);
}

} // namespace

void ContactsPane::makeRequests()
{
    m_requestList->setObjectName(QStringLiteral("requestList"));
    m_requestList->horizontalHeader()->setStretchLastSection(false);
    m_requestList->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_requestList->horizontalHeader()->setSectionResizeMode(RequestsModel::ClockColumn, QHeaderView::ResizeToContents);
    m_requestList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_above->addWidget(m_requestList);

    auto *panel = new QWidget(this);
    m_request->setParent(panel);
    m_request->setObjectName(QStringLiteral("requestText"));
    m_request->setReadOnly(true);
    m_request->document()->setDocumentMargin(10);
    m_request->setTabChangesFocus(true);
    m_answer->setObjectName(QStringLiteral("requestAnswer"));
    m_again->setObjectName(QStringLiteral("requestAgain"));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 6, 12, 6);
    buttons->setSpacing(6);
    buttons->addWidget(m_answer);
    buttons->addStretch(1);
    buttons->addWidget(m_again);
    auto *all = new QVBoxLayout(panel);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_request, 1);
    all->addLayout(buttons);
    m_below->addWidget(panel);

    connect(m_answer, &QPushButton::clicked, this, &ContactsPane::recordAnswer);
    connect(m_again, &QPushButton::clicked, this, &ContactsPane::askAgain);
    connect(m_requestList->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { showRequests(); });
}

void ContactsPane::showRequests()
{
    if (!snapshot()) return;
    const QString chosen = m_requestList->currentIndex().data(RequestsModel::IdRole).toString();
    m_requests->setRequests(snapshot()->requests, snapshot()->at);
    // Rows move as time goes on: the choice stays with its request.
    const int row = m_requests->rowOf(chosen);
    if (row >= 0 && row != m_requestList->currentIndex().row())
        m_requestList->setCurrentIndex(m_requests->index(row, 0));
    const auto *request = m_requests->request(m_requestList->currentIndex().row());
    const QString text =
        request ? m_requestList->currentIndex().data(RequestsModel::DetailRole).toString()
                : tr("Nothing was asked yet. What you record as sent or called stands here, with its clock.");
    if (m_request->toPlainText() != text) m_request->setPlainText(text);
    m_answer->setEnabled(request != nullptr);
    m_again->setEnabled(request && request->open());
}

void ContactsPane::askedOf(const respond::Draft &draft, const respond::Contact &contact,
                           const respond::SentMessage &message, const QString &reference)
{
    using Kind = respond::RequestAct::Kind;
    if (!isAsked(contact.role) || !snapshot()) return;
    respond::RequestAct act;
    act.person = message.person;
    act.happened = message.sentAt;
    act.channel = message.channel;
    act.due = message.sentAt + respond::usualWait(draft.templateId);
    act.reference = reference;
    // The same party, asked once more for the same thing, is chased; everything else is a new request.
    for (const auto &known : snapshot()->requests)
        if (known.open() && known.contactId == contact.id &&
            (known.templateId == draft.templateId || respond::nextDraftFor(known).templateId == draft.templateId))
            act.request = known.id;
    act.kind = act.request.isEmpty() ? Kind::Open : Kind::Chase;
    if (act.kind == Kind::Open) {
        act.contactId = contact.id;
        act.role = contact.role;
        act.party = message.party;
        act.templateId = draft.templateId;
        act.language = draft.language;
    }
    Q_EMIT requestActed(act);
}

void ContactsPane::recordAnswer()
{
    const auto *request = m_requests->request(m_requestList->currentIndex().row());
    if (!snapshot() || !request) return;
    const QString subject = occasion() + QLatin1Char('/') + request->id;
    auto *dialog = KeptDialog::find<AnswerDialog>(this, subject);
    if (!dialog) {
        dialog = new AnswerDialog(snapshot()->requests, request->id, snapshot()->incident.id, snapshot()->at, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setSubject(subject);
        connect(dialog, &AnswerDialog::answered, this, &ContactsPane::requestActed);
    }
    dialog->setNow(snapshot()->at);
    dialog->open();
}

void ContactsPane::askAgain()
{
    const auto *request = m_requests->request(m_requestList->currentIndex().row());
    if (!request) return;
    const auto next = respond::nextDraftFor(*request);
    layFor([&](const respond::Contact &contact) { return contact.role == next.role; }, next.templateId,
           request->contactId);
}

void ContactsPane::showDraft(const QString &templateId)
{
    layFor([](const respond::Contact &) { return true; }, templateId, {});
}

// The draft of this template for the first contact that fits and has it, or for `wished` where that is one of them.
void ContactsPane::layFor(const std::function<bool(const respond::Contact &)> &fits, const QString &templateId,
                          const QString &wished)
{
    for (auto [model, list, tab] :
         {std::tuple(m_steps, m_stepList, "next"), std::tuple(m_directory, m_directoryList, "directory")}) {
        int found = -1;
        for (int row = 0; row < model->rowCount(); ++row) {
            const auto *contact = model->contact(row);
            if (!fits(*contact) || !contact->templates.contains(templateId)) continue;
            if (found < 0 || contact->id == wished) found = row;
        }
        if (found < 0) continue;
        const QString id = model->contact(found)->id;
        m_templates[id] = templateId;
        header()->setCurrentTab(QLatin1String(tab));
        showTab(QLatin1String(tab));
        list->setCurrentIndex(model->index(found));
        m_contact = id;
        layDraft();
        return;
    }
}

void ContactsPane::editCase()
{
    if (!snapshot()) return;
    auto *dialog = KeptDialog::find<CaseDialog>(this, occasion());
    if (!dialog) {
        dialog = new CaseDialog(snapshot()->caseFile, person(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setSubject(occasion());
        connect(dialog, &CaseDialog::told, this, &ContactsPane::caseTold);
        connect(dialog, &CaseDialog::serviceMarked, this, &ContactsPane::serviceMarked);
    }
    if (const auto draft = currentDraft())
        for (const auto &gap : draft->gaps)
            if (gap.field.startsWith(QLatin1String("case."))) {
                dialog->focusField(gap.field);
                break;
            }
    dialog->open();
}

} // namespace hinoban::ui
