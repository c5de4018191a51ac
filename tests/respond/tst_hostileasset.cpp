// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/HostileAsset.h"
#include "tests/respond/Case2020.h"

#include <QJsonArray>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;
using namespace Qt::StringLiterals;

namespace {

// What assets follow from, at hand to be changed by a test.
struct Bench {
    std::vector<detect::Finding> all = findings();
    std::vector<SeenHost> hosts;
    std::set<dns::Name> ours{name("coincheck.com"), name("ns-1515.awsdns-61.org"), name("aspmx.l.google.com")};
    AssetBook book;
    std::vector<Request> requests;
    std::vector<Contact> contacts;
    std::function<registry::NetworkLookupPtr(const QHostAddress &)> network;
    std::function<registry::LookupPtr(const dns::Name &)> registration;
    std::function<quint32(const QHostAddress &)> origin;
    Instant now = at("2020-06-01T10:36:00Z");

    Bench()
    {
        all[0].args = {{u"host"_s, u"ns-1515.awsdns-061.org"_s}};
        all[2].args = {{u"host"_s, u"mail.coincheck.com"_s}, {u"addresses"_s, list({"45.77.24.250"})}};
        all[2].rule = u"unexpected-mx"_s;
        for (const auto &host : facts().hostile)
            hosts.push_back({name("coincheck.com"), host});
    }
    [[nodiscard]] std::vector<HostileAsset> assets() const
    {
        return hostileAssets({all, hosts, ours, book, requests, contacts, network, registration, origin, now});
    }
    [[nodiscard]] static const HostileAsset *find(const std::vector<HostileAsset> &assets, AssetKind kind,
                                                  const char *text)
    {
        for (const auto &asset : assets)
            if (asset.key == AssetKey{kind, QString::fromLatin1(text)}) return &asset;
        return nullptr;
    }
    // Through the log's own form: what cannot be stored cannot be folded either.
    void log(const Entry &entry)
    {
        const auto stored = entryFromJson(toJson(entry));
        if (!stored) qFatal("%s", qPrintable(stored.error().detail));
        book.take(*stored);
    }
    void turn(AssetKind kind, const char *text, AssetState state, const char *when, const char *detail)
    {
        const AssetKey key{kind, QString::fromLatin1(text)};
        const auto *record = book.find(key);
        log(assetTurnEntry(key, name("coincheck.com"), record ? record->state() : AssetState::Unknown,
                           {at(when), state, QString::fromLatin1(detail), {QByteArray(64, 'e')}}, at(when)));
    }
};

} // namespace

class TestHostileAsset : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingOf2020IsFound()
    {
        const auto assets = Bench().assets();
        QStringList seen;
        for (const auto &asset : assets)
            seen += QString::fromLatin1(assetKindText(asset.key.kind)) + u' ' + asset.key.name;
        const QStringList wanted{u"nameserver ns-1515.awsdns-061.org"_s,
                                 u"nameserver ns-1985.awsdns-056.co.uk"_s,
                                 u"nameserver ns-650.awsdns-017.net"_s,
                                 u"mail-host mail.coincheck.com"_s,
                                 u"address 172.104.114.87"_s,
                                 u"address 45.77.24.250"_s,
                                 u"address 45.77.9.110"_s,
                                 u"address 82.221.139.210"_s,
                                 u"domain awsdns-056.co.uk"_s,
                                 u"domain awsdns-061.org"_s};
        QCOMPARE(seen, wanted);
        const auto *ns = Bench::find(assets, AssetKind::Nameserver, "ns-1515.awsdns-061.org");
        QCOMPARE(ns->findings, QStringList{u"D1"_s});
        QCOMPARE(ns->firstSeen, std::optional(at("2020-05-30T15:12:30Z")));
        QCOMPARE(ns->domains, std::vector{name("coincheck.com")});
        QCOMPARE(Bench::find(assets, AssetKind::Nameserver, "ns-1985.awsdns-056.co.uk")->imitates,
                 u"ns-1985.awsdns-56.co.uk"_s);
        // What was seen of the host was seen of its address.
        const auto *address = Bench::find(assets, AssetKind::Address, "45.77.24.250");
        QCOMPARE(address->findings, QStringList{u"D8"_s});
        QCOMPARE(address->hosts, QStringList{u"mail.coincheck.com"_s});
        const auto *domain = Bench::find(assets, AssetKind::Domain, "awsdns-061.org");
        QCOMPARE(domain->registered, std::optional(at("2020-05-29T14:19:13Z")));
        QCOMPARE(domain->registrar, u"Example Registrar LLC"_s);
        QCOMPARE(domain->hosts, QStringList{u"ns-1515.awsdns-061.org"_s});
    }

    void whatIsOursOrOnlyPlannedIsNoEnemy()
    {
        Bench bench;
        bench.hosts.clear();
        bench.all[0].args = {{u"host"_s, u"ns-1515.awsdns-61.org"_s}}; // accepted since
        bench.all[1].severity = detect::Severity::Info;                // announced
        bench.all[2].args = {{u"host"_s, u"aspmx.l.google.com"_s}};
        bench.all.resize(3);
        QVERIFY(bench.assets().empty());
    }

    void addressesAndCertificatesComeFromTheirSignals()
    {
        Bench bench;
        bench.hosts.clear();
        bench.all.clear();
        auto glue = finding("D4", "parent", detect::Severity::Crit, "2020-05-30T15:12:30Z");
        glue.args = {{u"unexpected"_s, list({"203.0.113.9"})}};
        auto leads = finding("D9", "authoritative", detect::Severity::High, "2020-05-30T15:12:30Z");
        leads.args = {{u"unexpected"_s, list({"A 203.0.113.10", "CNAME evil.example", "+12"})}};
        auto issued = finding("T1", "", detect::Severity::Crit, "2020-05-30T16:00:00Z");
        issued.args = {{u"issuer"_s, u"Let's Encrypt"_s},
                       {u"names"_s, list({"coincheck.com"})},
                       {u"serials"_s, list({"03ffee", "+3"})},
                       {u"until"_s, u"2020-08-28T00:00:00Z"_s}};
        bench.all = {glue, leads, issued};
        const auto assets = bench.assets();
        QCOMPARE(assets.size(), size_t(3));
        QVERIFY(Bench::find(assets, AssetKind::Address, "203.0.113.9"));
        QVERIFY(Bench::find(assets, AssetKind::Address, "203.0.113.10"));
        const auto *certificate = Bench::find(assets, AssetKind::Certificate, "03ffee");
        QVERIFY(certificate);
        QCOMPARE(certificate->state, AssetState::Live);
        QVERIFY(certificate->detail.contains(u"coincheck.com"_s));
        bench.now = at("2020-09-01T00:00:00Z");
        const auto later = bench.assets();
        QCOMPARE(Bench::find(later, AssetKind::Certificate, "03ffee")->state, AssetState::Stopped);
    }

    void theLogTellsHowEachStands()
    {
        Bench bench;
        bench.turn(AssetKind::Nameserver, "ns-1515.awsdns-061.org", AssetState::Live, "2020-05-30T15:13:00Z",
                   "answers");
        bench.turn(AssetKind::Nameserver, "ns-1515.awsdns-061.org", AssetState::Changed, "2020-06-02T17:01:00Z", "MX");
        bench.turn(AssetKind::Nameserver, "ns-1515.awsdns-061.org", AssetState::Stopped, "2020-06-04T01:03:00Z",
                   "NXDOMAIN");
        bench.turn(AssetKind::Nameserver, "ns-650.awsdns-017.net", AssetState::Unresolvable, "2020-06-03T06:03:00Z",
                   "NXDOMAIN");
        bench.turn(AssetKind::Address, "45.77.24.250", AssetState::Live, "2020-05-30T15:13:00Z", "220 mail");
        const auto assets = bench.assets();
        const auto *ns = Bench::find(assets, AssetKind::Nameserver, "ns-1515.awsdns-061.org");
        QCOMPARE(ns->state, AssetState::Stopped);
        QCOMPARE(ns->since, std::optional(at("2020-06-04T01:03:00Z")));
        QCOMPARE(ns->why, u"NXDOMAIN"_s);
        QCOMPARE(ns->history.size(), size_t(3));
        QCOMPARE(ns->history[2].evidence.size(), size_t(1));
        QCOMPARE(assets.front().key.name, u"45.77.24.250"_s); // alive, before all others
        const auto counts = assetCounts(assets);
        QCOMPARE(counts.live, 1);
        QCOMPARE(counts.stopped, 1);
        QCOMPARE(counts.unresolvable, 1);
        QCOMPARE(counts.unknown, 7);
        QCOMPARE(counts.all(), 10);
    }

    void peopleAddAndDismiss()
    {
        Bench bench;
        const auto typed = assetFromTyped(AssetKind::MailHost, u" mx.evil[.]example "_s);
        QVERIFY(typed);
        QCOMPARE(typed->name, u"mx.evil.example"_s);
        bench.log(assetActEntry(AssetAct::Add, *typed, u"山田"_s, u"named in the reset mail"_s, bench.now));
        const AssetKey cleared{AssetKind::Nameserver, u"ns-650.awsdns-017.net"_s};
        bench.log(assetActEntry(AssetAct::Dismiss, cleared, u"山田"_s, u"our own honeypot"_s, bench.now));
        auto assets = bench.assets();
        const auto *added = Bench::find(assets, AssetKind::MailHost, "mx.evil.example");
        QVERIFY(added);
        QCOMPARE(added->addedBy, u"山田"_s);
        QCOMPARE(added->addedWhy, u"named in the reset mail"_s);
        QCOMPARE(assets.back().key, cleared); // last, and still there
        QVERIFY(assets.back().dismissed());
        QCOMPARE(assets.back().dismissedWhy, u"our own honeypot"_s);
        QCOMPARE(assetCounts(assets).all(), 10); // eleven, one of them dismissed
        bench.log(assetActEntry(AssetAct::Reinstate, cleared, u"鈴木"_s, u"it was not"_s, bench.now));
        assets = bench.assets();
        QCOMPARE(assetCounts(assets).all(), 11);

        QVERIFY(!assetFromTyped(AssetKind::Address, u"127.0.0.1"_s));
        QVERIFY(!assetFromTyped(AssetKind::Address, u"evil.example"_s));
        QVERIFY(!assetFromTyped(AssetKind::Domain, u"198.51.100.7"_s));
        QVERIFY(!assetFromTyped(AssetKind::Domain, u"com"_s));
        QVERIFY(!assetFromTyped(AssetKind::Certificate, u"03ff"_s));
        QCOMPARE(assetFromTyped(AssetKind::Address, u"45.77.24[.]250"_s)->name, u"45.77.24.250"_s);
    }

    void whoseItIsAndWhomToAsk()
    {
        Bench bench;
        bench.origin = [](const QHostAddress &) { return 20473U; };
        bench.network = [](const QHostAddress &address) -> registry::NetworkLookupPtr {
            auto lookup = std::make_shared<registry::NetworkLookup>();
            if (address != QHostAddress(u"45.77.24.250"_s)) return lookup;
            registry::NetworkRegistration network;
            network.name = u"VULTR"_s;
            network.holder = u"Vultr"_s;
            network.country = u"US"_s;
            network.abuseEmail = u"abuse@vultr.com"_s;
            network.first = QHostAddress(u"45.76.0.0"_s);
            network.last = QHostAddress(u"45.77.255.255"_s);
            lookup->network = network;
            return lookup;
        };
        bench.registration = [](const dns::Name &domain) -> registry::LookupPtr {
            return domain == name("awsdns-061.org") ? test::registration("2020-05-29T14:19:13Z", "awsdns-061.org")
                                                    : nullptr;
        };
        Contact desk;
        desk.id = u"hosting-45.77.24.250"_s;
        desk.role = u"hosting"_s;
        desk.addresses = {QHostAddress(u"45.77.24.250"_s)};
        bench.contacts = {desk};
        Request takedown;
        takedown.id = u"Q2"_s;
        takedown.contactId = desk.id;
        takedown.role = desk.role;
        Request coordination;
        coordination.id = u"Q3"_s;
        coordination.role = u"national-csirt"_s;
        bench.requests = {takedown, coordination};
        const auto assets = bench.assets();
        const auto *address = Bench::find(assets, AssetKind::Address, "45.77.24.250");
        QCOMPARE(address->origin, 20473U);
        QCOMPARE(address->networkHolder, u"Vultr"_s);
        QCOMPARE(address->deskMail, u"abuse@vultr.com"_s);
        QCOMPARE(address->requests, (QStringList{u"Q2"_s, u"Q3"_s}));
        const auto *domain = Bench::find(assets, AssetKind::Domain, "awsdns-061.org");
        QCOMPARE(domain->deskMail, u"abuse@gmo.jp"_s);
        QCOMPARE(domain->requests, QStringList{u"Q3"_s});
    }

    void eachIsToldOnceAndNothingOfTheirsIsLost()
    {
        Bench bench;
        auto entries = foundEntries(bench.assets(), bench.book, bench.now);
        QCOMPARE(entries.size(), size_t(10));
        for (const auto &entry : entries)
            bench.log(entry);
        QVERIFY(foundEntries(bench.assets(), bench.book, bench.now).empty());
        QVERIFY2(englishSentence(entries.front()).contains(u"name server ns-1515.awsdns-061.org"_s),
                 qPrintable(englishSentence(entries.front())));
        // After a restart, with the log alone.
        bench.all.clear();
        bench.hosts.clear();
        QCOMPARE(bench.assets().size(), size_t(10));
    }

    void whatWasBroughtFromElsewhereSteersNothing()
    {
        Bench bench;
        const AssetKey key{AssetKind::Domain, u"d.example"_s};
        auto added = assetActEntry(AssetAct::Add, key, u"x"_s, u"y"_s, bench.now);
        auto dead = assetTurnEntry(key, {}, AssetState::Live, {bench.now, AssetState::Stopped, {}, {}}, bench.now);
        AssetBook book;
        for (const auto kind : {Entry::Kind::Story, Entry::Kind::Person, Entry::Kind::Finding, Entry::Kind::Message,
                                Entry::Kind::Expectation}) {
            added.kind = dead.kind = kind;
            book.take(added);
            book.take(dead);
        }
        // Nor does one kind do what is the other's.
        added.kind = Entry::Kind::Watch;
        dead.kind = Entry::Kind::Incident;
        book.take(added);
        book.take(dead);
        QVERIFY(book.all().empty());
        added.kind = Entry::Kind::Incident;
        dead.kind = Entry::Kind::Watch;
        book.take(added);
        book.take(dead);
        QVERIFY(book.find(key));
        QCOMPARE(book.find(key)->state(), AssetState::Stopped);
        QCOMPARE(book.find(key)->addedBy, u"x"_s);
        auto dismissed = assetActEntry(AssetAct::Dismiss, key, u"z"_s, {}, bench.now);
        dismissed.kind = Entry::Kind::Story;
        book.take(dismissed);
        QVERIFY(!book.find(key)->dismissed());
    }

    void aForgedLogFillsNoMemory()
    {
        Bench bench;
        for (int i = 0; i < 2000; ++i)
            bench.book.take(
                assetActEntry(AssetAct::Add, {AssetKind::Domain, u"d%1.example"_s.arg(i)}, u"x"_s, {}, bench.now));
        QCOMPARE(bench.book.all().size(), AssetBook::MostAssets);
        const AssetKey key{AssetKind::Domain, u"d1.example"_s};
        for (int i = 0; i < 1000; ++i)
            bench.book.take(assetTurnEntry(key, {}, AssetState::Live,
                                           {bench.now, i % 2 ? AssetState::Live : AssetState::Stopped, {}, {}},
                                           bench.now));
        QCOMPARE(bench.book.find(key)->turns.size(), AssetBook::MostTurns);
        QVERIFY(bench.assets().size() <= MostAssetsShown);
        Entry wrong = assetActEntry(AssetAct::Add, {AssetKind::Domain, QString(5000, u'a')}, u"x"_s, {}, bench.now);
        AssetBook fresh;
        fresh.take(wrong);
        wrong.args.insert(u"kind"_s, u"planet"_s);
        fresh.take(wrong);
        QVERIFY(fresh.all().empty());
    }
};

QTEST_GUILESS_MAIN(TestHostileAsset)
#include "tst_hostileasset.moc"
