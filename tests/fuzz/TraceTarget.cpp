// SPDX-License-Identifier: GPL-3.0-or-later
// What comes back to the probes of a path: from routers, and from whoever pretends to be one.
#include "app/path/FlowWalk.h"
#include "app/path/PathStatistics.h"
#include "tests/fuzz/Must.h"
#include "tests/fuzz/Targets.h"

#include <netinet/in.h>

#include <linux/errqueue.h>

#include <algorithm>
#include <cstring>

namespace hinoban::fuzz {
namespace {

using namespace path;

// Octets of the input, zeros behind its end.
class Input {
public:
    explicit Input(const QByteArray &octets)
        : m_octets(octets)
    {
    }
    int next() { return m_at < m_octets.size() ? quint8(m_octets[m_at++]) : 0; }
    QByteArray take(qsizetype size)
    {
        const QByteArray taken = m_octets.mid(m_at, size);
        m_at += taken.size();
        return taken;
    }
    [[nodiscard]] bool isOver() const { return m_at >= m_octets.size(); }

private:
    const QByteArray &m_octets;
    qsizetype m_at = 0;
};

// Control data as the kernel frames it, with anything in it.
WireMessage messageFrom(Input &input)
{
    QByteArray control;
    const int kinds[][2] = {{IPPROTO_IP, IP_RECVERR},      {IPPROTO_IPV6, IPV6_RECVERR},  {IPPROTO_IP, IP_TTL},
                            {IPPROTO_IPV6, IPV6_HOPLIMIT}, {SOL_SOCKET, SCM_TIMESTAMPNS}, {IPPROTO_IP, IP_TOS}};
    for (int left = input.next() % 4; left > 0; --left) {
        const auto &kind = kinds[input.next() % 6];
        const QByteArray value = input.take(input.next() % 64);
        cmsghdr header{};
        header.cmsg_len = CMSG_LEN(size_t(value.size()));
        header.cmsg_level = kind[0];
        header.cmsg_type = kind[1];
        QByteArray one(qsizetype(CMSG_SPACE(size_t(value.size()))), '\0');
        std::memcpy(one.data(), &header, sizeof header);
        std::memcpy(one.data() + CMSG_LEN(0), value.constData(), size_t(value.size()));
        control += one;
    }
    QByteArray name = input.take(input.next() % 32);
    msghdr message{};
    message.msg_name = name.isEmpty() ? nullptr : name.data();
    message.msg_namelen = socklen_t(name.size());
    message.msg_control = control.data();
    message.msg_controllen = size_t(control.size());
    return readMessage(message, input.take(input.next()));
}

void mustBeGood(const WireReply &reply, ProbeMode mode)
{
    must(!reply.by.isNull(), "a reply is somebody's");
    must(reply.kind != ReplyKind::Silent && reply.kind != ReplyKind::Unsent, "a reply is none of these");
    must(reply.labels.size() <= MostLabels, "not too many labels");
    for (const MplsLabel &label : reply.labels)
        must(label.label <= 0xfffff && label.trafficClass < 8 && label.ttl < 256, "a label is one");
    must(mode != ProbeMode::Tcp || !reply.sequence, "a connection is known by its socket");
}

} // namespace

void traceanswer(const QByteArray &octets)
{
    Input input(octets);
    const ProbeMode modes[] = {ProbeMode::Icmp, ProbeMode::Tcp, ProbeMode::Udp};
    const ProbeMode mode = modes[input.next() % 3];
    FlowWalk::Rules rules;
    rules.first = 1 + input.next() % 6;
    rules.window = 1 + input.next() % 30;
    FlowWalk walk(0, rules);
    Instant now{};
    // What is still out at the end of the input is never answered.
    for (int step = 0; step < 4000 && !((input.isOver() || step > 2000) && walk.isOver()); ++step) {
        now += std::chrono::milliseconds(1);
        while (const auto ttl = walk.next()) {
            must(*ttl >= 1 && *ttl <= rules.longest, "a probe goes neither nowhere nor too far");
            const size_t number = walk.sent(*ttl, now);
            must(number < 400, "a walk has an end");
        }
        must(walk.out() <= rules.window, "not more are out than may be");
        switch (input.isOver() || step > 2000 ? 3 : input.next() % 6) {
        case 0:
        case 1: {
            const WireMessage message = messageFrom(input);
            const auto reply = replyFrom(message, mode);
            if (!reply) break;
            mustBeGood(*reply, mode);
            if (!reply->sequence || *reply->sequence >= walk.count()) break;
            const ProbeResult before = walk.probe(*reply->sequence);
            const bool isFirst =
                walk.replied(*reply->sequence, *reply, std::chrono::milliseconds(1), true, message.ttl);
            must(!isFirst || before.address.isNull(), "a probe is answered once");
            must(isFirst || walk.probe(*reply->sequence).address == before.address, "a second answer changes nothing");
            break;
        }
        case 2: {
            WireReply reply;
            reply.kind = input.next() % 3 ? ReplyKind::Hop : ReplyKind::Reached;
            reply.by = QHostAddress(quint32(0x0a000000 + input.next()));
            if (walk.count() == 0) break;
            (void)walk.replied(size_t(input.next()) % walk.count(), reply, std::chrono::milliseconds(2), false, {});
            break;
        }
        case 3:
            for (size_t i = 0; i < walk.count(); ++i)
                if (walk.isOut(i)) {
                    walk.expire(i);
                    break;
                }
            break;
        case 4:
            walk.shareBelow(input.next() % 8);
            break;
        default:
            if (!walk.isOneByOne()) walk.goOneByOne();
        }
    }
    must(walk.isOver(), "a walk ends");

    Trace trace;
    trace.mode = mode;
    for (size_t i = 0; i < walk.count(); ++i)
        if (!walk.isVoid(i)) trace.probes.push_back(walk.probe(i));
    summarise(trace);
    must(trace.hops.size() <= size_t(rules.longest), "a path is bounded");
    const auto read = traceFromJson(toJson(trace));
    must(read.has_value() && **read == trace, "it can be written and read, and says the same");
    for (const PathStatistics &path : statisticsOf({*read}))
        for (const HopStatistics &hop : path.hops)
            must(hop.sent == hop.received + hop.withheld + hop.lost, "every probe is counted once");
    (void)labelsFrom(octets);
}

} // namespace hinoban::fuzz
