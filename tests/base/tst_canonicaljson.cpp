// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QtTest>

using namespace hinoban;
using namespace Qt::StringLiterals;

namespace {

// Values of the restricted form, with the characters that programs disagree about.
class Values {
public:
    explicit Values(quint32 seed)
        : m_random(seed)
    {
    }

    QJsonValue value(int depth)
    {
        switch (m_random.bounded(depth > 0 ? 7 : 5)) {
        case 0:
            return QJsonValue::Null;
        case 1:
            return m_random.bounded(2) == 1;
        case 2:
            return integer();
        case 3:
        case 4:
            return text(false);
        case 5: {
            QJsonArray array;
            for (int i = m_random.bounded(5); i > 0; --i)
                array.append(value(depth - 1));
            return array;
        }
        default:
            return object(depth - 1);
        }
    }

    QJsonObject object(int depth)
    {
        QJsonObject object;
        for (int i = m_random.bounded(6); i > 0; --i)
            object.insert(text(true), value(depth));
        return object;
    }

private:
    qint64 integer()
    {
        static constexpr qint64 edges[] = {
            0, 1, -1, 10, 1LL << 31, -(1LL << 31), 1LL << 53, -(1LL << 53), 999999999999999};
        if (m_random.bounded(2) == 0) return edges[m_random.bounded(int(std::size(edges)))];
        return qint64(m_random.generate64() >> 11) - (1LL << 52);
    }

    QString text(bool ascii)
    {
        static const QList<char32_t> odd{U'"', U'\\', U'/', U'\n', U'\t', U'\b', U'\f', U'\r', 0, 0x1f, U'<', U'~'};
        static const QList<char32_t> wide{0x80,   0xe9,   0x2028,  0x3042,  0xfb33,
                                          0xfeff, 0xffff, 0x1f600, 0x20bb7, 0x10ffff};
        QString made;
        for (int i = m_random.bounded(8); i > 0; --i) {
            char32_t c = char32_t(m_random.bounded(0x20, 0x7f));
            if (m_random.bounded(3) == 0) c = odd[m_random.bounded(odd.size())];
            if (!ascii && m_random.bounded(3) == 0) c = wide[m_random.bounded(wide.size())];
            made += QString::fromUcs4(&c, 1);
        }
        return made;
    }

    QRandomGenerator m_random;
};

QByteArray filtered(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000) || process.exitCode() != 0) return process.readAllStandardError();
    return process.readAllStandardOutput();
}

} // namespace

class TestCanonicalJson : public QObject {
    Q_OBJECT

    // One value a line, as Qt writes it and as we do.
    static void generated(QByteArray &plain, QByteArray &canonical)
    {
        Values values(20200530);
        for (int i = 0; i < 500; ++i) {
            const QJsonObject object{{u"v"_s, values.value(4)}, {u"a"_s, values.object(2)}};
            plain += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
            const auto written = canonicalJson(object);
            QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
            canonical += *written + '\n';
        }
    }

private Q_SLOTS:
    void writes_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("keys sorted") << QJsonValue(QJsonObject{{u"b"_s, 1}, {u"a"_s, 2}, {u"B"_s, 3}, {u"aa"_s, 4}})
                                     << QByteArray(R"({"B":3,"a":2,"aa":4,"b":1})");
        QTest::newRow("nested") << QJsonValue(QJsonArray{QJsonObject{}, QJsonArray{}, QJsonValue::Null, true})
                                << QByteArray("[{},[],null,true]");
        QTest::newRow("largest") << QJsonValue(qint64(9007199254740992)) << QByteArray("9007199254740992");
        QTest::newRow("smallest") << QJsonValue(qint64(-9007199254740992)) << QByteArray("-9007199254740992");
        QTest::newRow("an integer as double") << QJsonValue(3.0) << QByteArray("3");
        QTest::newRow("minus zero") << QJsonValue(-0.0) << QByteArray("0");
        QTest::newRow("escapes") << QJsonValue(u"\"\\/\b\f\n\r\t\u0001\u001f"_s)
                                 << QByteArray("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\"");
        QTest::newRow("not ASCII") << QJsonValue(u"日本"_s) << QByteArray("\"\xe6\x97\xa5\xe6\x9c\xac\"");
        QTest::newRow("pair") << QJsonValue(QString::fromUcs4(U"\U00020BB7")) << QByteArray("\"\xf0\xa0\xae\xb7\"");
    }
    void writes()
    {
        QFETCH(QJsonValue, value);
        QFETCH(QByteArray, text);
        const auto written = canonicalJson(value);
        QVERIFY(written.has_value());
        QCOMPARE(*written, text);
    }

    void refusesToWrite_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("where");
        QTest::newRow("fraction") << QJsonValue(QJsonObject{{u"a"_s, QJsonArray{1, 0.5}}}) << u"$.a[1]"_s;
        QTest::newRow("too large") << QJsonValue(qint64(9007199254740993)) << u"$"_s;
        QTest::newRow("too small") << QJsonValue(qint64(-9007199254740993)) << u"$"_s;
        QTest::newRow("huge") << QJsonValue(1e300) << u"$"_s;
        QTest::newRow("infinite") << QJsonValue(std::numeric_limits<double>::infinity()) << u"$"_s;
        QTest::newRow("key not ASCII") << QJsonValue(QJsonObject{{u"é"_s, 1}}) << u"$"_s;
        QTest::newRow("half a pair") << QJsonValue(QString(QChar(0xd800))) << u"$"_s;
        QTest::newRow("the other half") << QJsonValue(QString(QChar(0xdc00)) + u'a') << u"$"_s;
        QTest::newRow("DEL") << QJsonValue(u"\u007f"_s) << u"$"_s;
        QTest::newRow("nothing") << QJsonValue(QJsonValue::Undefined) << u"$"_s;
    }
    void refusesToWrite()
    {
        QFETCH(QJsonValue, value);
        QFETCH(QString, where);
        const auto written = canonicalJson(value);
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().code, ErrorCode::BadInput);
        QCOMPARE(written.error().where, where);
    }

    void refusesDepth()
    {
        QJsonValue value = 1;
        for (int i = 0; i < 200; ++i)
            value = QJsonArray{value};
        QVERIFY(!canonicalJson(value).has_value());
    }

    void agreesWithJq()
    {
        const QString jq = QStandardPaths::findExecutable(u"jq"_s);
        if (jq.isEmpty()) QSKIP("jq is not installed");
        QByteArray plain, canonical;
        generated(plain, canonical);
        QCOMPARE(filtered(jq, {u"-cS"_s, u"."_s}, plain), canonical);
    }

    void agreesWithPython()
    {
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        if (python.isEmpty()) QSKIP("python3 is not installed");
        QByteArray plain, canonical;
        generated(plain, canonical);
        const QString program = u"import json, sys\n"
                                "for line in sys.stdin.buffer.read().split(b'\\n'):\n"
                                "    if line:\n"
                                "        text = json.dumps(json.loads(line), sort_keys=True, separators=(',', ':'), "
                                "ensure_ascii=False)\n"
                                "        sys.stdout.buffer.write(text.encode() + b'\\n')\n"_s;
        QCOMPARE(filtered(python, {u"-c"_s, program}, plain), canonical);
    }

    void readsBackWhatItWrote()
    {
        Values values(1);
        for (int i = 0; i < 500; ++i) {
            const auto written = canonicalJson(values.value(4));
            QVERIFY(written.has_value());
            const auto read = parseJson(*written);
            QVERIFY2(read.has_value(), read ? "" : written->constData());
            QCOMPARE(*canonicalJson(*read), *written);
        }
    }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("object") << QByteArray(R"( {"a":[1,{"a":"x"}]} )")
                                << QJsonValue(QJsonObject{{u"a"_s, QJsonArray{1, QJsonObject{{u"a"_s, u"x"_s}}}}});
        QTest::newRow("lone text") << QByteArray(" \"a\\\"b\" ") << QJsonValue(u"a\"b"_s);
        QTest::newRow("lone number") << QByteArray("-3") << QJsonValue(-3);
        QTest::newRow("null") << QByteArray("null") << QJsonValue(QJsonValue::Null);
        QTest::newRow("a text that looks like a key twice")
            << QByteArray(R"(["a","a",{"b":"a","a":"b"}])")
            << QJsonValue(QJsonArray{u"a"_s, u"a"_s, QJsonObject{{u"b"_s, u"a"_s}, {u"a"_s, u"b"_s}}});
        QTest::newRow("as deep as allowed")
            << QByteArray("[[[[]]]]") << QJsonValue(QJsonArray{QJsonArray{QJsonArray{QJsonArray{}}}});
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(QJsonValue, value);
        const auto read = parseJson(text, {1000, 4});
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
        QCOMPARE(*read, value);
    }

    void refusesToRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("blank") << QByteArray(" \n");
        QTest::newRow("garbage") << QByteArray("\xff\xfe\x00\x01");
        QTest::newRow("bad UTF-8") << QByteArray("[\"\xc3\x28\"]");
        QTest::newRow("cut off") << QByteArray(R"({"a":[1,2)");
        QTest::newRow("open text") << QByteArray("[\"a\\");
        QTest::newRow("two values") << QByteArray("1,2");
        QTest::newRow("two arrays") << QByteArray("[][]");
        QTest::newRow("out of the bracket") << QByteArray("1],[2");
        QTest::newRow("key twice") << QByteArray(R"({"a":1,"b":{"a":1},"a":2})");
        QTest::newRow("key twice, escaped") << QByteArray(R"({"a":1,"\u0061":2})");
        QTest::newRow("key twice below") << QByteArray(R"([{"x":{"a":1,"a":1}}])");
        QTest::newRow("too deep") << QByteArray("[[[[[]]]]]");
        QTest::newRow("far too deep") << QByteArray(900, '[');
        QTest::newRow("too long") << '"' + QByteArray(1000, 'a') + '"';
        QTest::newRow("comment") << QByteArray("[1] // one");
    }
    void refusesToRead()
    {
        QFETCH(QByteArray, text);
        const auto read = parseJson(text, {1000, 4});
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
    }

    void millionsOfBracketsAreRefusedWithoutRecursion()
    {
        QVERIFY(!parseJson(QByteArray(4 * 1024 * 1024, '['), {8 * 1024 * 1024, 32}).has_value());
    }

    void hashes()
    {
        QCOMPARE(sha256Hex("abc"), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
};

QTEST_GUILESS_MAIN(TestCanonicalJson)
#include "tst_canonicaljson.moc"
