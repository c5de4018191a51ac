// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/ContactOrder.h"
#include "app/respond/MailReader.h"
#include "app/respond/TimelineFile.h"
#include "tests/respond/Case2020.h"

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

using Kind = RequestAct::Kind;

// A book, its log and a clock of its own.
struct Desk {
    RequestBook book;
    std::vector<Entry> log;
    Instant now = at("2020-06-01T10:36:00Z");

    bool act(const RequestAct &act)
    {
        const auto entry = book.entryOf(act, now);
        if (!entry) return false;
        // Through the log's own form: what cannot be stored cannot be folded either.
        const auto stored = entryFromJson(toJson(*entry));
        if (!stored) qFatal("%s", qPrintable(stored.error().detail));
        log.push_back(*stored);
        book.take(*stored);
        return true;
    }
    QString open(const char *templateId, const char *role, const char *party, const char *channel)
    {
        RequestAct made;
        made.kind = Kind::Open;
        made.templateId = QString::fromLatin1(templateId);
        made.role = QString::fromLatin1(role);
        made.party = QString::fromUtf8(party);
        made.channel = QString::fromLatin1(channel);
        made.person = QStringLiteral("山田");
        made.due = now + usualWait(made.templateId);
        if (!act(made)) qFatal("not opened");
        return book.all().back().id;
    }
    bool step(Kind kind, const QString &request, const char *reference = "", std::optional<Instant> due = {})
    {
        RequestAct made;
        made.kind = kind;
        made.request = request;
        made.reference = QString::fromLatin1(reference);
        made.due = due;
        return act(made);
    }
};

Reply reply(const char *from, const char *subject, const char *text)
{
    Reply made;
    made.from = QString::fromUtf8(from);
    made.subject = QString::fromUtf8(subject);
    made.text = QString::fromUtf8(text);
    return made;
}

} // namespace

class TestRequest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Who owes an answer is asked again before others are asked for the first time.
    void whoOwesAnAnswerComesFirst()
    {
        Desk desk;
        const auto contact = [](const char *id, const char *role, const char *name) {
            Contact made;
            made.id = QString::fromLatin1(id);
            made.role = QString::fromLatin1(role);
            made.organisation = QString::fromUtf8(name);
            made.use = QStringLiteral("It can.");
            return made;
        };
        const std::vector<Contact> all{contact("registrar", "registrar", "R"), contact("cloud", "dns-cloud", "C"),
                                       contact("jpcert-cc", "national-csirt", "J")};
        const auto order = [&] {
            QStringList ids;
            for (const auto &one : overdueFirst(all, desk.book.all(), desk.now))
                ids += one.id;
            return ids.join(QLatin1Char(' '));
        };
        const QString csirt = desk.open("JP-TD", "national-csirt", "J", "mail");
        desk.now += std::chrono::minutes(1);
        const QString cloud = desk.open("CLOUD-SUP", "dns-cloud", "C", "ticket");
        QCOMPARE(order(), QStringLiteral("registrar cloud jpcert-cc"));
        desk.now += std::chrono::hours(100);
        const bool isCsirtFirst = *desk.book.find(csirt)->dueAt <= *desk.book.find(cloud)->dueAt;
        QCOMPARE(order(), isCsirtFirst ? QStringLiteral("jpcert-cc cloud registrar")
                                       : QStringLiteral("cloud jpcert-cc registrar"));
        const auto first = overdueFirst(all, desk.book.all(), desk.now).front();
        QVERIFY2(first.use.contains(isCsirtFirst ? csirt : cloud) && first.use.endsWith(QLatin1String("It can.")),
                 qPrintable(first.use));
        QVERIFY(desk.step(Kind::Acknowledge, cloud, "ticket 1", desk.now + std::chrono::hours(1)));
        QCOMPARE(order(), QStringLiteral("jpcert-cc registrar cloud"));
    }

    void aRequestsLife()
    {
        Desk desk;
        const QString id = desk.open("REG-URGENT", "registrar", "GMO", "mail abuse@gmo.jp");
        QCOMPARE(id, QStringLiteral("Q1"));
        const Request *request = desk.book.find(id);
        QVERIFY(request && request->open());
        QCOMPARE(*request->dueAt, at("2020-06-01T11:36:00Z"));
        QVERIFY(!request->overdue(desk.now));
        QVERIFY(request->overdue(at("2020-06-01T11:36:00Z")));

        desk.now = at("2020-06-01T11:40:00Z");
        QVERIFY(desk.step(Kind::Remind, id));
        QVERIFY(desk.book.find(id)->reminded);
        QVERIFY(desk.step(Kind::Chase, id, "", at("2020-06-01T12:10:00Z")));
        QCOMPARE(desk.book.find(id)->chases, 1);
        QVERIFY(!desk.book.find(id)->reminded); // a new time, a new reminder
        QVERIFY(desk.step(Kind::Acknowledge, id, "T-123"));
        QCOMPARE(desk.book.find(id)->reference, QStringLiteral("T-123"));
        QCOMPARE(desk.book.find(id)->state, Request::State::Acknowledged);
        QCOMPARE(*desk.book.find(id)->acknowledgedAt, desk.now);

        RequestAct done;
        done.kind = Kind::State;
        done.request = id;
        done.state = Request::State::Done;
        done.theirs = QStringLiteral("restored");
        QVERIFY(desk.act(done));
        QVERIFY(!desk.book.find(id)->open());
        QCOMPARE(desk.book.find(id)->theirs, QStringLiteral("restored"));
        QVERIFY(!desk.book.find(id)->overdue(at("2020-07-01T00:00:00Z")));
        // Nobody is pressed for what is over; a late word is kept all the same.
        QVERIFY(!desk.step(Kind::Chase, id));
        RequestAct late;
        late.kind = Kind::Reply;
        late.request = id;
        late.reply = reply("support@gmo.jp", "Re: x", "it was a flaw of ours\nsorry");
        QVERIFY(desk.act(late));
        QCOMPARE(desk.book.find(id)->replies.size(), size_t(1));
        QCOMPARE(desk.book.find(id)->replies[0].text, late.reply.text);
        QVERIFY(!desk.book.find(id)->open());
        QVERIFY(!desk.step(Kind::Acknowledge, QStringLiteral("Q9")));

        // The log alone makes the same book.
        RequestBook again;
        for (const auto &entry : desk.log)
            again.take(entry);
        QVERIFY(again.all() == desk.book.all());
        for (const auto &entry : desk.log) {
            QVERIFY2(!sentence(entry).startsWith(QStringLiteral("request.")), qPrintable(sentence(entry)));
            QVERIFY(!sentence(entry).contains(u'%'));
        }
    }

    void repliesFindTheirRequest()
    {
        Desk desk;
        const QString registrar = desk.open("REG-URGENT", "registrar", "GMO", "mail abuse@gmo.jp");
        const QString jpcert = desk.open("JP-TD", "national-csirt", "JPCERT/CC", "mail info@jpcert.or.jp");
        const QString vultr = desk.open("HOST-ABUSE", "hosting", "Vultr", "form https://www.vultr.com/company/abuse/");
        QVERIFY(desk.step(Kind::Acknowledge, vultr, "ABX-4711"));
        const auto &all = desk.book.all();
        const QString token = QStringLiteral("HB-2020-001");
        const auto found = [&](const Reply &r) {
            const auto *request = matchReply(all, r, token);
            return request ? request->id : QString();
        };
        QCOMPARE(found(reply("x@other.example", "Ticket abx-4711 closed", "done")), vultr);
        QCOMPARE(found(reply("JPCERT <info@jpcert.or.jp>", "Re: takedown [HB-2020-001]", "ok")), jpcert);
        QCOMPARE(found(reply("support@mail.gmo.jp", "Re:", "about HB-2020-001")), registrar);
        // Without our number or theirs it is nobody's; nor is a name that only looks like theirs.
        QCOMPARE(found(reply("support@gmo.jp", "Re:", "hello")), QString());
        QCOMPARE(found(reply("x@evilgmo.jp", "HB-2020-001", "")), QString());
        QCOMPARE(found(reply("x@other.example", "ABX-47112", "")), QString());
        QCOMPARE(found(reply("", "HB-2020-001", "")), QString());
        // Two parties that gave the same number: not guessed.
        QVERIFY(desk.step(Kind::Acknowledge, jpcert, "ABX-4711"));
        QVERIFY(!matchReply(desk.book.all(), reply("x@o.example", "ABX-4711", ""), token));
    }

    void silenceHasANextDraft()
    {
        Desk desk;
        for (const auto &info : templates()) {
            Request request;
            request.role = info.role;
            request.templateId = info.id;
            const auto next = nextDraftFor(request);
            const auto all = templates();
            QVERIFY2(std::any_of(all.begin(), all.end(),
                                 [&](const TemplateInfo &known) {
                                     return known.id == next.templateId && known.role == next.role;
                                 }),
                     qPrintable(info.id + QStringLiteral(" → ") + next.templateId));
            QVERIFY(usualWait(info.id) >= std::chrono::minutes(30));
        }
    }

    void theCaseFileIsFoldedFromTheLog()
    {
        CaseFile file;
        const Instant now = at("2020-06-02T13:50:00Z");
        const auto through = [](const Entry &entry) { return *entryFromJson(toJson(entry)); };
        file.take(through(toldEntry(QStringLiteral("cause"), QStringLiteral("不明"), QStringLiteral("山田"), now)));
        file.take(through(toldEntry(QStringLiteral("cause"), QStringLiteral("調査中"), QStringLiteral("山田"), now)));
        file.take(through(toldEntry(QStringLiteral("nonsense"), QStringLiteral("x"), QStringLiteral("山田"), now)));
        file.take(through(serviceEntry(QStringLiteral("送金"), true, QStringLiteral("山田"), now, now)));
        QCOMPARE(file.of(QStringLiteral("cause")), QStringLiteral("調査中"));
        QVERIFY(!file.told.contains(QStringLiteral("nonsense")));
        QCOMPARE(*file.services.at(0).stopped, now);
        QVERIFY(!file.services.at(0).resumed);
        file.take(
            serviceEntry(QStringLiteral("送金"), false, QStringLiteral("山田"), now + std::chrono::hours(9), now));
        QCOMPARE(*file.services.at(0).resumed, now + std::chrono::hours(9));
        QCOMPARE(file.services.size(), size_t(1));

        // The words of one incident do not come back in the next.
        Entry state;
        state.kind = Entry::Kind::Incident;
        state.rule = QStringLiteral("incident.state");
        const auto turn = [&](const char *before, const char *after, Instant when) {
            state.before = QLatin1String(before);
            state.after = QLatin1String(after);
            state.happened = state.learned = when;
            file.take(through(state));
        };
        turn("hijack", "closed", now);
        QCOMPARE(file.of(QStringLiteral("cause")), QStringLiteral("調査中"));
        const CaseFile closed = file;
        turn("closed", "suspicion", now + std::chrono::hours(1));
        QVERIFY(file == CaseFile());
        // Not even where nothing was left to be seen in between.
        file = closed;
        turn("closed", "quiet", now + std::chrono::hours(1));
        turn("quiet", "hijack", now + std::chrono::hours(2));
        QVERIFY(file == CaseFile());
        // Nobody closed it: within a day it is the same one, later it is not.
        file.take(through(toldEntry(QStringLiteral("cause"), QStringLiteral("漏えい"), QStringLiteral("山田"), now)));
        turn("hijack", "quiet", now + std::chrono::hours(3));
        turn("quiet", "hijack", now + std::chrono::hours(20));
        QCOMPARE(file.of(QStringLiteral("cause")), QStringLiteral("漏えい"));
        turn("hijack", "quiet", now + std::chrono::hours(21));
        turn("quiet", "suspicion", now + std::chrono::hours(60));
        QVERIFY(file == CaseFile());
    }

    // What somebody brought from elsewhere, as any other file from outside: it decides nothing here.
    void whatIsImportedDecidesNothing()
    {
        const Instant now = at("2020-06-02T13:50:00Z");
        const auto brought = [&](Entry entry, Entry::Kind kind) {
            entry.kind = kind;
            return adopted(entry, QStringLiteral("f.csv"), now);
        };
        RequestBook book;
        RequestAct act;
        act.kind = RequestAct::Kind::Open;
        act.person = QStringLiteral("山田");
        act.party = QStringLiteral("GMO");
        book.take(*book.entryOf(act, now));
        QCOMPARE(book.all().size(), size_t(1));
        act = {};
        act.kind = RequestAct::Kind::State;
        act.request = book.all().front().id;
        act.state = Request::State::Done;
        const Entry done = *book.entryOf(act, now);
        const Entry told =
            toldEntry(QStringLiteral("replacementMail"), QStringLiteral("a@thief.example"), QStringLiteral("x"), now);
        CaseFile file;
        for (const auto kind : {Entry::Kind::Person, Entry::Kind::Story, Entry::Kind::Incident, Entry::Kind::Message}) {
            for (const Entry &entry : {done, told}) {
                const Entry own = brought(entry, kind);
                QCOMPARE(own.kind, Entry::Kind::Story);
                QVERIFY(own.rule.isEmpty() && !own.text.isEmpty());
                book.take(own);
                file.take(own);
            }
            // Even where an older Hinoban took it in as it was.
            Entry old = told;
            old.kind = Entry::Kind::Person;
            file.take(old);
            old = done;
            old.kind = Entry::Kind::Story;
            book.take(old);
        }
        QCOMPARE(book.all().front().state, Request::State::Waiting);
        QVERIFY(file == CaseFile());
        Entry pasted;
        pasted.kind = Entry::Kind::Person;
        pasted.rule = QStringLiteral("evidence.pasted");
        QCOMPARE(adopted(pasted, QStringLiteral("f.csv"), now).rule, pasted.rule);
    }

    void mailIsRead_data()
    {
        QTest::addColumn<QByteArray>("mail");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("text");
        const QByteArray head =
            "From: =?UTF-8?B?5bGx55Sw?= <a@example.org>\r\nDate: Tue, 02 Jun 2020 09:00:00 +0900\r\n";
        QTest::newRow("plain") << head + "Subject: Re: x\r\n\r\nhello\r\nthere"
                               << "Re: x"
                               << "hello\nthere";
        QTest::newRow("no line ends of mail")
            << QByteArray(head + "Subject: Re: x\r\n\r\nhello").replace("\r\n", "\n") << "Re: x"
            << "hello";
        QTest::newRow("base64, UTF-8")
            << head + "Subject: =?utf-8?B?" + QByteArray("受付のお知らせ").toBase64() +
                   "?=\r\nContent-Type: text/plain; charset=\"UTF-8\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                   QByteArray("受け付けました。").toBase64()
            << QString::fromUtf8("受付のお知らせ") << QString::fromUtf8("受け付けました。");
        QTest::newRow("ISO-2022-JP") << head +
                                            "Subject: =?ISO-2022-JP?B?GyRCPHVJVRsoQg==?=\r\n"
                                            "Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n\x1b$B<uIU\x1b(B 123"
                                     << QString::fromUtf8("受付") << QString::fromUtf8("受付 123");
        QTest::newRow("quoted-printable")
            << head + "Subject: =?utf-8?Q?a_=E5=8F=97?=\r\nContent-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n\r\nl=\r\nong =E5=8F=97=3D"
            << QString::fromUtf8("a 受") << QString::fromUtf8("long 受=");
        QTest::newRow("a character cut between words")
            << head + "Subject: =?utf-8?B?5Y8=?=\r\n =?utf-8?B?lw==?=\r\n\r\nx" << QString::fromUtf8("受") << "x";
        QTest::newRow("multipart")
            << head + "Subject: m\r\nContent-Type: multipart/mixed; boundary=\"B\"\r\n\r\npreamble\r\n--B\r\n"
                      "Content-Type: multipart/alternative; boundary=C\r\n\r\n--C\r\nContent-Type: text/html\r\n\r\n"
                      "<b>no</b>\r\n--C\r\nContent-Type: text/plain\r\n\r\nyes\r\n--C--\r\n--B\r\n"
                      "Content-Disposition: attachment\r\n\r\nfile\r\n--B--\r\n"
            << "m"
            << "yes";
        QTest::newRow("unknown character set")
            << head + "Subject: =?x-none?B?YWJj?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\nabc\xff"
            << "abc" << QStringLiteral("abc\ufffd");
        QTest::newRow("bidi and control") << head + "Subject: a\xe2\x80\xae"
                                                    "b\r\n\r\nx\x07y\xe2\x80\xae"
                                          << QStringLiteral("a\\u202eb") << QStringLiteral("x\\u0007y\\u202e");
    }
    void mailIsRead()
    {
        QFETCH(QByteArray, mail);
        QFETCH(QString, subject);
        QFETCH(QString, text);
        const auto read = readMail(mail);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
        QCOMPARE(read->subject, subject);
        QCOMPARE(read->text, text);
        QCOMPARE(read->from, QString::fromUtf8("山田 <a@example.org>"));
        QCOMPARE(read->at, at("2020-06-02T00:00:00Z"));
        QCOMPARE(read->sha256.size(), 64);
    }

    void whatIsNoMailIsRefused_data()
    {
        QTest::addColumn<QByteArray>("mail");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no sender") << QByteArray("Subject: x\r\n\r\nbody");
        QTest::newRow("not a header") << QByteArray("hello world\r\n\r\nbody");
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10);
        QTest::newRow("HTML only") << QByteArray("From: a@b.example\r\nContent-Type: text/html\r\n\r\n<b>x</b>");
        QTest::newRow("no boundary") << QByteArray("From: a@b.example\r\nContent-Type: multipart/mixed\r\n\r\nx");
        QTest::newRow("too large") << QByteArray("From: a@b.example\r\n\r\n") + QByteArray(17 * 1024 * 1024, 'x');
        QTest::newRow("endless header") << QByteArray("From: a@b.example\r\nX: ") + QByteArray(300 * 1024, 'x') +
                                               "\r\n\r\n";
        QByteArray deep = "From: a@b.example\r\n";
        for (int i = 0; i < 50; ++i)
            deep += QStringLiteral("Content-Type: multipart/mixed; boundary=B%1\r\n\r\n--B%1\r\n").arg(i).toLatin1();
        deep += "Content-Type: text/plain\r\n\r\nat last";
        QTest::newRow("nested without end") << deep;
    }
    void whatIsNoMailIsRefused()
    {
        QFETCH(QByteArray, mail);
        const auto read = readMail(mail);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadInput);
        QVERIFY(!read.error().detail.isEmpty());
    }

    // Pasted by mistake, or by the attacker: kept as far as it is useful, and never slow.
    void tenMegabytesArePasted()
    {
        const auto pasted = pastedReply(QString(10 * 1024 * 1024, u'x'), at("2020-06-02T00:00:00Z"));
        QVERIFY(pasted.text.size() <= 20001);
        Desk desk;
        const QString id = desk.open("JP-TD", "national-csirt", "JPCERT/CC", "mail info@jpcert.or.jp");
        RequestAct act;
        act.kind = Kind::Reply;
        act.request = id;
        act.reply = pasted;
        QVERIFY(desk.act(act));
        QCOMPARE(desk.book.find(id)->state, Request::State::Acknowledged);
    }
};

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
