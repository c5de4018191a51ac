// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/WebForm.h"
#include "tests/respond/Case2020.h"

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

Contact contactOf(const QString &id)
{
    const auto directory = shippedContacts();
    if (!directory) qFatal("%s", qPrintable(directory.error().detail));
    for (const auto &known : *directory)
        if (known.id == id) return known;
    qFatal("no contact %s", qPrintable(id));
}

} // namespace

class WebFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFormThatShipsIsFilledFromTheCase()
    {
        const auto forms = knownForms();
        QVERIFY2(forms, forms ? "" : qPrintable(forms.error().detail));
        QVERIFY(forms->size() >= 5);
        for (const auto &form : *forms) {
            const auto contact = contactOf(form.contactId);
            bool isChannel = false;
            for (const auto &channel : contact.channels)
                isChannel |= channel.kind == Channel::Kind::Form && channel.address == form.address;
            QVERIFY2(isChannel, qPrintable(form.id));
            for (const QString &id : form.templates) {
                QVERIFY2(contact.templates.contains(id), qPrintable(form.id));
                QVERIFY(formFor(*forms, contact, id) == &form);
                for (const auto *language : {"ja", "en"}) {
                    const auto made = draft(id, QString::fromLatin1(language), contact, facts());
                    if (!made) continue; // not offered in this language
                    const auto filled = filledForm(form, *made, contact, facts());
                    QVERIFY2(filled, filled ? "" : qPrintable(filled.error().detail));
                    QCOMPARE(filled->size(), form.fields.size());
                    for (const auto &field : *filled) {
                        QVERIFY2(!field.label.isEmpty(), qPrintable(form.id));
                        if (field.required)
                            QVERIFY2(field.ready(),
                                     qPrintable(form.id + u' ' + field.label + u' ' + field.gaps.join(u',')));
                    }
                }
            }
        }
    }

    void aGapIsNotReady()
    {
        const auto forms = knownForms();
        const auto contact = contactOf(QStringLiteral("jpcert-cc"));
        const auto *form = formFor(*forms, contact, QStringLiteral("JP-TD"));
        QVERIFY(form);
        auto empty = facts();
        empty.organisation.phone.clear();
        const auto made = draft(QStringLiteral("JP-TD"), QStringLiteral("ja"), contact, empty);
        const auto filled = filledForm(*form, *made, contact, empty);
        QVERIFY(filled);
        int gaps = 0;
        for (const auto &field : *filled) {
            if (field.label == QStringLiteral("電話番号")) {
                QVERIFY(!field.ready());
                QCOMPARE(field.gaps, QStringList{QStringLiteral("折り返し電話番号")});
            }
            gaps += field.gaps.isEmpty() ? 0 : 1;
        }
        QVERIFY(gaps >= 2); // the letter itself has it, too
    }

    void hostileTextStaysText()
    {
        auto evil = facts();
        evil.organisation.name = evil.organisation.nameJa =
            QStringLiteral("{{{phone}}} {{#drill?}}\u202e<b>\r\nBcc: x");
        const auto forms = knownForms();
        const auto contact = contactOf(QStringLiteral("ppc"));
        const auto *form = formFor(*forms, contact, QStringLiteral("PPC-S"));
        const auto filled =
            filledForm(*form, *draft(QStringLiteral("PPC-S"), QStringLiteral("ja"), contact, evil), contact, evil);
        QVERIFY(filled);
        const QString value = filled->front().value;
        QVERIFY(value.contains(QStringLiteral("{{{phone}}}")));
        QVERIFY(!value.contains(u'\n') && !value.contains(QChar(0x202e)) && !value.contains(evil.organisation.phone));
    }

    void tooLongIsNotReady()
    {
        FilledField field{QStringLiteral("x"), QString(11, QLatin1Char('a')), {}, true, 10};
        QVERIFY(!field.ready() && field.tooLong());
        field.longest = 11;
        QVERIFY(field.ready());
    }

    void refusesWhatIsNoForm_data()
    {
        QTest::addColumn<QByteArray>("json");
        const QByteArray good =
            R"({"id":"a","contact":"b","templates":["T"],"address":"https://x.example/","source":"s","confidence":"L","fields":[{"label":"n","fill":"{{person}}"}]})";
        QTest::newRow("no list") << good;
        QTest::newRow("http") << '[' + QByteArray(good).replace("https", "http") + ']';
        QTest::newRow("script") << '[' + QByteArray(good).replace("https://x.example/", "javascript:alert(1)") + ']';
        QTest::newRow("unknown member") << '[' + QByteArray(good).replace("\"source\"", "\"sauce\"") + ']';
        QTest::newRow("no fields") << '[' + QByteArray(good).replace(R"({"label":"n","fill":"{{person}}"})", "") + ']';
        QTest::newRow("fill and from") << '[' + QByteArray(good).replace("\"fill\":", "\"from\":\"body\",\"fill\":") +
                                              ']';
        QTest::newRow("twice") << '[' + good + ',' + good + ']';
        QTest::newRow("one language") << '[' + QByteArray(good).replace("\"n\"", "{\"en\":\"n\"}") + ']';
        QTest::newRow("too long") << '[' + QByteArray(good).replace("\"n\"", '"' + QByteArray(1000, 'n') + '"') + ']';
        QTest::newRow("nothing") << QByteArray();
    }
    void refusesWhatIsNoForm()
    {
        QFETCH(QByteArray, json);
        const auto forms = formsFromJson(json, QStringLiteral("forms.json"));
        QVERIFY(!forms);
        QCOMPARE(forms.error().code, ErrorCode::BadInput);
        QVERIFY(forms.error().where.startsWith(QLatin1String("forms.json")));
    }

    void anUnknownFieldOfATemplateIsToldWithItsPlace()
    {
        const auto forms = formsFromJson(
            R"([{"id":"a","contact":"jpcert-cc","templates":["JP-TD"],"address":"https://x.example/","source":"s","confidence":"L","fields":[{"label":"n","fill":"{{nobody}}"}]}])",
            QStringLiteral("forms.json"));
        QVERIFY(forms);
        const auto contact = contactOf(QStringLiteral("jpcert-cc"));
        const auto filled = filledForm(
            forms->front(), *draft(QStringLiteral("JP-TD"), QStringLiteral("en"), contact, facts()), contact, facts());
        QVERIFY(!filled);
        QVERIFY(filled.error().where.contains(QLatin1String("form a, n")));
    }
};

QTEST_APPLESS_MAIN(WebFormTest)
#include "tst_webform.moc"
