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

// What everybody may read says nothing of evidence, hosts and cases; who stands in the house needs no hash.
bool isPublic(const QString &id)
{
    return QStringList{QStringLiteral("PR-1"), QStringLiteral("PR-F"), QStringLiteral("CUST-N")}.contains(id);
}
bool isBrief(const QString &id)
{
    return QStringList{QStringLiteral("REG-CALL"), QStringLiteral("INT-1"), QStringLiteral("PW-RESET")}.contains(id);
}
// Who stands in the house needs no records to compare.
bool isForStaff(const QString &id) { return isBrief(id) && id != QLatin1String("REG-CALL"); }

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

        // Evidence, organisation and case file fill everything; the end of it all needs the repair.
        QStringList unknowable;
        if (id == QLatin1String("PR-F") || id == QLatin1String("PPC-K"))
            unknowable += QStringLiteral("incident.repairedAt");
        QCOMPARE(gapKeys(d), unknowable);

        QVERIFY2(!d.body.contains(QStringLiteral("..")), qPrintable(d.body));
        if (isPublic(id)) {
            const bool japanese = language == QLatin1String("ja");
            QVERIFY(d.body.contains(japanese ? QStringLiteral("2020 年 5 月 31 日 0 時 11 分")
                                             : QStringLiteral("00:11 (Japan time) on 31 May 2020")));
            QVERIFY(d.body.contains(QStringLiteral("support@example-exchange.example")));
            for (const char *inside : {"HB-2020", "awsdns", "SHA-256", "TLP", "csirt@example.org"})
                QVERIFY2(!d.body.contains(QLatin1String(inside)) && !d.subject.contains(QLatin1String(inside)), inside);
        } else {
            QVERIFY(d.subject.contains(QStringLiteral("HB-2020-001")));
            QVERIFY(d.body.contains(QStringLiteral("2020-05-30T15:11:38Z")));
            QVERIFY(d.body.contains(QStringLiteral("2020-05-31 00:11:38 JST")));
            QVERIFY(d.body.contains(QStringLiteral("03-0000-0000")));
            if (!isForStaff(id)) QVERIFY(d.body.contains(QStringLiteral("ns-1515.awsdns-61.org")));
        }
        // Nothing of the attacker's can be clicked on.
        for (const char *hostile : {"awsdns-061.org", "awsdns-056.co.uk", "awsdns-017.net", "mail.coincheck.com",
                                    "82.221.139.210", "172.104.114.87", "45.77.9.110", "45.77.24.250"})
            QVERIFY2(!d.body.contains(QLatin1String(hostile)), hostile);
        QVERIFY2(!d.body.contains(QStringLiteral("{{")), qPrintable(d.body));
        QVERIFY(!d.body.contains(QStringLiteral("\n\n\n")));
        QVERIFY(!d.body.contains(QStringLiteral("&amp;")) && !d.body.contains(QStringLiteral("&quot;")));
        if (!isPublic(id) && !isBrief(id)) {
            QVERIFY(d.body.contains(QString(64, QLatin1Char('c'))));          // the chain's head
            QVERIFY(d.body.contains(QString(64, QLatin1Char('a'))));          // an answer's hash
            QVERIFY(d.body.contains(QStringLiteral("2020-06-01T10:36:00Z"))); // last checked
            QVERIFY(d.body.contains(QStringLiteral("csirt@example.org")) || id == QLatin1String("SITREP"));
        }
        QCOMPARE(d.templateId, id);
        QCOMPARE(d.language, language);
        QVERIFY(!d.party.isEmpty());
    }

    void thePhoneScriptFitsOnOneScreen()
    {
        for (const char *language : {"ja", "en"}) {
            QVERIFY(drafted(QStringLiteral("INT-1"), QString::fromLatin1(language), QStringLiteral("staff"), facts())
                        .body.count(u'\n') <= 40);
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
        QStringList needed{QStringLiteral("organisation.name")};
        if (isForStaff(id)) needed.clear();
        if (!isPublic(id))
            needed += {QStringLiteral("organisation.person"), QStringLiteral("organisation.role"),
                       QStringLiteral("organisation.phone")};
        for (const QString &key : needed)
            QVERIFY2(keys.contains(key), qPrintable(key));
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
        for (const char *gone : {"SHA-256", "最新ハッシュ", "偽の MX", "レジストラ：", "リゾルバー"})
            QVERIFY2(!d.body.contains(QString::fromUtf8(gone)), gone);
        QVERIFY(d.body.contains(QStringLiteral("ns-1515.awsdns-061[.]org")));
    }

    // At the first finding no mail host is known, nor is the false MX: that is no gap of the letter's.
    void theFirstMomentHasNoGaps()
    {
        DraftFacts f = facts();
        f.hostile.pop_back();
        f.observedMx.clear();
        f.caseFile = {};
        f.transcripts.clear();
        for (const auto &[id, role] : {std::pair("REG-CALL", "registrar"), std::pair("REG-URGENT", "registrar"),
                                       std::pair("REG-CSIRT", "registrar-csirt"), std::pair("JP-TD", "national-csirt"),
                                       std::pair("CLOUD-SUP", "dns-cloud"), std::pair("HOST-ABUSE", "hosting")})
            for (const char *language : {"ja", "en"})
                QCOMPARE(gapKeys(drafted(QString::fromLatin1(id), QString::fromLatin1(language),
                                         QString::fromLatin1(role), f)),
                         QStringList());
    }

    void anUnsafeMailAddressIsAGap()
    {
        DraftFacts f = facts();
        f.organisation.externalMail = QStringLiteral("csirt@coincheck.com");
        const Draft d = drafted(QStringLiteral("JP-TD"), QStringLiteral("en"), QStringLiteral("national-csirt"), f);
        QCOMPARE(gapKeys(d), QStringList{QStringLiteral("organisation.externalMail")});
        QVERIFY(!d.body.contains(QStringLiteral("csirt@coincheck.com")));
    }

    // Nothing is published that would send people to a mailbox that is not there.
    void nothingIsPublishedBeforeTheMailboxWorks_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("gap");
        const auto row = [](const char *name, const char *field, const char *value, const char *gap) {
            QTest::newRow(name) << QString::fromLatin1(field) << QString::fromUtf8(value) << QString::fromLatin1(gap);
        };
        row("no address", "replacementMail", "", "case.replacementMail");
        row("an affected domain's", "replacementMail", "support@sub.coincheck.com", "case.replacementMail");
        row("registrar not said", "replacementRegistrar", "", "case.replacementRegistrar");
        row("the same registrar", "replacementRegistrar", "GMO Internet", "case.replacementRegistrar");
        row("the same, spelt otherwise", "replacementRegistrar", "gmo internet, inc d/b/a onamae.com",
            "case.replacementRegistrar");
        row("not tested", "mailboxTested", "", "case.mailboxTested");
    }
    void nothingIsPublishedBeforeTheMailboxWorks()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, gap);
        for (const char *id : {"PR-1", "PR-F", "CUST-N"}) {
            DraftFacts f = facts();
            f.caseFile.told[field] = value;
            const Draft d = drafted(QString::fromLatin1(id), QStringLiteral("ja"), QStringLiteral("public"), f);
            QVERIFY2(gapKeys(d).contains(gap), qPrintable(gapKeys(d).join(u' ')));
            QVERIFY(!d.body.contains(QStringLiteral("support@")));
        }
    }

    void whatOnlyPeopleKnowIsMarked()
    {
        DraftFacts f = facts();
        f.caseFile = {};
        f.incident.commander.clear();
        const auto gapsOf = [&](const char *id, const char *role) {
            QStringList keys =
                gapKeys(drafted(QString::fromLatin1(id), QStringLiteral("ja"), QString::fromLatin1(role), f));
            keys.sort();
            return keys.join(u' ');
        };
        QCOMPARE(gapsOf("FSA-1", "finance"), QStringLiteral("case.assetImpact case.nextReport case.services"));
        QCOMPARE(gapsOf("REG-TEAC", "registrar"), QStringLiteral("case.gainingRegistrar case.transferTime"));
        QCOMPARE(gapsOf("REG-LOGS", "registrar"), QStringLiteral("case.ticket"));
        QCOMPARE(gapsOf("POL-1", "police"), QStringLiteral("case.damage"));
        QCOMPARE(gapsOf("PPC-S", "privacy-authority"), QString()); // what is not known yet is "under investigation"
        QCOMPARE(gapsOf("SITREP", "headquarters"), QStringLiteral("case.channel case.nextMeeting incident.commander"));
        for (const char *key : {"case.ticket", "case.damage"})
            QVERIFY(!caseFieldOf(QLatin1String(key)).isEmpty());
        QVERIFY(caseFieldOf(QStringLiteral("organisation.phone")).isEmpty());
        // A number that came with their answer need not be typed.
        f.requests[0].reference = QStringLiteral("T-777");
        QCOMPARE(gapsOf("REG-LOGS", "registrar"), QString());
    }

    void aTransferIsRead()
    {
        DraftFacts f = facts();
        f.caseFile = {};
        auto lookup = std::make_shared<registry::Lookup>(*f.registration);
        lookup->registration->registrar = QStringLiteral("Thief Registrar");
        lookup->registration->transferred = at("2020-05-31T01:00:00Z");
        f.registration = lookup;
        f.expectedRegistrar.name = QStringLiteral("GMO Internet, Inc.");
        const Draft d = drafted(QStringLiteral("REG-TEAC"), QStringLiteral("en"), QStringLiteral("registrar"), f);
        QVERIFY(gapKeys(d).isEmpty());
        QVERIFY(d.body.contains(QStringLiteral("Losing registrar:  GMO Internet, Inc.")));
        QVERIFY(d.body.contains(QStringLiteral("Gaining registrar: Thief Registrar")));
        QVERIFY(d.body.contains(QStringLiteral("2020-05-31T01:00:00Z")));
    }

    void theCloudsQuestionsOf2020AreAnswered()
    {
        const Draft d =
            drafted(QStringLiteral("CLOUD-SUP"), QStringLiteral("ja"), QStringLiteral("dns-cloud"), facts());
        for (const char *said :
             {"応答の遅延だけですか", "約 42 ミリ秒に対し、現在は約 304 ミリ秒", "変更を加えましたか",
              "DNS がおかしいというのは", "13 台中 13 台", "Z0123456789EXAMPLE"})
            QVERIFY2(d.body.contains(QString::fromUtf8(said)), said);
    }

    void aHostReadsItsOwnServersWordsOnly()
    {
        const DraftFacts f = facts();
        for (const auto &host : contactsFor(f.incident, *shippedContacts(), f.registration, f.hostile)) {
            if (host.id != QLatin1String("hosting-vultr")) continue;
            const auto d = draft(QStringLiteral("HOST-ABUSE"), QStringLiteral("en"), host, f);
            QVERIFY(d->body.contains(
                QStringLiteral("; 2020-06-01T10:36:00Z @ns-650.awsdns-017[.]net (45.77.9[.]110) coincheck.com MX")));
            QVERIFY(d->body.contains(QStringLiteral("coincheck.com. 60 IN MX 5 mail.coincheck[.]com.")));
            QVERIFY(!d->body.contains(QStringLiteral("360000 IN NS")));
        }
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

    // Silence is no repair.
    void aSilentParentIsNeitherFalseNorRight()
    {
        DraftFacts f = facts();
        f.parentServersWrong = f.parentServersAsked = 0;
        f.parentNs = {};
        const auto text = [&](const char *id, const char *role) {
            return drafted(QLatin1String(id), QStringLiteral("en"), QLatin1String(role), f).body;
        };
        QVERIFY(!text("INT-1", "staff").contains(QStringLiteral("is restored, but")));
        QVERIFY(text("INT-1", "staff").contains(QStringLiteral("whether the registration is restored")));
        for (const char *id : {"JP-TD", "JP-UPD"}) {
            QVERIFY(!text(id, "national-csirt").contains(QStringLiteral("answers correctly")));
            QVERIFY(text(id, "national-csirt").contains(QStringLiteral("no server of the parent zone answered")));
        }
        QVERIFY(text("REG-URGENT", "registrar").contains(QStringLiteral("Put the nameservers back")));
        QVERIFY(text("REG-CALL", "registrar").contains(QStringLiteral("Put the nameservers back")));
        QVERIFY(text("REG-CSIRT", "registrar-csirt").contains(QStringLiteral("restore the\n   nameservers")));
        const auto japanese = [&](const char *id, const char *role) {
            return drafted(QLatin1String(id), QStringLiteral("ja"), QLatin1String(role), f).body;
        };
        QVERIFY(!japanese("INT-1", "staff").contains(QStringLiteral("復旧しました")));
        for (const char *id : {"JP-TD", "JP-UPD"})
            QVERIFY(!japanese(id, "national-csirt").contains(QStringLiteral("正しい値")));
        QVERIFY(japanese("REG-URGENT", "registrar").contains(QStringLiteral("に戻してください")));
        QVERIFY(japanese("REG-CALL", "registrar").contains(QStringLiteral("お戻しください")));
        f.parentServersAsked = 13;
        f.incident.repairedAt = at("2020-06-01T11:52:53Z");
        QVERIFY(text("INT-1", "staff").contains(QStringLiteral("is restored, but")));
        QVERIFY(text("JP-UPD", "national-csirt").contains(QStringLiteral("answers correctly again. Repaired:")));
        QVERIFY(text("REG-URGENT", "registrar").contains(QStringLiteral("Confirm that the nameservers")));
    }

    void onceTheMailIsBackTheLettersStillSayThatItWasLost()
    {
        DraftFacts f = facts();
        f.incident.mailLost = false;
        f.incident.mailWasLost = true;
        f.formerMx = f.observedMx;
        f.observedMx = f.expectedMx;
        const Draft press = drafted(QStringLiteral("PR-1"), QStringLiteral("en"), QStringLiteral("public"), f);
        QVERIFY(press.body.contains(QStringLiteral("may have been\nreceived by a third party")));
        for (const auto &[id, role] :
             {std::pair("PR-1", "public"), std::pair("FSA-1", "finance"), std::pair("PPC-S", "privacy-authority"),
              std::pair("PPC-K", "privacy-authority")}) {
            const Draft d = drafted(QLatin1String(id), QStringLiteral("ja"), QLatin1String(role), f);
            QVERIFY2(d.body.contains(QStringLiteral("第三者に受信され")), id);
        }
        const Draft host = drafted(QStringLiteral("JP-UPD"), QStringLiteral("en"), QStringLiteral("national-csirt"), f);
        QVERIFY(host.body.contains(QStringLiteral("5 mail.coincheck[.]com")));
    }

    void onlyWhatWasSeenIsSaid()
    {
        DraftFacts f = facts();
        f.delegationFalse = f.hasLookAlike = false;
        for (const auto &[id, role] : {std::pair("HOST-ABUSE", "hosting"), std::pair("LOOK-REG", "lookalike-registrar"),
                                       std::pair("PR-1", "public")}) {
            const Draft d = drafted(QLatin1String(id), QStringLiteral("en"), QLatin1String(role), f);
            QVERIFY2(!d.body.contains(QStringLiteral("delegation")), id);
            QVERIFY2(!d.body.contains(QStringLiteral("the nameservers of our domain \"")), id);
            QVERIFY2(!d.body.contains(QStringLiteral("to imitate")), id);
        }
        for (const auto &[id, role] :
             {std::pair("HOST-ABUSE", "hosting"), std::pair("LOOK-REG", "lookalike-registrar"),
              std::pair("PR-1", "public"), std::pair("PPC-S", "privacy-authority"),
              std::pair("PPC-K", "privacy-authority"), std::pair("FSA-1", "finance"), std::pair("POL-1", "police")}) {
            const Draft d = drafted(QLatin1String(id), QStringLiteral("ja"), QLatin1String(role), f);
            for (const char *unseen :
                 {"委任が", "委任（", "ネームサーバーの情報が", "（ネームサーバー）", "酷似", "似せて"})
                QVERIFY2(!d.body.contains(QString::fromUtf8(unseen)), qPrintable(QLatin1String(id) + d.body));
        }
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
        if (!isForStaff(id)) QVERIFY(d.body.contains(QStringLiteral("R&D <Example>\\n\"Inc.\"")));
        QVERIFY(!d.subject.contains(u'\n'));
        if (!isBrief(id) && !isPublic(id)) QVERIFY(d.body.contains(trick));
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
        f.caseFile = {};
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
