// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/NetworkAsking.h"

#include "app/base/CanonicalJson.h"
#include "app/registry/RegistryWords.h"

#include <QCoreApplication>

namespace hinoban::registry {

NetworkAsking::NetworkAsking(const Tools &tools, const QString &subject, const QByteArray &key, Read read,
                             QObject *context, std::function<void(NetworkLookupPtr)> done, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_key(key)
    , m_read(std::move(read))
    , m_context(context)
    , m_done(std::move(done))
{
    m_lookup.subject = subject;
    m_lookup.askedAt = tools.clock.now();
    // Later, so that the answer never comes within the call.
    m_timer = tools.clock.after(Duration::zero(), this, [this] { begin(); });
}

NetworkAsking::~NetworkAsking() { m_tools.clock.cancel(m_timer); }

void NetworkAsking::begin()
{
    const auto base = m_tools.internet.rdapBase(m_key);
    if (!base) return finish(words(QT_TRANSLATE_NOOP("Registry", "No registration server is known for this network.")));
    ServerQuestion::What what;
    what.url = *base;
    QString path = base->path();
    if (!path.endsWith(QLatin1Char('/'))) path += QLatin1Char('/');
    what.url.setPath(path + QString::fromLatin1(m_key), QUrl::DecodedMode);
    m_lookup.source = QStringLiteral("RDAP ") + what.url.toString(QUrl::FullyEncoded);
    const bool isWeb = base->scheme() == QLatin1String("https") || base->scheme() == QLatin1String("http");
    if (!what.url.isValid() || !isWeb || base->host().isEmpty())
        return finish(words(QT_TRANSLATE_NOOP("Registry", "The registration server's address cannot be used.")));
    m_question = std::make_unique<ServerQuestion>(
        m_tools, std::move(what), [this](const Fetched &fetched) { answered(fetched); }, nullptr);
}

void NetworkAsking::answered(const Fetched &fetched)
{
    m_lookup.askedAt = fetched.askedAt;
    m_lookup.took = fetched.took;
    m_lookup.raw = fetched.bytes;
    if (!m_lookup.raw.isEmpty()) m_lookup.rawSha256 = sha256Hex(m_lookup.raw);
    if (!fetched.problem.isEmpty()) return finish(fetched.problem);
    if (fetched.status == 404)
        return finish(words(QT_TRANSLATE_NOOP("Registry", "The registry does not know this network.")));
    if (fetched.status != 200) return finish(problemOf(fetched.status));
    auto network = m_read(m_lookup.raw);
    if (!network) return finish(sentence(network.error()));
    m_lookup.network = std::move(*network);
    finish({});
}

void NetworkAsking::finish(const QString &problem)
{
    m_lookup.problem = problem;
    m_timer = m_tools.clock.after(Duration::zero(), this, [this] {
        const auto answer = std::make_shared<const NetworkLookup>(std::move(m_lookup));
        const auto done = std::move(m_done);
        const auto context = m_context;
        deleteLater();
        if (context) done(answer);
    });
}

} // namespace hinoban::registry
