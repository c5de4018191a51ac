// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Response.h"
#include "tests/respond/Case2020.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;
using detect::Severity;

namespace {

constexpr const char *Small = R"(runbook: 1
phases:
  - id: regain
    title: {en: Regain, ja: 奪還}
    who: liaison
    within: 30
    items:
      - id: called
        text: The registrar was called
        done: [sent REG-CALL]
      - id: asked
        text: {en: The registrar was asked, ja: 依頼した}
        who: legal
        done: [request registrar, sent REG-URGENT]
      - id: right
        text: All right
        done: [repaired]
deadlines:
  - id: early
    title: Early
    applies: always
    days: 5
    soft: 3
    source: a law
    template: PPC-S
)";

Entry entry(const char *rule, const char *happened, QJsonObject args = {})
{
    Entry made;
    made.rule = QString::fromLatin1(rule);
    made.happened = made.learned = at(happened);
    made.author = QStringLiteral("Sato");
    made.args = std::move(args);
    return made;
}

QJsonObject arg(const char *key, const char *value) { return {{QString::fromLatin1(key), QString::fromLatin1(value)}}; }

ItemState item(const std::vector<PhaseState> &phases, const char *id)
{
    for (const auto &phase : phases)
        for (const auto &one : phase.items)
            if (one.item.id == QLatin1String(id)) return one;
    qFatal("no item %s", id);
}

} // namespace

class TestRunbook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void theShippedOneIsWhole()
    {
        const auto runbook = shippedRunbook();
        QVERIFY2(runbook, runbook ? "" : qPrintable(runbook.error().where + u' ' + runbook.error().detail));
        // The phases of the facts, from preparing to closing.
        QCOMPARE(runbook->phases.size(), size_t(11));
        size_t items = 0;
        for (const auto &phase : runbook->phases) {
            QVERIFY2(!phase.title.ja.isEmpty(), qPrintable(phase.id));
            QVERIFY2(!phase.items.empty(), qPrintable(phase.id));
            for (const auto &one : phase.items) {
                QVERIFY2(!one.text.ja.isEmpty() && !one.text.en.isEmpty(), qPrintable(one.id));
                ++items;
            }
        }
        QVERIFY(items >= 35);
        for (const char *id : {"ppc-preliminary", "ppc-final", "ppc-final-30", "fsa-first", "fsa-report"}) {
            const auto *rule = runbook->deadline(QString::fromLatin1(id));
            QVERIFY2(rule && !rule->source.isEmpty() && !rule->applies.ja.isEmpty(), id);
        }
        QCOMPARE(runbook->phases[1].within, std::optional<Duration>(std::chrono::minutes(15)));
        for (const auto &phase : runbook->phases)
            for (const auto &one : phase.items)
                for (const auto &word : one.done)
                    QVERIFY2(!evidenceSentence(word).contains(QStringLiteral("%1")), qPrintable(word));
    }

    void evidenceFulfilsAndPersonsTick()
    {
        const auto runbook = runbookFromYaml(Small, QStringLiteral("small.yaml"));
        QVERIFY2(runbook, runbook ? "" : qPrintable(runbook.error().where + u' ' + runbook.error().detail));
        Incident incident;
        incident.state = IncidentState::Hijack;
        incident.noticedAt = at("2020-06-01T10:10:00Z");
        IncidentFile file;
        const auto phases = [&](const std::vector<detect::Finding> &findings = {}) {
            return runbookOf(*runbook, file, incident, evidenceOf(file, incident, findings));
        };
        auto now = phases();
        QCOMPARE(now.front().done, 0);
        QCOMPARE(toRfc3339(*now.front().dueAt), QStringLiteral("2020-06-01T10:40:00Z"));
        QCOMPARE(item(now, "called").item.role, QStringLiteral("liaison")); // the phase's
        QCOMPARE(item(now, "asked").item.role, QStringLiteral("legal"));

        // The first of several that fulfil it, by when it happened.
        file.take(entry("message.sent", "2020-06-01T10:50:00Z", arg("template", "REG-URGENT")));
        file.take(entry("request.opened", "2020-06-01T10:36:00Z",
                        {{QStringLiteral("request"), QStringLiteral("Q1")},
                         {QStringLiteral("role"), QStringLiteral("registrar")},
                         {QStringLiteral("template"), QStringLiteral("REG-CALL")}}));
        now = phases();
        QVERIFY(item(now, "asked").state == ItemState::State::Fulfilled);
        QCOMPARE(toRfc3339(item(now, "asked").mark.at), QStringLiteral("2020-06-01T10:36:00Z"));
        QCOMPARE(item(now, "asked").mark.why, QStringLiteral("request registrar"));
        QCOMPARE(item(now, "asked").mark.who, QStringLiteral("Sato"));
        QVERIFY(item(now, "called").state == ItemState::State::Fulfilled); // the request was made with that text
        QCOMPARE(now.front().done, 2);

        // The answer belongs to the party that was asked.
        file.take(entry("request.replied", "2020-06-01T11:00:00Z", arg("request", "Q1")));
        QVERIFY(file.evidence.contains(QStringLiteral("answered registrar")));
        file.take(entry("request.replied", "2020-06-01T11:00:00Z", arg("request", "Q9")));
        QVERIFY(!file.evidence.contains(QStringLiteral("answered ")));

        // Not before all of the parent is right; the caches only when none lies.
        QVERIFY(item(now, "right").state == ItemState::State::Open);
        incident.repairedAt = at("2020-06-01T11:53:30Z");
        const auto lying = finding("D8", "resolver", Severity::Crit, "2020-05-30T15:13:00Z");
        auto told = lying;
        told.cleared = at("2020-06-05T15:52:00Z");
        QVERIFY(item(phases({lying}), "right").state == ItemState::State::Fulfilled);
        QVERIFY(!evidenceOf(file, incident, {lying}).contains(QStringLiteral("caches")));
        const auto after = evidenceOf(file, incident, {told});
        QCOMPARE(toRfc3339(after.at(QStringLiteral("caches")).at), QStringLiteral("2020-06-05T15:52:00Z"));
        const auto changed = finding("R1", "registry", Severity::High, "2020-05-30T15:13:00Z");
        QVERIFY(!evidenceOf(file, incident, {changed}).contains(QStringLiteral("registration")));

        // A person's tick stands before evidence, and can be taken away.
        IncidentAct act;
        act.kind = IncidentAct::Kind::Tick;
        act.person = QStringLiteral("Aoki");
        act.item = QStringLiteral("called");
        act.reason = QStringLiteral("by my own telephone");
        file.take(*entryOf(act, file, *runbook, incident, at("2020-06-01T10:20:00Z")));
        QVERIFY(item(phases(), "called").state == ItemState::State::Ticked);
        QCOMPARE(item(phases(), "called").mark.who, QStringLiteral("Aoki"));
        QCOMPARE(item(phases(), "called").mark.why, QStringLiteral("by my own telephone"));
        act.kind = IncidentAct::Kind::Untick;
        file.take(*entryOf(act, file, *runbook, incident, at("2020-06-01T10:21:00Z")));
        QVERIFY(item(phases(), "called").state == ItemState::State::Fulfilled);
        QVERIFY(!entryOf(act, file, *runbook, incident, at("2020-06-01T10:21:00Z"))); // nothing to take away
        act.item = QStringLiteral("no-such");
        QVERIFY(!entryOf(act, file, *runbook, incident, at("2020-06-01T10:21:00Z")));
    }

    void aWrongFileIsToldWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("why");
        QTest::newRow("no version") << QByteArray("runbook: 1\n") << QByteArray("# no\n") << 2
                                    << "“runbook” is missing";
        QTest::newRow("newer") << QByteArray("runbook: 1") << QByteArray("runbook: 2") << 1 << "“runbook” is not 1";
        QTest::newRow("unknown key") << QByteArray("within: 30") << QByteArray("withn: 30") << 6
                                     << "unknown key “withn”";
        QTest::newRow("unknown part") << QByteArray("who: legal") << QByteArray("who: king") << 13
                                      << "“king” is no part";
        QTest::newRow("unknown evidence")
            << QByteArray("[repaired]") << QByteArray("[mended]") << 17 << "“mended” is no evidence that is known";
        QTest::newRow("no such template") << QByteArray("[sent REG-CALL]") << QByteArray("[sent REG-COAL]") << 10
                                          << "“sent REG-COAL” is no evidence that is known";
        QTest::newRow("no such field") << QByteArray("[repaired]") << QByteArray("[told secret]") << 17
                                       << "“told secret” is no evidence that is known";
        QTest::newRow("twice") << QByteArray("id: asked") << QByteArray("id: called") << 11
                               << "the id “called” is there twice";
        QTest::newRow("no text") << QByteArray("text: All right") << QByteArray("done: [caches]") << 17 << "";
        QTest::newRow("bidi") << QByteArray("All right") << QByteArray("\"All \\u202e right\"") << 16
                              << "“text” has control or invisible characters";
        QTest::newRow("not a number") << QByteArray("days: 5") << QByteArray("days: soon") << 22 << "";
        QTest::newRow("days and hours") << QByteArray("soft: 3") << QByteArray("hours: 3") << 19
                                        << "either “days” or “hours” must be there";
        QTest::newRow("soft later than hard") << QByteArray("soft: 3") << QByteArray("soft: 9") << 23 << "";
        QTest::newRow("unknown template of a deadline")
            << QByteArray("template: PPC-S") << QByteArray("template: PPC-X") << 25 << "“PPC-X” is no template";
        QTest::newRow("an alias") << QByteArray("All right") << QByteArray("*x") << 16 << "";
        QTest::newRow("no list") << QByteArray("[repaired]") << QByteArray("repaired") << 17 << "“done” is not a list";
        QTest::newRow("not YAML") << QByteArray("title: Early") << QByteArray("title: [Early") << -1 << "";
    }
    void aWrongFileIsToldWithItsLine()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(int, line);
        QFETCH(QString, why);
        QByteArray text(Small);
        QVERIFY(text.contains(from));
        text.replace(from, to);
        const auto runbook = runbookFromYaml(text, QStringLiteral("own.yaml"));
        QVERIFY(!runbook);
        QVERIFY(runbook.error().code == ErrorCode::BadInput);
        const QString where = runbook.error().where;
        if (line > 0) QCOMPARE(where, QStringLiteral("own.yaml:%1").arg(line));
        QVERIFY2(where.startsWith(QStringLiteral("own.yaml")), qPrintable(where));
        if (!why.isEmpty()) QCOMPARE(runbook.error().detail, why);
    }

    void aTeamsOwnStandsInItsPlace()
    {
        const QDir folder(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                          QStringLiteral("/hinoban/runbook"));
        QVERIFY(QDir().mkpath(folder.path()));
        QFile own(folder.filePath(QStringLiteral("runbook.yaml")));
        const auto write = [&](const QByteArray &text) {
            return own.open(QIODevice::WriteOnly) && own.write(text) == text.size() && (own.close(), true);
        };
        QVERIFY(write(Small));
        auto known = knownRunbook();
        QVERIFY(known);
        QCOMPARE(known->phases.size(), size_t(1));
        QVERIFY(write(QByteArray(Small).replace("within: 30", "within: 0")));
        known = knownRunbook();
        QVERIFY(!known); // no silent falling back
        QCOMPARE(known.error().where, own.fileName() + QStringLiteral(":6"));
        QVERIFY(write(QByteArray(300 * 1024, '#')));
        QVERIFY(!knownRunbook());
        QVERIFY(own.remove());
        QCOMPARE(knownRunbook()->phases.size(), size_t(11));
    }
};

QTEST_GUILESS_MAIN(TestRunbook)
#include "tst_runbook.moc"
