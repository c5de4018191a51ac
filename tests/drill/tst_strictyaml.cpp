// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/StrictYaml.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;

class tst_strictyaml : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refuses_data();
    void refuses();
    void readsTree();
    void readsSpans_data();
    void readsSpans();
    void refusesValues_data();
    void refusesValues();
    void neverThrowsOnNoise();
};

void tst_strictyaml::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &text, int line, const char *reason) {
        QTest::newRow(name) << text << QStringLiteral("f.yaml:%1").arg(line) << QString::fromLatin1(reason);
    };
    row("duplicate key", "a: 1\nb: 2\na: 3\n", 3, "the key \"a\" stands here for the second time (first on line 1)");
    row("duplicate key in a flow map", "x: {a: 1, a: 2}\n", 1, "the key \"a\" stands here for the second time");
    row("anchor", "a: &x 1\n", 1, "an anchor");
    row("alias", "a: 1\nb: *x\n", 2, "");
    row("alias of itself", "a: &x [*x]\n", 1, "an anchor");
    row("tag", "a: !!int 3\n", 1, "the tag");
    row("own tag", "a: !foo 3\n", 1, "the tag");
    row("list as key", "? [a]\n: 1\n", 1, "a key that is no word");
    row("two documents", "a: 1\n---\nb: 1\n", 2, "a second document");
    row("unclosed flow", "a: [1, 2\n", 2, "");
    row("tab for indent", "a:\n\tb: 1\n", 2, "");
    row("NUL", QByteArray("a: 1\nb: \0\n", 10), 2, "a NUL character");
    row("nothing", "", 1, "nothing in the file");
    row("only a comment", "# nothing\n", 1, "nothing in the file");
    row("too deep", QByteArray(40, '[') + QByteArray(40, ']'), 1, "nested deeper than 16 levels");
    row("very deep and open", QByteArray(100000, '['), 1, "");
    row("very deep maps", QByteArray("{a: ").repeated(50) + "1" + QByteArray(50, '}'), 1, "nested deeper");
    row("too many values", "[" + QByteArray("1,").repeated(300) + "1]", 1, "more than 200 values");
}

void tst_strictyaml::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    QFETCH(QString, reason);
    const auto read = readYaml(text, QStringLiteral("f.yaml"), {.values = 200});
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::BadInput);
    QCOMPARE(read.error().where, where);
    QVERIFY2(read.error().detail.contains(reason), qPrintable(read.error().detail));
    QVERIFY(!read.error().detail.isEmpty());
}

void tst_strictyaml::readsTree()
{
    const auto read = readYaml("a: [1, 'x']\nb:\n  c: text of words\n", QStringLiteral("f.yaml"));
    QVERIFY(read);
    QCOMPARE(read->entries.size(), size_t(2));
    QCOMPARE(read->entries[0].value.items[1].scalar, QStringLiteral("x"));
    QVERIFY(read->entries[0].value.items[1].quoted);
    QVERIFY(!read->entries[0].value.items[0].quoted);
    const Yaml &inner = read->entries[1].value;
    QCOMPARE(inner.entries[0].key.line, 3);
    QCOMPARE(inner.entries[0].value.scalar, QStringLiteral("text of words"));
}

void tst_strictyaml::readsSpans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("microseconds"); // -1: refused
    QTest::newRow("milliseconds") << QStringLiteral("38ms") << qint64(38'000);
    QTest::newRow("seconds") << QStringLiteral("10s") << qint64(10'000'000);
    QTest::newRow("minutes") << QStringLiteral("5min") << qint64(300'000'000);
    QTest::newRow("days") << QStringLiteral("2d") << qint64(172'800'000'000);
    QTest::newRow("nothing") << QStringLiteral("0s") << qint64(0);
    QTest::newRow("no unit") << QStringLiteral("10") << qint64(-1);
    QTest::newRow("months") << QStringLiteral("1mo") << qint64(-1);
    QTest::newRow("negative") << QStringLiteral("-1s") << qint64(-1);
    QTest::newRow("space") << QStringLiteral("1 s") << qint64(-1);
    QTest::newRow("ten years and a day") << QStringLiteral("3651d") << qint64(-1);
    QTest::newRow("overflow") << QStringLiteral("9223372036854775807d") << qint64(-1);
}

void tst_strictyaml::readsSpans()
{
    QFETCH(QString, text);
    QFETCH(qint64, microseconds);
    Yaml value;
    value.kind = Yaml::Kind::Scalar;
    value.scalar = text;
    value.line = 7;
    qint64 read = -1;
    try {
        read = spanOf(value).count();
    } catch (const Refusal &refusal) {
        QCOMPARE(refusal.line, 7);
    }
    QCOMPARE(read, microseconds);
}

void tst_strictyaml::refusesValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("reason");
    QTest::newRow("unknown key") << QByteArray("name: a.b\nnmae: c\n") << 2
                                 << QStringLiteral("a thing has no \"nmae\"");
    QTest::newRow("missing key") << QByteArray("flag: true\n") << 1 << QStringLiteral("a thing needs \"name\"");
    QTest::newRow("list for a text") << QByteArray("name: [a]\n") << 1 << QStringLiteral("a text is expected here");
    QTest::newRow("null for a text") << QByteArray("name:\n") << 1 << QStringLiteral("a text is expected here");
    QTest::newRow("no name") << QByteArray("name: a..b\n") << 1 << QStringLiteral("is no domain name");
    QTest::newRow("yes for true") << QByteArray("name: a\nflag: yes\n") << 2 << QStringLiteral("true or false");
    QTest::newRow("quoted true") << QByteArray("name: a\nflag: 'true'\n") << 2 << QStringLiteral("true or false");
    QTest::newRow("time without zone") << QByteArray("name: a\nat: 2020-05-30T15:11:38\n") << 2
                                       << QStringLiteral("is no time");
    QTest::newRow("date only") << QByteArray("name: a\nat: 2020-05-30\n") << 2 << QStringLiteral("is no time");
    QTest::newRow("short address") << QByteArray("name: a\naddress: 10.1\n") << 2 << QStringLiteral("is no address");
    QTest::newRow("octal address") << QByteArray("name: a\naddress: 010.1.1.1\n") << 2
                                   << QStringLiteral("is no address");
    QTest::newRow("scoped address") << QByteArray("name: a\naddress: fe80::1%lo\n") << 2
                                    << QStringLiteral("is no address");
    QTest::newRow("bits outside the mask")
        << QByteArray("name: a\nprefix: 192.0.2.1/24\n") << 2 << QStringLiteral("is no prefix");
    QTest::newRow("unknown type") << QByteArray("name: a\ntype: FOO\n") << 2 << QStringLiteral("is no record type");
}

void tst_strictyaml::refusesValues()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, reason);
    const auto read = readYaml(text, QStringLiteral("f.yaml"));
    QVERIFY(read);
    try {
        Fields fields(*read, QStringLiteral("a thing"));
        (void)fields.name("name");
        (void)fields.flagOr("flag", false);
        (void)fields.instantIf("at");
        if (const Yaml *value = fields.find("address")) (void)addressOf(*value);
        if (const Yaml *value = fields.find("prefix")) (void)prefixOf(*value);
        if (const Yaml *value = fields.find("type")) (void)typeOf(*value);
        fields.finish();
        QFAIL("was accepted");
    } catch (const Refusal &refusal) {
        QCOMPARE(refusal.line, line);
        QVERIFY2(refusal.reason.contains(reason), qPrintable(refusal.reason));
    }
}

void tst_strictyaml::neverThrowsOnNoise()
{
    quint32 state = 1;
    const QByteArray alphabet = "ab:{}[],-&*!|>'\"%@`#?\n\t  \\~0.";
    for (int i = 0; i < 3000; ++i) {
        QByteArray text;
        for (int k = 0; k < 40; ++k) {
            state = state * 1664525 + 1013904223;
            text += alphabet[int((state >> 16) % quint32(alphabet.size()))];
        }
        const auto read = readYaml(text, QStringLiteral("f.yaml"));
        if (!read) QVERIFY(read.error().where.startsWith(QStringLiteral("f.yaml")));
    }
}

QTEST_GUILESS_MAIN(tst_strictyaml)
#include "tst_strictyaml.moc"
