// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/StoreValues.h"

#include "app/store/Writer.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace hinoban;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using store::Batch;
using store::ChainHead;
using store::Loaded;
using store::Workspace;
using store::Writer;

namespace {

// A clock that only counts who holds it.
class HeldClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return minute(0); }
    TimerId after(Duration, QObject *, std::function<void()>) override { return 0; }
    void cancel(TimerId) override {}
    void enter() noexcept override { most = std::max(most, ++held); }
    void leave() noexcept override { --held; }
    int held = 0, most = 0;
};

Batch batchOf(const QString &text)
{
    Batch batch;
    batch.entries = {entry(text)};
    return batch;
}

} // namespace

class WriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersInOrderInThisThread();
    void mergesWhatWaits();
    void holdsTheClockWhileTooMuchWaits();
    void aBadBatchDoesNotTakeItsNeighbours();
    void saysWhyItCannotOpen();
    void withoutAWorkspaceNothingIsAccepted();
    void writesTheRestWhenDestroyed();
    void opensAnother();

private:
    void open(Writer &writer);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    HeldClock m_clock;
};

void WriterTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"w.hinoban"_s);
    m_clock.held = m_clock.most = 0;
}

void WriterTest::open(Writer &writer)
{
    bool opened = false;
    writer.open(m_path, Workspace::Mode::Create, {}, [&](Result<Loaded> loaded) { opened = loaded.has_value(); });
    QTRY_VERIFY(opened);
}

void WriterTest::answersInOrderInThisThread()
{
    Writer writer(m_clock);
    std::vector<quint64> sequences;
    bool here = true, opened = false;
    // Submitted before the answer to open: first in, first out.
    writer.open(m_path, Workspace::Mode::Create, {}, [&](Result<Loaded> loaded) {
        opened = loaded.has_value();
        here = here && sequences.empty();
    });
    for (int i = 1; i <= 20; ++i) {
        writer.submit(batchOf(QString::number(i)), [&](Result<ChainHead> head) {
            here = here && QThread::currentThread() == thread();
            sequences.push_back(head ? head->sequence : 0);
        });
    }
    QVERIFY(sequences.empty()); // never from inside submit()
    QTRY_COMPARE(sequences.size(), size_t(20));
    QVERIFY(opened);
    QVERIFY(here);
    for (size_t i = 0; i < 20; ++i) {
        QCOMPARE(sequences[i], quint64(i + 1));
    }
    QCOMPARE(m_clock.most, 0); // twenty are no backlog
}

// While the file is held by somebody else's transaction the first commit waits, and the rest gathers behind it.
void WriterTest::mergesWhatWaits()
{
    Writer writer(m_clock);
    open(writer);
    int answered = 0;
    QVector<int> answeredTogether;
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"blocker"_s);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"BEGIN IMMEDIATE"_s));
        for (int i = 0; i < 31; ++i) {
            writer.submit(batchOf(QString::number(i)), [&](Result<ChainHead> head) {
                QVERIFY(head);
                ++answered;
            });
        }
        QCOMPARE(answered, 0);
        QVERIFY(query.exec(u"ROLLBACK"_s));
        // Each turn of the loop that answers is one transaction of the store's.
        while (answered < 31) {
            const int before = answered;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            if (answered > before) answeredTogether += answered - before;
        }
    }
    QSqlDatabase::removeDatabase(u"blocker"_s);
    QVERIFY2(answeredTogether.size() < 31, qPrintable(QString::number(answeredTogether.size())));
    QCOMPARE(Workspace::open(m_path, Workspace::Mode::ReadOnly).value()->verify()->entries, 31u);
}

void WriterTest::holdsTheClockWhileTooMuchWaits()
{
    Writer writer(m_clock);
    int answered = 0;
    open(writer);
    for (int i = 0; i < Writer::Backlog; ++i) {
        writer.submit(batchOf(u"x"_s), [&](Result<ChainHead>) { ++answered; });
    }
    QCOMPARE(m_clock.held, 0);
    for (int i = 0; i < Writer::Backlog; ++i) {
        writer.submit(batchOf(u"x"_s), [&](Result<ChainHead>) { ++answered; });
    }
    QCOMPARE(m_clock.held, 1);
    bool heldUntilDrained = true;
    while (answered < 2 * Writer::Backlog) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (answered < 2 * Writer::Backlog) heldUntilDrained = heldUntilDrained && m_clock.held == 1;
    }
    QVERIFY(heldUntilDrained);
    QCOMPARE(m_clock.held, 0);
    QCOMPARE(m_clock.most, 1);
}

void WriterTest::aBadBatchDoesNotTakeItsNeighbours()
{
    Writer writer(m_clock);
    std::vector<Result<ChainHead>> answers;
    writer.open(m_path, Workspace::Mode::Create, {}, {});
    for (int i = 0; i < 5; ++i) {
        Batch batch = batchOf(QString::number(i));
        if (i == 2) batch.entries[0].args.insert(u"half"_s, 0.5);
        writer.submit(std::move(batch), [&](Result<ChainHead> head) { answers.push_back(std::move(head)); });
    }
    QTRY_COMPARE(answers.size(), size_t(5));
    QCOMPARE(answers[2].error().code, ErrorCode::BadInput);
    QCOMPARE(answers[1]->sequence, 2u);
    QCOMPARE(answers[3]->sequence, 3u);
    QCOMPARE(answers[4]->sequence, 4u);
}

void WriterTest::saysWhyItCannotOpen()
{
    auto holder = Workspace::open(m_path, Workspace::Mode::Create).value();
    Writer writer(m_clock);
    std::optional<Error> error;
    writer.open(m_path, Workspace::Mode::Create, {}, [&](Result<Loaded> loaded) { error = loaded.error(); });
    QTRY_VERIFY(error);
    QCOMPARE(error->code, ErrorCode::Locked);
}

void WriterTest::withoutAWorkspaceNothingIsAccepted()
{
    Writer writer(m_clock);
    std::optional<Error> error;
    writer.submit(batchOf(u"x"_s), [&](Result<ChainHead> head) { error = head.error(); });
    QTRY_VERIFY(error);
    QCOMPARE(error->code, ErrorCode::NotFound);
}

void WriterTest::writesTheRestWhenDestroyed()
{
    bool called = false;
    {
        Writer writer(m_clock);
        writer.open(m_path, Workspace::Mode::Create, {}, {});
        for (int i = 0; i < 200; ++i) {
            writer.submit(batchOf(QString::number(i)), [&](Result<ChainHead>) { called = true; });
        }
        QVERIFY(m_clock.held > 0);
    }
    QCOMPARE(m_clock.held, 0);
    QCoreApplication::processEvents();
    QVERIFY(!called);
    // Closed and given back: it can be opened for writing at once.
    QCOMPARE(Workspace::open(m_path, Workspace::Mode::Open).value()->verify()->entries, 200u);
}

void WriterTest::opensAnother()
{
    Writer writer(m_clock);
    open(writer);
    writer.submit(batchOf(u"one"_s), {});
    const QString first = std::exchange(m_path, m_folder->filePath(u"second"_s));
    open(writer);
    bool answered = false;
    writer.submit(batchOf(u"two"_s), [&](Result<ChainHead> head) { answered = head && head->sequence == 1; });
    QTRY_VERIFY(answered);
    QCOMPARE(Workspace::open(first, Workspace::Mode::Open).value()->load()->log.at(0).entry.text, u"one"_s);
}

QTEST_GUILESS_MAIN(WriterTest)
#include "tst_writer.moc"
