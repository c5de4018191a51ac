// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/AttackAim.h"
#include "app/respond/Dossier.h"
#include "app/respond/Redaction.h"
#include "tests/respond/Case2020.h"

#include <QJsonArray>
#include <QXmlStreamReader>

using namespace hinoban;
using namespace hinoban::respond;
using namespace hinoban::respond::test;

namespace {

using Part = AttackAim::Part;

// The case as its workspace tells it.
DossierFacts wholeCase()
{
    DossierFacts all;
    all.draft = facts();
    all.findings = all.draft.findings;
    all.findings[0].args = {{QStringLiteral("host"), QStringLiteral("ns-1515.awsdns-061.org")},
                            {QStringLiteral("expected"), list({"ns-1515.awsdns-61.org", "ns-405.awsdns-50.com"})},
                            {QStringLiteral("present"), list({"ns-1515.awsdns-061.org", "ns-405.awsdns-50.com"})}};
    all.findings[2].args = {{QStringLiteral("host"), QStringLiteral("mail.coincheck.com")},
                            {QStringLiteral("owners"), list({"coincheck.com"})},
                            {QStringLiteral("expected"), list({"aspmx.l.google.com"})},
                            {QStringLiteral("addresses"), list({"45.77.24.250"})},
                            {QStringLiteral("preference"), list({"5"})}};
    all.compared = {dns::Type::MX, dns::Type::TXT, dns::Type::A};
    all.expectsSenders = true;
    quint64 number = 0;
    const auto add = [&](Entry entry) {
        entry.learned = entry.happened;
        all.timeline.push_back({std::move(entry), ++number, QByteArray(64, char('0' + number % 10))});
    };
    Entry opened;
    opened.kind = Entry::Kind::Finding;
    opened.rule = QStringLiteral("finding.opened");
    opened.author = QStringLiteral("Hinoban");
    opened.happened = at("2020-05-30T15:12:30Z");
    for (int i = 0; i < 3; ++i) {
        opened.args = {{QStringLiteral("finding"), detect::toJson(all.findings[size_t(i)])}};
        add(opened);
    }
    Entry typed;
    typed.author = QStringLiteral("田中 次郎");
    typed.text = QStringLiteral("called the registrar, ticket 123");
    typed.happened = at("2020-06-01T10:36:00Z");
    add(typed);
    Entry story;
    story.kind = Entry::Kind::Story;
    story.author = story.source = QStringLiteral("talk");
    story.text = QStringLiteral("The registrar corrects the nameservers; 田中 says so, ０３-１２３４-５６７８");
    story.happened = at("2020-06-01T11:52:53Z");
    add(story);
    return all;
}

QStringList words(std::initializer_list<const char *> texts)
{
    QStringList all;
    for (const char *text : texts)
        all += QString::fromUtf8(text);
    return all;
}

Dossier make(const DossierFacts &facts, DossierKind kind, const char *language, bool redacted = false)
{
    const auto made = dossier(facts, {kind, QString::fromLatin1(language), Tlp::Amber, redacted});
    if (!made) qFatal("%s", qPrintable(made.error().detail));
    return *made;
}

const DossierSection *sectionOf(const Dossier &dossier, const char *id)
{
    for (const auto &section : dossier.sections)
        if (section.id == QLatin1String(id)) return &section;
    return nullptr;
}

} // namespace

class DossierTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheAttackWasFor_data()
    {
        QTest::addColumn<AttackAim>("aim");
        QTest::addColumn<QString>("english");
        const auto row = [](const char *name, AttackAim aim, const char *english) {
            QTest::newRow(name) << aim << QString::fromLatin1(english);
        };
        row("2020", {.delegation = true, .mail = Part::Changed, .senders = Part::Untouched, .addresses = Part::Unknown},
            "MX false, SPF untouched: to read mail, not to forge it.");
        row("2020, addresses seen",
            {.delegation = true, .mail = Part::Changed, .senders = Part::Untouched, .addresses = Part::Untouched},
            "MX false, SPF untouched, addresses untouched: to read mail, not to forge it.");
        row("SPF not seen", {.delegation = true, .mail = Part::Changed},
            "MX false, whether SPF was changed is not known: to read mail.");
        row("forging", {.senders = Part::Changed},
            "records of who may send (SPF, DKIM, DMARC) false: to send mail in our name.");
        row("visitors", {.delegation = true, .addresses = Part::Changed, .certificates = true},
            "addresses false: to receive the visitors of the service under a certificate that browsers accept.");
        row("nothing else", {.delegation = true, .mail = Part::Untouched},
            "NS false, and nothing else that could be compared: what for has not been seen.");
        row("nothing", {}, "");
    }
    void saysWhatTheAttackWasFor()
    {
        QFETCH(AttackAim, aim);
        QFETCH(QString, english);
        QCOMPARE(aimSentence(aim, false), english);
        QCOMPARE(aimSentence(aim, true).isEmpty(), english.isEmpty());
    }

    static DossierFacts harmedCase()
    {
        auto all = wholeCase();
        all.draft.assets.clear();
        HostileAsset asset;
        asset.key = {AssetKind::Nameserver, QStringLiteral("ns-1515.awsdns-061.org")};
        asset.imitates = QStringLiteral("ns-1515.awsdns-61.org");
        asset.addresses = {QHostAddress(QStringLiteral("82.221.139.210"))};
        asset.origin = 50613;
        asset.networkHolder = QStringLiteral("Advania Island ehf");
        asset.firstSeen = at("2020-05-30T15:12:30Z");
        asset.state = AssetState::Stopped;
        asset.since = at("2020-06-04T01:00:00Z");
        all.draft.assets.push_back(asset);
        asset.key = {AssetKind::Domain, QStringLiteral("awsdns-017.net")};
        asset.state = AssetState::Unresolvable;
        all.draft.assets.push_back(asset);
        asset.key = {AssetKind::Nameserver, QStringLiteral("ns1.honeypot.example")};
        asset.dismissedBy = QStringLiteral("山田");
        all.draft.assets.push_back(asset);
        ExposureWindow window;
        window.domain = *dns::Name::fromText("coincheck.com");
        window.from = at("2020-05-30T15:11:38Z");
        window.until = at("2020-06-05T15:52:00Z");
        window.hosts = {QStringLiteral("mail.coincheck.com")};
        all.draft.exposure = {};
        all.draft.exposure.windows = {window};
        using State = Account::State;
        for (const auto &[person, service, state] :
             {std::tuple{"喜屋武", "GitHub", State::AttackerTried}, std::tuple{"山田", "GitHub", State::Asked},
              std::tuple{"山田", "AWS", State::ToDo}}) {
            Account account;
            account.person = QString::fromUtf8(person);
            account.service = QString::fromUtf8(service);
            account.state = state;
            account.wasTried = state == State::AttackerTried;
            all.draft.exposure.accounts.push_back(account);
        }
        all.roles = {{QStringLiteral("commander"),
                      QStringLiteral("喜屋武 慶大"),
                      QStringLiteral("090-0000-0001"),
                      at("2020-06-01T12:16:00Z"),
                      QStringLiteral("山田"),
                      {}}};
        return all;
    }

    void saysWhatBecameOfTheAttackersServers()
    {
        const QByteArray text = markdownOf(make(harmedCase(), DossierKind::Situation, "en")).replace('\\', "");
        for (const char *said : {"2 in all: 1 stopped, 1 taken out of DNS", "ns-1515.awsdns-061[.]org",
                                 "imitates ns-1515.awsdns-61.org", "82.221.139[.]210", "AS50613 Advania Island ehf",
                                 "2020-06-04T01:00:00Z", "first seen", "look-alike domain"})
            QVERIFY2(text.contains(said), said);
        QVERIFY(!text.contains("honeypot")); // a person said that it is none
        const QString japanese = QString::fromUtf8(markdownOf(make(harmedCase(), DossierKind::Final, "ja")));
        for (const char *said : {"計 2 件：停止 1、名前解決不可 1", "類似ドメイン", "ネームサーバー"})
            QVERIFY2(japanese.contains(QString::fromUtf8(said)), said);
    }

    void countsWhatLostMailMayHaveOpened()
    {
        for (const auto kind : {DossierKind::Situation, DossierKind::Regulator, DossierKind::Final}) {
            const QByteArray text = markdownOf(make(harmedCase(), kind, "en")).replace('\\', "");
            for (const char *said :
                 {"3 of 2 persons at 2 services: 0 reset, 1 asked for, 1 to do; the attacker tried 1",
                  "from 2020-05-30T15:11:38Z", "to 2020-06-05T15:52:00Z", "mail.coincheck[.]com"})
                QVERIFY2(text.contains(said), said);
            // Whose they are is nobody's business but theirs.
            QVERIFY(!QString::fromUtf8(text).contains(QStringLiteral("GitHub")));
        }
    }

    void saysWhoHasWhichPart()
    {
        const auto text = [](bool redacted) {
            return QString::fromUtf8(markdownOf(make(harmedCase(), DossierKind::Situation, "ja", redacted)));
        };
        QVERIFY(text(false).contains(QStringLiteral("喜屋武 慶大")));
        QVERIFY(text(false).contains(QStringLiteral("090-0000-0001")));
        QVERIFY(!text(true).contains(QStringLiteral("喜屋武")) && !text(true).contains(QStringLiteral("0001")));
    }

    void japaneseTextsHoldNoEnglishWords()
    {
        auto all = wholeCase();
        detect::Finding stamp = all.findings[0];
        stamp.signal = QStringLiteral("R1");
        stamp.vantage = QStringLiteral("registry");
        stamp.subject = QStringLiteral("coincheck.com");
        stamp.args = {{QStringLiteral("accepted"), QStringLiteral("2019-11-14T02:37:20Z")},
                      {QStringLiteral("lastChanged"), QStringLiteral("2020-05-30T15:11:38Z")}};
        all.findings.push_back(stamp);
        const QString text = QString::fromUtf8(markdownOf(make(all, DossierKind::Final, "ja")));
        QVERIFY(text.contains(QStringLiteral("coincheck.com の登録情報")));
        QVERIFY(!text.contains(QStringLiteral("coincheck.com registration")));
    }

    void takesTheAimFromThePatternOfChanges()
    {
        auto all = wholeCase();
        auto aim = aimOf(all.findings, all.compared, all.expectsSenders);
        QVERIFY(aim.delegation && aim.mail == Part::Changed && aim.senders == Part::Untouched);
        QCOMPARE(aim.addresses, Part::Untouched);
        // What the false servers were not asked is not called untouched.
        aim = aimOf(all.findings, {dns::Type::MX}, all.expectsSenders);
        QVERIFY(aim.senders == Part::Unknown && aim.addresses == Part::Unknown);
        aim = aimOf(all.findings, all.compared, false);
        QCOMPARE(aim.senders, Part::Unknown);
        // The false mail host has an address, and that is none of the service's.
        aim = aimOf(all.findings, all.compared, true);
        all.findings.push_back(finding("D9", "authoritative", detect::Severity::High, "2020-05-30T15:12:31Z", nullptr,
                                       "coincheck.com", "mail.coincheck.com A"));
        QCOMPARE(aimOf(all.findings, all.compared, true), aim);
        all.findings.back().subject = QStringLiteral("www.coincheck.com A");
        QCOMPARE(aimOf(all.findings, all.compared, true).addresses, Part::Changed);
        all.findings.push_back(finding("D11", "authoritative", detect::Severity::High, "2020-05-30T15:12:31Z"));
        all.findings.back().rule = QStringLiteral("spf-changed");
        QCOMPARE(aimOf(all.findings, all.compared, true).senders, Part::Changed);
    }

    void everyKindSaysWhatItIsFor_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("wanted");
        QTest::newRow("situation") << int(DossierKind::Situation)
                                   << words({"2020-05-30T15:11:38Z", "2020-05-31 00:11:38", "ns-1515.awsdns-061[.]org",
                                             "REG-URGENT", "鈴木 一郎", "常設の会議室"});
        QTest::newRow("jpcert") << int(DossierKind::Coordination)
                                << words({"山田 花子", "03-0000-0000", "82.221.139[.]210", "45.77.24[.]250",
                                          "360000 IN NS", "JPCERT#12345678", "UTC"});
        QTest::newRow("regulator") << int(DossierKind::Regulator)
                                   << words({"（1）", "（9）", "2020 年 5 月 31 日", "2020 年 6 月 4 日",
                                             "2020 年 7 月 29 日", "約 200 名", "氏名、住所"});
        QTest::newRow("final") << int(DossierKind::Final)
                               << words({"ns-1515.awsdns-61.org", "ns-1515.awsdns-061[.]org", "aspmx.l.google.com",
                                         "5 mail.coincheck[.]com (45.77.24[.]250)", "管理画面の不具合",
                                         "暗号資産の送金", "called the registrar, ticket 123"});
    }
    void everyKindSaysWhatItIsFor()
    {
        QFETCH(int, kind);
        QFETCH(QStringList, wanted);
        const auto made = make(wholeCase(), DossierKind(kind), "ja");
        QString html = QString::fromUtf8(htmlOf(made));
        html.replace(QLatin1String("&amp;"), QLatin1String("&"));
        for (const QString &text : wanted)
            QVERIFY2(html.contains(text), qPrintable(text));
        QVERIFY(html.contains(wholeCase().draft.chainHead));
        QVERIFY(html.contains(QLatin1String("TLP:AMBER")));
        const QString english = QString::fromUtf8(htmlOf(make(wholeCase(), DossierKind(kind), "en")));
        QVERIFY(!english.isEmpty() && english != html);
        for (const auto &section : make(wholeCase(), DossierKind(kind), "en").sections)
            for (const QChar c : section.title)
                QVERIFY2(c.unicode() < 0x3000, qPrintable(section.title));
    }

    void whatOneLookFindsIsOneLine()
    {
        const auto made = make(wholeCase(), DossierKind::Final, "en");
        const auto *timeline = sectionOf(made, "timeline");
        QVERIFY(timeline);
        const auto &rows = timeline->blocks.back().rows;
        QCOMPARE(rows.size(), size_t(3));
        QVERIFY(rows[0][3].text.startsWith(QStringLiteral("#1–3")));
        QVERIFY(rows[0][1].text.contains(QLatin1String("mail.coincheck.com")) ||
                rows[0][1].text.contains(QLatin1String("mail.coincheck[.]com")));
    }

    void marksWhatIsMissing()
    {
        auto all = wholeCase();
        all.draft.organisation = {};
        all.draft.caseFile = {};
        const auto made = make(all, DossierKind::Regulator, "ja");
        QVERIFY(made.gaps.contains(QStringLiteral("（4）原因")));
        QVERIFY(made.gaps.contains(QStringLiteral("電話番号")));
        QVERIFY(htmlOf(made).contains("［未記入］"));
        QVERIFY(make(wholeCase(), DossierKind::Regulator, "ja").gaps.isEmpty());
    }

    void refusesWhatWouldTellEverybodyEverything()
    {
        QCOMPARE(dossier(wholeCase(), {DossierKind::Final, QStringLiteral("ja"), Tlp::Clear, false}).error().code,
                 ErrorCode::NotPermitted);
        QVERIFY(dossier(wholeCase(), {DossierKind::Final, QStringLiteral("ja"), Tlp::Clear, true}).has_value());
        QCOMPARE(dossier(wholeCase(), {DossierKind::Final, QStringLiteral("fr"), Tlp::Amber, false}).error().code,
                 ErrorCode::BadInput);
        for (const auto tlp : {Tlp::Red, Tlp::AmberStrict, Tlp::Amber, Tlp::Green, Tlp::Clear})
            QCOMPARE(tlpFromText(tlpText(tlp)), std::optional(tlp));
        QVERIFY(!tlpFromText(QStringLiteral("white")));
    }

    void theRedactedCopyKeepsTheHashesAndNobodysName()
    {
        auto all = wholeCase();
        all.draft.organisation.phone = QStringLiteral("03-1234-5678");
        Contact secret;
        secret.organisation = QStringLiteral("Quiet CSIRT");
        secret.channels = {{Channel::Kind::Mail, QStringLiteral("quiet@csirt.example")}};
        secret.irOnly = true;
        all.irOnly = {secret};
        all.draft.requests.front().party = QStringLiteral("Quiet CSIRT");
        all.draft.requests.front().reference = QStringLiteral("call +81 90-1234-5678 or ops@csirt.example");
        all.draft.caseFile.told[QStringLiteral("cause")] =
            QStringLiteral("山田の端末 pc7.office.local (192.168.3.7) から");
        all.findings[0].evidence.push_back({QByteArray(64, 'b'), QStringLiteral("resolver"),
                                            QStringLiteral("Tokyo office resolver"), QStringLiteral("10.1.2.3"),
                                            QStringLiteral("coincheck.com NS"), at("2020-05-30T15:12:33Z")});
        for (const char *language : {"ja", "en"}) {
            for (const auto kind :
                 {DossierKind::Situation, DossierKind::Coordination, DossierKind::Regulator, DossierKind::Final}) {
                const auto open = make(all, kind, language), closed = make(all, kind, language, true);
                for (const auto &bytes : {htmlOf(closed), markdownOf(closed)}) {
                    QString text = QString::fromUtf8(bytes);
                    text.remove(u'\\');
                    for (const auto &gone : {"山田",
                                             "花子",
                                             "Yamada",
                                             "Hanako",
                                             "鈴木",
                                             "田中",
                                             "次郎",
                                             "03-1234-5678",
                                             "1234-5678",
                                             "１２３４",
                                             "csirt@example.org",
                                             "quiet@csirt",
                                             "ops@csirt",
                                             "Quiet CSIRT",
                                             "12345678 ",
                                             "pc7.office",
                                             "192.168.3.7",
                                             "10.1.2.3",
                                             "Tokyo office",
                                             "called the registrar",
                                             "meet.example.net"})
                        QVERIFY2(!text.contains(QString::fromUtf8(gone)), gone);
                    QVERIFY(text.contains(all.draft.chainHead));
                    if (kind == DossierKind::Final) {
                        QVERIFY(text.contains(QString(64, QLatin1Char('a'))) &&
                                text.contains(QString(64, QLatin1Char('b'))));
                        QVERIFY(text.contains(QLatin1String("#4")) && text.contains(QString(12, QLatin1Char('4'))));
                        QVERIFY(text.contains(QLatin1String("2020-05-30T15:11:38Z")));
                        QVERIFY(text.contains(QLatin1String("2020-05-31 00:11:38")));
                        QVERIFY(text.contains(QLatin1String("45.77.24[.]250")));
                    }
                }
                if (kind == DossierKind::Final) QVERIFY(htmlOf(open).contains("pc7.office.local"));
            }
        }
    }

    void hostileTextMeansNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("html") << QStringLiteral("<script>alert(1)</script><img src=x onerror=alert(1)>");
        QTest::newRow("attribute") << QStringLiteral("\"'><a href='javascript:alert(1)'>x</a>");
        QTest::newRow("entity") << QStringLiteral("&lt;script&gt;&#60;b&#62;");
        QTest::newRow("mustache") << QStringLiteral("{{{organisation.phone}}} {{#drill?}}x{{/drill?}}");
        QTest::newRow("markdown") << QStringLiteral(
            "![x](http://evil.example/a.png) [y](http://evil.example) `| --- |` **b**");
        QTest::newRow("link") << QStringLiteral(
            "www.evil.example http://evil.example/ a@evil.example <http://evil.example>");
        QTest::newRow("bidi") << QStringLiteral("abc\u202eexe.\u2066x\u2069\u200b");
        QTest::newRow("control") << QStringLiteral("a\x1b[31mred\r\nBcc: x@evil.example\n# Heading\n- item\x07");
        QTest::newRow("arguments") << QStringLiteral("%1 %2 %3 %L1 %%");
        QTest::newRow("long") << QString(200000, QLatin1Char('A')) + QStringLiteral("<script>");
    }
    // Everything that the attacker, a registrar's answer or a colleague's paste can put into a case.
    void hostileTextMeansNothing()
    {
        QFETCH(QString, text);
        auto all = wholeCase();
        for (auto &one : all.findings) {
            one.subject = text;
            one.evidence.front().server = one.evidence.front().question = text;
            one.evidence.front().sha256 = text.toUtf8();
            for (const char *key : {"host", "expected", "present", "missing", "unexpected", "addresses", "preference",
                                    "owners", "accepted", "lastChanged", "before", "after", "registrable", "status"})
                one.args[QLatin1String(key)] = QJsonArray{text, text + QStringLiteral("2")};
            one.args[QStringLiteral("host")] = text;
        }
        auto &draft = all.draft;
        for (auto *field : {&draft.organisation.name, &draft.organisation.nameJa, &draft.organisation.person,
                            &draft.organisation.role, &draft.organisation.phone, &draft.incident.commander,
                            &draft.chainHead, &draft.requests.front().party, &draft.requests.front().reference,
                            &draft.requests.front().templateId, &draft.caseFile.services.front().name,
                            &draft.transcripts.front().server, &draft.transcripts.front().question})
            *field = text;
        draft.transcripts.front().sha256 = text.toUtf8();
        draft.transcripts.front().records = {text};
        for (auto &[name, value] : draft.caseFile.told)
            value = text;
        for (auto &line : all.timeline) {
            line.entry.text = line.entry.textJa = line.entry.author = line.entry.source = text;
            line.entry.args.insert(QStringLiteral("party"), text);
            line.entry.rule = line.entry.kind == Entry::Kind::Person ? QString() : QStringLiteral("request.overdue");
        }
        draft.tail.resolvers.resize(1);
        for (const bool redacted : {false, true}) {
            for (const auto kind :
                 {DossierKind::Situation, DossierKind::Coordination, DossierKind::Regulator, DossierKind::Final}) {
                const auto made = make(all, kind, "en", redacted);
                const QByteArray html = htmlOf(made);
                QVERIFY2(html.size() < 400000, QByteArray::number(html.size()));
                // As XML it has no element but ours: what is foreign stayed text.
                QString page = QString::fromUtf8(html);
                for (const char *empty : {"<br>", "<meta charset=\"utf-8\">"})
                    page.replace(QString::fromLatin1(empty),
                                 QString::fromLatin1(empty).chopped(1) + QStringLiteral("/>"));
                page.replace(QLatin1String("img-src data:\">"), QLatin1String("img-src data:\"/>"));
                page.remove(0, page.indexOf(u'\n'));
                QXmlStreamReader reader(page);
                const QStringList ours =
                    words({"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tbody",
                           "tr", "th", "td", "code", "pre", "br", "footer"});
                while (!reader.atEnd()) {
                    if (reader.readNext() != QXmlStreamReader::StartElement) continue;
                    QVERIFY2(ours.contains(reader.name().toString()), qPrintable(reader.name().toString()));
                    for (const auto &attribute : reader.attributes())
                        QVERIFY2(words({"lang", "charset", "http-equiv", "content", "class", "width"})
                                     .contains(attribute.name().toString()),
                                 qPrintable(attribute.name().toString()));
                }
                QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
                const QString markdown = QString::fromUtf8(markdownOf(made));
                for (const QString &shown : {page, markdown})
                    for (const QChar c : shown)
                        QVERIFY2(c == u'\n' ||
                                     (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format),
                                 QByteArray::number(c.unicode(), 16));
                // Outside of code nothing begins a tag, a link or a picture.
                QString prose;
                for (const QString &line : markdown.split(u'\n')) {
                    if (line.startsWith(QLatin1String("    "))) continue;
                    QString rest = line;
                    static const QRegularExpression span(QStringLiteral("(?<![`\\\\])(`+)(?!`).*?(?<!`)\\1(?!`)"));
                    prose += rest.remove(span).remove(QLatin1String("<br>")) + u'\n';
                }
                static const QRegularExpression active(
                    QStringLiteral(R"((?<!\\)[<>\[\]`*_{}@]|(?<!\\):/|(?<!\\)!\[|www\.)"));
                QString bare = prose;
                bare.remove(QLatin1String("**")); // ours
                const auto found = active.match(bare);
                QVERIFY2(!found.hasMatch(), qPrintable(bare.mid(std::max(0, int(found.capturedStart()) - 30), 60)));
            }
        }
    }

    void picturesAreInTheFileOrNotThere()
    {
        const auto made = make(wholeCase(), DossierKind::Final, "en");
        QVERIFY(!htmlOf(made).contains("<img"));
        const auto html = htmlOf(made, {{QStringLiteral("timeline"), QByteArray("\x89PNG\r\n\x1a\n", 8)}});
        QCOMPARE(html.count("<img"), 1);
        QVERIFY(html.contains("src=\"data:image/png;base64,"));
        QVERIFY(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"));
    }

    void aDrillSaysSoEverywhere()
    {
        auto all = wholeCase();
        all.draft.drill = true;
        QVERIFY(make(all, DossierKind::Final, "ja").mark.contains(QStringLiteral("訓練")));
        QVERIFY(markdownOf(make(all, DossierKind::Final, "en")).contains("DRILL"));
    }
};

QTEST_APPLESS_MAIN(DossierTest)
#include "tst_dossier.moc"
