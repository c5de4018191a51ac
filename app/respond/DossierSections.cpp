// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a dossier that evidence fills.
#include "app/base/SafeText.h"
#include "app/respond/AttackAim.h"
#include "app/respond/DossierParts.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

using namespace std::chrono;

constexpr std::pair<IncidentState, Words> States[] = {
    {IncidentState::Quiet, {"quiet: nothing is false any more", "平常（偽の応答なし）"}},
    {IncidentState::Suspicion, {"suspicion", "要確認"}},
    {IncidentState::Hijack, {"hijack going on", "ハイジャック継続中"}},
    {IncidentState::Recovering, {"records restored, caches still clearing", "レコード復旧済み・キャッシュ残存中"}},
    {IncidentState::Closed, {"closed", "終結"}},
};

constexpr std::pair<const char *, Words> Vantages[] = {
    {"parent", {"parent zone", "親ゾーン"}},
    {"authoritative", {"authoritative servers", "権威サーバー"}},
    {"resolver", {"resolvers", "リゾルバー"}},
    {"registry", {"registry", "レジストリ"}},
};

constexpr std::pair<CacheState, Words> CacheStates[] = {
    {CacheState::Unknown, {"unknown", "不明"}},
    {CacheState::Clean, {"clean", "残存なし"}},
    {CacheState::TrueNow, {"true when last asked", "直近の応答は正常"}},
    {CacheState::Possible, {"may still serve false data", "偽の応答が残る可能性あり"}},
    {CacheState::False, {"serves false data", "偽の応答"}},
};

template <class Key, size_t N>
QString wordOf(const std::pair<Key, Words> (&table)[N], Key key, bool japanese)
{
    for (const auto &[known, words] : table)
        if (known == key) return wordIn(words, japanese);
    return {};
}

DossierCell plain(const QString &text) { return {text, false}; }
DossierCell record(const QString &text) { return {text, true}; }

} // namespace

DossierParts::DossierParts(const DossierFacts &facts, const DossierOptions &options, QStringList &gaps)
    : m_facts(facts)
    , m_case(facts.draft)
    , m_options(options)
    , m_gaps(gaps)
    , m_japanese(options.language == QLatin1String("ja"))
    , m_redaction(facts, m_japanese)
{
}

QString DossierParts::span(Duration duration) const
{
    const auto whole = floor<minutes>(std::max(duration, Duration::zero()));
    const auto d = floor<days>(whole);
    const auto h = floor<hours>(whole - d);
    const auto m = whole - d - h;
    QStringList parts;
    const auto add = [&](auto count, const Words &unit) {
        if (count > 0) parts += QString::number(count) + in(unit);
    };
    add(d.count(), {" d", " 日"});
    add(h.count(), {" h", " 時間"});
    add(m.count(), {" min", " 分"});
    return parts.isEmpty() ? in({"less than a minute", "1 分未満"}) : parts.join(u' ');
}

QString DossierParts::stamp(std::optional<Instant> instant) const
{
    if (!instant) return {};
    const QString utc = toRfc3339(floor<seconds>(*instant));
    QString local = toRfc3339(floor<seconds>(*instant) + hours(9));
    local.chop(1);
    local.replace(u'T', u' ');
    local += QStringLiteral(" JST");
    return m_japanese ? local + u'\n' + utc : utc + u'\n' + local;
}

QString DossierParts::foreign(const QString &text, qsizetype limit) const
{
    return withoutLinks(safeText(text, limit), m_case);
}

// "coincheck.com registration": the record types of DNS are the same in every language, the other words are not.
QString DossierParts::subjectWords(const QString &subject) const
{
    const QString shown = foreign(subject);
    const auto space = shown.lastIndexOf(u' ');
    if (!m_japanese || space < 0) return shown;
    for (const auto &[word, japanese] :
         std::initializer_list<std::pair<const char *, const char *>>{{"registration", "登録情報"},
                                                                      {"registrar", "レジストラ"},
                                                                      {"transfer", "移転"},
                                                                      {"expiration", "有効期限"},
                                                                      {"glue", "グルーレコード"}})
        if (shown.mid(space + 1) == QLatin1String(word))
            return shown.left(space) + QStringLiteral(" の") + QString::fromUtf8(japanese);
    return shown;
}

QString DossierParts::typed(const QString &text) const
{
    if (text.trimmed().isEmpty()) return {};
    return m_options.redacted ? m_redaction.withheld() : safeText(text.trimmed(), LongestField);
}

QString DossierParts::stateWord() const { return wordOf(States, m_case.incident.state, m_japanese); }

// A resolver of the team's own is a host inside.
QString DossierParts::serverOf(const QString &server, const QString &address) const
{
    if (m_options.redacted && Redaction::isInside(address)) return m_redaction.insideHost();
    return foreign(server);
}

void DossierParts::fact(DossierBlock &fields, const Words &label, const QString &text)
{
    QString shown = text;
    if (text.trimmed().isEmpty()) {
        shown = in({"[missing]", "［未記入］"});
        m_gaps += in(label);
    }
    fields.rows.push_back({plain(in(label)), plain(shown)});
}

void DossierParts::factIfKnown(DossierBlock &fields, const Words &label, const QString &text)
{
    if (!text.trimmed().isEmpty()) fact(fields, label, text);
}

DossierSection DossierParts::summary()
{
    auto made = section("summary", {"Summary", "概要"});
    const Incident &incident = m_case.incident;
    const auto changes = recordChanges(m_facts.findings, m_case);
    QStringList what;
    for (const auto &change : changes)
        if (what.size() < 6) what += subjectWords(change.what);
    QString text;
    if (!what.isEmpty())
        text = in({"The following were changed without us: %1.",
                   "次の登録・レコードが弊社の関与なく改ざんされました：%1。"})
                   .arg(what.join(in({", ", "、"})));
    const auto aim = aimSentence(aimOf(m_facts.findings, m_facts.compared, m_facts.expectsSenders), m_japanese);
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Domain", "ドメイン名"}, m_case.domain.isRoot() ? QString() : m_case.domain.display());
    fact(fields, {"State", "状態"}, stateWord());
    factIfKnown(fields, {"What the attack was for (from what was changed)", "攻撃の狙い（変更内容からの推定）"}, aim);
    if (incident.mailLost)
        fact(fields, {"Mail", "メール"},
             in({"Mail to the domain reaches the attacker. Do not answer by mail to it.",
                 "当該ドメイン宛てのメールは攻撃者に届くおそれがあります。当該ドメイン宛てに返信しないでください。"}));
    if (m_options.kind == DossierKind::Situation)
        fact(fields, {"In command", "指揮官"}, safeText(incident.commander, LongestField));
    if (!text.isEmpty()) made.blocks.push_back({.kind = Kind::Paragraph, .text = text});
    made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::times()
{
    auto made = section("times", {"Times", "時刻"});
    const Incident &incident = m_case.incident;
    DossierBlock fields{.kind = Kind::Fields};
    const bool isStamped = incident.changedAtSource == QLatin1String("registry");
    fact(fields,
         isStamped ? Words{"Changed (stamp of the registry)", "改ざん（レジストリの更新日時）"}
                   : Words{"Changed (first evidence)", "改ざん（最初の証拠）"},
         time(incident.changedAt));
    fact(fields, {"Noticed", "判明"}, time(incident.noticedAt));
    std::optional<Instant> asked;
    for (const auto &request : m_case.requests)
        asked = asked ? std::min(*asked, request.sentAt) : request.sentAt;
    factIfKnown(fields, {"First request to others", "社外への最初の依頼"}, time(asked));
    factIfKnown(fields, {"Repaired", "復旧"}, time(incident.repairedAt));
    factIfKnown(fields, {"Last checked", "最終確認"}, time(m_case.lastChecked));
    if (incident.changedAt && incident.noticedAt)
        fact(fields, {"From change to notice", "改ざんから判明まで"}, span(*incident.noticedAt - *incident.changedAt));
    if (incident.noticedAt && asked && *asked >= *incident.noticedAt)
        fact(fields, {"From notice to first request", "判明から最初の依頼まで"}, span(*asked - *incident.noticedAt));
    if (asked && incident.repairedAt && *incident.repairedAt >= *asked)
        fact(fields, {"From first request to repair", "最初の依頼から復旧まで"}, span(*incident.repairedAt - *asked));
    if (m_case.responseUsual && m_case.response)
        fact(fields, {"Response time, usual and last", "応答時間（平常時／直近）"},
             QStringLiteral("%1 ms / %2 ms")
                 .arg(duration_cast<milliseconds>(*m_case.responseUsual).count())
                 .arg(duration_cast<milliseconds>(*m_case.response).count()));
    made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::records()
{
    auto made = section("records", {"Records before and after", "改ざん前後のレコード"});
    DossierBlock table{.kind = Kind::Table,
                       .head = {in({"Record", "レコード"}), in({"Right", "正"}), in({"As it was found", "改ざん後"}),
                                in({"Where", "観測点"}), in({"Seen", "観測期間"})}};
    for (const auto &change : recordChanges(m_facts.findings, m_case)) {
        QStringList where;
        for (const QString &vantage : change.vantages) {
            QString word = vantage;
            for (const auto &[known, words] : Vantages)
                if (vantage == QLatin1String(known)) word = in(words);
            where += word;
        }
        const QString none = QStringLiteral("–");
        table.rows.push_back(
            {plain(subjectWords(change.what)), record(change.right.isEmpty() ? none : change.right.join(u'\n')),
             record(change.falsely.isEmpty() ? none : change.falsely.join(u'\n')), plain(where.join(in({", ", "、"}))),
             plain(in({"from %1", "開始 %1"}).arg(stamp(change.from)) + u'\n' +
                   (change.until ? in({"to %1", "終了 %1"}).arg(stamp(change.until)) : in({"still so", "継続中"})))});
    }
    if (!table.rows.empty()) made.blocks.push_back(std::move(table));
    return made;
}

DossierSection DossierParts::pictures()
{
    auto made = section("pictures", {"Pictures", "図"});
    made.blocks.push_back(
        {.kind = Kind::Picture,
         .text = in({"Findings, response time and messages on one time axis", "検知・応答時間・連絡の時系列"}),
         .picture = QStringLiteral("timeline")});
    made.blocks.push_back({.kind = Kind::Picture,
                           .text = in({"Response time, and when DNS changed", "応答時間と DNS 変更の時点"}),
                           .picture = QStringLiteral("response")});
    return made;
}

DossierSection DossierParts::tail()
{
    auto made = section("tail", {"Cached false answers", "キャッシュの残存"});
    const CacheTail &tail = m_case.tail;
    const int all = tail.serveFalse + tail.serveTrue + tail.unknown;
    if (all == 0 && tail.others.empty() && !tail.falseSince) return made;
    DossierBlock fields{.kind = Kind::Fields};
    if (all > 0)
        fact(fields, {"Resolvers asked", "確認したリゾルバー"},
             in({"%1: %2 false, %3 right, %4 unknown", "%1 件：偽 %2、正 %3、不明 %4"})
                 .arg(all)
                 .arg(tail.serveFalse)
                 .arg(tail.serveTrue)
                 .arg(tail.unknown));
    factIfKnown(fields, {"False answers since", "偽の応答の開始"}, time(tail.falseSince));
    factIfKnown(fields, {"All servers right again", "全サーバーの復旧"}, time(tail.repairedAt));
    if (tail.unbounded)
        fact(fields, {"End", "終わり"},
             in({"not certain: the parent is still wrong or the false servers still answer",
                 "未確定（親ゾーンが未復旧、または偽サーバーが応答中）"}));
    else
        factIfKnown(fields, {"Nobody serves false data after", "偽の応答がなくなる時刻"}, time(tail.end));
    made.blocks.push_back(std::move(fields));
    DossierBlock table{.kind = Kind::Table,
                       .head = {in({"Resolver", "リゾルバー"}), in({"State", "状態"}), in({"Until", "期限"})}};
    for (const auto *list : {&tail.resolvers, &tail.others})
        for (const auto &one : *list)
            if (table.rows.size() < 60)
                table.rows.push_back({plain(serverOf(one.server.display(), one.server.address.toString())),
                                      plain(wordOf(CacheStates, one.cache, m_japanese)), plain(stamp(one.until))});
    if (!table.rows.empty()) made.blocks.push_back(std::move(table));
    return made;
}

DossierSection DossierParts::answers()
{
    auto made = section("answers", {"Answers of the false servers, as received", "偽サーバーの応答（受信内容）"});
    DossierBlock lines{.kind = Kind::Lines};
    for (const auto &transcript : m_case.transcripts) {
        if (lines.rows.size() > 150) break;
        lines.rows.push_back({record(foreign(
            QStringLiteral("; %1 @%2 %3").arg(toRfc3339(transcript.at), transcript.server, transcript.question)))});
        for (const QString &text : transcript.records)
            lines.rows.push_back({record(foreign(text))});
        lines.rows.push_back(
            {record(QStringLiteral("; SHA-256 %1").arg(safeText(QString::fromLatin1(transcript.sha256), 64)))});
    }
    if (!lines.rows.empty()) made.blocks.push_back(std::move(lines));
    return made;
}

DossierSection DossierParts::evidence(size_t most)
{
    auto made = section("evidence", {"Evidence", "証拠"});
    DossierBlock fields{.kind = Kind::Fields};
    fact(fields, {"Head of the incident log (writer, number, SHA-256)", "記録の連鎖ハッシュ（記録者・番号・SHA-256）"},
         safeText(m_case.chainHead, LongestField));
    made.blocks.push_back(std::move(fields));
    made.blocks.push_back(
        {.kind = Kind::Paragraph,
         .text = in({"Each entry of the log carries the hash of the one before it: this head covers all of them. The "
                     "evidence bundle holds log and answers with the means to check them.",
                     "記録の各項目は直前の項目のハッシュを含むため、この値がそれまでの全項目を裏付けます。記録と応答の"
                     "原本、および検証手順は証拠一式に収めています。"})});
    std::vector<detect::Evidence> all;
    for (const auto &finding : m_facts.findings)
        for (const auto &one : finding.evidence)
            if (!one.sha256.isEmpty() &&
                std::none_of(all.begin(), all.end(), [&](const auto &known) { return known.sha256 == one.sha256; }))
                all.push_back(one);
    std::stable_sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
    DossierBlock table{.kind = Kind::Table,
                       .head = {in({"Received (UTC)", "受信（UTC）"}), in({"Server", "サーバー"}),
                                in({"Question", "照会"}), QStringLiteral("SHA-256")}};
    for (const auto &one : all) {
        if (table.rows.size() >= most) break;
        table.rows.push_back({record(toRfc3339(floor<seconds>(one.at))), record(serverOf(one.server, one.address)),
                              record(foreign(one.question)), record(safeText(QString::fromLatin1(one.sha256), 64))});
    }
    if (table.rows.empty()) return made;
    made.blocks.push_back(std::move(table));
    if (all.size() > most)
        made.blocks.push_back(
            {.kind = Kind::Paragraph,
             .text = in({"%1 more answers are in the evidence bundle.", "ほか %1 件の応答は証拠一式に収めています。"})
                         .arg(all.size() - most)});
    return made;
}

} // namespace hinoban::respond
