// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/registry/Fetch.h"
#include "app/registry/ServerQueues.h"

#include <QUrl>

class QNetworkAccessManager;

// For RegistryClient.cpp alone.
namespace hinoban::registry {

// What every question needs; outlives them all.
struct Tools {
    Clock &clock;
    const Internet &internet;
    QNetworkAccessManager &network;
    ServerQueues &queues;
};

// One question to one server: waits for its turn, asks, and says how the server took it. The clock is held while it is
// on the wire. Destroying it drops it.
class ServerQuestion final : public QObject {
public:
    struct What {
        QUrl url;             // http, https or whois
        QByteArray line{};    // of WHOIS
        bool isNamed = false; // a server named it, and not the Internet value
        Duration deadline = std::chrono::seconds(10);
    };
    // `done` is called once, from the event loop. An answer in which the server asks to wait is a problem, with its
    // bytes; so is that a server is left alone for now.
    ServerQuestion(const Tools &tools, What what, std::function<void(Fetched)> done, QObject *parent);
    ~ServerQuestion() override;

private:
    void ask();
    void took(Fetched fetched);
    void finish(Fetched fetched);
    [[nodiscard]] QString withTime(const ServerQueues::Refusal &refusal) const;

    const Tools m_tools;
    const What m_what;
    std::function<void(Fetched)> m_done;
    std::shared_ptr<ServerQueues::Turn> m_turn;
    std::unique_ptr<Fetch> m_fetch;
    Clock::Hold m_hold;
    Clock::TimerId m_timer = 0;
    Instant m_askedAt{};
};

} // namespace hinoban::registry
