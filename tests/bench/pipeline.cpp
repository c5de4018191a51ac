// SPDX-License-Identifier: GPL-3.0-or-later
// bench_pipeline: watches the portfolio through console::Session, the way the program does, and prints one line of
// JSON: the CPU of a first sweep and of repeated ones that find nothing changed, each from its first question to the
// commit of its last look; the memory; and, with --days, how much unchanged sweeps let the workspace grow.
#include "app/store/Workspace.h"
#include "tests/bench/Team.h"
#include "tests/bench/Usage.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <set>

using namespace hinoban;
using namespace std::chrono_literals;
using bench::Usage;

namespace {

constexpr Duration SweepEvery = 5min; // the cadence of full looks

struct SweepCost {
    double cpu = 0, user = 0, wall = 0;
    long long questions = 0;
};

class Watching final : public QObject {
public:
    Watching(const QString &file, int domains, int sweeps, bool keepsLooks)
        : m_session(bench::sessionOptions(file))
        , m_domains(domains)
        , m_sweeps(sweeps)
        , m_keepsLooks(keepsLooks)
    {
        connect(&m_session, &console::Session::started, this, [this] { begin(); });
        connect(&m_session, &console::Session::failed, this, [this](const Error &error) {
            std::fprintf(stderr, "bench_pipeline: %s\n", qPrintable(sentence(error)));
            m_failed = true;
            QCoreApplication::exit(1);
        });
        connect(&m_session, &console::Session::stepped, this, [this](const console::StepPtr &step) { take(*step); });
        connect(&m_session, &console::Session::committed, this, [this] { committed(); });
        connect(&m_session, &console::Session::ended, this, [] { QCoreApplication::quit(); });
    }

    void start() { m_session.start(); }
    [[nodiscard]] bool good() const { return !m_failed && m_wrong == 0 && m_changes == 0; }

    std::vector<SweepCost> m_costs;
    std::vector<watch::LookPtr> m_kept; // of the last sweep
    long long m_wrong = 0, m_changes = 0;

private:
    void begin()
    {
        m_before = bench::usage();
        m_wall.start();
        m_questions = 0;
    }

    void take(const console::Step &step)
    {
        ++m_looks;
        m_changes += int(step.changes.size());
        const auto &seen = step.look->observations;
        std::set<const dns::Exchange *> asked; // the walk's last one is an observation too
        for (const auto &exchange : step.look->delegation.exchanges)
            asked.insert(exchange.get());
        for (const auto &observation : seen)
            asked.insert(observation.exchange.get());
        m_questions += int(asked.size());
        m_wrong += std::count_if(seen.begin(), seen.end(), [](const watch::Observation &one) {
            return !one.expected || one.state != watch::State::Match;
        });
        m_wrong += seen.size() < watch::apexTypes().size();
        if (m_keepsLooks && int(m_costs.size()) + 1 == m_sweeps) m_kept.push_back(step.look);
    }

    // One for the opening and one for each look. Anything else that is written would end sweeps too early, or never.
    void committed()
    {
        if (++m_commits > m_looks + 1) {
            std::fprintf(stderr, "bench_pipeline: something was written that is no look\n");
            m_failed = true;
            return QCoreApplication::exit(1);
        }
        if (m_commits == m_looks + 1 && m_looks == m_domains * (int(m_costs.size()) + 1)) end();
    }

    void end()
    {
        const Usage now = bench::usage();
        m_costs.push_back(
            {now.cpu() - m_before.cpu(), now.user - m_before.user, double(m_wall.elapsed()) / 1e3, m_questions});
        if (int(m_costs.size()) == m_sweeps) return m_session.stop();
        begin();
        m_session.lookNow();
    }

    console::Session m_session;
    QElapsedTimer m_wall;
    Usage m_before;
    int m_domains, m_sweeps;
    bool m_keepsLooks;
    int m_looks = 0, m_commits = 0;
    long long m_questions = 0;
    bool m_failed = false;
};

// The same answers so much later: other times, other message ids, other letters of the name (0x20).
watch::LookPtr repeated(const watch::Look &look, Duration later)
{
    auto copy = std::make_shared<watch::Look>(look);
    copy->startedAt += later;
    copy->endedAt += later;
    const auto again = [later](const dns::ExchangePtr &exchange) {
        auto other = std::make_shared<dns::Exchange>(*exchange);
        other->sentAt += later;
        if (other->reply.size() > 12) {
            const quint32 random = QRandomGenerator::global()->generate();
            other->reply[0] = static_cast<char>(random);
            other->reply[1] = static_cast<char>(random >> 8);
            for (qsizetype at = 13; at < 20; ++at)
                if (std::isalpha(static_cast<unsigned char>(other->reply[at])) && (random >> at & 1))
                    other->reply[at] = static_cast<char>(other->reply[at] ^ 0x20);
        }
        return dns::ExchangePtr(std::move(other));
    };
    for (auto &exchange : copy->delegation.exchanges)
        exchange = again(exchange);
    for (auto &observation : copy->observations)
        observation.exchange = again(observation.exchange);
    return copy;
}

// Bytes of the closed file after the sweeps, and after each further day of them.
Result<std::vector<qint64>> sizesByDay(const QString &file, const std::vector<watch::LookPtr> &looks, int days)
{
    std::vector<qint64> sizes{QFileInfo(file).size()};
    constexpr size_t Group = 64; // as store::Writer commits them
    Duration later{};
    for (int day = 0; day < days; ++day) {
        auto workspace = store::Workspace::open(file, store::Workspace::Mode::Open);
        if (!workspace) return tl::unexpected(workspace.error());
        for (Duration passed{}; passed < 24h; passed += SweepEvery) {
            later += SweepEvery;
            for (size_t at = 0; at < looks.size(); at += Group) {
                std::vector<store::Batch> batches(std::min(Group, looks.size() - at));
                for (size_t i = 0; i < batches.size(); ++i)
                    batches[i].looks.push_back(repeated(*looks[at + i], later));
                const auto heads = (*workspace)->commit(batches);
                if (!heads) return tl::unexpected(heads.error());
            }
        }
        workspace->reset();
        sizes.push_back(QFileInfo(file).size());
    }
    return sizes;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption domains(QStringLiteral("domains"), QStringLiteral("how many"), QStringLiteral("n"),
                                     QStringLiteral("10000"));
    const QCommandLineOption sweeps(QStringLiteral("sweeps"), QStringLiteral("one after the other"),
                                    QStringLiteral("n"), QStringLiteral("3"));
    const QCommandLineOption days(QStringLiteral("days"), QStringLiteral("of unchanged sweeps, five minutes apart"),
                                  QStringLiteral("n"), QStringLiteral("0"));
    parser.addOptions({domains, sweeps, days});
    parser.addHelpOption();
    parser.process(app);
    const int count = std::clamp(parser.value(domains).toInt(), 1, 100000);
    const int rounds = std::max(1, parser.value(sweeps).toInt());
    const int further = std::max(0, parser.value(days).toInt());

    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bench.hinoban"));
    const auto refuse = [](const Error &error) {
        std::fprintf(stderr, "bench_pipeline: %s\n", qPrintable(sentence(error)));
        return 1;
    };
    if (const auto made = bench::makeWorkspace(file, count); !made) return refuse(made.error());

    auto watching = std::make_unique<Watching>(file, count, rounds, further > 0);
    const Usage before = bench::usage();
    watching->start();
    if (QCoreApplication::exec() != 0) return 1;
    const bool good = watching->good();
    const auto costs = watching->m_costs;
    const auto looks = watching->m_kept;
    const auto wrong = watching->m_wrong, changes = watching->m_changes;
    watching.reset();
    const Usage all = bench::usage();
    const auto checked = [&]() -> Result<store::VerifyReport> {
        auto workspace = store::Workspace::open(file, store::Workspace::Mode::ReadOnly);
        if (!workspace) return tl::unexpected(workspace.error());
        return (*workspace)->verify();
    }();
    if (!checked) return refuse(checked.error());

    double swept = 0;
    std::printf("{\"domains\":%d,\"wrong\":%lld,\"findings\":%lld,\"verified\":%s,\"sweeps\":[", count, wrong, changes,
                checked->good() ? "true" : "false");
    for (const SweepCost &cost : costs) {
        std::printf("%s{\"cpu\":%.4f,\"user\":%.4f,\"wall\":%.4f,\"questions\":%lld}", swept > 0 ? "," : "", cost.cpu,
                    cost.user, cost.wall, cost.questions);
        swept += cost.cpu;
    }
    std::printf("],\"openAndClose\":%.4f,\"peakMiB\":%.1f,\"fileMiB\":%.2f", all.cpu() - before.cpu() - swept,
                all.peakMiB, double(QFileInfo(file).size()) / (1024 * 1024));
    if (further > 0) {
        const auto sizes = sizesByDay(file, looks, further);
        if (!sizes) return refuse(sizes.error());
        std::printf(",\"growth\":[");
        for (size_t day = 1; day < sizes->size(); ++day)
            std::printf("%s%.1f", day > 1 ? "," : "", double((*sizes)[day] - (*sizes)[day - 1]) / count);
        std::printf("]");
    }
    std::printf("}\n");
    return good && checked->good() ? 0 : 1;
}
