// SPDX-License-Identifier: GPL-3.0-or-later
// bench_engine: sweeps the portfolio through dns::QueryEngine, compares every answer with what is known, and prints
// one line of JSON. The same engine, the same ask(), as the program has.
#include "app/base/WallClock.h"
#include "app/dns/QueryEngine.h"
#include "tests/bench/Portfolio.h"
#include "tests/bench/Usage.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace hinoban;
using namespace std::chrono_literals;
using bench::Portfolio;

namespace {

struct Settings {
    int domains = 10000;
    int rounds = 1;
    int ahead = 256;                  // questions that may wait in the engine
    std::vector<dns::Server> servers; // vantages: every question goes to each
    dns::EngineOptions options;
};

class Sweep final : public QObject {
public:
    Sweep(Clock &clock, const Settings &settings)
        : m_settings(settings)
        , m_clock(clock)
        , m_engine(clock, internet(), settings.options)
        , m_vantages(settings.servers.size())
    {
        for (int domain = 0; domain < settings.domains; ++domain)
            m_names.push_back(Portfolio::name(domain));
        for (Vantage &vantage : m_vantages) {
            vantage.open.assign(static_cast<size_t>(settings.domains), Domain{});
            vantage.spans.reserve(static_cast<size_t>(settings.domains));
        }
    }

    void start()
    {
        m_start = m_clock.now();
        feed();
    }

    void print() const
    {
        const bench::Usage used = bench::usage();
        std::printf("{\"asked\":%lld,\"answered\":%lld,\"wrong\":%lld,\"unknown\":%lld,\"attempts\":%lld,"
                    "\"sweep\":%.4f,\"user\":%.4f,\"sys\":%.4f,\"peakMiB\":%.1f,\"vantages\":[",
                    m_asked, m_answered, m_wrong, m_unknown, m_attempts, span(m_end - m_start), used.user, used.system,
                    used.peakMiB);
        for (size_t i = 0; i < m_vantages.size(); ++i) {
            auto spans = m_vantages[i].spans;
            std::sort(spans.begin(), spans.end());
            const auto at = [&](double part) {
                return spans.empty() ? 0.0 : span(spans[size_t(part * double(spans.size() - 1))]) * 1e3;
            };
            std::printf(
                "%s{\"end\":%.4f,\"p50ms\":%.1f,\"p99ms\":%.1f,\"maxms\":%.1f,\"unknown\":%lld,\"firstUnknown\":%.4f}",
                i ? "," : "", span(m_vantages[i].end - m_start), at(0.5), at(0.99), at(1), m_vantages[i].unknown,
                m_vantages[i].unknown ? span(m_vantages[i].firstUnknown - m_start) : 0.0);
        }
        std::printf("]}\n");
    }
    [[nodiscard]] bool good() const { return m_wrong == 0; }

private:
    struct Domain {
        Instant start{};
        int left = 0;
    };
    struct Vantage {
        std::vector<Domain> open;
        std::vector<Duration> spans; // of each domain, first question asked to last one answered
        Instant end{};
        Instant firstUnknown{};
        long long unknown = 0;
    };

    static double span(Duration duration) { return double(duration.count()) / 1e6; }

    static Internet internet()
    {
        Internet::Parts parts;
        parts.guard = Internet::Guard::LoopbackOnly;
        return Internet(parts);
    }

    // Keeps a short queue in the engine, as the sweep of a portfolio does.
    void feed()
    {
        const int questions = m_settings.domains * int(Portfolio::Types.size());
        while (m_next < questions * m_settings.rounds && m_engine.waiting() < m_settings.ahead) {
            const int question = m_next++ % questions;
            const int domain = question / int(Portfolio::Types.size());
            const size_t type = size_t(question) % Portfolio::Types.size();
            for (size_t v = 0; v < m_vantages.size(); ++v) {
                Domain &open = m_vantages[v].open[size_t(domain)];
                if (open.left == 0) open = {m_clock.now(), int(Portfolio::Types.size())};
                ++m_asked;
                ++m_open;
                dns::Query query;
                query.server = m_settings.servers[v];
                query.question = {m_names[size_t(domain)], Portfolio::Types[type], 1};
                m_engine.ask(std::move(query), this,
                             [this, domain, type = quint16(type), v = quint16(v)](const dns::ExchangePtr &exchange) {
                                 answered(*exchange, domain, type, m_vantages[v]);
                             });
            }
        }
    }

    void answered(const dns::Exchange &exchange, int domain, size_t type, Vantage &vantage)
    {
        m_attempts += exchange.attempts;
        if (!exchange.answered()) {
            ++m_unknown;
            if (vantage.unknown++ == 0) vantage.firstUnknown = m_clock.now();
        } else {
            ++m_answered;
            if (!m_portfolio.isKnown(*exchange.message, m_names[size_t(domain)], domain, type)) ++m_wrong;
        }
        Domain &open = vantage.open[size_t(domain)];
        if (--open.left == 0) {
            vantage.end = m_clock.now();
            vantage.spans.push_back(vantage.end - open.start);
        }
        --m_open;
        if (m_engine.waiting() < m_settings.ahead / 2) feed();
        if (m_open > 0) return;
        m_end = m_clock.now();
        QCoreApplication::quit();
    }

    const Settings &m_settings;
    Clock &m_clock;
    dns::QueryEngine m_engine;
    Portfolio m_portfolio;
    std::vector<dns::Name> m_names;
    std::vector<Vantage> m_vantages;
    Instant m_start{};
    Instant m_end{};
    int m_next = 0;
    long long m_asked = 0, m_answered = 0, m_wrong = 0, m_unknown = 0, m_attempts = 0, m_open = 0;
};

Settings settingsFrom(const QCoreApplication &app)
{
    QCommandLineParser parser;
    const auto option = [&](const char *name, const char *what, const char *value) {
        const QCommandLineOption made(QString::fromLatin1(name), QString::fromLatin1(what), QStringLiteral("n"),
                                      QString::fromLatin1(value));
        parser.addOption(made);
        return made;
    };
    const auto domains = option("domains", "how many", "10000");
    const auto rounds = option("rounds", "sweeps, one after the other", "1");
    const auto servers = option("servers", "ADDRESS#PORT, comma-separated", "127.0.0.1#53");
    const auto fixed = option("fixed-timer", "milliseconds, instead of what was measured", "0");
    const auto window = option("window", "of the engine and of each server, not adapted", "0");
    const auto ahead = option("ahead", "questions that may wait in the engine", "256");
    const auto sockets = option("sockets", "a family", "16");
    parser.addHelpOption();
    parser.process(app);

    Settings settings;
    settings.domains = std::clamp(parser.value(domains).toInt(), 1, 100000);
    settings.rounds = std::max(1, parser.value(rounds).toInt());
    for (const QString &text : parser.value(servers).split(QLatin1Char(','))) {
        dns::Server server;
        server.address = QHostAddress(text.section(QLatin1Char('#'), 0, 0));
        server.port = static_cast<quint16>(text.section(QLatin1Char('#'), 1).toUShort());
        if (server.port == 0) server.port = 53;
        settings.servers.push_back(server);
    }
    settings.options.udpSockets = parser.value(sockets).toInt();
    settings.ahead = std::max(2, parser.value(ahead).toInt());
    settings.options.serverRate = 0; // our own servers
    if (const int timer = parser.value(fixed).toInt()) {
        settings.options.adaptive = false;
        settings.options.firstTimeout = std::chrono::milliseconds(timer);
        settings.options.attempts = 1000;
        settings.options.deadline = std::chrono::seconds(60);
    }
    if (const int both = parser.value(window).toInt())
        settings.options.window = settings.options.windowPerServer = both;
    return settings;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const Settings settings = settingsFrom(app);
    WallClock clock;
    Sweep sweep(clock, settings);
    clock.after(0ms, &sweep, [&sweep] { sweep.start(); });
    QCoreApplication::exec();
    sweep.print();
    return sweep.good() ? 0 : 1;
}
