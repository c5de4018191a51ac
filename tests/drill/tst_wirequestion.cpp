// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/WireQuestion.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;
using Kind = WireQuestion::Kind;

class tst_wirequestion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheEngineWrites();
    void judges_data();
    void judges();
    void everyCutEnds();
    void bareReplyIsAMessage();
};

namespace {

QByteArray query(const std::optional<dns::Edns> &edns = dns::Edns{})
{
    return dns::buildQuery(0x1234, dns::Name::fromText("coincheck.com")->wire(), dns::Type::MX, true, edns);
}

} // namespace

void tst_wirequestion::readsWhatTheEngineWrites()
{
    QByteArray wire = query(dns::Edns{4096, 0, true, {}});
    wire[13] = 'C'; // of coincheck
    const WireQuestion question = parseQuestion(wire);
    QVERIFY(question.kind == Kind::Question);
    QCOMPARE(question.id, quint16(0x1234));
    QVERIFY(question.recursionDesired && question.edns && question.dnssecOk);
    QCOMPARE(question.udpSize, quint16(4096));
    QVERIFY(question.type == dns::Type::MX);
    QCOMPARE(question.folded, dns::Name::fromText("coincheck.com")->wire());
    QVERIFY(question.asked != question.folded);
    const WireQuestion plain = parseQuestion(query(std::nullopt));
    QVERIFY(!plain.edns);
    QCOMPARE(plain.udpSize, quint16(512));
}

void tst_wirequestion::judges_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<int>("kind");
    const auto changed = [](int at, char octet) {
        QByteArray wire = query();
        wire[at] = octet;
        return wire;
    };
    QTest::newRow("nothing") << QByteArray() << int(Kind::Silence);
    QTest::newRow("eleven octets") << QByteArray(11, '\0') << int(Kind::Silence);
    QTest::newRow("a reply") << changed(2, char(0x80)) << int(Kind::Silence);
    QTest::newRow("a status question") << changed(2, char(0x10)) << int(Kind::NotImp);
    QTest::newRow("an update") << changed(2, char(0x28)) << int(Kind::NotImp);
    QTest::newRow("no question") << changed(5, 0) << int(Kind::FormErr);
    QTest::newRow("two questions") << changed(5, 2) << int(Kind::FormErr);
    QTest::newRow("an answer inside") << changed(7, 1) << int(Kind::FormErr);
    QTest::newRow("a compressed name") << changed(12, char(0xc0)) << int(Kind::FormErr);
    QTest::newRow("a label past the end") << changed(12, 63) << int(Kind::FormErr);
    QTest::newRow("EDNS version 1") << changed(int(query().size()) - 5, 1) << int(Kind::BadVersion);
    QTest::newRow("EDNS longer than it is") << changed(int(query().size()) - 1, 9) << int(Kind::FormErr);
    QByteArray longName = query().left(12);
    for (int i = 0; i < 40; ++i)
        longName += QByteArray("\x09") + "abcdefghi";
    QTest::newRow("a name of 400 octets") << longName + QByteArray("\0\0\1\0\1", 5) << int(Kind::FormErr);
    QTest::newRow("as it should be") << query() << int(Kind::Question);
}

void tst_wirequestion::judges()
{
    QFETCH(QByteArray, wire);
    QFETCH(int, kind);
    QCOMPARE(int(parseQuestion(wire).kind), kind);
}

void tst_wirequestion::everyCutEnds()
{
    const QByteArray whole = query();
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const WireQuestion question = parseQuestion(whole.left(size));
        QVERIFY(size < 12 ? question.kind == Kind::Silence : question.kind != Kind::Silence);
    }
}

void tst_wirequestion::bareReplyIsAMessage()
{
    const WireQuestion question = parseQuestion(query());
    const auto refused = dns::parseMessage(bareReply(question, dns::Rcode::Refused));
    QVERIFY(refused);
    QVERIFY(refused->qr && refused->rd && refused->rcode == dns::Rcode::Refused);
    QCOMPARE(refused->id, quint16(0x1234));
    QVERIFY(refused->edns && refused->question);
    const auto version = dns::parseMessage(bareReply(question, dns::Rcode(16)));
    QVERIFY(version);
    QCOMPARE(int(version->rcode), 16);
}

QTEST_GUILESS_MAIN(tst_wirequestion)
#include "tst_wirequestion.moc"
