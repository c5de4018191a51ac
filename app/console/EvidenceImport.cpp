// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceImport.h"

#include "app/base/SafeText.h"
#include "app/console/Proposal.h"
#include "app/dns/Capture.h"
#include "app/store/Record.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <map>
#include <unordered_set>

namespace hinoban::console {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t MostFalseEntries = 200; // on the timeline; more are counted in one entry
constexpr size_t MostHashes = 8;         // of evidence in one entry
constexpr size_t MostExchanges = 200'000;
constexpr qsizetype MostProblemText = 2000;

const watch::Domain *domainOf(const std::vector<watch::Domain> &domains, const dns::Name &name)
{
    const watch::Domain *found = nullptr;
    for (const auto &domain : domains)
        if (name.isSubdomainOf(domain.name) && (!found || domain.name.labelCount() > found->name.labelCount()))
            found = &domain;
    return found;
}

QString serverText(const dns::Server &server)
{
    return server.port == 53 ? server.address.toString() : u"%1#%2"_s.arg(server.address.toString()).arg(server.port);
}

QString seenText(const watch::Observation &observation)
{
    if (!observation.seen) return u"absent"_s;
    QStringList data;
    for (const auto &rdata : observation.seen->rdatas)
        data << QString::fromLatin1(dns::rdataText(observation.seen->type, rdata));
    return data.join(u", "_s);
}

Result<QByteArray> hashOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.exists() ? ErrorCode::NotPermitted : ErrorCode::NotFound, path, file.errorString());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    return hash.result().toHex();
}

Result<std::vector<dns::ExchangePtr>> fromRecord(const QString &path, BroughtEvidence &brought)
{
    auto reader = store::RecordReader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<dns::ExchangePtr> exchanges;
    std::unordered_set<const dns::Exchange *> known; // one exchange may speak of several RRsets
    const auto add = [&](const dns::ExchangePtr &exchange) {
        if (exchange && known.insert(exchange.get()).second) exchanges.push_back(exchange);
    };
    for (;;) {
        const auto item = (*reader)->next();
        if (!item) {
            // What was recorded before the file broke off is evidence all the same.
            if (exchanges.empty()) return tl::unexpected(item.error());
            ++brought.notUnderstood;
            brought.problems << item.error().where + u": "_s + item.error().detail;
            break;
        }
        if (!*item) break;
        if (!(*item)->look) continue;
        for (const auto &exchange : (*item)->look->delegation.exchanges)
            add(exchange);
        for (const auto &observation : (*item)->look->observations)
            add(observation.exchange);
        if (exchanges.size() >= MostExchanges) {
            ++brought.notUnderstood;
            brought.problems << u"more than %1 exchanges: the rest of the file is left out"_s.arg(MostExchanges);
            break;
        }
    }
    std::stable_sort(exchanges.begin(), exchanges.end(),
                     [](const auto &a, const auto &b) { return a->sentAt < b->sentAt; });
    return exchanges;
}

Result<std::vector<dns::ExchangePtr>> fromCapture(const QString &path, BroughtEvidence &brought)
{
    auto capture = dns::readCapture(path);
    if (!capture) return tl::unexpected(capture.error());
    brought.packets = capture->packets;
    brought.otherPackets = capture->others;
    brought.queriesAlone = capture->queriesAlone;
    brought.repliesAlone = capture->repliesAlone;
    brought.notUnderstood = capture->notUnderstood;
    brought.problems = capture->problems;
    return std::move(capture->exchanges);
}

// Equal false answers of one server: one entry.
struct FalseAnswer {
    const watch::Domain *domain = nullptr;
    watch::Observation first;
    Instant last{};
    quint64 count = 0;
    std::vector<QByteArray> hashes;
};
using FalseAnswers = std::map<std::tuple<QString, QByteArray, QString>, FalseAnswer>;

void compare(const std::vector<dns::ExchangePtr> &exchanges, const std::vector<watch::Domain> &domains,
             BroughtEvidence &brought, FalseAnswers &falseAnswers)
{
    std::vector<Duration> times;
    for (const auto &exchange : exchanges) {
        const auto *domain = domainOf(domains, exchange->question.name);
        if (!domain) {
            ++brought.otherNames;
            continue;
        }
        ++brought.exchanges;
        brought.batch.brought.push_back({domain->name, brought.vantage, exchange});
        brought.first = std::min(brought.first.value_or(exchange->sentAt), exchange->sentAt);
        brought.last = std::max(brought.last.value_or(exchange->sentAt), exchange->sentAt);
        if (exchange->answered()) times.push_back(exchange->rtt);
        if (exchange->question.klass != 1) continue; // a question about the server itself
        const auto observation = watch::observe(*domain, exchange);
        if (observation.state == watch::State::Unknown) {
            ++brought.unknown;
        } else if (observation.state == watch::State::Match) {
            if (observation.expected) ++brought.match;
        } else {
            ++brought.mismatch;
            auto &answer = falseAnswers[{serverText(exchange->server), dns::questionText(exchange->question),
                                         seenText(observation)}];
            if (answer.count++ == 0) {
                answer.domain = domain;
                answer.first = observation;
            }
            answer.last = exchange->sentAt;
            if (answer.hashes.size() < MostHashes &&
                std::find(answer.hashes.begin(), answer.hashes.end(), exchange->replySha256()) == answer.hashes.end())
                answer.hashes.push_back(exchange->replySha256());
        }
    }
    if (times.empty()) return;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    brought.median = *middle;
}

respond::Entry entryOf(const BroughtEvidence &brought, const QString &person, const QString &rule, Instant now)
{
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Story;
    entry.happened = entry.learned = now;
    entry.author = person;
    entry.rule = rule;
    entry.source = brought.source;
    entry.args.insert(u"vantage"_s, brought.vantage);
    return entry;
}

respond::Entry entryOf(const FalseAnswer &answer, const BroughtEvidence &brought, const QString &person, Instant now)
{
    auto entry = entryOf(brought, person, u"evidence.false"_s, now);
    const auto &exchange = *answer.first.exchange;
    entry.happened = exchange.sentAt;
    entry.domain = answer.domain->name;
    entry.args.insert(u"server"_s, serverText(exchange.server));
    entry.args.insert(u"rrset"_s, QString::fromLatin1(dns::questionText(exchange.question)));
    entry.args.insert(u"count"_s, static_cast<qint64>(answer.count));
    entry.args.insert(u"until"_s, toRfc3339(answer.last));
    if (const auto *expected = answer.domain->find(answer.first.owner, answer.first.type))
        entry.before = expectationText(*expected);
    entry.after = seenText(answer.first);
    entry.evidence = answer.hashes;
    return entry;
}

void writeEntries(BroughtEvidence &brought, const FalseAnswers &falseAnswers, const QString &person, Instant now)
{
    auto summary = entryOf(brought, person, u"evidence.brought"_s, now);
    summary.kind = respond::Entry::Kind::Person;
    const auto count = [&](const char16_t *key, quint64 value) {
        summary.args.insert(QString::fromUtf16(key), static_cast<qint64>(value));
    };
    count(u"exchanges", brought.exchanges);
    count(u"match", brought.match);
    count(u"mismatch", brought.mismatch);
    count(u"unknown", brought.unknown);
    count(u"otherNames", brought.otherNames);
    count(u"queriesAlone", brought.queriesAlone);
    count(u"repliesAlone", brought.repliesAlone);
    count(u"notUnderstood", brought.notUnderstood);
    if (brought.median) {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        summary.args.insert(u"median"_s, QString::number(Milliseconds(*brought.median).count(), 'f', 1));
    }
    if (brought.first) summary.args.insert(u"first"_s, toRfc3339(*brought.first));
    if (brought.last) summary.args.insert(u"last"_s, toRfc3339(*brought.last));
    summary.text = safeText(brought.problems.join(u"; "_s), MostProblemText);
    brought.batch.entries.push_back(std::move(summary));

    std::vector<const FalseAnswer *> inTime;
    inTime.reserve(falseAnswers.size());
    for (const auto &[key, answer] : falseAnswers)
        inTime.push_back(&answer);
    std::stable_sort(inTime.begin(), inTime.end(), [](const FalseAnswer *a, const FalseAnswer *b) {
        return a->first.exchange->sentAt < b->first.exchange->sentAt;
    });
    for (size_t i = 0; i < std::min(inTime.size(), MostFalseEntries); ++i)
        brought.batch.entries.push_back(entryOf(*inTime[i], brought, person, now));
    if (inTime.size() > MostFalseEntries) {
        auto more = entryOf(brought, person, u"evidence.more"_s, now);
        more.args.insert(u"count"_s, static_cast<qint64>(inTime.size() - MostFalseEntries));
        brought.batch.entries.push_back(std::move(more));
    }
}

QString tr(const char *text) { return QCoreApplication::translate("hinoban::console::BroughtEvidence", text); }

} // namespace

QStringList BroughtEvidence::lines() const
{
    QStringList out;
    out << tr("%1: %2 exchanges about watched names; %3 as expected, %4 otherwise, %5 unknown.")
               .arg(vantage)
               .arg(exchanges)
               .arg(match)
               .arg(mismatch)
               .arg(unknown);
    if (first && last) out << tr("From %1 until %2.").arg(toRfc3339(*first), toRfc3339(*last));
    if (median)
        out << tr("Median round trip: %1 ms.")
                   .arg(QString::number(std::chrono::duration<double, std::milli>(*median).count(), 'f', 1));
    if (otherNames > 0) out << tr("Left out because their names are not watched: %1 exchanges.").arg(otherNames);
    if (packets > 0) out << tr("Packets: %1, of which %2 do not carry DNS.").arg(packets).arg(otherPackets);
    if (queriesAlone > 0) out << tr("Queries without a reply in the file: %1.").arg(queriesAlone);
    if (repliesAlone > 0) out << tr("Replies without a query in the file: %1.").arg(repliesAlone);
    if (notUnderstood > 0) out << tr("Not understood: %1.").arg(notUnderstood);
    for (const auto &problem : problems)
        out << u"  "_s + safeText(problem, 512);
    if (static_cast<quint64>(problems.size()) < notUnderstood && !problems.isEmpty())
        out << u"  "_s + tr("… and %1 more.").arg(notUnderstood - static_cast<quint64>(problems.size()));
    return out;
}

Result<BroughtPtr> bringEvidence(const QString &path, const std::vector<watch::Domain> &domains, const QString &person,
                                 Instant now)
{
    const auto hash = hashOf(path);
    if (!hash) return tl::unexpected(hash.error());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return failure(ErrorCode::NotPermitted, path, file.errorString());
    const bool isCapture = dns::looksLikeCapture(file.read(4));
    file.close();

    auto brought = std::make_shared<BroughtEvidence>();
    const QString name = safeText(QFileInfo(path).fileName(), 100);
    brought->vantage = (isCapture ? u"capture "_s : u"record "_s) + name;
    brought->source = u"%1, SHA-256 %2"_s.arg(name, QString::fromLatin1(*hash));
    auto exchanges = isCapture ? fromCapture(path, *brought) : fromRecord(path, *brought);
    if (!exchanges) {
        if (!isCapture && exchanges.error().code == ErrorCode::BadInput && brought->problems.isEmpty())
            return failure(ErrorCode::BadInput, exchanges.error().where,
                           u"neither a capture (pcap, pcapng) nor a record of exchanges: "_s +
                               exchanges.error().detail);
        return tl::unexpected(exchanges.error());
    }
    FalseAnswers falseAnswers;
    compare(*exchanges, domains, *brought, falseAnswers);
    writeEntries(*brought, falseAnswers, person, now);
    return BroughtPtr(std::move(brought));
}

store::Batch askedEvidence(const dns::ExchangePtr &exchange, const QString &line,
                           const std::vector<watch::Domain> &domains, const QString &person, Instant now)
{
    const auto *domain = domainOf(domains, exchange->question.name);
    store::Batch batch;
    batch.brought.push_back({domain ? domain->name : exchange->question.name, u"asked"_s, exchange});
    respond::Entry entry;
    entry.kind = respond::Entry::Kind::Person;
    entry.happened = exchange->sentAt;
    entry.learned = now;
    entry.author = person;
    if (domain) entry.domain = domain->name;
    entry.rule = u"evidence.asked"_s;
    entry.args.insert(u"line"_s, safeText(line, 512));
    entry.args.insert(u"server"_s, serverText(exchange->server));
    entry.args.insert(u"answer"_s, answerSummary(*exchange));
    if (!exchange->replySha256().isEmpty()) entry.evidence.push_back(exchange->replySha256());
    batch.entries.push_back(std::move(entry));
    return batch;
}

QString answerSummary(const dns::Exchange &exchange)
{
    if (!exchange.message) return QString::fromLatin1(dns::outcomeText(exchange.outcome));
    const auto &message = *exchange.message;
    QString text = QString::fromLatin1(dns::rcodeText(message.rcode));
    QStringList data;
    for (const auto &record : message.answer)
        if (record.type == exchange.question.type)
            data << QString::fromLatin1(dns::rdataText(record.type, record.rdata));
    if (!data.isEmpty()) text += u' ' + data.join(u", "_s);
    return safeText(text, 300);
}

} // namespace hinoban::console
