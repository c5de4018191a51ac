// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Clock.h"

#include <QHash>
#include <QPointer>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace hinoban::registry {

// How often one server is asked. Public servers allow about one question a second over time (whoever asks more is
// banned for hours), and do not mind that a few come at once.
struct Pace {
    int open = 1;                             // questions at a time
    Duration apart = std::chrono::seconds(1); // between the beginnings of two, over time
    int atOnce = 1;                           // so many may come together after a rest
};

// One queue for each registration server: questions go out at its pace; a server that asks to wait is left alone for
// as long as it says, one that says no span for a minute, then longer each time; one that does not answer three times
// running is left alone too, longer and longer. Who comes meanwhile is told so at once, and nobody waits here for long:
// an unknown registration is better than a late look.
// Thread: the network thread. Owner: RegistryClient.
class ServerQueues final : public QObject {
public:
    static constexpr Duration Patience = std::chrono::seconds(10); // in the queue
    static constexpr Duration UsualPause = std::chrono::seconds(60);
    static constexpr Duration LongestPause = std::chrono::hours(1);
    static constexpr Duration FirstSilence = std::chrono::seconds(30); // after three questions without an answer
    static constexpr Duration LongestSilence = std::chrono::minutes(10);

    explicit ServerQueues(Clock &clock);
    ~ServerQueues() override;

    // Why nobody is asked now.
    struct Refusal {
        QString why;     // the sentence with which the last question ended; empty: the queue is too long
        Instant until{}; // not before this
    };
    enum class Outcome { Answered, AskedToWait, Silent };

    // A place at the server; whoever holds it asks. Dropped without a word, it counts as nothing.
    class Turn {
    public:
        Turn(ServerQueues &queues, QString server);
        Turn(const Turn &) = delete;
        Turn &operator=(const Turn &) = delete;
        ~Turn();
        // `wait`: the span that the server named. `why`: what those are told who come too early.
        void end(Outcome outcome, std::optional<Duration> wait = {}, const QString &why = {});

    private:
        QPointer<ServerQueues> m_queues;
        QString m_server;
    };
    // Exactly one of the two.
    using Given = std::function<void(std::shared_ptr<Turn>, std::optional<Refusal>)>;

    // `given` is called once, later, unless `context` has gone.
    void enter(const QString &server, Pace pace, QObject *context, Given given);
    [[nodiscard]] std::optional<Refusal> pauseOf(const QString &server) const;

private:
    struct Waiting {
        quint64 id = 0;
        Pace pace;
        QPointer<QObject> context;
        Given given;
        Clock::TimerId patience = 0;
    };
    struct Server {
        std::deque<Waiting> waiting;
        int open = 0;
        Instant booked{}; // until when its pace is used up
        Instant pausedUntil = Instant::min();
        QString why;
        int refusals = 0, silences = 0; // running
        Clock::TimerId timer = 0;
    };
    void serve(const QString &name);
    void give(Waiting &waiting, std::shared_ptr<Turn> turn, std::optional<Refusal> refusal);
    void giveUp(const QString &name, quint64 id);
    void ended(const QString &name, std::optional<Outcome> outcome, std::optional<Duration> wait, const QString &why);
    void forgetIdle();

    Clock &m_clock;
    QHash<QString, std::shared_ptr<Server>> m_servers; // by host and port
    quint64 m_next = 0;
};

} // namespace hinoban::registry
