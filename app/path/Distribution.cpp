// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path/Distribution.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace hinoban::path {

using namespace Qt::StringLiterals;

void Distribution::add(Duration sample)
{
    if (m_newest.size() == Newest) m_newest.erase(m_newest.begin());
    m_newest.push_back(sample);
    if (m_count < std::numeric_limits<int>::max()) ++m_count;
}

std::optional<Duration> Distribution::quantile(double q) const
{
    if (m_newest.empty()) return std::nullopt;
    auto sorted = m_newest;
    const auto rank = std::ceil(std::clamp(q, 0.0, 1.0) * double(sorted.size()));
    const auto at = sorted.begin() + std::max<std::ptrdiff_t>(0, std::ptrdiff_t(rank) - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

QJsonObject Distribution::toJson() const
{
    QJsonArray newest;
    for (const Duration sample : m_newest)
        newest.append(qint64(sample.count()));
    return {{u"count"_s, m_count}, {u"newestMicroseconds"_s, newest}};
}

Result<Distribution> Distribution::fromJson(const QJsonObject &object)
{
    const auto refused = [](const QString &where) {
        return failure(ErrorCode::BadInput, where, u"not a distribution of times"_s);
    };
    Distribution out;
    const QJsonArray newest = object[u"newestMicroseconds"_s].toArray();
    if (newest.size() > qsizetype(Newest)) return refused(u"newestMicroseconds"_s);
    for (const QJsonValue value : newest) {
        const qint64 sample = value.toInteger(-1);
        if (sample < 0) return refused(u"newestMicroseconds"_s);
        out.m_newest.emplace_back(sample);
    }
    out.m_count = object[u"count"_s].toInt(-1);
    if (out.m_count < int(out.m_newest.size())) return refused(u"count"_s);
    return out;
}

} // namespace hinoban::path
