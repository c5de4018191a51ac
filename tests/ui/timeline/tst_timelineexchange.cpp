// SPDX-License-Identifier: GPL-3.0-or-later
// Timelines of other programs and output of tools, on the screen: seen before anything is written, and never lost.
#include "app/respond/Pasted.h"
#include "SampleSnapshot.h"
#include "ui/common/Language.h"
#include "ui/common/Person.h"
#include "ui/common/Theme.h"
#include "ui/shell/Menus.h"
#include "ui/shell/TimelineDesk.h"
#include "ui/timeline/PasteDialog.h"
#include "ui/timeline/TimelineImportDialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

const Instant Now = instantFromRfc3339(QStringLiteral("2020-06-01T12:00:00Z")).value();

QString digOutput()
{
    return QStringLiteral(";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 4242\n"
                          ";; QUESTION SECTION:\n;coincheck.com.\t\t\tIN\tNS\n\n;; ANSWER SECTION:\n"
                          "coincheck.com.\t\t172800\tIN\tNS\tns-1515.awsdns-061.org.\n"
                          "coincheck.com.\t\t172800\tIN\tNS\tns-650.awsdns-017.net.\n\n;; Query time: 12 msec\n"
                          ";; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)\n;; WHEN: Mon Jun 01 19:36:07 JST 2020\n");
}

// Nothing that steers a terminal or turns a line around, and no octet that is none.
bool isPlain(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar one) {
        return (one.category() == QChar::Other_Control && one != u'\n') || one.category() == QChar::Other_Format;
    });
}

template <class Widget>
Widget &part(const QWidget &of, const char *name)
{
    auto *found = of.findChild<Widget *>(QLatin1String(name));
    if (!found) qFatal("no %s", name);
    return *found;
}

} // namespace

class tst_TimelineExchange : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString file(const QByteArray &content, const QString &name = QStringLiteral("their.csv"))
    {
        const QString path = m_folder.filePath(name);
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size()) qFatal("cannot write");
        return path;
    }
    // Two rows that are good, one without a zone, one without a time.
    QString mixed()
    {
        return file("message,datetime,timestamp_desc\n"
                    "Called the registrar,2020-06-01T19:36:00+09:00,Phone\n"
                    "Mail of \xe2\x80\xae\x1b[31m<b>them</b>,2020-06-01T10:50:00Z,Mail\n"
                    "Somewhere it was noon,2020-06-01 12:00:00,Note\n"
                    "Never,soon,Note\n");
    }
    static console::BroughtTimelinePtr brought(const QString &path, std::optional<int> zone)
    {
        return console::bringTimeline(path, zone, {}, QStringLiteral("Sato"), Now).value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
        Theme::instance().apply(Theme::Kind::Light);
    }
    void init() { setPerson(QStringLiteral("Sato")); }

    void nothingIsTakenUnseen()
    {
        const QString path = mixed();
        auto *dialog = new TimelineImportDialog(path, Now, nullptr);
        QSignalSpy asked(dialog, &TimelineImportDialog::readRequested);
        QSignalSpy taken(dialog, &TimelineImportDialog::importRequested);
        dialog->show();
        dialog->read();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!asked[0][1].value<std::optional<int>>());
        auto &take = part<QPushButton>(*dialog, "timelineImportTake");
        QVERIFY(!take.isEnabled());

        dialog->showRead(QStringLiteral("/another"), brought(path, 0), {});
        QVERIFY(!take.isEnabled());
        dialog->showRead(path, brought(path, {}), {});
        const auto *rows = part<QTableView>(*dialog, "timelineImportEntries").model();
        QCOMPARE(rows->rowCount(), 2);
        QVERIFY(rows->index(0, 2).data().toString().contains(QStringLiteral("Called the registrar")));
        QVERIFY2(isPlain(rows->index(1, 2).data().toString()), qPrintable(rows->index(1, 2).data().toString()));
        // Each row that is left has its line and its reason, and the missing zone is asked for.
        const QString left = part<QPlainTextEdit>(*dialog, "timelineImportLeft").toPlainText();
        QVERIFY2(left.contains(QStringLiteral("their.csv:4: its time says no zone")), qPrintable(left));
        QVERIFY2(left.contains(QStringLiteral("their.csv:5: \"soon\" is no date and time")), qPrintable(left));
        QVERIFY(part<QLabel>(*dialog, "timelineImportHint").isVisible());
        QVERIFY(take.isEnabled());

        auto &zone = part<QComboBox>(*dialog, "timelineImportZone");
        zone.setFocus();
        zone.setCurrentIndex(zone.findData(9 * 3600));
        QTest::keyClick(&zone, Qt::Key_Down); // by keyboard, from there
        QCOMPARE(asked.count(), 2);
        QVERIFY(asked[1][1].value<std::optional<int>>().has_value());
        QVERIFY2(!take.isEnabled(), "what is shown is not what would be taken");
        const auto all = brought(path, 9 * 3600);
        dialog->showRead(path, all, {});
        QCOMPARE(rows->rowCount(), 3);
        QVERIFY(!part<QLabel>(*dialog, "timelineImportHint").isVisible());
        QCOMPARE(taken.count(), 0);
        take.click();
        QCOMPARE(taken.count(), 1);
        QCOMPARE(taken[0][0].value<console::BroughtTimelinePtr>(), all);
        QTRY_VERIFY(!QApplication::activeModalWidget());
    }

    void aZoneChosenWhileReadingIsReadAgain()
    {
        const QString path = mixed();
        TimelineImportDialog dialog(path, Now, nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy asked(&dialog, &TimelineImportDialog::readRequested);
        dialog.show();
        dialog.read();
        QTest::keyClick(&part<QComboBox>(dialog, "timelineImportZone"), Qt::Key_Down); // UTC
        QCOMPARE(asked.count(), 1);                                                    // one after the other
        dialog.showRead(path, brought(path, {}), {});
        QVERIFY2(!part<QPushButton>(dialog, "timelineImportTake").isEnabled(), "it is another zone's");
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked[1][1].value<std::optional<int>>(), std::optional(0));
        dialog.showRead(path, brought(path, 0), {});
        QCOMPARE(part<QTableView>(dialog, "timelineImportEntries").model()->rowCount(), 3);
        QVERIFY(part<QPushButton>(dialog, "timelineImportTake").isEnabled());
    }

    void aRefusedFileSaysWhy()
    {
        const QString path = file("PK\x03\x04 no timeline at all\n", QStringLiteral("bad.csv"));
        auto *dialog = new TimelineImportDialog(path, Now, nullptr);
        const auto read = console::bringTimeline(path, {}, {}, QStringLiteral("Sato"), Now);
        QVERIFY(!read);
        dialog->showRead(path, nullptr, read.error());
        QVERIFY(!part<QPushButton>(*dialog, "timelineImportTake").isEnabled());
        const QString said = part<QLabel>(*dialog, "timelineImportSummary").text();
        QVERIFY2(said.contains(QStringLiteral("Nothing is taken")) && said.contains(read.error().detail),
                 qPrintable(said));
        delete dialog;
    }

    void pastedOutputIsRecognised()
    {
        auto *dialog = new PasteDialog(Now, nullptr);
        dialog->show();
        QSignalSpy pasted(dialog, &PasteDialog::pasted);
        auto &text = part<QPlainTextEdit>(*dialog, "pasteText");
        auto &put = part<QPushButton>(*dialog, "pastePut");
        const auto label = [&](const char *name) { return part<QLabel>(*dialog, name).text(); };
        QVERIFY(!put.isEnabled());
        text.setPlainText(QStringLiteral("good morning"));
        QVERIFY(!put.isEnabled());
        QVERIFY(label("pasteProblem").contains(QStringLiteral("dig, whois")));
        QApplication::clipboard()->setText(digOutput());
        text.selectAll();
        text.paste();
        QCOMPARE(label("pasteKind"), QStringLiteral("dig"));
        QVERIFY2(label("pasteAbout").contains(QStringLiteral("coincheck.com. NS @ 192.0.2.53")),
                 qPrintable(label("pasteAbout")));
        QVERIFY(label("pasteAnswer").contains(QStringLiteral("ns-1515.awsdns-061.org")));
        auto &time = part<QDateTimeEdit>(*dialog, "pasteHappenedTime");
        QCOMPARE(time.time().minute(), 36); // as dig said
        part<QLineEdit>(*dialog, "pastePerson").clear();
        QVERIFY(!put.isEnabled());
        part<QLineEdit>(*dialog, "pastePerson").setText(QStringLiteral("Suzuki"));
        QVERIFY(put.isEnabled());
        time.setDateTime(time.dateTime().addDays(3));
        QVERIFY(!put.isEnabled());
        QVERIFY(label("pasteProblem").contains(QStringLiteral("later than now")));
        time.setDateTime(time.dateTime().addDays(-3));
        put.click();
        QCOMPARE(pasted.count(), 1);
        const auto words = pasted[0][0].value<PastedWords>();
        QCOMPARE(words.text, digOutput());
        QCOMPARE(words.person, QStringLiteral("Suzuki"));
        QVERIFY(words.happened.has_value()); // a person's own
    }

    void theTextsOwnTimeIsKeptToTheSecond()
    {
        auto *dialog = new PasteDialog(Now, nullptr);
        QSignalSpy pasted(dialog, &PasteDialog::pasted);
        part<QPlainTextEdit>(*dialog, "pasteText").setPlainText(digOutput());
        dialog->show();
        auto &zone = part<QComboBox>(*dialog, "pasteHappenedZone");
        QTest::keyClick(&zone, zone.currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
        // By keyboard: from the text by Tab, and Enter puts it there.
        auto &text = part<QPlainTextEdit>(*dialog, "pasteText");
        text.setFocus();
        QCOMPARE(dialog->focusWidget(), static_cast<QWidget *>(&text));
        QTest::keyClick(&text, Qt::Key_Tab);
        QVERIFY(dialog->focusWidget() != &text);
        QTest::keyClick(&part<QLineEdit>(*dialog, "pastePerson"), Qt::Key_Return);
        QCOMPARE(pasted.count(), 1);
        QVERIFY(!pasted[0][0].value<PastedWords>().happened);
    }

    void tenMegabytesAreRefusedAndNothingIsLost()
    {
        auto *dialog = new PasteDialog(Now, nullptr);
        dialog->show();
        auto &text = part<QPlainTextEdit>(*dialog, "pasteText");
        text.setPlainText(QStringLiteral("typed before"));
        const QString much = digOutput() + QString(10 * 1024 * 1024, u'x');
        QApplication::clipboard()->setText(much);
        text.paste();
        QCOMPARE(text.toPlainText(), QStringLiteral("typed before"));
        QCOMPARE(QApplication::clipboard()->text(), much);
        const QString said = part<QLabel>(*dialog, "pasteProblem").text();
        QVERIFY2(said.contains(QStringLiteral("10240 KiB")) && said.contains(QStringLiteral("256 KiB")),
                 qPrintable(said));
        // What was too much is said until the text is another one.
        dialog->setNow(Now + std::chrono::minutes(5));
        QCOMPARE(part<QLabel>(*dialog, "pasteProblem").text(), said);
        // Nor piece by piece.
        text.clear();
        QApplication::clipboard()->setText(QString(int(respond::LargestPasted) - 100, u'y'));
        text.paste();
        QVERIFY(text.document()->characterCount() > 1000);
        const int before = text.document()->characterCount();
        QApplication::clipboard()->setText(QString(200, u'z'));
        text.paste();
        QCOMPARE(text.document()->characterCount(), before);
        // In place of what is there it fits.
        text.selectAll();
        text.paste();
        QCOMPARE(text.document()->characterCount(), 201);
        delete dialog;
    }

    void controlAndBidiCharactersAreShownPlain()
    {
        auto *dialog = new PasteDialog(Now, nullptr);
        part<QPlainTextEdit>(*dialog, "pasteText")
            .setPlainText(QStringLiteral("Domain Name: EVIL.COM\nRegistrar: \u202egnp.exe\u2066\x1b[31m <b>x</b>\n"
                                         "Name Server: ns1.evil.com\n"));
        for (const char *name : {"pasteKind", "pasteAbout", "pasteAnswer", "pasteProblem"}) {
            const auto &label = part<QLabel>(*dialog, name);
            QCOMPARE(label.textFormat(), Qt::PlainText);
            QVERIFY2(isPlain(label.text()), qPrintable(label.text()));
        }
        QCOMPARE(part<QLabel>(*dialog, "pasteKind").text(), QStringLiteral("whois"));
        delete dialog;
    }

    void theDeskExchanges()
    {
        QMainWindow window;
        const Menus menus(window.menuBar());
        auto *desk = new TimelineDesk(menus, &window);
        const auto action = [&](const char *name) { return window.findChild<QAction *>(QLatin1String(name)); };
        for (const char *name : {"importTimeline", "pasteOutput", "exportTimeline"}) {
            QVERIFY(action(name));
            QVERIFY(!action(name)->isEnabled()); // there is no log yet
            QVERIFY(!action(name)->shortcut().isEmpty());
        }
        desk->show(test::sampleCopy());
        QVERIFY(action("importTimeline")->isEnabled());

        QSignalSpy read(desk, &TimelineDesk::readRequested);
        QSignalSpy taken(desk, &TimelineDesk::importRequested);
        const QString path = mixed();
        desk->import(path);
        QCOMPARE(read.count(), 1);
        QCOMPARE(read[0][2].toString(), QStringLiteral("Sato"));
        desk->showRead(path, brought(path, {}), {});
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("timelineImport"));
        QVERIFY(dialog);
        QCOMPARE(taken.count(), 0);
        part<QPushButton>(*dialog, "timelineImportTake").click();
        QCOMPARE(taken.count(), 1);

        QSignalSpy pasted(desk, &TimelineDesk::pasted);
        action("pasteOutput")->trigger();
        auto *paste = window.findChild<QDialog *>(QStringLiteral("pasteDialog"));
        QVERIFY(paste);
        part<QPlainTextEdit>(*paste, "pasteText").setPlainText(digOutput());
        part<QPushButton>(*paste, "pastePut").click();
        QCOMPARE(pasted.count(), 1);

        // What is written out reads back as what stands in the log.
        QSignalSpy exported(desk, &TimelineDesk::exported);
        QSignalSpy failed(desk, &TimelineDesk::failed);
        const QString out = m_folder.filePath(QStringLiteral("ours.jsonl"));
        desk->exportTo(out, QStringLiteral("timesketch-jsonl"));
        QTRY_COMPARE(exported.count() + failed.count(), 1);
        QCOMPARE(failed.count(), 0);
        const auto back = console::bringTimeline(out, {}, {}, QStringLiteral("Sato"), Now);
        QVERIFY(back);
        QCOMPARE((*back)->entries.size(), size_t(test::sampleCopy()->log.size()) + 1);
        desk->exportTo(QStringLiteral("/nowhere/at/all.csv"), QStringLiteral("iris-csv"));
        QTRY_COMPARE(failed.count(), 1);
    }

    void pastedWordsComeBack()
    {
        QMainWindow window;
        const Menus menus(window.menuBar());
        auto *desk = new TimelineDesk(menus, &window);
        auto snapshot = test::sampleCopy();
        snapshot->evidenceFile = QStringLiteral("/a");
        desk->show(snapshot);
        const auto open = [&] {
            desk->openPaste();
            const auto all = window.findChildren<PasteDialog *>();
            const auto shown =
                std::find_if(all.begin(), all.end(), [](const PasteDialog *one) { return one->isVisible(); });
            if (shown == all.end()) qFatal("no dialog");
            return *shown;
        };
        const auto textOf = [](const PasteDialog *dialog) {
            return part<QPlainTextEdit>(*dialog, "pasteText").toPlainText();
        };
        // Closed with something in it, it is there again; for another workspace it is not.
        auto *dialog = open();
        part<QPlainTextEdit>(*dialog, "pasteText").setPlainText(digOutput());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        desk->show({});
        auto other = test::sampleCopy();
        other->evidenceFile = QStringLiteral("/b");
        desk->show(other);
        auto *theirs = open();
        QCOMPARE(textOf(theirs), QString());
        desk->show({}); // closes it
        QVERIFY(!theirs->isVisible());
        desk->show(snapshot);
        dialog = open();
        QCOMPARE(textOf(dialog), digOutput());

        // What could not be written is there again, with the reason; what was written is not.
        QSignalSpy pasted(desk, &TimelineDesk::pasted);
        part<QPushButton>(*dialog, "pastePut").click();
        QCOMPARE(pasted.count(), 1);
        QVERIFY(!dialog->isVisible());
        const auto entry = console::pastedEntry(digOutput().toUtf8(), {}, QStringLiteral("Sato"), snapshot->at).value();
        const Error full{ErrorCode::DiskFull, {}, QStringLiteral("disk full")};
        desk->showNotWritten(entry, full);
        const auto all = window.findChildren<PasteDialog *>();
        const auto back = std::find_if(all.begin(), all.end(), [](const PasteDialog *one) { return one->isVisible(); });
        QVERIFY(back != all.end());
        QCOMPARE(textOf(*back), digOutput());
        QVERIFY(part<QLabel>(**back, "pasteProblem").text().contains(QStringLiteral("disk full")));
        part<QPushButton>(**back, "pastePut").click(); // once more
        QCOMPARE(pasted.count(), 2);
        auto later = std::make_shared<console::Snapshot>(*snapshot);
        store::LogRecord record;
        record.writer = later->head.writer;
        record.sequence = ++later->head.sequence;
        record.entry = entry;
        later->log.push_back(record);
        desk->show(later);
        desk->showNotWritten(entry, full); // of some other one
        QCOMPARE(textOf(open()), QString());
    }

    void shots()
    {
        const QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        const QString path = mixed();
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                const QString end =
                    QStringLiteral("-%1-%2.png").arg(QString::fromLatin1(Theme::text(kind)), QLatin1String(language));
                TimelineImportDialog import(path, Now, nullptr);
                import.setAttribute(Qt::WA_DeleteOnClose, false);
                import.show();
                import.showRead(path, brought(path, {}), {});
                PasteDialog paste(Now, nullptr);
                paste.setAttribute(Qt::WA_DeleteOnClose, false);
                paste.show();
                part<QPlainTextEdit>(paste, "pasteText").setPlainText(digOutput());
                QTest::qWait(30);
                QVERIFY(import.grab().save(folder.filePath(QStringLiteral("timeline-import") + end)));
                QVERIFY(paste.grab().save(folder.filePath(QStringLiteral("timeline-paste") + end)));
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
    }
};

QTEST_MAIN(tst_TimelineExchange)
#include "tst_timelineexchange.moc"
