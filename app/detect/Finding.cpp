// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Finding.h"

#include "app/watch/JsonFields.h"

#include <algorithm>
#include <array>

namespace hinoban::detect {
namespace {

constexpr std::array<const char *, 5> Severities{"INFO", "WARN", "MED", "HIGH", "CRIT"};
constexpr std::array<const char *, 3> Vantages{"parent", "authoritative", "resolver"};

QJsonObject toJson(const Evidence &evidence)
{
    return {{QStringLiteral("sha256"), QString::fromLatin1(evidence.sha256)},
            {QStringLiteral("vantage"), evidence.vantage},
            {QStringLiteral("server"), evidence.server},
            {QStringLiteral("address"), evidence.address},
            {QStringLiteral("question"), evidence.question},
            {QStringLiteral("at"), watch::exactTime(evidence.at)}};
}

Result<Evidence> evidenceFromJson(const QJsonObject &object)
{
    Evidence out;
    for (const auto &[key, field] : {std::pair<QString, QString *>{QStringLiteral("vantage"), &out.vantage},
                                     {QStringLiteral("server"), &out.server},
                                     {QStringLiteral("address"), &out.address},
                                     {QStringLiteral("question"), &out.question}}) {
        auto text = watch::textField(object, key);
        if (!text) return tl::unexpected(text.error());
        *field = *text;
    }
    auto sha256 = watch::textField(object, QStringLiteral("sha256"));
    if (!sha256) return tl::unexpected(sha256.error());
    out.sha256 = sha256->toLatin1();
    auto at = watch::timeField(object, QStringLiteral("at"));
    if (!at) return tl::unexpected(at.error());
    out.at = *at;
    return out;
}

} // namespace

QByteArray severityText(Severity severity) { return Severities[static_cast<size_t>(severity)]; }

Evidence evidenceOf(const dns::Exchange &exchange)
{
    return {exchange.replySha256(),
            QString::fromLatin1(Vantages[static_cast<size_t>(exchange.vantage)]),
            exchange.server.display(),
            exchange.server.address.toString(),
            QString::fromLatin1(dns::questionText(exchange.question)),
            exchange.sentAt};
}

QString Finding::key() const
{
    return signal + QLatin1Char('|') + domain.display() + QLatin1Char('|') + subject + QLatin1Char('|') + vantage;
}

QJsonObject toJson(const Finding &finding)
{
    QJsonArray evidence;
    for (const Evidence &one : finding.evidence)
        evidence.append(toJson(one));
    QJsonObject out{{QStringLiteral("signal"), finding.signal},
                    {QStringLiteral("domain"), finding.domain.display()},
                    {QStringLiteral("subject"), finding.subject},
                    {QStringLiteral("vantage"), finding.vantage},
                    {QStringLiteral("severity"), QString::fromLatin1(severityText(finding.severity))},
                    {QStringLiteral("rule"), finding.rule},
                    {QStringLiteral("args"), finding.args},
                    {QStringLiteral("evidence"), evidence},
                    {QStringLiteral("firstSeen"), watch::exactTime(finding.firstSeen)},
                    {QStringLiteral("lastSeen"), watch::exactTime(finding.lastSeen)},
                    {QStringLiteral("recurrences"), finding.recurrences}};
    if (finding.cleared) out.insert(QStringLiteral("cleared"), watch::exactTime(*finding.cleared));
    return out;
}

Result<Finding> findingFromJson(const QJsonObject &object)
{
    Finding out;
    for (const auto &[key, field] : {std::pair<QString, QString *>{QStringLiteral("signal"), &out.signal},
                                     {QStringLiteral("subject"), &out.subject},
                                     {QStringLiteral("vantage"), &out.vantage},
                                     {QStringLiteral("rule"), &out.rule}}) {
        auto text = watch::textField(object, key);
        if (!text) return tl::unexpected(text.error());
        *field = *text;
    }
    auto domain = watch::nameField(object, QStringLiteral("domain"));
    if (!domain) return tl::unexpected(domain.error());
    out.domain = *domain;

    auto severity = watch::textField(object, QStringLiteral("severity"));
    if (!severity) return tl::unexpected(severity.error());
    const auto word = std::find_if(Severities.begin(), Severities.end(),
                                   [&](const char *known) { return *severity == QLatin1String(known); });
    if (word == Severities.end())
        return failure(ErrorCode::BadInput, QStringLiteral("severity"), QStringLiteral("not one of INFO to CRIT"));
    out.severity = static_cast<Severity>(word - Severities.begin());

    if (!object.value(QStringLiteral("args")).isObject())
        return failure(ErrorCode::BadInput, QStringLiteral("args"), QStringLiteral("missing"));
    out.args = object.value(QStringLiteral("args")).toObject();
    auto evidence = watch::arrayField(object, QStringLiteral("evidence"));
    if (!evidence) return tl::unexpected(evidence.error());
    for (const QJsonValue value : *evidence) {
        auto one = evidenceFromJson(value.toObject());
        if (!one) return tl::unexpected(one.error());
        out.evidence.push_back(*one);
    }
    auto firstSeen = watch::timeField(object, QStringLiteral("firstSeen"));
    auto lastSeen = watch::timeField(object, QStringLiteral("lastSeen"));
    auto recurrences = watch::wholeField(object, QStringLiteral("recurrences"), 0, 1'000'000'000);
    if (!firstSeen) return tl::unexpected(firstSeen.error());
    if (!lastSeen) return tl::unexpected(lastSeen.error());
    if (!recurrences) return tl::unexpected(recurrences.error());
    out.firstSeen = *firstSeen;
    out.lastSeen = *lastSeen;
    out.recurrences = static_cast<int>(*recurrences);
    if (object.contains(QStringLiteral("cleared"))) {
        auto cleared = watch::timeField(object, QStringLiteral("cleared"));
        if (!cleared) return tl::unexpected(cleared.error());
        out.cleared = *cleared;
    }
    return out;
}

} // namespace hinoban::detect
