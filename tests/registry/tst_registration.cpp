// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/registry/Registration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace hinoban;
using namespace hinoban::registry;
using namespace Qt::StringLiterals;

namespace {

dns::Name name(const char *text) { return *dns::Name::fromText(text); }

QJsonArray card(const QString &fn, const QString &tel, const QString &email)
{
    const QJsonObject none;
    return {u"vcard"_s,
            QJsonArray{QJsonArray{u"version"_s, none, u"text"_s, u"4.0"_s}, QJsonArray{u"fn"_s, none, u"text"_s, fn},
                       QJsonArray{u"tel"_s, QJsonObject{{u"type"_s, u"voice"_s}}, u"uri"_s, tel},
                       QJsonArray{u"email"_s, none, u"text"_s, email}}};
}

QJsonObject happened(const QString &action, const QString &date)
{
    return {{u"eventAction"_s, action}, {u"eventDate"_s, date}};
}

// The shape that the registries of com and net answer with.
QJsonObject thinDomain()
{
    const QJsonObject abuse{{u"objectClassName"_s, u"entity"_s},
                            {u"roles"_s, QJsonArray{u"abuse"_s}},
                            {u"vcardArray"_s, card({}, u"tel:+81.312345678"_s, u"abuse@registrar.example"_s)}};
    const QJsonObject registrar{
        {u"objectClassName"_s, u"entity"_s},
        {u"handle"_s, u"49"_s},
        {u"roles"_s, QJsonArray{u"registrar"_s}},
        {u"publicIds"_s, QJsonArray{QJsonObject{{u"type"_s, u"IANA Registrar ID"_s}, {u"identifier"_s, u"49"_s}}}},
        {u"vcardArray"_s, card(u"Example Registrar, Inc."_s, {}, {})},
        {u"entities"_s, QJsonArray{abuse}}};
    return {{u"objectClassName"_s, u"domain"_s},
            {u"handle"_s, u"1234_DOMAIN_COM-VRSN"_s},
            {u"ldhName"_s, u"EXAMPLE.COM"_s},
            {u"status"_s, QJsonArray{u"client transfer prohibited"_s, u"active"_s, u"associated"_s,
                                     u"client transfer prohibited"_s}},
            {u"entities"_s, QJsonArray{registrar}},
            {u"events"_s, QJsonArray{happened(u"registration"_s, u"2012-08-28T02:30:03Z"_s),
                                     happened(u"expiration"_s, u"2021-08-28T02:30:03Z"_s),
                                     happened(u"last changed"_s, u"2020-05-30T15:11:38Z"_s),
                                     happened(u"last update of RDAP database"_s, u"2020-06-01T00:00:00Z"_s)}},
            {u"secureDNS"_s, QJsonObject{{u"delegationSigned"_s, false}}},
            {u"nameservers"_s, QJsonArray{QJsonObject{{u"objectClassName"_s, u"nameserver"_s},
                                                      {u"ldhName"_s, u"NS-1515.AWSDNS-061.ORG"_s}},
                                          QJsonObject{{u"ldhName"_s, u"ns-1985.awsdns-056.co.uk."_s}},
                                          QJsonObject{{u"ldhName"_s, u"ns-1515.awsdns-061.org"_s}}}}};
}

QByteArray text(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QJsonObject with(const QString &key, const QJsonValue &value)
{
    QJsonObject object = thinDomain();
    object[key] = value;
    return object;
}

} // namespace

class TestRegistration : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheUsualShape()
    {
        const QByteArray json = text(thinDomain());
        const auto read = registrationFromRdap(json, name("example.com"));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QCOMPARE(read->domain, name("example.com"));
        QCOMPARE(read->registrar, u"Example Registrar, Inc."_s);
        QCOMPARE(read->registrarIanaId, u"49"_s);
        QCOMPARE(read->abuseEmail, u"abuse@registrar.example"_s);
        QCOMPARE(read->abusePhone, u"+81.312345678"_s);
        QCOMPARE(read->statuses, (QStringList{u"clientTransferProhibited"_s, u"linked"_s, u"ok"_s}));
        QVERIFY(read->registered == *instantFromRfc3339(u"2012-08-28T02:30:03Z"));
        QVERIFY(read->expires == *instantFromRfc3339(u"2021-08-28T02:30:03Z"));
        QVERIFY(read->lastChanged == *instantFromRfc3339(u"2020-05-30T15:11:38Z"));
        QVERIFY(!read->transferred);
        QCOMPARE(read->nameservers.size(), size_t(2));
        QVERIFY(std::is_sorted(read->nameservers.begin(), read->nameservers.end()));
        QVERIFY(!read->delegationSigned);
        QCOMPARE(read->raw, json);
    }

    void statuses_data()
    {
        QTest::addColumn<QString>("rdap");
        QTest::addColumn<QString>("epp");
        QTest::newRow("one word") << u"inactive"_s << u"inactive"_s;
        QTest::newRow("server lock") << u"server update prohibited"_s << u"serverUpdateProhibited"_s;
        QTest::newRow("grace") << u"add period"_s << u"addPeriod"_s;
        QTest::newRow("EPP already") << u"clientHold"_s << u"clientHold"_s;
        QTest::newRow("control characters") << u"a\u001b[2Jb"_s << u"a\\u001b[2Jb"_s;
    }
    void statuses()
    {
        QFETCH(QString, rdap);
        QFETCH(QString, epp);
        const auto read = registrationFromRdap(text(with(u"status"_s, QJsonArray{rdap})), name("example.com"));
        QVERIFY(read.has_value());
        QCOMPARE(read->statuses, QStringList{epp});
    }

    void whatMayBeMissing()
    {
        const QJsonObject bare{{u"objectClassName"_s, u"domain"_s},
                               {u"ldhName"_s, u"example.com"_s},
                               {u"status"_s, QJsonValue::Null},
                               {u"events"_s, QJsonArray{happened(u"registration"_s, u"yesterday"_s)}}};
        const auto read = registrationFromRdap(text(bare), name("example.com"));
        QVERIFY(read.has_value());
        QVERIFY(read->registrar.isEmpty() && read->statuses.isEmpty() && read->nameservers.empty() &&
                !read->registered);
    }

    // RFC 9537: names are empty texts and properties are gone.
    void redacted()
    {
        QJsonObject object = thinDomain();
        object[u"redacted"_s] = QJsonArray{QJsonObject{{u"name"_s, QJsonObject{{u"type"_s, u"Registrant Name"_s}}}}};
        object[u"entities"_s] =
            QJsonArray{QJsonObject{{u"roles"_s, QJsonArray{u"registrant"_s}}, {u"vcardArray"_s, card({}, {}, {})}},
                       QJsonObject{{u"roles"_s, QJsonArray{u"registrar"_s}}}};
        const auto read = registrationFromRdap(text(object), name("example.com"));
        QVERIFY(read.has_value());
        QVERIFY(read->registrar.isEmpty() && read->abuseEmail.isEmpty());
        QCOMPARE(read->nameservers.size(), size_t(2));
    }

    void anInternationalName()
    {
        const QJsonObject object{{u"objectClassName"_s, u"domain"_s}, {u"unicodeName"_s, u"日本.example"_s}};
        QVERIFY(registrationFromRdap(text(object), name("xn--wgv71a.example")).has_value());
    }

    void theNewestOfTwoEventsCounts()
    {
        const auto read = registrationFromRdap(
            text(with(u"events"_s, QJsonArray{happened(u"transfer"_s, u"2020-05-30T00:00:00Z"_s),
                                              happened(u"transfer"_s, u"2010-01-01T00:00:00Z"_s)})),
            name("example.com"));
        QVERIFY(read.has_value());
        QCOMPARE(toRfc3339(*read->transferred), u"2020-05-30T00:00:00Z"_s);
    }

    void hostileText()
    {
        QJsonObject object = thinDomain();
        object[u"entities"_s] = QJsonArray{QJsonObject{
            {u"roles"_s, QJsonArray{u"registrar"_s}},
            {u"vcardArray"_s, card(u"Evil\u202ecnI\u0007<b>"_s, u"tel:+1\r\n2"_s, u"a@b.example"_s)},
            {u"publicIds"_s,
             QJsonArray{QJsonObject{{u"type"_s, u"IANA Registrar ID"_s}, {u"identifier"_s, u"4\u200b9"_s}}}}}};
        const auto read = registrationFromRdap(text(object), name("example.com"));
        QVERIFY(read.has_value());
        QCOMPARE(read->registrar, u"Evil\\u202ecnI\\u0007<b>"_s);
        QCOMPARE(read->registrarIanaId, u"4\\u200b9"_s);
    }

    void addressesThatAreNoneAreLeftOut_data()
    {
        QTest::addColumn<QString>("email");
        for (const char *email :
             {"a@b@c", "@b", "a@", "abuse", "a@b\r\nBcc: x@y", "a@b,c@d", "A <a@b>", "a b@c", "a;@b"})
            QTest::newRow(email) << QString::fromLatin1(email);
        QTest::newRow("bidi") << u"a\u202e@b"_s;
        QTest::newRow("long") << QString(400, u'a') + u"@b"_s;
    }
    void addressesThatAreNoneAreLeftOut()
    {
        QFETCH(QString, email);
        QJsonObject object = thinDomain();
        object[u"entities"_s] =
            QJsonArray{QJsonObject{{u"roles"_s, QJsonArray{u"abuse"_s}}, {u"vcardArray"_s, card({}, {}, email)}}};
        const auto read = registrationFromRdap(text(object), name("example.com"));
        QVERIFY(read.has_value());
        QCOMPARE(read->abuseEmail, QString());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *what, const QString &key, const QJsonValue &value) {
            QTest::newRow(what) << text(with(key, value));
        };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("garbage") << QByteArray("\x00\xff{", 3);
        QTest::newRow("a page") << QByteArray("<html><body>Blocked</body></html>");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("cut off") << text(thinDomain()).chopped(20);
        QTest::newRow("10,000 levels") << "{\"objectClassName\":\"domain\",\"x\":" + QByteArray(10000, '[') +
                                              QByteArray(10000, ']') + '}';
        QTest::newRow("two MiB") << text(with(u"notices"_s, QString(2 * 1024 * 1024, u'x')));
        QTest::newRow("a key twice") << QByteArray(
            "{\"objectClassName\":\"domain\",\"ldhName\":\"evil.com\",\"ldhName\":\"example.com\"}");
        row("an error object", u"objectClassName"_s, QJsonValue::Undefined);
        row("another object", u"objectClassName"_s, u"entity"_s);
        row("another domain", u"ldhName"_s, u"example.net"_s);
        row("a name that is none", u"ldhName"_s, QString(300, u'a'));
        row("no name", u"ldhName"_s, QJsonValue::Undefined);
        row("a name that is a number", u"ldhName"_s, 1);
        row("status is a text", u"status"_s, u"active"_s);
        row("a status is a number", u"status"_s, QJsonArray{1});
        row("events is an object", u"events"_s, QJsonObject{});
        row("entities is a number", u"entities"_s, 3);
        row("nameservers is a text", u"nameservers"_s, u"ns1.example.com"_s);
        row("a name server is a text", u"nameservers"_s, QJsonArray{u"ns1.example.com"_s});
        row("a name server without a name", u"nameservers"_s, QJsonArray{QJsonObject{}});
        row("a name server with an impossible name", u"nameservers"_s,
            QJsonArray{QJsonObject{{u"ldhName"_s, QString(64, u'a') + u".com"_s}}});
        row("secureDNS is true", u"secureDNS"_s, true);
        QJsonArray many;
        for (int i = 0; i < 1000; ++i)
            many.append(QJsonObject{{u"ldhName"_s, u"ns%1.example.com"_s.arg(i)}});
        row("a thousand name servers", u"nameservers"_s, many);
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        const auto read = registrationFromRdap(json, name("example.com"));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::BadInput);
    }

    void wrongTypesInsideAreSurvived()
    {
        const QJsonArray odd{1,
                             u"x"_s,
                             QJsonValue::Null,
                             QJsonArray{},
                             QJsonObject{{u"roles"_s, u"registrar"_s}},
                             QJsonObject{{u"roles"_s, QJsonArray{u"registrar"_s}},
                                         {u"vcardArray"_s, u"x"_s},
                                         {u"publicIds"_s, 1},
                                         {u"entities"_s, 2}},
                             QJsonObject{{u"roles"_s, QJsonArray{u"registrar"_s}},
                                         {u"vcardArray"_s, QJsonArray{1, QJsonArray{1, QJsonArray{1}}}}}};
        QJsonObject object = with(u"entities"_s, odd);
        object[u"events"_s] = odd;
        QVERIFY(registrationFromRdap(text(object), name("example.com")).has_value());
    }

    void aLookUpIsKeptWhole()
    {
        Lookup lookup;
        lookup.domain = name("example.com");
        lookup.source = u"RDAP https://rdap.example/domain/example.com"_s;
        lookup.askedAt = instantFromUnixMicroseconds(1590851498123456);
        lookup.took = Duration(98765);
        lookup.raw = text(thinDomain());
        lookup.rawSha256 = sha256Hex(lookup.raw);
        lookup.registration = *registrationFromRdap(lookup.raw, lookup.domain);
        QVERIFY(canonicalJson(toJson(lookup)).has_value());
        const auto read = lookupFromJson(toJson(lookup));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(sentence(read.error())));
        QCOMPARE((*read)->domain, lookup.domain);
        QCOMPARE((*read)->source, lookup.source);
        QVERIFY((*read)->askedAt == lookup.askedAt && (*read)->took == lookup.took);
        QCOMPARE((*read)->raw, lookup.raw);
        QVERIFY((*read)->registration == lookup.registration);

        lookup.registration.reset();
        lookup.raw.clear();
        lookup.rawSha256.clear();
        lookup.problem = u"why"_s;
        const auto unknown = lookupFromJson(toJson(lookup));
        QVERIFY(unknown.has_value());
        QVERIFY(!(*unknown)->registration);
        QCOMPARE((*unknown)->problem, u"why"_s);
    }

    void aLookUpThatWasChangedIsRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("domain") << u"domain"_s << QJsonValue(1);
        QTest::newRow("another domain") << u"domain"_s << QJsonValue(u"example.net"_s);
        QTest::newRow("time") << u"askedAtMicroseconds"_s << QJsonValue(u"now"_s);
        QTest::newRow("time with a fraction") << u"askedAtMicroseconds"_s << QJsonValue(1.5);
        QTest::newRow("span") << u"tookMicroseconds"_s << QJsonValue(-1);
        QTest::newRow("bytes") << u"raw"_s << QJsonValue(u"e30="_s);
        QTest::newRow("no base64") << u"raw"_s << QJsonValue(u"%%%"_s);
        QTest::newRow("hash") << u"rawSha256"_s << QJsonValue(u"00"_s);
    }
    void aLookUpThatWasChangedIsRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        Lookup lookup;
        lookup.domain = name("example.com");
        lookup.raw = text(thinDomain());
        lookup.rawSha256 = sha256Hex(lookup.raw);
        QJsonObject object = toJson(lookup);
        QVERIFY(lookupFromJson(object).has_value());
        object[key] = value;
        QVERIFY(!lookupFromJson(object).has_value());
    }
};

QTEST_GUILESS_MAIN(TestRegistration)
#include "tst_registration.moc"
