// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/AnswerServer.h"

#include <QNetworkProxy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace hinoban::drill {

AnswerServer::AnswerServer(QByteArray end, qsizetype longest, Answer answerTo)
    : m_end(std::move(end))
    , m_longest(longest)
    , m_answerTo(std::move(answerTo))
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, &AnswerServer::connected);
}

Result<void> AnswerServer::open()
{
    if (m_server.listen(QHostAddress::LocalHost)) return {};
    return failure(ErrorCode::NotPermitted, u"127.0.0.1"_s, m_server.errorString());
}

void AnswerServer::connected()
{
    while (QTcpSocket *stream = m_server.nextPendingConnection()) {
        stream->setReadBufferSize(m_longest);
        connect(stream, &QTcpSocket::readyRead, this, [this, stream] { read(stream); });
        connect(stream, &QTcpSocket::disconnected, stream, &QObject::deleteLater);
        if (stream->bytesAvailable() > 0) read(stream);
    }
}

void AnswerServer::read(QTcpSocket *stream)
{
    const QByteArray question = stream->peek(m_longest);
    if (!question.contains(m_end)) {
        if (question.size() >= m_longest) stream->abort();
        return;
    }
    (void)stream->readAll();
    stream->write(m_answerTo(question));
    stream->disconnectFromHost();
}

QByteArray httpTarget(const QByteArray &request)
{
    const QList<QByteArray> words = request.left(request.indexOf("\r\n")).split(' ');
    return words.size() == 3 && words[0] == "GET" ? words[1] : QByteArray();
}

QByteArray httpResponse(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace hinoban::drill
