// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contacts/DraftSheet.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

using namespace hinoban;
using namespace hinoban::ui;

namespace {

// A draft in which every "[…: missing]" is a gap.
respond::Draft draftOf(const QString &body, const QString &subject = QStringLiteral("Urgent"))
{
    respond::Draft draft;
    draft.templateId = QStringLiteral("JP-TD");
    draft.language = QStringLiteral("en");
    draft.subject = subject;
    draft.body = body;
    for (auto begin = body.indexOf(u'['); begin >= 0; begin = body.indexOf(u'[', begin + 1)) {
        const auto end = body.indexOf(u']', begin);
        const QString label = body.mid(begin + 1, end - begin - 1).section(u':', 0, 0);
        draft.gaps.push_back({label == QLatin1String("your name") ? QStringLiteral("organisation.person")
                                                                  : QStringLiteral("organisation.phone"),
                              label, int(begin), int(end - begin + 1)});
    }
    return draft;
}

void type(DraftSheet &sheet, int position, const QString &text)
{
    QTextCursor cursor(sheet.document());
    cursor.setPosition(position);
    cursor.insertText(text);
}

QStringList gapsOf(const DraftSheet &sheet)
{
    QStringList gaps;
    for (const auto &gap : sheet.openGaps())
        gaps.append(gap.label + u'@' + QString::number(gap.position));
    return gaps;
}

} // namespace

class DraftSheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUntouchedSheetFollowsTheEvidence()
    {
        DraftSheet sheet(draftOf(QStringLiteral("Seen by 12 servers.\nBye")));
        QTextCursor reader(sheet.document());
        reader.setPosition(20); // before "Bye"
        QSignalSpy changed(&sheet, &DraftSheet::changed);
        sheet.offer(draftOf(QStringLiteral("Seen by all 13 servers.\nBye")));
        QCOMPARE(sheet.document()->toPlainText(), QStringLiteral("Seen by all 13 servers.\nBye"));
        QCOMPARE(reader.position(), 24); // still before "Bye"
        QVERIFY(!sheet.isEdited());
        QVERIFY(!sheet.document()->isUndoAvailable());
        QVERIFY(!changed.isEmpty());
    }

    void whatAPersonWroteStays()
    {
        DraftSheet sheet(draftOf(QStringLiteral("Seen by 12 servers.")));
        type(sheet, 0, QStringLiteral("Hello. "));
        sheet.offer(draftOf(QStringLiteral("Seen by 13 servers.")));
        QCOMPARE(sheet.document()->toPlainText(), QStringLiteral("Hello. Seen by 12 servers."));
        QVERIFY(sheet.hasNewer());
        sheet.takeNewer();
        QCOMPARE(sheet.document()->toPlainText(), QStringLiteral("Seen by 13 servers."));
        QVERIFY(!sheet.hasNewer());
        sheet.document()->undo();
        QCOMPARE(sheet.document()->toPlainText(), QStringLiteral("Hello. Seen by 12 servers."));
    }

    void anEditedSubjectStays()
    {
        DraftSheet sheet(draftOf(QStringLiteral("Text")));
        sheet.setSubject(QStringLiteral("Mine"));
        sheet.offer(draftOf(QStringLiteral("Other text"), QStringLiteral("Other subject")));
        QCOMPARE(sheet.draft().subject, QStringLiteral("Mine"));
        QCOMPARE(sheet.draft().body, QStringLiteral("Text"));
    }

    void aLaterTimeAloneIsNoNewText()
    {
        DraftSheet sheet(draftOf(QStringLiteral("Checked 2020-06-01T10:00:00Z, log hinoban 12 3f9c…")));
        type(sheet, 0, QStringLiteral("x"));
        sheet.offer(draftOf(QStringLiteral("Checked 2020-06-01T10:01:00Z, log hinoban 13 77aa…")));
        QVERIFY(!sheet.hasNewer());
    }

    void gapsMoveAndComeBack()
    {
        DraftSheet sheet(
            draftOf(QStringLiteral("I am [your name: missing], call [phone: missing]. [your name: missing]")));
        QCOMPARE(gapsOf(sheet), (QStringList{QStringLiteral("your name@5"), QStringLiteral("phone@32"),
                                             QStringLiteral("your name@50")}));
        type(sheet, 0, QStringLiteral("Hi. "));
        QCOMPARE(gapsOf(sheet).first(), QStringLiteral("your name@9"));
        QTextCursor cursor(sheet.document());
        cursor.setPosition(9);
        cursor.setPosition(9 + 20, QTextCursor::KeepAnchor);
        cursor.insertText(QStringLiteral("Sato"));
        QCOMPARE(gapsOf(sheet).size(), 2);
        sheet.document()->undo();
        QCOMPARE(gapsOf(sheet).size(), 3);
    }

    void aFilledFormFillsEditedText()
    {
        DraftSheet sheet(draftOf(QStringLiteral("I am [your name: missing], call [phone: missing].")));
        type(sheet, 0, QStringLiteral("Hi. "));
        respond::Organisation organisation;
        organisation.person = QStringLiteral("Hana Sato");
        organisation.phone = QStringLiteral("03-0000-0000");
        // The phone stays a gap in the fresh text: what respond did not accept is not filled in here either.
        sheet.fill(draftOf(QStringLiteral("I am Hana Sato, call [phone: missing].")), organisation);
        QCOMPARE(sheet.document()->toPlainText(), QStringLiteral("Hi. I am Hana Sato, call [phone: missing]."));
    }
};

QTEST_MAIN(DraftSheetTest)
#include "tst_draftsheet.moc"
