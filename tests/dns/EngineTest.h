// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/dns/QueryEngine.h"
#include "tests/dns/ScriptedServer.h"

#include <QEventLoop>

#include <optional>

namespace hinoban::dns::test {

inline const QHostAddress Nominal(QStringLiteral("192.0.2.53"));
inline Instant start() { return instantFromUnixMicroseconds(1590764400LL * 1000000); }

inline Message answered()
{
    Message message;
    message.aa = true;
    message.answer = {record("example.jp", Type::NS, "ns1.example.jp")};
    return message;
}

// Answers like an honest server, over both transports.
inline void honest(ScriptedServer &server, const ScriptedServer::Got &got)
{
    server.send(got, replyTo(got.query, answered()));
}

// An internet in which the nominal address is that server.
inline Internet onlyServer(const ScriptedServer &server)
{
    Internet::Parts parts;
    parts.guard = Internet::Guard::LoopbackOnly;
    const Endpoint endpoint = server.endpoint();
    parts.mapping = [endpoint](const QHostAddress &nominal, Service service) -> std::optional<Endpoint> {
        if (nominal != Nominal || (service != Service::DnsUdp && service != Service::DnsTcp)) return std::nullopt;
        return endpoint;
    };
    return Internet(parts);
}

inline Query query(Transport transport = Transport::Udp)
{
    Query query;
    query.server.address = Nominal;
    query.question = {name("example.jp"), Type::NS};
    query.transport = transport;
    return query;
}

// Base of the tests that ask an engine.
class EngineTest : public QObject {
protected:
    // Runs one question to its end.
    ExchangePtr run(QueryEngine &engine, const Query &what)
    {
        ExchangePtr result;
        bool inside = true;
        QEventLoop loop;
        engine.ask(what, this, [&](ExchangePtr exchange) {
            if (inside) qFatal("answered from inside ask()");
            result = std::move(exchange);
            loop.quit();
        });
        inside = false;
        loop.exec();
        return result;
    }
    // Runs as many at once.
    std::vector<ExchangePtr> runMany(QueryEngine &engine, const Query &what, int count)
    {
        std::vector<ExchangePtr> results;
        QEventLoop loop;
        for (int i = 0; i < count; ++i)
            engine.ask(what, this, [&](ExchangePtr exchange) {
                results.push_back(std::move(exchange));
                if (results.size() == size_t(count)) loop.quit();
            });
        loop.exec();
        return results;
    }
};

} // namespace hinoban::dns::test
