// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/contacts/ContactsModel.h"
#include "ui/contacts/ContactWords.h"
#include "ui/contacts/MessagesModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;
using respond::Channel;

namespace {

respond::SentMessage message(const QString &templateId, const QString &party, const QByteArray &bytes = "x")
{
    respond::SentMessage value;
    value.templateId = templateId;
    value.party = party;
    value.channel = QStringLiteral("mail a@b.example");
    value.person = QStringLiteral("Sato");
    value.sentAt = test::at("2020-06-01T10:20:00Z");
    value.bytes = bytes;
    return value;
}

} // namespace

class ContactsModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreNumbered()
    {
        ContactsModel model(true);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setContacts(test::sampleSnapshot()->domains.front().contacts);
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto index = model.index(row);
            lines.append(QStringLiteral("%1 %2 [%3] %4")
                             .arg(index.data(ContactsModel::NumberRole).toString(), index.data().toString(),
                                  index.data(ContactsModel::RoleWordRole).toString(),
                                  index.data(ContactsModel::ChannelsRole).toStringList().first()));
        }
        QCOMPARE(
            lines,
            (QStringList{
                QStringLiteral("1 GMO Internet (Onamae.com) [Registrar support] phone +81 3 5456 2560"),
                QStringLiteral("2 GMO CSIRT [Registrar's CSIRT] mail csirt@registrar.example"),
                QStringLiteral("3 AWS Support [DNS provider's support] ticket https://console.aws.amazon.com/support/"),
                QStringLiteral("4 JPCERT/CC [National CSIRT] mail info@jpcert.or.jp"),
                QStringLiteral("5 Vultr (45.77.24.250) [Hosting of the attacker's server] mail abuse@vultr.com"),
            }));
    }

    void sameContactsKeepTheirRows()
    {
        ContactsModel model(true);
        auto contacts = test::sampleSnapshot()->domains.front().contacts;
        model.setContacts(contacts);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
        model.setContacts(contacts);
        QCOMPARE(changed.size(), 0);
        contacts[0].channels.push_back({Channel::Kind::Mail, QStringLiteral("abuse@gmo.jp")});
        model.setContacts(contacts);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        contacts.pop_back();
        model.setContacts(contacts);
        QCOMPARE(reset.size(), 1);
    }

    void whoeverHadAMessageIsMarked()
    {
        ContactsModel model(true);
        model.setContacts(test::sampleSnapshot()->domains.front().contacts);
        const auto done = [&] {
            QString marks;
            for (int row = 0; row < model.rowCount(); ++row)
                marks += model.index(row).data(ContactsModel::DoneRole).toBool() ? u'✓' : u'·';
            return marks;
        };
        QCOMPARE(done(), QStringLiteral("·····"));
        model.setMessages({message(QStringLiteral("JP-TD"), QStringLiteral("JPCERT/CC"))});
        QCOMPARE(done(), QStringLiteral("···✓·"));
    }

    void japaneseOrganisationsAreWrittenToInJapanese_data()
    {
        QTest::addColumn<QString>("organisation");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("language");
        const auto row = [](const char *name, const QString &who, Channel::Kind kind, const char *address,
                            const char *language) {
            QTest::newRow(name) << who << int(kind) << QString::fromLatin1(address) << QString::fromLatin1(language);
        };
        row("name", QStringLiteral("例示レジストラ"), Channel::Kind::Mail, "abuse@example.com", "ja");
        row("country code", {}, Channel::Kind::Phone, "+81.337709199", "ja");
        row("domestic number", {}, Channel::Kind::Phone, "03-6271-8901", "ja");
        row("mail under .jp", {}, Channel::Kind::Mail, "info@jpcert.or.jp", "ja");
        row("form under .jp", {}, Channel::Kind::Form, "https://www.jpcert.or.jp/form/", "ja");
        row("mail elsewhere", QStringLiteral("Vultr"), Channel::Kind::Mail, "abuse@vultr.com", "en");
        row("another country's number", {}, Channel::Kind::Phone, "+1.7035551212", "en");
        row("international prefix", {}, Channel::Kind::Phone, "0017035551212", "en");
    }

    void japaneseOrganisationsAreWrittenToInJapanese()
    {
        QFETCH(QString, organisation);
        QFETCH(int, kind);
        QFETCH(QString, address);
        QFETCH(QString, language);
        respond::Contact contact;
        contact.organisation = organisation;
        contact.channels = {{Channel::Kind(kind), address}};
        QCOMPARE(languageFor(contact), language);
    }

    void trustIsSaid()
    {
        respond::Contact contact;
        contact.confidence = QStringLiteral("H");
        contact.lastVerified = QStringLiteral("2020-05-20");
        QCOMPARE(trustText(contact), QStringLiteral("from the organisation's own page · verified 2020-05-20"));
        contact.confidence = QStringLiteral("L");
        contact.lastVerified.clear();
        QCOMPARE(trustText(contact), QStringLiteral("source unverified · never verified"));
    }

    void messagesAreAppended()
    {
        MessagesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<respond::SentMessage> messages{message(QStringLiteral("JP-TD"), QStringLiteral("JPCERT/CC"))};
        model.setMessages(messages);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), reset(&model, &QAbstractItemModel::modelReset);
        messages.append(message(QStringLiteral("REG-CALL"), QStringLiteral("GMO")));
        model.setMessages(messages);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(model.index(1, MessagesModel::TextColumn).data().toString(), QStringLiteral("Telephone script"));
    }

    void aKeptMailIsReadable()
    {
        const auto text = QStringLiteral("件名の下\r\n\u001b[31m本文");
        const auto mail =
            QByteArray("Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n") + text.toUtf8().toBase64();
        const QString shown = readable(message(QStringLiteral("JP-TD"), QStringLiteral("x"), mail));
        QVERIFY(shown.contains(QStringLiteral("Subject: x\n")));
        QVERIFY(shown.contains(QStringLiteral("件名の下\n")));
        QVERIFY(!shown.contains(QChar(0x1b)));
    }
};

QTEST_GUILESS_MAIN(ContactsModelsTest)
#include "tst_contactsmodels.moc"
