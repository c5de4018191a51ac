// SPDX-License-Identifier: GPL-3.0-or-later
// Planned changes on the screen: planned by keys alone, refused with a sentence at the field, decided when over.
#include "app/watch/Plan.h"
#include "SampleSnapshot.h"
#include "ui/common/Language.h"
#include "ui/common/PlanWords.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/records/WhyPanel.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/PlanDialog.h"
#include "ui/shell/WatchImport.h"
#include "ui/timeline/TimelineModel.h"

#include <QAction>
#include <QDateTimeEdit>
#include <QDir>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;
using console::PlanDeed;

namespace {

constexpr const char *Domain = "coincheck.com";

dns::Rdata data(dns::Type type, const char *text) { return dns::rdataFromText(type, text).value(); }

// A plan of two records, from `from` for two hours.
watch::Plan planAt(const watch::Domain &domain, Instant from, const char *person, const QString &reason)
{
    watch::Domain wanted = domain;
    watch::Expectation www, mx;
    www.owner = test::name(Domain);
    www.rdatas = {data(dns::Type::A, "203.0.113.9")};
    mx.owner = test::name(Domain);
    mx.type = dns::Type::MX;
    mx.rdatas = {data(dns::Type::MX, "10 mx.example.net.")};
    wanted.set(www);
    wanted.set(mx);
    return watch::planOf(domain, wanted, from, from + std::chrono::hours(2),
                         {QString::fromLatin1(person), reason, {}, from - std::chrono::hours(40)});
}

// coincheck.com with a plan to come, one that is done and one that ended otherwise.
std::shared_ptr<console::Snapshot> withPlans()
{
    auto snapshot = std::make_shared<console::Snapshot>(*test::quietSnapshot());
    snapshot->drill = false;
    snapshot->workspace = QStringLiteral("own.hinoban");
    const auto place = std::find_if(snapshot->domains.begin(), snapshot->domains.end(),
                                    [](const auto &one) { return one.name == test::name(Domain); });
    auto view = *place;
    view.state = console::DomainState::Mismatch;
    const Instant now = snapshot->at;
    const auto write = [&](respond::Entry entry) {
        entry.domain = view.name;
        if (auto next = store::chained(snapshot->head, entry)) {
            snapshot->head = {next->writer, next->sequence, next->hash};
            snapshot->log.push_back(*next);
        }
    };
    snapshot->head = {QStringLiteral("hinoban"), 0, store::emptyChainHash()};
    view.domain.plans = {
        planAt(view.domain, now - std::chrono::hours(30), "Tanaka",
               QStringLiteral("The mail moves to the new provider")),
        planAt(view.domain, now - std::chrono::hours(5), "Sato", QStringLiteral("The web site moves, ticket 4711")),
        planAt(view.domain, now + std::chrono::hours(20), "Sato", QStringLiteral("And back"))};
    for (const auto &[at, rule, severity] : {std::tuple{size_t(0), "plan-gone-wrong", detect::Severity::High},
                                             std::tuple{size_t(1), "plan-done", detect::Severity::Info}}) {
        const auto &plan = view.domain.plans[at];
        detect::Finding finding;
        finding.signal = QStringLiteral("W1");
        finding.domain = view.name;
        finding.subject = plan.id;
        finding.severity = severity;
        finding.rule = QLatin1String(rule);
        finding.args = {{QStringLiteral("plannedBy"), plan.approval.person},
                        {QStringLiteral("plannedUntil"), toRfc3339(plan.until)},
                        {QStringLiteral("plannedReason"), plan.approval.reason},
                        {QStringLiteral("changes"), QStringLiteral("coincheck.com A: 198.51.100.20 -> 203.0.113.9")}};
        finding.firstSeen = finding.lastSeen = plan.until + std::chrono::minutes(1);
        view.findings.push_back(finding);
        respond::Entry made;
        made.kind = respond::Entry::Kind::Expectation;
        made.rule = QStringLiteral("plan.made");
        made.happened = made.learned = plan.approval.at;
        made.author = plan.approval.person;
        made.text = plan.approval.reason;
        made.args = {{QStringLiteral("plan"), plan.id},
                     {QStringLiteral("start"), toRfc3339(plan.from)},
                     {QStringLiteral("end"), toRfc3339(plan.until)},
                     {QStringLiteral("changes"), QJsonArray{finding.args.value(QStringLiteral("changes"))}}};
        write(made);
        // Seen within the window: no alarm, and said so.
        detect::Finding seen = finding;
        seen.signal = QStringLiteral("D9");
        seen.subject = QStringLiteral("coincheck.com A");
        seen.severity = detect::Severity::Info;
        seen.rule = QStringLiteral("unexpected-address");
        seen.args = {{QStringLiteral("plan"), plan.id},
                     {QStringLiteral("unexpected"), QStringLiteral("203.0.113.9")},
                     {QStringLiteral("expected"), QStringLiteral("198.51.100.20")},
                     {QStringLiteral("servers"), QStringLiteral("4/4")},
                     {QStringLiteral("plannedBy"), plan.approval.person},
                     {QStringLiteral("plannedUntil"), toRfc3339(plan.until)},
                     {QStringLiteral("plannedReason"), plan.approval.reason}};
        seen.firstSeen = seen.lastSeen = plan.from + std::chrono::minutes(20);
        write(respond::entryOf(detect::Change{detect::Change::Kind::Opened, seen}, seen.firstSeen));
        write(respond::entryOf(detect::Change{detect::Change::Kind::Opened, finding}, finding.firstSeen));
        if (severity == detect::Severity::Info) view.findings.push_back(seen);
    }
    for (auto &row : view.matrix.rows)
        for (auto &line : row.lines)
            if (row.type == dns::Type::A && line.authoritative.kind == console::Shown::Kind::Same) {
                line.authoritative.text = QStringLiteral("203.0.113.9");
                line.authoritative.byPlan = true;
            }
    snapshot->domains.erase(place);
    console::DomainViews worstFirst{view};
    for (const auto &one : snapshot->domains)
        worstFirst.push_back(one);
    snapshot->domains = worstFirst;
    return snapshot;
}

template <class T>
T *part(QWidget &dialog, const char *name)
{
    auto *found = dialog.findChild<T *>(QLatin1String(name));
    if (!found) qFatal("no %s", name);
    return found;
}

QString problem(QWidget &dialog, const char *name)
{
    const auto *label = part<QLabel>(dialog, name);
    return label->isHidden() ? QString() : label->text();
}

} // namespace

class tst_PlanDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_plandialog"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
    }

    void plannedByKeysAlone()
    {
        auto snapshot = std::make_shared<console::Snapshot>(*test::quietSnapshot());
        PlanDialog dialog(test::name(Domain));
        dialog.show(snapshot);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QSignalSpy asked(&dialog, &PlanDialog::asked);
        QCOMPARE(dialog.focusWidget(), part<QPushButton>(dialog, "planNew"));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Space);
        auto *from = part<QDateTimeEdit>(dialog, "fromTime");
        QCOMPARE(dialog.focusWidget(), static_cast<QWidget *>(from));
        // The next full hour, in the zone of the team, and the other zone beside it.
        QCOMPARE(from->text(), QStringLiteral("2020-06-01 20:00"));
        // Nothing is typed yet: each field says what it misses, and the first of them is where one is.
        QTest::keyClick(dialog.focusWidget(), Qt::Key_P, Qt::AltModifier);
        QTRY_VERIFY(problem(dialog, "planTextProblem").contains(QStringLiteral("Say what shall be otherwise")));
        QVERIFY(asked.isEmpty());
        QVERIFY(problem(dialog, "planReasonProblem").contains(QStringLiteral("why")));
        QCOMPARE(dialog.focusWidget(), part<QPlainTextEdit>(dialog, "planText"));

        QTest::keyClicks(dialog.focusWidget(), QStringLiteral("www A 203.0.113.900"));
        QVERIFY(problem(dialog, "planTextProblem").startsWith(QStringLiteral("Line 1:")));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Backspace);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Backspace);
        QVERIFY2(problem(dialog, "planTextProblem").isEmpty(), qPrintable(problem(dialog, "planTextProblem")));
        const auto *preview = part<QTableView>(dialog, "planPreview")->model();
        QCOMPARE(preview->rowCount(), 1);
        QCOMPARE(preview->index(0, 0).data().toString(), QStringLiteral("www.coincheck.com A"));
        QCOMPARE(preview->index(0, 1).data().toString(), QStringLiteral("not stated"));
        QCOMPARE(preview->index(0, 2).data().toString(), QStringLiteral("203.0.113.9"));
        // On by Tab: registrar, its number, the table, the name, the reason.
        for (int steps = 0; dialog.focusWidget() != part<QLineEdit>(dialog, "planPerson") && steps < 9; ++steps)
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
        QCOMPARE(dialog.focusWidget(), part<QLineEdit>(dialog, "planPerson"));
        QTest::keyClicks(dialog.focusWidget(), QStringLiteral("Sato"));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(dialog.focusWidget(), QStringLiteral("ticket 4711"));
        QTest::keyClick(dialog.focusWidget(), Qt::Key_P, Qt::AltModifier);
        QTRY_COMPARE(asked.count(), 1);
        auto deed = asked.first().first().value<PlanDeed>();
        QVERIFY(deed.kind == PlanDeed::Kind::Make);
        QCOMPARE(toRfc3339(deed.plan.from), QStringLiteral("2020-06-01T11:00:00Z"));
        QCOMPARE(toRfc3339(deed.plan.until), QStringLiteral("2020-06-01T13:00:00Z"));
        QCOMPARE(deed.plan.records.size(), size_t(1));
        QCOMPARE(deed.person, QStringLiteral("Sato"));
        QCOMPARE(deed.reason, QStringLiteral("ticket 4711"));

        // What cannot be stored is told here, and nothing that was typed is gone.
        QVERIFY(!part<QPushButton>(dialog, "planMake")->isEnabled());
        auto another = deed;
        another.domain = test::name("coincheck.jp");
        QVERIFY(!dialog.showRefused(another, {}));
        QVERIFY(!part<QPushButton>(dialog, "planMake")->isEnabled());
        QVERIFY(dialog.showRefused(deed, {ErrorCode::DiskFull, {}, QStringLiteral("no space left")}));
        QVERIFY(problem(dialog, "planFailure").contains(QStringLiteral("still here")));
        QCOMPARE(part<QPlainTextEdit>(dialog, "planText")->toPlainText(), QStringLiteral("www A 203.0.113.9"));
        QVERIFY(!dialog.showRefused(deed, {})); // it waits for nothing any more
        dialog.reject();
        QVERIFY(dialog.hasWords());
        dialog.show();
        part<QPushButton>(dialog, "planMake")->click();
        QCOMPARE(asked.count(), 2);

        auto batch = console::batchOf(snapshot->domains.find(test::name(Domain))->domain, deed, snapshot->at, {});
        QVERIFY(batch);
        for (size_t i = 0; i < snapshot->domains.size(); ++i)
            if (snapshot->domains.at(i).name == test::name(Domain))
                snapshot->domains[i].domain = batch->domains.front();
        dialog.show(snapshot);
        dialog.showDone(deed);
        QVERIFY(!dialog.hasWords());
        const auto *plans = part<QTableView>(dialog, "plans")->model();
        QCOMPARE(plans->rowCount(), 1);
        QCOMPARE(plans->index(0, 0).data().toString(), QStringLiteral("to come"));
        QCOMPARE(plans->index(0, 1).data().toString(), QStringLiteral("2020-06-01 20:00"));
    }

    void anEndBeforeTheBeginningIsSaidAtOnce()
    {
        PlanDialog dialog(test::name(Domain));
        dialog.show(test::quietSnapshot());
        dialog.show();
        part<QPushButton>(dialog, "planNew")->click();
        auto *until = part<QDateTimeEdit>(dialog, "untilTime");
        until->setDateTime(until->dateTime().addDays(-3));
        QCOMPARE(problem(dialog, "untilTimeProblem"), QStringLiteral("The change would end before it begins."));
        auto *from = part<QDateTimeEdit>(dialog, "fromTime");
        from->setDateTime(from->dateTime().addDays(-4));
        QCOMPARE(problem(dialog, "untilTimeProblem"), QStringLiteral("This time is over already."));
    }

    void aFileTellsWhatDiffers()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("coincheck.com.zone"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("$ORIGIN coincheck.com.\n$TTL 300\n@ SOA a.example.net. h.example.net. 1 2 3 4 5\n"
                   "@ MX 10 mx.example.net.\nwww A 203.0.113.9\n");
        file.close();
        PlanDialog dialog(test::name(Domain));
        dialog.show(test::quietSnapshot());
        part<QPushButton>(dialog, "planNew")->click();
        dialog.findChild<WatchImport *>()->read(path, test::name(Domain));
        auto *text = part<QPlainTextEdit>(dialog, "planText");
        QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("www 300 A 203.0.113.9")));
        QVERIFY(text->toPlainText().contains(QStringLiteral("@ 300 MX 10 mx.example.net.")));
    }

    void oneThatIsOverIsDecided()
    {
        PlanDialog dialog(test::name(Domain));
        const auto snapshot = withPlans();
        dialog.show(snapshot);
        dialog.show();
        auto *plans = part<QTableView>(dialog, "plans");
        const auto state = [&](int row) { return plans->model()->index(row, 0).data().toString(); };
        QCOMPARE(state(0), QStringLiteral("over: it ended otherwise"));
        QCOMPARE(state(1), QStringLiteral("done: waits to be accepted"));
        QCOMPARE(state(2), QStringLiteral("to come"));
        QVERIFY(problem(dialog, "planOutcome").startsWith(QStringLiteral("▲ W1 ")));
        QTest::keyClick(plans, Qt::Key_Down);
        QVERIFY(problem(dialog, "planOutcome").contains(QStringLiteral("is done")));

        QSignalSpy asked(&dialog, &PlanDialog::asked);
        part<QPushButton>(dialog, "planAccept")->click();
        auto *decision = dialog.findChild<QDialog *>();
        QVERIFY(decision);
        decision->findChild<QLineEdit *>(QStringLiteral("person"))->setText(QStringLiteral("Mori"));
        decision->findChild<QPlainTextEdit *>(QStringLiteral("reason"))->setPlainText(QStringLiteral("looked at it"));
        decision->findChild<QPushButton *>(QStringLiteral("decide"))->click();
        QCOMPARE(asked.count(), 1);
        const auto deed = asked.first().first().value<PlanDeed>();
        QVERIFY(deed.kind == PlanDeed::Kind::Accept);
        QCOMPARE(deed.plan.id, snapshot->domains.find(test::name(Domain))->domain.plans[1].id);
        QCOMPARE(deed.person, QStringLiteral("Mori"));

        // It could not be stored while nobody looked: said elsewhere, and here in whatever language; the reason is
        // there when it is asked for again.
        dialog.hide();
        QVERIFY(!dialog.showRefused(deed, {ErrorCode::DiskFull, {}, {}}));
        QVERIFY(dialog.hasWords());
        dialog.show();
        QVERIFY(problem(dialog, "planFailure").startsWith(QStringLiteral("Not stored")));
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY(!problem(dialog, "planFailure").startsWith(QStringLiteral("Not stored")));
        QVERIFY(!problem(dialog, "planFailure").isEmpty());
        Language::instance().set(QStringLiteral("en"));
        QTRY_VERIFY(problem(dialog, "planFailure").startsWith(QStringLiteral("Not stored")));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        part<QPushButton>(dialog, "planAccept")->click();
        QCOMPARE(part<QPlainTextEdit>(dialog, "reason")->toPlainText(), QStringLiteral("looked at it"));
        part<QPushButton>(dialog, "decide")->click();
        QCOMPARE(asked.count(), 2);
        dialog.leave(); // the workspace is closed: no answer will come
        QVERIFY(problem(dialog, "planFailure").contains(QStringLiteral("closed")));
        QVERIFY(part<QPushButton>(dialog, "planNew")->isEnabled());
    }

    void theWindowOpensItAndSaysThePlan()
    {
        MainWindow window;
        window.setTicking(false);
        window.resize(1280, 800);
        window.show();
        window.showSnapshot(withPlans());
        auto *action = window.findChild<QAction *>(QStringLiteral("plannedChanges"));
        QVERIFY(action->isEnabled());
        action->trigger();
        auto *dialog = window.findChild<PlanDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!part<QLabel>(window, "whyPlan")->isHidden());
        QVERIFY(part<QLabel>(window, "whyPlan")->text().contains(QStringLiteral("Tanaka")));
        window.showSnapshot(test::sampleSnapshot()); // a drill: its expectations are the story's
        QVERIFY(!action->isEnabled());
        QVERIFY(!window.findChild<PlanDialog *>());
    }

    // Timeline, list and the panel below the records mark the same finding alike.
    void aFindingHasOneMarkEverywhere()
    {
        const auto snapshot = withPlans();
        auto view = *snapshot->domains.find(test::name(Domain));
        WhyPanel why;
        const auto all = view.findings;
        int seen = 0;
        for (const auto &finding : all) {
            const bool isDone = finding.rule == QLatin1String("plan-done");
            if (!isDone && !finding.args.contains(QStringLiteral("plan"))) continue;
            ++seen;
            view.findings = {finding};
            why.show(&view, nullptr, snapshot->at);
            const auto mark = markOf(respond::entryOf({detect::Change::Kind::Opened, finding}, finding.firstSeen));
            const QString said = part<QLabel>(why, "whySignal")->text();
            QVERIFY2(said.startsWith(markGlyph(mark)), qPrintable(said));
            if (isDone)
                QCOMPARE(markGlyph(mark),
                         QString(markSymbol(*standingOf(view, view.domain.plans[1], snapshot->at).mark)));
            else
                QCOMPARE(markGlyph(mark), QStringLiteral("◇"));
        }
        QCOMPARE(seen, 2);
    }

    void shots()
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        const auto save = [&](QWidget &widget, const char *what, const char *language) {
            QTest::qWait(60);
            const QString path = folder.filePath(QStringLiteral("%1-%2-%3.png")
                                                     .arg(QLatin1String(what),
                                                          QString::fromLatin1(Theme::text(Theme::instance().kind())),
                                                          QLatin1String(language)));
            QVERIFY2(widget.grab().save(path), qPrintable(path));
        };
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                PlanDialog dialog(test::name(Domain));
                dialog.show(withPlans());
                dialog.show();
                save(dialog, "plans", language);
                part<QPushButton>(dialog, "planNew")->click();
                part<QPlainTextEdit>(dialog, "planText")
                    ->setPlainText(QStringLiteral("www A 203.0.113.9\n@ MX 10 mx.example.net.\nold A 203.0.113.900\n"));
                part<QPushButton>(dialog, "planMake")->click();
                save(dialog, "plans-form", language);
                for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
                    QSettings().clear();
                    MainWindow window;
                    window.setTicking(false);
                    window.resize(size);
                    window.show();
                    window.showSnapshot(withPlans());
                    save(window, size.width() == 1280 ? "console-plans-1280" : "console-plans-1920", language);
                }
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }
};

QTEST_MAIN(tst_PlanDialog)
#include "tst_plandialog.moc"
