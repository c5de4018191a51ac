// SPDX-License-Identifier: GPL-3.0-or-later
// What is weak about a domain while nothing has happened to it.
#include "app/detect/Weakness.h"
#include "tests/watch/SyntheticExchange.h"

#include <QTest>

#include <functional>

using namespace hinoban;
using namespace hinoban::detect;
using hinoban::testing::instant;
using hinoban::testing::name;

using Change = std::function<void(Standing &)>;

class WeaknessTest : public QObject {
    Q_OBJECT
private:
    // Nothing is weak about it.
    static Standing strong()
    {
        registry::Registration registration;
        registration.domain = name("example.com");
        registration.statuses = {QStringLiteral("clientTransferProhibited"), QStringLiteral("serverDeleteProhibited"),
                                 QStringLiteral("serverTransferProhibited"), QStringLiteral("serverUpdateProhibited")};
        registration.expires = instant("2021-01-01T00:00:00Z");
        registration.delegationSigned = true;
        Standing out;
        out.domain = name("example.com");
        out.registration = registration;
        out.nameservers = {name("ns1.example.net"), name("ns1.example.org")};
        out.hasDs = true;
        out.zoneMailbox = name("dns.example.net");
        out.now = instant("2020-05-30T15:00:00Z");
        return out;
    }

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("weaknesses");
        const auto row = [](const char *title, const Change &change, const QStringList &weaknesses) {
            QTest::newRow(title) << change << weaknesses;
        };
        const auto statuses = [](const QStringList &list) {
            return [list](Standing &s) { s.registration->statuses = list; };
        };
        const auto hosts = [](std::vector<const char *> list) {
            return [list](Standing &s) {
                s.nameservers.clear();
                for (const char *host : list)
                    s.nameservers.push_back(name(host));
            };
        };
        row("nothing", [](Standing &) {}, {});
        row("no lock at all", statuses({QStringLiteral("ok")}),
            {QStringLiteral("no-server-lock WARN serverDeleteProhibited serverTransferProhibited "
                            "serverUpdateProhibited")});
        row("client locks are no registry's",
            statuses({QStringLiteral("clientDeleteProhibited"), QStringLiteral("clientTransferProhibited"),
                      QStringLiteral("clientUpdateProhibited")}),
            {QStringLiteral("no-server-lock WARN serverDeleteProhibited serverTransferProhibited "
                            "serverUpdateProhibited")});
        row("one of three is missing",
            statuses({QStringLiteral("serverDeleteProhibited"), QStringLiteral("serverTransferProhibited")}),
            {QStringLiteral("no-server-lock WARN serverUpdateProhibited")});
        row("statuses unknown", statuses({}), {});
        row("a registry that does not speak EPP", statuses({QStringLiteral("Connected")}), {});
        row("locked, by whom is not told", statuses({QStringLiteral("ok"), QStringLiteral("locked")}), {});
        row("the registry was not reached", [](Standing &s) { s.registration.reset(); }, {});
        row("expires in 30 days", [](Standing &s) { s.registration->expires = instant("2020-06-29T15:00:00Z"); }, {});
        row("expires in less", [](Standing &s) { s.registration->expires = instant("2020-06-29T14:59:59Z"); },
            {QStringLiteral("expires-soon WARN 2020-06-29T14:59:59Z")});
        row("has expired", [](Standing &s) { s.registration->expires = instant("2020-05-29T00:00:00Z"); },
            {QStringLiteral("expires-soon WARN 2020-05-29T00:00:00Z")});
        row("no DS", [](Standing &s) { s.hasDs = false; }, {QStringLiteral("no-dnssec INFO ")});
        row("DS not known, the registry says unsigned",
            [](Standing &s) {
                s.hasDs.reset();
                s.registration->delegationSigned = false;
            },
            {QStringLiteral("no-dnssec INFO ")});
        row("DS is there, the registry's database does not know",
            [](Standing &s) { s.registration->delegationSigned = false; }, {});
        row("all under one foreign domain", hosts({"a.example.net", "b.example.net"}),
            {QStringLiteral("one-domain WARN example.net")});
        row("under a public suffix these are two", hosts({"ns.one.co.uk", "ns.two.co.uk"}), {});
        row("under its own name", hosts({"ns1.example.com", "ns2.example.com"}), {});
        row("one provider on four domains",
            hosts({"ns-1515.awsdns-61.org", "ns-1985.awsdns-56.co.uk", "ns-405.awsdns-50.com", "ns-650.awsdns-17.net"}),
            {QStringLiteral("one-provider INFO Route 53")});
        row("two providers", hosts({"ns-1515.awsdns-61.org", "ns1.example.net"}), {});
        row("no nameserver known", [](Standing &s) { s.nameservers.clear(); }, {});
        row("the zone's mailbox is inside", [](Standing &s) { s.zoneMailbox = name("dns\\.team.mail.example.com"); },
            {QStringLiteral("mail-inside INFO dns.team@mail.example.com")});
        row("a name that only ends alike", [](Standing &s) { s.zoneMailbox = name("dns.notexample.com"); }, {});
        row("several, the gravest first",
            [](Standing &s) {
                s.hasDs = false;
                s.registration->expires = instant("2020-06-01T00:00:00Z");
                s.registration->statuses = {QStringLiteral("serverUpdateProhibited"),
                                            QStringLiteral("serverTransferProhibited")};
            },
            {QStringLiteral("no-server-lock WARN serverDeleteProhibited"),
             QStringLiteral("expires-soon WARN 2020-06-01T00:00:00Z"), QStringLiteral("no-dnssec INFO ")});
    }
    void kinds()
    {
        QFETCH(Change, change);
        QFETCH(QStringList, weaknesses);
        Standing standing = strong();
        change(standing);
        QStringList found;
        for (const auto &weakness : weaknessesOf(standing)) {
            found << QStringLiteral("%1 %2 %3")
                         .arg(QString::fromLatin1(weaknessText(weakness.kind)),
                              QString::fromLatin1(severityText(weakness.severity)), weakness.args.join(u' '));
            for (const QString &text : {englishSentence(weakness), sentence(weakness), remedy(weakness)}) {
                QVERIFY(text.endsWith(u'.'));
                QVERIFY2(!text.contains(u'%'), qPrintable(text));
            }
        }
        QCOMPARE(found, weaknesses);
    }

    void aForeignTextStaysText()
    {
        const Weakness weakness{Weakness::Kind::MailInside, Severity::Info, {QStringLiteral("%1%n@x.example")}};
        QVERIFY(englishSentence(weakness).contains(QStringLiteral("goes to %1%n@x.example, under")));
    }
};

QTEST_GUILESS_MAIN(WeaknessTest)
#include "tst_weakness.moc"
