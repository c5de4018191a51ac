// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Session.h"
#include "app/console/StoredCase.h"
#include "SampleSnapshot.h"
#include "ui/common/Language.h"
#include "ui/common/Paper.h"
#include "ui/common/Theme.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/ReportDialog.h"
#include "ui/shell/ReportPictures.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace hinoban;
using namespace hinoban::ui;
using respond::DossierKind;

// The reports of the 2020 case, from a workspace that a session writes: on the screen, as files and as pages.
class ReportsTest : public QObject {
    Q_OBJECT
private:
    QDir m_folder{QStringLiteral(HINOBAN_BINARY_DIR "/reports")};
    QTemporaryDir m_work;
    respond::DossierFacts m_case;
    console::SnapshotPtr m_last;
    std::map<QString, QByteArray> m_pictures;

    static QByteArray output(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.start(program, words);
        process.waitForFinished(60000);
        if (process.exitCode() != 0) qWarning("%s", process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    void save(ReportDialog &dialog, const QString &path)
    {
        QSignalSpy saved(&dialog, &ReportDialog::saved);
        dialog.saveTo(path);
        QVERIFY(saved.wait(30000));
        QVERIFY(QFileInfo(path).size() > 1000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY(m_folder.mkpath(QStringLiteral(".")));
        console::SessionOptions options;
        options.scenario = QStringLiteral("coincheck-2020");
        options.workspace = m_work.filePath(QStringLiteral("w.hinoban"));
        options.createWorkspace = true;
        options.from = *instantFromRfc3339(u"2020-06-01T11:20:00Z");
        options.until = *instantFromRfc3339(u"2020-06-01T12:10:00Z");
        {
            console::Session session(options);
            QSignalSpy ended(&session, &console::Session::ended);
            session.start();
            QVERIFY(ended.wait(200000));
            m_last = session.snapshot();
        }
        auto read = console::storedCase(options.workspace);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        m_case = console::withMoment(std::move(*read), *m_last);
        const auto view = m_last->domains.find(m_case.draft.domain);
        QVERIFY(view);
        m_pictures = reportPictures(*view, *m_last);
    }

    void picturesAreDrawnInTheLightThemeWhateverTheScreenShows()
    {
        QCOMPARE(m_pictures.size(), size_t(2));
        Theme::instance().apply(Theme::Kind::Dark);
        const auto inTheDark = reportPictures(*m_last->domains.find(m_case.draft.domain), *m_last);
        Theme::instance().apply(Theme::Kind::Light);
        for (const auto &[name, png] : inTheDark) {
            const auto image = QImage::fromData(png, "PNG");
            QCOMPARE(image.width(), respond::PictureWidth * 2);
            QVERIFY2(qGray(image.pixel(3, 3)) > 200, qPrintable(name));
            // Something is drawn on it.
            QSet<QRgb> colours;
            for (int x = 0; x < image.width(); x += 3)
                for (int y = 0; y < image.height(); y += 3)
                    colours.insert(image.pixel(x, y));
            QVERIFY2(colours.size() > 8, qPrintable(name));
        }
    }

    void theWordsAreSwitchedAtRunTime()
    {
        ReportDialog dialog(nullptr);
        dialog.setCase(m_case, m_pictures);
        dialog.choose(DossierKind::Final, QStringLiteral("en"));
        const auto *kinds = dialog.findChild<QComboBox *>(QStringLiteral("reportKind"));
        QCOMPARE(kinds->currentText(), QStringLiteral("Final report"));
        Language::instance().set(QStringLiteral("ja"));
        QTRY_COMPARE(kinds->currentText(), QStringLiteral("最終報告書"));
        QVERIFY(dialog.windowTitle() != QLatin1String("Reports"));
        Language::instance().set(QStringLiteral("en"));
        QTRY_COMPARE(kinds->currentText(), QStringLiteral("Final report"));
        QCOMPARE(dialog.windowTitle(), QStringLiteral("Reports"));
    }

    void pages_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("redacted");
        for (const auto *language : {"ja", "en"}) {
            for (const auto kind :
                 {DossierKind::Situation, DossierKind::Coordination, DossierKind::Regulator, DossierKind::Final})
                QTest::addRow("%s %s", qPrintable(respond::dossierKindText(kind)), language)
                    << int(kind) << QString::fromLatin1(language) << false;
            QTest::addRow("final %s redacted", language)
                << int(DossierKind::Final) << QString::fromLatin1(language) << true;
        }
    }
    // As a reader gets them; the pictures of the pages are for a person to look at.
    void pages()
    {
        QFETCH(int, kind);
        QFETCH(QString, language);
        QFETCH(bool, redacted);
        ReportDialog dialog(nullptr);
        dialog.setCase(m_case, m_pictures);
        dialog.choose(DossierKind(kind), language);
        dialog.findChild<QCheckBox *>(QStringLiteral("reportRedacted"))->setChecked(redacted);
        const QString path = m_folder.filePath(dialog.fileName() + QStringLiteral(".pdf"));
        save(dialog, path);
        if (QTest::currentTestFailed()) return;

        const auto told = QString::fromUtf8(output(QStringLiteral("pdfinfo"), {path}));
        const int pages = QRegularExpression(QStringLiteral("Pages:\\s+(\\d+)")).match(told).captured(1).toInt();
        QVERIFY2(pages >= 1 && pages < 30, qPrintable(told));
        QVERIFY(told.contains(QLatin1String("A4")));
        for (int page = 1; page <= pages; ++page) {
            const QString number = QString::number(page);
            const auto text = QString::fromUtf8(
                output(QStringLiteral("pdftotext"),
                       {QStringLiteral("-f"), number, QStringLiteral("-l"), number, path, QStringLiteral("-")}));
            QVERIFY2(text.contains(QLatin1String("TLP:AMBER")), qPrintable(number));
            QVERIFY2(text.contains(m_case.draft.chainHead), qPrintable(number));
            QVERIFY(text.contains(language == QLatin1String("ja")
                                      ? QStringLiteral("%1 / %2 ページ").arg(page).arg(pages)
                                      : QStringLiteral("Page %1 of %2").arg(page).arg(pages)));
            QVERIFY(text.contains(language == QLatin1String("ja") ? QStringLiteral("訓練") : QStringLiteral("DRILL")));
        }
        const QString stem = path.chopped(4);
        for (const auto &old : m_folder.entryList({QFileInfo(stem).fileName() + QStringLiteral("-*.png")}))
            QVERIFY(m_folder.remove(old));
        output(QStringLiteral("pdftoppm"),
               {QStringLiteral("-r"), QStringLiteral("80"), QStringLiteral("-png"), path, stem});
        QCOMPARE(int(m_folder.entryList({QFileInfo(stem).fileName() + QStringLiteral("-[0-9]*.png")}).size()), pages);
        const auto fonts = output(QStringLiteral("pdffonts"), {path});
        for (const auto &line : fonts.split('\n').mid(2)) // name, type, encoding; then: embedded, …
            QVERIFY2(line.isEmpty() || line.simplified().split(' ').contains("yes"), line.constData());
        QVERIFY(language != QLatin1String("ja") || fonts.contains("CJK"));
    }

    void savesWhatTheNameSays()
    {
        ReportDialog dialog(nullptr);
        dialog.setCase(m_case, m_pictures);
        dialog.choose(DossierKind::Final, QStringLiteral("en"));
        for (const auto &[ending, begin] :
             {std::pair{"md", "# Final report"}, std::pair{"html", "<!DOCTYPE html>"}, std::pair{"pdf", "%PDF-"}}) {
            const QString path = m_work.filePath(QStringLiteral("r.") + QLatin1String(ending));
            save(dialog, path);
            if (QTest::currentTestFailed()) return;
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().startsWith(begin), ending);
        }
        QFile html(m_work.filePath(QStringLiteral("r.html")));
        QVERIFY(html.open(QIODevice::ReadOnly));
        QCOMPARE(html.readAll().count("<img"), 2);
        // Not where nothing can be written.
        dialog.saveTo(m_work.filePath(QStringLiteral("none/r.pdf")));
        auto *notice = dialog.findChild<QLabel *>(QStringLiteral("reportNotice"));
        QTRY_VERIFY(notice->text().contains(QLatin1String("Not saved")));
    }

    void everybodyGetsTheRedactedCopyOnly()
    {
        ReportDialog dialog(nullptr);
        dialog.setCase(m_case, {});
        auto *tlp = dialog.findChild<QComboBox *>(QStringLiteral("reportTlp"));
        tlp->setCurrentIndex(tlp->count() - 1);
        auto *notice = dialog.findChild<QLabel *>(QStringLiteral("reportNotice"));
        QVERIFY(notice->text().contains(QLatin1String("TLP:CLEAR")));
        QVERIFY(dialog.findChild<QTextBrowser *>(QStringLiteral("reportPreview"))->toPlainText().isEmpty());
        dialog.findChild<QCheckBox *>(QStringLiteral("reportRedacted"))->setChecked(true);
        QVERIFY(notice->text().isEmpty());
        QVERIFY(dialog.findChild<QTextBrowser *>(QStringLiteral("reportPreview"))
                    ->toPlainText()
                    .contains(QLatin1String("TLP:CLEAR")));
    }

    // A page that says it wants a file or an address gets nothing, on the screen and on paper.
    void nothingIsLoaded()
    {
        const QString image = m_work.filePath(QStringLiteral("secret.png"));
        QImage red(40, 40, QImage::Format_RGB32);
        red.fill(Qt::red);
        QVERIFY(red.save(image));
        for (const QString &name :
             {QUrl::fromLocalFile(image).toString(), image, QStringLiteral("http://127.0.0.1:9/x.png"),
              QStringLiteral(":/icons/hinoban.svg"), QStringLiteral("data:image/svg+xml;base64,PHN2Zy8+")})
            QVERIFY2(ownPicture(QUrl(name)).isNull(), qPrintable(name));
        PaperOrder order;
        order.html = QStringLiteral("<p>before</p><img src=\"%1\" width=\"600\" height=\"600\"><p>after</p>")
                         .arg(QUrl::fromLocalFile(image).toString());
        const QString path = m_work.filePath(QStringLiteral("x.pdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(pdfOf(order));
        file.close();
        // What is drawn for a picture that is not there is not the one in the file.
        QVERIFY(!output(QStringLiteral("pdfimages"), {QStringLiteral("-list"), path}).contains("   40    40 "));
    }

    void theMenuOpensIt()
    {
        QTemporaryDir settings;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
        MainWindow window;
        window.setTicking(false);
        window.resize(1280, 800);
        window.show();
        auto shown = std::make_shared<console::Snapshot>(*m_last);
        shown->evidenceFile = m_work.filePath(QStringLiteral("w.hinoban"));
        window.showSnapshot(shown);
        window.findChild<QAction *>(QStringLiteral("report"))->trigger();
        auto *dialog = window.findChild<ReportDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *preview = dialog->findChild<QTextBrowser *>(QStringLiteral("reportPreview"));
        QTRY_VERIFY_WITH_TIMEOUT(preview->toPlainText().contains(QLatin1String("awsdns-061[.]org")), 30000);
        const QDir shots(QStringLiteral(HINOBAN_BINARY_DIR "/screenshots"));
        QVERIFY(shots.mkpath(QStringLiteral(".")));
        for (const auto *language : {"en", "ja"}) {
            Language::instance().set(QLatin1String(language));
            for (const auto kind : {Theme::Kind::Light, Theme::Kind::Dark}) {
                Theme::instance().apply(kind);
                ReportDialog picture(nullptr); // a dialog speaks the language in which it was opened
                picture.setCase(m_case, m_pictures);
                picture.choose(DossierKind::Final, QLatin1String(language));
                picture.show();
                QTest::qWait(50);
                QVERIFY(picture.grab().save(
                    shots.filePath(QStringLiteral("dialog-reports-%1-%2.png")
                                       .arg(QString::fromLatin1(Theme::text(kind)), QLatin1String(language)))));
            }
        }
        Language::instance().set(QStringLiteral("en"));
        Theme::instance().apply(Theme::Kind::Light);
        // Nothing open: it says so.
        auto nothing = std::make_shared<console::Snapshot>(*m_last);
        nothing->evidenceFile.clear();
        window.showSnapshot(nothing);
        dialog->findChild<QPushButton *>(QStringLiteral("reportRenew"))->click();
        QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("reportNotice"))->text().contains(QLatin1String("no case")));
    }
};

QTEST_MAIN(ReportsTest)
#include "tst_reports.moc"
