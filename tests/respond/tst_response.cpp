// SPDX-License-Identifier: GPL-3.0-or-later
// Parts, deadlines, meetings and what keeps an incident open.
#include "app/respond/Response.h"
#include "tests/respond/Case2020.h"

#include <QJsonArray>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;
using detect::Severity;
using Kind = IncidentAct::Kind;

namespace {

const Runbook &runbook()
{
    static const Runbook shipped = [] {
        auto read = shippedRunbook();
        if (!read) qFatal("%s %s", qPrintable(read.error().where), qPrintable(read.error().detail));
        return *read;
    }();
    return shipped;
}

Incident hijack()
{
    Incident incident;
    incident.state = IncidentState::Hijack;
    incident.signalIds = QStringList{QStringLiteral("D1"), QStringLiteral("D8")};
    incident.noticedAt = at("2020-06-01T10:10:00Z"); // 19:10 in Japan, a Monday
    return incident;
}

IncidentAct act(Kind kind, const QString &person = QStringLiteral("Sato"))
{
    IncidentAct made;
    made.kind = kind;
    made.person = person;
    return made;
}

void take(IncidentFile &file, const IncidentAct &one, Instant now)
{
    const auto entry = entryOf(one, file, runbook(), hijack(), now);
    if (!entry) qFatal("%s", qPrintable(entry.error().detail));
    // What is in the log is what the JSON of it says.
    const auto again = entryFromJson(toJson(*entry));
    if (!again) qFatal("%s", qPrintable(again.error().detail));
    file.take(*again);
}

Deadline deadline(const std::vector<Deadline> &all, const char *id)
{
    for (const auto &one : all)
        if (one.rule.id == QLatin1String(id)) return one;
    qFatal("no deadline %s", id);
}

std::vector<Deadline> deadlines(const IncidentFile &file, Instant now, const Incident &incident = hijack())
{
    return deadlinesOf(runbook().deadlines, file, incident, file.evidence, now);
}

} // namespace

class TestResponse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsAreGiven()
    {
        IncidentFile file;
        const Instant now = at("2020-06-01T10:20:00Z");
        auto one = act(Kind::Assign);
        one.role = QStringLiteral("liaison");
        one.holder = QStringLiteral("山田 花子");
        one.call = QStringLiteral("+81 3 0000 0000");
        take(file, one, now);
        const auto *holder = file.holder(QStringLiteral("liaison"));
        QVERIFY(holder);
        QCOMPARE(holder->person, QStringLiteral("山田 花子"));
        QCOMPARE(holder->call, QStringLiteral("+81 3 0000 0000"));
        QCOMPARE(holder->by, QStringLiteral("Sato"));
        QVERIFY(holder->since == now);

        one.holder.clear();
        take(file, one, now);
        QVERIFY(!file.holder(QStringLiteral("liaison")));

        for (const char *wrong : {"", "king", "soc"}) {
            one.role = QString::fromLatin1(wrong);
            QVERIFY2(!entryOf(one, file, runbook(), hijack(), now), wrong);
        }
    }

    void twoTakeCommandAtOnce()
    {
        IncidentFile file;
        const Instant now = at("2020-06-01T10:20:00Z");
        QStringList sentences;
        for (const auto &person : {QStringLiteral("Aoki"), QStringLiteral("Sato")}) {
            auto one = act(Kind::Assign, person);
            one.role = QLatin1String(CommanderRole);
            one.holder = person;
            const auto entry = entryOf(one, file, runbook(), hijack(), now);
            QVERIFY(entry);
            QCOMPARE(entry->rule, QStringLiteral("incident.commander"));
            file.take(*entry);
            sentences += englishSentence(*entry);
        }
        // Both stand on the timeline; the later entry counts, and says from whom.
        QCOMPARE(sentences, (QStringList{QStringLiteral("Aoki is in command"), QStringLiteral("Sato is in command")}));
        QCOMPARE(file.holder(QLatin1String(CommanderRole))->person, QStringLiteral("Sato"));
        QCOMPARE(file.holder(QLatin1String(CommanderRole))->before, QStringLiteral("Aoki"));
    }

    void aClockSetBackChangesNothing()
    {
        IncidentFile file;
        auto one = act(Kind::Assign);
        one.role = QLatin1String(CommanderRole);
        one.holder = QStringLiteral("Aoki");
        take(file, one, at("2020-06-01T12:00:00Z"));
        one.holder = QStringLiteral("Sato");
        take(file, one, at("2020-06-01T11:00:00Z"));
        QCOMPARE(file.holder(QLatin1String(CommanderRole))->person, QStringLiteral("Sato"));

        // Closed, then reopened by a clock that is an hour behind: it is open.
        Decisions decisions;
        decisions.openedAt = at("2020-06-01T11:00:00Z");
        decisions.openedBy = QStringLiteral("Sato");
        QVERIFY(assess({}, {}, decisions).state == IncidentState::Hijack);
        decisions.closedAt = at("2020-06-01T10:30:00Z");
        QVERIFY(assess({}, {}, decisions).state == IncidentState::Closed);

        auto tick = act(Kind::Tick);
        tick.item = QStringLiteral("registry-lock");
        take(file, tick, at("2020-06-01T11:00:00Z"));
        tick.kind = Kind::Untick;
        take(file, tick, at("2020-06-01T10:00:00Z"));
        QVERIFY(file.ticks.empty());
    }

    void hostileNames()
    {
        IncidentFile file;
        const Instant now = at("2020-06-01T10:20:00Z");
        auto one = act(Kind::Assign);
        one.role = QStringLiteral("pr");
        one.holder = QStringLiteral("<b>Eve</b>\u202e%1 closed");
        const auto entry = entryOf(one, file, runbook(), hijack(), now);
        QVERIFY(entry);
        const QString said = englishSentence(*entry);
        QVERIFY2(!said.contains(QChar(0x202e)), qPrintable(said));
        QVERIFY2(said.endsWith(QStringLiteral("<b>Eve</b>\\u202e%1 closed")), qPrintable(said));

        // Somebody who is called like a state.
        one.holder = QStringLiteral("closed");
        one.role = QLatin1String(CommanderRole);
        const auto called = entryOf(one, file, runbook(), hijack(), now);
        QCOMPARE(englishSentence(*called), QStringLiteral("closed is in command"));
    }

    void anotherIncidentBeginsAnew()
    {
        IncidentFile file;
        const Instant now = at("2020-06-01T10:20:00Z");
        auto tick = act(Kind::Tick);
        tick.item = QStringLiteral("registry-lock");
        take(file, tick, now);
        auto meet = act(Kind::Meet);
        meet.times = QStringList{QStringLiteral("10:00")};
        meet.zone = QStringLiteral("Europe/Amsterdam");
        take(file, meet, now);

        Entry state;
        state.kind = Entry::Kind::Incident;
        state.rule = QStringLiteral("incident.state");
        state.learned = now;
        const auto go = [&](const char *from, const char *to) {
            state.before = QString::fromLatin1(from);
            state.after = QString::fromLatin1(to);
            file.take(state);
        };
        go("hijack", "closed");
        QCOMPARE(file.ticks.size(), size_t(1));
        // The same one, reopened by a person.
        file.take(*entryOf(act(Kind::Reopen), file, runbook(), hijack(), now));
        go("closed", "hijack");
        QCOMPARE(file.ticks.size(), size_t(1));
        go("hijack", "closed");
        // What is found in the moment of the next one is its own.
        Entry found;
        found.kind = Entry::Kind::Finding;
        found.rule = QStringLiteral("finding.opened");
        found.learned = state.learned = at("2021-01-01T00:00:00Z");
        found.args.insert(QStringLiteral("finding"), QJsonObject{{QStringLiteral("signal"), QStringLiteral("D1")}});
        file.take(found);
        go("closed", "hijack");
        QVERIFY(file.ticks.empty());
        QVERIFY(file.evidence.contains(QStringLiteral("finding D1")));
        QVERIFY(!file.evidence.contains(QStringLiteral("state closed")));
        QCOMPARE(file.meetings.times, QStringList{QStringLiteral("10:00")});
    }

    void deadlinesCount()
    {
        IncidentFile file;
        const Instant now = at("2020-06-03T00:00:00Z");
        // Nothing before there is an incident, nothing overdue before a person decided.
        QVERIFY(deadlines(file, now, {}).empty());
        auto all = deadlines(file, at("2021-01-01T00:00:00Z"));
        for (const auto &one : all)
            QVERIFY2(one.state == Deadline::State::Undecided, qPrintable(one.rule.id));
        QVERIFY(!deadline(all, "ppc-preliminary").isSaid);

        auto said = act(Kind::Applies);
        said.item = QStringLiteral("ppc-preliminary");
        take(file, said, now);
        auto one = deadline(deadlines(file, now), "ppc-preliminary");
        QVERIFY(one.state == Deadline::State::Running);
        QVERIFY(one.startsAt == hijack().noticedAt);
        // Monday, 1 June is the first day in Japan: the third is the 3rd, the fifth the 5th.
        QCOMPARE(toRfc3339(*one.softAt), QStringLiteral("2020-06-03T14:59:59Z"));
        QCOMPARE(toRfc3339(*one.dueAt), QStringLiteral("2020-06-05T14:59:59Z"));

        // Known only after midnight in Japan: a day later.
        said.known = at("2020-06-01T15:00:00Z");
        take(file, said, now);
        one = deadline(deadlines(file, now), "ppc-preliminary");
        QVERIFY(one.isSaid);
        QCOMPARE(toRfc3339(*one.dueAt), QStringLiteral("2020-06-06T14:59:59Z"));
        QVERIFY(deadline(deadlines(file, *one.dueAt), "ppc-preliminary").state == Deadline::State::Overdue);
        QVERIFY(deadline(deadlines(file, *one.dueAt - Duration(1)), "ppc-preliminary").state ==
                Deadline::State::Running);
        said.known = now + std::chrono::hours(1);
        QVERIFY(!entryOf(said, file, runbook(), hijack(), now)); // nobody knew tomorrow

        auto no = act(Kind::NotApplying);
        no.item = QStringLiteral("fsa-first");
        no.reason = QStringLiteral("not supervised");
        take(file, no, now);
        one = deadline(deadlines(file, now), "fsa-first");
        QVERIFY(one.state == Deadline::State::NotApplying);
        QCOMPARE(one.mark.why, QStringLiteral("not supervised"));
        no.item = QStringLiteral("no-such");
        QVERIFY(!entryOf(no, file, runbook(), hijack(), now));
    }

    void theLastDayRollsOn()
    {
        DeadlineRule rule;
        rule.days = 60;
        // The sixtieth day of 1 June is Thursday, 30 July.
        QCOMPARE(toRfc3339(dueOf(rule, at("2020-06-01T10:10:00Z"))), QStringLiteral("2020-07-30T14:59:59Z"));
        rule.rolls = true;
        QCOMPARE(toRfc3339(dueOf(rule, at("2020-06-01T10:10:00Z"))), QStringLiteral("2020-07-30T14:59:59Z"));
        // Saturday, 1 August and Sunday, 2 August: Monday, 3 August.
        QCOMPARE(toRfc3339(dueOf(rule, at("2020-06-03T10:10:00Z"))), QStringLiteral("2020-08-03T14:59:59Z"));
        QCOMPARE(toRfc3339(dueOf(rule, at("2020-06-04T10:10:00Z"))), QStringLiteral("2020-08-03T14:59:59Z"));
        QCOMPARE(toRfc3339(dueOf(rule, at("2020-06-05T10:10:00Z"))), QStringLiteral("2020-08-03T14:59:59Z"));
        rule = {};
        QVERIFY(dueOf(rule, at("2020-06-01T10:10:00Z")) == at("2020-06-01T10:10:00Z")); // at once
    }

    void aDeadlineIsMetAndRemindedOf()
    {
        IncidentFile file;
        auto said = act(Kind::Applies);
        said.item = QStringLiteral("ppc-preliminary");
        take(file, said, at("2020-06-01T11:00:00Z"));
        const Instant late = at("2020-06-08T00:00:00Z");
        auto entries = overdueEntries(deadlines(file, late), file, late);
        QCOMPARE(entries.size(), size_t(1));
        QCOMPARE(englishSentence(entries.front()),
                 QStringLiteral("PPC preliminary report is not done: it was due at 2020-06-05T14:59:59Z"));
        file.take(entries.front());
        QVERIFY(overdueEntries(deadlines(file, late), file, late).empty()); // once
        // A clock that was set back does not say it again.
        QVERIFY(overdueEntries(deadlines(file, at("2020-06-02T00:00:00Z")), file, at("2020-06-02T00:00:00Z")).empty());

        Entry sent;
        sent.kind = Entry::Kind::Message;
        sent.rule = QStringLiteral("message.sent");
        sent.author = QStringLiteral("Hanako");
        sent.happened = sent.learned = late;
        sent.args.insert(QStringLiteral("template"), QStringLiteral("PPC-S"));
        file.take(sent);
        const auto met = deadline(deadlines(file, late), "ppc-preliminary");
        QVERIFY(met.state == Deadline::State::Met);
        QCOMPARE(met.mark.who, QStringLiteral("Hanako"));
        QCOMPARE(met.mark.why, QStringLiteral("sent PPC-S"));

        auto done = act(Kind::Met);
        done.item = QStringLiteral("fsa-report");
        take(file, done, late);
        QVERIFY(deadline(deadlines(file, late), "fsa-report").state == Deadline::State::Met);
    }

    void meetingsGoRound()
    {
        const Meetings usual; // 09:00 13:00 18:00 in Japan
        QCOMPARE(toRfc3339(*nextMeeting(usual, at("2020-06-01T10:18:00Z"))), QStringLiteral("2020-06-02T00:00:00Z"));
        QCOMPARE(toRfc3339(*nextMeeting(usual, at("2020-06-02T00:00:00Z"))), QStringLiteral("2020-06-02T04:00:00Z"));
        QCOMPARE(toRfc3339(*nextMeeting(usual, at("2020-06-02T08:59:59Z"))), QStringLiteral("2020-06-02T09:00:00Z"));
        QCOMPARE(meetingText(usual, at("2020-06-02T00:00:00Z")), QStringLiteral("2020-06-02 09:00 +09:00"));

        const auto typed = meetingsFrom({QStringLiteral("18:00"), QStringLiteral(" 09:30"), QStringLiteral("18:00")},
                                        QStringLiteral("Europe/Amsterdam"));
        QVERIFY(typed);
        QCOMPARE(typed->times, (QStringList{QStringLiteral("09:30"), QStringLiteral("18:00")}));
        // The night in which summer time begins there.
        QCOMPARE(toRfc3339(*nextMeeting(*typed, at("2020-03-28T18:00:00Z"))), QStringLiteral("2020-03-29T07:30:00Z"));

        QVERIFY(!meetingsFrom({}, QStringLiteral("Asia/Tokyo")));
        QVERIFY(!meetingsFrom({QStringLiteral("25:00")}, QStringLiteral("Asia/Tokyo")));
        QVERIFY(!meetingsFrom({QStringLiteral("09:00")}, QStringLiteral("Mars/Olympus")));
        QVERIFY(!nextMeeting({{QStringLiteral("09:00")}, QStringLiteral("Mars/Olympus")}, at("2020-06-01T10:18:00Z")));
        // A log that another program wrote.
        QVERIFY(!nextMeeting({{QStringLiteral("soon")}, QStringLiteral("Asia/Tokyo")}, at("2020-06-01T10:18:00Z")));
    }

    void whatIsStillOpen()
    {
        const auto gone = finding("D1", "parent", Severity::Crit, "2020-05-30T15:12:30Z", "2020-06-01T11:53:30Z");
        QVERIFY(stillOpen({gone}, {}).empty());
        QVERIFY(stillOpenSentence({}).isEmpty());
        const auto cache = finding("D8", "resolver", Severity::Crit, "2020-05-30T15:13:00Z");
        // What others prepared, a certificate, and summaries keep nothing open; nor does what is only suspicious.
        const std::vector<detect::Finding> lesser{
            finding("P1", "", Severity::High, "2020-05-30T15:13:00Z"),
            finding("T1", "", Severity::Crit, "2020-05-30T15:13:00Z"),
            finding("F1", "", Severity::Crit, "2020-05-30T15:13:00Z"),
            finding("D3", "parent", Severity::Med, "2020-05-30T15:13:00Z"),
        };
        QVERIFY(stillOpen(lesser, {}).empty());
        Request request;
        request.id = QStringLiteral("Q2");
        request.party = QStringLiteral("JPCERT/CC");
        Request done = request;
        done.state = Request::State::Withdrawn;
        const auto open = stillOpen({gone, cache}, {request, done});
        QCOMPARE(open.size(), size_t(2));
        QCOMPARE(open[0].what, QStringLiteral("D8 coincheck.com NS (resolver)"));
        QCOMPARE(open[1].what, QStringLiteral("Q2 JPCERT/CC"));
        const QString sentence = stillOpenSentence(open);
        QVERIFY2(sentence.contains(open[0].what) && sentence.contains(open[1].what), qPrintable(sentence));
    }

    void aPersonOpensAndCloses()
    {
        Decisions decisions;
        decisions.openedAt = at("2020-06-01T10:20:00Z");
        decisions.openedBy = QStringLiteral("Sato");
        decisions.openedFor = name("coincheck.com");
        auto incident = assess({}, {}, decisions);
        QVERIFY(incident.state == IncidentState::Hijack);
        QCOMPARE(incident.openedBy, QStringLiteral("Sato"));
        QCOMPARE(incident.domains, std::vector{name("coincheck.com")});
        QVERIFY(incident.noticedAt == decisions.openedAt);
        QCOMPARE(incident.id, QStringLiteral("HB-2020-001"));

        // Opened by a person, it is not over before a person says so.
        const auto gone = finding("D1", "parent", Severity::Crit, "2020-05-30T15:12:30Z", "2020-06-01T11:53:30Z");
        QVERIFY(assess({gone}, {}, {}).state == IncidentState::Quiet);
        QVERIFY(assess({gone}, {}, decisions).state == IncidentState::Recovering);
        // What was repaired a year ago has nothing to do with it.
        const auto old = finding("D1", "parent", Severity::Crit, "2019-05-30T15:12:30Z", "2019-06-01T11:53:30Z");
        QVERIFY(assess({old}, {}, decisions).state == IncidentState::Hijack);
        decisions.closedAt = at("2020-06-04T00:00:00Z");
        incident = assess({gone}, {}, decisions);
        QVERIFY(incident.state == IncidentState::Closed);
        QVERIFY(incident.openedBy.isEmpty());
        QVERIFY(assess({finding("D1", "parent", Severity::Crit, "2020-06-05T00:00:00Z")}, {}, decisions).state ==
                IncidentState::Hijack);
    }

    void theNearestIsDue()
    {
        IncidentFile file;
        auto said = act(Kind::Applies);
        said.item = QStringLiteral("ppc-preliminary");
        take(file, said, at("2020-06-01T11:00:00Z"));
        Response response;
        response.deadlines = deadlines(file, at("2020-06-01T11:00:00Z"));
        auto next = nextDue(response, {});
        QVERIFY(next);
        QCOMPARE(toRfc3339(next->at), QStringLiteral("2020-06-05T14:59:59Z"));
        Request request;
        request.id = QStringLiteral("Q1");
        request.party = QStringLiteral("GMO");
        request.dueAt = at("2020-06-01T12:00:00Z");
        next = nextDue(response, {request});
        QCOMPARE(next->what, QStringLiteral("GMO"));
        request.state = Request::State::Done;
        QVERIFY(toRfc3339(nextDue(response, {request})->at) == QLatin1String("2020-06-05T14:59:59Z"));
        QVERIFY(!nextDue({}, {request}));
    }
};

QTEST_GUILESS_MAIN(TestResponse)
#include "tst_response.moc"
