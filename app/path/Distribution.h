// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/base/Instant.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace hinoban::path {

// How spans of time are spread: quantiles over the newest samples, so that it stays small however long it learns, and
// how many there were in all. A value.
class Distribution {
public:
    // Half a day of the usual cadence: long enough that a slow hour does not become usual.
    static constexpr size_t Newest = 151;

    void add(Duration sample);
    [[nodiscard]] int count() const { return m_count; } // ever
    // The smallest of the newest samples that is not below the fraction `q` (0 … 1) of them; nothing without any.
    [[nodiscard]] std::optional<Duration> quantile(double q) const;
    [[nodiscard]] std::optional<Duration> median() const { return quantile(0.5); }
    [[nodiscard]] const std::vector<Duration> &newest() const { return m_newest; } // in the order in which they came
    friend bool operator==(const Distribution &, const Distribution &) = default;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static Result<Distribution> fromJson(const QJsonObject &object);

private:
    std::vector<Duration> m_newest;
    int m_count = 0;
};

} // namespace hinoban::path
