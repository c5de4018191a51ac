// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QScopeGuard>
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

    void theTeamsOwnComeFirst()
    {
        QTemporaryDir data;
        QVERIFY(QDir(data.path()).mkpath(QStringLiteral("hinoban")));
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        const auto restore = qScopeGuard([&] {
            if (before.isEmpty())
                qunsetenv("XDG_DATA_HOME");
            else
                qputenv("XDG_DATA_HOME", before);
        });
        const QString path = data.filePath(QStringLiteral("hinoban/contacts.json"));
        QCOMPARE(ownContactsFile(), path);
        QVERIFY(knownContacts() == shippedContacts());
        const auto write = [&](const QByteArray &text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(R"([{"id": "registrar-csirt", "irOnly": true, "confidence": "team",
                           "channels": [{"kind": "mail", "address": "csirt@registrar.example"}]},
                          {"id": "lawyer", "role": "legal", "use": "Before anything is published.",
                           "channels": [{"kind": "phone", "address": "03-1111-2222"}]}])"));
        const auto all = knownContacts();
        QVERIFY2(all, qPrintable(all ? QString() : sentence(all.error())));
        QCOMPARE(all->size(), shippedContacts()->size() + 1);
        const auto csirt = contactsFor(facts().incident, *all, {})[1];
        QCOMPARE(csirt.id, QStringLiteral("registrar-csirt"));
        QVERIFY(csirt.irOnly);
        QCOMPARE(csirt.channels.front().address, QStringLiteral("csirt@registrar.example"));
        QVERIFY(csirt.channels.size() > 1);
        QCOMPARE(csirt.templates, QStringList{QStringLiteral("REG-CSIRT")});
        QVERIFY(!csirt.use.isEmpty());

        // A date, without a word lost of what stood there.
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto marked = withVerified(file.readAll(), csirt, QStringLiteral("2026-11-23"));
        file.close();
        QVERIFY(marked && write(*marked));
        const auto again = knownContacts();
        QVERIFY(again);
        for (const auto &contact : *again) {
            if (contact.id == QLatin1String("registrar-csirt"))
                QCOMPARE(contact.lastVerified, QStringLiteral("2026-11-23"));
            if (contact.id == QLatin1String("registrar-csirt")) QVERIFY(contact.irOnly);
        }
        const auto first = withVerified({}, (*all)[3], QStringLiteral("2026-11-23"));
        QVERIFY(first && write(*first));
        QCOMPARE((*knownContacts())[3].lastVerified, QStringLiteral("2026-11-23"));
        QVERIFY(!withVerified("{", csirt, QStringLiteral("2026-11-23")));

        QVERIFY(write(R"([{"id": "lawyer", "role": "legal"}])")); // a new one has to say when to use it
        const auto fault = knownContacts();
        QVERIFY(!fault);
        QVERIFY(fault.error().where.contains(path));
        QVERIFY(write(R"([{"id": "registrar", "phone": "1"}])"));
        QVERIFY(!knownContacts());
    }

    void theRegistrarsOfFalseServersAreAsked()
    {
        const DraftFacts f = facts();
        const auto young = [](const char *domain, const char *registrar) {
            auto lookup = std::make_shared<registry::Lookup>(*registration("2020-05-29T14:19:13Z", domain));
            lookup->registration->registrar = QString::fromLatin1(registrar);
            lookup->registration->abuseEmail = QStringLiteral("abuse@registrar.example");
            return lookup;
        };
        const auto contacts = contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile,
                                          {young("awsdns-061.org", "One LLC"), young("awsdns-056.co.uk", "Two Ltd"),
                                           young("awsdns-017.net", "One LLC"), young("google.com", "Bystander"),
                                           young("coincheck.com", "Ours"), nullptr});
        std::vector<Contact> asked;
        for (const auto &known : contacts)
            if (known.role == QLatin1String("lookalike-registrar")) asked.push_back(known);
        QCOMPARE(asked.size(), size_t(2));
        QCOMPARE(asked[0].organisation, QStringLiteral("One LLC"));
        QCOMPARE(asked[0].names, std::vector<dns::Name>({name("awsdns-061.org"), name("awsdns-017.net")}));
        QVERIFY(has(asked[0], Channel::Kind::Mail, QStringLiteral("abuse@registrar.example")));
        // Each hears of its own domains only.
        const auto letter = draft(QStringLiteral("LOOK-REG"), QStringLiteral("en"), asked[0], f);
        QVERIFY(letter && letter->body.contains(QStringLiteral("\n  awsdns-061[.]org\n")));
        QVERIFY(!letter->body.contains(QStringLiteral("\n  awsdns-056.co[.]uk\n")));
        QCOMPARE(letter->recipients, QStringList{QStringLiteral("abuse@registrar.example")});
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

    // A stolen domain's registration names the thief's registrar: he is not the one to be asked.
    void afterATransferTheRightRegistrarIsAsked()
    {
        const DraftFacts f = facts();
        auto moved = std::make_shared<registry::Lookup>(*f.registration);
        moved->registration->registrar = QStringLiteral("Thief Registrar");
        moved->registration->registrarIanaId = QStringLiteral("9999");
        moved->registration->abuseEmail = QStringLiteral("abuse@thief.example");
        moved->registration->abusePhone = QStringLiteral("+1.5550100");
        const ExpectedRegistrar expected{QStringLiteral("GMO Internet, Inc."), QStringLiteral("49")};
        const auto contacts = contactsFor(f.incident, *shippedContacts(), moved, f.hostile, {}, expected);
        QCOMPARE(contacts[0].role, QStringLiteral("registrar"));
        QCOMPARE(contacts[0].organisation, QStringLiteral("GMO Internet, Inc."));
        QVERIFY(!has(contacts[0], Channel::Kind::Mail, QStringLiteral("abuse@thief.example")));
        QVERIFY(!has(contacts[0], Channel::Kind::Phone, QStringLiteral("+1.5550100")));
        DraftFacts letter = f;
        letter.registration = moved;
        letter.expectedRegistrar = expected;
        Contact nameless = contacts[0];
        nameless.organisation.clear();
        const auto d = draft(QStringLiteral("REG-URGENT"), QStringLiteral("en"), nameless, letter);
        QVERIFY(d);
        QCOMPARE(d->party, QStringLiteral("GMO Internet, Inc."));
        QVERIFY(!d->recipients.contains(QStringLiteral("abuse@thief.example")));

        // The same one under another spelling, or by its number under another name, is no other.
        moved->registration->registrarIanaId.clear();
        moved->registration->registrar = QStringLiteral("GMO INTERNET INC");
        QVERIFY(!isMoved(expected, moved));
        moved->registration->registrarIanaId = QStringLiteral("49");
        moved->registration->registrar = QStringLiteral("GMO Internet Group");
        QVERIFY(!isMoved(expected, moved));
        QVERIFY(!isMoved({}, moved));
        const auto kept = contactsFor(f.incident, *shippedContacts(), moved, f.hostile, {}, expected);
        QVERIFY(has(kept[0], Channel::Kind::Mail, QStringLiteral("abuse@thief.example")));
    }

    void whoWasDeceivedIsToldAfterTheMailIsBack()
    {
        DraftFacts f = facts();
        f.incident.state = IncidentState::Recovering;
        f.incident.mailLost = false;
        f.incident.mailWasLost = true;
        const auto told = ids(contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile));
        f.incident.mailWasLost = false;
        const auto others = ids(contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile));
        QVERIFY(told.size() > others.size());
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
