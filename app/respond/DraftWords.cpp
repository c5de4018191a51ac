// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/DraftWords.h"

#include "app/base/SafeText.h"
#include "app/detect/Finding.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

using namespace std::chrono;

constexpr qsizetype LongestLine = 200;

constexpr std::pair<const char *, Words> SignalNames[] = {
    {"D1", {"unexpected nameserver in the delegation", "委任先に、弊社が指定していないネームサーバー"}},
    {"D2", {"look-alike of our nameserver's name", "正規の名前に似せたネームサーバー名"}},
    {"D3", {"parent and child name different nameservers", "親ゾーンと子ゾーンの NS の不一致"}},
    {"D4", {"glue of our nameserver changed", "グルーレコードの変更"}},
    {"D5", {"unexpected nameserver on an address of ours", "弊社が指定していないネームサーバーと公開サーバーの同居"}},
    {"D6", {"SOA record changed", "SOA レコードの変更"}},
    {"D7", {"TTL changed conspicuously", "TTL の不審な変更"}},
    {"D8", {"mail server (MX) replaced", "メールサーバー（MX）の差し替え"}},
    {"D9", {"address outside what is expected", "想定外のアドレス"}},
    {"D10", {"the way leads elsewhere", "接続先または経路の変化"}},
    {"D11", {"policy record (TXT, CAA) changed", "ポリシー（TXT・CAA）レコードの変更"}},
    {"D12", {"DNSSEC chain broken", "DNSSEC の検証失敗"}},
    {"R1", {"registration changed without us", "弊社の関与しない登録情報の更新"}},
    {"R2", {"registration left its holder", "登録の移転・保留・失効"}},
    {"R3", {"lock of the registration lost", "登録ロックの解除"}},
    {"R4", {"registry and zone differ", "レジストリ登録とゾーンの不一致"}},
    {"R5", {"server in a newly registered domain", "新規登録ドメイン上のサーバー"}},
    {"T1", {"certificate by an issuer that we do not expect", "想定外の認証局による証明書の発行"}},
    {"P1", {"look-alike of a name we depend on registered", "酷似ドメイン名の新規登録"}},
    {"F1", {"several of our domains at once", "複数ドメインでの同時発生"}},
};

constexpr const char *Months[] = {"January", "February", "March",     "April",   "May",      "June",
                                  "July",    "August",   "September", "October", "November", "December"};

constexpr std::pair<const char *, Words> StateNames[] = {
    {"quiet", {"quiet", "平常"}},       {"suspicion", {"suspicion", "不審"}},
    {"hijack", {"hijack", "乗っ取り"}}, {"recovering", {"recovering", "復旧中"}},
    {"closed", {"closed", "終結"}},
};

QString stateWord(const QString &state, bool japanese)
{
    for (const auto &[known, words] : StateNames)
        if (state == QLatin1String(known)) return wordIn(words, japanese);
    return state;
}

QString argOf(const Entry &entry, const char *key)
{
    return safeText(entry.args.value(QLatin1String(key)).toString(), LongestLine);
}

QString findingWords(const Entry &entry, bool japanese)
{
    const QJsonObject finding = entry.args.value(QStringLiteral("finding")).toObject();
    const QString severity = finding.value(QStringLiteral("severity")).toString();
    if (severity != QLatin1String("HIGH") && severity != QLatin1String("CRIT")) return {};
    const QString signal = finding.value(QStringLiteral("signal")).toString();
    const Words words = entry.rule == QLatin1String("finding.cleared")  ? Words{"%1 cleared", "%1（解消）"}
                        : entry.rule == QLatin1String("finding.opened") ? Words{"%1", "%1 を検知"}
                                                                        : Words{};
    if (!words.en) return {};
    return wordIn(words, japanese).arg(signal + u' ' + signalWord(signal, japanese));
}

} // namespace

QString bothTimes(std::optional<Instant> instant, bool japanese)
{
    if (!instant) return {};
    const auto second = floor<seconds>(*instant);
    QString local = toRfc3339(second + hours(9));
    local.chop(1);
    local.replace(QLatin1Char('T'), QLatin1Char(' '));
    const QString utc = toRfc3339(second);
    return japanese ? QStringLiteral("%1 JST（%2）").arg(local, utc) : QStringLiteral("%1 (%2 JST)").arg(utc, local);
}

QString publicDay(std::optional<Instant> instant, bool japanese)
{
    if (!instant) return {};
    const year_month_day date{floor<days>(*instant + hours(9))};
    if (japanese)
        return QStringLiteral("%1 年 %2 月 %3 日")
            .arg(int(date.year()))
            .arg(unsigned(date.month()))
            .arg(unsigned(date.day()));
    return QStringLiteral("%1 %2 %3")
        .arg(unsigned(date.day()))
        .arg(QLatin1String(Months[unsigned(date.month()) - 1]))
        .arg(int(date.year()));
}

QString publicTime(std::optional<Instant> instant, bool japanese)
{
    if (!instant) return {};
    const Instant shown = *instant + hours(9);
    const hh_mm_ss time{floor<minutes>(shown - floor<days>(shown))};
    const auto hour = int(time.hours().count()), minute = int(time.minutes().count());
    if (japanese) return publicDay(instant, true) + QStringLiteral(" %1 時 %2 分").arg(hour).arg(minute);
    return QStringLiteral("%1:%2 (Japan time) on %3")
        .arg(hour, 2, 10, QLatin1Char('0'))
        .arg(minute, 2, 10, QLatin1Char('0'))
        .arg(publicDay(instant, false));
}

QString signalWord(const QString &signal, bool japanese)
{
    for (const auto &[known, words] : SignalNames)
        if (signal == QLatin1String(known)) return wordIn(words, japanese);
    return signal;
}

QString timelineWords(const Entry &entry, bool japanese)
{
    const auto say = [&](const Words &words) { return wordIn(words, japanese); };
    const QString &rule = entry.rule;
    if (entry.kind == Entry::Kind::Person || entry.kind == Entry::Kind::Story) {
        const QString text = japanese && !entry.textJa.isEmpty() ? entry.textJa : entry.text;
        return safeText(text, LongestLine);
    }
    if (rule.startsWith(QLatin1String("finding."))) return findingWords(entry, japanese);
    if (rule == QLatin1String("incident.state"))
        return say({"State: %1 → %2", "状態：%1 → %2"})
            .arg(stateWord(entry.before, japanese), stateWord(entry.after, japanese));
    if (rule == QLatin1String("incident.commander"))
        return say({"%1 is in command", "指揮：%1"}).arg(safeText(entry.after, LongestLine));
    if (rule == QLatin1String("request.opened"))
        return say({"Asked %1 (%2)", "%1 に依頼（%2）"}).arg(argOf(entry, "party"), argOf(entry, "template"));
    if (rule == QLatin1String("request.acknowledged"))
        return say({"%1 acknowledged", "%1 が受付"}).arg(argOf(entry, "party"));
    if (rule == QLatin1String("request.replied"))
        return say({"Answer from %1", "%1 より回答"}).arg(argOf(entry, "party"));
    if (rule == QLatin1String("request.chased"))
        return say({"Asked %1 again", "%1 に再度依頼"}).arg(argOf(entry, "party"));
    if (rule == QLatin1String("service.stopped"))
        return say({"Service stopped: %1", "サービスを停止：%1"}).arg(argOf(entry, "service"));
    if (rule == QLatin1String("service.resumed"))
        return say({"Service resumed: %1", "サービスを再開：%1"}).arg(argOf(entry, "service"));
    if (rule == QLatin1String("asset.stopped"))
        return say({"The attacker's %1 has stopped", "攻撃者側の %1 が停止"}).arg(argOf(entry, "asset"));
    if (rule == QLatin1String("asset.unresolvable"))
        return say({"The attacker's %1 no longer resolves", "攻撃者側の %1 が名前解決不可に"})
            .arg(argOf(entry, "asset"));
    if (rule == QLatin1String("asset.changed"))
        return say({"The attacker's %1 answers otherwise than before", "攻撃者側の %1 の応答が変化"})
            .arg(argOf(entry, "asset"));
    return {};
}

QString withoutLinks(QString text, const DraftFacts &facts)
{
    const auto defang = [&](const QString &word) {
        if (!word.isEmpty()) text.replace(word, defanged(word), Qt::CaseInsensitive);
    };
    for (const auto &host : facts.hostile) {
        if (!host.name.isRoot()) defang(host.name.display());
        for (const auto &address : host.addresses)
            defang(address.toString());
    }
    const auto isOurs = [&](const dns::Name &name) {
        return std::find(facts.expectedNs.begin(), facts.expectedNs.end(), name) != facts.expectedNs.end();
    };
    for (const auto *names : {&facts.parentNs, &facts.childNs})
        for (const auto &name : *names)
            if (!name.isRoot() && !isOurs(name)) defang(name.display());
    // The domains above those names, last: a longer name was taken out as a whole.
    for (const auto &finding : facts.findings)
        if (finding.signal == QLatin1String("R5")) defang(finding.args.value(QStringLiteral("registrable")).toString());
    return text;
}

void FieldMaker::field(const char *name, const char *key, const Words &label, const QString &text)
{
    m_fields.fields[QLatin1String(name)] = {safeText(text.trimmed(), LongestField), QLatin1String(key), in(label)};
}

Fields::List &FieldMaker::list(const char *name, const QStringList &members, const char *key, const Words &label)
{
    auto &made = m_fields.lists[QLatin1String(name)];
    made.members = members;
    made.key = QLatin1String(key);
    made.label = in(label);
    return made;
}

void FieldMaker::add(Fields::List &list, std::map<QString, QString> item)
{
    for (auto &[name, text] : item)
        text = safeText(text, LongestField);
    list.items.push_back(std::move(item));
}

} // namespace hinoban::respond
