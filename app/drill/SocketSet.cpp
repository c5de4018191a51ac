// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/drill/SocketSet.h"

#include <array>

#include <sys/epoll.h>
#include <unistd.h>

namespace hinoban::drill {

SocketSet::SocketSet(QObject *parent)
    : QObject(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (m_epoll < 0) return;
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SocketSet::activated);
}

SocketSet::~SocketSet()
{
    m_notifier.reset();
    if (m_epoll >= 0) ::close(m_epoll);
}

bool SocketSet::add(int socket, std::function<void()> ready)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    if (m_epoll < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event) != 0) return false;
    m_ready[socket] = std::move(ready);
    return true;
}

void SocketSet::remove(int socket)
{
    if (m_ready.erase(socket) > 0) ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, socket, nullptr);
}

void SocketSet::activated()
{
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const auto at = m_ready.find(events[static_cast<size_t>(i)].data.fd);
        if (at != m_ready.end()) at->second(); // one before it may have removed it
    }
}

} // namespace hinoban::drill
