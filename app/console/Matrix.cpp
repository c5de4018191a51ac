// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Matrix.h"

#include "app/base/SafeText.h"
#include "app/registry/Locks.h"

#include <algorithm>
#include <map>
#include <set>

namespace hinoban::console {

namespace {

using watch::Expectation;
using watch::Observation;
using watch::State;

constexpr qsizetype MaxValueText = 512;
constexpr size_t MaxLines = 32;

// The order in which people read a zone in an incident: who answers, who gets the mail, where the site is.
int typeRank(dns::Type type)
{
    static const std::vector<dns::Type> order{dns::Type::NS,  dns::Type::SOA,  dns::Type::MX,
                                              dns::Type::A,   dns::Type::AAAA, dns::Type::CNAME,
                                              dns::Type::TXT, dns::Type::CAA,  dns::Type::DS};
    const auto at = std::find(order.begin(), order.end(), type);
    return at == order.end() ? 100 + static_cast<int>(type) : static_cast<int>(at - order.begin());
}

QString valueText(dns::Type type, const dns::Rdata &rdata)
{
    QString text = QString::fromLatin1(dns::rdataText(type, rdata));
    // ldns ends names with a dot; on the screen the names of one column line up better without.
    if ((type == dns::Type::NS || type == dns::Type::MX || type == dns::Type::CNAME) && text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return safeText(text, MaxValueText);
}

bool sameValue(dns::Type type, const dns::Rdata &a, const dns::Rdata &b)
{
    if (a == b) return true;
    if (type != dns::Type::SOA) return false;
    auto left = dns::soaOf(a);
    const auto right = dns::soaOf(b);
    if (!left || !right) return false;
    left->serial = right->serial; // a new serial is everyday life
    return left->mname == right->mname && left->rname == right->rname && left->refresh == right->refresh &&
           left->retry == right->retry && left->expire == right->expire && left->minimum == right->minimum;
}

// What one vantage's servers say together: the false values if any server says something false, else the true ones.
struct Summary {
    Cell cell;
    std::vector<dns::Rdata> values;
    std::map<dns::Rdata, quint32> origins; // of addresses, where known
    std::set<dns::Rdata> planned;          // as a planned change says
    bool isPlanned = false;
    bool seen = false, absent = false;
    QString problem;
};

Summary summarise(const std::vector<const Observation *> &observations)
{
    Summary summary;
    std::set<dns::Rdata> wrong, right;
    bool wrongAbsent = false, rightAbsent = false;
    for (const auto *observation : observations) {
        auto &cell = summary.cell;
        cell.asked = true;
        cell.exchanges.push_back(observation->exchange);
        if (observation->state == State::Unknown) {
            ++cell.unknown;
            if (summary.problem.isEmpty()) summary.problem = observation->reason;
            continue;
        }
        const bool isWrong = observation->state == State::Mismatch;
        ++(isWrong ? cell.mismatch : cell.match);
        summary.isPlanned = summary.isPlanned || observation->byPlan;
        if (!observation->seen) {
            (isWrong ? wrongAbsent : rightAbsent) = true;
            continue;
        }
        auto &values = isWrong ? wrong : right;
        values.insert(observation->seen->rdatas.begin(), observation->seen->rdatas.end());
        for (size_t i = 0; i < observation->origins.size() && i < observation->seen->rdatas.size(); ++i)
            summary.origins[observation->seen->rdatas[i]] = observation->origins[i];
        if (observation->byPlan)
            summary.planned.insert(observation->seen->rdatas.begin(), observation->seen->rdatas.end());
        const quint32 ttl = observation->seen->ttl;
        if (isWrong) cell.falseTtl = std::max(cell.falseTtl.value_or(0), ttl);
        cell.ttl = cell.ttl ? std::min(*cell.ttl, ttl) : ttl;
    }
    auto &cell = summary.cell;
    cell.state = cell.mismatch > 0 ? State::Mismatch : cell.match > 0 ? State::Match : State::Unknown;
    const auto &values = cell.mismatch > 0 ? wrong : right;
    summary.values.assign(values.begin(), values.end());
    summary.seen = !values.empty();
    summary.absent = values.empty() && (cell.mismatch > 0 ? wrongAbsent : rightAbsent);
    return summary;
}

int commonEnds(const QString &a, const QString &b)
{
    const auto length = std::min(a.size(), b.size());
    int front = 0, back = 0;
    while (front < length && a[front] == b[front])
        ++front;
    while (back < length - front && a[a.size() - 1 - back] == b[b.size() - 1 - back])
        ++back;
    return front + back;
}

// Puts each value on the line of the expected value that it equals, or else resembles most.
std::vector<Shown> aligned(dns::Type type, const std::vector<dns::Rdata> &expected, const Summary &summary,
                           const Expectation *expectation)
{
    std::vector<Shown> shown(expected.size());
    std::vector<const dns::Rdata *> left;
    std::vector<bool> taken(expected.size(), false);
    for (const auto &value : summary.values) {
        size_t line = 0;
        while (line < expected.size() && (taken[line] || !sameValue(type, value, expected[line])))
            ++line;
        if (line == expected.size()) {
            left.push_back(&value);
            continue;
        }
        taken[line] = true;
        shown[line] = {Shown::Kind::Same, valueText(type, value), {}, false};
    }
    for (const auto *value : left) {
        const QString text = valueText(type, *value);
        const auto origin = summary.origins.find(*value);
        const quint32 as = origin == summary.origins.end() ? 0 : origin->second;
        const bool byPlan = summary.planned.contains(*value);
        const bool good = byPlan || (expectation && isClass(*expectation) &&
                                     fitOf(*expectation, type, *value, as) == watch::Fit::Fits);
        int best = -1, bestScore = 2; // a stray letter in common is no resemblance
        for (size_t line = 0; line < expected.size(); ++line) {
            if (taken[line]) continue;
            const int score = commonEnds(text, valueText(type, expected[line]));
            if (score > bestScore) std::tie(best, bestScore) = std::pair(static_cast<int>(line), score);
        }
        Shown::Kind kind = !expectation ? Shown::Kind::Seen : good ? Shown::Kind::Same : Shown::Kind::Different;
        Shown one{kind, text, {}, byPlan};
        if (best >= 0 && !byPlan) {
            taken[static_cast<size_t>(best)] = true;
            one.spans = detect::differingSpans(text, valueText(type, expected[static_cast<size_t>(best)]));
            shown[static_cast<size_t>(best)] = std::move(one);
        } else {
            if (kind == Shown::Kind::Different) one.spans = {{0, static_cast<int>(text.size())}};
            shown.push_back(std::move(one));
        }
    }
    for (size_t line = 0; line < expected.size(); ++line) {
        if (!taken[line] && !summary.isPlanned && (summary.seen || summary.absent))
            shown[line].kind = Shown::Kind::Missing;
    }
    return shown;
}

void place(std::vector<Line> &lines, Shown Line::*column, const Summary &summary, std::vector<Shown> shown,
           bool expectedAbsent)
{
    if (!summary.cell.asked) {
        lines.front().*column = {Shown::Kind::NotAsked, {}, {}, false};
        return;
    }
    if (!summary.seen && !summary.absent) {
        lines.front().*column = {Shown::Kind::Unknown, safeText(summary.problem, MaxValueText), {}, false};
        return;
    }
    if (summary.absent && (expectedAbsent || shown.empty())) {
        lines.front().*column = {Shown::Kind::Absent, {}, {}, false};
        return;
    }
    if (shown.size() > lines.size()) lines.resize(std::min(shown.size(), MaxLines));
    for (size_t line = 0; line < std::min(lines.size(), shown.size()); ++line)
        lines[line].*column = std::move(shown[line]);
}

using Key = std::pair<dns::Name, dns::Type>;

Row rowOf(const watch::Domain &domain, const Key &key, const std::vector<const Observation *> &observations)
{
    Row row;
    row.owner = key.first;
    row.type = key.second;
    row.ownerLabel = key.first == domain.name ? QStringLiteral("@") : key.first.display();
    if (key.first != domain.name && key.first.isSubdomainOf(domain.name))
        row.ownerLabel.chop(domain.name.display().size() + 1);

    const Expectation *expectation = domain.find(key.first, key.second);
    row.hasExpectation = expectation != nullptr;
    row.expectedAbsent = expectation && expectation->kind == Expectation::Kind::Absent;
    if (expectation) row.className = expectation->className;
    if (expectation && isClass(*expectation) && row.className.isEmpty())
        row.className = safeText(contentTexts(*expectation).join(QStringLiteral(" | ")), MaxValueText);
    const std::vector<dns::Rdata> expected =
        expectation && expectation->kind == Expectation::Kind::Exact ? expectation->rdatas : std::vector<dns::Rdata>{};

    row.lines.resize(std::clamp<size_t>(expected.size(), 1, MaxLines));
    for (size_t line = 0; line < std::min(expected.size(), row.lines.size()); ++line)
        row.lines[line].expected = valueText(key.second, expected[line]);

    const auto column = [&](dns::Vantage vantage, Shown Line::*shown, Cell &cell) {
        std::vector<const Observation *> here;
        std::copy_if(observations.begin(), observations.end(), std::back_inserter(here),
                     [&](const Observation *observation) { return observation->vantage() == vantage; });
        auto summary = summarise(here);
        place(row.lines, shown, summary, aligned(key.second, expected, summary, expectation), row.expectedAbsent);
        cell = std::move(summary.cell);
    };
    column(dns::Vantage::Parent, &Line::parent, row.parent);
    column(dns::Vantage::Authoritative, &Line::authoritative, row.authoritative);
    column(dns::Vantage::Resolver, &Line::resolver, row.resolvers);
    return row;
}

QString instantText(const std::optional<Instant> &instant) { return instant ? toRfc3339(*instant) : QString(); }

std::vector<RegistrationRow> registrationRows(const watch::Domain &domain, const registry::LookupPtr &lookup)
{
    std::vector<RegistrationRow> rows;
    if (!lookup) return rows;
    if (!lookup->registration) {
        rows.push_back({QStringLiteral("problem"), {}, safeText(lookup->problem, MaxValueText), State::Unknown});
        return rows;
    }
    const auto &seen = *lookup->registration;
    // Beside what was accepted, where that is known: `same` says whether it is as it was.
    const auto *standing =
        domain.registration && domain.registration->standing ? &*domain.registration->standing : nullptr;
    const auto line = [&](const char *field, const QString &expected, const QString &text, bool same) {
        if (text.isEmpty() && expected.isEmpty()) return;
        rows.push_back({QLatin1String(field), safeText(expected, MaxValueText), safeText(text, MaxValueText),
                        !standing || same ? State::Match : State::Mismatch});
    };
    QStringList expectedNs, seenNs;
    for (const auto &name : seen.nameservers)
        seenNs << name.display();
    std::set<dns::Name> expectedNames;
    if (const auto *expectation = domain.find(domain.name, dns::Type::NS)) {
        for (const auto &rdata : expectation->rdatas)
            if (const auto name = dns::nameOf(dns::Type::NS, rdata)) expectedNames.insert(*name);
        for (const auto &name : expectedNames)
            expectedNs << name.display();
    }
    const bool nsGood = expectedNames == std::set<dns::Name>(seen.nameservers.begin(), seen.nameservers.end());
    rows.push_back({QStringLiteral("nameservers"), expectedNs.join(QStringLiteral(", ")),
                    seenNs.join(QStringLiteral(", ")),
                    expectedNames.empty() ? State::Unknown
                    : nsGood              ? State::Match
                                          : State::Mismatch});
    const auto accepted = domain.registration ? domain.registration->lastChanged : std::nullopt;
    rows.push_back({QStringLiteral("lastChanged"), instantText(accepted), instantText(seen.lastChanged),
                    !accepted || !seen.lastChanged   ? State::Unknown
                    : *accepted == *seen.lastChanged ? State::Match
                                                     : State::Mismatch});
    const QString separator = QStringLiteral(", ");
    const auto registrarText = [](const QString &registrar, const QString &ianaId) {
        return ianaId.isEmpty() ? registrar : QStringLiteral("%1 (IANA %2)").arg(registrar, ianaId);
    };
    const auto lostLock = [&](const QString &status) {
        return registry::isLock(status) && !seen.statuses.contains(status);
    };
    line("statuses", standing ? standing->statuses.join(separator) : QString(), seen.statuses.join(separator),
         standing && std::none_of(standing->statuses.begin(), standing->statuses.end(), lostLock));
    line("registrar", standing ? registrarText(standing->registrar, standing->registrarIanaId) : QString(),
         registrarText(seen.registrar, seen.registrarIanaId),
         standing && (standing->registrarIanaId == seen.registrarIanaId && !seen.registrarIanaId.isEmpty()
                          ? true
                          : standing->registrar == seen.registrar));
    line("registered", {}, instantText(seen.registered), true);
    line("expires", standing ? instantText(standing->expires) : QString(), instantText(seen.expires),
         standing && (!standing->expires || !seen.expires || *seen.expires >= *standing->expires));
    return rows;
}

} // namespace

State Row::state() const
{
    const auto any = [this](State wanted) {
        for (const auto *cell : {&parent, &authoritative, &resolvers})
            if (cell->asked && cell->state == wanted) return true;
        return false;
    };
    return any(State::Mismatch) ? State::Mismatch : any(State::Match) ? State::Match : State::Unknown;
}

Matrix matrixOf(const watch::Domain &domain, const std::vector<Observation> &latest,
                const registry::LookupPtr &registration)
{
    std::map<Key, std::vector<const Observation *>> byKey;
    for (const auto &expectation : domain.expectations)
        byKey[{expectation.owner, expectation.type}];
    for (const auto &observation : latest)
        byKey[{observation.owner, observation.type}].push_back(&observation);

    std::vector<Key> keys;
    for (const auto &[key, observations] : byKey) {
        const bool wanted = domain.find(key.first, key.second) != nullptr;
        const bool seen = std::any_of(observations.begin(), observations.end(),
                                      [](const Observation *observation) { return observation->seen.has_value(); });
        if (wanted || seen) keys.push_back(key);
    }
    std::stable_sort(keys.begin(), keys.end(), [&](const Key &a, const Key &b) {
        const bool apexA = a.first == domain.name, apexB = b.first == domain.name;
        if (apexA != apexB) return apexA;
        if (apexA) return typeRank(a.second) < typeRank(b.second);
        return std::pair(a.first, typeRank(a.second)) < std::pair(b.first, typeRank(b.second));
    });

    Matrix matrix;
    for (const auto &key : keys)
        matrix.rows.push_back(rowOf(domain, key, byKey[key]));
    matrix.registration = registrationRows(domain, registration);
    return matrix;
}

std::optional<watch::State> mailOf(const Matrix &matrix, const dns::Name &domain)
{
    for (const auto &row : matrix.rows)
        if (row.type == dns::Type::MX && row.owner == domain) return row.state();
    return {};
}

} // namespace hinoban::console
