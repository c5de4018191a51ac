// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/respond/WebForm.h"
#include "ui/common/Pane.h"
#include "ui/common/Paper.h"

#include <QSet>

#include <functional>
#include <map>
#include <memory>

class QListView;
class QPushButton;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace hinoban::ui {

class ContactsModel;
class DraftEditor;
class DraftSheet;
class MessagesModel;
class OrganisationDialog;
class RequestsModel;

// Whom to call in this state, over which channel that still works, and with which text. Nothing is sent from here:
// a person copies or saves the draft, sends it himself and says so.
class ContactsPane final : public Pane {
    Q_OBJECT
public:
    explicit ContactsPane(QWidget *parent = nullptr);
    ~ContactsPane() override;

    [[nodiscard]] QString title() const override;
    // The draft on the desk as it stands; nothing while none is shown.
    [[nodiscard]] std::optional<respond::Draft> currentDraft() const;
    // Writes the draft on the desk as a mail file, off the screen's thread; says below the text how that went.
    void saveTo(const QString &path);

public Q_SLOTS:
    void copyDraft();
    void chooseFile();
    void recordSent();
    void fillForm();    // carries the draft into a web form, field by field
    void prepareMail(); // with evidence and OpenPGP
    void choosePdf();
    void savePdf(const QString &path); // as saveTo()
    void printDraft();
    void editOrganisation();
    void editCase();
    void recordAnswer();  // to the request that is chosen
    void verifyContact(); // the one chosen in the directory: checked today
    // Lays the draft of this template, of the first contact that has it.
    void showDraft(const QString &templateId);
    void askAgain(); // lays the draft with which to press whoever is silent

Q_SIGNALS:
    void directoryWritten(); // or not: the editor says so
    void organisationChanged(const hinoban::respond::Organisation &organisation);
    void messageSent(const hinoban::respond::SentMessage &message);
    void requestActed(const hinoban::respond::RequestAct &act);
    void caseTold(const QString &field, const QString &value, const QString &person);
    void serviceMarked(const QString &service, bool isStopped, const QString &person);
    void saved(const QString &path); // the file is on disk
    void notSaved();                 // it is not, nor those beside it: the editor says why

protected:
    void refresh() override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // A draft is another one for each occasion, domain, contact, template and language. The words of a drill never
    // come back in a real incident, nor those of one incident in the next.
    struct Key {
        QString occasion;
        dns::Name domain;
        QString contact, templateId, language;
        friend bool operator<(const Key &a, const Key &b)
        {
            return std::tie(a.occasion, a.domain, a.contact, a.templateId, a.language) <
                   std::tie(b.occasion, b.domain, b.contact, b.templateId, b.language);
        }
    };
    // Mail files as they were saved last, and the words that they were made of: they are what was sent.
    struct SavedMail {
        QString subject, body;
        std::vector<QByteArray> mails;
    };

    void showTab(const QString &tab);
    void chooseContact(const QString &id);
    void layDraft(); // of the chosen contact, template and language
    void loadDirectory();
    void sayCounts();
    void layFor(const std::function<bool(const respond::Contact &)> &fits, const QString &templateId,
                const QString &wished);
    void showRequests();
    void makeRequests();
    void askedOf(const respond::Draft &draft, const respond::Contact &contact, const respond::SentMessage &message,
                 const QString &reference);
    [[nodiscard]] const respond::Contact *contact() const;
    [[nodiscard]] respond::DraftFacts facts() const; // of the domain shown, at this moment
    [[nodiscard]] QString templateOf(const respond::Contact &contact) const;
    [[nodiscard]] QString languageOf(const respond::Contact &contact, const QString &templateId) const;
    [[nodiscard]] QString occasion() const;
    [[nodiscard]] Key keyOf(const respond::Draft &draft) const;
    void saySaved(const QStringList &names, int gaps);
    [[nodiscard]] std::vector<QByteArray> bytesOf(const respond::Draft &draft, bool asMail) const; // one a mail
    [[nodiscard]] QString fileNameOf(const respond::Draft &draft, const QString &ending) const;
    [[nodiscard]] PaperOrder paperOf(const respond::Draft &draft) const;
    void copyContact(const QListView *list) const;

    ContactsModel *m_steps, *m_directory;
    MessagesModel *m_messages;
    RequestsModel *m_requests;
    QListView *m_stepList, *m_directoryList;
    QTableView *m_messageList, *m_requestList;
    QStackedWidget *m_above, *m_below;
    QPlainTextEdit *m_message, *m_request;
    QPushButton *m_answer, *m_again;
    DraftEditor *m_editor;
    QAction *m_copyStep, *m_copyEntry, *m_verified;

    QString m_contact;                      // id; empty: none chosen yet
    std::map<QString, QString> m_templates; // contact → chosen template
    std::map<QString, QString> m_languages; // contact → chosen language
    std::map<Key, std::unique_ptr<DraftSheet>> m_sheets;
    std::map<Key, SavedMail> m_savedMails;
    QString m_directoryProblem;
    std::vector<respond::WebForm> m_forms;
    std::optional<Error> m_formsProblem; // why there are none
};

} // namespace hinoban::ui
