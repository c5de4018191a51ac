// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/MailServer.h"

#include <QNetworkProxy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

namespace {

constexpr qint64 LongestCommand = 512; // RFC 5321, 4.5.3.1.4

} // namespace

MailServer::MailServer(Clock &clock, std::shared_ptr<const Scenario> scenario, size_t host)
    : m_clock(clock)
    , m_scenario(std::move(scenario))
    , m_host(host)
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &MailServer::connected);
}

Result<void> MailServer::open()
{
    if (m_server.listen(QHostAddress::LocalHost)) return {};
    return failure(ErrorCode::NotPermitted, u"127.0.0.1"_s, m_server.errorString());
}

Endpoint MailServer::place() const { return {QHostAddress(QHostAddress::LocalHost), m_server.serverPort()}; }

void MailServer::connected()
{
    while (QTcpSocket *stream = m_server.nextPendingConnection()) {
        stream->setReadBufferSize(LongestCommand);
        connect(stream, &QTcpSocket::disconnected, stream, &QObject::deleteLater);
        const MailCondition condition = m_scenario->at(m_clock.now()).mail[m_host].condition;
        // Silence would cost wall time; for whoever asks, both are a mail host that takes nothing.
        if (condition == MailCondition::Down) {
            stream->abort();
            continue;
        }
        connect(stream, &QTcpSocket::readyRead, this, [stream] {
            // Whatever is said, it is over: nobody hands in mail here.
            (void)stream->readAll();
            stream->write("221 2.0.0 Bye\r\n");
            stream->disconnectFromHost();
        });
        stream->write((condition == MailCondition::Up ? "220 " : "554 ") +
                      m_scenario->mailHosts[m_host].greeting.toUtf8() + "\r\n");
    }
}

} // namespace hinoban::drill
