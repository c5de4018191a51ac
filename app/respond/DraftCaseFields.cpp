// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/SafeText.h"
#include "app/respond/DraftWords.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::respond {

namespace {

using namespace std::chrono;

constexpr size_t MostTimeline = 15;
constexpr size_t MostTranscripts = 8;

// Personal Information Protection Act, Enforcement Rules, article 8: the day of becoming aware is the first day.
// "About three to five days" for the preliminary report; sixty days where the purpose is unlawful.
constexpr days PreliminaryDays{4}, FinalDays{59};

class Builder : FieldMaker {
public:
    Builder(Fields &fields, bool japanese, const Contact &contact, const DraftFacts &facts)
        : FieldMaker(fields, japanese)
        , m_contact(contact)
        , m_facts(facts)
    {
    }

    void build()
    {
        told();
        references();
        transfer();
        spans();
        measurements();
        services();
        publication();
        lookAlikes();
        transcripts();
        situation();
    }

private:
    [[nodiscard]] QString text(const char *name) const { return m_facts.caseFile.of(QLatin1String(name)); }

    void told()
    {
        for (const auto &known : caseFields())
            field(known.name, (QByteArray("case.") + known.name).constData(), {known.en, known.ja}, text(known.name));
    }

    // What was told by hand, else what came with an answer.
    void references()
    {
        const auto of = [&](const char *name, const QString &role) {
            auto &made = m_fields.fields[QLatin1String(name)];
            if (!made.text.isEmpty()) return;
            for (const auto &request : m_facts.requests)
                if (request.role == role && !request.reference.isEmpty())
                    made.text = safeText(request.reference, LongestField);
        };
        of("ticket", QStringLiteral("registrar"));
        of("jpcertReference", QStringLiteral("national-csirt"));
    }

    void transfer()
    {
        const auto &lookup = m_facts.registration;
        const QString now = lookup && lookup->registration ? lookup->registration->registrar : QString();
        const QString &right = m_facts.expectedRegistrar.name;
        const bool isElsewhere = isMoved(m_facts.expectedRegistrar, lookup);
        auto &gaining = m_fields.fields[QStringLiteral("gainingRegistrar")];
        if (gaining.text.isEmpty() && isElsewhere) gaining.text = safeText(now, LongestField);
        auto &when = m_fields.fields[QStringLiteral("transferTime")];
        if (when.text.isEmpty() && isElsewhere) when.text = time(lookup->registration->transferred);
        field("losingRegistrar", "registration.registrar", {"the right registrar", "正規のレジストラ"},
              !right.isEmpty() ? right : now);
    }

    void spans()
    {
        const Incident &incident = m_facts.incident;
        const auto &changed = incident.changedAt;
        const auto now = m_facts.now ? m_facts.now : m_facts.lastChecked;
        const auto before = changed ? std::optional(*changed - days(30)) : std::nullopt;
        field("logsFrom", "incident.changedAt", {"beginning of the period", "対象期間の始まり"}, time(before));
        field("logsUntil", "lastChecked", {"end of the period", "対象期間の終わり"}, time(now));
        field("noticed", "incident.noticedAt", {"time of noticing", "判明した日時"}, time(incident.noticedAt));
        field("changedPublic", "incident.changedAt", {"time of the change", "改ざん日時"},
              publicTime(changed, m_japanese));
        field("noticedPublic", "incident.noticedAt", {"time of noticing", "判明した日時"},
              publicTime(incident.noticedAt, m_japanese));
        field("repairedPublic", "incident.repairedAt", {"time of the repair", "復旧日時"},
              publicTime(incident.repairedAt, m_japanese));
        field("noticedDay", "incident.noticedAt", {"day of becoming aware", "知った日"},
              publicDay(incident.noticedAt, m_japanese));
        const auto after = [&](days span) {
            return incident.noticedAt ? std::optional<Instant>(*incident.noticedAt + span) : std::nullopt;
        };
        field("ppcPreliminaryBy", "incident.noticedAt", {"preliminary report due", "速報の目安日"},
              publicDay(after(PreliminaryDays), m_japanese));
        field("ppcFinalBy", "incident.noticedAt", {"final report due", "確報の期限"},
              publicDay(after(FinalDays), m_japanese));
        field("today", "lastChecked", {"date", "日付"}, publicDay(now, m_japanese));
        field("nowBoth", "lastChecked", {"time", "日時"}, time(now));
        // Mail that was sent meanwhile may have gone astray until nobody is lied to any more.
        const auto end = m_facts.tail.unbounded ? std::nullopt : m_facts.tail.end;
        field("mailUntilPublic", "tail.end", {"end of the period", "影響期間の終わり"}, publicTime(end, m_japanese));
        m_fields.flags[QStringLiteral("isRepaired")] = incident.repairedAt.has_value();
    }

    void measurements()
    {
        const auto ms = [](std::optional<Duration> duration) {
            return duration ? QString::number(duration_cast<milliseconds>(*duration).count()) : QString();
        };
        const bool both = m_facts.responseUsual && m_facts.response;
        field("responseUsual", "path", {"usual response time", "平常時の応答時間"},
              both ? ms(m_facts.responseUsual) : QString());
        field("responseNow", "path", {"response time now", "現在の応答時間"}, both ? ms(m_facts.response) : QString());
        auto &own = list("ownChanges", {QStringLiteral("line")}, "timeline", {"our own changes", "自社による変更"});
        for (const auto &entry : m_facts.timeline) {
            if (!entry.rule.startsWith(QLatin1String("plan.made")) || entry.domain != m_facts.domain) continue;
            add(own, {{QStringLiteral("line"), time(entry.happened) + QStringLiteral(" ") +
                                                   entry.args.value(QStringLiteral("reason")).toString(entry.text)}});
        }
    }

    void services()
    {
        const QStringList members{QStringLiteral("name"), QStringLiteral("since")};
        auto &stopped = list("stoppedServices", members, "case.services", {"services stopped", "停止中のサービス"});
        auto &resumed = list("resumedServices", members, "case.services", {"services resumed", "再開したサービス"});
        for (const auto &service : m_facts.caseFile.services) {
            const bool isBack = service.resumed.has_value();
            add(isBack ? resumed : stopped,
                {{QStringLiteral("name"), service.name},
                 {QStringLiteral("since"), publicTime(isBack ? service.resumed : service.stopped, m_japanese)}});
        }
    }

    // Nothing is published that would send people to a mailbox which is not there, or not ours.
    void publication()
    {
        const auto mail = replacementMailOf(m_facts.caseFile, m_facts.incident, brokenRegistrar());
        static constexpr std::pair<const char *, Words> Missing[] = {
            {"replacementMail", {"replacement mail address", "代替の問い合わせ先メールアドレス"}},
            {"replacementUnsafe",
             {"replacement address outside the affected domains", "被害を受けていない代替アドレス"}},
            {"replacementRegistrar",
             {"replacement domain at another registrar", "別のレジストラで管理する代替ドメイン"}},
            {"mailboxTested", {"test of the replacement mailbox", "代替メールの受信試験"}},
        };
        QString label, key = QStringLiteral("case.replacementMail");
        for (const QString &missing : mail.missing) {
            for (const auto &[known, words] : Missing) {
                if (missing != QLatin1String(known)) continue;
                if (label.isEmpty() && missing != QLatin1String("replacementUnsafe"))
                    key = QStringLiteral("case.") + missing;
                label += (label.isEmpty() ? QString() : in({", ", "・"})) + in(words);
            }
        }
        m_fields.fields[QStringLiteral("newContact")] = {
            safeText(mail.address, LongestField), key,
            label.isEmpty() ? in({"replacement mail address", "代替の問い合わせ先メールアドレス"}) : label};
    }

    [[nodiscard]] QString brokenRegistrar() const
    {
        if (!m_facts.expectedRegistrar.name.isEmpty()) return m_facts.expectedRegistrar.name;
        const auto &lookup = m_facts.registration;
        return lookup && lookup->registration ? lookup->registration->registrar : QString();
    }

    // The attacker's domains: which of ours each imitates, and how old it is.
    void lookAlikes()
    {
        auto &domains = list("lookalikes",
                             {QStringLiteral("domain"), QStringLiteral("created"), QStringLiteral("hosts"),
                              QStringLiteral("imitates"), QStringLiteral("registrar")},
                             "lookalikes", {"look-alike domains", "類似ドメイン"});
        const auto imitatedBy = [&](const QString &host) -> QString {
            for (const auto &finding : m_facts.findings)
                if (finding.signal == QLatin1String("D2") &&
                    finding.args.value(QStringLiteral("host")).toString() == host)
                    return finding.args.value(QStringLiteral("imitates")).toString();
            return {};
        };
        for (const auto &finding : m_facts.findings) {
            if (finding.signal != QLatin1String("R5")) continue;
            const QString domain = finding.args.value(QStringLiteral("registrable")).toString();
            const auto name = dns::Name::fromText(domain.toUtf8());
            if (!m_contact.names.empty() &&
                (!name || std::find(m_contact.names.begin(), m_contact.names.end(), *name) == m_contact.names.end()))
                continue;
            QStringList hosts, imitated;
            for (const QJsonValue value : finding.args.value(QStringLiteral("hosts")).toArray()) {
                hosts += defanged(value.toString());
                if (const QString genuine = imitatedBy(value.toString()); !genuine.isEmpty()) imitated += genuine;
            }
            const auto registered = instantFromRfc3339(finding.args.value(QStringLiteral("registered")).toString());
            add(domains, {{QStringLiteral("domain"), defanged(domain)},
                          {QStringLiteral("created"), registered ? time(*registered) : QString()},
                          {QStringLiteral("hosts"), hosts.join(QStringLiteral(", "))},
                          {QStringLiteral("imitates"), imitated.join(QStringLiteral(", "))},
                          {QStringLiteral("registrar"), finding.args.value(QStringLiteral("registrar")).toString()}});
        }
    }

    [[nodiscard]] bool isMine(const Transcript &transcript) const
    {
        if (m_contact.addresses.empty()) return true;
        return std::any_of(m_contact.addresses.begin(), m_contact.addresses.end(), [&](const QHostAddress &address) {
            return transcript.server.contains(u'(' + address.toString() + u')');
        });
    }

    [[nodiscard]] QString withoutLinks(const QString &text) const { return respond::withoutLinks(text, m_facts); }

    void transcripts()
    {
        auto &lines =
            list("transcript", {QStringLiteral("line")}, "transcript", {"answers as received", "受信した応答"});
        size_t taken = 0;
        for (const auto &transcript : m_facts.transcripts) {
            if (!isMine(transcript) || ++taken > MostTranscripts) continue;
            const auto line = [&](const QString &text) { add(lines, {{QStringLiteral("line"), withoutLinks(text)}}); };
            line(QStringLiteral("; %1 @%2 %3").arg(toRfc3339(transcript.at), transcript.server, transcript.question));
            for (const QString &record : transcript.records)
                line(record);
        }
    }

    void situation()
    {
        static constexpr std::pair<IncidentState, Words> States[] = {
            {IncidentState::Quiet, {"quiet", "平常"}},
            {IncidentState::Suspicion, {"suspicion", "要確認"}},
            {IncidentState::Hijack, {"hijack going on", "ハイジャック継続中"}},
            {IncidentState::Recovering,
             {"records restored, caches still clearing", "レコード復旧済み・キャッシュ残存中"}},
            {IncidentState::Closed, {"closed", "終結"}},
        };
        QString state;
        for (const auto &[known, words] : States)
            if (known == m_facts.incident.state) state = in(words);
        field("state", "incident.state", {"state", "状態"}, state);
        field("commander", "incident.commander", {"who is in command", "指揮官"}, m_facts.incident.commander);

        auto &timeline =
            list("timeline", {QStringLiteral("when"), QStringLiteral("what")}, "timeline", {"timeline", "経過"});
        for (auto at = m_facts.timeline.rbegin(); at != m_facts.timeline.rend(); ++at) {
            const QString what = withoutLinks(timelineWords(*at, m_japanese));
            if (what.isEmpty()) continue;
            add(timeline, {{QStringLiteral("when"), time(at->happened)}, {QStringLiteral("what"), what}});
            if (timeline.items.size() >= MostTimeline) break;
        }
        std::reverse(timeline.items.begin(), timeline.items.end());

        static constexpr std::pair<Request::State, Words> RequestStates[] = {
            {Request::State::Waiting, {"no answer yet", "回答待ち"}},
            {Request::State::Acknowledged, {"acknowledged", "受付済み"}},
            {Request::State::Done, {"done", "完了"}},
            {Request::State::Refused, {"refused", "対応不可"}},
            {Request::State::Withdrawn, {"withdrawn", "取り下げ"}},
        };
        auto &requests = list("requests",
                              {QStringLiteral("party"), QStringLiteral("what"), QStringLiteral("state"),
                               QStringLiteral("sent"), QStringLiteral("reference")},
                              "requests", {"requests", "依頼"});
        for (const auto &request : m_facts.requests) {
            QString word;
            for (const auto &[known, words] : RequestStates)
                if (known == request.state) word = in(words);
            if (m_facts.now && request.overdue(*m_facts.now)) word = in({"overdue", "期限超過"});
            add(requests, {{QStringLiteral("party"), request.party},
                           {QStringLiteral("what"), request.templateId},
                           {QStringLiteral("state"), word},
                           {QStringLiteral("sent"), time(request.sentAt)},
                           {QStringLiteral("reference"), request.reference}});
        }
    }

    const Contact &m_contact;
    const DraftFacts &m_facts;
};

} // namespace

void addCaseFields(Fields &fields, bool japanese, const Contact &contact, const DraftFacts &facts)
{
    Builder(fields, japanese, contact, facts).build();
}

} // namespace hinoban::respond
