// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/DraftFields.h"

#include "app/base/SafeText.h"
#include "app/respond/DraftWords.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr int MostEvidence = 8;

constexpr std::pair<const char *, Words> Roles[] = {
    {"registrar", {"Registrar support", "レジストラ サポート窓口"}},
    {"registrar-csirt", {"Registrar CSIRT", "レジストラ CSIRT"}},
    {"dns-cloud", {"DNS provider support", "DNS サービス サポート窓口"}},
    {"national-csirt", {"National CSIRT", "ナショナル CSIRT"}},
    {"hosting", {"Abuse desk of the hosting provider", "ホスティング事業者 不正利用窓口"}},
    {"lookalike-registrar", {"Abuse desk of the registrar", "レジストラ 不正利用窓口"}},
    {"saas", {"Support of the service", "クラウドサービス サポート窓口"}},
    {"ca", {"Certificate problem reporting", "認証局 証明書問題報告窓口"}},
    {"privacy-authority", {"Personal Information Protection Commission", "個人情報保護委員会"}},
    {"finance", {"Financial Services Agency", "金融庁"}},
    {"police", {"Prefectural police", "都道府県警察"}},
    {"public", {"The public", "一般公開"}},
    {"customers", {"Customers concerned", "対象のお客様"}},
    {"staff", {"All staff", "全社員"}},
    {"account-holder", {"Holder of the account", "アカウントの利用者"}},
    {"headquarters", {"Response team", "対策本部"}},
};

constexpr std::pair<const char *, Words> Vantages[] = {
    {"parent", {"parent zone", "親ゾーン"}},
    {"authoritative", {"authoritative servers", "権威サーバー"}},
    {"resolver", {"resolvers", "リゾルバー"}},
    {"registry", {"registry", "レジストリ"}},
};

// Whose customer we are: not he to whom the domain was carried off.
QString registrarOf(const DraftFacts &facts)
{
    const auto &lookup = facts.registration;
    if (!lookup || !lookup->registration || isMoved(facts.expectedRegistrar, lookup))
        return facts.expectedRegistrar.name;
    return lookup->registration->registrar;
}

class Builder : FieldMaker {
public:
    Builder(Fields &fields, const QString &language, const Contact &contact, const DraftFacts &facts)
        : FieldMaker(fields, language == QLatin1String("ja"))
        , m_contact(contact)
        , m_facts(facts)
    {
        m_fields.markBefore = m_japanese ? QStringLiteral("［") : QStringLiteral("[");
        m_fields.markAfter = m_japanese ? QStringLiteral("：未記入］") : QStringLiteral(": missing]");
    }

    void build(const QString &party)
    {
        field("party", "contact.organisation", {"recipient", "宛先"}, party);
        writer();
        domainAndRegistration();
        times();
        records();
        hosts();
        tail();
        evidence();
        addCaseFields(m_fields, m_japanese, m_contact, m_facts);
        addExposureFields(m_fields, m_japanese, m_contact, m_facts);
    }

private:
    [[nodiscard]] bool partyIsNamed() const
    {
        if (!m_contact.organisation.trimmed().isEmpty()) return true;
        return m_contact.role.startsWith(QLatin1String("registrar")) && !registrarOf(m_facts).trimmed().isEmpty();
    }

    template <size_t N>
    [[nodiscard]] QString word(const std::pair<const char *, Words> (&table)[N], const QString &key) const
    {
        for (const auto &[known, words] : table)
            if (key == QLatin1String(known)) return in(words);
        return key;
    }

    static QString named(const dns::Name &name) { return defanged(name.display()); }

    // As one says it on the telephone.
    [[nodiscard]] QString spoken(std::optional<Instant> instant) const
    {
        using namespace std::chrono;
        static constexpr const char *Months[] = {"January", "February", "March",     "April",   "May",      "June",
                                                 "July",    "August",   "September", "October", "November", "December"};
        if (!instant) return {};
        const Instant shown = m_japanese ? *instant + hours(9) : *instant;
        const auto day = floor<days>(shown);
        const year_month_day date{day};
        const hh_mm_ss time{floor<minutes>(shown - day)};
        const unsigned month = unsigned(date.month()), number = unsigned(date.day());
        const auto hour = int(time.hours().count()), minute = int(time.minutes().count());
        if (m_japanese)
            return QStringLiteral("日本時間の %1 月 %2 日 %3 時 %4 分").arg(month).arg(number).arg(hour).arg(minute);
        return QStringLiteral("%1:%2 UTC on %3 %4")
            .arg(hour, 2, 10, QLatin1Char('0'))
            .arg(minute, 2, 10, QLatin1Char('0'))
            .arg(number)
            .arg(QLatin1String(Months[month - 1]));
    }

    void writer()
    {
        const Organisation &o = m_facts.organisation;
        const auto either = [&](const QString &en, const QString &ja) {
            const QString &first = m_japanese ? ja : en;
            return first.trimmed().isEmpty() ? (m_japanese ? en : ja) : first;
        };
        field("organisation", "organisation.name", {"organisation", "会社名"}, either(o.name, o.nameJa));
        field("person", "organisation.person", {"your name", "担当者名"}, either(o.person, o.personJa));
        field("role", "organisation.role", {"your role", "部署・役職"}, either(o.role, o.roleJa));
        field("phone", "organisation.phone", {"callback telephone", "折り返し電話番号"}, o.phone);
        const bool safe = mailAddressIsSafe(o.externalMail, m_facts.incident);
        field("externalMail", "organisation.externalMail",
              {"mail address outside the affected domains", "影響を受けないメールアドレス"},
              safe ? o.externalMail : QString());
        field("memberId", "organisation.registrarMemberId", {"member ID at the registrar", "会員 ID"},
              o.registrarMemberId);
        field("zoneId", "organisation.cloudZoneId", {"id of the hosted zone", "ホストゾーン ID"}, o.cloudZoneId);
        flag("partyKnown", partyIsNamed());
        QStringList numbers;
        for (const auto &channel : m_contact.channels)
            if (channel.kind == Channel::Kind::Phone) numbers += channel.address;
        field("partyPhone", "contact.phone", {"telephone number of the recipient", "掛け先の電話番号"},
              numbers.join(QStringLiteral(", ")));
    }

    void domainAndRegistration()
    {
        field("case", "incident.id", {"case number", "管理番号"}, m_facts.incident.id);
        field("domain", "domain", {"domain", "ドメイン名"}, m_facts.domain.display());
        field("domainDefanged", "domain", {"domain", "ドメイン名"}, named(m_facts.domain));
        const auto &lookup = m_facts.registration;
        const auto known = lookup && lookup->registration ? *lookup->registration : registry::Registration{};
        field("registrar", "registration.registrar", {"registrar", "レジストラ名"}, known.registrar);
        field("registrarIanaId", "registration.registrarIanaId", {"IANA ID of the registrar", "レジストラの IANA ID"},
              known.registrarIanaId);
        field("statuses", "registration.statuses", {"status of the registration", "登録の状態"},
              known.statuses.join(QStringLiteral(", ")));
        field("registryChanged", "registration.lastChanged",
              {"last change at the registry", "レジストリの最終更新日時"}, time(known.lastChanged));
        field("registryAsked", "registration.askedAt", {"time of the registry's answer", "登録情報の確認日時"},
              lookup ? time(lookup->askedAt) : QString());
    }

    void times()
    {
        const Incident &incident = m_facts.incident;
        const bool stamped = incident.changedAtSource == QLatin1String("registry");
        field("changed", "incident.changedAt", {"time of the change", "改ざん日時"}, time(incident.changedAt));
        field("changedSource", "incident.changedAt", {"source of that time", "改ざん日時の根拠"},
              in(stamped ? Words{"the registry's time stamp", "レジストリの更新日時"}
                         : Words{"our first evidence", "弊社で最初に確認した日時"}));
        field("firstSeen", "firstSeen", {"first seen by us", "弊社での最初の観測日時"}, time(m_facts.firstSeen));
        field("lastChecked", "lastChecked", {"last checked by us", "弊社の最終確認日時"}, time(m_facts.lastChecked));
        field("repaired", "incident.repairedAt", {"time of the repair", "復旧日時"}, time(incident.repairedAt));
        field("changedSpoken", "incident.changedAt", {"time of the change", "改ざん日時"}, spoken(incident.changedAt));
        flag("mailLost", incident.mailLost);
        flag("mailWasLost", incident.mailWasLost);
        flag("drill", m_facts.drill);
        // A server that does not answer is neither: both may be no.
        flag("parentFalse", m_facts.parentServersWrong > 0);
        flag("parentRight", m_facts.parentServersAsked > 0 && m_facts.parentServersWrong == 0);
        flag("delegationFalse", m_facts.delegationFalse);
        flag("isLookAlike", m_facts.hasLookAlike);
    }

    void records()
    {
        field("parentWrong", "parentServersWrong",
              {"servers of the parent zone that answer falsely", "偽の応答をする親サーバー数"},
              QString::number(m_facts.parentServersWrong));
        field("parentAsked", "parentServersAsked", {"servers of the parent zone asked", "確認した親サーバー数"},
              m_facts.parentServersAsked > 0 ? QString::number(m_facts.parentServersAsked) : QString());
        const auto contains = [](const auto &names, const auto &name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        };

        auto &expected = list("expectedNs", {QStringLiteral("name")}, "expectedNs",
                              {"the right nameservers", "正しいネームサーバー"});
        for (const auto &name : m_facts.expectedNs)
            add(expected, {{QStringLiteral("name"), name.display()}});

        auto &parent = list("parentFalseNs", {QStringLiteral("name")}, "parentNs",
                            {"false nameservers in the delegation", "登録されている偽のネームサーバー"});
        for (const auto &name : m_facts.parentNs)
            if (!contains(m_facts.expectedNs, name)) add(parent, {{QStringLiteral("name"), named(name)}});

        auto &child = list("childFalseNs", {QStringLiteral("name")}, "childNs",
                           {"nameservers that the false zone names", "偽のゾーンが示すネームサーバー"});
        for (const auto &name : m_facts.childNs)
            if (!contains(m_facts.expectedNs, name)) add(child, {{QStringLiteral("name"), named(name)}});

        auto &gone = list("missingNs", {QStringLiteral("name")}, "parentNs",
                          {"right nameservers that are missing", "失われた正規のネームサーバー"});
        for (const auto &name : m_facts.expectedNs)
            if (!m_facts.parentNs.empty() && !contains(m_facts.parentNs, name))
                add(gone, {{QStringLiteral("name"), name.display()}});

        auto &expectedMx = list("expectedMx", {QStringLiteral("text")}, "expectedMx", {"the right MX", "正しい MX"});
        for (const QString &text : m_facts.expectedMx)
            add(expectedMx, {{QStringLiteral("text"), text}});
        auto &falseMx = list("falseMx", {QStringLiteral("text")}, "observedMx", {"the false MX", "偽の MX"});
        QStringList seen = m_facts.observedMx + m_facts.formerMx;
        seen.removeDuplicates();
        for (const QString &text : seen)
            if (!m_facts.expectedMx.contains(text)) add(falseMx, {{QStringLiteral("text"), defanged(text)}});
    }

    [[nodiscard]] QString stateOf(const HostileHost &host) const
    {
        if (!host.answers || !host.askedAt) return {};
        const Words words = *host.answers ? Words{"still answers, asked at %1", "応答あり　確認：%1"}
                                          : Words{"does not answer, asked at %1", "応答なし　確認：%1"};
        return in(words).arg(time(host.askedAt));
    }

    // The attacker's servers; only those that are the recipient's business, where that is known.
    void hosts()
    {
        const QStringList members{QStringLiteral("name"), QStringLiteral("addresses"), QStringLiteral("port"),
                                  QStringLiteral("role"), QStringLiteral("state")};
        auto &nameservers = list("falseNameservers", members, "hostile", {"false nameservers", "偽のネームサーバー"});
        auto &mailServers = list("falseMailServers", members, "hostile", {"false mail servers", "偽のメールサーバー"});
        auto &own = list("hosts", members, "hostile", {"server to be stopped", "停止対象のサーバー"});
        for (const auto &host : m_facts.hostile) {
            const bool mail = host.role == QLatin1String("mail server");
            QStringList all, theirs;
            for (const auto &address : host.addresses) {
                all += defanged(address.toString());
                if (std::find(m_contact.addresses.begin(), m_contact.addresses.end(), address) !=
                    m_contact.addresses.end())
                    theirs += defanged(address.toString());
            }
            const auto item = [&](const QStringList &addresses) {
                const Words unknown{"address not known", "アドレス未確認"};
                return std::map<QString, QString>{
                    {QStringLiteral("name"), named(host.name)},
                    {QStringLiteral("addresses"),
                     addresses.isEmpty() ? in(unknown) : addresses.join(QStringLiteral(", "))},
                    {QStringLiteral("port"), mail ? QStringLiteral("25/tcp") : QStringLiteral("53/udp, 53/tcp")},
                    {QStringLiteral("role"),
                     in(mail ? Words{"mail server", "メールサーバー"} : Words{"nameserver", "ネームサーバー"})},
                    {QStringLiteral("state"), stateOf(host)}};
            };
            add(mail ? mailServers : nameservers, item(all));
            if (m_contact.addresses.empty() || !theirs.isEmpty())
                add(own, item(m_contact.addresses.empty() ? all : theirs));
        }
    }

    void tail()
    {
        const CacheTail &tail = m_facts.tail;
        const int all = tail.serveFalse + tail.serveTrue + tail.unknown;
        field("resolvers", "tail", {"resolvers asked", "確認したリゾルバー数"},
              all > 0 ? QString::number(all) : QString());
        field("resolversFalse", "tail", {"resolvers that answer falsely", "偽の応答をするリゾルバー数"},
              QString::number(tail.serveFalse));
        field("resolversTrue", "tail", {"resolvers that answer rightly", "正しく応答するリゾルバー数"},
              QString::number(tail.serveTrue));
        field("resolversUnknown", "tail", {"resolvers that are not known", "不明なリゾルバー数"},
              QString::number(tail.unknown));
        field("tailEnd", "tail.end", {"end of the cached answers", "キャッシュ残存の終わり"}, time(tail.end));
        flag("tailUnbounded", tail.unbounded);
    }

    [[nodiscard]] QString withoutLinks(const QString &text) const { return respond::withoutLinks(text, m_facts); }

    void evidence()
    {
        auto &findings = list("findings",
                              {QStringLiteral("signal"), QStringLiteral("severity"), QStringLiteral("meaning"),
                               QStringLiteral("subject"), QStringLiteral("where")},
                              "findings", {"findings", "観測された事象"});
        for (const auto &finding : m_facts.findings) {
            if (findings.items.size() >= 20) break;
            add(findings, {{QStringLiteral("signal"), finding.signal},
                           {QStringLiteral("severity"), QString::fromLatin1(detect::severityText(finding.severity))},
                           {QStringLiteral("meaning"), signalWord(finding.signal, m_japanese)},
                           {QStringLiteral("subject"), withoutLinks(finding.subject)},
                           {QStringLiteral("where"), word(Vantages, finding.vantage)}});
        }

        auto &lines =
            list("evidence", {QStringLiteral("line")}, "evidence", {"hashes of the evidence", "証拠のハッシュ値"});
        for (const QString &line : m_facts.evidence) {
            if (lines.items.size() >= MostEvidence) break;
            add(lines, {{QStringLiteral("line"), withoutLinks(line)}});
        }
        const auto more = m_facts.evidence.size() - qsizetype(lines.items.size());
        field("evidenceMore", "evidence", {"number of further answers", "その他の証拠の件数"},
              more > 0 ? QString::number(more) : QString());
        field("chainHead", "chainHead", {"head of the incident log", "対応記録の最新ハッシュ"}, m_facts.chainHead);
    }

    const Contact &m_contact;
    const DraftFacts &m_facts;
};

} // namespace

QString partyOf(const QString &language, const Contact &contact, const DraftFacts &facts)
{
    const bool japanese = language == QLatin1String("ja");
    QString name = japanese && !contact.organisationJa.isEmpty() ? contact.organisationJa : contact.organisation;
    if (name.isEmpty() && contact.role.startsWith(QLatin1String("registrar"))) name = registrarOf(facts);
    if (!name.trimmed().isEmpty()) return safeText(name.trimmed(), 200);
    for (const auto &[role, words] : Roles)
        if (contact.role == QLatin1String(role)) return QString::fromUtf8(japanese ? words.ja : words.en);
    return {};
}

Fields fieldsOf(const QString &language, const Contact &contact, const DraftFacts &facts)
{
    Fields fields;
    Builder(fields, language, contact, facts).build(partyOf(language, contact, facts));
    return fields;
}

} // namespace hinoban::respond
