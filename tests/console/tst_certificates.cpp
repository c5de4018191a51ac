// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace remembers of certificates and of look-alikes over a restart.
#include "app/base/WallClock.h"
#include "app/console/Session.h"
#include "app/store/Workspace.h"
#include "tests/dns/LittleInternet.h"
#include "tests/registry/CertificateSearch.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace hinoban;
using namespace hinoban::dns::test;
using namespace hinoban::testing;
using namespace Qt::StringLiterals;
using console::Session;
using console::SessionOptions;

namespace {

constexpr int Long = 120000; // of a loaded machine; nothing is measured

// A registry that says the same of every domain.
class Registry final : public QTcpServer {
public:
    Registry()
    {
        if (!listen(QHostAddress::LocalHost)) qFatal("cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(socket); });
        });
    }
    QByteArray registered; // empty: there is no such domain
    [[nodiscard]] QUrl base() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(serverPort())); }

private:
    void answer(QTcpSocket *socket) const
    {
        const QByteArray request = socket->readAll();
        const QByteArray name = request.mid(request.indexOf("/domain/") + 8).split(' ').first();
        const QByteArray body = R"({"objectClassName":"domain","ldhName":")" + name +
                                R"(","events":[{"eventAction":"registration","eventDate":")" + registered + R"("}]})";
        socket->write((registered.isEmpty() ? QByteArray("HTTP/1.1 404 None") : QByteArray("HTTP/1.1 200 OK")) +
                      "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" +
                      body);
        socket->disconnectFromHost();
    }
};

} // namespace

class CertificatesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_file;
    Authority m_authority;
    const Authority::Identity m_identity = m_authority.issue(u"IP:127.0.0.1"_s);
    const QString m_theirs = u"Sectigo Limited"_s, m_ours = u"Let's Encrypt"_s;

    // example.jp, watched in the workspace; a session over a small internet that it lives in.
    struct Bench {
        Bench(CertificatesTest &test, SessionOptions options, const Registry *registry = nullptr)
            : world(clock)
        {
            world.serve("192.0.2.1", ".",
                        ". SOA a.root-servers.test. h. 1 2 3 4 60\njp. NS a.dns.jp.\na.dns.jp. A 192.0.2.10\n");
            world.serve("192.0.2.10", "jp",
                        "jp. SOA a.dns.jp. h.jp. 1 2 3 4 60\njp. NS a.dns.jp.\na.dns.jp. A 192.0.2.10\n"
                        "example.jp. NS ns1.example.jp.\nns1.example.jp. A 192.0.2.30\n");
            world.serve("192.0.2.30", "example.jp",
                        "example.jp. SOA ns1.example.jp. h.example.jp. 1 2 3 4 60\nexample.jp. NS ns1.example.jp.\n"
                        "ns1.example.jp. A 192.0.2.30\nexample.jp. A 192.0.2.80\n");
            Internet::Parts parts;
            parts.guard = Internet::Guard::LoopbackOnly;
            const Internet inner = world.internet();
            parts.rootHints = inner.rootHints();
            parts.mapping = [inner](const QHostAddress &address, Service service) -> std::optional<Endpoint> {
                const auto end = inner.reach(address, service);
                return end ? std::optional(*end) : std::nullopt;
            };
            parts.trustedCertificates = test.m_authority.pem();
            if (registry) parts.rdap = [base = registry->base()](const QByteArray &) { return std::optional(base); };
            options.internet = Internet(parts);
            options.workspace = test.m_file;
            session.emplace(options);
            failed = std::make_unique<QSignalSpy>(&*session, &Session::failed);
            QSignalSpy started(&*session, &Session::started);
            session->start();
            if (started.empty() && !started.wait(Long)) qFatal("the session does not start");
        }
        ~Bench()
        {
            QSignalSpy ended(&*session, &Session::ended);
            session->stop();
            while (ended.empty())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        [[nodiscard]] std::vector<detect::Finding> open(const char *signal) const
        {
            auto all = session->pipeline().ledger().open();
            std::erase_if(all, [&](const detect::Finding &one) { return one.signal != QLatin1String(signal); });
            return all;
        }
        // Everything has been looked at, and the certificates searched for, at least once.
        [[nodiscard]] bool knowsCertificates() const
        {
            const auto &known = session->pipeline().certificates();
            const auto domain = known.find(*dns::Name::fromText("example.jp"));
            return domain != known.end() && domain->second.baseline && domain->second.readable;
        }

        WallClock clock;
        LittleInternet world;
        std::optional<Session> session;
        std::unique_ptr<QSignalSpy> failed;
    };

    [[nodiscard]] store::Loaded loaded() const
    {
        return store::Workspace::open(m_file, store::Workspace::Mode::ReadOnly).value()->load().value();
    }
    [[nodiscard]] static SessionOptions quiet()
    {
        SessionOptions options;
        options.preparation.reset();
        options.certificateCadence = {std::chrono::milliseconds(200), std::chrono::milliseconds(10)};
        options.person = u"Aoki"_s;
        return options;
    }

private Q_SLOTS:
    void init()
    {
        static int count = 0;
        m_file = m_folder.filePath(u"case%1.hinoban"_s.arg(++count));
        store::Batch batch;
        watch::Domain domain{*dns::Name::fromText("example.jp"), {}, {}};
        watch::Expectation ns;
        ns.owner = domain.name;
        ns.type = dns::Type::NS;
        ns.rdatas = {*dns::rdataFromText(dns::Type::NS, "ns1.example.jp.")};
        domain.set(ns);
        batch.domains = {domain};
        auto workspace = store::Workspace::open(m_file, store::Workspace::Mode::Create).value();
        QVERIFY(workspace->commit(batch));
    }

    // Off by default; once told, remembered, until it is told off. Each is an entry with who did it.
    void theWorkspaceRemembersWhereToSearch()
    {
        CertificateSearch search(m_identity, logJson({logEntry(m_ours, u"01"_s, u"example.jp"_s)}));
        {
            Bench bench(*this, quiet());
            QTRY_VERIFY_WITH_TIMEOUT(!bench.session->pipeline().watched().empty(), Long);
            QVERIFY(bench.session->pipeline().certificates().empty());
        }
        QCOMPARE(search.requests.size(), 0);
        auto told = quiet();
        told.certificates = search.address();
        {
            Bench bench(*this, told);
            QTRY_VERIFY_WITH_TIMEOUT(bench.knowsCertificates(), Long);
            QVERIFY(bench.open("T1").empty());
            QCOMPARE(bench.failed->count(), 0);
        }
        QCOMPARE(loaded().certificateSearch, search.address());
        const auto asked = search.requests.size();
        QVERIFY(asked > 0);
        {
            Bench bench(*this, quiet());
            QTRY_VERIFY_WITH_TIMEOUT(bench.knowsCertificates(), Long);
        }
        QVERIFY(search.requests.size() > asked);
        auto off = quiet();
        off.certificates = QString();
        {
            Bench bench(*this, off);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.session->pipeline().watched().empty(), Long);
        }
        const auto end = loaded();
        QCOMPARE(end.certificateSearch, QString());
        QStringList rules;
        for (const auto &one : end.log)
            if (one.entry.rule.startsWith(u"certificates."_s)) {
                rules += one.entry.rule;
                QCOMPARE(one.entry.author, u"Aoki"_s);
            }
        QCOMPARE(rules,
                 (QStringList{u"certificates.searched"_s, u"certificates.first"_s, u"certificates.not-searched"_s}));
    }

    // The baseline is of the first session; a stranger in the second is found, and stays accepted in the third.
    void theBaselineOutlivesARestart()
    {
        CertificateSearch search(m_identity, logJson({logEntry(m_ours, u"01"_s, u"example.jp"_s)}));
        auto told = quiet();
        told.certificates = search.address();
        {
            Bench bench(*this, told);
            QTRY_VERIFY_WITH_TIMEOUT(bench.knowsCertificates(), Long);
        }
        QCOMPARE(loaded().certificateBaselines.begin()->second.issuers, QStringList{m_ours});
        search.say(
            logJson({logEntry(m_ours, u"01"_s, u"example.jp"_s), logEntry(m_theirs, u"02"_s, u"www.example.jp"_s)}));
        {
            Bench bench(*this, quiet());
            QTRY_COMPARE_WITH_TIMEOUT(bench.open("T1").size(), size_t(1), Long);
            bench.session->clearFinding(bench.open("T1")[0].key(), u"Sato"_s, u"our new content network"_s);
            QVERIFY(bench.open("T1").empty());
        }
        const auto baseline = loaded().certificateBaselines.begin()->second;
        QCOMPARE(baseline.issuers, (QStringList{m_ours, m_theirs}));
        QCOMPARE(baseline.approval.person, u"Sato"_s);
        QCOMPARE(baseline.approval.reason, u"our new content network"_s);
        const auto asked = search.requests.size();
        Bench bench(*this, quiet());
        QTRY_VERIFY_WITH_TIMEOUT(bench.knowsCertificates() && search.requests.size() > asked + 1, Long);
        QVERIFY(bench.open("T1").empty());
    }

    // What cannot be read says nothing, and takes nothing back.
    void whatCannotBeReadIsUnknown()
    {
        CertificateSearch search(m_identity);
        search.say("<html>busy</html>");
        auto told = quiet();
        told.certificates = search.address();
        Bench bench(*this, told);
        const auto &known = bench.session->pipeline().certificates();
        QTRY_VERIFY_WITH_TIMEOUT(!known.empty() && known.begin()->second.newest, Long);
        QVERIFY(!known.begin()->second.baseline && !known.begin()->second.readable);
        QVERIFY(!known.begin()->second.newest->problem.isEmpty());
        QVERIFY(bench.open("T1").empty());
    }

    // P1: registered since the team first asked for it, though that was in another session and long ago.
    void whenALookAlikeWasFirstAskedForOutlivesARestart()
    {
        Registry registry;
        auto watching = quiet();
        watching.preparation =
            watch::PreparationCadence{std::chrono::hours(3), std::chrono::milliseconds(1), std::chrono::hours(168), 3};
        {
            Bench bench(*this, watching, &registry);
            QTRY_COMPARE_WITH_TIMEOUT(loaded().lookAlikesAsked.size(), size_t(3), Long);
        }
        const auto first = loaded().lookAlikesAsked;
        {
            Bench bench(*this, watching, &registry);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.session->pipeline().watched().empty(), Long);
        }
        QVERIFY(loaded().lookAlikesAsked == first);

        // As if that had been years ago: what was registered two years ago is not young, but new to us.
        registry.registered = "2024-06-01T00:00:00Z";
        {
            Bench bench(*this, watching, &registry);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.session->pipeline().watched().empty(), Long);
            QVERIFY(bench.open("P1").empty());
        }
        store::Batch batch;
        batch.lookAlikesAsked.emplace();
        for (const auto &[name, at] : first)
            batch.lookAlikesAsked->emplace(name, *instantFromRfc3339(u"2020-01-01T00:00:00Z"_s));
        QVERIFY(store::Workspace::open(m_file, store::Workspace::Mode::Open).value()->commit(batch));
        Bench bench(*this, watching, &registry);
        QTRY_COMPARE_WITH_TIMEOUT(bench.open("P1").size(), size_t(3), Long);
    }
};

QTEST_GUILESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"
