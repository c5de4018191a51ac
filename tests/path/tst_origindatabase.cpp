// SPDX-License-Identifier: GPL-3.0-or-later
// The database of origins, against files that the test writes byte by byte as the MaxMind DB format says
// (https://maxmind.github.io/MaxMind-DB/).
#include "app/path/OriginDatabase.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace hinoban;

class OriginDatabaseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addressesAndTheirOrigins();
    void whatIsNoDatabase_data();
    void whatIsNoDatabase();

private:
    [[nodiscard]] QString written(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("origins.mmdb")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

namespace {

// Data fields: a control byte with type and size, then the value; types above 7 in a byte of their own.
QByteArray text(const QByteArray &value) { return QByteArray(1, char(0x40 | value.size())) + value; }
QByteArray map(int pairs) { return QByteArray(1, char(0xe0 | pairs)); }
QByteArray number(int type, quint64 value, int size)
{
    QByteArray out;
    for (int i = size - 1; i >= 0; --i)
        out += char(value >> (8 * i));
    return type <= 7 ? QByteArray(1, char(type << 5 | size)) + out
                     : QByteArray(1, char(size)) + QByteArray(1, char(type - 7)) + out;
}
QByteArray array(int items) { return QByteArray(1, char(items)) + QByteArray(1, char(4)); }

// A database of IPv4 addresses: prefixes as bits, and the data of each.
QByteArray database(const std::vector<std::pair<QByteArray, QByteArray>> &prefixes)
{
    struct Node {
        quint32 side[2] = {0, 0}; // 0: nothing; else a node, or data as place + 1 with the top bit
    };
    constexpr quint32 Data = 0x80000000U;
    std::vector<Node> nodes(1);
    QByteArray data;
    for (const auto &[bits, value] : prefixes) {
        quint32 at = 0;
        for (qsizetype i = 0; i < bits.size(); ++i) {
            const int side = bits[i] == '1';
            if (i + 1 == bits.size()) {
                nodes[at].side[side] = Data | quint32(data.size() + 1);
                data += value;
            } else {
                if (nodes[at].side[side] == 0) {
                    nodes[at].side[side] = quint32(nodes.size());
                    nodes.emplace_back();
                }
                at = nodes[at].side[side];
            }
        }
    }
    QByteArray out;
    const auto count = quint32(nodes.size());
    for (const Node &node : nodes)
        for (const quint32 side : node.side) {
            const quint32 record = side == 0 ? count : side & Data ? count + 16 + (side & ~Data) - 1 : side;
            for (const int shift : {16, 8, 0})
                out += char(record >> shift);
        }
    out += QByteArray(16, '\0') + data + "\xab\xcd\xefMaxMind.com";
    return out + map(9) + text("node_count") + number(6, count, 4) + text("record_size") + number(5, 24, 2) +
           text("ip_version") + number(5, 4, 2) + text("database_type") + text("Test-ASN") + text("languages") +
           array(0) + text("binary_format_major_version") + number(5, 2, 2) + text("binary_format_minor_version") +
           number(5, 0, 2) + text("build_epoch") + number(9, 1700000000, 8) + text("description") + map(0);
}

QByteArray bits(const char *address, int length)
{
    const quint32 value = QHostAddress(QLatin1String(address)).toIPv4Address();
    QByteArray out;
    for (int i = 0; i < length; ++i)
        out += (value >> (31 - i)) & 1 ? '1' : '0';
    return out;
}

} // namespace

void OriginDatabaseTest::addressesAndTheirOrigins()
{
    const QByteArray known = database(
        {{bits("198.51.100.0", 24), map(1) + text("autonomous_system_number") + number(6, 64500, 4)},
         {bits("203.0.113.0", 24), map(1) + text("asn") + text("AS64501")},
         {bits("192.0.2.0", 25), map(1) + text("country") + text("JP")},
         {bits("192.0.2.128", 25), map(1) + text("country") + map(1) + text("iso_code") + text("SE")},
         {bits("198.18.0.0", 16), map(2) + text("country") + text("Japan") + text("country_code") + text("jp")},
         {bits("198.19.0.0", 16), map(1) + text("country") + text("Atlantis")}});
    const auto opened = path::OriginDatabase::open(written(known));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    const auto origin = [&](const char *address) {
        return (*opened)->originOf(QHostAddress(QLatin1String(address))).value_or(path::Origin{}).as;
    };
    QCOMPARE(origin("198.51.100.7"), 64500U);
    QCOMPARE(origin("203.0.113.255"), 64501U);
    QCOMPARE(origin("192.0.2.1"), 0U);    // told of, without a number
    QCOMPARE(origin("198.51.101.7"), 0U); // not told of
    QCOMPARE(origin("2001:db8::1"), 0U);  // in a database of IPv4
    QVERIFY(!(*opened)->originOf(QHostAddress()));
    const auto country = [&](const char *address) {
        return (*opened)->originOf(QHostAddress(QLatin1String(address))).value_or(path::Origin{}).country;
    };
    QCOMPARE(country("192.0.2.1"), QStringLiteral("JP"));
    QCOMPARE(country("192.0.2.200"), QStringLiteral("SE"));
    QCOMPARE(country("198.18.1.1"), QStringLiteral("JP"));
    QCOMPARE(country("198.51.100.7"), QString());
    QVERIFY(!(*opened)->originOf(QHostAddress(QStringLiteral("198.19.1.1")))); // no country's code
    const auto whole = (*opened)->originOf(QHostAddress(QStringLiteral("198.51.100.7"))).value();
    QCOMPARE(whole.source, QStringLiteral("origins.mmdb"));
    QVERIFY(whole.at == Instant(std::chrono::seconds(1700000000)));
}

void OriginDatabaseTest::whatIsNoDatabase_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("autonomous system numbers\n");
    QTest::newRow("no metadata behind the mark") << QByteArray("\xab\xcd\xefMaxMind.com");
    QTest::newRow("cut off") << database({}).chopped(60);
}

void OriginDatabaseTest::whatIsNoDatabase()
{
    QFETCH(QByteArray, bytes);
    const auto opened = path::OriginDatabase::open(written(bytes));
    QVERIFY(!opened);
    QVERIFY(opened.error().code == ErrorCode::BadInput);
    QVERIFY(!path::OriginDatabase::open(m_folder.filePath(QStringLiteral("nothing-here"))));
}

QTEST_GUILESS_MAIN(OriginDatabaseTest)
#include "tst_origindatabase.moc"
