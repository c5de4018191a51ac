// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Dossier.h"

#include "app/base/SafeText.h"
#include "app/respond/DossierParts.h"

namespace hinoban::respond {

namespace {

constexpr size_t MostSituationLines = 25, MostLines = 150;
constexpr size_t MostHashes = 12, MostFinalHashes = 60;

struct KindName {
    DossierKind kind;
    const char *text;
    Words title;
};
constexpr KindName Kinds[] = {
    {DossierKind::Situation, "situation", {"Situation report", "状況報告"}},
    {DossierKind::Coordination, "jpcert", {"Incident report to JPCERT/CC", "JPCERT/CC インシデント報告"}},
    {DossierKind::Regulator, "regulator", {"Report of a leak: items of the form", "漏えい等報告：様式記載事項"}},
    {DossierKind::Final, "final", {"Final report", "最終報告書"}},
};

constexpr std::pair<Tlp, const char *> Tlps[] = {{Tlp::Red, "RED"},
                                                 {Tlp::AmberStrict, "AMBER+STRICT"},
                                                 {Tlp::Amber, "AMBER"},
                                                 {Tlp::Green, "GREEN"},
                                                 {Tlp::Clear, "CLEAR"}};

std::vector<DossierSection> sectionsOf(DossierParts &parts, DossierKind kind)
{
    switch (kind) {
    case DossierKind::Situation:
        return {parts.summary(),
                parts.times(),
                parts.people(),
                parts.requests(),
                parts.hostile(),
                parts.tail(),
                parts.impact(),
                parts.next(),
                parts.timeline(MostSituationLines),
                parts.records(),
                parts.evidence(MostHashes)};
    case DossierKind::Coordination:
        return {parts.reporter(), parts.ask(),     parts.summary(), parts.discovery(),
                parts.hostile(),  parts.records(), parts.answers(), parts.evidence(MostHashes)};
    case DossierKind::Regulator:
        return {parts.reporter(), parts.regulator(), parts.lostMail(), parts.times(), parts.evidence(MostHashes)};
    case DossierKind::Final:
        return {parts.summary(),
                parts.times(),
                parts.pictures(),
                parts.records(),
                parts.hostile(),
                parts.impact(),
                parts.tail(),
                parts.requests(),
                parts.people(),
                parts.prevention(),
                parts.timeline(MostLines),
                parts.answers(),
                parts.evidence(MostFinalHashes)};
    }
    return {};
}

} // namespace

std::optional<DossierKind> dossierKindFromText(const QString &text)
{
    for (const auto &known : Kinds)
        if (text == QLatin1String(known.text)) return known.kind;
    return {};
}

QString dossierKindText(DossierKind kind)
{
    for (const auto &known : Kinds)
        if (kind == known.kind) return QLatin1String(known.text);
    return {};
}

std::optional<Tlp> tlpFromText(const QString &text)
{
    QString word = text.trimmed().toUpper();
    if (word.startsWith(QLatin1String("TLP:"))) word.remove(0, 4);
    for (const auto &[tlp, name] : Tlps)
        if (word == QLatin1String(name)) return tlp;
    return {};
}

QString tlpText(Tlp tlp)
{
    for (const auto &[known, name] : Tlps)
        if (tlp == known) return QStringLiteral("TLP:") + QLatin1String(name);
    return {};
}

Result<Dossier> dossier(const DossierFacts &facts, const DossierOptions &options)
{
    const bool japanese = options.language == QLatin1String("ja");
    if (!japanese && options.language != QLatin1String("en"))
        return failure(ErrorCode::BadInput, safeText(options.language, 20), QStringLiteral("the language is ja or en"));
    if (options.tlp == Tlp::Clear && !options.redacted)
        return failure(ErrorCode::NotPermitted, tlpText(options.tlp),
                       QStringLiteral("what everybody may read is the redacted copy"));

    Dossier made;
    made.options = options;
    made.drill = facts.draft.drill;
    made.chainHead = safeText(facts.draft.chainHead, LongestField);
    const auto in = [&](const Words &words) { return wordIn(words, japanese); };
    for (const auto &known : Kinds)
        if (known.kind == options.kind) made.title = in(known.title);
    QStringList marks{tlpText(options.tlp)};
    if (made.drill) marks.prepend(in({"DRILL: nothing of this has happened", "【訓練】実際の事案ではありません"}));
    if (options.redacted) marks += in({"redacted copy", "一部非公開版"});
    made.mark = marks.join(QStringLiteral(" · "));

    QStringList domains;
    for (const auto &domain : facts.draft.incident.domains)
        domains += domain.display();
    if (domains.isEmpty() && !facts.draft.domain.isRoot()) domains += facts.draft.domain.display();
    QStringList about;
    if (!facts.draft.incident.id.isEmpty()) about += facts.draft.incident.id;
    about += safeText(domains.join(QStringLiteral(", ")), LongestField);
    const auto at = facts.draft.now ? facts.draft.now : facts.draft.lastChecked;
    if (at) about += in({"as of %1", "%1 現在"}).arg(bothTimes(at, japanese));
    made.subtitle = about.join(QStringLiteral(" · "));

    DossierParts parts(facts, options, made.gaps);
    for (auto &section : sectionsOf(parts, options.kind))
        if (!section.blocks.empty()) made.sections.push_back(std::move(section));
    made.gaps.removeDuplicates();
    if (options.redacted) Redaction(facts, japanese).apply(made);
    return made;
}

} // namespace hinoban::respond
