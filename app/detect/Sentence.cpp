// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Sentence.h"

#include "app/dns/Security.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace hinoban::detect {
namespace {

constexpr const char *Context = "Finding";

// A rule's sentence and the args that %1, %2 … stand for; "subject" and "domain" are the finding's own.
struct Form {
    const char *rule;
    const char *source;
    std::array<const char *, 5> keys;
};

constexpr Form Forms[] = {
    {"unexpected-nameserver",
     QT_TRANSLATE_NOOP("Finding", "The parent zone delegates %1 to %2, which is not one of its nameservers (%3 of the "
                                  "parent's servers say so). Expected: %4."),
     {"domain", "host", "servers", "expected", nullptr}},
    {"unexpected-nameserver-of-provider",
     QT_TRANSLATE_NOOP("Finding",
                       "The parent zone delegates %1 to %2 (%3 of the parent's servers say so): a valid name "
                       "of %5, but not of your account. Expected: %4."),
     {"domain", "host", "servers", "expected", "provider"}},
    {"missing-nameserver",
     QT_TRANSLATE_NOOP("Finding", "The parent zone no longer names %2 for %1 (%3 of the parent's servers say so). "
                                  "Expected: %4."),
     {"domain", "missing", "servers", "expected", nullptr}},
    {"unexpected-nameserver-resolver",
     QT_TRANSLATE_NOOP("Finding",
                       "Resolvers are told that %2 is a nameserver of %1, which it is not (%3 of those asked: "
                       "%4)."),
     {"domain", "host", "servers", "resolvers", nullptr}},
    {"unexpected-nameserver-of-provider-resolver",
     QT_TRANSLATE_NOOP("Finding",
                       "Resolvers are told that %2 is a nameserver of %1 (%3 of those asked: %4): a valid name "
                       "of %5, but not of your account."),
     {"domain", "host", "servers", "resolvers", "provider"}},
    {"unexpected-nameserver-of-part",
     QT_TRANSLATE_NOOP("Finding", "%1 is delegated to %2, which nobody expects (%3 authoritative servers of the domain "
                                  "say so): whoever runs that answers for this part. Expected: %4."),
     {"part", "unexpected", "servers", "expected", nullptr}},
    {"unexpected-nameserver-of-part-resolver",
     QT_TRANSLATE_NOOP("Finding", "Resolvers are told that %2 answers for %1, which nobody expects (%3 of those asked: "
                                  "%4)."),
     {"part", "unexpected", "servers", "resolvers", nullptr}},
    {"missing-nameserver-of-part",
     QT_TRANSLATE_NOOP("Finding", "%1 is no longer delegated to %2 (%3 authoritative servers of the domain say so). "
                                  "Expected: %4."),
     {"part", "missing", "servers", "expected", nullptr}},
    {"parent-child-differ",
     QT_TRANSLATE_NOOP("Finding",
                       "The parent zone and the servers it names do not agree on the nameservers of %1. Only at "
                       "the parent: %2. Only at its servers: %3 (%4 of them)."),
     {"domain", "onlyParent", "onlyChild", "servers", nullptr}},
    {"imitates-zero-padding",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: only zeros before a number differ."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-confusable",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: characters were exchanged for others that look the same."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-hyphen-dot",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: only hyphens and dots differ."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-other-tld",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: the same name was registered under another ending."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-one-bit",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: one character differs, by a single bit."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-edit-distance",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: one character was added, left out, replaced or moved."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-contains",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: its name was taken up and words were added to it."),
     {"host", "imitates", nullptr, nullptr, nullptr}},
    {"imitates-provider-grammar",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates %2: %3 never issues this name."),
     {"host", "imitates", "provider", nullptr, nullptr}},
    {"imitates-provider",
     QT_TRANSLATE_NOOP("Finding", "%1 imitates a nameserver of %2."),
     {"host", "provider", nullptr, nullptr, nullptr}},
    {"soa-changed",
     QT_TRANSLATE_NOOP("Finding", "The SOA record of %1 is not the expected one (%2 servers): %3 differ. Seen: %4. "
                                  "Expected: %5."),
     {"domain", "servers", "changed", "present", "expected"}},
    {"serial-regressed",
     QT_TRANSLATE_NOOP("Finding", "The SOA serial of %1 is older than the expected one (%2 servers): %3."),
     {"domain", "servers", "present", nullptr, nullptr}},
    {"serial-went-back",
     QT_TRANSLATE_NOOP("Finding", "The SOA serial of %1 ran backwards at every server (%2 of them answer so): it had "
                                  "reached %3. Now: %4. An older copy of the zone is served."),
     {"domain", "servers", "before", "present", nullptr}},
    {"ttl-raised",
     QT_TRANSLATE_NOOP("Finding",
                       "The TTL of %1 is %2 s, at least twice the expected %3 s (%4 servers): caches will keep it "
                       "longer."),
     {"subject", "present", "expected", "servers", nullptr}},
    {"ttl-lowered",
     QT_TRANSLATE_NOOP("Finding", "The TTL of %1 is %2 s, at most a tenth of the expected %3 s (%4 servers): it can be "
                                  "switched at short notice."),
     {"subject", "present", "expected", "servers", nullptr}},
    {"unexpected-mx",
     QT_TRANSLATE_NOOP("Finding",
                       "Mail is led to %1 at %2, which nobody expects (preference %3, TTL %4 s; %5 authoritative "
                       "servers say so). Whoever runs it can read and answer the mail."),
     {"host", "addresses", "preference", "ttl", "servers"}},
    {"unexpected-mx-without-address",
     QT_TRANSLATE_NOOP("Finding",
                       "Mail is led to %1, which nobody expects and whose address is not known (preference %2, TTL "
                       "%3 s; %4 authoritative servers say so)."),
     {"host", "preference", "ttl", "servers", nullptr}},
    {"unexpected-mx-resolver",
     QT_TRANSLATE_NOOP("Finding",
                       "Resolvers lead mail to %1 at %2, which nobody expects (preference %3, TTL %4 s; %5 of the "
                       "resolvers asked)."),
     {"host", "addresses", "preference", "ttl", "servers"}},
    {"unexpected-mx-without-address-resolver",
     QT_TRANSLATE_NOOP("Finding",
                       "Resolvers lead mail to %1, which nobody expects and whose address is not known (preference "
                       "%2, TTL %3 s; %4 of the resolvers asked)."),
     {"host", "preference", "ttl", "servers", nullptr}},
    {"missing-mx",
     QT_TRANSLATE_NOOP("Finding", "%1 is missing %2 (%3 authoritative servers). Seen: %4."),
     {"subject", "missing", "servers", "present", nullptr}},
    {"mx-gone",
     QT_TRANSLATE_NOOP("Finding", "%1 is gone (%2 authoritative servers). Expected: %3."),
     {"subject", "servers", "expected", nullptr, nullptr}},
    {"mx-preference-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "%1 has the expected exchangers with other preferences (%2 authoritative servers). Seen: %3."),
     {"subject", "servers", "present", nullptr, nullptr}},
    {"unexpected-address",
     QT_TRANSLATE_NOOP("Finding", "%1 leads to %2, which is not expected (%3 authoritative servers). Expected: %4."),
     {"subject", "unexpected", "servers", "expected", nullptr}},
    {"unexpected-address-resolver",
     QT_TRANSLATE_NOOP("Finding", "Resolvers say that %1 leads to %2, which is not expected (%3 of those asked: %4)."),
     {"subject", "unexpected", "servers", "resolvers", nullptr}},
    {"should-not-exist",
     QT_TRANSLATE_NOOP("Finding", "%1 should not exist, and leads to %2 (%3 authoritative servers)."),
     {"subject", "unexpected", "servers", nullptr, nullptr}},
    {"should-not-exist-resolver",
     QT_TRANSLATE_NOOP("Finding",
                       "%1 should not exist, and resolvers say that it leads to %2 (%3 of those asked: %4)."),
     {"subject", "unexpected", "servers", "resolvers", nullptr}},
    {"address-gone",
     QT_TRANSLATE_NOOP("Finding", "%1 is gone (%2 authoritative servers). Expected: %3."),
     {"subject", "servers", "expected", nullptr, nullptr}},
    {"spf-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "The SPF record in %1 was changed (%2 of the servers asked): others may now send mail in this "
                       "name. Unexpected: %3. Missing: %4."),
     {"subject", "servers", "unexpected", "missing", nullptr}},
    {"dkim-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "The DKIM key %1 was changed (%2 of the servers asked). Unexpected: %3. Missing: %4."),
     {"subject", "servers", "unexpected", "missing", nullptr}},
    {"dmarc-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "The DMARC policy %1 was changed (%2 of the servers asked). Unexpected: %3. Missing: %4."),
     {"subject", "servers", "unexpected", "missing", nullptr}},
    {"caa-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "%1 was changed (%2 of the servers asked): others may issue certificates. Unexpected: %3. "
                       "Missing: %4."),
     {"subject", "servers", "unexpected", "missing", nullptr}},
    {"acme-challenge-changed",
     QT_TRANSLATE_NOOP("Finding", "%1 was changed (%2 of the servers asked): somebody may be proving control to get a "
                                  "certificate. Unexpected: %3. Missing: %4."),
     {"subject", "servers", "unexpected", "missing", nullptr}},
    {"txt-changed",
     QT_TRANSLATE_NOOP("Finding", "%1 was changed (%2 of the servers asked). Unexpected: %3. Missing: %4."),
     {"subject", "servers", "unexpected", "missing", nullptr}},
    {"ds-gone",
     QT_TRANSLATE_NOOP(
         "Finding", "The parent zone has no DS record of %1 any more (%2 of the parent's servers say so): nobody can "
                    "tell true data of the domain from false. Expected: %3."),
     {"domain", "servers", "expected", nullptr, nullptr}},
    {"ds-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "The parent zone vouches for other DNSSEC keys of %1 than expected (%2 of the parent's servers "
                       "say so). Unexpected: %3. Missing: %4."),
     {"domain", "servers", "unexpected", "missing", nullptr}},
    {"ds-rolled",
     QT_TRANSLATE_NOOP("Finding",
                       "The parent zone vouches for other DNSSEC keys of %1 than expected (%2 of the parent's servers "
                       "say so). The expected keys have signed the new ones, as in a lawful change of keys: accept the "
                       "new DS records if it was yours. Unexpected: %3. Missing: %4."),
     {"domain", "servers", "unexpected", "missing", nullptr}},
    {"chain-broken",
     QT_TRANSLATE_NOOP("Finding",
                       "The DNSSEC chain of trust of %1 is broken: resolvers that validate refuse the domain. %2"),
     {"domain", "reason", nullptr, nullptr, nullptr}},
    {"data-bogus",
     QT_TRANSLATE_NOOP("Finding",
                       "What the servers of %1 say does not pass DNSSEC: resolvers that validate refuse %2. %3"),
     {"domain", "sets", "reason", nullptr, nullptr}},
    {"server-bogus",
     QT_TRANSLATE_NOOP("Finding",
                       "What %2 serves of %1 does not pass DNSSEC (%3 of its servers): resolvers that validate refuse "
                       "%5. %4"),
     {"domain", "server", "count", "reason", "sets"}},
    {"chain-insecure",
     QT_TRANSLATE_NOOP("Finding", "%1 was protected by DNSSEC and is not any more. %2"),
     {"domain", "reason", nullptr, nullptr, nullptr}},
    {"registration-changed",
     QT_TRANSLATE_NOOP("Finding",
                       "The registration of %1 was changed at %2, after the change accepted last (%3), and nobody "
                       "has accepted it."),
     {"domain", "lastChanged", "accepted", nullptr, nullptr}},
    {"registration-renewed",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 was renewed at %2, until %3; nothing else in it changed."),
     {"domain", "lastChanged", "expires", nullptr, nullptr}},
    {"registrar-changed",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 is held by another registrar: %2, not %3."),
     {"domain", "after", "before", nullptr, nullptr}},
    {"registration-transferred",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 was transferred at %2, and nobody has accepted it."),
     {"domain", "at", nullptr, nullptr, nullptr}},
    {"registration-leaving",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 is about to leave its holder: its status is %2."),
     {"domain", "status", nullptr, nullptr, nullptr}},
    {"registration-held",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 is on hold (%2): the registry takes it out of the DNS."),
     {"domain", "status", nullptr, nullptr, nullptr}},
    {"expiration-moved-back",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 expires earlier than it did: %2, not %3."),
     {"domain", "after", "before", nullptr, nullptr}},
    {"lock-lost",
     QT_TRANSLATE_NOOP("Finding", "The registration of %1 has lost a lock: %2."),
     {"domain", "status", nullptr, nullptr, nullptr}},
    {"registry-dns-differ",
     QT_TRANSLATE_NOOP("Finding", "The registry has %2 as nameservers of %1, and its zone delegates to %3."),
     {"domain", "registered", "published", nullptr, nullptr}},
    {"young-host-hours",
     QT_TRANSLATE_NOOP("Finding",
                       "%1, which nobody expects, serves %2 from a domain that is hours old: %3 was registered at %4, "
                       "%5 hours before this look."),
     {"hosts", "domain", "registrable", "registered", "age"}},
    {"young-host-days",
     QT_TRANSLATE_NOOP("Finding",
                       "%1, which nobody expects, serves %2 from a domain that is days old: %3 was registered at %4, "
                       "%5 days before this look."),
     {"hosts", "domain", "registrable", "registered", "age"}},
    {"preparation-hours",
     QT_TRANSLATE_NOOP(
         "Finding", "%1 was registered at %2, %3 hours before this look. It imitates %4, on which %5 depends: somebody "
                    "may be preparing to take the domain over. This clears when the registration is gone, or when "
                    "you say that it is harmless."),
     {"subject", "registered", "age", "imitates", "domain"}},
    {"preparation-days",
     QT_TRANSLATE_NOOP(
         "Finding", "%1 was registered at %2, %3 days before this look. It imitates %4, on which %5 depends: somebody "
                    "may be preparing to take the domain over. This clears when the registration is gone, or when "
                    "you say that it is harmless."),
     {"subject", "registered", "age", "imitates", "domain"}},
    {"certificate-unknown-issuer",
     QT_TRANSLATE_NOOP(
         "Finding",
         "%1 has issued a certificate for %2, and neither the expected CAA records nor what stood in the public "
         "logs before speak of this issuer (serial numbers: %3; newest: %4; valid until %5). This clears when "
         "you say that it is yours, or when the certificates have expired."),
     {"issuer", "names", "serials", "issued", "until"}},
    {"certificate-during-change",
     QT_TRANSLATE_NOOP(
         "Finding",
         "A certificate for %2 was issued by %1 while the DNS was not as expected (serial numbers: %3; newest: "
         "%4; valid until %5). Whoever led the names away may have got it: have it revoked unless it is yours."),
     {"issuer", "names", "serials", "issued", "until"}},
    {"glue-changed",
     QT_TRANSLATE_NOOP("Finding", "The parent zone leads to %1 at %2 (%3 of its servers say so). Expected: %4."),
     {"host", "unexpected", "servers", "expected", nullptr}},
    {"nameserver-serves-too",
     QT_TRANSLATE_NOOP("Finding", "The unexpected nameserver %1 stands on %2, to which %3 leads now."),
     {"host", "address", "names", nullptr, nullptr}},
    {"vantages-disagree",
     QT_TRANSLATE_NOOP("Finding",
                       "Resolvers go on saying that %1 is %2, long after every TTL has run out (%3 of those asked: %4; "
                       "since %5); the nameservers are the right ones. Somebody lies to them, or they lie."),
     {"subject", "unexpected", "servers", "resolvers", "from"}},
    {"first-parent-child",
     QT_TRANSLATE_NOOP("Finding", "Suspicion: the parent zone delegates %1 to %2, and the servers there name %3."),
     {"domain", "parent", "child", nullptr, nullptr}},
    {"first-older-answer",
     QT_TRANSLATE_NOOP(
         "Finding", "Suspicion: caches still hold other nameservers of %1 than the parent zone names now: %2 before, "
                    "%3 now. A move looks like this, and so does a hijack."),
     {"domain", "before", "present", nullptr, nullptr}},
    {"first-older-mail",
     QT_TRANSLATE_NOOP("Finding", "Suspicion: caches still lead mail for %1 to %2, and its servers now lead it to %3."),
     {"domain", "before", "present", nullptr, nullptr}},
    {"first-imitation",
     QT_TRANSLATE_NOOP("Finding", "Suspicion: %2, which serves %1, imitates %3."),
     {"domain", "host", "imitates", nullptr, nullptr}},
    {"first-shared-address",
     QT_TRANSLATE_NOOP("Finding",
                       "Suspicion: the foreign nameserver %2 stands on %3, to which %1 itself leads: one machine "
                       "plays both."),
     {"domain", "host", "address", nullptr, nullptr}},
    {"first-registry-differs",
     QT_TRANSLATE_NOOP("Finding", "Suspicion: the registry has %2 as nameservers of %1, and its zone delegates to %3."),
     {"domain", "registered", "published", nullptr, nullptr}},
    {"first-recent-change",
     QT_TRANSLATE_NOOP("Finding", "Suspicion: the registration of %1 (%3) was changed only lately, at %2."),
     {"domain", "at", "registrar", nullptr, nullptr}},
    {"plan-done",
     QT_TRANSLATE_NOOP("Finding", "The change of %1 that %2 planned until %3 is done: accept the new state (%4)."),
     {"domain", "plannedBy", "plannedUntil", "changes", nullptr}},
    {"plan-not-done",
     QT_TRANSLATE_NOOP("Finding",
                       "The change of %1 that %2 planned until %3 has not come about: all is as it was (%4)."),
     {"domain", "plannedBy", "plannedUntil", "changes", nullptr}},
    {"plan-gone-wrong",
     QT_TRANSLATE_NOOP("Finding", "The time of the change of %1 that %2 planned until %3 is over, and what is there is "
                                  "neither the old state nor the planned one (%4)."),
     {"domain", "plannedBy", "plannedUntil", "changes", nullptr}},
    {"path-dns-change-see",
     QT_TRANSLATE_NOOP("Finding",
                       "The answers for %1 lead elsewhere: %2 at %3 (%4 ms). The way to the usual address is "
                       "as ever: it is the DNS that has changed, see %5."),
     {"target", "change", "address", "times", "see"}},
    {"path-dns-change",
     QT_TRANSLATE_NOOP("Finding",
                       "The answers for %1 lead elsewhere: %2 at %3 (%4 ms). The way to the usual address is "
                       "as ever: it is the DNS that has changed, look at the nameservers (D1)."),
     {"target", "change", "address", "times", nullptr}},
    {"path-both-see",
     QT_TRANSLATE_NOOP("Finding", "The answers for %1 lead elsewhere: %2 at %3 (%4 ms), and the way to the usual "
                                  "address has changed, too. For the answer see %5."),
     {"target", "change", "address", "times", "see"}},
    {"path-both",
     QT_TRANSLATE_NOOP("Finding", "The answers for %1 lead elsewhere: %2 at %3 (%4 ms), and the way to the usual "
                                  "address has changed, too. For the answer look at the nameservers (D1)."),
     {"target", "change", "address", "times", nullptr}},
    {"path-routing-change",
     QT_TRANSLATE_NOOP("Finding", "The way to %1 is another: %2 from hop %3 on (%4), %5 ms. The answer is as ever: the "
                                  "routing has changed, not the DNS."),
     {"target", "change", "hop", "router", "times"}},
    {"path-local",
     QT_TRANSLATE_NOOP("Finding",
                       "The ways to others have changed as well as the one to %1 (%2 of the control targets, "
                       "%3 ms): look at your own network and its provider first."),
     {"target", "controlsOff", "times", nullptr, nullptr}},
    {"path-congestion",
     QT_TRANSLATE_NOOP("Finding", "The answer for %1 and the way there are as ever, but not the time or the way back: "
                                  "%2 ms. A line on the way is full, or the replies take another one."),
     {"target", "times", nullptr, nullptr, nullptr}},
    {"path-noise",
     QT_TRANSLATE_NOOP("Finding", "The way to %1 is another of its usual ones (%2 ms): routers share the load."),
     {"target", "times", nullptr, nullptr, nullptr}},
    {"path-noise-answer",
     QT_TRANSLATE_NOOP("Finding", "%1 has another address, %2, in the same network and over the usual way (%3 ms): "
                                  "addresses rotate."),
     {"target", "address", "times", nullptr, nullptr}},
    {"path-usual",
     QT_TRANSLATE_NOOP("Finding", "The answer for %1 and the way there are as ever (%2 ms)."),
     {"target", "times", nullptr, nullptr, nullptr}},
    {"path-unknown-no-baseline",
     QT_TRANSLATE_NOOP("Finding", "What is usual of the way to %1 is still being learned."),
     {"target", nullptr, nullptr, nullptr, nullptr}},
    {"path-unknown-failed",
     QT_TRANSLATE_NOOP("Finding", "The way to %1 could not be measured: whether it has changed cannot be told."),
     {"target", nullptr, nullptr, nullptr, nullptr}},
    {"path-unknown-loop",
     QT_TRANSLATE_NOOP("Finding", "Packets to %1 go round in circles and do not arrive: whether the way has changed "
                                  "cannot be told."),
     {"target", nullptr, nullptr, nullptr, nullptr}},
    {"path-unknown-not-reached",
     QT_TRANSLATE_NOOP("Finding", "%1 does not answer; as far as the way to it can be seen, it is as ever."),
     {"target", nullptr, nullptr, nullptr, nullptr}},
    {"path-unknown-unknown-routers",
     QT_TRANSLATE_NOOP("Finding", "The way to %1 leads over routers of which nothing is known, as quickly as ever "
                                  "(%2 ms): whether it has changed cannot be told."),
     {"target", "times", nullptr, nullptr, nullptr}},
    {"several-domains",
     QT_TRANSLATE_NOOP("Finding", "%1 domains show %2 within one hour: %3."),
     {"count", "signal", "domains", nullptr, nullptr}},
};

constexpr const char *NeverIssued =
    QT_TRANSLATE_NOOP("Finding", "%1 never issues this name: its number does not fit its zone.");
constexpr const char *ExpectedChange =
    QT_TRANSLATE_NOOP("Finding", "This is an expected change: %1 planned it until %2 (%3).");
constexpr const char *Nothing = QT_TRANSLATE_NOOP("Finding", "none");
constexpr const char *OtherRule = QT_TRANSLATE_NOOP("Finding", "%1: %2 (%3).");

using Speak = QString (*)(const char *source);

QString inEnglish(const char *source) { return QString::fromUtf8(source); }
QString inTheProgramsLanguage(const char *source) { return QCoreApplication::translate(Context, source); }

QString argText(const Finding &finding, QLatin1String key, Speak speak)
{
    if (key == QLatin1String("subject")) return finding.subject;
    if (key == QLatin1String("domain")) return finding.domain.display();
    const QJsonValue value = finding.args.value(key);
    if (key == QLatin1String("reason")) {
        dns::SecurityReason reason;
        const QJsonArray words = value.toArray();
        for (const QJsonValue word : words)
            (reason.code.isEmpty() ? reason.code : reason.args.emplace_back()) = word.toString();
        return speak == inEnglish ? dns::englishSentence(reason) : dns::sentence(reason);
    }
    QString text = value.toString();
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray list = value.toArray();
        for (const QJsonValue part : list)
            parts.append(part.toString());
        text = parts.join(QLatin1String(", "));
    }
    return text.isEmpty() ? speak(Nothing) : text;
}

// All at once: an attacker's text with %1 in it stays text.
QString filled(const QString &form, const QStringList &args)
{
    QString out;
    for (qsizetype i = 0; i < form.size(); ++i) {
        const int place = form[i] == QLatin1Char('%') && i + 1 < form.size() ? form[i + 1].digitValue() : -1;
        if (place < 1 || place > args.size()) {
            out += form[i];
        } else {
            out += args[place - 1];
            ++i;
        }
    }
    return out;
}

QString say(const Finding &finding, Speak speak)
{
    const auto form = std::find_if(std::begin(Forms), std::end(Forms),
                                   [&](const Form &one) { return finding.rule == QLatin1String(one.rule); });
    if (form == std::end(Forms))
        // A rule of a newer Hinoban, from a store or a bundle: its key is better than silence.
        return filled(speak(OtherRule), {finding.signal, finding.subject, finding.rule});
    QStringList args;
    for (const char *key : form->keys)
        if (key) args.append(argText(finding, QLatin1String(key), speak));
    QString out = filled(speak(form->source), args);
    const QString provider = finding.args.value(QLatin1String("provider")).toString();
    if (finding.signal == QLatin1String("D2") && !provider.isEmpty())
        out += QLatin1Char(' ') + filled(speak(NeverIssued), {provider});
    if (finding.args.contains(QStringLiteral("plan")))
        out +=
            QLatin1Char(' ') + filled(speak(ExpectedChange), {argText(finding, QLatin1String("plannedBy"), speak),
                                                              argText(finding, QLatin1String("plannedUntil"), speak),
                                                              argText(finding, QLatin1String("plannedReason"), speak)});
    return out;
}

} // namespace

QString englishSentence(const Finding &finding) { return say(finding, inEnglish); }

QString sentence(const Finding &finding) { return say(finding, inTheProgramsLanguage); }

QString imitationRule(const NameJudgement &lookAlike)
{
    return lookAlike.imitates.isRoot() ? QStringLiteral("imitates-provider")
                                       : QStringLiteral("imitates-") + lookAlike.rule;
}

QString imitationSentence(const dns::Name &name, const NameJudgement &lookAlike)
{
    Finding finding;
    finding.rule = imitationRule(lookAlike);
    finding.args = {{QStringLiteral("host"), name.display()},
                    {QStringLiteral("provider"), lookAlike.provider},
                    {QStringLiteral("imitates"), lookAlike.imitates.display()}};
    return sentence(finding);
}

} // namespace hinoban::detect
