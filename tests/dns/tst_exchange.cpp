// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Exchange.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns;

namespace {

Exchange sample()
{
    Exchange exchange;
    exchange.vantage = Vantage::Resolver;
    exchange.server = {Name::fromText("dns.google").value(),
                       QHostAddress(QStringLiteral("2001:db8::8")),
                       5353,
                       QStringLiteral("Google パブリック DNS"),
                       QStringLiteral("dns.google"),
                       QStringLiteral("/dns-query")};
    exchange.transport = Transport::Https;
    exchange.certificate = QByteArray("\x30\0\1", 3);
    exchange.question = {Name::fromText("a\\000b.example.jp").value(), static_cast<Type>(65280), 3};
    exchange.recursionDesired = true;
    exchange.sentAt = instantFromUnixMicroseconds(1590851498123457);
    exchange.rtt = Duration(20001);
    exchange.attempts = 2;
    exchange.strays = 3;
    exchange.detail = QStringLiteral("truncated over UDP");
    exchange.query = QByteArray("\0\1\2\xff", 4);
    exchange.outcome = Outcome::Answered;
    Message message;
    message.qr = true;
    message.question = Question{Name::fromText("example.jp").value(), Type::A};
    message.answer = {{message.question->name, Type::A, 1, 77, addressRdata(QHostAddress(0xc0000201u))}};
    exchange.reply = buildMessage(message).value();
    exchange.message = std::make_shared<const Message>(message);
    return exchange;
}

} // namespace

class ExchangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTrip_data()
    {
        QTest::addColumn<int>("outcome");
        for (Outcome outcome : {Outcome::Answered, Outcome::TimedOut, Outcome::Unreachable, Outcome::Malformed})
            QTest::newRow(outcomeText(outcome).constData()) << int(outcome);
    }
    void roundTrip()
    {
        QFETCH(int, outcome);
        Exchange before = sample();
        before.outcome = static_cast<Outcome>(outcome);
        if (!before.answered()) {
            before.message.reset();
            before.reply = before.outcome == Outcome::Malformed ? QByteArray("garbage") : QByteArray();
        }
        // Through text, as in a record file.
        const QByteArray line = QJsonDocument(toJson(before)).toJson(QJsonDocument::Compact);
        const auto after = exchangeFromJson(QJsonDocument::fromJson(line).object());
        QVERIFY2(after, after ? "" : qPrintable(after.error().where + after.error().detail));
        const Exchange &got = **after;
        QCOMPARE(got.vantage, before.vantage);
        QCOMPARE(got.server, before.server);
        QCOMPARE(got.transport, before.transport);
        QCOMPARE(got.question, before.question);
        QCOMPARE(got.recursionDesired, before.recursionDesired);
        QCOMPARE(got.sentAt, before.sentAt);
        QCOMPARE(got.rtt, before.rtt);
        QCOMPARE(got.attempts, before.attempts);
        QCOMPARE(got.strays, before.strays);
        QCOMPARE(got.outcome, before.outcome);
        QCOMPARE(got.detail, before.detail);
        QCOMPARE(got.query, before.query);
        QCOMPARE(got.reply, before.reply);
        QCOMPARE(got.replySha256(), before.replySha256());
        QCOMPARE(got.canonical(), before.canonical());
        QCOMPARE(got.message != nullptr, before.answered());
        QCOMPARE(QJsonDocument(toJson(got)).toJson(QJsonDocument::Compact), line);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *tag, const char *key, const QJsonValue &value) {
            QTest::newRow(tag) << QString::fromLatin1(key) << value;
        };
        row("unknown vantage", "vantage", QStringLiteral("space"));
        row("unknown outcome", "outcome", QStringLiteral("fine"));
        row("outcome as a number", "outcome", 0);
        row("unknown transport", "transport", QStringLiteral("doh"));
        row("no server", "server", QJsonValue());
        row("bad name", "name", QStringLiteral("a..b"));
        row("bad type", "type", QStringLiteral("FOO"));
        row("class too large", "class", 65536);
        row("time is no number", "sentAtMicroseconds", QStringLiteral("now"));
        row("time is no whole number", "sentAtMicroseconds", 1.5);
        row("negative round trip", "rttMicroseconds", -1);
        row("negative strays", "strays", -1);
        row("attempts too large", "attempts", 4294967296.0);
        row("not base64", "query", QStringLiteral("***"));
        row("reply changed", "reply", QStringLiteral("AAAA"));
        row("reply missing", "reply", QString());
        row("hash changed", "replySha256", QString(64, u'0'));
        row("canonical hash changed", "canonical", QString(64, u'0'));
        row("another vantage, another canonical answer", "vantage", QStringLiteral("parent"));
        row("an answer that claims to be none", "outcome", QStringLiteral("timed-out"));
        row("recursion is no truth value", "recursionDesired", QStringLiteral("yes"));
    }
    void refuses()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject object = toJson(sample());
        QVERIFY(exchangeFromJson(object));
        object.insert(key, value);
        const auto read = exchangeFromJson(object);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::BadInput);
    }

    void servers()
    {
        Server server = sample().server;
        QCOMPARE(server.display(), QStringLiteral("Google パブリック DNS"));
        server.label.clear();
        QCOMPARE(server.display(), QStringLiteral("dns.google"));
        server.name = Name();
        QCOMPARE(server.display(), QStringLiteral("2001:db8::8#5353"));
        server.port = 53;
        QCOMPARE(server.display(), QStringLiteral("2001:db8::8"));
    }
};

QTEST_GUILESS_MAIN(ExchangeTest)
#include "tst_exchange.moc"
