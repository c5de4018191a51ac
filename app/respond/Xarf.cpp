// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Xarf.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"

#include <QJsonArray>

#include <algorithm>

namespace hinoban::respond {

namespace {

constexpr qsizetype LongestOrganisation = 200, LongestDescription = 1000, LongestEvidence = 500;
constexpr int MostEvidence = 10;

// RFC 9562, 5.4: the form of a random id; here the bits are those of a hash, so that it can be made again.
QString uuidOf(const QByteArray &content)
{
    QByteArray hex = sha256Hex(content).left(32);
    hex[12] = '4';
    hex[16] = "89ab"[hex[16] % 4];
    return QString::fromLatin1(hex.left(8) + '-' + hex.mid(8, 4) + '-' + hex.mid(12, 4) + '-' + hex.mid(16, 4) + '-' +
                               hex.mid(20));
}

QJsonArray evidenceOf(const QHostAddress &address, const DraftFacts &facts)
{
    QJsonArray evidence;
    for (const auto &transcript : facts.transcripts) {
        if (!transcript.server.contains(u'(' + address.toString() + u')') || evidence.size() >= MostEvidence) continue;
        const QByteArray text = QStringLiteral("; %1 @%2 %3\n%4\n; SHA-256 of the answer as received: %5\n")
                                    .arg(toRfc3339(transcript.at), transcript.server, transcript.question,
                                         transcript.records.join(u'\n'), QString::fromLatin1(transcript.sha256))
                                    .toUtf8();
        evidence.append(
            QJsonObject{{QStringLiteral("content_type"), QStringLiteral("text/plain")},
                        {QStringLiteral("description"), QStringLiteral("DNS answer of %1 to %2")
                                                            .arg(transcript.server, transcript.question)
                                                            .left(LongestEvidence)},
                        {QStringLiteral("payload"), QString::fromLatin1(text.toBase64())},
                        {QStringLiteral("hash"), QStringLiteral("sha256:") + QString::fromLatin1(sha256Hex(text))},
                        {QStringLiteral("size"), text.size()}});
    }
    return evidence;
}

// When the abuse was last seen: not when somebody last looked and found nothing.
std::optional<Instant> lastSeen(const HostileHost &host, const QHostAddress &address, const DraftFacts &facts)
{
    std::optional<Instant> seen;
    if (host.answers.value_or(false) && host.addresses.size() == 1) seen = host.askedAt;
    for (const auto &transcript : facts.transcripts)
        if (transcript.server.contains(u'(' + address.toString() + u')'))
            seen = std::max(seen.value_or(transcript.at), transcript.at);
    return seen ? seen : facts.firstSeen;
}

} // namespace

Result<QJsonObject> xarfReport(const QHostAddress &address, const DraftFacts &facts)
{
    const auto refuse = [](const QString &field, const QString &why) {
        return failure(ErrorCode::BadInput, QStringLiteral("XARF ") + field, why);
    };
    const auto host = std::find_if(facts.hostile.begin(), facts.hostile.end(), [&](const HostileHost &known) {
        return std::find(known.addresses.begin(), known.addresses.end(), address) != known.addresses.end();
    });
    if (host == facts.hostile.end())
        return refuse(QStringLiteral("source_identifier"), QStringLiteral("no server of the case has this address"));
    const QString organisation =
        safeText(facts.organisation.name.trimmed().isEmpty() ? facts.organisation.nameJa : facts.organisation.name,
                 LongestOrganisation)
            .trimmed();
    if (organisation.isEmpty())
        return refuse(QStringLiteral("reporter"), QStringLiteral("the organisation has no name"));
    const QString mail = facts.organisation.externalMail.trimmed();
    if (!mailAddressIsSafe(mail, facts.incident))
        return refuse(QStringLiteral("reporter"),
                      QStringLiteral("there is no mail address outside the affected domains"));
    const auto when = lastSeen(*host, address, facts);
    if (!when) return refuse(QStringLiteral("timestamp"), QStringLiteral("nothing was seen yet"));

    const bool isMail = host->role == QLatin1String("mail server");
    const QString domain = facts.domain.display();
    const QJsonObject who{{QStringLiteral("org"), organisation},
                          {QStringLiteral("contact"), mail},
                          {QStringLiteral("domain"), mail.mid(mail.lastIndexOf(u'@') + 1)}};
    const QString how =
        isMail ? facts.delegationFalse
                     ? QStringLiteral("This server was named as the mail server of %1 without the holder's leave: the "
                                      "domain's delegation was rewritten, and its MX pointed here.")
                     : QStringLiteral("This server was named as the mail server of %1 without the holder's leave: the "
                                      "domain's MX pointed here.")
        : facts.delegationFalse
            ? QStringLiteral("This server poses as an authoritative name server of %1 for an attacker: the domain's "
                             "delegation was rewritten.")
            : QStringLiteral("This server poses as an authoritative name server of %1 without the holder's leave.");
    const QString text = how + QStringLiteral(" Please stop it and keep its disk.");
    QJsonObject report{
        {QStringLiteral("xarf_version"), QStringLiteral("4.0.0")},
        {QStringLiteral("timestamp"), toRfc3339(std::chrono::floor<std::chrono::seconds>(*when))},
        {QStringLiteral("reporter"), who},
        {QStringLiteral("sender"), who},
        {QStringLiteral("source_identifier"), address.toString()},
        {QStringLiteral("source_port"), isMail ? 25 : 53},
        {QStringLiteral("category"), QStringLiteral("infrastructure")},
        {QStringLiteral("type"), QStringLiteral("compromised_server")},
        // Versions of the format want the one or the other.
        {QStringLiteral("compromise_type"), QStringLiteral("credential_theft")},
        {QStringLiteral("compromise_method"), QStringLiteral("operated_by_attacker")},
        {QStringLiteral("service"), isMail ? QStringLiteral("smtp_server") : QStringLiteral("dns_server")},
        {QStringLiteral("evidence_source"), QStringLiteral("automated_scan")},
        {QStringLiteral("description"), text.arg(domain).left(LongestDescription)},
        {QStringLiteral("tags"), QJsonArray{QStringLiteral("incident:domain-hijack")}}};
    if (facts.firstSeen)
        report.insert(QStringLiteral("first_seen"),
                      toRfc3339(std::chrono::floor<std::chrono::seconds>(*facts.firstSeen)));
    if (const auto evidence = evidenceOf(address, facts); !evidence.isEmpty())
        report.insert(QStringLiteral("evidence"), evidence);
    if (facts.drill)
        report.insert(QStringLiteral("tags"),
                      QJsonArray{QStringLiteral("incident:domain-hijack"), QStringLiteral("lifecycle:test")});
    const auto content = canonicalJson(report);
    if (!content) return tl::unexpected(content.error());
    report.insert(QStringLiteral("report_id"), uuidOf(*content + facts.incident.id.toUtf8()));
    return report;
}

} // namespace hinoban::respond
