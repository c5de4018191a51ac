// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/ZoneIndex.h"

#include <QTest>

using namespace hinoban;
using namespace hinoban::drill;
using dns::Name;
using dns::Type;

namespace {

constexpr char ZoneText[] = R"($ORIGIN example.
@ 3600 IN SOA ns1 hostmaster 1 1800 900 604800 300
@ 86400 IN NS ns1
@ 86400 IN NS ns.other.
@ 300 IN A 192.0.2.1
@ 300 IN MX 10 mail
ns1 86400 IN A 192.0.2.2
mail 60 IN A 192.0.2.3
mail 60 IN AAAA 2001:db8::3
www 300 IN CNAME @
chain 300 IN CNAME www
out 300 IN CNAME www.other.
loop1 300 IN CNAME loop2
loop2 300 IN CNAME loop1
a.deep.down 300 IN TXT "x"
*.wild 300 IN TXT "any"
known.wild 300 IN A 192.0.2.9
child 7200 IN NS ns.child
child 7200 IN NS ns.other.
child 7200 IN DS 1 13 2 49FD46E6C4B45C55D4AC49FD46E6C4B45C55D4AC49FD46E6C4B45C55D4AC1234
ns.child 7200 IN A 192.0.2.4
)";

std::shared_ptr<const ZoneIndex> zoneOf(const QByteArray &text, const char *apex, std::vector<Rotation> rotations = {})
{
    auto zone = dns::readZoneText(text, QStringLiteral("zone"), {.origin = *Name::fromText(apex)});
    if (!zone) qFatal("%s: %s", qPrintable(zone.error().where), qPrintable(zone.error().detail));
    return std::make_shared<ZoneIndex>(std::move(*zone), std::move(rotations));
}

QStringList texts(const std::vector<dns::Record> &records)
{
    QStringList all;
    for (const dns::Record &record : records)
        all << QString::fromLatin1(dns::recordText(record).simplified());
    all.sort();
    return all;
}

} // namespace

class tst_authoritative : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_data();
    void answers();
    void deeperZoneIsAskedFirst();
    void dsIsTheParents();
    void servesNothing();
    void rotates();
    void anyHoldsEverything();
};

void tst_authoritative::answers_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("rcode");
    QTest::addColumn<bool>("aa");
    QTest::addColumn<QStringList>("answer");
    QTest::addColumn<QStringList>("authority");
    QTest::addColumn<QStringList>("additional");
    using L = QStringList;
    const QString soa = QStringLiteral("example. 300 IN SOA ns1.example. hostmaster.example. 1 1800 900 604800 300");
    const L ns{QStringLiteral("example. 86400 IN NS ns.other."), QStringLiteral("example. 86400 IN NS ns1.example.")};
    const L referral{QStringLiteral("child.example. 7200 IN NS ns.child.example."),
                     QStringLiteral("child.example. 7200 IN NS ns.other.")};
    const L glue{QStringLiteral("ns.child.example. 7200 IN A 192.0.2.4")};
    const auto row = [](const char *what, const char *name, Type type, dns::Rcode rcode, bool aa, const L &answer,
                        const L &authority, const L &additional) {
        QTest::newRow(what) << QByteArray(name) << int(type) << int(rcode) << aa << answer << authority << additional;
    };
    using R = dns::Rcode;
    row("data at the apex", "example", Type::A, R::NoError, true, {QStringLiteral("example. 300 IN A 192.0.2.1")}, ns,
        {});
    row("NS set with its glue", "example", Type::NS, R::NoError, true, ns, {},
        {QStringLiteral("ns1.example. 86400 IN A 192.0.2.2")});
    row("MX with addresses", "example", Type::MX, R::NoError, true,
        {QStringLiteral("example. 300 IN MX 10 mail.example.")}, ns,
        {QStringLiteral("mail.example. 60 IN A 192.0.2.3"), QStringLiteral("mail.example. 60 IN AAAA 2001:db8::3")});
    row("NODATA", "example", Type::AAAA, R::NoError, true, {}, {soa}, {});
    row("NXDOMAIN", "nothing.example", Type::A, R::NXDomain, true, {}, {soa}, {});
    row("empty non-terminal is NODATA", "down.example", Type::A, R::NoError, true, {}, {soa}, {});
    row("below an empty non-terminal", "b.deep.down.example", Type::A, R::NXDomain, true, {}, {soa}, {});
    row("below an address", "x.mail.example", Type::A, R::NXDomain, true, {}, {soa}, {});
    row("CNAME followed", "www.example", Type::A, R::NoError, true,
        {QStringLiteral("example. 300 IN A 192.0.2.1"), QStringLiteral("www.example. 300 IN CNAME example.")}, ns, {});
    row("CNAME chain", "chain.example", Type::A, R::NoError, true,
        {QStringLiteral("chain.example. 300 IN CNAME www.example."), QStringLiteral("example. 300 IN A 192.0.2.1"),
         QStringLiteral("www.example. 300 IN CNAME example.")},
        ns, {});
    row("CNAME to data that is not there", "www.example", Type::AAAA, R::NoError, true,
        {QStringLiteral("www.example. 300 IN CNAME example.")}, {soa}, {});
    row("CNAME itself", "www.example", Type::CNAME, R::NoError, true,
        {QStringLiteral("www.example. 300 IN CNAME example.")}, ns, {});
    row("CNAME out of the zone", "out.example", Type::A, R::NoError, true,
        {QStringLiteral("out.example. 300 IN CNAME www.other.")}, {}, {});
    row("wildcard", "some.thing.wild.example", Type::TXT, R::NoError, true,
        {QStringLiteral("some.thing.wild.example. 300 IN TXT \"any\"")}, ns, {});
    row("wildcard without that type", "other.wild.example", Type::A, R::NoError, true, {}, {soa}, {});
    row("a name that is there hides the wildcard", "known.wild.example", Type::TXT, R::NoError, true, {}, {soa}, {});
    row("referral", "child.example", Type::A, R::NoError, false, {}, referral, glue);
    row("referral for the child's NS", "child.example", Type::NS, R::NoError, false, {}, referral, glue);
    row("referral from far below", "a.b.c.child.example", Type::MX, R::NoError, false, {}, referral, glue);
    row("referral for glue", "ns.child.example", Type::A, R::NoError, false, {}, referral, glue);
    row("denial of an odd type", "mail.example", Type(65280), R::NoError, true, {}, {soa}, {});
}

void tst_authoritative::answers()
{
    QFETCH(QByteArray, name);
    QFETCH(int, type);
    QFETCH(int, rcode);
    QFETCH(bool, aa);
    QFETCH(QStringList, answer);
    QFETCH(QStringList, authority);
    QFETCH(QStringList, additional);
    const ServedZones served({zoneOf(ZoneText, "example")});
    const Reply reply = served.answer(*Name::fromText(name), Type(type), {});
    QCOMPARE(int(reply.rcode), rcode);
    QCOMPARE(reply.aa, aa);
    QCOMPARE(texts(reply.answer), answer);
    QCOMPARE(texts(reply.authority), authority);
    QCOMPARE(texts(reply.additional), additional);
}

void tst_authoritative::deeperZoneIsAskedFirst()
{
    const auto child =
        zoneOf("$ORIGIN child.example.\n@ 60 IN SOA ns h 1 1 1 1 1\n@ 60 IN A 192.0.2.77\n", "child.example");
    const ServedZones served({zoneOf(ZoneText, "example"), child});
    const Reply reply = served.answer(*Name::fromText("child.example"), Type::A, {});
    QVERIFY(reply.aa);
    QCOMPARE(texts(reply.answer), QStringList{QStringLiteral("child.example. 60 IN A 192.0.2.77")});
}

void tst_authoritative::dsIsTheParents()
{
    const auto child = zoneOf("$ORIGIN child.example.\n@ 60 IN SOA ns h 1 1 1 1 1\n", "child.example");
    const Name name = *Name::fromText("child.example");
    const Reply both = ServedZones({zoneOf(ZoneText, "example"), child}).answer(name, Type::DS, {});
    QVERIFY(both.aa);
    QCOMPARE(both.answer.size(), size_t(1));
    QVERIFY(both.answer[0].type == Type::DS);
    // A server of the child alone can only deny it.
    const Reply alone = ServedZones({child}).answer(name, Type::DS, {});
    QVERIFY(alone.answer.empty());
    QVERIFY(alone.rcode == dns::Rcode::NoError);
}

void tst_authoritative::servesNothing()
{
    const ServedZones served({zoneOf(ZoneText, "example")});
    const Reply reply = served.answer(*Name::fromText("example.org"), Type::A, {});
    QVERIFY(reply.rcode == dns::Rcode::Refused);
    QVERIFY(!reply.aa);
    // A loop of CNAMEs ends.
    const Reply loop = served.answer(*Name::fromText("loop1.example"), Type::A, {});
    QVERIFY(loop.answer.size() < 20);
}

void tst_authoritative::rotates()
{
    QByteArray text = "$ORIGIN example.\n@ 60 IN SOA ns h 1 1 1 1 1\n";
    for (int i = 1; i <= 8; ++i)
        text += "@ 60 IN A 192.0.2." + QByteArray::number(i) + '\n';
    const Name name = *Name::fromText("example");
    const auto zone = zoneOf(text, "example", {{name, Type::A, 4, std::chrono::hours(1)}});
    const Instant start = *instantFromRfc3339(u"2020-06-01T00:00:00Z");
    const auto at = [&](int minutes) {
        return texts(zone->answer(name, Type::A, start + std::chrono::minutes(minutes)).answer);
    };
    QCOMPARE(at(0).size(), 4);
    QCOMPARE(at(0), at(59));
    QVERIFY(at(0) != at(60));
    QCOMPARE(at(0), at(120));
    QVERIFY(zone->phase(start) == zone->phase(start + std::chrono::minutes(59)));
    QVERIFY(zone->phase(start) != zone->phase(start + std::chrono::minutes(60)));
}

void tst_authoritative::anyHoldsEverything()
{
    const Reply reply = zoneOf(ZoneText, "example")->answer(*Name::fromText("example"), Type::ANY, {});
    QCOMPARE(reply.answer.size(), size_t(5));
}

QTEST_GUILESS_MAIN(tst_authoritative)
#include "tst_authoritative.moc"
