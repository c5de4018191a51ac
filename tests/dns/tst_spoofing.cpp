// SPDX-License-Identifier: GPL-3.0-or-later
// A peer that fires replies at the engine which it did not ask for, a hundred thousand of them.
#include "app/base/WallClock.h"
#include "tests/dns/EngineTest.h"

#include <QTest>

#include <random>
#include <set>

using namespace hinoban;
using namespace hinoban::dns;
using namespace hinoban::dns::test;
using std::chrono::milliseconds;

namespace {

constexpr int Questions = 500;
constexpr int LiesEach = 200;

// What an attacker sends who sees nothing of the question but its name, type and the engine's ports; and what one
// sends who knows still more, but not all of it.
QByteArray lieAbout(const QByteArray &query, int kind, std::mt19937 &random)
{
    Message lie = answered();
    lie.answer = {record("example.jp", Type::NS, "ns.attacker.example")};
    QByteArray bytes = replyTo(query, lie);
    switch (kind) {
    case 0: // every id but the right one
        bytes[0] = static_cast<char>(random());
        bytes[1] = static_cast<char>(bytes.at(1) ^ (1 + random() % 255));
        break;
    case 1: // the right id, other letters
        for (qsizetype i = 13; i < 23; ++i)
            if (QChar::isLetter(uint(bytes.at(i))))
                bytes[i] = static_cast<char>(bytes.at(i) ^ (random() % 2 ? 0x20 : 0));
        if (bytes.mid(12, 12) == query.mid(12, 12)) bytes[13] = static_cast<char>(bytes.at(13) ^ 0x20);
        break;
    case 2: // the right id and letters, another type
        bytes[12 + 12 + 1] = static_cast<char>(Type::MX);
        break;
    default: // all is right, but the sender
        break;
    }
    return bytes;
}

} // namespace

class SpoofingTest : public EngineTest {
    Q_OBJECT
private Q_SLOTS:
    void noneOfAHundredThousandIsAccepted()
    {
        WallClock clock;
        std::mt19937 random(20200531); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same run every time
        QUdpSocket elsewhere;
        QVERIFY(elsewhere.bind(QHostAddress(QHostAddress::LocalHost), 0));
        int fired = 0;
        // Other letters send the engine to TCP in the end, where it gets the truth.
        ScriptedServer server(clock, [&](ScriptedServer &self, const ScriptedServer::Got &got) {
            if (!got.tcp) {
                for (int i = 0; i < LiesEach; ++i) {
                    const int kind = i % 4;
                    const QByteArray lie = lieAbout(got.query, kind, random);
                    if (kind == 3)
                        self.sendFrom(elsewhere, got, lie);
                    else
                        self.sendNow(got, lie);
                    ++fired;
                }
            }
            self.send(got, replyTo(got.query, answered()), milliseconds(1));
        });
        EngineOptions options;
        options.serverRate = 0;
        QueryEngine engine(clock, onlyServer(server), options);
        quint64 strays = 0;
        // A few at once, so that the kernel's buffers drop nothing.
        for (int done = 0; done < Questions; done += 10)
            for (const auto &exchange : runMany(engine, query(), 10)) {
                QCOMPARE(exchange->outcome, Outcome::Answered);
                QCOMPARE(nameOf(Type::NS, exchange->message->answer.at(0).rdata), name("ns1.example.jp"));
                strays += exchange->strays;
            }
        QVERIFY2(fired >= Questions * LiesEach, qPrintable(QString::number(fired)));
        // Those that come when their question has ended aim at nothing; the others are all told.
        QVERIFY2(strays >= quint64(Questions * LiesEach) * 9 / 10, qPrintable(QString::number(strays)));
        QVERIFY2(strays <= quint64(fired), qPrintable(QString::number(strays)));
    }
};

QTEST_GUILESS_MAIN(SpoofingTest)
#include "tst_spoofing.moc"
