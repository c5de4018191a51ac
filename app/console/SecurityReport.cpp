// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/SecurityReport.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace hinoban::console {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("hinoban::console", text); }

QJsonValue timeOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toRfc3339(*instant)) : QJsonValue();
}

QJsonObject linkJson(const dns::ChainLink &link)
{
    QJsonArray ds, tags, evidence;
    for (const auto &one : link.vouchers)
        ds.append(QString::fromLatin1(dns::rdataText(dns::Type::DS, one)));
    for (const auto tag : link.keyTags)
        tags.append(tag);
    for (const auto &sha256 : link.evidence)
        evidence.append(QString::fromLatin1(sha256));
    return {{QStringLiteral("zone"), link.zone.display()},
            {QStringLiteral("status"), QString::fromLatin1(dns::securityText(link.security))},
            {QStringLiteral("reason"), dns::englishSentence(link.reason)},
            {QStringLiteral("anchor"), link.isAnchor},
            {QStringLiteral("ds"), ds},
            {QStringLiteral("keyTags"), tags},
            {QStringLiteral("signingKey"), link.signingTag ? QJsonValue(*link.signingTag) : QJsonValue()},
            {QStringLiteral("algorithm"), link.signingTag ? QJsonValue(link.algorithm) : QJsonValue()},
            {QStringLiteral("inception"), timeOrNull(link.inception)},
            {QStringLiteral("expiration"), timeOrNull(link.expiration)},
            {QStringLiteral("evidence"), evidence}};
}

QJsonObject answerJson(const dns::AnswerSecurity &answer)
{
    QJsonArray aliases;
    for (const auto &alias : answer.aliases)
        aliases.append(alias.display());
    return {{QStringLiteral("name"), answer.question.name.display()},
            {QStringLiteral("type"), QString::fromLatin1(dns::typeText(answer.question.type))},
            {QStringLiteral("answer"), QString::fromLatin1(dns::kindText(answer.kind))},
            {QStringLiteral("status"), QString::fromLatin1(dns::securityText(answer.security))},
            {QStringLiteral("reason"), dns::englishSentence(answer.reason)},
            {QStringLiteral("aliases"), aliases},
            {QStringLiteral("expiration"), timeOrNull(answer.expiration)}};
}

QJsonObject servedJson(const dns::ServedSecurity &served)
{
    return {{QStringLiteral("server"), served.server.display()},
            {QStringLiteral("address"), served.server.address.toString()},
            {QStringLiteral("name"), served.owner.display()},
            {QStringLiteral("type"), QString::fromLatin1(dns::typeText(served.type))},
            {QStringLiteral("status"), QString::fromLatin1(dns::securityText(served.security))},
            {QStringLiteral("reason"), dns::englishSentence(served.reason)},
            {QStringLiteral("expiration"), timeOrNull(served.expiration)},
            {QStringLiteral("evidence"), QString::fromLatin1(served.evidence)}};
}

} // namespace

QJsonObject securityJson(const dns::Validation &validation)
{
    QJsonArray chain, answers, servers;
    for (const auto &served : validation.servers)
        servers.append(servedJson(served));
    for (const auto &link : validation.chain)
        chain.append(linkJson(link));
    for (const auto &answer : validation.answers)
        answers.append(answerJson(answer));
    return {{QStringLiteral("status"), QString::fromLatin1(dns::securityText(validation.security))},
            {QStringLiteral("reason"), dns::englishSentence(validation.reason)},
            {QStringLiteral("at"), toRfc3339(validation.at)},
            {QStringLiteral("chain"), chain},
            {QStringLiteral("answers"), answers},
            {QStringLiteral("servers"), servers}};
}

QString securityWord(dns::Security security)
{
    switch (security) {
    case dns::Security::Secure:
        return QStringLiteral("● ") + tr("secure");
    case dns::Security::Insecure:
        return QStringLiteral("○ ") + tr("not signed");
    case dns::Security::Bogus:
        return QStringLiteral("▲ ") + tr("bogus");
    case dns::Security::Indeterminate:
        break;
    }
    return QStringLiteral("○ ") + tr("not known");
}

QString securityLines(const dns::Validation &validation)
{
    QString text = QStringLiteral("  DNSSEC  %1").arg(securityWord(validation.security));
    if (!validation.reason.isEmpty()) text += QStringLiteral("  %1").arg(dns::sentence(validation.reason));
    text += QLatin1Char('\n');
    for (const auto &link : validation.chain) {
        text += QStringLiteral("      %1  %2").arg(link.zone.display(), securityWord(link.security));
        if (link.signingTag)
            text += QStringLiteral("  ") + tr("key %1, algorithm %2, signed until %3")
                                               .arg(QString::number(*link.signingTag), QString::number(link.algorithm),
                                                    link.expiration ? toRfc3339(*link.expiration) : QString());
        text += QLatin1Char('\n');
    }
    for (const auto &served : validation.servers) {
        if (served.security != dns::Security::Bogus) continue;
        text += QStringLiteral("      %1 %2  %3  %4\n")
                    .arg(served.server.display(), served.server.address.toString(), securityWord(served.security),
                         dns::sentence(served.reason));
    }
    return text;
}

} // namespace hinoban::console
