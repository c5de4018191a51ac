// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks of a watch: each act is answered by its signal, and what it changes is in the workspace.
#include "app/base/WallClock.h"
#include "app/console/OwnResolver.h"
#include "app/console/Session.h"
#include "app/store/Workspace.h"
#include "tests/dns/LittleInternet.h"
#include "tests/dns/PcapBytes.h"

#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using console::Session;
using console::SessionOptions;

namespace {

constexpr int Long = 120000; // of a loaded machine; nothing is measured

dns::Rdata address(const char *text) { return dns::rdataFromText(dns::Type::A, text).value(); }

// A session over a small internet in which example.jp is delegated, and its workspace.
struct Bench {
    explicit Bench(const QString &workspace, bool create = true)
        : world(clock)
    {
        world.serve("192.0.2.1", ".",
                    ". SOA a.root-servers.test. h. 1 2 3 4 60\njp. NS a.dns.jp.\na.dns.jp. A 192.0.2.10\n");
        world.serve("192.0.2.10", "jp",
                    "jp. SOA a.dns.jp. h.jp. 1 2 3 4 60\njp. NS a.dns.jp.\na.dns.jp. A 192.0.2.10\n"
                    "example.jp. NS ns1.example.jp.\nns1.example.jp. A 192.0.2.30\n");
        world.serve("192.0.2.30", "example.jp",
                    "example.jp. SOA ns1.example.jp. h.example.jp. 1 2 3 4 60\nexample.jp. NS ns1.example.jp.\n"
                    "ns1.example.jp. A 192.0.2.30\nexample.jp. A 192.0.2.80\n");
        for (const char *resolver : {"10.0.0.53", "10.1.0.53"})
            world.serve(resolver, "example.jp",
                        "example.jp. SOA ns1.example.jp. h.example.jp. 1 2 3 4 60\nexample.jp. NS ns1.example.jp.\n"
                        "example.jp. A 192.0.2.80\n");
        SessionOptions options;
        options.workspace = workspace;
        options.createWorkspace = create;
        options.internet = world.internet();
        session.emplace(options);
        failed = std::make_unique<QSignalSpy>(&*session, &Session::failed);
        QSignalSpy started(&*session, &Session::started);
        session->start();
        if (started.empty() && !started.wait(Long)) qFatal("the session does not start");
    }
    ~Bench()
    {
        if (!session) return;
        QSignalSpy ended(&*session, &Session::ended);
        session->stop();
        while (ended.empty()) // a spy does not wait once the test has failed
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        session.reset();
    }
    // The entries of this rule on the timeline.
    std::vector<respond::Entry> entries(const char *rule) const
    {
        std::vector<respond::Entry> out;
        const auto snapshot = session->snapshot();
        for (const auto &one : snapshot->log)
            if (one.entry.rule == QLatin1String(rule)) out.push_back(one.entry);
        return out;
    }

    WallClock clock;
    LittleInternet world;
    std::optional<Session> session;
    std::unique_ptr<QSignalSpy> failed;
};

console::AskedPtr ask(Session &session, quint64 ticket, const char *line)
{
    QSignalSpy asked(&session, &Session::asked);
    session.ask(ticket, QString::fromLatin1(line));
    if (!asked.empty()) qFatal("answered from inside ask()");
    if (!asked.wait(Long) || asked.size() != 1) return {};
    return asked.front().front().value<console::AskedPtr>();
}

console::Proposal propose(Session &session, const QList<QByteArray> &names)
{
    QSignalSpy proposed(&session, &Session::proposed);
    session.propose(names);
    if (proposed.empty() && !proposed.wait(Long)) return {};
    return proposed.front().front().value<console::Proposal>();
}

} // namespace

class SessionActsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_file;

    static std::optional<store::Loaded> loaded(const QString &file)
    {
        const auto workspace = store::Workspace::open(file, store::Workspace::Mode::ReadOnly);
        if (!workspace || !(*workspace)->verify()->good()) return {};
        auto all = (*workspace)->load();
        if (!all) return {};
        return std::move(*all);
    }

    static std::vector<respond::Entry> findings(const Session &session)
    {
        std::vector<respond::Entry> out;
        const auto snapshot = session.snapshot();
        for (const auto &one : snapshot->log)
            if (one.entry.rule.startsWith(QLatin1String("finding."))) out.push_back(one.entry);
        return out;
    }

private Q_SLOTS:
    void init()
    {
        static int count = 0;
        m_file = m_folder.filePath(QStringLiteral("case%1.hinoban").arg(++count));
    }

    void asks()
    {
        Bench bench(m_file);
        Session &session = *bench.session;
        const auto before = session.snapshot()->log.size();
        const auto answered = ask(session, 7, "@192.0.2.10 example.jp NS +norec");
        QVERIFY(answered);
        QCOMPARE(answered->ticket, quint64(7));
        QVERIFY(!answered->error);
        QVERIFY2(answered->exchange->answered(), qPrintable(answered->exchange->detail));
        QVERIFY(answered->onTheWay.empty());
        // By the server's name: looked up from the root.
        const auto byName = ask(session, 8, "@ns1.example.jp example.jp A");
        QVERIFY(byName && byName->exchange);
        QCOMPARE(byName->exchange->server.address, QHostAddress(QStringLiteral("192.0.2.30")));
        QVERIFY(!byName->onTheWay.empty());
        for (const char *line : {"", "@192.0.2.10 example.jp NOSUCHTYPE", "example.jp", "@no.such.jp example.jp"}) {
            const auto refused = ask(session, 9, line);
            QVERIFY2(refused && refused->error && !refused->exchange, line);
            QVERIFY(!refused->error->detail.isEmpty());
        }
        QCOMPARE(session.snapshot()->log.size(), before); // nobody learns of it

        session.keepAsked(answered->exchange, answered->line, QStringLiteral("Sato"));
        session.keepAsked({}, QStringLiteral("nothing"), QStringLiteral("Sato"));
        QCOMPARE(session.snapshot()->log.size(), before + 1);
        const auto kept = session.snapshot()->log.last().entry;
        QCOMPARE(kept.author, QStringLiteral("Sato"));
        QCOMPARE(kept.evidence, std::vector{answered->exchange->replySha256()});
        QCOMPARE(bench.failed->count(), 0);
    }

    // The store refuses one entry of three: it is gone from the log again, its words are given back, and the chain of
    // the others is the one on disk.
    void whatIsNotStoredIsNotAcknowledged()
    {
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->head.hash, session.snapshot()->log.last().hash, Long);
            {
                auto other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
                other.setDatabaseName(m_file);
                QVERIFY(other.open());
                QVERIFY(QSqlQuery(other).exec(QStringLiteral(
                    "CREATE TRIGGER refusing BEFORE INSERT ON log WHEN NEW.canonical LIKE '%lost words%' "
                    "BEGIN SELECT RAISE(ABORT, 'refused by a test'); END")));
            }
            QSqlDatabase::removeDatabase(QStringLiteral("other"));
            QSignalSpy notWritten(&session, &Session::notWritten);
            const auto before = session.snapshot();
            session.addEntry(QStringLiteral("lost words"), QStringLiteral("Sato"), 0);
            session.addEntry(QStringLiteral("kept words"), QStringLiteral("Sato"), 0);
            session.tellCase(QStringLiteral("cause"), QStringLiteral("lost words"), QStringLiteral("Sato"));
            QCOMPARE(session.snapshot()->log.size(), before->log.size() + 3);
            QCOMPARE(session.snapshot()->head, before->head); // nothing of it is acknowledged yet
            QTRY_COMPARE_WITH_TIMEOUT(notWritten.size(), 2, Long);
            QCOMPARE(notWritten[0][0].value<respond::Entry>().text, QStringLiteral("lost words"));
            QVERIFY(notWritten[0][1].value<Error>().detail.contains(QStringLiteral("refused by a test")));
            const auto after = session.snapshot();
            QCOMPARE(after->log.size(), before->log.size() + 1);
            QCOMPARE(after->log.last().entry.text, QStringLiteral("kept words"));
            QCOMPARE(after->log.last().previous, before->head.hash);
            QCOMPARE(after->head.hash, after->log.last().hash);
            QVERIFY(after->caseFile.of(QStringLiteral("cause")).isEmpty());
            QCOMPARE(bench.failed->size(), 2);
            session.addEntry(QStringLiteral("later words"), QStringLiteral("Sato"), 0);
            QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->head.hash, session.snapshot()->log.last().hash, Long);
            QCOMPARE(session.snapshot()->log.last().entry.text, QStringLiteral("later words"));
        }
        const auto stored = loaded(m_file);
        QVERIFY(stored);
        QCOMPARE(stored->log.back().entry.text, QStringLiteral("later words"));
    }

    // What Hinoban itself says is tried again with the next commit that succeeds; what people typed is theirs to
    // repeat.
    void whatNobodyTypedIsTriedAgain()
    {
        const auto change = [&](const char *statement) {
            {
                auto other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
                other.setDatabaseName(m_file);
                QVERIFY(other.open());
                QVERIFY(QSqlQuery(other).exec(QLatin1String(statement)));
            }
            QSqlDatabase::removeDatabase(QStringLiteral("other"));
        };
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->head.hash, session.snapshot()->log.last().hash, Long);
            change("CREATE TRIGGER refusing BEFORE INSERT ON log WHEN NEW.canonical LIKE '%finding.%' "
                   "BEGIN SELECT RAISE(ABORT, 'refused by a test'); END");
            QSignalSpy notWritten(&session, &Session::notWritten);
            // It is looked at, and found other than was decided: nobody typed that.
            console::Decided decided{QStringLiteral("Sato"), QStringLiteral("ours"), {{name("example.jp"), {}, {}}}};
            watch::Expectation expectation;
            expectation.owner = name("example.jp");
            expectation.rdatas = {address("192.0.2.99")};
            decided.domains[0].rrsets.push_back({console::DecidedRRset::Decision::Accepted, expectation});
            session.accept(decided);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.failed->empty(), Long);
            QVERIFY(notWritten.empty()); // nobody gets words back that he never wrote
            change("DROP TRIGGER refusing");
            session.addEntry(QStringLiteral("later words"), QStringLiteral("Sato"), 0);
            QTRY_VERIFY_WITH_TIMEOUT(!findings(session).empty(), Long);
            QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->head.hash, session.snapshot()->log.last().hash, Long);
        }
        const auto stored = loaded(m_file); // whole, and it verifies
        QVERIFY(stored);
        QVERIFY(std::any_of(stored->log.begin(), stored->log.end(), [](const store::LogRecord &one) {
            return one.entry.rule.startsWith(QLatin1String("finding."));
        }));
        QVERIFY(!stored->findings.empty());
    }

    void nothingIsAskedBeforeTheStart()
    {
        SessionOptions options;
        options.workspace = m_file;
        Session session(options);
        QSignalSpy asked(&session, &Session::asked), proposed(&session, &Session::proposed);
        session.ask(1, QStringLiteral("@192.0.2.10 example.jp"));
        session.propose({"example.jp"});
        session.accept({});
        session.bringEvidence(m_file, {});
        session.closeIncident({}, {});
        QSignalSpy refused(&session, &Session::planRefused);
        session.plan({});
        QCOMPARE(refused.size(), 1); // whoever asked waits for an answer
        QCoreApplication::processEvents();
        QVERIFY(asked.empty() && proposed.empty());
    }

    void proposesAndAccepts()
    {
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            const auto proposal = propose(session, {"example.jp", "a..jp", "nothing.jp"});
            QCOMPARE(proposal.domains.size(), size_t(3));
            const auto &seen = proposal.domains[0];
            QVERIFY2(seen.problem.isEmpty(), qPrintable(seen.problem));
            QCOMPARE(seen.name, name("example.jp"));
            QVERIFY(!proposal.domains[1].problem.isEmpty());
            QVERIFY(session.snapshot()->domains.empty()); // nothing is watched before a person says so

            console::Decided decided{
                QStringLiteral("Sa\x7fto"), QStringLiteral("as\tseen"), {{name("example.jp"), {}, {}}}};
            using Decision = console::DecidedRRset::Decision;
            for (const auto &one : seen.rrsets) {
                if (one.expectation.owner != name("example.jp")) continue;
                if (one.expectation.type == dns::Type::NS)
                    decided.domains[0].rrsets.push_back({Decision::Accepted, one.expectation});
                if (one.expectation.type == dns::Type::A) {
                    auto edited = one.expectation;
                    QCOMPARE(edited.rdatas, std::vector{address("192.0.2.80")});
                    edited.rdatas = {address("192.0.2.81")};
                    decided.domains[0].rrsets.push_back({Decision::Edited, edited});
                }
                if (one.expectation.type == dns::Type::SOA)
                    decided.domains[0].rrsets.push_back({Decision::Refused, one.expectation});
            }
            QCOMPARE(decided.domains[0].rrsets.size(), size_t(3));
            session.accept(decided);
            QCOMPARE(bench.entries("expectation.accepted").size(), size_t(1));
            QCOMPARE(bench.entries("expectation.edited").size(), size_t(1));
            QCOMPARE(bench.entries("expectation.refused").size(), size_t(1));
            const auto edited = bench.entries("expectation.edited").front();
            QCOMPARE(edited.author, QStringLiteral("Sa\\u007fto"));
            QCOMPARE(edited.text, QStringLiteral("as seen"));
            QCOMPARE(edited.after, QStringLiteral("192.0.2.81"));
            // It is looked at from now on, and held against what was decided.
            QTRY_VERIFY_WITH_TIMEOUT(!session.snapshot()->domains.empty() &&
                                         session.snapshot()->domains.front().state == console::DomainState::Mismatch,
                                     Long);

            // Said anew: the entry tells what it was before.
            for (auto &one : decided.domains[0].rrsets)
                if (one.decision == Decision::Edited) one.expectation.rdatas = {address("192.0.2.80")};
            session.accept(decided);
            QCOMPARE(bench.entries("expectation.edited").back().before, QStringLiteral("192.0.2.81"));
            QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->domains.front().state == console::DomainState::Match, Long);

            // A file takes something up, and gives it up again: both are told, with the file, person and reason.
            watch::Expectation spf;
            spf.owner = name("example.jp");
            spf.type = dns::Type::TXT;
            spf.rdatas = {dns::rdataFromText(dns::Type::TXT, "\"v=spf1 -all\"").value()};
            spf.approval.source = QStringLiteral("zone file example.jp.zone");
            console::Decided imported{QStringLiteral("Suzuki"),
                                      QStringLiteral("merged"),
                                      {{name("example.jp"), {{Decision::Imported, spf}}, {}}}};
            session.accept(imported);
            const auto taken = bench.entries("expectation.imported").back();
            QCOMPARE(taken.author + u'|' + taken.text + u'|' + taken.source,
                     QStringLiteral("Suzuki|merged|zone file example.jp.zone"));
            QVERIFY(taken.before.isEmpty() && taken.after.contains(QStringLiteral("v=spf1")));
            imported.domains[0].rrsets[0].decision = Decision::Removed;
            session.accept(imported);
            const auto gone = bench.entries("expectation.removed").back();
            QVERIFY(gone.after.isEmpty() && gone.before.contains(QStringLiteral("v=spf1")));
            QCOMPARE(gone.text, QStringLiteral("merged"));
            QCOMPARE(bench.failed->count(), 0);
        }
        const auto kept = loaded(m_file);
        QVERIFY(kept);
        QCOMPARE(kept->domains.size(), size_t(1));
        const auto *expected = kept->domains[0].find(name("example.jp"), dns::Type::A);
        QVERIFY(expected);
        QCOMPARE(expected->rdatas, std::vector{address("192.0.2.80")});
        QCOMPARE(expected->approval.reason, QStringLiteral("as seen"));
        QVERIFY(!kept->domains[0].find(name("example.jp"), dns::Type::SOA));
        QVERIFY(!kept->domains[0].find(name("example.jp"), dns::Type::TXT));
    }

    void plansAChange()
    {
        using console::PlanDeed;
        QString id;
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            console::Decided decided{QStringLiteral("Sato"), QStringLiteral("ours"), {{name("example.jp"), {}, {}}}};
            watch::Expectation expectation;
            expectation.owner = name("example.jp");
            expectation.rdatas = {address("192.0.2.99")};
            decided.domains[0].rrsets.push_back({console::DecidedRRset::Decision::Accepted, expectation});
            session.accept(decided);
            const auto view = [&] { return session.snapshot()->domains.find(name("example.jp")); };
            QTRY_VERIFY_WITH_TIMEOUT(view()->state == console::DomainState::Mismatch, Long);

            // What the servers say already is what somebody has planned: an expected change.
            QSignalSpy planned(&session, &Session::planned);
            QSignalSpy refused(&session, &Session::planRefused);
            PlanDeed deed;
            deed.domain = name("example.jp");
            deed.plan.from = bench.clock.now() - std::chrono::hours(1);
            deed.plan.until = deed.plan.from + std::chrono::hours(2);
            deed.plan.records = {expectation};
            deed.plan.records[0].rdatas = {address("192.0.2.80")};
            deed.person = QStringLiteral(" Sato\a");
            deed.reason = QStringLiteral("we move");
            session.plan(deed);
            QVERIFY(planned.empty());                         // not before it is on disk
            QCOMPARE(view()->domain.plans.size(), size_t(1)); // shown at once
            QVERIFY(planned.wait(Long));
            const auto plan = planned.front().front().value<PlanDeed>().plan;
            QCOMPARE(plan.approval.reason, QStringLiteral("we move"));
            QVERIFY(!plan.approval.person.contains(QLatin1Char('\a')));
            QCOMPARE(bench.entries("plan.made").size(), size_t(1));
            QTRY_VERIFY_WITH_TIMEOUT(view()->state != console::DomainState::Mismatch, Long);
            const auto findings = view()->findings;
            QVERIFY(std::any_of(findings.begin(), findings.end(), [&](const detect::Finding &finding) {
                return finding.severity == detect::Severity::Info &&
                       finding.args.value(QStringLiteral("plan")).toString() == plan.id;
            }));

            // Withdrawn, it is a mismatch again.
            deed.kind = PlanDeed::Kind::Withdraw;
            deed.plan.id = plan.id;
            session.plan(deed);
            QTRY_VERIFY_WITH_TIMEOUT(view()->state == console::DomainState::Mismatch, Long);
            QCOMPARE(bench.entries("plan.cancelled").size(), size_t(1));
            QCOMPARE(bench.failed->count(), 0);
            session.plan(deed); // it is gone
            deed.kind = PlanDeed::Kind::Make;
            deed.reason.clear();
            session.plan(deed); // nobody says why
            deed.reason = QStringLiteral("again");
            deed.domain = name("example.net");
            session.plan(deed);           // not ours
            QCOMPARE(refused.count(), 3); // each is answered
            QCOMPARE(refused.back().front().value<PlanDeed>().reason, QStringLiteral("again"));
            QCOMPARE(bench.failed->count(), 0);

            deed.domain = name("example.jp");
            session.plan(deed);
            QTRY_COMPARE_WITH_TIMEOUT(planned.count(), 3, Long);
            id = planned.back().front().value<PlanDeed>().plan.id;
        }
        auto kept = loaded(m_file);
        QVERIFY(kept);
        QCOMPARE(kept->domains[0].plans.size(), size_t(1));
        QCOMPARE(kept->domains[0].plans[0].id, id);
        {
            Bench bench(m_file, false);
            QSignalSpy planned(&*bench.session, &Session::planned);
            PlanDeed deed;
            deed.kind = PlanDeed::Kind::Accept;
            deed.domain = name("example.jp");
            deed.plan.id = id;
            deed.person = QStringLiteral("Mori");
            deed.reason = QStringLiteral("looked at it");
            bench.session->plan(deed);
            QVERIFY(planned.wait(Long));
            QTRY_VERIFY_WITH_TIMEOUT(bench.session->snapshot()->domains.front().state == console::DomainState::Match,
                                     Long);
        }
        kept = loaded(m_file);
        QVERIFY(kept && kept->domains[0].plans.empty());
        QCOMPARE(kept->domains[0].find(name("example.jp"), dns::Type::A)->rdatas, std::vector{address("192.0.2.80")});
        QCOMPARE(kept->domains[0].find(name("example.jp"), dns::Type::A)->approval.person, QStringLiteral("Mori"));
    }

    void asksTheResolversThatATeamChose()
    {
        const auto own = [](const char *label, const char *place) {
            return console::ownResolver(
                       {QString::fromLatin1(label), QString::fromLatin1(place), dns::Transport::Udp, {}, {}}, {})
                .value();
        };
        const auto askedAt = [](const Session &session, const char *place) {
            const auto watched = session.pipeline().watched().find(name("example.jp"));
            return watched != session.pipeline().watched().end() &&
                   std::ranges::any_of(watched->second.latest.all(), [&](const watch::Observation &one) {
                       return one.vantage() == dns::Vantage::Resolver && one.exchange->answered() &&
                              one.exchange->server.address == QHostAddress(QString::fromLatin1(place));
                   });
        };
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            console::Decided decided{QStringLiteral("Sato"), {}, {{name("example.jp"), {}, {}}}};
            watch::Expectation expectation;
            expectation.owner = name("example.jp");
            expectation.rdatas = {address("192.0.2.80")};
            decided.domains[0].rrsets.push_back({console::DecidedRRset::Decision::Accepted, expectation});
            session.accept(decided);
            session.setResolvers({}, QStringLiteral("Sato"), QStringLiteral("none at all"));
            QCOMPARE(bench.failed->count(), 1); // and nothing changed

            session.setResolvers({own("Tokyo", "10.0.0.53"), own("Osaka", "10.1.0.53")}, QStringLiteral("Sa\x7fto"),
                                 QStringLiteral("our offices"));
            QTRY_VERIFY_WITH_TIMEOUT(askedAt(session, "10.0.0.53") && askedAt(session, "10.1.0.53"), Long);
            const auto changed = bench.entries("resolvers.changed").back();
            QCOMPARE(changed.author, QStringLiteral("Sa\\u007fto"));
            QCOMPARE(changed.text, QStringLiteral("our offices"));
            QVERIFY(changed.before.isEmpty());
            QCOMPARE(changed.after, QStringLiteral("Tokyo (udp 10.0.0.53), Osaka (udp 10.1.0.53)"));
            const auto permitted = bench.entries("resolvers.permitted");
            QCOMPARE(permitted.size(), size_t(2));
            QVERIFY(respond::englishSentence(permitted.front()).contains(QStringLiteral("10.0.0.53")));
            QCOMPARE(session.snapshot()->chosenResolvers->size(), size_t(2));

            // What is no longer asked has no say any more, and nobody is permitted twice.
            session.setResolvers({own("Osaka", "10.1.0.53")}, QStringLiteral("Sato"), QStringLiteral("closed"));
            QVERIFY(!askedAt(session, "10.0.0.53") && askedAt(session, "10.1.0.53"));
            QCOMPARE(bench.entries("resolvers.changed").back().before, QStringLiteral("Tokyo (udp 10.0.0.53)"));
            QCOMPARE(bench.entries("resolvers.permitted").size(), size_t(2));
            const int before = bench.world.asked("10.0.0.53");
            QTRY_VERIFY_WITH_TIMEOUT(bench.world.asked("10.1.0.53") > 0, Long);
            QCOMPARE(bench.world.asked("10.0.0.53"), before);
            QCOMPARE(bench.failed->count(), 1);
        }
        const auto kept = loaded(m_file);
        QVERIFY(kept);
        QCOMPARE(kept->resolvers.size(), size_t(1));
        QCOMPARE(kept->resolvers[0].server.label, QStringLiteral("Osaka"));
        QVERIFY(kept->resolvers[0].isOwn);
        // The next session asks them too.
        Bench again(m_file, false);
        QTRY_VERIFY_WITH_TIMEOUT(askedAt(*again.session, "10.1.0.53"), Long);
    }

    void setsHowItIsWatched()
    {
        store::WatchSettings wanted;
        wanted.registrationMinutes = 30;
        wanted.lookAlikeHours = 0;
        wanted.askOrigins = true;
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            QSignalSpy changed(&session, &Session::settingsChanged);
            session.setSettings(wanted, QStringLiteral("Sato"), {}); // nobody says why
            QCOMPARE(bench.failed->count(), 1);
            auto broken = wanted;
            broken.registrationMinutes = 0;
            session.setSettings(broken, QStringLiteral("Sato"), QStringLiteral("often"));
            QCOMPARE(bench.failed->count(), 2);
            broken = wanted;
            broken.origins = m_folder.filePath(QStringLiteral("none.mmdb"));
            session.setSettings(broken, QStringLiteral("Sato"), QStringLiteral("whose"));
            QCOMPARE(bench.failed->count(), 3);
            QVERIFY(bench.failed->back().front().value<Error>().where.contains(QStringLiteral("none.mmdb")));
            broken = wanted;
            broken.certificates = QStringLiteral("http://crt.example/");
            session.setSettings(broken, QStringLiteral("Sato"), QStringLiteral("logs"));
            QCOMPARE(bench.failed->count(), 4);
            QVERIFY(changed.empty() && bench.entries("watch.settings").empty());

            session.setSettings(wanted, QStringLiteral("Sato"), QStringLiteral("the registry asked us to wait"));
            QVERIFY(changed.empty()); // not before it is on disk
            QVERIFY(changed.wait(Long));
            QVERIFY(changed.front().front().value<store::WatchSettings>() == wanted);
            const auto told = bench.entries("watch.settings");
            QCOMPARE(told.size(), size_t(1));
            QCOMPARE(told[0].author + u'|' + told[0].text, QStringLiteral("Sato|the registry asked us to wait"));
            QCOMPARE(
                told[0].args.value(QStringLiteral("now")).toString(),
                QStringLiteral("registry every 30 min, no look-alikes, origins asked of Team Cymru, no certificates"));
            // It goes on watching.
            console::Decided decided{QStringLiteral("Sato"), QStringLiteral("ours"), {{name("example.jp"), {}, {}}}};
            watch::Expectation expectation;
            expectation.owner = name("example.jp");
            expectation.rdatas = {address("192.0.2.80")};
            decided.domains[0].rrsets.push_back({console::DecidedRRset::Decision::Accepted, expectation});
            session.accept(decided);
            QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->domains.front().state == console::DomainState::Match, Long);
        }
        const auto kept = loaded(m_file);
        QVERIFY(kept && kept->settings == wanted);
        // … and is in force the next time.
        Bench again(m_file);
        QVERIFY(again.entries("watch.settings").size() == 1);
    }

    void bringsEvidence()
    {
        const Side client = side("10.0.0.5", 4000), resolver = side("10.0.0.1", 53);
        const QByteArray query = dns::buildQuery(1, name("example.jp").wire(), dns::Type::A, true, {});
        dns::Message reply;
        reply.ra = true;
        reply.answer = {record("example.jp", dns::Type::A, "203.0.113.66")};
        PcapBytes capture;
        capture.add(ethernet(datagram(client, resolver, query)), 1590851498000000);
        capture.add(ethernet(datagram(resolver, client, replyTo(query, reply))), 1590851498008000);
        QFile file(m_folder.filePath(QStringLiteral("office.pcap")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(capture.bytes()) > 0);
        file.close();
        {
            Bench bench(m_file);
            Session &session = *bench.session;
            console::Decided decided{QStringLiteral("Sato"), {}, {{name("example.jp"), {}, {}}}};
            watch::Expectation expectation;
            expectation.owner = name("example.jp");
            expectation.rdatas = {address("192.0.2.80")};
            decided.domains[0].rrsets.push_back({console::DecidedRRset::Decision::Accepted, expectation});
            session.accept(decided);

            QSignalSpy brought(&session, &Session::brought);
            session.bringEvidence(file.fileName(), QStringLiteral("Sa\ato"));
            session.bringEvidence(file.fileName(), QStringLiteral("twice")); // one at a time: not read
            QVERIFY(brought.wait(Long));
            const auto evidence = brought.front().front().value<console::BroughtPtr>();
            QCOMPARE(evidence->mismatch, quint64(1));
            const auto told = bench.entries("evidence.brought");
            QCOMPARE(told.size(), size_t(1));
            QVERIFY(!told.front().author.contains(QLatin1Char('\a')));
            QVERIFY(session.snapshot()->findings.empty()); // it changes nothing that is seen here

            session.bringEvidence(m_folder.filePath(QStringLiteral("none")), QStringLiteral("Sato"));
            QTRY_COMPARE_WITH_TIMEOUT(bench.failed->count(), 1, Long);
            QCOMPARE(bench.failed->front().front().value<Error>().code, ErrorCode::NotFound);
            // The session goes on, and takes the next.
            session.bringEvidence(file.fileName(), QStringLiteral("Sato"));
            QTRY_COMPARE_WITH_TIMEOUT(brought.count(), 2, Long);
        }
        const auto kept = loaded(m_file);
        QVERIFY(kept);
        const auto workspace = store::Workspace::open(m_file, store::Workspace::Mode::ReadOnly);
        const auto sightings = (*workspace)->sightings(name("example.jp"));
        QVERIFY(std::any_of(sightings->begin(), sightings->end(), [](const store::Sighting &sighting) {
            return sighting.vantage == QLatin1String("capture office.pcap");
        }));
    }

    void endsWhileEvidenceIsRead()
    {
        Bench bench(m_file);
        bench.session->bringEvidence(m_file, QStringLiteral("Sato"));
        bench.session.reset();
        QCoreApplication::processEvents();
    }

    void closesAnIncident()
    {
        const auto drill = [](const char *until) {
            SessionOptions options;
            options.scenario = QStringLiteral("coincheck-2020");
            options.from = instantFromRfc3339(u"2020-05-30T15:00:00Z").value();
            options.until = instantFromRfc3339(QString::fromLatin1(until)).value();
            return options;
        };
        Session session(drill("2020-05-30T15:20:00Z"));
        QSignalSpy ended(&session, &Session::ended), failed(&session, &Session::failed);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count() + failed.count(), 1, Long);
        QCOMPARE(failed.count(), 0);
        QVERIFY(session.snapshot()->incident.state == respond::IncidentState::Hijack);
        const auto closed = [&] {
            session.closeIncident(QStringLiteral("Aoki"), QStringLiteral("over\nand done"));
            const auto snapshot = session.snapshot();
            std::vector<respond::Entry> out;
            for (const auto &one : snapshot->log)
                if (one.entry.rule == QLatin1String("incident.closed")) out.push_back(one.entry);
            return out;
        };
        // What is still false at the parent keeps it a hijack: nobody closes that.
        auto entries = closed();
        QVERIFY(entries.empty());
        QCOMPARE(failed.count(), 1);
        QVERIFY(session.snapshot()->incident.state == respond::IncidentState::Hijack);

        QStringList open;
        const auto before = session.snapshot();
        for (const auto &finding : before->findings)
            if (finding.open()) open << finding.key();
        for (const auto &key : open)
            session.clearFinding(key, QStringLiteral("Aoki"), QStringLiteral("repaired"));
        entries = closed();
        QCOMPARE(entries.size(), size_t(1));
        QCOMPARE(entries.front().author, QStringLiteral("Aoki"));
        QCOMPARE(entries.front().text, QStringLiteral("over\nand done"));
        QVERIFY(session.snapshot()->incident.state == respond::IncidentState::Closed);
        QCOMPARE(failed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(SessionActsTest)
#include "tst_sessionacts.moc"
