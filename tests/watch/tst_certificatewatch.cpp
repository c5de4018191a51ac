// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/StoryClock.h"
#include "app/watch/CertificateWatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace hinoban;
using namespace std::chrono_literals;

// In which order the logs are searched. The search itself is out of reach here, and says so at once.
class CertificateWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewDomainComesFirst()
    {
        const Instant start = instantFromRfc3339(QStringLiteral("2021-01-01T00:00:00Z")).value();
        StoryClock clock(start);
        clock.setPaused(true);
        Internet::Parts nobody;
        nobody.guard = Internet::Guard::LoopbackOnly;
        registry::CertificateLog log(clock, Internet(nobody), QUrl(QStringLiteral("https://192.0.2.1/")));
        // Four domains in a minute, where one is due: all are overdue, always.
        watch::CertificateWatch watch(clock, log, {1min, 1min});
        QByteArrayList asked;
        connect(&watch, &watch::CertificateWatch::looked, this,
                [&](const registry::CertificateAnswerPtr &answer) { asked += answer->domain.text(); });
        std::vector<watch::Domain> domains;
        const auto add = [&](const char *name) {
            watch::Domain domain;
            domain.name = dns::Name::fromText(name).value();
            domains.push_back(domain);
            watch.setDomains(domains);
        };
        const auto run = [&](Instant end) {
            QSignalSpy reached(&clock, &StoryClock::reached);
            clock.setEnd(end);
            clock.setPaused(false);
            return reached.count() > 0 || reached.wait(100000);
        };
        for (const char *name : {"a.example", "b.example", "c.example", "d.example"})
            add(name);
        watch.start();
        QVERIFY(run(start + 9min + 30s));
        const auto before = asked.size();
        QVERIFY(before > 4);
        QCOMPARE(asked.mid(0, 4), (QByteArrayList{"a.example", "b.example", "c.example", "d.example"}));
        add("z.example");
        QVERIFY(run(start + 11min + 30s));
        QVERIFY(asked.size() > before);
        QCOMPARE(asked[before], QByteArray("z.example"));
    }
};

QTEST_GUILESS_MAIN(CertificateWatchTest)
#include "tst_certificatewatch.moc"
