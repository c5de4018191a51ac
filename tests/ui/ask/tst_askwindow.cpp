// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "ui/ask/AskWindow.h"
#include "ui/ask/QuestionLine.h"
#include "ui/common/Language.h"
#include "ui/common/PaneHeader.h"
#include "ui/common/Person.h"
#include "ui/common/Theme.h"
#include "ui/common/TimeText.h"
#include "ui/records/EvidenceTable.h"
#include "ui/records/ExchangeWindow.h"
#include "ui/records/RecordsPane.h"
#include "ui/records/RecordsView.h"
#include "ui/shell/EvidenceDesk.h"
#include "ui/shell/MainWindow.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTabWidget>
#include <QTest>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

dns::ExchangePtr answered(const char *server, const char *owner, dns::Type type, const QList<QByteArray> &data)
{
    dns::Message message;
    message.id = 4242;
    message.qr = message.rd = message.ra = true;
    message.question = dns::Question{test::name(owner), type, 1};
    for (const auto &one : data)
        message.answer.push_back({message.question->name, type, 1, 359891, dns::rdataFromText(type, one).value()});
    message.edns = dns::Edns{};
    auto exchange = std::make_shared<dns::Exchange>();
    exchange->vantage = dns::Vantage::Resolver;
    exchange->server.address = QHostAddress(QLatin1String(server));
    exchange->question = *message.question;
    exchange->recursionDesired = true;
    exchange->sentAt = test::at("2020-06-01T10:18:04Z");
    exchange->rtt = Duration(12300);
    exchange->attempts = 1;
    exchange->outcome = dns::Outcome::Answered;
    exchange->query = dns::buildQuery(4242, message.question->name.wire(), type, true, dns::Edns{});
    exchange->reply = dns::buildMessage(message).value();
    exchange->message = std::make_shared<const dns::Message>(dns::parseMessage(exchange->reply).value());
    return exchange;
}

console::AskedPtr asked(quint64 ticket, const QString &line, const dns::ExchangePtr &exchange)
{
    auto out = std::make_shared<console::Asked>();
    out->ticket = ticket;
    out->line = line;
    out->exchange = exchange;
    if (!exchange)
        out->error = Error{ErrorCode::NotFound, QStringLiteral("ns1.example"), QStringLiteral("it has no address")};
    return out;
}

std::function<quint64()> tickets()
{
    return [last = quint64(0)]() mutable { return ++last; };
}

dns::ExchangePtr nsAnswer()
{
    return answered("8.8.8.8", "coincheck.com", dns::Type::NS,
                    {"ns-1515.awsdns-061.org.", "ns-1985.awsdns-056.co.uk.", "ns-650.awsdns-017.net."});
}

} // namespace

class tst_AskWindow : public QObject {
    Q_OBJECT
private:
    template <class T>
    static T *find(const QWidget &in, const char *name)
    {
        return in.findChild<T *>(QLatin1String(name));
    }
    static void type(AskWindow &window, const QString &line)
    {
        find<QLineEdit>(window, "askLine")->setText(line);
        QTest::keyClick(find<QLineEdit>(window, "askLine"), Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("HinobanTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_askwindow"));
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
        Language::instance().set(QStringLiteral("en"));
    }

    void asksAndShows()
    {
        AskWindow window(tickets());
        window.show();
        QSignalSpy wanted(&window, &AskWindow::askRequested), kept(&window, &AskWindow::keepRequested);
        QVERIFY(!find<QPushButton>(window, "askKeep")->isEnabled());
        type(window, QStringLiteral("@8.8.8.8 coincheck.com NS"));
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("@8.8.8.8 coincheck.com NS"));
        QVERIFY(find<QPlainTextEdit>(window, "askDecoded")->toPlainText().contains(QStringLiteral("asking")));
        const quint64 ticket = wanted.first().at(0).toULongLong();
        window.showAnswer(asked(ticket + 1, {}, nsAnswer())); // somebody else's
        QVERIFY(!find<QPushButton>(window, "askKeep")->isEnabled());
        window.showAnswer(asked(ticket, QStringLiteral("@8.8.8.8 coincheck.com NS"), nsAnswer()));
        QVERIFY(find<QPlainTextEdit>(window, "askDecoded")->toPlainText().contains(QStringLiteral("ANSWER SECTION")));
        QVERIFY(find<QPlainTextEdit>(window, "askRaw")->toPlainText().contains(QStringLiteral("0000  10 92")));
        QVERIFY(QJsonDocument::fromJson(find<QPlainTextEdit>(window, "askJson")->toPlainText().toUtf8()).isObject());

        for (const auto &[name, part] : {std::pair{"copyDig", "ANSWER SECTION"}, std::pair{"copyHex", "10928180"},
                                         std::pair{"copyJson", "\"responseMessage\""}}) {
            QGuiApplication::clipboard()->clear();
            find<QAction>(window, name)->trigger();
            QVERIFY2(QGuiApplication::clipboard()->text().contains(QLatin1String(part)), name);
        }
        QTest::mouseClick(find<QPushButton>(window, "askKeep"), Qt::LeftButton);
        QCOMPARE(kept.count(), 1);
        const auto said = [&] { return find<QTableView>(window, "askList")->model()->index(0, 2).data().toString(); };
        QVERIFY(!said().contains(QStringLiteral("timeline"))); // nobody has said who does it
        QVERIFY(find<QPushButton>(window, "askKeep")->isEnabled());
        QVERIFY(window.keeping(ticket));
        QVERIFY(!window.keeping(ticket)); // once is enough
        QVERIFY(!find<QPushButton>(window, "askKeep")->isEnabled());
        QVERIFY2(said().startsWith(QStringLiteral("being put on the timeline")), qPrintable(said()));

        store::LogRecord record;
        record.writer = QStringLiteral("hinoban");
        record.sequence = 7;
        record.entry =
            console::askedEvidence(nsAnswer(), QStringLiteral("@8.8.8.8 coincheck.com NS"), {}, {}, {}).entries.front();
        window.setLog({record}, {QStringLiteral("hinoban"), 6, {}}); // not stored yet
        QVERIFY2(said().startsWith(QStringLiteral("being put on the timeline")), qPrintable(said()));
        window.showNotKept(record.entry, {ErrorCode::DiskFull, {}, {}});
        QVERIFY(!said().contains(QStringLiteral("timeline")));
        QVERIFY(find<QLabel>(window, "askHint")->text().contains(QStringLiteral("Not put on the timeline")));
        QVERIFY(window.keeping(ticket));
        window.setLog({record}, {QStringLiteral("hinoban"), 7, {}});
        QVERIFY2(said().startsWith(QStringLiteral("on the timeline")), qPrintable(said()));
    }

    void whatWasAskedBeforeBelongsOntoNoOtherTimeline()
    {
        AskWindow window(tickets());
        window.show();
        type(window, QStringLiteral("@8.8.8.8 coincheck.com NS"));
        type(window, QStringLiteral("@9.9.9.9 coincheck.com NS"));
        window.showAnswer(asked(1, QStringLiteral("@8.8.8.8 coincheck.com NS"), nsAnswer()));
        window.leavePlace();
        const auto *list = find<QTableView>(window, "askList");
        QVERIFY(list->model()->index(0, 2).data().toString().contains(QStringLiteral("closed")));
        find<QTableView>(window, "askList")->selectRow(1);
        QVERIFY(find<QPlainTextEdit>(window, "askDecoded")->toPlainText().contains(QStringLiteral("ANSWER SECTION")));
        QVERIFY(!find<QPushButton>(window, "askKeep")->isEnabled());
        QVERIFY(!window.keeping(1));
    }

    void saysWhatIsWrong()
    {
        AskWindow window(tickets());
        window.show();
        QSignalSpy wanted(&window, &AskWindow::askRequested);
        type(window, QStringLiteral("coincheck.com +short"));
        QCOMPARE(wanted.count(), 0);
        const auto *hint = find<QLabel>(window, "askHint");
        QVERIFY2(hint->text().contains(QStringLiteral("+short")), qPrintable(hint->text()));
        const QString english = hint->text();
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY(hint->text().contains(QStringLiteral("+short")) && hint->text() != english);
        Language::instance().set(QStringLiteral("en"));
        QTRY_COMPARE(hint->text(), english);
        QTest::keyClicks(find<QLineEdit>(window, "askLine"), QStringLiteral("x"));
        QVERIFY(!hint->text().contains(QStringLiteral("+short")));
        type(window, QStringLiteral("@ns1.example coincheck.com"));
        window.showAnswer(asked(wanted.first().at(0).toULongLong(), {}, nullptr));
        QVERIFY(
            find<QPlainTextEdit>(window, "askDecoded")->toPlainText().contains(QStringLiteral("it has no address")));
        window.setPlace(true, true);
        QVERIFY(hint->text().contains(QStringLiteral("paused")));
    }

    void remembersLines()
    {
        QuestionLine line;
        for (const auto *text : {"one", "two", "one"})
            line.remember(QLatin1String(text));
        QCOMPARE(line.remembered(), (QStringList{QStringLiteral("two"), QStringLiteral("one")}));
        line.setText(QStringLiteral("half"));
        const auto press = [&](Qt::Key key, const char *shown) {
            QTest::keyClick(&line, key);
            QCOMPARE(line.text(), QLatin1String(shown));
        };
        press(Qt::Key_Down, "half");
        press(Qt::Key_Up, "one");
        press(Qt::Key_Up, "two");
        press(Qt::Key_Up, "two");
        press(Qt::Key_Down, "one");
        press(Qt::Key_Down, "half");
        for (int i = 0; i < 300; ++i)
            line.remember(QString::number(i));
        QCOMPARE(int(line.remembered().size()), 100);
    }

    void fromTheWindow()
    {
        MainWindow main;
        main.setTicking(false);
        main.resize(1280, 800);
        main.show();
        QVERIFY(QTest::qWaitForWindowExposed(&main));
        main.showSnapshot(test::sampleSnapshot());
        auto *records = main.findChild<RecordsPane *>();
        records->view()->setCurrentIndex(records->view()->model()->index(0, 2));
        const QString line = records->question();
        QVERIFY2(line.endsWith(QStringLiteral("coincheck.com NS +norec")) && line.startsWith(u'@'), qPrintable(line));
        QSignalSpy wanted(main.desk(), &EvidenceDesk::askRequested), kept(main.desk(), &EvidenceDesk::keepRequested);
        main.findChild<QAction *>(QStringLiteral("askAnything"))->trigger();
        auto *window = main.findChild<AskWindow *>();
        QVERIFY(window);
        QCOMPARE(find<QLineEdit>(*window, "askLine")->text(), line);
        QVERIFY(dns::AskLine::fromText(line).has_value());
        QTest::keyClick(find<QLineEdit>(*window, "askLine"), Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        setPerson(QStringLiteral("Sato"));
        main.desk()->showAnswer(asked(wanted.first().at(0).toULongLong(), line, nsAnswer()));
        QTest::mouseClick(find<QPushButton>(*window, "askKeep"), Qt::LeftButton);
        QCOMPARE(kept.count(), 1);
        QCOMPARE(kept.first().at(2).toString(), QStringLiteral("Sato"));
        main.findChild<QAction *>(QStringLiteral("askAnything"))->trigger();
        QCOMPARE(int(main.findChildren<AskWindow *>().size()), 1);
    }

    // What was asked before the window was closed is still answered, each answer under its own question.
    void aLateAnswerStaysWithItsQuestion()
    {
        MainWindow main;
        main.setTicking(false);
        main.show();
        main.showSnapshot(test::sampleSnapshot());
        QSignalSpy wanted(main.desk(), &EvidenceDesk::askRequested);
        const auto open = [&main] {
            main.findChild<QAction *>(QStringLiteral("askAnything"))->trigger();
            return main.findChild<AskWindow *>();
        };
        auto *window = open();
        type(*window, QStringLiteral("@8.8.8.8 coincheck.com NS"));
        QTest::keyClick(window, Qt::Key_Escape);
        QVERIFY(!window->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window = open();
        QVERIFY(window && window->isVisible());
        type(*window, QStringLiteral("@9.9.9.9 coincheck.jp A"));
        QCOMPARE(wanted.count(), 2);
        const quint64 first = wanted.at(0).at(0).toULongLong(), second = wanted.at(1).at(0).toULongLong();
        QVERIFY(first != second);
        main.desk()->showAnswer(asked(first, QStringLiteral("@8.8.8.8 coincheck.com NS"), nsAnswer()));
        const auto *list = find<QTableView>(*window, "askList");
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("@9.9.9.9 coincheck.jp A"));
        QCOMPARE(list->model()->index(0, 1).data().toString(), QString()); // not answered yet
        QCOMPARE(list->model()->index(1, 1).data().toString(), QStringLiteral("8.8.8.8"));
    }

    void exchangesAreCopiedToo()
    {
        ExchangeWindow window(QStringLiteral("coincheck.com NS"), {nsAnswer()});
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        find<QAction>(window, "copyJson")->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\"QTYPEname\": \"NS\"")));
        // Language and zone of times are followed while it is open.
        const auto *list = find<QTableView>(window, "exchanges");
        const auto sent = [list] { return list->model()->index(0, 2).data().toString(); };
        const QString english = window.windowTitle(), local = sent();
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY(window.windowTitle() != english);
        Language::instance().set(QStringLiteral("en"));
        QTRY_COMPARE(window.windowTitle(), english);
        TimeText::instance().setZone(TimeText::Zone::Utc);
        QVERIFY2(sent() != local && sent().contains(QStringLiteral("10:18:04")), qPrintable(sent()));
        TimeText::instance().setZone(TimeText::Zone::Local);
    }

    void everythingHasAName()
    {
        AskWindow window(tickets());
        window.show();
        for (const char *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            QVERIFY(!window.windowTitle().isEmpty());
            for (const char *name : {"askLine", "askList", "askDecoded", "askRaw", "askJson"})
                QVERIFY2(!find<QWidget>(window, name)->accessibleName().isEmpty(), name);
            for (const auto *button : window.findChildren<QPushButton *>())
                QVERIFY(!button->text().isEmpty());
        }
        Language::instance().set(QStringLiteral("en"));
    }

    void pictures()
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        for (const char *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                AskWindow window(tickets());
                window.setPlace(true, false);
                window.show();
                QSignalSpy wanted(&window, &AskWindow::askRequested);
                type(window, QStringLiteral("@192.0.2.99 coincheck.com SOA +tcp"));
                type(window, QStringLiteral("@ns1.example coincheck.com"));
                type(window, QStringLiteral("www.coincheck.com AAAA"));
                type(window, QStringLiteral("@8.8.8.8 coincheck.com NS +dnssec"));
                const auto ticket = [&](int i) { return wanted.at(i).at(0).toULongLong(); };
                auto silent = std::make_shared<dns::Exchange>(*nsAnswer());
                silent->outcome = dns::Outcome::TimedOut;
                silent->message.reset();
                window.showAnswer(asked(ticket(0), {}, silent));
                window.showAnswer(asked(ticket(1), {}, nullptr));
                window.showAnswer(asked(ticket(3), {}, nsAnswer()));
                for (const auto &[size, word] :
                     {std::pair{QSize(900, 620), "1280"}, std::pair{QSize(1400, 900), "1920"}}) {
                    window.resize(size);
                    QTest::qWait(30);
                    const QString path = folder.filePath(
                        QStringLiteral("ask-%1-%2-%3.png")
                            .arg(QLatin1String(word), QString::fromLatin1(Theme::text(kind)), QLatin1String(language)));
                    QVERIFY2(window.grab().save(path), qPrintable(path));
                }
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }

    void evidenceOfADomain()
    {
        QList<store::LogRecord> log(3);
        auto &wrong = log[0].entry;
        wrong.rule = QStringLiteral("evidence.false");
        wrong.domain = test::name("coincheck.com");
        wrong.happened = test::at("2020-05-31T01:00:00Z");
        wrong.args = {{QStringLiteral("vantage"), QStringLiteral("capture office.pcap")},
                      {QStringLiteral("server"), QStringLiteral("10.0.0.1")},
                      {QStringLiteral("rrset"), QStringLiteral("coincheck.com NS")},
                      {QStringLiteral("count"), 12}};
        wrong.after = QStringLiteral("ns-1515.awsdns-061.org.");
        log[1].entry = wrong;
        log[1].entry.domain = test::name("example.com"); // another one's
        log[2].entry.rule = QStringLiteral("evidence.brought");
        log[2].entry.happened = test::at("2020-06-01T10:00:00Z");
        log[2].entry.args = {{QStringLiteral("vantage"), QStringLiteral("capture office.pcap")},
                             {QStringLiteral("exchanges"), 31},
                             {QStringLiteral("match"), 19},
                             {QStringLiteral("mismatch"), 12},
                             {QStringLiteral("unknown"), 0}};
        const auto lines = evidenceLines(log, test::name("coincheck.com"));
        QCOMPARE(int(lines.size()), 2);
        QCOMPARE(lines[0][4].mark, std::optional(Mark::Mismatch));
        QCOMPARE(lines[0][5].text, QStringLiteral("12"));
        QCOMPARE(falseAnswers(log, test::name("coincheck.com")), 1);

        MainWindow main;
        main.setTicking(false);
        main.resize(1280, 800);
        main.show();
        auto snapshot = test::sampleCopy();
        snapshot->log += log;
        main.showSnapshot(snapshot);
        auto *header = main.findChild<RecordsPane *>()->header();
        header->setCurrentTab(QStringLiteral("evidence"));
        QTest::qWait(60);
        QVERIFY(main.grab().save(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots/evidence-1280-light-en.png")));
    }
};

QTEST_MAIN(tst_AskWindow)
#include "tst_askwindow.moc"
