// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/NameJudge.h"

#include "app/detect/Sentence.h"

#include <QJsonArray>

#include <array>

namespace hinoban::console {
namespace {

using detect::Likeness;

QString word(Likeness likeness)
{
    static const std::array words{"expected", "genuine", "look-alike", "unrelated"};
    return QLatin1String(words[static_cast<size_t>(likeness)]);
}

} // namespace

Result<NameJudge> NameJudge::against(const QStringList &expected)
{
    NameJudge judge;
    for (const QString &text : expected) {
        auto name = dns::Name::fromUserText(text);
        if (!name) return tl::unexpected(name.error());
        judge.m_expected.push_back(std::move(*name));
    }
    return judge;
}

Result<NameJudge::Verdict> NameJudge::judge(const QString &given) const
{
    auto name = dns::Name::fromUserText(given);
    if (!name) return tl::unexpected(name.error());
    auto judgement = detect::judgeName(*name, m_expected);
    return Verdict{given, std::move(*name), std::move(judgement)};
}

QJsonObject NameJudge::Verdict::toJson() const
{
    QJsonArray difference;
    for (const detect::Span &span : judgement.difference)
        difference.append(QJsonObject{{QStringLiteral("begin"), span.begin}, {QStringLiteral("length"), span.length}});
    const bool imitates = judgement.likeness == Likeness::LookAlike && !judgement.imitates.isRoot();
    return {{QStringLiteral("name"), given},
            {QStringLiteral("verdict"), word(judgement.likeness)},
            {QStringLiteral("rule"), judgement.rule},
            {QStringLiteral("imitates"), imitates ? judgement.imitates.display() : QString()},
            {QStringLiteral("provider"), judgement.provider},
            {QStringLiteral("difference"), difference}};
}

QString NameJudge::Verdict::toText() const
{
    QString text = name.display() + u'\t' + word(judgement.likeness);
    if (judgement.likeness == Likeness::LookAlike)
        text += u'\t' + detect::imitationSentence(name, judgement);
    else if (!judgement.provider.isEmpty())
        text += u'\t' + judgement.provider;
    return text;
}

} // namespace hinoban::console
