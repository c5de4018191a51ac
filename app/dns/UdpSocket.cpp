// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/UdpSocket.h"

#include "app/dns/Dice.h"

#include <sys/socket.h>
#include <unistd.h>

namespace hinoban::dns {
namespace {

constexpr int ReceiveBuffer = 4 * 1024 * 1024;
constexpr quint16 LowestPort = 16384;

} // namespace

std::unique_ptr<UdpSocket> UdpSocket::open(bool ipv6, Dice &dice)
{
    const int family = ipv6 ? AF_INET6 : AF_INET;
    const int descriptor = ::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return {};
    std::unique_ptr<UdpSocket> socket(new UdpSocket(descriptor));
    const int on = 1;
    if (ipv6) {
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
    } else {
        ::setsockopt(descriptor, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    }
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &ReceiveBuffer, sizeof ReceiveBuffer);

    SocketAddress any;
    any.any.sa_family = static_cast<sa_family_t>(family);
    for (int i = 0; i < 32; ++i) {
        const quint32 port = LowestPort + dice.below(65536u - LowestPort);
        any.v6.sin6_port = htons(static_cast<quint16>(port)); // where sockaddr_in has it, too
        if (::bind(descriptor, &any.any, any.size()) == 0) return socket;
    }
    return {};
}

UdpSocket::~UdpSocket() { ::close(fd); }

} // namespace hinoban::dns
