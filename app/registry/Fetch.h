// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QNetworkAccessManager;
class QNetworkReply;
class QTcpSocket;

// One question on the wire, for ServerQuestion.cpp alone.
namespace hinoban::registry {

struct Fetched {
    QByteArray bytes;
    int status = 0;                     // of HTTP; 0: there is none
    std::optional<Duration> retryAfter; // how long the server wants to be left alone
    QString problem;                    // why there is no answer; empty: these are the bytes of one
    bool isSilent = false;              // the server is the reason: it cannot be reached, or says nothing
    Instant askedAt{};
    Duration took{};
};

class Fetch : public QObject {
public:
    // Called once, at the earliest within begin().
    using Done = std::function<void(Fetched)>;
    ~Fetch() override;
    virtual void begin() = 0;

protected:
    Fetch(const Internet &internet, Done done, QObject *parent);

    // The one address that is connected to, of a host that is an address or a name. All that the name stands for must
    // be permitted. `isNamed`: a server named the host, and not the Internet value. Ends the fetch where there is none.
    void find(const QUrl &url, Service service, bool isNamed, std::function<void(const Endpoint &)> found);
    void end(Fetched fetched);
    void fail(const QString &problem, bool isSilent);

    const Internet &m_internet;

private:
    void choose(const QList<QHostAddress> &addresses, const QUrl &url, Service service, bool isNamed,
                const std::function<void(const Endpoint &)> &found);

    Done m_done;
    int m_resolving = -1;
};

// HTTP or HTTPS. Certificates are always verified; redirects go to https only, three at most, and each passes the
// guard. `isLeftAlone`: whether a server that a redirect names is not to be asked now, and why.
[[nodiscard]] Fetch *webFetch(Clock &clock, const Internet &internet, QNetworkAccessManager &network, const QUrl &url,
                              bool isNamed, std::function<QString(const QUrl &)> isLeftAlone, Fetch::Done done,
                              QObject *parent);

// RFC 3912: one line, and everything until the server closes.
[[nodiscard]] Fetch *whoisFetch(const Internet &internet, const QUrl &url, const QByteArray &line, bool isNamed,
                                Fetch::Done done, QObject *parent);

} // namespace hinoban::registry
