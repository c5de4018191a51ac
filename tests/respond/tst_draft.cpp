// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/respond/Case2020.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

QStringList gapKeys(const Draft &draft)
{
    QStringList keys;
    for (const Gap &gap : draft.gaps)
        if (!keys.contains(gap.field)) keys += gap.field;
    return keys;
}

void everyTemplate()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("role");
    for (const auto &info : templates())
        for (const QString &language : info.languages)
            QTest::newRow(qPrintable(info.id + u' ' + language)) << info.id << language << info.role;
}

Draft drafted(const QString &id, const QString &language, const QString &role, const DraftFacts &with)
{
    const auto made = draft(id, language, contact(role), with);
    if (!made) qFatal("%s: %s", qPrintable(made.error().where), qPrintable(made.error().detail));
    return *made;
}

} // namespace

class TestDraft : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void complete_data() { everyTemplate(); }
    void complete()
    {
        QFETCH(QString, id);
        QFETCH(QString, language);
        QFETCH(QString, role);
        const Draft d = drafted(id, language, role, facts());

        QDir folder(QStringLiteral(HINOBAN_BINARY_DIR "/drafts"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        QFile file(folder.filePath(QStringLiteral("%1.%2.txt").arg(id, language)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Subject: " + d.subject.toUtf8() + "\n\n" + d.body.toUtf8());

        // Evidence and organisation fill everything but what neither can know.
        QStringList unknowable;
        if (id == QLatin1String("CLOUD-SUP")) unknowable += QStringLiteral("cloud.zoneId");
        QCOMPARE(gapKeys(d), unknowable);

        QVERIFY(d.subject.contains(QStringLiteral("HB-2020-001")));
        QVERIFY(d.body.contains(QStringLiteral("2020-05-30T15:11:38Z")));
        QVERIFY(d.body.contains(QStringLiteral("2020-05-31 00:11:38 JST")));
        QVERIFY(d.body.contains(QStringLiteral("03-0000-0000")));
        QVERIFY2(!d.body.contains(QStringLiteral("..")), qPrintable(d.body));
        QVERIFY(d.body.contains(QStringLiteral("ns-1515.awsdns-61.org")));
        // Nothing of the attacker's can be clicked on.
        for (const char *hostile : {"awsdns-061.org", "awsdns-056.co.uk", "awsdns-017.net", "mail.coincheck.com",
                                    "82.221.139.210", "172.104.114.87", "45.77.9.110", "45.77.24.250"})
            QVERIFY2(!d.body.contains(QLatin1String(hostile)), hostile);
        QVERIFY2(!d.body.contains(QStringLiteral("{{")), qPrintable(d.body));
        QVERIFY(!d.body.contains(QStringLiteral("\n\n\n")));
        QVERIFY(!d.body.contains(QStringLiteral("&amp;")) && !d.body.contains(QStringLiteral("&quot;")));
        if (id != QLatin1String("REG-CALL")) {
            QVERIFY(d.body.contains(QString(64, QLatin1Char('c')))); // the chain's head
            QVERIFY(d.body.contains(QStringLiteral("TLP:AMBER")));
            QVERIFY(d.body.contains(QStringLiteral("csirt@example.org")));
        }
        QCOMPARE(d.templateId, id);
        QCOMPARE(d.language, language);
        QVERIFY(!d.party.isEmpty());
    }

    void thePhoneScriptFitsOnOneScreen()
    {
        for (const char *language : {"ja", "en"}) {
            const Draft d = drafted(QStringLiteral("REG-CALL"), QString::fromLatin1(language),
                                    QStringLiteral("registrar"), facts());
            QVERIFY2(d.body.count(u'\n') <= 40, qPrintable(QString::number(d.body.count(u'\n'))));
            QVERIFY(d.recipients.isEmpty());
        }
    }

    void recipients()
    {
        const Draft letter =
            drafted(QStringLiteral("REG-URGENT"), QStringLiteral("ja"), QStringLiteral("registrar"), facts());
        QCOMPARE(letter.recipients, QStringList{QStringLiteral("abuse@gmo.jp")});
        const Draft takedown =
            drafted(QStringLiteral("JP-TD"), QStringLiteral("ja"), QStringLiteral("national-csirt"), facts());
        QCOMPARE(takedown.recipients, QStringList{QStringLiteral("info@jpcert.or.jp")});
        QCOMPARE(takedown.party, QStringLiteral("JPCERT/CC"));
    }

    void theTakedownNamesEveryServer()
    {
        for (const char *language : {"ja", "en"}) {
            const Draft d = drafted(QStringLiteral("JP-TD"), QString::fromLatin1(language),
                                    QStringLiteral("national-csirt"), facts());
            for (const char *line :
                 {"ns-1515.awsdns-061[.]org  82.221.139[.]210", "ns-1985.awsdns-056.co[.]uk  172.104.114[.]87",
                  "ns-650.awsdns-017[.]net  45.77.9[.]110", "mail.coincheck[.]com  45.77.24[.]250"}) {
                QString expected = QString::fromLatin1(line);
                if (qstrcmp(language, "ja") == 0) expected.replace(QStringLiteral("  "), QStringLiteral("　"));
                QVERIFY2(d.body.contains(expected), line);
            }
        }
    }

    void aHostHearsOnlyOfItsOwnServers()
    {
        const DraftFacts f = facts();
        for (const auto &host : contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile)) {
            if (host.id != QLatin1String("hosting-vultr")) continue;
            const auto d = draft(QStringLiteral("HOST-ABUSE"), QStringLiteral("en"), host, f);
            QVERIFY(d);
            QVERIFY(d->body.contains(QStringLiteral("45.77.9[.]110  53/udp, 53/tcp")));
            QVERIFY(d->body.contains(QStringLiteral("45.77.24[.]250  25/tcp")));
            QVERIFY(!d->body.contains(QStringLiteral("82.221.139")));
            QCOMPARE(d->recipients, QStringList{QStringLiteral("abuse@vultr.com")});
            return;
        }
        QFAIL("no Vultr");
    }

    void whatTheTeamHasNotSaidIsMarked_data() { everyTemplate(); }
    void whatTheTeamHasNotSaidIsMarked()
    {
        QFETCH(QString, id);
        QFETCH(QString, language);
        QFETCH(QString, role);
        DraftFacts f = facts();
        f.organisation = {};
        const Draft d = drafted(id, language, role, f);
        const QStringList keys = gapKeys(d);
        for (const char *needed :
             {"organisation.name", "organisation.person", "organisation.role", "organisation.phone"})
            QVERIFY2(keys.contains(QLatin1String(needed)), needed);
        const QString begin = language == QLatin1String("ja") ? QStringLiteral("［") : QStringLiteral("[");
        const QString end =
            language == QLatin1String("ja") ? QStringLiteral("：未記入］") : QStringLiteral(": missing]");
        int last = -1;
        for (const Gap &gap : d.gaps) {
            QCOMPARE(d.body.mid(gap.position, gap.length), begin + gap.label + end);
            QVERIFY(gap.position > last);
            last = gap.position;
        }
        QCOMPARE(d.body.count(end), qsizetype(d.gaps.size()));
    }

    void whatEvidenceHasNotSeenVanishes()
    {
        DraftFacts f = facts();
        f.evidence.clear();
        f.chainHead.clear();
        f.observedMx.clear();
        f.hostile.clear();
        f.registration = nullptr;
        f.tail = {};
        const Draft d = drafted(QStringLiteral("JP-TD"), QStringLiteral("ja"), QStringLiteral("national-csirt"), f);
        QVERIFY(gapKeys(d).isEmpty());
        for (const char *gone : {"SHA-256", "連鎖ハッシュ", "偽の MX", "レジストラ：", "リゾルバー"})
            QVERIFY2(!d.body.contains(QString::fromUtf8(gone)), gone);
        QVERIFY(d.body.contains(QStringLiteral("ns-1515.awsdns-061[.]org")));
    }

    void anUnsafeMailAddressIsAGap()
    {
        DraftFacts f = facts();
        f.organisation.externalMail = QStringLiteral("csirt@coincheck.com");
        const Draft d = drafted(QStringLiteral("JP-TD"), QStringLiteral("en"), QStringLiteral("national-csirt"), f);
        QCOMPARE(gapKeys(d), QStringList{QStringLiteral("organisation.externalMail")});
        QVERIFY(!d.body.contains(QStringLiteral("csirt@coincheck.com")));
    }

    void afterTheRepairTheTextSaysSo()
    {
        DraftFacts f = facts();
        f.parentServersWrong = 0;
        f.parentNs = f.expectedNs;
        f.incident.repairedAt = at("2020-06-01T11:52:53Z");
        f.tail.unbounded = false;
        f.tail.end = at("2020-06-05T15:52:53Z");
        const Draft takedown =
            drafted(QStringLiteral("JP-TD"), QStringLiteral("ja"), QStringLiteral("national-csirt"), f);
        QVERIFY(takedown.body.contains(QStringLiteral("2020-06-01 20:52:53 JST")));
        QVERIFY(takedown.body.contains(QStringLiteral("2020-06-06 00:52:53 JST")));
        const Draft letter =
            drafted(QStringLiteral("REG-URGENT"), QStringLiteral("ja"), QStringLiteral("registrar"), f);
        QVERIFY(!letter.body.contains(QStringLiteral("に戻してください")));
        QVERIFY(!letter.body.contains(QStringLiteral("登録されている偽の")));
    }

    void dataIsNeverTemplate_data() { everyTemplate(); }
    void dataIsNeverTemplate()
    {
        QFETCH(QString, id);
        QFETCH(QString, language);
        QFETCH(QString, role);
        DraftFacts f = facts();
        const QString trick = QStringLiteral("{{{phone}}}{{#evidence}}{{/evidence}}{{=<% %>=}}");
        auto lookup = std::make_shared<registry::Lookup>(*f.registration);
        lookup->registration->registrar = trick + QStringLiteral("\u202e\r\nBcc: evil@example.net\u0007");
        f.registration = lookup;
        f.observedMx = {QStringLiteral("5 \\123\\123phone\\125\\125.{{phone}}.example")};
        f.evidence = {trick};
        f.findings[0].subject = trick;
        f.organisation.name = f.organisation.nameJa = QStringLiteral("R&D <Example>\n\"Inc.\"");
        const Draft d = drafted(id, language, role, f);
        QVERIFY(d.body.contains(QStringLiteral("R&D <Example>\\n\"Inc.\"")));
        QVERIFY(!d.subject.contains(u'\n'));
        if (id != QLatin1String("REG-CALL")) QVERIFY(d.body.contains(trick));
        for (const QString &text : {d.subject, d.body})
            for (const QChar c : text)
                QVERIFY2(c == u'\n' || (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format &&
                                        c.category() != QChar::Other_PrivateUse),
                         qPrintable(QString::number(c.unicode(), 16)));
        QVERIFY(!d.body.contains(QStringLiteral("\nBcc")));
    }

    void aDrillSaysSo_data() { everyTemplate(); }
    void aDrillSaysSo()
    {
        QFETCH(QString, id);
        QFETCH(QString, language);
        QFETCH(QString, role);
        DraftFacts f = facts();
        f.drill = true;
        f.organisation.person.clear();
        f.organisation.personJa.clear();
        const Draft d = drafted(id, language, role, f);
        const QString mark = language == QLatin1String("ja") ? QStringLiteral("【訓練】") : QStringLiteral("[DRILL]");
        QVERIFY(d.drill);
        QVERIFY(d.subject.startsWith(mark));
        const auto lines = d.body.trimmed().split(u'\n');
        QVERIFY(lines.first().startsWith(mark));
        QVERIFY(lines.last().startsWith(mark));
        QVERIFY(!d.gaps.empty());
        for (const Gap &gap : d.gaps)
            QVERIFY(d.body.mid(gap.position, gap.length).contains(gap.label));
    }

    void unknownTemplateOrLanguage()
    {
        QCOMPARE(draft(QStringLiteral("NONE"), QStringLiteral("ja"), {}, facts()).error().code, ErrorCode::NotFound);
        QCOMPARE(draft(QStringLiteral("JP-TD"), QStringLiteral("de"), {}, facts()).error().code, ErrorCode::NotFound);
    }

    void nothingKnownAtAll_data() { everyTemplate(); }
    void nothingKnownAtAll()
    {
        QFETCH(QString, id);
        QFETCH(QString, language);
        const auto d = draft(id, language, {}, {});
        QVERIFY(d);
        QVERIFY(!d->gaps.empty());
    }

    void organisationRoundTrip()
    {
        QVERIFY(organisationFromJson(toJson(organisation())) == organisation());
        QVERIFY(organisationFromJson({}) == Organisation{});
        QVERIFY(toJson(Organisation{}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDraft)
#include "tst_draft.moc"
