// SPDX-License-Identifier: GPL-3.0-or-later
#include "PaneShots.h"
#include "SampleSnapshot.h"
#include "ui/common/Language.h"
#include "ui/common/Person.h"
#include "ui/common/TimeText.h"
#include "ui/contacts/AnswerDialog.h"
#include "ui/contacts/CaseDialog.h"
#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/ContactsPane.h"
#include "ui/contacts/OrganisationDialog.h"
#include "ui/contacts/RequestsModel.h"
#include "ui/contacts/SentDialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

const dns::Name Domain = test::name("coincheck.com");

// The hand-made contacts with templates that really ship.
std::shared_ptr<console::Snapshot> snapshotWithTemplates()
{
    auto snapshot = test::sampleCopy();
    for (auto &contact : snapshot->domains.front().contacts) {
        contact.templates.clear();
        for (const auto &info : respond::templates())
            if (info.role == contact.role) contact.templates.append(info.id);
    }
    return snapshot;
}

struct Shown {
    ContactsPane pane;
    std::shared_ptr<console::Snapshot> snapshot = snapshotWithTemplates();
    QListView *steps = pane.findChild<QListView *>(QStringLiteral("stepList"));
    QPlainTextEdit *text = pane.findChild<QPlainTextEdit *>(QStringLiteral("draftText"));
    QLineEdit *subject = pane.findChild<QLineEdit *>(QStringLiteral("draftSubject"));
    QPushButton *gaps = pane.findChild<QPushButton *>(QStringLiteral("draftGaps"));
    QLabel *notice = pane.findChild<QLabel *>(QStringLiteral("draftNotice"));

    Shown()
    {
        pane.resize(350, 640);
        pane.show(snapshot, Domain);
        pane.show();
        (void)QTest::qWaitForWindowExposed(&pane);
        pane.activateWindow();
    }
    void refresh()
    {
        snapshot = std::make_shared<console::Snapshot>(*snapshot);
        snapshot->at += std::chrono::seconds(1);
        pane.show(snapshot, Domain);
    }
    // What a team enters before anything happens.
    void fillIn()
    {
        snapshot = std::make_shared<console::Snapshot>(*snapshot);
        auto &o = snapshot->organisation;
        o.name = o.nameJa = QStringLiteral("Example Inc.");
        o.person = o.personJa = QStringLiteral("Sato");
        o.role = o.roleJa = QStringLiteral("CSIRT");
        o.phone = QStringLiteral("03-0000-0000");
        o.externalMail = QStringLiteral("csirt@example.net");
        o.registrarMemberId = QStringLiteral("1234");
        pane.show(snapshot, Domain);
    }
    void choose(const QString &id)
    {
        const auto *model = steps->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data(ContactsModel::IdRole).toString() == id)
                steps->setCurrentIndex(model->index(row, 0));
    }
    [[nodiscard]] QToolButton *language(const char *code) const
    {
        return pane.findChild<QToolButton *>(QStringLiteral("draft-") + QLatin1String(code));
    }
};

} // namespace

class ContactsPaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("hinoban-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        Theme::instance().apply(Theme::Kind::Light);
    }
    void init() { TimeText::instance().setZone(TimeText::Zone::Local); }

    void theFirstStepIsOnTheDesk()
    {
        Shown shown;
        QCOMPARE(shown.steps->currentIndex().row(), 0);
        const auto draft = shown.pane.currentDraft();
        QVERIFY(draft);
        QCOMPARE(draft->contactId, QStringLiteral("registrar"));
        QCOMPARE(draft->language, QStringLiteral("ja")); // a number of Japan
        QVERIFY(draft->drill);
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("訓練")));
    }

    void stepsAndLanguagesChangeTheDraft()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        QCOMPARE(shown.pane.currentDraft()->templateId, QStringLiteral("JP-TD"));
        QCOMPARE(shown.pane.currentDraft()->language, QStringLiteral("ja"));
        const QString japanese = shown.text->toPlainText();
        QTest::mouseClick(shown.language("en"), Qt::LeftButton);
        QCOMPARE(shown.pane.currentDraft()->language, QStringLiteral("en"));
        QVERIFY(shown.text->toPlainText() != japanese);
        shown.choose(QStringLiteral("registrar"));
        shown.choose(QStringLiteral("jpcert-cc")); // the choice is kept
        QCOMPARE(shown.pane.currentDraft()->language, QStringLiteral("en"));
    }

    void gapsAreReachedAndFilled()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        const auto before = shown.pane.currentDraft()->gaps;
        QVERIFY(!before.empty());
        QVERIFY(shown.gaps->isVisible());
        QTest::mouseClick(shown.gaps, Qt::LeftButton);
        QCOMPARE(shown.text->textCursor().selectionStart(), before.front().position);
        QCOMPARE(shown.text->textCursor().selectionEnd(), before.front().position + before.front().length);
        QVERIFY(shown.text->hasFocus());
        QTest::keyClicks(shown.text, QStringLiteral("Sato"));
        QCOMPARE(shown.pane.currentDraft()->gaps.size(), before.size() - 1);

        // A click into a gap selects all of it.
        shown.choose(QStringLiteral("registrar"));
        const auto gap = shown.pane.currentDraft()->gaps.front();
        QTextCursor inside(shown.text->document());
        inside.setPosition(gap.position + 2);
        shown.text->setTextCursor(inside);
        shown.text->ensureCursorVisible();
        QTest::mouseClick(shown.text->viewport(), Qt::LeftButton, {}, shown.text->cursorRect(inside).center());
        QTRY_COMPARE(shown.text->textCursor().selectedText(), shown.text->toPlainText().mid(gap.position, gap.length));
    }

    void wordsOfAPersonSurviveARefresh()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.text->setFocus();
        shown.text->moveCursor(QTextCursor::Start);
        QTest::keyClicks(shown.text, QStringLiteral("My own first line. "));
        const int caret = shown.text->textCursor().position();
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->domains.front().facts.parentServersWrong = 12;
        shown.snapshot->domains.front().facts.hostile.pop_back();
        shown.refresh();
        QVERIFY(shown.text->toPlainText().startsWith(QStringLiteral("My own first line. ")));
        QCOMPARE(shown.text->textCursor().position(), caret);
        shown.choose(QStringLiteral("registrar"));
        shown.refresh();
        shown.choose(QStringLiteral("jpcert-cc"));
        QVERIFY(shown.text->toPlainText().startsWith(QStringLiteral("My own first line. ")));
    }

    void wordsOfADrillStayInTheDrill()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.text->moveCursor(QTextCursor::Start);
        QTest::keyClicks(shown.text, QStringLiteral("Only practised. "));
        const auto drill = shown.snapshot;
        shown.snapshot = std::make_shared<console::Snapshot>(*drill);
        shown.snapshot->drill = false;
        shown.refresh();
        QCOMPARE(shown.pane.currentDraft()->contactId, QStringLiteral("jpcert-cc"));
        QVERIFY(!shown.text->toPlainText().contains(QStringLiteral("Only practised.")));
        QVERIFY(!shown.pane.currentDraft()->drill);
        shown.snapshot = drill;
        shown.refresh();
        QVERIFY(shown.text->toPlainText().startsWith(QStringLiteral("Only practised.")));
    }

    void anUneditedDraftFollowsTheEvidence()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("45.77.24[.]250")));
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->domains.front().facts.hostile.pop_back();
        shown.refresh();
        QVERIFY(!shown.text->toPlainText().contains(QStringLiteral("mail server")));
    }

    void theFormFillsTheDraft()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        QSignalSpy changed(&shown.pane, &ContactsPane::organisationChanged);
        shown.pane.editOrganisation();
        auto *dialog = shown.pane.findChild<OrganisationDialog *>();
        QVERIFY(dialog);
        auto *mail = dialog->findChild<QLineEdit *>(QStringLiteral("organisation.externalMail"));
        auto *problem = dialog->findChild<QLabel *>(QStringLiteral("organisationProblem"));
        mail->setText(QStringLiteral("ir@coincheck.com")); // mail of the hijacked domain is lost
        QVERIFY(!problem->text().isEmpty());
        mail->setText(QStringLiteral("ir@example.net"));
        QVERIFY(problem->text().isEmpty());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("organisation.personJa")),
                         QStringLiteral("Sato Hana"));
        dialog->findChild<QPushButton *>()->click(); // Save is the first
        QCOMPARE(changed.size(), 1);
        const auto organisation = changed.first().first().value<respond::Organisation>();
        QCOMPARE(organisation.personJa, QStringLiteral("Sato Hana"));

        const auto before = shown.pane.currentDraft()->gaps.size();
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->organisation = organisation;
        shown.refresh();
        QVERIFY(shown.pane.currentDraft()->gaps.size() < before);
        QVERIFY(shown.text->toPlainText().contains(QStringLiteral("Sato Hana")));
    }

    void copyTakesSubjectAndText()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.pane.copyDraft();
        const auto draft = shown.pane.currentDraft();
        QCOMPARE(QApplication::clipboard()->text(), draft->subject + QStringLiteral("\n\n") + draft->body);
        QVERIFY(shown.notice->text().contains(QStringLiteral("still open")));
        const QString english = shown.notice->text();
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY(!shown.notice->text().isEmpty() && shown.notice->text() != english);
        Language::instance().set(QStringLiteral("en"));
        QTRY_COMPARE(shown.notice->text(), english);
    }

    // However narrow the pane: who it is and at which address, and all of it where one points.
    void theRecipientIsSaidWhole()
    {
        Shown shown;
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->drill = false;
        for (auto &contact : shown.snapshot->domains.front().contacts)
            contact.organisation = contact.organisationJa =
                QStringLiteral("The Computer Emergency Response Coordination Center of a Long Name");
        shown.refresh();
        shown.choose(QStringLiteral("jpcert-cc"));
        const auto *party = shown.pane.findChild<QLabel *>(QStringLiteral("draftParty"));
        QVERIFY2(party->text().contains(u'…'), qPrintable(party->text()));
        QVERIFY(party->text().startsWith(QStringLiteral("To: The")));
        QVERIFY2(party->toolTip().contains(QStringLiteral("of a Long Name")), qPrintable(party->toolTip()));
        QVERIFY(party->accessibleName().contains(QStringLiteral("of a Long Name")));
        shown.pane.resize(1400, 640);
        QTRY_VERIFY(!party->text().contains(u'…'));
    }

    void aMailFileIsWritten()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        QTest::keyClicks(shown.subject, QStringLiteral("!"));
        shown.text->moveCursor(QTextCursor::Start);
        QTest::keyClicks(shown.text, QStringLiteral("Edited by hand. "));
        const QString path = m_folder.filePath(QStringLiteral("draft.eml"));
        QSignalSpy saved(&shown.pane, &ContactsPane::saved);
        shown.pane.saveTo(path);
        QVERIFY(saved.wait());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray mail = file.readAll();
        QVERIFY(mail.contains("X-Unsent: 1\r\n"));
        QVERIFY(mail.contains("\r\nFrom: "));
        QVERIFY(!mail.contains("\r\nTo: ")); // a drill names nobody
        const auto body = QByteArray::fromBase64(mail.mid(mail.indexOf("\r\n\r\n") + 4));
        QVERIFY(QString::fromUtf8(body).startsWith(QStringLiteral("Edited by hand. ")));
        QVERIFY(shown.notice->text().contains(path));
    }

    void aFileThatCannotBeWrittenIsSaid()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.pane.saveTo(m_folder.filePath(QStringLiteral("no/such/folder/draft.eml")));
        QTRY_VERIFY(shown.notice->text().startsWith(QStringLiteral("Not saved: ")));
    }

    void anUnsafeSenderIsRefusedBeforeAFileIsAskedFor()
    {
        Shown shown;
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->organisation.externalMail = QStringLiteral("ir@coincheck.com");
        shown.refresh();
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.pane.chooseFile();
        QVERIFY(!shown.pane.findChild<QFileDialog *>());
        QVERIFY2(shown.notice->text().contains(QStringLiteral("ir@coincheck.com")), qPrintable(shown.notice->text()));
    }

    void gapsBlockSent()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        QVERIFY(!shown.pane.currentDraft()->gaps.empty());
        shown.pane.recordSent();
        auto *dialog = shown.pane.findChild<SentDialog *>();
        dialog->findChild<QLineEdit *>(QStringLiteral("sentPerson"))->setText(QStringLiteral("Sato"));
        for (auto *button : dialog->findChildren<QPushButton *>())
            if (button->isDefault()) QVERIFY(!button->isEnabled());
    }

    // Escape closes, and throws nothing away.
    void whatWasTypedIsThereAgain()
    {
        Shown shown;
        shown.fillIn();
        shown.choose(QStringLiteral("jpcert-cc"));
        const auto open = [&shown](const QString &name) {
            for (auto *dialog : shown.pane.findChildren<QDialog *>(name, Qt::FindDirectChildrenOnly))
                if (dialog->isVisible()) return dialog;
            return static_cast<QDialog *>(nullptr);
        };
        const auto typed = [](const QDialog *dialog, const char *name) {
            return dialog->findChild<QLineEdit *>(QLatin1String(name));
        };
        const QString sent = QStringLiteral("sentDialog"), organisation = QStringLiteral("organisationDialog");
        shown.pane.recordSent();
        QVERIFY(open(sent));
        typed(open(sent), "sentReference")->setText(QStringLiteral("ticket 123"));
        QTest::keyClick(open(sent), Qt::Key_Escape);
        QVERIFY(!open(sent));
        shown.choose(QStringLiteral("registrar"));
        shown.pane.recordSent(); // something else
        QCOMPARE(typed(open(sent), "sentReference")->text(), QString());
        QTest::keyClick(open(sent), Qt::Key_Escape);
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.pane.recordSent();
        QCOMPARE(typed(open(sent), "sentReference")->text(), QStringLiteral("ticket 123"));
        QTest::keyClick(open(sent), Qt::Key_Escape);

        shown.pane.editOrganisation();
        typed(open(organisation), "organisation.phone")->setText(QStringLiteral("03-1234-5678"));
        QTest::keyClick(open(organisation), Qt::Key_Escape);
        shown.pane.editOrganisation();
        QCOMPARE(typed(open(organisation), "organisation.phone")->text(), QStringLiteral("03-1234-5678"));
    }

    void whatWasSentIsRecorded()
    {
        Shown shown;
        shown.fillIn();
        shown.choose(QStringLiteral("jpcert-cc"));
        QVERIFY(shown.pane.currentDraft()->gaps.empty());
        QSignalSpy sent(&shown.pane, &ContactsPane::messageSent), asked(&shown.pane, &ContactsPane::requestActed);
        shown.pane.recordSent();
        auto *dialog = shown.pane.findChild<SentDialog *>();
        QVERIFY(dialog);
        QPushButton *record = nullptr;
        for (auto *button : dialog->findChildren<QPushButton *>())
            if (button->isDefault()) record = button;
        QVERIFY(record);
        dialog->findChild<QLineEdit *>(QStringLiteral("sentPerson"))->setText(QStringLiteral("Sato"));
        QVERIFY(record->isEnabled());

        auto *time = dialog->findChild<QDateTimeEdit *>(QStringLiteral("sentTime"));
        QCOMPARE(time->dateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                 QStringLiteral("2020-06-01 19:18")); // JST
        time->setDateTime(QDateTime(QDate(2020, 6, 1), QTime(20, 0), Qt::UTC));
        QVERIFY(!record->isEnabled()); // not yet come
        time->setDateTime(QDateTime(QDate(2020, 6, 1), QTime(19, 5), Qt::UTC));
        auto *zone = dialog->findChild<QComboBox *>(QStringLiteral("sentZone"));
        zone->setCurrentIndex(1);
        Q_EMIT zone->activated(1);
        QCOMPARE(time->dateTime().toString(QStringLiteral("HH:mm")), QStringLiteral("10:05")); // the same instant
        dialog->findChild<QLineEdit *>(QStringLiteral("sentReference"))->setText(QStringLiteral("JPCERT#123"));
        record->click();

        QCOMPARE(sent.size(), 1);
        const auto message = sent.first().first().value<respond::SentMessage>();
        QCOMPARE(message.sentAt, test::at("2020-06-01T10:05:00Z"));
        QCOMPARE(message.person, QStringLiteral("Sato"));
        QCOMPARE(message.channel, QStringLiteral("mail info@jpcert.or.jp, reference JPCERT#123"));
        QCOMPARE(message.party, QStringLiteral("JPCERT/CC"));
        QVERIFY(message.bytes.startsWith("Date: "));
        // What was sent to somebody who has to answer is a request, with a clock.
        QCOMPARE(asked.size(), 1);
        const auto act = asked.first().first().value<respond::RequestAct>();
        QCOMPARE(act.kind, respond::RequestAct::Kind::Open);
        QCOMPARE(act.party, QStringLiteral("JPCERT/CC"));
        QCOMPARE(act.templateId, QStringLiteral("JP-TD"));
        QCOMPARE(act.reference, QStringLiteral("JPCERT#123"));
        QCOMPARE(*act.due, test::at("2020-06-01T22:05:00Z"));
    }

    // A request from opened to answered: silence is said, the next draft is one press away, a mail finds its request.
    void aRequestIsFollowed()
    {
        Shown shown;
        shown.fillIn();
        respond::RequestBook book;
        QObject::connect(&shown.pane, &ContactsPane::requestActed, &shown.pane, [&](const respond::RequestAct &act) {
            if (const auto entry = book.entryOf(act, shown.snapshot->at)) book.take(*entry);
        });
        const auto moment = [&](Instant at) {
            shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
            shown.snapshot->at = at;
            shown.snapshot->requests = book.all();
            shown.pane.show(shown.snapshot, Domain);
        };
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.pane.recordSent();
        auto *sent = shown.pane.findChild<SentDialog *>();
        sent->findChild<QLineEdit *>(QStringLiteral("sentPerson"))->setText(QStringLiteral("Sato"));
        for (auto *button : sent->findChildren<QPushButton *>())
            if (button->isDefault()) button->click();
        moment(shown.snapshot->at + std::chrono::minutes(5));
        auto *tab = shown.pane.findChild<QToolButton *>(QStringLiteral("requests"));
        QCOMPARE(tab->text(), QStringLiteral("Requests 1"));
        moment(shown.snapshot->at + std::chrono::hours(13));
        QCOMPARE(tab->text(), QStringLiteral("Requests 1, 1 late"));
        QTest::mouseClick(tab, Qt::LeftButton);
        auto *list = shown.pane.findChild<QTableView *>(QStringLiteral("requestList"));
        QCOMPARE(list->model()->rowCount(), 1);
        QVERIFY(list->model()
                    ->index(0, RequestsModel::ClockColumn)
                    .data()
                    .toString()
                    .startsWith(QStringLiteral("overdue")));
        test::takeShots(shown.pane, QStringLiteral("contacts-requests"), {350, 640}, {470, 880});

        QTest::mouseClick(shown.pane.findChild<QPushButton *>(QStringLiteral("requestAgain")), Qt::LeftButton);
        QCOMPARE(shown.pane.currentDraft()->templateId, QStringLiteral("JP-UPD"));

        QTest::mouseClick(tab, Qt::LeftButton);
        QTest::mouseClick(shown.pane.findChild<QPushButton *>(QStringLiteral("requestAnswer")), Qt::LeftButton);
        auto *answer = shown.pane.findChild<AnswerDialog *>();
        QVERIFY(answer);
        const QString path = m_folder.filePath(QStringLiteral("answer.eml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("From: JPCERT/CC <info@jpcert.or.jp>\r\nDate: Tue, 02 Jun 2020 07:00:00 +0900\r\nSubject: Re: [" +
                   shown.snapshot->incident.id.toUtf8() + "]\r\n\r\nWe asked them. Our number is JPCERT#9.\r\n");
        file.close();
        QSignalSpy read(answer, &AnswerDialog::mailRead);
        auto *besides = answer->findChild<QPlainTextEdit *>(QStringLiteral("answerText"));
        besides->setPlainText(QStringLiteral("They rang as well."));
        answer->openMail(path);
        QVERIFY(read.wait());
        QVERIFY(answer->findChild<QPlainTextEdit *>(QStringLiteral("answerMail"))
                    ->toPlainText()
                    .contains(QStringLiteral("JPCERT#9")));
        // Closed by mistake: it is found again as it was.
        QTest::keyClick(answer, Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTest::mouseClick(shown.pane.findChild<QPushButton *>(QStringLiteral("requestAnswer")), Qt::LeftButton);
        QCOMPARE(shown.pane.findChildren<AnswerDialog *>(), QList<AnswerDialog *>{answer});
        QCOMPARE(besides->toPlainText(), QStringLiteral("They rang as well."));
        answer->findChild<QLineEdit *>(QStringLiteral("answerReference"))->setText(QStringLiteral("JPCERT#9"));
        answer->findChild<QLineEdit *>(QStringLiteral("answerPerson"))->setText(QStringLiteral("Sato"));
        QVERIFY(answer->grab().save(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots/dialog-answer.png")));
        for (auto *button : answer->findChildren<QPushButton *>())
            if (button->isDefault()) button->click();
        QCOMPARE(book.all().at(0).reference, QStringLiteral("JPCERT#9"));
        QCOMPARE(book.all().at(0).state, respond::Request::State::Acknowledged);
        QCOMPARE(book.all().at(0).replies.at(0).at, test::at("2020-06-01T22:00:00Z"));
        // What was typed beside the mail is an answer of its own.
        QCOMPARE(book.all().at(0).replies.size(), size_t(2));
        QVERIFY(book.all().at(0).replies.at(1).text.contains(QStringLiteral("They rang as well.")));
        QCOMPARE(person(), QStringLiteral("Sato"));
        moment(shown.snapshot->at + std::chrono::minutes(1));
        QVERIFY(shown.pane.findChild<QPlainTextEdit *>(QStringLiteral("requestText"))
                    ->toPlainText()
                    .contains(QStringLiteral("We asked them.")));
    }

    void aContactIsVerified()
    {
        QTemporaryDir data;
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        const auto restore = qScopeGuard([&] {
            if (before.isEmpty())
                qunsetenv("XDG_DATA_HOME");
            else
                qputenv("XDG_DATA_HOME", before);
        });
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        QTest::mouseClick(shown.pane.findChild<QToolButton *>(QStringLiteral("directory")), Qt::LeftButton);
        auto *list = shown.pane.findChild<QListView *>(QStringLiteral("directoryList"));
        const auto trust = [&] { return list->currentIndex().data(ContactsModel::TrustRole).toString(); };
        QVERIFY2(trust().contains(QStringLiteral("never verified")), qPrintable(trust()));
        QSignalSpy written(&shown.pane, &ContactsPane::directoryWritten);
        shown.pane.verifyContact();
        QVERIFY(written.wait());
        QVERIFY2(trust().contains(QStringLiteral("verified 20")), qPrintable(trust()));
        QVERIFY(QFile::exists(respond::ownContactsFile()));
        QVERIFY(respond::ownContactsFile().startsWith(data.path()));
    }

    void whatPeopleKnowIsToldOnce()
    {
        Shown shown;
        shown.fillIn();
        QSignalSpy told(&shown.pane, &ContactsPane::caseTold), marked(&shown.pane, &ContactsPane::serviceMarked);
        QTest::mouseClick(shown.pane.findChild<QPushButton *>(QStringLiteral("draftCase")), Qt::LeftButton);
        auto *dialog = shown.pane.findChild<CaseDialog *>();
        QVERIFY(dialog);
        auto *save = dialog->findChild<QPushButton *>(QStringLiteral("caseSave"));
        const auto said = [dialog] { return dialog->findChild<QLabel *>(QStringLiteral("caseProblem"))->text(); };
        dialog->findChild<QLineEdit *>(QStringLiteral("casePerson"))->clear();
        dialog->findChild<QLineEdit *>(QStringLiteral("case.cause"))->setText(QStringLiteral("under enquiry"));
        QVERIFY(!save->isEnabled()); // no entry is nobody's
        QVERIFY2(said().contains(QStringLiteral("who")), qPrintable(said()));
        dialog->findChild<QLineEdit *>(QStringLiteral("casePerson"))->setText(QStringLiteral("Sato"));
        QVERIFY(save->isEnabled());
        // Closed by mistake: it is found again as it was.
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTest::mouseClick(shown.pane.findChild<QPushButton *>(QStringLiteral("draftCase")), Qt::LeftButton);
        QCOMPARE(shown.pane.findChildren<CaseDialog *>(), QList<CaseDialog *>{dialog});
        dialog->findChild<QLineEdit *>(QStringLiteral("caseService"))->setText(QStringLiteral("Withdrawals"));
        QVERIFY(!save->isEnabled()); // or the service would be lost
        QVERIFY2(said().contains(QStringLiteral("Withdrawals")), qPrintable(said()));
        for (auto *button : dialog->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Stopped now")) button->click();
        QCOMPARE(marked.size(), 1);
        QCOMPARE(marked.first().at(1).toBool(), true);
        QTest::qWait(30);
        QVERIFY(dialog->grab().save(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots/dialog-case.png")));
        save->click();
        QCOMPARE(person(), QStringLiteral("Sato"));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().at(0).toString(), QStringLiteral("cause"));
        QCOMPARE(told.first().at(1).toString(), QStringLiteral("under enquiry"));
    }

    void pastedTextStaysPlain()
    {
        Shown shown;
        auto *data = new QMimeData;
        data->setHtml(QStringLiteral("<b>bold</b> <img src='http://192.0.2.1/x'>"));
        QApplication::clipboard()->setMimeData(data);
        shown.text->moveCursor(QTextCursor::Start);
        shown.text->paste();
        for (auto block = shown.text->document()->firstBlock(); block.isValid(); block = block.next())
            for (auto piece = block.begin(); piece != block.end(); ++piece)
                QVERIFY(!piece.fragment().charFormat().isImageFormat());
    }

    void quietMeansNobody()
    {
        ContactsPane pane;
        pane.show(test::quietSnapshot(), Domain);
        QVERIFY(!pane.currentDraft());
    }

    void shots()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        test::takeShots(shown.pane, QStringLiteral("contacts"), {350, 640}, {470, 880});
        shown.choose(QStringLiteral("registrar"));
        test::takeShots(shown.pane, QStringLiteral("contacts-call"), {350, 640}, {470, 880});
    }

    void otherShots()
    {
        Shown shown;
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.text->moveCursor(QTextCursor::Start);
        QTest::keyClicks(shown.text, QStringLiteral("Edited. "));
        respond::SentMessage message;
        message.templateId = QStringLiteral("JP-TD");
        message.party = QStringLiteral("JPCERT/CC");
        message.channel = QStringLiteral("mail info@jpcert.or.jp, reference JPCERT#123");
        message.person = QStringLiteral("Sato");
        message.sentAt = test::at("2020-06-01T10:05:00Z");
        message.bytes = shown.pane.currentDraft()->body.toUtf8();
        shown.snapshot = std::make_shared<console::Snapshot>(*shown.snapshot);
        shown.snapshot->messages = {message};
        shown.snapshot->domains.front().facts.hostile.pop_back();
        shown.refresh();
        shown.pane.copyDraft();
        test::takeShots(shown.pane, QStringLiteral("contacts-edited"), {350, 640}, {470, 880});
        QTest::mouseClick(shown.pane.findChild<QToolButton *>(QStringLiteral("sent")), Qt::LeftButton);
        test::takeShots(shown.pane, QStringLiteral("contacts-sent"), {350, 640}, {470, 880});
        QTest::mouseClick(shown.pane.findChild<QToolButton *>(QStringLiteral("directory")), Qt::LeftButton);
        test::takeShots(shown.pane, QStringLiteral("contacts-directory"), {350, 640}, {470, 880});
    }

    void dialogShots()
    {
        Shown shown;
        const auto shoot = [](QWidget *dialog, const char *name) {
            QVERIFY(dialog);
            QTest::qWait(30);
            QVERIFY(dialog->grab().save(
                QStringLiteral(HINOBAN_BINARY_DIR "/screenshots/dialog-%1.png").arg(QLatin1String(name))));
        };
        shown.pane.editOrganisation();
        shoot(shown.pane.findChild<OrganisationDialog *>(), "organisation");
        shown.choose(QStringLiteral("jpcert-cc"));
        shown.pane.recordSent();
        shoot(shown.pane.findChild<SentDialog *>(), "sent");
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(ContactsPaneTest)
#include "tst_contactspane.moc"
