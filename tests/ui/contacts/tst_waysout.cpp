// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/store/Workspace.h"
#include "PaneShots.h"
#include "SampleSnapshot.h"
#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/ContactsPane.h"
#include "ui/contacts/MailDialog.h"
#include "ui/contacts/SentDialog.h"
#include "ui/contacts/WebFormDialog.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <sys/stat.h>

using namespace hinoban;
using namespace hinoban::ui;
using openpgp::Trouble;

namespace {

const QString Own = QStringLiteral("csirt@example.org"), Desk = QStringLiteral("desk@cert.example");

openpgp::Key keyOf(const QString &mail, openpgp::Validity validity, bool hasSecret)
{
    openpgp::Key key;
    key.fingerprint = QString(40, hasSecret ? QLatin1Char('A') : QLatin1Char('B'));
    key.names = {QStringLiteral("Test <%1>").arg(mail)};
    key.mails = {mail};
    key.validities = {validity};
    key.canSign = key.canEncrypt = true;
    key.hasSecret = hasSecret;
    return key;
}

std::vector<openpgp::Key> bothKeys()
{
    return {keyOf(Own, openpgp::Validity::Ultimate, true), keyOf(Desk, openpgp::Validity::Full, false)};
}

MailDialog::Order orderOf(const QString &evidenceFile = {})
{
    MailDialog::Order order;
    order.draft.templateId = QStringLiteral("JP-TD");
    order.draft.language = QStringLiteral("en");
    order.draft.subject = QStringLiteral("Takedown");
    order.draft.body = QStringLiteral("Please stop these servers.\n");
    order.draft.recipients = {Desk};
    order.facts.organisation.externalMail = Own;
    auto snapshot = test::sampleCopy();
    snapshot->evidenceFile = evidenceFile;
    order.snapshot = snapshot;
    return order;
}

respond::WebForm form()
{
    respond::WebForm form;
    form.address = QStringLiteral("https://form.example/");
    form.source = QStringLiteral("the form itself");
    return form;
}

template <class Widget>
Widget *in(const QWidget &dialog, const char *name)
{
    return dialog.findChild<Widget *>(QLatin1String(name));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Both languages, light and dark; `make` gives the dialog in the language of the moment.
template <class Make>
void shoot(const QString &name, Make make)
{
    const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    for (const auto *language : {"en", "ja"}) {
        Language::instance().set(QLatin1String(language));
        for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
            Theme::instance().apply(kind);
            const std::unique_ptr<QWidget> dialog = make();
            dialog->show();
            QTest::qWait(50);
            QVERIFY(dialog->grab().save(
                folder.filePath(QStringLiteral("dialog-%1-%2-%3.png")
                                    .arg(name, QString::fromLatin1(Theme::text(kind)), QLatin1String(language)))));
        }
    }
    Language::instance().set(QStringLiteral("en"));
    Theme::instance().apply(Theme::Kind::Light);
}

} // namespace

// Ways out for a draft: web forms, mail with evidence and OpenPGP, paper.
class WaysOutTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_home; // of gpg
    QTemporaryDir m_folder;

    QByteArray gpg(const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral("gpg"),
                      QStringList{QStringLiteral("--homedir"), m_home->path(), QStringLiteral("--batch"),
                                  QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                                  QStringLiteral("--passphrase"), QString(), QStringLiteral("--status-fd"),
                                  QStringLiteral("2")} +
                          words);
        if (!process.waitForFinished(60000) || process.exitCode() != 0)
            qWarning("%s", process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("hinoban-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        Theme::instance().apply(Theme::Kind::Light);
        // gpg's socket lies in the folder: its path must be short. Nobody's own keyring is read here.
        m_home = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/hb-gpg-XXXXXX"));
        QVERIFY(m_home->isValid());
        chmod(m_home->path().toLocal8Bit().constData(), 0700);
        qputenv("GNUPGHOME", m_home->path().toLocal8Bit());
        for (const QString &mail : {Own, Desk})
            gpg({QStringLiteral("--quick-gen-key"), QStringLiteral("Test <%1>").arg(mail), QStringLiteral("default"),
                 QStringLiteral("default"), QStringLiteral("never")});
    }
    void cleanupTestCase()
    {
        QProcess kill;
        kill.start(QStringLiteral("gpgconf"),
                   {QStringLiteral("--homedir"), m_home->path(), QStringLiteral("--kill"), QStringLiteral("all")});
        kill.waitForFinished();
    }

    void oneKeyCopiesAndGoesOn()
    {
        const std::vector<respond::FilledField> fields{
            {QStringLiteral("Name"), QStringLiteral("Hanako"), {}, true, 0},
            {QStringLiteral("Department"), {}, {}, false, 0},
            {QStringLiteral("Phone"), QStringLiteral("[phone: missing]"), {QStringLiteral("phone")}, true, 0},
            {QStringLiteral("Log"), QStringLiteral("a\nb\nc\nd\ne"), {}, true, 0},
            {QStringLiteral("Summary"), QStringLiteral("longer"), {}, true, 3}};
        WebFormDialog dialog(form(), fields, false, nullptr);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        dialog.activateWindow();
        auto *table = in<QTableWidget>(dialog, "formFields");
        auto *notice = in<QLabel>(dialog, "formNotice");
        table->setFocus();
        QApplication::clipboard()->setText(QStringLiteral("before"));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Hanako"));
        QCOMPARE(table->currentRow(), 1);
        // What is optional and empty is passed over.
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Hanako"));
        QCOMPARE(table->currentRow(), 2);
        // A gap is said, and neither copied nor passed over.
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Hanako"));
        QCOMPARE(table->currentRow(), 2);
        QVERIFY(notice->text().contains(QLatin1String("Not copied")) &&
                notice->text().contains(QLatin1String("phone")));
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("a\nb\nc\nd\ne")); // all of it, not what is shown
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("a\nb\nc\nd\ne"));
        QVERIFY2(notice->text().contains(QLatin1String("longer than 3")), qPrintable(notice->text()));
        // It stays open beside the browser: said anew in another language.
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY(notice->text().contains(QStringLiteral("コピーしていません")));
        QVERIFY(dialog.windowTitle() != QLatin1String("Fill in a web form"));
        Language::instance().set(QStringLiteral("en"));
    }

    void aKeyThatCannotBeUsedBlocks_data()
    {
        QTest::addColumn<bool>("sign");
        QTest::addColumn<openpgp::Key>("key");
        QTest::addColumn<QString>("sentence");
        auto expired = keyOf(Desk, openpgp::Validity::Full, false);
        expired.isExpired = true;
        auto revoked = keyOf(Desk, openpgp::Validity::Full, false);
        revoked.isRevoked = true;
        QTest::newRow("none") << false << keyOf(QStringLiteral("other@cert.example"), openpgp::Validity::Full, false)
                              << QStringLiteral("no key");
        QTest::newRow("expired") << false << expired << QStringLiteral("expired");
        QTest::newRow("revoked") << false << revoked << QStringLiteral("revoked");
        QTest::newRow("untrusted") << false << keyOf(Desk, openpgp::Validity::Marginal, false)
                                   << QStringLiteral("belongs to this address");
        QTest::newRow("no secret") << true << keyOf(Own, openpgp::Validity::Full, false)
                                   << QStringLiteral("secret half");
    }
    void aKeyThatCannotBeUsedBlocks()
    {
        QFETCH(bool, sign);
        QFETCH(openpgp::Key, key);
        QFETCH(QString, sentence);
        QTemporaryDir folder;
        MailDialog dialog(orderOf(), nullptr);
        dialog.setKeys(std::vector{key});
        auto *save = in<QPushButton>(dialog, "mailSave");
        QVERIFY(save->isEnabled());
        in<QCheckBox>(dialog, sign ? "mailSign" : "mailEncrypt")->setChecked(true);
        QVERIFY(!save->isEnabled());
        const QString notice = in<QLabel>(dialog, "mailNotice")->text();
        QVERIFY2(notice.contains(sentence), qPrintable(notice));
        // Not even when asked past the button.
        dialog.saveTo(folder.filePath(QStringLiteral("m.eml")));
        QTest::qWait(50);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void nobodySignsForNobody()
    {
        auto order = orderOf();
        order.facts.organisation.externalMail.clear();
        MailDialog dialog(order, nullptr);
        dialog.setKeys(bothKeys());
        in<QCheckBox>(dialog, "mailSign")->setChecked(true);
        QVERIFY(!in<QPushButton>(dialog, "mailSave")->isEnabled());
        QVERIFY(in<QLabel>(dialog, "mailNotice")->text().contains(QLatin1String("your mail address")));
    }

    void showsWhichKeyByItsFingerprint()
    {
        MailDialog dialog(orderOf(), nullptr);
        dialog.setKeys(bothKeys());
        for (const char *name : {"mailSign", "mailEncrypt"})
            in<QCheckBox>(dialog, name)->setChecked(true);
        QVERIFY(in<QPushButton>(dialog, "mailSave")->isEnabled());
        QVERIFY(in<QLabel>(dialog, "mailSignText")->text().contains(QLatin1String("AAAA AAAA")));
        QVERIFY(in<QLabel>(dialog, "mailEncryptText")->text().contains(QLatin1String("BBBB BBBB")));
    }

    // Keys that gpg does not have: it refuses, and nothing is written.
    void neverFallsBackToPlain()
    {
        QTemporaryDir folder;
        MailDialog dialog(orderOf(), nullptr);
        dialog.setKeys(bothKeys());
        in<QCheckBox>(dialog, "mailEncrypt")->setChecked(true);
        dialog.saveTo(folder.filePath(QStringLiteral("m.eml")));
        auto *notice = in<QLabel>(dialog, "mailNotice");
        QTRY_VERIFY_WITH_TIMEOUT(notice->text().contains(QLatin1String("Not saved")), 20000);
        QVERIFY(QDir(folder.path()).isEmpty());
        in<QCheckBox>(dialog, "mailEncrypt")->setChecked(false);
        QSignalSpy saved(&dialog, &MailDialog::saved);
        dialog.saveTo(folder.filePath(QStringLiteral("m.eml")));
        QVERIFY(saved.wait(20000));
        QVERIFY(bytesOf(folder.filePath(QStringLiteral("m.eml"))).contains("Subject: Takedown"));
    }

    // With keys that gpg has: signed, for the recipient and for whoever writes, with the evidence inside.
    void whatIsSavedIsProtected()
    {
        QTemporaryDir folder;
        const QString workspace = folder.filePath(QStringLiteral("w.hinoban"));
        {
            auto made = store::Workspace::open(workspace, store::Workspace::Mode::Create);
            QVERIFY(made);
        }
        MailDialog dialog(orderOf(workspace), nullptr);
        QSignalSpy checked(&dialog, &MailDialog::checked);
        QVERIFY(checked.wait(20000)); // gpg's own answer
        for (const char *name : {"mailSign", "mailEncrypt", "mailBundle"})
            in<QCheckBox>(dialog, name)->setChecked(true);
        auto *save = in<QPushButton>(dialog, "mailSave");
        QTRY_VERIFY2_WITH_TIMEOUT(save->isEnabled(), qPrintable(in<QLabel>(dialog, "mailNotice")->text()), 30000);
        const QString told = in<QLabel>(dialog, "mailBundleText")->text();
        const QString path = folder.filePath(QStringLiteral("m.eml"));
        QSignalSpy saved(&dialog, &MailDialog::saved);
        dialog.saveTo(path);
        QVERIFY2(saved.wait(30000), qPrintable(in<QLabel>(dialog, "mailNotice")->text()));
        const QByteArray mail = bytesOf(path);
        QVERIFY(mail.contains("multipart/encrypted"));
        QVERIFY(!mail.contains("evidence.tar.gz"));
        const auto begin = mail.indexOf("-----BEGIN PGP MESSAGE-----");
        QVERIFY(begin > 0);
        const QString armoured = folder.filePath(QStringLiteral("m.asc"));
        QFile file(armoured);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(mail.mid(begin));
        file.close();
        const QByteArray inside = gpg({QStringLiteral("--decrypt"), armoured});
        QVERIFY2(inside.contains("evidence.tar.gz"), inside.left(300).constData());
        // The attachment is the one whose hash was shown.
        const auto name = inside.indexOf("evidence.tar.gz");
        const auto from = inside.indexOf("\r\n\r\n", name) + 4;
        const auto packed = QByteArray::fromBase64(inside.mid(from, inside.indexOf("\r\n--", from) - from));
        QVERIFY2(told.contains(QString::fromLatin1(sha256Hex(packed))), qPrintable(told));
    }

    void evidenceThatCannotBePackedBlocks()
    {
        MailDialog dialog(orderOf(QStringLiteral("/nonexistent/w.hinoban")), nullptr);
        dialog.setKeys(std::vector<openpgp::Key>{});
        auto *save = in<QPushButton>(dialog, "mailSave");
        in<QCheckBox>(dialog, "mailBundle")->setChecked(true);
        QVERIFY(!save->isEnabled());
        auto *notice = in<QLabel>(dialog, "mailNotice");
        QTRY_VERIFY_WITH_TIMEOUT(notice->text().contains(QLatin1String("/nonexistent")), 20000);
        QVERIFY(!save->isEnabled());
        in<QCheckBox>(dialog, "mailBundle")->setChecked(false);
        QVERIFY(save->isEnabled());
    }

    // From the pane: pages, a form's fields, and the record of what was really sent.
    void theDraftGoesOutAndIsKeptAsItWent()
    {
        auto snapshot = test::sampleCopy();
        snapshot->drill = false;
        snapshot->evidenceFile.clear();
        auto &own = snapshot->organisation;
        own.name = own.nameJa = QStringLiteral("Example Inc.");
        own.person = own.personJa = QStringLiteral("Sato");
        own.role = own.roleJa = QStringLiteral("CSIRT");
        own.phone = QStringLiteral("03-0000-0000");
        own.externalMail = Own;
        own.registrarMemberId = QStringLiteral("1234");
        for (auto &contact : snapshot->domains.front().contacts) {
            contact.templates.clear();
            for (const auto &info : respond::templates())
                if (info.role == contact.role) contact.templates.append(info.id);
        }
        ContactsPane pane;
        pane.resize(350, 640);
        pane.show(snapshot, test::name("coincheck.com"));
        pane.show();
        auto *steps = in<QListView>(pane, "stepList");
        for (int row = 0; row < steps->model()->rowCount(); ++row)
            if (steps->model()->index(row, 0).data(ContactsModel::IdRole).toString() == QLatin1String("jpcert-cc"))
                steps->setCurrentIndex(steps->model()->index(row, 0));
        const auto draft = pane.currentDraft();
        QVERIFY(draft && draft->contactId == QLatin1String("jpcert-cc"));
        QSignalSpy saved(&pane, &ContactsPane::saved);
        const QString path = m_folder.filePath(QStringLiteral("d.pdf"));
        pane.savePdf(path);
        QVERIFY(saved.wait(20000));
        QVERIFY(bytesOf(path).startsWith("%PDF-"));
        QSignalSpy notSaved(&pane, &ContactsPane::notSaved);
        pane.savePdf(m_folder.filePath(QStringLiteral("no/such/folder/d.pdf")));
        QVERIFY(notSaved.wait(20000));

        auto *form = in<QAction>(pane, "draftForm");
        QVERIFY(form && form->isEnabled());
        form->trigger();
        auto *fields = pane.findChild<WebFormDialog *>();
        QVERIFY(fields);
        QVERIFY(in<QTableWidget>(*fields, "formFields")->rowCount() > 8);
        form->trigger(); // one at a time
        QTRY_COMPARE(int(pane.findChildren<WebFormDialog *>().size()), 1);
        fields = pane.findChild<WebFormDialog *>();
        for (int row = 0; row < in<QTableWidget>(*fields, "formFields")->rowCount(); ++row)
            in<QTableWidget>(*fields, "formFields")->selectRow(row);
        fields->close();

        in<QAction>(pane, "draftMail")->trigger();
        auto *mail = pane.findChild<MailDialog *>();
        QVERIFY(mail && mail->isVisible());
        if (draft->recipients.isEmpty()) QVERIFY(!in<QCheckBox>(*mail, "mailEncrypt")->isEnabled());
        mail->setKeys(openpgp::keys({}, false));
        in<QCheckBox>(*mail, "mailSign")->setChecked(true);
        saved.clear();
        const QString eml = m_folder.filePath(QStringLiteral("d.eml"));
        mail->saveTo(eml);
        QVERIFY2(saved.wait(30000), qPrintable(in<QLabel>(*mail, "mailNotice")->text()));
        QVERIFY(bytesOf(eml).contains("multipart/signed"));
        QSignalSpy sent(&pane, &ContactsPane::messageSent);
        pane.recordSent();
        auto *dialog = pane.findChild<SentDialog *>();
        QVERIFY(dialog);
        in<QLineEdit>(*dialog, "sentPerson")->setText(QStringLiteral("Sato"));
        for (auto *button : dialog->findChildren<QPushButton *>())
            if (button->isDefault()) button->click();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.front().at(0).value<respond::SentMessage>().bytes, bytesOf(eml));
        // Other words are another mail.
        in<QPlainTextEdit>(pane, "draftText")->insertPlainText(QStringLiteral("One more thing. "));
        sent.clear();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        pane.recordSent();
        dialog = pane.findChild<SentDialog *>();
        in<QLineEdit>(*dialog, "sentPerson")->setText(QStringLiteral("Sato"));
        for (auto *button : dialog->findChildren<QPushButton *>())
            if (button->isDefault()) button->click();
        QCOMPARE(sent.size(), 1);
        QVERIFY(!sent.front().at(0).value<respond::SentMessage>().bytes.contains("multipart/signed"));
    }

    void pictures()
    {
        const auto shotForm = [] {
            const std::vector<respond::FilledField> fields{
                {QStringLiteral("氏名"), QStringLiteral("佐藤 花子"), {}, true, 0},
                {QStringLiteral("部署・役職"), {}, {}, false, 0},
                {QStringLiteral("電話番号"),
                 QStringLiteral("【要記入：電話番号】"),
                 {QStringLiteral("電話番号")},
                 true,
                 0},
                {QStringLiteral("メールアドレス（確認メールの宛先）"), Own, {}, true, 0},
                {QStringLiteral("アクセス元（IP アドレス・ホスト名）"),
                 QStringLiteral("ns-1515.awsdns-061[.]org 82.221.139[.]210 53/udp\nns-985.awsdns-59[.]net "
                                "82.221.139[.]210 53/udp"),
                 {},
                 true,
                 0},
                {QStringLiteral("詳細・ログ"), QStringLiteral("一行目\n").repeated(40), {}, true, 0}};
            auto made = std::make_unique<WebFormDialog>(form(), fields, true, nullptr);
            in<QTableWidget>(*made, "formFields")->setCurrentCell(2, 0);
            made->copyAndGoOn();
            return made;
        };
        shoot(QStringLiteral("form"), shotForm);
        QTemporaryDir folder;
        const QString workspace = folder.filePath(QStringLiteral("w.hinoban"));
        QVERIFY(store::Workspace::open(workspace, store::Workspace::Mode::Create));
        shoot(QStringLiteral("mail"), [&] {
            auto made = std::make_unique<MailDialog>(orderOf(workspace), nullptr);
            made->setKeys(bothKeys());
            for (const char *name : {"mailSign", "mailEncrypt", "mailBundle"})
                in<QCheckBox>(*made, name)->setChecked(true);
            if (!QTest::qWaitFor([&] { return in<QPushButton>(*made, "mailSave")->isEnabled(); }, 20000))
                qWarning("the mail is not ready");
            return made;
        });
        shoot(QStringLiteral("mail-blocked"), [&] {
            auto order = orderOf();
            order.draft.drill = true;
            order.draft.hosts = {QHostAddress(QStringLiteral("82.221.139.210"))};
            auto made = std::make_unique<MailDialog>(order, nullptr);
            made->setKeys(std::vector{keyOf(Desk, openpgp::Validity::Marginal, false)});
            in<QCheckBox>(*made, "mailEncrypt")->setChecked(true);
            return made;
        });
    }
};

QTEST_MAIN(WaysOutTest)
#include "tst_waysout.moc"
