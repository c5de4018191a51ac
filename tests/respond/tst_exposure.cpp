// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Exposure.h"
#include "tests/respond/Case2020.h"

#include <QJsonArray>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;
using namespace Qt::StringLiterals;

namespace {

using State = Account::State;
using End = ExposureWindow::End;

detect::Finding mail(const char *vantage, const char *firstSeen, const char *cleared = nullptr)
{
    auto made =
        finding("D8", vantage, detect::Severity::Crit, firstSeen, cleared, "coincheck.com", "mail.coincheck.com");
    made.rule = u"unexpected-mx"_s;
    made.args = {{u"host"_s, u"mail.coincheck.com"_s}};
    return made;
}

detect::Finding delegation(const char *cleared = nullptr)
{
    return finding("D1", "parent", detect::Severity::Crit, "2020-05-30T15:12:30Z", cleared);
}

Incident incident()
{
    Incident made;
    made.state = IncidentState::Hijack;
    made.domains = {name("coincheck.com")};
    made.changedAt = at("2020-05-30T15:11:38Z");
    return made;
}

// A checklist and the log that it is folded from.
struct Desk {
    AccountBook book;
    Instant now = at("2020-06-01T14:30:00Z");

    void log(const Entry &entry)
    {
        const auto stored = entryFromJson(toJson(entry));
        if (!stored) qFatal("%s", qPrintable(stored.error().detail));
        book.take(*stored);
    }
    void list(const QByteArray &csv)
    {
        const auto lines = accountsFromCsv(csv, u"accounts.csv"_s);
        if (!lines) qFatal("%s", qPrintable(lines.error().detail));
        const auto entries = book.entriesOf(*lines, u"accounts.csv"_s, u"山田"_s, now);
        if (!entries) qFatal("%s", qPrintable(entries.error().detail));
        for (const auto &entry : *entries)
            log(entry);
    }
    bool set(const char *id, State state, const char *note = "")
    {
        const auto entry = book.entryOf(QString::fromLatin1(id), state, QString::fromUtf8(note), u"山田"_s, now);
        if (entry) log(*entry);
        return entry.has_value();
    }
};

} // namespace

class TestExposure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noFalseMailHostIsNoExposure()
    {
        const auto domain = name("coincheck.com");
        QVERIFY(!exposureWindow(domain, {delegation()}, incident(), {}));
        auto missing = mail("authoritative", "2020-05-30T15:12:31Z");
        missing.rule = u"missing-mx"_s; // lost, but to nobody
        QVERIFY(!exposureWindow(domain, {missing}, incident(), {}));
        QVERIFY(!exposureWindow(name("coincheck.jp"), {mail("authoritative", "2020-05-30T15:12:31Z")}, incident(), {}));
    }

    void itBeginsWithTheChangeThatMadeTheServersFalse()
    {
        const auto domain = name("coincheck.com");
        const auto found = mail("authoritative", "2020-05-30T15:12:31Z");
        const auto window = exposureWindow(domain, {delegation(), found}, incident(), {});
        QVERIFY(window);
        QCOMPARE(window->from, at("2020-05-30T15:11:38Z"));
        QCOMPARE(window->begin, ExposureWindow::Begin::Change);
        QCOMPARE(window->end, End::StillServed);
        QVERIFY(window->open());
        QCOMPARE(window->hosts, QStringList{u"mail.coincheck.com"_s});
        QVERIFY2(englishSentence(*window).contains(u"since 2020-05-30T15:11:38Z"_s) &&
                     englishSentence(*window).contains(u"first seen at 2020-05-30T15:12:31Z"_s),
                 qPrintable(englishSentence(*window)));
        // A zone that was changed behind the right delegation says nothing of before.
        const auto alone = exposureWindow(domain, {found}, incident(), {});
        QCOMPARE(alone->from, at("2020-05-30T15:12:31Z"));
        QCOMPARE(alone->begin, ExposureWindow::Begin::FirstSeen);
    }

    void itEndsWithTheCaches()
    {
        const auto domain = name("coincheck.com");
        const std::vector all{delegation("2020-06-01T11:53:00Z"),
                              mail("authoritative", "2020-05-30T15:12:31Z", "2020-06-01T11:53:00Z"),
                              mail("resolver", "2020-05-30T15:40:00Z")};
        CacheTail tail;
        tail.unbounded = true;
        QCOMPARE(exposureWindow(domain, all, incident(), tail)->end, End::Unbounded);
        QVERIFY(exposureWindow(domain, all, incident(), tail)->open());
        tail.unbounded = false;
        tail.end = at("2020-06-05T15:57:53Z");
        const auto window = exposureWindow(domain, all, incident(), tail);
        QCOMPARE(window->end, End::CacheTail);
        QCOMPARE(window->until, std::optional(at("2020-06-05T15:57:53Z")));
        // A resolver that nothing bounds still does it.
        QCOMPARE(exposureWindow(domain, all, incident(), {})->end, End::StillServed);
    }

    void itStaysToldWhenAllIsOver()
    {
        const auto domain = name("coincheck.com");
        const std::vector all{delegation("2020-06-01T11:53:00Z"),
                              mail("authoritative", "2020-05-30T15:12:31Z", "2020-06-01T11:53:00Z"),
                              mail("resolver", "2020-05-30T15:40:00Z", "2020-06-05T15:58:00Z")};
        const auto known = exposureWindow(domain, all, incident(), {}, at("2020-06-05T15:57:53Z"));
        QCOMPARE(known->until, std::optional(at("2020-06-05T15:57:53Z")));
        QCOMPARE(known->end, End::CacheTail);
        const auto unknown = exposureWindow(domain, all, incident(), {});
        QCOMPARE(unknown->until, std::optional(at("2020-06-05T15:58:00Z")));
        QCOMPARE(unknown->end, End::LastSeen);
        // An older affair is another.
        auto both = all;
        both.insert(both.begin(), mail("authoritative", "2019-01-01T00:00:00Z", "2019-01-02T00:00:00Z"));
        QCOMPARE(exposureWindow(domain, both, incident(), {})->from, at("2020-05-30T15:11:38Z"));
    }

    void aChecklistIsImportedAndCounted()
    {
        Desk desk;
        desk.list("person,service,address\r\n喜屋武,GitHub,kyan@coincheck.com\r\n山田,GitHub,yamada@coincheck.com\r\n"
                  "山田,AWS,yamada@coincheck.com\r\n");
        QCOMPARE(desk.book.all().size(), size_t(3));
        QCOMPARE(desk.book.all()[0].id, u"A1"_s);
        QCOMPARE(desk.book.all()[0].person, u"喜屋武"_s);
        QVERIFY(desk.set("A1", State::AttackerTried, "01:35 に再設定メール"));
        QVERIFY(desk.set("A1", State::Reset));
        QVERIFY(desk.set("A2", State::Asked));
        QVERIFY(!desk.set("A2", State::Asked)); // nothing changes: no entry
        QVERIFY(!desk.set("A9", State::Reset));
        const auto counts = exposureCounts(desk.book.all());
        QCOMPARE(counts.accounts, 3);
        QCOMPARE(counts.people, 2);
        QCOMPARE(counts.services, 2);
        QCOMPARE(counts.reset, 1);
        QCOMPARE(counts.asked, 1);
        QCOMPARE(counts.toDo, 1);
        QCOMPARE(counts.attackerTried, 1); // though it was reset since
        QCOMPARE(counts.peopleOpen, 1);
        // The same file again, with one more: only that one.
        desk.list("山田,GitHub,yamada@coincheck.com\n鈴木,Slack,suzuki@coincheck.com\n");
        QCOMPARE(desk.book.all().size(), size_t(4));
        QCOMPARE(desk.book.all()[1].state, State::Asked);
    }

    void columnsMayStandInAnyOrderAndInJapanese()
    {
        const auto lines = accountsFromCsv("\xef\xbb\xbfメールアドレス,備考,サービス,担当者\n\"a@b.example\",x,\"S, "
                                           "Inc.\",\"山田 \"\"花\"\" 子\"\n,,,\n",
                                           u"f"_s);
        QVERIFY2(lines, lines ? "" : qPrintable(lines.error().detail));
        QCOMPARE(lines->size(), size_t(1));
        QCOMPARE(lines->front(), (AccountLine{u"山田 \"花\" 子"_s, u"S, Inc."_s, u"a@b.example"_s}));
    }

    void nothingIsDroppedSilently_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("where");
        QTest::newRow("no address") << QByteArray("p,s,a@b.example\np2,s2,nobody\n") << u"f:2"_s;
        QTest::newRow("no person") << QByteArray("p,s,a@b.example\n,s2,a@b.example\n") << u"f:2"_s;
        QTest::newRow("no service") << QByteArray("p,,a@b.example\n") << u"f:1"_s;
        QTest::newRow("a cell too many") << QByteArray("p,s,a@b.example,more\n") << u"f:1"_s;
        QTest::newRow("half a head") << QByteArray("person,adresse,x\n") << u"f:1"_s;
        QTest::newRow("twice the same head") << QByteArray("person,name,service,address\n") << u"f:1"_s;
        QTest::newRow("open quote") << QByteArray("p,s,\"a@b.example\np2,s2,c@d.example\n") << u"f:1"_s;
        QTest::newRow("line end in an address") << QByteArray("p,s,\"a@b.example\nBcc: x@y.example\"\n") << u"f:1"_s;
        QTest::newRow("long cell") << QByteArray("p,s,a@b.example\n") + QByteArray(300, 'x') + ",s,a@b.example\n"
                                   << u"f:2"_s;
        QTest::newRow("Shift_JIS") << QByteArray("\x8e\x52,s,a@b.example\n") << u"f"_s;
        QTest::newRow("empty") << QByteArray() << u"f"_s;
        QTest::newRow("head alone") << QByteArray("person,service,address\n") << u"f"_s;
        QTest::newRow("2 MB") << QByteArray(2 * 1024 * 1024, 'a') << u"f"_s;
    }
    void nothingIsDroppedSilently()
    {
        QFETCH(QByteArray, csv);
        QFETCH(QString, where);
        const auto lines = accountsFromCsv(csv, u"f"_s);
        QVERIFY(!lines);
        QCOMPARE(lines.error().where, where);
        QVERIFY(!lines.error().detail.isEmpty());
    }

    void tooManyAreRefusedAsAWhole()
    {
        QByteArray csv;
        for (size_t i = 0; i <= AccountBook::MostAccounts; ++i)
            csv += "p" + QByteArray::number(qulonglong(i)) + ",s,a@b.example\n";
        QVERIFY(!accountsFromCsv(csv, u"f"_s));
        Desk desk;
        desk.list(csv.left(csv.lastIndexOf('\n', -2) + 1)); // the most there may be, in many entries
        QCOMPARE(desk.book.all().size(), AccountBook::MostAccounts);
        QVERIFY(!desk.book.entriesOf({{u"one"_s, u"more"_s, u"a@b.example"_s}}, u"f"_s, {}, desk.now));
        QCOMPARE(desk.book.all().back().id, u"A5000"_s);
    }

    void whatGoesOutOpensNoFormulaAndComesBack()
    {
        Desk desk;
        desk.list("=HYPERLINK(1),+cmd,a@b.example\n'-x,@s,-c@d.example\n");
        QCOMPARE(desk.book.all()[0].person, u"=HYPERLINK(1)"_s);
        const QByteArray csv = csvOf(desk.book.all());
        QVERIFY2(csv.contains("\"'=HYPERLINK(1)\",\"'+cmd\"") && csv.contains("\"'-c@d.example\""), csv.constData());
        const auto lines = accountsFromCsv(csv, u"f"_s);
        QVERIFY2(lines, lines ? "" : qPrintable(lines.error().detail));
        QCOMPARE((*lines)[0].person, u"=HYPERLINK(1)"_s);
        QCOMPARE((*lines)[1].address, u"-c@d.example"_s);
    }

    void anotherIncidentBeginsWithAnEmptyList()
    {
        Desk desk;
        const auto become = [&](const char *before, const char *after) {
            Entry entry;
            entry.kind = Entry::Kind::Incident;
            entry.happened = entry.learned = desk.now;
            entry.rule = u"incident.state"_s;
            entry.before = QString::fromLatin1(before);
            entry.after = QString::fromLatin1(after);
            desk.log(entry);
        };
        desk.list("p,s,a@b.example\n");
        become("hijack", "closed");
        become("closed", "hijack");
        QVERIFY(desk.book.all().empty());

        // Reopened, it is the same one; so it is after an hour of quiet.
        desk.list("p,s,a@b.example\n");
        become("hijack", "closed");
        Entry reopened;
        reopened.kind = Entry::Kind::Incident;
        reopened.happened = reopened.learned = desk.now;
        reopened.rule = u"incident.reopened"_s;
        desk.log(reopened);
        become("closed", "hijack");
        become("hijack", "quiet");
        desk.now += std::chrono::hours(1);
        become("quiet", "hijack");
        QCOMPARE(desk.book.all().size(), size_t(1));
        become("hijack", "quiet");
        desk.now += std::chrono::hours(25);
        become("quiet", "hijack");
        QVERIFY(desk.book.all().empty());
    }

    void whatWasBroughtFromElsewhereSteersNothing()
    {
        Desk desk;
        desk.list("p,s,a@b.example\n");
        auto set = *desk.book.entryOf(u"A1"_s, State::Reset, {}, u"x"_s, desk.now);
        auto listed = desk.book.entriesOf({{u"q"_s, u"s"_s, u"c@b.example"_s}}, u"f"_s, u"x"_s, desk.now)->front();
        Entry closed, again;
        closed.rule = again.rule = u"incident.state"_s;
        closed.after = again.before = u"closed"_s;
        again.after = u"hijack"_s;
        for (auto *entry : {&set, &listed, &closed, &again}) {
            entry->kind = Entry::Kind::Story;
            entry->happened = entry->learned = desk.now;
            desk.log(*entry);
        }
        QCOMPARE(desk.book.all().size(), size_t(1));
        QCOMPARE(desk.book.all().front().state, State::ToDo);
    }

    void eachChangeIsASentence()
    {
        Desk desk;
        desk.list("喜屋武,GitHub,kyan@coincheck.com\n");
        const auto entry = desk.book.entryOf(u"A1"_s, State::AttackerTried, {}, u"山田"_s, desk.now);
        QCOMPARE(englishSentence(*entry),
                 QString::fromUtf8("山田 recorded of 喜屋武’s account at GitHub: the attacker tried"));
    }
};

QTEST_GUILESS_MAIN(TestExposure)
#include "tst_exposure.moc"
