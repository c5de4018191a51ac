// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registry/ServerQuestion.h"

#include "app/registry/RegistryWords.h"
#include "app/registry/WhoisText.h"

#include <QCoreApplication>

#include <utility>

namespace hinoban::registry {

namespace {

// RDAP is made for programs; port 43 was made for people, and its servers count.
constexpr Pace WebPace{4, std::chrono::milliseconds(500), 30};
constexpr Pace WhoisPace{1, std::chrono::seconds(2), 5};

bool isWhois(const QUrl &url) { return url.scheme() == QLatin1String("whois"); }

QString serverOf(const QUrl &url)
{
    const int usual = isWhois(url) ? 43 : url.scheme() == QLatin1String("http") ? 80 : 443;
    return QStringLiteral("%1:%2").arg(url.host().toLower()).arg(url.port(usual));
}

} // namespace

ServerQuestion::ServerQuestion(const Tools &tools, What what, std::function<void(Fetched)> done, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_what(std::move(what))
    , m_done(std::move(done))
    , m_askedAt(tools.clock.now())
{
    m_tools.queues.enter(
        serverOf(m_what.url), isWhois(m_what.url) ? WhoisPace : WebPace, this,
        [this](std::shared_ptr<ServerQueues::Turn> turn, std::optional<ServerQueues::Refusal> refusal) {
            if (refusal) {
                Fetched fetched;
                fetched.problem = withTime(*refusal);
                return finish(std::move(fetched));
            }
            m_turn = std::move(turn);
            ask();
        });
}

ServerQuestion::~ServerQuestion() { m_tools.clock.cancel(m_timer); }

QString ServerQuestion::withTime(const ServerQueues::Refusal &refusal) const
{
    if (refusal.why.isEmpty())
        return words(QT_TRANSLATE_NOOP("Registry", "Too many questions are waiting for the registration server."));
    //: %1: a whole sentence. %2: date and time
    return words(QT_TRANSLATE_NOOP("Registry", "%1 It will be asked again after %2."))
        .arg(refusal.why, toRfc3339(std::chrono::ceil<std::chrono::seconds>(refusal.until)));
}

void ServerQuestion::ask()
{
    m_askedAt = m_tools.clock.now();
    m_hold = Clock::Hold(m_tools.clock);
    m_timer = m_tools.clock.after(m_what.deadline, this, [this] {
        Fetched fetched;
        fetched.problem = tooLate();
        fetched.isSilent = true;
        took(std::move(fetched));
    });
    const auto done = [this](Fetched fetched) { took(std::move(fetched)); };
    const auto isLeftAlone = [this](const QUrl &url) {
        const auto pause = m_tools.queues.pauseOf(serverOf(url));
        return pause ? withTime(*pause) : QString();
    };
    m_fetch.reset(isWhois(m_what.url)
                      ? whoisFetch(m_tools.internet, m_what.url, m_what.line, m_what.isNamed, done, nullptr)
                      : webFetch(m_tools.clock, m_tools.internet, m_tools.network, m_what.url, m_what.isNamed,
                                 isLeftAlone, done, nullptr));
    m_fetch->begin();
}

void ServerQuestion::took(Fetched fetched)
{
    if (!m_turn) return; // it came too late
    using Outcome = ServerQueues::Outcome;
    const bool asks = fetched.status == 429 || (fetched.status == 503 && fetched.retryAfter) ||
                      (isWhois(m_what.url) && fetched.problem.isEmpty() && asksToWait(whoisText(fetched.bytes)));
    if (asks) fetched.problem = askedToWait();
    const bool isSilent = fetched.isSilent || fetched.status >= 500;
    const QString why = isSilent && fetched.problem.isEmpty() ? problemOf(fetched.status) : fetched.problem;
    m_turn->end(asks ? Outcome::AskedToWait : isSilent ? Outcome::Silent : Outcome::Answered, fetched.retryAfter, why);
    m_turn.reset();
    if (asks)
        if (const auto pause = m_tools.queues.pauseOf(serverOf(m_what.url))) fetched.problem = withTime(*pause);
    finish(std::move(fetched));
}

void ServerQuestion::finish(Fetched fetched)
{
    fetched.askedAt = m_askedAt;
    fetched.took = m_tools.clock.now() - m_askedAt;
    m_hold.release();
    m_tools.clock.cancel(m_timer);
    // From the event loop and not from the depth of a reply: the answer may destroy all this.
    m_timer = m_tools.clock.after(Duration::zero(), this, [this, fetched = std::move(fetched)] {
        m_fetch.reset();
        std::exchange(m_done, nullptr)(fetched);
    });
}

} // namespace hinoban::registry
