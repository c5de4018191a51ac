// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/ContactsPane.h"

#include "app/console/Facts.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/TakeWords.h"
#include "ui/common/TextTable.h"
#include "ui/common/Theme.h"
#include "ui/contacts/ContactDelegate.h"
#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/ContactWords.h"
#include "ui/contacts/DraftEditor.h"
#include "ui/contacts/DraftSheet.h"
#include "ui/contacts/MessagesModel.h"
#include "ui/contacts/OrganisationDialog.h"
#include "ui/contacts/RequestsModel.h"
#include "ui/contacts/SaveFile.h"
#include "ui/contacts/SentDialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

namespace hinoban::ui {
namespace {

const QString NextTab = QStringLiteral("next"), SentTab = QStringLiteral("sent"),
              DirectoryTab = QStringLiteral("directory"), RequestsTab = QStringLiteral("requests");

QListView *contactList(QWidget *parent, ContactsModel *model, const QString &name)
{
    auto *list = new QListView(parent);
    list->setObjectName(name);
    list->setModel(model);
    list->setItemDelegate(new ContactDelegate(list));
    list->setResizeMode(QListView::Adjust);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setContextMenuPolicy(Qt::ActionsContextMenu);
    return list;
}

// The chosen one unfolds: all of it is to be seen, as soon as the list knows the new heights.
void unfold(QListView *list)
{
    QMetaObject::invokeMethod(
        list,
        [list] {
            list->doItemsLayout();
            list->scrollTo(list->currentIndex());
        },
        Qt::QueuedConnection);
}

QStringList languagesOf(const QString &templateId)
{
    for (const auto &info : respond::templates())
        if (info.id == templateId) return info.languages;
    return {};
}

} // namespace

ContactsPane::ContactsPane(QWidget *parent)
    : Pane(parent)
    , m_steps(new ContactsModel(true, this))
    , m_directory(new ContactsModel(false, this))
    , m_messages(new MessagesModel(this))
    , m_requests(new RequestsModel(this))
    , m_stepList(contactList(this, m_steps, QStringLiteral("stepList")))
    , m_directoryList(contactList(this, m_directory, QStringLiteral("directoryList")))
    , m_messageList(TextTable::makeView(m_messages, this))
    , m_requestList(TextTable::makeView(m_requests, this))
    , m_above(new QStackedWidget(this))
    , m_below(new QStackedWidget(this))
    , m_message(new QPlainTextEdit(this))
    , m_request(new QPlainTextEdit(this))
    , m_answer(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_editor(new DraftEditor(this))
    , m_copyStep(new QAction(this))
    , m_copyEntry(new QAction(this))
    , m_verified(new QAction(this))
{
    m_messageList->setObjectName(QStringLiteral("messageList"));
    m_messageList->horizontalHeader()->setStretchLastSection(false);
    m_messageList->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_messageList->horizontalHeader()->setSectionResizeMode(MessagesModel::TimeColumn, QHeaderView::ResizeToContents);
    for (const int column : {MessagesModel::ChannelColumn, MessagesModel::PersonColumn})
        m_messageList->hideColumn(column); // the message below says them
    m_messageList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_message->setReadOnly(true);
    m_message->document()->setDocumentMargin(10);
    m_message->setObjectName(QStringLiteral("messageText"));
    m_message->setTabChangesFocus(true);

    m_above->addWidget(m_stepList);
    m_above->addWidget(m_messageList);
    m_above->addWidget(m_directoryList);
    m_below->addWidget(m_editor);
    m_below->addWidget(m_message);
    makeRequests();
    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_above);
    split->addWidget(m_below);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(5);
    split->setSizes({230, 380});
    body()->addWidget(split, 1);

    for (auto [list, action] : {std::pair{m_stepList, m_copyStep}, std::pair{m_directoryList, m_copyEntry}}) {
        action->setShortcut(QKeySequence::Copy);
        action->setShortcutContext(Qt::WidgetShortcut);
        list->addAction(action);
        connect(action, &QAction::triggered, this, [this, view = list] { copyContact(view); });
        connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this, view = list](const QModelIndex &current) {
                    if (current.isValid() && view->isVisible())
                        chooseContact(current.data(ContactsModel::IdRole).toString());
                    unfold(view);
                });
    }
    connect(m_messageList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                m_message->setPlainText(current.data(MessagesModel::BytesRole).toString());
            });
    connect(header(), &PaneHeader::tabChanged, this, &ContactsPane::showTab);
    connect(m_editor, &DraftEditor::templateChosen, this, [this](const QString &id) {
        m_templates[m_contact] = id;
        layDraft();
    });
    connect(m_editor, &DraftEditor::languageChosen, this, [this](const QString &language) {
        m_languages[m_contact] = language;
        layDraft();
    });
    connect(&Theme::instance(), &Theme::changed, m_editor, &DraftEditor::restyle);
    connect(m_editor, &DraftEditor::copyAsked, this, &ContactsPane::copyDraft);
    connect(m_editor, &DraftEditor::saveAsked, this, &ContactsPane::chooseFile);
    connect(m_editor, &DraftEditor::sentAsked, this, &ContactsPane::recordSent);
    connect(m_editor, &DraftEditor::formAsked, this, &ContactsPane::fillForm);
    connect(m_editor, &DraftEditor::mailAsked, this, &ContactsPane::prepareMail);
    connect(m_editor, &DraftEditor::pdfAsked, this, &ContactsPane::choosePdf);
    connect(m_editor, &DraftEditor::printAsked, this, &ContactsPane::printDraft);
    connect(m_editor, &DraftEditor::organisationAsked, this, &ContactsPane::editOrganisation);
    connect(m_editor, &DraftEditor::caseAsked, this, &ContactsPane::editCase);

    loadDirectory();
    m_verified->setShortcutContext(Qt::WidgetShortcut);
    m_directoryList->addAction(m_verified);
    connect(m_verified, &QAction::triggered, this, &ContactsPane::verifyContact);
    retranslate();
    showTab(NextTab);
}

ContactsPane::~ContactsPane() { m_editor->setSheet(nullptr); }

QString ContactsPane::title() const { return tr("Contacts & messages"); }

void ContactsPane::refresh()
{
    if (!snapshot()) return;
    m_messages->setMessages(snapshot()->messages);
    m_steps->setMessages(snapshot()->messages);
    showRequests();
    m_editor->setDrill(snapshot()->drill);

    const auto *domainView = view();
    m_steps->setContacts(domainView ? domainView->contacts : std::vector<respond::Contact>{});
    if (m_steps->rowOf(m_contact) < 0 && m_directory->rowOf(m_contact) < 0) m_contact.clear();
    if (m_contact.isEmpty() && m_steps->rowCount() > 0)
        m_contact = m_steps->index(0).data(ContactsModel::IdRole).toString();
    const int row = m_steps->rowOf(m_contact);
    if (row >= 0 && m_stepList->currentIndex().row() != row) m_stepList->setCurrentIndex(m_steps->index(row));
    sayCounts();
    layDraft();
}

void ContactsPane::resizeEvent(QResizeEvent *event)
{
    Pane::resizeEvent(event);
    for (auto *list : {m_stepList, m_directoryList})
        unfold(list); // other lines break elsewhere
}

void ContactsPane::retranslate()
{
    m_stepList->setAccessibleName(tr("Whom to contact next, in order"));
    m_directoryList->setAccessibleName(tr("Directory of contacts"));
    m_messageList->setAccessibleName(tr("Messages that were sent"));
    m_message->setAccessibleName(tr("Message as it was sent"));
    m_requestList->setAccessibleName(tr("Requests to others"));
    m_request->setAccessibleName(tr("The request and what came back"));
    //: Button: records what a party answered
    m_answer->setText(tr("An answer came…"));
    //: Button: lays the next draft for a party that is silent
    m_again->setText(tr("Ask again"));
    m_copyStep->setText(tr("Copy contact"));
    m_copyEntry->setText(tr("Copy contact"));
    //: A person has just checked that the contact answers there
    m_verified->setText(tr("Verified today"));
    m_steps->retranslate();
    m_directory->retranslate();
    m_messages->retranslate();
    m_requests->retranslate();
    m_editor->retranslate();
    sayCounts();
}

void ContactsPane::sayCounts()
{
    header()->setTitle({});
    //: Tab of the contacts pane: whom to contact now; also its title
    header()->setTab(NextTab, tr("Contacts"));
    const int open = m_requests->open(), overdue = m_requests->overdue();
    //: Tab of the contacts pane: what was asked of others and is open; %1: how many, %2: of which the answer is overdue
    header()->setTab(RequestsTab, overdue > 0 ? tr("Requests %1, %2 late").arg(open).arg(overdue)
                                  : open > 0  ? tr("Requests %1").arg(open)
                                              : tr("Requests"));
    const int messages = m_messages->rowCount();
    //: Tab of the contacts pane: messages that were sent
    header()->setTab(SentTab, messages > 0 ? tr("Sent %1").arg(messages) : tr("Sent"));
    //: Tab of the contacts pane: all contacts
    header()->setTab(DirectoryTab, tr("Directory"));
}

void ContactsPane::showTab(const QString &tab)
{
    const int page = tab == SentTab ? 1 : tab == DirectoryTab ? 2 : tab == RequestsTab ? 3 : 0;
    m_above->setCurrentIndex(page);
    m_below->setCurrentIndex(page == 1 ? 1 : page == 3 ? 2 : 0);
    if (page == 3 && !m_requestList->currentIndex().isValid() && m_requests->rowCount() > 0)
        m_requestList->setCurrentIndex(m_requests->index(0, 0));
    if (page == 1 && !m_messageList->currentIndex().isValid() && m_messages->rowCount() > 0)
        m_messageList->setCurrentIndex(m_messages->index(m_messages->rowCount() - 1, 0));
    if (page == 2) {
        const int row = std::max(0, m_directory->rowOf(m_contact));
        m_directoryList->setCurrentIndex(m_directory->index(row));
        chooseContact(m_directory->index(row).data(ContactsModel::IdRole).toString());
    } else if (page == 0 && m_stepList->currentIndex().isValid()) {
        chooseContact(m_stepList->currentIndex().data(ContactsModel::IdRole).toString());
    }
}

const respond::Contact *ContactsPane::contact() const
{
    // The step knows more than the directory: what the registry's answer added.
    if (const auto *step = m_steps->contact(m_steps->rowOf(m_contact))) return step;
    return m_directory->contact(m_directory->rowOf(m_contact));
}

void ContactsPane::chooseContact(const QString &id)
{
    if (id.isEmpty() || id == m_contact) return;
    m_contact = id;
    layDraft();
}

QString ContactsPane::templateOf(const respond::Contact &contact) const
{
    const auto chosen = m_templates.find(contact.id);
    if (chosen != m_templates.end() && contact.templates.contains(chosen->second)) return chosen->second;
    return contact.templates.value(0);
}

QString ContactsPane::languageOf(const respond::Contact &contact, const QString &templateId) const
{
    const auto chosen = m_languages.find(contact.id);
    const QString wanted = chosen != m_languages.end() ? chosen->second : languageFor(contact);
    const auto offered = languagesOf(templateId);
    return offered.contains(wanted) ? wanted : offered.value(0);
}

QString ContactsPane::occasion() const
{
    return (snapshot()->drill ? QStringLiteral("drill ") + snapshot()->title : QString()) + u'/' +
           snapshot()->incident.id;
}

respond::DraftFacts ContactsPane::facts() const { return console::factsOf(*snapshot(), *view()); }

void ContactsPane::layDraft()
{
    const auto *chosen = contact();
    const auto *domainView = view();
    if (!chosen || !domainView) {
        const bool quiet = !snapshot() || !domainView || domainView->contacts.empty();
        m_editor->setSheet(nullptr, !m_directoryProblem.isEmpty() ? m_directoryProblem
                                    : quiet ? tr("Nobody has to be contacted: there is no incident for this domain. "
                                                 "The directory shows who could be.")
                                            : QString());
        return;
    }
    const QString templateId = templateOf(*chosen);
    const QString language = languageOf(*chosen, templateId);
    if (templateId.isEmpty() || language.isEmpty()) {
        m_editor->setSheet(nullptr, tr("There is no text for this contact."));
        return;
    }
    auto fresh = respond::draft(templateId, language, *chosen, facts());
    if (!fresh) {
        m_editor->setSheet(nullptr, sentence(fresh.error()));
        return;
    }
    m_editor->setTemplates(chosen->templates, templateId);
    m_editor->setLanguages(languagesOf(templateId), language);
    // With a fault in the team's own forms it may be asked for: the answer says what is wrong.
    m_editor->setForm(m_formsProblem || respond::formFor(m_forms, *chosen, templateId));

    auto &sheet = m_sheets[Key{occasion(), domain(), chosen->id, templateId, language}];
    if (!sheet) {
        sheet = std::make_unique<DraftSheet>(std::move(*fresh));
    } else {
        sheet->fill(*fresh, snapshot()->organisation);
        sheet->offer(std::move(*fresh));
    }
    m_editor->setSheet(sheet.get());
}

std::optional<respond::Draft> ContactsPane::currentDraft() const
{
    if (!m_editor->sheet()) return std::nullopt;
    return m_editor->sheet()->draft();
}

void ContactsPane::copyDraft()
{
    const auto draft = currentDraft();
    if (!draft) return;
    QApplication::clipboard()->setText(draft->subject + QStringLiteral("\n\n") + draft->body);
    const auto gaps = int(draft->gaps.size());
    m_editor->notify([gaps] { return gaps > 0 ? tr("Copied. Gaps still open: %1.").arg(gaps) : tr("Copied."); },
                     gaps > 0);
}

void ContactsPane::chooseFile()
{
    const auto draft = currentDraft();
    if (!draft) return;
    // Refused before a file is asked for, not after.
    if (const auto mail = respond::emlOf(*draft, facts(), snapshot()->at); !mail) {
        m_editor->notify([error = mail.error()] { return sentence(error); }, true);
        return;
    }
    auto *dialog = new QFileDialog(this, tr("Save as a mail file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Mail file (*.eml)"));
    dialog->setDefaultSuffix(QStringLiteral("eml"));
    dialog->selectFile(fileNameOf(*draft, QStringLiteral("eml")));
    connect(dialog, &QFileDialog::fileSelected, this, &ContactsPane::saveTo);
    dialog->open();
}

void ContactsPane::saveTo(const QString &path)
{
    const auto draft = currentDraft();
    if (!draft) return;
    // To a host, one machine-readable report a server, each in a mail of its own.
    std::vector<respond::MailOptions> mails(std::max<size_t>(draft->hosts.size(), 1));
    for (size_t i = 0; i < draft->hosts.size(); ++i)
        mails[i].xarf = draft->hosts[i];
    std::vector<FileToSave> files;
    files.reserve(mails.size());
    for (size_t i = 0; i < mails.size(); ++i) {
        const auto mail = respond::emlOf(*draft, facts(), snapshot()->at, mails[i]);
        if (!mail) {
            m_editor->notify([error = mail.error()] { return sentence(error); }, true);
            return;
        }
        files.push_back({numbered(path, i), *mail, i == 0}); // whether to replace the others, nobody was asked
    }
    QStringList names;
    std::vector<QByteArray> bytes;
    for (const auto &file : files) {
        names += file.path;
        bytes.push_back(file.bytes);
    }
    saveFiles(std::move(files), this,
              [this, names, bytes, of = *draft, key = keyOf(*draft)](const std::optional<NotSaved> &problem) {
                  if (problem) {
                      m_editor->notify([what = *problem] { return sentence(what); }, true);
                      Q_EMIT notSaved();
                      return;
                  }
                  m_savedMails[key] = {of.subject, of.body, bytes};
                  saySaved(names, int(of.gaps.size()));
              });
}

void ContactsPane::recordSent()
{
    const auto draft = currentDraft();
    const auto *chosen = contact();
    if (!draft || !chosen) return;
    respond::SentMessage message;
    message.templateId = draft->templateId;
    message.party = draft->party;
    const auto mails = bytesOf(*draft, !isCallScript(draft->templateId) && !draft->recipients.isEmpty());
    message.bytes = mails.front();
    auto *dialog =
        new SentDialog(std::move(message), *chosen, int(draft->gaps.size()), draft->drill, snapshot()->at, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const QString subject = draft->templateId + QLatin1Char(' ') + draft->contactId;
    if (auto *left = KeptDialog::find<SentDialog>(this, subject)) {
        // Of the text as it is now, and at its own time.
        takeWords(*left, *dialog,
                  {QStringLiteral("sentChannel"), QStringLiteral("sentPerson"), QStringLiteral("sentReference")});
        left->deleteLater();
    }
    dialog->setSubject(subject);
    connect(dialog, &SentDialog::sent, this,
            [this, dialog, mails, sentDraft = *draft, to = *chosen](const respond::SentMessage &done) {
                m_editor->notify([] { return tr("Recorded: it stands on the timeline as soon as it is written."); },
                                 false);
                for (const auto &bytes : mails) {
                    auto each = done;
                    each.bytes = bytes;
                    Q_EMIT messageSent(each);
                }
                askedOf(sentDraft, to, done, dialog->reference());
            });
    dialog->open();
}

void ContactsPane::editOrganisation()
{
    if (!snapshot()) return;
    if (const auto draft = currentDraft();
        draft && !draft->gaps.empty() && draft->gaps.front().field.startsWith(QLatin1String("case.")))
        return editCase();
    auto *dialog = new OrganisationDialog(snapshot()->organisation, snapshot()->incident, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (auto *left = KeptDialog::find<OrganisationDialog>(this, {})) {
        takeWords(*left, *dialog);
        left->deleteLater();
    }
    connect(dialog, &OrganisationDialog::edited, this, &ContactsPane::organisationChanged);
    if (const auto draft = currentDraft(); draft && !draft->gaps.empty()) dialog->focusField(draft->gaps.front().field);
    dialog->open();
}

void ContactsPane::copyContact(const QListView *list) const
{
    const auto index = list->currentIndex();
    if (index.isValid()) QApplication::clipboard()->setText(index.data(ContactsModel::CopyRole).toString());
}

} // namespace hinoban::ui
