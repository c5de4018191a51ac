// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/StoreValues.h"

#include "app/base/CanonicalJson.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using store::Batch;
using store::Sighting;
using store::Workspace;

class SightingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void equalAnswersAreOneSighting();
    void aCountdownIsNoChange();
    void aChangeOpensAnother();
    void silenceIsASightingToo();
    void eachServerHasItsOwn();
    void anExchangeOfWalkAndObservationCountsOnce();
    void keepsEverythingWhenAsked();
    void keepsTheEvidenceOfEntries_data();
    void keepsTheEvidenceOfEntries();
    void writesTheEvidenceOfFindingsAtOnce();
    void goesOnAfterReopening();
    void aDayWithoutALookEndsARun();
    void isWholeWithoutBeingClosed();
    void comparesRegistrationsByTheirValues();
    void comparesPathsByTheirAddresses();
    void unchangedSweepsDoNotGrowTheFile();
    void aFailedCommitChangesNothing();

private:
    void open(Workspace::Options options = {});
    void commit(const std::vector<dns::ExchangePtr> &exchanges, bool keepEverything = false);
    std::vector<Sighting> sightings() { return m_workspace->sightings(name("example.com")).value(); }
    bool isKept(const dns::ExchangePtr &exchange)
    {
        const auto bytes = m_workspace->answer(exchange->replySha256());
        return bytes && *bytes == exchange->reply;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    QString m_path;
};

void SightingsTest::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"w.hinoban"_s);
    open();
}

void SightingsTest::open(Workspace::Options options)
{
    m_workspace.reset();
    m_workspace = Workspace::open(m_path, Workspace::Mode::Create, std::move(options)).value();
}

void SightingsTest::commit(const std::vector<dns::ExchangePtr> &exchanges, bool keepEverything)
{
    Batch batch;
    batch.looks = {lookAt(exchanges)};
    batch.keepEverything = keepEverything;
    const auto head = m_workspace->commit(batch);
    QVERIFY2(head, head ? "" : qPrintable(head.error().detail));
}

void SightingsTest::equalAnswersAreOneSighting()
{
    const auto first = answerAt(0, "192.0.2.1", 300), middle = answerAt(1, "192.0.2.1", 240),
               last = answerAt(2, "192.0.2.1", 180);
    auto slow = std::make_shared<dns::Exchange>(*middle);
    slow->rtt = std::chrono::milliseconds(40);
    commit({first});
    commit({slow});
    commit({last});
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(1));
    const Sighting &one = all[0];
    QCOMPARE(one.domain, name("example.com"));
    QCOMPARE(one.vantage, u"resolver"_s);
    QCOMPARE(one.server, first->server.display());
    QCOMPARE(one.address, first->server.address.toString());
    QCOMPARE(one.question, u"www.example.com A"_s);
    QCOMPARE(one.canonical, first->canonical());
    QCOMPARE(one.outcome, u"answered"_s);
    QCOMPARE(one.firstSeen, minute(0));
    QCOMPARE(one.lastSeen, minute(2));
    QCOMPARE(one.count, 3u);
    QCOMPARE(one.rttMin, 12000);
    QCOMPARE(one.rttMax, 40000);
    QCOMPARE(one.rttSum, 64000);
    QCOMPARE(one.firstAnswer, first->replySha256());
    QCOMPARE(one.lastAnswer, last->replySha256());
    QVERIFY(isKept(first));
    QVERIFY(isKept(last));
    QCOMPARE(m_workspace->answer(middle->replySha256()).error().code, ErrorCode::NotFound);
}

void SightingsTest::aCountdownIsNoChange()
{
    for (int i = 0; i < 10; ++i) {
        commit({answerAt(i, "192.0.2.1", quint32(300 - 30 * i))});
    }
    QCOMPARE(sightings().size(), size_t(1));
    m_workspace.reset();
    open();
    QCOMPARE(m_workspace->verify()->answers, 2u); // first and last
}

void SightingsTest::aChangeOpensAnother()
{
    const auto a0 = answerAt(0, "192.0.2.1", 300), a1 = answerAt(1, "192.0.2.1", 200),
               b2 = answerAt(2, "198.51.100.1", 300), b3 = answerAt(3, "198.51.100.1", 250),
               b4 = answerAt(4, "198.51.100.1", 200), a5 = answerAt(5, "192.0.2.1", 100);
    commit({a0});
    commit({a1});
    commit({b2});
    commit({b3, b4}); // two in one transaction
    commit({a5});
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(3));
    QCOMPARE(all[0].count, 2u);
    QCOMPARE(all[1].count, 3u);
    QCOMPARE(all[2].count, 1u);
    QCOMPARE(all[1].firstSeen, minute(2));
    QCOMPARE(all[1].lastSeen, minute(4));
    QCOMPARE(all[2].canonical, all[0].canonical);
    for (const auto &kept : {a0, a1, b2, b4, a5}) {
        QVERIFY2(isKept(kept), qPrintable(toRfc3339(kept->sentAt)));
    }
    QVERIFY(!isKept(b3));
    QVERIFY(m_workspace->verify()->good());
}

void SightingsTest::silenceIsASightingToo()
{
    commit({answerAt(0, "192.0.2.1", 300)});
    for (int i = 1; i < 4; ++i) {
        commit(
            {Says::resolver("www.example.com", dns::Type::A).nothing(dns::Outcome::TimedOut).at(minute(i)).exchange()});
    }
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[1].outcome, u"timed-out"_s);
    QCOMPARE(all[1].count, 3u);
    QVERIFY(all[1].canonical.isEmpty());
    QVERIFY(all[1].firstAnswer.isEmpty());
    QVERIFY(all[1].lastAnswer.isEmpty());
    QCOMPARE(all[1].rttMax, 0);
}

void SightingsTest::eachServerHasItsOwn()
{
    auto elsewhere = std::make_shared<dns::Exchange>(*answerAt(0, "192.0.2.1", 300, "b.example.net"));
    elsewhere->server.port = 5300;
    commit({answerAt(0, "192.0.2.1", 300, "a.example.net"), answerAt(0, "192.0.2.1", 300, "b.example.net"), elsewhere});
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(3));
    QCOMPARE(all[2].address, elsewhere->server.address.toString() + u"#5300"_s);
}

void SightingsTest::anExchangeOfWalkAndObservationCountsOnce()
{
    const auto exchange = answerAt(0, "192.0.2.1", 300);
    auto look = std::make_shared<watch::Look>(*lookAt({exchange, exchange}));
    look->delegation.exchanges = {exchange};
    Batch batch;
    batch.looks = {look};
    QVERIFY(m_workspace->commit(batch));
    QCOMPARE(sightings().at(0).count, 1u);
}

void SightingsTest::keepsEverythingWhenAsked()
{
    std::vector<dns::ExchangePtr> exchanges;
    for (int i = 0; i < 5; ++i) {
        exchanges.push_back(answerAt(i, "192.0.2.1", quint32(300 - i)));
        commit({exchanges.back()}, true);
    }
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(1));
    for (const auto &exchange : exchanges) {
        QVERIFY(isKept(exchange));
    }
    const auto kept = m_workspace->keptAnswers(all[0]).value();
    QCOMPARE(kept.size(), size_t(5));
    QCOMPARE(kept[3].at, minute(3));
    QCOMPARE(kept[3].rtt, 12000);
    QCOMPARE(kept[3].sha256, exchanges[3]->replySha256());
    QVERIFY(m_workspace->verify()->good());
}

void SightingsTest::keepsTheEvidenceOfEntries_data()
{
    QTest::addColumn<bool>("later");
    QTest::newRow("in the batch of the look") << false;
    QTest::newRow("in a batch after it") << true;
}

void SightingsTest::keepsTheEvidenceOfEntries()
{
    QFETCH(bool, later);
    const auto evidence = answerAt(1, "192.0.2.1", 240);
    commit({answerAt(0, "192.0.2.1", 300)});
    Batch withLook, withEntry;
    withLook.looks = {lookAt({evidence})};
    respond::Entry named = entry(u"look here"_s);
    named.evidence = {evidence->replySha256()};
    (later ? withEntry : withLook).entries = {named};
    QVERIFY(m_workspace->commit(withLook));
    QVERIFY(m_workspace->commit(withEntry));
    for (int i = 2; i < 5; ++i) {
        commit({answerAt(i, "192.0.2.1", quint32(200 - i))});
    }
    QVERIFY(isKept(evidence));
    open();
    QVERIFY(isKept(evidence));
}

void SightingsTest::writesTheEvidenceOfFindingsAtOnce()
{
    const auto plain = answerAt(1, "192.0.2.1", 240), evidence = answerAt(2, "192.0.2.1", 200);
    commit({answerAt(0, "192.0.2.1", 300)});
    commit({plain});
    Batch batch;
    batch.looks = {lookAt({evidence})};
    detect::Finding finding;
    finding.signal = u"D3"_s;
    finding.domain = name("example.com");
    finding.rule = u"unexpected-address"_s;
    finding.evidence = {detect::evidenceOf(*evidence)};
    finding.firstSeen = finding.lastSeen = minute(2);
    batch.findings = {finding};
    QVERIFY(m_workspace->commit(batch));
    auto reader = Workspace::open(m_path, Workspace::Mode::ReadOnly).value();
    QVERIFY(reader->answer(evidence->replySha256()));
    QVERIFY(!reader->answer(plain->replySha256()));
    QCOMPARE(reader->sightings(name("example.com")).value().at(0).lastAnswer, evidence->replySha256());
}

void SightingsTest::goesOnAfterReopening()
{
    const auto last = answerAt(3, "192.0.2.1", 100);
    commit({answerAt(0, "192.0.2.1", 300)});
    commit({answerAt(1, "192.0.2.1", 200)});
    open();
    commit({answerAt(2, "192.0.2.1", 150)});
    commit({last});
    open();
    commit({answerAt(4, "198.51.100.1", 300)});
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[0].count, 4u);
    QCOMPARE(all[0].lastAnswer, last->replySha256());
    QVERIFY(isKept(last));
    QVERIFY(m_workspace->verify()->good());
    QCOMPARE(m_workspace->verify()->answers, 3u);
}

void SightingsTest::aDayWithoutALookEndsARun()
{
    commit({answerAt(0, "192.0.2.1", 300)});
    commit({answerAt(24 * 60, "192.0.2.1", 300)});
    QCOMPARE(sightings().size(), size_t(1));
    commit({answerAt(2 * 24 * 60 + 1, "192.0.2.1", 300)});
    QCOMPARE(sightings().size(), size_t(2));
}

// What a killed process leaves behind is the file and its -wal as they stand now.
void SightingsTest::isWholeWithoutBeingClosed()
{
    for (int i = 0; i < 40; ++i) {
        commit({answerAt(i, "192.0.2.1", quint32(300 - i))});
    }
    const QString copy = m_folder->filePath(u"copy"_s);
    QVERIFY(QFile::copy(m_path, copy));
    QVERIFY(QFile::copy(m_path + u"-wal"_s, copy + u"-wal"_s));
    auto left = Workspace::open(copy, Workspace::Mode::Open).value();
    QVERIFY(left->verify()->good());
    const auto all = left->sightings(name("example.com")).value();
    QCOMPARE(all.size(), size_t(1));
    QCOMPARE(all[0].count, 40u);
    QCOMPARE(all[0].lastSeen, minute(39));
    QCOMPARE(all[0].lastAnswer, answerAt(30, "192.0.2.1", 270)->replySha256()); // every fifteen minutes
    QVERIFY(left->answer(all[0].lastAnswer));
}

void SightingsTest::comparesRegistrationsByTheirValues()
{
    const auto commitLookup = [&](int atMinute, const QByteArray &raw, const QStringList &statuses) {
        auto lookup = std::make_shared<registry::Lookup>();
        lookup->domain = name("example.com");
        lookup->source = u"RDAP https://rdap.example/domain/example.com"_s;
        lookup->askedAt = minute(atMinute);
        lookup->took = std::chrono::milliseconds(80);
        lookup->raw = raw;
        lookup->rawSha256 = sha256Hex(raw);
        lookup->registration = registry::Registration();
        lookup->registration->statuses = statuses;
        auto look = std::make_shared<watch::Look>(*lookAt({}));
        look->registration = lookup;
        Batch batch;
        batch.looks = {look};
        QVERIFY(m_workspace->commit(batch));
    };
    commitLookup(0, "{\"asked\":0}", {u"ok"_s});
    commitLookup(1, "{\"asked\":1}", {u"ok"_s});
    commitLookup(2, "{\"asked\":2}", {u"pendingTransfer"_s});
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[0].vantage, u"registry"_s);
    QCOMPARE(all[0].count, 2u);
    QCOMPARE(m_workspace->answer(all[0].lastAnswer).value(), QByteArray("{\"asked\":1}"));
    QCOMPARE(all[0].rttMin, 80000);
}

void SightingsTest::comparesPathsByTheirAddresses()
{
    const auto commitTrace = [&](int atMinute, const QString &hop, int milliseconds) {
        auto trace = std::make_shared<path::Trace>();
        trace->domain = name("example.com");
        trace->target = name("www.example.com");
        trace->address = QHostAddress(u"192.0.2.80"_s);
        trace->at = minute(atMinute);
        trace->reached = true;
        trace->response = std::chrono::milliseconds(milliseconds);
        trace->hops = {{1, QHostAddress(hop), {}, {}, Duration(900)}, {2, {}, {}, {}, {}}};
        auto look = std::make_shared<watch::Look>(*lookAt({}));
        look->traces = {trace};
        Batch batch;
        batch.looks = {look};
        QVERIFY(m_workspace->commit(batch));
    };
    commitTrace(0, u"192.0.2.254"_s, 20);
    commitTrace(1, u"192.0.2.254"_s, 30);
    commitTrace(2, u"198.51.100.254"_s, 140);
    const auto all = sightings();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[0].vantage, u"path"_s);
    QCOMPARE(all[0].rttMax, 30000);
    QVERIFY(m_workspace->answer(all[1].firstAnswer).value().contains("198.51.100.254"));
}

void SightingsTest::unchangedSweepsDoNotGrowTheFile()
{
    constexpr int MinutesADay = 24 * 60;
    const auto day = [&](int number) {
        std::vector<Batch> batches;
        for (int i = 0; i < MinutesADay; ++i) {
            const int now = number * MinutesADay + i;
            std::vector<dns::ExchangePtr> exchanges;
            for (const char *server : {"a.example.net", "b.example.net", "c.example.net", "d.example.net"}) {
                exchanges.push_back(answerAt(now, "192.0.2.1", quint32(86400 - i), server));
            }
            Batch batch;
            batch.looks = {lookAt(exchanges)};
            batches.push_back(batch);
        }
        for (size_t i = 0; i < batches.size(); i += 60) {
            QVERIFY(m_workspace->commit(std::span<const Batch>(batches).subspan(i, 60)));
        }
        open(); // closing brings everything from the -wal to the file
    };
    day(0);
    const qint64 before = QFile(m_path).size();
    day(1);
    day(2);
    QCOMPARE(QFile(m_path).size() - before, 0);
    QCOMPARE(sightings().size(), size_t(4));
    QCOMPARE(sightings().at(0).count, quint64(3 * MinutesADay));
}

void SightingsTest::aFailedCommitChangesNothing()
{
    const auto a1 = answerAt(1, "192.0.2.1", 200);
    commit({answerAt(0, "192.0.2.1", 300)});
    open({u"hinoban"_s, QFile(m_path).size() + 64 * 1024});
    commit({a1});
    Batch tooLarge;
    tooLarge.looks = {lookAt({answerAt(2, "198.51.100.1", 300), answerAt(2, "192.0.2.1", 300, "new.example.net")})};
    tooLarge.messages = {{u"T"_s, u"p"_s, u"c"_s, u"s"_s, minute(2), QByteArray(1024 * 1024, 'x')}};
    const auto failed = m_workspace->commit(tooLarge);
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::DiskFull);
    auto all = sightings();
    QCOMPARE(all.size(), size_t(1));
    QCOMPARE(all[0].count, 2u);
    QVERIFY(isKept(a1)); // still in memory
    commit({answerAt(3, "192.0.2.1", 100)});
    commit({answerAt(4, "198.51.100.1", 300), answerAt(4, "192.0.2.1", 300, "new.example.net")});
    all = sightings();
    QCOMPARE(all.size(), size_t(3));
    QCOMPARE(all[0].count, 3u);
    QVERIFY(m_workspace->verify()->good());
}

QTEST_GUILESS_MAIN(SightingsTest)
#include "tst_sightings.moc"
