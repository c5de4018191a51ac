// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"
#include "app/base/Internet.h"

#include <QObject>

#include <functional>
#include <optional>

namespace hinoban::registry {

// Whether a mail host takes mail, as far as its greeting tells (RFC 5321, 3.1), and how long it took to.
struct Greeting {
    enum class Outcome {
        Greets,      // 2xx: it would take mail
        Refuses,     // 4xx or 5xx: it is there, and takes none
        OtherTalk,   // it says something that is no SMTP
        Mute,        // connected, and no line within the deadline
        Closed,      // nobody listens on the port, or hung up without a word
        Silent,      // no connection within the deadline
        Unreachable, // the network or the guard said no: nothing was learned
    };
    QHostAddress address;
    Outcome outcome = Outcome::Unreachable;
    Instant askedAt{};
    QByteArray line; // what came, raw, without its line end; at most LongestLine octets
    QString detail;  // technical, English, safe: the line, or why there is none
    // To the connection, and from there to the whole line; nothing: it did not come to that.
    std::optional<Duration> connect{}, firstLine{};
};
[[nodiscard]] QByteArray greetingText(Greeting::Outcome outcome); // "greets", "refuses" …

// Reads greetings: connects to port 25, reads one line within bounds, says QUIT. It says nothing else, so that no mail
// can come of it. The socket passes Internet::reach; the clock is held while it is open.
// Thread: the network thread. Owner: whoever made it; destroying it drops what is open without calling back.
class MailGreeter final : public QObject {
public:
    static constexpr qsizetype LongestLine = 512; // RFC 5321, 4.5.3.1.5
    static constexpr Duration Deadline = std::chrono::seconds(10);

    explicit MailGreeter(Clock &clock, QObject *parent = nullptr);

    // `done` is called once, from the event loop, unless `context` has gone.
    void ask(const Internet &internet, const QHostAddress &address, QObject *context,
             std::function<void(Greeting)> done);

private:
    class Call;
    Clock &m_clock;
};

} // namespace hinoban::registry
