// SPDX-License-Identifier: GPL-3.0-or-later
#include "SampleSnapshot.h"
#include "tests/ui/PaneShots.h"
#include "ui/common/TimeText.h"
#include "ui/records/ExchangeWindow.h"
#include "ui/records/RecordsPane.h"
#include "ui/records/RegistrationTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>

using namespace hinoban;
using namespace hinoban::ui;

class tst_RegistrationPage : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<RecordsPane> m_pane;

    QTableView *table() const { return m_pane->findChild<QTableView *>(QStringLiteral("registrationTable")); }
    QString line(const QString &first) const
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (table()->model()->index(row, 0).data().toString() != first) continue;
            QStringList cells;
            for (int column = 0; column < table()->model()->columnCount(); ++column)
                cells << table()->model()->index(row, column).data().toString();
            return cells.join(QLatin1Char('|'));
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().apply(Theme::Kind::Light);
        TimeText::instance().setLocalZone(QTimeZone("Asia/Tokyo"));
    }
    void init()
    {
        m_pane = std::make_unique<RecordsPane>();
        m_pane->resize(860, 480);
        m_pane->show(test::sampleSnapshot(), test::name("coincheck.com"));
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_pane->findChild<QToolButton *>(QStringLiteral("registration"))->click();
    }
    void cleanup() { m_pane.reset(); }

    void everythingIsSaid()
    {
        QVERIFY(table()->isVisible());
        const QString sources = m_pane->findChild<QLabel *>(QStringLiteral("registrationSources"))->text();
        QVERIFY2(sources.contains(QStringLiteral("rdap.example")) && sources.contains(QStringLiteral("40 s ago")) &&
                     sources.contains(QStringLiteral("Accepted by Sato")),
                 qPrintable(sources));
        QCOMPARE(line(QStringLiteral("registrar")),
                 QStringLiteral("registrar|GMO Internet, Inc. d/b/a Onamae.com (IANA 49)|—|as accepted"));
        QVERIFY(line(QStringLiteral("expires")).contains(QStringLiteral("2020-12-10 20:05:42 JST|—|in 192 days")));
        const QString changed = line(QStringLiteral("last changed"));
        QVERIFY2(changed.contains(QStringLiteral("2019-12-11 18:03:21 JST → 2020-05-31 00:11:38 JST")) &&
                     changed.contains(QStringLiteral("learned: 2020-06-01 19:10:")),
                 qPrintable(changed));
        QVERIFY(line(QStringLiteral("clientTransferProhibited")).contains(QStringLiteral("set → gone")));
        QString meanings;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            meanings += table()->model()->index(row, RegistrationRegistry).data().toString() + u'\n';
        QVERIFY(meanings.contains(QStringLiteral("Nothing is locked")));
        QVERIFY(meanings.contains(QStringLiteral("A transfer to another registrar is refused.")));
        QVERIFY(line(QStringLiteral("WARN")).contains(QStringLiteral("does not lock")));
        QVERIFY(table()->isColumnHidden(RegistrationRegistrar)); // he was not asked
    }

    void timesFollowTheZone()
    {
        TimeText::instance().setZone(TimeText::Zone::Utc);
        m_pane->show(test::sampleCopy(), test::name("coincheck.com"));
        QVERIFY(line(QStringLiteral("expires")).contains(QStringLiteral("2020-12-10 11:05:42 UTC")));
        TimeText::instance().setZone(TimeText::Zone::Local);
    }

    void weakPointsBeforeAnyIncident()
    {
        auto snapshot = std::make_shared<console::Snapshot>(*test::quietSnapshot());
        snapshot->domains.front().weaknesses = {{detect::Weakness::Kind::NoDnssec, detect::Severity::Info, {}}};
        m_pane->show(snapshot, snapshot->domains.front().name);
        QVERIFY(line(QStringLiteral("INFO")).contains(QStringLiteral("not signed")));
        // Quietly: no mark, and nothing on the tab.
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            if (table()->model()->index(row, 0).data().toString() == QLatin1String("INFO"))
                QVERIFY(!table()->model()->index(row, 0).data(Qt::DecorationRole).isValid());
        QCOMPARE(m_pane->findChild<QToolButton *>(QStringLiteral("registration"))->text(),
                 QStringLiteral("Registration"));
    }

    void enterOpensTheAnswerAndControlCCopies()
    {
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(1, RegistrationRegistry));
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("last changed\t2019-12-11")),
                 qPrintable(QGuiApplication::clipboard()->text()));
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_VERIFY(m_pane->findChild<ExchangeWindow *>());
    }

    void notAsked()
    {
        auto snapshot = test::sampleCopy();
        snapshot->domains.front().registration.reset();
        snapshot->domains.front().weaknesses.clear();
        m_pane->show(snapshot, test::name("coincheck.com"));
        QVERIFY(!table()->isVisible());
    }

    void nothingIsCut()
    {
        for (const QSize size : {QSize(760, 420), QSize(1180, 560)}) {
            m_pane->resize(size);
            QCoreApplication::processEvents();
            for (int row = 0; row < table()->model()->rowCount(); ++row) {
                for (const int column : {RegistrationRegistry, RegistrationBeside}) {
                    const QModelIndex index = table()->model()->index(row, column);
                    const QRect room(0, 0, table()->columnWidth(column) - 10, 10000);
                    const int needed = QFontMetrics(index.data(Qt::FontRole).value<QFont>())
                                           .boundingRect(room, Qt::TextWordWrap, index.data().toString())
                                           .height();
                    QVERIFY2(table()->rowHeight(row) >= needed, qPrintable(index.data().toString()));
                }
            }
        }
    }

    void shots()
    {
        constexpr QSize Small(825, 505), Large(1190, 640);
        const auto scrollTo = [this](bool end) {
            return [this, end] {
                auto *bar = table()->verticalScrollBar();
                bar->setValue(end ? bar->maximum() : bar->minimum());
            };
        };
        test::takeShots(*m_pane, QStringLiteral("registration"), Small, Large, scrollTo(false));
        test::takeShots(*m_pane, QStringLiteral("registration-below"), Small, Large, scrollTo(true));

        // Between incidents: as accepted, and what is weak is said all the same.
        auto quiet = test::sampleCopy();
        quiet->incident = {};
        quiet->findings.clear();
        auto &view = quiet->domains.front();
        view.findings.clear();
        view.state = console::DomainState::Match;
        QVERIFY(view.registration && view.registration->registration);
        view.domain.registration = watch::RegistrationExpectation::of(
            *view.registration->registration, {QStringLiteral("Sato"), QStringLiteral("compared with the contract"),
                                               QStringLiteral("registry"), quiet->at - std::chrono::days(90)});
        m_pane->show(quiet, test::name("coincheck.com"));
        QVERIFY(line(QStringLiteral("clientTransferProhibited")).isEmpty()); // nothing was lost
        QVERIFY(line(QStringLiteral("WARN")).contains(QStringLiteral("does not lock")));
        test::takeShots(*m_pane, QStringLiteral("registration-quiet"), Small, Large, scrollTo(false));
        test::takeShots(*m_pane, QStringLiteral("registration-quiet-below"), Small, Large, scrollTo(true));
    }
};

QTEST_MAIN(tst_RegistrationPage)
#include "tst_registrationpage.moc"
