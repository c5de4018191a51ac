// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

const char *Reader = R"(
import email, email.policy, json, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({
  "subject": m["Subject"], "from": m["From"], "to": m["To"], "date": m["Date"], "id": m["Message-ID"],
  "type": m.get_content_type(), "body": m.get_content(), "keys": [k for k in m.keys()],
  "defects": [str(d) for d in m.defects]}))
)";

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
        QTest::newRow("mail is not lost") << "a@coincheck.com"
                                          << "b@coincheck.com" << false << true;
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
        QCOMPARE(keys.size(), 10);
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
