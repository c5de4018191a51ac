// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Asker.h"

#include "app/dns/ExchangeText.h"

#include <QFile>

#include <algorithm>

namespace hinoban::console {

using namespace Qt::StringLiterals;

struct Asker::Open {
    dns::AskLine line;
    Asked asked;
    std::function<void(AskedPtr)> done;
};

Asker::Asker(dns::QueryEngine &engine, dns::DelegationWalk &walk, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_walk(walk)
{
}

void Asker::setUsual(const std::optional<dns::Server> &server) { m_usual = server; }

void Asker::ask(quint64 ticket, const QString &line, std::function<void(AskedPtr)> done)
{
    auto open = std::make_shared<Open>();
    open->done = std::move(done);
    open->asked.ticket = ticket;
    open->asked.line = line;
    auto read = dns::AskLine::fromText(line);
    if (!read) return refuse(open, read.error());
    open->line = std::move(*read);

    if (!open->line.namesServer()) {
        if (!m_usual)
            return refuse(open,
                          {ErrorCode::BadInput, {}, u"no server is named (@SERVER), and there is no usual one"_s});
        dns::Server server = *m_usual;
        open->line.server = server.address.toString();
        open->line.address = server.address;
        if (open->line.port == 53) open->line.port = server.port;
        server.port = open->line.port;
        return askAt(open, server);
    }
    dns::Server server;
    server.name = open->line.serverName;
    server.address = open->line.address;
    server.port = open->line.port;
    if (!server.address.isNull()) return askAt(open, server);
    m_walk.addressesOf(server.name, this, [this, open, server](const dns::DelegationWalk::Addresses &found) {
        open->asked.onTheWay = found.exchanges;
        const auto &addresses = found.host.addresses;
        // Where only one family leads out of here, it is nearly always IPv4.
        const auto ipv4 = std::find_if(addresses.begin(), addresses.end(), [](const QHostAddress &address) {
            return address.protocol() == QAbstractSocket::IPv4Protocol;
        });
        if (addresses.empty())
            return refuse(open, {ErrorCode::NotFound, server.name.display(),
                                 found.host.problem.isEmpty() ? u"it has no address"_s : found.host.problem});
        dns::Server there = server;
        there.address = ipv4 == addresses.end() ? addresses.front() : *ipv4;
        askAt(open, there);
    });
}

void Asker::askAt(const std::shared_ptr<Open> &open, const dns::Server &server)
{
    dns::Server asked = server;
    asked.authenticationName = open->line.authenticationName;
    asked.path = open->line.path;
    open->asked.line = open->line.text();
    m_engine.ask(open->line.query(asked), this, [this, open](const dns::ExchangePtr &exchange) {
        open->asked.exchange = exchange;
        finish(open);
    });
}

void Asker::refuse(const std::shared_ptr<Open> &open, Error error)
{
    open->asked.error = std::move(error);
    finish(open);
}

void Asker::finish(const std::shared_ptr<Open> &open)
{
    QMetaObject::invokeMethod(
        this, [open] { open->done(std::make_shared<const Asked>(std::move(open->asked))); }, Qt::QueuedConnection);
}

std::optional<AnswerForm> answerFormFromText(const QString &text)
{
    if (text == "text"_L1) return AnswerForm::Text;
    if (text == "hex"_L1) return AnswerForm::Hex;
    if (text == "json"_L1) return AnswerForm::Json;
    return {};
}

QByteArray answerAs(const dns::Exchange &exchange, AnswerForm form)
{
    switch (form) {
    case AnswerForm::Text:
        return dns::digText(exchange);
    case AnswerForm::Hex:
        return dns::hexText(exchange);
    case AnswerForm::Json:
        return dns::dnsJsonText(exchange);
    }
    return {};
}

std::vector<dns::Server> systemResolvers(const QString &path)
{
    std::vector<dns::Server> servers;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return servers;
    const auto lines = file.read(qint64(64) * 1024).split('\n');
    for (const QByteArray &line : lines) {
        const auto words = line.simplified().split(' ');
        if (words.size() < 2 || words.at(0) != "nameserver" || servers.size() >= 3) continue;
        dns::Server server;
        if (server.address.setAddress(QString::fromLatin1(words.at(1)))) servers.push_back(std::move(server));
    }
    return servers;
}

} // namespace hinoban::console
