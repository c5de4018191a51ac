// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lossy ADDRESS#PORT,... LOSS FROM-MS TO-MS [DEAD]: a name server of the portfolio behind a bad line. It drops
// that part of the questions, answers the others after a random time, and the first DEAD of its addresses never answer.
#include "app/dns/SocketAddress.h"
#include "tests/bench/Portfolio.h"

#include <QtEndian>

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <random>

using namespace hinoban;
using bench::Portfolio;
using SteadyClock = std::chrono::steady_clock;

namespace {

struct Reply {
    SteadyClock::time_point due;
    int socket;
    dns::SocketAddress to;
    QByteArray bytes;
    friend bool operator>(const Reply &a, const Reply &b) { return a.due > b.due; }
};

// The question of "d000123.example" as it stands in the query; -1 if it is none of ours.
int domainOf(QByteArrayView query)
{
    if (query.size() < 12 + 17 + 4 || query[12] != 7) return -1;
    int domain = 0;
    for (int i = 14; i < 20; ++i) {
        if (query[i] < '0' || query[i] > '9') return -1;
        domain = domain * 10 + (query[i] - '0');
    }
    return domain;
}

QByteArray answerTo(Portfolio &portfolio, QByteArrayView query)
{
    constexpr qsizetype QuestionEnd = 12 + 17 + 4;
    const int domain = domainOf(query);
    if (domain < 0) return {};
    const auto type = static_cast<dns::Type>(qFromBigEndian<quint16>(query.data() + QuestionEnd - 4));
    const auto at = std::find(Portfolio::Types.begin(), Portfolio::Types.end(), type);
    if (at == Portfolio::Types.end()) return {};
    const auto &rdatas = portfolio.known(domain, static_cast<size_t>(at - Portfolio::Types.begin()));
    QByteArray out = query.first(QuestionEnd).toByteArray();
    out[2] = static_cast<char>(0x84); // a reply, with authority
    out[3] = 0;
    qToBigEndian(static_cast<quint16>(rdatas.size()), out.data() + 6);
    qToBigEndian<quint16>(0, out.data() + 10);
    for (const QByteArray &rdata : rdatas) {
        std::array<char, 12> head{char(0xc0), 12, 0, 0, 0, 1, 0, 0, 0x0e, 0x10};
        qToBigEndian(static_cast<quint16>(type), head.data() + 2);
        qToBigEndian(static_cast<quint16>(rdata.size()), head.data() + 10);
        out.append(head.data(), qsizetype(head.size()));
        out += rdata;
    }
    return out;
}

int listenOn(const QByteArray &text)
{
    const auto parts = text.split('#');
    const Endpoint endpoint{QHostAddress(QString::fromLatin1(parts.value(0))), parts.value(1).toUShort()};
    const dns::SocketAddress address(endpoint);
    const int fd = ::socket(address.any.sa_family, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    const int size = 8 * 1024 * 1024;
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    return fd >= 0 && ::bind(fd, &address.any, address.size()) == 0 ? fd : -1;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fprintf(stderr, "usage: bench_lossy ADDRESS#PORT,... LOSS FROM-MS TO-MS [DEAD]\n");
        return 2;
    }
    std::vector<pollfd> sockets;
    for (const QByteArray &text : QByteArray(argv[1]).split(',')) {
        sockets.push_back({listenOn(text), POLLIN, 0});
        if (sockets.back().fd < 0) {
            std::perror("bench_lossy");
            return 1;
        }
    }
    std::mt19937 random(1); // the same line every time
    std::bernoulli_distribution lost(std::atof(argv[2]));
    std::uniform_int_distribution<int> delay(std::atoi(argv[3]) * 1000, std::atoi(argv[4]) * 1000);
    const size_t dead = argc > 5 ? size_t(std::atoi(argv[5])) : 0;
    Portfolio portfolio;
    std::priority_queue<Reply, std::vector<Reply>, std::greater<>> replies;
    std::array<char, 1500> buffer;
    std::puts("ready");
    std::fflush(stdout);
    while (true) {
        const auto now = SteadyClock::now();
        for (; !replies.empty() && replies.top().due <= now; replies.pop()) {
            const Reply &reply = replies.top();
            ::sendto(reply.socket, reply.bytes.constData(), size_t(reply.bytes.size()), 0, &reply.to.any,
                     reply.to.size());
        }
        timespec wait{1, 0};
        if (!replies.empty()) {
            const auto left = std::chrono::nanoseconds(replies.top().due - now).count();
            if (left < 1000000000) wait = {0, static_cast<long>(left)};
        }
        if (::ppoll(sockets.data(), sockets.size(), &wait, nullptr) <= 0) continue;
        for (size_t i = 0; i < sockets.size(); ++i) {
            if (!(sockets[i].revents & POLLIN)) continue;
            for (int taken = 0; taken < 256; ++taken) {
                dns::SocketAddress from;
                socklen_t size = sizeof from;
                const auto got = ::recvfrom(sockets[i].fd, buffer.data(), buffer.size(), 0, &from.any, &size);
                if (got <= 0) break;
                if (i < dead || lost(random)) continue;
                auto bytes = answerTo(portfolio, QByteArrayView(buffer.data(), got));
                if (bytes.isEmpty()) continue;
                replies.push({SteadyClock::now() + std::chrono::microseconds(delay(random)), sockets[i].fd, from,
                              std::move(bytes)});
            }
        }
    }
}
