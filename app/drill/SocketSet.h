// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <map>
#include <memory>

namespace hinoban::drill {

// Many sockets behind one notifier: a world has some hundred and forty of them, and an event loop that polls each one
// in every turn spends more time on asking than on answering (epoll(7)).
// Thread: the network thread. Owner: World; it outlives the endpoints that are in it.
class SocketSet final : public QObject {
    Q_OBJECT
public:
    explicit SocketSet(QObject *parent = nullptr);
    ~SocketSet() override;

    // `ready` is called from the event loop while the socket can be read. False: the system refused.
    [[nodiscard]] bool add(int socket, std::function<void()> ready);
    void remove(int socket);

private:
    void activated();

    int m_epoll = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::map<int, std::function<void()>> m_ready;
};

} // namespace hinoban::drill
