// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/CertificateSignal.h"

#include "app/detect/Authorities.h"
#include "app/detect/Docket.h"

#include <QCryptographicHash>

#include <algorithm>
#include <map>
#include <set>

namespace hinoban::detect {

using namespace Qt::StringLiterals;

namespace {

const QString Signal = u"T1"_s;

constexpr std::chrono::days FreshFor{7};
// A certificate may be in the log before a look finds what it was made with. Where no log says when it came in, there
// is only the beginning that the authority wrote into it, and some set that an hour back.
constexpr std::chrono::minutes BeforeTheLook{10}, SetBack{60};

// Whom the CAA records that should be there allow (RFC 8659).
struct Allowed {
    bool isSaid = false;         // there are such records
    bool isUnderstood = true;    // every name in them is one of the shipped authorities'
    QSet<QString> organisations; // as organisationKey()
};

// "letsencrypt.org" of "letsencrypt.org; validationmethods=dns-01"; empty: nobody.
QString issuerDomain(const dns::Caa &caa)
{
    return QString::fromLatin1(caa.value).section(u';', 0, 0).trimmed().toLower();
}

void allow(Allowed &allowed, const dns::Rdata &rdata)
{
    const auto caa = dns::caaOf(rdata);
    const QByteArray tag = caa ? caa->tag.toLower() : QByteArray();
    if (tag != "issue" && tag != "issuewild") return;
    allowed.isSaid = true;
    const QString name = issuerDomain(*caa);
    if (name.isEmpty()) return;
    bool isKnown = false;
    for (const Authority &authority : authorities()) {
        if (!authority.names.contains(name)) continue;
        isKnown = true;
        allowed.organisations.unite(authority.organisations);
    }
    allowed.isUnderstood = allowed.isUnderstood && isKnown;
}

// At any name of the domain: which of them counts for which certificate is for the authorities to say.
Allowed allowedBy(const watch::Domain &domain)
{
    Allowed out;
    const auto take = [&](const QList<watch::Expectation> &expectations) {
        for (const auto &expectation : expectations)
            if (expectation.type == dns::Type::CAA)
                for (const auto &rdata : expectation.rdatas)
                    allow(out, rdata);
    };
    take(domain.expectations);
    for (const auto &plan : domain.plans)
        take(plan.records);
    return out;
}

bool isKnown(const watch::CertificateBaseline &baseline, const QString &organisation)
{
    const QString key = organisationKey(organisation);
    return std::any_of(baseline.issuers.begin(), baseline.issuers.end(),
                       [&](const QString &issuer) { return organisationKey(issuer) == key; });
}

// Since when the DNS of the domain may be gravely not as expected; nothing: it is. Whoever comes late finds it long
// after it began: then the registry says when it was touched, and before the last look that found all right it had not
// begun.
std::optional<Instant> dnsWrongSince(const CertificateView &view)
{
    std::optional<Instant> since;
    for (const auto &finding : view.open)
        if (finding.signal.startsWith(u'D') && finding.severity >= Severity::High)
            since = since ? std::min(*since, finding.firstSeen) : finding.firstSeen;
    if (!since) return {};
    if (view.rightAt) since = std::min(*since, *view.rightAt);
    for (const auto &finding : view.open) {
        if (finding.severity == Severity::Info) continue; // a renewal
        const QString arg = finding.signal == "R1"_L1   ? u"lastChanged"_s
                            : finding.signal == "R2"_L1 ? u"at"_s
                                                        : QString();
        if (const auto touched = instantFromRfc3339(finding.args.value(arg).toString()))
            since = std::min(*since, *touched);
    }
    return since;
}

// Whether it may have been made since then.
bool isMadeSince(const registry::Certificate &certificate, Instant since)
{
    if (certificate.entered) return *certificate.entered >= since - BeforeTheLook;
    return certificate.notBefore >= since - BeforeTheLook - SetBack;
}

// More than are listed for people to read are kept in short, so that what a person has accepted can be told from more.
constexpr size_t MostSuspects = 2000;
const QString Suspects = u"suspects"_s, Serials = u"serials"_s;

QString shortened(const QString &serial)
{
    const auto hash = QCryptographicHash::hash(serial.toLatin1(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(8).toHex());
}

Instant bornAt(const registry::Certificate &certificate) { return certificate.entered.value_or(certificate.notBefore); }

using Certificates = std::vector<const registry::Certificate *>;

std::map<QString, Certificates> byIssuer(const registry::CertificateAnswer &answer)
{
    std::map<QString, Certificates> out;
    for (const auto &certificate : answer.list->certificates)
        out[certificate.organisation].push_back(&certificate);
    return out;
}

Finding findingOf(const CertificateView &view, const QString &organisation, const Certificates &certificates)
{
    std::set<QString> names, serials, issuers, expected(view.baseline.issuers.begin(), view.baseline.issuers.end());
    const registry::Certificate *newest = certificates.front();
    Instant until = newest->notAfter;
    for (const auto *one : certificates) {
        names.insert(one->names.begin(), one->names.end());
        serials.insert(QString::fromLatin1(one->serial));
        issuers.insert(one->issuer);
        until = std::max(until, one->notAfter);
        if (bornAt(*one) > bornAt(*newest)) newest = one;
    }
    Finding finding;
    finding.signal = Signal;
    finding.domain = view.domain.name;
    finding.subject = issuerSubject(organisation);
    finding.severity = Severity::High;
    finding.args = {{u"issuer"_s, organisation},
                    {u"issuers"_s, textList(issuers)},
                    {u"names"_s, textList(names)},
                    {Serials, textList(serials)},
                    {u"expected"_s, textList(expected)},
                    {u"issued"_s, toRfc3339(bornAt(*newest))},
                    {u"notBefore"_s, toRfc3339(newest->notBefore)},
                    {u"until"_s, toRfc3339(until)}};
    if (serials.size() > MaxListed && serials.size() <= MostSuspects) {
        QJsonArray all;
        for (const QString &serial : serials)
            all.append(shortened(serial));
        finding.args.insert(Suspects, all);
    }
    finding.evidence.push_back({view.answer.rawSha256,
                                u"certificates"_s,
                                view.answer.source,
                                {},
                                view.domain.name.display() + u" certificates"_s,
                                view.answer.askedAt});
    finding.firstSeen = finding.lastSeen = view.now;
    return finding;
}

} // namespace

std::optional<std::set<QString>> suspectsOf(const Finding &finding)
{
    std::set<QString> out;
    const QJsonArray all = finding.args.value(Suspects).toArray(), listed = finding.args.value(Serials).toArray();
    for (const QJsonValue one : all)
        out.insert(one.toString());
    if (!out.empty()) return out;
    for (const QJsonValue one : listed) {
        if (one.toString().startsWith(u'+')) return std::nullopt; // cut off
        out.insert(shortened(one.toString()));
    }
    return out;
}

QString issuerSubject(const QString &organisation) { return QString(organisation).replace(u'|', u'/'); }

QStringList firstIssuers(const watch::Domain &domain, const registry::CertificateAnswer &answer)
{
    const Allowed allowed = allowedBy(domain);
    QStringList out;
    for (const auto &[organisation, certificates] : byIssuer(answer)) {
        const bool isForbidden =
            allowed.isSaid && allowed.isUnderstood && !allowed.organisations.contains(organisationKey(organisation));
        const bool isFresh = std::any_of(certificates.begin(), certificates.end(),
                                         [&](const auto *one) { return bornAt(*one) > answer.askedAt - FreshFor; });
        if (!isForbidden || !isFresh) out.append(organisation);
    }
    return out;
}

Judgement judgeCertificates(const CertificateView &view)
{
    Judgement out;
    if (!view.answer.list) return out;
    const Allowed allowed = allowedBy(view.domain);
    const auto isExpected = [&](const QString &organisation) {
        return isKnown(view.baseline, organisation) || allowed.organisations.contains(organisationKey(organisation));
    };
    const auto wrongSince = dnsWrongSince(view);
    for (const auto &[organisation, certificates] : byIssuer(view.answer)) {
        Certificates suspect;
        const bool expected = isExpected(organisation);
        for (const auto *one : certificates) {
            const bool isDuring = wrongSince && isMadeSince(*one, *wrongSince);
            if (one->notAfter >= view.now && (!expected || isDuring)) suspect.push_back(one);
        }
        if (suspect.empty()) continue;
        Finding finding = findingOf(view, organisation, suspect);
        finding.rule = expected ? u"certificate-during-change"_s : u"certificate-unknown-issuer"_s;
        if (wrongSince) finding.severity = Severity::Crit;
        out.findings.push_back(std::move(finding));
    }
    for (const auto &finding : view.open) {
        if (finding.signal != Signal) continue;
        // What was issued while the DNS was false stays false when it is right again.
        for (auto &again : out.findings)
            if (again.key() == finding.key()) again.severity = std::max(again.severity, finding.severity);
        const bool isAccepted =
            finding.rule == u"certificate-unknown-issuer"_s && isExpected(finding.args.value(u"issuer"_s).toString());
        const auto until = instantFromRfc3339(finding.args.value(u"until"_s).toString());
        if (isAccepted || (until && *until < view.now)) out.judged.append(Signal + u"||"_s + finding.subject);
    }
    std::stable_sort(out.findings.begin(), out.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.key() < b.key(); });
    return out;
}

} // namespace hinoban::detect
