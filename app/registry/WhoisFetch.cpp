// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/Fetch.h"
#include "app/registry/RegistryWords.h"
#include "app/registry/WhoisText.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

namespace hinoban::registry {

namespace {

class WhoisFetch final : public Fetch {
public:
    WhoisFetch(const Internet &internet, QUrl url, const QByteArray &line, bool isNamed, Done done, QObject *parent)
        : Fetch(internet, std::move(done), parent)
        , m_url(std::move(url))
        , m_line(line)
        , m_isNamed(isNamed)
    {
    }
    ~WhoisFetch() override { drop(); }

    void begin() override
    {
        find(m_url, Service::Whois, m_isNamed, [this](const Endpoint &server) { ask(server); });
    }

private:
    void drop()
    {
        if (!m_stream) return;
        m_stream->disconnect(this);
        m_stream->abort();
    }

    void ask(const Endpoint &server)
    {
        m_stream = new QTcpSocket(this);
        m_stream->setProxy(QNetworkProxy::NoProxy);
        m_stream->setReadBufferSize(qint64(64) * 1024);
        connect(m_stream, &QTcpSocket::connected, this, [this] { m_stream->write(m_line + "\r\n"); });
        connect(m_stream, &QTcpSocket::readyRead, this, [this] { (void)read(); });
        // The server closes when it has said everything (RFC 3912, 2).
        connect(m_stream, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::RemoteHostClosedError)
                return fail(unreachable(m_stream->errorString()), true);
            while (m_stream->bytesAvailable() > 0)
                if (!read()) return;
            Fetched fetched;
            fetched.bytes = std::move(m_bytes);
            end(std::move(fetched));
        });
        m_stream->connectToHost(server.address, server.port);
    }

    bool read()
    {
        m_bytes += m_stream->read(MostWhoisBytes + 1 - m_bytes.size());
        if (m_bytes.size() <= MostWhoisBytes) return true;
        drop(); // half an answer is no evidence of anything
        fail(words(QT_TRANSLATE_NOOP("Registry", "The registration server sent more than 256 KiB.")), false);
        return false;
    }

    const QUrl m_url;
    const QByteArray m_line;
    const bool m_isNamed;
    QPointer<QTcpSocket> m_stream;
    QByteArray m_bytes;
};

} // namespace

Fetch *whoisFetch(const Internet &internet, const QUrl &url, const QByteArray &line, bool isNamed, Fetch::Done done,
                  QObject *parent)
{
    return new WhoisFetch(internet, url, line, isNamed, std::move(done), parent);
}

} // namespace hinoban::registry
