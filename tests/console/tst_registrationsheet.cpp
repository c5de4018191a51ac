// SPDX-License-Identifier: GPL-3.0-or-later
// The registration as a person reads it, and what the statuses mean.
#include "app/console/RegistrationSheet.h"
#include "app/console/StatusWords.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::console;
using hinoban::testing::instant;
using hinoban::testing::name;
using Field = RegistrationSheet::Field;
using watch::State;

class RegistrationSheetTest : public QObject {
    Q_OBJECT
private:
    static registry::Registration registration()
    {
        registry::Registration out;
        out.domain = name("example.com");
        out.registrar = QStringLiteral("Good Registrar");
        out.registrarIanaId = QStringLiteral("49");
        out.abuseEmail = QStringLiteral("abuse@registrar.example");
        out.statuses = {QStringLiteral("clientTransferProhibited"), QStringLiteral("serverUpdateProhibited")};
        out.registered = instant("2001-01-01T00:00:00Z");
        out.expires = instant("2021-01-01T00:00:00Z");
        out.lastChanged = instant("2019-08-27T21:45:17Z");
        out.nameservers = {name("ns1.example.net"), name("ns2.example.net")};
        return out;
    }
    static registry::LookupPtr lookupOf(const registry::Registration &registration)
    {
        auto lookup = std::make_shared<registry::Lookup>();
        lookup->domain = registration.domain;
        lookup->source = QStringLiteral("RDAP https://rdap.example/");
        lookup->askedAt = instant("2020-05-30T15:12:00Z");
        lookup->registration = registration;
        return lookup;
    }
    // As accepted, in the zone and in the registry alike.
    static DomainView quiet()
    {
        DomainView view;
        view.name = name("example.com");
        view.domain.name = view.name;
        view.domain.registration = watch::RegistrationExpectation::of(
            registration(),
            {QStringLiteral("Sato"), QStringLiteral("as ordered"), {}, instant("2020-01-01T00:00:00Z")});
        view.registration = lookupOf(registration());
        view.facts.parentNs = view.facts.expectedNs = registration().nameservers;
        return view;
    }
    static const RegistrationSheet::Row *find(RegistrationSheet &&, Field,
                                              const char * = "") = delete; // it points into it
    static const RegistrationSheet::Row *find(const RegistrationSheet &sheet, Field field, const char *nameserver = "")
    {
        for (const auto &row : sheet.rows)
            if (row.field == field && (!*nameserver || row.accepted.text == QLatin1String(nameserver))) return &row;
        return nullptr;
    }
    static QStringList changesOf(const RegistrationSheet &sheet)
    {
        const auto text = [](const RegistrationSheet::Value &value) {
            return value.at ? toRfc3339(*value.at) : value.text;
        };
        QStringList out;
        for (const auto &change : sheet.changes)
            out << QStringLiteral("%1: %2 > %3")
                       .arg(change.status.isEmpty() ? QString::number(int(change.field)) : change.status,
                            text(change.before), text(change.after));
        return out;
    }

private Q_SLOTS:
    void asAccepted()
    {
        const auto sheet = registrationSheetOf(quiet());
        QCOMPARE(int(sheet.sources.size()), 1);
        QVERIFY(sheet.accepted && sheet.accepted->person == QLatin1String("Sato"));
        QVERIFY(sheet.changes.empty());
        for (const auto &row : sheet.rows)
            QVERIFY(!row.state || *row.state == State::Match);
        QCOMPARE(find(sheet, Field::Registrar)->registry.text, QStringLiteral("Good Registrar (IANA 49)"));
        QVERIFY(!find(sheet, Field::Transferred)); // never, and never accepted
        QCOMPARE(int(sheet.statuses.size()), 2);
        QVERIFY(!sheet.statuses.front().isLost && !sheet.statuses.front().isNew);
    }

    void changesAreToldFromAndTo()
    {
        DomainView view = quiet();
        auto now = registration();
        now.registrar = QStringLiteral("Other Registrar");
        now.registrarIanaId = QStringLiteral("1234");
        now.lastChanged = instant("2020-05-30T15:11:38Z");
        now.transferred = instant("2020-05-30T15:11:30Z");
        now.statuses = {QStringLiteral("pendingTransfer"), QStringLiteral("serverUpdateProhibited")};
        now.nameservers = {name("ns1.examp1e.net")};
        view.registration = lookupOf(now);
        detect::Finding whole, one;
        whole.signal = QStringLiteral("R1");
        whole.vantage = one.vantage = QStringLiteral("registry");
        whole.subject = QStringLiteral("example.com");
        whole.firstSeen = instant("2020-05-30T15:12:00Z");
        one.signal = QStringLiteral("R3");
        one.subject = QStringLiteral("example.com clientTransferProhibited");
        one.firstSeen = instant("2020-05-30T15:13:00Z");
        view.findings = {whole, one};
        const auto sheet = registrationSheetOf(view);
        QCOMPARE(changesOf(sheet),
                 QStringList({QStringLiteral("0: Good Registrar (IANA 49) > Other Registrar (IANA 1234)"),
                              QStringLiteral("2: 2019-08-27T21:45:17Z > 2020-05-30T15:11:38Z"),
                              QStringLiteral("4:  > 2020-05-30T15:11:30Z"),
                              QStringLiteral("5: ns1.example.net, ns2.example.net > ns1.examp1e.net"),
                              QStringLiteral("clientTransferProhibited: clientTransferProhibited > "),
                              QStringLiteral("pendingTransfer:  > pendingTransfer")}));
        for (const auto &change : sheet.changes) {
            QVERIFY(change.changed == now.lastChanged);
            const bool isLock = change.status == QLatin1String("clientTransferProhibited");
            QVERIFY(change.learned == (isLock ? one.firstSeen : whole.firstSeen));
        }
        QVERIFY(sheet.statuses.front().isLost);
        QVERIFY(sheet.statuses[1].isNew);
    }

    void aRenewalIsNoMismatchOfTheExpiry()
    {
        DomainView view = quiet();
        auto now = registration();
        now.expires = instant("2022-01-01T00:00:00Z");
        view.registration = lookupOf(now);
        QVERIFY(registrationSheetOf(view).changes.empty());
        now.expires = instant("2020-12-01T00:00:00Z");
        view.registration = lookupOf(now);
        QCOMPARE(int(registrationSheetOf(view).changes.size()), 1);
    }

    void nameserversAgainstTheParent()
    {
        DomainView view = quiet();
        view.facts.parentNs = {name("ns1.example.net"), name("ns3.example.net")};
        const auto sheet = registrationSheetOf(view);
        QVERIFY(find(sheet, Field::Nameserver, "ns1.example.net")->state == State::Match);
        const auto *second = find(sheet, Field::Nameserver, "ns2.example.net");
        QVERIFY(second->state == State::Mismatch && second->isDelegated == false && second->isExpected == true);
        const auto *third = find(sheet, Field::Nameserver, "ns3.example.net");
        QVERIFY(third->state == State::Mismatch && third->registry.isEmpty() && third->isDelegated == true);
        // Nothing is known of the parent and nothing expected: nothing is judged.
        view.facts.parentNs.clear();
        view.facts.expectedNs.clear();
        const auto unjudged = registrationSheetOf(view);
        const auto *first = find(unjudged, Field::Nameserver, "ns1.example.net");
        QVERIFY(!first->state && !first->isDelegated && !first->isExpected);
    }

    void bothAnswersStandApart()
    {
        auto his = registration();
        his.statuses = {QStringLiteral("clientTransferProhibited"), QStringLiteral("clientHold")};
        his.registrar = QStringLiteral("Good Registrar\u202e<b>");
        const auto sheet = registrationSheetOf(quiet(), lookupOf(his));
        QCOMPARE(int(sheet.sources.size()), 2);
        QVERIFY(sheet.sources[1].side == RegistrationSheet::Side::Registrar);
        QCOMPARE(find(sheet, Field::Registrar)->registrar.text, QStringLiteral("Good Registrar\\u202e<b> (IANA 49)"));
        QVERIFY(find(sheet, Field::Registrar)->state == State::Match); // of the registry's value
        QCOMPARE(int(sheet.statuses.size()), 3);
        QVERIFY(sheet.statuses[0].byRegistry && sheet.statuses[0].byRegistrar);
        QVERIFY(sheet.statuses[1].byRegistry && !sheet.statuses[1].byRegistrar);
        QVERIFY(!sheet.statuses[2].byRegistry && sheet.statuses[2].byRegistrar && !sheet.statuses[2].isNew);
        QVERIFY(sheet.changes.empty()); // what only he says is no change of the registration
    }

    void unknownIsNothing()
    {
        DomainView view = quiet();
        auto silent = std::make_shared<registry::Lookup>();
        silent->problem = QStringLiteral("timed out");
        view.registration = silent;
        const auto sheet = registrationSheetOf(view);
        QCOMPARE(int(sheet.sources.size()), 1);
        QVERIFY(sheet.rows.empty() && sheet.changes.empty() && sheet.statuses.empty());
        view.registration.reset();
        QVERIFY(registrationSheetOf(view).sources.empty());
    }

    void whoCanTakeAStatusAway_data()
    {
        QTest::addColumn<StatusHolder>("holder");
        QTest::addColumn<bool>("urgent");
        QTest::newRow("clientTransferProhibited") << StatusHolder::Account << false;
        QTest::newRow("clientHold") << StatusHolder::Account << true;
        QTest::newRow("serverUpdateProhibited") << StatusHolder::Registry << false;
        QTest::newRow("serverHold") << StatusHolder::Registry << true;
        QTest::newRow("pendingTransfer") << StatusHolder::Passing << true;
        QTest::newRow("redemptionPeriod") << StatusHolder::Account << true;
        QTest::newRow("ok") << StatusHolder::Nobody << false;
        QTest::newRow("active") << StatusHolder::Nobody << false;
        QTest::newRow("locked") << StatusHolder::Unknown << false;
        QTest::newRow("clientSomething") << StatusHolder::Unknown << false;
        QTest::newRow("") << StatusHolder::Unknown << false;
    }
    void whoCanTakeAStatusAway()
    {
        QFETCH(StatusHolder, holder);
        QFETCH(bool, urgent);
        const auto words = statusWords(QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(words.holder, holder);
        QCOMPARE(words.isUrgent, urgent);
        QVERIFY(!words.meaning.isEmpty() && holderWord(words.holder).endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(RegistrationSheetTest)
#include "tst_registrationsheet.moc"
