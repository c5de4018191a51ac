// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/respond/Exposure.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace hinoban::respond {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *Context = "respond::Exposure";
constexpr std::chrono::hours SameAffair{24 * 7};
// The delegation and the mail are not looked at in one instant.
constexpr std::chrono::hours Together{1};

enum class Speech { English, Program };

QString say(Speech speech, const char *source)
{
    return speech == Speech::English ? QString::fromUtf8(source) : QCoreApplication::translate(Context, source);
}

using Findings = std::vector<const detect::Finding *>;

Instant endOf(const detect::Finding &finding) { return finding.cleared.value_or(Instant::max()); }

// A mail host that nobody expects; that one is missing leads no mail astray.
Findings aboutMail(const dns::Name &domain, const std::vector<detect::Finding> &findings)
{
    Findings found;
    for (const auto &finding : findings)
        if (finding.domain == domain && finding.signal == u"D8"_s && finding.severity >= detect::Severity::High &&
            finding.rule.startsWith(u"unexpected-mx"_s))
            found.push_back(&finding);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto *a, const auto *b) { return a->firstSeen < b->firstSeen; });
    Findings newest;
    Instant end{};
    for (const auto *finding : found) {
        if (!newest.empty() && end != Instant::max() && finding->firstSeen - end > SameAffair) newest.clear();
        end = newest.empty() ? endOf(*finding) : std::max(end, endOf(*finding));
        newest.push_back(finding);
    }
    return newest;
}

// Whether the delegation was false already when the mail host was first seen to be.
bool delegationWasFalse(const dns::Name &domain, const std::vector<detect::Finding> &findings, Instant firstSeen)
{
    return std::any_of(findings.begin(), findings.end(), [&](const detect::Finding &finding) {
        return finding.domain == domain && finding.signal == u"D1"_s && finding.vantage == u"parent"_s &&
               finding.severity >= detect::Severity::High && finding.firstSeen <= firstSeen + Together &&
               endOf(finding) >= firstSeen - Together;
    });
}

QString spoken(const ExposureWindow &window, Speech speech)
{
    const QString begin =
        window.begin == ExposureWindow::Begin::Change
            ? say(speech, QT_TRANSLATE_NOOP("respond::Exposure",
                                            "Mail to %1 may have gone to %2 since %3: the registration was changed "
                                            "then, and the false servers may have named this mail host from the "
                                            "beginning (it was first seen at %4)."))
            : say(speech, QT_TRANSLATE_NOOP("respond::Exposure",
                                            "Mail to %1 may have gone to %2 since %3 at the latest: that is when it "
                                            "was first seen as the mail host."));
    QString end;
    switch (window.end) {
    case ExposureWindow::End::StillServed:
        end = say(speech, QT_TRANSLATE_NOOP("respond::Exposure", "It still does: the false MX is being served."));
        break;
    case ExposureWindow::End::Unbounded:
        end = say(speech, QT_TRANSLATE_NOOP("respond::Exposure",
                                            "No end is certain: the false name servers answer, and resolvers that "
                                            "keep asking them may go on."));
        break;
    case ExposureWindow::End::CacheTail:
        end = say(speech, QT_TRANSLATE_NOOP("respond::Exposure",
                                            "It ends at %1, when the last resolver's cache has let go of the false "
                                            "data."));
        break;
    case ExposureWindow::End::LastSeen:
        end = say(speech, QT_TRANSLATE_NOOP("respond::Exposure",
                                            "It was last seen at %1; how long caches that nobody asked have kept it "
                                            "after that is not known."));
        break;
    }
    const QString head = begin.arg(window.domain.display(), window.hosts.join(u", "_s), toRfc3339(window.from),
                                   toRfc3339(window.firstSeen));
    return head + u' ' + (window.until ? end.arg(toRfc3339(*window.until)) : end);
}

} // namespace

QByteArray exposureBeginText(ExposureWindow::Begin begin)
{
    return begin == ExposureWindow::Begin::Change ? "change" : "first-seen";
}

QByteArray exposureEndText(ExposureWindow::End end)
{
    switch (end) {
    case ExposureWindow::End::StillServed:
        return "still-served";
    case ExposureWindow::End::Unbounded:
        return "unbounded";
    case ExposureWindow::End::CacheTail:
        return "cache-tail";
    case ExposureWindow::End::LastSeen:
        return "last-seen";
    }
    return "still-served";
}

std::optional<ExposureWindow> exposureWindow(const dns::Name &domain, const std::vector<detect::Finding> &findings,
                                             const Incident &incident, const CacheTail &tail,
                                             const std::optional<Instant> &tailEnd)
{
    const Findings mail = aboutMail(domain, findings);
    if (mail.empty()) return {};
    ExposureWindow window;
    window.domain = domain;
    window.from = window.firstSeen = mail.front()->firstSeen;
    const bool isOfIncident =
        std::find(incident.domains.begin(), incident.domains.end(), domain) != incident.domains.end();
    if (isOfIncident && incident.changedAt && *incident.changedAt < window.firstSeen &&
        delegationWasFalse(domain, findings, window.firstSeen)) {
        window.from = *incident.changedAt;
        window.begin = ExposureWindow::Begin::Change;
    }

    bool isServed = false, isKept = false;
    Instant lastSeen = window.firstSeen;
    for (const auto *finding : mail) {
        const QString host = finding->args.value(u"host"_s).toString(finding->subject);
        if (!window.hosts.contains(host)) window.hosts.append(host);
        lastSeen = std::max(lastSeen, finding->cleared.value_or(finding->lastSeen));
        if (!finding->open()) continue;
        (finding->vantage == u"resolver"_s ? isKept : isServed) = true;
    }
    window.hosts.sort();

    using End = ExposureWindow::End;
    if (isServed) {
        window.end = End::StillServed;
    } else if (tail.unbounded) {
        window.end = End::Unbounded;
    } else if (tail.end) {
        window.end = End::CacheTail;
        window.until = *tail.end;
    } else if (isKept) {
        window.end = End::StillServed; // by a resolver, and nothing bounds it
    } else if (tailEnd && *tailEnd >= window.from) {
        window.end = End::CacheTail;
        window.until = *tailEnd;
    } else {
        window.end = End::LastSeen;
        window.until = lastSeen;
    }
    return window;
}

QString sentence(const ExposureWindow &window) { return spoken(window, Speech::Program); }

QString englishSentence(const ExposureWindow &window) { return spoken(window, Speech::English); }

ExposureCounts exposureCounts(const std::vector<Account> &accounts)
{
    ExposureCounts counts;
    QSet<QString> people, services, open;
    for (const Account &account : accounts) {
        ++counts.accounts;
        people.insert(account.person);
        services.insert(account.service);
        if (account.wasTried) ++counts.attackerTried;
        switch (account.state) {
        case Account::State::ToDo:
            ++counts.toDo;
            break;
        case Account::State::Asked:
            ++counts.asked;
            break;
        case Account::State::Reset:
            ++counts.reset;
            break;
        case Account::State::AttackerTried:
            break;
        }
        if (account.state != Account::State::Reset) open.insert(account.person);
    }
    counts.people = int(people.size());
    counts.services = int(services.size());
    counts.peopleOpen = int(open.size());
    return counts;
}

} // namespace hinoban::respond
