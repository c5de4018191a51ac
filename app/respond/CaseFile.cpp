// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/CaseFile.h"

#include "app/respond/PlainName.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr size_t MostServices = 100;

QString argOf(const Entry &entry, const char *key) { return entry.args.value(QLatin1String(key)).toString(); }

Service &serviceOf(std::vector<Service> &services, const QString &name)
{
    const auto known =
        std::find_if(services.begin(), services.end(), [&](const Service &service) { return service.name == name; });
    if (known != services.end()) return *known;
    services.push_back({name, {}, {}});
    return services.back();
}

} // namespace

void CaseFile::take(const Entry &entry)
{
    if (entry.kind != Entry::Kind::Incident) return; // what somebody brought from elsewhere decides nothing here
    if (span.beginsWith(entry)) *this = {};
    if (entry.rule == QLatin1String("case.told")) {
        const QString field = argOf(entry, "field"), value = argOf(entry, "value");
        const auto &known = caseFields();
        if (std::none_of(known.begin(), known.end(),
                         [&](const CaseField &one) { return field == QLatin1String(one.name); }))
            return;
        if (value.isEmpty())
            told.erase(field);
        else
            told[field] = value;
    } else if (entry.rule == QLatin1String("service.stopped") || entry.rule == QLatin1String("service.resumed")) {
        const QString name = argOf(entry, "service");
        const bool isStopped = entry.rule == QLatin1String("service.stopped");
        if (name.isEmpty() || services.size() >= MostServices) return;
        Service &service = serviceOf(services, name);
        if (isStopped) {
            service.stopped = entry.happened;
            service.resumed.reset();
        } else {
            service.resumed = entry.happened;
        }
    }
}

QString CaseFile::of(const QString &field) const
{
    const auto found = told.find(field);
    return found == told.end() ? QString() : found->second;
}

const std::vector<CaseField> &caseFields()
{
    static const std::vector<CaseField> all{
        {"ticket", "ticket number of the registrar", "レジストラの受付番号"},
        {"jpcertReference", "number that JPCERT/CC gave", "JPCERT/CC の受付番号"},
        {"gainingRegistrar", "registrar that the domain was moved to", "移管先のレジストラ"},
        {"transferTime", "time of the transfer", "移管の日時"},
        {"accounts", "accounts concerned", "対象のアカウント"},
        {"certSerial", "serial number of the certificate", "証明書のシリアル番号"},
        {"certLink", "link to the CT log entry", "CT ログの参照先"},
        {"dataItems", "kinds of personal data", "個人データの項目"},
        {"dataCount", "number of persons", "本人の数"},
        {"cause", "cause", "原因"},
        {"secondaryHarm", "further harm", "二次被害の有無と内容"},
        {"subjectNotice", "how the persons are told", "本人への対応の実施状況"},
        {"publication", "what is published and when", "公表の実施状況"},
        {"prevention", "measures against repetition", "再発防止のための措置"},
        {"assetImpact", "effect on customers' assets", "お客様の資産への影響"},
        {"nextReport", "time of the next report", "次回のご報告の予定"},
        {"damage", "damage so far", "被害の状況"},
        {"replacementMail", "replacement mail address", "代替の問い合わせ先メールアドレス"},
        {"replacementRegistrar", "registrar of the replacement domain", "代替ドメインのレジストラ"},
        {"mailboxTested", "when the replacement mailbox was tested", "代替メールの受信試験の日時"},
        {"channel", "standing call or chat", "常設の連絡手段（会議室・チャット）"},
        {"nextMeeting", "time of the next meeting", "次回の会議の時刻"},
    };
    return all;
}

QString caseFieldOf(const QString &gapField)
{
    const QString prefix = QStringLiteral("case.");
    if (!gapField.startsWith(prefix)) return {};
    const QString name = gapField.mid(prefix.size());
    const auto &all = caseFields();
    const bool isKnown =
        std::any_of(all.begin(), all.end(), [&](const CaseField &field) { return name == QLatin1String(field.name); });
    return isKnown ? name : QString();
}

Entry toldEntry(const QString &field, const QString &value, const QString &person, Instant now)
{
    Entry entry;
    entry.kind = Entry::Kind::Incident;
    entry.happened = entry.learned = now;
    entry.author = person;
    entry.rule = QStringLiteral("case.told");
    entry.args = {{QStringLiteral("field"), field}, {QStringLiteral("value"), value}};
    return entry;
}

Entry serviceEntry(const QString &service, bool isStopped, const QString &person, Instant happened, Instant now)
{
    Entry entry;
    entry.kind = Entry::Kind::Incident;
    entry.happened = happened;
    entry.learned = now;
    entry.author = person;
    entry.rule = isStopped ? QStringLiteral("service.stopped") : QStringLiteral("service.resumed");
    entry.args = {{QStringLiteral("service"), service}};
    return entry;
}

ReplacementMail replacementMailOf(const CaseFile &file, const Incident &incident, const QString &brokenRegistrar)
{
    ReplacementMail mail;
    const QString address = file.of(QStringLiteral("replacementMail"));
    const QString registrar = plainName(file.of(QStringLiteral("replacementRegistrar")));
    if (address.isEmpty())
        mail.missing += QStringLiteral("replacementMail");
    else if (!mailAddressIsSafe(address, incident))
        mail.missing += QStringLiteral("replacementUnsafe");
    // The hole that let the attacker in may still be open there.
    const QString broken = plainName(brokenRegistrar);
    if (registrar.isEmpty() || (!broken.isEmpty() && (broken.startsWith(registrar) || registrar.startsWith(broken))))
        mail.missing += QStringLiteral("replacementRegistrar");
    if (file.of(QStringLiteral("mailboxTested")).isEmpty()) mail.missing += QStringLiteral("mailboxTested");
    if (mail.missing.isEmpty()) mail.address = address;
    return mail;
}

} // namespace hinoban::respond
