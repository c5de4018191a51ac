// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/ProbeWire.h"

#include <QtEndian>
#include <QtTest>

#include <netinet/in.h>
#include <time.h>

#include <linux/errqueue.h>

using namespace hinoban;
using namespace hinoban::path;
using namespace Qt::StringLiterals;

// A message as recvmsg() gives it, put together by hand.
class Message {
public:
    void add(int level, int type, const void *data, size_t size)
    {
        const size_t at = m_control.size();
        m_control.resize(at + CMSG_SPACE(size));
        cmsghdr header{};
        header.cmsg_len = CMSG_LEN(size);
        header.cmsg_level = level;
        header.cmsg_type = type;
        std::memcpy(m_control.data() + at, &header, sizeof header);
        std::memcpy(m_control.data() + at + CMSG_LEN(0), data, size);
    }
    void addError4(int type, int code, const char *offender, quint16 extensionAt = 0)
    {
        struct {
            sock_extended_err error;
            sockaddr_in from;
        } queued{};
        queued.error.ee_origin = SO_EE_ORIGIN_ICMP;
        queued.error.ee_type = quint8(type);
        queued.error.ee_code = quint8(code);
        queued.error.ee_rfc4884.len = extensionAt;
        queued.from.sin_family = AF_INET;
        queued.from.sin_addr.s_addr = qToBigEndian(QHostAddress(QString::fromLatin1(offender)).toIPv4Address());
        add(IPPROTO_IP, IP_RECVERR, &queued, sizeof queued);
    }
    void from4(const char *address, quint16 port)
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_port = qToBigEndian(port);
        name.sin_addr.s_addr = qToBigEndian(QHostAddress(QString::fromLatin1(address)).toIPv4Address());
        m_name = QByteArray(reinterpret_cast<const char *>(&name), sizeof name);
    }
    [[nodiscard]] WireMessage read(const QByteArray &octets)
    {
        msghdr message{};
        if (!m_name.isEmpty()) {
            message.msg_name = m_name.data();
            message.msg_namelen = socklen_t(m_name.size());
        }
        message.msg_control = m_control.data();
        message.msg_controllen = m_control.size();
        return readMessage(message, octets);
    }

private:
    std::vector<char> m_control;
    QByteArray m_name;
};

class TestProbeWire : public QObject {
    Q_OBJECT

    static QByteArray labelled(const QByteArray &entries, const QByteArray &before = {})
    {
        QByteArray object(4, '\0');
        qToBigEndian(quint16(4 + entries.size()), object.data());
        object[2] = 1;
        object[3] = 1;
        QByteArray extension = QByteArray::fromHex("20000000") + before + object + entries;
        qToBigEndian(quint16(~internetSum(extension)), extension.data() + 2);
        return extension;
    }

private Q_SLOTS:
    void allProbesOfAFlowLookAlike()
    {
        for (const bool ipv6 : {false, true}) {
            for (int flow = 0; flow < MostFlows; ++flow) {
                const quint16 sum = internetSum(echoRequest(ipv6, 1, flow));
                for (const quint16 sequence : {quint16(0), quint16(2), quint16(255), quint16(40000), quint16(65535)})
                    QCOMPARE(internetSum(echoRequest(ipv6, sequence, flow)) % 0xffff, sum % 0xffff);
                if (flow > 0) QVERIFY(sum != internetSum(echoRequest(ipv6, 1, 0)));
            }
        }
        QCOMPARE(internetSum(datagram(7)) % 0xffff, internetSum(datagram(60000)) % 0xffff);
        QCOMPARE(quint8(echoRequest(false, 1, 0)[0]), quint8(8));
        QCOMPARE(quint8(echoRequest(true, 1, 0)[0]), quint8(128));
    }

    void aRouterOnTheWay()
    {
        Message message;
        message.addError4(11, 0, "10.0.0.1");
        const int ttl = 250;
        message.add(IPPROTO_IP, IP_TTL, &ttl, sizeof ttl);
        const timespec stamp{1700000000, 123456789};
        message.add(SOL_SOCKET, SCM_TIMESTAMPNS, &stamp, sizeof stamp);
        message.from4("192.0.2.80", 0);
        const auto read = message.read(echoRequest(false, 4711, 3));
        QVERIFY(read.isError);
        QCOMPARE(read.address, QHostAddress(u"192.0.2.80"_s));
        QCOMPARE(read.ttl, std::optional<int>(250));
        QCOMPARE(toUnixMicroseconds(*read.stamp), qint64(1700000000123456));
        const auto reply = replyFrom(read, ProbeMode::Icmp);
        QVERIFY(reply.has_value());
        QCOMPARE(reply->kind, ReplyKind::Hop);
        QCOMPARE(reply->by, QHostAddress(u"10.0.0.1"_s));
        QCOMPARE(reply->sequence, std::optional<quint16>(4711));
        QVERIFY(reply->labels.empty());
    }

    void ipv6()
    {
        struct {
            sock_extended_err error;
            sockaddr_in6 from;
        } queued{};
        queued.error.ee_origin = SO_EE_ORIGIN_ICMP6;
        queued.error.ee_type = 3;
        queued.from.sin6_family = AF_INET6;
        const QHostAddress router(u"2001:db8::1"_s);
        const Q_IPV6ADDR octets = router.toIPv6Address();
        std::memcpy(&queued.from.sin6_addr, octets.c, 16);
        Message message;
        message.add(IPPROTO_IPV6, IPV6_RECVERR, &queued, sizeof queued);
        const int limit = 61;
        message.add(IPPROTO_IPV6, IPV6_HOPLIMIT, &limit, sizeof limit);
        const auto read = message.read(datagram(99));
        QVERIFY(read.isIpv6);
        const auto reply = replyFrom(read, ProbeMode::Udp);
        QVERIFY(reply.has_value());
        QCOMPARE(reply->by, router);
        QCOMPARE(reply->sequence, std::optional<quint16>(99));
        QCOMPARE(read.ttl, std::optional<int>(61));
    }

    void whoSaysThatThereIsNoWay()
    {
        Message target;
        target.addError4(3, 3, "192.0.2.80");
        target.from4("192.0.2.80", UdpPort);
        const auto reached = replyFrom(target.read(datagram(5)), ProbeMode::Udp);
        QCOMPARE(reached->kind, ReplyKind::Reached);
        Message router;
        router.addError4(3, 13, "10.0.0.9");
        router.from4("192.0.2.80", UdpPort);
        const auto refused = replyFrom(router.read(datagram(5)), ProbeMode::Udp);
        QCOMPARE(refused->kind, ReplyKind::Unreachable);
        QCOMPARE(refused->code, 13);
    }

    void whatIsNoReply()
    {
        Message own; // the machine's own error
        sock_extended_err error{};
        error.ee_origin = SO_EE_ORIGIN_LOCAL;
        own.add(IPPROTO_IP, IP_RECVERR, &error, sizeof error);
        QVERIFY(!replyFrom(own.read({}), ProbeMode::Udp));
        Message redirect;
        redirect.addError4(5, 1, "10.0.0.1");
        QVERIFY(!replyFrom(redirect.read(datagram(1)), ProbeMode::Udp));
        Message reassembly;
        reassembly.addError4(11, 1, "10.0.0.1");
        QVERIFY(!replyFrom(reassembly.read(datagram(1)), ProbeMode::Udp));
        Message echo;
        echo.from4("192.0.2.80", 0);
        QVERIFY(!replyFrom(echo.read(QByteArray::fromHex("0000")), ProbeMode::Icmp));
        QVERIFY(!replyFrom(echo.read(echoRequest(false, 1, 0)), ProbeMode::Icmp)); // a request
        QByteArray reply = echoRequest(false, 77, 0);
        reply[0] = 0;
        QCOMPARE(replyFrom(echo.read(reply), ProbeMode::Icmp)->sequence, std::optional<quint16>(77));
    }

    void quotedTooLittle()
    {
        Message message;
        message.addError4(11, 0, "10.0.0.1");
        message.from4("192.0.2.80", UdpPort);
        const auto reply = replyFrom(message.read({}), ProbeMode::Udp);
        QVERIFY(reply.has_value());
        QVERIFY(!reply->sequence);
        // Eight octets are a whole echo header.
        QCOMPARE(replyFrom(message.read(echoRequest(false, 3, 0).left(8)), ProbeMode::Icmp)->sequence,
                 std::optional<quint16>(3));
    }

    void labelsOfMpls()
    {
        QByteArray quoted = datagram(12);
        quoted.resize(108, '\0');
        Message message;
        message.addError4(11, 0, "10.0.0.1", quint16(quoted.size()));
        message.from4("192.0.2.80", UdpPort);
        const QByteArray entries = QByteArray::fromHex("03e81601"
                                                       "fffff1ff");
        const auto reply = replyFrom(message.read(quoted + labelled(entries)), ProbeMode::Udp);
        QCOMPARE(reply->sequence, std::optional<quint16>(12));
        QCOMPARE(reply->labels, (std::vector<MplsLabel>{{0x3e81, 3, false, 1}, {0xfffff, 0, true, 255}}));
    }

    void brokenExtensions()
    {
        const QByteArray entries = QByteArray::fromHex("03e81601");
        QCOMPARE(labelsFrom(labelled(entries)).size(), size_t(1));
        // Another object before, which is passed over.
        QCOMPARE(labelsFrom(labelled(entries, QByteArray::fromHex("0008020100000000"))).size(), size_t(1));
        QByteArray wrong = labelled(entries);
        wrong[wrong.size() - 1] = 77; // the sum is off
        QVERIFY(labelsFrom(wrong).empty());
        wrong = labelled(entries);
        wrong[0] = 0x10; // another version
        QVERIFY(labelsFrom(wrong).empty());
        for (qsizetype length = 0; length < labelled(entries).size(); ++length)
            QVERIFY(labelsFrom(labelled(entries).left(length)).empty());
        QVERIFY(labelsFrom(QByteArray::fromHex("200000000000")).empty());     // an object of length zero
        QVERIFY(labelsFrom(QByteArray::fromHex("20000000ffff0101")).empty()); // longer than it is
        QCOMPARE(labelsFrom(labelled(QByteArray(400, 'x'))).size(), MostLabels);
    }
};

QTEST_GUILESS_MAIN(TestProbeWire)
#include "tst_probewire.moc"
