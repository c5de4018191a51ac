// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceImport.h"
#include "SampleSnapshot.h"
#include "tests/ui/PaneShots.h"
#include "tests/ui/ServerSample.h"
#include "ui/common/Theme.h"
#include "ui/records/ExchangeWindow.h"
#include "ui/records/LookAlikeLine.h"
#include "ui/records/RecordsModel.h"
#include "ui/records/RecordsPane.h"
#include "ui/records/RecordsView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;

class tst_RecordsPane : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<RecordsPane> m_pane;

    ExchangeWindow *window() const { return m_pane->findChild<ExchangeWindow *>(); }

private Q_SLOTS:
    void initTestCase() { Theme::instance().apply(Theme::Kind::Light); }
    void init()
    {
        m_pane = std::make_unique<RecordsPane>();
        m_pane->resize(860, 480);
        m_pane->show(test::sampleSnapshot(), test::name("coincheck.com"));
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    }
    void cleanup() { m_pane.reset(); }

    void serversOfEveryKind()
    {
        auto snapshot = test::sampleCopy();
        snapshot->domains.front().delegation = test::mixedServers();
        m_pane->show(snapshot, test::name("coincheck.com"));
        auto *tab = m_pane->findChild<QToolButton *>(QStringLiteral("servers"));
        QVERIFY2(tab->text().contains(QLatin1Char('6')), qPrintable(tab->text())); // four servers, two disagreements
        tab->click();
        QString shown;
        for (const auto *view : m_pane->findChildren<QTableView *>()) {
            if (!view->isVisible()) continue;
            for (int row = 0; row < view->model()->rowCount(); ++row)
                for (int column = 0; column < view->model()->columnCount(); ++column)
                    shown += view->model()->index(row, column).data().toString() + QLatin1Char('\n');
        }
        for (const char *words :
             {"The addresses of one server do not say the same.", "lame: it does not know the domain",
              "refuses to answer", "silent", "serves the domain, and is not delegated to", "NSID gpdns-fra"})
            QVERIFY2(shown.contains(QLatin1String(words)), words);
    }

    void filterByTyping()
    {
        m_pane->focusFilter();
        auto *field = m_pane->findChild<QLineEdit *>(QStringLiteral("filter"));
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("mail a"));
        QTest::keyClick(field, Qt::Key_Down);
        QTRY_VERIFY(m_pane->view()->hasFocus());
        for (int row = 0; row < m_pane->view()->model()->rowCount(); ++row) {
            const QString text = m_pane->view()->model()->index(row, 0).data(RecordsModel::SearchRole).toString();
            QVERIFY2(text.contains(QStringLiteral("mail"), Qt::CaseInsensitive), qPrintable(text));
        }
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(m_pane->view()->model()->rowCount() > 15);
    }

    void onlyDifferencesByClicking()
    {
        m_pane->focusFilter();
        auto *button = m_pane->findChild<QToolButton *>(QStringLiteral("onlyDifferences"));
        QSignalSpy told(m_pane.get(), &RecordsPane::onlyDifferencesChanged);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(told.count(), 1);
        for (int row = 0; row < m_pane->view()->model()->rowCount(); ++row)
            QVERIFY(m_pane->view()->model()->index(row, 0).data(RecordsModel::DiffersRole).toBool());
    }

    void enterOpensTheExchanges()
    {
        m_pane->view()->setFocus();
        m_pane->view()->setCurrentIndex(m_pane->view()->model()->index(0, RecordsModel::Parent));
        QTest::keyClick(m_pane->view(), Qt::Key_Return);
        QTRY_VERIFY(window());
        auto *list = window()->findChild<QAbstractItemView *>(QStringLiteral("exchanges"));
        QCOMPARE(list->model()->rowCount(), 13);
        auto *readable = window()->findChild<QPlainTextEdit *>(QStringLiteral("readable"));
        QVERIFY2(readable->toPlainText().contains(QStringLiteral("ns-1515.awsdns-061.org")),
                 qPrintable(readable->toPlainText()));
        auto *raw = window()->findChild<QPlainTextEdit *>(QStringLiteral("raw"));
        QVERIFY(raw->toPlainText().contains(QStringLiteral("0000  2a 17 ")));
        // Another line, another exchange.
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(readable->toPlainText().contains(QStringLiteral("b.gtld-servers.net")));
    }

    void doubleClickOpensTheRegistrysAnswer()
    {
        auto *view = m_pane->view();
        int row = 0;
        while (view->model()->index(row, 0).data().toString() != QStringLiteral("last changed"))
            QVERIFY(++row < view->model()->rowCount());
        const QModelIndex index = view->model()->index(row, RecordsModel::Parent);
        view->scrollTo(index);
        view->setCurrentIndex(index);
        const QPoint place = view->visualRect(index).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY(window());
        QVERIFY(window()
                    ->findChild<QPlainTextEdit *>(QStringLiteral("readable"))
                    ->toPlainText()
                    .contains(QStringLiteral("COINCHECK.COM")));
    }

    void enterOpensWhatWasKeptOfEvidence()
    {
        QTemporaryDir folder;
        auto snapshot = test::sampleCopy();
        snapshot->evidenceFile = folder.filePath(QStringLiteral("case.hinoban"));
        const auto &view = snapshot->domains.front();
        const auto asked = console::askedEvidence(view.matrix.rows.front().parent.exchanges.front(),
                                                  QStringLiteral("coincheck.com NS +norec"), {view.domain},
                                                  QStringLiteral("Sato"), snapshot->at);
        {
            auto workspace = store::Workspace::open(snapshot->evidenceFile, store::Workspace::Mode::Create);
            QVERIFY(workspace && (*workspace)->commit(asked));
        }
        store::LogRecord record;
        record.entry = asked.entries.front();
        snapshot->log.append(record);
        record.entry.evidence = {QByteArray(64, 'a')};
        snapshot->log.append(record);
        m_pane->show(snapshot, test::name("coincheck.com"));
        m_pane->findChild<QToolButton *>(QStringLiteral("evidence"))->click();
        auto *table = m_pane->findChild<QTableView *>(QStringLiteral("evidenceTable"));
        const int last = table->model()->rowCount() - 1;
        table->setFocus();
        table->setCurrentIndex(table->model()->index(last - 1, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(window());
        const QString readable = window()->findChild<QPlainTextEdit *>(QStringLiteral("readable"))->toPlainText();
        QVERIFY2(readable.contains(QStringLiteral("ns-1515.awsdns-061.org")), qPrintable(readable));
        QVERIFY(window()
                    ->findChild<QPlainTextEdit *>(QStringLiteral("raw"))
                    ->toPlainText()
                    .startsWith(QStringLiteral("0000  2a 17 ")));
        // What was not kept says so, instead of nothing.
        delete window();
        table->setCurrentIndex(table->model()->index(last, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(window());
        QVERIFY(!window()
                     ->findChild<QPlainTextEdit *>(QStringLiteral("readable"))
                     ->toPlainText()
                     .contains(QStringLiteral("awsdns-061.org. IN")));
        QCOMPARE(window()
                     ->findChild<QAbstractItemView *>(QStringLiteral("exchanges"))
                     ->model()
                     ->index(0, 5)
                     .data()
                     .toString(),
                 QStringLiteral("not kept"));
    }

    void anExchangeIsPlainText()
    {
        dns::Exchange hostile = *test::sampleSnapshot()->domains.front().matrix.rows.front().parent.exchanges.front();
        hostile.detail = QStringLiteral("<b>bold</b>\u202e%1");
        const QString text = ExchangeWindow::readable(hostile);
        QVERIFY(text.contains(QStringLiteral("<b>bold</b>\\u202e%1")));
    }

    void whyFollowsTheSelection()
    {
        auto *sentence = m_pane->findChild<QLabel *>(QStringLiteral("whySentence"));
        QVERIFY2(sentence->text().contains(QStringLiteral("ns-1515.awsdns-061.org")), qPrintable(sentence->text()));
        QCOMPARE(sentence->textFormat(), Qt::PlainText);
        int row = 0;
        while (m_pane->view()->model()->index(row, 0).data().toString() != QStringLiteral("@ A"))
            QVERIFY(++row < m_pane->view()->model()->rowCount());
        m_pane->view()->setCurrentIndex(m_pane->view()->model()->index(row, RecordsModel::Authoritative));
        QVERIFY2(!sentence->text().contains(QStringLiteral("awsdns")), qPrintable(sentence->text()));
        while (m_pane->view()->model()->index(row, 0).data().toString() != QStringLiteral("@ MX"))
            QVERIFY(++row < m_pane->view()->model()->rowCount());
        m_pane->view()->setCurrentIndex(m_pane->view()->model()->index(row, RecordsModel::Authoritative));
        QVERIFY2(sentence->text().contains(QStringLiteral("mail.coincheck.com")), qPrintable(sentence->text()));
    }

    void aLookAlikeIsExplainedToTheCharacter()
    {
        auto *line = m_pane->findChild<QWidget *>(QStringLiteral("lookAlike"));
        QVERIFY(line->isVisible() && line->height() > 20);
        QCOMPARE(line->accessibleName(),
                 QStringLiteral("ns-1515.awsdns-061.org instead of ns-1515.awsdns-61.org: “0” was added"));
        Language::instance().set(QStringLiteral("ja"));
        QTRY_VERIFY2(line->accessibleName().contains(QStringLiteral("「0」")), qPrintable(line->accessibleName()));
        Language::instance().set(QStringLiteral("en"));
        // It says nothing of what is no look-alike.
        int row = 0;
        while (m_pane->view()->model()->index(row, 0).data().toString() != QStringLiteral("@ A"))
            QVERIFY(++row < m_pane->view()->model()->rowCount());
        m_pane->view()->setCurrentIndex(m_pane->view()->model()->index(row, RecordsModel::Authoritative));
        QVERIFY(!line->isVisible());
    }

    void differencesInWords_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("imitated");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *shown, const char *imitated, const QString &words) {
            QTest::newRow(shown) << QString::fromLatin1(shown) << QString::fromLatin1(imitated) << words;
        };
        row("awsdns-061.org", "awsdns-61.org", QStringLiteral("“0” was added"));
        row("awsdns61.org", "awsdns-61.org", QStringLiteral("“-” was left out"));
        row("awsdn5-61.org", "awsdns-61.org", QStringLiteral("“5” in the place of “s”"));
        row("awsdns-61.net", "awsdns-61.net", QString());
        row("something.quite.different.example", "awsdns-61.org", QString());
    }
    void differencesInWords()
    {
        QFETCH(QString, shown);
        QFETCH(QString, imitated);
        QTEST(LookAlikeLine::words(shown, imitated), "words");
    }

    void lookAlikeExplained()
    {
        // The line of the false nameserver: what it imitates, one above the other, and the difference in words.
        m_pane->show(test::sampleSnapshot(), test::name("coincheck.com"));
        const auto *model = m_pane->view()->model();
        auto *line = m_pane->findChild<LookAlikeLine *>();
        bool explained = false;
        for (int row = 0; row < model->rowCount() && !explained; ++row) {
            m_pane->view()->setCurrentIndex(model->index(row, RecordsModel::Authoritative));
            explained = line->isVisible() && line->height() > 0;
        }
        QVERIFY(explained);
        test::takeShots(*m_pane, QStringLiteral("look-alike"), {760, 420}, {1180, 560});
    }

    // Reasons are stored in English; on the screen our own are said in its language, others stay.
    void reasonsInTheLanguageOfTheProgram()
    {
        auto snapshot = test::sampleCopy();
        auto &view = snapshot->domains.front();
        view.findings.clear();
        view.state = console::DomainState::Unknown;
        const auto shown = [&](const QString &reason) {
            auto next = std::make_shared<console::Snapshot>(*snapshot);
            next->domains.front().unknownReason = reason;
            m_pane->show(next, test::name("coincheck.com"));
            return m_pane->findChild<QLabel *>(QStringLiteral("whySentence"))->text();
        };
        m_pane->view()->setCurrentIndex({});
        QCOMPARE(shown(QStringLiteral("192.0.2.1: timed out")), QStringLiteral("Not known: 192.0.2.1: timed out."));
        Language::instance().set(QStringLiteral("ja"));
        QVERIFY(!shown(QStringLiteral("the network between rewrites DNS")).contains(QStringLiteral("rewrites")));
        const QString silent = shown(QStringLiteral("192.0.2.1: timed out"));
        QVERIFY2(silent.contains(QStringLiteral("192.0.2.1: ")) && !silent.contains(QStringLiteral("timed")),
                 qPrintable(silent));
        const QString cut = shown(QStringLiteral("This look was cut short, so that nobody is flooded through us: 1001 "
                                                 "nameservers are named, and 40 of them were looked for."));
        QVERIFY2(cut.contains(QStringLiteral("1001")) && cut.contains(QStringLiteral("40")) &&
                     !cut.contains(QStringLiteral("named")),
                 qPrintable(cut));
        const QString other = shown(QStringLiteral("192.0.2.1: unreachable: Connection refused %1"));
        QVERIFY2(other.contains(QStringLiteral("Connection refused %1")), qPrintable(other));
        Language::instance().set(QStringLiteral("en"));
    }

    void dnssecIsSaidBelow()
    {
        auto *security = m_pane->findChild<QLabel *>(QStringLiteral("whySecurity"));
        QVERIFY(!security->isVisible()); // a drill has no trust anchor
        auto told = std::make_shared<dns::Validation>();
        told->name = test::name("coincheck.com");
        told->security = dns::Security::Secure;
        for (const char *zone : {".", "com", "coincheck.com"}) {
            dns::ChainLink link;
            link.zone = test::name(zone);
            link.security = dns::Security::Secure;
            link.expiration = instantFromRfc3339(u"2020-06-15T00:00:00Z").value();
            told->chain.push_back(link);
        }
        auto next = test::sampleCopy();
        next->domains.front().dnssec = std::make_shared<const dns::Validation>(*told);
        m_pane->show(next, test::name("coincheck.com"));
        QVERIFY(security->isVisible());
        QVERIFY2(security->text().contains(QStringLiteral("com → coincheck.com")), qPrintable(security->text()));

        told->security = told->chain.back().security = dns::Security::Bogus;
        told->reason = told->chain.back().reason = {QStringLiteral("keys-missing"), {QStringLiteral("coincheck.com")}};
        next = test::sampleCopy();
        next->domains.front().dnssec = told;
        m_pane->show(next, test::name("coincheck.com"));
        QVERIFY2(security->text().contains(QStringLiteral("bogus")), qPrintable(security->text()));
        QVERIFY2(security->text().contains(QStringLiteral("vouches for keys")), qPrintable(security->text()));
        test::takeShots(*m_pane, QStringLiteral("records-dnssec"), {760, 420}, {1180, 560});
    }

    void selectionSurvivesANewMoment()
    {
        m_pane->view()->setCurrentIndex(m_pane->view()->model()->index(5, RecordsModel::Authoritative));
        const QString before = m_pane->view()->currentIndex().data().toString();
        auto next = test::sampleCopy();
        next->domains.front().matrix.rows.front().resolvers.mismatch = 3;
        m_pane->show(next, test::name("coincheck.com"));
        QVERIFY(m_pane->view()->currentIndex().isValid());
        QCOMPARE(m_pane->view()->currentIndex().data().toString(), before);
    }

    void copyTakesTheWholeValue()
    {
        m_pane->view()->setFocus();
        m_pane->view()->setCurrentIndex(m_pane->view()->model()->index(4, RecordsModel::Authoritative));
        QTest::keyClick(m_pane->view(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QGuiApplication::clipboard()->text().contains(QStringLiteral("864000 72000 1209600 360000")),
                 qPrintable(QGuiApplication::clipboard()->text()));
    }

    void nothingWatchedYet()
    {
        m_pane->show({}, {});
        m_pane->show(std::make_shared<console::Snapshot>(), {});
        QCOMPARE(m_pane->view()->model()->rowCount(), 0);
    }
};

QTEST_MAIN(tst_RecordsPane)
#include "tst_recordspane.moc"
