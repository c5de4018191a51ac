// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/detect/Weakness.h"

#include "app/base/SafeText.h"
#include "app/detect/ProviderGrammar.h"
#include "app/registry/RegistrableDomain.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

namespace hinoban::detect {
namespace {

constexpr std::chrono::days SoonWithin{30};

struct Words {
    const char *id, *sentence, *remedy;
};
// In the order of Weakness::Kind.
constexpr std::array<Words, 6> All{
    {{"no-server-lock",
      QT_TRANSLATE_NOOP("Weakness", "The registry does not lock the registration (not set: %1): whoever gets into the "
                                    "account at the registrar can change it."),
      QT_TRANSLATE_NOOP("Weakness", "Ask the registrar for a registry lock.")},
     {"expires-soon",
      QT_TRANSLATE_NOOP("Weakness", "The registration expires on %1; after that others may register the name."),
      QT_TRANSLATE_NOOP("Weakness", "Renew it, for several years and automatically.")},
     {"one-domain",
      QT_TRANSLATE_NOOP("Weakness", "The names of all nameservers hang on one other registration, %1: whoever takes it "
                                    "takes this domain too."),
      QT_TRANSLATE_NOOP("Weakness", "Watch %1 as well, or spread the nameservers over several domains.")},
     {"no-dnssec",
      QT_TRANSLATE_NOOP("Weakness", "The domain is not signed (no DS record at the parent zone): resolvers cannot tell "
                                    "forged answers from true ones."),
      QT_TRANSLATE_NOOP("Weakness", "Sign the zone with DNSSEC.")},
     {"one-provider",
      QT_TRANSLATE_NOOP("Weakness",
                        "All nameservers are run by one provider, %1: the account there is a single point."),
      QT_TRANSLATE_NOOP("Weakness", "Protect that account as well as the registrar's.")},
     {"mail-inside",
      QT_TRANSLATE_NOOP("Weakness", "Mail to the contact of the zone goes to %1, under the domain itself: in a hijack "
                                    "the attacker reads it."),
      QT_TRANSLATE_NOOP("Weakness", "Name a mailbox under another domain.")}}};

const Words &wordsOf(Weakness::Kind kind) { return All[static_cast<size_t>(kind)]; }

// All at once: a text with %1 in it stays text.
QString filled(QString form, const QStringList &args)
{
    return form.replace(QLatin1String("%1"), args.join(QLatin1String(", ")));
}

// Which of the registry's own locks are not set; nothing where that cannot be told: no EPP status is known, or one
// says that something is refused and not by whom (RFC 9083 allows both).
std::optional<QStringList> absentLocks(const QStringList &statuses)
{
    const bool speaksEpp = std::any_of(statuses.begin(), statuses.end(), [](const QString &status) {
        return status == QLatin1String("ok") || status == QLatin1String("inactive") ||
               status.startsWith(QLatin1String("client")) || status.startsWith(QLatin1String("server"));
    });
    if (!speaksEpp || statuses.contains(QLatin1String("locked"))) return std::nullopt;
    QStringList absent;
    for (const char *action : {"Delete", "Transfer", "Update"}) {
        const QString lock = QStringLiteral("server%1Prohibited").arg(QLatin1String(action));
        const QString bySomebody = QString::fromLatin1(action).toLower() + QLatin1String("Prohibited");
        if (!statuses.contains(lock) && !statuses.contains(bySomebody)) absent << lock;
    }
    return absent;
}

void judgeRegistration(const Standing &standing, std::vector<Weakness> &out)
{
    if (!standing.registration) return;
    const auto &registration = *standing.registration;
    // The registry of .jp has locks of its own; which of them a holder could have, its answers do not tell.
    const bool hasEpp = !standing.domain.isSubdomainOf(*dns::Name::fromText("jp"));
    if (const auto absent = absentLocks(registration.statuses); hasEpp && absent && !absent->isEmpty())
        out.push_back({Weakness::Kind::NoServerLock, Severity::Warn, *absent});
    if (registration.expires && *registration.expires - standing.now < SoonWithin)
        out.push_back({Weakness::Kind::ExpiresSoon, Severity::Warn, {toRfc3339(*registration.expires)}});
}

// A name of the provider's by its own grammar, or in one of its domains.
QString providerOf(const dns::Name &nameserver)
{
    const dns::Name own = registry::registrableDomain(nameserver);
    for (const auto &grammar : providerGrammars())
        if (grammar.issues(nameserver) || grammar.domains.contains(own)) return grammar.provider;
    return {};
}

void judgeNameservers(const Standing &standing, std::vector<Weakness> &out)
{
    if (standing.nameservers.empty()) return;
    std::set<dns::Name> domains;
    std::set<QString> providers;
    for (const auto &host : standing.nameservers) {
        domains.insert(registry::registrableDomain(host));
        providers.insert(providerOf(host));
    }
    // Under the domain itself nothing else can be taken.
    if (domains.size() == 1 && *domains.begin() != registry::registrableDomain(standing.domain))
        out.push_back({Weakness::Kind::OneDomain, Severity::Warn, {domains.begin()->display()}});
    if (providers.size() == 1 && !providers.begin()->isEmpty())
        out.push_back({Weakness::Kind::OneProvider, Severity::Info, {*providers.begin()}});
}

// RNAME as a mail address: the first label is the local part (RFC 1035, 8).
QString mailboxText(const dns::Name &mailbox)
{
    const auto labels = mailbox.labels();
    return safeText(QString::fromUtf8(labels.front()), 64) + QLatin1Char('@') + mailbox.parent().display();
}

} // namespace

QByteArray weaknessText(Weakness::Kind kind) { return wordsOf(kind).id; }

std::vector<Weakness> weaknessesOf(const Standing &standing)
{
    std::vector<Weakness> out;
    judgeRegistration(standing, out);
    judgeNameservers(standing, out);
    // The zone's own word goes before the registry's database.
    std::optional<bool> isSigned = standing.hasDs;
    if (!isSigned && standing.registration) isSigned = standing.registration->delegationSigned;
    if (isSigned && !*isSigned) out.push_back({Weakness::Kind::NoDnssec, Severity::Info, {}});
    if (standing.zoneMailbox && standing.zoneMailbox->labelCount() > 1 &&
        standing.zoneMailbox->parent().isSubdomainOf(standing.domain))
        out.push_back({Weakness::Kind::MailInside, Severity::Info, {mailboxText(*standing.zoneMailbox)}});
    std::stable_sort(out.begin(), out.end(), [](const Weakness &a, const Weakness &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.kind < b.kind;
    });
    return out;
}

QString englishSentence(const Weakness &weakness)
{
    return filled(QString::fromUtf8(wordsOf(weakness.kind).sentence), weakness.args);
}

QString sentence(const Weakness &weakness)
{
    return filled(QCoreApplication::translate("Weakness", wordsOf(weakness.kind).sentence), weakness.args);
}

QString remedy(const Weakness &weakness)
{
    return filled(QCoreApplication::translate("Weakness", wordsOf(weakness.kind).remedy), weakness.args);
}

} // namespace hinoban::detect
