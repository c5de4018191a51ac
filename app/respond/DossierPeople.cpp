// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a dossier that say what people did and told.
#include "app/base/SafeText.h"
#include "app/respond/DossierParts.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

using namespace std::chrono;

// Rules 7 and 8 of the Act's enforcement rules: the day of becoming aware counts as the first one.
constexpr days PreliminaryDays{4}, FinalDays{59};

constexpr std::pair<Request::State, Words> RequestStates[] = {
    {Request::State::Waiting, {"no answer yet", "回答待ち"}},
    {Request::State::Acknowledged, {"acknowledged", "受付済み"}},
    {Request::State::Done, {"done", "完了"}},
    {Request::State::Refused, {"refused", "対応不可"}},
    {Request::State::Withdrawn, {"withdrawn", "取り下げ"}},
};

constexpr std::pair<const char *, Words> TemplateNames[] = {
    {"REG-CALL", {"telephone call", "電話での依頼"}},
    {"REG-URGENT", {"freeze the account, restore the nameservers", "アカウント凍結・NS 復旧の依頼"}},
    {"REG-CSIRT", {"help in parallel", "並行対応の依頼"}},
    {"REG-LOGS", {"logs, and who changed what", "ログ・変更経緯の照会"}},
    {"REG-TEAC", {"undo the transfer", "移管取消の依頼"}},
    {"JP-TD", {"coordinate the takedown", "停止調整の依頼"}},
    {"JP-UPD", {"follow-up", "続報"}},
    {"HOST-ABUSE", {"stop the server, keep its disk", "サーバー停止・保全の依頼"}},
    {"LOOK-REG", {"suspend the look-alike domain", "類似ドメインの停止依頼"}},
    {"CLOUD-SUP", {"confirm our zone", "自社ゾーンの確認依頼"}},
    {"SAAS-FREEZE", {"invalidate password resets", "パスワード再設定の無効化依頼"}},
    {"CA-REVOKE", {"revoke the certificate", "証明書の失効依頼"}},
    {"PPC-S", {"preliminary report", "速報"}},
    {"PPC-K", {"final report", "確報"}},
    {"FSA-1", {"first report", "第一報"}},
    {"POL-1", {"consultation", "相談"}},
};

QString argOf(const Entry &entry, const char *key)
{
    return safeText(entry.args.value(QLatin1String(key)).toString(), LongestField);
}

QString nameOfTemplate(const QString &id, bool japanese)
{
    for (const auto &[known, words] : TemplateNames)
        if (id == QLatin1String(known)) return QStringLiteral("%1 (%2)").arg(wordIn(words, japanese), id);
    return safeText(id, LongestField);
}

DossierCell plain(const QString &text) { return {text, false}; }

} // namespace

DossierSection DossierParts::reporter()
{
    auto made = section("reporter", {"Who reports", "報告者"});
    const Organisation &o = m_case.organisation;
    const auto either = [&](const QString &en, const QString &ja) {
        const QString &first = m_japanese ? ja : en;
        return safeText((first.trimmed().isEmpty() ? (m_japanese ? en : ja) : first).trimmed(), LongestField);
    };
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Organisation", "組織名"}, either(o.name, o.nameJa));
    fact(fields, {"Role", "部署・役職"}, either(o.role, o.roleJa));
    fact(fields, {"Name", "担当者名"}, either(o.person, o.personJa));
    fact(fields, {"Telephone", "電話番号"}, safeText(o.phone, LongestField));
    const bool isSafe = mailAddressIsSafe(o.externalMail, m_case.incident);
    fact(fields, {"Mail, outside the affected domains", "メール（被害ドメイン外）"},
         isSafe ? safeText(o.externalMail, LongestField) : QString());
    fact(fields, {"Our case number", "弊社管理番号"}, m_case.incident.id);
    if (m_case.incident.mailLost)
        fact(fields, {"Answers", "ご返信"},
             in({"by telephone, please: mail to our domain reaches the attacker",
                 "お電話でお願いいたします（当社ドメイン宛てのメールは攻撃者に届くおそれがあります）"}));
    made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::ask()
{
    auto made = section("ask", {"What we ask", "ご依頼内容"});
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Kind of incident", "インシデントの種別"},
         in({"other: domain hijack (the delegation was rewritten at the registry)",
             "その他：ドメイン名ハイジャック（レジストリ登録情報の不正な書き換え）"}));
    fact(fields, {"Request", "ご依頼"},
         in({"Please coordinate that the servers below are stopped and their disks kept.",
             "下記の不正なサーバーの停止、およびディスク等の保全について、調整をお願いいたします。"}));
    fact(fields, {"May be passed on", "開示範囲"},
         in({"%1; to whoever operates the servers and the look-alike domains, as far as they need it to stop them",
             "%1。停止に必要な範囲で、当該サーバーおよび類似ドメインの管理者への開示に同意いたします。"})
             .arg(tlpText(m_options.tlp)));
    factIfKnown(fields, {"Your number", "受付番号"}, safeText(told("jpcertReference"), LongestField));
    made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::discovery()
{
    auto made = section("discovery", {"Discovery, and our clock", "発見の経緯と時刻"});
    const Incident &incident = m_case.incident;
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Found by", "発見のきっかけ"},
         in({"monitoring of our own: DNS answers compared with what is expected",
             "自社監視（DNS 応答と期待値の照合）による検知"}));
    fact(fields, {"Began", "開始日時"}, time(incident.changedAt));
    fact(fields, {"Noticed", "発見日時"}, time(incident.noticedAt));
    fact(fields, {"Ended", "終了日時"}, incident.repairedAt ? time(incident.repairedAt) : in({"going on", "継続中"}));
    fact(fields, {"Zone of times", "タイムゾーン"},
         in({"UTC, with JST (UTC+09:00) beside it", "UTC と JST（UTC+09:00）を併記"}));
    std::optional<milliseconds> error;
    for (const auto &line : m_facts.timeline)
        if (line.entry.clockError) error = std::max(error.value_or(milliseconds{}), *line.entry.clockError);
    fact(fields, {"Error of our clock", "時刻の誤差"},
         error ? in({"synchronised; at most %1 ms", "時刻同期あり、最大 %1 ミリ秒"}).arg(error->count())
         : m_case.drill ? in({"the clock of the drill", "訓練用の時計"})
                        : QString());
    fact(fields, {"What the domain is for", "当該ドメインの用途"},
         in({"our service, and our mail", "弊社サービスおよびメール"}));
    made.blocks.push_back(std::move(fields));
    return made;
}

QString DossierParts::lineWords(const Entry &entry) const
{
    if (entry.kind == Entry::Kind::Person) return typed(entry.text);
    const auto by = [&](const Words &words, const QString &what) { return in(words).arg(foreign(what)); };
    if (entry.rule == QLatin1String("message.sent"))
        return by({"Sent to %1: ", "%1 へ送付："}, argOf(entry, "party")) +
               nameOfTemplate(argOf(entry, "template"), m_japanese);
    if (entry.rule == QLatin1String("request.state"))
        return by({"Request to %1: ", "%1 への依頼："}, argOf(entry, "party")) + argOf(entry, "from") +
               QStringLiteral(" → ") + argOf(entry, "to");
    if (entry.rule == QLatin1String("request.overdue"))
        return by({"No answer from %1: it was due", "%1 から期限までに回答なし"}, argOf(entry, "party"));
    if (entry.rule == QLatin1String("evidence.bundled"))
        return by({"Evidence packed: SHA256SUMS %1", "証拠一式を作成：SHA256SUMS %1"}, argOf(entry, "seal"));
    if (entry.rule == QLatin1String("incident.closed"))
        return in({"Closed: ", "終結："}) + typed(argOf(entry, "reason"));
    if (entry.rule == QLatin1String("incident.state")) {
        Entry filled = entry; // older entries say it beside the arguments
        if (argOf(entry, "from").isEmpty()) {
            filled.args.insert(QStringLiteral("from"), entry.before);
            filled.args.insert(QStringLiteral("to"), entry.after);
        }
        return timelineWords(filled, m_japanese);
    }
    QString words = foreign(timelineWords(entry, m_japanese));
    if (words.isEmpty() || !entry.rule.startsWith(QLatin1String("finding."))) return words;
    const QString subject =
        entry.args.value(QStringLiteral("finding")).toObject().value(QStringLiteral("subject")).toString();
    return words + in({": ", "："}) + subjectWords(subject);
}

DossierSection DossierParts::timeline(size_t most)
{
    auto made = section("timeline", {"Timeline", "経過"});
    struct Line {
        Instant at{};
        QStringList words;
        quint64 first = 0, last = 0;
        QByteArray hash;
        QString source;
    };
    std::vector<Line> lines;
    for (const auto &[entry, sequence, hash] : m_facts.timeline) {
        const QString words = lineWords(entry);
        if (words.isEmpty()) continue;
        const bool isFinding = entry.rule.startsWith(QLatin1String("finding."));
        // What one look finds is one line.
        if (isFinding && !lines.empty() && lines.back().last + 1 == sequence && lines.back().words.size() < 12 &&
            floor<minutes>(lines.back().at) == floor<minutes>(entry.happened) && lines.back().source.isEmpty()) {
            if (!lines.back().words.contains(words)) lines.back().words += words;
            lines.back().last = sequence;
            lines.back().hash = hash;
            continue;
        }
        // `source` also says that a line stands for itself.
        QString source = isFinding ? QString()
                         : m_options.redacted && entry.kind == Entry::Kind::Person
                             ? QStringLiteral("–")
                             : safeText(entry.kind == Entry::Kind::Story ? entry.source : entry.author, 120);
        lines.push_back({entry.happened,
                         {words},
                         sequence,
                         sequence,
                         hash,
                         source.isEmpty() && !isFinding ? QStringLiteral("–") : source});
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line &a, const Line &b) { return a.at < b.at; });
    const size_t left = lines.size() > most ? lines.size() - most : 0;
    DossierBlock table{.kind = Kind::Table,
                       .head = {in({"Time", "時刻"}), in({"What", "内容"}), in({"Says", "出典"}), in({"Log", "記録"})}};
    for (size_t i = left; i < lines.size(); ++i) {
        const Line &line = lines[i];
        const QString number = line.first == line.last ? QStringLiteral("#%1").arg(line.first)
                                                       : QStringLiteral("#%1–%2").arg(line.first).arg(line.last);
        table.rows.push_back({plain(stamp(line.at)),
                              plain(line.words.join(u'\n')),
                              plain(line.source.isEmpty() ? QStringLiteral("Hinoban") : line.source),
                              {number + u'\n' + QString::fromLatin1(line.hash.left(12)), true}});
    }
    if (left > 0)
        made.blocks.push_back(
            {.kind = Kind::Paragraph,
             .text = in({"%1 earlier lines are in the log.", "これより前の %1 件は記録に収めています。"}).arg(left)});
    if (!table.rows.empty()) made.blocks.push_back(std::move(table));
    return made;
}

DossierSection DossierParts::requests()
{
    auto made = section("requests", {"Requests to others", "社外への依頼"});
    DossierBlock table{.kind = Kind::Table,
                       .head = {in({"Whom", "依頼先"}), in({"What", "内容"}), in({"Sent", "送付"}),
                                in({"Clock", "経過"}), in({"State", "状態"}), in({"Their number", "受付番号"})}};
    for (const auto &request : m_case.requests) {
        if (table.rows.size() >= 60) break;
        QString state;
        for (const auto &[known, words] : RequestStates)
            if (known == request.state) state = in(words);
        if (m_case.now && request.overdue(*m_case.now)) state = in({"overdue", "期限超過"});
        const auto until = request.closedAt ? request.closedAt : m_case.now;
        QString clock = until ? span(*until - request.sentAt) : QString();
        if (request.acknowledgedAt)
            clock += u'\n' +
                     in({"acknowledged after %1", "受付まで %1"}).arg(span(*request.acknowledgedAt - request.sentAt));
        if (request.open() && request.dueAt) clock += u'\n' + in({"due %1", "期限 %1"}).arg(stamp(request.dueAt));
        table.rows.push_back({plain(foreign(request.party)), plain(nameOfTemplate(request.templateId, m_japanese)),
                              plain(stamp(request.sentAt)), plain(clock), plain(state),
                              plain(foreign(request.reference))});
    }
    if (!table.rows.empty()) made.blocks.push_back(std::move(table));
    return made;
}

DossierSection DossierParts::impact()
{
    auto made = section("impact", {"Impact", "影響"});
    DossierBlock fields{.kind = Kind::Fields};
    addExposure(fields);
    for (const auto &[field, label] : std::initializer_list<std::pair<const char *, Words>>{
             {"dataItems", {"Personal data", "個人データの項目"}},
             {"dataCount", {"Number of persons", "本人の数"}},
             {"secondaryHarm", {"Further harm", "二次被害"}},
             {"assetImpact", {"Customers' assets", "お客様の資産への影響"}},
             {"damage", {"Damage", "被害の状況"}}})
        factIfKnown(fields, label, official(field));
    for (const auto &service : m_case.caseFile.services) {
        QString text = in({"stopped %1", "%1 停止"}).arg(time(service.stopped));
        if (service.resumed) text += u'\n' + in({"resumed %1", "%1 再開"}).arg(time(service.resumed));
        fields.rows.push_back(
            {plain(in({"Service: %1", "サービス：%1"}).arg(safeText(service.name, LongestField))), plain(text)});
    }
    if (!fields.rows.empty()) made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::next()
{
    auto made = section("next", {"Next", "今後"});
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Next meeting", "次回会議"}, typed(told("nextMeeting")));
    fact(fields, {"Standing room", "常設の連絡手段"}, typed(told("channel")));
    factIfKnown(fields, {"Next report", "次回の報告"}, typed(told("nextReport")));
    made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::regulator()
{
    auto made = section("regulator", {"Items of the form", "様式の記載事項"});
    const Incident &incident = m_case.incident;
    DossierBlock fields{.kind = Kind::Fields};
    const auto due = [&](days span) {
        return incident.noticedAt ? publicDay(*incident.noticedAt + span, m_japanese) : QString();
    };
    fact(fields, {"Day of becoming aware", "事態を知った日"}, publicDay(incident.noticedAt, m_japanese));
    fact(fields, {"Preliminary report (3 to 5 days)", "速報の目安（3～5 日以内）"}, due(PreliminaryDays));
    fact(fields, {"Final report (60 days: unlawful purpose)", "確報の期限（60 日以内：不正目的）"}, due(FinalDays));
    fact(fields, {"(1) Outline", "（1）概要"},
         incident.changedAt
             ? in({"At %1 the registration of %2 was rewritten without us; mail to it may have reached an attacker.",
                   "%1、%2 "
                   "のドメイン登録情報が第三者に書き換えられ、同ドメイン宛てのメールが第三者に取得されたおそれがあり"
                   "ます。"})
                   .arg(time(incident.changedAt), m_case.domain.display())
             : QString());
    fact(fields, {"(2) Kinds of personal data", "（2）個人データの項目"}, official("dataItems"));
    fact(fields, {"(3) Number of persons", "（3）本人の数"}, official("dataCount"));
    fact(fields, {"(4) Cause", "（4）原因"}, official("cause"));
    fact(fields, {"(5) Further harm", "（5）二次被害の有無と内容"}, official("secondaryHarm"));
    fact(fields, {"(6) Notice to the persons", "（6）本人への対応の実施状況"}, official("subjectNotice"));
    fact(fields, {"(7) Publication", "（7）公表の実施状況"}, official("publication"));
    fact(fields, {"(8) Prevention", "（8）再発防止のための措置"}, official("prevention"));
    QStringList others;
    for (const auto &request : m_case.requests)
        if (others.size() < 10) others += in({"%1 (%2)", "%1（%2）"}).arg(foreign(request.party), time(request.sentAt));
    fact(fields, {"(9) Other", "（9）その他参考となる事項"},
         others.isEmpty() ? in({"none", "特になし"}) : in({"Asked: ", "連絡先："}) + others.join(in({", ", "、"})));
    made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::prevention()
{
    auto made = section("prevention", {"Cause and prevention", "原因と再発防止"});
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Cause", "原因"}, official("cause"));
    fact(fields, {"Prevention", "再発防止策"}, official("prevention"));
    factIfKnown(fields, {"Publication", "公表"}, official("publication"));
    made.blocks.push_back(std::move(fields));
    return made;
}

} // namespace hinoban::respond
