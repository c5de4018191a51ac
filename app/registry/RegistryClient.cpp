// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/RegistryClient.h"

#include "app/base/CanonicalJson.h"
#include "app/base/SafeText.h"
#include "app/registry/NetworkAsking.h"
#include "app/registry/RegistryWords.h"
#include "app/registry/ServerQuestion.h"
#include "app/registry/WhoisText.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QUrlQuery>

#include <map>

namespace hinoban::registry {

namespace {

using namespace Qt::StringLiterals;

// The registrar is asked after the registry, and a look waits for both.
constexpr std::chrono::seconds RegistrarDeadline{5};
// What a registrar said holds for so long, unless the registry's answer changes.
constexpr std::chrono::hours RegistrarHolds{6};
constexpr std::chrono::minutes UnknownHolds{30};
constexpr size_t MostRegistrars = 10'000;

bool isWhois(const QUrl &url) { return url.scheme() == u"whois"_s; }

// What the registrars said last.
struct Registrars {
    struct Known {
        LookupPtr answer;
        Registration registry; // what the registry said then, without the bytes
    };
    std::map<dns::Name, Known> known;

    static Registration withoutBytes(const Registration &registration)
    {
        Registration bare = registration;
        bare.raw.clear();
        return bare;
    }
    [[nodiscard]] LookupPtr find(const Registration &registry, Instant now) const
    {
        const auto found = known.find(registry.domain);
        if (found == known.end()) return nullptr;
        const auto &answer = *found->second.answer;
        const Duration holds = answer.registration ? Duration(RegistrarHolds) : Duration(UnknownHolds);
        if (now - answer.askedAt >= holds || withoutBytes(registry) != found->second.registry) return nullptr;
        return found->second.answer;
    }
    void keep(const Registration &registry, LookupPtr answer)
    {
        if (known.size() >= MostRegistrars) known.clear();
        known[registry.domain] = {std::move(answer), withoutBytes(registry)};
    }
};

// A look-up of one server about one domain: the question, and what its answer means.
struct Target {
    ServerQuestion::What what;
    QString source;
};

std::optional<Target> rdapTarget(const QUrl &base, const dns::Name &domain)
{
    Target target;
    target.what.url = base;
    QString path = base.path();
    if (!path.endsWith(u'/')) path += u'/';
    target.what.url.setPath(path + u"domain/"_s + domain.display(), QUrl::DecodedMode);
    target.source = u"RDAP "_s + target.what.url.toString(QUrl::FullyEncoded);
    const bool web = base.scheme() == u"https"_s || base.scheme() == u"http"_s;
    if (!target.what.url.isValid() || !web || base.host().isEmpty()) return std::nullopt;
    return target;
}

std::optional<Target> whoisTarget(const QUrl &base, const dns::Name &domain)
{
    Target target;
    target.what.url = base;
    const QUrlQuery form(base);
    const auto part = [&](const QString &key) { return form.queryItemValue(key, QUrl::FullyDecoded).toLatin1(); };
    target.what.line = part(u"prefix"_s) + domain.text() + part(u"suffix"_s);
    target.source = u"WHOIS %1 %2"_s.arg(base.host(), QString::fromLatin1(target.what.line));
    if (base.host().isEmpty()) return std::nullopt;
    return target;
}

std::optional<Target> registrarTarget(const QUrl &named, const dns::Name &domain)
{
    std::optional<Target> target;
    if (isWhois(named)) {
        target = whoisTarget(named, domain);
    } else if (named.scheme() == u"https"_s && !named.host().isEmpty()) {
        target.emplace();
        target->what.url = named;
        target->source = u"RDAP "_s + named.toString(QUrl::FullyEncoded);
    }
    if (target) {
        target->what.isNamed = true;
        target->what.deadline = RegistrarDeadline;
    }
    return target;
}

// What a server's answer says of `domain`.
Lookup readAnswer(const Target &target, const dns::Name &domain, const Fetched &fetched)
{
    Lookup lookup;
    lookup.domain = domain;
    lookup.source = target.source;
    lookup.askedAt = fetched.askedAt;
    lookup.took = fetched.took;
    lookup.raw = fetched.bytes;
    if (!lookup.raw.isEmpty()) lookup.rawSha256 = sha256Hex(lookup.raw);
    lookup.problem = fetched.problem;
    if (!lookup.problem.isEmpty()) return lookup;
    const bool whois = isWhois(target.what.url);
    if (!whois && fetched.status != 200) {
        lookup.isFree = fetched.status == 404;
        lookup.problem = problemOf(fetched.status);
        return lookup;
    }
    auto registration = whois ? registrationFromWhois(lookup.raw, domain) : registrationFromRdap(lookup.raw, domain);
    if (registration) {
        lookup.registration = std::move(*registration);
        return lookup;
    }
    lookup.isFree = whois && registration.error().code == ErrorCode::NotFound;
    if (lookup.isFree)
        lookup.problem = problemOf(404);
    else if (whois && whoisLayout(whoisText(lookup.raw)) == Layout::Unknown)
        lookup.problem =
            words(QT_TRANSLATE_NOOP("Registry", "The registry's answer has a layout that Hinoban cannot read."));
    else
        lookup.problem = sentence(registration.error());
    return lookup;
}

// One look-up from question to answer. Lives until it has answered; dies with the client.
class Asking final : public QObject {
public:
    Asking(const Tools &tools, Registrars &registrars, const dns::Name &domain, Extent extent, QObject *context,
           std::function<void(LookupPtr)> done, QObject *parent)
        : QObject(parent)
        , m_tools(tools)
        , m_registrars(registrars)
        , m_extent(extent)
        , m_context(context)
        , m_done(std::move(done))
    {
        m_lookup.domain = domain;
        m_lookup.askedAt = tools.clock.now();
        // Later, so that the answer never comes within the call.
        m_timer = tools.clock.after(Duration::zero(), this, [this] { begin(); });
    }

    ~Asking() override { m_tools.clock.cancel(m_timer); }

private:
    void begin()
    {
        dns::Name top = m_lookup.domain;
        while (top.labelCount() > 1)
            top = top.parent();
        const auto base = m_tools.internet.rdapBase(top.text());
        if (!base) {
            m_lookup.problem = words(QT_TRANSLATE_NOOP("Registry", "No registration server is known for this domain."));
            return finish();
        }
        auto target = isWhois(*base) ? whoisTarget(*base, m_lookup.domain) : rdapTarget(*base, m_lookup.domain);
        if (!target) {
            m_lookup.source = base->toString(QUrl::FullyEncoded);
            m_lookup.problem =
                words(QT_TRANSLATE_NOOP("Registry", "The registration server's address cannot be used."));
            return finish();
        }
        m_target = std::move(*target);
        m_question = std::make_unique<ServerQuestion>(
            m_tools, m_target.what,
            [this](const Fetched &fetched) {
                m_lookup = readAnswer(m_target, m_lookup.domain, fetched);
                askRegistrar();
            },
            nullptr);
    }

    void askRegistrar()
    {
        const auto &registry = m_lookup.registration;
        if (m_extent != Extent::WithRegistrar || !registry) return finish();
        m_lookup.registrar = m_registrars.find(*registry, m_tools.clock.now());
        if (m_lookup.registrar) return finish();
        auto target = registrarTarget(registry->registrarServer, m_lookup.domain);
        if (!target || target->source == m_lookup.source) return finish();
        m_target = std::move(*target);
        m_after = std::make_unique<ServerQuestion>(
            m_tools, m_target.what,
            [this](const Fetched &fetched) {
                m_lookup.registrar = std::make_shared<const Lookup>(readAnswer(m_target, m_lookup.domain, fetched));
                m_registrars.keep(*m_lookup.registration, m_lookup.registrar);
                finish();
            },
            nullptr);
    }

    void finish()
    {
        m_timer = m_tools.clock.after(Duration::zero(), this, [this] {
            const auto answer = std::make_shared<const Lookup>(std::move(m_lookup));
            const auto done = std::move(m_done);
            const auto context = m_context;
            deleteLater();
            if (context) done(answer);
        });
    }

    const Tools m_tools;
    Registrars &m_registrars;
    const Extent m_extent;
    QPointer<QObject> m_context;
    std::function<void(LookupPtr)> m_done;
    Lookup m_lookup;
    Target m_target;
    std::unique_ptr<ServerQuestion> m_question, m_after;
    Clock::TimerId m_timer = 0;
};

} // namespace

struct RegistryClient::Private {
    Private(Clock &givenClock, Internet givenInternet)
        : clock(givenClock)
        , internet(std::move(givenInternet))
        , queues(givenClock)
    {
    }
    [[nodiscard]] Tools tools() { return {clock, internet, network, queues}; }

    Clock &clock;
    Internet internet;
    QNetworkAccessManager network;
    ServerQueues queues;
    Registrars registrars;
    QObject askings; // destroyed before what they use
};

RegistryClient::RegistryClient(Clock &clock, Internet internet, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, std::move(internet)))
{
    // A proxy would be asked instead of the address that passed the guard.
    d->network.setProxy(QNetworkProxy::NoProxy);
    d->network.setAutoDeleteReplies(false);
}

RegistryClient::~RegistryClient() = default;

void RegistryClient::look(const dns::Name &domain, QObject *context, std::function<void(LookupPtr)> done, Extent extent)
{
    new Asking(d->tools(), d->registrars, domain, extent, context, std::move(done), &d->askings);
}

void RegistryClient::lookNetwork(const QHostAddress &address, QObject *context,
                                 std::function<void(NetworkLookupPtr)> done)
{
    new NetworkAsking(
        d->tools(), address.toString(), networkKey(address),
        [address](const QByteArray &json) { return networkFromRdap(json, address); }, context, std::move(done),
        &d->askings);
}

void RegistryClient::lookAutonomousSystem(quint32 number, QObject *context, std::function<void(NetworkLookupPtr)> done)
{
    new NetworkAsking(
        d->tools(), QStringLiteral("AS%1").arg(number), autonomousSystemKey(number),
        [number](const QByteArray &json) { return autonomousSystemFromRdap(json, number); }, context, std::move(done),
        &d->askings);
}

} // namespace hinoban::registry
