// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dns/Capture.h"

#include "app/dns/CapturePairs.h"
#include "app/dns/CaptureStreams.h"

#include <QFile>

#include <pcap/pcap.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace hinoban::dns {
namespace {

using namespace Qt::StringLiterals;

struct Close {
    void operator()(pcap_t *handle) const noexcept { pcap_close(handle); }
};
struct CloseFile {
    void operator()(FILE *file) const noexcept { std::fclose(file); }
};
using Handle = std::unique_ptr<pcap_t, Close>;
using File = std::unique_ptr<FILE, CloseFile>;

// In the year 2255: the last second whose microseconds a JSON number still holds to the last one (2^53).
constexpr qint64 LastSecond = 9'007'199'253;

std::optional<Instant> instantOf(const timeval &time) // microseconds hold nanoseconds here
{
    const auto seconds = static_cast<qint64>(time.tv_sec), nanoseconds = static_cast<qint64>(time.tv_usec);
    if (seconds < 0 || seconds > LastSecond || nanoseconds < 0 || nanoseconds >= 1'000'000'000) return std::nullopt;
    return instantFromUnixMicroseconds(seconds * 1'000'000 + nanoseconds / 1000);
}

class Reading {
public:
    Reading(Link link, const CaptureLimits &limits)
        : m_link(link)
        , m_limits(limits)
        , m_pairs(m_capture, limits, [this](const QString &what) { problem(what); })
        , m_streams(limits.streams)
    {
    }

    // False: a limit is reached, nothing more is read.
    bool take(const pcap_pkthdr &header, const u_char *bytes)
    {
        ++m_capture.packets;
        const auto at = instantOf(header.ts);
        if (!at) {
            problem(u"a time that no calendar has"_s);
            return true;
        }
        m_capture.first = std::min(m_capture.first.value_or(*at), *at);
        m_capture.last = std::max(m_capture.last.value_or(*at), *at);
        const auto packet = packetOf(m_link, QByteArrayView(bytes, static_cast<qsizetype>(header.caplen)));
        if (!packet) {
            problem(packet.error().detail);
            return true;
        }
        if (!*packet) {
            ++m_capture.others;
            return true;
        }
        m_pairs.setNow(m_capture.packets, *at);
        if ((*packet)->tcp) {
            m_streams.take(
                **packet, [this](const Packet &from, QByteArrayView message) { m_pairs.take(from, message); },
                [this](const char *why) { problem(QString::fromLatin1(why)); });
        } else if ((*packet)->cut) {
            problem(u"the capture kept only a part of this datagram"_s);
        } else {
            m_pairs.take(**packet, (*packet)->data);
        }
        if (m_capture.packets >= m_limits.packets)
            return stop(u"more than %1 packets: the rest of the file is left out"_s.arg(m_limits.packets));
        if (static_cast<qsizetype>(m_capture.exchanges.size()) >= m_limits.exchanges)
            return stop(u"more than %1 exchanges: the rest of the file is left out"_s.arg(m_limits.exchanges));
        return true;
    }

    void broken(const QString &why) { stop(u"the file cannot be read further: "_s + why); }

    Capture finish()
    {
        m_pairs.finish();
        if (const quint64 open = m_streams.unfinished(); open > 0) {
            m_capture.notUnderstood += open;
            list(u"%1 connections end in the middle of a message"_s.arg(open));
        }
        return std::move(m_capture);
    }

private:
    void problem(const QString &what)
    {
        ++m_capture.notUnderstood;
        list(u"packet %1: %2"_s.arg(m_capture.packets).arg(what));
    }

    bool stop(const QString &why)
    {
        ++m_capture.notUnderstood;
        // It must be in the list, whatever else is.
        m_capture.problems.prepend(u"after packet %1: %2"_s.arg(m_capture.packets).arg(why));
        return false;
    }

    void list(const QString &line)
    {
        if (m_capture.problems.size() < m_limits.problems) m_capture.problems << line;
    }

    Capture m_capture;
    Link m_link;
    CaptureLimits m_limits;
    CapturePairs m_pairs;
    CaptureStreams m_streams;
};

Result<Capture> read(File file, const QString &name, const CaptureLimits &limits)
{
    std::array<char, PCAP_ERRBUF_SIZE> why{};
    const Handle handle(pcap_fopen_offline_with_tstamp_precision(file.get(), PCAP_TSTAMP_PRECISION_NANO, why.data()));
    if (!handle) return failure(ErrorCode::BadInput, name, u"not a capture: "_s + QString::fromLocal8Bit(why.data()));
    (void)file.release(); // the handle closes it
    const int link = pcap_datalink(handle.get());
    if (!isKnownLink(link)) {
        const char *known = pcap_datalink_val_to_name(link);
        return failure(ErrorCode::BadInput, name,
                       u"its link type is %1 (%2), which is not understood here"_s.arg(link).arg(
                           QString::fromLatin1(known ? known : "no name")));
    }
    Reading reading(static_cast<Link>(link), limits);
    for (;;) {
        pcap_pkthdr *header = nullptr;
        const u_char *bytes = nullptr;
        const int status = pcap_next_ex(handle.get(), &header, &bytes);
        if (status == PCAP_ERROR_BREAK) break; // the end of the file
        if (status != 1) {
            reading.broken(QString::fromLocal8Bit(pcap_geterr(handle.get())));
            break;
        }
        if (!reading.take(*header, bytes)) break;
    }
    return reading.finish();
}

} // namespace

Result<Capture> readCapture(const QString &path, const CaptureLimits &limits)
{
    File file(std::fopen(QFile::encodeName(path).constData(), "rbe"));
    if (!file) return failure(ErrorCode::NotFound, path, QString::fromLocal8Bit(std::strerror(errno)));
    return read(std::move(file), path, limits);
}

Result<Capture> captureFromBytes(const QByteArray &bytes, const QString &name, const CaptureLimits &limits)
{
    if (bytes.isEmpty()) return failure(ErrorCode::BadInput, name, u"not a capture: empty"_s);
    QByteArray copy = bytes; // fmemopen takes no constant
    File file(fmemopen(copy.data(), static_cast<size_t>(copy.size()), "rb"));
    if (!file) return failure(ErrorCode::Internal, name, u"fmemopen failed"_s);
    return read(std::move(file), name, limits);
}

bool looksLikeCapture(QByteArrayView beginning)
{
    static constexpr std::array<const char *, 7> Magics{"\xa1\xb2\xc3\xd4", "\xd4\xc3\xb2\xa1", "\xa1\xb2\x3c\x4d",
                                                        "\x4d\x3c\xb2\xa1", "\xa1\xb2\xcd\x34", "\x34\xcd\xb2\xa1",
                                                        "\x0a\x0d\x0d\x0a"};
    return std::any_of(Magics.begin(), Magics.end(),
                       [&](const char *magic) { return beginning.startsWith(QByteArrayView(magic, 4)); });
}

} // namespace hinoban::dns
