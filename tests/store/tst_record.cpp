// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/StoreValues.h"

#include "app/base/CanonicalJson.h"
#include "app/store/Record.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using store::PersonAct;
using store::RecordReader;
using store::RecordStart;
using store::RecordWriter;

class RecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void roundTrips();
    void neverReplacesARecord();
    void saysWhenThePlaceIsBad();
    void refuses_data();
    void refuses();
    void tellsACutLine();
    void aLineIsBounded();

private:
    void write(const QByteArray &bytes);
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void RecordTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"r.jsonl"_s);
}

void RecordTest::write(const QByteArray &bytes)
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void RecordTest::roundTrips()
{
    const auto look = lookAt({answerAt(0, "192.0.2.1", 300)});
    RecordStart start;
    watch::Resolver resolver;
    resolver.server.address = QHostAddress(u"192.0.2.53"_s);
    resolver.server.label = u"Ours"_s;
    resolver.ttlCap = 3600;
    resolver.serveStale = 86400;
    resolver.flushCommand = u"rndc flushtree"_s;
    start.resolvers = {resolver};
    start.tails[look->domain.name].falseSince = minute(0);
    const PersonAct act{minute(1) + Duration(7), u"clear"_s, u"R1|example.com||registry"_s, u"佐藤"_s, u"ours\n"_s};
    start.certificates[look->domain.name] = {{u"A"_s}, {u"佐藤"_s, u"ours"_s, u"CT"_s, minute(1)}};
    auto answer = std::make_shared<registry::CertificateAnswer>();
    answer->domain = look->domain.name;
    answer->raw = "[]";
    answer->rawSha256 = sha256Hex(answer->raw);
    const store::CertificateNews news{answer, u"佐藤"_s, minute(2) + Duration(7)};
    {
        auto writer = RecordWriter::create(m_path).value();
        QVERIFY(writer->write(start));
        QVERIFY(writer->write(*look));
        QVERIFY(writer->write(act));
        QVERIFY(writer->write(*look));
        QVERIFY(writer->write(news));
        QVERIFY(writer->finish());
    }
    auto reader = RecordReader::open(m_path).value();
    const auto known = reader->next().value();
    QVERIFY(known && known->start && !known->look);
    QCOMPARE(known->start->resolvers.size(), size_t(1));
    QCOMPARE(known->start->resolvers[0].ttlCap, resolver.ttlCap);
    QCOMPARE(known->start->resolvers[0].serveStale, resolver.serveStale);
    QVERIFY(!known->start->resolvers[0].negativeTtlCap);
    QCOMPARE(known->start->resolvers[0].flushCommand, resolver.flushCommand);
    QVERIFY(known->start->tails == start.tails);
    QVERIFY(known->start->certificates == start.certificates);
    const auto first = reader->next().value();
    QVERIFY(first && first->look && !first->act);
    QCOMPARE(watch::toJson(*first->look), watch::toJson(*look));
    const auto second = reader->next().value();
    QVERIFY(second && second->act && !second->look);
    QCOMPARE(second->act->at, act.at);
    QCOMPARE(second->act->act, act.act);
    QCOMPARE(second->act->key, act.key);
    QCOMPARE(second->act->person, act.person);
    QCOMPARE(second->act->reason, act.reason);
    QVERIFY(reader->next().value()->look);
    const auto certificates = reader->next().value()->certificates;
    QVERIFY(certificates && certificates->answer->list);
    QCOMPARE(certificates->answer->raw, answer->raw);
    QCOMPARE(certificates->person, news.person);
    QCOMPARE(certificates->at, news.at);
    QVERIFY(!reader->next().value());
    QVERIFY(!reader->next().value());
}

void RecordTest::neverReplacesARecord()
{
    write("evidence");
    const auto writer = RecordWriter::create(m_path);
    QVERIFY(!writer);
    QCOMPARE(writer.error().code, ErrorCode::NotPermitted);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("evidence"));
}

void RecordTest::saysWhenThePlaceIsBad()
{
    QVERIFY(!RecordWriter::create(m_folder->filePath(u"none/r"_s)));
    QCOMPARE(RecordReader::open(m_path).error().code, ErrorCode::NotFound);
    if (!QFile::exists(u"/dev/full"_s)) QSKIP("there is no /dev/full");
    auto writer = RecordWriter::create(u"/dev/full"_s).value();
    const auto done = writer->finish();
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::DiskFull);
}

void RecordTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("where");
    const QByteArray head = "{\"hinobanRecord\":1}\n";
    QTest::newRow("empty") << QByteArray("") << ErrorCode::BadInput << u":1"_s;
    QTest::newRow("another JSON file") << QByteArray("{\"a\":1}\n") << ErrorCode::BadInput << u":1"_s;
    QTest::newRow("no JSON") << QByteArray("hello\n") << ErrorCode::BadInput << u":1"_s;
    QTest::newRow("newer") << QByteArray("{\"hinobanRecord\":2}\n") << ErrorCode::Newer << QString();
    QTest::newRow("an empty line") << head + '\n' << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("an array") << head + "[]\n" << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("an unknown key") << head + "{\"lok\":{}}\n" << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("a bad look") << head + "{\"look\":{}}\n" << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("look and act") << head + "{\"act\":{},\"look\":{}}\n" << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("an act without a time")
        << head + "{\"act\":{\"act\":\"clear\",\"key\":\"\",\"person\":\"\",\"reason\":\"\"}}\n"
        << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("an unknown act")
        << head + "{\"act\":{\"at\":1,\"act\":\"launch\",\"key\":\"\",\"person\":\"\",\"reason\":\"\"}}\n"
        << ErrorCode::BadInput << u":2"_s;
    QTest::newRow("nested too deeply") << head + "{\"look\":" + QByteArray(200, '[') + QByteArray(200, ']') + "}\n"
                                       << ErrorCode::BadInput << u":2"_s;
}

void RecordTest::refuses()
{
    QFETCH(QByteArray, bytes);
    write(bytes);
    auto reader = RecordReader::open(m_path);
    const auto item = reader ? (*reader)->next() : tl::unexpected(reader.error());
    QVERIFY(!item);
    QTEST(item.error().code, "code");
    QFETCH(QString, where);
    QCOMPARE(item.error().where, m_path + where);
}

void RecordTest::tellsACutLine()
{
    {
        auto writer = RecordWriter::create(m_path).value();
        QVERIFY(writer->write(*lookAt({answerAt(0, "192.0.2.1", 300)})));
        QVERIFY(writer->write(*lookAt({answerAt(1, "192.0.2.1", 300)})));
        QVERIFY(writer->finish());
    }
    QFile file(m_path);
    QVERIFY(file.resize(file.size() - 40));
    auto reader = RecordReader::open(m_path).value();
    QVERIFY(reader->next().value());
    const auto cut = reader->next();
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::BadInput);
    QCOMPARE(cut.error().where, m_path + u":3"_s);
    QCOMPARE(cut.error().detail, u"the last line is cut: the file ends in the middle of it"_s);
}

void RecordTest::aLineIsBounded()
{
    write("{\"hinobanRecord\":1}\n" + QByteArray(65 * 1024 * 1024, ' ') + "{}\n");
    auto reader = RecordReader::open(m_path).value();
    const auto item = reader->next();
    QVERIFY(!item);
    QCOMPARE(item.error().detail, u"a line longer than 64 MiB"_s);
}

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_record.moc"
