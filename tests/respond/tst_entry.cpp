// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

#include "app/base/CanonicalJson.h"
#include "app/respond/Entry.h"

#include <QJsonDocument>
#include <QTranslator>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

// As the Japanese translation says what language it is.
class Japanese final : public QTranslator {
public:
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (qstrcmp(context, "respond::Language") == 0 && qstrcmp(source, "en") == 0) return QStringLiteral("ja");
        return {};
    }
    bool isEmpty() const override { return false; }
};

Entry everything()
{
    Entry entry;
    entry.kind = Entry::Kind::Story;
    entry.happened = instantFromUnixMicroseconds(1590851498000001);
    entry.learned = instantFromUnixMicroseconds(1590851498123456);
    entry.author = QStringLiteral("山田 花子");
    entry.zone = QStringLiteral("+09:00");
    entry.domain = name("coincheck.com");
    entry.text = QStringLiteral("line one\nline “two” \\ \t");
    entry.textJa = QStringLiteral("一行目");
    entry.rule = QStringLiteral("story.fact");
    entry.args = {{QStringLiteral("list"), QJsonArray{QStringLiteral("a"), QStringLiteral("b")}}};
    entry.before = QStringLiteral("ns-1515.awsdns-61.org");
    entry.after = QStringLiteral("ns-1515.awsdns-061.org");
    entry.source = QStringLiteral("scenario (hour chosen)");
    entry.evidence = {QByteArray(64, '0'), QByteArray(64, 'f')};
    return entry;
}

} // namespace

class TestEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTripKeepsEverything()
    {
        const Entry entry = everything();
        const auto again = entryFromJson(toJson(entry));
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QVERIFY(*again == entry);
        QCOMPARE(toUnixMicroseconds(again->happened), 1590851498000001);
    }

    void roundTripThroughCanonicalBytes_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= int(Entry::Kind::Watch); ++kind)
            QTest::newRow(kindText(Entry::Kind(kind)).constData()) << kind;
    }
    void roundTripThroughCanonicalBytes()
    {
        QFETCH(int, kind);
        Entry entry = everything();
        entry.kind = Entry::Kind(kind);
        const auto bytes = canonicalJson(toJson(entry));
        QVERIFY2(bytes, qPrintable(bytes ? QString() : bytes.error().detail));
        const auto parsed = parseJson(*bytes);
        QVERIFY(parsed);
        const auto again = entryFromJson(parsed->toObject());
        QVERIFY(again);
        QVERIFY(*again == entry);
        QCOMPARE(*canonicalJson(toJson(*again)), *bytes);
    }

    void anEmptyEntryHasFewMembers()
    {
        Entry entry;
        entry.happened = entry.learned = at("2020-06-01T10:36:00Z");
        QCOMPARE(QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact),
                 QByteArray(R"({"happened":"2020-06-01T10:36:00Z","kind":"person","learned":"2020-06-01T10:36:00Z"})"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray good = R"("kind":"person","happened":"2020-06-01T10:36:00Z","learned":"2020-06-01T10:36:00Z")";
        QTest::newRow("nothing") << QByteArray("{}");
        QTest::newRow("unknown kind") << QByteArray(
            R"({"kind":"rumour","happened":"2020-06-01T10:36:00Z","learned":"2020-06-01T10:36:00Z"})");
        QTest::newRow("no time") << QByteArray(R"({"kind":"person"})");
        QTest::newRow("time without zone")
            << QByteArray(R"({"kind":"person","happened":"2020-06-01T10:36:00","learned":"2020-06-01T10:36:00Z"})");
        QTest::newRow("another spelling of the instant") << QByteArray(
            R"({"kind":"person","happened":"2020-06-01T19:36:00+09:00","learned":"2020-06-01T10:36:00Z"})");
        QTest::newRow("unknown member") << QByteArray("{" + good + R"(,"note":"x"})");
        QTest::newRow("text is a number") << QByteArray("{" + good + R"(,"text":1})");
        QTest::newRow("args is a list") << QByteArray("{" + good + R"(,"args":[]})");
        QTest::newRow("evidence is no hash") << QByteArray("{" + good + R"(,"evidence":["abc"]})");
        QTest::newRow("evidence in capitals")
            << QByteArray("{" + good + R"(,"evidence":[")" + QByteArray(64, 'A') + R"("]})");
        QTest::newRow("bad domain") << QByteArray("{" + good + R"(,"domain":"a..b"})");
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        const auto document = QJsonDocument::fromJson(json);
        QVERIFY(document.isObject());
        const auto entry = entryFromJson(document.object());
        QVERIFY(!entry);
        QCOMPARE(entry.error().code, ErrorCode::BadInput);
    }

    void entryOfChange_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("happened");
        using Kind = detect::Change::Kind;
        QTest::newRow("opened") << int(Kind::Opened) << "finding.opened"
                                << "2020-05-30T15:12:30Z";
        QTest::newRow("escalated") << int(Kind::Escalated) << "finding.escalated"
                                   << "2020-06-01T11:52:53Z";
        QTest::newRow("cleared") << int(Kind::Cleared) << "finding.cleared"
                                 << "2020-06-01T11:52:53Z";
        QTest::newRow("reopened") << int(Kind::Reopened) << "finding.reopened"
                                  << "2020-06-01T11:52:53Z";
    }
    void entryOfChange()
    {
        QFETCH(int, kind);
        QFETCH(QString, rule);
        QFETCH(QString, happened);
        const auto made =
            finding("D1", "parent", detect::Severity::Crit, "2020-05-30T15:12:30Z", "2020-06-01T11:52:53Z");
        const Instant now = at("2020-06-01T12:00:00Z");
        const Entry entry = entryOf({detect::Change::Kind(kind), made}, now);
        QCOMPARE(entry.kind, Entry::Kind::Finding);
        QCOMPARE(entry.rule, rule);
        QCOMPARE(toRfc3339(entry.happened), happened);
        QCOMPARE(entry.learned, now);
        QCOMPARE(entry.domain, made.domain);
        QCOMPARE(entry.evidence, std::vector<QByteArray>{QByteArray(64, 'a')});
        QVERIFY(canonicalJson(toJson(entry)));
        const auto again = entryFromJson(toJson(entry));
        QVERIFY(again && *again == entry);
        QVERIFY2(englishSentence(entry).contains(QStringLiteral("D1")), qPrintable(englishSentence(entry)));
        QVERIFY2(englishSentence(entry).contains(QStringLiteral("CRIT")), qPrintable(englishSentence(entry)));
    }

    void aPersonsClearingNamesThePerson()
    {
        auto entry = entryOf({detect::Change::Kind::Cleared, finding("R1", "registry", detect::Severity::High,
                                                                     "2020-05-30T15:12:30Z", "2020-06-02T00:00:00Z")},
                             at("2020-06-02T00:00:00Z"));
        entry.author = QStringLiteral("Hanako");
        entry.text = QStringLiteral("that was the repair");
        QVERIFY(englishSentence(entry).contains(QStringLiteral("Hanako")));
        QVERIFY(englishSentence(entry).contains(QStringLiteral("that was the repair")));
    }

    void sentences_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QJsonObject>("args");
        QTest::addColumn<QString>("expected");
        const auto args = [](std::initializer_list<std::pair<const char *, const char *>> pairs) {
            QJsonObject object;
            for (const auto &[key, value] : pairs)
                object.insert(QLatin1String(key), QString::fromUtf8(value));
            return object;
        };
        using Kind = Entry::Kind;
        QTest::newRow("accepted") << "expectation.accepted" << int(Kind::Expectation)
                                  << args({{"record", "coincheck.com NS"}, {"reason", "ours"}})
                                  << "Hanako accepted coincheck.com NS as it is seen: ours";
        QTest::newRow("accepted, other key") << "expectation.accepted" << int(Kind::Expectation)
                                             << args({{"rrset", "coincheck.com NS"}, {"reason", "ours"}})
                                             << "Hanako accepted coincheck.com NS as it is seen: ours";
        QTest::newRow("watch without domains")
            << "watch.started" << int(Kind::Watch) << args({}) << "Hinoban began to watch";
        QTest::newRow("message") << "message.sent" << int(Kind::Message)
                                 << args({{"template", "JP-TD"}, {"party", "JPCERT/CC"}, {"channel", "mail"}})
                                 << "Hanako sent JP-TD to JPCERT/CC (mail)";
        QTest::newRow("command") << "incident.commander" << int(Kind::Incident) << args({}) << "Hanako is in command";
        QTest::newRow("state") << "incident.state" << int(Kind::Incident) << args({{"from", "quiet"}, {"to", "hijack"}})
                               << "State: quiet → hijack";
        QTest::newRow("late") << "watch.sweep-late" << int(Kind::Watch) << args({{"seconds", "90"}})
                              << "A look came 90 seconds late: nothing was seen meanwhile";
        QTest::newRow("drill") << "drill.started" << int(Kind::Watch) << args({{"scenario", "coincheck-2020"}})
                               << "Drill coincheck-2020 began";
        QTest::newRow("placeholder in a value")
            << "expectation.refused" << int(Kind::Expectation) << args({{"record", "%3 %1"}, {"reason", "why"}})
            << "Hanako refused %3 %1 as it is seen: why";
        QTest::newRow("bidi in a value") << "incident.commander" << int(Kind::Incident)
                                         << args({{"person", "a\u202eb"}}) << "a\\u202eb is in command";
        QTest::newRow("unknown rule") << "future.rule" << int(Kind::Watch) << args({{"key", "value"}})
                                      << "future.rule: key=value";
    }
    void sentences()
    {
        QFETCH(QString, rule);
        QFETCH(int, kind);
        QFETCH(QJsonObject, args);
        QFETCH(QString, expected);
        Entry entry;
        entry.kind = Entry::Kind(kind);
        entry.author = QStringLiteral("Hanako");
        entry.rule = rule;
        entry.args = args;
        QCOMPARE(englishSentence(entry), expected);
        QCOMPARE(sentence(entry), expected); // no translation is installed
    }

    void beforeAndAfterAreShown()
    {
        Entry entry;
        entry.kind = Entry::Kind::Expectation;
        entry.rule = QStringLiteral("expectation.edited");
        entry.author = QStringLiteral("Hanako");
        entry.args = {{QStringLiteral("record"), QStringLiteral("a.example A")}};
        entry.text = QStringLiteral("moved");
        entry.before = QStringLiteral("192.0.2.1");
        QCOMPARE(englishSentence(entry),
                 QStringLiteral("Hanako set what a.example A should be: moved (192.0.2.1 → –)"));
    }

    void stateEntryFromItsMembers()
    {
        Entry entry;
        entry.kind = Entry::Kind::Incident;
        entry.rule = QStringLiteral("incident.state");
        entry.before = QStringLiteral("hijack");
        entry.after = QStringLiteral("recovering");
        QCOMPARE(englishSentence(entry), QStringLiteral("State: hijack → recovering"));
    }

    void storySpeaksTheProgramsLanguage()
    {
        Entry entry = everything();
        entry.text = QStringLiteral("NS found");
        QCOMPARE(sentence(entry), QStringLiteral("NS found [scenario (hour chosen)]"));
        Japanese japanese;
        QVERIFY(QCoreApplication::installTranslator(&japanese));
        const QString spoken = sentence(entry), english = englishSentence(entry);
        QCoreApplication::removeTranslator(&japanese);
        QCOMPARE(spoken, QStringLiteral("一行目 [scenario (hour chosen)]"));
        QCOMPARE(english, QStringLiteral("NS found [scenario (hour chosen)]"));
    }
};

QTEST_GUILESS_MAIN(TestEntry)
#include "tst_entry.moc"
