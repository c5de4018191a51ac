// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceImport.h"
#include "app/store/Record.h"
#include "tests/dns/PcapBytes.h"
#include "tests/store/StoreValues.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;

namespace {

constexpr qint64 Second = 1000000;
const Instant Now = instantFromRfc3339(u"2020-06-01T00:00:00Z").value();

dns::Name nameOf(const char *text) { return dns::Name::fromText(text).value(); }

QByteArray replyTo(const QByteArray &query, const char *data)
{
    dns::Message message = dns::parseMessage(query).value();
    message.qr = message.ra = true;
    message.answer.push_back({message.question->name, message.question->type, 1, 300,
                              dns::rdataFromText(message.question->type, data).value()});
    return dns::buildMessage(message).value();
}

watch::Domain domain()
{
    watch::Domain domain;
    domain.name = nameOf("example.com");
    watch::Expectation expectation;
    expectation.owner = nameOf("www.example.com");
    expectation.rdatas = {dns::rdataFromText(dns::Type::A, "192.0.2.80").value()};
    domain.set(expectation);
    return domain;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
}

} // namespace

class EvidenceImportTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    QString office()
    {
        const Side client = side("10.0.0.5", 4000), resolver = side("10.0.0.1", 53);
        PcapBytes file;
        qint64 at = 1590851498 * Second;
        const auto exchange = [&](const char *name, const char *data) {
            const QByteArray query = dns::buildQuery(quint16(at), nameOf(name).wire(), dns::Type::A, true, {});
            file.add(ethernet(datagram(client, resolver, query)), at);
            file.add(ethernet(datagram(resolver, client, replyTo(query, data))), at + 8000);
            at += Second;
        };
        exchange("www.example.com", "192.0.2.80");
        exchange("www.example.com", "203.0.113.66");
        exchange("www.example.com", "203.0.113.66");
        exchange("new.example.com", "192.0.2.99"); // nothing is expected
        exchange("private.example.org", "192.0.2.5");
        file.add(ethernet(datagram(client, resolver, "nothing")), at);
        const QString path = m_folder.filePath(QStringLiteral("office.pcap"));
        write(path, file.bytes());
        return path;
    }

private Q_SLOTS:
    void aCapture()
    {
        const auto brought = console::bringEvidence(office(), {domain()}, QStringLiteral("Sato"), Now);
        QVERIFY(brought.has_value());
        const auto &evidence = **brought;
        QCOMPARE(evidence.vantage, QStringLiteral("capture office.pcap"));
        QCOMPARE(evidence.exchanges, quint64(4));
        QCOMPARE(evidence.match, quint64(1));
        QCOMPARE(evidence.mismatch, quint64(2));
        QCOMPARE(evidence.unknown, quint64(0));
        QCOMPARE(evidence.otherNames, quint64(1));
        QCOMPARE(evidence.notUnderstood, quint64(1));
        QCOMPARE(evidence.median->count(), 8000);
        QCOMPARE(int(evidence.batch.brought.size()), 4); // other people's names are not kept
        for (const auto &one : evidence.batch.brought)
            QCOMPARE(one.domain, domain().name);

        const auto &entries = evidence.batch.entries;
        QCOMPARE(int(entries.size()), 2);
        QCOMPARE(entries[0].rule, QStringLiteral("evidence.brought"));
        QVERIFY(entries[0].text.contains(QStringLiteral("packet 11: shorter than the header")));
        QCOMPARE(respond::englishSentence(entries[0]),
                 QStringLiteral("Sato brought capture office.pcap: 4 exchanges about watched names, 1 as expected, 2 "
                                "otherwise, 0 unknown; median round trip 8.0 ms"));
        QCOMPARE(toRfc3339(entries[1].happened), QStringLiteral("2020-05-30T15:11:39Z")); // when it was answered
        QCOMPARE(entries[1].learned, Now);
        QCOMPARE(entries[1].domain, domain().name);
        QCOMPARE(respond::englishSentence(entries[1]),
                 QStringLiteral("capture office.pcap: 10.0.0.1 answered www.example.com A otherwise than expected, 2 "
                                "times (192.0.2.80 → 203.0.113.66)"));
        QCOMPARE(int(entries[1].evidence.size()), 2);
        for (const auto &entry : entries)
            QVERIFY(respond::entryFromJson(respond::toJson(entry)).has_value());

        const QString told = evidence.lines().join(QLatin1Char('\n'));
        for (const char *part :
             {"4 exchanges", "names are not watched: 1", "Not understood: 1", "packet 11", "Packets: 11"})
            QVERIFY2(told.contains(QLatin1String(part)), part);
    }

    void isKeptInAWorkspace()
    {
        const QString file = m_folder.filePath(QStringLiteral("case.hinoban"));
        {
            auto workspace = store::Workspace::open(file, store::Workspace::Mode::Create);
            QVERIFY(workspace.has_value());
            const auto brought = console::bringEvidence(office(), {domain()}, QStringLiteral("Sato"), Now);
            QVERIFY((*workspace)->commit((*brought)->batch).has_value());
        }
        auto workspace = store::Workspace::open(file, store::Workspace::Mode::ReadOnly);
        QVERIFY(workspace.has_value());
        const auto loaded = (*workspace)->load();
        QCOMPARE(int(loaded->log.size()), 2);
        QVERIFY(loaded->findings.empty());
        for (const auto &hash : loaded->log.back().entry.evidence)
            QVERIFY((*workspace)->answer(hash).has_value());
        const auto sightings = (*workspace)->sightings(domain().name);
        QVERIFY(!sightings->empty());
        for (const auto &sighting : *sightings)
            QCOMPARE(sighting.vantage, QStringLiteral("capture office.pcap"));
        QVERIFY((*workspace)->verify()->good());
    }

    void aColleaguesRecord()
    {
        const QString path = m_folder.filePath(QStringLiteral("tokyo.jsonl"));
        {
            auto writer = store::RecordWriter::create(path);
            QVERIFY(writer.has_value());
            QVERIFY((*writer)->write(
                *testing::lookAt({testing::answerAt(1, "192.0.2.80", 60), testing::answerAt(2, "203.0.113.66", 60)})));
            QVERIFY((*writer)->finish());
        }
        const auto brought = console::bringEvidence(path, {domain()}, QStringLiteral("Sato"), Now);
        QVERIFY2(brought.has_value(), brought ? "" : qPrintable(brought.error().detail));
        QCOMPARE((*brought)->vantage, QStringLiteral("record tokyo.jsonl"));
        QCOMPARE((*brought)->match, quint64(1));
        QCOMPARE((*brought)->mismatch, quint64(1));

        // Cut in the middle of a line: what came before it counts, and the cut is told.
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        write(m_folder.filePath(QStringLiteral("cut.jsonl")), whole + "{\"look\":");
        const auto cut = console::bringEvidence(m_folder.filePath(QStringLiteral("cut.jsonl")), {domain()}, {}, Now);
        QVERIFY(cut.has_value());
        QCOMPARE((*cut)->notUnderstood, quint64(1));
        QVERIFY((*cut)->problems.first().contains(QStringLiteral("cut")));
    }

    void whatIsNeither()
    {
        const QString path = m_folder.filePath(QStringLiteral("note.txt"));
        write(path, "dear colleague\n");
        const auto brought = console::bringEvidence(path, {domain()}, {}, Now);
        QVERIFY(!brought);
        QCOMPARE(brought.error().code, ErrorCode::BadInput);
        QVERIFY(brought.error().detail.contains(QStringLiteral("neither a capture")));
        QCOMPARE(console::bringEvidence(m_folder.filePath(QStringLiteral("none")), {}, {}, Now).error().code,
                 ErrorCode::NotFound);
    }

    void manyFalseAnswers()
    {
        const Side client = side("10.0.0.5", 4000), resolver = side("10.0.0.1", 53);
        PcapBytes file;
        for (int i = 0; i < 250; ++i) {
            const QByteArray query =
                dns::buildQuery(quint16(i), nameOf("www.example.com").wire(), dns::Type::A, true, {});
            file.add(ethernet(datagram(client, resolver, query)), i * Second);
            file.add(
                ethernet(datagram(resolver, client, replyTo(query, qPrintable(QStringLiteral("203.0.113.%1").arg(i))))),
                i * Second + 1);
        }
        const QString path = m_folder.filePath(QStringLiteral("many.pcap"));
        write(path, file.bytes());
        const auto brought = console::bringEvidence(path, {domain()}, QStringLiteral("Sato"), Now);
        QCOMPARE((*brought)->mismatch, quint64(250));
        const auto &entries = (*brought)->batch.entries;
        QCOMPARE(int(entries.size()), 202);
        QCOMPARE(entries.back().rule, QStringLiteral("evidence.more"));
        QCOMPARE(entries.back().args.value(QStringLiteral("count")).toInt(), 50);
    }

    void anAskedExchange()
    {
        const auto exchange = testing::answerAt(1, "203.0.113.66", 60);
        const auto batch = console::askedEvidence(exchange, QStringLiteral("@192.0.2.53 www.example.com"), {domain()},
                                                  QStringLiteral("Sato"), Now);
        QCOMPARE(int(batch.entries.size()), 1);
        QCOMPARE(batch.entries[0].domain, domain().name);
        QCOMPARE(batch.entries[0].happened, exchange->sentAt);
        QCOMPARE(batch.entries[0].evidence, std::vector<QByteArray>{exchange->replySha256()});
        QVERIFY(respond::englishSentence(batch.entries[0])
                    .startsWith(QStringLiteral("Sato asked “@192.0.2.53 www.example.com” at ")));
        QVERIFY(respond::englishSentence(batch.entries[0]).endsWith(QStringLiteral("NOERROR 203.0.113.66")));
        QCOMPARE(int(batch.brought.size()), 1);
    }
};

QTEST_GUILESS_MAIN(EvidenceImportTest)
#include "tst_evidenceimport.moc"
