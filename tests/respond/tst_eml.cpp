// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/MailReader.h"
#include "app/respond/Xarf.h"
#include "tests/respond/Case2020.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

const char *Reader = R"(
import base64, email, email.policy, json, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({
  "subject": m["Subject"], "from": m["From"], "to": m["To"], "date": m["Date"], "id": m["Message-ID"],
  "replyTo": m["Reply-To"], "type": m.get_content_type(), "report": m.get_param("report-type"),
  "body": m.get_content() if not m.is_multipart() else m.get_payload(0).get_content(), "keys": [k for k in m.keys()],
  "parts": [{"type": p.get_content_type(), "name": p.get_filename(),
             "base64": base64.b64encode(p.get_payload(decode=True) or b"").decode(),
             "text": p.as_string()} for p in (m.get_payload()[1:] if m.is_multipart() else [])],
  "defects": [str(d) for p in m.walk() for d in p.defects]}))
)";

// The rules of XARF version 4 for this kind of report: its core schema, and that of infrastructure/compromised_server.
// Written down anew, because the schema itself is not ours to ship; says what is wrong, or nothing.
const char *XarfRules = R"py(
import base64, hashlib, ipaddress, json, re, sys, uuid
r = json.load(sys.stdin)
bad = []
def rule(holds, why):
    if not holds: bad.append(why)
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
for key in ("xarf_version", "report_id", "timestamp", "reporter", "sender", "source_identifier", "category", "type"):
    rule(key in r, "missing " + key)
rule(re.fullmatch(r"4\.[0-9]+\.[0-9]+", r.get("xarf_version", "")), "xarf_version")
rule(str(uuid.UUID(r["report_id"])) == r["report_id"] and uuid.UUID(r["report_id"]).version == 4, "report_id")
rule(re.fullmatch(TIME, r["timestamp"]), "timestamp")
for who in ("reporter", "sender"):
    rule(set(r[who]) == {"org", "contact", "domain"}, who + " members")
    rule(0 < len(r[who]["org"]) <= 200, who + " org")
    rule(re.fullmatch(r"[^@\s]+@[A-Za-z0-9.-]+", r[who]["contact"]), who + " contact")
    rule(re.fullmatch(r"(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", r[who]["domain"]), who + " domain")
ipaddress.ip_address(r["source_identifier"])
rule(isinstance(r["source_port"], int) and 1 <= r["source_port"] <= 65535, "source_port")
rule(r["category"] == "infrastructure" and r["type"] == "compromised_server", "category and type")
rule(r["compromise_type"] in ("webshell", "backdoor", "rootkit", "malware", "credential_theft", "privilege_escalation",
                              "remote_access_trojan", "cryptominer"), "compromise_type")
rule(r["compromise_method"], "compromise_method")
rule(len(r["service"]) <= 200 and len(r["description"]) <= 1000, "service, description")
rule(re.fullmatch(TIME, r["first_seen"]), "first_seen")
rule(len(r["tags"]) <= 20 and all(re.fullmatch(r"[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+\-.]*", t) for t in r["tags"]),
     "tags")
rule("_internal" not in r and "url" not in r, "members that must not go out")
rule(1 <= len(r["evidence"]) <= 50, "evidence")
for item in r["evidence"]:
    rule(set(item) <= {"content_type", "description", "payload", "hash", "size"}, "evidence members")
    payload = base64.b64decode(item["payload"], validate=True)
    rule(item["hash"] == "sha256:" + hashlib.sha256(payload).hexdigest(), "hash")
    rule(item["size"] == len(payload) <= 5242880, "size")
    rule(len(item["description"]) <= 500, "description")
print("\n".join(bad))
)py";

// The message as Python's email library reads it: a reader that is not ours.
QJsonObject read(const QByteArray &message)
{
    QProcess python;
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromUtf8(Reader)});
    if (!python.waitForStarted()) return {};
    python.write(message);
    python.closeWriteChannel();
    python.waitForFinished();
    const auto json = QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    if (json.isEmpty()) qWarning("%s", python.readAllStandardError().constData());
    return json;
}

// What a script says of what it is given; what it says to its error channel counts too.
QString said(const char *script, const QByteArray &input)
{
    QProcess python;
    python.setProcessChannelMode(QProcess::MergedChannels);
    python.start(QStringLiteral("python3"), {QStringLiteral("-c"), QString::fromUtf8(script)});
    if (!python.waitForStarted()) return QStringLiteral("python3 did not start");
    python.write(input);
    python.closeWriteChannel();
    python.waitForFinished();
    return QString::fromUtf8(python.readAllStandardOutput()).trimmed();
}

QString lines(QString text) { return text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")); }

Draft letter(const QString &language, const DraftFacts &f)
{
    return *draft(QStringLiteral("JP-TD"), language, contact(QStringLiteral("national-csirt")), f);
}

} // namespace

class TestEml : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty()) QSKIP("python3 is not installed");
    }

    void readBack_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("subject");
        QTest::newRow("ja") << "ja" << QString();
        QTest::newRow("en") << "en" << QString();
        QTest::newRow("long word") << "en" << QString(300, u'x');
        QTest::newRow("looks encoded") << "en"
                                       << "=?UTF-8?B?eA==?= x";
        QTest::newRow("beyond the BMP") << "ja" << QString::fromUtf8("火の番𠮷野家🔥").repeated(12);
        QTest::newRow("every remainder") << "ja" << QString::fromUtf8("aあ").repeated(40);
    }
    void readBack()
    {
        QFETCH(QString, language);
        QFETCH(QString, subject);
        const DraftFacts f = facts();
        Draft d = letter(language, f);
        if (!subject.isEmpty()) d.subject = subject;
        const auto message = emlOf(d, f, at("2020-06-01T15:02:03Z"));
        QVERIFY2(message, qPrintable(message ? QString() : message.error().detail));

        const QJsonObject seen = read(*message);
        QCOMPARE(seen.value(QStringLiteral("subject")).toString(), d.subject);
        QCOMPARE(lines(seen.value(QStringLiteral("body")).toString()), d.body);
        QCOMPARE(seen.value(QStringLiteral("date")).toString(), QStringLiteral("Mon, 01 Jun 2020 15:02:03 +0000"));
        QCOMPARE(seen.value(QStringLiteral("to")).toString(), QStringLiteral("info@jpcert.or.jp"));
        const QString person =
            language == QLatin1String("ja") ? QStringLiteral("山田 花子") : QStringLiteral("Hanako Yamada");
        QVERIFY2(seen.value(QStringLiteral("from")).toString().contains(person),
                 qPrintable(seen.value(QStringLiteral("from")).toString()));
        QVERIFY(seen.value(QStringLiteral("from")).toString().endsWith(QStringLiteral("<csirt@example.org>")));
        QVERIFY(seen.value(QStringLiteral("id")).toString().endsWith(QStringLiteral("@example.org>")));
        QVERIFY(seen.value(QStringLiteral("defects")).toArray().isEmpty());
        QCOMPARE(seen.value(QStringLiteral("replyTo")).toString(), QStringLiteral("csirt@example.org"));

        for (const QByteArray &line : message->split('\n')) {
            QVERIFY2(line.size() <= 79, line.constData()); // 78 and CR
            QVERIFY(line.isEmpty() || line.endsWith('\r'));
            for (const char c : line)
                QVERIFY(uchar(c) < 128);
        }
    }

    void withoutASenderItIsADraft()
    {
        DraftFacts f = facts();
        f.organisation.externalMail.clear();
        const auto message = emlOf(letter(QStringLiteral("ja"), f), f, at("2020-06-01T15:02:03Z"));
        QVERIFY(message);
        QVERIFY(!message->contains("From:"));
        QVERIFY(message->contains("X-Unsent: 1\r\n"));
        QVERIFY(message->contains("@hinoban.invalid>"));
    }

    void mailOfAnAffectedDomainIsRefused_data()
    {
        QTest::addColumn<QString>("sender");
        QTest::addColumn<QString>("recipient");
        QTest::addColumn<bool>("lost");
        QTest::addColumn<bool>("good");
        QTest::newRow("both safe") << "a@example.org"
                                   << "b@example.net" << true << true;
        QTest::newRow("sender affected") << "a@coincheck.com"
                                         << "b@example.net" << true << false;
        QTest::newRow("sender below it") << "a@x.Coincheck.com"
                                         << "b@example.net" << true << false;
        QTest::newRow("recipient affected") << "a@example.org"
                                            << "b@coincheck.com" << true << false;
        // Whoever answers for the domain has its mail as soon as he likes, whatever of it was seen so far.
        QTest::newRow("sender, no MX seen yet") << "csirt@coincheck.com"
                                                << "a@example.jp" << false << false;
        QTest::newRow("recipient, no MX seen yet") << "a@example.org"
                                                   << "b@coincheck.com" << false << false;
    }
    void mailOfAnAffectedDomainIsRefused()
    {
        QFETCH(QString, sender);
        QFETCH(QString, recipient);
        QFETCH(bool, lost);
        QFETCH(bool, good);
        DraftFacts f = facts();
        Draft d = letter(QStringLiteral("en"), f);
        f.organisation.externalMail = sender;
        f.incident.mailLost = lost;
        d.recipients = {recipient};
        const auto message = emlOf(d, f, at("2020-06-01T15:02:03Z"));
        QCOMPARE(message.has_value(), good);
        if (!good) QCOMPARE(message.error().code, ErrorCode::NotPermitted);
    }

    void afterTheIncidentOnesOwnMailIsGoodAgain()
    {
        DraftFacts f = facts();
        Draft d = letter(QStringLiteral("en"), f);
        f.organisation.externalMail = QStringLiteral("a@coincheck.com");
        d.recipients = {QStringLiteral("b@coincheck.com")};
        for (const auto state : {IncidentState::Suspicion, IncidentState::Hijack, IncidentState::Recovering}) {
            f.incident.state = state;
            QVERIFY(!emlOf(d, f, at("2020-06-01T15:02:03Z")));
        }
        f.incident.state = IncidentState::Closed;
        QVERIFY(emlOf(d, f, at("2020-06-01T15:02:03Z")));
    }

    // Mail is lost: an address under an affected domain is nowhere in a letter, whoever put it there.
    void lostMailIsRefusedInAllFourPlaces()
    {
        const QStringList lost{QStringLiteral("a@coincheck.com"), QStringLiteral("a@Mail.COINCHECK.com"),
                               QStringLiteral("a@coincheck.com.")};
        for (const QString &address : lost) {
            const auto refused = [&](const Result<QByteArray> &message, const QString &place) {
                return !message &&
                       (message.error().code == ErrorCode::NotPermitted ||
                        message.error().code == ErrorCode::BadInput) &&
                       message.error().where == place;
            };
            const Instant now = at("2020-06-01T15:02:03Z");
            const DraftFacts f = facts();
            const Draft d = letter(QStringLiteral("ja"), f);
            QVERIFY(emlOf(d, f, now).has_value());

            DraftFacts sender = f;
            sender.organisation.externalMail = address;
            QVERIFY(refused(emlOf(d, sender, now), QStringLiteral("sender")));
            MailOptions reply;
            reply.replyTo = address;
            QVERIFY(refused(emlOf(d, f, now, reply), QStringLiteral("reply-to")));
            Draft to = d;
            to.recipients += address;
            QVERIFY(refused(emlOf(to, f, now), QStringLiteral("recipient")));

            // A contact: no channel of it is shown, and no draft goes there.
            auto directory = *shippedContacts();
            for (auto &one : directory)
                one.channels.push_back({Channel::Kind::Mail, address});
            for (const auto &one : contactsFor(f.incident, directory, f.registration, f.hostile))
                for (const auto &channel : one.channels)
                    QVERIFY(channel.address != address);
            Contact careless = contact(QStringLiteral("national-csirt"));
            careless.channels.push_back({Channel::Kind::Mail, address});
            const auto drafted = draft(QStringLiteral("JP-TD"), QStringLiteral("ja"), careless, f);
            QVERIFY(drafted && !drafted->recipients.contains(address));
            QVERIFY(!drafted->recipients.isEmpty());
            // And the text says how to answer, and why.
            QVERIFY(drafted->body.contains(QStringLiteral("ご返信はお電話にて")));
            QVERIFY(drafted->body.contains(QStringLiteral("03-0000-0000")));
            QVERIFY(drafted->body.contains(QStringLiteral("弊社ドメインの MX も改ざんされており")));
        }
    }

    void attachmentsComeBack()
    {
        const DraftFacts f = facts();
        const Draft d = letter(QStringLiteral("ja"), f);
        QByteArray raw(100000, 0);
        for (qsizetype i = 0; i < raw.size(); ++i)
            raw[i] = char(i * 31 + i / 256);
        MailOptions options;
        options.attachments = {{QStringLiteral("answers.jsonl"), "application/x-ndjson", "{}\n{}\n"},
                               {QString::fromUtf8("../証拠\r\nBcc: x\".bin"), "text/plain\r\nBcc: x", raw},
                               {QStringLiteral("empty"), "message/rfc822", {}}};
        const auto message = emlOf(d, f, at("2020-06-01T15:02:03Z"), options);
        QVERIFY(message);
        const QJsonObject seen = read(*message);
        QCOMPARE(seen.value(QStringLiteral("type")).toString(), QStringLiteral("multipart/mixed"));
        QVERIFY(seen.value(QStringLiteral("defects")).toArray().isEmpty());
        QVERIFY(!seen.value(QStringLiteral("keys")).toArray().contains(QStringLiteral("Bcc")));
        QCOMPARE(lines(seen.value(QStringLiteral("body")).toString()), d.body);
        QCOMPARE(seen.value(QStringLiteral("subject")).toString(), d.subject);
        const QJsonArray parts = seen.value(QStringLiteral("parts")).toArray();
        QCOMPARE(parts.size(), 3);
        for (int i = 0; i < 3; ++i) {
            const auto bytes =
                QByteArray::fromBase64(parts[i].toObject().value(QStringLiteral("base64")).toString().toLatin1());
            QCOMPARE(bytes, options.attachments[size_t(i)].bytes);
        }
        QCOMPARE(parts[0].toObject().value(QStringLiteral("name")).toString(), QStringLiteral("answers.jsonl"));
        QCOMPARE(parts[1].toObject().value(QStringLiteral("type")).toString(),
                 QStringLiteral("application/octet-stream"));
        QVERIFY(!parts[1].toObject().value(QStringLiteral("name")).toString().contains(u'/'));
        QCOMPARE(parts[2].toObject().value(QStringLiteral("type")).toString(),
                 QStringLiteral("application/octet-stream"));
        for (const QByteArray &line : message->split('\n'))
            QVERIFY2(line.size() <= 79 && (line.isEmpty() || line.endsWith('\r')), line.constData());
        // Our own reader agrees with the one that is not ours.
        const auto own = readMail(*message);
        QVERIFY(own);
        QCOMPARE(own->subject, d.subject);
        QCOMPARE(own->text, d.body.trimmed());

        options.attachments[1].bytes = QByteArray(21 * 1024 * 1024, 'x');
        QCOMPARE(emlOf(d, f, at("2020-06-01T15:02:03Z"), options).error().code, ErrorCode::BadInput);
    }

    void anAbuseReportIsReadByMachines()
    {
        const DraftFacts f = facts();
        int reports = 0;
        for (const auto &host : contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile)) {
            if (host.role != QLatin1String("hosting")) continue;
            const Draft d = *draft(QStringLiteral("HOST-ABUSE"), QStringLiteral("en"), host, f);
            QCOMPARE(d.hosts, host.addresses);
            for (const auto &address : d.hosts) {
                MailOptions options;
                options.xarf = address;
                const auto message = emlOf(d, f, at("2020-06-01T15:02:03Z"), options);
                QVERIFY2(message, qPrintable(message ? QString() : message.error().detail));
                const QJsonObject seen = read(*message);
                QCOMPARE(seen.value(QStringLiteral("type")).toString(), QStringLiteral("multipart/report"));
                QCOMPARE(seen.value(QStringLiteral("report")).toString(), QStringLiteral("feedback-report"));
                QVERIFY(seen.value(QStringLiteral("defects")).toArray().isEmpty());
                QCOMPARE(lines(seen.value(QStringLiteral("body")).toString()), d.body);
                const QJsonArray parts = seen.value(QStringLiteral("parts")).toArray();
                QCOMPARE(parts.size(), 2);
                QCOMPARE(parts[0].toObject().value(QStringLiteral("type")).toString(),
                         QStringLiteral("message/feedback-report"));
                QVERIFY(parts[0]
                            .toObject()
                            .value(QStringLiteral("text"))
                            .toString()
                            .contains(QStringLiteral("Feedback-Type: xarf")));
                QCOMPARE(parts[1].toObject().value(QStringLiteral("type")).toString(),
                         QStringLiteral("application/json"));
                const auto json =
                    QByteArray::fromBase64(parts[1].toObject().value(QStringLiteral("base64")).toString().toLatin1());
                const auto report = QJsonDocument::fromJson(json).object();
                QVERIFY(report == *xarfReport(address, f));
                QCOMPARE(report.value(QStringLiteral("source_identifier")).toString(), address.toString());
                if (report.contains(QStringLiteral("evidence"))) {
                    QCOMPARE(said(XarfRules, json), QString());
                    ++reports;
                }
                // The rules can fail.
                QJsonObject broken = report;
                broken.insert(QStringLiteral("xarf_version"), QStringLiteral("3"));
                QVERIFY(!said(XarfRules, QJsonDocument(broken).toJson()).isEmpty());
            }
        }
        QCOMPARE(reports, 2);
        // One id a server, the same each time; a drill says that it is a test.
        const QHostAddress vultr(QStringLiteral("45.77.9.110")), mail(QStringLiteral("45.77.24.250"));
        QVERIFY((*xarfReport(vultr, f))[QStringLiteral("report_id")] !=
                (*xarfReport(mail, f))[QStringLiteral("report_id")]);
        DraftFacts drill = f;
        drill.drill = true;
        QVERIFY(
            (*xarfReport(vultr, drill))[QStringLiteral("tags")].toArray().contains(QStringLiteral("lifecycle:test")));
        DraftFacts nobody = f;
        nobody.organisation.externalMail = QStringLiteral("a@coincheck.com");
        QCOMPARE(xarfReport(vultr, nobody).error().code, ErrorCode::BadInput);
        QCOMPARE(xarfReport(QHostAddress(QStringLiteral("192.0.2.1")), f).error().code, ErrorCode::BadInput);
    }

    void headersCannotBeInjected_data()
    {
        QTest::addColumn<QString>("evil");
        QTest::newRow("CRLF") << "x\r\nBcc: evil@example.net";
        QTest::newRow("LF") << "x\nBcc: evil@example.net";
        QTest::newRow("CR") << "x\rBcc: evil@example.net";
        QTest::newRow("CRLF and a body") << "x\r\n\r\nevil";
        QTest::newRow("line separator") << QStringLiteral("x\u2028Bcc: evil@example.net");
        QTest::newRow("quote") << "x\" <evil@example.net>, \"y";
        QTest::newRow("NUL") << QStringLiteral("x") + QChar(u'\0') + QStringLiteral("Bcc: e@example.net");
    }
    void headersCannotBeInjected()
    {
        QFETCH(QString, evil);
        DraftFacts f = facts();
        Draft d = letter(QStringLiteral("en"), f);
        d.subject = evil;
        f.organisation.person = evil;
        const auto message = emlOf(d, f, at("2020-06-01T15:02:03Z"));
        QVERIFY(message);
        const QJsonObject seen = read(*message);
        const QJsonArray keys = seen.value(QStringLiteral("keys")).toArray();
        QVERIFY(!keys.contains(QStringLiteral("Bcc")));
        QCOMPARE(keys.size(), 11);
        QCOMPARE(lines(seen.value(QStringLiteral("body")).toString()), d.body);
        QVERIFY(seen.value(QStringLiteral("from")).toString().endsWith(QStringLiteral("<csirt@example.org>")));
    }

    void badAddressesAreRefused_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : {"a@b@example.org", "a b@example.org", "a@example.org\r\nBcc: c@d.example",
                                    "<a@example.org>", "a@example.org,c@d.example", "a@-", "a"})
            QTest::newRow(qPrintable(QString::fromLatin1(address).simplified())) << QString::fromLatin1(address);
    }
    void badAddressesAreRefused()
    {
        QFETCH(QString, address);
        DraftFacts f = facts();
        Draft d = letter(QStringLiteral("en"), f);
        d.recipients = {address};
        QCOMPARE(emlOf(d, f, at("2020-06-01T15:02:03Z")).error().code, ErrorCode::BadInput);
        d.recipients.clear();
        f.organisation.externalMail = address;
        QCOMPARE(emlOf(d, f, at("2020-06-01T15:02:03Z")).error().code, ErrorCode::BadInput);
    }

    void aDrillHasNoRecipient()
    {
        DraftFacts f = facts();
        f.drill = true;
        const Draft d = letter(QStringLiteral("ja"), f);
        const auto message = emlOf(d, f, at("2020-06-01T15:02:03Z"));
        QVERIFY(message);
        QVERIFY(!message->contains("\r\nTo:"));
        QVERIFY(read(*message).value(QStringLiteral("subject")).toString().startsWith(QStringLiteral("【訓練】")));
    }
};

QTEST_GUILESS_MAIN(TestEml)
#include "tst_eml.moc"
