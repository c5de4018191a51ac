// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a dossier that say what is the attacker's and how it stands, and what lost mail may have opened.
#include "app/base/SafeText.h"
#include "app/respond/DossierParts.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr size_t MostAssets = 60;
constexpr size_t MostAddresses = 8;

constexpr std::pair<AssetKind, Words> AssetKinds[] = {
    {AssetKind::Nameserver, {"nameserver", "ネームサーバー"}},
    {AssetKind::MailHost, {"mail server", "メールサーバー"}},
    {AssetKind::Address, {"address", "IP アドレス"}},
    {AssetKind::Domain, {"look-alike domain", "類似ドメイン"}},
    {AssetKind::Certificate, {"certificate", "証明書"}},
};

constexpr std::pair<AssetState, Words> AssetStates[] = {
    {AssetState::Unknown, {"not known", "不明"}},
    {AssetState::Live, {"alive", "稼働中"}},
    {AssetState::Changed, {"answers, but otherwise than at first", "応答あり（内容変更）"}},
    {AssetState::Stopped, {"stopped", "停止"}},
    {AssetState::Unresolvable, {"taken out of DNS by the registry", "名前解決不可（レジストリにて停止）"}},
};

template <class Key, size_t N>
const Words &wordsOf(const std::pair<Key, Words> (&table)[N], Key key)
{
    for (const auto &[known, words] : table)
        if (known == key) return words;
    return table[0].second;
}

DossierCell plain(const QString &text) { return {text, false}; }
DossierCell record(const QString &text) { return {text, true}; }

// A domain that carries a look-alike's name but imitates nothing is no look-alike.
Words kindOf(const HostileAsset &asset)
{
    if (asset.key.kind == AssetKind::Domain && asset.imitates.isEmpty()) return {"domain", "ドメイン"};
    return wordsOf(AssetKinds, asset.key.kind);
}

} // namespace

DossierSection DossierParts::hostile()
{
    auto made = section("hostile", {"Hostile assets", "攻撃者の資産"});
    if (m_case.assets.empty()) return hostsOnly(std::move(made));
    const auto counts = assetCounts(m_case.assets);
    QStringList parts;
    for (const auto &[count, words] :
         std::initializer_list<std::pair<int, Words>>{{counts.live, {"%1 alive", "稼働中 %1"}},
                                                      {counts.changed, {"%1 answer otherwise", "内容変更 %1"}},
                                                      {counts.stopped, {"%1 stopped", "停止 %1"}},
                                                      {counts.unresolvable, {"%1 taken out of DNS", "名前解決不可 %1"}},
                                                      {counts.unknown, {"%1 not known", "不明 %1"}}})
        if (count > 0) parts += in(words).arg(count);
    made.blocks.push_back(
        {.kind = Kind::Paragraph,
         .text = in({"%1 in all: %2.", "計 %1 件：%2。"}).arg(counts.all()).arg(parts.join(in({", ", "、"})))});
    DossierBlock table{.kind = Kind::Table,
                       .head = {in({"Name", "名前"}), in({"Role", "役割"}), in({"Address, network", "アドレス・網"}),
                                in({"State", "状態"})}};
    size_t left = 0;
    for (const auto &asset : m_case.assets) {
        if (asset.dismissed()) continue; // no asset: a person said so, and the timeline says who
        if (table.rows.size() >= MostAssets) {
            ++left;
            continue;
        }
        const bool isNumber = asset.key.kind == AssetKind::Certificate;
        QString name = isNumber ? foreign(asset.key.name) : defanged(foreign(asset.key.name));
        if (!asset.imitates.isEmpty()) name += u'\n' + in({"imitates %1", "%1 に酷似"}).arg(foreign(asset.imitates));
        QStringList where;
        if (asset.key.kind != AssetKind::Address)
            for (const auto &address : asset.addresses)
                if (size_t(where.size()) < MostAddresses) where += defanged(address.toString());
        QString network = asset.networkHolder.isEmpty() ? asset.network : asset.networkHolder;
        if (asset.origin) network = QStringLiteral("AS%1 %2").arg(asset.origin).arg(network).trimmed();
        if (!network.isEmpty()) where += foreign(network);
        if (!asset.registrar.isEmpty() && asset.key.kind == AssetKind::Domain) where += foreign(asset.registrar);
        QString state = in(wordsOf(AssetStates, asset.state));
        if (asset.since) state += u'\n' + in({"since %1", "%1 から"}).arg(stamp(asset.since));
        if (asset.firstSeen && asset.since != asset.firstSeen)
            state += u'\n' + in({"first seen %1", "初認 %1"}).arg(stamp(asset.firstSeen));
        table.rows.push_back({record(name), plain(in(kindOf(asset))), record(where.join(u'\n')), plain(state)});
    }
    if (!table.rows.empty()) made.blocks.push_back(std::move(table));
    if (left > 0)
        made.blocks.push_back({.kind = Kind::Paragraph,
                               .text = in({"%1 more are in the log.", "ほか %1 件は記録に収めています。"}).arg(left)});
    return made;
}

// Of a case whose log tells of no assets: what answers and findings name.
DossierSection DossierParts::hostsOnly(DossierSection made)
{
    DossierBlock table{
        .kind = Kind::Table,
        .head = {in({"Name", "名前"}), in({"Address", "アドレス"}), in({"Role", "役割"}), in({"State", "状態"})}};
    for (const auto &host : m_case.hostile) {
        if (table.rows.size() >= MostAssets) break;
        QStringList addresses;
        for (const auto &address : host.addresses)
            if (size_t(addresses.size()) < MostAddresses) addresses += defanged(address.toString());
        QString state = in({"not known", "不明"});
        if (host.answers && host.askedAt)
            state = in(*host.answers ? Words{"still answers (%1)", "応答あり（%1）"}
                                     : Words{"does not answer (%1)", "応答なし（%1）"})
                        .arg(time(host.askedAt));
        const bool isMail = host.role == QLatin1String("mail server");
        table.rows.push_back(
            {record(defanged(host.name.display())), record(addresses.join(u'\n')),
             plain(in(isMail ? Words{"mail server", "メールサーバー"} : Words{"nameserver", "ネームサーバー"})),
             plain(state)});
    }
    if (!table.rows.empty()) made.blocks.push_back(std::move(table));
    return made;
}

void DossierParts::addExposure(DossierBlock &fields)
{
    for (const auto &window : m_case.exposure.windows) {
        const QString until = window.until ? time(window.until) : in({"now (going on)", "現在（継続中）"});
        QStringList hosts;
        for (const QString &host : window.hosts)
            if (size_t(hosts.size()) < MostAddresses) hosts += defanged(foreign(host));
        QString text = in({"from %1 to %2", "%1 から %2 まで"}).arg(time(window.from), until);
        if (m_case.exposure.windows.size() > 1) text.prepend(window.domain.display() + in({": ", "："}));
        if (!hosts.isEmpty())
            text += u'\n' + in({"by the mail server %1", "メールサーバー %1 による"}).arg(hosts.join(in({", ", "、"})));
        fact(fields, {"Mail may have gone astray", "メールが攻撃者に届いたおそれのある期間"}, text);
    }
    const auto counts = m_case.exposure.counts();
    if (counts.accounts == 0) return;
    fact(fields, {"Accounts that such mail could open", "当該メールで再設定できるアカウント"},
         in({"%1 of %2 persons at %3 services: %4 reset, %5 asked for, %6 to do; the attacker tried %7",
             "%3 サービス・%2 名・計 %1 件：再設定済み %4、依頼済み %5、未対応 %6、攻撃者による試行あり %7"})
             .arg(counts.accounts)
             .arg(counts.people)
             .arg(counts.services)
             .arg(counts.reset)
             .arg(counts.asked)
             .arg(counts.toDo)
             .arg(counts.attackerTried));
}

DossierSection DossierParts::lostMail()
{
    auto made = section("lostMail", {"Lost mail", "メールの誤配信"});
    DossierBlock fields{.kind = Kind::Fields};
    addExposure(fields);
    if (!fields.rows.empty()) made.blocks.push_back(std::move(fields));
    return made;
}

DossierSection DossierParts::people()
{
    auto made = section("people", {"Parts in the response", "対応体制"});
    DossierBlock fields{.kind = Kind::Fields};
    for (const auto &role : responseRoles()) {
        const auto found = std::find_if(m_facts.roles.begin(), m_facts.roles.end(), [&](const Assignment &one) {
            return one.role == QLatin1String(role.key) && !one.person.isEmpty();
        });
        if (found == m_facts.roles.end()) continue;
        QString text = typed(found->person);
        if (!found->call.isEmpty() && !m_options.redacted) text += QStringLiteral(" · ") + typed(found->call);
        fields.rows.push_back(
            {plain(in({role.en, role.ja})), plain(text + u'\n' + in({"since %1", "%1 から"}).arg(time(found->since)))});
    }
    if (!fields.rows.empty()) made.blocks.push_back(std::move(fields));
    return made;
}

} // namespace hinoban::respond
