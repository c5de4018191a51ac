// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

QStringList ids(const std::vector<Contact> &contacts)
{
    QStringList all;
    for (const auto &contact : contacts)
        all += contact.id;
    return all;
}

bool has(const Contact &contact, Channel::Kind kind, const QString &address)
{
    return std::find(contact.channels.begin(), contact.channels.end(), Channel{kind, address}) !=
           contact.channels.end();
}

} // namespace

class TestContacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theShippedDirectoryIsGood()
    {
        const auto directory = shippedContacts();
        QVERIFY2(directory, qPrintable(directory ? QString() : directory.error().where + directory.error().detail));
        QVERIFY(directory->size() >= 8);
        QVERIFY(readContacts(QStringLiteral(":/contacts/contacts.json")));
        QStringList known;
        for (const auto &info : templates())
            known += info.id;
        for (const auto &contact : *directory) {
            QVERIFY2(!contact.use.isEmpty() && !contact.useJa.isEmpty(), qPrintable(contact.id));
            QVERIFY2(!contact.source.isEmpty() && !contact.confidence.isEmpty(), qPrintable(contact.id));
            for (const QString &id : contact.templates)
                QVERIFY2(known.contains(id), qPrintable(contact.id + u' ' + id));
            // Member lists for incident response only are linked, never copied.
            if (contact.role == QLatin1String("registrar-csirt"))
                for (const auto &channel : contact.channels)
                    QCOMPARE(channel.kind, Channel::Kind::Form);
        }
    }

    void order()
    {
        const auto directory = shippedContacts();
        const DraftFacts f = facts();
        QCOMPARE(
            ids(contactsFor(f.incident, *directory, f.registration, f.hostile)),
            QStringLiteral("registrar registrar-csirt dns-cloud staff jpcert-cc hosting-82.221.139.210 hosting-linode "
                           "hosting-vultr saas police ppc finance headquarters public customers")
                .split(u' '));
    }

    void orderByState_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("quiet") << int(IncidentState::Quiet) << QStringList();
        QTest::newRow("suspicion") << int(IncidentState::Suspicion)
                                   << QStringLiteral("registrar registrar-csirt dns-cloud").split(u' ');
        QTest::newRow("recovering") << int(IncidentState::Recovering)
                                    << QStringLiteral(
                                           "registrar registrar-csirt dns-cloud staff jpcert-cc resolver-google "
                                           "resolver-cloudflare resolver-opendns saas police ppc finance "
                                           "headquarters public customers")
                                           .split(u' ');
        QTest::newRow("closed") << int(IncidentState::Closed) << QStringList();
    }
    void orderByState()
    {
        QFETCH(int, state);
        QFETCH(QStringList, expected);
        Incident incident = facts().incident;
        incident.state = IncidentState(state);
        QCOMPARE(ids(contactsFor(incident, *shippedContacts(), {})), expected);
    }

    void theRegistryCompletesTheRegistrar()
    {
        const Contact registrar = contact(QStringLiteral("registrar"));
        QCOMPARE(registrar.organisation, QStringLiteral("GMO Internet, Inc. d/b/a Onamae.com"));
        QVERIFY(has(registrar, Channel::Kind::Mail, QStringLiteral("abuse@gmo.jp")));
        QVERIFY(has(registrar, Channel::Kind::Phone, QStringLiteral("+81.337709199")));
        QCOMPARE(registrar.channels.front().kind, Channel::Kind::Phone);
    }

    void oneProviderForTwoServers()
    {
        const DraftFacts f = facts();
        for (const auto &known : contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile)) {
            if (known.id != QLatin1String("hosting-vultr")) continue;
            QCOMPARE(known.addresses, std::vector<QHostAddress>({QHostAddress(QStringLiteral("45.77.9.110")),
                                                                 QHostAddress(QStringLiteral("45.77.24.250"))}));
            return;
        }
        QFAIL("no Vultr");
    }

    void channelsThroughAffectedMailAreLeftOut()
    {
        auto directory = *shippedContacts();
        directory[0].channels = {{Channel::Kind::Mail, QStringLiteral("sales@coincheck.com")},
                                 {Channel::Kind::Mail, QStringLiteral("support@registrar.example")},
                                 {Channel::Kind::Phone, QStringLiteral("03-0000-0000")}};
        const DraftFacts f = facts();
        const auto contacts = contactsFor(f.incident, directory, {}, {});
        QVERIFY(!has(contacts[0], Channel::Kind::Mail, QStringLiteral("sales@coincheck.com")));
        QVERIFY(has(contacts[0], Channel::Kind::Mail, QStringLiteral("support@registrar.example")));
    }

    void whatTheRegistryPublishesIsMadeSafe()
    {
        auto lookup = std::make_shared<registry::Lookup>(*registration("2020-05-30T15:11:38Z"));
        lookup->registration->registrar = QStringLiteral("Evil\u202e\r\nBcc: x@y");
        lookup->registration->abuseEmail = QStringLiteral("a@b.example, c@d.example");
        const auto contacts = contactsFor(facts().incident, *shippedContacts(), lookup, {});
        QCOMPARE(contacts[0].organisation, QStringLiteral("Evil\\u202e\\r\\nBcc: x@y"));
        for (const auto &channel : contacts[0].channels)
            QVERIFY(channel.kind != Channel::Kind::Mail);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        const auto with = [](const char *members) {
            return QByteArray(R"([{"id":"a","role":"registrar","use":"now")") + members + "}]";
        };
        QTest::newRow("not a list") << QByteArray("{}") << "not a list";
        QTest::newRow("no object") << QByteArray("[1]") << "not an object";
        QTest::newRow("no id") << QByteArray(R"([{"role":"registrar","use":"now"}])") << "“id” is missing";
        QTest::newRow("id with a slash") << QByteArray(R"([{"id":"a/b","role":"registrar","use":"now"}])") << "no id";
        QTest::newRow("no use") << QByteArray(R"([{"id":"a","role":"registrar"}])") << "“use” is missing";
        QTest::newRow("unknown member") << with(R"(,"phone":"1")") << "unknown member “phone”";
        QTest::newRow("unknown member inside") << with(R"(,"advice":{"de":"x"})") << "unknown member “de”";
        QTest::newRow("unknown channel") << with(R"(,"channels":[{"kind":"pigeon","address":"x"}])") << "no kind";
        QTest::newRow("mail injection")
            << with(R"(,"channels":[{"kind":"mail","address":"a@b.example\r\nBcc: c@d.example"}])") << "control";
        QTest::newRow("two addresses") << with(R"(,"channels":[{"kind":"mail","address":"a@b.example, c@d"}])")
                                       << "no address for mail";
        QTest::newRow("script as form") << with(R"(,"channels":[{"kind":"form","address":"javascript:x"}])")
                                        << "no address for form";
        QTest::newRow("bad confidence") << with(R"(,"confidence":"sure")") << "confidence";
        QTest::newRow("bad date") << with(R"(,"lastVerified":"2020-02-30")") << "lastVerified";
        QTest::newRow("bad network") << with(R"(,"networks":["10.0.0.1/8"])") << "networks";
        QTest::newRow("bidi") << with(",\"source\":\"a\u202e\"") << "invisible";
        QTest::newRow("twice")
            << QByteArray(R"([{"id":"a","role":"registrar","use":"now"},{"id":"a","role":"registrar","use":"now"}])")
            << "twice";
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("contacts.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(json);
        file.close();
        const auto contacts = readContacts(path);
        QVERIFY(!contacts);
        QCOMPARE(contacts.error().code, ErrorCode::BadInput);
        QVERIFY2(contacts.error().where.startsWith(path), qPrintable(contacts.error().where));
        QVERIFY2(contacts.error().detail.contains(says), qPrintable(contacts.error().detail));
    }

    void aMissingFileIsNotFound()
    {
        QCOMPARE(readContacts(QStringLiteral("/nowhere/x.json")).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestContacts)
#include "tst_contacts.moc"
