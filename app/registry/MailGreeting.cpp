// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/MailGreeting.h"

#include "app/base/SafeText.h"

#include <QNetworkProxy>
#include <QPointer>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace hinoban::registry {

using namespace Qt::StringLiterals;

namespace {

using Outcome = Greeting::Outcome;

// How long a server may take to hang up after QUIT before we do.
constexpr std::chrono::seconds Farewell{2};

Outcome outcomeOf(const QByteArray &line)
{
    // A reply is three digits, then a space, a hyphen or nothing (RFC 5321, 4.2).
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, isDigit)) return Outcome::OtherTalk;
    if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return Outcome::OtherTalk;
    if (line[0] == '2') return Outcome::Greets;
    return line[0] == '4' || line[0] == '5' ? Outcome::Refuses : Outcome::OtherTalk;
}

QString shown(const QByteArray &line) { return safeText(QString::fromUtf8(line), 200); }

} // namespace

QByteArray greetingText(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Greets:
        return "greets";
    case Outcome::Refuses:
        return "refuses";
    case Outcome::OtherTalk:
        return "other-talk";
    case Outcome::Mute:
        return "mute";
    case Outcome::Closed:
        return "closed";
    case Outcome::Silent:
        return "silent";
    case Outcome::Unreachable:
        return "unreachable";
    }
    return "unreachable";
}

class MailGreeter::Call final : public QObject {
public:
    Call(Clock &clock, const QHostAddress &address, QObject *context, std::function<void(Greeting)> done,
         QObject *parent)
        : QObject(parent)
        , m_clock(clock)
        , m_context(context)
        , m_done(std::move(done))
        , m_hold(clock)
    {
        m_greeting.address = address;
        m_greeting.askedAt = clock.now();
    }
    ~Call() override
    {
        m_clock.cancel(m_timer);
        if (!m_socket) return;
        m_socket->disconnect(this);
        m_socket->abort();
    }

    void begin(const Internet &internet)
    {
        const auto endpoint = internet.reach(m_greeting.address, Service::Smtp);
        // From the event loop: whoever asks must have the call returned first.
        if (!endpoint) {
            m_timer = m_clock.after(Duration::zero(), this,
                                    [this, detail = endpoint.error().detail] { end(Outcome::Unreachable, detail); });
            return;
        }
        m_timer = m_clock.after(Deadline, this, [this] {
            if (m_isConnected)
                end(Outcome::Mute, u"no line within %1 s, %2 octets"_s
                                       .arg(std::chrono::duration_cast<std::chrono::seconds>(Deadline).count())
                                       .arg(m_greeting.line.size()));
            else
                end(Outcome::Silent, u"no connection"_s);
        });
        m_socket = new QTcpSocket(this);
        m_socket->setProxy(QNetworkProxy::NoProxy);
        m_socket->setReadBufferSize(LongestLine); // what comes beyond stays with whoever sends it
        connect(m_socket, &QTcpSocket::connected, this, [this] {
            m_isConnected = true;
            m_greeting.connect = m_clock.now() - m_greeting.askedAt;
        });
        connect(m_socket, &QTcpSocket::readyRead, this, &Call::read);
        connect(m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
            const bool isClosed =
                error == QAbstractSocket::RemoteHostClosedError || error == QAbstractSocket::ConnectionRefusedError;
            if (m_isConnected && m_socket->bytesAvailable() > 0) read();
            if (m_isEnded) return;
            if (isClosed || m_isConnected) return end(Outcome::Closed, m_socket->errorString());
            const bool isSilent = error == QAbstractSocket::SocketTimeoutError;
            end(isSilent ? Outcome::Silent : Outcome::Unreachable, m_socket->errorString());
        });
        m_socket->connectToHost(endpoint->address, endpoint->port);
    }

private:
    void read()
    {
        if (m_isEnded) return;
        m_greeting.line += m_socket->read(LongestLine - m_greeting.line.size());
        const qsizetype lineEnd = m_greeting.line.indexOf('\n');
        if (lineEnd < 0) {
            if (m_greeting.line.size() >= LongestLine)
                end(Outcome::OtherTalk, u"more than %1 octets without a line end"_s.arg(LongestLine));
            return;
        }
        m_greeting.line.truncate(lineEnd);
        m_greeting.firstLine = m_clock.now() - m_greeting.askedAt - m_greeting.connect.value_or(Duration::zero());
        if (m_greeting.line.endsWith('\r')) m_greeting.line.chop(1);
        const Outcome outcome = outcomeOf(m_greeting.line);
        if (outcome != Outcome::OtherTalk) m_socket->write("QUIT\r\n");
        end(outcome, shown(m_greeting.line));
    }

    void end(Outcome outcome, const QString &detail)
    {
        if (std::exchange(m_isEnded, true)) return;
        m_greeting.outcome = outcome;
        m_greeting.detail = detail;
        m_clock.cancel(m_timer);
        const bool saysGoodbye = outcome == Outcome::Greets || outcome == Outcome::Refuses;
        if (m_socket && saysGoodbye) {
            connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
            m_socket->disconnectFromHost();
        } else if (m_socket) {
            m_socket->disconnect(this);
            m_socket->abort();
        }
        const bool isGone = !m_socket || m_socket->state() == QAbstractSocket::UnconnectedState;
        m_timer = m_clock.after(isGone ? Duration::zero() : Duration(Farewell), this, [this] { deleteLater(); });
        m_hold.release();
        if (m_context) m_done(m_greeting);
    }

    Clock &m_clock;
    QPointer<QObject> m_context;
    std::function<void(Greeting)> m_done;
    Clock::Hold m_hold;
    QTcpSocket *m_socket = nullptr;
    Greeting m_greeting;
    Clock::TimerId m_timer = 0;
    bool m_isConnected = false, m_isEnded = false;
};

MailGreeter::MailGreeter(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void MailGreeter::ask(const Internet &internet, const QHostAddress &address, QObject *context,
                      std::function<void(Greeting)> done)
{
    (new Call(m_clock, address, context, std::move(done), this))->begin(internet);
}

} // namespace hinoban::registry
