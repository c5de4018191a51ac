// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Draft.h"

#include "app/base/SafeText.h"
#include "app/respond/DraftFields.h"

#include <algorithm>

namespace hinoban::respond {

namespace {

// A new template is a row here and a file for each language.
const std::vector<TemplateInfo> &allTemplates()
{
    const QString ja = QStringLiteral("ja"), en = QStringLiteral("en");
    const QStringList both{ja, en};
    static const std::vector<TemplateInfo> all{
        {QStringLiteral("REG-CALL"), both, QStringLiteral("registrar")},
        {QStringLiteral("REG-URGENT"), both, QStringLiteral("registrar")},
        {QStringLiteral("REG-CSIRT"), both, QStringLiteral("registrar-csirt")},
        {QStringLiteral("REG-LOGS"), both, QStringLiteral("registrar")},
        {QStringLiteral("REG-TEAC"), both, QStringLiteral("registrar")},
        {QStringLiteral("JP-TD"), both, QStringLiteral("national-csirt")},
        {QStringLiteral("JP-UPD"), both, QStringLiteral("national-csirt")},
        {QStringLiteral("HOST-ABUSE"), both, QStringLiteral("hosting")},
        {QStringLiteral("LOOK-REG"), both, QStringLiteral("lookalike-registrar")},
        {QStringLiteral("CLOUD-SUP"), both, QStringLiteral("dns-cloud")},
        {QStringLiteral("SAAS-FREEZE"), both, QStringLiteral("saas")},
        {QStringLiteral("CA-REVOKE"), {en}, QStringLiteral("ca")},
        {QStringLiteral("PPC-S"), {ja}, QStringLiteral("privacy-authority")},
        {QStringLiteral("PPC-K"), {ja}, QStringLiteral("privacy-authority")},
        {QStringLiteral("FSA-1"), {ja}, QStringLiteral("finance")},
        {QStringLiteral("POL-1"), {ja}, QStringLiteral("police")},
        {QStringLiteral("PR-1"), both, QStringLiteral("public")},
        {QStringLiteral("PR-F"), both, QStringLiteral("public")},
        {QStringLiteral("CUST-N"), both, QStringLiteral("customers")},
        {QStringLiteral("INT-1"), both, QStringLiteral("staff")},
        {QStringLiteral("PW-RESET"), both, QStringLiteral("account-holder")},
        {QStringLiteral("SITREP"), both, QStringLiteral("headquarters")},
    };
    return all;
}

bool isPhoneScript(const QString &templateId) { return templateId == QLatin1String("REG-CALL"); }

// Nobody may take a drill for the real thing, whichever part of the text reaches him.
void markAsDrill(Draft &draft)
{
    const bool japanese = draft.language == QLatin1String("ja");
    const QString line =
        japanese
            ? QStringLiteral("【訓練】これは訓練用の文書です。実際の事案ではありません。送信・架電しないでください。")
            : QStringLiteral("[DRILL] This is an exercise. Nothing has happened. Do not send, do not call.");
    const QString head = line + QStringLiteral("\n\n");
    draft.subject = (japanese ? QStringLiteral("【訓練】") : QStringLiteral("[DRILL] ")) + draft.subject;
    draft.body = head + draft.body + QLatin1Char('\n') + line + QLatin1Char('\n');
    for (Gap &gap : draft.gaps)
        gap.position += int(head.size());
}

} // namespace

std::vector<TemplateInfo> templates() { return allTemplates(); }

Result<Draft> draft(const QString &templateId, const QString &language, const Contact &contact, const DraftFacts &facts)
{
    const auto &all = allTemplates();
    const auto info =
        std::find_if(all.begin(), all.end(), [&](const TemplateInfo &known) { return known.id == templateId; });
    if (info == all.end() || !info->languages.contains(language))
        return failure(ErrorCode::NotFound, QStringLiteral("%1/%2").arg(language, templateId),
                       QStringLiteral("there is no such template"));
    const auto text = loadTemplate(templateId, language, templateFolders());
    if (!text) return tl::unexpected(text.error());
    auto rendered = render(*text, fieldsOf(language, contact, facts));
    if (!rendered) return tl::unexpected(rendered.error());

    Draft draft;
    draft.templateId = templateId;
    draft.language = language;
    draft.contactId = contact.id;
    draft.party = partyOf(language, contact, facts);
    draft.subject = headerSafe(rendered->subject);
    draft.body = std::move(rendered->body);
    draft.gaps = std::move(rendered->gaps);
    if (!isPhoneScript(templateId)) {
        for (const auto &channel : contact.channels)
            if (channel.kind == Channel::Kind::Mail && mailAddressIsSafe(channel.address, facts.incident) &&
                !draft.recipients.contains(channel.address))
                draft.recipients += channel.address;
    }
    draft.drill = facts.drill;
    if (templateId == QLatin1String("HOST-ABUSE")) draft.hosts = contact.addresses;
    if (facts.drill) markAsDrill(draft);
    return draft;
}

} // namespace hinoban::respond
