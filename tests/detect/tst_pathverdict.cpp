// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/PathVerdict.h"

#include <QtTest>

using namespace hinoban;
using namespace hinoban::detect;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using path::WayState;

namespace {

dns::Name name(const char *text) { return *dns::Name::fromText(text); }

// "old=usual", "new+foreign=different", "control=slow" …: role, then how its way is.
PathTarget targetOf(const QString &text)
{
    PathTarget target;
    auto trace = std::make_shared<path::Trace>();
    trace->domain = trace->target = name("example.com");
    const QString role = text.section(u'=', 0, 0), way = text.section(u'=', 1);
    if (role == u"control"_s) {
        target.role = PathRole::Control;
        trace->domain = trace->target = name("a.root-servers.net");
    } else if (role == u"expected"_s) {
        target.role = PathRole::Expected;
    }
    target.isNew = role.startsWith(u"new"_s);
    target.isForeign = role.endsWith(u"+foreign"_s);
    trace->address = QHostAddress(target.isNew ? u"54.192.85.80"_s : u"13.35.50.24"_s);
    target.trace = trace;
    target.way.state = way.startsWith(u"usual"_s)       ? WayState::Usual
                       : way.startsWith(u"within"_s)    ? WayState::WithinSet
                       : way.startsWith(u"different"_s) ? WayState::Different
                                                        : WayState::Unknown;
    if (target.way.state == WayState::Unknown) target.way.why = way;
    target.way.isSlower = way.endsWith(u"+slow"_s);
    target.way.isOtherBack = way.endsWith(u"+back"_s);
    if (target.way.state == WayState::Different) {
        target.way.before = u"NRT"_s;
        target.way.after = u"AMS"_s;
        target.way.ttl = 9;
        target.way.routerName = u"ae-2.losangeles.transit.example.net"_s;
        target.way.usual = 38ms;
        target.way.now = 312ms;
    }
    return target;
}

PathVerdict verdictOf(const QString &texts)
{
    std::vector<PathTarget> targets;
    for (const QString &text : texts.split(u' ', Qt::SkipEmptyParts))
        targets.push_back(targetOf(text));
    return detect::verdictOf(std::move(targets));
}

Finding finding(const char *signal)
{
    Finding one;
    one.signal = QString::fromLatin1(signal);
    one.domain = name("example.com");
    return one;
}

} // namespace

class TestPathVerdict : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<QString>("targets");
        QTest::addColumn<QString>("kind"); // and why, where it is not known
        const auto row = [](const char *label, const char *targets, const char *kind) {
            QTest::newRow(label) << QString::fromLatin1(targets) << QString::fromLatin1(kind);
        };
        row("as ever", "old=usual control=usual", "usual");
        // The answer is new, the way to the old one as ever.
        row("new in another network", "new+foreign=usual expected=usual control=usual", "dns-change");
        row("new elsewhere", "new=different expected=usual control=usual", "dns-change");
        row("new elsewhere, the old one within its set", "new=different expected=within", "dns-change");
        row("new and clearly farther", "new=within+slow expected=usual control=usual", "dns-change");
        row("new in another network, unreachable", "new+foreign=not-reached expected=usual", "dns-change");
        row("new in another network, the old one unreachable", "new+foreign=usual expected=not-reached", "dns-change");
        row("one of two answers is new", "old=usual new=different expected=usual", "dns-change");
        row("rotation", "new=usual expected=usual control=usual", "noise");
        row("rotation, another way through the same networks", "new=within expected=usual", "noise");
        row("rotation without the old ones", "new=usual", "noise");
        row("new elsewhere, of the old one nothing is known", "new=different expected=not-reached",
            "unknown not-reached");
        // The same answer, the way another.
        row("detour", "old=different control=usual", "routing-change");
        row("detour, nobody to compare with", "old=different", "routing-change");
        row("detour to one of two", "old=usual expected=different control=usual", "routing-change");
        row("detour while the answers rotate", "new=usual expected=different control=usual", "routing-change");
        row("load shared", "old=within control=within", "noise");
        row("both", "new=different expected=different control=usual", "both");
        row("both, in another network", "new+foreign=usual expected=different control=usual", "both");
        // Everybody's way is another.
        row("local", "old=different control=different", "local");
        row("local, most of them", "old=different control=different control=different control=usual", "local");
        row("not local, one of three", "old=different control=different control=usual control=usual", "routing-change");
        row("not local, as many as not", "old=different control=different control=usual", "routing-change");
        row("local with a new answer", "new=different expected=different control=different", "local");
        row("local, everybody slower", "old=usual+slow control=usual+slow", "local");
        row("local, ours not to be reached", "old=not-reached control=different", "local");
        row("only the controls", "old=usual control=different", "usual");
        // The same way, and slower.
        row("congestion", "old=usual+slow control=usual", "congestion");
        row("congestion within the set", "old=within+slow control=usual", "congestion");
        row("another way back", "old=usual+back control=usual", "congestion");
        row("congestion on the way to all of ours", "new=usual+slow expected=usual+slow control=usual", "noise");
        // Traps: what does not tell is not known.
        row("no baseline", "old=no-baseline control=usual", "unknown no-baseline");
        row("it failed", "old=failed control=usual", "unknown failed");
        row("nothing was measured", "control=usual", "unknown failed");
        row("a loop", "old=loop control=usual", "unknown loop");
        row("routers of nobody's", "old=unknown-routers control=usual", "unknown unknown-routers");
        row("one answer silent, the other as ever", "old=not-reached expected=usual", "usual");
        row("silent controls", "old=different control=not-reached", "routing-change");
        row("a new one that cannot be reached", "new=not-reached expected=usual", "unknown not-reached");
    }
    void table()
    {
        QFETCH(QString, targets);
        QFETCH(QString, kind);
        const PathVerdict verdict = verdictOf(targets);
        QString said = QString::fromLatin1(pathKindText(verdict.kind));
        if (!verdict.why.isEmpty()) said += u' ' + verdict.why;
        QCOMPARE(said, kind);
    }

    void controlsAreCounted()
    {
        const auto verdict = verdictOf(u"old=different control=usual control=usual+slow control=not-reached"_s);
        QCOMPARE(verdict.controls, 2);
        QCOMPARE(verdict.steady, 1);
    }

    void d10PointsToD1()
    {
        const auto verdict = verdictOf(u"new=different expected=usual control=usual"_s);
        const Instant now(1000s);
        auto judgement = judgePath(name("example.com"), {verdict}, {finding("D9"), finding("D1")}, now);
        QCOMPARE(int(judgement.findings.size()), 1);
        const Finding &found = judgement.findings.front();
        QCOMPARE(found.signal, u"D10"_s);
        QCOMPARE(found.severity, Severity::Med);
        QCOMPARE(found.rule, u"path-dns-change-see"_s);
        QCOMPARE(found.subject, u"example.com A path"_s);
        QCOMPARE(found.args[u"see"_s].toString(), u"D1"_s);
        QCOMPARE(found.args[u"change"_s].toString(), u"NRT (Tokyo) → AMS (Amsterdam)"_s);
        QCOMPARE(found.args[u"times"_s].toString(), u"38 → 312"_s);
        QCOMPARE(found.args[u"controls"_s].toString(), u"1/1"_s);
        QCOMPARE(int(found.evidence.size()), 3);
        QVERIFY(found.firstSeen == now && judgement.decides(found));
        // Without a finding to point to, it says what to look at.
        judgement = judgePath(name("example.com"), {verdict}, {}, now);
        QCOMPARE(judgement.findings.front().rule, u"path-dns-change"_s);
        QCOMPARE(judgement.findings.front().args[u"see"_s].toString(), u"D1"_s);
    }

    // Whoever answers as expected again, or is expected by now, has no new answer, however little is known of the way.
    void aNewAnswerEndsWithTheAnswer()
    {
        const auto judged = [](const QString &targets, const QString &rule) {
            Finding open = finding("D10");
            open.subject = u"example.com A path"_s;
            open.rule = rule;
            return judgePath(name("example.com"), {verdictOf(targets)}, {open}, Instant(1s)).judged;
        };
        QCOMPARE(judged(u"old=failed"_s, u"path-dns-change-see"_s), QStringList{u"D10|path|example.com A path"_s});
        QVERIFY(judged(u"old=failed"_s, u"path-routing-change"_s).isEmpty());
        QVERIFY(judged(u"expected=failed"_s, u"path-dns-change-see"_s).isEmpty()); // nobody answers
        QVERIFY(judged(u"new=failed old=failed"_s, u"path-dns-change-see"_s).isEmpty());
    }

    void d10OfARouteDoesNotPoint()
    {
        const auto judgement =
            judgePath(name("example.com"), {verdictOf(u"old=different control=usual"_s)}, {finding("D1")}, Instant(1s));
        QCOMPARE(judgement.findings.front().rule, u"path-routing-change"_s);
        QVERIFY(!judgement.findings.front().args.contains(u"see"_s));
    }

    void aPlannedMoveIsExpected()
    {
        auto moved = targetOf(u"new=different"_s);
        moved.byPlan = true;
        const auto verdict = detect::verdictOf({moved, targetOf(u"expected=usual"_s)});
        QCOMPARE(judgePath(name("example.com"), {verdict}, {}, Instant(1s)).findings.front().severity, Severity::Info);
    }

    void clearsOnlyWhatIsKnown_data()
    {
        QTest::addColumn<QString>("targets");
        QTest::addColumn<bool>("decides");
        QTest::newRow("as ever") << u"old=usual"_s << true;
        QTest::newRow("noise") << u"old=within"_s << true;
        QTest::newRow("unknown") << u"old=failed"_s << false;
        QTest::newRow("local") << u"old=different control=different"_s << false;
    }
    void clearsOnlyWhatIsKnown()
    {
        QFETCH(QString, targets);
        QFETCH(bool, decides);
        Finding open = finding("D10");
        open.subject = u"example.com A path"_s;
        open.vantage = u"path"_s;
        const auto judgement = judgePath(name("example.com"), {verdictOf(targets)}, {}, Instant(1s));
        QVERIFY(judgement.findings.empty());
        QCOMPARE(judgement.decides(open), decides);
    }
};

QTEST_GUILESS_MAIN(TestPathVerdict)
#include "tst_pathverdict.moc"
