// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/DraftFields.h"
#include "tests/respond/Case2020.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

Fields fields()
{
    Fields f;
    f.fields[QStringLiteral("name")] = {QStringLiteral("Value"), QStringLiteral("key.name"),
                                        QStringLiteral("the name")};
    f.fields[QStringLiteral("none")] = {{}, QStringLiteral("key.none"), QStringLiteral("the other")};
    f.lists[QStringLiteral("list")] = {
        {QStringLiteral("item")},
        {{{QStringLiteral("item"), QStringLiteral("one")}}, {{QStringLiteral("item"), QStringLiteral("{{name}}")}}},
        QStringLiteral("key.list"),
        QStringLiteral("a list")};
    f.lists[QStringLiteral("empty")] = {
        {QStringLiteral("item")}, {}, QStringLiteral("key.empty"), QStringLiteral("things")};
    f.flags[QStringLiteral("yes")] = true;
    f.flags[QStringLiteral("no")] = false;
    f.markBefore = QStringLiteral("[");
    f.markAfter = QStringLiteral(": missing]");
    return f;
}

TemplateText text(const QByteArray &body, const QByteArray &subject = "x")
{
    return {"Subject: " + subject + "\n\n" + body, QStringLiteral("t.mustache")};
}

} // namespace

class TestTemplate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fills_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        QTest::newRow("field") << QByteArray("a {{name}} b") << "a Value b\n";
        QTest::newRow("list, and data that looks like a template")
            << QByteArray("{{#list}}\n- {{item}}\n{{/list}}\n") << "- one\n- {{name}}\n";
        QTest::newRow("there") << QByteArray("{{#name?}}\nyes\n{{/name?}}") << "yes\n";
        QTest::newRow("not there") << QByteArray("a\n{{#none?}}\nno {{none}}\n{{/none?}}\nb") << "a\nb\n";
        QTest::newRow("otherwise") << QByteArray("{{^none?}}else{{/none?}}") << "else\n";
        QTest::newRow("flags") << QByteArray("{{#yes?}}y{{/yes?}}{{#no?}}n{{/no?}}") << "y\n";
        QTest::newRow("member condition") << QByteArray("{{#list}}{{#item?}}+{{/item?}}{{/list}}") << "++\n";
        QTest::newRow("comment") << QByteArray("{{! note }}\na") << "a\n";
        QTest::newRow("empty lines close up") << QByteArray("a\n\n{{#none?}}\nx\n{{/none?}}\n\nb\n\n\n") << "a\n\nb\n";
        QTest::newRow("gap") << QByteArray("a {{none}} b") << "a [the other: missing] b\n";
        QTest::newRow("empty list") << QByteArray("{{#empty}}- {{item}}{{/empty}}") << "- [things: missing]\n";
        QTest::newRow("markup stays") << QByteArray("<b> & \"") << "<b> & \"\n";
    }
    void fills()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        const auto rendered = render(text(body), fields());
        QVERIFY2(rendered, qPrintable(rendered ? QString() : rendered.error().detail));
        QCOMPARE(rendered->body, expected);
        for (const Gap &gap : rendered->gaps)
            QVERIFY(rendered->body.mid(gap.position, gap.length).startsWith(QStringLiteral("[") + gap.label));
    }

    void gapsAreExact()
    {
        const auto rendered = render(text("{{none}} and {{none}}\n{{#empty}}{{item}}{{/empty}}"), fields());
        QVERIFY(rendered);
        QCOMPARE(rendered->gaps.size(), size_t(3));
        QCOMPARE(rendered->gaps[0], (Gap{QStringLiteral("key.none"), QStringLiteral("the other"), 0, 20}));
        QCOMPARE(rendered->gaps[1].position, 25);
        QCOMPARE(rendered->body.mid(rendered->gaps[2].position, rendered->gaps[2].length),
                 QStringLiteral("[things: missing]"));
    }

    void aMarkInDataIsNoGap()
    {
        Fields f = fields();
        f.fields[QStringLiteral("name")].text = QStringLiteral("[the other: missing]");
        const auto rendered = render(text("{{name}}"), f);
        QVERIFY(rendered && rendered->gaps.empty());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown field") << QByteArray("a\n{{nmae}}") << "t.mustache:4"
                                       << "unknown field “nmae”";
        QTest::newRow("unknown section") << QByteArray("{{#nmae?}}{{/nmae?}}") << "t.mustache:3"
                                         << "unknown section";
        QTest::newRow("field as a list") << QByteArray("{{#name}}{{/name}}") << "t.mustache:3"
                                         << "unknown section";
        QTest::newRow("member outside its list") << QByteArray("{{item}}") << "t.mustache:3"
                                                 << "unknown field";
        QTest::newRow("unclosed section") << QByteArray("a\n\n{{#yes?}}b") << "t.mustache:5"
                                          << "is not closed";
        QTest::newRow("crossed sections") << QByteArray("{{#yes?}}{{#no?}}{{/yes?}}{{/no?}}") << "t.mustache:3"
                                          << "closes no section";
        QTest::newRow("closed too often") << QByteArray("{{/yes?}}") << "t.mustache:3"
                                          << "closes no section";
        QTest::newRow("unclosed tag") << QByteArray("a {{name") << "t.mustache:3"
                                      << "a tag is not closed";
        QTest::newRow("unescaped") << QByteArray("{{{name}}}") << "t.mustache:3"
                                   << "unknown field";
        QTest::newRow("ampersand") << QByteArray("{{&name}}") << "t.mustache:3"
                                   << "unknown field";
        QTest::newRow("partial") << QByteArray("{{> other}}") << "t.mustache:3"
                                 << "unknown field";
        QTest::newRow("delimiters") << QByteArray("{{=<% %>=}}") << "t.mustache:3"
                                    << "unknown field";
        QTest::newRow("not UTF-8") << QByteArray("a\xff") << "t.mustache"
                                   << "UTF-8";
    }
    void refuses()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, where);
        QFETCH(QString, says);
        const auto rendered = render(text(body), fields());
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().code, ErrorCode::BadInput);
        QCOMPARE(rendered.error().where, where);
        QVERIFY2(rendered.error().detail.contains(says), qPrintable(rendered.error().detail));
    }

    void refusesATextWithoutSubject()
    {
        const auto rendered = render({"Hello\n", QStringLiteral("t.mustache")}, fields());
        QVERIFY(!rendered);
        QCOMPARE(rendered.error().where, QStringLiteral("t.mustache:1"));
    }

    void aFolderInFrontWins()
    {
        const auto shipped = loadTemplate(QStringLiteral("JP-TD"), QStringLiteral("ja"), templateFolders());
        QVERIFY(shipped);
        QCOMPARE(shipped->where, QStringLiteral("templates/ja/JP-TD.mustache"));
        QCOMPARE(loadTemplate(QStringLiteral("NONE"), QStringLiteral("ja"), templateFolders()).error().code,
                 ErrorCode::NotFound);

        // The user's own words, and his slip of the pen.
        QTemporaryDir data;
        QVERIFY(QDir(data.path()).mkpath(QStringLiteral("hinoban/templates/en")));
        const QByteArray before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        const QString path = data.filePath(QStringLiteral("hinoban/templates/en/JP-TD.mustache"));
        const auto write = [&](const QByteArray &text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("Subject: Mine\n\nOur words about {{domain}}.\n"));
        const auto contactOf = contact(QStringLiteral("national-csirt"));
        const auto mine = draft(QStringLiteral("JP-TD"), QStringLiteral("en"), contactOf, facts());
        QVERIFY(mine);
        QCOMPARE(mine->body, QStringLiteral("Our words about coincheck.com.\n"));
        QVERIFY(write("Subject: Mine\n\nOur words about\n{{domian}}.\n"));
        const auto slip = draft(QStringLiteral("JP-TD"), QStringLiteral("en"), contactOf, facts());
        QVERIFY(!slip);
        QCOMPARE(slip.error().code, ErrorCode::BadInput);
        QCOMPARE(slip.error().where, path + QStringLiteral(":4"));
        // The other language is still ours.
        const auto other = draft(QStringLiteral("JP-TD"), QStringLiteral("ja"), contactOf, facts());
        QVERIFY(other && other->body.contains(QStringLiteral("ご返信はお電話にて")));
        if (before.isEmpty())
            qunsetenv("XDG_DATA_HOME");
        else
            qputenv("XDG_DATA_HOME", before);
    }
};

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
